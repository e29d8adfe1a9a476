"""Complaints (举报): received, verified in the unit, handled;
what proves true becomes a violation like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.errors import FieldRejected
from ...base.place import Place
from ...base.typed import Choices, Kind
from ...office import clock
from ...office.settings import read_setting
from ...organisation.queries.units import units_of_year
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.inline_form import WithInlineForm
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.complaints import (
    add_complaint,
    change_complaint,
    close_complaint,
    confirm_complaint,
    remove_complaint,
)
from ..queries.following import complaint_detail, complaints_of_year
from ..queries.urgent import open_complaints
from ..rules.complaints import complaint_progress, complaint_state
from ..rules.plan import likely_day
from ..settings import COMPLAINT_DAYS
from ..values.found import Complaint
from ..values.words import TAB, ComplaintState, ViolationKind
from .names import names_in
from .page import InspectionPage

_CONFIRM = (
    FieldSpec("on", "核查日期", Kind.DATE),
    FieldSpec("checkers", "核查人员", help="用顿号隔开"),
    FieldSpec("kind", "类型", Kind.CHOICE, choices=tuple((kind, kind.value) for kind in ViolationKind)),
    FieldSpec("room", "场所"),
    FieldSpec("text", "问题", Kind.NOTE, help="核查看到的情况"),
)
_CLOSE = (
    FieldSpec("handled_on", "办结日期", Kind.DATE),
    FieldSpec("outcome", "办理结果", Kind.NOTE, help="如“核查属实，已下达整改通知”“情况不属实”"),
)
_LOOKS = {
    ComplaintState.LATE: Look.BAD,
    ComplaintState.WAITING: Look.WARNING,
    ComplaintState.HANDLED: Look.GOOD,
}


class ComplaintsPage(InspectionPage):
    """Complaints of the working year and those still open from before;
    what is done about one is asked for under the grid.
    """

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._go_to = go_to
        self.model: GridModel[Complaint] = GridModel(
            _columns(self._draft_of), alerts=desk.alerts, change=partial(change_complaint, desk.office)
        )
        self.grid = Grid(self.model, "举报", parent=self)
        self._table, self._empty = QStackedWidget(self), EmptyHint("", "登记举报…", self.add, self)
        for part in (self.grid, self._empty):
            self._table.addWidget(part)
        self._table.setFocusProxy(self.grid)
        self.stack = WithInlineForm(self._table, desk.alerts, self)
        self.count = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the complaints as they are stored."""
        office, year, now = self._desk.office, self._desk.year, clock.today()
        found = {
            complaint.id: complaint
            for complaint in [*open_complaints(office, now), *complaints_of_year(office, year)]
        }
        self.model.set_rows(list(found.values()))
        states = [complaint_state(complaint, now) for complaint in found.values()]
        handled, late = states.count(ComplaintState.HANDLED), states.count(ComplaintState.LATE)
        self.count.setText(f"共{len(states)}件，已办结{handled}件，逾期{late}件" if states else "")
        self._empty.set_text(
            f"{year}年没有举报。接到对单位浪费能源的举报后在这里登记，到期前会在“今日工作”提醒。"
        )
        self._table.setCurrentWidget(self.grid if found else self._empty)

    def show_place(self, place: Place) -> None:
        """Select a complaint, in its year."""
        complaint = complaint_detail(self._desk.office, place.id) if place.id is not None else None
        if complaint is not None:
            self._desk.year = complaint.received_on.year
        self.freshen()
        if complaint is not None:
            self.grid.select_row(lambda row: row.id == complaint.id)
        self.grid.setFocus()

    def add(self) -> None:
        """Ask for a new complaint."""
        units: Choices = tuple(
            (unit.id, unit.short_name) for unit in units_of_year(self._desk.office, self._desk.year)
        )
        if not units:
            self._desk.alerts.warn(f"{self._desk.year}年还没有单位，请先在“组织机构”中登记。")
            return
        received = clock.today() if clock.today().year == self._desk.year else None
        days = timedelta(days=read_setting(self._desk.office, COMPLAINT_DAYS))
        specs = (
            FieldSpec("received_on", "举报日期", Kind.DATE),
            FieldSpec("unit_id", "被举报单位", Kind.CHOICE, choices=units),
            FieldSpec("reporter", "举报人", help="匿名的可不填"),
            FieldSpec("contact", "联系电话", help="电话等"),
            FieldSpec("handle_by", "办理期限", Kind.DATE),
            FieldSpec("text", "举报内容", Kind.NOTE, help="什么时间、什么地方、什么情况"),
        )
        start = {"received_on": received, "handle_by": received + days if received else None}
        self.stack.ask("登记举报", "", specs, start, self._store)

    def confirm(self) -> None:
        """Ask what the check in the unit found, where the complaint is true."""
        if complaint := self._chosen():
            if complaint.violation_id is not None or complaint.handled_on is not None:
                done = "已经核查属实并列为问题" if complaint.violation_id is not None else "已经办结"
                self._desk.alerts.warn(f"对{complaint.unit_name}的举报{done}，不能再次核查。")
                return
            on = likely_day(complaint.received_on, clock.today())
            start = {"on": on, "kind": ViolationKind.ELECTRICITY, "text": complaint.text}
            self.stack.ask(
                "核查属实",
                f"{complaint.unit_name}：{complaint.text}",
                _CONFIRM,
                start,
                lambda typed: self._confirmed(complaint, typed),
                [complaint.id],
            )

    def close_it(self) -> None:
        """Ask how the complaint was handled."""
        if complaint := self._chosen():
            on = complaint.handled_on or likely_day(complaint.received_on, clock.today())
            start = {"handled_on": on, "outcome": complaint.outcome}
            self.stack.ask(
                "办结",
                f"{complaint.unit_name}：{complaint.text}",
                _CLOSE,
                start,
                lambda typed: self._closed(complaint, typed),
                [complaint.id],
            )

    # --- inside

    def _store(self, typed: dict[str, Any]) -> None:
        if typed["unit_id"] is None:
            raise FieldRejected("unit_id", "请选择被举报单位。")
        if typed["received_on"] is None:
            raise FieldRejected("received_on", "举报日期不能为空，请填写。")
        made = add_complaint(self._desk.office, Complaint(0, **typed))
        self.freshen()
        self.grid.select_row(lambda complaint: complaint.id == made)

    def _confirmed(self, complaint: Complaint, typed: dict[str, Any]) -> None:
        if typed["on"] is None:
            raise FieldRejected("on", "核查日期不能为空，请填写。")
        values = {**typed, "checkers": names_in(str(typed["checkers"] or "")), "room": typed["room"] or ""}
        violation = confirm_complaint(self._desk.office, complaint.id, **values)
        self._go_to(Place(TAB, "violation", violation))

    def _closed(self, complaint: Complaint, typed: dict[str, Any]) -> None:
        if typed["handled_on"] is None:
            raise FieldRejected("handled_on", "办结日期不能为空，请填写。")
        close_complaint(self._desk.office, complaint.id, typed["handled_on"], str(typed["outcome"] or ""))

    def _remove(self) -> None:
        if complaint := self._chosen():
            with self._desk.alerts.guard():
                remove_complaint(self._desk.office, complaint.id)
                self._desk.alerts.say("已删除举报，可以撤销（Ctrl+Z）")

    def _show_violation(self) -> None:
        complaint = self._chosen()
        if complaint and complaint.violation_id is not None:
            self._go_to(Place(TAB, "violation", complaint.violation_id))
        elif complaint:
            self._desk.alerts.say("这件举报还没有核查属实，没有列入问题")

    def _follow(self, complaint: Complaint | None) -> None:
        self.stack.follow([complaint.id] if complaint is not None else ())

    def _draft_of(self, complaint: Complaint) -> str:
        return self.stack.draft_of(complaint.id)

    def _chosen(self) -> Complaint | None:
        found: Complaint | None = self.grid.current_row()
        if found is None:
            self._desk.alerts.warn("请先选中一件举报。")
        return found

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("登记举报…", self.add, "add", "Ctrl+Shift+J", "登记接到的举报"),
            (
                "核查属实…",
                self.confirm,
                "inspect",
                "",
                "到单位核查后情况属实：列为问题，照常当场纠正或限期整改",
            ),
            ("办结…", self.close_it, "check", "", "写明办理结果；不属实的也在这里办结"),
            ("看问题", self._show_violation, "next", "", "核查属实后列入的问题"),
            ("删除举报", self._remove, "remove", "", "删除举报，可撤销"),
        )
        actions = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        self.head_actions.offer(
            actions["登记举报…"],
            (actions["核查属实…"], actions["办结…"]),
            (actions["看问题"], None, actions["删除举报"]),
        )
        self.grid.addActions(list(actions.values())[1:])
        self.grid.chosen.connect(self._follow)
        self.stack.turned.connect(self.grid.viewport().update)
        self.stack.stand_before(self.head_actions)
        self.setFocusProxy(self.grid)
        tools = ToolRow(self)
        tools.add(self.count)
        tools.add_right(FilterBox(self.grid))
        lay_out_content(self, self.stack, tools)


