"""下年度计划: its items from the standard year of the office and from what this year left undone;
and items read back from a text.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from ..values.facts import SummaryFacts
from ..values.kinds import PLAN_ITEM, Level, ParagraphKind
from ..values.text import ParagraphDraft, SummaryParagraph
from .achievements import carried_over
from .chapters import items, numbered
from .markup import plain, without_number
from .narrative import Wording
from .statistics import indicator_clauses

_DAY = re.compile(r"(\d{1,2})月(\d{1,2})日[前内]?")
_MONTH = re.compile(r"(\d{1,2})月(?:底|末|份|内)?[前内]?")
_QUARTER = re.compile(r"([一二三四])季度")
_DUE = re.compile(r"，\d{1,2}月(?:\d{1,2}日|底)前完成$")
_FIRST = (
    "overdue",
    "reports",
    "inspections",
    "rises",
    "publicity",
    "training",
    "liaisons",
    "unvisited",
    "base_data",
)
"""Items of a plan in the order a summary tells them."""
_MOST_STEPS = 4
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


def next_steps(facts: SummaryFacts, said: Wording) -> str:
    """Return what next year's plan puts first, in one sentence; empty without a plan."""
    texts = dict(facts.next_tasks)
    told = [texts[PLAN_ITEM + key] for key in _FIRST if PLAN_ITEM + key in texts][:_MOST_STEPS]
    steps = [f"{place}是{_step(text)}" for place, text in zip("一二三四五", told, strict=False)]
    return said.say("closing.steps", steps="；".join(steps)) if steps else ""


def _step(text: str) -> str:
    """An item of the plan as a clause: without its number, its full stop, and the day it is due."""
    return _DUE.sub("", without_number(text).rstrip("。"))


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
        "plan.goals",
        goal=said.say("plan.goal"),
        indicators=said.say("plan.goals_indicators", indicators="，".join(main)) if main else "",
    )


def _tasks(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """The items, each where the records have something for it."""
    to = said.say("plan.tasks.to") if said.word("superior") else said.say("plan.tasks.to_unknown")
    planned = facts.inspection.planned if facts.inspection else 0
    texts = {
        "overdue": _task("overdue", said, count="inspection.overdue_problem"),
        "liaisons": _task("liaisons", said, units="organisation.without_liaison"),
        "base_data": _task("base_data", said, units="organisation.without_data"),
        "rises": _task("rises", said, names="plan.risen"),
        "over_quota": _task("over_quota", said, names="assessment.over_names"),
        "quota": _task("quota", said, units="assessment.chosen"),
        "consumption": said.say("plan.tasks.consumption"),
        "reports": said.say("plan.tasks.reports", units=said.figure("organisation.next_reporting"), to=to)
        if facts.next_scope.reporting
        else "",
        "inspections": _task("inspections", said, planned="inspection.planned") if planned else "",
        "unvisited": _task("unvisited", said, units="inspection.unvisited"),
        "publicity": said.say("plan.tasks.publicity", week=said.say("plan.week")),
        "half": said.say("plan.tasks.half"),
        "training": said.say("plan.tasks.training"),
    }
    for number, item in enumerate(carried_over(facts)):
        texts[f"carried{number}"] = said.say("plan.tasks.carried", item=item)
    texts["final"] = said.say("plan.tasks.final", next=str(facts.year + 2))
    return [(PLAN_ITEM + key, text) for key, text in texts.items() if text]


def _task(key: str, said: Wording, **figures: str) -> str:
    """An item about one figure: gap → key; empty where the records say nothing of it."""
    ((gap, figure),) = figures.items()
    shown = said.figure(figure)
    return said.say(f"plan.tasks.{key}", **{gap: shown}) if shown else ""
