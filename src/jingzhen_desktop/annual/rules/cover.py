"""关于报送…的报告: the letter upward that carries the others, with the year in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ...organisation.rules.place_words import signing_office
from ..values.facts import SummaryFacts
from ..values.text import ParagraphDraft
from .chapters import bodies
from .markup import escape
from .narrative import Wording
from .statistics import not_received, totals_sentence


def cover_draft(facts: SummaryFacts, said: Wording) -> list[ParagraphDraft]:
    """Write the letter."""
    carried = "、".join(f"《{escape(title)}》" for title in facts.attached)
    opening = said.say("cover.opening", attached=carried) if carried else said.say("cover.opening_nothing")
    texts = [
        ("opening", opening),
        ("cover.facts", _facts(facts, said)),
        ("statistics.totals", totals_sentence(facts.statistics.town, said) if facts.statistics else ""),
        ("closing", said.say("cover.closing")),
    ]
    return bodies(texts)


def cover_title(attached: Sequence[str], said: Wording) -> str:
    """Return the title: who sends it, what it carries; of several papers the first."""
    town = said.word("town")
    if not attached:
        return signing_office(town) + said.say("cover.title_nothing").replace(town, "", 1)
    key = "cover.title_one" if len(attached) == 1 else "cover.title_many"
    return signing_office(town) + said.say(key, attached=attached[0].removeprefix(town))


def _facts(facts: SummaryFacts, said: Wording) -> str:
    publicised = said.figure("publicity.activities")
    clauses = [
        said.say("cover.publicised", count=publicised) if publicised else "",
        _inspected(facts, said),
        _reported(said),
    ]
    told = "；".join(filter(None, clauses))
    return said.say("cover.facts", facts=told) if told else ""


def _inspected(facts: SummaryFacts, said: Wording) -> str:
    visits, units = said.figure("inspection.visits"), said.figure("inspection.units")
    if facts.inspection is None or not visits:
        return ""
    found = said.figure("inspection.violations") if facts.inspection.violations else ""
    violations = said.say("cover.violations", count=found) if found else ""
    return said.say("cover.inspected", visits=visits, units=units, violations=violations)


def _reported(said: Wording) -> str:
    expected, received = said.figure("statistics.expected"), said.figure("statistics.received")
    if not expected:
        return ""
    return said.say("cover.reported", expected=expected, received=received, missing=not_received(said))
