"""Verbs on circulars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...base.place import Place
from ...office import Office, name_step
from ..queries import read_circulars
from ..records import CircularRecord, CircularRectificationRecord, CircularUnitRecord
from ..rules import check_circular
from ..values import TAB, Circular
from .storing import columns, named_fields, store

_LINKS = ("unit_ids", "units", "rectification_ids")


def add_circular(office: Office, circular: Circular) -> int:
    """Enter a circular that names units, with or after a rectification; its id and unit names are ignored.

    Returns its id. Raises InputRejected.
    """
    circular = _trimmed(replace(circular, id=0))
    check_circular(circular)
    with office.transaction(f"起草通报 {circular.number}", Place(TAB, "circular")) as session:
        _check_number(session, circular)
        record = CircularRecord(**columns(circular, "id", *_LINKS))
        session.add(record)
        session.flush()
        name_step(session, place=Place(TAB, "circular", record.id))
        _link(session, record.id, circular.unit_ids, circular.rectification_ids)
        return record.id


def change_circular(office: Office, circular_id: int, **fields: object) -> None:
    """Change some fields of a circular, as in :class:`Circular`, its units and rectifications too. Raises InputRejected."""
    with office.transaction("修改通报", Place(TAB, "circular", circular_id)) as session:
        changed = _trimmed(replace(read_circulars(session, CircularRecord.id == circular_id)[0], **fields))  # type: ignore[arg-type]
        check_circular(changed)
        _check_number(session, changed)
        name_step(session, label=f"修改通报{changed.number}的{named_fields(CircularRecord, fields)}")
        store(session.get_one(CircularRecord, circular_id), changed, *_LINKS)
        session.execute(delete(CircularUnitRecord).where(CircularUnitRecord.circular_id == circular_id))
        session.execute(delete(CircularRectificationRecord).where(CircularRectificationRecord.circular_id == circular_id))
        _link(session, circular_id, changed.unit_ids, changed.rectification_ids)


def remove_circular(office: Office, circular_id: int) -> None:
    """Remove a circular."""
    with office.transaction("删除通报", Place(TAB, "circular", circular_id)) as session:
        record = session.get_one(CircularRecord, circular_id)
        name_step(session, label=f"删除通报 {record.number}")
        session.delete(record)


def _trimmed(circular: Circular) -> Circular:
    return replace(circular, number=circular.number.strip(), title=circular.title.strip(), scope=circular.scope.strip())


def _check_number(session: Session, circular: Circular) -> None:
    other = session.scalar(select(CircularRecord.id).where(CircularRecord.number == circular.number, CircularRecord.id != circular.id))
    if other is not None:
        raise InputRejected(f"文号{circular.number}已经用过，请换一个号。")


def _link(session: Session, circular_id: int, unit_ids: Sequence[int], rectification_ids: Sequence[int]) -> None:
    session.add_all(CircularUnitRecord(circular_id=circular_id, unit_id=unit_id) for unit_id in dict.fromkeys(unit_ids))
    session.add_all(CircularRectificationRecord(circular_id=circular_id, rectification_id=id_) for id_ in dict.fromkeys(rectification_ids))
