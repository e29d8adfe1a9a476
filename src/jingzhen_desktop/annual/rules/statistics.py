"""The second half of 四, statistics: sentences and the table from the quarterly totals, year to date.

A total that lacks reports says so; a comparison that cannot be made is left out; a carrier nobody used is not
mentioned.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...quarterly.values.figures import CarrierTotals, Indicator, Measure, TownQuarter
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.kinds import ParagraphKind
from ..values.text import ParagraphDraft, TableText
from .carriers import ALL_COST, ALL_ENERGY, LEVEL, spoken_name, stated_measures, used_carriers
from .narrative import Wording
from .projects import projects_text
from .tables import table_as_text

_NOTHING = "—"
_HEADLINE = (ALL_ENERGY, "electricity", "water", ALL_COST)
"""What is told of the totals, in this order; the rest stands in the table."""
IN_TIME = "按时上报"
"""What stands where every quarter went up by its day."""


def statistics_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraphs on statistics as (source, text); none without a report."""
    if facts.statistics is None:
        return []
    totals = totals_sentence(facts.statistics.town, said)
    table = said.say("statistics.see_table") if totals and used_carriers(facts.statistics.town) else ""
    texts = [
        ("statistics.reports", _reports(facts.statistics, said)),
        ("statistics.totals", totals + table),
        ("statistics.indicators", indicators_sentence(facts.statistics.town, said, MAIN_INDICATORS)),
        ("statistics.projects", projects_text(facts, said)),
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
        counted=counted_sentence(statistics, said) + _sent(statistics, said),
    )


def _sent(statistics: StatisticsFacts, said: Wording) -> str:
    """What was really sent up, with the quarters that were late or were sent again;
    nothing where no sending was registered.
    """
    count = said.figure("statistics.sent")
    if not count:
        return ""
    in_time = said.shown("statistics.punctual") == IN_TIME and all(one.stands for one in statistics.sent)
    clauses = [
        said.say(key, quarters=quarters)
        for key in ("statistics.sent_late", "statistics.sent_again")
        if (quarters := said.figure(key))
    ]
    if in_time:  # the sentence before says that all went up
        details = "，".join(clauses)
        return said.say("statistics.submitted_only_details", details=details) if details else ""
    return said.say(
        "statistics.submitted",
        to=said.say("statistics.to_superior") if said.word("superior") else "",
        count=count,
        details=said.say("statistics.submitted_details", details="，".join(clauses)) if clauses else "",
    )


def counted_sentence(statistics: StatisticsFacts, said: Wording) -> str:
    """Return how many reports were due and came."""
    return said.say(
        "statistics.counted_some" if statistics.has_gaps else "statistics.counted_all",
        span=span(statistics.town, said),
        expected=said.figure("statistics.expected"),
        collected=said.figure("statistics.collected"),
        missing=not_received(said),
        coverage=said.figure("statistics.coverage"),
    )


def not_received(said: Wording) -> str:
    """Return how many of the reports that were due are not there or were not handed in; empty for none."""
    counts = {key: said.figure(f"statistics.{key}_count") for key in ("missing", "draft")}
    return "".join(
        said.say(f"statistics.counted_{key}", count=count) for key, count in counts.items() if count
    )


def totals_sentence(town: TownQuarter, said: Wording) -> str:
    """Return what was used in all: energy, electricity, water and cost; empty where nothing was.

    The other carriers stand in the table; what was used last year and is no more is said.
    """
    measures = stated_measures(town)
    told = [key for key in _HEADLINE if key in measures]
    clauses = [
        _clause(key, measures[key], town, said, first=not position) for position, key in enumerate(told)
    ]
    ended = said.figure("statistics.ended")
    if not clauses:
        return ""
    if ended:
        clauses.append(said.say("statistics.ended", names=ended))
    gaps = _gaps(town, said)
    return said.say(
        "statistics.totals_covered" if gaps else "statistics.totals",
        time=figures_time(town, said),
        figures="；".join(clauses),
        gaps=gaps,
    )


def _gaps(town: TownQuarter, said: Wording) -> str:
    """Say once what the totals lack, and that they are compared over fewer units."""
    measures = stated_measures(town).values()
    clauses = [
        said.say(f"statistics.gap_{key}", units=units)
        for key in ("missing", "drafts", "blank")
        if (units := said.figure(f"statistics.{key}"))
    ]
    comparisons = [one.comparison_to_date for one in measures if one.comparison_to_date.change is not None]
    if any(one.units < one.of for one in comparisons):
        clauses.append(said.say("statistics.gap_compared"))
    return "，".join(clauses)


def _clause(key: str, measure: Measure, town: TownQuarter, said: Wording, *, first: bool) -> str:
    """One total with its comparison; that it is against the year before is said with the first."""
    return _total(key, town, said) + _comparison(key, measure, said, first=first)


def _total(key: str, town: TownQuarter, said: Wording) -> str:
    shown = said.figure(f"statistics.{key}.spoken")
    if key == ALL_COST:
        return said.say("statistics.cost", cost=shown)
    carrier = town.carrier(key)
    if key == ALL_ENERGY or carrier is None:
        return said.say("statistics.coal", coal=shown, set=said.figure("statistics.set"))
    return f"{carrier_words(carrier, said)}{shown}{carrier.item.unit}"


def _comparison(key: str, measure: Measure, said: Wording, *, first: bool) -> str:
    """同比 in words; nothing without a last year, and where there is one that cannot be compared with it says
    so.
    """
    change = said.figure(f"statistics.{key}.change")
    if not change:
        return ""
    if measure.comparison_to_date.change is None:
        return said.say("statistics.incomparable", change=change)
    if said.shown(f"statistics.{key}.change") in LEVEL:
        return said.say("statistics.level", change=change)
    return said.say("statistics.moved" if first else "statistics.moved_too", change=change)


MAIN_INDICATORS = ("人均综合能耗", "单位建筑面积能耗", "人均用水量")
"""What a summary tells of the indicators; all of them stand in 季度统计 and in the consumption report."""


def indicators_sentence(town: TownQuarter, said: Wording, names: Sequence[str] = ()) -> str:
    """Return the ratios (per person, per m²), all or those of some names; the total they start from was said
    before. Empty where none is known.
    """
    shown = "，".join(indicator_clauses(town, said, names))
    return said.say("statistics.indicators", span=span(town, said), indicators=shown) if shown else ""


def indicator_clauses(town: TownQuarter, said: Wording, names: Sequence[str] = ()) -> list[str]:
    """Return the known ratios, each with its name and unit; what is deducted is said."""
    return [
        _indicator(indicator, said.figure(f"statistics.indicator_spoken.{number}"), said)
        for number, indicator in enumerate(town.indicators)
        if indicator.value and "/" in indicator.unit and (not names or _name(indicator) in names)
    ]


def _name(indicator: Indicator) -> str:
    return indicator.name.partition("（")[0]


def _indicator(indicator: Indicator, value: str, said: Wording) -> str:
    """One ratio: 人均综合能耗92.50千克标准煤, 单位建筑面积能耗（不含公务用车用油）3.79千克标准煤/平方米."""
    words, name = said.words("units"), _name(indicator)
    parts = (indicator.unit.removesuffix("/人") if name.startswith("人均") else indicator.unit).split("/")
    if name == "车均油耗":
        parts = parts[:1]
    deducted = "（不含公务用车用油）" if "−公务用车用油" in indicator.formula else ""
    return name + deducted + value + "/".join(words.get(part, part) for part in parts)


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
