"""Complaints (举报): what may be, where one stands."""

from __future__ import annotations

from datetime import date

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ..values.found import Complaint
from ..values.words import ComplaintState
from .checks import Dated, check_deadline, check_given, check_order


def check_complaint(complaint: Complaint) -> None:
    """Refuse a complaint that cannot be. Raises InputRejected."""
    received = Dated("举报日期", complaint.received_on, "received_on")
    check_given("举报", received)
    if not complaint.text.strip():
        raise FieldRejected("text", "请写明举报的内容，如“下班后办公楼空调不关”。")
    check_length("text", "举报内容", complaint.text, LONGEST_NOTE)
    check_length("reporter", "举报人", complaint.reporter)
    check_length("contact", "联系电话", complaint.contact)
    check_length("outcome", "办理结果", complaint.outcome, LONGEST_NOTE)
    check_deadline(Dated("办理期限", complaint.handle_by, "handle_by"), received)
    check_order(Dated("办结日期", complaint.handled_on, "handled_on"), received)
    if complaint.handled_on and not complaint.outcome.strip():
        raise FieldRejected("outcome", "办结要写明办理结果，如“现场核查，情况不属实”。")


def complaint_state(complaint: Complaint, on: date) -> ComplaintState:
    """Return where a complaint stands on a day."""
    if complaint.handled_on and complaint.handled_on <= on:
        return ComplaintState.HANDLED
    if complaint.handle_by and complaint.handle_by < on:
        return ComplaintState.LATE
    return ComplaintState.CONFIRMED if complaint.violation_id else ComplaintState.WAITING


def complaint_progress(complaint: Complaint, on: date) -> str:
    """Say where a complaint stands in the clerk's words."""
    state = complaint_state(complaint, on)
    known = "（属实）" if complaint.violation_id else ""
    if state is ComplaintState.LATE and complaint.handle_by:
        return f"逾期{(on - complaint.handle_by).days}天未办结{known}"
    left = (
        f"，还有{(complaint.handle_by - on).days}天"
        if complaint.handle_by and state is not ComplaintState.HANDLED
        else ""
    )
    return f"{state.value}{known if state is ComplaintState.HANDLED else ''}{left}"
