"""A face that can be measured and embedded: TrueType as it is, CFF outlines converted glyph by glyph.

reportlab embeds TrueType only. The glyphs that documents need of a CFF face (Noto CJK, Source Han, Fandol)
are converted with fontTools and kept as one small TrueType file per face in the user's cache folder, which
grows with the characters used; it may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import mmap
import os
import re
import struct
import sys
import threading
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from .fontfiles import FontFile

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont as SourceFont
    from reportlab.pdfbase.ttfonts import TTFont

_CACHE_VERSION = 1
_NOTDEF = ".notdef"
_RARE = re.compile(r"<([0-9A-F]{5,6})>")


_SPACED = 0xF0000
"""Characters of the private plane that stand for the same character with a blank after it."""


class Ink(NamedTuple):
    """Edges of a character's ink from its origin, in thousandths of the type size."""

    left: float
    bottom: float
    right: float
    top: float


class Face(Protocol):
    """What measuring and drawing need of a face."""

    def has(self, character: str) -> bool:
        """Say whether the face has a glyph for the character."""

    def advance(self, character: str) -> float:
        """Return the character's width in thousandths of the type size."""

    def embedded(self) -> str:
        """Return the name under which reportlab knows the face, with every character measured so far."""

    def ink(self, character: str) -> Ink:
        """Return where the character's ink is."""


def spaced_form(font: str, character: str, space: float) -> str:
    """Return the text that prints a character of an embedded font with a blank (thousandths) belonging to it.

    As a mere gap a quarter of an em would be read as a space between words by whoever searches or copies the
    text; as part of the character's width it is none. It is the same glyph under another code, and the PDF's
    text map says what it means.
    """
    from reportlab.pdfbase.pdfmetrics import getFont

    face, code = getFont(font).face, ord(character)  # type: ignore[attr-defined]  # the stubs know no TTFont
    spaced = _SPACED + code
    if spaced not in face.charToGlyph:
        face.charToGlyph[spaced] = face.charToGlyph[code]
        face.charWidths[spaced] = face.charWidths[code] + space
    return chr(spaced)


def cache_folder() -> Path:
    """Return the user's folder for converted fonts."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", str(Path.home())))
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "jingzhen-desktop" / "fonts"


def open_face(file: FontFile, index: int, postscript: bool, cache: Path) -> Face:
    """Open one face of a font file.

    Raises:
        Exception: the file is damaged or refuses embedding (whatever the font libraries raise).
    """
    if not postscript:
        return TrueTypeFace(file, index)
    face = ConvertedFace(file, index, cache)
    face.has("国")  # opens the source now unless its glyphs are kept from before
    return face


class TrueTypeFace:
    """A TrueType face, embedded by reportlab as a subset of the characters drawn."""

    def __init__(self, file: FontFile, index: int) -> None:
        self._name = f"{file.path.stem}-{index}-{_key(file, index)}"
        self._font = _register(self._name, _Mapped(file.path), index)

    def has(self, character: str) -> bool:
        return bool(self._font.face.charToGlyph.get(ord(character)))

    def advance(self, character: str) -> float:
        return float(self._font.face.charWidths[ord(character)])

    def embedded(self) -> str:
        return self._name

    def ink(self, character: str) -> Ink:
        return _ink(self._font, character)


class ConvertedFace:
    """A face with CFF outlines: measured from the source, drawn from converted glyphs."""

    def __init__(self, file: FontFile, index: int, cache: Path) -> None:
        self._file, self._index = file, index
        self._name = f"{file.path.stem}-{index}-{_key(file, index)}"
        self._kept = cache / f"{self._name}.ttf"
        self._wanted: set[str] = set()
        self._count = 0
        self._data = b""
        self._font = self._load(self._kept)

    def has(self, character: str) -> bool:
        return self._converted(character) or ord(character) in self._characters

    def advance(self, character: str) -> float:
        if self._font is not None and self._converted(character):
            return float(self._font.face.charWidths[ord(character)])
        self._wanted.add(character)
        return float(
            self._source["hmtx"][self._characters[ord(character)]][0] * 1000 / self._source["head"].unitsPerEm
        )

    def embedded(self) -> str:
        self._ready()
        return f"{self._name}-{self._count}"

    def ink(self, character: str) -> Ink:
        if self._font is not None and self._converted(character):
            return _ink(self._font, character)
        from fontTools.pens.boundsPen import BoundsPen

        pen = BoundsPen(None)
        self._source.getGlyphSet()[self._characters[ord(character)]].draw(pen)
        scale = 1000 / self._source["head"].unitsPerEm
        return Ink(*(round(edge * scale) for edge in pen.bounds or (0, 0, 0, 0)))

    def _converted(self, character: str) -> bool:
        return self._font is not None and ord(character) in self._font.face.charToGlyph

    def _ready(self) -> TTFont:
        """Convert what is still missing, keep it for next time, and return the font that has it all."""
        if self._wanted or self._font is None:
            data = _convert(self._source, self._characters, self._wanted, self._data)
            with contextlib.suppress(OSError):  # without a cache it works too, only slower
                _keep(data, self._kept)
            self._font = self._read(data)
            self._wanted.clear()
        return self._font

    def _load(self, kept: Path) -> TTFont | None:
        try:
            return self._read(kept.read_bytes())
        except Exception:  # noqa: BLE001 - none yet, or damaged in whatever way: made anew
            return None

    def _read(self, data: bytes) -> TTFont:
        font = _register(f"{self._name}-{self._count + 1}", io.BytesIO(data), 0)
        self._data = data
        self._count += 1
        return font

    @cached_property
    def _source(self) -> SourceFont:
        from fontTools.ttLib import TTFont as SourceFont

        return SourceFont(_Mapped(self._file.path).read(), fontNumber=self._index, lazy=True)

    @cached_property
    def _characters(self) -> dict[int, str]:
        characters: dict[int, str] = self._source.getBestCmap() or {}
        return characters


class _Mapped:
    """A file that reportlab 'reads' without copying 20 MB into memory."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> Any:
        with Path(self.name).open("rb") as stream:
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)


