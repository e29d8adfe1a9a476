"""Verbs on complaints (举报): received, verified in the unit, handled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from ...base.differences import carried, differing
from ...base.errors import FieldRejected, InputRejected
from ...base.place import Place
from ...office.file import Office, name_step
from ...office.rows import columns_of, store, value_of
from ..queries.assembling import unit_names
from ..records import ComplaintRecord
from ..rules.complaints import check_complaint
from ..values.found import Complaint, Violation
from ..values.words import TAB, ViolationKind
from .special import special_visit
from .storing import insert_violation, local_rule, named_fields


def add_complaint(office: Office, complaint: Complaint) -> int:
    """Enter a complaint; its id and unit name are ignored. Returns its id. Raises InputRejected."""
    check_complaint(complaint)
    with office.transaction("登记举报", Place(TAB, "complaint")) as session:
        unit = unit_names(session, complaint.received_on.year).get(complaint.unit_id)
        if unit is None:
            raise FieldRejected(
                "unit_id",
                f"被举报单位不在{complaint.received_on.year}年的单位名单中，请先在“组织机构”中登记，或核对举报日期。",
                "received_on",
            )
        record = ComplaintRecord(**columns_of(complaint))
        session.add(record)
        session.flush()
        name_step(session, label=f"登记举报：{unit}", place=Place(TAB, "complaint", record.id))
        return record.id


def change_complaint(office: Office, old: Complaint, new: Complaint) -> None:
    """Change a complaint. Raises InputRejected."""
    _change_complaint(office, old.id, lambda complaint: carried(complaint, old, new))


def _change_complaint(office: Office, complaint_id: int, change: Callable[[Complaint], Complaint]) -> None:
    """Store what ``change`` makes of a complaint."""
    with office.transaction("修改举报", Place(TAB, "complaint", complaint_id)) as session:
        record = session.get_one(ComplaintRecord, complaint_id)
        before = value_of(Complaint, record)
        changed = change(before)
        fields = differing(before, changed)
        check_complaint(changed)
        unit = unit_names(session, changed.received_on.year).get(changed.unit_id)
        if unit is None:
            raise FieldRejected(
                "received_on",
                f"被举报单位不在{changed.received_on.year}年的单位名单中，请核对举报日期。",
                "unit_id",
            )
        name_step(session, label=f"修改{unit}举报的{named_fields(ComplaintRecord, fields)}")
        store(record, changed)


def remove_complaint(office: Office, complaint_id: int) -> None:
    """Remove a complaint; what was found because of it stays."""
    with office.transaction("删除举报", Place(TAB, "complaint", complaint_id)) as session:
        session.delete(session.get_one(ComplaintRecord, complaint_id))


def confirm_complaint(
    office: Office,
    complaint_id: int,
    on: date,
    checkers: tuple[str, ...],
    kind: ViolationKind,
    text: str,
    room: str = "",
) -> int:
    """A check in the unit found what the complaint says: enters a round of its own (举报核查) with the visit and
    the violation.

    From there it goes on as any violation. Returns the violation's id. Raises InputRejected.
    """
    rule = local_rule(office)
    with office.transaction("举报核查属实", Place(TAB, "complaint", complaint_id)) as session:
        record = session.get_one(ComplaintRecord, complaint_id)
        if record.violation_id is not None:
            raise InputRejected("这件举报已经核查属实并列为问题，不必重复登记。")
        if on < record.received_on:
            raise FieldRejected(
                "on", f"核查日期{on:%Y-%m-%d}早于举报日期{record.received_on:%Y-%m-%d}，请核对。"
            )
        unit = unit_names(session, on.year).get(record.unit_id)
        if unit is None:
            raise InputRejected(f"被举报单位不在{on.year}年的单位名单中，请先在“组织机构”中登记。")
        round_, visit_id = special_visit(session, f"{unit}举报核查", on, record.unit_id, checkers, rule)
        violation_id = insert_violation(session, round_, Violation(0, visit_id, kind, text, on, room))
        record.violation_id = violation_id
        name_step(session, label=f"举报核查属实：{unit}", place=Place(TAB, "violation", violation_id))
        return violation_id


def close_complaint(office: Office, complaint_id: int, on: date, outcome: str) -> None:
    """Say how a complaint was handled and when. Raises InputRejected."""
    _change_complaint(
        office,
        complaint_id,
        lambda complaint: replace(complaint, handled_on=on, outcome=outcome.strip()),
    )
