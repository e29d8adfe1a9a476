"""The rounds of the working year; the chosen one opens as a page of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.place import Place
from ...base.typed import Kind
from ...office import clock
from ...office.settings import read_setting
from ...organisation.queries.units import units_of_year
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.rounds import add_round, remove_round
from ..queries.rounds import round_detail, round_lines, round_of
from ..rules.plan import progress_of_plan
from ..rules.rounds import next_season
from ..settings import PLANNED_ROUNDS
from ..values.found import RoundLine
from .outgoing import take_out
from .page import InspectionPage
from .round import RoundPane


class RoundsPage(InspectionPage):
    """A grid of rounds.

    Attributes:
        pane: the chosen round; the tab shows it in the grid's place when it is asked for.
    """

    pane_wanted = Signal(str)
    """The chosen round is to be shown; its title."""
    pane_over = Signal()
    """The round shown is gone."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._units = 0
        self.model: GridModel[RoundLine] = GridModel(
            self._columns(), alerts=desk.alerts, identity=lambda line: line.round.id
        )
        self.grid = Grid(self.model, "检查", select_rows=True, parent=self)
        self.grid.remove_wanted.connect(self._remove)
        self.pane = RoundPane(desk, go_to, self)
        self.pane.hide()
        self.pane.add_wanted.connect(self.add)
        self.grid.chosen.connect(self._show)
        self.grid.doubleClicked.connect(lambda _index: self.open_chosen())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self.grid, context=Qt.ShortcutContext.WidgetShortcut)
            enter.activated.connect(self.open_chosen)
        self.plan = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self.setFocusProxy(self.grid)
        self._empty, self._stack = EmptyHint("", "新增检查", self.add, self), QStackedWidget(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the rounds of the working year as they are stored."""
        lines = round_lines(self._desk.office, self._desk.year)
        shown = self.pane.round_id
        if shown is not None and all(line.round.id != shown for line in lines):
            if round_detail(self._desk.office, shown) is None:
                self.pane.discard()  # what is half typed has no round any more
            if self.pane.isVisible():
                self.pane_over.emit()
        self._units = len(units_of_year(self._desk.office, self._desk.year))
        self.model.set_rows(lines)
        self.plan.setText(
            progress_of_plan(
                lines, read_setting(self._desk.office, PLANNED_ROUNDS), self._desk.year, clock.today()
            )
        )
        self._empty.set_text(f"{self._desk.year}年还没有检查。新增一次检查，再录入被检查的单位和温度。")
        self._stack.setCurrentIndex(0 if lines else 1)
        self._show(self.grid.current_row())

    def flush(self) -> None:
        """Store what is typed about the round."""
        self.pane.form.flush()
        self.pane.visit.flush()

    def show_place(self, place: Place) -> None:
        """Select a round and, within it, a visit or a violation; the working year follows."""
        detail = round_of(self._desk.office, place.kind, place.id) if place.id is not None else None
        if detail is not None:
            self._desk.year = detail.round.year
            self.freshen()
            self.grid.select_row(lambda row: row.round.id == detail.round.id)
            self.open_chosen()
            self.pane.select(place)
        else:
            self.grid.setFocus()

    def open_chosen(self) -> None:
        """Show the chosen round."""
        line = self._chosen()
        if line is not None:
            self._show(line)
            self.pane_wanted.emit(line.round.title)

    def _chosen(self) -> RoundLine | None:
        line: RoundLine | None = self.grid.current_row()
        if line is None:
            self._desk.alerts.say("请先选中一次检查")
        return line

    def add(self) -> None:
        """Add the round of the next season without one and go to its date."""
        done = [
            line.round.season
            for line in round_lines(self._desk.office, self._desk.year)
            if not line.round.special
        ]
        season = next_season(done, self._desk.year, clock.today())
        with self._desk.alerts.guard():
            day = clock.today() if clock.today().year == self._desk.year else None
            round_id = add_round(self._desk.office, self._desk.year, season, day)
            self.freshen()
            self.grid.select_row(lambda line: line.round.id == round_id)
            self.open_chosen()
            self.pane.start_typing("day")

    def _remove(self) -> None:
        line = self._chosen()
        if line is not None:
            with self._desk.alerts.guard():
                remove_round(self._desk.office, line.round.id)
                self._desk.alerts.say(
                    f"已删除“{line.round.title}”及其{line.visits}个单位的检查记录，可以撤销（Ctrl+Z）"
                )

    def _note_change(self) -> None:
        """The round shown in the grid's place reads anew with it."""
        super()._note_change()
        if self.pane.isVisible():
            self.freshen()

    def _show(self, line: RoundLine | None) -> None:
        self.pane.show_round(round_detail(self._desk.office, line.round.id) if line else None)

    def _export(self) -> None:
        take_out(self, self._desk, self._desk.year)

    def _columns(self) -> list[Column[RoundLine]]:
        return [
            Column(
                "day",
                "日期",
                lambda line: (
                    line.round.day
                    or (f"{line.round.planned_month}月（计划）" if line.round.planned_month else "待定")
                ),
                width=14,
                look=lambda line: None if line.round.day else Look.MUTED,
            ),
            Column("title", "检查", lambda line: line.round.title, width=40),
            Column(
                "visits",
                "已查单位",
                lambda line: f"{line.visits}/{self._units}",
                width=10,
                tip="已查单位/全部单位",
            ),
            Column("violations", "问题", lambda line: line.violations, Kind.INTEGER, width=8),
        ]

    def _lay_out(self) -> None:
        add = page_action("新增检查", self.add, "add", "Ctrl+Shift+N", "新增下一个季节的检查", self)
        show = page_action("打开检查", self.open_chosen, "next", "", "打开选中的检查（双击或回车）", self)
        export = page_action(
            "导出全年文书…",
            self._export,
            "export",
            "Ctrl+E",
            "把本年的检查记录表、整改通知书和通报导出为PDF",
            self,
        )
        remove = page_action("删除检查", self._remove, "remove", "", "删除选中的检查及其记录，可撤销", self)
        self.head_actions.offer(add, (show, export), (remove,))
        self.grid.addActions([show, remove])
        tools = ToolRow(self)
        tools.add(self.plan)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        lay_out_content(self, self._stack, tools)
