"""Reads of the units and their facts in a year."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from ...office.file import Office
from ...office.plain import numbers, values
from ...office.rows import value_of
from ..rules.units import exists_in
from ..values.units import UnitContact, UnitFacts, UnitInYear

if TYPE_CHECKING:
    from ...office.plain import Source
    from ..records import UnitRecord, UnitYearRecord

_UNITS = (
    "SELECT unit.*, unit_year.* FROM unit JOIN unit_year ON unit_year.unit_id = unit.id"
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
    """Read the units that exist in a year, in the office's order; for actions too, inside a transaction."""
    units = values(source, UnitInYear, _UNITS, (year,))
    return [unit for unit in units if exists_in(unit.contact, year)]


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
    return UnitInYear(unit.id, facts.year, value_of(UnitFacts, facts), value_of(UnitContact, unit))
