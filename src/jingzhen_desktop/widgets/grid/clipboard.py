"""Blocks of cells to and from the clipboard, as Excel and WPS write and read them: HTML first, then TSV."""

from __future__ import annotations

import csv
import html
import io
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData

Block = list[list[str]]

LARGEST_BLOCK = 200_000
"""Characters times ten; a larger clipboard is not looked at as a table."""


def block_to_mime(block: Block, as_text: list[bool]) -> QMimeData:
    """Make clipboard contents; ``as_text`` says by column what Excel must not turn into numbers or formulas."""
    mime = QMimeData()
    mime.setText(block_to_tsv(block))
    mime.setHtml(block_to_html(block, as_text))
    return mime


def mime_to_block(mime: QMimeData) -> Block:
    """Read a block; an empty list means there is nothing to paste."""
    if mime.hasHtml() and len(mime.html()) <= LARGEST_BLOCK * 50:
        block = html_to_block(mime.html())
        if block:
            return block
    return tsv_to_block(mime.text()) if mime.hasText() and len(mime.text()) <= LARGEST_BLOCK * 10 else []


def block_to_tsv(block: Block) -> str:
    """Write tab separated lines; cells with tabs, quotes or line breaks are quoted."""
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(block)
    return out.getvalue().removesuffix("\n")


def tsv_to_block(text: str) -> Block:
    """Read tab separated lines; the closing line break makes no extra row; short rows are filled up."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if not lines:
        return []
    rows = [row or [""] for row in csv.reader(io.StringIO(lines), dialect="excel-tab")]
    return _even(rows)


def block_to_html(block: Block, as_text: list[bool]) -> str:
    """Write an HTML table that Excel and WPS read with the same cells."""
    rows = "".join("<tr>" + "".join(_cell(text, plain) for text, plain in zip(row, as_text, strict=True)) + "</tr>" for row in block)
    return f'<meta charset="utf-8"><table>{rows}</table>'


def html_to_block(text: str) -> Block:
    """Read the first table of an HTML text; merged cells count as one value and blanks."""
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return _even(reader.rows)


def _cell(text: str, as_text: bool) -> str:
    style = " style=\"mso-number-format:'\\@'\"" if as_text else ""
    return f"<td{style}>{html.escape(text).replace(chr(10), '<br>')}</td>"


def _even(rows: Block) -> Block:
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Block = []
        self._cell: list[str] | None = None
        self._span = 1
        self._finished = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._finished:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            self._cell, self._span = [], _span(dict(attrs))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._finished = bool(self.rows)

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._finished:
            self._cell.append(" ".join(data.split()) if data.strip() else (" " if data else ""))

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        if not self.rows:
            self.rows.append([])
        lines = "".join(self._cell).replace("\xa0", " ").split("\n")
        self.rows[-1] += ["\n".join(line.strip() for line in lines).strip(), *[""] * (self._span - 1)]
        self._cell = None


def _span(attributes: dict[str, str | None]) -> int:
    text = attributes.get("colspan") or "1"
    return min(int(text), 500) if text.isdecimal() and int(text) > 0 else 1
