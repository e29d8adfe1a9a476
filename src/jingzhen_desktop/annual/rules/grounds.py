"""What the records bear out of what a paper may claim. Pure.
Which words claim what, the rules of ``paper.coherence`` say.
"""

from __future__ import annotations

from ...inspection.rules.circulars import SLOW
from ...inspection.values.year import InspectionYear
from ...organisation.rules.place_words import place_words
from ...organisation.values.ledger import LedgerKind
from ...quarterly.rules.deadlines import always_in_time
from ..values.facts import StatisticsFacts, SummaryFacts


def grounds(facts: SummaryFacts) -> frozenset[str]:
    """Return the grounds that a paper's facts give."""
    found = {f"scope:{place_words(facts.names.town)['whole']}"}
    found |= _of_statistics(facts.statistics)
    if facts.inspection is not None:
        found |= _of_inspections(facts.inspection)
    if not any(entry.item.kind is LedgerKind.BUDGET for entry in facts.ledger) or facts.group is None:
        found.add("no_funds")
    return frozenset(found)


def _of_statistics(statistics: StatisticsFacts | None) -> set[str]:
    if statistics is None:
        return {"no_statistics"}
    found = set()
    if always_in_time(statistics.sent):
        found.add("in_time")
    if not statistics.has_gaps:
        found.add("everything_in")
    if not any(one.stands for one in statistics.sent):
        found.add("no_statistics")
    return found


def _of_inspections(year: InspectionYear) -> set[str]:
    found = {f"scope:{one.scope}" for one in year.circulars if one.relayed_by}
    if year.corrected_on_spot:
        found.add("corrected")
    if year.ordered:
        found.add("ordered")
    if any(one.state in SLOW for one in year.ordered):
        found.add("slow")
    if year.violations_settled == year.violations:
        found.add("settled")
    return found
