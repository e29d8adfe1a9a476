"""Verbs on the working ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from ...base.differences import Change, carried, fields_of
from ...base.errors import InputRejected
from ...office.file import Office, name_step
from ...office.references import refuse_if_used
from ...office.rows import store, value_of
from ...office.titles import titles_of
from ..records import KeptFileRecord, LedgerFileRecord, LedgerRecord
from ..rules.ledger import LARGEST_FILE, check_item
from ..values.ledger import LedgerEntry, LedgerItem
from ..values.places import ledger_place

_LONGEST_NAME = 200


def add_ledger_item(office: Office, item: LedgerItem) -> int:
    """Enter one entry; returns its id. Raises FieldRejected."""
    (entry_id,) = add_ledger_items(office, [item])
    return entry_id


def add_ledger_items(office: Office, items: Sequence[LedgerItem]) -> list[int]:
    """Enter several entries in one step; returns their ids in order.
    Raises FieldRejected, and then nothing is stored.
    """
    if not items:
        return []
    more = f"等{len(items)}项" if len(items) > 1 else ""
    with office.transaction(f"登记台账：{items[0].title}{more}", ledger_place()) as session:
        ids = [_insert(session, item) for item in items]
        name_step(session, place=ledger_place(ids[0]))
        return ids


def change_ledger_entry(office: Office, old: LedgerEntry, new: LedgerEntry) -> None:
    """Change what an entry says. Raises FieldRejected."""
    change_ledger_entries(office, [(old, new)])


def change_ledger_entries(office: Office, changes: Sequence[Change[LedgerEntry]]) -> None:
    """Change what several entries say, in one step. Raises FieldRejected."""
    first = changes[0][0].id
    with office.transaction("修改台账", ledger_place(first)) as session:
        title = session.get_one(LedgerRecord, first).title
        for old, new in changes:
            record = session.get_one(LedgerRecord, old.id)
            item = carried(value_of(LedgerItem, record), old.item, new.item)
            check_item(item)
            store(record, item)
        named = fields_of((old.item, new.item) for old, new in changes)
        whose = f"“{title}”" if len(changes) == 1 else f"“{title}”等{len(changes)}项"
        name_step(session, label=f"修改台账{whose}的{titles_of(LedgerRecord, named)}")


def finish_entries(office: Office, entries: Sequence[LedgerEntry], day: date | None) -> None:
    """Say on which day some entries were done, or with None that they are not. Raises FieldRejected."""
    done = [replace(entry, item=replace(entry.item, done=day)) for entry in entries]
    change_ledger_entries(office, list(zip(entries, done, strict=True)))


def remove_ledger_entry(office: Office, entry_id: int) -> None:
    """Remove an entry; what came from it stays and forgets where it came from."""
    with office.transaction("删除台账", ledger_place()) as session:
        record = session.get_one(LedgerRecord, entry_id)
        refuse_if_used(session, record, record.title)
        name_step(session, label=f"删除台账“{record.title}”")
        session.delete(record)


def attach_file(office: Office, entry_id: int, name: str, data: bytes) -> int:
    """Keep a small file with an entry; returns the attachment's id.
    Raises InputRejected for an empty or too large one.
    """
    if not data:
        raise InputRejected(f"“{name}”是空文件，没有添加。")
    if len(data) > LARGEST_FILE:
        megabytes = len(data) / 1024 / 1024
        raise InputRejected(
            f"“{name}”有{megabytes:.1f}MB，附件不能超过{LARGEST_FILE // 1024 // 1024}MB；请压缩后再附，或在“说明”里写明存放位置。"
        )
    digest = hashlib.sha256(data).hexdigest()
    with office.transaction(f"添加附件“{name}”", ledger_place(entry_id)) as session:
        session.get_one(LedgerRecord, entry_id)
        if session.get(KeptFileRecord, digest) is None:
            session.add(KeptFileRecord(hash=digest, data=data, size=len(data)))
            session.flush()
        record = LedgerFileRecord(entry_id=entry_id, name=name[-_LONGEST_NAME:], file_hash=digest)
        session.add(record)
        session.flush()
        return record.id


def detach_file(office: Office, file_id: int) -> None:
    """Take a file off its entry."""
    with office.transaction("移除附件", ledger_place()) as session:
        record = session.get_one(LedgerFileRecord, file_id)
        name_step(session, label=f"移除附件“{record.name}”", place=ledger_place(record.entry_id))
        session.delete(record)


def _insert(session: Session, item: LedgerItem) -> int:
    item = replace(item, title=item.title.strip())
    check_item(item)
    record = LedgerRecord()
    store(record, item)
    session.add(record)
    session.flush()
    return record.id
