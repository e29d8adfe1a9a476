"""The whole summary from its facts: chapters, numbers, the table. Pure; what a chapter says is in its own module."""

from __future__ import annotations

from collections.abc import Sequence

from ...base.text import chinese_number
from ..values import Figure, Level, Narrative, ParagraphDraft, ParagraphKind, SummaryFacts
from .markup import figures
from .narrative import Wording, wording
from .organisation import leading_texts, network_texts
from .problems import default_problems, problem_candidates, problem_texts
from .statistics import statistics_table, statistics_texts
from .supervision import inspection_texts, publicity_texts
from .tables import table_as_text, table_figures


def draft(facts: SummaryFacts, narrative: Narrative, problems: Sequence[str] | None = None) -> list[ParagraphDraft]:
    """Write the summary in the structure of the source document.

    Args:
        problems: keys of the candidates to name in 五; None takes those proposed.
    """
    said = wording(facts, narrative)
    chapters = [
        ("leading", said.say("leading.heading"), _bodies(leading_texts(facts, said))),
        ("network", said.say("network.heading"), _bodies(network_texts(facts, said))),
        ("publicity", said.say("publicity.heading"), _bodies(publicity_texts(facts, said))),
        ("supervision", _supervision_heading(facts, said), _supervision(facts, said)),
        ("problems", said.say("problems.heading"), _problems(facts, narrative, problems, said)),
    ]
    paragraphs = [ParagraphDraft("opening", _opening(said))]
    written = [(source, heading, bodies) for source, heading, bodies in chapters if bodies]
    for number, (source, heading, bodies) in enumerate(written, 1):
        paragraphs.append(ParagraphDraft(f"{source}.heading", f"{chinese_number(number)}、{heading}", Level.CHAPTER))
        paragraphs += bodies
    return [*paragraphs, ParagraphDraft("closing", said.say("closing.text"))]


def figures_now(facts: SummaryFacts, narrative: Narrative) -> tuple[Figure, ...]:
    """Return every figure a summary of these facts may show, whichever problems are chosen."""
    candidates = problem_candidates(facts, narrative)
    everything = draft(facts, narrative, [candidate.key for candidate in candidates])
    found: list[Figure] = []
    for paragraph in everything:
        found += table_figures(paragraph.text) if paragraph.kind is ParagraphKind.TABLE else figures(paragraph.text)
    return tuple(found)


def _opening(said: Wording) -> str:
    leadership = said.word("leadership") or said.say("opening.leadership_unknown")
    return said.say("opening.text", leadership=leadership, guidance=said.say("opening.guidance"))


def _supervision_heading(facts: SummaryFacts, said: Wording) -> str:
    inspected, counted = bool(inspection_texts(facts, said)), facts.statistics is not None
    return said.say(f"supervision.heading_{'both' if inspected and counted else 'inspection' if inspected else 'statistics'}")


def _supervision(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    paragraphs = _bodies([*inspection_texts(facts, said), *statistics_texts(facts, said)])
    table = statistics_table(facts, said)
    if table is not None:
        paragraphs.append(ParagraphDraft("statistics.table", table_as_text(table), kind=ParagraphKind.TABLE))
    return paragraphs


def _problems(facts: SummaryFacts, narrative: Narrative, chosen: Sequence[str] | None, said: Wording) -> list[ParagraphDraft]:
    candidates = problem_candidates(facts, narrative)
    texts = problem_texts(candidates, default_problems(candidates) if chosen is None else chosen, said)
    items = [ParagraphDraft(source, text, Level.ITEM) for source, text in texts]
    return [ParagraphDraft("problems.intro", said.say("problems.intro")), *items] if items else []


def _bodies(texts: Sequence[tuple[str, str]]) -> list[ParagraphDraft]:
    return [ParagraphDraft(source, text) for source, text in texts]
