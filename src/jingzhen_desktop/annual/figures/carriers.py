"""Figures of 季度统计 that add up what was used: by carrier and in all, as 季度统计 totals and compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from ...base.numbers import decimals, round_half_up, show_number, show_percent
from ...base.place import Place
from ...energy.coefficients import standard_coal
from ...energy.periods import Quarter
from ...energy.statistics import Item
from ...organisation.values.places import unit_place
from ...quarterly.rules.analysis import spoken_places
from ...quarterly.rules.printing.cells import plain_name
from ...quarterly.values.figures import CarrierTotals, Indicator, Measure
from ...quarterly.values.reports import Report, report_place
from ...quarterly.values.totals import Total
from ..rules.carriers import (
    ALL_COST,
    ALL_ENERGY,
    HARDLY,
    WHOLE,
    carrier_names,
    change_words,
    common_coverage,
    spoken_name,
    used_carriers,
)
from ..rules.narrative import narrative_of_year
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.sources import SourceRecord
from .known import Known, Records, Shown, Source, amount, listed, number, spoken
from .organisation import area_words, people_words
from .statistics import REPORTS, reports_of_last_quarter

_COEFFICIENTS = "quarterly.coefficients"
_COAL = Source(
    REPORTS.label,
    REPORTS.place,
    REPORTS.tables,
    (*REPORTS.settings, _COEFFICIENTS, "quarterly.density."),
)
PARTIAL = "*"
"""Marks a figure that lacks units."""
_SETTING = Source(REPORTS.label, REPORTS.place, frozenset({"setting"}), (_COEFFICIENTS,))

# ---- what a figure is counted from

Given = Callable[[StatisticsFacts, str, Report], str]
"""What one report gives to a total of a subject, with its unit of measure; empty for nothing."""


def _added_up(given: Given, *, this_year: bool = True, last_year: bool = False) -> Records:
    """Quarter by quarter and unit by unit what a total adds up."""

    def records(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
        if facts.statistics is None:
            return
        last = facts.statistics.town.quarter
        before = last.last_year.to_date() if last_year else ()
        for quarter in (*before, *(last.to_date() if this_year else ())):
            yield from _of_quarter(facts.statistics, quarter, subject, given)

    return records


def _of_quarter(
    statistics: StatisticsFacts, quarter: Quarter, subject: str, given: Given
) -> Iterator[SourceRecord]:
    reports = statistics.reports.get(quarter, {})
    for unit_id, name in statistics.names.items():
        report = reports.get(unit_id)
        if report is not None and (value := given(statistics, subject, report)):
            yield SourceRecord(f"{name}{quarter.title}", value, report_place(quarter, unit_id))


def _items(statistics: StatisticsFacts, subject: str) -> Iterable[Item]:
    """The carriers a subject adds up: itself, or all."""
    items = (carrier.item for carrier in statistics.town.carriers)
    return (item for item in items if item.is_carrier and (subject in WHOLE or item.key == subject))


def _quantity(statistics: StatisticsFacts, subject: str, report: Report) -> str:
    for item in _items(statistics, subject):
        entry = report.entries.get(item.key)
        if entry is not None and entry.quantity is not None:
            return f"{show_number(entry.quantity)}{item.unit}"
    return ""


def _cost(statistics: StatisticsFacts, subject: str, report: Report) -> str:
    entries = (report.entries.get(item.key) for item in _items(statistics, subject))
    costs = [entry.cost for entry in entries if entry is not None and entry.cost is not None]
    return f"{show_number(sum(costs, Decimal(0)), 2)}元" if costs else ""


def _coal(statistics: StatisticsFacts, subject: str, report: Report) -> str:
    coals = []
    for item in _items(statistics, subject):
        entry, factor = report.entries.get(item.key), statistics.factors.get(item.key)
        if entry is not None and entry.quantity is not None and factor is not None:
            coals.append(standard_coal(entry.quantity, factor))
    return f"{show_number(sum(coals, Decimal(0)), 2)}千克标准煤" if coals else ""


def _what_is_compared(statistics: StatisticsFacts, subject: str, report: Report) -> str:
    """Of a carrier its quantity, of all energy its standard coal, of all cost its yuan."""
    given = {ALL_ENERGY: _coal, ALL_COST: _cost}.get(subject, _quantity)
    return given(statistics, subject, report)


_QUANTITIES, _COSTS, _COALS = _added_up(_quantity), _added_up(_cost), _added_up(_coal)
_LAST_YEARS = _added_up(_quantity, this_year=False, last_year=True)
_COVERED = _added_up(_what_is_compared)
_COMPARED = _added_up(_what_is_compared, last_year=True)


def _for(subject: str, records: Records) -> Records:
    """The records of a family for one subject."""
    return lambda facts, _subject: records(facts, subject)


def _behind_indicator(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
    """The totals an indicator divides, unit by unit: heads or area, and what was used."""
    found = _indicator(facts, subject)
    if found is None or facts.statistics is None:
        return
    base = people_words if "人均" in found.name else area_words
    for line in facts.statistics.town.units:
        yield SourceRecord(line.unit.name, base(line.unit), unit_place(line.unit.year, line.unit.id))
    if "水" in found.name:
        yield from _QUANTITIES(facts, "water")
    elif "电" in found.name:
        yield from _QUANTITIES(facts, "electricity")
    else:
        yield from _COALS(facts, ALL_ENERGY)


def _coefficient_setting(facts: SummaryFacts, subject: str) -> Iterator[SourceRecord]:
    place = Place("settings", _COEFFICIENTS)
    yield SourceRecord("设置：折标准煤系数", _coefficients(facts, subject), place)


# ---- what stands in the text


def _carriers(facts: SummaryFacts) -> list[str]:
    """The carriers of which anything was used."""
    return [one.item.key for one in used_carriers(facts.statistics.town)] if facts.statistics else []


def _and_the_whole(facts: SummaryFacts) -> list[str]:
    return [*_carriers(facts), *WHOLE] if facts.statistics else []


def _and_all_energy(facts: SummaryFacts) -> list[str]:
    """The rows of the table that are compared; there is no last row without others above it."""
    carriers = _carriers(facts)
    return [*carriers, ALL_ENERGY] if carriers else []


def _town(facts: SummaryFacts) -> StatisticsFacts:
    assert facts.statistics is not None  # the subjects of a family are asked for first
    return facts.statistics


def _carrier(facts: SummaryFacts, subject: str) -> CarrierTotals:
    found = _town(facts).town.carrier(subject)
    assert found is not None
    return found


def _measure(facts: SummaryFacts, subject: str) -> Measure:
    """What is compared of a subject: a carrier's quantity, all energy, all cost."""
    town = _town(facts).town
    return {ALL_ENERGY: town.coal, ALL_COST: town.cost}.get(subject) or _carrier(facts, subject).quantity


