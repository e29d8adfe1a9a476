"""汇总表 as units × indicators: quantities, costs and standard coal, each a finished table with its totals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from ...values.printed import Cell, PrintedBook, PrintedColumn, PrintedRow, PrintedTable, SumCheck
from ...values.reports import ReportState
from ...values.views import RowKind, UnitMatrix
from .cells import BLANK, column_check, number, places_shown, total, with_partial_note, words

FIRST_FIGURE = 2
"""Columns of unit and state stand before the figures."""
_MOST_UPRIGHT, _FEW = 7, 16
"""Up to so many columns fit an upright page; up to so many units one does not need its height."""
_NAMES = {RowKind.QUANTITY: "单位数量表", RowKind.COST: "单位费用表", RowKind.COAL: "单位折标煤表"}
_UNITS = {RowKind.COST: "元", RowKind.COAL: "kgce"}
_SUMS = {RowKind.COST: "费用合计", RowKind.COAL: "综合能耗"}


def matrix_book(matrices: Sequence[UnitMatrix], town: str, coefficients: str) -> PrintedBook:
    """Return the tables with the checks that every total is the sum of its units."""
    tables = tuple(matrix_table(one, town, coefficients) for one in matrices)
    checks = chain.from_iterable(_checks(position, table) for position, table in enumerate(tables))
    return PrintedBook(tables, tuple(checks))


def matrix_table(matrix: UnitMatrix, town: str, coefficients: str) -> PrintedTable:
    """Return one table: a row for each unit, the totals last; columns nobody has figures in are left out."""
    shown = [
        position
        for position, one in enumerate(matrix.totals)
        if one.value or matrix.items[position].key in {"electricity", "water"}
    ]
    places = {position: _places(matrix, position) for position in shown}
    rows = [_row(matrix, position, shown, places) for position in range(len(matrix.rows))]
    totals = [total(matrix.totals[position], places[position]) for position in shown]
    sums = [] if matrix.sum_total is None else [total(matrix.sum_total, 2)]
    subject = f"能源资源{'消费' if any('消费' in item.name for item in matrix.items) else '消耗'}"
    what = "数量" if matrix.kind is RowKind.QUANTITY else matrix.kind.value
    received = sum(row.state.is_handed_in for row in matrix.rows)
    table = PrintedTable(
        name=_NAMES[matrix.kind],
        title=f"{matrix.quarter.title}各单位{subject}{what}汇总表",
        columns=_columns(matrix, shown),
        rows=(
            *rows,
            PrintedRow(
                (words("合计"), words(f"{received}/{len(matrix.rows)}已报"), *totals, *sums), strong=True
            ),
        ),
        head=(f"填报单位：{town}", f"统计时间：{matrix.quarter.year}年{matrix.quarter.months}"),
        notes=_notes(matrix, shown, coefficients),
        landscape=len(shown) > _MOST_UPRIGHT or len(matrix.rows) <= _FEW,
        frozen=1,
    )
    return with_partial_note(table)


def _places(matrix: UnitMatrix, position: int) -> int:
    """Decimals of a column: of quantities what the indicator asks for, else two."""
    if matrix.kind is not RowKind.QUANTITY:
        return 2
    figures = (row.cells[position] for row in matrix.rows)
    return places_shown((*figures, matrix.totals[position].value), matrix.items[position])


def _columns(matrix: UnitMatrix, shown: Sequence[int]) -> tuple[PrintedColumn, ...]:
    found = [PrintedColumn("单位", is_text=True), PrintedColumn("状态", is_text=True)]
    for position in shown:
        item = matrix.items[position]
        name = item.name if item.is_carrier else f"其中：{item.name.partition('：')[2] or item.name}"
        found.append(PrintedColumn(f"{name}\n（{_UNITS.get(matrix.kind, item.unit)}）"))
    if matrix.sum_total is not None:
        found.append(PrintedColumn(f"{_SUMS[matrix.kind]}\n（{_UNITS[matrix.kind]}）"))
    return tuple(found)


def _row(matrix: UnitMatrix, position: int, shown: Sequence[int], places: Mapping[int, int]) -> PrintedRow:
    row = matrix.rows[position]
    missing = row.state is ReportState.MISSING
    cells: list[Cell] = [words(row.unit.short_name), words(row.state.words)]
    cells += [_figure(row.cells[one], places[one], missing=missing) for one in shown]
    if matrix.sums is not None:
        cells.append(_figure(matrix.sums[position], 2, missing=missing))
    return PrintedRow(tuple(cells))


def _figure(value: Decimal | None, places: int | None, *, missing: bool) -> Cell:
    return number(value, places, "" if missing else BLANK)


def _notes(matrix: UnitMatrix, shown: Sequence[int], coefficients: str) -> tuple[str, ...]:
    left_out = [
        item.name for position, item in enumerate(matrix.items) if position not in shown and item.is_carrier
    ]
    notes = [f"{'、'.join(left_out)}均为0或无数据，未列。"] if left_out else []
    if matrix.kind is RowKind.COAL:
        notes.append(f"折标煤按{coefficients}，水不折标煤；每单位、每品种保留两位小数后相加。")
    if any(not one.is_complete for one in matrix.totals):
        notes.append("“—”表示未报，“未填”表示报表空着。")
    return tuple(f"注{position}：{note}" for position, note in enumerate(notes, 1))


def _checks(position: int, table: PrintedTable) -> list[SumCheck]:
    last = len(table.rows) - 1
    checks = []
    for column in range(FIRST_FIGURE, len(table.columns)):
        title = table.columns[column].title.replace("\n", "")
        checks.append(column_check(f"{title} 合计", position, column, last, range(last)))
    return checks
