"""年度能源消费状况报告: the same facts as the summary, told as the law asks: who, how much, compared, managed, next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from ...base.numbers import round_half_up, show_number, show_percent
from ...organisation.rules.units import energy_users_total, floor_area_total
from ...organisation.values.units import UnitInYear
from ...quarterly.values.figures import CarrierTotals, TownQuarter
from ..values.facts import StatisticsFacts, SummaryFacts
from ..values.kinds import ParagraphKind
from ..values.text import ParagraphDraft
from .chapters import bodies, numbered
from .figures import amount, count, names
from .markup import mark
from .narrative import Wording
from .organisation import GROUPS, reporting
from .statistics import (
    HARDLY,
    LEVEL,
    carrier_words,
    change_words,
    counted_sentence,
    figures_time,
    indicators_sentence,
    span,
    statistics_table,
    totals_sentence,
    used_carriers,
)
from .supervision import inspection_texts, publicity_texts
from .tables import table_as_text


def consumption_draft(
    facts: SummaryFacts, said: Wording, problems: list[ParagraphDraft]
) -> list[ParagraphDraft]:
    """Write the report; ``problems`` are the chosen ones, numbered."""
    statistics = facts.statistics
    intro = ParagraphDraft("problems.intro", said.say("consumption.problems_intro"))
    next_steps = (
        [intro, *problems]
        if problems
        else [ParagraphDraft("problems.none", said.say("consumption.problems_none"))]
    )
    chapters = [
        (
            "basics",
            said.say("consumption.basics_heading"),
            bodies([("consumption.basics", _basics(facts, said))]),
        ),
        ("use", said.say("consumption.use_heading"), _use(facts, said)),
        (
            "indicators",
            said.say("consumption.indicators_heading"),
            bodies(_comparisons(statistics.town, said)) if statistics else [],
        ),
        ("management", said.say("consumption.management_heading"), bodies(_management(facts, said))),
        ("problems", said.say("consumption.problems_heading"), next_steps),
    ]
    opening = ParagraphDraft("opening", said.say("consumption.opening"))
    return [opening, *numbered(chapters), ParagraphDraft("closing", said.say("consumption.closing"))]


def _basics(facts: SummaryFacts, said: Wording) -> str:
    units = reporting(facts)
    if not units:
        return ""
    natures = Counter(GROUPS.get(unit.facts.nature, "事业单位") for unit in units)
    kinds = names("consumption.natures", [f"{nature}{number}个" for nature, number in natures.items()])
    area, people, cars = floor_area_total(units), energy_users_total(units), cars_total(units)
    return said.say(
        "consumption.basics",
        units=count("organisation.reporting", len(units), "个"),
        natures=said.say("consumption.natures", natures=kinds) if len(natures) > 1 else "",
        area=said.say("consumption.area", area=amount("organisation.area", area)) if area else "",
        people=said.say("consumption.people", people=count("organisation.people", people, "人"))
        if people
        else "",
        cars=said.say("consumption.cars", cars=count("organisation.cars", cars, "辆")) if cars else "",
    )


def cars_total(units: Sequence[UnitInYear]) -> int | None:
    """Return the cars of all given units; None where none was entered."""
    numbers = [
        number
        for unit in units
        for number in (unit.facts.petrol_cars, unit.facts.diesel_cars, unit.facts.new_energy_cars)
    ]
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _use(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    if facts.statistics is None:
        return []
    texts = [
        ("statistics.counted", counted_sentence(facts.statistics, said)),
        ("statistics.totals", totals_sentence(facts, said)),
        ("consumption.tops", _tops(facts.statistics, said)),
    ]
    table = statistics_table(facts, said)
    tables = (
        []
        if table is None
        else [ParagraphDraft("statistics.table", table_as_text(table), kind=ParagraphKind.TABLE)]
    )
    return [*bodies(texts), *tables]


def _tops(statistics: StatisticsFacts, said: Wording) -> str:
    """Which unit used most of electricity and water; of a single unit nothing is said."""
    clauses = [clause for key in ("electricity", "water") if (clause := _top(statistics, key, said))]
    return said.say("consumption.tops", tops="；".join(clauses)) if clauses else ""


def _top(statistics: StatisticsFacts, key: str, said: Wording) -> str:
    carrier = statistics.town.carrier(key)
    shown = top_unit(statistics, carrier) if carrier else ""
    if carrier is None or not shown:
        return ""
    name = span(statistics.town, said) + carrier_words(carrier, said)
    return said.say("consumption.top", name=name, unit=mark(f"statistics.{key}.top", shown))


def top_unit(statistics: StatisticsFacts, carrier: CarrierTotals) -> str:
    """Return the unit that used most of a carrier, year to date, with its amount and share;
    empty with fewer than two.
    """
    used = {
        name: quantity
        for name, quantity in statistics.used_by_unit.get(carrier.item.key, {}).items()
        if quantity
    }
    if len(used) < 2:
        return ""
    name, most = max(used.items(), key=lambda one: one[1])
    share = round_half_up(most * 100 / sum(used.values(), Decimal(0)), 1)
    return f"{name}（{show_number(most).replace(',', '')}{carrier.item.unit}，占{share}%）"


def _comparisons(town: TownQuarter, said: Wording) -> list[tuple[str, str]]:
    shown = change_words(town.coal.comparison_to_date, before=town.coal.last_year_to_date.value is not None)
    moves = town.coal.comparison_to_date.change is not None and shown not in LEVEL
    key = "consumption.change_moved" if moves else "consumption.change_level"
    sentence = (
        said.say(key, time=figures_time(town, said), change=mark("statistics.all_energy.change", shown))
        if shown
        else ""
    )
    moved = _moved(town, said, up=True) + _moved(town, said, up=False)
    whole = (sentence or moved.removeprefix("；")) if not (sentence and moved) else sentence + moved
    return [
        ("consumption.change", f"{whole}。" if whole else ""),
        ("statistics.indicators", indicators_sentence(town, said)),
    ]


def _moved(town: TownQuarter, said: Wording, *, up: bool) -> str:
    """The carriers that rose, or fell, with how much."""
    clauses = []
    for carrier in used_carriers(town):
        change = carrier.quantity.comparison_to_date.change
        if change is not None and abs(change) >= HARDLY and (change > 0) is up:
            shown = mark(f"statistics.{carrier.item.key}.change_cell", show_percent(change))
            clauses.append(
                said.say("consumption.change_item", name=carrier_words(carrier, said), change=shown)
            )
    return (
        said.say("consumption.risen" if up else "consumption.fallen", names="、".join(clauses))
        if clauses
        else ""
    )


def _management(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    liaisons = [unit for unit in reporting(facts) if unit.contact.liaison_name]
    clause = said.say(
        "network.liaisons_all",
        count=count("organisation.reporting", len(liaisons), "个"),
        all=mark("organisation.liaisons", "均"),
    )
    complete = liaisons and len(liaisons) == len(reporting(facts))
    key = "consumption.management" if facts.group else "consumption.management_no_group"
    texts = [("consumption.management", said.say(key, liaisons=clause if complete else ""))]
    texts += [
        (source, text) for source, text in inspection_texts(facts, said) if source == "inspection.results"
    ]
    return texts + [
        (source, text) for source, text in publicity_texts(facts, said) if source == "publicity.totals"
    ]
