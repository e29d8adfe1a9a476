"""Moving reports through their review, and writing what was said to findings: each call one named step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Select, and_, delete, insert, select, update
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...office.clock import now
from ...office.file import Office
from ..queries.reports import report_to_change
from ..queries.review import reviewed_quarter, reviewed_report
from ..queries.submissions import open_submission
from ..records import ExplanationRecord, ReportRecord
from ..rules.review import what_blocks
from ..rules.states import after_move, why_closed
from ..values.findings import Finding
from ..values.reports import Move, ReportState, report_place

_STEP = {
    Move.SUBMIT: "提交{}审核",
    Move.WITHDRAW: "撤回{}的提交",
    Move.APPROVE: "{}审核通过",
    Move.RETURN: "退回{}",
    Move.REOPEN: "撤回{}的审核",
}


def move_report(office: Office, unit_id: int, quarter: Quarter, move: Move, reason: str = "") -> ReportState:
    """Move one report through its review; returns its new state. A draft comes in on the day it is submitted.

    Raises:
        InputRejected: the move is not possible now, a reason is missing, findings block the approval, or the
            quarter is locked.
    """
    before = report_to_change(office, unit_id, quarter, to_move=True)
    _check_unlocked(office, quarter)
    state, reason = _after(before.name, quarter, before.state, move), _checked_reason(move, reason)
    if move is Move.APPROVE and (blocking := what_blocks(reviewed_report(office, unit_id, quarter))):
        raise InputRejected(f"{before.name}{quarter.title}报表还不能通过：{blocking}。")
    label = _STEP[move].format(f"{before.name}{quarter.title}报表") + (f"：{reason}" if reason else "")
    with office.transaction(label, report_place(quarter, unit_id)) as session:
        _set_state(session, [unit_id], quarter, state, reason)
        if before.state is ReportState.ENTERING:
            _receive(session, unit_id, quarter)
    return state


def approve_ready(office: Office, quarter: Quarter) -> tuple[int, Mapping[int, str]]:
    """Approve every report of a quarter that waits for review and has nothing open, in one step.

    Returns:
        How many were approved, and by unit id what keeps the others that wait from it.
    """
    _check_unlocked(office, quarter)
    waiting = _in_state(office, quarter, ReportState.SUBMITTED)
    blocked = {
        unit: what_blocks(reviews)
        for unit, reviews in reviewed_quarter(office, quarter).items()
        if unit in waiting
    }
    ready = [unit for unit, why in blocked.items() if not why]
    if ready:
        with office.transaction(
            f"{quarter.title}报表{len(ready)}份审核通过", report_place(quarter)
        ) as session:
            _set_state(session, ready, quarter, ReportState.APPROVED, "")
    return len(ready), {unit: why for unit, why in blocked.items() if why}


def explain(office: Office, unit_id: int, quarter: Quarter, findings: Sequence[Finding], text: str) -> None:
    """Write what was said to findings of a unit's report (说明), one text for all of them; an empty text takes
    it back.

    Raises:
        InputRejected: there is no report, or it is approved or locked.
    """
    before = report_to_change(office, unit_id, quarter)
    if before.state is ReportState.MISSING:
        raise InputRejected(f"{before.name}{quarter.title}还没有报表，请先导入或录入。")
    text = text.strip()
    label = f"{'填写' if text else '清除'}{before.name}{quarter.title}审核说明"
    with office.transaction(label, report_place(quarter, unit_id)) as session:
        report_id = session.execute(_report_id(unit_id, quarter)).scalar_one()
        for finding in findings:
            _write(session, report_id, finding, text, now().date())


def _write(session: Session, report_id: int, finding: Finding, text: str, day: date) -> None:
    table = ExplanationRecord
    key = {
        "report_id": report_id,
        "check_key": finding.check,
        "item": finding.item,
        "what": finding.what or "",
    }
    where = and_(*(getattr(table, name) == value for name, value in key.items()))
    if not text:
        session.execute(delete(table).where(where))
        return
    said = {"finding": finding.text, "text": text, "written_on": day}
    if not session.connection().execute(update(table).where(where).values(**said)).rowcount:
        session.execute(insert(table).values(**key, **said))


def _after(name: str, quarter: Quarter, state: ReportState, move: Move) -> ReportState:
    after = after_move(state, move)
    if after is None:
        raise InputRejected(f"{name}{quarter.title}报表现在是“{state.words}”，不能{move.value}。")
    return after


def _checked_reason(move: Move, reason: str) -> str:
    reason = reason.strip()
    if move.needs_reason and not reason:
        raise InputRejected(f"{move.value}要写明原因，单位和以后查阅的人都要看。")
    return reason if move.needs_reason else ""


def _check_unlocked(office: Office, quarter: Quarter) -> None:
    submission = open_submission(office, quarter)
    if submission:
        raise InputRejected(why_closed(quarter, submission.submitted_on, ReportState.MISSING))


def _in_state(office: Office, quarter: Quarter, state: ReportState) -> frozenset[int]:
    query = select(ReportRecord.unit_id).where(
        ReportRecord.year == quarter.year,
        ReportRecord.quarter == quarter.number,
        ReportRecord.state == state.value,
    )
    with office.reading() as session:
        return frozenset(session.scalars(query))


def _set_state(
    session: Session, units: Sequence[int], quarter: Quarter, state: ReportState, reason: str
) -> None:
    of_quarter = and_(
        ReportRecord.unit_id.in_(units),
        ReportRecord.year == quarter.year,
        ReportRecord.quarter == quarter.number,
    )
    session.execute(
        update(ReportRecord)
        .where(of_quarter)
        .values(state=state.value, state_reason=reason, state_on=now().date())
    )


def _receive(session: Session, unit_id: int, quarter: Quarter) -> None:
    """Note that a draft has come in today; the day the clerk gave it, or that it came in before, stays."""
    session.execute(
        update(ReportRecord)
        .where(ReportRecord.id == _report_id(unit_id, quarter).scalar_subquery())
        .where(ReportRecord.received_on.is_(None))
        .values(received_on=now().date())
    )


def _report_id(unit_id: int, quarter: Quarter) -> Select[tuple[int]]:
    return select(ReportRecord.id).where(
        ReportRecord.unit_id == unit_id,
        ReportRecord.year == quarter.year,
        ReportRecord.quarter == quarter.number,
    )
