"""Writes finished tables as a workbook:
each table a sheet ready to print, and 核对, which recomputes its totals by formulas.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate, groupby
from math import ceil

from ...base.numbers import decimals, show_number
from ...spreadsheet.limits import address
from ...spreadsheet.styles import CENTRED, HEAD, NOTE, NUMBER, PLAIN, TEXT, TITLE, TOTAL, TOTAL_NUMBER, Style
from ...spreadsheet.writing import BookWriter, SheetWriter, letters_of, uncollected
from ..rules.printing.recomputing import EXACT_TO, Recomputing, shows_as_zero, written
from ..values.printed import (
    PARTIAL,
    Block,
    BookCheck,
    BookSpot,
    Cell,
    ChangeCheck,
    CoalCheck,
    PrintedBook,
    PrintedColumn,
    PrintedRow,
    PrintedTable,
    SumCheck,
)

PROOF = "核对"
_GENERAL = replace(TEXT, horizontal="right")
_PERCENT = replace(_GENERAL, number_format="+0.0%;-0.0%;0.0%")
_TOTAL_PERCENT = replace(TOTAL, horizontal="right", number_format=_PERCENT.number_format)
_TOTAL_TEXT = replace(TOTAL, horizontal="left")
_SMALL_PRINT = 13.0
_SMALLER = 1.1
"""Letters of the notes' 9 points on the width of one of 10.5: 1.17, with a little to spare."""
_FULL = 0.9
"""How much of its share of the width a part over the table may take, so that neighbours stand apart."""
_NARROWEST, _WIDEST = 7.0, 44.0
"""How wide a column is at least and at most, in letters; longer texts wrap."""
_LONG_SIDE, _SHORT_SIDE = 765.0, 500.0
"""Points of an A4 page within the margins."""
_LETTER, _ROW = 5.6, 18.0
"""Points of a letter's width, and of a usual row."""
_LITTLE_LONGER = 1.35
_BETWEEN = "　　　　"
_MOST_PARTS = 200
"""A formula holds at most 255 arguments; more parts are added up in groups."""


