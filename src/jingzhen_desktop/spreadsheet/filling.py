"""Fills cells of somebody else's .xlsx and leaves every other byte of it as it came. Knows no units, quarters
or forms.

Loading and saving such a book with openpyxl loses shapes, form controls, slicers and what newer programs add.
Here only the XML of the filled cells is changed: their value is put in place of the old one, their look
stays. Formulas are never overwritten; all are computed anew when the book is opened, and results that may
have become wrong are taken out.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..base.errors import InputRejected
from .archive import MACROS, unpack
from .limits import address
from .xlsx import sheet_names

Place = tuple[int, int]
"""Row and column, both from 0."""
Figures = Mapping[Place, Decimal]

_ROW = re.compile(r'<row\b[^>]*?\br="(\d+)"[^>]*?(?:/>|>(.*?)</row>)', re.DOTALL)
_CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_REFERENCE = re.compile(r'\br="([A-Z]+)(\d+)"')
_TYPE = re.compile(r'\s+t="[^"]*"')
_DATA = re.compile(r"<sheetData\b[^>]*?(?:/>|>(.*?)</sheetData>)", re.DOTALL)
_STALE = re.compile(r"(</f>|<f\b[^>]*/>)\s*<v>[^<]*</v>")
_RECALCULATE = ' fullCalcOnLoad="1"'
_UNUSUAL = "不是WPS/Excel按通常方式保存的工作簿，不能原样填写；请用WPS/Excel打开后另存为xlsx文件再试"


def formula_places(data: bytes) -> dict[str, frozenset[Place]]:
    """Return the cells with formulas by sheet name; they are not to be filled."""
    return {name: _with_formula(xml) for name, xml in _sheets(data).items()}


def _with_formula(xml: str) -> frozenset[Place]:
    return frozenset(place for place, _, inner in _cells(xml) if "<f" in inner)


def fill(data: bytes, figures: Mapping[str, Figures]) -> bytes:
    """Return the workbook with figures put into cells, by sheet name; everything else as it was.

    Raises:
        InputRejected: no .xlsx, with macros, a sheet that is not there, a cell with a formula, or an unusual
            file.
    """
    parts = unpack(data)
    if "xl/workbook.xml" not in parts:
        raise InputRejected("套表只能填写xlsx文件；请在WPS/Excel中另存为xlsx后重试。")
    if any(path.endswith("vbaproject.bin") for path in parts):
        raise InputRejected(f"套表{MACROS}。")
    paths = {name: path for path, name in sheet_names(parts).items()}
    changed = {"xl/workbook.xml": _recalculating(_text(parts["xl/workbook.xml"])).encode()}
    for name, path in paths.items():
        xml = _text(parts[path])
        if ":sheetData" in xml:
            raise InputRejected(f"套表{_UNUSUAL}。")
        xml = _filled(xml, figures[name]) if figures.get(name) else xml
        changed[path] = _STALE.sub(r"\1", xml).encode()
    for name in figures:
        if name not in paths:
            raise InputRejected(f"套表里没有工作表“{name}”。")
    return _with_parts(data, changed)


def _sheets(data: bytes) -> dict[str, str]:
    parts = unpack(data)
    return {name: _text(parts[path]) for path, name in sheet_names(parts).items() if path in parts}


def _text(xml: bytes) -> str:
    try:
        return xml.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRejected(f"套表{_UNUSUAL}。") from error


def _cells(xml: str) -> Iterator[tuple[Place, str, str]]:
    """Yield the place, the attributes and the content of every cell."""
    for found in _CELL.finditer(xml):
        reference = _REFERENCE.search(found[1])
        if reference:
            yield _place(reference), found[1], found[2] or ""


def _place(reference: re.Match[str]) -> Place:
    column = 0
    for letter in reference[1]:
        column = column * 26 + ord(letter) - 64
    return int(reference[2]) - 1, column - 1


def _filled(xml: str, figures: Figures) -> str:
    """Return a sheet with figures in its cells; missing rows and cells are made where they belong."""
    data = _DATA.search(xml)
    if data is None or len(_CELL.findall(xml)) != len(list(_cells(xml))):
        raise InputRejected(f"套表{_UNUSUAL}。")
    by_row: dict[int, dict[int, Decimal]] = {}
    for (row, column), value in figures.items():
        by_row.setdefault(row, {})[column] = value
    pieces: list[str] = []
    end = 0
    body = data[1] or ""
    for found in _ROW.finditer(body):
        number = int(found[1]) - 1
        pieces.append(body[end : found.start()])
        for row in sorted(one for one in by_row if one < number):
            pieces.append(_new_row(row, by_row.pop(row)))
        pieces.append(_filled_row(found, by_row.pop(number)) if number in by_row else found[0])
        end = found.end()
    pieces.append(body[end:])
    pieces += [_new_row(row, by_row[row]) for row in sorted(by_row)]
    return f"{xml[: data.start()]}<sheetData>{''.join(pieces)}</sheetData>{xml[data.end() :]}"


def _new_row(row: int, values: Mapping[int, Decimal]) -> str:
    cells = "".join(_cell("", row, column, values[column]) for column in sorted(values))
    return f'<row r="{row + 1}">{cells}</row>'


def _filled_row(found: re.Match[str], values: dict[int, Decimal]) -> str:
    row = int(found[1]) - 1
    head, inner = (
        (found[0][:-2] + ">", "")
        if found[2] is None
        else (found[0][: found.start(2) - found.start()], found[2])
    )
    pieces: list[str] = []
    end = 0
    waiting = dict(values)
    for cell in _CELL.finditer(inner):
        reference = _REFERENCE.search(cell[1])
        assert reference is not None  # all have one: counted before
        column = _place(reference)[1]
        pieces.append(inner[end : cell.start()])
        pieces += [_cell("", row, one, waiting.pop(one)) for one in sorted(waiting) if one < column]
        pieces.append(_replaced(cell, row, column, waiting.pop(column)) if column in waiting else cell[0])
        end = cell.end()
    pieces.append(inner[end:])
    pieces += [_cell("", row, one, waiting[one]) for one in sorted(waiting)]
    return f"{head}{''.join(pieces)}</row>"


def _replaced(cell: re.Match[str], row: int, column: int, value: Decimal) -> str:
    if "<f" in (cell[2] or ""):
        raise InputRejected(f"套表的{address(row, column)}是公式，不能填写；请改指别的单元格。")
    attributes = _TYPE.sub("", _REFERENCE.sub("", cell[1])).strip()
    return _cell(f" {attributes}" if attributes else "", row, column, value)


def _cell(attributes: str, row: int, column: int, value: Decimal) -> str:
    return f'<c r="{address(row, column)}"{attributes}><v>{html.escape(f"{value:f}")}</v></c>'


def _recalculating(xml: str) -> str:
    """Have all formulas computed when the book is opened."""
    found = re.search(r"<calcPr\b[^>]*>", xml)
    if found:
        kept = re.sub(r'\s+fullCalcOnLoad="[^"]*"', "", found[0])
        return xml.replace(found[0], kept.replace("<calcPr", "<calcPr" + _RECALCULATE, 1), 1)
    # the schema's order: calcPr stands after definedNames, externalReferences or sheets
    for tag in ("definedNames", "externalReferences", "sheets"):
        if (at := xml.find(f"</{tag}>")) >= 0:
            at += len(tag) + 3
            return f"{xml[:at]}<calcPr{_RECALCULATE}/>{xml[at:]}"
    raise InputRejected(f"套表{_UNUSUAL}。")


def _with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with some parts replaced, the others in the same order and as they were."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            key = entry.filename.replace("\\", "/").lower()
            target.writestr(entry, changed.get(key, source.read(entry)), compress_type=entry.compress_type)
    return buffer.getvalue()
