"""Blocks of cells to and from the clipboard, as Excel, WPS and LibreOffice write and read them:
HTML first, then TSV.
"""

from __future__ import annotations

import csv
import html
import io

from PySide6.QtCore import QMimeData

from ...base.errors import InputRejected
from .html_table import Block, even, html_to_block

LARGEST_TEXT = 2_000_000
"""Characters; a longer clipboard is not looked at as a table."""
LARGEST_HTML = 10_000_000

_STARTS_FORMULA = ("=", "+", "-", "@")


def block_to_mime(block: Block, as_text: list[bool]) -> QMimeData:
    """Make clipboard contents; ``as_text`` says by column what a spreadsheet must not turn into numbers or
    formulas.
    """
    mime = QMimeData()
    mime.setText(block_to_tsv(block, as_text))
    mime.setHtml(block_to_html(block, as_text))
    return mime


def mime_to_block(mime: QMimeData) -> Block:
    """Read a block; an empty list means there is nothing to paste.
    Raises InputRejected if there is too much.
    """
    text = mime.text() if mime.hasText() else ""
    if mime.hasHtml() and len(markup := mime.html()) <= LARGEST_HTML and (block := html_to_block(markup)):
        return _widened(block, text) if len(text) <= LARGEST_TEXT else block
    if len(text) > LARGEST_TEXT:
        raise InputRejected("剪贴板里的内容太多，没有粘贴任何内容；请只复制需要的单元格后再粘贴。")
    return tsv_to_block(text)


def _widened(block: Block, text: str) -> Block:
    """Return the block with what the plain text has where the HTML shows ##### for a column too narrow."""
    if not any(any(map(_is_too_narrow, row)) for row in block):
        return block
    plain = tsv_to_block(text)
    if [len(row) for row in plain] != [len(row) for row in block]:
        return block
    return list(map(_widened_row, block, plain))


def _widened_row(row: list[str], plain: list[str]) -> list[str]:
    return [other if _is_too_narrow(cell) else cell for cell, other in zip(row, plain, strict=True)]


def _is_too_narrow(text: str) -> bool:
    return len(text) > 1 and set(text) == {"#"}


def block_to_tsv(block: Block, as_text: list[bool] | None = None) -> str:
    """Write tab separated lines; cells with tabs, quotes or line breaks are quoted,
    texts that look like formulas get a ``'``.
    """
    guarded = as_text or [True] * max((len(row) for row in block), default=0)
    out = io.StringIO()
    rows = (_guarded(row, guarded) for row in block)
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")


def _guarded(row: list[str], as_text: list[bool]) -> list[str]:
    return [_guard(text) if plain else text for text, plain in zip(row, as_text, strict=True)]


def tsv_to_block(text: str) -> Block:
    """Read tab separated lines; the closing line break makes no extra row; short rows are filled up."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\x00").removesuffix("\n")
    if not lines:
        return []
    rows = csv.reader(io.StringIO(lines), dialect="excel-tab")
    return even([list(map(_unguard, row)) or [""] for row in rows])


def block_to_html(block: Block, as_text: list[bool]) -> str:
    """Write an HTML table that Excel and WPS read with the same cells."""
    rows = "".join(_html_row(row, as_text) for row in block)
    return f'<meta charset="utf-8"><table>{rows}</table>'


def _html_row(row: list[str], as_text: list[bool]) -> str:
    cells = "".join(_cell(text, plain) for text, plain in zip(row, as_text, strict=True))
    return f"<tr>{cells}</tr>"


def _cell(text: str, as_text: bool) -> str:
    style = " style=\"mso-number-format:'\\@'\"" if as_text else ""
    written = html.escape(text).replace("  ", " &nbsp;").replace("\n", "<br>")
    return f"<td{style}>{written}</td>"


def _guard(text: str) -> str:
    return f"'{text}" if _looks_like_formula(text) else text


def _unguard(text: str) -> str:
    return text[1:] if text.startswith("'") and _looks_like_formula(text) else text


def _looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would compute a text, were it typed there; what is guarded already counts too."""
    bare = text.lstrip("'")
    return len(bare) > 1 and bare.startswith(_STARTS_FORMULA)
