"""What a total of the summary table is made of: the figures of its units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...energy.periods import Quarter
from ...organisation.values.units import UnitInYear
from ..values.views import NationalColumn, NationalRow, NationalTable, RowKind
from .figures import added, to_decimal
from .national import fact_of
from .printing.national import is_sum
from .span import ALL, SCALES, Span


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What one unit adds to a total.

    Attributes:
        lacking: why the figure is not whole: 缺数据, 2/3个季度, 未登记; empty if it is.
    """

    unit: UnitInYear
    value: Decimal | None
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class TableParts:
    """A summary table together with the units' figures it was made of."""

    table: NationalTable
    span: Span

    def of(self, row: NationalRow, column: NationalColumn) -> list[UnitPart]:
        """Return the units behind one cell, in the office's order."""
        members = [unit for unit in self.table.units if unit.id in column.unit_ids]
        if row.kind is RowKind.HEAD:
            values = [(unit, fact_of(row.key, unit.facts)) for unit in members]
            return [UnitPart(unit, value, "" if value is not None else "未登记") for unit, value in values]
        columns = self.span.columns(self.table.quarters, ALL if is_sum(row) else row.key, row.kind)
        whole, scale = added(columns, self.span.expected), SCALES[row.kind]
        known = [
            (unit, to_decimal(whole.known[unit.id], scale) if unit.id in whole.known else None)
            for unit in members
        ]
        return [
            UnitPart(unit, value, "" if unit.id in whole.complete else self._lacking(unit.id, row))
            for unit, value in known
        ]

    def _lacking(self, unit: int, row: NationalRow) -> str:
        owed = [quarter for quarter in self.table.quarters if unit in self.span.expected[quarter]]
        if len(owed) <= 1:
            return "缺数据"
        return f"{self._counted(unit, row, owed)}/{len(owed)}{owed[-1].counting}"

    def _counted(self, unit: int, row: NationalRow, owed: Sequence[Quarter]) -> int:
        key = ALL if is_sum(row) else row.key
        return sum(unit in self.span.column(quarter, key, row.kind).complete for quarter in owed)
