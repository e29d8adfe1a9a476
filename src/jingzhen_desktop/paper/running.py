"""Lays a document of running text on GB/T 9704-2012 pages: 22 lines of 28 characters, headings, tables, signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from ..base.text import chinese_date
from .document import Block, Document, Heading, PageBreak, Paragraph, Signature, Table
from .fonts import FontBook, Role
from .leaf import A4, MM, Bookmark, Leaf, Style, clean, measure, put_left, put_mark, single_line, wrapped
from .lines import Line, balanced
from .tables import SetTable, TableStyle, place_table, set_table

AREA_LEFT, AREA_TOP, AREA_WIDTH, AREA_HEIGHT = 28 * MM, 37 * MM, 156 * MM, 225 * MM
LINES, CHARACTERS = 22, 28
LINE_PITCH = AREA_HEIGHT / LINES
PITCH = AREA_WIDTH / CHARACTERS
FIRST_BASELINE = (LINE_PITCH - 16) / 2 + 0.88 * 16
"""From the area's upper edge to the first base line: 16 pt type in the middle of its line."""
NUMBER_GAP = 7 * MM
"""From the area's lower edge to the upper edge of the page number's dashes."""

TITLE = Style(Role.TITLE, 22)
BODY = Style(Role.BODY, 16, PITCH)
PAGE_NUMBER = Style(Role.SONG, 14)
_HEADINGS = {1: Style(Role.HEAD, 16, PITCH), 2: Style(Role.KAI, 16, PITCH), 3: BODY, 4: BODY}
_CAPTION = Style(Role.HEAD, 14)
_TABLE = TableStyle(Role.BODY, Role.HEAD, sizes=(12, 11, 10.5, 10, 9, 8, 7), padding=4)
_INDENT = 2 * PITCH
_MARK_BELOW_TOP = 22 * MM


@dataclass(frozen=True, slots=True)
class _Text:
    """A line on the grid; ``keep`` holds it on the page of what follows."""

    x: float
    style: Style
    line: Line
    keep: bool = False
    bookmark: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class _Blank:
    keep: bool = False


_Piece = _Text | _Blank | SetTable | PageBreak


def lay_out(document: Document, book: FontBook) -> list[Leaf]:
    """Return the document's pages."""
    pieces = [*_opening(document, book), *_body(document, book)]
    flow = _Flow()
    for i in range(len(pieces)):
        flow.add(pieces, i)
    _number_pages(flow.leaves, book)
    put_mark(flow.leaves, document.mark, book, AREA_LEFT + AREA_WIDTH, _MARK_BELOW_TOP)
    return flow.leaves


def _opening(document: Document, book: FontBook) -> Iterator[_Piece]:
    """Title, 文号, a blank line, 主送机关."""
    width = measure(book, TITLE)
    for part in clean(document.title).split("\n"):
        for text in balanced(part, width, AREA_WIDTH):
            yield _centred(text, TITLE, book)
    if document.number:
        yield _centred(clean(document.number), BODY, book)
    yield _Blank()
    if document.addressee:
        for line in wrapped(document.addressee.rstrip("：:") + "：", book, BODY, AREA_WIDTH, justify=True):
            yield _Text(AREA_LEFT, BODY, line)


def _body(document: Document, book: FontBook) -> list[_Piece]:
    pieces = [piece for block in document.blocks for piece in _block(block, book)]
    if document.signature is not None:
        pieces = [*_held(pieces), *_signature(document.signature, book)]
    if document.attachment:
        pieces += [PageBreak(), *(piece for block in document.attachment for piece in _block(block, book))]
    return pieces


