"""Sets tables: chooses type size and column widths, wraps cells, splits what is too wide, and places rows on
leaves.

A table that does not fit the width at the smallest size becomes several, each repeating the first column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby, product

from .characters import breakable
from .document import Align, HeadCell, Table
from .fonts import FontBook, Role
from .leaf import (
    Leaf,
    Style,
    clean,
    measure,
    put_centred,
    put_frame,
    put_left,
    put_right,
    single_line,
    wrapped,
    wrapped_fully,
)
from .measured import Line, Width
from .titles import balanced

_INNER, _OUTER = 0.5, 1.0
_ASCENT = 0.88
_LEADING = 1.3
_SIDE = 1 / 3
"""Blank beside a cell's text, as a part of the type size."""
_WRAPPING = ((1, 2), (2, 4), (4, 4))
"""Lines of a name and of other texts, best first;
a smaller type is better than names wrapped to many lines …
"""
_WHOLE = 3
"""A text of so many characters is not broken: 基准值."""
_SMALL = 300.0
"""Points; a table no taller than this stands on one page."""
_SMALLEST = {(1, 2): 8.0, (2, 4): 0.0, (4, 4): 0.0}
"""… down to this size."""

Turn = Callable[[], tuple[Leaf, float, float]]
"""Starts a new page: its leaf, where the table goes on, and the lowest place it may reach."""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """How tables look: faces, type sizes to try (largest first),
    blank over and under a cell's text in points.
    """

    body: Role
    head: Role
    sizes: tuple[float, ...]
    padding: float


@dataclass(frozen=True, slots=True)
class SetCell:
    """A wrapped cell; its box is relative to the table's left edge and, in a head,
    to the head's upper edge.
    """

    left: float
    right: float
    top: float
    height: float
    style: Style
    align: Align
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A row (or a whole head) of wrapped cells."""

    height: float
    cells: tuple[SetCell, ...]


@dataclass(frozen=True, slots=True)
class SetTable:
    """A table ready to be placed; its last ``keep_last`` rows stand on one page."""

    width: float
    head: SetRow
    rows: tuple[SetRow, ...]
    style: TableStyle
    keep_last: int = 0

    @property
    def height(self) -> float:
        """The height of all of it."""
        return self.head.height + sum(row.height for row in self.rows)

    @property
    def smallest(self) -> float:
        """The height of what stands together at the beginning:
        a small table whole, else the head and the first row.
        """
        if self.height <= _SMALL:
            return self.height
        return self.head.height + (self.rows[0].height if self.rows else 0.0)


@dataclass(frozen=True)
class _Setter:
    """One try at setting a table at one type size."""

    table: Table
    width: float
    size: float
    style: TableStyle
    book: FontBook
    name_lines: int
    """Into how many lines the texts of the first column may wrap."""
    lines: int
    """Into how many lines other texts and titles may wrap."""

    @cached_property
    def least(self) -> list[float]:
        """How narrow each column may be."""
        return _least_widths(self)


def set_table(
    table: Table, width: float, book: FontBook, style: TableStyle, tallest: float
) -> tuple[SetTable, ...]:
    """Set a table to a width; more than one result means groups of columns, to be placed one after the other.

    A row taller than ``tallest`` together with the head (a cell with pages of text) goes on in a further row.

    Raises:
        ValueError: a row has not one text per column.
    """
    if not table.columns or any(len(row) != len(table.columns) for row in table.rows):
        raise ValueError(f"table needs {len(table.columns)} texts in every row")
    tries = []
    for lines in _WRAPPING:
        sizes = (size for size in style.sizes if size >= _SMALLEST[lines])
        tries += [_Setter(table, width, size, style, book, *lines) for size in sizes]
    fewest = len(_groups(tries[-1]))
    setter = next(setter for setter in tries if len(_groups(setter)) == fewest)
    return tuple(_set_group(setter, group, tallest) for group in _groups(setter))


def place_table(
    table: SetTable, leaf: Leaf, left: float, top: float, bottom: float, turn: Turn, reserve: float = 0.0
) -> tuple[Leaf, float]:
    """Place a table from ``top`` downwards, repeating its head after each ``turn``; return where it ends.

    ``reserve`` is kept free under the last row for what must stand on its page.
    """
    y = _place_row(table.head, leaf, left, top)
    fresh = True
    for i, row in enumerate(table.rows):
        rest = table.rows[i:] if len(table.rows) - i in (1, table.keep_last) else (row,)
        needed = sum(one.height for one in rest) + (reserve if rest[-1] is table.rows[-1] else 0.0)
        if not fresh and y - needed < bottom - 0.01:
            put_frame(leaf, left, y, table.width, top - y, _OUTER)
            leaf, top, bottom = turn()
            y = _place_row(table.head, leaf, left, top)
        y = _place_row(row, leaf, left, y)
        fresh = False
    put_frame(leaf, left, y, table.width, top - y, _OUTER)
    return leaf, y


def head_places(table: Table) -> Iterator[tuple[int, int, HeadCell]]:
    """Yield row, column and cell of the head, spans resolved as in HTML."""
    rows = table.head or (tuple(HeadCell(column.title) for column in table.columns),)
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            rows_taken, columns_taken = range(row, row + cell.rows), range(column, column + cell.columns)
            taken |= set(product(rows_taken, columns_taken))
            yield row, column, cell
            column += cell.columns


def _place_row(row: SetRow, leaf: Leaf, left: float, top: float) -> float:
    """Draw a row's cells with their boxes; return its lower edge."""
    for cell in row.cells:
        _place_cell(cell, leaf, left, top - cell.top)
    return top - row.height