def book_bytes(book: PrintedBook, *, example: bool = False) -> bytes:
    """Return the workbook as .xlsx; totals are plain values, the formulas stand in 核对.
    Invented figures are marked on every sheet.
    """
    mark = "（示例）" if example else ""
    with uncollected():
        writer = BookWriter(book.tables[0].title + mark)
        sheets = [_write_table(writer, replace(table, title=table.title + mark)) for table in book.tables]
        checks = [check for check in book.checks if not _compares_nothing(book, check)]
        if checks:
            _write_proof(writer, replace(book, checks=tuple(checks)), sheets)
        return writer.save()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A table in the workbook: the name of its sheet, and in which row of it (from 0) each of its rows is."""

    name: str
    rows: tuple[int, ...]

    def reference(self, row: int, column: int) -> str:
        return f"'{self.name}'!{address(self.rows[row], column)}"

    def block(self, block: Block) -> str:
        first = self.reference(block.first, block.column)
        if block.first == block.last:
            return first
        return f"{first}:{address(self.rows[block.last], block.column)}"


def _write_table(writer: BookWriter, table: PrintedTable) -> _Placed:
    sheet = writer.add_sheet(table.name)
    last = len(table.columns) - 1
    widths = _widths(table)
    sheet.usual_height(18)
    sheet.merge(0, 0, 0, last, table.title, TITLE)
    sheet.height(0, 28)
    head = 1 + bool(table.head)
    if table.head:
        _write_head_parts(sheet, table.head, widths)
    _write_column_heads(sheet, table, head)
    row = first = head + 1 + table.is_grouped
    rows = []
    for line in table.rows:
        rows.append(row)
        row = _write_row(sheet, row, line, table, widths)
    rows += _write_plain(sheet, row, table, widths)
    row += len(table.plain)
    letters = int(sum(widths) * _SMALLER)
    for note in table.notes:
        sheet.merge(row, 0, row, last, note, NOTE)
        sheet.height(row, _SMALL_PRINT * (1 + len(note) * 2 // letters))
        row += 1
    if table.foot:
        _write_foot(sheet, row, widths, table.foot)
    sheet.widths(*widths)
    sheet.freeze(first, table.frozen)
    sheet.print_setup(
        landscape=table.landscape,
        head_rows=(head, head + table.is_grouped),
        margins=(1.5, 1.2, 1.5, 1.2),
        on_one_page=_fits_smaller(table, widths, len(rows)),
        large=table.large,
    )
    return _Placed(sheet.name, tuple(rows))


def _write_head_parts(sheet: SheetWriter, parts: Sequence[str], widths: Sequence[float]) -> None:
    """Spread what stands over the table over its width; parts that would not fit stand under each other."""
    lines = "\n".join(parts).split("\n")
    spans = _spread(widths, parts)
    if not spans:
        sheet.merge(1, 0, 1, len(widths) - 1, "\n".join(lines), PLAIN)
        sheet.height(1, 16.0 * len(lines) + 4)
        return
    for index, (part, (first, end)) in enumerate(zip(parts, spans, strict=True)):
        side = "left" if index == 0 else "right" if index == len(parts) - 1 else "center"
        sheet.merge(1, first, 1, end, part, replace(PLAIN, horizontal=side))
    sheet.height(1, 16.0 * max(part.count("\n") + 1 for part in parts) + 4)


def _spread(widths: Sequence[float], parts: Sequence[str]) -> list[tuple[int, int]]:
    """Return the columns each part of a line takes, of about equal width; none where a part would not fit."""
    ends = list(accumulate(widths))
    shares = [ends[-1] * number / len(parts) for number in range(1, len(parts))]
    edges = [0, *(_nearest(ends, share) + 1 for share in shares)]
    spans = list(zip(edges, [*(edge - 1 for edge in edges[1:]), len(widths) - 1], strict=True))
    fits = len(spans) == len(parts) and all(
        first <= end and max(map(letters_of, part.split("\n"))) <= _FULL * sum(widths[first : end + 1])
        for part, (first, end) in zip(parts, spans, strict=True)
    )
    return spans if fits else []


def _nearest(ends: Sequence[float], wanted: float) -> int:
    return min(range(len(ends)), key=lambda at: abs(ends[at] - wanted))


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


def _write_row(
    sheet: SheetWriter, row: int, line: PrintedRow, table: PrintedTable, widths: Sequence[float]
) -> int:
    """Write a row; return the row after."""
    number = TOTAL_NUMBER if line.strong else NUMBER
    lines = 1
    for position, cell in enumerate(line.cells):
        if cell.value is not None and cell.places is not None and not (cell.text or cell.coverage):
            sheet.put(row, position, cell.value, number(cell.places))  # nearly all cells are such
            continue
        sheet.put(row, position, _plain(cell), _look(cell, table.columns[position], line.strong))
        if cell.text:
            lines = max(lines, _lines(cell.text, widths[position]))
    _grow(sheet, row, lines)
    return row + 1


def _write_plain(sheet: SheetWriter, row: int, table: PrintedTable, widths: Sequence[float]) -> list[int]:
    """Write the plain rows from a row on; return where each of them stands."""
    looks = [TEXT if column.is_text else NUMBER(column.places) for column in table.columns]
    rows = list(range(row, row + len(table.plain)))
    for each, values in zip(rows, table.plain, strict=True):
        lines = 1
        for position, value in enumerate(values):
            sheet.put(each, position, value, looks[position])
            if isinstance(value, str):
                lines = max(lines, _lines(value, widths[position]))
        _grow(sheet, each, lines)
    return rows


def _grow(sheet: SheetWriter, row: int, lines: int) -> None:
    """Give a row the height of its texts, where they run over more than one line."""
    if lines > 1:
        sheet.height(row, 14.0 * lines + 4)


def _lines(text: str, width: float) -> int:
    """Return over how many lines a text runs in a column."""
    return sum(max(1, ceil(letters_of(line) / width)) for line in text.strip("\n").split("\n"))


def _plain(cell: Cell) -> Decimal | str | None:
    if cell.text:
        return cell.text.strip("\n ") or None
    number = written(cell)
    return cell.figure if number is None else number


def _compares_nothing(book: PrintedBook, check: BookCheck) -> bool:
    """Whether 0 was written for a change, because it is so small: there is nothing to recompute."""
    return isinstance(check, ChangeCheck) and shows_as_zero(_cell(book, check.change))


def _look(cell: Cell, column: PrintedColumn, strong: bool) -> Style:
    if cell.text and column.is_text:
        return _TOTAL_TEXT if strong else TEXT
    if cell.text or cell.value is None:
        return TOTAL if strong else CENTRED
    if cell.percent:
        return _TOTAL_PERCENT if strong else _PERCENT
    number = TOTAL_NUMBER if strong else NUMBER
    look = number(decimals(cell.value) if cell.places is None else cell.places)
    return replace(look, number_format=f'{look.number_format}"{PARTIAL}"') if cell.is_partial else look


def _write_foot(sheet: SheetWriter, row: int, widths: Sequence[float], parts: Sequence[str]) -> None:
    """Spread who is responsible over the width of the table; where columns do not allow it in one line, where
    it is narrow in lines under each other.
    """
    spans = _spread(widths, parts)
    line = _BETWEEN.join(parts)
    if not spans and letters_of(line) <= _FULL * sum(widths):
        spans, parts = [(0, len(widths) - 1)], [line]
    for (first, end), text in zip(spans, parts, strict=bool(spans)):
        sheet.merge(row, first, row, end, text, PLAIN)
    if not spans:
        sheet.merge(row, 0, row, len(widths) - 1, "\n".join(parts), PLAIN)
    sheet.height(row, 26 if spans else 16.0 * len(parts) + 4)


def _fits_smaller(table: PrintedTable, widths: Sequence[float], rows: int) -> bool:
    """Whether a table is kept on one page, if it is but a little longer printed a little smaller: alone on
    the next page stood its notes and names.
    """
    wide, high = (_LONG_SIDE, _SHORT_SIDE) if table.landscape else (_SHORT_SIDE, _LONG_SIDE)
    scale = min(1.0, wide / (sum(widths) * _LETTER))
    length = (rows * _ROW + 60 + _SMALL_PRINT * len(table.notes)) * scale / high
    return length <= _LITTLE_LONGER  # what fits is not made larger


def _widths(table: PrintedTable) -> list[float]:
    """Wide enough for the longest line of each column; a Chinese character takes two letters."""
    found = []
    for position, column in enumerate(table.columns):
        texts = [column.title, *(row.cells[position].figure for row in table.rows)]
        texts += _longest([row[position] for row in table.plain], column)
        longest: float = max(map(letters_of, "\n".join(texts).split("\n")))
        if column.group:
            longest = max(longest, letters_of(column.group) / _members(table, column.group))
        found.append(min(max(_NARROWEST, longest + 1.5, column.width * 2), _WIDEST))
    return found


def _longest(values: Sequence[str | Decimal | None], column: PrintedColumn) -> list[str]:
    """Return the texts of a column's plain values; of its figures only that of the largest."""
    if column.is_text:
        return [value for value in values if isinstance(value, str)]
    largest = max((value for value in values if isinstance(value, Decimal)), default=None)
    return [show_number(largest, column.places)]


