"""A look into .ods parts before they are read: repeats are counted, not carried out;
error values are found.
"""

from __future__ import annotations

from ..base.errors import InputRejected
from .archive import DAMAGED, LOCKED, walk
from .limits import refuse_area, refuse_far_cell, refuse_text
from .xlsx import EXTERNAL, UNCOMPUTED, Problems, error_problem

_MANY = 1 << 30


def look(parts: dict[str, bytes]) -> dict[str, Problems]:
    """Return the problems of each sheet by its name.

    Raises:
        InputRejected: with a password, no table document, or a repeated row or column reaches beyond the
            limits.
    """
    if b"encryption-data" in parts.get("meta-inf/manifest.xml", b""):
        raise InputRejected(LOCKED)
    if b"spreadsheet" not in parts.get("mimetype", b"spreadsheet"):
        raise InputRejected("不是电子表格；请选择填报用的Excel文件")
    return _Walk().run(parts["content.xml"])


def _repeats(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise InputRejected(DAMAGED)
    return max(1, int(text))


class _Walk:
    """One walk through the tables of a document; a cell counts only when something is in it."""

    def __init__(self) -> None:
        self._found: dict[str, Problems] = {}
        self._sheet = ""
        self._area = self._text_size = 0
        self._next_row = self._next_column = self._row_repeats = 1
        self._last_row = self._last_column = -1
        self._cell: dict[str, str] | None = None
        self._text = ""

    def run(self, xml: bytes) -> dict[str, Problems]:
        """Walk the document and return the problems found."""
        walk(xml, self._start, self._end, self._add_text)
        return {sheet: problems for sheet, problems in self._found.items() if problems}

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._sheet = attributes.get("table:name", "")
            self._found[self._sheet] = {}
            self._next_row, self._last_row, self._last_column = 0, -1, -1
        elif tag == "table:table-row":
            self._next_column, self._row_repeats = 0, _repeats(attributes, "table:number-rows-repeated")
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._cell, self._text = attributes, ""

    def _add_text(self, text: str) -> None:
        if self._cell is not None:
            self._text += text

    def _end(self, tag: str) -> None:
        if tag in ("table:table-cell", "table:covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif tag == "table:table-row":
            self._next_row = min(_MANY, self._next_row + self._row_repeats)
        elif tag == "table:table":
            self._area += (self._last_row + 1) * (self._last_column + 1)
            refuse_area(self._sheet, self._area)

    def _end_cell(self, cell: dict[str, str]) -> None:
        repeats = _repeats(cell, "table:number-columns-repeated")
        column = self._next_column
        self._next_column = min(_MANY, column + repeats)
        if not (self._text or "office:value-type" in cell or "table:formula" in cell):
            return
        last_row, last_column = self._next_row + self._row_repeats - 1, self._next_column - 1
        refuse_far_cell(self._sheet, last_row, last_column)
        self._last_row, self._last_column = max(self._last_row, last_row), max(self._last_column, last_column)
        self._text_size += len(self._text.encode()) * repeats * self._row_repeats
        refuse_text(self._text_size)
        self._note(cell, column, last_row, last_column)

    def _note(self, cell: dict[str, str], column: int, last_row: int, last_column: int) -> None:
        problem = ""
        if cell.get("calcext:value-type") == "error":
            problem = error_problem(self._text.strip())
        elif "table:formula" in cell and not self._text and "office:value" not in cell:
            problem = UNCOMPUTED if "office:value-type" not in cell else ""
        elif "'file:" in cell.get("table:formula", ""):
            problem = EXTERNAL
        if not problem:
            return
        refuse_area(self._sheet, (last_row + 1) * (last_column + 1))
        for row in range(self._next_row, last_row + 1):
            for position in range(column, last_column + 1):
                self._found[self._sheet][row, position] = problem
