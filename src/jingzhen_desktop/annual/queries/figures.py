"""Reads that hold a stored text against the records:
what changed, what was typed against them, where a figure comes from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...office.file import Office
from ..rules.contradictions import contradictions
from ..rules.definitions import named
from ..rules.draft import draft, figures_now
from ..rules.figures import changed_figures, paragraph_figures
from ..rules.narrative import narrative_of_year
from ..rules.problems import WITHOUT_PROBLEMS, problem_candidates
from ..rules.sources import explain
from ..values.facts import ProblemCandidate, SummaryFacts
from ..values.sources import ChangedFigure, Contradiction, Explanation
from ..values.text import Figure, ParagraphDraft, Summary
from .facts import collect_facts, source_book


@dataclass(frozen=True, slots=True)
class Comparison:
    """A stored text beside the records of now.

    Attributes:
        figures: everything the records can put into it (数据域).
        drafts: how each generated paragraph would be written now, by source.
        changed: marked figures that the records no longer say.
        typed: numbers written against the records.
        candidates: the problems the paper may name.
    """

    facts: SummaryFacts
    figures: tuple[Figure, ...]
    drafts: dict[str, ParagraphDraft]
    changed: tuple[ChangedFigure, ...]
    typed: tuple[Contradiction, ...]
    candidates: tuple[ProblemCandidate, ...] = ()

    @property
    def now(self) -> dict[str, str]:
        """What the records say, by key."""
        return {figure.key: figure.shown for figure in self.figures}


def compare(office: Office, stored: Summary) -> Comparison:
    """Hold a stored text against the records."""
    facts = collect_facts(office, stored.year, stored.kind, stored.day)
    narrative = narrative_of_year(stored.year)
    offered = () if stored.kind in WITHOUT_PROBLEMS else problem_candidates(facts, narrative)
    drafts = {one.source: one for one in draft(facts, narrative, stored.problems)}
    return beside(Comparison(facts, figures_now(facts, narrative), drafts, (), (), offered), stored)


def beside(compared: Comparison, stored: Summary) -> Comparison:
    """Hold a text that was changed against records that were not; reads nothing."""
    shown = [figure for paragraph in stored.paragraphs for figure in paragraph_figures(paragraph)]
    drafts = {source: one.text for source, one in compared.drafts.items()}
    typed = contradictions(stored.paragraphs, drafts, compared.now, compared.facts)
    changed = tuple(
        replace(one, title=named(one.key, compared.facts)) for one in changed_figures(shown, compared.figures)
    )
    return replace(compared, changed=changed, typed=typed)


def stale_figures(office: Office, stored: Summary) -> tuple[ChangedFigure, ...]:
    """Return the figures in a stored text that the records no longer say."""
    return compare(office, stored).changed


def explanations(office: Office, facts: SummaryFacts, figures: tuple[Figure, ...]) -> tuple[Explanation, ...]:
    """Return where figures come from, in their order."""
    book = source_book(office, facts)
    return tuple(explain(figure, book) for figure in figures)
