"""How the program looks: style, Chinese texts of Qt itself, icons that follow the palette,
the colours of a look.
"""

from __future__ import annotations

import weakref
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QLibraryInfo, QLocale, QSize, Qt, QTranslator
from PySide6.QtGui import QAction, QColor, QFont, QGuiApplication, QIcon, QImageReader, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication

from ..base.resources import resource

_ICON_SIZES = (16, 20, 24, 32, 48)
_SMALLEST_POINTS = 9.0


class Look(Enum):
    """How a value is meant; shown by colour and by a sign or word, never by colour alone."""

    GOOD = "正常"
    WARNING = "需核实"
    BAD = "错误"
    MUTED = "次要"


_COLOURS = {
    # legible on light and on dark grounds (contrast over 4.5:1 with the usual base colours)
    Look.GOOD: ("#1a7034", "#6fcf8a"),
    Look.WARNING: ("#8a5a00", "#f0b95a"),
    Look.BAD: ("#b3261e", "#ff8a80"),
}
_SIGNS = {Look.GOOD: "check", Look.WARNING: "warning", Look.BAD: "error"}


def set_up_application(application: QApplication) -> None:
    """Give the application its style, font, Chinese texts and icon upkeep;
    call once, before the first window.
    """
    application.setStyle("Fusion")
    application.setApplicationName("jingzhen-desktop")
    application.setOrganizationName("jingzhen")
    application.setApplicationDisplayName("井镇节能")
    application.setWindowIcon(QIcon(str(resource("icons", "jingzhen.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _install_chinese_texts(application)
    _raise_small_font(application)
    # not an event filter: that would have Python asked about every event of Qt
    application.paletteChanged.connect(_redraw_icons)


def is_dark() -> bool:
    """Whether the palette shows light text on a dark ground."""
    palette = QGuiApplication.palette()
    return (
        palette.color(QPalette.ColorRole.Base).lightness()
        < palette.color(QPalette.ColorRole.Text).lightness()
    )


def look_colour(look: Look) -> QColor:
    """The text colour of a look on the present palette."""
    if look is Look.MUTED:
        return muted_colour()
    return QColor(_COLOURS[look][is_dark()])


def muted_colour() -> QColor:
    """Between text and ground, still readable; for help texts and secondary values."""
    palette = QGuiApplication.palette()
    text = palette.color(QPalette.ColorRole.Text)
    ground = palette.color(QPalette.ColorRole.Base)
    return QColor(
        round(text.red() * 0.68 + ground.red() * 0.32),
        round(text.green() * 0.68 + ground.green() * 0.32),
        round(text.blue() * 0.68 + ground.blue() * 0.32),
    )


def look_icon(look: Look) -> QIcon | None:
    """The sign that says the same as the colour; None for MUTED."""
    return icon(_SIGNS[look], look_colour(look)) if look in _SIGNS else None


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` drawn in the text colour of the palette, or in ``colour``."""
    palette = QGuiApplication.palette()
    normal = colour or palette.color(QPalette.ColorRole.ButtonText)
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    selected = palette.color(QPalette.ColorRole.HighlightedText)
    return _drawn_icon(name, normal.name(), disabled.name(), selected.name())


def set_icon(target: QAction | QAbstractButton, name: str) -> None:
    """Give an action or button an icon that is redrawn when the palette changes (light, dark)."""
    target.setIcon(icon(name))
    target.setProperty(_ICON_PROPERTY, name)
    _targets.add(target)


_ICON_PROPERTY = "jingzhen_icon"
_targets: weakref.WeakSet[QAction | QAbstractButton] = weakref.WeakSet()


def _redraw_icons() -> None:
    from shiboken6 import isValid

    for target in tuple(_targets):
        if isValid(target):
            target.setIcon(icon(target.property(_ICON_PROPERTY)))


@lru_cache(maxsize=256)
def _drawn_icon(name: str, normal: str, disabled: str, selected: str) -> QIcon:
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    drawn = QIcon()
    for mode, colour in (
        (QIcon.Mode.Normal, normal),
        (QIcon.Mode.Disabled, disabled),
        (QIcon.Mode.Selected, selected),
    ):
        coloured = source.replace("currentColor", colour).encode()
        for size in _ICON_SIZES:
            drawn.addPixmap(_draw_svg(coloured, size), mode)
    return drawn


def _draw_svg(source: bytes, size: int) -> QPixmap:
    from PySide6.QtCore import QBuffer

    buffer = QBuffer()
    buffer.setData(QByteArray(source))
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(size, size))
    return QPixmap.fromImage(reader.read())


def _install_chinese_texts(application: QApplication) -> None:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)


def _raise_small_font(application: QApplication) -> None:
    font = QFont(application.font())
    if 0 < font.pointSizeF() < _SMALLEST_POINTS:
        font.setPointSizeF(_SMALLEST_POINTS)
        application.setFont(font)
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