MeasureOf = Callable[[SummaryFacts, str], Measure | None]


def _quantity_of(facts: SummaryFacts, subject: str) -> Measure:
    return _carrier(facts, subject).quantity


def _cost_of(facts: SummaryFacts, subject: str) -> Measure:
    return _carrier(facts, subject).cost


def _coal_of(facts: SummaryFacts, subject: str) -> Measure | None:
    return _carrier(facts, subject).coal


def _all_cost(facts: SummaryFacts, _subject: str) -> Measure | None:
    return facts.statistics.town.cost if facts.statistics else None


def _all_energy(facts: SummaryFacts, _subject: str) -> Measure | None:
    return facts.statistics.town.coal if facts.statistics else None


def _in_text(measure: MeasureOf) -> Shown:
    """A total, year to date, for running text."""

    def shown(facts: SummaryFacts, subject: str) -> str:
        found = measure(facts, subject)
        return amount(found.year_to_date.value) if found else ""

    return shown


def _spoken_carrier(facts: SummaryFacts, subject: str) -> str:
    carrier = _carrier(facts, subject)
    return spoken(carrier.quantity.year_to_date.value, carrier.item.spoken_decimals)


def _tonnes(facts: SummaryFacts, _subject: str) -> str:
    """All energy in tonnes of standard coal."""
    value = facts.statistics.town.coal.year_to_date.value if facts.statistics else None
    return "" if value is None else spoken(value / 1000, 2)


