"""Reads foreign workbooks (.xlsx, .xls, .ods; also under a wrong ending) into plain values. Judges no form.

A file is hostile until parsed: its kind is told by its first bytes, its size and the places of its cells are
checked before calamine may see it, and nothing in it is ever used as a path. How each kind is looked at:
``xlsx``, ``xls``, ``ods``.
"""

from __future__ import annotations

import hashlib
import io
import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import EnvironmentFault, InputRejected, environment_sentence
from ..base.files import readable_name
from . import ods, ods_looks, xls, xlsx, xlsx_looks
from .archive import DAMAGED, LOCKED, MACROS, unpack
from .limits import MAX_FILE, MAX_SHEETS, refuse_area
from .looks import PLAIN, Look, Looks
from .xlsx import Problems

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


ReadValue = str | Decimal | bool | date | datetime | None

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RESAVE = "请用WPS/Excel打开，另存为xlsx文件后重试"
_LONGEST_LABEL = 64
TOO_BIG_NUMBER = "数字太大，请检查"


def read_workbook(path: Path) -> Workbook:
    """Read all worksheets of a workbook, told by its content, whatever its ending.

    Raises:
        InputRejected: no workbook, damaged, with a password, or beyond the limits; the sentence names the
            file.
        EnvironmentFault: the file cannot be read.
    """
    data = _bytes(path)
    try:
        sheets = _sheets(data)
    except InputRejected as refusal:
        raise InputRejected(f"“{readable_name(path.name)}”{refusal}。") from refusal
    return Workbook(readable_name(path.name), sheets, hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size  # asking for 20 MB would make room for them each time
            data = file.read(min(size or MAX_FILE, MAX_FILE) + 1)
    except OSError as error:
        raise environment_sentence(error, "读取文件") from error
    except ValueError as error:  # a zero byte in the name
        raise EnvironmentFault("文件名里有不允许的字符，请改名后重试。") from error
    if len(data) > MAX_FILE:
        raise InputRejected(
            f"“{readable_name(path.name)}”超过{MAX_FILE // 1024 // 1024}MB，不像填报表；请删除图片和多余的工作表后重试。"
        )
    return data


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    problems, looks = _look(data)
    workbook = _open(data)
    kept = []
    area = 0
    for index, meta in enumerate(workbook.sheets_metadata[:MAX_SHEETS]):
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        source = _guarded(workbook, index)
        area += source.total_height * source.total_width
        refuse_area(meta.name, area)
        rows = source.to_python(skip_empty_area=False)
        kept.append(
            Sheet(
                meta.name,
                meta.visible != SheetVisibleEnum.Visible,
                _rows(rows, problems.get(meta.name)),
                looks.get(meta.name, PLAIN),
            )
        )
    if not kept:
        raise InputRejected(f"里没有工作表；{_RESAVE}")
    return tuple(kept)


def _look(data: bytes) -> tuple[dict[str, Problems], dict[str, Looks]]:
    """Tell the kind of file by its first bytes, refuse what cannot be read safely,
    return problems and looks by sheet name.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise InputRejected("是空文件；请向填报单位重新索取")
    if data.startswith(_OLE):
        return xls.look(data)
    if data.startswith(b"PK"):
        return _look_into_zip(data)
    raise InputRejected(f"{_what_else(data)}，不是Excel工作簿（只是扩展名像）；{_RESAVE}")


def _look_into_zip(data: bytes) -> tuple[dict[str, Problems], dict[str, Looks]]:
    parts = unpack(data)
    if any(
        path.endswith("vbaproject.bin") or path.startswith(("xl/macrosheets/", "basic/standard/"))
        for path in parts
    ):
        raise InputRejected(MACROS)
    if "xl/workbook.xml" in parts:
        sheets = xlsx.sheets_of(parts)
        return xlsx.look(parts, sheets), xlsx_looks.looks(parts, sheets)
    if "content.xml" in parts:
        return ods.look(parts), ods_looks.looks(parts)
    if "xl/workbook.bin" in parts:
        raise InputRejected(f"是二进制工作簿（xlsb），不能直接读取；{_RESAVE}")
    kinds = {"word/document.xml": "是Word文档", "ppt/presentation.xml": "是演示文稿"}
    kind = next((text for part, text in kinds.items() if part in parts), "是压缩包")
    raise InputRejected(f"{kind}，不是Excel工作簿；请选择填报用的Excel文件")


def _what_else(data: bytes) -> str:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"%pdf"):
        return "是PDF文件"
    if head.startswith(b"{\\rtf"):
        return "是RTF文档"
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "是网页文件"
    if head.startswith(b"<"):
        return "是XML文本"
    return (
        "的内容无法识别"
        if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
        else "是文本文件"
    )


def _open(data: bytes) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise InputRejected(LOCKED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise InputRejected(DAMAGED) from error
    except BaseException as error:
        raise _panic(error) from error


def _guarded(workbook: CalamineWorkbook, index: int) -> CalamineSheet:
    from python_calamine import CalamineError

    try:
        return workbook.get_sheet_by_index(index)
    except (CalamineError, OSError, ValueError) as error:
        raise InputRejected(DAMAGED) from error
    except BaseException as error:
        raise _panic(error) from error


def _panic(error: BaseException) -> BaseException:
    """A panic inside calamine arrives as a BaseException of its own; anything else passes unchanged."""
    return InputRejected(DAMAGED) if type(error).__name__ == "PanicException" else error


def _rows(rows: Iterable[Iterable[object]], problems: Problems | None) -> tuple[tuple[Cell, ...], ...]:
    cells = [_row(row) for row in rows]
    for (row, column), problem in (problems or {}).items():
        _reach(cells, row, column)
        cells[row][column] = Cell(None, problem)
    return tuple(map(tuple, cells))


def _row(values: Iterable[object]) -> list[Cell]:
    """Turn a row of calamine's values into ours; a text too long for a label is not kept for next time."""
    return [
        Cell(value) if isinstance(value, str) and len(value) > _LONGEST_LABEL else _cell(value)
        for value in values
    ]


def _reach(cells: list[list[Cell]], row: int, column: int) -> None:
    """Make the grid large enough for a cell at its edge that calamine took for blank."""
    while len(cells) <= row:
        cells.append([])
    cells[row].extend([BLANK] * (column + 1 - len(cells[row])))


@lru_cache(maxsize=8192, typed=True)
def _cell(value: object) -> Cell:
    """Turn one of calamine's values into ours; the same labels and numbers come again and again."""
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, bool | str | date):
        return BLANK if value == "" else Cell(value)
    if isinstance(value, int):
        return Cell(Decimal(value))
    if isinstance(value, time | timedelta):
        return Cell(str(value))
    return BLANK


def _number(value: float) -> Cell:
    """Keep the number as it was typed.
    WPS and Excel keep and show 15 digits; the 16th and 17th are noise of their sums.
    """
    if not math.isfinite(value):
        return Cell(None, TOO_BIG_NUMBER)
    if value.is_integer() and abs(value) < 1e15:
        return Cell(Decimal(int(value)))
    return Cell(Decimal(f"{value:.15g}") if abs(value) < 1e15 else Decimal(repr(value)))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value, or None when blank or when ``problem`` says in Chinese why it has none."""

    value: ReadValue
    problem: str = ""


BLANK = Cell(None)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One worksheet from A1 on: ``rows[r][c]`` is truly row r+1, column c+1.
    Merged cells: the value is in the first.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Cell, ...], ...]
    looks: Looks = PLAIN

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell counted from 0; blank beyond the edge."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return BLANK

    def look(self, row: int, column: int) -> Look:
        """Return how a cell looks where that differs from what it holds."""
        return self.looks.at(row, column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook as it was read: the file's name without folder, its worksheets in order,
    the SHA-256 of its bytes.
    """

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str
