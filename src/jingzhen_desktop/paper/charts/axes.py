"""Pictures with a standing value axis: grouped bars and lines over categories."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, pairwise

from .scale import Scale, scale_for
from .sketch import LEADING, Sketch
from .values import Chart

_AXIS_SIZE = 8.0
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_MOST_LINES = 3
_APART = 3.0
"""Points between the values over neighbouring bars, about half a digit: closer, two read as one number."""
_DASHES: tuple[tuple[float, ...], ...] = ((), (4, 2), (1, 1.5), (6, 2, 1, 2))


@dataclass(frozen=True, slots=True)
class ChartBox:
    """A rectangle of the picture."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


def draw_bars(sketch: Sketch, chart: Chart, box: ChartBox) -> None:
    """Draw the series of each category side by side, with the values over the bars where there is room."""
    scale, plot = _axes(sketch, chart, box)
    slot = plot.width / max(1, len(chart.categories))
    bar = slot * 0.76 / len(chart.series)
    size, upright = _value_size(sketch, chart, bar if len(chart.series) > 1 else slot * 0.96)
    zero = _height(plot, scale, Decimal(0))
    for position in range(len(chart.categories)):
        left = plot.left + slot * position + slot * 0.12
        for number, series in enumerate(chart.series):
            value, x = series.values[position], left + bar * number
            top = zero if value is None else _height(plot, scale, value)
            if value is not None:
                sketch.area(x, min(zero, top), bar, abs(top - zero), sketch.inks.fill(chart.place(number)))
            _value(
                sketch,
                chart.printed(series, position),
                (x + bar / 2, max(top, zero)),
                size,
                upright=upright and value is not None,
            )
    sketch.line(plot.left, zero, plot.right, zero)


def draw_lines(sketch: Sketch, chart: Chart, box: ChartBox) -> None:
    """Draw a line per series; a missing figure leaves a gap."""
    scale, plot = _axes(sketch, chart, box)
    slot = plot.width / max(1, len(chart.categories))
    size, _ = _value_size(sketch, chart, slot * 0.96)
    for number, series in enumerate(chart.series):
        colour = sketch.inks.fill(chart.place(number))
        points = [
            None if value is None else (plot.left + slot * (position + 0.5), _height(plot, scale, value))
            for position, value in enumerate(series.values)
        ]
        for before, after in pairwise(points):
            if before and after:
                sketch.line(*before, *after, colour=colour, weight=1.6, dash=_DASHES[number % len(_DASHES)])
        for position, point in enumerate(points):
            if point is not None:
                sketch.marker(*point, number, colour)
                if len(chart.series) == 1:
                    _value(
                        sketch, chart.printed(series, position), (point[0], point[1] + 2), size, upright=False
                    )
    zero = _height(plot, scale, Decimal(0))
    sketch.line(plot.left, zero, plot.right, zero)


def _height(plot: ChartBox, scale: Scale, value: Decimal) -> float:
    return plot.bottom + plot.height * scale.part(value)


def _axes(sketch: Sketch, chart: Chart, box: ChartBox) -> tuple[Scale, ChartBox]:
    """Draw the marks, the faint lines across and the categories;
    returns the scale and where the figures go.
    """
    scale = scale_for(chain.from_iterable(series.values for series in chart.series))
    labels = [scale.label(mark) for mark in scale.marks]
    left = box.left + sketch.widest(labels, _AXIS_SIZE) + 5
    size, texts = _categories(sketch, chart.categories, (box.right - left) / max(1, len(chart.categories)))
    below = 4 + size * LEADING * max((len(lines) for lines in texts), default=1)
    _size, upright = _value_size(
        sketch, chart, (box.right - left) / max(1, len(chart.categories)) * 0.76 / len(chart.series)
    )
    above = _widest_value(sketch, chart) if upright else 9.0
    plot = ChartBox(left, box.bottom + below, box.right, box.top - min(above + 2, box.height / 3))
    for mark, label in zip(scale.marks, labels, strict=True):
        y = _height(plot, scale, mark)
        sketch.line(plot.left, y, plot.right, y, colour=sketch.inks.faint, weight=0.4)
        sketch.put(plot.left - 4, y - _AXIS_SIZE * 0.35, label, _AXIS_SIZE, at=1.0)
    slot = plot.width / max(1, len(texts))
    for position, lines in enumerate(texts):
        sketch.put_lines(plot.left + slot * (position + 0.5), plot.bottom - 3, lines, size, at=0.5)
    return scale, plot


def _categories(sketch: Sketch, categories: tuple[str, ...], slot: float) -> tuple[float, list[list[str]]]:
    """Return a size and the lines of each category's name that fit under its slot."""
    for size in _SIZES:
        texts = [sketch.lines(name, size, slot * 0.96) for name in categories]
        if all(len(lines) <= _MOST_LINES for lines in texts):
            return size, texts
    return _SIZES[-1], [sketch.lines(name, _SIZES[-1], slot * 0.96) for name in categories]


def _widest_value(sketch: Sketch, chart: Chart) -> float:
    values = chain.from_iterable(series.values for series in chart.series)
    return max((sketch.text_width(chart.shown(value), 7.0) for value in values), default=0.0)


def _value_size(sketch: Sketch, chart: Chart, room: float) -> tuple[float, bool]:
    """Return the size in which every value fits over its bar, or a size for standing texts;
    0 where not even those fit.
    """
    texts = []
    for series in chart.series:
        texts += [chart.printed(series, position) for position in range(len(series.values))]
    for size in _SIZES:
        if sketch.widest(texts, size) + _APART <= room:
            return size, False
    return (7.0, True) if room >= 7.0 * LEADING else (0.0, False)


def _value(sketch: Sketch, text: str, over: tuple[float, float], size: float, *, upright: bool) -> None:
    if not size:
        return
    x, y = over
    if upright:
        sketch.put(x + size * 0.35, y + 2, text, size, upright=True)
    else:
        width = sketch.text_width(text, size)
        sketch.blank(x - width / 2, y + 1, width, size)  # else a line across strikes it out
        sketch.put(x, y + 2, text, size, at=0.5)
