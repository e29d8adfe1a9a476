"""Entries of the working ledger from their rows;
which entries are wanted otherwise than by their deadline: ``ledger``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ...office.file import Office
from ...office.plain import Stored, among
from ..values.ledger import LedgerEntry, LedgerFile, LedgerItem, LedgerKind

if TYPE_CHECKING:
    from ...office.plain import Source
    from ..records import LedgerRecord

_ENTRY = Stored("ledger_entry", days="day due done", decimals={"amount": 2, "saving": 4, "saving_money": 2})


def open_entries(office: Office, until: date, year: int) -> list[LedgerEntry]:
    """Return what has a deadline up to a day and is not done, of a year and the years before, by deadline."""
    with office.looking() as source:
        records = _ENTRY.rows(
            source, "WHERE done IS NULL AND due <= ? AND year <= ?", (until.isoformat(), year)
        )
        found = entries_of(source, records)
    return sorted(found, key=lambda entry: (entry.item.due or date.max, entry.id))


def entries_of(source: Source, records: Sequence[Any]) -> list[LedgerEntry]:
    """Return the entries of some rows, by date, what has none last and as entered."""
    files, units = _files(source, [one.id for one in records]), _unit_names(source, records)
    parents = _titles(source, {one.parent_id for one in records if one.parent_id is not None})
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


def _files(source: Source, entries: Collection[int]) -> dict[int, list[LedgerFile]]:
    query = (
        "SELECT entry_id, file.id, file.name, kept.size, kept.hash"
        " FROM ledger_file AS file JOIN kept_file AS kept ON kept.hash = file.file_hash"
        " WHERE entry_id IN (*) ORDER BY file.id"
    )
    found: dict[int, list[LedgerFile]] = {}
    for entry_id, *file in among(source, query, entries):
        found.setdefault(entry_id, []).append(LedgerFile(*file))
    return found


def _titles(source: Source, ids: set[int]) -> dict[int, str]:
    return dict(among(source, "SELECT id, title FROM ledger_entry WHERE id IN (*)", ids))


def _unit_names(source: Source, records: Sequence[Any]) -> dict[tuple[int, int], str]:
    """What each unit was called in the year of an entry, or else in its newest year before or after."""
    wanted = {(one.unit_id, one.year) for one in records if one.unit_id is not None}
    ids = {unit for unit, _ in wanted}
    names: dict[int, dict[int, str]] = {}
    for unit_id, year, name in among(
        source, "SELECT unit_id, year, name FROM unit_year WHERE unit_id IN (*)", ids
    ):
        names.setdefault(unit_id, {})[year] = name
    return {(unit, year): _nearest(names[unit], year) for unit, year in wanted if unit in names}


def _nearest(names: dict[int, str], year: int) -> str:
    return names[min(names, key=lambda other: (abs(other - year), -other))]
