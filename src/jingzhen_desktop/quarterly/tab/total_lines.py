"""The lines of 汇总: carriers by measure, the units behind a line. Values only, no widgets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from ...energy.statistics import Item
from ..values.figures import CarrierTotals, Measure, TownQuarter, UnitQuarter
from ..values.reports import Entry, ReportStatus

COAL = "kgce"
ALL = "合计"
_UNITS = "个单位"


@dataclass(frozen=True, slots=True)
class TotalLine:
    """One measure of a carrier, or of all together (``item`` None)."""

    id: str
    title: str
    what: str
    unit: str
    places: int | None
    measure: Measure
    item: Item | None = None

    @property
    def full_title(self) -> str:
        return f"{self.what}（{self.unit}）"

    @property
    def coverage(self) -> str:
        """Which totals of the line lack units: 3/4个单位, or 本期3/4、累计2/4个单位 where they differ."""
        named = (
            ("本期", self.measure.total),
            ("累计", self.measure.year_to_date),
            ("上年同期", self.measure.last_year),
        )
        lacking = {
            name: total.coverage for name, total in named if total.coverage and total.value is not None
        }
        if not lacking:
            return ""
        if len(set(lacking.values())) == 1 and "本期" in lacking:
            return lacking["本期"]
        return "、".join(f"{name}{text.removesuffix(_UNITS)}" for name, text in lacking.items()) + _UNITS

    @property
    def reasons(self) -> str:
        """Why comparisons are missing or partial."""
        compared = (("同比", self.measure.comparison), ("累计同比", self.measure.comparison_to_date))
        return "；".join(f"{name}：{one.reason}" for name, one in compared if one.reason)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What one unit contributes to a carrier, or to all together."""

    id: int
    unit: str
    status: ReportStatus
    quantity: Decimal | None
    cost: Decimal | None
    coal: Decimal | None

    @property
    def title(self) -> str:
        """The unit, and its state where its figures are not complete."""
        return (
            self.unit
            if self.status is ReportStatus.COMPLETE or not self.id
            else f"{self.unit}（{self.status.value}）"
        )


def total_lines(town: TownQuarter, everything: bool) -> list[TotalLine]:
    """Return the lines of the form's rows;
    without ``everything`` those of carriers nobody uses are left out.
    """
    shown = (carrier for carrier in town.carriers if everything or carrier.is_used)
    return list(chain.from_iterable(map(_carrier_lines, shown)))


def sum_lines(town: TownQuarter) -> list[TotalLine]:
    """Return the lines of all carriers together: cost and standard coal."""
    return [
        TotalLine("cost", ALL, "费用", "元", 2, town.cost),
        TotalLine("coal", ALL, "综合能耗", COAL, 2, town.coal),
    ]


def share_lines(town: TownQuarter, item: Item | None) -> list[ShareLine]:
    """Return what each unit contributes to a row of the form, or to all carriers together."""
    return [_share(unit, item) for unit in town.units]


def share_total(town: TownQuarter, item: Item | None) -> ShareLine:
    """Return the line of sums: the same totals that the carrier's own lines show."""
    carrier = town.carrier(item.key) if item else None
    counted = carrier.quantity.total if carrier else town.coal.total
    status = ReportStatus.COMPLETE if counted.is_complete else ReportStatus.INCOMPLETE
    name = f"{ALL}（{counted.coverage}）" if counted.coverage else ALL
    if carrier is None:
        return ShareLine(0, name, status, None, town.cost.total.value, town.coal.total.value)
    coal = carrier.coal.total.value if carrier.coal else None
    return ShareLine(0, name, status, carrier.quantity.total.value, carrier.cost.total.value, coal)


def _carrier_lines(carrier: CarrierTotals) -> Iterator[TotalLine]:
    item = carrier.item
    title = item.name if item.is_carrier else f"　其中 {item.name.partition('：')[2] or item.name}"
    yield TotalLine(f"{item.key}.quantity", title, "数量", item.unit, None, carrier.quantity, item)
    yield TotalLine(f"{item.key}.cost", title, "费用", "元", 2, carrier.cost, item)
    if carrier.coal is not None:
        yield TotalLine(f"{item.key}.coal", title, "折标煤", COAL, 2, carrier.coal, item)


def _share(unit: UnitQuarter, item: Item | None) -> ShareLine:
    name = unit.unit.short_name
    if item is None:
        return ShareLine(unit.unit.id, name, unit.status, None, unit.cost_total, unit.coal_total)
    entry = unit.report.entries.get(item.key, Entry()) if unit.report else Entry()
    return ShareLine(unit.unit.id, name, unit.status, entry.quantity, entry.cost, unit.coal.get(item.key))
