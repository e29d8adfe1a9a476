"""What became of the year's plan: done, or still to do.
Only where a plan was put into the ledger of tasks.
"""

from __future__ import annotations

from ..values.facts import SummaryFacts
from ..values.kinds import SummaryKind
from .markup import escape
from .narrative import Wording


def achievement_texts(facts: SummaryFacts, said: Wording) -> list[tuple[str, str]]:
    """Return the paragraph on the plan; none without a plan, and none at half-time."""
    if not facts.plan or facts.kind is not SummaryKind.YEAR:
        return []
    kept, undone = said.figure("plan.kept"), said.figure("plan.undone")
    words = {"total": said.figure("plan.total"), "done": said.figure("plan.done"), "undone": undone}
    if not undone:
        return [("achievements.plan", said.say("achievements.text_all", kept=kept, **words))]
    clause = said.say("achievements.kept", items=kept) if kept else ""
    key = "achievements.text_some" if kept else "achievements.text_none"
    return [("achievements.plan", said.say(key, kept=clause, **words))]


def carried_over(facts: SummaryFacts) -> list[str]:
    """Return the items that were not done, as marked texts for the next plan."""
    return [escape(item.words) for item in facts.plan if item.done_on is None]
