"""Finds the font files of this PC and reads as much of their name tables as is needed to tell their faces
apart.

Reads a few hundred bytes per file with ``struct``; no font library, no fontconfig.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import BinaryIO

_SUFFIXES = (".ttf", ".ttc", ".otf", ".otc")
_NAME_IDS = frozenset({1, 2, 4, 16})
_REGULAR = frozenset({"", "regular", "r", "常规", "normal", "book", "medium"})
_GB_CODE_PAGE = 1 << 18  # OS/2 ulCodePageRange1: simplified Chinese


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font file; a changed size or time makes it another file."""

    path: Path
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class FontFace:
    """One face of a font file: its place in a collection, its names, and what kind of outlines it has."""

    index: int
    family: str
    names: frozenset[str]
    """Family and full names in all languages, lower case."""
    regular: bool
    postscript: bool
    """CFF outlines, which a PDF writer for TrueType cannot take as they are."""
    chinese: bool


def font_folders() -> tuple[Path, ...]:
    """Return the folders in which this system keeps fonts, the user's own included."""
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Microsoft" / "Windows" / "Fonts"
        return windows, local
    own = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), own, Path.home() / ".fonts"


def scan(folders: Iterable[Path]) -> tuple[FontFile, ...]:
    """Return all font files below the folders, in a fixed order; unreadable folders are passed over."""
    files = chain.from_iterable(map(_walk, folders))
    return tuple(sorted(files, key=lambda file: str(file.path)))


def _walk(folder: Path) -> Iterator[FontFile]:
    for place, _folders, names in os.walk(folder):
        for name in names:
            if not name.lower().endswith(_SUFFIXES):
                continue
            try:
                status = Path(place, name).stat()
            except OSError:
                continue  # a dangling link
            yield FontFile(Path(place, name), status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4096)
def faces(file: FontFile) -> tuple[FontFace, ...]:
    """Return the faces of a font file; none if it cannot be read or is no font."""
    try:
        with file.path.open("rb") as stream:
            return tuple(_face(stream, index, offset) for index, offset in enumerate(_offsets(stream)))
    except (OSError, struct.error, UnicodeDecodeError, KeyError, MemoryError):
        return ()


def _offsets(stream: BinaryIO) -> tuple[int, ...]:
    tag, _version, count = struct.unpack(">4sII", stream.read(12))
    if tag != b"ttcf":
        return (0,)
    return struct.unpack(f">{min(count, 64)}I", stream.read(4 * min(count, 64)))


def _face(stream: BinaryIO, index: int, offset: int) -> FontFace:
    stream.seek(offset)
    version, count = struct.unpack(">4sH6x", stream.read(12))
    records = (struct.unpack(">4s4xII", stream.read(16)) for _ in range(count))
    tables = {tag: (start, length) for tag, start, length in records}
    names = list(_names(_table(stream, tables[b"name"])))
    style = next((text for key, text in names if key == 2), "")
    known = frozenset(text.lower() for key, text in names if key != 2)
    family = next((text for key, text in names if key == 1), "")
    return FontFace(
        index, family, known, style.lower() in _REGULAR, version == b"OTTO", _chinese(stream, tables)
    )


def _table(stream: BinaryIO, place: tuple[int, int]) -> bytes:
    stream.seek(place[0])
    return stream.read(min(place[1], 1 << 20))


def _names(table: bytes) -> Iterator[tuple[int, str]]:
    """Yield name id and text of the records of a name table."""
    count, strings = struct.unpack(">2xHH", table[:6])
    for record in range(count):
        platform, _encoding, _language, key, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * record
        )
        if key in _NAME_IDS:
            raw = table[strings + offset : strings + offset + length]
            yield key, raw.decode("mac_roman" if platform == 1 else "utf-16-be", "replace").strip()


def _chinese(stream: BinaryIO, tables: dict[bytes, tuple[int, int]]) -> bool:
    """Say whether the font claims to cover simplified Chinese."""
    table = _table(stream, tables[b"OS/2"]) if b"OS/2" in tables else b""
    return len(table) >= 86 and bool(struct.unpack_from(">I", table, 78)[0] & _GB_CODE_PAGE)
