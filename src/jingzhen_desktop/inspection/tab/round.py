"""One round: its particulars, the units visited, the readings of the chosen unit, and the violations found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from ...base.errors import InputRejected
from ...base.place import Place
from ...base.text import join_names
from ...office.settings import TOWN, read_setting
from ...organisation.queries import units_of_year
from ...widgets.desk import Desk
from ...widgets.fields import FieldForm, FieldSpec
from ...widgets.grid import Grid, GridModel, Kind
from ...widgets.parts import ButtonRow, SectionTitle, action_button, split
from .. import actions, papers
from ..queries import proposed_circular_number
from ..rules import draft_circular, draft_day, proposed_violations, scopes
from ..values import TAB, Mode, Reading, Rectification, Round, RoundDetail, Season, Violation, ViolationKind, Visit
from .columns import reading_columns, violation_columns, visit_columns
from .following import Following, today
from .panel import PanelStack
from .ticks import fill_ticks, tick_list, ticked_ids

_FIELDS = (
    FieldSpec("title", "检查名称"),
    FieldSpec("season", "季节", Kind.CHOICE, choices=tuple((season, season.value) for season in Season)),
    FieldSpec("day", "检查日期", Kind.DATE),
    FieldSpec("weather", "天气", help="如晴、多云"),
    FieldSpec("outdoor_temperature", "室外温度", Kind.NUMBER, unit="℃"),
    FieldSpec("checkers", "检查人员", help="用顿号隔开"),
    FieldSpec("mode", "空调使用", Kind.CHOICE, choices=tuple((mode, mode.value) for mode in Mode)),
    FieldSpec("limit", "温度标准", Kind.NUMBER, unit="℃"),
    FieldSpec("note", "备注"),
)

_SMALLEST_ROWS = 4
"""Rows of a table, its head included, that stay visible in the smallest window; the page scrolls then."""


class RoundPane(QWidget):
    """Everything of the chosen round; typing is stored at once."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._go_to = desk, go_to
        self._detail: RoundDetail | None = None
        self.form = FieldForm(_FIELDS, self, columns=3)
        self.form.committed.connect(self._write_round)
        self.limit, self.proposal, self.readings_title = QLabel(self), QLabel(self), SectionTitle(parent=self)
        self.visits: GridModel[Visit] = GridModel(visit_columns(), self._write_visit, desk.alerts)
        self.visit_grid = Grid(self.visits, "被检查单位", parent=self)
        self.visit_grid.remove_wanted.connect(self._remove_visit)
        self.visit_grid.chosen.connect(self._show_visit)
        self.readings: GridModel[Reading] = GridModel(
            reading_columns(self._round), self._write_reading, desk.alerts, write_many=self._write_readings
        )
        self.reading_grid = Grid(self.readings, "温度记录", parent=self)
        self.reading_grid.remove_wanted.connect(self._remove_readings)
        self.violations: GridModel[Violation] = GridModel(violation_columns(), self._write_violation, desk.alerts)
        self.violation_grid = Grid(self.violations, "发现的问题", parent=self)
        self.violation_grid.remove_wanted.connect(self._remove_violation)
        self.stack = PanelStack(self.violation_grid, desk.alerts, self)
        self.following = Following(desk, self.stack)
        self.unit_ticks: QListWidget = tick_list("选择被检查单位", self)
        self._visit_stack = QStackedWidget(self)
        self._lay_out()

    def show_round(self, detail: RoundDetail | None) -> None:
        """Show a round; the chosen unit and cells stay if it is the one shown before."""
        if self._detail is None or detail is None or detail.round.id != self._detail.round.id:
            self._leave()
        self._detail = detail
        self.setEnabled(detail is not None)
        if detail is None:
            return
        values = {spec.key: getattr(detail.round, spec.key) for spec in _FIELDS}
        self.form.set_values({**values, "checkers": join_names(list(detail.round.checkers))})
        source = f"（{detail.round.limit_source}）" if detail.round.limit_source else ""
        self.limit.setText(f"本次标准：{detail.round.limit_text}{source}" if detail.round.limit_text else "本次不查温度")
        self.visits.set_rows(detail.visits)
        self.violations.set_rows(detail.violations)
        self._show_visit(self.visit_grid.current_row())

    def select(self, place: Place) -> None:
        """Go to a visit, a reading or a violation of the round shown."""
        if place.kind == "violation":
            self.violation_grid.select_row(lambda violation: violation.id == place.id)
            self.violation_grid.setFocus()
            return
        self.visit_grid.select_row(
            lambda visit: place.id == visit.id if place.kind == "visit" else any(reading.id == place.id for reading in visit.readings)
        )
        if place.kind == "reading":
            self.reading_grid.select_row(lambda reading: reading.id == place.id)
            self.reading_grid.setFocus()

    # --- what the clerk does

    def choose_units(self) -> None:
        """Let the clerk tick the units visited; those entered already are not offered."""
        if self._detail is None:
            return
        visited = {visit.unit_id for visit in self._detail.visits}
        units = [unit for unit in units_of_year(self._desk.office, self._detail.round.year) if unit.id not in visited]
        if not units:
            self._desk.alerts.say(f"{self._detail.round.year}年的单位都已录入")
            return
        fill_ticks(self.unit_ticks, [(unit.id, unit.short_name) for unit in units], ())
        self._visit_stack.setCurrentIndex(1)
        self.unit_ticks.setFocus()

    def enter_units(self) -> None:
        """Store the ticked units as visited."""
        ticked = ticked_ids(self.unit_ticks)
        if self._detail is None or not ticked:
            self._desk.alerts.say("请先勾选被检查的单位")
            return
        with self._desk.alerts.guard():
            first = actions.add_visits(self._desk.office, self._detail.round.id, ticked)[0]
            self._visit_stack.setCurrentIndex(0)
            self.visit_grid.select_row(lambda visit: visit.id == first)

    def add_reading(self) -> None:
        """Add an empty reading and let the clerk type the room."""
        if (visit := self._visit()) is None:
            return
        with self._desk.alerts.guard():
            reading_id = actions.add_reading(self._desk.office, visit.id)
            self.reading_grid.select_row(lambda reading: reading.id == reading_id)
            self.reading_grid.setCurrentIndex(self.readings.index(self.reading_grid.currentIndex().row(), 0))
            self.reading_grid.setFocus()
            self.reading_grid.edit(self.reading_grid.currentIndex())

    def record_failing(self) -> None:
        """Enter the violations that the chosen unit's readings show."""
        if (visit := self._visit()) is None:
            return
        with self._desk.alerts.guard():
            made = actions.record_failing_readings(self._desk.office, visit.id)
            self._desk.alerts.say(f"已生成{made}个问题" if made else "温度记录中没有新的不符合项")

    def add_violation(self) -> None:
        """Ask for a violation that no reading shows, e.g. lamps left on."""
        if (visit := self._visit()) is None:
            return
        specs = (
            FieldSpec("kind", "类型", Kind.CHOICE, choices=tuple((kind, kind.value) for kind in ViolationKind)),
            FieldSpec("room", "场所"),
            FieldSpec("text", "问题", Kind.NOTE, help="如“下班后电脑、饮水机未关闭电源”"),
        )
        start = {"kind": ViolationKind.ELECTRICITY}
        self.stack.ask("新增问题", visit.unit_name, specs, start, lambda values: actions.add_violation(self._desk.office, visit.id, **values))

    def correct(self) -> None:
        """Ask how the chosen violations were corrected on the spot."""
        if chosen := self._chosen_violations():
            ids = [violation.id for violation in chosen]
            about = "；".join(f"{violation.unit_name} {violation.text}" for violation in chosen)
            specs = (FieldSpec("note", "纠正情况", help="如“已调至26℃”"),)
            self.stack.ask("当场纠正", about, specs, {}, lambda values: actions.correct_on_spot(self._desk.office, ids, **values))

    def draft_circular(self) -> None:
        """Draft a circular about what is not settled in this round, and go to it."""
        if self._detail is None:
            return
        with self._desk.alerts.guard():
            office, day = self._desk.office, draft_day(self._detail, today())
            scope = scopes(read_setting(office, TOWN))[0]
            draft = draft_circular(self._detail, scope, day, proposed_circular_number(office, day.year))
            self._go_to(Place(TAB, "circular", actions.add_circular(office, draft)))

    def preview(self, blank: bool = False) -> None:
        """Show the check form of this round as it prints."""
        self.form.flush()
        if (round_ := self._round()) is None:
            return
        office, make = self._desk.office, papers.blank_record_paper if blank else papers.record_paper
        self._desk.tasks.run(
            "生成检查记录表", lambda _progress: make(office, round_.id), lambda pdf: self._desk.preview(pdf, papers.record_name(round_, blank))
        )

    # --- what is typed

    def _write_round(self, key: str, value: Any) -> None:
        if (round_ := self._round()) is None:
            return
        stored = _names(str(value)) if key == "checkers" else value
        try:
            actions.change_round(self._desk.office, round_.id, **{key: stored})
        except InputRejected as error:
            self.form.refuse(key, str(error))

    def _write_visit(self, visit: Visit, key: str, value: object) -> None:
        actions.change_visit(self._desk.office, visit.id, **{key: value})

    def _write_reading(self, reading: Reading, key: str, value: object) -> None:
        actions.change_reading(self._desk.office, reading.id, **{key: value})

    def _write_readings(self, cells: Sequence[tuple[Reading, str, object]]) -> None:
        changes: dict[int, dict[str, object]] = {}
        for reading, key, value in cells:
            changes.setdefault(reading.id, {})[key] = value
        actions.change_readings(self._desk.office, changes)

    def _write_violation(self, violation: Violation, key: str, value: object) -> None:
        actions.change_violation(self._desk.office, violation.id, **{key: value})

    # --- what is chosen

    def _round(self) -> Round | None:
        return self._detail.round if self._detail else None

    def _visit(self) -> Visit | None:
        visit: Visit | None = self.visit_grid.current_row()
        if visit is None:
            self._desk.alerts.warn("请先录入并选中被检查的单位。")
        return visit

    def _chosen_violations(self) -> list[Violation]:
        chosen: list[Violation] = self.violation_grid.selected_rows()
        if not chosen:
            self._desk.alerts.warn("请先选中问题，可同时选中同一单位的几个。")
        return chosen

    def _notice(self) -> Rectification | None:
        violation: Violation | None = self.violation_grid.current_row()
        return violation.rectifications[-1] if violation and violation.rectifications else None

    def _order(self) -> None:
        if chosen := self._chosen_violations():
            self.following.order(chosen)

    def _remove_visit(self) -> None:
        visit = self._visit()
        if visit and self._desk.alerts.confirm(f"从本次检查中删除“{visit.unit_name}”及其记录？", "删除", parent=self):
            with self._desk.alerts.guard():
                actions.remove_visit(self._desk.office, visit.id)

    def _remove_readings(self) -> None:
        chosen: list[Reading] = self.reading_grid.selected_rows()
        if chosen and self._desk.alerts.confirm(f"删除选中的{len(chosen)}条温度记录？", "删除", parent=self):
            with self._desk.alerts.guard():
                actions.remove_readings(self._desk.office, [reading.id for reading in chosen])

    def _remove_violation(self) -> None:
        violation: Violation | None = self.violation_grid.current_row()
        if violation and self._desk.alerts.confirm(f"删除问题“{violation.text}”？", "删除", parent=self):
            with self._desk.alerts.guard():
                actions.remove_violation(self._desk.office, violation.id)

    # --- what is shown

    def _show_visit(self, visit: Visit | None) -> None:
        self.readings.set_rows(visit.readings if visit else ())
        self.readings_title.setText(f"温度记录：{visit.unit_name}" if visit else "温度记录")
        self.proposal.setText(_next_step(self._detail.round, visit) if self._detail else "")

    def _leave(self) -> None:
        """Finish what is being typed before another round is shown."""
        self.form.flush()
        self._visit_stack.setCurrentIndex(0)
        if self.stack.currentWidget() is self.stack.panel:
            self.stack.panel.close_panel()

    def _lay_out(self) -> None:
        for grid in (self.visit_grid, self.reading_grid, self.violation_grid):
            grid.setMinimumHeight(_SMALLEST_ROWS * grid.verticalHeader().defaultSectionSize())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        layout.addWidget(
            ButtonRow(
                action_button("预览检查记录表", self.preview, "preview", "Ctrl+P"),
                action_button("空白记录表", lambda: self.preview(blank=True), "document", tip="打印带到现场填写"),
                action_button("起草通报", self.draft_circular, "megaphone", tip="对未整改的单位起草通报"),
                self.limit,
            )
        )
        above = split(Qt.Orientation.Horizontal, self._visit_part(), self._reading_part(), shares=(1, 3))
        layout.addWidget(split(Qt.Orientation.Vertical, above, self._violation_part(), shares=(1, 1)), 1)

    def _visit_part(self) -> QWidget:
        ticking = _column(
            ButtonRow(
                action_button("录入所选", self.enter_units, "check"),
                action_button("取消", lambda: self._visit_stack.setCurrentIndex(0), "close"),
            ),
            self.unit_ticks,
        )
        buttons = ButtonRow(
            action_button("录入单位", self.choose_units, "add", "Ctrl+U", "勾选被检查的单位，可多选"), action_button("删除", self._remove_visit, "remove")
        )
        self._visit_stack.addWidget(_column(buttons, self.visit_grid))
        self._visit_stack.addWidget(ticking)
        return self._visit_stack

    def _reading_part(self) -> QWidget:
        buttons = ButtonRow(
            action_button("新增场所", self.add_reading, "add", "Ctrl+R"),
            action_button("由读数生成问题", self.record_failing, "inspect", tip="把判定为不符合的记录列为问题"),
            action_button("删除", self._remove_readings, "remove"),
            self.proposal,
        )
        return _column(self.readings_title, buttons, self.reading_grid)

    def _violation_part(self) -> QWidget:
        buttons = ButtonRow(
            action_button("新增问题…", self.add_violation, "add"),
            action_button("当场纠正…", self.correct, "check"),
            action_button("下达限期整改…", self._order, "stamp", tip="可选中同一单位的几个问题一并下达"),
            action_button("登记回复…", lambda: self.following.reply(self._notice()), "edit"),
            action_button("复查…", lambda: self.following.recheck(self._notice()), "check"),
            action_button("预览通知书", lambda: self.following.preview(self._notice()), "preview"),
            action_button("删除", self._remove_violation, "remove"),
        )
        return _column(SectionTitle("发现的问题"), buttons, self.stack)


def _column(*parts: QWidget) -> QWidget:
    """Parts one above the other; the last one takes the room."""
    whole = QWidget()
    layout = QVBoxLayout(whole)
    layout.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        layout.addWidget(part, 1 if part is parts[-1] else 0)
    return whole


def _next_step(round_: Round, visit: Visit | None) -> str:
    """What is to be done next about the readings shown."""
    if visit is None:
        return "先点“录入单位”，勾选被检查的单位" if round_.day else "先填检查日期，再录入被检查的单位"
    if not visit.readings:
        return "点“新增场所”录入温度"
    missing = len(proposed_violations(round_, visit))
    return f"{missing}处不符合尚未生成问题" if missing else ""


def _names(text: str) -> tuple[str, ...]:
    """Split names at any usual separator."""
    return tuple(name for name in re.split(r"[、，,;；\s]+", text) if name)
