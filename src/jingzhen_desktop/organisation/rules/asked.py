"""Which facts of a unit the national tables of a year ask for. Pure; the tables are ``energy.statistics``."""

from __future__ import annotations

from ...energy.statistics import StatisticalSystem, statistical_systems, system_of_year

_RARE = (
    "site_area",
    "charging_points",
    "solar_collector_area",
    "solar_power_capacity",
    "geothermal_capacity",
)
"""Facts that not every version of the national table has."""


def rarely_asked() -> tuple[str, ...]:
    """Return the facts that only some versions of the statistical system ask for."""
    known = frozenset[str]().union(*map(_asked, statistical_systems()))
    return tuple(key for key in _RARE if key in known)


def asked_in(key: str, year: int) -> bool:
    """Say whether a year's national table asks for a fact;
    in its first year a county may still use the version before.
    """
    return any(key in _asked(system_of_year(one)) for one in (year, year - 1))


def _asked(system: StatisticalSystem) -> frozenset[str]:
    return frozenset(item.key for item in system.head)
