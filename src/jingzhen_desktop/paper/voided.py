"""The mark 作废 on the copy of a paper that no longer holds, laid over the kept bytes.

The kept bytes stay as they are: what is laid over them is appended (PDF 1.7, 7.5.6 incremental updates), as
outlines, so that no font is needed. Which paper is void, and since when, is ``office.issued``'s matter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ..base.place import Place
from ..base.text import chinese_date
from ..office.file import Office
from ..office.issued import IssuedPaper, in_force, reprint
from .document import Pdf
from .fonts import Role
from .typeset import office_fonts

_PAGE = re.compile(rb"(\d+) 0 obj\s*<<(?=(?:(?!endobj).)*?/Type /Page\b(?!s))(.*?)endobj", re.DOTALL)
_CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
_BOX = re.compile(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]")
_TURN = re.compile(rb"/Rotate (\d+)")
_PATH = (("m", 2), ("l", 2), ("c", 6), ("h", 0))
"""What the operators of a path in ``reportlab.graphics`` are called in a PDF, and how many numbers each
takes.
"""
_RED = "0.8 0.05 0.05"
_SIZE, _SMALL = 96, 20
"""Points of the two lines of the mark."""
_SLANT = math.radians(24)


class _Page(NamedTuple):
    number: int
    body: bytes
    contents: int
    width: float
    height: float
    turned: int


def kept_copy(office: Office, paper: IssuedPaper) -> bytes:
    """Return an issued paper for printing or to be given away: as it was issued, and once it is void with 作废
    on each page.

    Raises:
        InputRejected: there is no such paper.
        DamagedFile: the bytes are no longer those that were issued.
    """
    data = reprint(office, paper.id)
    return data if paper.void_on is None else marked_void(office, data, paper.void_on)


def kept_or_new(office: Office, place: Place, make: Callable[[], Pdf], kind: str = "") -> Pdf:
    """Return the paper issued from a place that holds, as it was kept; else what ``make`` sets of the
    records.
    """
    paper = in_force(office, place, kind)
    return make() if paper is None else Pdf(reprint(office, paper.id), 0, f"{paper.title}（存档原件）")


def marked_void(office: Office, data: bytes, day: date) -> bytes:
    """Return a PDF of ours with 作废 and the day laid over every page; the bytes it was are its beginning."""
    lines = (("作废", _SIZE), (f"自{chinese_date(day)}起作废", _SMALL))
    font = office_fonts(office).roles()[Role.SONG].file
    drawn = [(_outline(font, text, size), size) for text, size in lines]
    pages = [_page(found) for found in _PAGE.finditer(data)]
    size = int(re.findall(rb"/Size (\d+)", data)[-1])
    objects = {size: _stream("q")}
    marks: dict[tuple[float, float, int], int] = {}
    for page in pages:
        held = page.width, page.height, page.turned
        if held not in marks:
            marks[held] = size + 1 + len(marks)
            objects[marks[held]] = _stream("Q\n" + _mark(page, drawn))
        at = marks[held]
        contents = b"/Contents [%d 0 R %d 0 R %d 0 R]" % (size, page.contents, at)
        objects[page.number] = _CONTENTS.sub(contents, b"<<" + page.body.strip(), count=1)
    return data + _update(data, objects)


def _outline(font: Path, text: str, size: float) -> tuple[str, float]:
    """Return the path of a line of text from the origin, and its width in points."""
    from fontTools.pens.reportLabPen import ReportLabPen
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont

    with TTFont(font, fontNumber=0, lazy=True) as face:
        glyphs, names = face.getGlyphSet(), face.getBestCmap()
        scale, at = size / face["head"].unitsPerEm, 0.0
        pen = ReportLabPen(glyphs)
        for character in text:
            glyph = glyphs[names[ord(character)]]
            glyph.draw(TransformPen(pen, (scale, 0, 0, scale, at, 0)))
            at += glyph.width * scale
    points = iter(pen.path.points)
    operators = [_PATH[number] for number in pen.path.operators]
    return " ".join(" ".join([*_next(points, count), sign]) for sign, count in operators), at


def _next(points: Iterator[float], count: int) -> list[str]:
    return [f"{point:.2f}" for point in islice(points, count)]


def _page(found: re.Match[bytes]) -> _Page:
    body = found[2]
    contents, box, turn = _CONTENTS.search(body), _BOX.search(body), _TURN.search(body)
    assert contents is not None
    assert box is not None  # our own pages: see ``drawing``
    return _Page(
        int(found[1]), body, int(contents[1]), float(box[1]), float(box[2]), int(turn[1]) if turn else 0
    )


def _mark(page: _Page, drawn: Sequence[tuple[tuple[str, float], int]]) -> str:
    """The operators that draw the lines slanted over the middle of a page, as its reader holds it."""
    slant = _SLANT + math.radians(page.turned)
    cosine, sine = math.cos(slant), math.sin(slant)
    middle = f"{cosine:.5f} {sine:.5f} {-sine:.5f} {cosine:.5f} {page.width / 2:.2f} {page.height / 2:.2f} cm"
    parts = [f"q {middle} {_RED} RG {_RED} rg 1.2 w"]
    base = 0.0
    for (path, width), size in drawn:
        parts.append(f"q 1 0 0 1 {-width / 2:.2f} {base:.2f} cm {path} {'S' if size == _SIZE else 'f'} Q")
        base -= size / 3 + _SMALL
    return "\n".join([*parts, "Q"])


def _stream(text: str) -> bytes:
    data = text.encode("ascii")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(data), data)


def _update(data: bytes, objects: dict[int, bytes]) -> bytes:
    """The objects with a cross-reference section of their own, and a trailer that leads to the one before."""
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    root, info = (re.findall(rb"/%s (\d+ 0 R)" % name, data)[-1] for name in (b"Root", b"Info"))
    out, places = bytearray(b"\n"), {}
    for number in sorted(objects):
        places[number] = len(data) + len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = len(data) + len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"<< /Size %d /Root %s /Info %s /Prev %d >>" % (max(objects) + 1, root, info, before)
    return bytes(out) + b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (trailer, table)
