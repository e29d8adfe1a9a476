"""The analysis of a quarter in sentences: what was used, against last year, and what the change comes from.
No invention: only figures.

A total that lacks units says so; what cannot be compared is named with its reason; causes are units and
carriers known in both years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce

from ...base.numbers import round_half_up, spoken_number
from ...base.text import join_names
from ...energy.statistics import Item
from ..values.figures import CarrierTotals, Comparison, Gap, Indicator, TownQuarter, UnitQuarter
from ..values.reports import ReportStatus
from ..values.totals import Total
from .figures import incomparable, months_to_date
from .printing.cells import plain_name, subject_of
from .printing.town import gap_words

_LAST = 4
_UNITS = {"kgce": "千克标准煤", "kgCO₂": "千克二氧化碳", "㎡": "平方米", "m³": "立方米"}
"""Signs of units of measure in running text."""
MOST_CAUSES = 3
"""Causes named in a sentence; more are no reasons but a list."""
_WATER = "water"


@dataclass(frozen=True, slots=True)
class Cause:
    """What one unit's use of one carrier adds to the town's change; ``change`` is in kgce, for water in its
    own unit.

    Attributes:
        explanation: what the unit said to it (说明), empty if nothing.
    """

    unit: UnitQuarter
    item: Item
    now: Decimal
    before: Decimal
    change: Decimal
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the analysis: its heading, without a number, and its sentences."""

    title: str
    texts: tuple[str, ...]


Explanations = Mapping[tuple[int, str], str]
"""What units said to findings, by unit id and item key."""


def largest_causes(now: TownQuarter, before: TownQuarter) -> list[Cause]:
    """Return the units and carriers that contribute most to the change of 综合能耗, in its direction,
    largest first.
    """
    comparison = now.coal.comparison
    if not comparison.change or comparison.now is None or comparison.before is None:
        return []
    rising = comparison.now > comparison.before
    causes = [cause for cause in _coal_causes(now, before) if cause.change and (cause.change > 0) is rising]
    return sorted(causes, key=lambda cause: -abs(cause.change))[:MOST_CAUSES]


def largest_water_cause(now: TownQuarter, before: TownQuarter) -> Cause | None:
    """Return the unit whose water use changed most in the direction of the town's."""
    carrier = now.carrier(_WATER)
    comparison = carrier.quantity.comparison if carrier else None
    if (
        carrier is None
        or comparison is None
        or not comparison.change
        or comparison.now is None
        or comparison.before is None
    ):
        return None
    rising = comparison.now > comparison.before
    causes = [
        cause
        for cause in _quantity_causes(now, before, carrier.item)
        if cause.change and (cause.change > 0) is rising
    ]
    return max(causes, key=lambda cause: abs(cause.change), default=None)


def analysis_sections(now: TownQuarter, causes: Sequence[Cause], water: Cause | None) -> list[Section]:
    """Return the analysis in its order; a section without a sentence is left out."""
    sections = [
        Section("报送情况", (_reports(now),)),
        Section(f"{subject_of(now.system).removeprefix('能源资源')}总量", tuple(_totals(now))),
        Section("与上年同期比较", tuple(_comparisons(now))),
        Section("变动的主要来源", tuple(_causes(now, causes, water))),
        Section("主要指标", tuple(_indicators(now))),
    ]
    return [section for section in sections if section.texts]


def change_words(comparison: Comparison) -> str:
    """Say a comparison in words: 同比下降5.0%, or why there is none; that it is over fewer units is said once."""
    if comparison.change is None:
        return f"与上年同期不可比（{comparison.reason}）" if comparison.reason else "与上年同期不可比"
    percent = round_half_up(comparison.change * 100, 1)
    if not percent:
        return "与上年同期基本持平" if comparison.change else "与上年同期持平"
    return f"同比{'上升' if percent > 0 else '下降'}{abs(percent)}%"


def cause_words(cause: Cause) -> str:
    """Say a cause with its figures: 中心学校电用量由20396千瓦时减少到19373千瓦时，折标煤减少125.73千克."""
    way = "增加" if cause.now > cause.before else "减少"
    places = cause.item.spoken_decimals
    before, now = (spoken_number(one, places if one else 0) for one in (cause.before, cause.now))
    coal = "" if cause.item.key == _WATER else f"，折标煤{way}{spoken_number(abs(cause.change), 2)}千克"
    said = f"（单位说明：{cause.explanation.rstrip('。')}）" if cause.explanation else ""
    unit = cause.item.unit
    name = f"{cause.unit.unit.short_name}{plain_name(cause.item)}用量"
    return f"{name}由{before}{unit}{way}到{now}{unit}{coal}{said}"


