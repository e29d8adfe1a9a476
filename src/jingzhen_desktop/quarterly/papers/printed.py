"""Puts finished tables on paper: the same cells as on the screen and in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, groupby

from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...paper.document import Align, HeadCell, SheetDocument, Table, TableColumn
from ..values.printed import PrintedColumn, PrintedRow, PrintedTable

EXAMPLE_MARK = "示例"


def sheet_document(office: Office, table: PrintedTable) -> SheetDocument:
    """Return a finished table as a page of statistics."""
    *left, right = table.head if len(table.head) > 1 else (*table.head, "")
    town = read_setting(office, TOWN)
    return SheetDocument(
        title=table.title,
        table=paper_table(table),
        head_left=tuple("　　".join(left).split("\n")) if left else (),
        head_right=tuple(right.split("\n")) if right else (),
        notes=table.notes,
        foot=table.foot,
        landscape=table.landscape,
        large=table.large,
        mark=EXAMPLE_MARK if read_setting(office, EXAMPLE) else "",
        subject=f"{town}{table.title}",
        author=town,
    )


def paper_table(table: PrintedTable) -> Table:
    """Return the cells of a finished table for a document."""
    columns = tuple(
        TableColumn(
            column.title,
            _width(table, position),
            Align.LEFT if column.is_text else Align.RIGHT,
            part=column.group,
        )
        for position, column in enumerate(table.columns)
    )
    return Table(
        columns=columns,
        rows=tuple(map(_texts, table.rows)),
        head=_head(table.columns) if table.is_grouped else (),
        emphasised=frozenset(position for position, row in enumerate(table.rows) if row.strong),
        keep_last=min(len(table.rows), table.together),
    )


def _texts(row: PrintedRow) -> tuple[str, ...]:
    return tuple(cell.marked for cell in row.cells)


def _head(columns: Sequence[PrintedColumn]) -> tuple[tuple[HeadCell, ...], ...]:
    top: list[HeadCell] = []
    below: list[HeadCell] = []
    for group, members in groupby(columns, key=lambda column: column.group):
        titles = [column.title for column in members]
        if group:
            top.append(HeadCell(group, columns=len(titles)))
            below += [HeadCell(title) for title in titles]
        else:
            top += [HeadCell(title, rows=2) for title in titles]
    return tuple(top), tuple(below)


def _width(table: PrintedTable, position: int) -> float:
    column = table.columns[position]
    texts = [column.title, *(row.cells[position].marked for row in table.rows)]
    longest = max(map(_characters, chain.from_iterable(text.split("\n") for text in texts)))
    return max(min(longest, column.widest) if column.is_text else longest, column.width, 1.0)


def _characters(text: str) -> float:
    return sum(0.55 if character.isascii() else 1.0 for character in text)
