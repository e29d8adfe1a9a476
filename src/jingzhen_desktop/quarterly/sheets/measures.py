"""What a unit of measure means for a row of a form: by what its figure is multiplied. The spellings and the
exact ways are those of ``energy.measures``; what would need a density or a heating value is refused by
whoever asks.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from ...energy.measures import factor_into, read_measure, spellings_like
from ...energy.statistics import Item
from ..values.reports import Amount


def measure_in(text: str) -> str:
    """Return the unit of measure a text is, as it is compared (``万kwh``), also one without an exact way (瓶,
    元/千瓦时); empty if it is blank or not understood.
    """
    read = read_measure(text)
    return read.text if read.is_understood else ""


def is_money(measure: str) -> bool:
    """True for 元, 万元 and their like."""
    return read_measure(measure).is_money


def is_no_unit(measure: str) -> bool:
    """True for what is known to be no unit of a figure, as 元/千瓦时 or 瓶."""
    return bool(read_measure(measure).why_not)


@lru_cache(maxsize=2048)
def factor_of(measure: str, item: Item, what: Amount) -> Decimal | None:
    """Return by what a figure in this unit is multiplied to be in the item's unit (in 元 for a cost); None if
    there is no exact way.
    """
    factor = factor_into(read_measure(measure), what.unit(item), item.key if what is Amount.QUANTITY else "")
    return None if factor is None else _exact(factor)


def why_not(measure: str) -> str:
    """Say why a figure in this unit cannot be taken for an item it does not convert into."""
    read = read_measure(measure)
    if read.why_not:
        return read.why_not
    if not read.known:
        return "这个计量单位不认识"
    return (
        "不能准确换算"
        if len(read.known) == 1
        else f"不能准确换算，或{'、'.join(_names(read.text))}不是一回事"
    )


def measures_like(unit: str) -> tuple[str, ...]:
    """Return the units of measure that convert exactly into one, as they are written, itself first."""
    return tuple(dict.fromkeys((*spellings_like(unit), f"万{unit}")))


def _names(text: str) -> list[str]:
    return [part for part in text.replace(")", "").replace("(", "、").split("、") if part]


def _exact(factor: Fraction) -> Decimal | None:
    """Return a factor as a decimal number; None if it never ends (亩)."""
    rest = factor.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return Decimal(factor.numerator) / Decimal(factor.denominator) if rest == 1 else None
