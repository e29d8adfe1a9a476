"""What stands above and below a table: whose it is, who signed it, and which period a column's head names.

Texts and cells only; which table they belong to is decided by ``foreign``, which period the form is of by
``judging``, units of measure said there are read by ``general``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.text import matching_key
from ...energy.periods import QUARTER_MONTHS, Quarter
from ...spreadsheet.reading import Cell, Sheet
from ..rules.stated_periods import Stated, stated_periods
from . import layout
from .measures import measure_in
from .recognition import REACH, Spot
from .words import (
    LAST_YEAR,
    LAST_YEAR_TO_DATE,
    NOW,
    OTHER_PERIOD,
    THIS_YEAR,
    TO_DATE,
    head_label,
    read_label,
)

_YEAR = re.compile(r"(20\d{2})年?度?(?:数|数据|实际)?")
_PARTS = re.compile(r"[、,，/;；\s]+")


def period_of(text: str, quarter: Quarter) -> str:
    """Return which period a head with a date names, seen from the wanted quarter: 本季, 上年同期, 累计…;
    empty if it names none, or a single month.
    """
    periods = stated_periods(text)
    if not periods:
        bare = _YEAR.fullmatch(matching_key(text))
        return _year_words(int(bare[1]), quarter) if bare else ""
    names = {_period_words(period, quarter) for period in periods}
    return NOW if NOW in names else names.pop() if len(names) == 1 else OTHER_PERIOD


def names_quarter(text: str, quarter: Quarter) -> bool:
    """True for a head that names this very quarter, its year included."""
    return any(
        period.year and period.quarter(None, quarter.span) == quarter for period in stated_periods(text)
    )


def _period_words(period: Stated, quarter: Quarter) -> str:
    year = period.year or quarter.year
    if period.first == period.last and period.whole and not period.added_up:
        return ""  # a month: ``months`` adds three of them up
    is_ours = period.quarter(year, quarter.span) == Quarter(year, quarter.number)
    if is_ours and quarter.span > QUARTER_MONTHS:
        return {quarter.year: NOW, quarter.year - 1: LAST_YEAR}.get(year, OTHER_PERIOD)
    if period.added_up or (period.first == 1 and period.last > 3):
        if period.last not in (quarter.last_month, 12):
            return OTHER_PERIOD
        return {quarter.year: TO_DATE, quarter.year - 1: LAST_YEAR_TO_DATE}.get(year, OTHER_PERIOD)
    if not is_ours:
        return OTHER_PERIOD
    return {quarter.year: NOW, quarter.year - 1: LAST_YEAR}.get(year, OTHER_PERIOD)


def _year_words(year: int, quarter: Quarter) -> str:
    return {quarter.year: THIS_YEAR, quarter.year - 1: LAST_YEAR}.get(year, OTHER_PERIOD)


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
