"""Quarters side by side: series by carrier, shares of the standard coal, units by intensity."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from ...energy.indicators import intensity
from ...energy.periods import Quarter
from ...energy.statistics import Item, mapping_notes
from ...organisation.values.units import UnitInYear
from ..values.figures import Comparison
from ..values.totals import Total
from ..values.views import Rank, RowKind, Series, Share, Trend
from .figures import Column, added, comparison_of, incomparable, to_decimal, total_of
from .span import ALL, SCALES, Span

_NO_YEAR = "没有上年的数据"
_TOGETHER = {RowKind.COAL: "energy", RowKind.COST: "cost"}


def trend_of(span: Span, quarters: Sequence[Quarter]) -> Trend:
    """Put quarters side by side; ``span`` holds them and, as far as there are any,
    those of the year before the first.
    """
    carriers = _carriers(span, quarters)
    series = [_series(span, quarters, item.key, item.name, item.unit, RowKind.QUANTITY) for item in carriers]
    series.append(_series(span, quarters, ALL, "综合能耗", "kgce", RowKind.COAL))
    series.append(_series(span, quarters, ALL, "费用", "元", RowKind.COST))
    to_date = quarters[-1].to_date()
    coal = added(span.columns(to_date, ALL, RowKind.COAL), span.expected)
    coverage = total_of(coal, len(span.members(to_date)), SCALES[RowKind.COAL]).coverage
    years = sorted({quarter.year for quarter in quarters})
    notes: list[str] = []
    for one, other in pairwise(years):
        notes += mapping_notes(span.systems[one], span.systems[other])
    return Trend(
        tuple(quarters),
        tuple(series),
        _shares(span, to_date),
        coverage,
        _ranks(span, to_date),
        span.coefficients,
        tuple(dict.fromkeys(notes)),
    )


def _carriers(span: Span, quarters: Sequence[Quarter]) -> list[Item]:
    """The carriers of all versions in these years, named as in the newest that has them."""
    found: dict[str, Item] = {}
    for year in sorted({quarter.year for quarter in quarters}, reverse=True):
        for item in span.systems[year].carriers:
            found.setdefault(item.key, item)
    return list(found.values())


def _series(span: Span, quarters: Sequence[Quarter], key: str, name: str, unit: str, kind: RowKind) -> Series:
    totals = tuple(_total(span, quarter, key, kind, unit) for quarter in quarters)
    comparisons = tuple(_comparison(span, quarter, key, kind) for quarter in quarters)
    return Series(key or _TOGETHER[kind], name, unit, totals, comparisons)


def _total(span: Span, quarter: Quarter, key: str, kind: RowKind, unit: str) -> Total:
    """A carrier the year's form has not, or counts in another unit of measure, has no figure there."""
    system = span.systems[quarter.year]
    if key and not (system.has(key) and system.item(key).unit == unit):
        return Total(None, 0, 0)
    return total_of(span.column(quarter, key, kind), len(span.expected[quarter]), SCALES[kind])


def _comparison(span: Span, quarter: Quarter, key: str, kind: RowKind) -> Comparison:
    before = quarter.last_year
    if before not in span.figures:
        return Comparison(None, None, None, 0, len(span.expected[quarter]), _NO_YEAR)
    why_not = incomparable(key, span.systems[quarter.year], span.systems[before.year]) if key else ""
    return comparison_of(
        span.column(quarter, key, kind),
        span.column(before, key, kind),
        span.expected[quarter],
        SCALES[kind],
        why_not,
    )


def _shares(span: Span, quarters: Sequence[Quarter]) -> tuple[Share, ...]:
    system = span.systems[quarters[-1].year]
    coals = []
    for item in system.carriers:
        if span.is_converted(item):
            known = added(span.columns(quarters, item.key, RowKind.COAL), span.expected).known
            coals.append((item, to_decimal(sum(known.values()), SCALES[RowKind.COAL])))
    whole = sum((coal for _, coal in coals), Decimal(0))
    return tuple(Share(item.key, item.name, coal, coal / whole if whole else None) for item, coal in coals)


def _ranks(span: Span, quarters: Sequence[Quarter]) -> tuple[Rank, ...]:
    columns = span.columns(quarters, ALL, RowKind.COAL)
    coal = added(columns, span.expected)
    return tuple(_rank(span, quarters, unit, coal, columns) for unit in span.members(quarters))


def _rank(
    span: Span, quarters: Sequence[Quarter], unit: UnitInYear, coal: Column, columns: dict[Quarter, Column]
) -> Rank:
    owed = [quarter for quarter in quarters if unit.id in span.expected[quarter]]
    counted = sum(unit.id in columns[quarter].complete for quarter in owed)
    value = to_decimal(coal.known[unit.id], SCALES[RowKind.COAL]) if unit.id in coal.known else None
    total = Total(value, counted, len(owed), quarters[-1].counting)
    if not total.is_complete:
        return Rank(unit, total, None, None, f"数据不全（{total.coverage}）")
    people, area = unit.facts.energy_users, unit.facts.floor_area
    lacking = [name for name, fact in (("用能人数", people), ("建筑面积", area)) if not fact]
    reason = f"未填{'、'.join(lacking)}" if lacking else ""
    return Rank(
        unit,
        total,
        intensity(value, None if people is None else Decimal(people)),
        intensity(value, area),
        reason,
    )
