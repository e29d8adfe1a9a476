"""Reads of the units and their facts in a year."""

from __future__ import annotations

import sqlite3
from dataclasses import fields
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from ...office import Office
from ..records import UnitRecord, UnitYearRecord
from ..rules import exists_in
from ..values import Nature, UnitContact, UnitFacts, UnitInYear

_UNIT, _FACTS = UnitRecord.__table__.c, UnitYearRecord.__table__.c
# the values' fields are called as the columns; read in one go, because nearly every screen makes all of them
_read_facts = attrgetter(*(field.name for field in fields(UnitFacts)))
_read_contact = attrgetter(*(field.name for field in fields(UnitContact)))
_UNITS = (
    # columns, not mapped objects: nearly every screen reads the units, and an object for each costs more than its values
    select(*_UNIT, *(column for column in _FACTS if column.name not in ("id", "unit_id")))
    .join(UnitYearRecord.__table__, _FACTS.unit_id == _UNIT.id)
    .where(_FACTS.year == bindparam("in_year"))
    .order_by(_UNIT.position, _UNIT.id)
)


def units_of_year(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that exist in a year, in the office's order."""
    with office.reading() as session:
        return read_units(session, year)


def reporting_units(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that report in a year (统计填报单位)."""
    return [unit for unit in units_of_year(office, year) if unit.facts.reporting]


def read_units(session: Session, year: int) -> list[UnitInYear]:
    """The same inside a transaction, for actions that decide on what is stored."""
    units = (unit_value(row, row) for row in session.execute(_UNITS, {"in_year": year}))
    return [unit for unit in units if exists_in(unit.contact, year)]


def earlier_units(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that have no facts in a year yet, each with the newest facts before it."""
    with office.reading() as session:
        known = {unit.id for unit in read_units(session, year)}
        before = select(_FACTS.year).where(_FACTS.year < year).distinct().order_by(_FACTS.year.desc())
        found: dict[int, UnitInYear] = {}
        for earlier in session.scalars(before).all():
            for unit in read_units(session, earlier):
                if unit.id not in known and exists_in(unit.contact, year):
                    found.setdefault(unit.id, unit)
        return list(found.values())


def years_with_units(office: Office) -> list[int]:
    """Return the years for which facts are kept, oldest first."""
    with office.reading() as session:
        return list(session.scalars(select(UnitYearRecord.year).distinct().order_by(UnitYearRecord.year)))


def describe_copy(copy: sqlite3.Connection) -> str:
    """Say how many units an open copy of an office file holds in its newest year."""
    newest = "SELECT count(*) FROM unit_year WHERE year = (SELECT max(year) FROM unit_year)"
    count: int = copy.execute(newest).fetchone()[0]
    return f"{count}个单位" if count else ""


def unit_value(unit: UnitRecord | Row[Any], facts: UnitYearRecord | Row[Any]) -> UnitInYear:
    """Turn the two rows of a unit, or one with the columns of both, into its value."""
    name, nature, *others = _read_facts(facts)
    return UnitInYear(unit.id, facts.year, UnitFacts(name, Nature(nature), *others), UnitContact(*_read_contact(unit)))
