"""Writes the town's quarter as xlsx: the table of units and carriers, the summary of rows, the details, the
proof.

Totals are plain values, because a reader that does not calculate must see them; 核对 recomputes them by
formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from ...base.files import deliver, safe_name
from ...energy.periods import Quarter
from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...spreadsheet.writing import (
    CENTRED,
    HEAD,
    NOTE,
    NUMBER,
    PLAIN,
    TEXT,
    TITLE,
    TOTAL,
    TOTAL_NUMBER,
    BookWriter,
    SheetWriter,
)
from ..queries.choices import read_conversion, town_signatures
from ..queries.town import town_with_reports
from ..queries.versions import system_in
from ..values.figures import CarrierTotals, Comparison, Measure, TownQuarter, UnitQuarter
from ..values.reports import Entry, Signatures
from .details import Scope, TableSource, reference, total_of, write_details
from .notes import table_notes
from .proof import Proof, carriers_of, is_used
from .summary import put_change, write_summary

SHEET = "季度汇总表"
_ALWAYS = ("electricity", "water")
_FIRST_FIGURE = 2
_HEAD_ROW = 2
_FIRST_ROW = 4
_HEIGHT = 18
_SMALL = replace(CENTRED, size=8)
_BLANK = Entry()


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of figures: whose measure it shows and how a unit's figure is found."""

    title: str
    head: str
    key: str
    measure: Measure
    places: int
    kind: str
    of_unit: Callable[[UnitQuarter], Decimal | None]


def export_table(office: Office, quarter: Quarter, folder: Path, overwrite: bool = False) -> Path:
    """Write the town's quarter to a folder as xlsx and return the file.

    Raises:
        TargetExists: the file is there and ``overwrite`` was not given.
        EnvironmentFault: the folder cannot be written.
    """
    return deliver(town_table(office, quarter), folder / table_name(office, quarter), overwrite=overwrite)


def table_name(office: Office, quarter: Quarter) -> str:
    """Return the file name of the quarter's table."""
    return f"{safe_name(f'{quarter.title}_{read_setting(office, TOWN)}能源资源消耗汇总表')}.xlsx"


def town_table(office: Office, quarter: Quarter) -> bytes:
    """Return the town's quarter as .xlsx."""
    source = _source(office, quarter)
    name = read_setting(office, TOWN)
    title = f"{source.system.form_title}季度汇总表" + ("（示例）" if read_setting(office, EXAMPLE) else "")
    book = BookWriter(f"{name}{quarter.title}{title}")
    table, summary = book.add_sheet(SHEET), book.add_sheet("指标汇总")
    proof = Proof(source, write_details(book, source))
    head = (f"填报单位：{name}", f"统计时间：{quarter.title}（{quarter.months}）")
    _write_table(table, source, proof, title, head, town_signatures(office))
    write_summary(summary, source, proof, f"{source.system.form_title}指标汇总", head)
    proof.write(book)
    return book.save()


def _source(office: Office, quarter: Quarter) -> TableSource:
    names = {
        year: {unit.id: unit.name for unit in units_of_year(office, year)}
        for year in (quarter.year, quarter.year - 1)
    }
    town, reports = town_with_reports(office, quarter)
    return TableSource(town, reports, names, read_conversion(office), system_in(office, quarter.year - 1))


