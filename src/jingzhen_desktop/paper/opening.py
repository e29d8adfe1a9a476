"""What a document begins with: 版头, title, 文号, 主送机关 (GB/T 9704-2012 7.2, 7.3.1, 7.3.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from .document import Document, Letterhead
from .fonts import FontBook, Role
from .leaf import MM, Leaf, Style, clean, measure, put_centred, put_left, put_right, single_line, wrapped
from .page import (
    AREA_LEFT,
    AREA_RIGHT,
    AREA_WIDTH,
    BODY,
    FIRST_BASELINE,
    HEAD,
    KAI,
    LINE_PITCH,
    PITCH,
    TITLE,
    UPPER_EDGE,
    USUAL,
    LineGrid,
    put_area_rule,
)
from .pieces import Blank, Piece, Text, centred
from .titles import balanced, name_parts

_BANNER = Style(Role.TITLE, 42, red=True)
"""The largest the standard allows is 22 mm high and 15 mm wide."""
_BANNER_BELOW = 35 * MM
"""From the area's upper edge to the banner's."""
_RULE_BELOW, _RULE_WEIGHT = 4 * MM, 1.5
_MIDDLE = AREA_LEFT + AREA_WIDTH / 2


def title_lines(document: Document, book: FontBook, title: str = "") -> list[str]:
    """Return the lines of the document's title (or of another one): balanced, or as the clerk broke them."""
    width = measure(book, TITLE)
    parts = clean(title or document.title).split("\n")
    lines: list[str] = []
    for part in parts:
        lines += balanced(part, width, AREA_WIDTH, title_names(document), TITLE.space)
    return lines


def title_names(document: Document) -> list[str]:
    """Return what the lines of a title must not be broken inside of."""
    office = document.signature.office if document.signature else ""
    whole = len(office) * TITLE.size <= AREA_WIDTH
    signatory = [office] if whole else name_parts(office)
    return [
        name
        for name in (*document.names, *signatory, document.author, *clean(document.addressee).split("、"))
        if name
    ]


def opening_pieces(document: Document, book: FontBook) -> Iterator[Piece]:
    """Yield title, 文号 and 主送机关 of a document without 版头; of one with it, what comes after the title."""
    if document.letterhead is None:
        if document.number:
            yield centred(clean(document.number), BODY, book)
            yield from (Blank(), Blank())
        yield from (centred(text, TITLE, book) for text in title_lines(document, book))
        yield Blank()
    if document.addressee:
        for line in wrapped(document.addressee.rstrip("：:") + "：", book, BODY, AREA_WIDTH, justify=True):
            yield Text(AREA_LEFT, BODY, line)


def put_letterhead(
    document: Document, letterhead: Letterhead, leaf: Leaf, book: FontBook, grid: LineGrid
) -> int:
    """Put 版头 and title on the first page; return how many of its lines are taken."""
    marks = ((letterhead.copy_number, BODY), (letterhead.secrecy, HEAD), (letterhead.urgency, HEAD))
    for slot, (text, style) in enumerate((clean(text), style) for text, style in marks if text):
        put_left(leaf, AREA_LEFT, USUAL.base_line(slot), style, single_line(text, book, style))
    y = _put_banner(clean(letterhead.banner), leaf, book)
    y = _put_number(clean(document.number), letterhead, leaf, book, y - 2 * LINE_PITCH - FIRST_BASELINE)
    put_area_rule(leaf, y, _RULE_WEIGHT, red=True)
    y -= 2 * LINE_PITCH + FIRST_BASELINE
    for text in title_lines(document, book):
        put_centred(leaf, _MIDDLE, y, TITLE, single_line(text, book, TITLE))
        y -= LINE_PITCH
    taken = (UPPER_EDGE - y - grid.first_baseline) / grid.pitch
    return ceil(taken + 0.75)  # about one blank line, then on the page's own lines again


def _put_banner(text: str, leaf: Leaf, book: FontBook) -> float:
    """Print 发文机关标志; return its lower edge."""
    natural = single_line(text, book, _BANNER).width
    style = replace(_BANNER, size=min(_BANNER.size, _BANNER.size * AREA_WIDTH / max(natural, 1.0)))
    inks = [
        book.glyph(style.role, character).face.ink(book.glyph(style.role, character).character)
        for character in text
    ]
    y = UPPER_EDGE - _BANNER_BELOW - max((ink.top for ink in inks), default=0.0) * style.size / 1000
    put_centred(leaf, _MIDDLE, y, style, single_line(text, book, style))
    return y + min((ink.bottom for ink in inks), default=0.0) * style.size / 1000


def _put_number(number: str, letterhead: Letterhead, leaf: Leaf, book: FontBook, y: float) -> float:
    """Print 发文字号, on 上行文 at the left with 签发人 at the right; return where the red line goes."""
    line = single_line(number, book, BODY)
    signers = [clean(name) for name in letterhead.signers if name.strip()]
    if signers:
        y = _put_signers(signers, leaf, book, y)
        put_left(leaf, AREA_LEFT + PITCH, y, BODY, line)
    else:
        put_centred(leaf, _MIDDLE, y, BODY, line)
    return y - 0.12 * BODY.size - _RULE_BELOW


def _put_signers(signers: list[str], leaf: Leaf, book: FontBook, y: float) -> float:
    """Print the names in pairs, one under the other, beside their label;
    return the base line of the last pair.
    """
    pairs = ["　".join(signers[i : i + 2]) for i in range(0, len(signers), 2)]
    rows = [single_line(pair, book, KAI) for pair in pairs]
    x = AREA_RIGHT - PITCH - max(row.width for row in rows)
    put_right(leaf, x, y, BODY, single_line("签发人：", book, BODY))
    for row in rows:
        put_left(leaf, x, y, KAI, row)
        y -= LINE_PITCH
    return y + LINE_PITCH
