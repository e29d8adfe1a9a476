"""Columns of months that stand in for a quarter:
three of them are added up where a table has no column of the quarter itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from ...base.errors import InputRejected
from ...base.numbers import parse_number, show_number
from ...energy.periods import Quarter
from ...spreadsheet.reading import BLANK, Cell
from .recognition import Spot
from .tables import Slot
from .views import View

_YEAR = re.compile(r"(20\d{2})年")


def quarter_of_months(slots: Sequence[Slot], quarter: Quarter) -> list[Slot]:
    """Return a slot for the month slots that make up this quarter or longer period;
    each month must be there once, of this year.
    """
    wanted = range(quarter.first_month, quarter.last_month + 1)
    groups: defaultdict[object, list[Slot]] = defaultdict(list)
    for slot in slots:
        if slot.label.month in wanted and not _other_year(slot, quarter):
            other_heads = tuple(head.text for head in slot.heads if not _names_month(head, slot))
            groups[replace(slot.label, month=0), other_heads].append(slot)
    found = []
    for months in groups.values():
        if sorted(slot.label.month for slot in months) == list(wanted):
            last, indexes = months[-1], tuple(slot.index for slot in months)
            found.append(replace(last, label=replace(last.label, month=0), months=indexes))
    return found


def spot_in(view: View, line: int, slot: Slot) -> Spot:
    """Return the cell of a slot in a line;
    of a slot of months their sum at the place of the last, or why there is none.
    """
    spot = view.spot(line, slot.index)
    if not slot.months:
        return spot
    cells = [view.cell(line, month) for month in slot.months]
    return Spot(_sum(cells), spot.row, spot.column)


def months_words(slots: Sequence[Slot]) -> str:
    """Name the months of slots as their heads do: 7月、8月."""
    named: list[str] = []
    for slot in slots:
        named += [head.text for head in slot.heads if _names_month(head, slot)]
    return "、".join(dict.fromkeys(named))


def _sum(cells: Sequence[Cell]) -> Cell:
    if problem := next((cell.problem for cell in cells if cell.problem), ""):
        return Cell(None, problem)
    figures = [number_in(cell) for cell in cells]
    known = [figure for figure in figures if figure is not None]
    if len(known) == len(cells):
        return Cell(sum(known, Decimal(0)))
    if not any(str(cell.value or "").strip() for cell in cells):
        return BLANK
    shown = "、".join(
        show_number(figure, blank=str(cell.value or "空"))
        for cell, figure in zip(cells, figures, strict=True)
    )
    return Cell(None, f"三个月分别是{shown}，不能相加成本季数，请补全，没有消耗的填0")


def number_in(cell: Cell) -> Decimal | None:
    """Return the number a cell holds, also one typed as text; None for anything else."""
    if isinstance(cell.value, Decimal):
        return cell.value
    try:
        return parse_number(cell.value) if isinstance(cell.value, str) else None
    except InputRejected:
        return None


def _names_month(head: Spot, slot: Slot) -> bool:
    return f"{slot.label.month}月" in head.text


def _other_year(slot: Slot, quarter: Quarter) -> bool:
    years = chain.from_iterable(_YEAR.findall(head.text) for head in slot.heads)
    return any(int(year) != quarter.year for year in years)
