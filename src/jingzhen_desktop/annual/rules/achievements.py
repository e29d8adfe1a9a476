"""What became of the year's plan: done, or still to do.
Only where a plan was put into the ledger of tasks.
"""

from __future__ import annotations

from ..values.facts import PlanItem, SummaryFacts
from ..values.kinds import SummaryKind
from .figures import count, names
from .markup import escape
from .narrative import Wording


def achievement_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraph on the plan; none without a plan, and none at half-time."""
    if not facts.plan or facts.kind is not SummaryKind.YEAR:
        return []
    kept = [item for item in facts.plan if item.done_on is not None]
    undone = [item for item in facts.plan if item.done_on is None]
    done = names("plan.kept", map(_short, kept))
    words = {
        "total": count("plan.total", len(facts.plan), "项"),
        "undone": names("plan.undone", map(_short, undone)),
        "done": count("plan.done", len(kept), "项"),
    }
    if not undone:
        return [("achievements.plan", said.say("achievements.text_all", kept=done, **words))]
    kept_clause = said.say("achievements.kept", items=done) if kept else ""
    return [
        (
            "achievements.plan",
            said.say(
                "achievements.text_some" if kept else "achievements.text_none", kept=kept_clause, **words
            ),
        )
    ]


def _short(item: PlanItem) -> str:
    """An item as part of a sentence, without its full stop."""
    return item.text.rstrip("。；; ")


def carried_over(facts: SummaryFacts) -> list[str]:
    """Return the items that were not done, as marked texts for the next plan."""
    return [escape(_short(item)) for item in facts.plan if item.done_on is None]