def _key(file: FontFile, index: int) -> str:
    source = f"{_CACHE_VERSION} {file.path} {file.size} {file.changed} {index}"
    return hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _register(name: str, source: object, index: int) -> TTFont:
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    _mend_rare_characters()
    font = TTFont(name, source, subfontIndex=index)
    font.unregister()  # else reportlab goes on using the font it knows under the same face name
    registerFont(font)
    return font


@cache
def _mend_rare_characters() -> None:
    """Write characters beyond U+FFFF (rare ones in names) into the PDF's text map as UTF-16, as it requires.

    Those that stand for a character with a blank after it are written as that character.
    """
    from reportlab.pdfbase import ttfonts

    original = ttfonts.makeToUnicodeCMap

    def mended(fontname: str, subset: list[int]) -> str:
        codes = [code - _SPACED if code >= _SPACED else code for code in subset]
        return _RARE.sub(
            lambda code: f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>",
            original(fontname, codes),
        )

    ttfonts.makeToUnicodeCMap = mended


def _ink(font: TTFont, character: str) -> Ink:
    """Read the box from the glyph's header in the glyf table."""
    face = font.face
    glyph = face.charToGlyph.get(ord(character), 0)
    start, end = face.glyphPos[glyph], face.glyphPos[glyph + 1]
    if end <= start:
        return Ink(0, 0, 0, 0)
    header = face.get_chunk(face.get_table_pos("glyf")[0] + start, 10)
    return Ink(*(edge * 1000 / face.unitsPerEm for edge in struct.unpack(">5h", header)[1:]))


def _convert(source: SourceFont, characters: dict[int, str], wanted: set[str], kept: bytes) -> bytes:
    """Build a TrueType font of the glyphs kept so far and the wanted ones.

    Its tables beside the glyphs do not depend on which characters are in it, so a PDF's bytes do not depend
    on what was printed before.
    """
    from fontTools.fontBuilder import FontBuilder
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    glyphs, metrics, codes = _kept_glyphs(kept) if kept else ({}, {}, {})
    outlines = source.getGlyphSet()
    for code in sorted(map(ord, wanted)):
        name = f"u{code:05X}"
        glyphs[name], metrics[name], codes[code] = *_quadratic(outlines[characters[code]]), name
    glyphs.setdefault(_NOTDEF, _quadratic(outlines[_NOTDEF])[0])
    metrics.setdefault(_NOTDEF, (int(outlines[_NOTDEF].width), 0))
    order = [_NOTDEF, *sorted(set(glyphs) - {_NOTDEF})]
    builder = FontBuilder(source["head"].unitsPerEm, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(codes)
    builder.setupGlyf({name: glyphs[name] for name in order}, calcGlyphBounds=False)
    builder.setupHorizontalMetrics({name: metrics[name] for name in order})
    builder.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    builder.setupNameTable(
        {"familyName": "Converted", "psName": source["name"].getDebugName(6) or "Converted"}
    )
    builder.font["OS/2"] = DefaultTable("OS/2")
    builder.font["OS/2"].data = source.reader["OS/2"]
    builder.setupPost(keepGlyphNames=True)
    return _saved(builder.font, source)


def _quadratic(outline: Any) -> tuple[Any, tuple[int, int]]:
    """Convert one outline; return the glyph and its advance and left bearing in font units."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    outline.draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
    glyph = pen.glyph()
    glyph.recalcBounds(None)
    return glyph, (int(outline.width), getattr(glyph, "xMin", 0))


def _kept_glyphs(kept: bytes) -> tuple[dict[str, Any], dict[str, tuple[int, int]], dict[int, str]]:
    from fontTools.ttLib import TTFont as SourceFont

    font = SourceFont(io.BytesIO(kept))
    names = font.getGlyphOrder()
    return (
        {name: font["glyf"][name] for name in names},
        {name: font["hmtx"][name] for name in names},
        dict(font.getBestCmap()),
    )


def _saved(font: Any, source: SourceFont) -> bytes:
    """Save with the header values of the source instead of ones computed from the glyphs."""
    font.recalcBBoxes = False
    font.recalcTimestamp = False
    head, hhea, maxp = font["head"], font["hhea"], font["maxp"]
    for field in ("xMin", "yMin", "xMax", "yMax", "created", "modified", "fontRevision"):
        setattr(head, field, getattr(source["head"], field))
    for field in ("advanceWidthMax", "minLeftSideBearing", "minRightSideBearing", "xMaxExtent"):
        setattr(hhea, field, getattr(source["hhea"], field))
    for field in ("maxCompositePoints", "maxCompositeContours", "maxComponentElements", "maxComponentDepth"):
        setattr(maxp, field, 0)
    maxp.maxPoints, maxp.maxContours = 4000, 400
    stream = io.BytesIO()
    font.save(stream, reorderTables=True)
    return stream.getvalue()


def _keep(data: bytes, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    # tempfile would try thousands of names in a folder that Windows keeps locked
    part = kept.with_name(f"{kept.stem}-{os.getpid()}-{threading.get_ident()}.part")
    try:
        part.write_bytes(data)
        part.replace(kept)
    except OSError:
        part.unlink(missing_ok=True)
        raise
