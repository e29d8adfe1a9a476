"""Units as they were before a year; those that have facts of the year itself: ``units``."""

from __future__ import annotations

from sqlalchemy import select

from ...office.file import Office
from ..records import UnitYearRecord
from ..rules.units import exists_in
from ..values.units import UnitInYear
from .units import read_units


def earlier_units(office: Office, year: int) -> list[UnitInYear]:
    """Return the units that have no facts in a year yet, each with the newest facts before it."""
    before = select(UnitYearRecord.year).where(UnitYearRecord.year < year).distinct()
    found: dict[int, UnitInYear] = {}
    with office.reading() as session:
        known = {unit.id for unit in read_units(session, year)}
        for earlier in session.scalars(before.order_by(UnitYearRecord.year.desc())).all():
            for unit in read_units(session, earlier):
                if unit.id not in known and exists_in(unit.contact, year):
                    found.setdefault(unit.id, unit)
    return list(found.values())
