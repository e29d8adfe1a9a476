"""Spending limits set by the quotas that are chosen for the units. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...base.numbers import round_half_up
from ..values.quotas import QuotaIndicator, QuotaMeasure
from ..values.spending import Base, RuleKey, SpendingLine
from ..values.standing import Standing
from .excess import standard_words

_PLACES = 4
_BASES = {
    QuotaMeasure.POWER_AREA: Base.AREA,
    QuotaMeasure.POWER_HEAD: Base.PEOPLE,
    QuotaMeasure.WATER_HEAD: Base.PEOPLE,
    QuotaMeasure.WATER_AREA: Base.AREA,
}
"""What the quotas of electricity and water are counted on; others set no limit of a carrier."""
_CARRIERS = {QuotaIndicator.ELECTRICITY: "electricity", QuotaIndicator.WATER: "water"}


def lines_of_standings(standings: Iterable[Standing], year: int) -> list[SpendingLine]:
    """Return a limit for each unit that has a quota of electricity or water of the office's own; the base is
    counted as the standard counts it.
    """
    return [line for one in standings if (line := _line(one, year)) is not None]


def _line(standing: Standing, year: int) -> SpendingLine | None:
    limit, base, measure = standing.levels[0], standing.base, standing.measure
    usable = standing.quota is not None and standing.counts and measure in _BASES
    if not usable or standing.indicator not in _CARRIERS or limit is None or base is None:
        return None
    return SpendingLine(
        0,
        standing.unit.id,
        year,
        _CARRIERS[standing.indicator],
        RuleKey.CARRIER_QUOTA,
        round_half_up(limit, _PLACES),
        standing.level_names.get("limit", ""),
        standard_words(standing),
        _BASES[measure],
        round_half_up(Decimal(base), _PLACES),
        note="计算基数按定额标准的规定",
        unit_name=standing.unit.short_name,
    )
