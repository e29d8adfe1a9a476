"""The 年度宣传培训一览 as a spreadsheet, to work on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from ..office.file import Office
from ..office.settings import TOWN, read_setting
from ..spreadsheet.styles import HEAD, NOTE, NUMBER, TEXT, TITLE, TOTAL, TOTAL_NUMBER
from ..spreadsheet.writing import BookWriter, SheetWriter
from .queries import publicity_year
from .rules import year_sentence
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


def year_book(office: Office, year: int) -> bytes:
    """Return the .xlsx file of a year's activities that were done."""
    figures = publicity_year(office, year)
    book = BookWriter(f"{year}年宣传培训一览")
    sheet = book.add_sheet(f"{year}年")
    last = len(_TITLES) - 1
    sheet.merge(0, 0, 0, last, f"{read_setting(office, TOWN)}{year}年公共机构节能宣传培训一览", TITLE)
    sheet.merge(1, 0, 1, last, year_sentence(year, figures) or f"{year}年没有登记宣传培训活动。", NOTE)
    for column, title in enumerate(_TITLES):
        sheet.put(2, column, title, HEAD)
    for number, activity in enumerate(figures.activities, 1):
        for column, value in enumerate(_row(number, activity)):
            sheet.put(
                _FIRST_ROW + number - 1,
                column,
                value,
                NUMBER(0) if column == _PEOPLE else NUMBER(1) if column == _HOURS else TEXT,
            )
    _put_total(sheet, _FIRST_ROW + len(figures.activities), figures, last)
    sheet.widths(*_WIDTHS)
    sheet.fit_heights()
    sheet.freeze(_FIRST_ROW, 3)
    sheet.print_setup(landscape=True, head_rows=(2, 2))
    return book.save()


def _row(number: int, one: Activity) -> tuple[str | int | date | Decimal | None, ...]:
    head = (number, one.day, one.kind.value, one.place, one.theme, one.audience, one.people, one.material)
    return (*head, one.teacher, one.hours, one.test, one.document, one.note)


def _put_total(sheet: SheetWriter, row: int, figures: PublicityYear, last: int) -> None:
    for column in range(last + 1):
        sheet.put(row, column, None, TOTAL)
    sheet.put(row, 1, "合计", TOTAL)
    sheet.put(row, 2, f"{len(figures.activities)}次", TOTAL)
    sheet.put(row, _PEOPLE, figures.people, TOTAL_NUMBER(0))
