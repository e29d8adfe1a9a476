"""The standard wording: read from ``resources/narrative``, filled with names and figures.

Every text handled here and in the other rules is marked text (``markup``): names of the office are escaped
once, figures are marks. So a template may be filled with finished clauses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from ...base.resources import resource
from ...energy.statistics import system_of_year
from ...organisation.rules.place_words import place_words
from ..values.facts import SummaryFacts
from ..values.kinds import SummaryKind
from ..values.text import Narrative
from .markup import escape, mark

_TITLE_KEYS = {
    SummaryKind.YEAR: "title.year",
    SummaryKind.HALF: "title.half",
    SummaryKind.CONSUMPTION: "consumption.title",
    SummaryKind.PLAN: "plan.title",
    SummaryKind.COVER: "cover.title_nothing",
}
_FILES = ("annual.toml", "consumption.toml", "plan.toml", "cover.toml")
_REGIONS = ("县", "市", "区", "旗")


class Wording:
    """The wording of one summary: phrases of its year, its place and time words, and its figures by key."""

    def __init__(
        self, narrative: Narrative, common: Mapping[str, str], figures: Mapping[str, str] | None = None
    ) -> None:
        self._narrative = narrative
        self._common = common
        self._figures = figures or {}

    def say(self, key: str, **values: str) -> str:
        """Return a phrase with its gaps filled; values are marked texts.
        A phrase without a wording for the year is empty.
        """
        return self._narrative.phrases.get(key, "").format_map({**self._common, **values})

    def shown(self, key: str) -> str:
        """Return what stands in the text for a figure; empty where the records say nothing of it."""
        return self._figures.get(key, "")

    def figure(self, key: str) -> str:
        """Return a figure as a mark; empty where the records say nothing of it."""
        return mark(key, self.shown(key))

    def word(self, key: str) -> str:
        """Return a place or time word, e.g. ``our`` → 我镇."""
        return self._common[key]

    def words(self, name: str) -> dict[str, str]:
        """Return a list of words, e.g. ``systems``: 文化 → 文."""
        return self._narrative.words.get(name, {})


@cache
def narrative_of_year(year: int) -> Narrative:
    """Return the wording in force in a year."""
    data: dict[str, Any] = {}
    for file in _FILES:
        data |= tomllib.loads(resource("narrative", file).read_text("utf-8"))
    words = data.pop("words")
    phrases: dict[str, str] = {}
    for room, entries in data.items():
        phrases |= {f"{room}.{key}": _in_force(value, year) for key, value in _flat(entries)}
    return Narrative(phrases, words)


def wording(facts: SummaryFacts, narrative: Narrative, figures: Mapping[str, str] | None = None) -> Wording:
    """Return the wording with the place and time words of these facts, and their figures by key."""
    year, half = facts.year, facts.kind is SummaryKind.HALF
    words = {
        name: escape(value) for name, value in {**place_words(facts.names.town), **_superiors(facts)}.items()
    }
    words["use"] = (facts.statistics.town.system if facts.statistics else system_of_year(year)).use
    plain = Wording(narrative, {**words, "year": str(year), "next": str(year + 1)})
    kind = "half" if half else "year"
    since = "time.since_now" if facts.day.year == year else f"time.since_later_{kind}"
    times = {
        "since": plain.say(since),
        "period": plain.say(f"time.period_{kind}"),
        "during": plain.say(f"time.during_{kind}"),
        "next": plain.say(f"time.next_{kind}"),
    }
    return Wording(narrative, {**words, "year": str(year), "following": str(year + 1), **times}, figures)


def title_of(facts_town: str, year: int, kind: SummaryKind) -> str:
    """Return the title of a summary as plain text."""
    phrases = narrative_of_year(year).phrases
    return phrases[_TITLE_KEYS[kind]].format(
        town=place_words(facts_town)["town"], year=year, following=year + 1
    )


def _superiors(facts: SummaryFacts) -> dict[str, str]:
    names = facts.names
    county = names.county.strip()
    guide = county[-1] if county.endswith(_REGIONS) else "上级"
    return {
        "guide": guide,
        "leadership": names.leadership,
        "superior": names.superior,
        "section": names.section,
        "host": names.host,
    }


def _flat(entries: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return a table's phrases, those of a table inside it with a dotted key."""
    flat: list[tuple[str, Any]] = []
    for key, value in entries.items():
        flat += (
            [(f"{key}.{inner}", text) for inner, text in value.items()]
            if isinstance(value, dict)
            else [(key, value)]
        )
    return flat


def _in_force(value: str | list[dict[str, Any]], year: int) -> str:
    if isinstance(value, str):
        return value
    fitting = (one["text"] for one in value if one.get("first_year", 0) <= year <= one.get("last_year", 9999))
    return str(next(fitting, ""))
