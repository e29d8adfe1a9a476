"""How the program looks: style, Chinese texts of Qt itself, icons that follow the palette,
the colours of a look.
"""

from __future__ import annotations

import re
import weakref
from enum import Enum
from functools import lru_cache

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QImage, QPalette, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolTip

from ..base.resources import resource
from .look.fonts import usual_font
from .look.palette import palette_of, tone
from .look.roles import set_look_name
from .look.scheme import Choices, read_choices, wants_dark
from .look.style import LookStyle
from .look.tokens import Tone

_ICON_SIZES = (16, 20, 48)
_SIZE = re.compile(rb' (?:width|height)="[^"]*"')
FIT_LETTERS = "fit_letters"
"""The method by which a widget takes over a height or a face of its own at another 字号."""


class Look(Enum):
    """How a value is meant; shown by colour and by a sign or word, never by colour alone."""

    GOOD = "正常"
    WARNING = "需核实"
    BAD = "错误"
    MUTED = "次要"


_TONES = {Look.GOOD: Tone.OK, Look.WARNING: Tone.WARN, Look.BAD: Tone.DANGER, Look.MUTED: Tone.TEXT3}
_SIGNS = {Look.GOOD: "check", Look.WARNING: "warning", Look.BAD: "error"}


def set_up_application(application: QApplication) -> None:
    """Give the application its style, font, Chinese texts and icon upkeep;
    call once, before the first window.
    """
    application.setApplicationName("jingzhen-desktop")
    application.setOrganizationName("jingzhen")
    application.setApplicationDisplayName("井镇节能")
    application.setWindowIcon(QIcon(str(resource("icons", "jingzhen.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _install_chinese_texts(application)
    application.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus, False)
    for effect in (Qt.UIEffect.UI_AnimateMenu, Qt.UIEffect.UI_AnimateCombo, Qt.UIEffect.UI_AnimateTooltip):
        application.setEffectEnabled(effect, False)
    apply_choices(application, read_choices())
    application.styleHints().colorSchemeChanged.connect(_follow_system)
    # not an event filter: that would have Python asked about every event of Qt
    application.paletteChanged.connect(_redraw_icons)


def _follow_system() -> None:
    """The system has become light or dark."""
    application = QApplication.instance()
    if isinstance(application, QApplication):
        apply_choices(application, read_choices())


def apply_choices(application: QApplication, choices: Choices) -> None:
    """Show the window as chosen for this PC; also where it is open already."""
    dark = wants_dark(choices)
    application.setPalette(palette_of(dark=dark))
    application.setFont(usual_font(choices.factor))
    QToolTip.setPalette(application.palette())
    # anew each time: Qt then asks it once more what each widget needs
    application.setStyle(LookStyle(strong_lines=choices.strong_lines))
    for widget in application.allWidgets():
        fit = getattr(widget, FIT_LETTERS, None)
        if fit is not None:
            fit()


def look_colour(look: Look) -> QColor:
    """The text colour of a look on the present palette."""
    return tone(_TONES[look])


def set_look(label: QLabel, look: Look) -> None:
    """Show the text of a label in the colour of a look, in light and dark."""
    set_look_name(label, look.name.lower())


def look_icon(look: Look) -> QIcon | None:
    """The sign that says the same as the colour; None for MUTED."""
    return icon(_SIGNS[look], look_colour(look)) if look in _SIGNS else None


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon ``resources/icons/<name>.svg`` drawn in the text colour of the palette, or in ``colour``."""
    drawn = colour or QGuiApplication.palette().color(QPalette.ColorRole.ButtonText)
    return _drawn_icon(name, drawn.name())


def set_icon(target: QAction | QAbstractButton, name: str) -> None:
    """Give an action or button an icon that is redrawn when the palette changes (light, dark)."""
    target.setIcon(icon(name))
    target.setProperty(_ICON_PROPERTY, name)
    _targets.add(target)


def drop_icon(target: QAction | QAbstractButton) -> None:
    """Take the icon of an action or button away."""
    target.setIcon(QIcon())
    _targets.discard(target)


_ICON_PROPERTY = "jingzhen_icon"
_targets: weakref.WeakSet[QAction | QAbstractButton] = weakref.WeakSet()


def _redraw_icons() -> None:
    from shiboken6 import isValid

    for target in tuple(_targets):
        if isValid(target):
            target.setIcon(icon(target.property(_ICON_PROPERTY)))


@lru_cache(maxsize=256)
def _drawn_icon(name: str, colour: str) -> QIcon:
    """In the sizes of the tokens and a large one: Qt makes the others of it, and the faint one of a button
    that
    cannot be pressed. Each takes 0.2 ms, and the window waits for some sixteen icons.
    """
    source = resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    coloured = source.replace("currentColor", colour).encode()
    drawn = QIcon()
    for size in _ICON_SIZES:
        drawn.addPixmap(_draw_svg(coloured, size))
    return drawn


def _draw_svg(source: bytes, size: int) -> QPixmap:
    """Draw an icon of a file in a size.

    Not through a device of Python's: Qt would ask that one while it holds the lock of its image formats,
    and a worker that paints a page waits for this lock and lets nobody in.
    """
    head, end, rest = source.partition(b">")
    sized = _SIZE.sub(b"", head) + b' width="%d" height="%d"' % (size, size)
    return QPixmap.fromImage(QImage.fromData(sized + end + rest, "SVG"))  # type: ignore[arg-type]


def _install_chinese_texts(application: QApplication) -> None:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
