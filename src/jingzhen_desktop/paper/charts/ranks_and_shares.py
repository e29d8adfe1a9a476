"""Pictures without a standing axis: ranks as horizontal bars, and the shares of a whole."""

from __future__ import annotations

from decimal import Decimal
from math import ceil, cos, radians, sin

from .axes import ChartBox
from .scale import scale_for
from .sketch import LEADING, Sketch
from .values import Chart, show_share

_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_SHARE_SIZE = 8.0
_SMALLEST_NAMED = Decimal("0.06")
"""Below this part of the whole a piece is too thin for its percentage; the list beside it says it."""


def draw_ranking(sketch: Sketch, chart: Chart, box: ChartBox) -> None:
    """Draw one bar per category from above, each with its value at its end; where they stand too close for
    letters that can be read, every second or third is named.
    """
    values = chart.series[0].values
    row = box.height / max(1, len(values))
    size = next((one for one in _SIZES if one * LEADING <= row), _SIZES[-1])
    most = box.width * 0.38
    names = [sketch.lines(name, size, most) for name in chart.categories]
    names = [lines if len(lines) * size * LEADING <= row else ["".join(lines)] for lines in names]
    left = (
        box.left + min(max((sketch.widest(lines, size) for lines in names), default=0.0), box.width / 2) + 5
    )
    texts = [chart.shown(value) for value in values]
    each = ceil(size * LEADING / row)
    scale = scale_for(values)
    room = box.right - left - sketch.widest(texts, size) - 4
    zero = left + room * scale.part(Decimal(0))
    for position, (value, lines, text) in enumerate(zip(values, names, texts, strict=True)):
        middle = box.top - row * (position + 0.5)
        is_named = position % each == 0
        if is_named:
            sketch.put_lines(left - 5, middle + len(lines) * size * LEADING / 2, lines, size, at=1.0)
        end = zero if value is None else left + room * scale.part(value)
        if value is not None:
            thick = min(row * 0.7, 16.0)
            sketch.area(min(zero, end), middle - thick / 2, abs(end - zero), thick, sketch.inks.fill(0))
        if is_named:
            sketch.put(max(end, zero) + 3, middle - size * 0.35, text, size)
    sketch.line(zero, box.bottom, zero, box.top)


def draw_shares(sketch: Sketch, chart: Chart, box: ChartBox) -> None:
    """Draw a circle cut in pieces, clockwise from the top,
    and beside it the list with values and percentages.
    """
    radius = min(box.height, box.width * 0.42) / 2
    x, y = box.left + radius + (box.width * 0.42 - 2 * radius) / 2, (box.top + box.bottom) / 2
    whole = [(position, chart.share(value)) for position, value in enumerate(chart.series[0].values)]
    angle, named = 90.0, list[tuple[float, float]]()
    wide = sketch.widest((show_share(part) for _, part in whole), _SHARE_SIZE)
    for position, part in whole:
        if part:
            fill, turn = sketch.inks.fill(position), float(part) * 360
            sketch.slice(x, y, radius, angle - turn, angle, fill)
            middle, text = radians(angle - turn / 2), show_share(part)
            at = (x + cos(middle) * radius * 0.66, y + sin(middle) * radius * 0.66 - 3)
            if part >= _SMALLEST_NAMED and not any(_touch(at, one, wide) for one in named):
                sketch.put(*at, text, _SHARE_SIZE, at=0.5, colour=sketch.over(fill))
                named.append(at)
            angle -= turn
    _share_list(sketch, chart, ChartBox(box.left + box.width * 0.46, box.bottom, box.right, box.top))


def _touch(one: tuple[float, float], other: tuple[float, float], wide: float) -> bool:
    """Whether two percentages so wide would run into each other."""
    return abs(one[0] - other[0]) < wide and abs(one[1] - other[1]) < _SHARE_SIZE


def _share_list(sketch: Sketch, chart: Chart, box: ChartBox) -> None:
    values = chart.series[0].values
    figures = [(chart.shown(value), show_share(chart.share(value))) for value in values]
    row = min(16.0, box.height / max(1, len(values)))
    size = next(
        (
            one
            for one in _SIZES
            if one * LEADING <= row and _list_width(sketch, chart, figures, one) <= box.width
        ),
        _SIZES[-1],
    )
    top = (box.top + box.bottom) / 2 + row * len(values) / 2
    parts = sketch.widest((part for _, part in figures), size)
    for position, (name, (value, part)) in enumerate(zip(chart.categories, figures, strict=True)):
        base = top - row * (position + 0.5) - size * 0.35
        sketch.area(box.left, base - size * 0.05, size * 0.8, size * 0.8, sketch.inks.fill(position))
        sketch.put(box.left + size * 1.2, base, name, size)
        sketch.put(box.right - parts - size, base, value, size, at=1.0)
        sketch.put(box.right, base, part, size, at=1.0)


def _list_width(sketch: Sketch, chart: Chart, figures: list[tuple[str, str]], size: float) -> float:
    values, shares = [value for value, _ in figures], [share for _, share in figures]
    return sum(sketch.widest(texts, size) for texts in (chart.categories, values, shares)) + size * 3.2
