"""整改台账 as xlsx: every notice of a year with what it covers and what came of it."""

from __future__ import annotations

from collections import Counter
from datetime import date

from ..base.files import safe_name
from ..base.text import chinese_date
from ..office.file import Office
from ..office.settings import EXAMPLE, TOWN, read_setting
from ..spreadsheet.styles import CENTRED, HEAD, NOTE, TEXT, TITLE
from ..spreadsheet.writing import BookWriter, SheetWriter, WrittenValue
from .queries.rounds import full_names
from .queries.urgent import rounds_of_year
from .rules.handling import progress, rectification_state, with_room
from .values.found import Rectification, RoundDetail
from .values.words import ViolationState

_COLUMNS = (
    ("序号", 5),
    ("文号", 17),
    ("单位", 16),
    ("检查", 14),
    ("存在的问题", 30),
    ("整改要求", 16),
    ("下达日期", 11),
    ("整改期限", 11),
    ("签收", 13),
    ("回复日期", 11),
    ("整改情况", 18),
    ("复查日期", 11),
    ("复查结果", 15),
    ("销号日期", 11),
    ("状态", 14),
)
_LINE = 15.0
"""Points of a line of text."""


def rectification_ledger(office: Office, year: int, on: date) -> bytes:
    """Return the 整改台账 of the notices that followed from a year's inspections, as it stands on a day,
    by number.
    """
    names = full_names(office, year)
    rows = []
    for detail in rounds_of_year(office, year):
        rows += [(detail, notice) for notice in detail.rectifications]
    rows.sort(key=lambda row: (row[1].ordered_on, row[1].id))
    town = read_setting(office, TOWN)
    book = BookWriter(f"{town}{year}年整改台账")
    sheet = book.add_sheet("整改台账")
    _put_head(
        sheet,
        f"{town}{year}年公共机构节能检查整改台账",
        f"截至{chinese_date(on)}{'　示例' if read_setting(office, EXAMPLE) else ''}",
    )
    for number, (detail, notice) in enumerate(rows, 1):
        _put_row(sheet, number, _cells(number, detail, notice, names, on))
    sheet.merge(
        len(rows) + 3, 0, len(rows) + 3, len(_COLUMNS) - 1, _summary([notice for _, notice in rows], on), NOTE
    )
    sheet.freeze(3, 3)
    sheet.print_setup(landscape=True, head_rows=(0, 2))
    return book.save()


def ledger_name(office: Office, year: int) -> str:
    """Return the file name of a year's 整改台账, as it is headed."""
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构节能检查整改台账") + ".xlsx"


def _put_head(sheet: SheetWriter, title: str, day: str) -> None:
    last = len(_COLUMNS) - 1
    sheet.widths(*(width for _, width in _COLUMNS))
    sheet.merge(0, 0, 0, last, title, TITLE)
    sheet.height(0, 30)
    sheet.merge(1, 0, 1, last, day, NOTE)
    for column, (name, _) in enumerate(_COLUMNS):
        sheet.put(2, column, name, HEAD)


def _cells(
    number: int, detail: RoundDetail, notice: Rectification, names: dict[int, str], on: date
) -> list[WrittenValue]:
    texts = [with_room(violation) for violation in detail.violations if violation.id in notice.violation_ids]
    received = [notice.received_by, notice.received_on.isoformat() if notice.received_on else ""]
    result = [notice.recheck_result.value if notice.recheck_result else "", notice.recheck_note]
    return [
        number,
        notice.number,
        names.get(notice.unit_id, notice.unit_name),
        detail.round.title,
        "\n".join(texts),
        notice.requirement,
        notice.ordered_on,
        notice.deadline,
        "\n".join(filter(None, received)),
        notice.reply_on,
        notice.reply,
        notice.rechecked_on,
        "，".join(filter(None, result)),
        notice.closed_on,
        progress(notice, on),
    ]


def _put_row(sheet: SheetWriter, number: int, cells: list[WrittenValue]) -> None:
    for column, value in enumerate(cells):
        sheet.put(number + 2, column, value, TEXT if isinstance(value, str) else CENTRED)
    sheet.height(
        number + 2,
        _LINE * max(2, *(_lines(value, width) for value, (_, width) in zip(cells, _COLUMNS, strict=True))),
    )


def _lines(value: WrittenValue, width: int) -> int:
    """How many lines a text takes in a column of so many letters."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, -(-2 * len(line) // max(1, width - 2))) for line in value.split("\n"))


def _summary(notices: list[Rectification], on: date) -> str:
    states = Counter(rectification_state(notice, on) for notice in notices if not notice.replaced)
    again = sum(1 for notice in notices if notice.replaced)
    counted = (
        ("已销号", states[ViolationState.CLOSED]),
        ("限期整改中", states[ViolationState.ORDERED]),
        ("已逾期", states[ViolationState.OVERDUE]),
        ("复查不合格", states[ViolationState.FAILED]),
        ("复查不合格后已再次下达", again),
    )
    parts = [f"{words}{number}件" for words, number in counted if number]
    return f"合计{len(notices)}件{'：' if parts else ''}{'，'.join(parts)}。"