def used_carriers(town: TownQuarter) -> list[CarrierTotals]:
    """Return the carriers (no 其中 rows) that were used this quarter or in last year's."""
    return [
        one
        for one in town.carriers
        if one.item.is_carrier and (one.quantity.total.value or one.quantity.last_year.value)
    ]


def _coal_causes(now: TownQuarter, before: TownQuarter) -> list[Cause]:
    earlier = {unit.unit.id: unit for unit in before.units}
    found = []
    for unit in now.units:
        other = earlier.get(unit.unit.id)
        for key in unit.coal.keys() & (other.coal.keys() if other else set()):
            assert other is not None
            if incomparable(key, now.system, before.system):
                continue
            quantities = (_quantity(unit, key), _quantity(other, key))
            if quantities[0] is not None and quantities[1] is not None:
                found.append(
                    Cause(
                        unit,
                        now.system.item(key),
                        quantities[0],
                        quantities[1],
                        unit.coal[key] - other.coal[key],
                    )
                )
    order = {item.key: position for position, item in enumerate(now.system.items)}
    return sorted(found, key=lambda cause: (order[cause.item.key], cause.unit.unit.id))


def _quantity_causes(now: TownQuarter, before: TownQuarter, item: Item) -> list[Cause]:
    if incomparable(item.key, now.system, before.system):
        return []
    earlier = {unit.unit.id: _quantity(unit, item.key) for unit in before.units}
    pairs = [(unit, _quantity(unit, item.key), earlier.get(unit.unit.id)) for unit in now.units]
    return [
        Cause(unit, item, this, last, this - last)
        for unit, this, last in pairs
        if this is not None and last is not None
    ]


def _quantity(unit: UnitQuarter, key: str) -> Decimal | None:
    entry = unit.report.entries.get(key) if unit.report else None
    return entry.quantity if entry else None


# --- sentences ----------------------------------------------------------------------------------------------


def _reports(town: TownQuarter) -> str:
    missing = [unit.unit.short_name for unit in town.units if unit.status is ReportStatus.MISSING]
    blank = [unit.unit.short_name for unit in town.units if unit.status is ReportStatus.INCOMPLETE]
    text = f"{town.quarter.title}应报{town.expected}个单位，已报{town.received}个单位"
    drafts = [unit.short_name for unit in town.drafts]
    if not missing and not blank and not drafts:
        return f"{text}，数据完整。"
    lacking = [f"未报：{join_names(missing)}"] if missing else []
    lacking += [f"尚未报来、数已列入：{join_names(drafts)}"] if drafts else []
    lacking += [f"报表有未填项：{join_names(blank)}"] if blank else []
    return f"{text}；{'；'.join(lacking)}。以下合计为已有数据之和，同比按两期数据齐全的单位计算。"


def _totals(town: TownQuarter) -> list[str]:
    used = [one for one in used_carriers(town) if one.quantity.total.value]
    if not used:
        return []
    clauses = [
        f"{plain_name(one.item)}{_amount(one.quantity.total, one.item.spoken_decimals, one.item.unit)}"
        for one in used
    ]
    use = town.system.use
    texts = [f"{town.quarter.this}{use}{'，'.join(clauses)}；费用{_amount(town.cost.total, 2, '元')}。"]
    if town.coal.total.value is not None:
        texts.append(
            f"综合能耗{_tonnes(town.coal.total)}（按{town.coefficients}，不含水）{_largest_part(town)}。"
        )
    if town.quarter.number > 1 and town.coal.year_to_date.value is not None:
        texts.append(
            f"自年初累计（{months_to_date(town.quarter)}）综合能耗{_tonnes(town.coal.year_to_date)}，"
            f"费用{_amount(town.cost.year_to_date, 2, '元')}{_gaps_to_date(town)}。"
        )
    return texts


def _gaps_to_date(town: TownQuarter) -> str:
    """Say of which earlier quarters the year's total lacks something; of this quarter it was said before."""
    return f"（{'，'.join(map(gap_words, town.gaps_before))}，为已有数据之和）" if town.gaps_before else ""


def _largest_part(town: TownQuarter) -> str:
    parts = [
        (plain_name(one.item), one.coal.total.value)
        for one in town.carriers
        if one.item.is_carrier and one.coal and one.coal.total.value
    ]
    whole = town.coal.total.value
    if not parts or not whole:
        return ""
    named = sorted(parts, key=lambda part: -part[1])[:MOST_CAUSES]
    return "，其中" + "、".join(f"{name}占{round_half_up(value / whole * 100, 1)}%" for name, value in named)


