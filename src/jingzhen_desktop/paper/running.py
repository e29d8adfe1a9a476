"""Lays a document of running text on GB/T 9704-2012 pages:
puts its pieces on lines and pages, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from . import sheet
from .closing import (
    attachment_label,
    attachment_pieces,
    closing_pieces,
    held,
    hold_text,
    imprint_lines,
    put_imprint,
)
from .document import Attachment, Block, Document, Imprint, PageBreak, Table
from .fonts import FontBook
from .leaf import A4, Bookmark, Leaf, PlacedChart, PlacedPicture, put_left, put_mark
from .opening import opening_pieces, put_letterhead
from .page import (
    AREA_LEFT,
    AREA_RIGHT,
    AREA_WIDTH,
    CLOSER,
    LOWER_EDGE,
    MARK_BELOW_TOP,
    UPPER_EDGE,
    USUAL,
    LineGrid,
    number_pages,
)
from .pieces import Box, Grid, Piece, Text, block_pieces
from .tables import place_table

_UNDER_TABLE = 0.1
"""Of a line, at least left blank under a table."""
_LITTLE = 11
"""Lines of a last page that hardly pay for it: half of it."""


def lay_out(document: Document, book: FontBook) -> list[Leaf]:
    """Return the document's pages: the usual lines, closer ones where that saves a page with little on it."""
    text = _text(document, book)
    flow = _flowed(document, book, USUAL, text)
    if flow.is_scant:
        closer = (_flowed(document, book, grid, text) for grid in CLOSER)
        flow = next((one for one in closer if len(one.leaves) < len(flow.leaves)), flow)
    if flow.unnumbered and not (document.attachment or document.attachments):
        carried = _flowed(document, book, flow.grid, _text(document, book, carried=True))
        flow = flow if carried.unnumbered else carried
    number_pages(flow.leaves, book, flow.unnumbered)
    upright = [leaf for leaf in flow.leaves if leaf.width <= leaf.height]
    put_mark(upright, document.mark, book, AREA_RIGHT, MARK_BELOW_TOP)
    put_mark(
        [leaf for leaf in flow.leaves if leaf not in upright],
        document.mark,
        book,
        A4[1] - sheet.BOUND.right,
        sheet.MARK_BELOW_TOP,
    )
    return flow.leaves


def _text(document: Document, book: FontBook, *, carried: bool = False) -> list[Piece]:
    """Return the pieces of a document's text, set once for every grid; ``carried``, its end on a page of its
    own.
    """
    return [*opening_pieces(document, book), *_body(document, book, carried=carried)]


def _flowed(document: Document, book: FontBook, grid: LineGrid, text: Sequence[Piece]) -> _Flow:
    """Put a document on pages of a number of lines."""
    flow = _Flow(book, grid)
    if document.letterhead is not None:
        flow.start(put_letterhead(document, document.letterhead, flow.leaves[0], book, grid))
    flow.add(text)
    flow.end_text()
    if document.attachment:
        flow.add([PageBreak(), *_pieces(document.attachment, book)])
    for number, attachment in enumerate(document.attachments, start=1):
        _attach(flow, document, number, attachment)
    if document.imprint is not None:
        flow.close(document.imprint)
    return flow


def _body(document: Document, book: FontBook, *, carried: bool) -> list[Piece]:
    pieces = _pieces(document.blocks, book)
    if document.signature is not None:
        pieces = hold_text(pieces, carried=carried)
    return [*pieces, *closing_pieces(document, book)]


def _pieces(blocks: Sequence[Block], book: FontBook) -> list[Piece]:
    pieces: list[Piece] = []
    for block in blocks:
        if isinstance(block, Table) and block.follows and pieces:
            pieces[-1] = _held_rows(pieces[-1])
        pieces += block_pieces(block, book)
    return pieces


def _held_rows(piece: Piece) -> Piece:
    """Return a piece of which the end, of a table two rows, stays with what follows it."""
    if isinstance(piece, Grid):
        return replace(piece, table=replace(piece.table, keep_last=max(2, piece.table.keep_last)), keep=True)
    return held(piece)


def _attach(flow: _Flow, document: Document, number: int, attachment: Attachment) -> None:
    if attachment.blocks or attachment.sheet is None:
        flow.add(list(attachment_pieces(document, number, flow.book)))
    if attachment.sheet is not None:
        label = "" if attachment.blocks else attachment_label(document.attachments, number)
        flow.append(sheet.lay_out_bound(attachment.sheet, flow.book, label, attachment.title))


