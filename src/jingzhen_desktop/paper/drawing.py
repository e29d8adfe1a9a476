"""Draws finished leaves into a PDF; the only module that knows reportlab's canvas."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby
from typing import TYPE_CHECKING

from .characters import meetings
from .document import Pdf
from .faces import spaced_form
from .fonts import FontBook, Role
from .leaf import SPACE, Bookmark, Leaf, Placed, Rule, Style, clean
from .pictures import print_picture

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.pdfgen.textobject import PDFTextObject

_NO_DAY = b"(D:20000101000000+00'00')"
"""The day in a file that is made the same whenever it is made."""
_CREATOR = "井镇节能"
_RED = (1.0, 0.0, 0.0)
_BLACK = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Sort:
    """How a character of a style is drawn: text to show, font, natural advance in points, outline to add."""

    text: str
    font: str
    advance: float
    outline: float


@dataclass(slots=True)
class _Run:
    """Characters of one font set with the same extra space after each."""

    x: float
    first: _Sort
    extra: float
    text: list[str]

    def takes(self, sort: _Sort, more: float) -> bool:
        """Say whether a character may join:
        same font, and no figure between Chinese characters if it is spaced otherwise.
        """
        if sort.font != self.first.font or sort.outline != self.first.outline:
            return False
        return more == self.extra or sort.text == " " or sort.text.isascii() == self.text[-1].isascii()


def draw(
    leaves: Sequence[Leaf],
    book: FontBook,
    *,
    title: str,
    subject: str,
    author: str,
    day: date | None = None,
) -> Pdf:
    """Draw the leaves; the same leaves, fonts and day give the same bytes.
    The file bears the paper's ``day``.
    """
    from reportlab.pdfgen.canvas import Canvas

    stream = io.BytesIO()
    base = book.glyph(Role.SONG, "1").face.embedded()  # instead of an unembedded Helvetica on every page
    canvas = Canvas(
        stream,
        invariant=1,
        pageCompression=1,
        lang="zh-CN",
        initialFontName=base,  # type: ignore[arg-type]  # the stubs say float
    )
    canvas.setTitle(clean(title))
    canvas.setSubject(clean(subject))
    canvas.setAuthor(clean(author))
    canvas.setCreator(_CREATOR)
    pen = _Pen(book)
    placed = chain.from_iterable((*leaf.texts, *leaf.turned) for leaf in leaves)
    pen.know({one.style for one in placed})
    charts = _drawings(leaves, book)
    levels = _Levels()
    for leaf, drawings in zip(leaves, charts, strict=True):
        _draw_pictures(canvas, leaf, drawings)
        _draw_leaf(canvas, leaf, pen, levels)
        canvas.showPage()
    canvas.save()
    return Pdf(_dated(stream.getvalue(), day), len(leaves), title, tuple(pen.replacements()))


def _dated(data: bytes, day: date | None) -> bytes:
    """Give the file the day of its paper in place of the one that reportlab puts in every file;
    as long as that, so that nothing moves.
    """
    return data if day is None else data.replace(_NO_DAY, b"(D:" + f"{day:%Y%m%d}".encode() + _NO_DAY[11:])


def _draw_leaf(canvas: Canvas, leaf: Leaf, pen: _Pen, levels: _Levels) -> None:
    _draw_rules(canvas, leaf.rules)
    _draw_texts(canvas, leaf.texts, pen)
    if leaf.turned:
        _draw_turned(canvas, leaf, pen)
    for bookmark in leaf.bookmarks:
        levels.add(canvas, bookmark)


def _draw_texts(canvas: Canvas, texts: Iterable[Placed], pen: _Pen) -> None:
    """Draw lines in their order; where colour or stroke changes a new text object begins."""
    for (outline, red), group in groupby(texts, lambda placed: (pen.outline(placed.style), placed.style.red)):
        colour = _RED if red else _BLACK
        canvas.setFillColorRGB(*colour)
        if outline:
            canvas.setStrokeColorRGB(*colour)
            canvas.setLineWidth(outline)
        text = canvas.beginText()
        for placed in group:
            pen.draw(text, placed)
        canvas.drawText(text)


def _draw_rules(canvas: Canvas, rules: Iterable[Rule]) -> None:
    kinds: dict[tuple[bool, float], list[tuple[float, float, float, float]]] = {}
    for rule in dict.fromkeys(rules):
        kinds.setdefault((rule.red, rule.weight), []).append((rule.x1, rule.y1, rule.x2, rule.y2))
    canvas.setLineCap(2)
    for (red, weight), lines in sorted(kinds.items(), reverse=True):
        canvas.setStrokeColorRGB(*(_RED if red else _BLACK))
        canvas.setLineWidth(weight)
        canvas.lines(lines)
    canvas.setStrokeColorRGB(*_BLACK)


def _draw_turned(canvas: Canvas, leaf: Leaf, pen: _Pen) -> None:
    """Draw what stands upright on the bound page: its left edge is this leaf's upper one."""
    canvas.saveState()
    canvas.transform(0, -1, 1, 0, 0, leaf.height)
    _draw_texts(canvas, leaf.turned, pen)
    canvas.restoreState()