def _comparisons(town: TownQuarter) -> list[str]:
    if town.coal.last_year.value is None and not any(one.quantity.last_year.value for one in town.carriers):
        return ["没有上年同期的数据，不作比较。"]
    texts = [f"综合能耗{change_words(town.coal.comparison)}；费用{change_words(town.cost.comparison)}。"]
    if used := used_carriers(town):
        changes = [f"{plain_name(one.item)}{_change_of(one.quantity.comparison)}" for one in used]
        texts.append(f"分品种看，{'；'.join(changes)}。")
    if town.quarter.number > 1:
        coal, cost = town.coal.comparison_to_date, town.cost.comparison_to_date
        texts.append(f"自年初累计，综合能耗{change_words(coal)}，费用{change_words(cost)}。")
    return texts


def _change_of(comparison: Comparison) -> str:
    """A carrier's change; of one that is no longer used no percentage is said."""
    ended = comparison.now == 0 and comparison.before
    return "不再使用" if comparison.change is not None and ended else change_words(comparison)


def _causes(town: TownQuarter, causes: Sequence[Cause], water: Cause | None) -> list[str]:
    texts = []
    comparison = town.coal.comparison
    if causes and comparison.now is not None and comparison.before is not None:
        difference = comparison.now - comparison.before
        direction = "增加" if difference > 0 else "减少"
        texts.append(
            f"两期均有数据的单位综合能耗{direction}{spoken_number(abs(difference), 2)}千克标准煤，{direction}最多的是："
            + "；".join(map(cause_words, causes))
            + "。"
        )
    if water is not None:
        texts.append(f"用水变动最大的一处：{cause_words(water)}。")
    return texts


def _indicators(town: TownQuarter) -> list[str]:
    """The ratios; their months are said once, what is deducted with the name."""
    known = [
        f"{_called(one)}{spoken_number(one.value, spoken_places(one))}{_unit_words(one)}{_named_set(one)}"
        for one in town.indicators
        if one.value is not None and one.unit != "kgce"  # that one is said with the totals
    ]
    unknown = [one for one in town.indicators if one.value is None and one.reason and "/" in one.unit]
    part = "" if town.quarter.number == _LAST else "不足一年的数不与年度定额比较。"
    texts = [f"{months_to_date(town.quarter)}，{'；'.join(known)}。{part}"] if known else []
    return texts + ([_not_known(town, unknown)] if unknown and not known else [])


def spoken_places(indicator: Indicator) -> int:
    """With how many decimals a text says a ratio; litres a car are whole ones."""
    return 0 if indicator.unit == "升/辆" else 2


def _not_known(town: TownQuarter, unknown: Sequence[Indicator]) -> str:
    """Which ratios are not given, and why: the units whose reports lack, else the reasons themselves."""
    names = join_names(list(dict.fromkeys(_called(one).partition("（")[0] for one in unknown)))
    reasons = list(dict.fromkeys(one.reason for one in unknown))
    if not all("数据不全" in one for one in reasons):
        return f"{names}没有计算：{'；'.join(reasons)}。"
    missing = tuple(one.unit.short_name for one in town.units if one.status is ReportStatus.MISSING)
    blank = tuple(one.unit.short_name for one in town.units if one.status is ReportStatus.INCOMPLETE)
    gaps = [*town.gaps_before, *([Gap(town.quarter, missing, blank)] if missing or blank else [])]
    return f"{'，'.join(map(gap_words, gaps))}，{names}待补齐后再算。"


def _unit_words(indicator: Indicator) -> str:
    """The unit of measure in words; of what is per head the name says it already."""
    unit = indicator.unit.removesuffix("/人") if indicator.name.startswith("人均") else indicator.unit
    return reduce(lambda text, sign: text.replace(sign, _UNITS[sign]), _UNITS, unit)


def _called(indicator: Indicator) -> str:
    deducted = "（不含公务用车用油）" if "−公务用车用油" in indicator.formula else ""
    return indicator.name.partition("（")[0] + deducted


def _named_set(indicator: Indicator) -> str:
    """Name the set of factors behind CO₂; that of standard coal is said with the totals."""
    return (
        f"（{indicator.source.partition('；')[0]}）" if "CO₂" in indicator.unit and indicator.source else ""
    )


def _amount(total: Total, places: int, unit: str) -> str:
    return f"{spoken_number(total.value, places)}{unit}" if total.value is not None else "无数据"


def _tonnes(total: Total) -> str:
    """Standard coal in tonnes, as running text has it."""
    return "无数据" if total.value is None else f"{spoken_number(total.value / 1000, 2)}吨标准煤"
