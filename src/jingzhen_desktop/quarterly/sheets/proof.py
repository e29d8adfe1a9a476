"""The sheet 核对: recomputes every total from the units' cells by formulas;
its 差异合计 is 0 as long as nobody changed a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...base.numbers import decimals, round_half_up
from ...energy.statistics import Item
from ...spreadsheet.writing import CENTRED, HEAD, NOTE, NUMBER, TEXT, TITLE, TOTAL, BookWriter, address
from ..values.figures import CarrierTotals, Comparison, Total
from .details import Details, Scope, TableSource

SHEET = "核对"
_FIRST_FACTOR = 4
_FACTOR_COLUMN = 2
_EXACT_TO = 4
"""Decimals of a difference that count; what lies behind them is noise of binary sums."""
_CHANGE_PLACES = 4
Totals = tuple[tuple[Total, tuple[int, int]], tuple[Total, tuple[int, int]]]
"""The totals of this year and the last with where they are printed (row, column)."""
_GENERAL = replace(TEXT, horizontal="right")


@dataclass(frozen=True, slots=True)
class Check:
    """One printed total and the formula (without =) that recomputes it."""

    sheet: str
    what: str
    cell: str
    formula: str
    places: int


@dataclass(slots=True)
class Proof:
    """Collects the checks while the other sheets are written, then writes its own."""

    source: TableSource
    details: Details
    checks: list[Check] = field(default_factory=list)

    def add(self, sheet: str, what: str, position: tuple[int, int], formula: str, places: int) -> None:
        """Note a printed total at a position (row, column) of a sheet."""
        self.checks.append(Check(sheet, what, f"'{sheet}'!{address(*position)}", formula or "0", places))

    def add_zero(self, sheet: str, what: str, formula: str, places: int) -> None:
        """Note a formula that must give 0 by itself."""
        self.checks.append(Check(sheet, what, "0", formula or "0", places))

    def add_change(
        self, sheet: str, what: str, position: tuple[int, int], comparison: Comparison, totals: Totals
    ) -> None:
        """Note a printed 同比; of the printed totals where it compares all their units,
        else of the sums over those it compares.
        """
        if comparison.change is None or comparison.now is None or comparison.before is None:
            return
        if not round_half_up(comparison.change, 3):
            return  # it is written as 0, so that a tiny fall does not print as -0.0%
        sums = zip((comparison.now, comparison.before), totals, strict=True)
        now, before = (
            f"'{sheet}'!{address(*place)}" if figure == total.value else str(figure)
            for figure, (total, place) in sums
        )
        self.add(sheet, what, position, f"{now}/{before}-1", _CHANGE_PLACES)

    def quantity(self, key: str, scope: Scope) -> str:
        return _sum([self.details.quantities(key, scope)])

    def cost(self, keys: Sequence[str], scope: Scope) -> str:
        return _sum([self.details.costs(key, scope) for key in keys])

    def coal(self, keys: Sequence[str], scope: Scope) -> str:
        """Return the formula for the standard coal of some items,
        each figure rounded as the program rounds it.
        """
        parts = [self.coal_of(key, scope, self.details.quantities(key, scope)) for key in keys]
        return "+".join(part for part in parts if part)

    def coal_of(self, key: str, scope: Scope, quantities: str) -> str:
        """Return the formula for the standard coal of a block of quantities; empty if it is not converted."""
        item = self.source.item(key, scope)
        factor = self.source.conversion.factor(item) if item else None
        if item is None or factor is None or not quantities:
            return ""
        row = self._factor_items().index((item, self._year(scope)))
        # The inner ROUND drops the noise of binary numbers behind the last decimal the product can have, so
        # that halves round up.
        exact = item.decimals + decimals(factor)
        return f"SUMPRODUCT(ROUND(ROUND({quantities}*{_absolute(_FIRST_FACTOR + row)},{exact}),2))"

    def write(self, book: BookWriter) -> None:
        """Write the sheet: the difference of all totals on top, the factors, then total by total."""
        sheet = book.add_sheet(SHEET)
        sheet.widths(16, 44, 20, 20, 14)
        sheet.height(0, 28)
        sheet.merge(0, 0, 0, 4, "核对：由各单位数据重算全部合计", TITLE)
        items = self._factor_items()
        head = _FIRST_FACTOR + len(items) + 1
        first, last = head + 1, head + len(self.checks)
        sheet.put(1, 0, "差异合计", TOTAL)
        sheet.put_formula(1, 1, f"=SUMPRODUCT(ABS({address(first, 4)}:{address(last, 4)}))", TOTAL)
        sheet.merge(1, 2, 1, 4, "应为0；不为0说明表中有数据被改动", NOTE)
        for column, title in enumerate(("年份", "折标准煤系数", "kgce/计量单位", "计量单位")):
            sheet.put(_FIRST_FACTOR - 1, column, title, HEAD)
        for row, (item, year) in enumerate(items, _FIRST_FACTOR):
            factor = self.source.conversion.factor(item)
            for column, value in enumerate((year, item.name, factor, item.unit)):
                sheet.put(row, column, value, _GENERAL if column == _FACTOR_COLUMN else CENTRED)
        for column, title in enumerate(("表", "项目", "表中数", "重算数", "差异")):
            sheet.put(head, column, title, HEAD)
        for row, check in enumerate(self.checks, first):
            sheet.put(row, 0, check.sheet, TEXT)
            sheet.put(row, 1, check.what, TEXT)
            sheet.put_formula(row, 2, f"={check.cell}", NUMBER(check.places))
            sheet.put_formula(row, 3, f"={check.formula}", NUMBER(check.places))
            sheet.put_formula(row, 4, f"=ROUND({address(row, 3)}-{address(row, 2)},{_EXACT_TO})", _GENERAL)
        sheet.print_setup(head_rows=(head, head))

    def _factor_items(self) -> list[tuple[Item, int]]:
        quarter = self.source.town.quarter
        pairs = ((self.source.system, quarter.year), (self.source.before, quarter.year - 1))
        return [
            (item, year)
            for system, year in pairs
            for item in system.carriers
            if self.source.conversion.factor(item) is not None
        ]

    def _year(self, scope: Scope) -> int:
        return self.source.town.quarter.year - (scope in {Scope.BEFORE, Scope.BEFORE_TO_DATE})


def carriers_of(source: TableSource, scope: Scope) -> list[str]:
    """Return the keys of the rows that are added up in the scope's year."""
    system = source.system if scope in {Scope.NOW, Scope.TO_DATE} else source.before
    return [item.key for item in system.carriers]


def is_used(carrier: CarrierTotals) -> bool:
    """True if a carrier has any figure other than 0 in this quarter, last year's, or to date."""
    measures = (carrier.quantity, carrier.cost)
    totals = (
        total
        for one in measures
        for total in (one.total, one.last_year, one.year_to_date, one.last_year_to_date)
    )
    return any(total.value for total in totals)


def _sum(ranges: Sequence[str]) -> str:
    filled = [one for one in ranges if one]
    return f"SUM({','.join(filled)})" if filled else ""


def _absolute(row: int) -> str:
    return f"$C${row + 1}"
