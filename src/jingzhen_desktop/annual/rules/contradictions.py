"""What a text says otherwise than the records (文中“4次”，记录为5次): numbers the clerk typed, and marked figures.
Pure; the ways to write a number are data.

Two ways to find them. A figure of the standard text that was typed over: the paragraph is laid beside its
draft. A sentence of the clerk's own: the ways such sentences are written
(``resources/narrative/checks.toml``). Marked figures are never questioned here; they are compared with the
records by key.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from ...base.resources import resource
from ..values.facts import SummaryFacts
from ..values.kinds import ParagraphKind
from ..values.sources import ChangedFigure, Contradiction
from ..values.text import Figure, SummaryParagraph
from .carriers import ALL_COST, ALL_ENERGY, LEVEL, used_carriers
from .markup import mark, parse, plain
from .numerals import NUMERAL, Numeral, read_numeral

_TOKEN = re.compile(rf"{NUMERAL}|[A-Za-z]+|.", re.DOTALL)
_COUNTER = re.compile(r"家次|人次|千瓦时|立方米|千克|平方米|[^\W\d_]|%")
_OTHER_TIME = re.compile(
    r"上年|去年|往年|前年|同期|计划|每年|每季|每月|每次|各次|[一二三四]季度|下半年|不少于|以上|以下"
)
_YEAR = re.compile(r"(\d{4})年")
_CLAUSE_END = "。；！？"


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A way to write a figure; ``scales`` turns the unit that was written into that of the form."""

    key: str
    title: str
    pattern: re.Pattern[str]
    scales: Mapping[str, Decimal]


Title = Callable[[str], str]
"""Key of a figure → what it is called."""


def contradictions(
    paragraphs: Sequence[SummaryParagraph],
    drafts: Mapping[str, str],
    now: Mapping[str, str],
    facts: SummaryFacts,
    title: Title,
) -> tuple[Contradiction, ...]:
    """Return what was typed against the records, in the order of the text.

    Args:
        drafts: the text of each generated paragraph by its source, as it would be written now.
        now: what the records say, by key.
        title: what a key's figure is called.
    """
    patterns = _patterns(facts, now, title)
    found: list[Contradiction] = []
    for index, one in enumerate(paragraphs):
        if one.kind is ParagraphKind.TABLE:
            continue
        typed_over = list(_typed_over(index, one.text, drafts.get(one.source, ""), now, title))
        places = {other.start for other in typed_over}
        own = [
            other
            for other in _written(index, one.text, patterns, now, facts.year)
            if other.start not in places
        ]
        found += sorted([*typed_over, *own], key=lambda other: other.start)
    return tuple(found)


# ---- a figure of the standard text that was typed over


