"""工作台账 as a workbook: a sheet with everything, and one for each kind that has entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from ...office import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...spreadsheet.delivery import deliver, safe_name
from ...spreadsheet.writing import HEAD, NUMBER, TEXT, TITLE, TOTAL, TOTAL_NUMBER, BookWriter, SheetWriter, Value
from ..queries import ledger_entries
from ..rules import payback_years, state_of
from ..values import LedgerEntry, LedgerKind

_CENTRED = replace(TEXT, horizontal="center")
_COLUMNS = (
    ("序号", 6),
    ("类别", 10),
    ("日期", 11),
    ("事项", 36),
    ("文号", 18),
    ("单位", 20),
    ("责任人", 12),
    ("期限", 11),
    ("完成日期", 11),
    ("状态", 9),
    ("金额（元）", 13),
    ("年节约量", 11),
    ("节约量单位", 11),
    ("年节约费用（元）", 13),
    ("回收期（年）", 10),
    ("说明", 36),
    ("附件", 24),
)
_AMOUNT, _MONEY = 10, 13


def export_ledger(office: Office, year: int, day: date, folder: Path, overwrite: bool = False) -> Path:
    """Write the ledger of a year, as it stands on a day, into a folder. Raises TargetExists, EnvironmentFault."""
    return deliver(ledger_book(office, year, day), folder / ledger_name(office, year), overwrite=overwrite)


def ledger_name(office: Office, year: int) -> str:
    """Return the file name of the ledger."""
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构节能工作台账") + ".xlsx"


def ledger_book(office: Office, year: int, day: date) -> bytes:
    """Return the ledger as the bytes of an .xlsx file."""
    entries = ledger_entries(office, year)
    mark = "（示例）" if read_setting(office, EXAMPLE) else ""
    title = f"{read_setting(office, TOWN)}{year}年公共机构节能工作台账{mark}"
    book = BookWriter(title)
    _fill(book.add_sheet("全部"), title, entries, day)
    for kind in LedgerKind:
        of_kind = [entry for entry in entries if entry.item.kind is kind]
        if of_kind:
            _fill(book.add_sheet(kind.words), f"{title}·{kind.words}", of_kind, day, total=True)
    return book.save()


def _fill(sheet: SheetWriter, title: str, entries: Sequence[LedgerEntry], day: date, *, total: bool = False) -> None:
    last = len(_COLUMNS) - 1
    sheet.merge(0, 0, 0, last, title, TITLE)
    sheet.height(0, 30)
    for column, (heading, _) in enumerate(_COLUMNS):
        sheet.put(1, column, heading, HEAD)
    for row, entry in enumerate(entries, 2):
        for column, value in enumerate(_cells(row - 1, entry, day)):
            money = column in (_AMOUNT, _MONEY)
            number = isinstance(value, (int, Decimal)) and column > 0
            sheet.put(row, column, value, NUMBER(2 if money else 1) if number else TEXT if isinstance(value, str) else _CENTRED)
    if total and entries:
        _total(sheet, len(entries) + 2, entries)
    sheet.widths(*(width for _, width in _COLUMNS))
    sheet.freeze(2, 4)
    sheet.print_setup(landscape=True, head_rows=(1, 1), margins=(1.5, 1.0, 1.5, 1.0))


def _cells(number: int, entry: LedgerEntry, day: date) -> tuple[Value, ...]:
    item = entry.item
    return (
        number,
        item.kind.words,
        item.day,
        item.title + (f"（{entry.parent}）" if entry.parent else ""),
        item.number,
        entry.unit,
        item.owner,
        item.due,
        item.done,
        state_of(item, day).value,
        item.amount,
        item.saving,
        item.saving_unit,
        item.saving_money,
        payback_years(item),
        item.note,
        "、".join(file.name for file in entry.files),
    )


def _total(sheet: SheetWriter, row: int, entries: Sequence[LedgerEntry]) -> None:
    """A line that adds up the money; what has no amount adds nothing."""
    for column in range(len(_COLUMNS)):
        sheet.put(row, column, "合计" if column == 3 else None, TOTAL)
    for column, amounts in ((_AMOUNT, [one.item.amount for one in entries]), (_MONEY, [one.item.saving_money for one in entries])):
        known = [amount for amount in amounts if amount is not None]
        if known:
            sheet.put(row, column, sum(known, Decimal(0)), TOTAL_NUMBER(2))
