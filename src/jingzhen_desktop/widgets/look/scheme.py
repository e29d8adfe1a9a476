"""What this PC wants of the look: light or dark, 字号, stronger outlines. Which colour that gives is
``palette``.

The choices belong to the PC and its user, not to the office file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication

from .tokens import tokens

_GROUP = "look"


class Brightness(StrEnum):
    """浅色, 深色, or as the system has it."""

    SYSTEM = "跟随系统"
    LIGHT = "浅色"
    DARK = "深色"


_WANTED = {
    Brightness.SYSTEM: Qt.ColorScheme.Unknown,
    Brightness.LIGHT: Qt.ColorScheme.Light,
    Brightness.DARK: Qt.ColorScheme.Dark,
}


@dataclass(frozen=True, slots=True)
class Choices:
    """How the clerk wants the window on this PC.

    Attributes:
        brightness: light, dark, or the system's.
        size: one of the names under ``[size]`` of the tokens.
        strong_lines: whether buttons and fields get outlines of at least 3:1.
    """

    brightness: Brightness = Brightness.SYSTEM
    size: str = "标准"
    strong_lines: bool = False

    @property
    def factor(self) -> float:
        """By how much type, rows and controls are larger than drawn in the tokens."""
        sizes = tokens().sizes
        return sizes[self.size] / sizes["标准"]


def read_choices() -> Choices:
    """What was chosen on this PC; what is unknown is as it comes."""
    settings, usual = QSettings(), Choices()
    brightness = str(settings.value(f"{_GROUP}/brightness", ""))
    size = str(settings.value(f"{_GROUP}/size", usual.size))
    return Choices(
        Brightness(brightness) if brightness in {one.value for one in Brightness} else usual.brightness,
        size if size in tokens().sizes else usual.size,
        str(settings.value(f"{_GROUP}/strong_lines", "")) == "1",
    )


def keep_choices(choices: Choices) -> None:
    """Remember the choices on this PC."""
    settings = QSettings()
    settings.setValue(f"{_GROUP}/brightness", choices.brightness.value)
    settings.setValue(f"{_GROUP}/size", choices.size)
    settings.setValue(f"{_GROUP}/strong_lines", "1" if choices.strong_lines else "")


def wants_dark(choices: Choices) -> bool:
    """Whether the colours are the dark ones: chosen, or the system's."""
    if choices.brightness is Brightness.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return choices.brightness is Brightness.DARK


def tell_system(choices: Choices) -> None:
    """Let the system draw title bars and its own dialogs as bright as the window."""
    hints = QGuiApplication.styleHints()
    if hasattr(hints, "setColorScheme"):  # Qt 6.7, the last for ARM with an older glibc, cannot
        hints.setColorScheme(_WANTED[choices.brightness])
