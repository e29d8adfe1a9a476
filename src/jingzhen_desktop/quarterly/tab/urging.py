"""催报: the units of a quarter whose report is not in, to be called, written to, listed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...energy.periods import Quarter
from ...office import clock
from ...widgets.desk import Desk
from ...widgets.fields.lines import DateField
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import State, tokens
from ...widgets.outgoing import send_paper, show_paper
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ...widgets.side_panel import pad
from ..rules.next_step import days_words
from ..rules.printing.board import urge_text
from ..values.board import Board, BoardCell, BoardRow
from .cells import STATES

if TYPE_CHECKING:
    from ...paper.document import Pdf

_GRACE = 5
"""Days the units get from the day of the reminder, unless the clerk says otherwise."""


class UrgePanel(QWidget):
    """Those to be urged, with whom to ask; copies and prints the list, writes the reminders."""

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._board: Board | None = None
        self._quarter = Quarter(desk.year, 1)
        self.title = SectionTitle("催报", self)
        self.model: GridModel[BoardRow] = GridModel(
            self._columns(), identity=lambda row: row.unit.id, parent=self
        )
        self.grid = Grid(self.model, "催报名单", select_rows=True)
        self.grid.activated.connect(self._open)
        self.until = DateField("请于", self, tip="催报通知上写的新期限")
        self.copy = action_button(
            "复制名单", self.copy_list, "copy", None, "复制催报名单，可粘贴到短信或聊天窗口", self
        )
        self.print = action_button("打印名单…", self.preview_list, "print", None, "预览并打印催报名单", self)
        self.write = action_button(
            "催报通知…",
            self.preview_reminders,
            "document",
            None,
            "给名单上的单位各写一份催报通知；选中几个单位就只写这几个",
            self,
        )
        self.send = action_button(
            "发出催报",
            self.send_reminders,
            "stamp",
            None,
            "给名单上的单位（选中几个就只给这几个）的催报通知按现在的样子发出并存档",
            self,
        )
        for button in (self.copy, self.print, self.write, self.send):
            set_role(button, "small")
        self.grid.offer(self.write, self.send, self.copy, self.print)
        self._lay_out()

    def show_board(self, board: Board, quarter: Quarter) -> None:
        """Show who is to be urged in a quarter."""
        if quarter != self._quarter or self.until.value() is None:
            self.until.set_value(max(board.today, board.due[quarter.number]) + timedelta(days=_GRACE))
        self._board, self._quarter = board, quarter
        rows = board.to_urge(quarter.number)
        overdue = sum(row.cells[quarter.number].overdue for row in rows)
        late = f"，逾期{overdue}个" if overdue else ""
        self.title.setText(f"催报：{len(rows)}个单位{late}" if rows else "催报：没有要催的单位")
        self.model.set_rows(rows)
        for part in (self.copy, self.print, self.write, self.send, self.until):
            part.setEnabled(bool(rows))

    def copy_list(self) -> None:
        """Put the list on the clipboard as lines of text."""
        if self._board is not None:
            QGuiApplication.clipboard().setText(urge_text(self._board, self._quarter))
            self._desk.alerts.say(f"已复制{self._quarter.title}催报名单")

    def preview_list(self) -> None:
        """Show the list in the preview."""
        from ..papers.shared import book_paper
        from ..queries.books import urge_list

        office, quarter = self._desk.office, self._quarter

        def make() -> Pdf:
            return book_paper(office, urge_list(office, quarter))

        title = f"{quarter.title}催报名单"
        show_paper(self, self._desk, f"生成{title}", make, f"{title}.pdf")

    def preview_reminders(self) -> None:
        """Show the reminders to the chosen units, or to all, in the preview."""
        chosen = self.grid.selected_rows()
        self.preview_reminders_to([row.unit.id for row in chosen] if len(chosen) > 1 else [])

    def preview_reminders_to(self, units: Sequence[int]) -> None:
        """Show the reminders to some units, or without any to all that are to be urged, in the preview."""
        from ..papers.reminder import reminder_name, reminder_paper

        self.until.flush()
        office, quarter, today = self._desk.office, self._quarter, clock.today()
        until = cast("date | None", self.until.value()) or today + timedelta(days=_GRACE)
        make = partial(reminder_paper, office, quarter, until, today, list(units))
        show_paper(self, self._desk, f"生成{quarter.title}催报通知", make, reminder_name(quarter))

    def send_reminders(self) -> None:
        """Keep the reminders to the chosen units, or to all, as they go out."""
        from ..papers.reminder import reminder_paper, reminders_to_issue

        self.until.flush()
        chosen = self.grid.selected_rows()
        rows = chosen if len(chosen) > 1 else self.model.rows()
        office, quarter, today = self._desk.office, self._quarter, clock.today()
        until = cast("date | None", self.until.value()) or today + timedelta(days=_GRACE)
        names = [row.unit.short_name for row in rows]
        make = partial(reminder_paper, office, quarter, until, today, [row.unit.id for row in rows])
        to_issue = partial(reminders_to_issue, quarter, today, names)
        send_paper(self, self._desk, f"给{len(names)}个单位的催报通知", make, to_issue, again=True)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.report_wanted.emit(self.model.row(index).unit.id, self._quarter.number)

    def _columns(self) -> list[Column[BoardRow]]:
        def cell(row: BoardRow) -> BoardCell | None:
            return row.cells.get(self._quarter.number)

        def words(row: BoardRow) -> str:
            found = cell(row)
            if found is None or self._board is None:
                return ""
            return days_words(found, self._board.today) if found.overdue else found.state.words

        def state(row: BoardRow) -> State | None:
            found = cell(row)
            return None if found is None else State.OVERDUE if found.overdue else STATES[found.state]

        return [
            Column("unit", "单位", lambda row: row.unit.short_name, width=12),
            Column("state", "状态", words, width=10, state=state),
            Column("liaison", "联络员", lambda row: row.unit.contact.liaison_name, width=6),
        ]

    def _lay_out(self) -> None:
        label = QLabel("请于", self)
        label.setBuddy(self.until.editor)
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self.until)
        line.addWidget(QLabel("前报送", self))
        line.addStretch(1)
        below = QWidget(self)
        foot = QVBoxLayout(below)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addLayout(line)
        foot.addWidget(ButtonRow(self.copy, self.print, self.write, self.send, parent=below))
        pad(below)
        space = tokens().space
        self.title.setContentsMargins(space.m, space.s, space.m, space.s)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.grid, 1)
        layout.addWidget(below)
