"""The 年度宣传培训一览 as a spreadsheet, to work on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from math import ceil

from ..office.file import Office
from ..office.settings import EXAMPLE, TOWN, read_setting
from ..spreadsheet.styles import CENTRED, HEAD, NOTE, NUMBER, TEXT, TITLE, TOTAL, TOTAL_NUMBER, Style
from ..spreadsheet.writing import BookWriter, SheetWriter, letters_of
from .queries import publicity_year
from .rules import closed_up, year_sentence
from .values import Activity, PublicityYear

_TITLES = (
    "序号",
    "日期",
    "类型",
    "地点",
    "主题和内容",
    "对象",
    "人数（人）",
    "宣传材料",
    "授课人",
    "课时",
    "考核",
    "上级文号",
    "备注",
)
_WIDTHS = (5, 11, 12, 14, 22, 12, 8, 19, 8, 6, 12, 14, 12)
_PEOPLE, _HOURS = 6, 9
_FIRST_ROW = 3
_CENTRED_COLUMNS = 2
"""Number and date."""
_NOTE_LINE = 12
"""Points of a line of the sentence under the title."""


def year_book(office: Office, year: int) -> bytes:
    """Return the .xlsx file of a year's activities that were done."""
    figures = publicity_year(office, year)
    book = BookWriter(f"{year}年宣传培训一览")
    sheet = book.add_sheet(f"{year}年")
    last = len(_TITLES) - 1
    mark = "（示例）" if read_setting(office, EXAMPLE) else ""
    sheet.merge(0, 0, 0, last, f"{read_setting(office, TOWN)}{year}年公共机构节能宣传培训一览{mark}", TITLE)
    sheet.height(0, 30)
    said = year_sentence(year, figures) or f"{year}年没有登记宣传培训活动。"
    sheet.merge(1, 0, 1, last, said, NOTE)
    sheet.height(1, _NOTE_LINE * ceil(letters_of(said) / sum(_WIDTHS)) + 3)
    for column, title in enumerate(_TITLES):
        sheet.put(2, column, title, HEAD)
    for number, activity in enumerate(figures.activities, 1):
        for column, value in enumerate(_row(number, activity)):
            sheet.put(
                _FIRST_ROW + number - 1,
                column,
                value,
                _look(column),
            )
    _put_total(sheet, _FIRST_ROW + len(figures.activities), figures, last)
    sheet.widths(*_WIDTHS)
    sheet.fit_heights()
    sheet.freeze(_FIRST_ROW, 3)
    sheet.print_setup(landscape=True, head_rows=(2, 2))
    return book.save()


def _look(column: int) -> Style:
    if column == _PEOPLE:
        return NUMBER(0)
    if column == _HOURS:
        return NUMBER(1)
    return CENTRED if column < _CENTRED_COLUMNS else TEXT


def _row(number: int, one: Activity) -> tuple[str | int | date | Decimal | None, ...]:
    head = (
        number,
        one.day,
        one.kind.value,
        one.place,
        one.theme,
        one.audience,
        one.people,
        closed_up(one.material),
    )
    return (*head, one.teacher, one.hours, one.test, one.document, one.note)


def _put_total(sheet: SheetWriter, row: int, figures: PublicityYear, last: int) -> None:
    for column in range(last + 1):
        sheet.put(row, column, None, TOTAL)
    sheet.put(row, 1, "合计", TOTAL)
    sheet.put(row, 2, f"{len(figures.activities)}次", TOTAL)
    sheet.put(row, _PEOPLE, figures.people, TOTAL_NUMBER(0))
