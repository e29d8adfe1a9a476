"""Lays a document of running text on GB/T 9704-2012 pages:
puts its pieces on lines and pages, one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import ceil

from . import sheet
from .closing import (
    attachment_label,
    attachment_pieces,
    closing_pieces,
    hold_text,
    imprint_lines,
    put_imprint,
)
from .document import Attachment, Document, Imprint, PageBreak
from .fonts import FontBook
from .leaf import A4, Bookmark, Leaf, PlacedChart, PlacedPicture, put_left, put_mark
from .opening import opening_pieces, put_letterhead
from .page import (
    AREA_LEFT,
    AREA_RIGHT,
    AREA_WIDTH,
    LINE_PITCH,
    LINES,
    LOWER_EDGE,
    MARK_BELOW_TOP,
    UPPER_EDGE,
    base_line,
    number_pages,
)
from .pieces import Box, Grid, Piece, Text, block_pieces
from .tables import place_table


def lay_out(document: Document, book: FontBook) -> list[Leaf]:
    """Return the document's pages."""
    flow = _Flow(book)
    if document.letterhead is not None:
        flow.start(put_letterhead(document, document.letterhead, flow.leaves[0], book))
    flow.add([*opening_pieces(document, book), *_body(document, book)])
    for number, attachment in enumerate(document.attachments, start=1):
        _attach(flow, document, number, attachment)
    if document.imprint is not None:
        flow.close(document.imprint)
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


def _body(document: Document, book: FontBook) -> list[Piece]:
    pieces = list(chain.from_iterable(block_pieces(block, book) for block in document.blocks))
    closing = closing_pieces(document, book)
    if document.signature is not None:
        pieces = hold_text(pieces)
    pieces += closing
    if document.attachment:
        pieces.append(PageBreak())
        pieces += chain.from_iterable(block_pieces(block, book) for block in document.attachment)
    return pieces


def _attach(flow: _Flow, document: Document, number: int, attachment: Attachment) -> None:
    if attachment.blocks or attachment.sheet is None:
        flow.add(list(attachment_pieces(document, number, flow.book)))
    if attachment.sheet is not None:
        label = "" if attachment.blocks else attachment_label(document.attachments, number)
        flow.append(sheet.lay_out_bound(attachment.sheet, flow.book, label, attachment.title))


class _Flow:
    """Puts pieces on pages, one grid line after the other."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self.leaves = [Leaf(*A4)]
        self.unnumbered: set[int] = set()
        self._slot = 0

    def start(self, slot: int) -> None:
        """Go on below what was put on the first page from outside."""
        self._slot = slot

    def append(self, leaves: Sequence[Leaf]) -> None:
        """Add finished pages; nothing else comes on the last of them."""
        self.leaves += leaves
        self._slot = LINES

    def add(self, pieces: Sequence[Piece]) -> None:
        """Place pieces."""
        for i in range(len(pieces)):
            self._add(pieces, i)

    def close(self, imprint: Imprint) -> None:
        """Put 版记 on the last page's foot, on a further one if there is no room or the page is odd;
        blank pages carry no number.
        """
        lines, written = imprint_lines(imprint, self.book), len(self.leaves)
        if not lines:
            return
        if self._slot + lines > LINES or self.leaves[-1].width > self.leaves[-1].height:
            self._turn()
        if imprint.even_page and len(self.leaves) % 2:
            self._turn()
        if len(self.leaves) > written + 1:
            self.unnumbered |= {written, written + 1}
        put_imprint(imprint, self.leaves[-1], self.book)
        self._slot = LINES

    def _add(self, pieces: Sequence[Piece], i: int) -> None:
        """Place the piece ``i``; those after it say whether it must move to the next page with them."""
        piece = pieces[i]
        if isinstance(piece, PageBreak):
            if self._slot:
                self._turn()
            return
        held = i > 0 and getattr(pieces[i - 1], "keep", False)
        needed = _needed(pieces, i)
        if not held and self._slot and self._slot + needed > LINES >= needed:
            self._turn()
        match piece:
            case Grid():
                self._table(piece, (_needed(pieces, i + 1) if piece.keep else 0) * LINE_PITCH)
            case Text():
                self._text(piece)
            case Box():
                self._box(piece)
            case _:
                self._slot += 1 if self._slot else 0

    def _text(self, piece: Text) -> None:
        if self._slot >= LINES:
            self._turn()
        y = base_line(self._slot)
        put_left(self.leaves[-1], piece.x, y, piece.style, piece.line)
        if piece.bookmark:
            self.leaves[-1].bookmarks.append(Bookmark(*piece.bookmark, y + LINE_PITCH))
        self._slot += 1

    def _box(self, box: Box) -> None:
        if self._slot and self._slot + box.lines > LINES:
            self._turn()
        x = AREA_LEFT + (AREA_WIDTH - box.width) / 2
        y = UPPER_EDGE - self._slot * LINE_PITCH - (box.lines * LINE_PITCH + box.height) / 2
        place = (x, y, box.width, box.height)
        if isinstance(box.content, bytes):
            self.leaves[-1].pictures.append(PlacedPicture(*place, box.content))
        else:
            self.leaves[-1].charts.append(PlacedChart(*place, box.content))
        self._slot += box.lines

    def _table(self, grid: Grid, reserve: float) -> None:
        """Draw a table from the next grid line on, over as many pages as it takes;
        text goes on at a whole line.
        """
        top = UPPER_EDGE - self._slot * LINE_PITCH
        _leaf, y = place_table(
            grid.table, self.leaves[-1], AREA_LEFT, top, LOWER_EDGE, self._next_page, reserve
        )
        self._slot = ceil((UPPER_EDGE - y) / LINE_PITCH + 0.1)

    def _next_page(self) -> tuple[Leaf, float, float]:
        self._turn()
        return self.leaves[-1], UPPER_EDGE, LOWER_EDGE

    def _turn(self) -> None:
        """Start a new page."""
        self.leaves.append(Leaf(*A4))
        self._slot = 0


def _needed(pieces: Sequence[Piece], i: int) -> int:
    """Return how many grid lines must find room together from piece ``i`` on."""
    lines = 0
    for piece in pieces[i:]:
        if isinstance(piece, Grid):
            return lines + ceil(piece.table.smallest / LINE_PITCH)
        lines += piece.lines if isinstance(piece, Box) else 1
        if not getattr(piece, "keep", False):
            break
    return lines
