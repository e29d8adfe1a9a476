"""A finished table: the same cells for the screen, the PDF and the xlsx,
so that the three cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import show_number, show_percent

PARTIAL = "*"
"""Marks a total that lacks units."""
PARTIAL_NOTE = "带*的为已有数据之和，缺部分单位的数据"
"""What the star means, said once under a table."""
NOTHING = "—"
"""Stands where there is no figure, or nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a figure, or a text.

    Attributes:
        places: decimals shown; None: as many as the figure has.
        text: shown instead of a figure.
        coverage: 3/4个单位, where a total lacks other units than the table's head says; marked with a star.
        percent: the figure is a ratio and shows as +3.1%.
    """

    value: Decimal | None = None
    places: int | None = None
    text: str = ""
    coverage: str = ""
    percent: bool = False

    @property
    def figure(self) -> str:
        """The cell's text without its coverage."""
        if self.text:
            return self.text
        return (
            show_percent(self.value) if self.percent else show_number(self.value, self.places, blank=NOTHING)
        )

    @property
    def is_partial(self) -> bool:
        """Whether the figure lacks units."""
        return bool(self.coverage) and self.value is not None

    @property
    def marked(self) -> str:
        """The cell's text, with a star where it lacks units; what it lacks is said under the table."""
        return f"{self.figure}{PARTIAL}" if self.is_partial else self.figure


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column; neighbours with the same ``group`` stand under one head."""

    title: str
    group: str = ""
    is_text: bool = False
    width: float = 0.0
    """In Chinese characters, if it must be wider than its content."""
    places: int = 0
    """Decimals of its plain figures."""
    widest: float = 14.0
    """On paper a column of texts is at most so wide, in Chinese characters; longer texts wrap."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of cells; ``strong`` rows are totals, ``key`` is that of the item it is about."""

    cells: tuple[Cell, ...]
    strong: bool = False
    key: str = ""

    @property
    def is_partial(self) -> bool:
        """Whether any of its figures is marked with a star."""
        return any(cell.is_partial for cell in self.cells)


@dataclass(frozen=True, slots=True)
class BookSpot:
    """Where a cell of a book stands: which table, row and column, from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Block:
    """Cells of one column under each other, from the row ``first`` to the row ``last``, ends included."""

    table: int
    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A printed figure and what it must be the sum of; a number among the parts stands for itself."""

    what: str
    total: BookSpot
    parts: tuple[BookSpot | Block | Decimal, ...]


@dataclass(frozen=True, slots=True)
class Converted:
    """Quantities and the coefficient that makes standard coal of each of them.

    Attributes:
        exact: decimals the products can have.
    """

    quantities: Block
    factor: BookSpot
    exact: int


@dataclass(frozen=True, slots=True)
class CoalCheck:
    """A printed amount of standard coal (kgce) and the quantities it is converted from,
    each product rounded to two decimals.
    """

    what: str
    total: BookSpot
    parts: tuple[Converted, ...]


@dataclass(frozen=True, slots=True)
class ChangeCheck:
    """A printed 同比 and what it compares: two cells, or the figures of the units present in both periods."""

    what: str
    change: BookSpot
    now: BookSpot | Decimal
    before: BookSpot | Decimal


BookCheck = SumCheck | CoalCheck | ChangeCheck
"""What 核对 computes again by a formula."""


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with what stands around it.

    Attributes:
        name: of the sheet in a workbook.
        plain: rows of texts and figures under the others, where a sheet is only in the workbook and has
            thousands of them; a blank is None.
        head: what stands over the table from left to right, the last at the right edge;
            a part may have several lines.
        foot: parts of the line of responsible persons.
    """

    name: str
    title: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[PrintedRow, ...] = ()
    plain: tuple[tuple[str | Decimal | None, ...], ...] = ()
    head: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    landscape: bool = True
    large: bool = False
    """On A3, where it is printed by itself."""
    frozen: int = 1
    """Columns at the left that stay in sight and come again on each part of a table too wide for the page."""
    together: int = 4
    """Rows at the end that stand on one page, so that a total does not stand on a page by itself."""

    @property
    def is_partial(self) -> bool:
        """Whether any figure is marked with a star."""
        return any(row.is_partial for row in self.rows)

    @property
    def is_grouped(self) -> bool:
        return any(column.group for column in self.columns)


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """Tables of one workbook with the checks that hold between their cells;
    the first one is what goes on paper.
    """

    tables: tuple[PrintedTable, ...]
    checks: tuple[BookCheck, ...] = ()
