"""下年度计划: its items from the standard year of the office and from what this year left undone;
and items read back from a text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from ..values.facts import SummaryFacts
from ..values.kinds import Level, ParagraphKind
from ..values.text import ParagraphDraft, SummaryParagraph
from .achievements import carried_over
from .chapters import items, numbered
from .figures import count, names
from .markup import plain, without_number
from .narrative import Wording
from .organisation import reporting, without_base_data, without_liaison
from .statistics import HARDLY, carrier_words, indicator_clauses, used_carriers

ITEM_SOURCE = "plan.tasks."
_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日[前内]?")
_MONTH = re.compile(r"(\d{1,2})月(?:底|末|份|内)?[前内]?")
_QUARTER = re.compile(r"([一二三四])季度")
_HALF = {"上半年": (6, 30), "下半年": (12, 31)}


def plan_draft(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """Write the plan of the next year."""
    ensure = [ParagraphDraft("plan.ensure", said.say("plan.ensure"))]
    chapters = [
        ("plan.goals", said.say("plan.goals_heading"), [ParagraphDraft("plan.goals", _goals(facts, said))]),
        ("plan.list", said.say("plan.tasks_heading"), items(_tasks(facts, said))),
        ("plan.ensure", said.say("plan.ensure_heading"), ensure),
    ]
    return [ParagraphDraft("opening", said.say("plan.opening")), *numbered(chapters)]


def plan_items(paragraphs: Sequence[SummaryParagraph], year: int) -> list[tuple[str, date]]:
    """Return the items of a plan's text with the day each is due in ``year``; every numbered item (1.
    2.) is one.
    """
    texts = [
        without_number(plain(one.text))
        for one in paragraphs
        if one.kind is ParagraphKind.TEXT and one.level is Level.ITEM
    ]
    return [(text, due_in(text, year)) for text in texts if text]


def due_in(text: str, year: int) -> date:
    """Return the day by which a text says something is to be done: 3月31日前, 6月底前, 一季度内, 上半年;
    else the year's last day.
    """
    if found := _DAY.search(text):
        return _safe(year, int(found[1]), int(found[2]))
    if found := _QUARTER.search(text):
        return _safe(year, ("一二三四".index(found[1]) + 1) * 3, 31)
    if found := _MONTH.search(text):
        return _safe(year, int(found[1]), 31)
    month, day = next((end for words, end in _HALF.items() if words in text), (12, 31))
    return date(year, month, day)


def _safe(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        return date(year, 12, 31)
    return date(year, month, max(1, min(day, monthrange(year, month)[1])))


def _goals(facts: SummaryFacts, said: Wording) -> str:
    clauses = indicator_clauses(facts.statistics.town, said) if facts.statistics else []
    main = [
        clause for clause in clauses if "综合能耗" in clause or "建筑面积能耗" in clause or "用水" in clause
    ]
    return said.say(
        "plan.goals", indicators=said.say("plan.goals_indicators", indicators="，".join(main)) if main else ""
    )


def _tasks(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    planned = facts.inspection.planned if facts.inspection else 0
    overdue = facts.inspection.rectifications_overdue if facts.inspection else 0
    unvisited = facts.inspection.not_visited if facts.inspection and facts.inspection.visits else ()
    units = reporting(facts)
    to = said.say("plan.tasks.to") if said.word("superior") else said.say("plan.tasks.to_unknown")
    liaisons = names("organisation.without_liaison", [unit.short_name for unit in without_liaison(facts)])
    lacking = names("organisation.without_data", [unit.short_name for unit in without_base_data(facts)])
    texts = {
        "overdue": said.say("plan.tasks.overdue", count=count("inspection.overdue_problem", overdue, "份"))
        if overdue
        else "",
        "liaisons": said.say("plan.tasks.liaisons", units=liaisons) if liaisons else "",
        "base_data": said.say("plan.tasks.base_data", units=lacking) if lacking else "",
        "rises": _rises(facts, said),
        "consumption": said.say("plan.tasks.consumption"),
        "reports": said.say(
            "plan.tasks.reports", units=count("organisation.reporting", len(units), "个"), to=to
        )
        if units
        else "",
        "inspections": said.say("plan.tasks.inspections", planned=count("inspection.planned", planned, "次"))
        if planned
        else "",
        "unvisited": said.say("plan.tasks.unvisited", units=names("inspection.unvisited", unvisited))
        if unvisited
        else "",
        "publicity": said.say("plan.tasks.publicity"),
        "half": said.say("plan.tasks.half"),
        "training": said.say("plan.tasks.training"),
        **{
            f"carried{number}": said.say("plan.tasks.carried", item=item)
            for number, item in enumerate(carried_over(facts))
        },
        "final": said.say("plan.tasks.final", next=str(facts.year + 2)),
    }
    return [(ITEM_SOURCE + key, text) for key, text in texts.items() if text]


def _rises(facts: SummaryFacts, said: Wording) -> str:
    town = facts.statistics.town if facts.statistics else None
    risen = [
        carrier_words(carrier, said)
        for carrier in (used_carriers(town) if town else [])
        if (carrier.quantity.comparison_to_date.change or 0) >= HARDLY
    ]
    return said.say("plan.tasks.rises", names=names("plan.risen", risen)) if risen else ""
