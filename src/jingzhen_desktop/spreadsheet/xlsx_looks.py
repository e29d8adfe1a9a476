"""How the sheets of an .xlsx look: its styles, hidden rows and columns, comments. Reads no values.

Most files have nothing of the kind: styles are judged once for all files that share them, and a sheet is only
walked where something of it can be seen otherwise than it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import dirname, normpath

from .archive import walk
from .looks import NOTHING, PALE, PLAIN, STRUCK, Look, Looks, comment_look, format_look
from .xlsx import sheet_names

_BUILT_IN = {9: "0%", 10: "0.00%"}
_FOLDED = re.compile(rb"""<(?:\w+:)?(?:row|col)\s[^>]*(?:hidden=["'](?:1|true)|\s(?:ht|width)=["']0["'])""")
_FOLDED_MARKS = (b"hidden=", b'ht="0"', b"ht='0'", b'width="0"', b"width='0'")
"""One of them stands in every match of ``_FOLDED``; looking for them takes a fraction of its time."""
_STYLED = re.compile(rb"""\ss=["'](\d+)["']""")
_REFERENCE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_MOST_COLUMNS = 16_384
_PALE = 0xD8
"""Red, green and blue of a fill on which white letters are not seen; our own forms are FFFBE6."""
_TRUE = ("1", "true", "on")


def looks(parts: dict[str, bytes], sheets: dict[str, bytes]) -> dict[str, Looks]:
    """Return how the sheets (``xlsx.sheets_of``) look by their names; those that look as they are, are left
    out.
    """
    styles = _styles(parts.get("xl/styles.xml", b""))
    struck = _struck_strings(parts.get("xl/sharedstrings.xml", b""))
    found: dict[str, Looks] = {}
    names: dict[str, str] | None = None
    for path, cells in sheets.items():
        comments = _comments_of(path, parts)
        if not (comments or _may_differ(cells, styles, struck)):
            continue
        names = sheet_names(parts) if names is None else names
        look = _Walk(styles, struck).run(parts[path], comments)
        if look != PLAIN and path in names:
            found[names[path]] = look
    return found


def _may_differ(xml: bytes, styles: dict[int, Look], struck: frozenset[int]) -> bool:
    if struck or b"strike" in xml:
        return True
    if any(mark in xml for mark in _FOLDED_MARKS) and _FOLDED.search(xml):
        return True
    return bool(styles) and any(int(number) in styles for number in set(_STYLED.findall(xml)))


@dataclass(slots=True)
class _Styles:
    """The parts of a style sheet that can make a cell look otherwise than it is."""

    formats: dict[int, str] = field(default_factory=dict)
    struck: list[bool] = field(default_factory=list)
    white: list[bool] = field(default_factory=list)
    dark: list[bool] = field(default_factory=list)
    cells: dict[int, Look] = field(default_factory=dict)
    count: int = 0


@lru_cache(maxsize=64)
def _styles(xml: bytes) -> dict[int, Look]:
    """Return the looks of cell styles by number, those that differ only."""
    found = _Styles()
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        inside.append(name)
        group = inside[1] if len(inside) > 1 else ""
        if group in _READERS:
            _READERS[group](found, name, attributes)

    def end(_tag: str) -> None:
        inside.pop()

    walk(xml or b"<none/>", start, end, _ignore)
    return found.cells


def _read_format(found: _Styles, name: str, attributes: dict[str, str]) -> None:
    if name == "numFmt" and attributes.get("numFmtId", "").isdigit():
        found.formats[int(attributes["numFmtId"])] = attributes.get("formatCode", "")


def _read_font(found: _Styles, name: str, attributes: dict[str, str]) -> None:
    if name == "font":
        found.struck.append(False)
        found.white.append(False)
    elif name == "strike" and found.struck:
        found.struck[-1] = attributes.get("val", "1") in _TRUE
    elif name == "color" and found.white:
        found.white[-1] = _is_white(attributes)


def _read_fill(found: _Styles, name: str, attributes: dict[str, str]) -> None:
    if name == "fill":
        found.dark.append(False)
    elif name == "patternFill" and found.dark:
        found.dark[-1] = attributes.get("patternType", "none") != "none"
    elif name == "gradientFill" and found.dark:
        found.dark[-1] = True
    elif name == "fgColor" and found.dark:
        found.dark[-1] = found.dark[-1] and not _is_light(attributes)


def _read_cell_style(found: _Styles, name: str, attributes: dict[str, str]) -> None:
    if name != "xf":
        return
    number, found.count = found.count, found.count + 1
    font, fill = _number(attributes, "fontId"), _number(attributes, "fillId")
    code = _number(attributes, "numFmtId")
    look = format_look(found.formats.get(code, _BUILT_IN.get(code, "")))
    if font < len(found.struck) and found.struck[font]:
        look += Look((STRUCK,))
    on_dark = fill < len(found.dark) and found.dark[fill]
    if font < len(found.white) and found.white[font] and not on_dark:
        look += Look((PALE,))
    if look != NOTHING:
        found.cells[number] = look


_READERS = {
    "numFmts": _read_format,
    "fonts": _read_font,
    "fills": _read_fill,
    "cellXfs": _read_cell_style,
}


def _is_white(attributes: dict[str, str]) -> bool:
    if "rgb" in attributes:
        return attributes["rgb"].upper()[-6:] == "FFFFFF"
    if "theme" in attributes:
        return attributes["theme"] == "0" and float(attributes.get("tint", "0") or 0) > -0.1
    return attributes.get("indexed") in ("1", "9")


def _is_light(attributes: dict[str, str]) -> bool:
    """True for white and for pale colours, on which white is not seen either."""
    rgb = attributes.get("rgb", "")[-6:]
    if len(rgb) == 6 and all(sign in "0123456789abcdefABCDEF" for sign in rgb):
        return all(int(rgb[place : place + 2], 16) >= _PALE for place in (0, 2, 4))
    return _is_white(attributes)


def _number(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _struck_strings(xml: bytes) -> frozenset[int]:
    """Return which of the shared texts have words struck through: they would be read as if they stood."""
    if b"strike" not in xml:
        return frozenset()
    pieces = re.split(rb"</(?:[^\s<>/]+:)?si\s*>", xml)
    return frozenset(number for number, piece in enumerate(pieces) if _strikes(piece))


def _strikes(piece: bytes) -> bool:
    return bool(re.search(rb"""<(?:\w+:)?strike(?:\s*/?>|\s+val=["'](?:1|true))""", piece))


def _comments_of(path: str, parts: dict[str, bytes]) -> dict[tuple[int, int], str]:
    """Return the comments of a sheet by cell."""
    folder, _, name = path.rpartition("/")
    relations = parts.get(f"{folder}/_rels/{name}.rels", b"")
    found: dict[tuple[int, int], str] = {}
    for target in _comment_parts(relations):
        part = target.lstrip("/") if target.startswith("/") else normpath(f"{dirname(path)}/{target}")
        found |= _comments(parts.get(part.lower(), b""))
    return found


def _comment_parts(relations: bytes) -> Iterator[str]:
    if b"omments" not in relations:
        return
    targets: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship" and attributes.get("Type", "").endswith("/comments"):
            targets.append(attributes.get("Target", "").replace("\\", "/"))

    walk(relations, start, _ignore, _ignore)
    yield from targets


def _comments(xml: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    place: list[tuple[int, int]] = []
    reading: list[bool] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "comment" and (cell := _cell(attributes.get("ref", ""))):
            place.append(cell)
            found[cell] = ""
        elif name == "t":
            reading.append(True)

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "t":
            reading.clear()

    def text(piece: str) -> None:
        if reading and place:
            found[place[-1]] += piece

    walk(xml or b"<none/>", start, end, text)
    return found


def _cell(reference: str) -> tuple[int, int] | None:
    match = _REFERENCE.fullmatch(reference.strip())
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


class _Walk:
    """One walk through a sheet's tags: which rows, columns and cells look otherwise than they are."""

    def __init__(self, styles: dict[int, Look], struck: frozenset[int]) -> None:
        self._styles, self._struck = styles, struck
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._cells: dict[tuple[int, int], Look] = {}
        self._row = self._column = -1
        self._at: tuple[int, int] | None = None
        self._is_text = self._in_value = self._filtered = False
        self._value = ""

    def run(self, xml: bytes, comments: dict[tuple[int, int], str]) -> Looks:
        """Walk the sheet and return what is seen."""
        walk(xml, self._start, self._end, self._text)
        for cell, text in comments.items():
            self._see(cell, comment_look(text))
        return Looks(frozenset(self._rows), frozenset(self._columns), self._filtered, self._cells)

    def _see(self, cell: tuple[int, int], look: Look) -> None:
        self._cells[cell] = self._cells.get(cell, NOTHING) + look

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._row = _number(attributes, "r") - 1 if "r" in attributes else self._row + 1
            self._column = -1
            if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
                self._rows.add(self._row)
        elif name == "col":
            self._begin_columns(attributes)
        elif name == "v":
            self._in_value, self._value = True, ""
        elif name == "strike" and self._at and attributes.get("val", "1") in _TRUE:
            self._see(self._at, Look((STRUCK,)))
        elif name == "filterColumn":
            self._filtered = True

    def _begin_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            last = min(_MOST_COLUMNS, _number(attributes, "max"))
            self._columns.update(range(_number(attributes, "min") - 1, last))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        cell = _cell(attributes.get("r", ""))
        self._row, self._column = cell or (self._row, self._column + 1)
        self._at = self._row, self._column
        self._is_text = attributes.get("t") == "s"
        if look := self._styles.get(_number(attributes, "s")):
            self._see(self._at, look)

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self._in_value = False
            if self._is_text and self._struck and self._at and self._value.isdigit():
                self._see_text(self._at, int(self._value))
        elif name == "c":
            self._at = None

    def _see_text(self, cell: tuple[int, int], number: int) -> None:
        if number in self._struck:
            self._see(cell, Look((STRUCK,)))


def _ignore(_text: str) -> None:
    """A callback for what does not matter."""
