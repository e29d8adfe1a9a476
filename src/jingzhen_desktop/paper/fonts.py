"""The PC's fonts by role (小标宋, 仿宋, 黑体, 楷体, 宋体): which is used, what stands in for what, and per character.

Preference lists: ``resources/fonts/roles.toml``. Files are found by ``fontfiles``, opened by ``faces``.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from ..base.errors import EnvironmentFault
from ..base.resources import resource
from .faces import Face, cache_folder, open_face
from .fontfiles import FontFace, FontFile, faces, font_folders, scan

_log = logging.getLogger(__name__)

MISSING = "〓"
"""Printed for a character that no installed font has (the compositor's mark for a missing sort)."""


class Role(StrEnum):
    """What a face is for."""

    TITLE = "小标宋"
    BODY = "仿宋"
    HEAD = "黑体"
    KAI = "楷体"
    SONG = "宋体"


class RoleFont(NamedTuple):
    """The font a role is printed with on this PC."""

    name: str
    file: Path
    substituted: bool


@dataclass(frozen=True)
class _Wish:
    """One entry of a role's preference list."""

    name: str
    files: tuple[str, ...]
    families: tuple[str, ...]
    genuine: bool
    embolden: float


@dataclass(frozen=True)
class _Found:
    """An installed font that a role may use."""

    name: str
    file: FontFile
    face: FontFace
    genuine: bool
    embolden: float


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character of a role is printed:
    by which face, how wide (thousandths of the size), how much bolder.
    """

    character: str
    face: Face
    advance: float
    embolden: float
    missing: bool = False


def font_book(
    folders: Sequence[Path] | None = None,
    cache: Path | None = None,
    preferred: tuple[tuple[Role, str], ...] = (),
) -> FontBook:
    """Return the fonts of this PC (or of the given folders); the same book as before as long as no font file
    changed.

    ``preferred`` names a font (family, full name or file name) to try first for a role.

    Raises:
        EnvironmentFault: there is no Chinese font at all.
    """
    return _book(scan(font_folders() if folders is None else folders), cache or cache_folder(), preferred)


@lru_cache(maxsize=2)
def _book(files: tuple[FontFile, ...], cache: Path, preferred: tuple[tuple[Role, str], ...]) -> FontBook:
    return FontBook(files, cache, dict(preferred))


class FontBook:
    """Which installed font prints which role and character;
    faces are opened when first needed and stay open.
    """

    def __init__(
        self, files: Sequence[FontFile], cache: Path, preferred: Mapping[Role, str] | None = None
    ) -> None:
        self._cache = cache
        self._faces: dict[tuple[Path, int], Face | None] = {}
        self._glyphs: dict[tuple[Role, str], Glyph] = {}
        self._wanted = dict(preferred or {})
        self._memory: dict[object, dict[str, Any]] = {}
        wishes = {role: (*self._preference(role), *listed) for role, listed in _wishes().items()}
        own = {role: _installed(wishes[role], files) for role in wishes}
        if not any(own.values()):
            own[Role.SONG] = _any_chinese(files)
        self._chains = {role: _chain(role, own) for role in Role}

    def roles(self) -> dict[Role, RoleFont]:
        """Return for every role the font that prints it; each is opened, so a damaged one does not count."""
        fonts = {role: self._first(role) for role in Role}
        return {role: RoleFont(font.name, font.file.path, not font.genuine) for role, font in fonts.items()}

    def substitution(self, role: Role) -> str | None:
        """Return the sentence that tells the clerk of a substituted role,
        or of a wished font that is absent; else None.
        """
        font, wanted = self._first(role), self._wanted.get(role)
        gap = "" if font.name.endswith("）") else " "
        if wanted and font.name != wanted:
            return f"{role} 所设的“{wanted}”未安装或不能使用，以 {font.name}{gap}代替"
        return None if font.genuine else f"{role} 未安装，以 {font.name}{gap}代替"

    def memory(self, key: object) -> dict[str, Any]:
        """Return the place where what was measured of characters is kept as long as the book, e.g.
        their widths in a style.
        """
        return self._memory.setdefault(key, {})

    def _preference(self, role: Role) -> tuple[_Wish, ...]:
        name = self._wanted.get(role)
        return (_Wish(name, (name.lower(),), (name.lower(),), genuine=True, embolden=0.0),) if name else ()

    def glyph(self, role: Role, character: str) -> Glyph:
        """Return how a character is printed:
        by the role's font, else the next that has it, else as a visible mark.
        """
        glyph = self._glyphs.get((role, character))
        if glyph is None:
            glyph = self._glyphs[role, character] = self._find(role, character) or self._replace(
                role, character
            )
        return glyph

    def _first(self, role: Role) -> _Found:
        return next((found for found in self._chains[role] if self._face(found)), self._chains[role][0])

    def _find(self, role: Role, character: str) -> Glyph | None:
        for found in self._chains[role]:
            face = self._face(found)
            if face is not None and face.has(character):
                return Glyph(character, face, face.advance(character), found.embolden)
        return None

    def _replace(self, role: Role, character: str) -> Glyph:
        plain = normalize("NFKC", character)  # a lowered ₂ as 2: kgCO2 says the same, kgCO〓 says nothing
        for mark in ((plain,) if len(plain) == 1 else ()) + (MISSING, "□", "?"):
            found = self._find(role, mark)
            if found is not None:
                return Glyph(mark, found.face, found.advance, found.embolden, missing=True)
        raise _no_fonts()

    def _face(self, found: _Found) -> Face | None:
        """Open a face once; one that cannot be read or embedded is passed over."""
        key = found.file.path, found.face.index
        if key not in self._faces:
            try:
                self._faces[key] = open_face(found.file, found.face.index, found.face.postscript, self._cache)
            except Exception:  # noqa: BLE001 - damaged, may not be embedded, …: the role's next font serves
                _log.warning("font %s cannot be used", found.file.path, exc_info=True)
                self._faces[key] = None
        return self._faces[key]


@cache
def _wishes() -> dict[Role, tuple[_Wish, ...]]:
    data = tomllib.loads(resource("fonts", "roles.toml").read_text(encoding="utf-8"))
    return {role: tuple(map(_wish, data[role]["fonts"])) for role in Role}


def _wish(entry: dict[str, object]) -> _Wish:
    def texts(key: str) -> tuple[str, ...]:
        value = entry.get(key, [])
        return tuple(str(text).lower() for text in value) if isinstance(value, list) else ()

    embolden = float(str(entry.get("embolden", 0)))
    return _Wish(
        str(entry["name"]), texts("files"), texts("families"), bool(entry.get("genuine", False)), embolden
    )


def _installed(wishes: Sequence[_Wish], files: Sequence[FontFile]) -> list[_Found]:
    """Return the installed fonts of a preference list, best first."""
    by_name = {file.path.name.lower(): file for file in reversed(files)}
    wanted = (_by_file_name(wish, by_name) or _by_family(wish, files) for wish in wishes)
    return [found for found in wanted if found]


def _by_file_name(wish: _Wish, files: dict[str, FontFile]) -> _Found | None:
    for name in wish.files:
        file = files.get(name)
        if file is not None and (known := faces(file)):
            face = next((face for face in known if face.names & set(wish.families)), known[0])
            return _Found(wish.name, file, face, wish.genuine, wish.embolden)
    return None


def _by_family(wish: _Wish, files: Sequence[FontFile]) -> _Found | None:
    for family in wish.families:
        place = _families(tuple(files)).get(family)
        if place is not None:
            return _Found(wish.name, *place, wish.genuine, wish.embolden)
    return None


@lru_cache(maxsize=2)
def _families(files: tuple[FontFile, ...]) -> dict[str, tuple[FontFile, FontFace]]:
    """Return where each family (in its regular style) or full name is found;
    reads the name tables of all files.
    """
    found: dict[str, tuple[FontFile, FontFace]] = {}
    for file in files:
        for face in faces(file):
            for name in face.names:
                if face.regular or name != face.family.lower():
                    found.setdefault(name, (file, face))
    return found


def _any_chinese(files: Sequence[FontFile]) -> list[_Found]:
    """Return fonts that no list names but that claim to cover simplified Chinese."""
    found = []
    for file in files:
        chinese = (face for face in faces(file) if face.chinese)
        found += [_Found(face.family or file.path.stem, file, face, False, 0.0) for face in chinese]
    if not found:
        raise _no_fonts()
    return found


def _chain(role: Role, own: dict[Role, list[_Found]]) -> list[_Found]:
    """Return a role's fonts followed by those of the other roles, which stand in for what is missing."""
    others = (other for other in (Role.SONG, Role.BODY, Role.HEAD, Role.KAI, Role.TITLE) if other is not role)
    rest = map(_stand_in, chain.from_iterable(own[other] for other in others))
    return list(_once([*own[role], *rest]))


def _stand_in(found: _Found) -> _Found:
    return _Found(found.name, found.file, found.face, False, 0.0)


def _once(chain: Sequence[_Found]) -> Iterator[_Found]:
    seen: set[tuple[Path, int]] = set()
    for found in chain:
        key = found.file.path, found.face.index
        if key not in seen:
            seen.add(key)
            yield found


def _no_fonts() -> EnvironmentFault:
    return EnvironmentFault(
        "本机没有可用的中文字体，无法生成文件。Windows 请恢复系统自带的宋体、仿宋、黑体、楷体；"
        "统信 UOS、麒麟或 Debian 请安装软件包 fonts-noto-cjk、fonts-arphic-uming、fonts-arphic-ukai、fonts-wqy-zenhei 后重试。"
    )