def _drawings(leaves: Sequence[Leaf], book: FontBook) -> list[list[Drawing]]:
    """Return the charts of each leaf, drawn before any text is:
    a converted font may be embedded only once all its characters are known.
    """
    if sum(len(leaf.charts) for leaf in leaves) > 1:
        for leaf in leaves:
            _charts(leaf, book)
    return [_charts(leaf, book) for leaf in leaves]


def _charts(leaf: Leaf, book: FontBook) -> list[Drawing]:
    if not leaf.charts:
        return []
    from .charts.drawing import draw_chart

    return [draw_chart(placed.chart, book, placed.width, placed.height) for placed in leaf.charts]


def _draw_pictures(canvas: Canvas, leaf: Leaf, drawings: Sequence[Drawing]) -> None:
    """Set the page's size and draw its pictures and charts."""
    canvas.setPageSize((leaf.width, leaf.height))
    for placed in leaf.pictures:
        from reportlab.lib.utils import ImageReader

        image = ImageReader(io.BytesIO(print_picture(placed.data, placed.width, placed.height)))
        canvas.drawImage(image, placed.x, placed.y, placed.width, placed.height, mask="auto")
    for chart, drawing in zip(leaf.charts, drawings, strict=True):
        from reportlab.graphics import renderPDF

        renderPDF.draw(drawing, canvas, chart.x, chart.y)


class _Levels:
    """Adds outline entries; a level may only be one deeper than the one before."""

    def __init__(self) -> None:
        self._last = -1
        self._count = 0

    def add(self, canvas: Canvas, bookmark: Bookmark) -> None:
        self._count += 1
        self._last = min(bookmark.level, self._last + 1)
        key = f"h{self._count}"
        canvas.bookmarkHorizontal(key, 0, bookmark.y)
        canvas.addOutlineEntry(bookmark.title, key, self._last, closed=False)


class _Pen:
    """Writes placed lines in as few text operations as uniform spacing allows,
    and notes what had to be replaced.
    """

    def __init__(self, book: FontBook) -> None:
        self._book = book
        self._sorts: dict[Style, dict[str, _Sort]] = {}
        self._roles: dict[Role, None] = {}
        self._missing: dict[str, str] = {}
        self._outlines: dict[Style, float] = {}
        self._outline = 0.0

    def draw(self, text: PDFTextObject, placed: Placed) -> None:
        """Write one line."""
        for run in self._runs(placed):
            if run.first.outline != self._outline:
                self._embolden(text, run.first.outline)
            text.setTextOrigin(run.x, placed.y)
            text.setFont(run.first.font, placed.style.size)
            text.setCharSpace(run.extra)
            text.textOut("".join(run.text))
        if self._outline:
            self._embolden(text, 0.0)

    def know(self, styles: Iterable[Style]) -> None:
        """Look at the styles before the first line is drawn."""
        self._outlines = {style: self._book.glyph(style.role, "国").embolden * style.size for style in styles}

    def outline(self, style: Style) -> float:
        """Return the width of the stroke round emboldened characters of a style."""
        return self._outlines[style]

    def replacements(self) -> Iterator[str]:
        """Yield the sentences on substituted roles and missing characters."""
        for role in self._roles:
            sentence = self._book.substitution(role)
            if sentence:
                yield sentence
        for character, mark in self._missing.items():
            yield f"已安装的字体都没有字符“{character}”（U+{ord(character):04X}），印成了“{mark}”"

    def _embolden(self, text: PDFTextObject, outline: float) -> None:
        self._outline = outline
        text.setTextRenderMode(2 if outline else 0)  # fill and stroke, or fill

    def _runs(self, placed: Placed) -> Iterator[_Run]:
        """Cut a line where font or spacing changes;
        the last character's spacing is free, as every run has its own place.
        """
        sorts = self._sorts.setdefault(placed.style, {})
        spaces = self._spaces(placed)
        keys = [*placed.line.text]
        for i in spaces:
            keys[i] += " "
        run: _Run | None = None
        x, before = placed.x, 0.0
        for key, advance in zip(keys, placed.line.advances, strict=True):
            sort = sorts.get(key)
            if sort is None:
                sort = sorts[key] = self._sort(placed.style, key[0], spaced=len(key) > 1)
            more = round(advance - sort.advance, 3)
            if run is None or before != run.extra or not run.takes(sort, more):
                if run is not None:
                    yield run
                run = _Run(x, sort, more, [])
            run.text.append(sort.text)
            x, before = x + advance, more
        if run is not None:
            yield run

    def _spaces(self, placed: Placed) -> list[int]:
        """Return the places of characters with a blank between Han and Latin after them;
        at a line's end there is none.
        """
        if not placed.style.spaced:
            return []
        return [i for i in meetings(placed.line.text) if ord(placed.line.text[i]) <= 0xFFFF]

    def _sort(self, style: Style, character: str, *, spaced: bool = False) -> _Sort:
        glyph = self._book.glyph(style.role, character)
        self._roles.setdefault(style.role)
        if glyph.missing:
            self._missing[character] = glyph.character
        font, text, advance = glyph.face.embedded(), glyph.character, glyph.advance
        if spaced:
            text, advance = spaced_form(font, text, 1000 * SPACE), advance + 1000 * SPACE
        return _Sort(text, font, advance * style.size / 1000, glyph.embolden * style.size)
