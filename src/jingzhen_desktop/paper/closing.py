"""What follows a document's text:
附件说明, 署名 and date, 附注, the attachments' pages, 版记 (GB/T 9704-2012 7.3.4–7.4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from math import ceil

from ..base.text import chinese_date
from .document import Attachment, Document, Imprint, PageBreak, Paragraph, Signature
from .fonts import FontBook
from .leaf import MM, Leaf, clean, measure, put_left, put_right, single_line, wrapped, wrapped_fully
from .measured import Line, Width
from .opening import title_lines
from .page import (
    AREA_LEFT,
    AREA_RIGHT,
    AREA_WIDTH,
    BODY,
    HEAD,
    IMPRINT,
    INDENT,
    LOWER_EDGE,
    PITCH,
    TITLE,
    put_area_rule,
)
from .pieces import Blank, Piece, Text, block_pieces, centred, paragraph_pieces
from .titles import balanced, name_parts

_SEALED_INDENT = 4 * PITCH
_OUTER_RULE, _INNER_RULE = 0.35 * MM, 0.25 * MM
_IMPRINT_LEADING, _IMPRINT_BASE = 22.0, 6.5
_IMPRINT_INDENT = IMPRINT.size


def closing_pieces(document: Document, book: FontBook) -> list[Piece]:
    """Return 附件说明, signature and 附注."""
    signed = document.signature is not None
    pieces: list[Piece] = list(_attachments_note(document.attachments, book, keep=signed))
    if document.signature is not None:
        pieces += _signature(document.signature, book)
    if document.remark:
        if signed:
            pieces[-1] = held(pieces[-1])
        pieces += paragraph_pieces(Paragraph(f"（{clean(document.remark).strip('（）()')}）"), book)
    return pieces


def held(piece: Piece) -> Piece:
    """Return a piece that stays on the page of what follows it."""
    return piece if isinstance(piece, PageBreak) else replace(piece, keep=True)


def hold_text(pieces: Sequence[Piece], *, carried: bool = False) -> list[Piece]:
    """Hold the last two lines of the text with the signature:
    no page may carry the signature (or the seal) alone. ``carried``, they begin a page.
    """
    first = max(0, len(pieces) - (2 if pieces and isinstance(pieces[-1], Text | Blank) else 1))
    while carried and first and getattr(pieces[first - 1], "keep", False):
        first -= 1
    turn = [PageBreak()] if carried else []
    return [*pieces[:first], *turn, *map(held, pieces[first:])]


def attachment_label(attachments: Sequence[Attachment], number: int) -> str:
    """Return 附件 for an only attachment, 附件2 for the second of several."""
    return f"附件{number}" if len(attachments) > 1 else "附件"


def attachment_pieces(document: Document, number: int, book: FontBook) -> Iterator[Piece]:
    """Yield the pages of an attachment's text: its label on the first line, its title on the third."""
    attachment = document.attachments[number - 1]
    title = clean(attachment.title).replace("\n", "")
    yield PageBreak()
    label = attachment_label(document.attachments, number)
    yield Text(AREA_LEFT, HEAD, single_line(label, book, HEAD), True, (f"{label}　{title}", 0))
    yield Blank(keep=True)
    yield from (
        centred(text, TITLE, book, keep=True) for text in title_lines(document, book, attachment.title)
    )
    yield Blank(keep=True)
    for block in attachment.blocks:
        yield from block_pieces(block, book)


def imprint_lines(imprint: Imprint, book: FontBook, pitch: float) -> int:
    """Return how many of a page's lines 版记 takes."""
    return ceil(_imprint_height(imprint, book) / pitch)


def put_imprint(imprint: Imprint, leaf: Leaf, book: FontBook) -> None:
    """Put 版记 on the foot of a page, its last rule on the area's lower edge."""
    copies = _copies(imprint, book)
    y = LOWER_EDGE + _imprint_height(imprint, book)
    put_area_rule(leaf, y, _OUTER_RULE)
    for i, line in enumerate(copies):
        y -= _IMPRINT_LEADING
        put_left(
            leaf,
            AREA_LEFT + _IMPRINT_INDENT + (_label_width(book) if i else 0.0),
            y + _IMPRINT_BASE,
            IMPRINT,
            line,
        )
    if imprint.issuer or imprint.day:
        if copies:
            put_area_rule(leaf, y, _INNER_RULE)
        y -= _IMPRINT_LEADING
        put_left(
            leaf,
            AREA_LEFT + _IMPRINT_INDENT,
            y + _IMPRINT_BASE,
            IMPRINT,
            single_line(clean(imprint.issuer), book, IMPRINT),
        )
        if imprint.day:
            day = single_line(f"{chinese_date(imprint.day)}印发", book, IMPRINT)
            put_right(leaf, AREA_RIGHT - _IMPRINT_INDENT, y + _IMPRINT_BASE, IMPRINT, day)
    put_area_rule(leaf, LOWER_EDGE, _OUTER_RULE)


