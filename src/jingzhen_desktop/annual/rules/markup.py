r"""Marked text: how figures stand in a stored paragraph, ``用电⟦statistics.electricity.quantity|1234.5⟧千瓦时``.

``⟦``, ``|``, ``⟧`` and ``\`` are escaped with ``\`` where they are meant as characters. Reading never fails:
a bracket that does not close is a character like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...base.text import chinese_number
from ..values.kinds import Level
from ..values.text import Figure

_OPEN, _BAR, _CLOSE, _ESCAPE = "⟦", "|", "⟧", "\\"
_INSIDE = r"(?:[^⟦|⟧\\]|\\[⟦|⟧\\])"
_MARK = re.compile(rf"⟦({_INSIDE}+)\|({_INSIDE}+)⟧")
_ESCAPED = re.compile(r"\\([⟦|⟧\\])")
_SPECIAL = re.compile(r"([⟦|⟧\\])")
_TOKEN = re.compile(rf"{_ESCAPED.pattern}|{_MARK.pattern}")

_NUMERIC = re.compile(r"[\d.,%０-９．，％一二三四五六七八九十百千万亿/／]")
_NUMBERS = {
    Level.CHAPTER: re.compile(r"()([一二三四五六七八九十]{1,3})(、)"),
    Level.SECTION: re.compile(r"(（)([一二三四五六七八九十]{1,3})(）)"),
    Level.ITEM: re.compile(r"()(\d{1,2})([.．、])(?!\d)"),
}
"""The number a level begins with: what stands before it, the number, what stands after it."""


def parse(text: str) -> tuple[str | Figure, ...]:
    """Split a marked text into plain pieces and figures, in order;
    no empty and no two neighbouring plain pieces.
    """
    pieces: list[str | Figure] = []
    start = 0
    for token in _TOKEN.finditer(text):
        _add(pieces, text[start : token.start()])
        _add(pieces, token[1] or Figure(_unescape(token[2]), _unescape(token[3])))
        start = token.end()
    _add(pieces, text[start:])
    return tuple(pieces)


def compose(pieces: Iterable[str | Figure]) -> str:
    """Write pieces as marked text; the inverse of :func:`parse`."""
    return "".join(
        mark(piece.key, piece.shown) if isinstance(piece, Figure) else escape(piece) for piece in pieces
    )


def mark(key: str, shown: str) -> str:
    """Write one figure; nothing shown is nothing written."""
    return f"{_OPEN}{escape(key)}{_BAR}{escape(shown)}{_CLOSE}" if shown else ""


def escape(text: str) -> str:
    """Write plain text so that it is read back as such."""
    return _SPECIAL.sub(r"\\\1", text)


def plain(text: str) -> str:
    """Return a marked text as it is read and printed, without marks."""
    return "".join(piece.shown if isinstance(piece, Figure) else piece for piece in parse(text))


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a marked text, in order."""
    return tuple(piece for piece in parse(text) if isinstance(piece, Figure))


def level_of(text: str) -> Level:
    """Return the level a paragraph has by the number it begins with: 一、 （一） 1."""
    return next((level for level, number in _NUMBERS.items() if number.match(text)), Level.BODY)


def without_number(text: str) -> str:
    """Return a paragraph's text without the number of its level."""
    number = _NUMBERS.get(level_of(text))
    return text if number is None else number.sub("", text, count=1)


def with_number(text: str, order: int) -> str:
    """Return a paragraph's text with its number replaced by another one, in the same style;
    without a number as it is.
    """
    level = level_of(text)
    if level is Level.BODY:
        return text
    number = str(order) if level is Level.ITEM else chinese_number(min(order, 99))
    return _NUMBERS[level].sub(lambda found: f"{found[1]}{number}{found[3]}", text, count=1)


def _add(pieces: list[str | Figure], piece: str | Figure) -> None:
    if isinstance(piece, str) and pieces and isinstance(pieces[-1], str):
        pieces[-1] += piece
    elif piece:
        pieces.append(piece)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def still_marked(run: str, figure: Figure) -> tuple[str | Figure, ...]:
    """Return what a run of edited text that carried a figure's mark now is: the figure, the figure with text
    beside it, or plain text.

    A figure changed as ordinary text loses its mark: 4次 → 14次 is no longer what the records say.
    """
    before, found, after = run.partition(figure.shown)
    if not found or _NUMERIC.search(before[-1:]) or _NUMERIC.match(after):
        return (run,) if run else ()
    return tuple(piece for piece in (before, figure, after) if piece)


def unglued(pieces: Iterable[str | Figure]) -> list[str | Figure]:
    """Return the pieces with every figure as plain text that a digit beside it turns into another number:
    2 before 1次 reads 21次.
    """
    given = list(pieces)
    result: list[str | Figure] = []
    for index, piece in enumerate(given):
        before, after = (
            _words(given[index - 1]) if index else "",
            _words(given[index + 1]) if index + 1 < len(given) else "",
        )
        if isinstance(piece, Figure) and (
            (_DIGIT.match(piece.shown) and _DIGIT.search(before[-1:]))
            or (_DIGIT.match(piece.shown[-1:]) and _GOES_ON.match(after))
        ):
            result.append(piece.shown)
        else:
            result.append(piece)
    return result


_DIGIT = re.compile(r"[\d.．]")
_GOES_ON = re.compile(r"[\d万亿]|[.．]\d")


def _words(piece: str | Figure) -> str:
    return piece.shown if isinstance(piece, Figure) else piece
