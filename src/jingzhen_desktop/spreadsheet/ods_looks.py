"""How the sheets of an .ods look: styles, hidden rows and columns, comments. Reads no values; a file without
anything of the kind is not walked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .archive import walk
from .limits import MAX_COLUMNS, MAX_ROWS
from .looks import CONCEALED, NOTHING, PALE, PER_CENT, PLAIN, SCALED, STRUCK, Look, Looks, comment_look

_MAY_DIFFER = re.compile(
    rb"visibility|line-through|office:annotation|display-factor|#ffffff|percentage-style|number:text",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\s¥￥$€()（）,，.+\-－/'\"]")
_NUMBER_STYLES = (
    "number:number-style",
    "number:percentage-style",
    "number:currency-style",
    "number:text-style",
)
_DRAWN = ("number:number", "number:scientific-number", "number:fraction", "number:text-content")
_FOLDED = ("collapse", "filter")


def looks(parts: dict[str, bytes]) -> dict[str, Looks]:
    """Return how the sheets look by their names; sheets that look as they are, are left out."""
    styles, xml = parts.get("styles.xml", b"<none/>"), parts["content.xml"]
    if not (_MAY_DIFFER.search(xml) or _MAY_DIFFER.search(styles)):
        return {}
    return {name: look for name, look in _Walk().run(styles, xml).items() if look != PLAIN}


@dataclass(slots=True)
class _Style:
    """A cell style while it is read."""

    number: str = ""
    struck: bool = False
    white: bool = False
    filled: bool = False


class _Walk:
    """One walk through a document: its styles first, then its tables."""

    def __init__(self) -> None:
        self._numbers: dict[str, Look] = {}
        self._styles: dict[str, Look] = {}
        self._number = ""
        self._draws = False
        self._name = ""
        self._style: _Style | None = None
        self._found: dict[str, Looks] = {}
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._cells: dict[tuple[int, int], Look] = {}
        self._filtered = False
        self._next_row = self._row_repeats = self._next_column = self._next_width = 0
        self._column_styles: dict[int, str] = {}
        self._comment: str | None = None
        self._words: str | None = None

    def run(self, styles: bytes, xml: bytes) -> dict[str, Looks]:
        """Walk the common styles and the document, and return how its sheets look."""
        for part in (styles, xml):
            walk(part, self._start, self._end, self._text)
        return self._found

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _NUMBER_STYLES:
            self._number = attributes.get("style:name", "")
            percent = tag == "number:percentage-style"
            self._numbers[self._number] = Look((PER_CENT,)) if percent else NOTHING
            self._draws = False
        elif tag in _DRAWN and self._number:
            self._draws = True
            if "number:display-factor" in attributes:
                self._numbers[self._number] += Look((SCALED,))
        elif tag == "style:map" and self._number:
            self._numbers[self._number] += self._numbers.get(
                attributes.get("style:apply-style-name", ""), NOTHING
            )
        elif tag == "number:text" and self._number:
            self._words = ""
        elif tag == "style:style" and attributes.get("style:family") == "table-cell":
            self._name = attributes.get("style:name", "")
            self._style = _Style(attributes.get("style:data-style-name", ""))
        elif tag in ("style:text-properties", "style:table-cell-properties") and self._style:
            _read_style(self._style, attributes)
        elif tag == "office:annotation":
            self._comment = ""
        elif tag.startswith("table:"):
            self._start_table(tag, attributes)

    def _start_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._name = attributes.get("table:name", "")
            self._rows, self._columns, self._cells, self._filtered = set(), set(), {}, False
            self._next_row = self._next_width = 0
            self._column_styles = {}
        elif tag == "table:table-column":
            self._add_columns(attributes)
        elif tag == "table:table-row":
            self._row_repeats = _repeats(attributes, "table:number-rows-repeated", MAX_ROWS)
            self._next_column = 0
            if (seen := attributes.get("table:visibility", "")) in _FOLDED:
                self._rows.update(range(self._next_row, self._next_row + self._row_repeats))
                self._filtered |= seen == "filter"
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._add_cells(attributes)

    def _add_columns(self, attributes: dict[str, str]) -> None:
        repeats = _repeats(attributes, "table:number-columns-repeated", MAX_COLUMNS)
        span = range(self._next_width, min(MAX_COLUMNS, self._next_width + repeats))
        self._next_width += repeats
        if attributes.get("table:visibility", "") in _FOLDED:
            self._columns.update(span)
        if style := attributes.get("table:default-cell-style-name", ""):
            self._column_styles |= dict.fromkeys(span, style)

    def _add_cells(self, attributes: dict[str, str]) -> None:
        repeats = _repeats(attributes, "table:number-columns-repeated", MAX_COLUMNS)
        first, self._next_column = self._next_column, self._next_column + repeats
        if "office:value-type" not in attributes:
            return
        for column in range(first, min(MAX_COLUMNS, self._next_column)):
            name = attributes.get("table:style-name") or self._column_styles.get(column, "")
            if look := self._styles.get(name):
                self._see(column, look)

    def _see(self, column: int, look: Look) -> None:
        if look != NOTHING and self._next_row < MAX_ROWS:
            place = self._next_row, column
            self._cells[place] = self._cells.get(place, NOTHING) + look

    def _text(self, text: str) -> None:
        if self._comment is not None:
            self._comment += text
        elif self._words is not None:
            self._words += text

    def _end(self, tag: str) -> None:
        if tag == "number:text" and self._words is not None:
            self._numbers[self._number] += Look(words=_SIGNS.sub("", self._words))
            self._words = None
        elif tag in _NUMBER_STYLES:
            if not self._draws and tag != "number:text-style":
                self._numbers[self._number] += Look((CONCEALED,))
            self._number = ""
        elif tag == "style:style" and self._style is not None:
            self._styles[self._name] = self._look_of(self._style)
            self._style = None
        elif tag == "office:annotation" and self._comment is not None:
            self._see(self._next_column - 1, comment_look(self._comment))
            self._comment = None
        elif tag == "table:table-row":
            self._next_row += self._row_repeats
        elif tag == "table:table":
            self._found[self._name] = Looks(
                frozenset(self._rows), frozenset(self._columns), self._filtered, self._cells
            )

    def _look_of(self, style: _Style) -> Look:
        look = self._numbers.get(style.number, NOTHING)
        if style.struck:
            look += Look((STRUCK,))
        return look + Look((PALE,)) if style.white and not style.filled else look


def _read_style(style: _Style, attributes: dict[str, str]) -> None:
    style.struck |= attributes.get("style:text-line-through-style", "none") != "none"
    style.white |= attributes.get("fo:color", "").casefold() == "#ffffff"
    background = attributes.get("fo:background-color", "transparent").casefold()
    style.filled |= background not in ("transparent", "#ffffff")


def _repeats(attributes: dict[str, str], name: str, most: int) -> int:
    """Return how often a row or cell is repeated; ``ods`` has refused what is no number."""
    text = attributes.get(name, "1")
    return max(1, min(most, int(text) if text.isascii() and text.isdigit() else 1))
