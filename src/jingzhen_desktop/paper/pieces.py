"""The pieces a text consists of, ready to be put on the page's lines:
headings, paragraphs, tables, pictures, charts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from .document import Block, ChartBlock, Heading, PageBreak, Paragraph, Picture, Table
from .fonts import FontBook, Role
from .leaf import MM, Style, clean, single_line, wrapped
from .measured import Line
from .page import (
    AREA_HEIGHT,
    AREA_LEFT,
    AREA_WIDTH,
    BODY,
    CAPTION,
    HEADINGS,
    INDENT,
    LINE_PITCH,
    LINES,
    PICTURE_CAPTION,
)
from .pictures import picture_size
from .tables import SetTable, TableStyle, set_table

if TYPE_CHECKING:
    from .charts.values import Chart

_TABLE = TableStyle(Role.BODY, Role.HEAD, sizes=(12, 11, 10.5, 10, 9, 8, 7), padding=4)


@dataclass(frozen=True, slots=True)
class Text:
    """A line on the grid; ``keep`` holds it on the page of what follows."""

    x: float
    style: Style
    line: Line
    keep: bool = False
    bookmark: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line; none at the top of a page."""

    keep: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``keep`` holds its last row on the page of what follows."""

    table: SetTable
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A picture (its bytes) or a chart, centred in as many lines as it needs; ``keep`` as with a line."""

    content: bytes | Chart
    width: float
    height: float
    keep: bool = False

    def lines(self, pitch: float) -> int:
        """Return how many lines of a page it takes."""
        return ceil(self.height / pitch)


Piece = Text | Blank | Grid | Box | PageBreak


def block_pieces(block: Block, book: FontBook) -> Iterator[Piece]:
    """Yield the pieces of a block."""
    match block:
        case Heading():
            yield from _heading(block, book)
        case Paragraph():
            yield from paragraph_pieces(block, book)
        case Table():
            if block.caption:
                yield centred(clean(block.caption), CAPTION, book, keep=True)
            yield from (
                Grid(table)
                for table in set_table(block, AREA_WIDTH, book, _TABLE, AREA_HEIGHT - 2 * LINE_PITCH)
            )
        case Picture():
            yield from _picture(block, book)
        case ChartBlock():
            yield from _captioned(
                Box(block.chart, AREA_WIDTH, _height(block.height, bool(block.caption))), block.caption, book
            )
        case PageBreak():
            yield block


def paragraph_pieces(paragraph: Paragraph, book: FontBook, keep: bool = False) -> Iterator[Text]:
    """Yield the lines of a paragraph."""
    for part in clean(paragraph.text).split("\n"):
        if paragraph.centred:
            yield from (
                centred(line.text, BODY, book, keep) for line in wrapped(part, book, BODY, AREA_WIDTH)
            )
            continue
        indent = INDENT if paragraph.indent else 0.0
        for i, line in enumerate(wrapped(part, book, BODY, AREA_WIDTH, first=indent, justify=True)):
            yield Text(AREA_LEFT + (0 if i else indent), BODY, line, keep)


def centred(text: str, style: Style, book: FontBook, keep: bool = False) -> Text:
    """Return a line in the middle of the area."""
    line = single_line(text, book, style)
    return Text(AREA_LEFT + (AREA_WIDTH - line.width) / 2, style, line, keep)


def _heading(heading: Heading, book: FontBook) -> Iterator[Text]:
    style = HEADINGS[min(max(heading.level, 1), 4)]
    text = clean(heading.text).replace("\n", "")
    for i, line in enumerate(wrapped(text, book, style, AREA_WIDTH, first=INDENT, justify=True)):
        yield Text(
            AREA_LEFT + (0 if i else INDENT), style, line, True, None if i else (text, heading.level - 1)
        )


def _picture(picture: Picture, book: FontBook) -> Iterator[Piece]:
    width, height = picture_size(picture.data)
    scale = min(AREA_WIDTH / width, _height(picture.height, bool(picture.caption)) / height)
    yield from _captioned(Box(picture.data, width * scale, height * scale), picture.caption, book)


def _captioned(box: Box, caption: str, book: FontBook) -> Iterator[Piece]:
    lines = wrapped(caption, book, PICTURE_CAPTION, AREA_WIDTH) if caption else []
    yield Box(box.content, box.width, box.height, keep=bool(lines))
    for i, line in enumerate(lines):
        yield centred(line.text, PICTURE_CAPTION, book, keep=i < len(lines) - 1)


def _height(millimetres: float, captioned: bool) -> float:
    """Return a height in points that finds room on a page."""
    return max(LINE_PITCH, min(millimetres * MM, (LINES - (2 if captioned else 0)) * LINE_PITCH))
