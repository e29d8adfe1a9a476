"""The elements of an official document as Word styles: faces, sizes, indents, lines (GB/T 9704-2012)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..fonts import Role
from .xml import LINE, RUN, indent, put, put_property, spacing

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_FACES = {
    Role.TITLE: "方正小标宋简体",
    Role.BODY: "仿宋",
    Role.HEAD: "黑体",
    Role.KAI: "楷体",
    Role.SONG: "宋体",
}
"""The names under which Windows and WPS know the faces."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How a style looks: ``first`` and ``right`` are indents in characters;
    ``line`` (0: as needed) and ``around`` are heights in twips.
    """

    name: str
    role: Role = Role.BODY
    size: float = 16.0
    align: str = "both"
    first: float = 0.0
    right: float = 0.0
    line: int = LINE
    level: int = -1
    red: bool = False
    around: int = 0


_TEXT_SIZE, _TIGHTER = 16.0, -4
"""Twips between characters: 28 of them fill 156 mm.
Word's own grid of characters is read differently by other programs.
"""

TITLE, BODY, FLUSH, CENTRED = "Title", "公文正文", "公文顶格", "公文居中"
BANNER_SIZE = 42
"""Points of the red head, at most."""
BANNER, NUMBER, RED_RULE = "发文机关标志", "发文字号", "版头红线"
LABEL, NOTE, SIGNED, CELL, CAPTION, PICTURE, IMPRINT, PAGE = (
    "附件标签",
    "附件说明",
    "署名日期",
    "表格文字",
    "表格标题",
    "图片",
    "版记",
    "公文页码",
)
IMPRINT_LINE = 440
SHEET_TITLE, SMALL = "统计表标题", "统计表说明"
_LOOKS = (
    _Look("Normal"),
    _Look(TITLE, Role.TITLE, 22, "center"),
    _Look("Heading 1", Role.HEAD, first=2, level=0),
    _Look("Heading 2", Role.KAI, first=2, level=1),
    _Look("Heading 3", first=2, level=2),
    _Look("Heading 4", first=2, level=3),
    _Look(BODY, first=2),
    _Look(FLUSH),
    _Look(CENTRED, align="center"),
    _Look(BANNER, Role.TITLE, BANNER_SIZE, "center", line=1000, red=True),
    _Look(NUMBER, align="center"),
    _Look(RED_RULE, size=1, line=227),
    _Look(LABEL, Role.HEAD, align="left"),
    _Look(NOTE),
    _Look(SIGNED, align="right"),
    _Look(CELL, size=12, align="left", line=0, around=40),
    _Look(CAPTION, Role.HEAD, 14, "center"),
    _Look(PICTURE, align="center", line=0),
    _Look(IMPRINT, size=14, align="left", line=IMPRINT_LINE),
    _Look(PAGE, Role.SONG, 14, "right", right=1, line=320),
    _Look(SHEET_TITLE, Role.TITLE, 18, "center", line=0),
    _Look(SMALL, Role.SONG, 10.5, "left", line=0),
)


def set_styles(word: WordDocument) -> None:
    """Make the styles; those of the same name that the template brings are emptied first."""
    from docx.enum.style import WD_STYLE_TYPE

    for look in _LOOKS:
        known = {style.name for style in word.styles}
        style = (
            word.styles[look.name]
            if look.name in known
            else word.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
        )
        _set_style(style, look)


def set_face(run: Any, role: Role) -> None:
    """Print a run (or a style) in a role's face, Latin letters and figures too."""
    name = _FACES[role]
    put(run.element.get_or_add_rPr(), RUN, "rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def _set_style(style: Any, look: _Look) -> None:
    from docx.shared import Pt, RGBColor

    for element in [part for part in style.element if part.tag.endswith(("}rPr", "}pPr"))]:
        style.element.remove(element)
    set_face(style, look.role)
    style.font.size = Pt(look.size)
    if look.size == _TEXT_SIZE:
        put(style.element.get_or_add_rPr(), RUN, "spacing", val=_TIGHTER)
    put(style.element.get_or_add_rPr(), RUN, "lang", eastAsia="zh-CN")
    style.font.color.rgb = RGBColor(0xFF if look.red else 0, 0, 0)
    spacing(style, line=look.line, before=look.around, after=look.around)
    indent(style, first=look.first, right=look.right)
    put_property(style, "jc", val=look.align)
    put_property(style, "snapToGrid", val=0 if look.line != LINE else 1)
    if look.level >= 0:
        put_property(style, "keepNext")
        put_property(style, "outlineLvl", val=look.level)
    if style.name not in {"Normal", TITLE} and look.level < 0:
        style.base_style = None
    style.quick_style = True
