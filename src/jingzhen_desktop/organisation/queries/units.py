"""Reads of the units and their facts in a year."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ...office.file import Office
from ...office.plain import Stored, numbers, tuples
from ..rules.units import exists_in
from ..values.units import Nature, UnitContact, UnitFacts, UnitInYear

if TYPE_CHECKING:
    from ...office.plain import Source
    from ..records import UnitRecord, UnitYearRecord

_UNIT = Stored("unit", days="opened closed liaison_since")
_YEAR = Stored("unit_year", flags="reporting", lists="systems", decimals={"floor_area": 4})
# the values' fields are called as the columns; read in one go, because nearly every screen makes all of them
_FACTS, _CONTACT = ([field.name for field in fields(value)] for value in (UnitFacts, UnitContact))
_read_facts, _read_contact = attrgetter(*_FACTS), attrgetter(*_CONTACT)
_READERS = [
    (at, read)
    for at, read in enumerate(
        (*map({**_YEAR.readers, "nature": Nature}.get, _FACTS), *map(_UNIT.readers.get, _CONTACT)), 2
    )
    if read is not None
]
_UNITS = (
    "SELECT unit.id, unit_year.year, "  # noqa: S608 - columns of ours
    + ", ".join([f"unit_year.{name}" for name in _FACTS] + [f"unit.{name}" for name in _CONTACT])
    + " FROM unit JOIN unit_year ON unit_year.unit_id = unit.id"
    " WHERE unit_year.year = ? ORDER BY unit.position, unit.id"
)


def units_of_year(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that exist in a year, in the office's order."""
    with office.looking() as source:
        return read_units(source, year)


def reporting_units(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that report in a year (统计填报单位)."""
    return [unit for unit in units_of_year(office, year) if unit.facts.reporting]


def read_units(source: Source, year: int) -> list[UnitInYear]:
    """The same inside a transaction, for actions that decide on what is stored."""
    units = map(_in_year, tuples(source, _UNITS, (year,)))
    return [unit for unit in units if exists_in(unit.contact, year)]


def earlier_units(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that have no facts in a year yet, each with the newest facts before it."""
    with office.looking() as source:
        known = {unit.id for unit in read_units(source, year)}
        found: dict[int, UnitInYear] = {}
        for earlier in numbers(
            source, "SELECT DISTINCT year FROM unit_year WHERE year < ? ORDER BY year DESC", (year,)
        ):
            for unit in read_units(source, earlier):
                if unit.id not in known and exists_in(unit.contact, year):
                    found.setdefault(unit.id, unit)
        return list(found.values())


def years_with_units(office: Office) -> list[int]:
    """Return the years for which facts are kept, oldest first."""
    with office.looking() as source:
        return numbers(source, "SELECT DISTINCT year FROM unit_year ORDER BY year")


def describe_copy(copy: sqlite3.Connection) -> str:
    """Say how many units an open copy of an office file holds in its newest year."""
    newest = "SELECT count(*) FROM unit_year WHERE year = (SELECT max(year) FROM unit_year)"
    count: int = copy.execute(newest).fetchone()[0]
    return f"{count}个单位" if count else ""


def unit_value(unit: UnitRecord, facts: UnitYearRecord) -> UnitInYear:
    """Turn the two rows of a unit into its value."""
    name, nature, *others = _read_facts(facts)
    return UnitInYear(
        unit.id, facts.year, UnitFacts(name, Nature(nature), *others), UnitContact(*_read_contact(unit))
    )


def _in_year(row: tuple[Any, ...]) -> UnitInYear:
    """Turn a row of ``_UNITS`` into its value."""
    values = list(row)
    for at, read in _READERS:
        if values[at] is not None:
            values[at] = read(values[at])
    facts = 2 + len(_FACTS)
    return UnitInYear(values[0], values[1], UnitFacts(*values[2:facts]), UnitContact(*values[facts:]))
