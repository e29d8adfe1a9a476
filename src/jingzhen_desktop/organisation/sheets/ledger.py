"""工作台账 as a workbook: a sheet with everything, and one for each kind that has entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from ...base.files import OutFile, deliver_all, safe_name
from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...spreadsheet.styles import HEAD, NUMBER, TEXT, TITLE, TOTAL, TOTAL_NUMBER, Style
from ...spreadsheet.writing import BookWriter, SheetWriter, WrittenValue
from ..queries.ledger import ledger_entries
from ..rules.ledger import payback_years, state_of
from ..values.ledger import LedgerEntry, LedgerKind

_CENTRED = replace(TEXT, horizontal="center")
_COLUMNS = (
    ("序号", 6),
    ("类别", 10),
    ("日期", 11),
    ("事项", 32),
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
    ("说明", 30),
    ("附件", 20),
)
_TITLE_COLUMN, _AMOUNT, _MONEY = 3, 10, 13
_ALWAYS = frozenset({0, 1, 2, _TITLE_COLUMN, 6, 7, 8, 9})
"""Columns a sheet has even if nothing stands in them;
the others are left out then, so that it prints legibly.
"""


def export_ledger(office: Office, year: int, day: date, folder: Path, overwrite: bool = False) -> Path:
    """Write the ledger of a year, as it stands on a day, into a folder.
    Raises TargetExists, EnvironmentFault.
    """
    return deliver_all([ledger_file(office, year, day)], folder, overwrite=overwrite)[0]


def ledger_file(office: Office, year: int, day: date) -> OutFile:
    """Return the ledger of a year, as it stands on a day, on its way out."""
    return OutFile(ledger_name(office, year), partial(ledger_book, office, year, day))


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


def _fill(
    sheet: SheetWriter, title: str, entries: Sequence[LedgerEntry], day: date, *, total: bool = False
) -> None:
    lines = [_cells(number, entry, day) for number, entry in enumerate(entries, 1)]
    shown = set(_ALWAYS)
    for line in lines:
        shown |= {column for column, cell in enumerate(line) if cell not in (None, "")}
    kept = [column for column in range(len(_COLUMNS)) if column in shown]
    sheet.merge(0, 0, 0, len(kept) - 1, title, TITLE)
    sheet.height(0, 30)
    for at, column in enumerate(kept):
        sheet.put(1, at, _COLUMNS[column][0], HEAD)
        for row, line in enumerate(lines, 2):
            sheet.put(row, at, line[column], _look(column, line[column]))
        if total:
            _total(sheet, len(lines) + 2, at, column, entries)
    sheet.widths(*(_COLUMNS[column][1] for column in kept))
    sheet.fit_heights()
    sheet.freeze(2, 4)
    sheet.print_setup(landscape=True, head_rows=(1, 1), margins=(1.5, 1.0, 1.5, 1.0))


def _look(column: int, value: WrittenValue) -> Style:
    if isinstance(value, Decimal):
        return NUMBER(2 if column in (_AMOUNT, _MONEY) else 1)
    return TEXT if isinstance(value, str) else _CENTRED


def _cells(number: int, entry: LedgerEntry, day: date) -> tuple[WrittenValue, ...]:
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


def _total(sheet: SheetWriter, row: int, at: int, column: int, entries: Sequence[LedgerEntry]) -> None:
    """The cell of a column in the last line, which adds up the money; what has no amount adds nothing."""
    if column in (_AMOUNT, _MONEY):
        amounts = [entry.item.amount if column == _AMOUNT else entry.item.saving_money for entry in entries]
        sheet.put(
            row, at, sum((amount for amount in amounts if amount is not None), Decimal(0)), TOTAL_NUMBER(2)
        )
    else:
        sheet.put(row, at, "合计" if column == _TITLE_COLUMN else None, TOTAL)
