"""Which version of the statistical system a year uses, and how often its units report: as its reports are, or
else as the office has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...energy.periods import Cycle, Quarter
from ...energy.statistics import StatisticalSystem, system_of_version, system_of_year
from ...office.file import Office
from ...office.plain import numbers, tuples
from ..settings import CYCLES, FIRST_YEARS

if TYPE_CHECKING:
    from ...office.plain import Source

_CHOSEN = [setting.key for setting in FIRST_YEARS.values()]


def system_in(office: Office, year: int) -> StatisticalSystem:
    """Return the version of a year; a year that has reports keeps theirs, whatever the settings say later."""
    with office.looking() as source:
        return read_system(source, year)


def systems_in(office: Office, years: Iterable[int]) -> dict[int, StatisticalSystem]:
    """Return the versions of several years."""
    with office.looking() as source:
        return read_systems(source, years)


def cycle_in(office: Office, year: int) -> Cycle:
    """Return how often units report in a year; one with reports of single quarters stays as it is."""
    with office.looking() as source:
        return read_cycle(source, year)


def period_in(office: Office, quarter: Quarter) -> Quarter:
    """Return the reporting period in which a quarter lies."""
    return cycle_in(office, quarter.year).period(quarter.year, quarter.number)


def periods_in(office: Office, year: int) -> tuple[Quarter, ...]:
    """Return the reporting periods of a year."""
    return cycle_in(office, year).periods(year)


def read_cycle(source: Source, year: int) -> Cycle:
    """Read how often units report in a year inside a transaction."""
    texts = tuples(source, "SELECT value FROM setting WHERE key = ?", (CYCLES.key,))
    if not texts or CYCLES.of_year(texts[0][0], year) is Cycle.QUARTER:
        return Cycle.QUARTER
    stored = numbers(source, "SELECT DISTINCT quarter FROM report WHERE year = ?", (year,))
    return CYCLES.in_force(texts[0][0], year, stored)


def read_cycles(source: Source, years: Iterable[int]) -> dict[int, Cycle]:
    """Read how often units report in several years inside a transaction."""
    return {year: read_cycle(source, year) for year in years}


def read_system(source: Source, year: int) -> StatisticalSystem:
    """Read the version of a year inside a transaction; a year that has reports keeps theirs."""
    stored = tuples(source, "SELECT version FROM report WHERE year = ? LIMIT 1", (year,))
    return system_of_version(stored[0][0]) if stored else chosen_system(source, year)


def read_systems(source: Source, years: Iterable[int]) -> dict[int, StatisticalSystem]:
    """Read the versions of several years inside a transaction."""
    return {year: read_system(source, year) for year in years}


def chosen_system(source: Source, year: int) -> StatisticalSystem:
    """Return the version the settings give a year, whether it has reports or not."""
    texts = dict(tuples(source, "SELECT key, value FROM setting WHERE key IN (*)", (_CHOSEN,)))
    chosen = {
        version: setting.parse(texts[setting.key])
        for version, setting in FIRST_YEARS.items()
        if setting.key in texts
    }
    return system_of_year(year, chosen)
