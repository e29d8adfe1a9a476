"""The first table of an HTML text as a block of texts:
merged cells, hidden rows and exact numbers as office programs write them.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, InvalidOperation
from html.parser import HTMLParser

Block = list[list[str]]

_MOST_CELLS = 400_000
"""A table with more is not read: merged cells can name any size."""
_LARGEST_SPAN = 20_000
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_AS_PRECISE_AS_EXCEL = Context(prec=15, rounding=ROUND_HALF_EVEN)
_EXACT_VALUE = ("sdval", "x:num")
"""Attributes in which LibreOffice and Excel write the whole number behind a shortened one."""

_ZERO_SIGNS = ("-", "—", "–")
"""How the accounting formats show 0."""

Attributes = dict[str, str | None]


def html_to_block(text: str) -> Block:
    """Read the first table of an HTML text; a merged cell is its value and blanks; rows that are hidden are
    left out.

    Returns an empty list if there is no table.
    """
    reader = _TableReader()
    reader.feed(text)
    reader.close()
    return reader.block()


def even(rows: Block) -> Block:
    """Fill short rows up with blanks."""
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


class _TableReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._rows: Block = []
        self._row: list[str] | None = None
        self._row_hidden = False
        self._below: dict[int, int] = {}  # by column: how many further rows a merged cell above still covers
        self._cell: list[str] | None = None
        self._attributes: Attributes = {}
        self._depth = self._cells = 0
        self._finished = False

    def block(self) -> Block:
        """What was read."""
        self._end_row()
        return even(self._rows) if self._cells <= _MOST_CELLS else []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += not self._finished
        if self._finished or not self._depth:
            return
        if tag in ("br", "p", "div") and self._cell:
            self._cell.append("\n")
        if self._depth > 1:
            return
        if tag == "tr":
            self._start_row(dict(attrs))
        elif tag in ("td", "th"):
            self._start_cell(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if self._finished or not self._depth:
            return
        if tag == "table":
            self._depth -= 1
            if not self._depth:
                self._end_row()
                self._finished = bool(self._rows)
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag in ("tr", "tbody", "thead"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._finished:
            self._cell.append(_BLANKS.sub(" ", data))

    def _start_row(self, attributes: Attributes) -> None:
        self._end_row()
        self._row = []
        self._row_hidden = _is_hidden(attributes)

    def _start_cell(self, attributes: Attributes) -> None:
        self._end_cell()
        if self._row is None:
            self._start_row({})
        self._cell, self._attributes = [], attributes

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        last = max((column for column, rows in self._below.items() if rows), default=-1)
        while len(self._row) <= last:
            self._skip_covered()
            if len(self._row) <= last:
                self._row.append("")
        if not self._row_hidden:
            self._rows.append(self._row)
        self._cells += len(self._row)
        self._row = None
        self._finished = self._finished or self._cells > _MOST_CELLS

    def _end_cell(self) -> None:
        if self._cell is None or self._row is None:
            return
        self._skip_covered()
        text, attributes = _tidy("".join(self._cell)), self._attributes
        self._cell = None
        columns = 0 if _is_hidden(attributes) else _span(attributes, "colspan")
        rows = _span(attributes, "rowspan")
        for position in range(columns):
            if rows > 1:
                self._below[len(self._row)] = rows - 1
            self._row.append(_exact(text, attributes) if position == 0 else "")

    def _skip_covered(self) -> None:
        """Leave blanks where a merged cell of a row above reaches down."""
        assert self._row is not None
        while self._below.get(len(self._row), 0) > 0:
            self._below[len(self._row)] -= 1
            self._row.append("")


def _tidy(text: str) -> str:
    lines = [line.strip(" ").replace("\xa0", " ").strip() for line in text.split("\n")]
    return "\n".join(lines).strip("\n").strip()


def _exact(text: str, attributes: Attributes) -> str:
    """The whole number behind a cell that shows it shortened; else what is shown."""
    written = next((value for name in _EXACT_VALUE if (value := attributes.get(name))), None)
    shown = text.replace(",", "").replace("，", "")
    if written is not None and shown in _ZERO_SIGNS and re.fullmatch(r"-?0+(\.0+)?", written):
        return "0"
    if written is None or not re.fullmatch(r"-?\d+(\.\d+)?", shown):
        return text
    try:
        whole, short = _AS_PRECISE_AS_EXCEL.plus(Decimal(written)), Decimal(shown)
        agrees = whole.quantize(short, rounding=ROUND_HALF_UP) == short
    except InvalidOperation:
        return text
    return f"{whole.normalize():f}" if agrees and whole != short else text


def _is_hidden(attributes: Attributes) -> bool:
    return bool(_HIDDEN.search(attributes.get("style") or ""))


def _span(attributes: Attributes, name: str) -> int:
    text = (attributes.get(name) or "1").strip()
    return (
        min(int(text), _LARGEST_SPAN)
        if text.isascii() and text.isdecimal() and len(text) < 7 and int(text) > 0
        else 1
    )