def _typed_over(
    index: int, text: str, draft: str, now: Mapping[str, str], title: Title
) -> Iterator[Contradiction]:
    """Lay a paragraph beside its draft:
    where a figure stood and now stands another number of the same things.
    """
    here = {piece.key for piece in parse(text) if isinstance(piece, Figure)}
    lost = [piece for piece in parse(draft) if isinstance(piece, Figure) and piece.key not in here]
    if not draft or not lost:
        return
    old, new = _tokens(draft), _tokens(text)
    matcher = SequenceMatcher(
        None, [_same(token) for token in old], [_same(token) for token in new], autojunk=False
    )
    for what, first, last, start, stop in matcher.get_opcodes():
        if what != "replace":
            continue
        free = [token for token in new[start:stop] if token.key == "" and read_numeral(token.text)]
        gone = [token for token in old[first:last] if token.key and token.key not in here]
        for token, typed in zip(gone, free, strict=False):
            yield from _judged(index, text, token.key, typed, now, title)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a free number or a whole figure of a text, with its place in the plain text."""

    text: str
    start: int
    key: str = ""


def _tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    place = 0
    for piece in parse(text):
        if isinstance(piece, Figure):
            tokens.append(_Token(piece.shown, place, piece.key))
            place += len(piece.shown)
            continue
        for found in _TOKEN.finditer(piece):
            tokens.append(_Token(found[0], place + found.start()))
        place += len(piece)
    return tokens


def _same(token: _Token) -> str:
    return f"⟦{token.key}" if token.key else token.text


def _judged(
    index: int, text: str, key: str, typed: _Token, now: Mapping[str, str], title: Title
) -> Iterator[Contradiction]:
    """Compare a number typed where a figure stood;
    only numbers of the same things are held against each other.
    """
    recorded, number = now.get(key), read_numeral(typed.text)
    truth = _leading(recorded or "")
    if recorded is None or number is None or truth is None:
        return
    whole = plain(text)
    start, end = typed.start, typed.start + len(typed.text)
    direction = _WRITTEN_DIRECTION.search(whole[:start]) if _DIRECTION.match(recorded) else None
    counter = _counter(recorded)
    if counter and not whole.startswith(counter, end):
        return
    if number.agrees(truth) and (direction is None or bool(direction["down"]) is recorded.startswith("下降")):
        return
    start, end = direction.start() if direction else start, end + len(counter)
    yield Contradiction(
        index, start, end - start, whole[start:end], key, title(key), recorded, mark(key, recorded)
    )


_DIRECTION = re.compile("上升|下降")
"""What a change begins with."""
_WRITTEN_DIRECTION = re.compile(r"(?:(?P<up>上升|增长|增加|提高)|(?P<down>下降|减少|降低))[了约]?$")


def _leading(recorded: str) -> Numeral | None:
    """The number a figure shows; None for names, dates and shares of units."""
    if recorded in LEVEL:
        return Numeral(Decimal(0), Decimal("0.1"))
    found = re.fullmatch(rf"(?:{_DIRECTION.pattern})?({NUMERAL})({_COUNTER.pattern})?%?", recorded)
    return read_numeral(found[1]) if found else None


def _counter(recorded: str) -> str:
    """What is counted: 4次 → 次; empty for a bare amount, whose unit stands in the text after it."""
    number = re.match(rf"(?:{_DIRECTION.pattern})?{NUMERAL}", recorded)
    return recorded[number.end() :] if number else ""


# ---- sentences of the clerk's own


def _written(
    index: int, text: str, patterns: Iterable[_Pattern], now: Mapping[str, str], year: int
) -> Iterator[Contradiction]:
    whole = plain(text)
    taken = _figure_spans(text)
    seen: set[int] = set()
    for one in patterns:
        for found in one.pattern.finditer(whole):
            start, end = found.span("n")
            overlaps = any(first < end and start < last for first, last in taken)
            if start in seen or overlaps or _speaks_of_another_time(whole, found.start(), found.end(), year):
                continue
            if (contradiction := _compared(index, whole, found, one, now)) is not None:
                seen.add(start)
                yield contradiction


def _compared(
    index: int, whole: str, found: re.Match[str], one: _Pattern, now: Mapping[str, str]
) -> Contradiction | None:
    number, recorded = read_numeral(found["n"]), now.get(one.key, "")
    truth = _leading(recorded)
    if number is None or truth is None:
        return None
    groups = found.groupdict()
    unit = groups.get("unit") or ""
    if number.scaled(one.scales.get(unit, Decimal(1))).agrees(truth) and _direction_agrees(groups, recorded):
        return None
    start, end = _stretch(whole, found, recorded)
    form_unit = _unit_of_form(one) if unit else ""
    return Contradiction(
        index,
        start,
        end - start,
        whole[start:end],
        one.key,
        one.title,
        recorded + form_unit,
        mark(one.key, recorded) + form_unit,
    )


def _stretch(whole: str, found: re.Match[str], recorded: str) -> tuple[int, int]:
    """Where what is to be replaced begins and ends: the number with 上升 or 下降 before it and its unit, or
    the counter the record writes, behind it.
    """
    groups = found.groupdict()
    start, end = found.span("n")
    counter = "%" if recorded in LEVEL else "" if groups.get("unit") else _counter(recorded)
    if counter and whole.startswith(counter, end):
        end += len(counter)
    elif groups.get("unit"):
        end = found.end("unit")
    if groups.get("up") or groups.get("down"):
        start = found.start("up" if groups.get("up") else "down")
    return start, end


def _unit_of_form(one: _Pattern) -> str:
    """The unit whose scale is 1; of several the first, which is the form's own."""
    return next(unit for unit, scale in one.scales.items() if scale == 1)


def _direction_agrees(groups: Mapping[str, str | None], recorded: str) -> bool:
    """Whether 上升 or 下降 was written as it is, or nothing of it."""
    if recorded in LEVEL or not (groups.get("up") or groups.get("down")):
        return True
    return recorded.startswith("下降") is bool(groups.get("down"))


