"""Entries of the working ledger from their rows;
which entries are wanted otherwise than by their deadline: ``ledger``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ...office.file import Office
from ...office.plain import tuples, values
from ..values.ledger import LedgerEntry, LedgerFile

if TYPE_CHECKING:
    from ...office.plain import Source

_OPEN = "SELECT * FROM ledger_entry WHERE done IS NULL AND due <= ? AND year <= ?"


def open_entries(office: Office, until: date, year: int) -> list[LedgerEntry]:
    """Return what has a deadline up to a day and is not done, of a year and the years before, by deadline."""
    with office.looking() as source:
        found = whole_entries(source, values(source, LedgerEntry, _OPEN, (until.isoformat(), year)))
    return sorted(found, key=lambda entry: (entry.item.due or date.max, entry.id))


def whole_entries(source: Source, entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """Return entries with the names they refer to and their files, by date, what has none last and as
    entered.
    """
    files, units = _files(source, [one.id for one in entries]), _unit_names(source, entries)
    parents = _titles(source, {one.item.parent_id for one in entries if one.item.parent_id is not None})
    found = [
        replace(
            one,
            unit=units.get((one.item.unit_id, one.item.year), "") if one.item.unit_id else "",
            parent=parents.get(one.item.parent_id, "") if one.item.parent_id else "",
            files=tuple(files.get(one.id, ())),
        )
        for one in entries
    ]
    return sorted(found, key=lambda entry: (entry.item.day or date.max, entry.id))


def _files(source: Source, entries: Collection[int]) -> dict[int, list[LedgerFile]]:
    query = (
        "SELECT entry_id, file.id, file.name, kept.size, kept.hash"
        " FROM ledger_file AS file JOIN kept_file AS kept ON kept.hash = file.file_hash"
        " WHERE entry_id IN (*) ORDER BY file.id"
    )
    found: dict[int, list[LedgerFile]] = {}
    for entry_id, *file in tuples(source, query, (entries,)):
        found.setdefault(entry_id, []).append(LedgerFile(*file))
    return found


def _titles(source: Source, ids: set[int]) -> dict[int, str]:
    return dict(tuples(source, "SELECT id, title FROM ledger_entry WHERE id IN (*)", (ids,)))


def _unit_names(source: Source, entries: Sequence[LedgerEntry]) -> dict[tuple[int, int], str]:
    """What each unit was called in the year of an entry, or else in its newest year before or after."""
    wanted = {(one.item.unit_id, one.item.year) for one in entries if one.item.unit_id is not None}
    ids = {unit for unit, _ in wanted}
    names: dict[int, dict[int, str]] = {}
    query = "SELECT unit_id, year, name FROM unit_year WHERE unit_id IN (*)"
    for unit_id, year, name in tuples(source, query, (ids,)):
        names.setdefault(unit_id, {})[year] = name
    return {(unit, year): _nearest(names[unit], year) for unit, year in wanted if unit in names}


def _nearest(names: dict[int, str], year: int) -> str:
    return names[min(names, key=lambda other: (abs(other - year), -other))]