def _held(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Hold the last two lines of the text with the signature: no page may carry the signature alone."""
    return [*pieces[:-2], *(replace(piece, keep=True) if isinstance(piece, _Text) else piece for piece in pieces[-2:])]


def _block(block: Block, book: FontBook) -> Iterator[_Piece]:
    match block:
        case Heading():
            yield from _heading(block, book)
        case Paragraph():
            yield from _paragraph(block, book)
        case Table():
            if block.caption:
                yield _centred(clean(block.caption), _CAPTION, book, keep=True)
            yield from set_table(block, AREA_WIDTH, book, _TABLE, AREA_HEIGHT - 2 * LINE_PITCH)
        case PageBreak():
            yield block


def _heading(heading: Heading, book: FontBook) -> Iterator[_Piece]:
    style = _HEADINGS[min(max(heading.level, 1), 4)]
    text = clean(heading.text).replace("\n", "")
    for i, line in enumerate(wrapped(text, book, style, AREA_WIDTH, first=_INDENT, justify=True)):
        yield _Text(AREA_LEFT + (0 if i else _INDENT), style, line, True, None if i else (text, heading.level - 1))


def _paragraph(paragraph: Paragraph, book: FontBook) -> Iterator[_Piece]:
    for part in clean(paragraph.text).split("\n"):
        if paragraph.centred:
            yield from (_centred(line.text, BODY, book) for line in wrapped(part, book, BODY, AREA_WIDTH))
            continue
        indent = _INDENT if paragraph.indent else 0.0
        for i, line in enumerate(wrapped(part, book, BODY, AREA_WIDTH, first=indent, justify=True)):
            yield _Text(AREA_LEFT + (0 if i else indent), BODY, line)


def _signature(signature: Signature, book: FontBook) -> Iterator[_Piece]:
    """署名 right indent 2, date 2 further right than the name; if the date is longer, date right indent 2 (GB/T 9704 7.3.5)."""
    right = AREA_LEFT + AREA_WIDTH - _INDENT
    names = wrapped(signature.office, book, BODY, AREA_WIDTH - 2 * _INDENT)
    day = single_line(chinese_date(signature.day), book, BODY)
    widest = max(line.width for line in names)
    left = right - widest if widest >= day.width else right - day.width - _INDENT
    yield _Blank(keep=True)
    for line in names:
        yield _Text(left, BODY, line, keep=True)
    yield _Text(min(left + _INDENT, AREA_LEFT + AREA_WIDTH - day.width), BODY, day)


def _centred(text: str, style: Style, book: FontBook, keep: bool = False) -> _Text:
    line = single_line(text, book, style)
    return _Text(AREA_LEFT + (AREA_WIDTH - line.width) / 2, style, line, keep)


class _Flow:
    """Puts pieces on pages, one grid line after the other."""

    def __init__(self) -> None:
        self.leaves = [Leaf(*A4)]
        self._slot = 0

    def add(self, pieces: Sequence[_Piece], i: int) -> None:
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
        if isinstance(piece, SetTable):
            self._table(piece)
        elif isinstance(piece, _Text):
            self._text(piece)
        elif self._slot:
            self._slot += 1

    def _text(self, piece: _Text) -> None:
        if self._slot >= LINES:
            self._turn()
        y = A4[1] - AREA_TOP - FIRST_BASELINE - LINE_PITCH * self._slot
        put_left(self.leaves[-1], piece.x, y, piece.style, piece.line)
        if piece.bookmark:
            self.leaves[-1].bookmarks.append(Bookmark(*piece.bookmark, y + LINE_PITCH))
        self._slot += 1

    def _table(self, table: SetTable) -> None:
        """Draw a table from the next grid line on, over as many pages as it takes; text goes on at a whole line."""
        area = A4[1] - AREA_TOP
        _leaf, y = place_table(table, self.leaves[-1], AREA_LEFT, area - self._slot * LINE_PITCH, area - AREA_HEIGHT, self._next_page)
        self._slot = ceil((area - y) / LINE_PITCH + 0.1)

    def _next_page(self) -> tuple[Leaf, float, float]:
        self._turn()
        return self.leaves[-1], A4[1] - AREA_TOP, A4[1] - AREA_TOP - AREA_HEIGHT

    def _turn(self) -> None:
        """Start a new page."""
        self.leaves.append(Leaf(*A4))
        self._slot = 0


def _needed(pieces: Sequence[_Piece], i: int) -> int:
    """Return how many grid lines must find room together from piece ``i`` on."""
    lines = 0
    for piece in pieces[i:]:
        if isinstance(piece, SetTable):
            return lines + ceil(piece.smallest / LINE_PITCH)
        lines += 1
        if not getattr(piece, "keep", False):
            break
    return lines


def _number_pages(leaves: Sequence[Leaf], book: FontBook) -> None:
    """Print — 1 — under the area: odd pages right indent 1 character, even pages left indent 1."""
    face = book.glyph(Role.SONG, "—").face
    y = A4[1] - AREA_TOP - AREA_HEIGHT - NUMBER_GAP - face.ink("—").top * PAGE_NUMBER.size / 1000
    for number, leaf in enumerate(leaves, start=1):
        line = single_line(f"— {number} —", book, PAGE_NUMBER)
        x = AREA_LEFT + AREA_WIDTH - PAGE_NUMBER.size - line.width if number % 2 else AREA_LEFT + PAGE_NUMBER.size
        put_left(leaf, x, y, PAGE_NUMBER, line)
