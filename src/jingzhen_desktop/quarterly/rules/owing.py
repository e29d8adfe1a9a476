"""Which unit owes a report of which quarter. Pure."""

from __future__ import annotations

from datetime import date

from ...energy.periods import Quarter
from ...organisation.values.units import UnitInYear


def expected_in(unit: UnitInYear, quarter: Quarter) -> bool:
    """True if the unit owes a report of the quarter:
    it reports that year and existed on a day of the quarter.
    """
    return unit.facts.reporting and existed_in(unit.contact.opened, unit.contact.closed, quarter)


def existed_in(opened: date | None, closed: date | None, quarter: Quarter) -> bool:
    """True if a unit opened and closed on these days existed on a day of the quarter."""
    return not (opened and opened > quarter.end) and not (closed and closed < quarter.start)
