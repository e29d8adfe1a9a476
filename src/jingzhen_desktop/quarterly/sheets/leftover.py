"""What was not taken in, as a list the clerk can copy, and as a workbook to send back to the units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...spreadsheet.styles import HEAD, TEXT, TITLE
from ...spreadsheet.writing import BookWriter

TITLES = ("文件", "工作表", "单位", "位置", "内容", "为什么没有导入")
_WIDTHS = (28, 14, 24, 18, 34, 46)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """One thing that was not taken in: a file, a sheet, a line or a single figure."""

    file: str
    sheet: str
    unit: str
    place: str
    content: str
    reason: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.file, self.sheet, self.unit, self.place, self.content, self.reason)


def left_over_text(rows: Sequence[LeftOver]) -> list[list[str]]:
    """Return the list as a block of texts, titles first."""
    return [list(TITLES), *(list(row.cells) for row in rows)]


def left_over_book(rows: Sequence[LeftOver], title: str) -> bytes:
    """Return the list as .xlsx."""
    book = BookWriter(title)
    sheet = book.add_sheet("未导入清单")
    sheet.widths(*_WIDTHS)
    sheet.merge(0, 0, 0, len(TITLES) - 1, title, TITLE)
    sheet.height(0, 30)
    for column, text in enumerate(TITLES):
        sheet.put(1, column, text, HEAD)
    for index, row in enumerate(rows, 2):
        for column, text in enumerate(row.cells):
            sheet.put(index, column, text, TEXT)
    sheet.freeze(2, 0)
    sheet.print_setup(landscape=True, head_rows=(1, 1))
    return book.save()
