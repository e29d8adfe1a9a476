"""A finished table: the same cells for the screen, the PDF and the xlsx,
so that the three cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from ...base.numbers import show_number, show_percent

NOTHING = "—"
"""Stands where there is no figure, or nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a figure, or a text.

    Attributes:
        places: decimals shown; None: as many as the figure has.
        text: shown instead of a figure.
        coverage: 3/4个单位, where a total lacks units; shown with the figure.
        percent: the figure is a ratio and shows as +3.1%.
        id: of the record the cell leads to.
    """

    value: Decimal | None = None
    places: int | None = None
    text: str = ""
    coverage: str = ""
    percent: bool = False
    id: int | None = None

    @property
    def figure(self) -> str:
        """The cell's text without its coverage."""
        if self.text:
            return self.text
        return (
            show_percent(self.value) if self.percent else show_number(self.value, self.places, blank=NOTHING)
        )

    @property
    def lines(self) -> str:
        """The cell's text with its coverage on a line of its own."""
        return f"{self.figure}\n{self.coverage}" if self.coverage and self.value is not None else self.figure


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column; neighbours with the same ``group`` stand under one head."""

    title: str
    group: str = ""
    is_text: bool = False
    width: float = 0.0
    """In Chinese characters, if it must be wider than its content."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of cells; ``strong`` rows are totals.
    ``key`` and ``id`` tell what it is about: item key, unit.
    """

    cells: tuple[Cell, ...]
    strong: bool = False
    key: str = ""
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a cell of a book stands: which table, row and column, from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class SumCheck:
    """A printed total and the cells it must be the sum of; 核对 adds them up again by a formula."""

    what: str
    total: Spot
    parts: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class ChangeCheck:
    """A printed 同比 and the two cells it compares."""

    what: str
    change: Spot
    now: Spot
    before: Spot


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with what stands around it.

    Attributes:
        name: of the sheet in a workbook.
        head: lines over the table, the last at the right.
        foot: parts of the line of responsible persons.
    """

    name: str
    title: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[PrintedRow, ...]
    head: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    landscape: bool = True
    frozen: int = 1
    """Columns at the left that stay in sight and come again on each part of a table too wide for the page."""

    @property
    def is_grouped(self) -> bool:
        return any(column.group for column in self.columns)


@dataclass(frozen=True, slots=True)
class PrintedBook:
    """Tables of one workbook with the checks that hold between their cells;
    the first one is what goes on paper.
    """

    tables: tuple[PrintedTable, ...]
    checks: tuple[SumCheck | ChangeCheck, ...] = field(default=())
