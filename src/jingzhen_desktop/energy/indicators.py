"""Derived indicators and comparisons: pure formulas, each rounded once:
indicators here, percentages where they are shown.
"""

from __future__ import annotations

from decimal import Decimal

from ..base.numbers import round_half_up


def year_on_year(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """同比: (本期 − 上年同期) / 上年同期 as a ratio, not rounded; None where it cannot be said.

    Rounded here and again to a percentage with one decimal, −1.4457 % would become −1.45 % and then −1.5 %.
    """
    if now is None or not before:
        return None
    return (now - before) / before


def intensity(total: Decimal | None, base: Decimal | None) -> Decimal | None:
    """A total per person or per m², rounded to 0.01; None without a base.
    Quarters are not comparable with quotas.
    """
    if total is None or not base:
        return None
    return round_half_up(total / base, 2)
