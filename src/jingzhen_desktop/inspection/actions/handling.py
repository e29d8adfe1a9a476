"""Verbs on violations and rectifications: from what was found to 销号."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ...base.differences import carried, differing
from ...base.errors import InputRejected
from ...base.place import Place
from ...base.text import join_names
from ...office.file import Office, name_step
from ...office.issued import refuse_if_in_force
from ...office.references import refuse_if_used
from ...office.rows import store
from ..queries.reading import read_visit, visited_unit
from ..records import RectificationRecord, ViolationRecord
from ..rules.handling import check_rectification, notice_why_not
from ..rules.readings import proposed_violations
from ..rules.rounds import check_visitable, day_of
from ..values.found import Rectification, Round, Violation, Visit
from ..values.words import RECHECK, TAB, Move, RecheckResult, ViolationKind
from .storing import (
    check_number,
    insert_notice,
    insert_violation,
    named_fields,
    stored_notice,
    stored_round,
    stored_violation,
    update_violation,
)

_SAID = ("number", "ordered_on", "deadline", "requirement")
"""What a 整改通知书 says itself; what became of it is told by other papers."""


def add_violation(
    office: Office,
    visit_id: int,
    kind: ViolationKind,
    text: str,
    *,
    room: str = "",
    item_id: int | None = None,
    corrected_on_spot: bool = False,
    found_on: date | None = None,
) -> int:
    """Enter a violation, found on the day of its visit if no other is given; returns its id.
    Raises InputRejected.
    """
    with office.transaction(f"新增问题：{text[:20]}", Place(TAB, "visit", visit_id)) as session:
        round_, visit = read_visit(session, visit_id)
        name_step(session, label=f"新增{visit.unit_name}问题：{text[:20]}")
        check_visitable(round_)
        violation = Violation(
            0,
            visit_id,
            kind,
            text,
            found_on or day_of(visit, round_) or date.min,
            room,
            corrected_on_spot=corrected_on_spot,
            item_id=item_id,
        )
        return insert_violation(session, round_, violation)


def record_failing_readings(office: Office, visit_id: int) -> int:
    """Enter a violation for every fault that readings and points of a visit show and that is not entered yet;
    returns how many.
    """
    with office.transaction("由检查记录生成问题", Place(TAB, "visit", visit_id)) as session:
        round_, visit = read_visit(session, visit_id)
        name_step(session, label=f"由检查记录生成{visit.unit_name}问题")
        return _insert_failing(session, round_, visit)


def record_failing(office: Office, round_id: int) -> int:
    """Enter what readings and points of all units of a round show and is not entered yet, in one step;
    returns how many.
    """
    with office.transaction("生成问题", Place(TAB, "round", round_id)) as session:
        detail = stored_round(session, round_id)
        made = sum(_insert_failing(session, detail.round, visit) for visit in detail.visits)
        name_step(session, label=f"生成问题：{detail.round.title}{made}个")
        return made


def _insert_failing(session: Session, round_: Round, visit: Visit) -> int:
    check_visitable(round_)
    drafts = proposed_violations(round_, visit)
    found_on = day_of(visit, round_) or date.min
    for draft in drafts:
        violation = Violation(
            0,
            visit.id,
            draft.kind,
            draft.text,
            found_on,
            draft.room,
            draft.reading_id,
            item_id=draft.item_id,
        )
        insert_violation(session, round_, violation)
    return len(drafts)


def change_violation(office: Office, old: Violation, new: Violation) -> None:
    """Change kind, text, room, found_on, corrected_on_spot or correction_note of a violation.
    Raises InputRejected.
    """
    with office.transaction("修改问题", Place(TAB, "violation", old.id)) as session:
        unit = visited_unit(session, session.get_one(ViolationRecord, old.id).visit_id)
        name_step(session, label=f"修改{unit}问题的{named_fields(ViolationRecord, differing(old, new))}")
        update_violation(session, carried(stored_violation(session, old.id), old, new))


def correct_on_spot(
    office: Office, violation_ids: Sequence[int], note: str = "", on: date | None = None
) -> None:
    """Mark violations as corrected on the spot (当场纠正), by default on the day they were found.

    Raises InputRejected if one is under order.
    """
    with office.transaction(
        "登记当场纠正", Place(TAB, "violation", next(iter(violation_ids), None))
    ) as session:
        units = dict.fromkeys(
            visited_unit(session, session.get_one(ViolationRecord, id_).visit_id) for id_ in violation_ids
        )
        name_step(session, label=f"登记当场纠正：{join_names(list(units))}")
        for violation_id in violation_ids:
            stored = stored_violation(session, violation_id)
            update_violation(
                session,
                replace(
                    stored,
                    corrected_on_spot=True,
                    correction_note=note,
                    corrected_on=on or stored.found_on,
                ),
            )


def remove_violation(office: Office, violation_id: int) -> None:
    """Remove a violation; raises InputRejected with the notices that cover it."""
    with office.transaction("删除问题", Place(TAB, "violation", violation_id)) as session:
        record = session.get_one(ViolationRecord, violation_id)
        name_step(session, label=f"删除{visited_unit(session, record.visit_id)}问题：{record.text[:20]}")
        refuse_if_used(session, record, record.text[:20], "请先撤销整改通知。")
        session.delete(record)


def order_rectification(
    office: Office,
    violation_ids: Sequence[int],
    *,
    number: str,
    ordered_on: date,
    deadline: date,
    requirement: str = "",
) -> int:
    """Order one unit to mend violations by a deadline; returns the notice's id.

    Violations whose re-check failed may be ordered again under a new number. Raises InputRejected.
    """
    number = number.strip()
    with office.transaction(f"下达整改通知 {number}", Place(TAB, "rectification")) as session:
        record, violations = insert_notice(session, violation_ids, number, ordered_on, deadline, requirement)
        label = f"下达整改通知 {number}：{violations[0].unit_name}"
        name_step(session, label=label, place=Place(TAB, "rectification", record.id))
        return record.id


def record_receipt(office: Office, rectification_id: int, on: date, by: str) -> None:
    """Enter who signed for a notice and when (签收). Raises InputRejected."""
    _change_notice(
        office,
        rectification_id,
        "登记签收",
        lambda notice: replace(notice, received_on=on, received_by=by.strip()),
    )


def change_rectification(office: Office, old: Rectification, new: Rectification) -> None:
    """Change a notice. Raises InputRejected."""
    _change_notice(office, old.id, "修改整改通知", lambda notice: carried(notice, old, new))


def _change_notice(
    office: Office, rectification_id: int, label: str, change: Callable[[Rectification], Rectification]
) -> None:
    """Store what ``change`` makes of a notice, in a step of this name."""
    with office.transaction(label, Place(TAB, "rectification", rectification_id)) as session:
        record = session.get_one(RectificationRecord, rectification_id)
        notice, violations = stored_notice(session, record)
        name_step(session, label=f"{label}（{notice.unit_name} {notice.number}）")
        if notice.replaced:
            raise InputRejected(f"{notice.number}复查不合格后已再次下达，不能再修改。")
        changed = change(notice)
        check_rectification(changed, violations)
        if any(getattr(changed, field) != getattr(notice, field) for field in _SAID):
            refuse_if_in_force(session, Place(TAB, "rectification", rectification_id), "改")
        if changed.number != notice.number:
            check_number(session, changed.number)
        store(record, changed)


def record_reply(office: Office, rectification_id: int, on: date, reply: str) -> None:
    """Enter the unit's reply to a notice (回执). Raises InputRejected."""
    _change_notice(
        office, rectification_id, "登记整改回复", lambda notice: replace(notice, reply_on=on, reply=reply)
    )


