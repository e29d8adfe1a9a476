"""Font books of known faces, and a reader that measures a finished PDF."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import c_double
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from jingzhen_desktop.paper.fontfiles import FontFile, font_folders, scan
from jingzhen_desktop.paper.fonts import FontBook


@dataclass(frozen=True)
class PrintedLine:
    """The characters on one base line, left to right, as they stand in the PDF."""

    page: int
    y: float
    text: str
    starts: tuple[float, ...]
    ink_right: float
    size: float
    """Of its largest character."""

    @property
    def left(self) -> float:
        return self.starts[0]


def _installed(*starts: str) -> list[FontFile]:
    found = [file for file in scan(font_folders()) if file.path.name.lower().startswith(starts)]
    if not found:
        pytest.skip(f"font files {starts} are not installed")
    return found


@pytest.fixture(scope="session")
def classic(tmp_path_factory: pytest.TempPathFactory) -> FontBook:
    """TrueType faces only: AR PL UMing, AR PL UKai, WenQuanYi Zen Hei."""
    return FontBook(_installed("uming", "ukai", "wqy-zenhei"), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def noto_files() -> list[FontFile]:
    """Collections with CFF outlines only."""
    return _installed("notosanscjk-regular", "notoserifcjk")


@pytest.fixture
def noto(noto_files: list[FontFile], tmp_path: Path) -> FontBook:
    return FontBook(noto_files, tmp_path / "cache")


@pytest.fixture(scope="session")
def printed() -> Callable[[bytes], list[PrintedLine]]:
    """Read a PDF into lines, top to bottom; every character at its exact pen position."""
    return _lines


def _lines(data: bytes) -> list[PrintedLine]:
    document = pypdfium2.PdfDocument(data)
    return [
        line
        for number in range(len(document))
        for line in _page_lines(document[number].get_textpage(), number)
    ]


def _page_lines(text: pypdfium2.PdfTextPage, page: int) -> list[PrintedLine]:
    rows: dict[float, list[tuple[float, str, float, float]]] = {}
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or 0xDC00 <= code < 0xE000:
            continue
        if 0xD800 <= code < 0xDC00:  # a rare character comes in two halves
            code = 0x10000 + ((code - 0xD800) << 10) + pdfium.FPDFText_GetUnicode(text, i + 1) - 0xDC00
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        right = text.get_charbox(i)[2]
        rows.setdefault(round(y.value, 2), []).append(
            (x.value, chr(code), right, pdfium.FPDFText_GetFontSize(text, i))
        )
    lines = ((y, sorted(row)) for y, row in sorted(rows.items(), reverse=True))
    columns = ((y, tuple(zip(*row, strict=True))) for y, row in lines)
    return [
        PrintedLine(page, y, "".join(texts), starts, max(rights), max(sizes))
        for y, (starts, texts, rights, sizes) in columns
    ]
