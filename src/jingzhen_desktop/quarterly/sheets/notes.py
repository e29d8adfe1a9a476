"""The lines under the town's table:
which factors, whose reports are missing, what is compared with what, what is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...base.numbers import show_number
from ...base.text import join_names
from ..values.figures import CarrierTotals, Measure, TownQuarter
from ..values.reports import ReportStatus
from .details import TableSource


def table_notes(source: TableSource, listed: Sequence[CarrierTotals]) -> list[str]:
    """Return the notes, each a whole line."""
    lines = [_factors(source, listed), *_coverage(source.town), *_left_out(source.town, listed)]
    lines += _comparisons(
        "同比", [(name, measure.comparison.reason) for name, measure in _measures(source.town, listed)]
    )
    lines += _comparisons(
        "累计同比",
        [(name, measure.comparison_to_date.reason) for name, measure in _measures(source.town, listed)],
    )
    return [f"注{number}：{line}。" for number, line in enumerate(lines, 1)]


def _factors(source: TableSource, listed: Sequence[CarrierTotals]) -> str:
    conversion = source.conversion
    parts = []
    for carrier in listed:
        if (factor := conversion.factor(carrier.item)) is not None:
            density = conversion.densities.get(carrier.item.key) if carrier.item.unit == "升" else None
            by = f"（密度{show_number(density)}千克/升）" if density is not None else ""
            parts.append(f"{carrier.item.name}{show_number(factor)} kgce/{carrier.item.unit}{by}")
    return f"折标准煤系数采用{conversion.name}：{join_names(parts)}；各单位、各季度、各品种折算后四舍五入到0.01 kgce再合计，水不折算"


def _coverage(town: TownQuarter) -> list[str]:
    """Name who is missing and who left blanks."""
    lines = []
    if town.coverage:
        lines.append(f"本季应报{town.expected}个单位，数据齐全{town.coverage}，合计为已报数据之和")
    for status, text in ((ReportStatus.MISSING, "未报"), (ReportStatus.INCOMPLETE, "报表有空白")):
        names = [unit.unit.name for unit in town.units if unit.status is status]
        if names:
            lines.append(f"{text}：{join_names(names)}")
    return lines


def _left_out(town: TownQuarter, listed: Sequence[CarrierTotals]) -> list[str]:
    shown = {carrier.item.key for carrier in listed}
    names = [
        carrier.item.name
        for carrier in town.carriers
        if carrier.item.is_carrier and carrier.item.key not in shown
    ]
    return [f"未列品种（{join_names(names)}）本期、上年同期和累计均为0或未填"] if names else []


def _measures(town: TownQuarter, listed: Sequence[CarrierTotals]) -> list[tuple[str, Measure]]:
    found = []
    for carrier in listed:
        found.append((f"{carrier.item.name}数量", carrier.quantity))
        found.append((f"{carrier.item.name}费用", carrier.cost))
    return [*found, ("费用合计", town.cost), ("综合能耗", town.coal)]


def _comparisons(title: str, reasons: Sequence[tuple[str, str]]) -> list[str]:
    """Say once per reason which comparisons it concerns."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in reasons:
        if reason:
            by_reason.setdefault(reason, []).append(name)
    return [
        f"{title}：{'各项' if len(names) == len(reasons) else join_names(names)}{reason}"
        for reason, names in by_reason.items()
    ]
