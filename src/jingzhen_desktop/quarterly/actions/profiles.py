"""Keeping what was learnt of foreign files, so that it need not be said again."""

from __future__ import annotations

import json

from sqlalchemy import delete, insert, select, update

from ...base.errors import InputRejected
from ...base.place import Place
from ...office.clock import now
from ...office.file import Office
from ..records import ImportProfileRecord, WorkbookTemplateRecord
from ..values.profiles import Profile
from ..values.reports import TAB

_LONGEST_NAME = 100
_Record = type[ImportProfileRecord | WorkbookTemplateRecord]


def remember_layout(office: Office, profile: Profile) -> None:
    """Keep how a layout is read, in place of what was kept for it before;
    raises InputRejected for a bad name.
    """
    _remember(office, ImportProfileRecord, profile, f"记住“{profile.name}”的对应关系")


def forget_layout(office: Office, fingerprint: str) -> None:
    """Forget how a layout is read; raises InputRejected if nothing is kept for it."""
    with office.reading() as session:
        name = session.execute(
            select(ImportProfileRecord.name).where(ImportProfileRecord.fingerprint == fingerprint)
        ).scalar()
    if name is None:
        raise InputRejected("没有记住这种表的对应关系。")
    with office.transaction(f"删除“{name}”的对应关系", Place(TAB)) as session:
        session.execute(delete(ImportProfileRecord).where(ImportProfileRecord.fingerprint == fingerprint))


def remember_workbook(office: Office, profile: Profile) -> None:
    """Keep how a superior's workbook is filled, in place of what was kept for it before;
    raises InputRejected for a bad name.
    """
    _remember(office, WorkbookTemplateRecord, profile, f"记住套表“{profile.name}”的填写位置")


def _remember(office: Office, record: _Record, profile: Profile, label: str) -> None:
    name = profile.name.strip()
    if not name or len(name) > _LONGEST_NAME:
        raise InputRejected(f"名称不能为空，也不能超过{_LONGEST_NAME}字。")
    mapping = json.dumps(profile.mapping, ensure_ascii=False, sort_keys=True)
    with office.transaction(label, Place(TAB)) as session:
        changed = update(record).where(
            record.fingerprint == profile.fingerprint, (record.name != name) | (record.mapping != mapping)
        )
        session.execute(changed.values(name=name, mapping=mapping, stored_at=now()))
        if session.scalar(select(record.id).where(record.fingerprint == profile.fingerprint)) is None:
            session.execute(
                insert(record).values(
                    fingerprint=profile.fingerprint, name=name, mapping=mapping, stored_at=now()
                )
            )
