"""Draws a chart: title, unit, legend and notes around the picture itself,
so that nothing is cut and nothing lacks its unit.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ..document import Pdf
from ..fonts import FontBook, Role
from ..leaf import A4, MM
from .axes import ChartBox, draw_bars, draw_lines
from .ranks_and_shares import draw_ranking, draw_shares
from .sketch import LEADING, PRINTED, Inks, Sketch
from .values import Chart, ChartKind

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_TITLE, _SMALL, _NOTE = 11.0, 8.5, 8.0
_EDGE = 4.0
_MARGIN = 20 * MM
_PICTURES = {
    ChartKind.BAR: draw_ranking,
    ChartKind.GROUPED: draw_bars,
    ChartKind.LINE: draw_lines,
    ChartKind.SHARE: draw_shares,
}


def draw_chart(chart: Chart, fonts: FontBook, width: float, height: float, inks: Inks = PRINTED) -> Drawing:
    """Return the reportlab drawing of a chart in points;
    all fonts are the office's, all scales begin at 0.
    """
    sketch = Sketch(fonts, width, height, inks)
    box = ChartBox(_EDGE, _EDGE, width - _EDGE, height - _EDGE)
    top = sketch.put_lines(
        width / 2,
        box.top,
        sketch.lines(chart.title, _TITLE, box.width, Role.HEAD),
        _TITLE,
        at=0.5,
        role=Role.HEAD,
    )
    top = _unit_and_legend(sketch, chart, ChartBox(box.left, box.bottom, box.right, top))
    notes = list(chain.from_iterable(sketch.lines(note, _NOTE, box.width) for note in chart.notes))
    bottom = box.bottom + len(notes) * _NOTE * LEADING + (3 if notes else 0)
    if notes:
        sketch.put_lines(box.left, bottom - 3, notes, _NOTE)
    if chart.is_empty:
        sketch.put(width / 2, (top + bottom) / 2, "没有数据", _TITLE, at=0.5)
    else:
        _PICTURES[chart.kind](sketch, chart, ChartBox(box.left, bottom, box.right, top - 3))
    return sketch.finish()


def chart_pdf(chart: Chart, fonts: FontBook, width: float, height: float, inks: Inks = PRINTED) -> Pdf:
    """Return a PDF of one page that is the drawing and nothing else;
    the same chart and fonts give the same bytes.
    """
    return _page(chart, fonts, (width, height), ChartBox(0, 0, width, height), inks)


def chart_page(chart: Chart, fonts: FontBook) -> Pdf:
    """Return the chart by itself on a sheet of A4, lying, to be printed."""
    width, height = A4[1], A4[0]
    box = ChartBox(_MARGIN, _MARGIN, width - _MARGIN, height - _MARGIN)
    return _page(chart, fonts, (width, height), box, PRINTED)


def _page(chart: Chart, fonts: FontBook, size: tuple[float, float], box: ChartBox, inks: Inks) -> Pdf:
    import io

    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    drawing = draw_chart(chart, fonts, box.width, box.height, inks)
    stream = io.BytesIO()
    base = fonts.glyph(Role.SONG, "1").face.embedded()
    # the stubs say float for the font's name
    canvas = Canvas(stream, pagesize=size, invariant=1, initialFontName=base)  # type: ignore[arg-type]
    canvas.setTitle(chart.title)
    renderPDF.draw(drawing, canvas, box.left, box.bottom)
    canvas.showPage()
    canvas.save()
    return Pdf(stream.getvalue(), 1, chart.title)


def _unit_and_legend(sketch: Sketch, chart: Chart, box: ChartBox) -> float:
    """Put the unit at the left and the legend at the right, over as many lines as they take;
    returns what is left below.
    """
    unit = f"单位：{chart.unit}"
    base = box.top - _SMALL
    sketch.put(box.left, base, unit, _SMALL)
    names = (
        [series.name for series in chart.series] if chart.kind in {ChartKind.GROUPED, ChartKind.LINE} else []
    )
    if not any(names):
        return base - _SMALL * (LEADING - 1)
    start = box.left + sketch.text_width(unit, _SMALL) + 12
    for row in _rows(sketch, names, box.right - start):
        x = box.right - sum(width for _, _, width in row)
        for number, name, width in row:
            _sign(sketch, chart, number, (x, base))
            sketch.put(x + 16, base, name, _SMALL)
            x += width
        base -= _SMALL * LEADING
    return base + _SMALL * LEADING - _SMALL * (LEADING - 1)


def _sign(sketch: Sketch, chart: Chart, number: int, at: tuple[float, float]) -> None:
    colour, (x, y) = sketch.inks.fill(chart.place(number)), at
    if chart.kind is ChartKind.LINE:
        sketch.line(x, y + 3, x + 13, y + 3, colour=colour, weight=1.6)
        sketch.marker(x + 6.5, y + 3, number, colour)
    else:
        sketch.area(x + 3, y - 0.5, 9, 7, colour)


def _rows(sketch: Sketch, names: list[str], room: float) -> list[list[tuple[int, str, float]]]:
    """Divide the legend into rows: number of the series, name, width."""
    rows: list[list[tuple[int, str, float]]] = [[]]
    for number, name in enumerate(names):
        width = 16 + sketch.text_width(name, _SMALL) + 8
        if rows[-1] and sum(one for _, _, one in rows[-1]) + width > room:
            rows.append([])
        rows[-1].append((number, name, width))
    return rows
