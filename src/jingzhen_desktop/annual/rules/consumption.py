"""年度能源消费状况报告: the same facts as the summary, told as the law asks: who, how much, compared, managed, next."""

from __future__ import annotations

from ...organisation.rules.units import cars_total, energy_users_total, floor_area_total
from ...quarterly.values.figures import TownQuarter
from ..values.facts import SummaryFacts
from ..values.text import ParagraphDraft
from .carriers import ALL_ENERGY, HARDLY, LEVEL, used_carriers
from .chapters import bodies, numbered
from .narrative import Wording
from .organisation import EVERY_ONE, reporting
from .statistics import (
    carrier_words,
    counted_sentence,
    figures_time,
    indicators_sentence,
    span,
    statistics_table,
    totals_sentence,
)
from .supervision import inspection_texts, publicity_texts

_ENDED = -1
"""The change of a carrier that is no longer used, which is said with what was used."""


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
    kinds, area = said.figure("consumption.natures"), said.figure("organisation.area")
    people, cars = said.figure("organisation.people"), said.figure("organisation.cars")
    closed = said.figure("organisation.closed")
    return said.say(
        "consumption.basics",
        units=said.figure("organisation.reporting"),
        natures=said.say("consumption.natures", natures=kinds) if kinds else "",
        area=said.say("consumption.area", area=area) if floor_area_total(units) else "",
        people=said.say("consumption.people", people=people) if energy_users_total(units) else "",
        cars=said.say("consumption.cars", cars=cars) if cars_total(units) else "",
        closed=said.say("network.closed", closed=closed) if closed else "",
    )


def _use(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    if facts.statistics is None:
        return []
    texts = [
        ("statistics.counted", counted_sentence(facts.statistics, said)),
        ("statistics.totals", totals_sentence(facts.statistics.town, said)),
        ("consumption.tops", _tops(facts.statistics.town, said)),
    ]
    return [*bodies(texts), *statistics_table(facts, said)]


def _tops(town: TownQuarter, said: Wording) -> str:
    """Which unit used most of electricity and water; of a single unit nothing is said."""
    clauses = []
    for key in ("electricity", "water"):
        carrier, top = town.carrier(key), said.figure(f"statistics.{key}.top")
        if carrier is not None and top:
            name = span(town, said) + carrier_words(carrier, said)
            clauses.append(said.say("consumption.top", name=name, unit=top))
    return said.say("consumption.tops", tops="；".join(clauses)) if clauses else ""


def _comparisons(town: TownQuarter, said: Wording) -> list[tuple[str, str]]:
    key = f"statistics.{ALL_ENERGY}.change"
    shown = said.shown(key)
    moves = town.coal.comparison_to_date.change is not None and shown not in LEVEL
    way = "consumption.change_moved" if moves else "consumption.change_level"
    sentence = said.say(way, time=figures_time(town, said), change=said.figure(key)) if shown else ""
    moved = _moved(town, said, up=True) + _moved(town, said, up=False)
    whole = sentence + moved if sentence else moved.removeprefix("；")
    return [
        ("consumption.change", f"{whole}。" if whole else ""),
        ("statistics.indicators", indicators_sentence(town, said)),
    ]


def _moved(town: TownQuarter, said: Wording, *, up: bool) -> str:
    """The carriers that rose, or fell, with how much."""
    clauses = []
    for carrier in used_carriers(town):
        change = carrier.quantity.comparison_to_date.change
        if change is None or change == _ENDED:
            continue
        if abs(change) >= HARDLY and (change > 0) is up:
            shown = said.figure(f"statistics.{carrier.item.key}.moved")
            name = carrier_words(carrier, said)
            clauses.append(said.say("consumption.change_item", name=name, change=shown))
    names = "、".join(clauses)
    return said.say("consumption.risen" if up else "consumption.fallen", names=names) if names else ""


def _management(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    total, named = said.figure("organisation.reporting"), said.figure("organisation.liaisons")
    complete = said.shown("organisation.liaisons") == EVERY_ONE
    clause = said.say("network.liaisons_all", count=total, all=named) if complete else ""
    key = "consumption.management" if facts.group else "consumption.management_no_group"
    told = {"inspection.results", "publicity.totals"}
    texts = [*inspection_texts(facts, said), *publicity_texts(facts, said)]
    return [
        ("consumption.management", said.say(key, liaisons=clause)),
        *((source, text) for source, text in texts if source in told),
    ]
