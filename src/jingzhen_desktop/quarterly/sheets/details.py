"""The sheet 单位明细: every unit's figures of every quarter that a total of the table contains;
what 核对 adds up again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...spreadsheet.writing import CENTRED, HEAD, NUMBER, TEXT, TITLE, BookWriter, SheetWriter, address
from ..rules.figures import Conversion
from ..values.figures import Measure, Total, TownQuarter
from ..values.reports import Report

_FIRST_FIGURE = 3
_FIRST_ROW = 3


class Scope(StrEnum):
    """Which quarters a total is of."""

    NOW = "本季"
    BEFORE = "上年同期"
    TO_DATE = "累计"
    BEFORE_TO_DATE = "上年累计"


def total_of(measure: Measure, scope: Scope) -> Total:
    """Return the total of a measure in one scope."""
    totals = {
        Scope.NOW: measure.total,
        Scope.BEFORE: measure.last_year,
        Scope.TO_DATE: measure.year_to_date,
        Scope.BEFORE_TO_DATE: measure.last_year_to_date,
    }
    return totals[scope]


@dataclass(frozen=True, slots=True)
class TableSource:
    """All that the table is written from, read once.

    Attributes:
        reports: by quarter and unit id, for the quarters to date of both years.
        names: unit names by year and unit id.
        before: the statistical system of the year before.
    """

    town: TownQuarter
    reports: Mapping[Quarter, Mapping[int, Report]]
    names: Mapping[int, Mapping[int, str]]
    conversion: Conversion
    before: StatisticalSystem

    @property
    def system(self) -> StatisticalSystem:
        return self.town.system

    def item(self, key: str, scope: Scope) -> Item | None:
        """Return the row as its year's version has it."""
        system = self.system if scope in {Scope.NOW, Scope.TO_DATE} else self.before
        return system.item(key) if system.has(key) else None

    def used(self) -> list[Item]:
        """Return the rows with any figure other than 0 in any of the quarters."""
        keys = {
            key
            for reports in self.reports.values()
            for report in reports.values()
            for key, entry in report.entries.items()
            if entry.quantity or entry.cost
        }
        older = [item for item in self.before.items if item.key in keys and not self.system.has(item.key)]
        return [*(item for item in self.system.items if item.key in keys), *older]


@dataclass(frozen=True, slots=True)
class Details:
    """Where the figures stand: rows by quarter, columns (quantity, cost) by item key."""

    sheet: str
    quarter: Quarter
    rows: Mapping[Quarter, tuple[int, int]]
    columns: Mapping[str, tuple[int, int]]

    def quantities(self, key: str, scope: Scope) -> str:
        """Return the reference to an item's quantities; empty if there are none."""
        return self._reference(key, 0, scope)

    def costs(self, key: str, scope: Scope) -> str:
        return self._reference(key, 1, scope)

    def _reference(self, key: str, which: int, scope: Scope) -> str:
        last = self.quarter if scope in {Scope.NOW, Scope.TO_DATE} else self.quarter.last_year
        quarters = (last,) if scope in {Scope.NOW, Scope.BEFORE} else last.to_date()
        spans = [self.rows[quarter] for quarter in quarters if quarter in self.rows]
        if key not in self.columns or not spans:
            return ""
        column = self.columns[key][which]
        return reference(self.sheet, (spans[0][0], column), (spans[-1][1], column))


def reference(sheet: str, first: tuple[int, int], last: tuple[int, int]) -> str:
    """Return a reference to a block of another sheet, e.g. '单位明细'!D4:D23."""
    return f"'{sheet}'!{address(*first)}:{address(*last)}"


def write_details(book: BookWriter, source: TableSource) -> Details:
    """Write the sheet, oldest quarter first, so that the quarters of a year stand together;
    returns where things are.
    """
    sheet = book.add_sheet("单位明细")
    items = source.used()
    columns = {
        item.key: (_FIRST_FIGURE + 2 * index, _FIRST_FIGURE + 2 * index + 1)
        for index, item in enumerate(items)
    }
    _head(sheet, items, columns, source.town.quarter)
    rows: dict[Quarter, tuple[int, int]] = {}
    row = _FIRST_ROW
    for quarter in sorted(source.reports):
        if reports := source.reports[quarter]:
            rows[quarter] = (row, row + len(reports) - 1)
            row = _quarter_rows(sheet, row, quarter, reports.values(), items, source.names[quarter.year])
    sheet.print_setup(landscape=True, head_rows=(1, 2))
    return Details(sheet.name, source.town.quarter, rows, columns)


def _head(
    sheet: SheetWriter, items: Sequence[Item], columns: Mapping[str, tuple[int, int]], quarter: Quarter
) -> None:
    last = max(_FIRST_FIGURE + 2 * len(items) - 1, _FIRST_FIGURE)
    sheet.merge(0, 0, 0, last, f"{quarter.title}及自年初各季、上年同期单位明细", TITLE)
    for column, title in enumerate(("年份", "季度", "单位")):
        sheet.merge(1, column, 2, column, title, HEAD)
    for item in items:
        quantity, cost = columns[item.key]
        sheet.merge(1, quantity, 1, cost, item.name, HEAD)
        sheet.put(2, quantity, f"数量（{item.unit}）", HEAD)
        sheet.put(2, cost, "费用（元）", HEAD)
    sheet.widths(7, 9, 20, *[14] * (2 * len(items)))
    sheet.freeze(_FIRST_ROW, _FIRST_FIGURE)


def _quarter_rows(
    sheet: SheetWriter,
    row: int,
    quarter: Quarter,
    reports: Iterable[Report],
    items: Sequence[Item],
    names: Mapping[int, str],
) -> int:
    money = NUMBER(2)
    for report in reports:
        sheet.put(row, 0, quarter.year, CENTRED)
        sheet.put(row, 1, quarter.name, CENTRED)
        sheet.put(row, 2, names[report.unit_id], TEXT)
        for index, item in enumerate(items):
            if entry := report.entries.get(item.key):
                sheet.put(row, _FIRST_FIGURE + 2 * index, entry.quantity, NUMBER(item.decimals))
                sheet.put(row, _FIRST_FIGURE + 2 * index + 1, entry.cost, money)
        row += 1
    return row
