"""The rounds of the working year at the left, the chosen one at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

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
from ...widgets.parts import ButtonRow, EmptyHint, action_button, split
from ..actions.rounds import add_round, remove_round
from ..queries.rounds import round_detail, round_lines, round_of
from ..rules.plan import progress_of_plan
from ..rules.rounds import next_season
from ..settings import PLANNED_ROUNDS
from ..values.found import RoundLine
from .outgoing import take_out
from .page import InspectionPage
from .panel import scrolled
from .round import RoundPane


class RoundsPage(InspectionPage):
    """A grid of rounds and the pane of the chosen one."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._units = 0
        self.model: GridModel[RoundLine] = GridModel(
            self._columns(), alerts=desk.alerts, identity=lambda line: line.round.id
        )
        self.grid = Grid(self.model, "检查", select_rows=True, parent=self)
        self.grid.remove_wanted.connect(self._remove)
        self.pane = RoundPane(desk, go_to, self)
        self.grid.chosen.connect(self._show)
        self.plan = QLabel(self)
        self.plan.setWordWrap(True)
        self._empty, self._stack = EmptyHint("", "新增检查", self.add, self), QStackedWidget(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the rounds of the working year as they are stored."""
        lines = round_lines(self._desk.office, self._desk.year)
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
            self.pane.select(place)
        else:
            self.grid.setFocus()

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
            self.pane.form.field("day").setFocus()

    def _remove(self) -> None:
        line: RoundLine | None = self.grid.current_row()
        if line is None:
            self._desk.alerts.say("请先选中要删除的检查")
        else:
            with self._desk.alerts.guard():
                remove_round(self._desk.office, line.round.id)
                self._desk.alerts.say(
                    f"已删除“{line.round.title}”及其{line.visits}个单位的检查记录，可以撤销（Ctrl+Z）"
                )

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
                width=10,
                look=lambda line: None if line.round.day else Look.MUTED,
            ),
            Column("title", "检查", lambda line: line.round.title, width=13),
            Column(
                "visits",
                "单位",
                lambda line: f"{line.visits}/{self._units}",
                width=4,
                tip="已查单位/全部单位",
            ),
            Column("violations", "问题", lambda line: line.violations, Kind.INTEGER, width=4),
        ]

    def _lay_out(self) -> None:
        left = QWidget(self)
        layout = QVBoxLayout(left)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            ButtonRow(
                action_button("新增检查", self.add, "add", "Ctrl+Shift+N"),
                action_button("删除检查", self._remove, "remove"),
            )
        )
        export = action_button(
            "导出全年文书…", self._export, "export", "Ctrl+E", "把本年的检查记录表、整改通知书和通报导出为PDF"
        )
        layout.addWidget(self.grid, 1)
        layout.addWidget(self.plan)
        layout.addWidget(ButtonRow(export))
        area = scrolled(self.pane)
        self.pane.stack.opened.connect(
            lambda: QTimer.singleShot(0, area, lambda: area.ensureWidgetVisible(self.pane.stack.panel))
        )
        self._stack.addWidget(split(Qt.Orientation.Horizontal, left, area, shares=(5, 15)))
        self._stack.addWidget(self._empty)
        QVBoxLayout(self).addWidget(self._stack)
