"""Reads of the parts of 用能人数."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...office.file import Office
from ...office.rows import value_of
from ...office.settings import read_setting
from ..records import UnitYearRecord, UserPartRecord
from ..rules.defaults import parts_of
from ..rules.users import energy_users_of
from ..settings import YEAR_DAYS
from ..values.units import EnergyUsers, Nature, PartCount


def energy_users(office: Office, unit_id: int, year: int) -> EnergyUsers | None:
    """Return the energy users of a unit in a year by their parts, with every part its kind of unit has;
    None without facts.
    """
    days = read_setting(office, YEAR_DAYS)
    with office.reading() as session:
        facts = session.scalars(
            select(UnitYearRecord).where(UnitYearRecord.unit_id == unit_id, UnitYearRecord.year == year)
        ).first()
        if facts is None:
            return None
        stored = {part.part: part for part in read_parts(session, facts.id)}
        nature = Nature(facts.nature)
        usual = parts_of(nature)
        shown = [*usual, *(part for part in stored if part not in usual)]
        parts = tuple(stored.get(part, PartCount(part)) for part in shown)
        return EnergyUsers(
            unit_id, year, nature, parts, energy_users_of(parts, days), facts.energy_users, facts.users_reason
        )


def read_parts_of_year(session: Session, year: int) -> dict[int, list[PartCount]]:
    """Return the parts entered for a year by unit id; a unit without any is absent."""
    rows = session.execute(
        select(UnitYearRecord.unit_id, UserPartRecord)
        .join(UserPartRecord, UserPartRecord.unit_year_id == UnitYearRecord.id)
        .where(UnitYearRecord.year == year)
        .order_by(UserPartRecord.id)
    ).tuples()
    found: dict[int, list[PartCount]] = {}
    for unit, record in rows:
        found.setdefault(unit, []).append(value_of(PartCount, record))
    return found


def read_parts(session: Session, unit_year_id: int) -> list[PartCount]:
    """Return the parts entered for a unit year."""
    rows = session.scalars(
        select(UserPartRecord).where(UserPartRecord.unit_year_id == unit_year_id).order_by(UserPartRecord.id)
    )
    return [value_of(PartCount, row) for row in rows]
