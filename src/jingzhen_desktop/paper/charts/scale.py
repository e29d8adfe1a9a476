"""The value axis: from 0 (or the lowest negative figure) to a round number, in a few round steps.
Pure arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import decimals, show_number

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_WANTED = 5


@dataclass(frozen=True, slots=True)
class Scale:
    """Round bounds with the marks between them; 0 is always among them."""

    lowest: Decimal
    highest: Decimal
    step: Decimal

    @property
    def marks(self) -> list[Decimal]:
        count = int((self.highest - self.lowest) / self.step)
        return [self.lowest + self.step * number for number in range(count + 1)]

    def part(self, value: Decimal) -> float:
        """Return where a value lies between the bounds, 0 to 1."""
        return float((value - self.lowest) / (self.highest - self.lowest))

    def label(self, mark: Decimal) -> str:
        return show_number(mark, decimals(self.step))


def scale_for(values: Iterable[Decimal | None]) -> Scale:
    """Return the scale for some figures; without any it goes from 0 to 1."""
    known = [value for value in values if value is not None]
    low, high = min([*known, Decimal(0)]), max([*known, Decimal(0)])
    if low == high:
        return Scale(Decimal(0), Decimal(1), Decimal(1))
    step = _round_step((high - low) / _WANTED)
    return Scale(_down(low, step), -_down(-high, step), step)


def _round_step(rough: Decimal) -> Decimal:
    power = Decimal(1).scaleb(rough.adjusted())
    return next(power * step for step in _STEPS if power * step >= rough)


def _down(value: Decimal, step: Decimal) -> Decimal:
    """Return the multiple of the step at or below a value."""
    return (value / step).to_integral_value(rounding="ROUND_FLOOR") * step
