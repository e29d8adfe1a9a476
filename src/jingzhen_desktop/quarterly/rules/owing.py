"""Which unit owes a report of which quarter. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ...energy.periods import Cycle, Quarter
from ...organisation.values.units import UnitInYear


def expected_in(unit: UnitInYear, quarter: Quarter, cycle: Cycle) -> bool:
    """True if the unit owes a report of the period that ends with a quarter: one ends then by the office's
    cycle, the unit reports that year and existed on a day of the period.
    """
    if quarter.number not in cycle.ends or not unit.facts.reporting:
        return False
    return existed_in(unit.contact.opened, unit.contact.closed, cycle.period(quarter.year, quarter.number))


def unlike_before(cycles: Mapping[int, Cycle], quarter: Quarter) -> str:
    """Say why the same period of the year before cannot be compared; empty if it is as long."""
    now, before = cycles[quarter.year], cycles[quarter.year - 1]
    if now is before:
        return ""
    return f"{quarter.year - 1}年按{before.value}填报，{quarter.year}年按{now.value}填报，同期不可比"


def existed_in(opened: date | None, closed: date | None, quarter: Quarter) -> bool:
    """True if a unit opened and closed on these days existed on a day of the quarter."""
    return not (opened and opened > quarter.end) and not (closed and closed < quarter.start)
