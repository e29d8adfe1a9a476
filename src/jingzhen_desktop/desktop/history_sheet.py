"""改动记录 as a spreadsheet: the lines found, under what was looked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..office import clock
from ..office.history import HistoryLine
from ..spreadsheet.styles import HEAD, NOTE, TEXT, TITLE
from ..spreadsheet.writing import BookWriter

TITLES = ("时间", "所做的事", "页面", "记录", "字段", "改前", "改后")
_WIDTHS = (18, 34, 12, 36, 14, 30, 30)


def history_book(lines: Sequence[HistoryLine], tabs: Mapping[str, str], looked_for: str) -> bytes:
    """Return the .xlsx file of the lines;
    ``tabs`` are the tabs' titles by key, ``looked_for`` stands under the title.
    """
    book = BookWriter("改动记录")
    sheet = book.add_sheet("改动记录")
    last = len(TITLES) - 1
    sheet.merge(0, 0, 0, last, "改动记录", TITLE)
    note = f"{looked_for or '全部改动'}；共{len(lines)}条；导出时间{clock.now():%Y-%m-%d %H:%M}"
    sheet.merge(1, 0, 1, last, note, NOTE)
    for column, title in enumerate(TITLES):
        sheet.put(2, column, title, HEAD)
    for row, line in enumerate(lines, start=3):
        texts = (
            f"{line.at:%Y-%m-%d %H:%M:%S}",
            line.what,
            tabs.get(line.tab, ""),
            line.record,
            line.field,
            line.old,
            line.new,
        )
        for column, text in enumerate(texts):
            sheet.put(row, column, text, TEXT)
    sheet.widths(*_WIDTHS)
    sheet.freeze(3, 0)
    sheet.print_setup(landscape=True, head_rows=(2, 2))
    return book.save()