def _columns(draft_of: Callable[[Complaint], str]) -> list[Column[Complaint]]:
    def state(complaint: Complaint) -> str:
        draft = draft_of(complaint)
        return f"草稿：{draft}" if draft else complaint_progress(complaint, clock.today())

    return [
        Column[Complaint](
            "received_on",
            "举报日期",
            lambda complaint: complaint.received_on,
            Kind.DATE,
            write=lambda complaint, typed: replace(complaint, received_on=typed),
            width=10,
        ),
        Column(
            "unit",
            "被举报单位",
            lambda complaint: complaint.unit_name,
            width=11,
            closed="被举报单位在登记时选定，错了请删去后重新登记",
        ),
        Column[Complaint](
            "text",
            "举报内容",
            lambda complaint: complaint.text,
            write=lambda complaint, typed: replace(complaint, text=typed),
            width=32,
        ),
        Column[Complaint](
            "reporter",
            "举报人",
            lambda complaint: complaint.reporter,
            write=lambda complaint, typed: replace(complaint, reporter=typed),
            width=8,
        ),
        Column[Complaint](
            "contact",
            "联系电话",
            lambda complaint: complaint.contact,
            write=lambda complaint, typed: replace(complaint, contact=typed),
            width=12,
        ),
        Column[Complaint](
            "handle_by",
            "办理期限",
            lambda complaint: complaint.handle_by,
            Kind.DATE,
            write=lambda complaint, typed: replace(complaint, handle_by=typed),
            width=10,
        ),
        Column(
            "progress",
            "状态",
            state,
            width=20,
            look=_look,
            closed="由核查和办结的登记得出，不能填写",
        ),
        Column(
            "handled_on",
            "办结日期",
            lambda complaint: complaint.handled_on,
            Kind.DATE,
            width=10,
            closed="点“办结…”时登记",
        ),
        Column(
            "outcome", "办理结果", lambda complaint: complaint.outcome, width=24, closed="点“办结…”时登记"
        ),
    ]


def _look(complaint: Complaint) -> Look | None:
    return _LOOKS.get(complaint_state(complaint, clock.today()))
