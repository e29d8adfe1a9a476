"""Which version of the statistical system a year uses: that of its reports, or else the one the office has chosen."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from ...energy.statistics import StatisticalSystem, system_of_version, system_of_year
from ...office import Office
from ...office.records import SettingRecord
from ..records import ReportRecord
from ..settings import FIRST_YEARS

_REPORT = ReportRecord.__table__.c
_VERSION_OF_YEAR = select(_REPORT.version).where(_REPORT.year == bindparam("in_year")).limit(1)
_CHOSEN = select(SettingRecord.key, SettingRecord.value).where(SettingRecord.key.in_([setting.key for setting in FIRST_YEARS.values()]))


def system_in(office: Office, year: int) -> StatisticalSystem:
    """Return the version of a year; a year that has reports keeps theirs, whatever the settings say later."""
    with office.reading() as session:
        return read_system(session, year)


def systems_in(office: Office, years: Iterable[int]) -> dict[int, StatisticalSystem]:
    """Return the versions of several years."""
    with office.reading() as session:
        return read_systems(session, years)


def read_system(session: Session, year: int) -> StatisticalSystem:
    """The same inside a transaction."""
    stored = session.execute(_VERSION_OF_YEAR, {"in_year": year}).scalar()
    return system_of_version(stored) if stored else chosen_system(session, year)


def read_systems(session: Session, years: Iterable[int]) -> dict[int, StatisticalSystem]:
    """The same for several years."""
    return {year: read_system(session, year) for year in years}


def chosen_system(session: Session, year: int) -> StatisticalSystem:
    """Return the version the settings give a year, whether it has reports or not."""
    texts = dict(session.execute(_CHOSEN).tuples().all())
    chosen = {version: setting.parse(texts[setting.key]) for version, setting in FIRST_YEARS.items() if setting.key in texts}
    return system_of_year(year, chosen)
