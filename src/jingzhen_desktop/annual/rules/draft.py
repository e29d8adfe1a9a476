"""A paper from its facts: which chapters, in which order, and every figure it may show.
Pure; what a chapter says is in its own module.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..values.facts import SummaryFacts
from ..values.kinds import ParagraphKind, SummaryKind
from ..values.text import Figure, Narrative, ParagraphDraft
from .achievements import achievement_texts
from .chapters import bodies, items, numbered
from .consumption import consumption_draft
from .cover import cover_draft
from .extras import extra_figures
from .markup import figures
from .narrative import Wording, wording
from .organisation import leading_texts, network_texts
from .planning import plan_draft
from .problems import default_problems, problem_candidates, problem_texts
from .statistics import statistics_table, statistics_texts
from .supervision import inspection_texts, publicity_texts
from .tables import table_as_text, table_figures


def draft(
    facts: SummaryFacts, narrative: Narrative, problems: Sequence[str] | None = None
) -> list[ParagraphDraft]:
    """Write a paper of the facts' kind.

    Args:
        problems: keys of the candidates to name among the problems; None takes those proposed.
    """
    said = wording(facts, narrative)
    candidates = problem_candidates(facts, narrative)
    chosen = problem_texts(candidates, default_problems(candidates) if problems is None else problems, said)
    if facts.kind is SummaryKind.CONSUMPTION:
        return consumption_draft(
            facts, said, items([(source, text.partition(".")[2]) for source, text in chosen])
        )
    if facts.kind is SummaryKind.PLAN:
        return plan_draft(facts, said)
    if facts.kind is SummaryKind.COVER:
        return cover_draft(facts, said)
    return _summary(facts, said, chosen)


def figures_now(facts: SummaryFacts, narrative: Narrative) -> tuple[Figure, ...]:
    """Return every figure a paper of these facts may show, whichever problems are chosen; each key once."""
    every = [candidate.key for candidate in problem_candidates(facts, narrative)]
    paragraphs = draft(facts, narrative, every)
    if not facts.kind.is_summary:
        paragraphs += _summary(facts, wording(facts, narrative), _all_problems(facts, narrative))
    found: dict[str, Figure] = {}
    for paragraph in paragraphs:
        shown = (
            table_figures(paragraph.text)
            if paragraph.kind is ParagraphKind.TABLE
            else figures(paragraph.text)
        )
        found |= {figure.key: figure for figure in shown if figure.key not in found}
    found |= {figure.key: figure for figure in extra_figures(facts) if figure.key not in found}
    return tuple(found.values())


def _all_problems(facts: SummaryFacts, narrative: Narrative) -> list[tuple[str, str]]:
    candidates = problem_candidates(facts, narrative)
    return problem_texts(candidates, [candidate.key for candidate in candidates], wording(facts, narrative))


def _summary(facts: SummaryFacts, said: Wording, problems: Sequence[tuple[str, str]]) -> list[ParagraphDraft]:
    """The annual or half-year summary, in the structure of the source document."""
    named = items([(source, text.partition(".")[2]) for source, text in problems])
    chapters = [
        ("leading", said.say("leading.heading"), bodies(leading_texts(facts, said))),
        ("network", said.say("network.heading"), bodies(network_texts(facts, said))),
        ("publicity", said.say("publicity.heading"), bodies(publicity_texts(facts, said))),
        ("supervision", _supervision_heading(facts, said), supervision(facts, said)),
        ("achievements", said.say("achievements.heading"), bodies(achievement_texts(facts, said))),
        (
            "problems",
            said.say("problems.heading"),
            [ParagraphDraft("problems.intro", said.say("problems.intro")), *named] if named else [],
        ),
    ]
    return [
        ParagraphDraft("opening", _opening(said)),
        *numbered(chapters),
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


def supervision(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """Inspections and statistics with the table."""
    return [
        *bodies([*inspection_texts(facts, said), *statistics_texts(facts, said)]),
        *statistics_paragraphs(facts, said),
    ]


def statistics_paragraphs(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """The table of the town's totals, as a paragraph."""
    table = statistics_table(facts, said)
    return (
        []
        if table is None
        else [ParagraphDraft("statistics.table", table_as_text(table), kind=ParagraphKind.TABLE)]
    )