def _spoken_cost(facts: SummaryFacts, _subject: str) -> str:
    return spoken(facts.statistics.town.cost.year_to_date.value, 2) if facts.statistics else ""


def _ended(facts: SummaryFacts, _subject: str) -> str:
    """Carriers that were used the year before and are not used any more."""
    carriers = used_carriers(facts.statistics.town) if facts.statistics else []
    gone = [one for one in carriers if one.quantity.year_to_date.value == 0]
    return listed(plain_name(one.item) for one in gone)


def _spoken_indicator(one: Indicator) -> str:
    return "" if one.value is None else spoken(one.value, spoken_places(one))


def _in_table(measure: MeasureOf, places: int | None) -> Shown:
    """A total, year to date, for a cell of the table: grouped, with its coverage."""

    def shown(facts: SummaryFacts, subject: str) -> str:
        found = measure(facts, subject)
        least = _carrier(facts, subject).item.spoken_decimals if places is None else places
        return _cell(found.year_to_date, places, least) if found and _carriers(facts) else ""

    return shown


def _cell(total: Total, places: int | None, least: int) -> str:
    if total.value is None:
        return ""
    shown = max(least, decimals(total.value)) if places is None else places
    return show_number(total.value, shown) + (PARTIAL if total.coverage else "")


def _before(facts: SummaryFacts, subject: str) -> str:
    return amount(_quantity_of(facts, subject).last_year_to_date.value)


def _change(facts: SummaryFacts, subject: str) -> str:
    return change_words(_measure(facts, subject))


def _change_cell(facts: SummaryFacts, subject: str) -> str:
    change = _measure(facts, subject).comparison_to_date.change
    return "" if change is None else show_percent(change)


def _rise(facts: SummaryFacts, subject: str) -> str:
    change = _measure(facts, subject).comparison_to_date.change
    return "" if change is None or change < HARDLY else f"{round_half_up(change * 100, 1)}%"


def _moved(facts: SummaryFacts, subject: str) -> str:
    """By how much a carrier rose or fell; which of both, the sentence says."""
    change = _measure(facts, subject).comparison_to_date.change
    return "" if change is None else f"{round_half_up(abs(change) * 100, 1)}%"


def _coverage(facts: SummaryFacts, subject: str) -> str:
    """How many units a total covers, unless that is said once for all totals."""
    total = _measure(facts, subject).year_to_date
    said_for_all = total.coverage == common_coverage(_town(facts).town)
    return total.coverage if total.value and not said_for_all else ""


def _common_coverage(facts: SummaryFacts, _subject: str) -> str:
    return common_coverage(facts.statistics.town) if facts.statistics else ""


def _units_compared(facts: SummaryFacts, subject: str) -> str:
    measure = _measure(facts, subject)
    comparison = measure.comparison_to_date
    partly = comparison.change is not None and comparison.units < comparison.of
    return number(comparison.units, "个") if partly and measure.year_to_date.value else ""


def _top(facts: SummaryFacts, subject: str) -> str:
    """The unit that used most of a carrier, year to date, with its amount and share;
    nothing with fewer than two.
    """
    used = _used_by_unit(_town(facts), subject)
    if len(used) < 2:
        return ""
    name, most = max(used.items(), key=lambda one: one[1])
    share = round_half_up(most * 100 / sum(used.values(), Decimal(0)), 1)
    places = _carrier(facts, subject).item.spoken_decimals
    return f"{name}（{spoken(most, places)}{_form_unit(facts, subject)}，占{share}%）"


def _used_by_unit(statistics: StatisticsFacts, carrier: str) -> dict[str, Decimal]:
    used: dict[str, Decimal] = {}
    for quarter in statistics.town.quarter.to_date():
        for unit_id, report in statistics.reports.get(quarter, {}).items():
            entry = report.entries.get(carrier)
            if entry is not None and entry.quantity:
                name = statistics.names[unit_id]
                used[name] = used.get(name, Decimal(0)) + entry.quantity
    return used


