"""Finds our form in a workbook by its words: the sheet, the head, the rows, the foot. Decides nothing about
figures.

Rows may have been added above, columns moved, texts typed in full width; only words count, never positions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ...base.text import matching_key
from ...energy.statistics import Item, StatisticalSystem
from ...spreadsheet.limits import address
from ...spreadsheet.reading import BLANK, Cell, Sheet, Workbook
from ..values.findings import Finding, Severity
from ..values.reports import Amount
from . import layout
from .measures import factor_of, measure_in

_COLUMNS: Mapping[str, frozenset[str]] = {
    layout.NAME: frozenset({"指标名称"}),
    layout.MEASURE: frozenset({"计量单位"}),
    layout.CODE: frozenset({"代码", "汇总代码", "指标代码"}),
    layout.QUANTITY_TITLE: frozenset({"数量", "消耗量", "消费量"}),
    layout.COST_TITLE: frozenset({"费用(元)", "费用", "金额(元)"}),
}


def _column_of() -> dict[str, str]:
    found: dict[str, str] = {}
    for title, keys in _COLUMNS.items():
        found |= dict.fromkeys(keys, title)
    return found


_COLUMN_OF = _column_of()
_HEAD_LABELS = (layout.UNIT, layout.CREDIT_CODE, layout.PERIOD, layout.VERSION, layout.SYSTEM, layout.FACTS)
_LABELS = frozenset({*_HEAD_LABELS, *layout.FOOT})
_SEAL = re.compile(r"\((?:盖章|公章|签章)\)$")
_BRACKETS = re.compile(r"[()\[\]]")
ONE = Decimal(1)
REACH = 12
"""How many cells to the right of a label its value may stand: in merged heads it is that far away."""


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """Return the form in which a label is compared."""
    return matching_key(text)


def text_of(cell: Cell) -> str:
    """Return what a cell says as a text; whole numbers without a point."""
    if cell.value is None:
        return ""
    return f"{cell.value:f}" if isinstance(cell.value, Decimal) else str(cell.value).strip()


class Spot(NamedTuple):
    """A cell and where it stands. A tuple, because a hundred forms make ten thousand of them."""

    cell: Cell
    row: int
    column: int

    @property
    def text(self) -> str:
        return text_of(self.cell)


class Row(NamedTuple):
    """A row of the table: what it says it is, and its two figures."""

    code: Spot
    name: Spot
    measure: Spot
    quantity: Spot
    cost: Spot

    @property
    def is_empty(self) -> bool:
        return not (
            _is_filled(self.code)
            or _is_filled(self.measure)
            or _is_filled(self.quantity)
            or _is_filled(self.cost)
        )

    @property
    def has_figures(self) -> bool:
        return _is_filled(self.quantity) or _is_filled(self.cost)

    def agrees_with(self, item: Item) -> bool:
        """True if code, name and unit of measure are those of the item."""
        return (
            code_key(self.code.text) == item.code
            and factor_if_agreeing(item, self.name.text, self.measure.text) is not None
        )

    def is_named(self, item: Item) -> bool:
        return key_of(self.name.text) in _names(item)


@dataclass(frozen=True, slots=True)
class FoundForm:
    """A form found on a sheet: head and foot values by label, the table's rows.

    Attributes:
        lacking: titles of columns the table has not.
        first_row: where the table's head stands; what is above is the form's head.
    """

    file_name: str
    sheet: Sheet
    labels: Mapping[str, Spot]
    rows: Sequence[Row]
    lacking: Sequence[str]
    first_row: int = 0

    @property
    def place(self) -> str:
        return f"文件“{self.file_name}”工作表“{self.sheet.name}”"

    def at(self, spot: Spot) -> str:
        """Name a cell the way messages do: 文件“x.xlsx”工作表“填报表”D9."""
        return f"{self.place}{address(spot.row, spot.column)}"

    def label(self, name: str) -> str:
        """Return the text beside a label; empty if the label or its value is missing."""
        spot = self.labels.get(name)
        return spot.text if spot else ""

    def place_of_label(self, name: str) -> str:
        spot = self.labels.get(name)
        return self.at(spot) if spot else self.place

    def error(self, place: str, text: str) -> Finding:
        return Finding(Severity.ERROR, place, text)


def form_on(file_name: str, sheet: Sheet) -> FoundForm | None:
    """Return our own form, whole or with a column lacking, if the sheet holds one."""
    for row in range(len(sheet.rows)):
        columns = _head_columns(sheet, row)
        if layout.NAME in columns and len(columns) >= len(_COLUMNS) - 1:
            lacking = [title for title in _COLUMNS if title not in columns]
            rows, end = _table(sheet, row + 1, columns)
            labels = dict(_labels(sheet, range(end, len(sheet.rows)))) | dict(_labels(sheet, range(row)))
            return FoundForm(file_name, sheet, labels, rows, lacking, row)
    return None


def machine_block(workbook: Workbook) -> dict[str, str]:
    """Return what the hidden sheet says, by its labels; empty if the workbook has none."""
    for sheet in workbook.sheets:
        if sheet.name == layout.MACHINE_SHEET:
            return {
                text_of(sheet.cell(row, 0)): text_of(sheet.cell(row, 1)) for row in range(len(sheet.rows))
            }
    return {}


def factor_if_agreeing(item: Item, name: str, measure: str) -> Decimal | None:
    """Return by what a quantity is multiplied to be in the item's unit;
    None if the name is not the item's or no exact way leads there.
    """
    if key_of(name) not in _names(item):
        return None
    stated = key_of(measure)
    return ONE if stated == key_of(item.unit) else factor_of(measure_in(stated), item, Amount.QUANTITY)


@lru_cache(maxsize=4096)
def code_key(text: str) -> str:
    """Return a code without the brackets of an inferred one."""
    return _BRACKETS.sub("", key_of(text))


def rows_that_agree(form: FoundForm, system: StatisticalSystem) -> int:
    """Return how many rows are rows of this version by code, name and unit of measure."""
    by_code = {item.code: item for item in system.items}
    return sum(
        (item := by_code.get(code_key(row.code.text))) is not None and row.agrees_with(item)
        for row in form.rows
    )


@lru_cache(maxsize=256)
def _names(item: Item) -> frozenset[str]:
    if item.is_carrier:
        return frozenset({key_of(item.name)})
    return frozenset(
        key_of(name) for name in (item.name, layout.part_name(item.name), item.name.rpartition("：")[2])
    )


def _is_filled(spot: Spot) -> bool:
    value = spot.cell.value
    return bool(value.strip() if isinstance(value, str) else value is not None) or bool(spot.cell.problem)


def _head_columns(sheet: Sheet, row: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(sheet.rows[row]):
        if isinstance(cell.value, str) and (title := _COLUMN_OF.get(key_of(cell.value))):
            found.setdefault(title, column)
    return found


def _table(sheet: Sheet, first: int, columns: Mapping[str, int]) -> tuple[list[Row], int]:
    """Return the rows down to the foot, and the index of the foot's first row."""
    rows: list[Row] = []
    positions = [
        columns.get(title, -1)
        for title in (layout.CODE, layout.NAME, layout.MEASURE, layout.QUANTITY_TITLE, layout.COST_TITLE)
    ]
    for index in range(first, len(sheet.rows)):
        cells = sheet.rows[index]
        row = Row(
            *[
                Spot(cells[column] if 0 <= column < len(cells) else BLANK, index, column)
                for column in positions
            ]
        )
        # a row with a code is none of the foot; most rows have one
        if not code_key(row.code.text).isdigit() and any(
            isinstance(cell.value, str) and _label_in(cell.value) for cell in cells
        ):
            return rows, index
        if not row.is_empty:
            rows.append(row)
    return rows, len(sheet.rows)


def _labels(sheet: Sheet, rows: range) -> Iterator[tuple[str, Spot]]:
    for row in rows:
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell.value, str) and (label := _label_in(cell.value)):
                yield label, _value_of(sheet, row, column, cell.value)


@lru_cache(maxsize=8192)
def _label_in(text: str) -> str:
    """Return the label a text is, or begins with before a colon."""
    key = _SEAL.sub("", key_of(text).split(":")[0])
    return key if key in _LABELS else ""


def _value_of(sheet: Sheet, row: int, column: int, text: str) -> Spot:
    """Return the value of a label:
    after its colon, or in the next filled cell to the right that is no label itself.
    """
    _, _, inside = text.replace(":", "：").partition("：")
    if inside.strip():
        return Spot(Cell(inside.strip()), row, column)
    for beside in range(column + 1, column + REACH):
        cell = sheet.cell(row, beside)
        if isinstance(cell.value, str) and _label_in(cell.value):
            break
        if (cell.value is not None and text_of(cell)) or cell.problem:
            return Spot(cell, row, beside)
    return Spot(BLANK, row, column + 1)
