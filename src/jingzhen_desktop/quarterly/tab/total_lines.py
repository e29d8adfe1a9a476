"""The lines of 汇总: one for each carrier with its three measures, and what the units contribute to a figure.
Values only, no widgets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from ...energy.statistics import Item
from ..values.figures import CarrierTotals, Measure, TownQuarter, UnitQuarter
from ..values.reports import Entry, ReportStatus
from ..values.totals import Total

COAL = "kgce"
ALL = "合计"
_UNITS = "个单位"


class What(Enum):
    """Which of its figures a carrier shows; the values are their words."""

    QUANTITY = "数量"
    COST = "费用"
    COAL = "折标煤"


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A carrier, or all together (``item`` None), with its measures as far as it has them."""

    id: str
    title: str
    unit: str
    quantity: Measure | None
    cost: Measure
    coal: Measure | None
    item: Item | None = None

    def measure(self, what: What) -> Measure | None:
        """Return one of its measures."""
        return {What.QUANTITY: self.quantity, What.COST: self.cost, What.COAL: self.coal}[what]

    def words(self, what: What) -> str:
        """Say which figure it is, with its unit of measure: 费用（元）; of all energy together 综合能耗."""
        name = "综合能耗" if self.item is None and what is What.COAL else what.value
        return f"{name}（{ {What.QUANTITY: self.unit, What.COST: '元', What.COAL: COAL}[what] }）"

    def places(self, what: What) -> int | None:
        """Decimals of a figure: money and standard coal have two, a quantity as many as it has."""
        return None if what is What.QUANTITY else 2

    @property
    def coverage(self) -> str:
        """Which totals of the line lack units, by the first of its measures of which any does."""
        measures = (one for one in (self.quantity, self.cost, self.coal) if one is not None)
        return next(filter(None, map(lacking, measures)), "")


@dataclass(frozen=True, slots=True)
class Against:
    """A figure of the quarter and of the year to date: this year's, last year's, or how they compare
    (``is_change``).
    """

    id: str
    now: Decimal | None
    to_date: Decimal | None
    is_change: bool = False


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What one unit contributes to a figure (``id`` 0: all of them), and which part of it that is."""

    id: int
    title: str
    status: ReportStatus
    value: Decimal | None
    ratio: Decimal | None

    @property
    def is_whole(self) -> bool:
        """Whether nothing lacks: then there is nothing to be said by colour."""
        return self.status is ReportStatus.COMPLETE


def lacking(measure: Measure) -> str:
    """Say which totals lack units: 3/4个单位, or 本期3/4、累计2/4个单位 where they differ."""
    named = (("本期", measure.total), ("累计", measure.year_to_date), ("上年同期", measure.last_year))
    found = {name: total.coverage for name, total in named if total.coverage and total.value is not None}
    if not found:
        return ""
    if len(set(found.values())) == 1 and "本期" in found:
        return found["本期"]
    return "、".join(f"{name}{text.removesuffix(_UNITS)}" for name, text in found.items()) + _UNITS


def reasons(measure: Measure) -> str:
    """Say why comparisons are missing or partial."""
    compared = (("同比", measure.comparison), ("累计同比", measure.comparison_to_date))
    return "；".join(f"{name}：{one.reason}" for name, one in compared if one.reason)


def total_lines(town: TownQuarter, everything: bool) -> list[TotalLine]:
    """Return the rows of the form; without ``everything`` those of carriers nobody uses are left out."""
    shown = (carrier for carrier in town.carriers if everything or carrier.is_used)
    return [_carrier_line(carrier) for carrier in shown]


def sum_line(town: TownQuarter) -> TotalLine:
    """Return all carriers together: cost and standard coal."""
    return TotalLine("all", ALL, "", None, town.cost, town.coal)


def against_lines(measure: Measure) -> list[Against]:
    """Return a measure of the quarter and of the year to date beside last year's."""
    return [
        Against("本年", measure.total.value, measure.year_to_date.value),
        Against("上年同期", measure.last_year.value, measure.last_year_to_date.value),
        Against("同比", measure.comparison.change, measure.comparison_to_date.change, is_change=True),
    ]


def share_lines(
    towns: Sequence[TownQuarter], line: TotalLine, what: What, total: Total
) -> tuple[list[ShareLine], ShareLine]:
    """Return what each unit contributes to a figure, and the line of all of them.

    Args:
        towns: the quarters that are added up, the one in front last.
        total: the figure itself.
    """
    by_unit: dict[int, list[UnitQuarter]] = {}
    for town in towns:
        for unit in town.units:
            by_unit.setdefault(unit.unit.id, []).append(unit)
    shares = []
    for key, owed in by_unit.items():
        figures = [_figure(unit, line.item, what) for unit in owed]
        known = [value for value in figures if value is not None]
        value = sum(known, Decimal(0)) if known else None
        title = _title(owed, len(towns))
        shares.append(ShareLine(key, title, _status(owed), value, _ratio(value, total)))
    title = f"{ALL}（{total.coverage}）" if total.coverage else ALL
    status = ReportStatus.COMPLETE if total.is_complete else ReportStatus.INCOMPLETE
    return shares, ShareLine(0, title, status, total.value, _ratio(total.value, total))


def _title(owed: Sequence[UnitQuarter], periods: int) -> str:
    """The unit, with the state of its report where it is not complete, or of how many periods it is."""
    newest = owed[-1]
    name = newest.unit.short_name
    complete = sum(unit.status is ReportStatus.COMPLETE for unit in owed)
    if complete == len(owed):
        return name
    return f"{name}（{newest.status.value}）" if periods == 1 else f"{name}（{complete}/{len(owed)}期）"


def _status(owed: Sequence[UnitQuarter]) -> ReportStatus:
    states = {unit.status for unit in owed}
    return states.pop() if len(states) == 1 else ReportStatus.INCOMPLETE


def _ratio(value: Decimal | None, total: Total) -> Decimal | None:
    return value / total.value if value is not None and total.value else None


def _figure(unit: UnitQuarter, item: Item | None, what: What) -> Decimal | None:
    if item is None:
        return unit.cost_total if what is What.COST else unit.coal_total
    if what is What.COAL:
        return unit.coal.get(item.key)
    entry = unit.report.entries.get(item.key, Entry()) if unit.report else Entry()
    return entry.quantity if what is What.QUANTITY else entry.cost


def _carrier_line(carrier: CarrierTotals) -> TotalLine:
    item = carrier.item
    title = item.name if item.is_carrier else f"　其中 {item.name.partition('：')[2] or item.name}"
    return TotalLine(item.key, title, item.unit, carrier.quantity, carrier.cost, carrier.coal, item)
