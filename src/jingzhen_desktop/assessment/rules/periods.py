"""Which four quarters are judged. Pure."""

from __future__ import annotations

from datetime import date

from ...energy.periods import Quarter, quarters_of
from ..values.standing import Period


def year_period(year: int) -> Period:
    """Return a calendar year, as standards count it."""
    return Period(quarters_of(year))


def period_to(last: Quarter) -> Period:
    """Return the four quarters up to one."""
    quarters = [last]
    while len(quarters) < 4:
        quarters.append(quarters[-1].previous)
    return Period(tuple(reversed(quarters)))


def year_before(period: Period) -> Period:
    """Return the same quarters a year earlier."""
    return Period(tuple(quarter.last_year for quarter in period.quarters))


def periods_of_year(year: int) -> tuple[Period, ...]:
    """Return what can be judged in a year: the year itself, and four quarters up to each of its first three,
    newest first.
    """
    return (year_period(year), *(period_to(Quarter(year, number)) for number in (3, 2, 1)))


def usual_period(year: int, day: date) -> Period:
    """Return what is looked at first: a year that is over, else the four quarters that ended last."""
    if day.year > year:
        return year_period(year)
    last = Quarter.of(day).previous
    return period_to(last) if last.year == year else period_to(Quarter(year, 1))
