"""Lays out a page of statistics:
title, heading lines, one table over as many pages as it takes, notes, signatories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, zip_longest

from .document import SheetDocument
from .fonts import FontBook, Role
from .leaf import (
    A3,
    A4,
    MM,
    Bookmark,
    Leaf,
    Style,
    clean,
    measure,
    put_centred,
    put_left,
    put_mark,
    put_right,
    single_line,
    wrapped,
)
from .measured import Line
from .page import LINE_PITCH
from .tables import SetTable, TableStyle, place_table, set_table
from .titles import balanced


@dataclass(frozen=True, slots=True)
class Margins:
    """Blank at the edges of the paper, in points."""

    left: float
    top: float
    right: float
    bottom: float


FREE = Margins(15 * MM, 15 * MM, 15 * MM, 15 * MM)
"""A page of statistics by itself."""
BOUND = Margins(35 * MM, 28 * MM, 37 * MM, 26 * MM)
"""A landscape page bound into a document, its upper edge at the binding (or at an even page's cut):
the same area, turned.
"""
BOUND_UPRIGHT = Margins(28 * MM, 37 * MM, 26 * MM, 35 * MM)
MARK_BELOW_TOP = 11 * MM

_LABEL = Style(Role.HEAD, 16)
_TITLE = Style(Role.TITLE, 18, spaced=True)
_SMALL = Style(Role.SONG, 10.5)
_NOTE = Style(Role.SONG, 9)
_TABLE = TableStyle(Role.SONG, Role.HEAD, sizes=(10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7), padding=3.5)
_TIGHTER = (
    replace(_TABLE, padding=2.5),
    replace(_TABLE, sizes=(9, 8.5, 8, 7.5, 7), padding=2),
    replace(_TABLE, sizes=(8, 7.5, 7), padding=1.5),
    replace(_TABLE, sizes=(7,), padding=1.2),
)
"""Tried in turn where a table would spill onto further pages."""
_FEW_PAGES, _MOST_PAGES = 4, 2
"""A table of up to so many pages is brought onto at most so many; a longer one is a list to leaf through."""
_TITLE_LEADING, _SMALL_LEADING, _NOTE_LEADING = 26.0, 17.0, 13.0
_GAP = 6.0
_PART_GAP = 2 * _SMALL.size


def lay_out(document: SheetDocument, book: FontBook) -> list[Leaf]:
    """Return the pages of the table."""
    sheet = _Sheet(document, book, FREE)
    sheet.fill()
    _number_pages(sheet.leaves, book)
    put_mark(sheet.leaves, document.mark, book, sheet.size[0] - FREE.right, MARK_BELOW_TOP)
    return sheet.leaves


def lay_out_bound(document: SheetDocument, book: FontBook, label: str, title: str) -> list[Leaf]:
    """Return the pages of the table as part of a document that numbers them;
    ``label`` (附件1) stands over the title.
    """
    margins = BOUND if document.landscape else BOUND_UPRIGHT
    sheet = _Sheet(replace(document, title=title or document.title), book, margins, label)
    sheet.fill()
    return sheet.leaves


class _Sheet:
    """The pages in the making."""

    def __init__(self, document: SheetDocument, book: FontBook, margins: Margins, label: str = "") -> None:
        self._document, self._book, self._label = document, book, label
        paper = A3 if document.large and margins is FREE else A4
        self.size = (paper[1], paper[0]) if document.landscape else paper
        self.leaves: list[Leaf] = []
        self._left, self._right = margins.left, self.size[0] - margins.right
        self._top, self._bottom = self.size[1] - margins.top, margins.bottom
        self._width = self._right - self._left

    def fill(self) -> None:
        """Put everything on pages."""
        leaf, y = self._new_leaf(), self._top
        y = self._opening(leaf, y)
        closing = self._closing_height()
        tables = self._tables(y - self._bottom, closing)
        for i, table in enumerate(tables):
            if i or y - table.smallest < self._bottom:
                leaf, y, _bottom = self._turn()
            reserve = closing if i == len(tables) - 1 else 0.0
            leaf, y = place_table(table, leaf, self._left, y, self._bottom, self._turn, reserve)
        if y - closing < self._bottom:  # only if the notes alone fill a page
            leaf, y, _bottom = self._turn()
        self._closing(leaf, y)

    def _tables(self, room: float, closing: float) -> tuple[SetTable, ...]:
        """Set the table so that it fits one page, or else two, with its closing, if a still legible type does
        it; else as usual.
        """
        tallest = self._top - self._bottom - _TITLE_LEADING
        usual = set_table(self._document.table, self._width, self._book, _TABLE, tallest)
        needed = self._pages(usual, room, closing)
        if not 1 < needed <= _FEW_PAGES:
            return usual
        tighter = [
            set_table(self._document.table, self._width, self._book, style, tallest) for style in _TIGHTER
        ]
        for wanted in range(1, min(needed, _MOST_PAGES + 1)):
            for tables in tighter:
                if self._pages(tables, room, closing) <= wanted:
                    return tables
        return usual

    def _pages(self, tables: Sequence[SetTable], room: float, closing: float) -> int:
        """Count the pages that tables take, the first of which has less room than the others."""
        later = self._top - self._bottom - _SMALL.size - _GAP
        pages = 0
        for number, table in enumerate(tables):
            left = (later if number else room) - table.head.height
            pages += 1
            for row, after in pairwise((*table.rows, None)):
                last = closing if after is None and number == len(tables) - 1 else 0.0
                assert row is not None
                if row.height + last > left + 0.01:
                    pages, left = pages + 1, later - table.head.height
                left -= row.height
        return pages

    def _new_leaf(self) -> Leaf:
        self.leaves.append(Leaf(*self.size))
        return self.leaves[-1]

    def _turn(self) -> tuple[Leaf, float, float]:
        """Start a continuation page with the title in small type and 续表."""
        leaf = self._new_leaf()
        y = self._top - _SMALL.size
        put_left(
            leaf,
            self._left,
            y,
            _SMALL,
            single_line(clean(self._document.title).replace("\n", ""), self._book, _SMALL),
        )
        put_right(leaf, self._right, y, _SMALL, single_line("续表", self._book, _SMALL))
        return leaf, y - _GAP, self._bottom

    def _opening(self, leaf: Leaf, y: float) -> float:
        document, title = self._document, clean(self._document.title).replace("\n", "")
        leaf.bookmarks.append(Bookmark(f"{self._label}　{title}" if self._label else title, 0, y))
        if self._label:  # on the first line, the title on the third
            put_left(leaf, self._left, y - _LABEL.size, _LABEL, single_line(self._label, self._book, _LABEL))
            y -= 2 * LINE_PITCH
        for text in balanced(title, measure(self._book, _TITLE), self._width, space=_TITLE.space):
            put_centred(
                leaf,
                (self._left + self._right) / 2,
                y - _TITLE.size,
                _TITLE,
                single_line(text, self._book, _TITLE),
            )
            y -= _TITLE_LEADING
        for left, right in zip_longest(
            map(clean, document.head_left), map(clean, document.head_right), fillvalue=""
        ):
            y = self._pair(
                leaf, y, single_line(left, self._book, _SMALL), single_line(right, self._book, _SMALL)
            )
        return y - _GAP

    def _pair(self, leaf: Leaf, y: float, left: Line, right: Line) -> float:
        """Place two texts at the ends of one line, or under each other if they would touch."""
        if left.text:
            y -= _SMALL_LEADING
            put_left(leaf, self._left, y, _SMALL, left)
        if right.text:
            if not left.text or left.width + right.width + _SMALL.size > self._width:
                y -= _SMALL_LEADING
            put_right(leaf, self._right, y, _SMALL, right)
        return y

    def _notes(self) -> list[Line]:
        notes = (wrapped(note, self._book, _NOTE, self._width) for note in self._document.notes)
        return list(chain.from_iterable(notes))

    def _closing_height(self) -> float:
        return (
            _GAP + _NOTE_LEADING * len(self._notes()) + (_SMALL_LEADING + _GAP) * len(list(self._foot_rows()))
        )

    def _closing(self, leaf: Leaf, y: float) -> None:
        y -= _GAP
        for line in self._notes():
            y -= _NOTE_LEADING
            put_left(leaf, self._left, y, _NOTE, line)
        for row in self._foot_rows():
            y -= _SMALL_LEADING + _GAP / 2
            self._spread(leaf, y, row)

    def _foot_rows(self) -> Iterator[list[Line]]:
        """Divide the foot's parts into rows that fit the width."""
        row: list[Line] = []
        for part in self._document.foot:
            line = single_line(clean(part), self._book, _SMALL)
            if row and sum(other.width + _PART_GAP for other in row) + line.width > self._width:
                yield row
                row = []
            row.append(line)
        if row:
            yield row

    def _spread(self, leaf: Leaf, y: float, row: Sequence[Line]) -> None:
        """Place the parts of a row from edge to edge with equal gaps."""
        gap = (self._width - sum(line.width for line in row)) / (len(row) - 1) if len(row) > 1 else 0.0
        x = self._left
        for line in row:
            put_left(leaf, x, y, _SMALL, line)
            x += line.width + gap


def _number_pages(leaves: Sequence[Leaf], book: FontBook) -> None:
    for number, leaf in enumerate(leaves, start=1):
        put_centred(
            leaf, leaf.width / 2, 8 * MM, _NOTE, single_line(f"第{number}页 共{len(leaves)}页", book, _NOTE)
        )
