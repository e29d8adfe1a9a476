"""A paper from its facts: which chapters, in which order.
Pure; what a chapter says is in its own module.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..values.facts import SummaryFacts
from ..values.kinds import SummaryKind
from ..values.text import ParagraphDraft
from .achievements import achievement_texts
from .chapters import bodies, items, numbered
from .consumption import consumption_draft
from .cover import cover_draft
from .narrative import Wording
from .organisation import leading_texts, network_texts
from .planning import next_steps, plan_draft
from .problems import default_problems, problem_candidates, problem_texts
from .statistics import statistics_table, statistics_texts
from .supervision import inspection_texts, publicity_texts


def draft(facts: SummaryFacts, said: Wording, problems: Sequence[str] | None = None) -> list[ParagraphDraft]:
    """Write a paper of the facts' kind.

    Args:
        said: the wording of the facts, with their figures.
        problems: keys of the candidates to name among the problems; None takes those proposed.
    """
    if facts.kind is SummaryKind.PLAN:
        return plan_draft(facts, said)
    if facts.kind is SummaryKind.COVER:
        return cover_draft(facts, said)
    candidates = problem_candidates(facts, said)
    chosen = problem_texts(candidates, default_problems(candidates) if problems is None else problems, said)
    named = items([(source, text.partition(".")[2]) for source, text in chosen])
    if facts.kind is SummaryKind.CONSUMPTION:
        return consumption_draft(facts, said, named)
    return _summary(facts, said, named)


def _summary(facts: SummaryFacts, said: Wording, problems: Sequence[ParagraphDraft]) -> list[ParagraphDraft]:
    """The annual or half-year summary, in the structure of the source document."""
    intro = ParagraphDraft("problems.intro", said.say("problems.intro"))
    chapters = [
        ("leading", said.say("leading.heading"), bodies(leading_texts(facts, said))),
        ("network", said.say("network.heading"), bodies(network_texts(facts, said))),
        ("publicity", said.say("publicity.heading"), bodies(publicity_texts(facts, said))),
        ("supervision", _supervision_heading(facts, said), _supervision(facts, said)),
        ("achievements", said.say("achievements.heading"), bodies(achievement_texts(facts, said))),
        ("problems", said.say("problems.heading"), [intro, *problems] if problems else []),
    ]
    return [
        ParagraphDraft("opening", _opening(said)),
        *numbered(chapters),
        *bodies([("closing.steps", next_steps(facts, said))]),
        ParagraphDraft("closing", said.say("closing.text")),
    ]


def _opening(said: Wording) -> str:
    leadership = said.word("leadership") or said.say("opening.leadership_unknown")
    return said.say("opening.text", leadership=leadership, guidance=said.say("opening.guidance"))


def _supervision_heading(facts: SummaryFacts, said: Wording) -> str:
    inspected, counted = bool(inspection_texts(facts, said)), facts.statistics is not None
    if inspected:
        return said.say("supervision.heading_both" if counted else "supervision.heading_inspection")
    return said.say("supervision.heading_statistics")


def _supervision(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """Inspections and statistics with the table."""
    texts = [*inspection_texts(facts, said), *statistics_texts(facts, said)]
    return [*bodies(texts), *statistics_table(facts, said)]
