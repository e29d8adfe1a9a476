"""Writes finished tables as a workbook:
each table a sheet ready to print, and 核对, which recomputes its totals by formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from ...base.numbers import decimals, round_half_up
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
    Style,
    address,
)
from ..values.printed import Cell, ChangeCheck, PrintedBook, PrintedRow, PrintedTable, Spot, SumCheck

PROOF = "核对"
_PERCENT = "+0.0%;-0.0%;0.0%"
_CHANGE_PLACES = 10
_EXACT_TO = 4
"""Decimals of a difference that count; what lies behind them is noise of binary sums."""
_GENERAL = replace(TEXT, horizontal="right")
_SMALL_PRINT = 13.0
_MOST_PARTS = 200
"""A formula holds at most 255 arguments; more parts are added up in groups."""


def book_bytes(book: PrintedBook, *, example: bool = False) -> bytes:
    """Return the workbook as .xlsx; totals are plain values, the formulas stand in 核对.
    Invented figures are marked on every sheet.
    """
    mark = "（示例）" if example else ""
    writer = BookWriter(book.tables[0].title + mark)
    names = [_write_table(writer, replace(table, title=table.title + mark)) for table in book.tables]
    checks = [check for check in book.checks if not _shows_as_zero(book, check)]
    if checks:
        _write_proof(writer, replace(book, checks=tuple(checks)), names)
    return writer.save()


def first_row(table: PrintedTable) -> int:
    """Return the sheet row (from 0) of a table's first row of cells."""
    return 1 + bool(table.head) + 1 + table.is_grouped


