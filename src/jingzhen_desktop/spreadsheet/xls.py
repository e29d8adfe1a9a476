"""A look into .xls (and WPS .et) before it is read: password, cells too far out, error values.

An .xls is a small file system (OLE) with one stream of records. Calamine lays out every sheet at once when it
opens the file, 65,536 × 256 cells where one value sits in the far corner, and shows errors as blank. Walking
the records first costs little, works alike on Windows and Linux (a child process with a memory limit would
not) and finds the errors too.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ..base.errors import InputRejected
from .archive import DAMAGED, LOCKED, MACROS
from .limits import MAX_AREA, MAX_SHEETS, refuse_area, refuse_far_cell, refuse_text
from .looks import Looks
from .xls_looks import SHEET_RECORDS, STYLE_RECORDS, SheetLooks, Styles
from .xlsx import EXTERNAL, Problems, error_problem

_END_OF_CHAIN = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_MINI_LIMIT = 4096
_ENTRY = 128
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CELLS = {0x0006, 0x027E, 0x0203, 0x0204, 0x0205, 0x00FD, 0x00BD, 0x00D6, 0x0406, 0x0206}
_FORMULAS = {0x0006, 0x0206, 0x0406}
_DIMENSIONS, _WIDE_DIMENSIONS = 0x0200, 14
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256  # what the format can hold
_SHEET, _END, _FILE_PASSWORD, _STRINGS, _CONTINUE = 0x0085, 0x000A, 0x002F, 0x00FC, 0x003C
_BOOK, _BOOK_SHEETS = 0x01AE, 0x0017
# what a book record says of itself: the sheets of this file, add-in functions
_THIS_BOOK, _FUNCTIONS = (
    0x0401,
    0x3A01,
)
_REFERENCES = frozenset({0x3A, 0x5A, 0x7A, 0x3B, 0x5B, 0x7B})
_OLD_BOOKS = frozenset({(0x0809, 8, 0x0500), (0x0809, 8, 0x0400)})
"""How a workbook of Excel 95 and older begins: kind, size and version of its first record."""
_SHARED_TEXT, _BOOL_OR_ERROR, _ROW_OF_NUMBERS = 0x00FD, 0x0205, 0x00BD


def look(data: bytes) -> tuple[dict[str, Problems], dict[str, Looks]]:
    """Return the problems of each sheet by its name, and how it looks.

    Raises:
        InputRejected: with a password, no workbook inside, damaged, or a cell beyond the limits.
    """
    try:
        streams = _Streams(data)
        if streams.has("encryptedpackage"):
            raise InputRejected(LOCKED)
        if streams.has("_vba_project_cur") or streams.has("_vba_project"):
            raise InputRejected(MACROS)
        stream = streams.read("workbook") or streams.read("book")
        if stream and struct.unpack_from("<HHH", stream) in _OLD_BOOKS:
            raise InputRejected(
                "是Excel 5.0/95的旧格式，不能直接读取；请用WPS/Excel打开，另存为xlsx文件后重试"
            )
        if not stream:
            raise InputRejected("不是Excel工作簿（可能是Word等其他文档）；请选择填报用的Excel文件")
        return _look_into(stream)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise InputRejected(DAMAGED) from error


def _look_into(stream: bytes) -> tuple[dict[str, Problems], dict[str, Looks]]:
    sheets: list[tuple[str, int]] = []
    lengths: list[int] = []
    books: list[bool] = []
    elsewhere: frozenset[int] = frozenset()
    styles = Styles()
    for kind, at, size in _records(stream, 0):
        if kind in STYLE_RECORDS:
            styles.note(stream, kind, at, size)
        elif kind == _FILE_PASSWORD:
            raise InputRejected(LOCKED)
        if kind == _SHEET and stream[at + 5] == 0:
            sheets.append((_sheet_name(stream[at : at + size]), struct.unpack_from("<I", stream, at)[0]))
        elif kind == _BOOK:
            books.append(struct.unpack_from("<H", stream, at + 2)[0] not in (_THIS_BOOK, _FUNCTIONS))
        elif kind == _BOOK_SHEETS:
            elsewhere = _sheets_elsewhere(stream, at, size, books)
        elif kind == _STRINGS:
            lengths = _string_lengths(_joined(stream, at, size))
            # calamine makes room for as many as this says
            if struct.unpack_from("<I", stream, at + 4)[0] > len(lengths):
                raise InputRejected(DAMAGED)
    if len(sheets) > MAX_SHEETS:
        raise InputRejected("里的工作表太多；请删除与填报无关的工作表后重试")
    meter = _Meter(lengths)
    problems: dict[str, Problems] = {}
    looks: dict[str, Looks] = {}
    for name, start in sheets:
        look = SheetLooks(styles)
        problems[name] = _look_into_sheet(stream, name, start, meter, elsewhere, look)
        looks[name] = look.result()
    return problems, looks


def _sheets_elsewhere(stream: bytes, at: int, size: int, books: list[bool]) -> frozenset[int]:
    """Return which of the sheets that formulas can name lie in other files."""
    count = min(struct.unpack_from("<H", stream, at)[0], (size - 2) // 6)
    numbers = [struct.unpack_from("<H", stream, at + 2 + position * 6)[0] for position in range(count)]
    return frozenset(position for position, book in enumerate(numbers) if book < len(books) and books[book])


def _names_elsewhere(stream: bytes, at: int, size: int, elsewhere: frozenset[int]) -> bool:
    """True for a formula with a reference into another file;
    its tokens are looked through for one, not understood.
    """
    tokens = stream[at + 22 : at + size]
    return any(
        tokens[position] in _REFERENCES and struct.unpack_from("<H", tokens, position + 1)[0] in elsewhere
        for position in range(len(tokens) - 2)
    )


def _look_into_sheet(
    stream: bytes, name: str, start: int, meter: _Meter, elsewhere: frozenset[int], look: SheetLooks
) -> Problems:
    problems: Problems = {}
    last_row = last_column = -1
    for kind, at, size in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(stream, at, size)
        elif kind in SHEET_RECORDS:
            look.note(stream, kind, at, size)
        if kind not in _CELLS:
            continue
        row, column = struct.unpack_from("<HH", stream, at)
        right = struct.unpack_from("<H", stream, at + size - 2)[0] if kind == _ROW_OF_NUMBERS else column
        refuse_far_cell(name, row, max(column, right))
        _note_styles(stream, kind, at, right, look)
        last_row, last_column = max(last_row, row), max(last_column, column, right)
        meter.count(name, struct.unpack_from("<I", stream, at + 6)[0] if kind == _SHARED_TEXT else None)
        code = _error_code(stream, kind, at)
        if code is not None:
            problems[row, column] = error_problem(_ERRORS.get(code, ""))
        elif elsewhere and kind in _FORMULAS and _names_elsewhere(stream, at, size, elsewhere):
            problems[row, column] = EXTERNAL
    meter.lay_out(name, (last_row + 1) * (last_column + 1))
    return problems


def _note_styles(stream: bytes, kind: int, at: int, right: int, look: SheetLooks) -> None:
    row, column, style = struct.unpack_from("<HHH", stream, at)
    if kind != _ROW_OF_NUMBERS:
        look.note_cell(row, column, style)
        return
    for position in range(right - column + 1):
        look.note_cell(row, column + position, struct.unpack_from("<H", stream, at + 4 + position * 6)[0])


def _check_dimensions(stream: bytes, at: int, size: int) -> None:
    """Refuse a size no .xls can have: calamine makes room for all of it."""
    first_row, end_row, first_column, end_column = struct.unpack_from(
        "<IIHH" if size >= _WIDE_DIMENSIONS else "<HHHH", stream, at
    )
    if end_row > _MOST_ROWS or end_column > _MOST_COLUMNS or first_row > end_row or first_column > end_column:
        raise InputRejected(DAMAGED)


def _error_code(stream: bytes, kind: int, at: int) -> int | None:
    if kind == _BOOL_OR_ERROR and stream[at + 7]:
        return stream[at + 6]
    if kind in _FORMULAS and stream[at + 12 : at + 14] == b"\xff\xff" and stream[at + 6] == 2:
        return stream[at + 8]
    return None


def _records(stream: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yield kind, place of the content and its size, until the end record of this part of the stream."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        at += 4
        if kind == _END or at + size > len(stream):
            return
        yield kind, at, size
        at += size


def _sheet_name(record: bytes) -> str:
    """Return the name as BIFF8 writes it: a length, a flag for wide letters, the letters."""
    letters, wide = record[6], record[7] & 1
    return (
        record[8 : 8 + letters * 2].decode("utf-16-le") if wide else record[8 : 8 + letters].decode("latin-1")
    )


def _joined(stream: bytes, at: int, size: int) -> list[bytes]:
    """Return the content of the table of texts and of its continuations, piece by piece."""
    pieces = [stream[at : at + size]]
    for kind, following, length in _records(stream, at + size):
        if kind != _CONTINUE:
            break
        pieces.append(stream[following : following + length])
    return pieces


def _string_lengths(pieces: list[bytes]) -> list[int]:
    """Return the size of every shared text;
    a text may run on into the next piece, where its width is told anew.
    """
    lengths: list[int] = []
    cursor = _Cursor(pieces, 8)
    while not cursor.at_end():
        letters, flags = struct.unpack("<HB", cursor.take(3))
        runs = struct.unpack("<H", cursor.take(2))[0] if flags & 8 else 0
        extra = struct.unpack("<I", cursor.take(4))[0] if flags & 4 else 0
        cursor.skip_letters(letters, flags & 1)
        cursor.take(runs * 4 + extra)
        lengths.append(letters * 3)
    return lengths


class _Cursor:
    """A place in a content that lies in several pieces."""

    def __init__(self, pieces: list[bytes], at: int) -> None:
        self._pieces = pieces
        self._piece = 0
        self._at = at

    def at_end(self) -> bool:
        """Go on to the next piece where this one is used up; say whether there is none."""
        while self._piece < len(self._pieces) and self._at >= len(self._pieces[self._piece]):
            self._piece, self._at = self._piece + 1, 0
        return self._piece >= len(self._pieces)

    def take(self, size: int) -> bytes:
        """Return the next bytes, across pieces."""
        taken = b""
        while len(taken) < size and not self.at_end():
            part = self._pieces[self._piece][self._at : self._at + size - len(taken)]
            taken += part
            self._at += len(part)
        return taken

    def skip_letters(self, letters: int, wide: int) -> None:
        """Pass over letters of one or two bytes; at the start of a further piece a flag byte says which."""
        while letters and self._piece < len(self._pieces):
            here = (len(self._pieces[self._piece]) - self._at) >> wide
            passed = min(letters, here)
            letters -= passed
            self._at += passed << wide
            if letters:
                self._piece, self._at = self._piece + 1, 1
                wide = (
                    self._pieces[self._piece][0] & 1
                    if self._piece < len(self._pieces) and self._pieces[self._piece]
                    else 0
                )


class _Meter:
    """Counts cells and repeated texts over all sheets,
    also where several sheets point to the same records.
    """

    def __init__(self, lengths: list[int]) -> None:
        self._lengths = lengths
        self._cells = self._area = self._text_size = 0

    def count(self, sheet: str, text: int | None) -> None:
        """Count one cell, and its shared text when it has one."""
        self._cells += 1
        if self._cells > MAX_AREA:
            refuse_area(sheet, self._cells)
        if text is not None and text < len(self._lengths):
            self._text_size += self._lengths[text]
            refuse_text(self._text_size)

    def lay_out(self, sheet: str, area: int) -> None:
        """Count the rectangle of one sheet."""
        self._area += area
        refuse_area(sheet, self._area)


class _Streams:
    """The streams of an OLE file by lower-case name."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(16, struct.unpack_from("<H", data, 30)[0])
        self._table = self._sector_table()
        self._entries = self._directory(struct.unpack_from("<I", data, 48)[0])

    def has(self, name: str) -> bool:
        """Say whether there is such a stream."""
        return name in self._entries

    def read(self, name: str) -> bytes:
        """Return a stream's bytes; empty when there is none."""
        start, size = self._entries.get(name, (_END_OF_CHAIN, 0))
        if size >= _MINI_LIMIT:
            return self._chain(start)[:size]
        return self._mini(start)[:size] if size else b""

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if at >= len(self._data):
            raise InputRejected(DAMAGED)
        return self._data[at : at + self._size]

    def _sector_table(self) -> list[int]:
        numbers = [number for number in struct.unpack_from("<109I", self._data, 76) if number < _END_OF_CHAIN]
        following, count = struct.unpack_from("<II", self._data, 68)
        for _ in range(min(count, len(self._data) // self._size + 1)):
            if following >= _END_OF_CHAIN:
                break
            *more, following = _numbers(self._sector(following))
            numbers += [number for number in more if number < _END_OF_CHAIN]
        numbers = numbers[: len(self._data) // self._size + 1]
        return list(_numbers(b"".join(self._sector(number) for number in numbers)))

    def _chain(self, start: int) -> bytes:
        """Join the sectors of a chain; a chain longer than the file runs in a circle."""
        found: list[bytes] = []
        while start < _END_OF_CHAIN:
            if start >= len(self._table) or len(found) > len(self._table):
                raise InputRejected(DAMAGED)
            found.append(self._sector(start))
            start = self._table[start]
        return b"".join(found)

    def _directory(self, start: int) -> dict[str, tuple[int, int]]:
        entries = {}
        folder = self._chain(start)
        if len(folder) % _ENTRY:
            raise InputRejected(DAMAGED)
        for at in range(0, len(folder), _ENTRY):
            letters = struct.unpack_from("<H", folder, at + 64)[0]
            if 2 <= letters <= 64:
                name = folder[at : at + letters - 2].decode("utf-16-le").lower()
                key = "" if folder[at + 66] == 5 else name  # 5: the root, which holds the small streams
                entries[key] = struct.unpack_from("<II", folder, at + 116)
                if entries[key][1] > len(self._data):
                    raise InputRejected(DAMAGED)
        return entries

    def _mini(self, start: int) -> bytes:
        """Return a stream of less than 4 KB, which lies in 64-byte pieces inside the root's stream."""
        pool = self._chain(self._entries.get("", (_END_OF_CHAIN, 0))[0])
        table = _numbers(self._chain(struct.unpack_from("<I", self._data, 60)[0]))
        found: list[bytes] = []
        while start < len(table) and len(found) <= len(table):
            found.append(pool[start * 64 : start * 64 + 64])
            start = table[start]
        return b"".join(found)


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
