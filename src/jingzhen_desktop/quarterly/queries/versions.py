"""Which version of the statistical system a year uses:
that of its reports, or else the one the office has chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...energy.statistics import StatisticalSystem, system_of_version, system_of_year
from ...office.file import Office
from ...office.plain import tuples
from ..settings import FIRST_YEARS

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
