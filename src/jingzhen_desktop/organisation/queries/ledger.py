"""Reads of the working ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...office import Office
from ...office.identity import DamagedFile
from ..records import KeptFileRecord, LedgerFileRecord, LedgerRecord, UnitYearRecord
from ..values import LedgerEntry, LedgerFile, LedgerItem, LedgerKind


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


def open_entries(office: Office, until: date, year: int) -> list[LedgerEntry]:
    """Return what has a deadline up to a day and is not done, of a year and the years before, by deadline."""
    with office.reading() as session:
        found = read_entries(session, LedgerRecord.done.is_(None), LedgerRecord.due <= until, LedgerRecord.year <= year)
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
            raise DamagedFile(f"附件“{file.name}”与存入时不一致，数据文件可能已损坏；请用“恢复备份”换回较早的备份。")
        return kept.data


def read_entries(session: Session, *wanted: ColumnElement[bool]) -> list[LedgerEntry]:
    """Return entries inside a transaction, by date, what has none last and as entered."""
    records = session.scalars(select(LedgerRecord).where(*wanted)).all()
    files, units = _files(session, [one.id for one in records]), _unit_names(session, records)
    parents = _titles(session, {one.parent_id for one in records if one.parent_id is not None})
    found = [
        LedgerEntry(
            one.id,
            item_value(one),
            units.get((one.unit_id, one.year), "") if one.unit_id else "",
            parents.get(one.parent_id, "") if one.parent_id else "",
            tuple(files.get(one.id, ())),
        )
        for one in records
    ]
    return sorted(found, key=lambda entry: (entry.item.day or date.max, entry.id))


def item_value(record: LedgerRecord) -> LedgerItem:
    """Turn a row into what it says."""
    return LedgerItem(
        LedgerKind(record.kind),
        record.year,
        record.title,
        record.number,
        record.owner,
        record.unit_id,
        record.parent_id,
        record.day,
        record.due,
        record.done,
        record.amount,
        record.saving,
        record.saving_unit,
        record.saving_money,
        record.note,
        record.source,
    )


def _files(session: Session, entries: Sequence[int]) -> dict[int, list[LedgerFile]]:
    files, kept = LedgerFileRecord, KeptFileRecord
    rows = session.execute(
        select(files.entry_id, files.id, files.name, kept.size, kept.hash)
        .join(kept, kept.hash == files.file_hash)
        .where(files.entry_id.in_(entries))
        .order_by(files.id)
    )
    found: dict[int, list[LedgerFile]] = {}
    for entry_id, *file in rows:
        found.setdefault(entry_id, []).append(LedgerFile(*file))
    return found


def _titles(session: Session, ids: set[int]) -> dict[int, str]:
    return dict(session.execute(select(LedgerRecord.id, LedgerRecord.title).where(LedgerRecord.id.in_(ids))).tuples().all())


def _unit_names(session: Session, records: Sequence[LedgerRecord]) -> dict[tuple[int | None, int], str]:
    """What each unit was called in the year of an entry, or else in its newest year before or after."""
    wanted = {(one.unit_id, one.year) for one in records if one.unit_id is not None}
    facts = UnitYearRecord
    rows = session.execute(select(facts.unit_id, facts.year, facts.name).where(facts.unit_id.in_({unit for unit, _ in wanted})))
    names: dict[int, dict[int, str]] = {}
    for unit_id, year, name in rows:
        names.setdefault(unit_id, {})[year] = name
    return {(unit, year): _nearest(names[unit], year) for unit, year in wanted if unit in names}


def _nearest(names: dict[int, str], year: int) -> str:
    return names[min(names, key=lambda other: (abs(other - year), -other))]
