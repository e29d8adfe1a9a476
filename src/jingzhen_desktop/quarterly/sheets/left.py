"""The figures of a sheet that are not taken in, each with its place and reason: what is taken and what is
listed here are together all figures of the sheet.

Figures are numbers that could be consumed quantities or costs: not codes, not 序号, not the numbers of heads
(7月, 2024) and not the dates and telephone numbers beside labels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from ...spreadsheet.limits import address
from ...spreadsheet.reading import Sheet
from ..rules.stated_periods import stated_periods
from .found import NotTaken
from .heads import label_of_cell
from .recognition import text_of
from .tables import Table
from .words import CODE, NUMBER, REMARK, read_label

_PARTS = "是已按合计导入的分项，或没有写明是什么数"
_OUTSIDE = "在表格以外，不知道是什么数"
_STRANGE = "没有认出是什么指标"
_NO_SUCH = "季度报表没有这一项"
_COUNTS = ("栏次", "列次", "行次", "甲", "栏号")
"""How a row begins that numbers the columns."""

Place = tuple[int, int]


@dataclass(slots=True)
class Reasons:
    """Why the figures of a table's lines and slots are passed over."""

    lines: dict[int, str] = field(default_factory=dict)
    slots: dict[int, str] = field(default_factory=dict)


def not_taken(
    sheet: Sheet,
    tables: Sequence[tuple[Table, Reasons]],
    taken: Collection[Place],
    values: Collection[Place],
) -> tuple[NotTaken, ...]:
    """Return every figure of a sheet that was not taken, by column (by row where units run down).

    Args:
        taken: the cells that were.
        values: the cells of head and foot that stand beside a label.
    """
    if not tables:
        return ()
    seen = set(taken) | set(values)
    found: list[NotTaken] = []
    for table, reasons in tables:
        found += _in_table(table, reasons, seen, _slots_of(table, [other for other, _ in tables]))
    top = min(table.top for table, _ in tables)
    found += _outside(sheet, top, [table for table, _ in tables], seen)
    return tuple(found)


def _in_table(table: Table, reasons: Reasons, seen: set[Place], slots: range) -> Iterator[NotTaken]:
    """Yield what is left in a table; every cell is then seen."""
    groups: defaultdict[tuple[str, str], list[Place]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    strange = {line.index for line in table.strange}
    known = {line.index for line in table.lines}
    for line in sorted(known | strange):
        for slot in slots:
            spot = table.view.spot(line, slot)
            place = (spot.row, spot.column)
            if place in seen or not table.view.is_number(line, slot):
                continue
            seen.add(place)
            if slot in table.aside:
                continue
            key, name = _reason(table, reasons, line, slot, line in strange)
            groups[key].append(place)
            names[key] = name
    for (where, reason), cells in groups.items():
        yield NotTaken(where, names[where, reason], reason, tuple(cells))


def _reason(
    table: Table, reasons: Reasons, line: int, slot: int, is_strange: bool
) -> tuple[tuple[str, str], str]:
    """Return where and why a figure is left, and the words of its head or line."""
    view = table.view
    named = next((one for one in (*table.lines, *table.strange) if one.index == line), None)
    if named is not None and named.label.not_taken:
        return (view.name_of_line(line), _NO_SUCH), named.name.text
    if line in reasons.lines or (is_strange and slot not in reasons.slots):
        return (view.name_of_line(line), reasons.lines.get(line, _STRANGE)), named.name.text if named else ""
    head = next((one for one in table.slots if one.index == slot), None)
    text = "/".join(dict.fromkeys(spot.text for spot in head.heads)) if head else ""
    return (view.name_of_slot(slot), reasons.slots.get(slot, _PARTS)), text


def _slots_of(table: Table, tables: Sequence[Table]) -> range:
    """Return the slots a table may have figures in: from its names to the table beside it, or the edge."""
    if table.view.turned:
        return range(table.body, table.bottom + 1)
    beside = [
        one.left
        for one in tables
        if one.left > table.left and one.top <= table.bottom and table.top <= one.bottom
    ]
    return range(table.left, min(beside, default=table.view.slots))


def _outside(sheet: Sheet, top: int, tables: Sequence[Table], seen: set[Place]) -> Iterator[NotTaken]:
    """Yield the numbers of rows below the first head that belong to no table."""
    for row in range(top, len(sheet.rows)):
        if any(label_of_cell(cell) for cell in sheet.rows[row]) or _is_head_row(sheet, tables, row):
            continue
        cells = [
            (row, column)
            for column, cell in enumerate(sheet.rows[row])
            if (row, column) not in seen
            and _is_figure(cell.value)
            and not _numbers_rows(sheet, tables, row, column)
        ]
        if cells:
            first = next((text_of(cell) for cell in sheet.rows[row] if isinstance(cell.value, str)), "")
            yield NotTaken(address(row, cells[0][1]), first[:30], _OUTSIDE, tuple(cells))


def _is_head_row(sheet: Sheet, tables: Sequence[Table], row: int) -> bool:
    """True for a row of a table's head, whose numbers are years, months or numbers of columns; a strange line
    may stand there too, before the first indicator.
    """
    if not any(table.top <= row < table.body for table in tables):
        return False
    first = next((cell.value for cell in sheet.rows[row] if cell.value is not None), None)
    if not isinstance(first, str):
        return True
    label = read_label(first)
    if label.not_taken:
        return False
    return label.says_something or bool(stated_periods(first)) or first.strip() in _COUNTS


def _numbers_rows(sheet: Sheet, tables: Sequence[Table], row: int, column: int) -> bool:
    """True for a cell of 序号 or 备注 beside a table."""
    for table in tables:
        if table.body <= row <= table.bottom:
            heads = (sheet.cell(above, column).value for above in range(table.top, table.body))
            if any(
                isinstance(head, str) and read_label(head).role in (NUMBER, REMARK, CODE) for head in heads
            ):
                return True
    return False


def _is_figure(value: object) -> bool:
    return hasattr(value, "as_tuple")


def lost_indicators(sheet: Sheet, left: Sequence[NotTaken]) -> list[tuple[str, Place]]:
    """Return the indicators that stand beside figures of no table: half of two meters may lie there."""
    found = []
    for one in left:
        if one.reason != _OUTSIDE:
            continue
        row = one.cells[0][0]
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell.value, str) and read_label(cell.value).targets:
                found.append((cell.value.strip(), (row, column)))
                break
    return found