def _place_cell(cell: SetCell, leaf: Leaf, left: float, top: float) -> None:
    x1, x2, bottom = left + cell.left, left + cell.right, top - cell.height
    put_frame(leaf, x1, bottom, x2 - x1, top - bottom, _INNER)
    leading = cell.style.size * _LEADING
    y = (
        top
        - (cell.height - leading * len(cell.lines)) / 2
        - (leading - cell.style.size) / 2
        - _ASCENT * cell.style.size
    )
    side = cell.style.size * _SIDE
    for line in cell.lines:
        if cell.align is Align.RIGHT:
            put_right(leaf, x2 - side, y, cell.style, line)
        elif cell.align is Align.CENTRE:
            put_centred(leaf, (x1 + x2) / 2, y, cell.style, line)
        else:
            put_left(leaf, x1 + side, y, cell.style, line)
        y -= leading


def _groups(setter: _Setter) -> list[tuple[int, ...]]:
    """Divide the columns into groups that fit the width, each starting with the first column."""
    groups: list[list[int]] = [[0]]
    for part in _parts(setter):
        width = sum(setter.least[i] for i in (*groups[-1], *part))
        if len(groups[-1]) > 1 and width > setter.width + 0.01:
            groups.append([0])
        groups[-1] += part
    return [tuple(group) for group in groups]


def _parts(setter: _Setter) -> Iterator[list[int]]:
    """Yield the columns that stay together: those of one part, unless they are too wide for the page."""
    columns = setter.table.columns
    for part, members in groupby(range(1, len(columns)), key=lambda column: columns[column].part or column):
        together = list(members)
        if isinstance(part, int) or setter.least[0] + sum(setter.least[i] for i in together) > setter.width:
            yield from ([column] for column in together)
        else:
            yield together


def _least_widths(setter: _Setter) -> list[float]:
    """Return how narrow each column may be: numbers stay whole, texts wrap to a few lines."""
    table, size = setter.table, setter.size
    body, head = (
        measure(setter.book, Style(setter.style.body, size)),
        measure(setter.book, Style(setter.style.head, size)),
    )
    least = [2 * size] * len(table.columns)
    for _row, column, cell in head_places(table):
        if cell.columns == 1:
            least[column] = max(least[column], _least(cell.text, head, size, setter.lines))
    for i, texts in enumerate(table.rows):
        width = head if i in table.emphasised else body
        for column, text in enumerate(texts):
            lines = (
                1
                if table.columns[column].align == Align.RIGHT
                else setter.lines
                if column
                else setter.name_lines
            )
            least[column] = max(least[column], _least(text, width, size, lines))
    return [width + 2 * size * _SIDE + 0.2 for width in least]


def _least(text: str, width: Width, size: float, lines: int) -> float:
    """Return how wide a text must be to take about so many lines; long texts may take more, and the shortest
    stand whole, since one of their characters would be left alone.
    """
    parts = clean(text).split("\n")
    total = max(sum(map(width, part)) for part in parts)
    whole = max((sum(map(width, part)) for part in parts if len(part) <= _WHOLE), default=0.0)
    units = (_longest_unit(part, width, 16 * size) for part in parts)
    return max(min(total / lines, 14 * size), whole, *units)


def _longest_unit(text: str, width: Width, limit: float) -> float:
    """Return the width of the longest piece that may not be broken, but not more than ``limit``."""
    longest = current = 0.0
    for i, character in enumerate(text):
        if i and breakable(text[i - 1], character):
            current = 0.0
        current += width(character)
        longest = max(longest, current)
    return min(longest, limit)


def _set_group(setter: _Setter, columns: tuple[int, ...], tallest: float) -> SetTable:
    edges = _edges(setter, columns)
    head = _set_head(setter, columns, edges)
    rows: list[SetRow] = []
    for i in range(len(setter.table.rows)):
        rows += _set_row(setter, columns, edges, i, tallest - head.height)
    return SetTable(edges[-1], head, tuple(rows), setter.style, setter.table.keep_last)