def _members(table: PrintedTable, group: str) -> int:
    return sum(column.group == group for column in table.columns)


# --- proof --------------------------------------------------------------------------------------------------


def _write_proof(writer: BookWriter, book: PrintedBook, sheets: Sequence[_Placed]) -> None:
    """Write the sheet of formulas: the sum of all differences on top, then total by total."""
    sheet = writer.add_sheet(PROOF)
    sheet.widths(18, 46, 20, 20, 14)
    sheet.height(0, 28)
    sheet.merge(0, 0, 0, 4, "核对：重算全部合计", TITLE)
    head = 3
    first, last = head + 1, head + len(book.checks)
    computing = Recomputing(book)
    results = [computing.recomputed(check) for check in book.checks]
    wrong = sum((abs(result.difference) for result in results), Decimal(0))
    sheet.put(1, 0, "差异合计", TOTAL)
    sheet.put_formula(1, 1, f"=SUMPRODUCT(ABS({address(first, 4)}:{address(last, 4)}))", wrong, TOTAL)
    sheet.merge(1, 2, 1, 4, "应为0；不为0说明表中有数据被改动", NOTE)
    for column, title in enumerate(("表", "项目", "表中数", "重算数", "差异")):
        sheet.put(head, column, title, HEAD)
    for row, (check, result) in enumerate(zip(book.checks, results, strict=True), first):
        spot = check.change if isinstance(check, ChangeCheck) else check.total
        look = _look(_cell(book, spot), book.tables[spot.table].columns[spot.column], strong=False)
        sheet.put(row, 0, sheets[spot.table].name, TEXT)
        sheet.put(row, 1, check.what, TEXT)
        sheet.put_formula(row, 2, f"=N({_reference(sheets, spot)})", result.printed, look)
        sheet.put_formula(row, 3, f"={_formula(sheets, check)}", result.computed, look)
        difference = f"=ROUND({address(row, 3)}-{address(row, 2)},{EXACT_TO})"
        sheet.put_formula(row, 4, difference, result.difference, _GENERAL)
    sheet.print_setup(head_rows=(head, head))


