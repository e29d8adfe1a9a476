"""Lays out a page of statistics: title, heading lines, one table over as many pages as it takes, notes, signatories."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from .document import SheetDocument
from .fonts import FontBook, Role
from .leaf import A4, MM, Bookmark, Leaf, Style, clean, measure, put_centred, put_left, put_mark, put_right, single_line, wrapped
from .lines import Line, balanced
from .tables import SetTable, TableStyle, place_table, set_table

MARGIN = 15 * MM
_TITLE = Style(Role.TITLE, 18)
_SMALL = Style(Role.SONG, 10.5)
_NOTE = Style(Role.SONG, 9)
_TABLE = TableStyle(Role.SONG, Role.HEAD, sizes=(10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7), padding=3.5)
_TIGHTER = (
    replace(_TABLE, padding=2.5),
    replace(_TABLE, sizes=(9, 8.5, 8, 7.5, 7), padding=2),
    replace(_TABLE, sizes=(8, 7.5, 7), padding=1.5),
)
"""Tried in turn where a table would spill a few rows onto a second page."""
_TITLE_LEADING, _SMALL_LEADING, _NOTE_LEADING = 26.0, 17.0, 13.0
_GAP = 6.0
_PART_GAP = 2 * _SMALL.size


def lay_out(document: SheetDocument, book: FontBook) -> list[Leaf]:
    """Return the pages of the table."""
    sheet = _Sheet(document, book)
    sheet.fill()
    _number_pages(sheet.leaves, book)
    put_mark(sheet.leaves, document.mark, book, sheet.size[0] - MARGIN, 11 * MM)
    return sheet.leaves


class _Sheet:
    """The pages in the making."""

    def __init__(self, document: SheetDocument, book: FontBook) -> None:
        self._document, self._book = document, book
        self.size = (A4[1], A4[0]) if document.landscape else A4
        self.leaves: list[Leaf] = []
        self._width = self.size[0] - 2 * MARGIN

    def fill(self) -> None:
        """Put everything on pages."""
        leaf, y = self._new_leaf(), self.size[1] - MARGIN
        y = self._opening(leaf, y)
        closing = self._closing_height()
        tables = self._tables(y - MARGIN - closing)
        for i, table in enumerate(tables):
            if i or y - table.smallest < MARGIN:
                leaf, y, _bottom = self._turn()
            reserve = closing if i == len(tables) - 1 else 0.0
            leaf, y = place_table(table, leaf, MARGIN, y, MARGIN, self._turn, reserve)
        if y - closing < MARGIN:  # only if the notes alone fill a page
            leaf, y, _bottom = self._turn()
        self._closing(leaf, y)

    def _tables(self, room: float) -> tuple[SetTable, ...]:
        """Set the table so that it fits one page with its closing if a still legible type does it, else as usual."""
        tallest = self.size[1] - 2 * MARGIN - _TITLE_LEADING
        usual = set_table(self._document.table, self._width, self._book, _TABLE, tallest)
        if len(usual) > 1 or usual[0].height <= room or usual[0].height > 1.5 * room:
            return usual
        tighter = (set_table(self._document.table, self._width, self._book, style, tallest) for style in _TIGHTER)
        return next((tables for tables in tighter if len(tables) == 1 and tables[0].height <= room), usual)

    def _new_leaf(self) -> Leaf:
        self.leaves.append(Leaf(*self.size))
        return self.leaves[-1]

    def _turn(self) -> tuple[Leaf, float, float]:
        """Start a continuation page with the title in small type and 续表."""
        leaf = self._new_leaf()
        y = self.size[1] - MARGIN - _SMALL.size
        put_left(leaf, MARGIN, y, _SMALL, single_line(clean(self._document.title).replace("\n", ""), self._book, _SMALL))
        put_right(leaf, self.size[0] - MARGIN, y, _SMALL, single_line("续表", self._book, _SMALL))
        return leaf, y - _GAP, MARGIN

    def _opening(self, leaf: Leaf, y: float) -> float:
        document = self._document
        leaf.bookmarks.append(Bookmark(clean(document.title).replace("\n", ""), 0, y))
        for text in balanced(clean(document.title).replace("\n", ""), measure(self._book, _TITLE), self._width):
            put_centred(leaf, self.size[0] / 2, y - _TITLE.size, _TITLE, single_line(text, self._book, _TITLE))
            y -= _TITLE_LEADING
        for left, right in zip_longest(map(clean, document.head_left), map(clean, document.head_right), fillvalue=""):
            y = self._pair(leaf, y, single_line(left, self._book, _SMALL), single_line(right, self._book, _SMALL))
        return y - _GAP

    def _pair(self, leaf: Leaf, y: float, left: Line, right: Line) -> float:
        """Place two texts at the ends of one line, or under each other if they would touch."""
        if left.text:
            y -= _SMALL_LEADING
            put_left(leaf, MARGIN, y, _SMALL, left)
        if right.text:
            if not left.text or left.width + right.width + _SMALL.size > self._width:
                y -= _SMALL_LEADING
            put_right(leaf, self.size[0] - MARGIN, y, _SMALL, right)
        return y

    def _notes(self) -> list[Line]:
        return [line for note in self._document.notes for line in wrapped(note, self._book, _NOTE, self._width)]

    def _closing_height(self) -> float:
        return _GAP + _NOTE_LEADING * len(self._notes()) + (_SMALL_LEADING + _GAP) * len(list(self._foot_rows()))

    def _closing(self, leaf: Leaf, y: float) -> None:
        y -= _GAP
        for line in self._notes():
            y -= _NOTE_LEADING
            put_left(leaf, MARGIN, y, _NOTE, line)
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
        x = MARGIN
        for line in row:
            put_left(leaf, x, y, _SMALL, line)
            x += line.width + gap


def _number_pages(leaves: Sequence[Leaf], book: FontBook) -> None:
    for number, leaf in enumerate(leaves, start=1):
        put_centred(leaf, leaf.width / 2, 8 * MM, _NOTE, single_line(f"第{number}页 共{len(leaves)}页", book, _NOTE))
