"""Verbs on circulars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ...base.differences import differing
from ...base.errors import FieldRejected
from ...base.place import Place
from ...office.file import Office, name_step
from ...office.issued import numbers_given, refuse_if_in_force
from ...office.references import refuse_if_used
from ...office.rows import columns_of, store
from ...office.settings import read_setting
from ..queries.following import read_circulars
from ..records import (
    CircularRecord,
    CircularRectificationRecord,
    CircularUnitRecord,
    RectificationRecord,
    RoundRecord,
    ViolationRecord,
)
from ..rules.circulars import check_circular, check_circular_day
from ..rules.plan import next_number
from ..settings import NOTICE_PREFIX
from ..values.found import Circular
from ..values.words import CIRCULAR, NOTICE, TAB
from .storing import insert_notice, named_fields


def add_circular(office: Office, circular: Circular) -> int:
    """Enter a circular that names units, with or after a rectification; its id and unit names are ignored.

    Returns its id. Raises InputRejected.
    """
    with office.transaction(f"起草通报 {circular.number.strip()}", Place(TAB, "circular")) as session:
        record_id = insert_circular(session, circular)
        name_step(session, place=Place(TAB, "circular", record_id))
        return record_id


def insert_circular(session: Session, circular: Circular) -> int:
    """Enter a circular inside a step that stores more; returns its id. Raises InputRejected."""
    circular = _trimmed(replace(circular, id=0))
    check_circular(circular)
    _check_number(session, circular)
    _check_day(session, circular)
    return _insert(session, circular)


def circulate_with_deadline(
    office: Office, circular: Circular, violation_ids: Sequence[int], requirement: str = ""
) -> int:
    """Enter a circular that orders its units to mend by its deadline, with a notice to each of them, in one
    step (通报并责令限期改正).

    Args:
        violation_ids: what the circular speaks of and no notice covers yet; each visit gets one notice, with
            the next free number.

    Returns:
        The circular's id.

    Raises:
        InputRejected: no deadline, or what :func:`add_circular` and ``order_rectification`` refuse.
    """
    circular = _trimmed(replace(circular, id=0))
    if circular.deadline is None:
        raise FieldRejected("deadline", "通报并责令限期改正要填写整改期限。")
    check_circular(circular)
    prefix = read_setting(office, NOTICE_PREFIX)
    with office.transaction(f"通报并责令限期改正 {circular.number}", Place(TAB, "circular")) as session:
        _check_number(session, circular)
        notices = []
        for ids in _by_visit(session, violation_ids):
            number = next_number(
                [*session.scalars(select(RectificationRecord.number)), *numbers_given(session, NOTICE)],
                prefix,
                circular.day.year,
            )
            record, _ = insert_notice(session, ids, number, circular.day, circular.deadline, requirement)
            notices.append(record.id)
        record_id = _insert(
            session, replace(circular, rectification_ids=(*circular.rectification_ids, *notices))
        )
        name_step(session, place=Place(TAB, "circular", record_id))
        return record_id


def change_circular(office: Office, old: Circular, new: Circular) -> None:
    """Change a circular, its units and rectifications too. Raises InputRejected."""
    circular_id, fields = old.id, differing(old, new)
    with office.transaction("修改通报", Place(TAB, "circular", circular_id)) as session:
        refuse_if_in_force(session, Place(TAB, "circular", circular_id), "改")
        before = read_circulars(session, CircularRecord.id == circular_id)[0]
        changed = _trimmed(replace(before, **fields))
        check_circular(changed)
        _check_number(session, changed)
        if {"day", "rectification_ids"} & set(fields):
            _check_day(session, changed)
        name_step(session, label=f"修改通报{changed.number}的{named_fields(CircularRecord, fields)}")
        store(session.get_one(CircularRecord, circular_id), changed)
        session.execute(delete(CircularUnitRecord).where(CircularUnitRecord.circular_id == circular_id))
        session.execute(
            delete(CircularRectificationRecord).where(CircularRectificationRecord.circular_id == circular_id)
        )
        _link(session, circular_id, changed.unit_ids, changed.rectification_ids)


def remove_circular(office: Office, circular_id: int) -> None:
    """Remove a circular; raises InputRejected with what was handled by it."""
    with office.transaction("删除通报", Place(TAB, "circular", circular_id)) as session:
        record = session.get_one(CircularRecord, circular_id)
        name_step(session, label=f"删除通报 {record.number}")
        refuse_if_in_force(session, Place(TAB, "circular", circular_id), "删除")
        refuse_if_used(session, record, record.number, "请先撤销相应的办理。")
        session.delete(record)


def _insert(session: Session, circular: Circular) -> int:
    record = CircularRecord(**columns_of(circular))
    session.add(record)
    session.flush()
    _link(session, record.id, circular.unit_ids, circular.rectification_ids)
    return record.id


def _by_visit(session: Session, violation_ids: Sequence[int]) -> list[list[int]]:
    """The violations of each visit, in the order given."""
    visits: dict[int, list[int]] = {}
    for violation_id in violation_ids:
        visits.setdefault(session.get_one(ViolationRecord, violation_id).visit_id, []).append(violation_id)
    return list(visits.values())


def _trimmed(circular: Circular) -> Circular:
    return replace(
        circular, number=circular.number.strip(), title=circular.title.strip(), scope=circular.scope.strip()
    )


def _check_number(session: Session, circular: Circular) -> None:
    other = session.scalar(
        select(CircularRecord.id).where(
            CircularRecord.number == circular.number, CircularRecord.id != circular.id
        )
    )
    before = session.get(CircularRecord, circular.id)
    given = before is None or before.number != circular.number
    if other is not None or (given and circular.number in numbers_given(session, CIRCULAR)):
        raise FieldRejected("number", f"文号{circular.number}已经用过，请换一个号。")


def _check_day(session: Session, circular: Circular) -> None:
    named = select(RectificationRecord).where(RectificationRecord.id.in_(circular.rectification_ids))
    notices = [(notice.number, notice.ordered_on) for notice in session.scalars(named)]
    round_ = session.get(RoundRecord, circular.round_id) if circular.round_id else None
    check_circular_day(circular, notices, round_.day if round_ else None)


def _link(
    session: Session, circular_id: int, unit_ids: Sequence[int], rectification_ids: Sequence[int]
) -> None:
    session.add_all(
        CircularUnitRecord(circular_id=circular_id, unit_id=unit_id) for unit_id in dict.fromkeys(unit_ids)
    )
    session.add_all(
        CircularRectificationRecord(circular_id=circular_id, rectification_id=id_)
        for id_ in dict.fromkeys(rectification_ids)
    )
