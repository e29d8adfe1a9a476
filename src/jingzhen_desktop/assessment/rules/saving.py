"""What a retrofit saved, measured: the months after it against the same months before it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Month = tuple[int, int]
"""Year and month."""
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """The sums of the months that have a figure on both sides, and how many they are."""

    months: int
    before: Decimal
    after: Decimal

    @property
    def saved(self) -> Decimal:
        """Before less after; negative where more was used."""
        return self.before - self.after


def measured_saving(done: date, started: date | None, figures: Mapping[Month, Decimal]) -> Measured | None:
    """Return what a project saved in the twelve months after the month in which it was done, against the same
    calendar months before the month in which it was begun; None without a pair of months.

    Args:
        started: the day the work began; None: in the month in which it was done.
        figures: quantities of months that are known whole.
    """
    begun = min(started or done, done)
    pairs = [_pair(done, begun, at) for at in range(1, MONTHS + 1)]
    known = [
        (figures[before], figures[after]) for before, after in pairs if before in figures and after in figures
    ]
    if not known:
        return None
    before = sum((pair[0] for pair in known), Decimal(0))
    after = sum((pair[1] for pair in known), Decimal(0))
    return Measured(len(known), before, after)


def _pair(done: date, begun: date, at: int) -> tuple[Month, Month]:
    """The month ``at`` months after the work, and the newest one of the same name before it was begun."""
    after = _moved((done.year, done.month), at)
    before = (after[0], after[1])
    while before >= (begun.year, begun.month):
        before = (before[0] - 1, before[1])
    return before, after


def _moved(month: Month, by: int) -> Month:
    number = month[0] * MONTHS + month[1] - 1 + by
    return number // MONTHS, number % MONTHS + 1
