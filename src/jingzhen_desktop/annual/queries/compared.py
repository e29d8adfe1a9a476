"""Reads that hold a stored text against the records: what changed, what was typed against them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from ...office.file import Office
from ...paper.coherence import rules
from ..figures.registry import figures_now, title_of, wording_of
from ..rules.contradictions import changed_figures, contradictions
from ..rules.draft import draft
from ..rules.grounds import grounds
from ..rules.narrative import narrative_of_year, wording
from ..rules.problems import WITHOUT_PROBLEMS, problem_candidates
from ..rules.questions import questions
from ..rules.tables import paragraph_figures
from ..values.facts import ProblemCandidate, SummaryFacts
from ..values.kinds import SummaryKind
from ..values.sources import ChangedFigure, Contradiction, Question
from ..values.text import Figure, ParagraphDraft, Summary
from .facts import collect_facts


@dataclass(frozen=True, slots=True)
class Compared:
    """A stored text beside the records of now.

    Attributes:
        now: what the records say, by key (数据域).
        drafts: how each generated paragraph would be written now, by source.
        changed: marked figures that the records no longer say.
        typed: numbers written against the records.
        candidates: the problems the paper may name.
        questions: sentences that the records speak against.
        marked: how many figures of the text come from records.
    """

    facts: SummaryFacts
    now: dict[str, str]
    drafts: dict[str, ParagraphDraft]
    changed: tuple[ChangedFigure, ...]
    typed: tuple[Contradiction, ...]
    candidates: tuple[ProblemCandidate, ...] = ()
    questions: tuple[Question, ...] = ()
    marked: int = 0

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Everything the records can put into the text."""
        return tuple(Figure(key, shown) for key, shown in self.now.items())

    @property
    def told(self) -> str:
        """What was held against the records, in a sentence."""
        return (
            f"已核对：正文中由记录填入的数据{self.marked}处，"
            f"自己写的检查、问题、整改、活动、材料、人次、单位、报表份数和能耗、费用，"
            f"以及{'、'.join(rule.title for rule in rules())}。"
        )


def compare(office: Office, stored: Summary) -> Compared:
    """Hold a stored text against the records."""
    facts = collect_facts(office, stored.year, stored.kind, stored.day)
    now = figures_now(facts)
    said = wording(facts, narrative_of_year(facts.year), now)
    offered = () if stored.kind in WITHOUT_PROBLEMS else problem_candidates(facts, said)
    drafts = {one.source: one for one in draft(facts, said, stored.problems)}
    return beside(Compared(facts, now, drafts, (), (), offered), stored)


def beside(compared: Compared, stored: Summary) -> Compared:
    """Hold a text that was changed against records that were not; reads nothing."""

    def title(key: str) -> str:
        return title_of(key, compared.facts)

    shown = list(chain.from_iterable(map(paragraph_figures, stored.paragraphs)))
    drafts = {source: one.text for source, one in compared.drafts.items()}
    typed = contradictions(stored.paragraphs, drafts, compared.now, compared.facts, title)
    asked = questions(stored.paragraphs, grounds(compared.facts), stored.kept)
    changed = changed_figures(shown, compared.now, title)
    return replace(compared, changed=changed, typed=typed, questions=asked, marked=len(shown))


def candidates(office: Office, year: int, kind: SummaryKind, day: date) -> tuple[ProblemCandidate, ...]:
    """Return the problems the paper may name; the plan and the letter name none."""
    if kind in WITHOUT_PROBLEMS:
        return ()
    facts = collect_facts(office, year, kind, day)
    return problem_candidates(facts, wording_of(facts))