def _write_table(
    sheet: SheetWriter,
    source: TableSource,
    proof: Proof,
    title: str,
    head: Sequence[str],
    signatures: Signatures,
) -> None:
    town = source.town
    listed = [
        carrier
        for carrier in town.carriers
        if carrier.item.is_carrier and (is_used(carrier) or carrier.item.key in _ALWAYS)
    ]
    columns = [column for carrier in listed for column in _carrier_columns(carrier)] + _total_columns(town)
    last = _FIRST_FIGURE + len(columns) - 1
    _head(sheet, columns, title, (*head, f"折标准煤：{town.coefficients}"), last)
    _unit_rows(sheet, town, columns)
    rows, row = _total_rows(sheet, columns, _FIRST_ROW + len(town.units))
    _prove(sheet, proof, columns, rows, len(town.units))
    _prove_changes(sheet, proof, columns, rows, row - 1)
    for text in table_notes(source, listed):
        sheet.merge(row, 0, row, last, text, NOTE)
        sheet.height(row, 13 * (1 + len(text) * 2 // _letters(columns)))
        row += 1
    _signature_row(sheet, row, last, signatures)
    sheet.widths(22, 8, *(_width(column) for column in columns))
    sheet.freeze(_FIRST_ROW, _FIRST_FIGURE)
    sheet.print_setup(landscape=True, head_rows=(_HEAD_ROW, _HEAD_ROW + 1), margins=(1.5, 1.2, 1.5, 1.2))


def _carrier_columns(carrier: CarrierTotals) -> list[_Column]:
    item, key = carrier.item, carrier.item.key
    columns = [
        _Column(
            item.name,
            f"数量（{item.unit}）",
            key,
            carrier.quantity,
            item.decimals,
            "quantity",
            lambda unit: _entry(unit, key).quantity,
        ),
        _Column(item.name, "费用（元）", key, carrier.cost, 2, "cost", lambda unit: _entry(unit, key).cost),
    ]
    if carrier.coal:
        columns.append(
            _Column(
                item.name, "折标煤（kgce）", key, carrier.coal, 2, "coal", lambda unit: unit.coal.get(key)
            )
        )
    return columns


def _total_columns(town: TownQuarter) -> list[_Column]:
    return [
        _Column("合计", "费用（元）", "", town.cost, 2, "cost", lambda unit: unit.cost_total),
        _Column("合计", "综合能耗（kgce）", "", town.coal, 2, "coal", lambda unit: unit.coal_total),
    ]


def _entry(unit: UnitQuarter, key: str) -> Entry:
    return unit.report.entries.get(key, _BLANK) if unit.report else _BLANK


def _head(
    sheet: SheetWriter, columns: Sequence[_Column], title: str, lines: Sequence[str], last: int
) -> None:
    sheet.merge(0, 0, 0, last, title, TITLE)
    sheet.height(0, 28)
    third = (last + 1) // len(lines)
    for index, line in enumerate(lines):
        end = last if index == len(lines) - 1 else (index + 1) * third - 1
        sheet.merge(
            1, index * third, 1, end, line, replace(PLAIN, horizontal=("left", "center", "right")[index])
        )
    sheet.height(1, 20)
    sheet.merge(_HEAD_ROW, 0, _HEAD_ROW + 1, 0, "单位", HEAD)
    sheet.merge(_HEAD_ROW, 1, _HEAD_ROW + 1, 1, "状态", HEAD)
    start = 0
    for index, column in enumerate(columns):
        sheet.put(_HEAD_ROW + 1, _FIRST_FIGURE + index, column.head, HEAD)
        if index + 1 == len(columns) or columns[index + 1].key != column.key:
            sheet.merge(
                _HEAD_ROW, _FIRST_FIGURE + start, _HEAD_ROW, _FIRST_FIGURE + index, column.title, HEAD
            )
            start = index + 1
    sheet.height(_HEAD_ROW + 1, 30)


def _unit_rows(sheet: SheetWriter, town: TownQuarter, columns: Sequence[_Column]) -> None:
    looks = [NUMBER(column.places) for column in columns]
    for row, unit in enumerate(town.units, _FIRST_ROW):
        sheet.height(row, _HEIGHT)
        sheet.put(row, 0, unit.unit.name, TEXT)
        sheet.put(row, 1, unit.status.value, CENTRED)
        for index, column in enumerate(columns):
            sheet.put(row, _FIRST_FIGURE + index, column.of_unit(unit), looks[index])


def _total_rows(sheet: SheetWriter, columns: Sequence[_Column], row: int) -> tuple[dict[Scope, int], int]:
    """Write the rows under the units; return where the totals of each scope stand, and the row after all."""
    rows: dict[Scope, int] = {}
    for scope in Scope:
        rows[scope] = row
        row = _scope_rows(sheet, columns, row, scope)
        if scope is Scope.BEFORE:
            row = _comparison_row(sheet, row, "同比", [column.measure.comparison for column in columns])
    return rows, _comparison_row(
        sheet, row, "累计同比", [column.measure.comparison_to_date for column in columns]
    )


_TITLES = {
    Scope.NOW: "合计",
    Scope.BEFORE: "上年同期",
    Scope.TO_DATE: "累计（自年初）",
    Scope.BEFORE_TO_DATE: "上年同期累计",
}


def _scope_rows(sheet: SheetWriter, columns: Sequence[_Column], row: int, scope: Scope) -> int:
    totals = [total_of(column.measure, scope) for column in columns]
    sheet.merge(row, 0, row, 1, _TITLES[scope], TOTAL)
    sheet.height(row, _HEIGHT)
    for index, (column, total) in enumerate(zip(columns, totals, strict=True), _FIRST_FIGURE):
        sheet.put(row, index, total.value, TOTAL_NUMBER(column.places))
    if all(total.is_complete for total in totals):
        return row + 1
    sheet.merge(row + 1, 0, row + 1, 1, "数据齐全的单位", _SMALL)
    for index, total in enumerate(totals, _FIRST_FIGURE):
        sheet.put(row + 1, index, total.coverage or f"{total.counted}个单位", _SMALL)
    return row + 2


def _comparison_row(sheet: SheetWriter, row: int, title: str, comparisons: Sequence[Comparison]) -> int:
    sheet.merge(row, 0, row, 1, title, CENTRED)
    sheet.height(row, _HEIGHT)
    for index, comparison in enumerate(comparisons, _FIRST_FIGURE):
        put_change(sheet, row, index, comparison)
    return row + 1


def _prove(
    sheet: SheetWriter, proof: Proof, columns: Sequence[_Column], rows: dict[Scope, int], units: int
) -> None:
    """Note every total for 核对: this quarter's from the units above it, the others from the details."""
    for index, column in enumerate(columns, _FIRST_FIGURE):
        what = f"{column.title} {column.head}"
        figures = _block(sheet, index, units)
        proof.add(
            sheet.name,
            f"{what} 合计",
            (rows[Scope.NOW], index),
            f"SUM({figures})" if figures else "",
            column.places,
        )
        if column.kind == "coal" and column.key:
            converted = proof.coal_of(column.key, Scope.NOW, _block(sheet, index - 2, units))
            proof.add(sheet.name, f"{what} 合计（由数量折算）", (rows[Scope.NOW], index), converted, 2)
        for scope in (Scope.BEFORE, Scope.TO_DATE, Scope.BEFORE_TO_DATE):
            proof.add(
                sheet.name,
                f"{what} {_TITLES[scope]}",
                (rows[scope], index),
                _formula(proof, column, scope),
                column.places,
            )
    for kind, what in (("cost", "费用"), ("coal", "综合能耗")):
        proof.add_zero(
            sheet.name,
            f"各单位{what}之和与各品种不符的金额或数量",
            _rows_formula(sheet, columns, kind, units),
            2,
        )


def _prove_changes(
    sheet: SheetWriter, proof: Proof, columns: Sequence[_Column], rows: dict[Scope, int], last: int
) -> None:
    """Note both rows of comparisons for 核对: 同比 stands above the totals to date, 累计同比 in the last row."""
    quarter, to_date = (
        ("同比", rows[Scope.TO_DATE] - 1, (Scope.NOW, Scope.BEFORE)),
        ("累计同比", last, (Scope.TO_DATE, Scope.BEFORE_TO_DATE)),
    )
    for title, row, scopes in (quarter, to_date):
        for index, column in enumerate(columns, _FIRST_FIGURE):
            comparison = (
                column.measure.comparison if scopes[0] is Scope.NOW else column.measure.comparison_to_date
            )
            now, before = ((total_of(column.measure, scope), (rows[scope], index)) for scope in scopes)
            proof.add_change(
                sheet.name, f"{column.title} {column.head} {title}", (row, index), comparison, (now, before)
            )


def _formula(proof: Proof, column: _Column, scope: Scope) -> str:
    keys = [column.key] if column.key else carriers_of(proof.source, scope)
    if column.kind == "quantity":
        return proof.quantity(column.key, scope)
    return proof.cost(keys, scope) if column.kind == "cost" else proof.coal(keys, scope)


def _rows_formula(sheet: SheetWriter, columns: Sequence[_Column], kind: str, units: int) -> str:
    """Return the formula for how far the units' own totals are from the sum of their carriers."""
    if not units:
        return ""
    carriers = [
        _block(sheet, index, units)
        for index, column in enumerate(columns, _FIRST_FIGURE)
        if column.kind == kind and column.key
    ]
    totals = [
        _block(sheet, index, units)
        for index, column in enumerate(columns, _FIRST_FIGURE)
        if column.kind == kind and not column.key
    ]
    return f"SUMPRODUCT(ABS(ROUND({'+'.join(carriers) or '0'}-{totals[0]},2)))"


def _block(sheet: SheetWriter, column: int, units: int) -> str:
    return reference(sheet.name, (_FIRST_ROW, column), (_FIRST_ROW + units - 1, column)) if units else ""


def _signature_row(sheet: SheetWriter, row: int, last: int, signatures: Signatures) -> None:
    parts = (
        f"单位负责人：{signatures.unit_head}",
        f"统计负责人：{signatures.statistics_head}",
        f"填表人：{signatures.filled_by}",
        "报出日期：　　　　年　　月　　日",
    )
    quarter = (last + 1) / len(parts)
    for index, text in enumerate(parts):
        sheet.merge(row, round(index * quarter), row, round((index + 1) * quarter) - 1, text, PLAIN)
    sheet.height(row, 26)


def _width(column: _Column) -> float:
    """Wide enough for the column's largest total and its head on two lines."""
    totals = [total_of(column.measure, scope).value for scope in Scope]
    longest = max((len(f"{total:,.{column.places}f}") for total in totals if total is not None), default=0)
    return max(10.0, longest + 1.5)


def _letters(columns: Sequence[_Column]) -> int:
    """How many letters of the small print fit on a line over the whole width."""
    return int((30 + sum(_width(column) for column in columns)) * 1.1)