def record_recheck(
    office: Office,
    rectification_id: int,
    on: date,
    result: RecheckResult,
    note: str = "",
    *,
    close: bool = False,
) -> None:
    """Enter what a re-check found; ``close`` closes a passed one on the same day. Raises InputRejected."""
    passed = result is RecheckResult.PASSED
    closed_on = on if close and passed else None
    with office.reading() as session:
        refuse_if_in_force(session, Place(TAB, RECHECK, rectification_id), "改复查结果")
    label = f"登记复查：{result.value}" + ("，销号" if closed_on else "")
    _change_notice(
        office,
        rectification_id,
        label,
        lambda notice: replace(
            notice, rechecked_on=on, recheck_result=result, recheck_note=note, closed_on=closed_on
        ),
    )


def close_rectification(office: Office, rectification_id: int, on: date) -> None:
    """Close a notice whose re-check passed (销号). Raises InputRejected."""
    _change_notice(office, rectification_id, "整改销号", lambda notice: replace(notice, closed_on=on))


def remove_rectification(office: Office, rectification_id: int) -> None:
    """Withdraw a notice; raises InputRejected if a later notice followed,
    or with the circulars that speak of it.
    """
    with office.transaction("撤销整改通知", Place(TAB, "rectification", rectification_id)) as session:
        record = session.get_one(RectificationRecord, rectification_id)
        name_step(session, label=f"撤销整改通知 {record.number}")
        notice = stored_notice(session, record)[0]
        if notice.replaced:
            raise InputRejected(f"{record.number}之后已再次下达整改通知，请先撤销后一份。")
        if reason := notice_why_not(Move.WITHDRAW, notice):
            raise InputRejected(f"{reason}。")
        refuse_if_in_force(session, Place(TAB, "rectification", rectification_id), "撤销")
        refuse_if_used(session, record, record.number, "请先修改或删除通报。")
        session.delete(record)
