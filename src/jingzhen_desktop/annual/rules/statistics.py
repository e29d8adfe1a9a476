"""The second half of 四, statistics: sentences and the table from the quarterly totals, year to date.

A total that lacks reports says so; a comparison that cannot be made is left out; a carrier nobody used is not
mentioned.
"""

from __future__ import annotations

from decimal import Decimal

from ...base.numbers import show_number, show_percent
from ...quarterly.rules.deadlines import always_in_time
from ...quarterly.values.figures import CarrierTotals, Comparison, Measure, Total, TownQuarter
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.text import TableText
from .figures import amount, count, names
from .markup import mark
from .narrative import Wording

_NOTHING = "—"
HARDLY = Decimal("0.0005")
"""A smaller change would be shown as 0.0%."""


def statistics_texts(facts: SummaryFacts, wording: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs on statistics as (source, text); none without a report."""
    if facts.statistics is None:
        return []
    texts = [("statistics.reports", _reports(facts.statistics, wording))]
    for source, text in (
        ("statistics.totals", totals_sentence(facts, wording)),
        ("statistics.indicators", indicators_sentence(facts.statistics.town, wording)),
    ):
        if text:
            texts.append((source, text))
    return texts


def statistics_table(facts: SummaryFacts, wording: Wording) -> TableText | None:
    """Return the table of the town's totals, or None where there is nothing to put in it."""
    if facts.statistics is None:
        return None
    town = facts.statistics.town
    rows = [_row(carrier) for carrier in used_carriers(town)]
    if not rows:
        return None
    return TableText(
        caption=wording.say("statistics.caption", time=figures_time(town, wording)),
        titles=("品种", "计量单位", "数量", "费用（元）", "折标煤（千克）", "同比"),
        rows=(*rows, _total_row(town)),
        note=_note(town, wording),
    )


def used_carriers(town: TownQuarter) -> list[CarrierTotals]:
    """The carriers (no 其中 rows) with something used, this year or last."""
    measures = [(carrier, carrier.quantity) for carrier in town.carriers if carrier.item.is_carrier]
    return [
        carrier
        for carrier, quantity in measures
        if quantity.year_to_date.value or quantity.last_year_to_date.value
    ]


def span(town: TownQuarter, wording: Wording) -> str:
    """The months of the year-to-date figures in words: 全年, 上半年, 前三季度."""
    return wording.say(f"time.span_{town.quarter.number}")


def figures_time(town: TownQuarter, wording: Wording) -> str:
    """The time of the year-to-date figures in words, with the year: 2011年, 2011年上半年."""
    return wording.say(f"time.figures_{town.quarter.number}")


def carrier_words(carrier: CarrierTotals, wording: Wording) -> str:
    """How a carrier's use is spoken of: 用电."""
    return wording.words("carriers").get(carrier.item.key, f"消费{carrier.item.name}")


def _reports(statistics: StatisticsFacts, wording: Wording) -> str:
    """The source's sentence; 按时 speaks of the town, and only where it is known of every quarter."""
    superior = wording.word("superior") or wording.word("section")
    return wording.say(
        "statistics.reports",
        sent=mark("statistics.punctual", "按时上报" if always_in_time(statistics.sent) else "上报"),
        units=count("statistics.units", statistics.town.expected, "个"),
        to=wording.say("statistics.to") if superior else "",
        counted=counted_sentence(statistics, wording) + _sent(statistics, wording),
    )


def _sent(statistics: StatisticsFacts, wording: Wording) -> str:
    """What was really sent up, with the quarters that were late or were sent again;
    nothing where no sending was registered.
    """
    standing = [one for one in statistics.sent if one.stands]
    if not standing:
        return ""
    late = [one.quarter.name for one in standing if one.in_time is False]
    repeated = [one.quarter.name for one in standing if one.was_repeated]
    told = [
        wording.say("statistics.sent_late", quarters=names("statistics.sent_late", late)) if late else "",
        wording.say("statistics.sent_again", quarters=names("statistics.sent_again", repeated))
        if repeated
        else "",
    ]
    details = "，".join(filter(None, told))
    return wording.say(
        "statistics.submitted",
        to=wording.say("statistics.to_superior") if wording.word("superior") else "",
        count=count("statistics.sent", len(standing), "个季度"),
        details=wording.say("statistics.submitted_details", details=details) if details else "",
    )


def counted_sentence(statistics: StatisticsFacts, wording: Wording) -> str:
    """Return how many reports were due and came."""
    faulty = statistics.missing or statistics.blank
    units = statistics.town.expected
    return wording.say(
        "statistics.counted_some" if faulty else "statistics.counted_all",
        span=span(statistics.town, wording),
        expected=count("statistics.expected", len(statistics.owed), "份"),
        collected=mark("statistics.collected", f"实收{len(statistics.received)}份" if faulty else "全部收齐"),
        coverage=mark("statistics.coverage", f"{len(statistics.whole)}/{units}个单位"),
    )


def totals_sentence(facts: SummaryFacts, wording: Wording) -> str:
    """Return what was used in all, carrier by carrier, with cost and standard coal;
    empty where nothing was.
    """
    assert facts.statistics is not None
    town = facts.statistics.town
    stated = _stated(town, wording)
    coverages = {measure.year_to_date.coverage for _, _, measure in stated}
    common = coverages.pop() if len(coverages) == 1 else ""
    if not stated:
        return ""
    clauses = [_clause(key, template, measure, common, wording) for key, template, measure in stated]
    opening = "statistics.totals_covered" if common else "statistics.totals"
    coverage = mark("statistics.total.coverage", common)
    return wording.say(
        opening, time=figures_time(town, wording), figures="；".join(clauses), coverage=coverage
    )


def _stated(town: TownQuarter, wording: Wording) -> list[tuple[str, str, Measure]]:
    """What the text says of the totals: figure key, wording with a gap for the number, measure;
    nothing that is 0 or unknown.
    """
    every = [
        (
            f"statistics.{carrier.item.key}",
            f"{carrier_words(carrier, wording)}{{}}{carrier.item.unit}",
            carrier.quantity,
        )
        for carrier in used_carriers(town)
    ]
    coefficients = mark("statistics.set", town.coefficients)
    every.append(("statistics.all_cost", wording.say("statistics.cost", cost="{}"), town.cost))
    every.append(
        ("statistics.all_energy", wording.say("statistics.coal", coal="{}", set=coefficients), town.coal)
    )
    return [(key, template, measure) for key, template, measure in every if measure.year_to_date.value]


def _clause(key: str, template: str, measure: Measure, common: str, wording: Wording) -> str:
    """One total with its coverage, unless that was said for all, and its comparison."""
    total = measure.year_to_date
    assert total.value is not None
    text = template.replace("{}", amount(f"{key}.quantity", total.value))
    if total.coverage and total.coverage != common:
        text += wording.say("statistics.covered", coverage=mark(f"{key}.coverage", total.coverage))
    return text + _comparison(
        key, measure.comparison_to_date, wording, before=measure.last_year_to_date.value is not None
    )


def _comparison(key: str, comparison: Comparison, wording: Wording, *, before: bool) -> str:
    """同比 in words; nothing without a last year, and where there is one that cannot be compared with it says
    so.

    The word (上升, 下降, 持平…) is part of the figure: a fall that became a rise of as many percent is another
    figure.
    """
    shown = change_words(comparison, before=before)
    if not shown:
        return ""
    change = mark(f"{key}.change", shown)
    if comparison.change is None:
        return wording.say("statistics.incomparable", change=change)
    text = wording.say("statistics.level" if shown in LEVEL else "statistics.moved", change=change)
    if comparison.units < comparison.of:
        text += wording.say("statistics.compared", units=count(f"{key}.compared", comparison.units, "个"))
    return text


LEVEL = ("持平", "基本持平")
"""How a change is called that is none, or too small to be shown."""


def change_words(comparison: Comparison, *, before: bool) -> str:
    """Return a change as the text has it: 下降2.8%, 持平, 不可比; empty where there is no last year."""
    change = comparison.change
    if change is None:
        return "不可比" if before else ""
    if abs(change) < HARDLY:
        return LEVEL[change != 0]
    return ("上升" if change > 0 else "下降") + show_percent(abs(change)).lstrip("+")


def indicators_sentence(town: TownQuarter, wording: Wording) -> str:
    """Return the ratios (per person, per m²); the total they start from was said before.
    Empty where none is known.
    """
    shown = indicator_clauses(town, wording)
    return (
        wording.say("statistics.indicators", span=span(town, wording), indicators="，".join(shown))
        if shown
        else ""
    )


def indicator_clauses(town: TownQuarter, wording: Wording) -> list[str]:
    """Return the known ratios, each with its name and unit."""
    return [
        _indicator(
            indicator.name.partition("（")[0],
            amount(f"statistics.indicator.{number}", indicator.value),
            indicator.unit,
            wording,
        )
        for number, indicator in enumerate(town.indicators)
        if indicator.value and "/" in indicator.unit
    ]


def _indicator(name: str, value: str, unit: str, wording: Wording) -> str:
    """One ratio: 人均综合能耗92.5千克标准煤, 单位建筑面积能耗3.79千克标准煤/平方米."""
    words = wording.words("units")
    parts = unit.removesuffix("/人").split("/") if name.startswith("人均") else unit.split("/")
    return name + value + "/".join(words.get(part, part) for part in parts)


def _row(carrier: CarrierTotals) -> tuple[str, ...]:
    key, item = f"statistics.{carrier.item.key}", carrier.item
    return (
        item.name,
        item.unit,
        _cell(f"{key}.quantity_cell", carrier.quantity.year_to_date, None),
        _cell(f"{key}.cost_cell", carrier.cost.year_to_date, 2),
        _cell(f"{key}.coal_cell", carrier.coal.year_to_date, 2) if carrier.coal else _NOTHING,
        _change_cell(f"{key}.change_cell", carrier.quantity.comparison_to_date),
    )


def _total_row(town: TownQuarter) -> tuple[str, ...]:
    return (
        "合计",
        _NOTHING,
        _NOTHING,
        _cell("statistics.all_cost.cost_cell", town.cost.year_to_date, 2),
        _cell("statistics.all_energy.coal_cell", town.coal.year_to_date, 2),
        _change_cell("statistics.all_energy.change_cell", town.coal.comparison_to_date),
    )


def _cell(key: str, total: Total, places: int | None) -> str:
    if total.value is None:
        return _NOTHING
    coverage = f"（{total.coverage.removesuffix('个单位')}）" if total.coverage else ""
    return mark(key, show_number(total.value, places) + coverage)


def _change_cell(key: str, comparison: Comparison) -> str:
    return _NOTHING if comparison.change is None else mark(key, show_percent(comparison.change))


def _note(town: TownQuarter, wording: Wording) -> str:
    totals = [
        total
        for carrier in used_carriers(town)
        for total in (carrier.quantity.year_to_date, carrier.cost.year_to_date)
    ]
    partial = any(total.coverage for total in (*totals, town.cost.year_to_date, town.coal.year_to_date))
    coal = wording.say("statistics.note_coal", set=mark("statistics.set", town.coefficients))
    return coal + (wording.say("statistics.note_coverage") if partial else "")
