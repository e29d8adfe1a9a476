"""How much of a foreign file is looked at, and the sentences that refuse more. No parsing here."""

from __future__ import annotations

from ..base.errors import InputRejected

MAX_FILE = 20 * 1024 * 1024
"""Bytes of the file on disk; a unit's form has about 10 KB."""
MAX_ENTRIES = 2_000
"""Parts in a zipped workbook."""
MAX_UNPACKED = 100 * 1024 * 1024
"""Bytes of all parts unpacked, pictures included."""
MAX_XML = 40 * 1024 * 1024
"""Bytes of the XML parts unpacked; what can be looked at and parsed within seconds."""
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_AREA = 1_000_000
"""Cells of all sheets together, blank ones between A1 and the last used cell included."""
MAX_SHEETS = 256
MAX_TEXT = 64 * 1024 * 1024
"""Bytes of text in all cells, a repeated text counted each time."""


def address(row: int, column: int) -> str:
    """Return the name of a cell as WPS/Excel show it; ``row`` and ``column`` count from 0: (6, 2) → C7."""
    return f"{column_letters(column)}{row + 1}"


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def refuse_far_cell(sheet: str, row: int, column: int) -> None:
    """Refuse a used cell beyond the limits, naming sheet and cell; the place counts from 0."""
    if row >= MAX_ROWS or column >= MAX_COLUMNS:
        raise InputRejected(
            f"工作表“{sheet}”的单元格{address(row, column)}有内容，超出可读取的范围（{MAX_ROWS}行、{MAX_COLUMNS}列）；请删除该处多余的内容后重试"
        )


def refuse_area(sheet: str, area: int) -> None:
    """Refuse more cells than a township's tables ever have."""
    if area > MAX_AREA:
        raise InputRejected(
            f"工作表“{sheet}”的内容太多（读到该表已超过{MAX_AREA // 10000}万个单元格）；请删除多余的行和列后重试"
        )


def refuse_text(size: int) -> None:
    """Refuse texts that would fill the memory when repeated cell by cell."""
    if size > MAX_TEXT:
        raise InputRejected("单元格里的文字太多；请删除与填报无关的内容后重试")
