"""The sheet 指标汇总: every row of the form with this quarter, last year and year to date;
under it the main indicators.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...base.numbers import round_half_up
from ...spreadsheet.writing import CENTRED, HEAD, NUMBER, PLAIN, TEXT, TITLE, SheetWriter
from ..values.figures import CarrierTotals, Comparison, Measure, TownQuarter
from .details import Scope, TableSource, total_of
from .proof import Proof, carriers_of

_HEAD_ROW = 2
_FIRST_ROW = 3
_CODE, _NAME, _KIND, _FIRST_FIGURE, _COVERAGE = 0, 1, 2, 3, 9
_HEADS = ("本季", "上年同期", "同比", "累计（自年初）", "上年同期累计", "累计同比")
_SCOPES = {0: Scope.NOW, 1: Scope.BEFORE, 3: Scope.TO_DATE, 4: Scope.BEFORE_TO_DATE}
_WIDTHS = (8, 18, 17, 15, 15, 9, 16, 16, 9, 17)
_HEIGHT = 17
_CHANGE_PLACES = 10
"""More than a percentage shows, so that the spreadsheet rounds what is shown, and fewer than it can hold."""
PERCENT = replace(TEXT, horizontal="right", number_format="+0.0%;-0.0%;0.0%")


@dataclass(frozen=True, slots=True)
class _Line:
    """One measure of one row of the form, or of all rows together (``key`` empty)."""

    code: str
    name: str
    kind: str
    unit: str
    measure: Measure
    places: int
    key: str

    @property
    def title(self) -> str:
        return f"{self.kind}（{self.unit}）"


def put_change(sheet: SheetWriter, row: int, column: int, comparison: Comparison) -> None:
    """Put a change as a percentage, or — where it cannot be said."""
    change = comparison.change
    if change is not None:
        shows_as_zero = not round_half_up(change, 3)  # else a tiny fall would print as -0.0%
        change = Decimal(0) if shows_as_zero else round_half_up(change, _CHANGE_PLACES)
    sheet.put(row, column, "—" if change is None else change, PERCENT)


def write_summary(
    sheet: SheetWriter, source: TableSource, proof: Proof, title: str, head: Sequence[str]
) -> None:
    """Write the sheet and note its totals for 核对."""
    _write_head(sheet, source, title, head)
    row = _FIRST_ROW
    for lines in [*map(_lines, source.town.carriers), _all_lines(source.town)]:
        sheet.merge(row, _NAME, row + len(lines) - 1, _NAME, lines[0].name, TEXT)
        for line in lines:
            _write_line(sheet, row, line, proof)
            row += 1
    if any(item.code_inferred for item in source.system.items):
        sheet.merge(row, 0, row, _COVERAGE, "括号内代码为推定，不作为上报代码。", PLAIN)
        row += 1
    _indicators(sheet, source.town, proof, row + 1)
    sheet.widths(*_WIDTHS)
    sheet.freeze(_FIRST_ROW, _FIRST_FIGURE)
    sheet.print_setup(head_rows=(_HEAD_ROW, _HEAD_ROW), margins=(1.5, 1.0, 1.5, 1.0))


def _write_head(sheet: SheetWriter, source: TableSource, title: str, head: Sequence[str]) -> None:
    sheet.merge(0, 0, 0, _COVERAGE, title, TITLE)
    sheet.height(0, 28)
    sheet.merge(1, 0, 1, 3, head[0], PLAIN)
    sheet.merge(1, 4, 1, 6, head[1], replace(PLAIN, horizontal="center"))
    sheet.merge(
        1, 7, 1, _COVERAGE, f"折标准煤：{source.town.coefficients}", replace(PLAIN, horizontal="right")
    )
    for column, text in enumerate(("代码", "指标", "项目（计量单位）", *_HEADS, "数据齐全的单位")):
        sheet.put(_HEAD_ROW, column, text, HEAD)
    sheet.height(1, 20)
    sheet.height(_HEAD_ROW, 22)


def _lines(carrier: CarrierTotals) -> list[_Line]:
    item = carrier.item
    name = item.name if item.is_carrier else f"　{item.name}"
    lines = [
        _Line(item.printed_code, name, "数量", item.unit, carrier.quantity, item.decimals, item.key),
        _Line(item.printed_cost_code, name, "费用", "元", carrier.cost, 2, item.key),
    ]
    return lines + ([_Line("", name, "折标煤", "kgce", carrier.coal, 2, item.key)] if carrier.coal else [])


def _all_lines(town: TownQuarter) -> list[_Line]:
    return [
        _Line("", "合计", "费用", "元", town.cost, 2, ""),
        _Line("", "合计", "综合能耗", "kgce", town.coal, 2, ""),
    ]


def _write_line(sheet: SheetWriter, row: int, line: _Line, proof: Proof) -> None:
    sheet.put(row, _CODE, line.code, CENTRED)
    sheet.put(row, _KIND, line.title, TEXT)
    look = NUMBER(line.places)
    for offset, head in enumerate(_HEADS):
        column = _FIRST_FIGURE + offset
        if (scope := _SCOPES.get(offset)) is None:
            comparison = line.measure.comparison if offset == 2 else line.measure.comparison_to_date
            put_change(sheet, row, column, comparison)
            now, before = (
                (total_of(line.measure, _SCOPES[place]), (row, _FIRST_FIGURE + place))
                for place in (offset - 2, offset - 1)
            )
            proof.add_change(
                sheet.name,
                f"{line.name.strip()} {line.title} {head}",
                (row, column),
                comparison,
                (now, before),
            )
            continue
        sheet.put(row, column, total_of(line.measure, scope).value, look)
        proof.add(
            sheet.name,
            f"{line.name.strip()} {line.title} {head}",
            (row, column),
            _formula(proof, line, scope),
            line.places,
        )
    sheet.put(row, _COVERAGE, _coverage(line.measure), CENTRED)
    sheet.height(row, _HEIGHT)


def _formula(proof: Proof, line: _Line, scope: Scope) -> str:
    keys = [line.key] if line.key else carriers_of(proof.source, scope)
    if line.kind == "数量":
        return proof.quantity(line.key, scope)
    return proof.cost(keys, scope) if line.kind == "费用" else proof.coal(keys, scope)


def _coverage(measure: Measure) -> str:
    """Say where figures are lacking, this quarter and to date: 本季3/4，累计2/4."""
    totals = (("本季", measure.total), ("累计", measure.year_to_date))
    parts = [f"{title}{total.coverage.removesuffix('个单位')}" for title, total in totals if total.coverage]
    return "，".join(parts) or "全部"


def _indicators(sheet: SheetWriter, town: TownQuarter, proof: Proof, row: int) -> None:
    sheet.merge(row, 0, row, 2, "主要指标", HEAD)
    sheet.put(row, 3, "数值", HEAD)
    sheet.put(row, 4, "单位", HEAD)
    sheet.merge(row, 5, row, _COVERAGE, "计算式或缺数原因", HEAD)
    sheet.height(row, _HEIGHT)
    for line, indicator in enumerate(town.indicators, row + 1):
        sheet.merge(line, 0, line, 2, indicator.name, TEXT)
        sheet.put(line, 3, "—" if indicator.value is None else indicator.value, NUMBER(2))
        if indicator.value is not None:
            proof.add(sheet.name, f"{indicator.name}（导出时的数）", (line, 3), str(indicator.value), 2)
        sheet.put(line, 4, indicator.unit, CENTRED)
        sheet.merge(line, 5, line, _COVERAGE, indicator.reason or indicator.formula, TEXT)
        sheet.height(line, 28)
