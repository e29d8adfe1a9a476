"""The pictures of the quarterly statistics: which figures go into which chart.
How a chart is drawn is ``paper``'s matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from ...energy.periods import QUARTER_MONTHS, Quarter, quarters_of
from ...paper.charts.values import PAST, Chart, ChartKind
from ...paper.charts.values import Series as Line
from ..rules.figures import months_to_date
from ..rules.printing.cells import plain_name
from ..values.figures import TownQuarter
from ..values.totals import Total
from ..values.views import Rank, Series, Trend

MOST_RANKED = 15
"""Units shown in a ranking; the others are in the table beside it."""
_NAMED = 4
"""Periods that a note under a picture names; of the others their number."""
_COAL = "kgce"


class Ranking(StrEnum):
    """By what units are ranked."""

    PER_HEAD = "人均综合能耗"
    PER_AREA = "单位建筑面积综合能耗"
    COAL = "综合能耗"

    @property
    def unit(self) -> str:
        return {Ranking.PER_HEAD: "kgce/人", Ranking.PER_AREA: "kgce/㎡", Ranking.COAL: _COAL}[self]

    def of(self, rank: Rank) -> Decimal | None:
        """Return a unit's figure."""
        if self is Ranking.COAL:
            return rank.coal.value if rank.coal.is_complete else None
        return rank.per_head if self is Ranking.PER_HEAD else rank.per_area


def years_chart(trend: Trend, series: Series, town: str) -> Chart:
    """Return one carrier by quarter, the years side by side."""
    years = sorted({quarter.year for quarter in trend.quarters})
    at = dict(zip(trend.quarters, series.totals, strict=True))
    # where the cycle has changed, the newest says what a period is called
    named = {quarter.number: quarter.name for quarter in sorted(trend.quarters)}
    if all(quarter.span == QUARTER_MONTHS for quarter in trend.quarters):
        named = {quarter.number: quarter.name for quarter in quarters_of(years[-1])}
    lines = []
    for year in years:
        line = _line(f"{year}年", [at.get(Quarter(year, number)) for number in sorted(named)])
        lines.append(replace(line, place=_colour_of(years[-1] - year)))
    return Chart(
        ChartKind.GROUPED,
        f"{town}{_each(trend)}{series.name}{_what(series)}",
        series.unit,
        tuple(named[number] for number in sorted(named)),
        tuple(lines),
        _coverage_notes(trend, series),
    )


def line_chart(trend: Trend, series: Series, town: str) -> Chart:
    """Return one carrier through all quarters as a line."""
    return Chart(
        ChartKind.LINE,
        f"{town}{series.name}{_what(series)}逐季变化",
        series.unit,
        tuple(f"{quarter.year}年{quarter.name}" for quarter in trend.quarters),
        (_line("", series.totals),),
        _coverage_notes(trend, series),
    )


def share_chart(trend: Trend, town: str) -> Chart:
    """Return what each carrier is of the standard coal of the last year to date."""
    last = trend.quarters[-1]
    used = sorted((share for share in trend.shares if share.coal), key=lambda share: -share.coal)
    notes = [f"{trend.share_coverage}数据完整，其余单位只计已有的数据。"] if trend.share_coverage else []
    return Chart(
        ChartKind.SHARE,
        f"{town}{last.year}年{months_to_date(last)}综合能耗构成",
        _COAL,
        tuple(share.name.replace("消费量", "") for share in used),
        (Line("", tuple(share.coal for share in used)),),
        (*notes, f"折标煤按{trend.coefficients}，水不折标煤。"),
        2,
    )