def _risen(facts: SummaryFacts, _subject: str) -> str:
    """The carriers that rose, as they are spoken of: 用电、用水."""
    words = narrative_of_year(facts.year).words["carriers"]
    carriers = used_carriers(facts.statistics.town) if facts.statistics else []
    rises = [one for one in carriers if (one.quantity.comparison_to_date.change or 0) >= HARDLY]
    return listed(spoken_name(one.item, words) for one in rises)


def _coefficients(facts: SummaryFacts, _subject: str) -> str:
    return facts.statistics.town.coefficients if facts.statistics else ""


def _indicators(facts: SummaryFacts) -> list[str]:
    known = facts.statistics.town.indicators if facts.statistics else ()
    return [str(position) for position in range(len(known))]


def _indicator(facts: SummaryFacts, subject: str) -> Indicator | None:
    """The indicator at a position; None where the records give fewer now."""
    known = facts.statistics.town.indicators if facts.statistics else ()
    return known[int(subject)] if int(subject) < len(known) else None


def _of_indicator(said: Callable[[Indicator], str], otherwise: str = "") -> Shown:
    def shown(facts: SummaryFacts, subject: str) -> str:
        found = _indicator(facts, subject)
        return said(found) if found else otherwise

    return shown


# ---- names, units and definitions


def _name(_facts: SummaryFacts, subject: str) -> str:
    return WHOLE.get(subject) or carrier_names().get(subject, subject)


def _form_unit(facts: SummaryFacts, subject: str) -> str:
    """The unit of measure of the form's row."""
    carrier = facts.statistics.town.carrier(subject) if facts.statistics else None
    return carrier.item.unit if carrier else ""


def _coal_closely(facts: SummaryFacts, subject: str) -> str:
    """How the standard coal of a carrier is counted, with its factor."""
    factor = facts.statistics.factors.get(subject) if facts.statistics else None
    if factor is None:
        return ""
    how = _COAL_HOW.format(name=_name(facts, subject))
    unit, coefficients = _form_unit(facts, subject), _coefficients(facts, subject)
    return f"{how}；系数{show_number(factor)}千克标准煤/{unit}（{coefficients}）"


_QUANTITY_HOW = "各单位{span}季度报表“{name}”数量之和"
_COST_HOW = "各单位{span}季度报表“{name}”费用之和"
_COAL_HOW = "各单位、各季度“{name}”数量×折标系数，每项四舍五入到0.01千克标准煤后相加"
_ALL_COST_HOW = "各单位、各季度、全部品种（含水）的费用之和，{span}"
_ALL_ENERGY_HOW = "各单位、各季度、各能源品种的折标煤之和，{span}，水不折标煤"
_CHANGE_HOW = "（{span}−上年同期）÷上年同期，只比较两期都有数据的单位"


def _family(  # noqa: PLR0913 - what an entry consists of
    part: str,
    title: str,
    how: str,
    shown: Shown,
    records: Records,
    unit: str | Shown = "",
    *,
    source: Source = REPORTS,
    subjects: Callable[[SummaryFacts], Iterable[str]] = _carriers,
    closely: Shown | None = None,
    names_units: bool = False,
    compares: bool = False,
) -> Known:
    """A figure of each carrier."""
    return Known(
        f"statistics.*.{part}",
        f"{{name}}·{title}",
        source,
        how,
        shown,
        records,
        unit,
        subjects,
        _name,
        closely,
        names_units=names_units,
        compares=compares,
        of_carrier=True,
    )