def _attachments_note(attachments: Sequence[Attachment], book: FontBook, keep: bool) -> Iterator[Piece]:
    """附件：1. … indented by two characters; a name that takes more lines goes on under its first character."""
    if attachments:
        yield Blank(keep)
    for number, attachment in enumerate(attachments, start=1):
        x = AREA_LEFT + INDENT + (0 if number == 1 else 3 * PITCH)
        label = ("附件：" if number == 1 else "") + (f"{number}. " if len(attachments) > 1 else "")
        head = single_line(label, book, BODY)
        limit = AREA_RIGHT - x - head.width
        name = _before_bracket(clean(attachment.title).replace("\n", ""), book, limit)
        for i, line in enumerate(wrapped_fully(name, book, BODY, limit)):
            yield Text(x + head.width, BODY, line, keep) if i else Text(x, BODY, _joined(head, line), keep)


def _before_bracket(name: str, book: FontBook, limit: float) -> str:
    """Part a name that takes more than a line before the bracket at its end: （2024年四季度） stays whole."""
    before, bracket, rest = name.rpartition("（")
    fits = single_line(name, book, BODY).width <= limit
    if fits or not before or not name.endswith("）") or single_line(before, book, BODY).width > limit:
        return name
    return f"{before}\n{bracket}{rest}"


def _joined(first: Line, second: Line) -> Line:
    return Line(first.text + second.text, first.advances + second.advances)


def _signature(signature: Signature, book: FontBook) -> list[Piece]:
    parts = signature_lines(signature.office, measure(book, BODY))
    names = [single_line(part, book, BODY) for part in parts]
    day = single_line(chinese_date(signature.day), book, BODY)
    return _sealed(names, day) if signature.seal else _unsealed(names, day)


def signature_lines(name: str, width: Width) -> list[str]:
    """Return the lines of a name under a paper: one, or where it is too long the place and the body in it,
    never with a character left alone.
    """
    limit = AREA_WIDTH - 2 * INDENT
    if sum(map(width, name)) <= limit:
        return [name]
    return list(chain.from_iterable(balanced(part, width, limit) for part in name_parts(name)))


def _unsealed(names: list[Line], day: Line) -> list[Piece]:
    """署名 right indent 2, date 2 further right than the name;
    if the date is longer, date right indent 2 (GB/T 9704 7.3.5.2).
    """
    right = AREA_RIGHT - INDENT
    widest = max(line.width for line in names)
    left = right - widest if widest >= day.width else right - day.width - INDENT
    lines = [Text(left, BODY, line, keep=True) for line in names]
    return [Blank(keep=True), *lines, Text(min(left + INDENT, AREA_RIGHT - day.width), BODY, day)]


def _sealed(names: list[Line], day: Line) -> list[Piece]:
    """Date right indent 4, 署名 centred over it, two blank lines over both:
    the seal reaches to within a line of the text (7.3.5.1).
    """
    middle = AREA_RIGHT - _SEALED_INDENT - day.width / 2
    lines = [
        Text(min(middle - line.width / 2, AREA_RIGHT - line.width), BODY, line, keep=True) for line in names
    ]
    return [Blank(keep=True), Blank(keep=True), *lines, Text(middle - day.width / 2, BODY, day)]


def _imprint_height(imprint: Imprint, book: FontBook) -> float:
    return _IMPRINT_LEADING * (len(_copies(imprint, book)) + bool(imprint.issuer or imprint.day))


def _copies(imprint: Imprint, book: FontBook) -> list[Line]:
    """抄送：… with 。 at its end, indented by one character on both sides,
    its further lines under the first name.
    """
    names = "，".join(clean(name).strip("。") for name in imprint.copies_to if name.strip())
    if not names:
        return []
    limit = AREA_WIDTH - 2 * _IMPRINT_INDENT - _label_width(book)
    lines = wrapped(f"{names}。", book, IMPRINT, limit, justify=True)
    return [_joined(single_line("抄送：", book, IMPRINT), lines[0]), *lines[1:]]


def _label_width(book: FontBook) -> float:
    return single_line("抄送：", book, IMPRINT).width
