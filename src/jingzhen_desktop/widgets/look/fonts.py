"""The faces and sizes of texts: the application's font by platform, and a font for each role of a text."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import lru_cache

from PySide6.QtGui import QFont, QGuiApplication

from .tokens import Height, Letters, Type, tokens

_TABULAR_DIGITS = "tnum"


def usual_font(factor: float) -> QFont:
    """The font every widget starts with; ``factor`` is that of 字号."""
    platform = "windows" if sys.platform == "win32" else "linux"
    font = QFont(list(tokens().family[platform]))
    font.setPixelSize(round(tokens().type[Type.BODY].px * factor))
    with suppress(TypeError):  # PySide6 6.7 cannot name a feature; digits are as wide as the font has them
        font.setFeature(QFont.Tag(_TABULAR_DIGITS), 1)
    return font


def font_of(role: Type) -> QFont:
    """The font for a role of a text, at the present 字号."""
    letters = tokens().type[role]
    font = QFont(QGuiApplication.font())
    if role is Type.PAPER:
        font.setFamilies([*tokens().family["paper"], *font.families()])
    font.setPixelSize(scaled(letters.px))
    font.setBold(letters.bold)
    return font


def letters_of(role: Type) -> Letters:
    """Size and line height of a role at the present 字号."""
    letters = tokens().type[role]
    return Letters(scaled(letters.px), scaled(letters.line), letters.bold)


def heights() -> Height:
    """The heights of the tokens in px at the present 字号."""
    return _heights(size_factor())


def scaled(px: int) -> int:
    """A size in px at the present 字号."""
    return round(px * size_factor())


def size_factor() -> float:
    """By how much the present 字号 is larger than drawn in the tokens."""
    return QGuiApplication.font().pixelSize() / tokens().type[Type.BODY].px


@lru_cache(maxsize=8)
def _heights(factor: float) -> Height:
    drawn = tokens().height._asdict()
    return Height(**{name: round(px * factor) for name, px in drawn.items()})
