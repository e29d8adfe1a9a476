"""What stands above and below a table: whose it is, of which period, in which units of measure, who signed
it.

Texts and cells only; which table they belong to is decided by ``foreign``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ...base.text import matching_key
from ...energy.periods import Quarter
from ...spreadsheet.reading import Cell, Sheet
from . import layout
from .identity import quarter_in
from .measures import measure_in
from .recognition import REACH, Spot
from .words import LAST_YEAR, NOW, OTHER_PERIOD, TO_DATE, head_label, read_label

_SPAN = re.compile(r"(?:(\d{4})年)?(\d{1,2})[—\-–~至到](\d{1,2})月")
_YEAR = re.compile(r"(20\d{2})年")
_NUMBERED = re.compile(r"第?([一二三四1-4])季度?")
_PARTS = re.compile(r"[、,，/;；\s]+")


def period_of(text: str, quarter: Quarter) -> str:
    """Return which period a head with a date names, seen from the wanted quarter: 本季, 上年同期, 累计…;
    empty if it names none.
    """
    plain = matching_key(text)
    named = quarter_in(plain)
    if named is not None:
        return NOW if named == quarter else LAST_YEAR if named == quarter.last_year else OTHER_PERIOD
    span = _SPAN.search(plain)
    if span:
        first, last = int(span[2]), int(span[3])
        year = int(span[1]) if span[1] else quarter.year
        if (first, last) == (1, quarter.number * 3) and last > 3:
            return TO_DATE if year == quarter.year else OTHER_PERIOD
        return (
            NOW if (year, last) == (quarter.year, quarter.number * 3) and first == last - 2 else OTHER_PERIOD
        )
    number = _NUMBERED.fullmatch(plain)
    if number:
        return NOW if number[1] in (str(quarter.number), "一二三四"[quarter.number - 1]) else OTHER_PERIOD
    return ""


def period_above(sheet: Sheet, rows: Sequence[int], quarter: Quarter) -> Spot | None:
    """Return the cell of the title that names a quarter; or else the sheet's name."""
    for row in rows:
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell.value, str) and (quarter_in(cell.value) or _names_span(cell.value)):
                return Spot(cell, row, column)
    if quarter_in(sheet.name):
        return Spot(Cell(sheet.name), 0, 0)
    return (
        Spot(Cell(f"{quarter.year}年{sheet.name}"), 0, 0)
        if _NUMBERED.fullmatch(matching_key(sheet.name))
        else None
    )


def measures_above(sheet: Sheet, rows: range) -> list[str]:
    """Return units of measure said once for a whole table: 单位：万元、万千瓦时."""
    found = []
    for row in range(max(0, rows.start), min(rows.stop, len(sheet.rows))):
        for cell in sheet.rows[row]:
            if isinstance(cell.value, str) and "单位" in cell.value:
                said = cell.value.replace("：", ":").partition(":")[2]
                found += [measure for text in _PARTS.split(said) if (measure := measure_in(text))]
    return found


def _names_span(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    return bool(_YEAR.search(plain) and _SPAN.search(plain))


def label_of_cell(cell: Cell) -> str:
    """Return which label of a form's head or foot a cell is; empty if none."""
    return head_label(cell.value) if isinstance(cell.value, str) else ""


def labelled(sheet: Sheet, rows: range, columns: range | None = None) -> Iterator[tuple[str, Spot]]:
    """Yield the labels of head or foot with the spot of their value:
    after the colon, or in the next filled cell to the right.
    """
    for row in range(rows.start, min(rows.stop, len(sheet.rows))):
        for column, cell in enumerate(sheet.rows[row]):
            label = label_of_cell(cell)
            if not label or (columns is not None and column not in columns):
                continue
            spot = _value_of(sheet, row, column, str(cell.value))
            if spot is None or (label == layout.UNIT and _names_measures(spot.text)):
                continue
            if ":" in matching_key(str(cell.value)) or not _is_column_head(sheet, row, column):
                yield label, spot


def _names_measures(text: str) -> bool:
    """True for 单位：万元、万千瓦时, which names units of measure."""
    return any(measure_in(part) for part in _PARTS.split(text))


def _is_column_head(sheet: Sheet, row: int, column: int) -> bool:
    """True for 单位名称 or 单位 at the head of a column: further heads beside it."""
    beside = [sheet.cell(row, other) for other in range(column + 1, column + 4)]
    texts = [cell.value for cell in beside if isinstance(cell.value, str)]
    return sum(read_label(text).says_something for text in texts) >= 1


def _value_of(sheet: Sheet, row: int, column: int, text: str) -> Spot | None:
    _, _, inside = text.replace(":", "：").partition("：")
    if inside.strip():
        return Spot(Cell(inside.strip()), row, column)
    for beside in range(column + 1, column + REACH):
        cell = sheet.cell(row, beside)
        if label_of_cell(cell):
            break
        if cell.value is not None or cell.problem:
            return Spot(cell, row, beside)
    return None
