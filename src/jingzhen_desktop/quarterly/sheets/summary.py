"""The sheet 指标汇总: every row of the form with this quarter, last year and year to date; under it the main indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...spreadsheet.writing import CENTRED, HEAD, NUMBER, PLAIN, TEXT, TITLE, SheetWriter, Style
from ..values import CarrierTotals, Comparison, Measure, Total
from .details import Scope, TableSource, total_of
from .proof import Proof, carriers_of

_FIRST_MEASURE = 3
_PER_MEASURE = 6
_COVERAGE = _FIRST_MEASURE + 3 * _PER_MEASURE
_HEAD_ROW = 2
_FIRST_ROW = 4
_HEADS = ("本季", "上年同期", "同比", "累计", "上年累计", "累计同比")
_SCOPES = {0: Scope.NOW, 1: Scope.BEFORE, 3: Scope.TO_DATE, 4: Scope.BEFORE_TO_DATE}
_SIZE = 9
_PERCENT = replace(TEXT, size=_SIZE, horizontal="right", number_format="+0.0%;-0.0%;0.0%")
_TEXT = replace(TEXT, size=_SIZE)
_CENTRED = replace(CENTRED, size=_SIZE)
_HEAD = replace(HEAD, size=_SIZE)


@dataclass(frozen=True, slots=True)
class _Block:
    """One measure of one row: six columns; ``keys`` are the form rows it adds up, by scope."""

    index: int
    measure: Measure
    places: int
    kind: str
    key: str


def write_summary(sheet: SheetWriter, source: TableSource, proof: Proof, title: str, head: Sequence[str]) -> None:
    """Write the sheet and note its totals for 核对."""
    _write_head(sheet, source, title, head)
    row = _FIRST_ROW
    for carrier in source.town.carriers:
        item = carrier.item
        _texts(sheet, row, (item.printed_code, item.name if item.is_carrier else f"　{item.name}", item.unit))
        _measures(sheet, row, proof, item.name, _blocks(carrier))
        sheet.put(row, _COVERAGE, _coverage((carrier.quantity, carrier.cost)), _TEXT)
        row += 1
    town = source.town
    _texts(sheet, row, ("", "合计（费用含水，综合能耗不含水）", ""))
    _measures(sheet, row, proof, "合计", [_Block(1, town.cost, 2, "cost", ""), _Block(2, town.coal, 2, "coal", "")])
    sheet.put(row, _COVERAGE, _coverage((town.cost, town.coal)), _TEXT)
    if any(item.code_inferred for item in source.system.items):
        row += 1
        sheet.merge(row, 0, row, _COVERAGE, "括号内代码为推定，不作为上报代码。", replace(PLAIN, size=_SIZE))
    _indicators(sheet, source, row + 2)
    sheet.widths(8, 18, 9, *([13, 13, 9, 14, 14, 9] * 3), 20)
    sheet.freeze(_FIRST_ROW, _FIRST_MEASURE)
    sheet.print_setup(landscape=True, head_rows=(_HEAD_ROW, _HEAD_ROW + 1), margins=(1.5, 1.0, 1.5, 1.0))


def _write_head(sheet: SheetWriter, source: TableSource, title: str, head: Sequence[str]) -> None:
    sheet.merge(0, 0, 0, _COVERAGE, title, TITLE)
    sheet.merge(1, 0, 1, 10, head[0], PLAIN)
    sheet.merge(1, 11, 1, _COVERAGE, f"{head[1]}　　折标准煤：{source.town.coefficients}", replace(PLAIN, horizontal="right"))
    for column, text in enumerate(("代码", "指标", "计量单位")):
        sheet.merge(_HEAD_ROW, column, _HEAD_ROW + 1, column, text, _HEAD)
    for index, text in enumerate(("数量", "费用（元）", "折标准煤（kgce）")):
        first = _FIRST_MEASURE + index * _PER_MEASURE
        sheet.merge(_HEAD_ROW, first, _HEAD_ROW, first + _PER_MEASURE - 1, text, _HEAD)
        for offset, name in enumerate(_HEADS):
            sheet.put(_HEAD_ROW + 1, first + offset, name, _HEAD)
    sheet.merge(_HEAD_ROW, _COVERAGE, _HEAD_ROW + 1, _COVERAGE, "数据齐全的单位", _HEAD)


def _blocks(carrier: CarrierTotals) -> Iterator[_Block]:
    item = carrier.item
    yield _Block(0, carrier.quantity, item.decimals, "quantity", item.key)
    yield _Block(1, carrier.cost, 2, "cost", item.key)
    if carrier.coal:
        yield _Block(2, carrier.coal, 2, "coal", item.key)


def _texts(sheet: SheetWriter, row: int, texts: Sequence[str]) -> None:
    sheet.put(row, 0, texts[0], _CENTRED)
    sheet.put(row, 1, texts[1], _TEXT)
    sheet.put(row, 2, texts[2], _CENTRED)


def _measures(sheet: SheetWriter, row: int, proof: Proof, what: str, blocks: Iterator[_Block] | Sequence[_Block]) -> None:
    found = {block.index: block for block in blocks}
    for index in range(3):
        first = _FIRST_MEASURE + index * _PER_MEASURE
        block = found.get(index)
        if block is None:
            for offset in range(_PER_MEASURE):
                sheet.put(row, first + offset, "—", _CENTRED)
        else:
            _measure(sheet, row, first, proof, what, block)


def _measure(sheet: SheetWriter, row: int, first: int, proof: Proof, what: str, block: _Block) -> None:
    look = _look(block.places)
    for offset, head in enumerate(_HEADS):
        scope = _SCOPES.get(offset)
        if scope is None:
            _change(sheet, row, first + offset, block.measure.comparison if offset == 2 else block.measure.comparison_to_date)
            continue
        sheet.put(row, first + offset, total_of(block.measure, scope).value, look)
        kind = {"quantity": "数量", "cost": "费用", "coal": "折标煤"}[block.kind]
        proof.add(sheet.name, f"{what} {kind} {head}", (row, first + offset), _formula(proof, block, scope), block.places)


def _formula(proof: Proof, block: _Block, scope: Scope) -> str:
    keys = [block.key] if block.key else carriers_of(proof.source, scope)
    if block.kind == "quantity":
        return proof.quantity(block.key, scope)
    return proof.cost(keys, scope) if block.kind == "cost" else proof.coal(keys, scope)


def _change(sheet: SheetWriter, row: int, column: int, comparison: Comparison) -> None:
    sheet.put(row, column, "—" if comparison.change is None else comparison.change, _PERCENT)


def _look(places: int) -> Style:
    return replace(NUMBER(places), size=_SIZE)


def _coverage(measures: Sequence[Measure]) -> str:
    """Say the least complete of some measures, for the quarter and to date."""
    parts = []
    for title, totals in (("本季", [one.total for one in measures]), ("累计", [one.year_to_date for one in measures])):
        least: Total = min(totals, key=lambda total: total.counted - total.expected)
        if least.coverage:
            parts.append(f"{title}{least.coverage}")
    return "；".join(parts) or "全部"


def _indicators(sheet: SheetWriter, source: TableSource, row: int) -> None:
    sheet.merge(row, 0, row, 2, "主要指标", _HEAD)
    sheet.merge(row, 3, row, 4, "数值", _HEAD)
    sheet.put(row, 5, "单位", _HEAD)
    sheet.merge(row, 6, row, _COVERAGE, "计算式", _HEAD)
    for line, indicator in enumerate(source.town.indicators, row + 1):
        sheet.merge(line, 0, line, 2, indicator.name, _TEXT)
        sheet.merge(line, 3, line, 4, "—" if indicator.value is None else indicator.value, _look(2))
        sheet.put(line, 5, indicator.unit, _CENTRED)
        sheet.merge(line, 6, line, _COVERAGE, indicator.reason or indicator.formula, _TEXT)
