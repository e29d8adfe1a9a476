"""The second half of 四, statistics: sentences and the table from the quarterly totals, year to date.

A total that lacks reports says so; a comparison that cannot be made is left out; a carrier nobody used is not
mentioned.
"""

from __future__ import annotations

from ...quarterly.values.figures import CarrierTotals, Measure, TownQuarter
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.kinds import ParagraphKind
from ..values.text import ParagraphDraft, TableText
from .carriers import ALL_COST, ALL_ENERGY, LEVEL, spoken_name, stated_measures, used_carriers
from .narrative import Wording
from .tables import table_as_text

_NOTHING = "—"


def statistics_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs on statistics as (source, text); none without a report."""
    if facts.statistics is None:
        return []
    texts = [
        ("statistics.reports", _reports(facts.statistics, said)),
        ("statistics.totals", totals_sentence(facts.statistics.town, said)),
        ("statistics.indicators", indicators_sentence(facts.statistics.town, said)),
    ]
    return [(source, text) for source, text in texts if text]


def statistics_table(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """Return the table of the town's totals as a paragraph; none where there is nothing to put in it."""
    town = facts.statistics.town if facts.statistics else None
    carriers = used_carriers(town) if town else []
    if town is None or not carriers:
        return []
    table = TableText(
        caption=said.say("statistics.caption", time=figures_time(town, said)),
        titles=("品种", "计量单位", "数量", "费用（元）", "折标煤（千克）", "同比"),
        rows=(*(_row(carrier, said) for carrier in carriers), _total_row(said)),
        note=_note(town, said),
    )
    return [ParagraphDraft("statistics.table", table_as_text(table), kind=ParagraphKind.TABLE)]


def span(town: TownQuarter, said: Wording) -> str:
    """The months of the year-to-date figures in words: 全年, 上半年, 前三季度."""
    return said.say(f"time.span_{town.quarter.number}")


def figures_time(town: TownQuarter, said: Wording) -> str:
    """The time of the year-to-date figures in words, with the year: 2011年, 2011年上半年."""
    return said.say(f"time.figures_{town.quarter.number}")


def carrier_words(carrier: CarrierTotals, said: Wording) -> str:
    """How a carrier's use is spoken of: 用电."""
    return spoken_name(carrier.item, said.words("carriers"))


def _reports(statistics: StatisticsFacts, said: Wording) -> str:
    """The source's sentence: what the town did with the units' reports, and whether it was in time."""
    superior = said.word("superior") or said.word("section")
    closed = said.figure("statistics.closed_units")
    return said.say(
        "statistics.reports",
        sent=said.figure("statistics.punctual"),
        units=said.figure("statistics.units"),
        closed=said.say("statistics.reports_closed", closed=closed) if closed else "",
        to=said.say("statistics.to") if superior else "",
        counted=counted_sentence(statistics, said) + _sent(said),
    )


def _sent(said: Wording) -> str:
    """What was really sent up, with the quarters that were late or were sent again;
    nothing where no sending was registered.
    """
    count = said.figure("statistics.sent")
    if not count:
        return ""
    clauses = [
        said.say(key, quarters=quarters)
        for key in ("statistics.sent_late", "statistics.sent_again")
        if (quarters := said.figure(key))
    ]
    return said.say(
        "statistics.submitted",
        to=said.say("statistics.to_superior") if said.word("superior") else "",
        count=count,
        details=said.say("statistics.submitted_details", details="，".join(clauses)) if clauses else "",
    )


def counted_sentence(statistics: StatisticsFacts, said: Wording) -> str:
    """Return how many reports were due and came."""
    lacking = statistics.missing or statistics.blank
    return said.say(
        "statistics.counted_some" if lacking else "statistics.counted_all",
        span=span(statistics.town, said),
        expected=said.figure("statistics.expected"),
        collected=said.figure("statistics.collected"),
        coverage=said.figure("statistics.coverage"),
    )


