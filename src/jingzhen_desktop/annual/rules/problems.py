"""五 problems and next steps: the source's standard paragraphs and those the records show,
for the clerk to choose from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ...base.text import join_names
from ...quarterly.values.views import OwedReport
from ..values.facts import ProblemCandidate, StatisticsFacts, SummaryFacts
from ..values.kinds import SummaryKind
from ..values.text import Narrative
from .figures import count, names, percent
from .markup import escape, mark
from .narrative import Wording, wording
from .organisation import without_base_data, without_liaison
from .statistics import carrier_words, span, used_carriers

WITHOUT_PROBLEMS = frozenset({SummaryKind.PLAN, SummaryKind.COVER})
"""Papers that name no problems."""
_LEAST_RISE = Decimal("0.0005")
"""What shows as 0.0% is no rise."""
_MUCH = Decimal("0.05")
"""A rise from here on is proposed as a problem, a smaller one only offered."""
_COUNTED_AT_A_GLANCE = 3


def problem_candidates(facts: SummaryFacts, narrative: Narrative) -> tuple[ProblemCandidate, ...]:
    """Return the problems the summary may name, standard ones first; the clerk ticks."""
    said = wording(facts, narrative)
    standard = [_standard(key, said) for key in ("management", "quota", "incentive")]
    shown = {
        "group": "" if facts.group else said.say("problems.group"),
        "liaisons": _liaisons(facts, said),
        "overdue": _overdue(facts, said),
        "reports": _reports(facts.statistics, said) if facts.statistics else "",
        "consumption": _consumption(facts.statistics, said) if facts.statistics else "",
        "unvisited": _unvisited(facts, said),
        "base_data": _base_data(facts, said),
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
        whole = (
            "problems.management_title",
            "problems.management",
            "problems.management_also",
            "problems.quota",
        )
        texts["problems.management"] = "".join(said.say(key) for key in whole)
        del texts["problems.quota"]
    return [(source, f"{number}.{text}") for number, (source, text) in enumerate(texts.items(), 1)]


def _standard(key: str, said: Wording) -> ProblemCandidate:
    parts = {
        "management": ("problems.management_title", "problems.management", "problems.management_end"),
        "quota": ("problems.quota_title", "problems.quota"),
        "incentive": ("problems.incentive",),
    }[key]
    return ProblemCandidate(
        key, said.say(f"problems.labels.{key}"), "".join(said.say(part) for part in parts), standard=True
    )


def _liaisons(facts: SummaryFacts, said: Wording) -> str:
    units = names("organisation.without_liaison", [unit.short_name for unit in without_liaison(facts)])
    return said.say("problems.liaisons", units=units) if units else ""


def _base_data(facts: SummaryFacts, said: Wording) -> str:
    units = names("organisation.without_data", [unit.short_name for unit in without_base_data(facts)])
    return said.say("problems.base_data", units=units) if units else ""


def _overdue(facts: SummaryFacts, said: Wording) -> str:
    number = facts.inspection.rectifications_overdue if facts.inspection else 0
    return (
        said.say("problems.overdue", count=count("inspection.overdue_problem", number, "份"))
        if number
        else ""
    )


def _unvisited(facts: SummaryFacts, said: Wording) -> str:
    """Only where there were inspections at all; that there were none is no matter of coverage."""
    if facts.inspection is None or not facts.inspection.visits:
        return ""
    units = names("inspection.unvisited", facts.inspection.not_visited)
    return said.say("problems.unvisited", units=units) if units else ""


def _reports(statistics: StatisticsFacts, said: Wording) -> str:
    faults = {"missing": statistics.missing, "blank": statistics.blank, "late": statistics.late}
    clauses = [
        said.say(f"problems.reports_{key}", units=mark(f"statistics.{key}", _by_unit(late)))
        for key, late in faults.items()
        if late
    ]
    return said.say("problems.reports", faults="，".join(clauses)) if clauses else ""


def _by_unit(reports: Sequence[OwedReport]) -> str:
    """Name the units with their quarters, those of the same quarters once: 卫生院、文化站三季度，敬老院二季度、三季度."""
    quarters: dict[str, list[str]] = {}
    for report in reports:
        quarters.setdefault(report.unit.short_name, []).append(report.quarter.name)
    alike: dict[str, list[str]] = {}
    for unit, found in quarters.items():
        alike.setdefault(join_names(found), []).append(unit)
    return "，".join(_some(units) + found for found, units in alike.items())


def _some(units: list[str]) -> str:
    """Name units, and count them where a reader would have to."""
    return join_names(units) + (f"等{len(units)}个单位" if len(units) > _COUNTED_AT_A_GLANCE else "")


def _rises_much(statistics: StatisticsFacts | None) -> bool:
    carriers = used_carriers(statistics.town) if statistics else []
    return any((carrier.quantity.comparison_to_date.change or 0) >= _MUCH for carrier in carriers)


def _consumption(statistics: StatisticsFacts, said: Wording) -> str:
    town = statistics.town
    rises: list[str] = []
    for carrier in used_carriers(town):
        change = carrier.quantity.comparison_to_date.change
        if change is not None and change >= _LEAST_RISE:
            risen = percent(f"statistics.{carrier.item.key}.rise", change)
            name = carrier_words(carrier, said)
            rises.append(
                said.say(
                    "problems.consumption_item",
                    span=span(town, said) if not rises else "",
                    name=escape(name),
                    change=risen,
                )
            )
    return said.say("problems.consumption", figures="，".join(rises)) if rises else ""
