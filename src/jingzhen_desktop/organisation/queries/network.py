"""Reads of the network under the leading group: systems, the tree, liaisons, gaps."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...office import clock
from ...office.file import Office
from ...office.rows import value_of
from ...office.settings import OFFICE_HOST, SUPERIOR, SUPERIOR_SECTION, read_setting
from ..records import LiaisonRecord, SystemRecord, UnitRecord
from ..rules.network import gap_list, liaison_on, organisation_tree
from ..values.group import Gap, SystemFacts, TreeNode
from ..values.scope import exists_on
from ..values.units import SYSTEMS, LiaisonTerm, UnitInYear
from .group import leading_group
from .units import read_units


def tree(office: Office, year: int, *, by_nature: bool = False) -> TreeNode:
    """Return the organisation tree of a year, the superior above it if one is set; units by system or by
    nature.

    People and units are those of the year's end, or of today while the year lasts.
    """
    host, group = read_setting(office, OFFICE_HOST), leading_group(office, day_of_year(year))
    superior = read_setting(office, SUPERIOR) + read_setting(office, SUPERIOR_SECTION)
    with office.reading() as session:
        units, systems = _with_liaisons(session, year), read_systems(session, year)
    present = [unit for unit in units if exists_on(unit, day_of_year(year))]
    return organisation_tree(group, host, present, systems, superior=superior, by_nature=by_nature)


def day_of_year(year: int) -> date:
    """Return the day as of which a year's people are shown: its last, or today while it lasts."""
    return min(clock.today(), date(year, 12, 31))


def network_units(office: Office, year: int) -> list[UnitInYear]:
    """Return the units of a year with the liaisons they had at its end, or have now while it lasts."""
    with office.reading() as session:
        return _with_liaisons(session, year)


def _with_liaisons(session: Session, year: int) -> list[UnitInYear]:
    units, day = read_units(session, year), day_of_year(year)
    former: dict[int, list[LiaisonTerm]] = {}
    for row in session.scalars(
        select(LiaisonRecord).where(LiaisonRecord.until > day).order_by(LiaisonRecord.until, LiaisonRecord.id)
    ):
        former.setdefault(row.unit_id, []).append(value_of(LiaisonTerm, row))
    return [liaison_on(unit, former.get(unit.id, ()), day) for unit in units]


def systems_of_year(office: Office, year: int) -> list[SystemFacts]:
    """Return all systems with who leads them in a year: those every office has, then the office's own."""
    with office.reading() as session:
        return read_systems(session, year)


def read_systems(session: Session, year: int) -> list[SystemFacts]:
    """Read all systems with who leads them in a year; what a year says holds until a later one says
    otherwise.
    """
    known = {name: SystemFacts(name, year) for name in SYSTEMS}
    for row in session.scalars(
        select(SystemRecord).where(SystemRecord.year <= year).order_by(SystemRecord.year, SystemRecord.id)
    ):
        known[row.name] = value_of(SystemFacts, row, year=year, since=row.year)
    return list(known.values())


def liaison_terms(office: Office, unit_id: int) -> list[LiaisonTerm]:
    """Return who was a unit's liaison, the present one first, then back in time."""
    with office.reading() as session:
        unit = session.get(UnitRecord, unit_id)
        if unit is None:
            return []
        present = [LiaisonTerm(0, unit.liaison_name, unit.liaison_phone, unit.liaison_since)]
        former = session.scalars(
            select(LiaisonRecord)
            .where(LiaisonRecord.unit_id == unit_id)
            .order_by(LiaisonRecord.until.desc(), LiaisonRecord.id.desc())
        )
        return [one for one in present if one.name or one.phone] + [
            value_of(LiaisonTerm, one) for one in former
        ]


def gaps_of_year(office: Office, year: int) -> list[Gap]:
    """Return what the register of a year lacks,
    and what moved more than 10 % against the year before without a word why.
    """
    with office.reading() as session:
        return gap_list(read_units(session, year), {unit.id: unit for unit in read_units(session, year - 1)})
