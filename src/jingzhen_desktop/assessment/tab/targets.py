"""The sub-page 目标备案: each unit's targets of the year, its plan and its yearly report, typed into a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from ...base.errors import FieldRejected
from ...base.place import Place
from ...base.typed import Kind
from ...office import clock
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.grid.columns import Column, field_column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.targets import change_target, change_targets, record_filing
from ..queries.targets import plan_day, targets_of_year
from ..rules.targets import filing_state, filing_words, report_due
from ..values.targets import FALLS, Filing, FilingState, UnitTarget
from .page import SubPage

_ACTIONS = {Filing.PLAN: "登记方案备案…", Filing.REPORT: "登记状况报告…"}
_LOOKS = {
    FilingState.FILED: Look.GOOD,
    FilingState.LATE: Look.WARNING,
    FilingState.OVERDUE: Look.BAD,
    FilingState.WAITING: Look.MUTED,
}
_UNIT_CLOSED = "单位在“组织机构”里增减和改名"
_FILED_CLOSED = "由方案备案日期得出，不能填写"
_SENT_CLOSED = "由状况报告日期得出，不能填写"


class TargetsPage(SubPage):
    """Units down, targets and filings across; what several units filed on one day is recorded at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._plan_due: date | None = None
        self.model: GridModel[UnitTarget] = GridModel(
            self._columns(),
            alerts=desk.alerts,
            change=partial(change_target, desk.office),
            change_many=partial(change_targets, desk.office),
        )
        self.grid = Grid(self.model, "目标备案", parent=self)
        self.stack = PanelStack(self.grid, desk.alerts, self)
        self._empty = EmptyHint("", parent=self)
        self.stack.addWidget(self._empty)
        self.count = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the targets and filings of the working year as they are stored."""
        office, year, now = self._desk.office, self._desk.year, clock.today()
        self._plan_due = plan_day(office, year)
        targets = targets_of_year(office, year)
        self.model.scope = year
        self.model.set_rows(targets)
        plans, reports = _filed(targets, Filing.PLAN, now), _filed(targets, Filing.REPORT, now)
        due = (
            f"（{self._plan_due.month}月{self._plan_due.day}日前）"
            if self._plan_due
            else "（设置里没有规定日期）"
        )
        self.count.setText(
            f"{year}年方案备案{plans}/{len(targets)}个单位{due}；"
            f"{year}年能源消费状况报告{reports}/{len(targets)}个单位（{year + 1}年3月31日前）"
        )
        self._empty.set_text(f"{year}年还没有单位，请先在“组织机构”中登记。")
        if not self.stack.asks:
            self.stack.setCurrentWidget(self.grid if targets else self._empty)

    def show_place(self, place: Place) -> None:
        """Select a unit."""
        self.catch_up()
        if place.id is not None:
            self.grid.select_row(lambda target: target.unit_id == place.id)
        self.grid.setFocus()

    def ask(self, filing: Filing) -> None:
        """Ask on which day units filed."""
        chosen: list[UnitTarget] = self.grid.selected_rows()
        wanted = chosen if len(chosen) > 1 else self.model.rows()
        lacking = [one for one in wanted if one.filed_on(filing) is None]
        if not lacking:
            self._desk.alerts.say(f"这些单位的{filing.value}都已登记，要改日期请直接改表里的")
            return
        names = "、".join(one.unit_name for one in lacking)
        self.stack.ask(
            _ACTIONS[filing].rstrip("…"),
            f"{self._desk.year}年{filing.value}：{names}。先选中几行，就只登记这几个单位。",
            (FieldSpec("day", "备案日期" if filing is Filing.PLAN else "报送日期", Kind.DATE),),
            {"day": clock.today()},
            partial(self._record, filing, [one.unit_id for one in lacking]),
        )

    def _record(self, filing: Filing, unit_ids: list[int], typed: dict[str, Any]) -> None:
        if typed["day"] is None:
            raise FieldRejected("day", "日期不能为空，请填写。")
        try:
            made = record_filing(self._desk.office, self._desk.year, unit_ids, filing, typed["day"])
        except FieldRejected as error:
            raise FieldRejected("day", str(error)) from error
        self._desk.alerts.say(f"已登记{made}个单位，可以撤销（Ctrl+Z）")

    def _lay_out(self) -> None:
        signs = {Filing.PLAN: "document", Filing.REPORT: "export"}
        tips = {
            Filing.PLAN: "登记几个单位同一天备案的年度节能目标和实施方案",
            Filing.REPORT: "登记几个单位同一天报来的上一年度能源消费状况报告",
        }
        entries: list[tuple[Filing, Callable[[], object]]] = [
            (filing, partial(self.ask, filing)) for filing in Filing
        ]
        plan, report = (
            page_action(_ACTIONS[filing], call, signs[filing], "", tips[filing], self)
            for filing, call in entries
        )
        self.head_actions.offer(plan, (report,))
        self.grid.addActions([plan, report])
        self.stack.stand_before(self.head_actions)
        self.setFocusProxy(self.grid)
        tools = ToolRow(self)
        tools.add(self.count)
        tools.add_right(FilterBox(self.grid))
        lay_out_content(self, self.stack, tools)

    def _columns(self) -> list[Column[UnitTarget]]:
        return [
            Column("unit", "单位", lambda target: target.unit_name, width=11, closed=_UNIT_CLOSED),
            *(_fall(field, title) for field, title in FALLS.items()),
            field_column("plan_on", "方案备案日期", Kind.DATE, width=12),
            Column(
                "plan", "备案情况", self._plan_words, width=17, look=self._plan_look, closed=_FILED_CLOSED
            ),
            field_column("report_on", "状况报告日期", Kind.DATE, width=12),
            Column(
                "report",
                "报送情况",
                self._report_words,
                width=17,
                look=self._report_look,
                closed=_SENT_CLOSED,
            ),
            field_column("plan_title", "方案名称", width=14),
            field_column("note", "备注", width=11),
        ]

    def _plan_words(self, target: UnitTarget) -> str:
        return filing_words(target.plan_on, self._plan_due, clock.today())

    def _plan_look(self, target: UnitTarget) -> Look | None:
        return _LOOKS[filing_state(target.plan_on, self._plan_due, clock.today())]

    def _report_words(self, target: UnitTarget) -> str:
        return filing_words(target.report_on, report_due(target.year), clock.today())

    def _report_look(self, target: UnitTarget) -> Look | None:
        return _LOOKS[filing_state(target.report_on, report_due(target.year), clock.today())]


def _filed(targets: list[UnitTarget], filing: Filing, on: date) -> int:
    """How many units have filed by a day."""
    return sum(filing_state(one.filed_on(filing), None, on) is FilingState.FILED for one in targets)


def _fall(field: str, title: str) -> Column[UnitTarget]:
    """A target: percent by which it is to fall."""
    return field_column(
        field,
        f"{title.removesuffix('下降').replace('能源消耗', '能耗')}\n下降（%）",
        Kind.NUMBER,
        width=11,
        tip=f"{title}多少，与上年比；0是不升，负数是允许上升多少",
    )