def _figure_spans(text: str) -> list[tuple[int, int]]:
    spans, place = [], 0
    for piece in parse(text):
        shown = piece.shown if isinstance(piece, Figure) else piece
        if isinstance(piece, Figure):
            spans.append((place, place + len(shown)))
        place += len(shown)
    return spans


def _speaks_of_another_time(whole: str, start: int, end: int, year: int) -> bool:
    """Whether the clause is about last year, a plan, a single quarter, another year."""
    first = max((whole.rfind(mark_, 0, start) for mark_ in _CLAUSE_END), default=-1) + 1
    clause = whole[first:end]
    ahead = re.split(r"[，、]", whole[first:start])[-1] + whole[start:end]
    return bool(_OTHER_TIME.search(ahead)) or any(int(other) != year for other in _YEAR.findall(clause))


@cache
def _checks() -> dict[str, Any]:
    return tomllib.loads(resource("narrative", "checks.toml").read_text("utf-8"))


def _patterns(facts: SummaryFacts, now: Mapping[str, str], title: Title) -> list[_Pattern]:
    checks = _checks()
    numeral = f"(?P<n>{NUMERAL})"
    found: list[_Pattern] = []
    for key, ways in checks["counts"].items():
        if key.endswith("*"):
            found += _of_family(key, ways, now, title)
        elif key in now:
            expressions = (re.compile(way.replace("{n}", numeral)) for way in ways)
            found += [_Pattern(key, title(key), expression, {}) for expression in expressions]
    if facts.statistics is None:
        return found
    amounts, words = checks["amounts"], _carrier_words()
    wanted = [
        (f"statistics.{ALL_COST}.quantity", amounts["cost"], "", "元"),
        (f"statistics.{ALL_ENERGY}.quantity", amounts["coal"], "", "千克标准煤"),
    ]
    for carrier in used_carriers(facts.statistics.town):
        item = carrier.item
        key, name = f"statistics.{item.key}", words.get(item.key, f"用{item.name}")
        wanted.append((f"{key}.quantity", amounts["quantity"], name, item.unit))
        wanted.append((f"{key}.change", amounts["change"], name, ""))
    for key, ways, name, unit in wanted:
        found += _amounts(key, title(key), ways, name, unit)
    return found


def _of_family(family: str, ways: Iterable[str], now: Mapping[str, str], title: Title) -> Iterator[_Pattern]:
    """The ways to write each figure of a family: its subject is the name that stands beside the number."""
    beginning = family.removesuffix("*")
    for key in now:
        if key.startswith(beginning):
            for way in ways:
                written = way.replace("{name}", re.escape(key.removeprefix(beginning)))
                yield _Pattern(key, title(key), re.compile(written.replace("{n}", f"(?P<n>{NUMERAL})")), {})


def _amounts(key: str, title: str, ways: Iterable[str], name: str, unit: str) -> list[_Pattern]:
    written = _checks()["units"].get(unit, {unit: 1}) if unit else {}
    scales = {word: Decimal(str(scale)) for word, scale in written.items()}
    units = "|".join(sorted(map(re.escape, scales), key=len, reverse=True))
    gaps = {"{n}": f"(?P<n>{NUMERAL})", "{unit}": f"(?P<unit>{units})", "{name}": re.escape(name)}
    made = []
    for way in ways:
        for gap, pattern in gaps.items():
            way = way.replace(gap, pattern)  # noqa: PLW2901 - filled gap by gap
        made.append(_Pattern(key, title, re.compile(way), scales))
    return made


@cache
def _carrier_words() -> dict[str, str]:
    data = tomllib.loads(resource("narrative", "annual.toml").read_text("utf-8"))
    words: dict[str, str] = data["words"]["carriers"]
    return words


# ---- marked figures


def changed_figures(
    shown: Iterable[Figure], now: Mapping[str, str], title: Title
) -> tuple[ChangedFigure, ...]:
    """Return the figures of a text that the records no longer say; each key at most once."""
    changed = {figure.key: figure.shown for figure in shown if now.get(figure.key) != figure.shown}
    return tuple(ChangedFigure(key, title(key), stood, now.get(key)) for key, stood in changed.items())