def totals_sentence(town: TownQuarter, said: Wording) -> str:
    """Return what was used in all, carrier by carrier, with cost and standard coal;
    empty where nothing was.
    """
    clauses = [_clause(key, measure, town, said) for key, measure in stated_measures(town).items()]
    if not clauses:
        return ""
    coverage = said.figure("statistics.total.coverage")
    return said.say(
        "statistics.totals_covered" if coverage else "statistics.totals",
        time=figures_time(town, said),
        figures="；".join(clauses),
        coverage=coverage,
    )


def _clause(key: str, measure: Measure, town: TownQuarter, said: Wording) -> str:
    """One total with its coverage, unless that was said for all, and its comparison."""
    total, coverage = said.figure(f"statistics.{key}.quantity"), said.figure(f"statistics.{key}.coverage")
    covered = said.say("statistics.covered", coverage=coverage) if coverage else ""
    return _total(key, total, town, said) + covered + _comparison(key, measure, said)


def _total(key: str, total: str, town: TownQuarter, said: Wording) -> str:
    if key == ALL_COST:
        return said.say("statistics.cost", cost=total)
    carrier = town.carrier(key)
    if key == ALL_ENERGY or carrier is None:
        return said.say("statistics.coal", coal=total, set=said.figure("statistics.set"))
    return f"{carrier_words(carrier, said)}{total}{carrier.item.unit}"


def _comparison(key: str, measure: Measure, said: Wording) -> str:
    """同比 in words; nothing without a last year, and where there is one that cannot be compared with it says
    so.
    """
    change = said.figure(f"statistics.{key}.change")
    if not change:
        return ""
    if measure.comparison_to_date.change is None:
        return said.say("statistics.incomparable", change=change)
    level = said.shown(f"statistics.{key}.change") in LEVEL
    units = said.figure(f"statistics.{key}.compared")
    compared = said.say("statistics.compared", units=units) if units else ""
    return said.say("statistics.level" if level else "statistics.moved", change=change) + compared


def indicators_sentence(town: TownQuarter, said: Wording) -> str:
    """Return the ratios (per person, per m²); the total they start from was said before.
    Empty where none is known.
    """
    shown = "，".join(indicator_clauses(town, said))
    return said.say("statistics.indicators", span=span(town, said), indicators=shown) if shown else ""


def indicator_clauses(town: TownQuarter, said: Wording) -> list[str]:
    """Return the known ratios, each with its name and unit."""
    return [
        _indicator(
            indicator.name.partition("（")[0],
            said.figure(f"statistics.indicator.{number}"),
            indicator.unit,
            said,
        )
        for number, indicator in enumerate(town.indicators)
        if indicator.value and "/" in indicator.unit
    ]


def _indicator(name: str, value: str, unit: str, said: Wording) -> str:
    """One ratio: 人均综合能耗92.5千克标准煤, 单位建筑面积能耗3.79千克标准煤/平方米."""
    words = said.words("units")
    parts = unit.removesuffix("/人").split("/") if name.startswith("人均") else unit.split("/")
    return name + value + "/".join(words.get(part, part) for part in parts)


def _row(carrier: CarrierTotals, said: Wording) -> tuple[str, ...]:
    cells = ("quantity_cell", "cost_cell", "coal_cell", "change_cell")
    figures = (said.figure(f"statistics.{carrier.item.key}.{cell}") for cell in cells)
    return (carrier.item.name, carrier.item.unit, *(figure or _NOTHING for figure in figures))


def _total_row(said: Wording) -> tuple[str, ...]:
    keys = (f"{ALL_COST}.cost_cell", f"{ALL_ENERGY}.coal_cell", f"{ALL_ENERGY}.change_cell")
    figures = (said.figure(f"statistics.{key}") for key in keys)
    return ("合计", _NOTHING, _NOTHING, *(figure or _NOTHING for figure in figures))


def _note(town: TownQuarter, said: Wording) -> str:
    totals = [town.cost.year_to_date, town.coal.year_to_date]
    for carrier in used_carriers(town):
        totals += [carrier.quantity.year_to_date, carrier.cost.year_to_date]
    coal = said.say("statistics.note_coal", set=said.figure("statistics.set"))
    partial = any(total.coverage for total in totals)
    return coal + (said.say("statistics.note_coverage") if partial else "")