def _edges(setter: _Setter, columns: tuple[int, ...]) -> list[float]:
    """Share the width out by the columns' weights, none narrower than it may be;
    return the columns' edges.
    """
    fixed: dict[int, float] = {}
    while short := _short(setter, columns, fixed):
        fixed |= {i: setter.least[i] for i in short}
    share = _share(setter, columns, fixed)
    widths = [fixed.get(i, share * setter.table.columns[i].width) for i in columns]
    return (
        list(accumulate(widths, initial=0.0))
        if len(fixed) < len(columns)
        else _stretched(widths, setter.width)
    )


def _share(setter: _Setter, columns: tuple[int, ...], fixed: dict[int, float]) -> float:
    """Return the width that one unit of weight gets of what the fixed columns leave."""
    weights = sum(setter.table.columns[i].width for i in columns if i not in fixed)
    return (setter.width - sum(fixed.values())) / weights if weights else 0.0


def _short(setter: _Setter, columns: tuple[int, ...], fixed: dict[int, float]) -> list[int]:
    share = _share(setter, columns, fixed)
    return [i for i in columns if i not in fixed and share * setter.table.columns[i].width < setter.least[i]]


def _stretched(widths: list[float], width: float) -> list[float]:
    return list(accumulate((part * width / sum(widths) for part in widths), initial=0.0))


def _set_head(setter: _Setter, columns: tuple[int, ...], edges: list[float]) -> SetRow:
    """Set the head of a group: spans that reach beyond its columns are cut."""
    style = Style(setter.style.head, setter.size)
    cells: list[tuple[int, int, float, float, list[Line]]] = []
    for row, column, cell in head_places(setter.table):
        inside = [k for k, i in enumerate(columns) if column <= i < column + cell.columns]
        for first, last in _stretches(inside):
            left, right = edges[first], edges[last + 1]
            cells.append(
                (
                    row,
                    cell.rows,
                    left,
                    right,
                    _head_lines(cell.text, setter.book, style, right - left - 2 * setter.size * _SIDE),
                )
            )
    tops = _head_rows(cells, setter)
    boxes = (
        (left, right, tops[row], tops[row + span] - tops[row], tuple(lines))
        for row, span, left, right, lines in cells
    )
    return SetRow(
        tops[-1],
        tuple(
            SetCell(left, right, top, height, style, Align.CENTRE, lines)
            for left, right, top, height, lines in boxes
        ),
    )


def _head_lines(text: str, book: FontBook, style: Style, limit: float) -> list[Line]:
    """Wrap a title, in lines of like length;
    its unit in brackets goes on a line of its own if it does not fit beside it.
    """
    lines = wrapped(text, book, style, limit)
    if len(lines) > 1 and "（" not in text and "\n" not in text:
        return [single_line(line, book, style) for line in balanced(clean(text), measure(book, style), limit)]
    parts = (
        [*wrapped(text.replace("（", "\n（"), book, style, limit)]
        if len(lines) > 1 and "（" in text[1:]
        else lines
    )
    return parts if len(parts) <= len(lines) else lines


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each unbroken run of numbers."""
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or places[end] != places[end - 1] + 1:
            yield places[start], places[end - 1]
            start = end


def _head_rows(cells: Sequence[tuple[int, int, float, float, list[Line]]], setter: _Setter) -> list[float]:
    """Return the upper edges of the head's rows and the head's lower edge."""
    count = max(row + span for row, span, *_ in cells)
    heights = [_height(1, setter)] * count
    for row, span, _left, _right, lines in sorted(cells, key=lambda cell: cell[1]):
        missing = _height(len(lines), setter) - sum(heights[row : row + span])
        if missing > 0:
            heights[row + span - 1] += missing
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    return tops


def _height(lines: int, setter: _Setter) -> float:
    return lines * setter.size * _LEADING + 2 * setter.style.padding


def _set_row(
    setter: _Setter, columns: tuple[int, ...], edges: list[float], i: int, tallest: float
) -> Iterator[SetRow]:
    """Set a row; only one taller than a page is continued in a further row."""
    style = Style(setter.style.head if i in setter.table.emphasised else setter.style.body, setter.size)
    texts = [setter.table.rows[i][column] for column in columns]
    wraps = [
        wrapped_fully(text, setter.book, style, edges[k + 1] - edges[k] - 2 * setter.size * _SIDE)
        for k, text in enumerate(texts)
    ]
    most = max(1, int((tallest - _height(0, setter)) / (setter.size * _LEADING)))
    for start in range(0, max(map(len, wraps)), most):
        parts = [lines[start : start + most] for lines in wraps]
        height = _height(max(map(len, parts)), setter)
        aligns = [Align(setter.table.columns[column].align) for column in columns]
        cells = (
            SetCell(edges[k], edges[k + 1], 0.0, height, style, aligns[k], tuple(part))
            for k, part in enumerate(parts)
        )
        yield SetRow(height, tuple(cells))
