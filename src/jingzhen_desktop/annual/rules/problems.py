"""五 problems and next steps: the source's standard paragraphs and those the records show,
for the clerk to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from ...quarterly.values.figures import TownQuarter
from ..values.facts import ProblemCandidate, StatisticsFacts, SummaryFacts
from ..values.kinds import SummaryKind
from .carriers import used_carriers
from .markup import escape
from .narrative import Wording
from .statistics import carrier_words, span

WITHOUT_PROBLEMS = frozenset({SummaryKind.PLAN, SummaryKind.COVER})
"""Papers that name no problems."""
_MUCH = Decimal("0.05")
"""A rise from here on is proposed as a problem, a smaller one only offered: the half of what 季度统计's
review asks to be explained (10 %), so that the paper names no everyday ups and downs. Our own choice.
"""


def problem_candidates(facts: SummaryFacts, said: Wording) -> tuple[ProblemCandidate, ...]:
    """Return the problems the summary may name, standard ones first; the clerk ticks."""
    standard = [_standard(key, said) for key in ("management", "quota", "incentive")]
    standard = [_given_way(one, said) for one in standard]
    shown = {
        "group": "" if facts.group else said.say("problems.group"),
        "liaisons": _named("liaisons", said, units="organisation.without_liaison"),
        "overdue": _named("overdue", said, count="inspection.overdue_problem"),
        "reports": _reports(said),
        "consumption": _consumption(facts.statistics.town, said) if facts.statistics else "",
        "unvisited": _named("unvisited", said, units="inspection.unvisited"),
        "base_data": _named("base_data", said, units="organisation.without_data"),
    }
    minor = {"unvisited"} if _rises_much(facts.statistics) else {"unvisited", "consumption"}
    found = [
        ProblemCandidate(
            key, said.say(f"problems.labels.{key}"), text, standard=False, ticked=key not in minor
        )
        for key, text in shown.items()
        if text
    ]
    return (*standard, *found)


def default_problems(candidates: Iterable[ProblemCandidate]) -> tuple[str, ...]:
    """Return the keys of those proposed."""
    return tuple(candidate.key for candidate in candidates if candidate.ticked)


def problem_texts(
    candidates: Sequence[ProblemCandidate], chosen: Sequence[str], said: Wording
) -> list[tuple[str, str]]:
    """Return the chosen problems as (source, text), each with its number;
    the first two are one paragraph, as in the source.
    """
    texts = {f"problems.{one.key}": one.text for one in candidates if one.key in chosen}
    if "problems.management" in texts and "problems.quota" in texts:
        texts["problems.management"] = _management_and_quota(said)
        del texts["problems.quota"]
    return [(source, f"{number}.{text}") for number, (source, text) in enumerate(texts.items(), 1)]


def _management_and_quota(said: Wording) -> str:
    """The first two problems as one paragraph."""
    begun = ("problems.management_title", "problems.management")
    if done := quota_done(said):
        first = "".join(said.say(key) for key in (*begun, "problems.management_end"))
        return first + done + said.say("problems.management_measure_done")
    rest = ("problems.management_also", "problems.quota", "problems.management_measure")
    return "".join(said.say(key) for key in (*begun, *rest))


def _standard(key: str, said: Wording) -> ProblemCandidate:
    parts = {
        "management": (
            "problems.management_title",
            "problems.management",
            "problems.management_end",
            "problems.management_measure",
        ),
        "quota": ("problems.quota_title", "problems.quota", "problems.management_measure"),
        "incentive": ("problems.incentive", "problems.incentive_measure"),
    }[key]
    return ProblemCandidate(
        key, said.say(f"problems.labels.{key}"), "".join(said.say(part) for part in parts), standard=True
    )


def _given_way(complaint: ProblemCandidate, said: Wording) -> ProblemCandidate:
    """The source's complaint that there are no quotas and no assessment gives way to what was done, once
    there are.
    """
    if complaint.key == "incentive" and said.shown("assessment.assessed"):
        text = said.say("problems.incentive_done", units=said.figure("assessment.assessed"))
        label = said.say("problems.labels.incentive_done")
        return replace(complaint, label=label, text=text + said.say("problems.incentive_measure"))
    if complaint.key == "quota" and (done := quota_done(said)):
        whole = said.say("problems.quota_title_done") + done + said.say("problems.management_measure_done")
        return replace(complaint, label=said.say("problems.labels.quota_done"), text=whole)
    return complaint


def quota_done(said: Wording) -> str:
    """What was done about quotas and assessment, as a sentence; empty where nothing was."""
    clauses = []
    for key in ("chosen", "judged", "limited", "assessed"):
        if units := said.figure(f"assessment.{key}"):
            clauses.append(said.say(f"problems.quota_{key}", units=units))
    if over := said.figure("assessment.over"):
        position = 2 if said.shown("assessment.judged") else len(clauses)
        names = said.figure("assessment.over_names")
        clauses.insert(position, said.say("problems.quota_over", units=over, names=names))
    return said.say("problems.quota_done", clauses="，".join(clauses)) if clauses else ""


def _named(key: str, said: Wording, **figures: str) -> str:
    """A problem that is one figure: gap → key; empty where the records say nothing of it."""
    ((gap, figure),) = figures.items()
    shown = said.figure(figure)
    return said.say(f"problems.{key}", **{gap: shown}) if shown else ""


def _reports(said: Wording) -> str:
    clauses = []
    for key in ("missing", "drafts", "blank", "late"):
        if units := said.figure(f"statistics.{key}"):
            clauses.append(said.say(f"problems.reports_{key}", units=units))
    return said.say("problems.reports", faults="，".join(clauses)) if clauses else ""


def _rises_much(statistics: StatisticsFacts | None) -> bool:
    carriers = used_carriers(statistics.town) if statistics else []
    return any((carrier.quantity.comparison_to_date.change or 0) >= _MUCH for carrier in carriers)


def _consumption(town: TownQuarter, said: Wording) -> str:
    rises: list[str] = []
    for carrier in used_carriers(town):
        if risen := said.figure(f"statistics.{carrier.item.key}.rise"):
            time, name = "" if rises else span(town, said), escape(carrier_words(carrier, said))
            rises.append(said.say("problems.consumption_item", span=time, name=name, change=risen))
    return said.say("problems.consumption", figures="，".join(rises)) if rises else ""