def rank_chart(trend: Trend, ranking: Ranking, town: str) -> Chart:
    """Return the units from the highest to the lowest; those without a figure are named under it."""
    last = trend.quarters[-1]
    known = sorted(
        ((rank, value) for rank in trend.ranks if (value := ranking.of(rank)) is not None),
        key=lambda pair: -pair[1],
    )
    shown, lacking = known[:MOST_RANKED], [rank for rank in trend.ranks if ranking.of(rank) is None]
    notes = [f"只列前{MOST_RANKED}名，共{len(known)}个单位。"] if len(known) > len(shown) else []
    if lacking:
        named = "、".join(rank.unit.short_name for rank in lacking[:5])
        notes.append(f"数据不全、未列：{named}{f'等{len(lacking)}个单位' if len(lacking) > 5 else ''}。")
    return Chart(
        ChartKind.BAR,
        f"{town}{last.year}年{months_to_date(last)}各单位{ranking}",
        ranking.unit,
        tuple(rank.unit.short_name for rank, _ in shown),
        (Line("", tuple(value for _, value in shown)),),
        tuple(notes),
        2,
    )


def change_chart(trend: Trend, series: Sequence[Series], town: str) -> Chart:
    """Return 同比 of the last quarter by carrier, in percent; what cannot be compared is named under it."""
    last = trend.quarters[-1]
    known = [(one, one.comparisons[-1]) for one in series]
    shown = [(one, comparison) for one, comparison in known if comparison.change is not None]
    reasons: dict[str, list[str]] = {}
    for one, comparison in known:
        if comparison.reason:
            reasons.setdefault(comparison.reason, []).append(one.name)
    return Chart(
        ChartKind.BAR,
        f"{town}{last.title}各品种同比",
        "%",
        tuple(one.name.replace("消费量", "") for one, _ in shown),
        (
            Line(
                "", tuple(comparison.change * 100 for _, comparison in shown if comparison.change is not None)
            ),
        ),
        tuple(
            f"{'各项' if len(names) == len(known) else '、'.join(names)}：{reason}。"
            for reason, names in list(reasons.items())[:3]
        ),
        1,
    )


def carriers_chart(town: TownQuarter, name: str) -> Chart:
    """Return the standard coal of each carrier beside last year's,
    of the units with figures in both years only.
    """
    compared = [(one, one.coal.comparison) for one in town.carriers if one.coal is not None]
    used = [(one, both) for one, both in compared if both.now or both.before]
    reasons: dict[str, list[str]] = {}
    for one, both in compared:
        if both.reason and one.coal is not None and (one.coal.total.value or one.coal.last_year.value):
            reasons.setdefault(both.reason, []).append(plain_name(one.item))
    return Chart(
        ChartKind.GROUPED,
        f"{name}{town.quarter.title}各品种折标煤与上年同期",
        _COAL,
        tuple(plain_name(one.item) for one, _ in used),
        (
            Line(f"{town.quarter.year - 1}年", tuple(both.before for _, both in used), place=PAST),
            Line(f"{town.quarter.year}年", tuple(both.now for _, both in used), place=0),
        ),
        tuple(
            f"{'各品种' if len(reasons) == 1 else '、'.join(names)}：{reason}。"
            for reason, names in reasons.items()
        ),
        2,
    )


def _each(trend: Trend) -> str:
    return "各季度" if trend.quarters[-1].span == QUARTER_MONTHS else "各期"


def _colour_of(age: int) -> int:
    """The place in the order of colours of a year: this one first, the last grey, those before it after."""
    return PAST if age == 1 else max(0, age - 1)


def _line(name: str, totals: Sequence[Total | None]) -> Line:
    """Make a line of totals; those that lack units have a star."""
    values = tuple(total.value if total else None for total in totals)
    return Line(name, values, tuple("*" if total and total.coverage else "" for total in totals))


def _what(series: Series) -> str:
    return "" if series.unit in {"元", _COAL} or series.name.endswith("量") else "用量"


def _coverage_notes(trend: Trend, series: Series) -> tuple[str, ...]:
    lacking = [
        f"{quarter.title}{total.coverage}"
        for quarter, total in zip(trend.quarters, series.totals, strict=True)
        if total.coverage and total.value is not None
    ]
    if not lacking:
        return ()
    more = f"等{len(lacking)}{trend.quarters[-1].counting}" if len(lacking) > _NAMED else ""
    return (f"带*的数据不全：{'、'.join(lacking[:_NAMED])}{more}。",)