def _formula(sheets: Sequence[_Placed], check: BookCheck) -> str:
    if isinstance(check, ChangeCheck):
        return f"{_reference(sheets, check.now)}/{_reference(sheets, check.before)}-1"
    if isinstance(check, CoalCheck):
        return _coal_formula(sheets, check)
    parts = [_reference(sheets, part) for part in _joined(check)]
    groups = [parts[start : start + _MOST_PARTS] for start in range(0, len(parts), _MOST_PARTS)]
    return "+".join(f"SUM({','.join(group)})" for group in groups) or "0"


def _coal_formula(sheets: Sequence[_Placed], check: CoalCheck) -> str:
    """Round every product as the program does. The inner ROUND drops the noise of binary numbers behind the
    last decimal a product can have, so that halves round up.
    """
    products = []
    for part in check.parts:
        quantities, factor = _reference(sheets, part.quantities), _reference(sheets, part.factor)
        products.append(f"SUMPRODUCT(ROUND(ROUND({quantities}*{factor},{part.exact}),2))")
    return "+".join(products) or "0"


def _joined(check: SumCheck) -> list[Block | Decimal]:
    """Return the parts of a sum, neighbours under each other as one block."""
    found: list[Block | Decimal] = []
    for part in check.parts:
        one = Block(part.table, part.column, part.row, part.row) if isinstance(part, BookSpot) else part
        before = found[-1] if found else None
        if isinstance(one, Block) and isinstance(before, Block) and _follows(one, before):
            found[-1] = replace(before, last=one.last)
        else:
            found.append(one)
    return found


def _follows(one: Block, before: Block) -> bool:
    """Whether a block stands right under another."""
    return (one.table, one.column, one.first) == (before.table, before.column, before.last + 1)


def _reference(sheets: Sequence[_Placed], part: BookSpot | Block | Decimal) -> str:
    """Return how a formula names a cell, cells under each other, or a number."""
    if isinstance(part, Decimal):
        return f"{part:f}"
    if isinstance(part, Block):
        return sheets[part.table].block(part)
    return sheets[part.table].reference(part.row, part.column)


def _cell(book: PrintedBook, spot: BookSpot) -> Cell:
    return book.tables[spot.table].rows[spot.row].cells[spot.column]
