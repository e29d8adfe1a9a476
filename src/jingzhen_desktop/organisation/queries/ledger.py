"""Reads of the working ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...office.file import Office
from ...office.identity import DamagedFile
from ...office.rows import value_of
from ..records import KeptFileRecord, LedgerFileRecord, LedgerRecord
from ..values.ledger import LedgerEntry, LedgerKind
from .entries import whole_entries


def ledger_entries(office: Office, year: int, kinds: Sequence[LedgerKind] = ()) -> list[LedgerEntry]:
    """Return the entries of a year, of some kinds or of all, by date."""
    wanted = [LedgerRecord.year == year]
    if kinds:
        wanted.append(LedgerRecord.kind.in_([kind.value for kind in kinds]))
    with office.reading() as session:
        return read_entries(session, *wanted)


def plan_items(office: Office, year: int) -> list[LedgerEntry]:
    """Return the plan items of a year, done or not, by deadline."""
    found = ledger_entries(office, year, (LedgerKind.PLAN,))
    return sorted(found, key=lambda entry: (entry.item.due or date.max, entry.id))


def ledger_entry(office: Office, entry_id: int) -> LedgerEntry | None:
    """Return one entry; None if it is gone."""
    with office.reading() as session:
        return next(iter(read_entries(session, LedgerRecord.id == entry_id)), None)


def file_content(office: Office, file_id: int) -> bytes:
    """Return the bytes of an attached file as they were taken in.

    Raises:
        InputRejected: the file is no longer attached.
        DamagedFile: the bytes are not those that were taken in.
    """
    with office.reading() as session:
        file = session.get(LedgerFileRecord, file_id)
        kept = session.get(KeptFileRecord, file.file_hash) if file else None
        if file is None or kept is None:
            raise InputRejected("这个附件已经不在了，请刷新后重试。")
        if hashlib.sha256(kept.data).hexdigest() != kept.hash:
            raise DamagedFile(
                f"附件“{file.name}”与存入时不一致，数据文件可能已损坏；请用“恢复备份”换回较早的备份。"
            )
        return kept.data


def read_entries(session: Session, *wanted: ColumnElement[bool]) -> list[LedgerEntry]:
    """Return entries inside a transaction, by date, what has none last and as entered."""
    records = session.scalars(select(LedgerRecord).where(*wanted))
    return whole_entries(session, [value_of(LedgerEntry, record) for record in records])
