"""A table copied in WPS, Excel or a web page, as the workbook it would have been, and back.
Reading the clipboard itself is the window's.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from ...base.errors import InputRejected
from ...spreadsheet.limits import MAX_COLUMNS, MAX_ROWS
from ...spreadsheet.reading import BLANK, Cell, Sheet, Workbook

PASTED = "剪贴板"


def pasted_workbook(block: Sequence[Sequence[str]], name: str = PASTED) -> Workbook:
    """Return a pasted block of texts as a workbook of one sheet; raises InputRejected if it is no table."""
    if len(block) < 2 or max(map(len, block), default=0) < 2:
        raise InputRejected("剪贴板里不是表格；请在WPS/Excel中选中报表的全部单元格，复制后再试。")
    if len(block) > MAX_ROWS or max(map(len, block)) > MAX_COLUMNS:
        raise InputRejected(
            f"复制的内容太多（{len(block)}行），最多{MAX_ROWS}行、{MAX_COLUMNS}列；请只复制报表部分。"
        )
    rows = tuple(tuple(map(_cell, line)) for line in block)
    digest = hashlib.sha256("\n".join("\t".join(line) for line in block).encode()).hexdigest()
    return Workbook(name, (Sheet(PASTED, False, rows),), digest)


def block_of(pasted: Workbook) -> list[list[str]]:
    """Return the texts of a pasted workbook, from which it is made again."""
    return [list(map(_text, row)) for row in pasted.sheets[0].rows]


def _cell(text: str) -> Cell:
    return Cell(text) if text.strip() else BLANK


def _text(cell: Cell) -> str:
    return "" if cell.value is None else str(cell.value)
