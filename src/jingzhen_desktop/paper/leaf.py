"""Measures of paper and type, and a page (leaf) as a list of placed lines of text and rules.
No PDF library here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from .fonts import FontBook, Role
from .lines import break_lines
from .measured import Blanks, Line, Width, spaced_widths

if TYPE_CHECKING:
    from .charts.values import Chart

MM = 72 / 25.4
A4, A3 = (210 * MM, 297 * MM), (297 * MM, 420 * MM)
"""Widths and heights in points; all lengths of this room are points, y upwards from the lower edge."""

_UNPRINTABLE = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f\u200b\u2028\u2029\ufeff\ud800-\udfff]"
    r"|[\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
"""The last are variation selectors: they say how the character before them is drawn and print nothing."""
SPACE = 1 / 4
"""Blank between Han and Latin letters or figures, as a part of the type size."""
_FULL = 900
"""From this advance on (thousandths) a character counts as a full Chinese one."""


@dataclass(frozen=True, slots=True)
class Style:
    """A role at a size.

    Attributes:
        pitch: the distance of full-width characters, if it is not the size.
        spaced: a quarter of an em stands between Han and Latin letters or figures.
        red: printed in red, as the 版头 is.
    """

    role: Role
    size: float
    pitch: float = 0.0
    spaced: bool = False
    red: bool = False

    @property
    def space(self) -> float:
        """The blank between Han and Latin, in points."""
        return self.size * SPACE if self.spaced else 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text on a leaf; ``x`` its left end, ``y`` its base line."""

    x: float
    y: float
    style: Style
    line: Line


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture (PNG or JPEG bytes) in its box; ``x`` and ``y`` are the lower left corner."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class PlacedChart:
    """A chart in its box; ``x`` and ``y`` are the lower left corner."""

    x: float
    y: float
    width: float
    height: float
    chart: Chart


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the PDF's outline; ``level`` counts from 0."""

    title: str
    level: int
    y: float


@dataclass(slots=True)
class Leaf:
    """One page and what stands on it.

    Attributes:
        turned: lines that stand upright when the leaf is bound as an upright page, its upper edge at the
            left; their places are those on that upright page.
    """

    width: float
    height: float
    texts: list[Placed] = field(default_factory=list)
    turned: list[Placed] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[PlacedPicture] = field(default_factory=list)
    charts: list[PlacedChart] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)


def clean(text: str) -> str:
    """Return text without characters that cannot be printed; tabs become spaces, newlines stay."""
    return _UNPRINTABLE.sub("", text.replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n"))


def measure(book: FontBook, style: Style) -> Width:
    """Return the function that gives a character's advance in points."""
    known: dict[str, float] = book.memory(("width", style))

    def width(character: str) -> float:
        advance = known.get(character)
        if advance is None:
            natural = book.glyph(style.role, character).advance
            advance = known[character] = (
                style.pitch if style.pitch and natural >= _FULL else natural * style.size / 1000
            )
        return advance

    return width


def blanks(book: FontBook, style: Style) -> Blanks:
    """Return the function that gives the blank at the left and right of a mark's ink, in points."""
    known: dict[str, tuple[float, float]] = book.memory(("blank", style))

    def blank(character: str) -> tuple[float, float]:
        if character not in known:
            glyph = book.glyph(style.role, character)
            ink = glyph.face.ink(glyph.character)
            known[character] = ink.left * style.size / 1000, (glyph.advance - ink.right) * style.size / 1000
        return known[character]

    return blank


def single_line(text: str, book: FontBook, style: Style) -> Line:
    """Set a text as one line, however long."""
    return Line(text, tuple(spaced_widths(text, map(measure(book, style), text), style.space)))


def wrapped(
    text: str, book: FontBook, style: Style, limit: float, *, first: float = 0.0, justify: bool = False
) -> list[Line]:
    """Set a text in lines no longer than ``limit``; every newline starts a new paragraph."""
    width, blank, em = measure(book, style), blanks(book, style), style.pitch or style.size
    lines: list[Line] = []
    for part in clean(text).split("\n"):
        lines += break_lines(
            part, width, limit, em=em, first=first, justify=justify, blanks=blank, space=style.space
        )
    return lines


def wrapped_fully(
    text: str, book: FontBook, style: Style, limit: float, *, justify: bool = False
) -> list[Line]:
    """Set a text in lines, leaving no character alone on the last where another break avoids it."""
    lines = wrapped(text, book, style, limit, justify=justify)
    if len(lines) > 1 and len(lines[-1].text.strip()) == 1:
        narrower = wrapped(text, book, style, limit - (style.pitch or style.size), justify=justify)
        if len(narrower[-1].text.strip()) > 1:
            return narrower
    return lines


def put_left(leaf: Leaf, x: float, y: float, style: Style, line: Line, *, turned: bool = False) -> None:
    """Place a line by its left end."""
    if line.text:
        (leaf.turned if turned else leaf.texts).append(Placed(x, y, style, line))


def put_right(leaf: Leaf, x: float, y: float, style: Style, line: Line) -> None:
    """Place a line by its right end."""
    put_left(leaf, x - line.width, y, style, line)


def put_centred(leaf: Leaf, x: float, y: float, style: Style, line: Line) -> None:
    """Place a line by its middle."""
    put_left(leaf, x - line.width / 2, y, style, line)


def put_frame(leaf: Leaf, x: float, y: float, width: float, height: float, weight: float) -> None:
    """Draw a rectangle from its lower left corner."""
    right, top = x + width, y + height
    corners = ((x, y), (right, y), (right, top), (x, top), (x, y))
    leaf.rules += [Rule(*min(a, b), *max(a, b), weight) for a, b in pairwise(corners)]


def put_mark(leaves: Sequence[Leaf], mark: str, book: FontBook, right: float, below_top: float) -> None:
    """Print a framed word (示例) at the top of every page:
    its right edge, and its base line under the paper's edge.
    """
    if not mark:
        return
    style = Style(Role.HEAD, 14)
    line = single_line(clean(mark), book, style)
    for leaf in leaves:
        y = leaf.height - below_top
        put_right(leaf, right - 5, y, style, line)
        put_frame(leaf, right - line.width - 10, y - 5, line.width + 10, 21, 0.8)
