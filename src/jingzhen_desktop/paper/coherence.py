"""Whether what a paper says holds together: parts add up, nothing is claimed that no record bears out.

The rules are data (``resources/coherence/rules.toml``). What the records bear out is told by whoever writes
the paper (``Document.bears``). What happens to a doubtful sentence is not decided here.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..base.resources import resource
from .document import Block, Document, Heading, Paragraph, Table

_NUMBER = r"(?<!\d)(?P<n>\d+)"
_NUMBERED = re.compile(r"\d+[.．、]")
_SHOWN = 24
"""Of a long sentence so many characters are shown."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a paper that is read: a heading, a paragraph, or a table by its caption.

    Attributes:
        index: its place among the pieces of the paper.
        rows: of a table, how many there are.
    """

    index: int
    text: str
    heading: bool = False
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What does not hold together.

    Attributes:
        rule: key of the rule that says so.
        index, start, length: where it stands: the passage, and the words in it.
        words: these words.
        why: a sentence for the clerk.
        instead: words that would hold, where the rule knows some.
    """

    rule: str
    index: int
    start: int
    length: int
    words: str
    why: str
    instead: str = ""

    @property
    def key(self) -> str:
        """By which an answer is remembered: rule and words, without the mark that parts stored names."""
        return f"{self.rule}:{self.words}".replace("、", "，")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as the data declares it."""

    key: str
    title: str
    kind: str
    say: str
    words: tuple[re.Pattern[str], ...] = ()
    whole: tuple[re.Pattern[str], ...] = ()
    parts: tuple[re.Pattern[str], ...] = ()
    heading: re.Pattern[str] = re.compile("$^")
    caption: str = ""
    ground: str = ""
    instead: str = ""


@cache
def rules() -> tuple[Rule, ...]:
    """Return the rules in the order they are declared in."""
    data = tomllib.loads(resource("coherence", "rules.toml").read_text("utf-8"))
    return tuple(_rule(one) for one in data["rule"])


def document_doubts(document: Document) -> tuple[Doubt, ...]:
    """Return what does not hold together in a paper and was not answered yet, in the order of its text."""
    found = doubts(passages_of(document.blocks), document.bears)
    return tuple(one for one in found if one.key not in document.answered)


def doubts(passages: Sequence[Passage], bears: frozenset[str]) -> tuple[Doubt, ...]:
    """Return what does not hold together in a text.

    Args:
        bears: the grounds that the records give, by the names the rules use.
    """
    found: list[Doubt] = []
    for rule in rules():
        found += _JUDGES[rule.kind](rule, passages, bears)
    return tuple(sorted(found, key=lambda one: (one.index, one.start)))


def passages_of(blocks: Sequence[Block]) -> tuple[Passage, ...]:
    """Return what is read of a document's blocks."""
    return tuple(
        passage for index, block in enumerate(blocks) if (passage := _passage(index, block)) is not None
    )


def _passage(index: int, block: Block) -> Passage | None:
    match block:
        case Heading():
            return Passage(index, block.text, heading=True)
        case Paragraph():
            return Passage(index, block.text)
        case Table():
            return Passage(index, block.caption, rows=len(block.rows))
        case _:
            return None


def _rule(data: dict[str, Any]) -> Rule:
    def patterns(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(text.replace("{n}", _NUMBER)) for text in data.get(name, ()))

    return Rule(
        data["key"],
        data["title"],
        data["kind"],
        data["say"],
        patterns("words"),
        patterns("whole"),
        patterns("parts"),
        re.compile(data.get("heading", "$^")),
        data.get("caption", ""),
        data.get("ground", ""),
        data.get("instead", ""),
    )


_Judge = Callable[[Rule, Sequence[Passage], frozenset[str]], Iterator[Doubt]]
_Found = tuple[Passage, re.Match[str]]


def _texts(passages: Sequence[Passage]) -> Iterator[Passage]:
    return (one for one in passages if one.rows is None)


def _matches(patterns: Sequence[re.Pattern[str]], passages: Sequence[Passage]) -> Iterator[_Found]:
    """Find a rule's words in the running text, each place once."""
    for passage in _texts(passages):
        taken: set[int] = set()
        for pattern in patterns:
            for match in pattern.finditer(passage.text):
                start = match.start("n") if "n" in pattern.groupindex else match.start()
                if start not in taken:
                    taken.add(start)
                    yield passage, match


def _never(rule: Rule, passages: Sequence[Passage], _bears: frozenset[str]) -> Iterator[Doubt]:
    for passage, match in _matches(rule.words, passages):
        yield _doubt(rule, passage, match)


def _claim(rule: Rule, passages: Sequence[Passage], bears: frozenset[str]) -> Iterator[Doubt]:
    for passage, match in _matches(rule.words, passages):
        if rule.ground.format(match[0]) not in bears:
            yield _doubt(rule, passage, match)


def _sum(rule: Rule, passages: Sequence[Passage], _bears: frozenset[str]) -> Iterator[Doubt]:
    """Parts are looked for in the paragraph of the whole, and in the one after it."""
    for passage, match in _matches(rule.whole, passages):
        near = [one for one in passages if passage.index <= one.index <= passage.index + 1]
        parts = [int(part["n"]) for _place, part in _matches(rule.parts, near)]
        if parts and sum(parts) != int(match["n"]):
            numbers = f"{match['n']}≠{'＋'.join(map(str, parts))}"
            yield _doubt(rule, passage, match, numbers)


def _same(rule: Rule, passages: Sequence[Passage], _bears: frozenset[str]) -> Iterator[Doubt]:
    found = list(_matches(rule.words, passages))
    for passage, match in found[1:]:
        if match["n"] != found[0][1]["n"]:
            yield _doubt(rule, passage, match, f"{found[0][1]['n']}和{match['n']}")


def _rows(rule: Rule, passages: Sequence[Passage], _bears: frozenset[str]) -> Iterator[Doubt]:
    tables = [one.rows for one in passages if one.rows is not None and rule.caption in one.text]
    for passage, match in _matches(rule.whole, passages):
        if tables and sum(tables) != int(match["n"]):
            yield _doubt(rule, passage, match, f"文中{match['n']}处，表中{sum(tables)}行")


def _promise(rule: Rule, passages: Sequence[Passage], _bears: frozenset[str]) -> Iterator[Doubt]:
    """Every numbered item under a heading that promises something has it."""
    promised = False
    for passage in _texts(passages):
        if passage.heading and not _NUMBERED.match(passage.text):
            promised = bool(rule.heading.search(passage.text))
        elif (
            promised
            and _NUMBERED.match(passage.text)
            and not any(pattern.search(passage.text) for pattern in rule.words)
        ):
            words = passage.text[:_SHOWN]
            yield Doubt(rule.key, passage.index, 0, len(words), words, rule.say.format(words=words))


_JUDGES: dict[str, _Judge] = {
    "never": _never,
    "claim": _claim,
    "sum": _sum,
    "same": _same,
    "rows": _rows,
    "promise": _promise,
}


def _doubt(rule: Rule, passage: Passage, match: re.Match[str], numbers: str = "") -> Doubt:
    words = match[0].lstrip("，；。、（：")
    start = match.end() - len(words)
    why = rule.say.format(words=words, numbers=numbers)
    return Doubt(rule.key, passage.index, start, len(words), words, why, rule.instead)
