"""全年归档: the files of a year on their way into a folder, and last their 目录:
序号, 文号, 责任者, 题名, 日期, 页数.

Which files there are: :mod:`.year`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..base.files import OutFile, safe_name
from ..office.file import Office
from ..office.settings import EXAMPLE, TOWN, read_setting
from ..organisation.papers.shared import signatory
from ..organisation.queries.group import executive_office
from ..spreadsheet.styles import CENTRED, HEAD, NOTE, NUMBER, TEXT, TITLE, Style
from ..spreadsheet.writing import BookWriter, SheetWriter, WrittenValue
from .year import ISSUED, Filed, year_files

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_COLUMNS = (
    ("序号", 6),
    ("文号", 22),
    ("责任者", 30),
    ("题名", 52),
    ("日期", 12),
    ("页数", 7),
    ("文件", 60),
)
_BY_GOVERNMENT = frozenset({"领导小组通知", "报告", "工作总结", "季度统计报表"})
"""Kinds of issued papers that the town's government answers for; for the others the group's office."""


def archive_files(office: Office, year: int, day: date) -> list[OutFile]:
    """Return every file of a year as it stands on a day, in folders below one of its own;
    the contents come last.
    """
    folder = archive_name(office, year)
    filed = [_Counted(one) for one in year_files(office, year, day)]
    files = [OutFile(f"{folder}/{one.filed.path}", one.make) for one in filed]
    return [*files, OutFile(f"{folder}/目录.xlsx", lambda: _contents(office, year, day, filed))]


def archive_name(office: Office, year: int) -> str:
    """Return the name of a year's folder: 文井镇2011年公共机构节能归档."""
    return safe_name(f"{read_setting(office, TOWN)}{year}年公共机构节能归档")


@dataclass
class _Counted:
    """A file that knows how many pages it has once it is made; None for what has none."""

    filed: Filed
    pages: int | None = None

    def make(self) -> bytes:
        data = self.filed.file.make()
        # what follows is the mark of a void copy, which says its pages anew
        first = data.partition(b"startxref")[0]
        self.pages = len(_PAGE.findall(first)) if self.filed.file.name.endswith(".pdf") else None
        return data


def _contents(office: Office, year: int, day: date, filed: Sequence[_Counted]) -> bytes:
    mark = "（示例）" if read_setting(office, EXAMPLE) else ""
    title = f"{read_setting(office, TOWN)}{year}年公共机构节能工作文件目录{mark}"
    book = BookWriter(title)
    issued = [one for one in filed if one.filed.folder == ISSUED]
    working = [one for one in filed if one.filed.folder != ISSUED]
    _sheet(book.add_sheet("已发文件"), title, [_row(office, one, day) for one in issued])
    _sheet(book.add_sheet("工作文件"), title, [_row(office, one, day) for one in working])
    return book.save()


def _row(office: Office, one: _Counted, day: date) -> tuple[WrittenValue, ...]:
    paper, name = one.filed.issued, one.filed.file.name.rpartition(".")[0]
    if paper is None:
        return ("", executive_office(office), name, day, one.pages, str(one.filed.path))
    by = signatory(office) if paper.kind in _BY_GOVERNMENT else executive_office(office)
    void = f"（{paper.void_on:%Y-%m-%d}作废：{paper.void_reason}）" if paper.void_on else ""
    return (paper.number, by, f"{paper.title}{void}", paper.day, one.pages, str(one.filed.path))


def _sheet(sheet: SheetWriter, title: str, rows: Sequence[tuple[WrittenValue, ...]]) -> None:
    last = len(_COLUMNS) - 1
    sheet.merge(0, 0, 0, last, title, TITLE)
    sheet.height(0, 30)
    for column, (head, _width) in enumerate(_COLUMNS):
        sheet.put(1, column, head, HEAD)
    for number, row in enumerate(rows, 1):
        sheet.put(number + 1, 0, number, CENTRED)
        for column, value in enumerate(row, 1):
            sheet.put(number + 1, column, value, _look(value))
    if not rows:
        sheet.merge(2, 0, 2, last, "没有文件。", NOTE)
    sheet.widths(*(width for _head, width in _COLUMNS))
    sheet.fit_heights()
    sheet.freeze(2, 2)
    sheet.print_setup(landscape=True, head_rows=(1, 1), margins=(1.5, 1.0, 1.5, 1.0))


def _look(value: WrittenValue) -> Style:
    if isinstance(value, str):
        return TEXT
    return NUMBER(0) if isinstance(value, int) else CENTRED