FIGURES: tuple[Known, ...] = (
    _family("quantity", "数量", _QUANTITY_HOW, _in_text(_quantity_of), _QUANTITIES, _form_unit),
    _family("spoken", "数量", _QUANTITY_HOW, _spoken_carrier, _QUANTITIES, _form_unit),
    _family("cost", "费用", _COST_HOW, _in_text(_cost_of), _COSTS, "元"),
    _family("coal", "折标煤", _COAL_HOW, _in_text(_coal_of), _COALS, "千克标准煤", source=_COAL,
            closely=_coal_closely),
    _family("before", "上年同期数量", "各单位上年同期季度报表“{name}”数量之和", _before, _LAST_YEARS, _form_unit, compares=True),
    _family("change", "同比", _CHANGE_HOW, _change, _COMPARED, source=_COAL, subjects=_and_the_whole,
            compares=True),
    _family("compared", "同比的可比单位数", "两期都有数据、参加同比的单位数", _units_compared, _COMPARED, "个",
            subjects=_and_the_whole, compares=True),
    _family("coverage", "数据完整的单位", "数据齐全的单位数／须报单位数", _coverage, _COVERED, subjects=_and_the_whole),
    _family("rise", "同比升幅", _CHANGE_HOW, _rise, _COMPARED, compares=True),
    _family("moved", "同比升降幅度", _CHANGE_HOW, _moved, _COMPARED, compares=True),
    _family("top", "用量最多的单位", "{span}“{name}”数量最多的单位及其数量", _top, _QUANTITIES, names_units=True),
    _family("quantity_cell", "表中数量", _QUANTITY_HOW, _in_table(_quantity_of, None), _QUANTITIES, _form_unit),
    _family("cost_cell", "表中费用", _COST_HOW, _in_table(_cost_of, 2), _COSTS, "元"),
    _family("coal_cell", "表中折标煤", _COAL_HOW, _in_table(_coal_of, 2), _COALS, "千克标准煤", source=_COAL,
            closely=_coal_closely),
    _family("change_cell", "同比", _CHANGE_HOW, _change_cell, _COMPARED, source=_COAL, subjects=_and_all_energy,
            compares=True),
    Known("statistics.all_cost.quantity", "能源资源费用·数量", REPORTS, _ALL_COST_HOW, _in_text(_all_cost),
          _for(ALL_COST, _COSTS), "元"),
    Known("statistics.all_cost.cost_cell", "能源资源费用·表中费用", REPORTS, _ALL_COST_HOW, _in_table(_all_cost, 2),
          _for(ALL_COST, _COSTS), "元"),
    Known("statistics.all_energy.quantity", "综合能耗·数量", _COAL, _ALL_ENERGY_HOW, _in_text(_all_energy),
          _for(ALL_ENERGY, _COALS), "千克标准煤"),
    Known("statistics.all_energy.coal_cell", "综合能耗·表中折标煤", _COAL, _ALL_ENERGY_HOW, _in_table(_all_energy, 2),
          _for(ALL_ENERGY, _COALS), "千克标准煤"),
    Known("statistics.all_energy.spoken", "综合能耗", _COAL, f"{_ALL_ENERGY_HOW}，换算为吨标准煤", _tonnes,
          _for(ALL_ENERGY, _COALS), "吨标准煤"),
    Known("statistics.all_cost.spoken", "能源资源费用", REPORTS, _ALL_COST_HOW, _spoken_cost,
          _for(ALL_COST, _COSTS), "元"),
    Known("statistics.ended", "不再使用的品种", REPORTS, "上年同期使用、{span}没有使用的品种", _ended,
          _for(ALL_ENERGY, _COMPARED), compares=True),
    Known("statistics.total.coverage", "合计·数据完整的单位", REPORTS, "数据齐全的单位数／须报单位数", _common_coverage,
          reports_of_last_quarter),
    Known("statistics.indicator.*", "{name}", _COAL, "由{span}合计计算",
          _of_indicator(lambda one: amount(one.value)), _behind_indicator,
          _of_indicator(lambda one: one.unit), _indicators,
          _of_indicator(lambda one: one.name.partition("（")[0], "主要指标"),
          _of_indicator(lambda one: one.formula)),
    Known("statistics.indicator_spoken.*", "{name}", _COAL, "由{span}合计计算",
          _of_indicator(_spoken_indicator), _behind_indicator,
          _of_indicator(lambda one: one.unit), _indicators,
          _of_indicator(lambda one: one.name.partition("（")[0], "主要指标"),
          _of_indicator(lambda one: one.formula)),
    Known("statistics.set", "折标系数", _SETTING, "设置中所选的折标准煤系数", _coefficients, _coefficient_setting),
    Known("plan.risen", "同比上升的品种", REPORTS, "{span}累计数量同比上升的品种", _risen, _for(ALL_ENERGY, _COMPARED),
          compares=True),
)  # fmt: skip
