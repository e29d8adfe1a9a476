"""Slips by a power of ten: the decimal point, 元 and 万元, 千瓦时 and 万千瓦时, 吨 and 千克.
Hints only, never corrections.
"""

from __future__ import annotations

from decimal import Decimal

_TEN_THOUSAND, _THOUSAND = 4, 3
_POWERS = (1, -1, 2, -2, 3, -3, 4, -4)
_NEAR = (Decimal("0.5"), Decimal(2))
"""How near a figure must come to last year's, multiplied by the power of ten, for a slip to explain it."""


def price_slip(price: Decimal, low: Decimal, high: Decimal, unit: str) -> str:
    """Say which slip would put a price outside its bounds: one that brings it inside; empty if none does."""
    for power in _POWERS:
        if low <= price.scaleb(power) <= high:
            return _price_words(power, unit)
    return ""


def change_slip(now: Decimal, before: Decimal, unit: str) -> str:
    """Say which slip would make a figure differ so from last year's; empty if none does."""
    if not now or not before:
        return ""
    for power in _POWERS:
        if _NEAR[0] <= now.scaleb(power) / before <= _NEAR[1]:
            return _quantity_words(power, unit)
    return ""


def _price_words(power: int, unit: str) -> str:
    """A price ten thousand times too low (power 4) is a cost in 万元,
    or a quantity ten thousand times too large.
    """
    if power == _TEN_THOUSAND:
        return "费用像是按万元填的"
    if power == -_TEN_THOUSAND:
        return f"数量像是按万{unit}填的"
    if power == _THOUSAND and unit == "吨":
        return "数量像是按千克填的"
    return (
        f"单价{'偏低' if power > 0 else '偏高'}{10 ** abs(power)}倍，像是数量或费用的小数点错了{abs(power)}位"
    )


def _quantity_words(power: int, unit: str) -> str:
    """A quantity ten thousand times too small (power 4) was filled in by ten thousands."""
    if power == _TEN_THOUSAND:
        return f"像是按万{unit}填的"
    if power == -_THOUSAND and unit == "吨":
        return "像是按千克填的"
    return f"像是小数点错了{abs(power)}位"
