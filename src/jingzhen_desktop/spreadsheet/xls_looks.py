"""How the sheets of an .xls look, record by record: fonts, number formats, hidden rows and columns, comments.
The walk through the records is ``xls``'s.
"""

from __future__ import annotations

import struct

from .looks import NOTHING, PALE, STRUCK, Look, Looks, comment_look, format_look

_FONT, _FORMAT, _STYLE = 0x0031, 0x041E, 0x00E0
STYLE_RECORDS = frozenset({_FONT, _FORMAT, _STYLE})
_ROW, _COLUMNS, _COMMENT, _FILTERED = 0x0208, 0x007D, 0x001C, 0x009B
SHEET_RECORDS = frozenset({_ROW, _COLUMNS, _COMMENT, _FILTERED})
_BUILT_IN = {9: "0%", 10: "0.00%"}
_WHITE = (1, 9)
"""Numbers of the colour white: the fixed one, and the first of the usual palette."""
_HIDDEN_ROW, _HIDDEN_COLUMN, _STRUCK_FONT = 0x20, 0x01, 0x08
_MISSING_FONT = 4
"""No font has this number; those behind it stand one place earlier."""


class Styles:
    """The cell styles of a workbook that make a figure look otherwise than it is."""

    def __init__(self) -> None:
        self._fonts: list[tuple[bool, bool]] = []
        self._formats: dict[int, str] = {}
        self._count = 0
        self.cells: dict[int, Look] = {}

    def note(self, stream: bytes, kind: int, at: int, size: int) -> None:
        """Take in one record of the part about the whole workbook."""
        if kind == _FONT:
            options, colour = struct.unpack_from("<HH", stream, at + 2)
            self._fonts.append((bool(options & _STRUCK_FONT), colour in _WHITE))
        elif kind == _FORMAT:
            self._formats[struct.unpack_from("<H", stream, at)[0]] = _text(stream[at + 2 : at + size])
        elif kind == _STYLE:
            self._note_style(stream, at, size)

    def _note_style(self, stream: bytes, at: int, size: int) -> None:
        number, self._count = self._count, self._count + 1
        font, code = struct.unpack_from("<HH", stream, at)
        look = format_look(self._formats.get(code, _BUILT_IN.get(code, "")))
        place = font - 1 if font > _MISSING_FONT else font
        struck, white = self._fonts[place] if place < len(self._fonts) else (False, False)
        if struck:
            look += Look((STRUCK,))
        if white and not _is_filled(stream, at, size):
            look += Look((PALE,))
        if look != NOTHING:
            self.cells[number] = look


class SheetLooks:
    """What is seen of one sheet, record by record."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles.cells
        self._rows: set[int] = set()
        self._columns: set[int] = set()
        self._filtered = False
        self._cells: dict[tuple[int, int], Look] = {}

    def note(self, stream: bytes, kind: int, at: int, size: int) -> None:
        """Take in one record of the sheet that is no cell."""
        if kind == _ROW and size >= 14:
            if struct.unpack_from("<H", stream, at + 12)[0] & _HIDDEN_ROW:
                self._rows.add(struct.unpack_from("<H", stream, at)[0])
        elif kind == _COLUMNS and size >= 10:
            first, last, _width, _style, options = struct.unpack_from("<HHHHH", stream, at)
            if options & _HIDDEN_COLUMN:
                self._columns.update(range(first, min(last, 255) + 1))
        elif kind == _COMMENT and size >= 4:
            self._see(struct.unpack_from("<HH", stream, at), comment_look(""))
        elif kind == _FILTERED:
            self._filtered = True

    def note_cell(self, row: int, column: int, style: int) -> None:
        """Take in the style of a cell."""
        if look := self._styles.get(style):
            self._see((row, column), look)

    def result(self) -> Looks:
        """Return what is seen of the sheet."""
        return Looks(frozenset(self._rows), frozenset(self._columns), self._filtered, self._cells)

    def _see(self, cell: tuple[int, ...], look: Look) -> None:
        place = cell[0], cell[1]
        self._cells[place] = self._cells.get(place, NOTHING) + look


def _is_filled(stream: bytes, at: int, size: int) -> bool:
    """True for a cell with a fill that is not white."""
    if size < 20:
        return False
    pattern = struct.unpack_from("<I", stream, at + 14)[0] >> 26
    return bool(pattern) and struct.unpack_from("<H", stream, at + 18)[0] & 0x7F not in _WHITE


def _text(record: bytes) -> str:
    letters, wide = struct.unpack_from("<HB", record)
    if wide & 1:
        return record[3 : 3 + letters * 2].decode("utf-16-le", "replace")
    return record[3 : 3 + letters].decode("latin-1")