def _write_table(writer: BookWriter, table: PrintedTable) -> str:
    sheet = writer.add_sheet(table.name)
    last = len(table.columns) - 1
    sheet.merge(0, 0, 0, last, table.title, TITLE)
    sheet.height(0, 28)
    if table.head:
        _write_head_lines(sheet, table.head, last, sum(_widths(table)))
    _write_column_heads(sheet, table, 1 + bool(table.head))
    row = first_row(table)
    for line in table.rows:
        _write_row(sheet, row, line)
        row += 1
    letters = int(sum(_widths(table)) * 1.1)
    for note in table.notes:
        sheet.merge(row, 0, row, last, note, NOTE)
        sheet.height(row, _SMALL_PRINT * (1 + len(note) * 2 // letters))
        row += 1
    if table.foot:
        _write_foot(sheet, row, last, table.foot)
    sheet.widths(*_widths(table))
    sheet.freeze(first_row(table), table.frozen)
    head = 1 + bool(table.head)
    sheet.print_setup(
        landscape=table.landscape, head_rows=(head, head + table.is_grouped), margins=(1.5, 1.2, 1.5, 1.2)
    )
    return sheet.name


def _write_head_lines(sheet: SheetWriter, lines: Sequence[str], last: int, width: float) -> None:
    """Spread the heading lines over the width; where they would not fit they stand under each other."""
    if last + 1 < 2 * len(lines) or max(map(_letters, lines)) > 0.9 * width / len(lines):
        sheet.merge(1, 0, 1, last, "\n".join(lines), PLAIN)
        sheet.height(1, 16.0 * len(lines) + 4)
        return
    part = (last + 1) / len(lines)
    for index, line in enumerate(lines):
        side = "left" if index == 0 else "right" if index == len(lines) - 1 else "center"
        sheet.merge(
            1, round(index * part), 1, round((index + 1) * part) - 1, line, replace(PLAIN, horizontal=side)
        )
    sheet.height(1, 20)


def _write_column_heads(sheet: SheetWriter, table: PrintedTable, row: int) -> None:
    position = 0
    for group, members in groupby(table.columns, key=lambda column: column.group):
        columns = list(members)
        if group:
            sheet.merge(row, position, row, position + len(columns) - 1, group, HEAD)
        for offset, column in enumerate(columns):
            top = row + bool(group)
            sheet.merge(top, position + offset, row + table.is_grouped, position + offset, column.title, HEAD)
        position += len(columns)
    lines = max((column.title.count("\n") for column in table.columns), default=0) + 1
    sheet.height(row + table.is_grouped, 16.0 * max(lines, 1) + 4)


def _write_row(sheet: SheetWriter, row: int, line: PrintedRow) -> None:
    for column, cell in enumerate(line.cells):
        sheet.put(row, column, _plain(cell), _look(cell, line.strong))
    lines = max((cell.text.count("\n") for cell in line.cells), default=0) + 1
    sheet.height(row, 18.0 if lines == 1 else 14.0 * lines + 4)


def _plain(cell: Cell) -> Decimal | str | None:
    if cell.text:
        return cell.text.strip("\n ") or None
    if cell.value is None:
        return cell.figure
    if not cell.percent:
        return cell.value if cell.places is None else round_half_up(cell.value, cell.places)
    # else a tiny fall would print as -0.0%
    return round_half_up(cell.value, _CHANGE_PLACES) if round_half_up(cell.value, 3) else Decimal(0)


def _shows_as_zero(book: PrintedBook, check: SumCheck | ChangeCheck) -> bool:
    """Whether a change is so small that 0 was written for it: there is nothing to recompute."""
    value = _cell(book, check.change).value if isinstance(check, ChangeCheck) else None
    return value is not None and not round_half_up(value, 3)


def _look(cell: Cell, strong: bool) -> Style:
    if cell.text:
        return replace(TOTAL, horizontal="left") if strong else TEXT
    if cell.value is None:
        return TOTAL if strong else CENTRED
    number = TOTAL_NUMBER if strong else NUMBER
    if cell.percent:
        return replace(number(0), number_format=_PERCENT)
    return number(decimals(cell.value) if cell.places is None else cell.places)


def _write_foot(sheet: SheetWriter, row: int, last: int, parts: Sequence[str]) -> None:
    if last + 1 < 2 * len(parts):
        sheet.merge(row, 0, row, last, "　　".join(parts), PLAIN)
    else:
        part = (last + 1) / len(parts)
        for index, text in enumerate(parts):
            sheet.merge(row, round(index * part), row, round((index + 1) * part) - 1, text, PLAIN)
    sheet.height(row, 26)


def _widths(table: PrintedTable) -> list[float]:
    """Wide enough for the longest line of each column; a Chinese character takes two letters."""
    found = []
    for position, column in enumerate(table.columns):
        texts = [column.title, *(row.cells[position].figure for row in table.rows)]
        longest = max(_letters(line) for text in texts for line in text.split("\n"))
        if column.group:
            longest = max(
                longest, _letters(column.group) / sum(other.group == column.group for other in table.columns)
            )
        found.append(min(max(7.0, longest + 1.5, column.width * 2), 44.0))
    return found


def _letters(text: str) -> float:
    return sum(1.0 if character.isascii() else 2.0 for character in text)


# --- proof --------------------------------------------------------------------------------------------------


def _write_proof(writer: BookWriter, book: PrintedBook, names: Sequence[str]) -> None:
    """Write the sheet of formulas: the sum of all differences on top, then total by total."""
    sheet = writer.add_sheet(PROOF)
    sheet.widths(18, 46, 20, 20, 14)
    sheet.height(0, 28)
    sheet.merge(0, 0, 0, 4, "核对：重算全部合计", TITLE)
    head = 3
    first, last = head + 1, head + len(book.checks)
    sheet.put(1, 0, "差异合计", TOTAL)
    sheet.put_formula(1, 1, f"=SUMPRODUCT(ABS({address(first, 4)}:{address(last, 4)}))", TOTAL)
    sheet.merge(1, 2, 1, 4, "应为0；不为0说明表中有数据被改动", NOTE)
    for column, title in enumerate(("表", "项目", "表中数", "重算数", "差异")):
        sheet.put(head, column, title, HEAD)
    for row, check in enumerate(book.checks, first):
        spot = check.total if isinstance(check, SumCheck) else check.change
        look = _look(_cell(book, spot), strong=False)
        sheet.put(row, 0, names[spot.table], TEXT)
        sheet.put(row, 1, check.what, TEXT)
        sheet.put_formula(row, 2, f"=N({_reference(book, names, spot)})", look)
        sheet.put_formula(row, 3, f"={_formula(book, names, check)}", look)
        sheet.put_formula(row, 4, f"=ROUND({address(row, 3)}-{address(row, 2)},{_EXACT_TO})", _GENERAL)
    sheet.print_setup(head_rows=(head, head))


def _formula(book: PrintedBook, names: Sequence[str], check: SumCheck | ChangeCheck) -> str:
    if isinstance(check, ChangeCheck):
        return f"{_reference(book, names, check.now)}/{_reference(book, names, check.before)}-1"
    spans = _spans(book, names, check.parts)
    groups = [spans[start : start + _MOST_PARTS] for start in range(0, len(spans), _MOST_PARTS)]
    return "+".join(f"SUM({','.join(group)})" for group in groups) or "0"


def _spans(book: PrintedBook, names: Sequence[str], parts: Sequence[Spot]) -> list[str]:
    """Return the references to some cells, neighbours under each other as one block."""
    spans: list[list[Spot]] = []
    for spot in parts:
        if spans and spans[-1][-1] == replace(spot, row=spot.row - 1):
            spans[-1].append(spot)
        else:
            spans.append([spot])
    return [_block(book, names, span[0], span[-1]) for span in spans]


def _block(book: PrintedBook, names: Sequence[str], first: Spot, last: Spot) -> str:
    start = _reference(book, names, first)
    return (
        start
        if first == last
        else f"{start}:{address(first_row(book.tables[last.table]) + last.row, last.column)}"
    )


def _reference(book: PrintedBook, names: Sequence[str], spot: Spot) -> str:
    return f"'{names[spot.table]}'!{address(first_row(book.tables[spot.table]) + spot.row, spot.column)}"


def _cell(book: PrintedBook, spot: Spot) -> Cell:
    return book.tables[spot.table].rows[spot.row].cells[spot.column]
