"""A look into .xlsx parts before they are read: cells too far out, formulas without a result, error values.

Calamine is fast but shows an error and a formula never computed both as blank, and one value in XFD1048576
makes it ask for more memory than a PC has. Most sheets are cleared by one regular expression; only a sheet
with something unusual in it is walked tag by tag.
"""

from __future__ import annotations

import re

from ..base.errors import InputRejected
from .archive import DAMAGED, walk
from .limits import MAX_AREA, MAX_TEXT, refuse_far_cell, refuse_text

Problems = dict[tuple[int, int], str]
"""Problems by (row, column), both from 0."""

UNCOMPUTED = "公式没有保存计算结果，请在WPS/Excel中打开并保存一次"
EXTERNAL = "公式引用了别的文件，看到的数可能已经过时；请核对后改成数字（复制，选择性粘贴为数值）再导入"

# Any cell but one as all common programs write it: within 9,999 rows and column RZ, neither an error nor a
# formula without result.
_UNUSUAL_CELL = re.compile(
    rb'<c(?:[>/\t\n\r\f\v]| (?!r="[A-R]?[A-Z][1-9]\d{0,3}"(?: s="\d+")?(?: t="[nsbi][A-Za-z]*")?'
    rb"(?: ?/>|><(?:v>|is>|/c>|f[^<>]*>(?:[^<>]*</f>)?<v>[^<]))))"
)
_STRINGS_HEAD = re.compile(rb"<(?:[^\s<>/]+:)?sst\s[^<]*")
_COUNT = re.compile(rb"""ount\s*=\s*["']([^"']*)""")
_ELSEWHERE = re.compile(r"\[\d+\]")
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def error_problem(text: str) -> str:
    """Return the problem of a cell that shows an error such as #REF!."""
    return f"单元格是错误值{' ' + text if text else ''}，请改正公式或直接填写"


def sheets_of(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts that are sheets, each up to the end of its cells."""
    cut = {path: up_to_last_cell(xml) for path, xml in parts.items()}
    return {path: cells for path, cells in cut.items() if cells}


def look(parts: dict[str, bytes], sheets: dict[str, bytes]) -> dict[str, Problems]:
    """Return the problems of each sheet by its name; sheets without any are left out.

    Args:
        sheets: the parts that are sheets, see ``sheets_of``.

    Raises:
        InputRejected: a cell with content lies beyond the limits, or the texts together are too large.
    """
    lengths = _string_lengths(parts)
    longest = max(lengths, default=0)
    found: dict[str, Problems] = {}
    names: dict[str, str] | None = None
    linked = any(path.startswith("xl/externallinks/") for path in parts)
    for path, cells in sheets.items():
        if cells.count(b"<c ") * longest <= MAX_TEXT and not (linked and b"[" in cells) and _is_plain(cells):
            continue
        names = sheet_names(parts) if names is None else names
        problems = _Walk(names.get(path, path), lengths).run(parts[path])
        if problems and path in names:
            found[names[path]] = problems
    return found


def up_to_last_cell(xml: bytes) -> bytes:
    """Return a sheet up to the end of its cells; empty if the part is no sheet.

    What stands behind (what may be typed, how it prints) is longer than the cells in our own forms.
    """
    end = xml.rfind(b"sheetData")
    if end < 0:
        return b""
    return xml[:end] if xml[end - 2 : end] == b"</" else xml


def _is_plain(xml: bytes) -> bool:
    """Say that every cell is plain:
    no comment can hide one (<!), none has a prefix (:c) or a tag in another form.
    """
    return b"<!" not in xml and b":c" not in xml and _UNUSUAL_CELL.search(xml) is None


def _string_lengths(parts: dict[str, bytes]) -> list[int]:
    shared = parts.get("xl/sharedstrings.xml", b"")
    head = _STRINGS_HEAD.search(shared)
    for count in _COUNT.findall(head[0]) if head else ():
        if not count.isdigit() or int(count) > MAX_AREA:  # calamine makes room for as many as this says
            raise InputRejected(DAMAGED)
    return [len(piece) for piece in re.split(rb"</(?:[^\s<>/]+:)?si\s*>", shared)]


def sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """Return the sheets' names by the lower-case path of their part."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "").replace("\\", "/").lstrip("/").lower()
            targets[attributes.get("Id", "")] = target if target.startswith("xl/") else "xl/" + target

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            names[targets.get(key, "")] = attributes.get("name", "")

    walk(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), relation, _ignore, _ignore)
    walk(parts.get("xl/workbook.xml", b"<none/>"), sheet, _ignore, _ignore)
    return names


def _ignore(_text: str) -> None:
    """A callback for what does not matter."""


class _Walk:
    """One walk through a sheet's tags; keeps where it is and what it found."""

    def __init__(self, sheet: str, lengths: list[int]) -> None:
        self._sheet = sheet
        self._lengths = lengths
        self._row = self._column = -1
        self._kind = ""
        self._formula = self._filled = self._in_value = self._in_formula = False
        self._value = self._formula_text = self._shared = ""
        self._linked: set[str] = set()
        self._text_size = 0
        self._problems: Problems = {}

    def run(self, xml: bytes) -> Problems:
        """Walk the sheet and return its problems."""
        walk(xml, self._start, self._end, self._text)
        return self._problems

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "v":
            self._in_value = True
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "f":
            self._formula = self._in_formula = True
            self._formula_text, self._shared = "", attributes.get("si", "")
        elif tag == "is":
            self._filled = True
        elif tag == "row":
            self._begin_row(attributes.get("r"))

    def _begin_row(self, number: str | None) -> None:
        if number is not None and not (number.isascii() and number.isdigit() and 0 < len(number) <= 9):
            raise InputRejected(DAMAGED)
        self._row = int(number) - 1 if number else self._row + 1
        self._column = -1

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = _place(reference)
        self._kind = attributes.get("t", "n")
        self._formula = self._filled = False
        self._value = self._formula_text = self._shared = ""

    def _text(self, text: str) -> None:
        if self._in_value:
            self._value += text
        elif self._in_formula:
            self._formula_text += text

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "v":
            self._in_value = False
        elif tag == "f":
            self._in_formula = False
        elif tag == "c":
            self._end_cell()

    def _end_cell(self) -> None:
        value = self._value.strip()
        if not (value or self._formula or self._filled):
            return
        refuse_far_cell(self._sheet, self._row, self._column)
        if self._kind == "e":
            self._problems[self._row, self._column] = error_problem(value)
        elif self._kind == "s":
            self._count_text(value)
        if self._formula and not self._value:
            self._problems[self._row, self._column] = UNCOMPUTED
        elif self._formula and self._looks_elsewhere():
            self._problems[self._row, self._column] = EXTERNAL

    def _looks_elsewhere(self) -> bool:
        """True for a formula that names another workbook,
        also where it only repeats one (a shared formula).
        """
        if _ELSEWHERE.search(self._formula_text):
            self._linked.add(self._shared)
            return True
        return bool(self._shared and not self._formula_text and self._shared in self._linked)

    def _count_text(self, index: str) -> None:
        if index.isascii() and index.isdigit() and len(index) < 9 and int(index) < len(self._lengths):
            self._text_size += self._lengths[int(index)]
            refuse_text(self._text_size)


def _place(reference: str) -> tuple[int, int]:
    match = _REFERENCE.fullmatch(reference.strip().upper())
    if not match:
        raise InputRejected(DAMAGED)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
