"""What is done about a violation after it was found: order, reply, re-check.

Asked for in a form under the table; used by two pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from ...base.errors import FieldRejected
from ...base.place import Place
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...office.settings import read_setting
from ...paper.voided import kept_or_new
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.inline_form import WithInlineForm
from ...widgets.outgoing import say_sent, send_paper, show_paper
from ..actions.handling import (
    close_rectification,
    order_rectification,
    record_receipt,
    record_recheck,
    record_reply,
    remove_rectification,
)
from ..outgoing import send_notice
from ..papers.export import notice_name, recheck_name
from ..papers.issuing import notice_to_issue, recheck_to_issue
from ..papers.notice import notice_paper, recheck_paper
from ..queries.following import proposed_notice_number
from ..rules.handling import check_orderable
from ..rules.plan import likely_day
from ..settings import RECTIFICATION_DAYS
from ..values.found import Rectification, Violation
from ..values.words import RECHECK, TAB, RecheckResult, ViolationState

ORDER_FIELDS = (
    FieldSpec("number", "文号"),
    FieldSpec("ordered_on", "下达日期", Kind.DATE),
    FieldSpec("deadline", "整改期限", Kind.DATE),
    FieldSpec("requirement", "整改要求", Kind.NOTE, help="要改什么、改到什么程度"),
)
RECEIPT_FIELDS = (
    FieldSpec("received_on", "签收日期", Kind.DATE),
    FieldSpec("received_by", "签收人", help="被检查单位收到通知书的人"),
)
REPLY_FIELDS = (FieldSpec("reply_on", "回复日期", Kind.DATE), FieldSpec("reply", "整改措施和结果", Kind.NOTE))
RECHECK_FIELDS = (
    FieldSpec("rechecked_on", "复查日期", Kind.DATE),
    FieldSpec(
        "recheck_result",
        "复查结果",
        Kind.CHOICE,
        choices=tuple((result, result.value) for result in RecheckResult),
    ),
    FieldSpec("recheck_note", "复查情况", help="如“实测27℃”"),
    FieldSpec("close", "复查合格即销号", Kind.YESNO),
)

STATE_LOOKS = {
    ViolationState.OPEN: Look.WARNING,
    ViolationState.CORRECTED: Look.GOOD,
    ViolationState.CLOSED: Look.GOOD,
    ViolationState.OVERDUE: Look.BAD,
    ViolationState.FAILED: Look.BAD,
}


class Following:
    """Asks for and does what follows on a violation; refusals and missing choices are told by the desk."""

    def __init__(self, desk: Desk, stack: WithInlineForm) -> None:
        self._desk, self._stack = desk, stack

    def order(self, violations: Sequence[Violation]) -> None:
        """Ask for the notice about these violations of one unit."""
        with self._desk.alerts.guard():
            check_orderable(violations)
            ordered_on = likely_day(max(violation.found_on for violation in violations), clock.today())
            self._stack.ask(
                "下达整改通知",
                f"{violations[0].unit_name}：" + "；".join(violation.text for violation in violations),
                ORDER_FIELDS,
                {
                    "number": proposed_notice_number(self._desk.office, ordered_on.year),
                    "ordered_on": ordered_on,
                    "deadline": ordered_on
                    + timedelta(days=read_setting(self._desk.office, RECTIFICATION_DAYS)),
                },
                lambda values: self._store_order(violations, values),
                [violation.id for violation in violations],
            )

    def receive(self, notice: Rectification | None) -> None:
        """Ask who signed for the notice, and when."""
        if known := self._known(notice):
            values = {
                "received_on": known.received_on or likely_day(known.ordered_on, clock.today()),
                "received_by": known.received_by,
            }
            self._ask(known, "登记签收", RECEIPT_FIELDS, values, self._store_receipt)

    def reply(self, notice: Rectification | None) -> None:
        """Ask for the unit's reply."""
        if known := self._known(notice):
            values = {
                "reply_on": known.reply_on
                or likely_day(known.received_on or known.ordered_on, clock.today()),
                "reply": known.reply,
            }
            self._ask(known, "登记回复", REPLY_FIELDS, values, self._store_reply)

    def recheck(self, notice: Rectification | None) -> None:
        """Ask for what the re-check found."""
        if known := self._known(notice):
            on = known.rechecked_on or likely_day(
                known.reply_on or known.received_on or known.ordered_on, clock.today()
            )
            values = {
                "rechecked_on": on,
                "recheck_result": known.recheck_result or RecheckResult.PASSED,
                "recheck_note": known.recheck_note,
                "close": True,
            }
            self._ask(known, "登记复查", RECHECK_FIELDS, values, self._store_recheck)

    def close(self, notice: Rectification | None) -> None:
        """Close a notice whose re-check passed."""
        if known := self._known(notice):
            with self._desk.alerts.guard():
                close_rectification(
                    self._desk.office,
                    known.id,
                    likely_day(known.rechecked_on or known.ordered_on, clock.today()),
                )

    def withdraw(self, notice: Rectification | None) -> None:
        """Withdraw a notice, after asking."""
        if (known := self._known(notice)) and self._desk.alerts.confirm(
            f"撤销整改通知{known.number}？", "撤销通知", parent=self._stack
        ):
            with self._desk.alerts.guard():
                remove_rectification(self._desk.office, known.id)

    def preview(self, notice: Rectification | None) -> None:
        """Show the notice as it prints."""
        if known := self._known(notice):
            office = self._desk.office
            place = Place(TAB, "rectification", known.id)
            show_paper(
                self._stack,
                self._desk,
                f"生成{known.number}",
                partial(kept_or_new, office, place, partial(notice_paper, office, known.id)),
                notice_name(known),
                partial(notice_to_issue, known),
            )

    def preview_recheck(self, notice: Rectification | None) -> None:
        """Show the 复查意见 as it prints."""
        if known := self._known(notice):
            show_paper(
                self._stack,
                self._desk,
                f"生成{known.number}复查意见",
                partial(
                    kept_or_new,
                    self._desk.office,
                    Place(TAB, RECHECK, known.id),
                    partial(recheck_paper, self._desk.office, known.id),
                ),
                recheck_name(known),
                partial(recheck_to_issue, known),
            )

    def send_recheck(self, notice: Rectification | None) -> None:
        """Keep the 复查意见 as it goes out to the unit."""
        if known := self._known(notice):
            make = partial(recheck_paper, self._desk.office, known.id)
            to_issue = partial(recheck_to_issue, known)
            send_paper(self._stack, self._desk, f"{known.number}复查意见", make, to_issue)

    def _known(self, notice: Rectification | None) -> Rectification | None:
        if notice is None:
            self._desk.alerts.warn("请先选中一件已下达整改通知的问题。")
        return notice

    def _ask(
        self,
        notice: Rectification,
        title: str,
        specs: tuple[FieldSpec, ...],
        values: dict[str, Any],
        store: Any,
    ) -> None:
        about = join_names([notice.number, notice.unit_name]) + f"，期限{notice.deadline:%Y-%m-%d}"
        self._stack.ask(title, about, specs, values, lambda typed: store(notice, typed), notice.violation_ids)

    def _store_order(self, violations: Sequence[Violation], values: dict[str, Any]) -> None:
        _require(values, number="文号", ordered_on="下达日期", deadline="整改期限")
        office = self._desk.office
        notice = order_rectification(office, [violation.id for violation in violations], **values)
        say = partial(say_sent, self._desk)
        self._desk.tasks.run(
            self._stack, "存档整改通知书", lambda _progress: [send_notice(office, notice)], say
        )

    def _store_receipt(self, notice: Rectification, values: dict[str, Any]) -> None:
        _require(values, received_on="签收日期", received_by="签收人")
        record_receipt(self._desk.office, notice.id, values["received_on"], values["received_by"])

    def _store_reply(self, notice: Rectification, values: dict[str, Any]) -> None:
        _require(values, reply_on="回复日期")
        record_reply(self._desk.office, notice.id, values["reply_on"], values["reply"])

    def _store_recheck(self, notice: Rectification, values: dict[str, Any]) -> None:
        _require(values, rechecked_on="复查日期")
        record_recheck(
            self._desk.office,
            notice.id,
            values["rechecked_on"],
            values["recheck_result"],
            values["recheck_note"],
            close=values["close"],
        )


def _require(values: dict[str, Any], **names: str) -> None:
    for key, name in names.items():
        if values[key] in (None, ""):
            raise FieldRejected(key, f"“{name}”不能为空，请填写。")
