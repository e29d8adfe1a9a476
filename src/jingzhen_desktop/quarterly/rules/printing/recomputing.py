"""What 核对 of a workbook computes: each check from the same cells as its formula, so that a reader that does
not calculate sees the figures too. How the formulas are written stands in ``sheets/book``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ....base.numbers import round_half_up
from ...values.printed import (
    Block,
    BookCheck,
    BookSpot,
    Cell,
    ChangeCheck,
    CoalCheck,
    Converted,
    PrintedBook,
)

EXACT_TO = 4
"""Decimals of a difference that count; what lies behind them is noise of binary sums."""
_COAL_PLACES = 2
_CHANGE_PLACES = 10
_NOTHING = Decimal(0)


def written(cell: Cell) -> Decimal | None:
    """Return the number a cell is in a workbook; None where it is a text there."""
    if cell.text or cell.value is None:
        return None
    if not cell.percent:
        return cell.value
    if shows_as_zero(cell):
        return _NOTHING  # a tiny fall would print as -0.0%
    return round_half_up(cell.value, _CHANGE_PLACES)


def shows_as_zero(cell: Cell) -> bool:
    """Whether a change is so small that 0 is written for it."""
    return cell.value is not None and not round_half_up(cell.value, 3)


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What one check computes.

    Attributes:
        printed: 表中数, the figure that is checked; a text counts as 0.
        computed: 重算数, the figure as it follows from the others.
    """

    printed: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        """差异, 0 where the check holds."""
        return round_half_up(self.computed - self.printed, EXACT_TO)


class Recomputing:
    """Computes the checks of one book. What several checks read or add up is read or added up once."""

    def __init__(self, book: PrintedBook) -> None:
        self._book = book
        self._columns: dict[tuple[int, int], list[Decimal]] = {}
        self._sums: dict[Block, Decimal] = {}
        self._coal: dict[Converted, Decimal] = {}

    def recomputed(self, check: BookCheck) -> Recomputed:
        """Return what a check computes."""
        if isinstance(check, ChangeCheck):
            change = self._number(check.now) / self._number(check.before) - 1
            return Recomputed(self._number(check.change), change)
        if isinstance(check, CoalCheck):
            parts = [self._converted(part) for part in check.parts]
        else:
            parts = [
                self._block(part) if isinstance(part, Block) else self._number(part) for part in check.parts
            ]
        return Recomputed(self._number(check.total), sum(parts, _NOTHING))

    def _block(self, block: Block) -> Decimal:
        if block not in self._sums:
            self._sums[block] = sum(self._figures(block), _NOTHING)
        return self._sums[block]

    def _converted(self, part: Converted) -> Decimal:
        if part not in self._coal:
            factor = self._number(part.factor)
            products = (round_half_up(one * factor, _COAL_PLACES) for one in self._figures(part.quantities))
            self._coal[part] = sum(products, _NOTHING)
        return self._coal[part]

    def _figures(self, block: Block) -> list[Decimal]:
        return self._column(block.table, block.column)[block.first : block.last + 1]

    def _number(self, one: BookSpot | Decimal) -> Decimal:
        return one if isinstance(one, Decimal) else self._column(one.table, one.column)[one.row]

    def _column(self, table: int, column: int) -> list[Decimal]:
        """Return the numbers in a column; texts and blanks count as 0, as they do in the formulas."""
        if (table, column) not in self._columns:
            found = self._book.tables[table]
            numbers = [written(row.cells[column]) or _NOTHING for row in found.rows]
            plain = (row[column] for row in found.plain)
            numbers += [value if isinstance(value, Decimal) else _NOTHING for value in plain]
            self._columns[table, column] = numbers
        return self._columns[table, column]
