"""Rows on paper: the annual summary as PDF, with TrueType fonts and with fonts that have to be converted."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import cycle, islice
from typing import TYPE_CHECKING

from big_office import LAST_YEAR
from comparing import Outcome, compare, timed

from jingzhen_desktop.annual.papers.document import summary_document
from jingzhen_desktop.annual.queries.facts import signature
from jingzhen_desktop.annual.queries.stored import summary
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.paper import running
from jingzhen_desktop.paper.document import Document
from jingzhen_desktop.paper.fontfiles import FontFile, faces, font_folders, scan
from jingzhen_desktop.paper.fonts import FontBook
from jingzhen_desktop.paper.leaf import Leaf, Placed
from jingzhen_desktop.paper.typeset import typeset

if TYPE_CHECKING:
    from bench import Bench

PAGES, MANY_PAGES = 8, 40


def pdf(bench: Bench) -> list[Outcome]:
    """The annual summary, made long enough for eight pages, with the TrueType fonts of this PC.

    Reference: reportlab's canvas draws the same lines at the same places in the same fonts and sizes, spread
    over the same width by character spacing, one text operation a line, and the same rules. “First in a run”
    opens the fonts on both sides, “again” has them open. CFF fonts are subset and converted; the first time
    builds the cache.
    """
    document = summary_of(bench, PAGES)
    book = _book(bench, _true_type())
    page_lines = [_bare_page(leaf, book) for leaf in running.lay_out(document, book)]
    fonts = _bare_fonts(page_lines)
    again = compare(lambda: typeset(document, book), lambda: _draw_bare(page_lines), 7)
    first = compare(
        lambda: typeset(document, _book(bench, _true_type())),
        lambda: (_open_bare(fonts), _draw_bare(page_lines)),
        4,
    )
    return [
        Outcome(f"annual summary PDF, {PAGES} pages, TrueType, again", *again, 2),
        Outcome(f"annual summary PDF, {PAGES} pages, TrueType, first in a run", *first, 2),
        _many(bench, book),
        *_converted(bench, document),
    ]


def _many(bench: Bench, book: FontBook) -> Outcome:
    """The same text over and over for forty pages."""
    document = _pages(bench, book, MANY_PAGES)
    page_lines = [_bare_page(leaf, book) for leaf in running.lay_out(document, book)]
    return Outcome(
        f"text of {MANY_PAGES} pages as PDF",
        *compare(lambda: typeset(document, book), lambda: _draw_bare(page_lines), 3),
        2,
    )


def _converted(bench: Bench, document: Document) -> list[Outcome]:
    files = [file for file in scan(font_folders()) if any(face.postscript for face in faces(file))]
    if not files:
        return []
    cache = bench.folder / "converted"
    first, cached = (timed(lambda: typeset(document, FontBook(files, cache))) for _ in range(2))
    return [
        Outcome(f"annual summary PDF, {PAGES} pages, CFF fonts converted, first time", first, None, None),
        Outcome(f"annual summary PDF, {PAGES} pages, CFF fonts from the cache", cached, None, None),
    ]


def summary_of(bench: Bench, pages: int) -> Document:
    """The office's summary, repeated until it fills so many pages."""
    return _pages(bench, _book(bench, _true_type()), pages)


def _true_type() -> list[FontFile]:
    return [file for file in scan(font_folders()) if not any(face.postscript for face in faces(file))]


def _book(bench: Bench, files: Sequence[FontFile]) -> FontBook:
    return FontBook(files, bench.folder / "unused")


def _pages(bench: Bench, book: FontBook, pages: int) -> Document:
    """The office's summary with its paragraphs said over and over until it fills so many pages."""
    with bench.office() as office:
        stored = summary(office, LAST_YEAR, SummaryKind.YEAR)
        assert stored is not None
        document = summary_document(stored, signature(office), "")
    for count in range(pages, 1000, max(1, pages // PAGES)):
        longer = replace(document, blocks=tuple(islice(cycle(document.blocks), count)))
        if len(running.lay_out(longer, book)) >= pages:
            return longer
    raise AssertionError


@dataclass(frozen=True)
class _BareLine:
    """A line as the reference draws it: one font, one spacing."""

    x: float
    y: float
    font: str
    size: float
    spacing: float
    text: str


@dataclass(frozen=True)
class _BarePage:
    """One page of the reference."""

    size: tuple[float, float]
    lines: list[_BareLine]
    rules: list[tuple[float, tuple[float, float, float, float]]]


def _bare_page(leaf: Leaf, book: FontBook) -> _BarePage:
    rules = [(rule.weight, (rule.x1, rule.y1, rule.x2, rule.y2)) for rule in leaf.rules]
    return _BarePage((leaf.width, leaf.height), [_bare_line(placed, book) for placed in leaf.texts], rules)


def _bare_line(placed: Placed, book: FontBook) -> _BareLine:
    style, text = placed.style, placed.line.text
    glyphs = [book.glyph(style.role, character) for character in text]
    font = Counter(glyph.face.embedded() for glyph in glyphs).most_common(1)[0][0]
    natural = sum(glyph.advance for glyph in glyphs) * style.size / 1000
    return _BareLine(placed.x, placed.y, font, style.size, (placed.line.width - natural) / len(text), text)


def _draw_bare(pages: Sequence[_BarePage]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1, pageCompression=1, initialFontName=pages[0].lines[0].font)
    for page in pages:
        canvas.setPageSize(page.size)
        for weight, line in page.rules:
            canvas.setLineWidth(weight)
            canvas.line(*line)
        text = canvas.beginText()
        for one in page.lines:
            text.setTextOrigin(one.x, one.y)
            text.setFont(one.font, one.size)
            text.setCharSpace(one.spacing)
            text.textOut(one.text)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _bare_fonts(pages: Sequence[_BarePage]) -> dict[str, tuple[str, int]]:
    """Where the fonts of the lines are found, so that the reference can open them anew:
    file and place in a collection.
    """
    from reportlab.pdfbase.pdfmetrics import getFont

    used = {line.font for page in pages for line in page.lines}
    # named stem-index-hash by the program
    return {name: (getFont(name).face.filename, int(name.split("-")[-2])) for name in used}


def _open_bare(fonts: dict[str, tuple[str, int]]) -> None:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    for name, (path, index) in fonts.items():
        registerFont(TTFont(name, path, subfontIndex=index))