class _Flow:
    """Puts pieces on pages, one grid line after the other."""

    def __init__(self, book: FontBook, grid: LineGrid) -> None:
        self.book = book
        self.grid = grid
        self.is_scant = False
        """Whether the text's last page holds little, or 版记 found no room on it."""
        self.leaves = [Leaf(*A4)]
        self.unnumbered: set[int] = set()
        self._slot = 0

    def start(self, slot: int) -> None:
        """Go on below what was put on the first page from outside."""
        self._slot = slot

    def end_text(self) -> None:
        """Note that the text and its signature are placed."""
        self.is_scant = len(self.leaves) > 1 and self._slot <= _LITTLE

    def append(self, leaves: Sequence[Leaf]) -> None:
        """Add finished pages; nothing else comes on the last of them."""
        self.leaves += leaves
        self._slot = self.grid.lines

    def add(self, pieces: Sequence[Piece]) -> None:
        """Place pieces."""
        for i in range(len(pieces)):
            self._add(pieces, i)

    def close(self, imprint: Imprint) -> None:
        """Put 版记 on the last page's foot, on a further one if there is no room or the page is odd;
        blank pages carry no number.
        """
        lines, written = imprint_lines(imprint, self.book, self.grid.pitch), len(self.leaves)
        if not lines:
            return
        if self._slot + lines > self.grid.lines or self.leaves[-1].width > self.leaves[-1].height:
            self._turn()
        if imprint.even_page and len(self.leaves) % 2:
            self._turn()
        if len(self.leaves) > written + 1:
            self.unnumbered |= {written, written + 1}
            self.is_scant = True
        put_imprint(imprint, self.leaves[-1], self.book)
        self._slot = self.grid.lines

    def _add(self, pieces: Sequence[Piece], i: int) -> None:
        """Place the piece ``i``; those after it say whether it must move to the next page with them."""
        piece = pieces[i]
        if isinstance(piece, PageBreak):
            if self._slot:
                self._turn()
            return
        follows = i > 0 and getattr(pieces[i - 1], "keep", False)
        needed = _needed(pieces, i, self.grid.pitch)
        if not follows and self._slot and self._slot + needed > self.grid.lines >= needed:
            self._turn()
        match piece:
            case Grid():
                self._table(piece, self._reserved(pieces, i + 1) if piece.keep else 0.0)
            case Text():
                self._text(piece)
            case Box():
                self._box(piece)
            case _:
                self._slot += 1 if self._slot else 0

    def _text(self, piece: Text) -> None:
        if self._slot >= self.grid.lines:
            self._turn()
        y = self.grid.base_line(self._slot)
        put_left(self.leaves[-1], piece.x, y, piece.style, piece.line)
        if piece.bookmark:
            self.leaves[-1].bookmarks.append(Bookmark(*piece.bookmark, y + self.grid.pitch))
        self._slot += 1

    def _box(self, box: Box) -> None:
        pitch = self.grid.pitch
        lines = box.lines(pitch)
        if self._slot and self._slot + lines > self.grid.lines:
            self._turn()
        x = AREA_LEFT + (AREA_WIDTH - box.width) / 2
        y = UPPER_EDGE - self._slot * pitch - (lines * pitch + box.height) / 2
        place = (x, y, box.width, box.height)
        if isinstance(box.content, bytes):
            self.leaves[-1].pictures.append(PlacedPicture(*place, box.content))
        else:
            self.leaves[-1].charts.append(PlacedChart(*place, box.content))
        self._slot += lines

    def _table(self, grid: Grid, reserve: float) -> None:
        """Draw a table from the next grid line on, over as many pages as it takes;
        text goes on at a whole line.
        """
        top = UPPER_EDGE - self._slot * self.grid.pitch
        _leaf, y = place_table(
            grid.table, self.leaves[-1], AREA_LEFT, top, LOWER_EDGE, self._next_page, reserve
        )
        self._slot = ceil((UPPER_EDGE - y) / self.grid.pitch + _UNDER_TABLE)

    def _reserved(self, pieces: Sequence[Piece], i: int) -> float:
        return (_needed(pieces, i, self.grid.pitch) + _UNDER_TABLE) * self.grid.pitch

    def _next_page(self) -> tuple[Leaf, float, float]:
        self._turn()
        return self.leaves[-1], UPPER_EDGE, LOWER_EDGE

    def _turn(self) -> None:
        """Start a new page."""
        self.leaves.append(Leaf(*A4))
        self._slot = 0


def _needed(pieces: Sequence[Piece], i: int, pitch: float) -> int:
    """Return how many grid lines must find room together from piece ``i`` on."""
    lines = 0
    for piece in pieces[i:]:
        if isinstance(piece, Grid):
            return lines + ceil(piece.table.smallest / pitch)
        lines += piece.lines(pitch) if isinstance(piece, Box) else 1
        if not getattr(piece, "keep", False):
            break
    return lines
