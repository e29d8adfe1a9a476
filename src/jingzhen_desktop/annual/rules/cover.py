"""关于报送…的报告: the letter upward that carries the others, with the year in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ..values.facts import SummaryFacts
from ..values.text import ParagraphDraft
from .chapters import bodies
from .figures import count
from .markup import escape
from .narrative import Wording
from .statistics import totals_sentence


def cover_draft(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """Write the letter."""
    carried = "、".join(f"《{escape(title)}》" for title in facts.attached)
    texts = [
        (
            "opening",
            said.say("cover.opening", attached=carried) if carried else said.say("cover.opening_nothing"),
        ),
        ("cover.facts", _facts(facts, said)),
        ("statistics.totals", totals_sentence(facts, said) if facts.statistics else ""),
        ("closing", said.say("cover.closing")),
    ]
    return bodies(texts)


def cover_title(attached: Sequence[str], said: Wording) -> str:
    """Return the title: what it carries is named, of several papers the first."""
    if not attached:
        return said.say("cover.title_nothing")
    return said.say("cover.title_one" if len(attached) == 1 else "cover.title_many", attached=attached[0])


def _facts(facts: SummaryFacts, said: Wording) -> str:
    clauses = []
    if facts.publicity is not None and facts.publicity.activities:
        clauses.append(
            said.say(
                "cover.publicised", count=count("publicity.activities", len(facts.publicity.activities), "次")
            )
        )
    year = facts.inspection
    if year is not None and year.visits:
        found = (
            said.say("cover.violations", count=count("inspection.violations", year.violations, "个"))
            if year.violations
            else ""
        )
        visits, units = (
            count("inspection.visits", year.visits, "家次"),
            count("inspection.units", year.units_visited, "个"),
        )
        clauses.append(said.say("cover.inspected", visits=visits, units=units, violations=found))
    if facts.statistics is not None:
        expected = count("statistics.expected", len(facts.statistics.owed), "份")
        received = count("statistics.received", len(facts.statistics.received), "份")
        clauses.append(said.say("cover.reported", expected=expected, received=received))
    return said.say("cover.facts", facts="；".join(clauses)) if clauses else ""
