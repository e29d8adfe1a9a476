"""Colours of the present scheme: the application's palette, and any role of the tokens as a QColor."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtGui import QColor, QGuiApplication, QPalette

from .tokens import State, StateColours, Tone, tokens

_Role, _Group = QPalette.ColorRole, QPalette.ColorGroup
_ROLES = {
    _Role.Window: Tone.WINDOW,
    _Role.WindowText: Tone.TEXT,
    _Role.Base: Tone.SURFACE,
    _Role.AlternateBase: Tone.SURFACE2,
    _Role.Text: Tone.TEXT,
    _Role.Button: Tone.SURFACE,
    _Role.ButtonText: Tone.TEXT,
    _Role.BrightText: Tone.DANGER,
    _Role.Highlight: Tone.ACCENT,
    _Role.HighlightedText: Tone.ON_ACCENT,
    _Role.Link: Tone.ACCENT,
    _Role.LinkVisited: Tone.ACCENT,
    _Role.PlaceholderText: Tone.TEXT3,
    _Role.ToolTipBase: Tone.TOOLTIP,
    _Role.ToolTipText: Tone.ON_TOOLTIP,
    _Role.Light: Tone.SURFACE,
    _Role.Midlight: Tone.SURFACE3,
    _Role.Mid: Tone.LINE,
    _Role.Dark: Tone.LINE_STRONG,
    _Role.Shadow: Tone.LINE_STRONG,
    _Role.Accent: Tone.ACCENT,
}
_TEXTS = (_Role.Text, _Role.WindowText, _Role.ButtonText)


def palette_of(*, dark: bool) -> QPalette:
    """The palette every widget starts with."""
    colours = tokens().dark if dark else tokens().light
    palette = QPalette()
    for role, name in _ROLES.items():
        palette.setColor(role, QColor(colours[name]))
    for role in _TEXTS:
        palette.setColor(_Group.Disabled, role, QColor(colours[Tone.DISABLED]))
    return palette


def soft_palette() -> QPalette:
    """The palette of menus and lists: what is chosen is soft."""
    palette = QPalette(QGuiApplication.palette())
    palette.setColor(_Role.Highlight, tone(Tone.ACCENT_SOFT))
    palette.setColor(_Role.HighlightedText, tone(Tone.TEXT))
    return palette


def is_dark() -> bool:
    """Whether the palette shows light text on a dark ground."""
    palette = QGuiApplication.palette()
    key = palette.cacheKey()
    if key not in _seen:
        _seen.clear()
        _seen[key] = palette.color(_Role.Base).lightness() < palette.color(_Role.Text).lightness()
    return _seen[key]


_seen: dict[int, bool] = {}
"""Whether the application's palette is dark, by its key: each painted cell asks several times."""


def tone(name: Tone) -> QColor:
    """The colour of a role in the present scheme."""
    return _colour(name, is_dark())


def state_colours(state: State) -> StateColours:
    """The colours of a state in the present scheme."""
    look = tokens().state[state]
    return look.dark if is_dark() else look.light


def chart_colours() -> tuple[str, ...]:
    """The colours of series in the present scheme, in their fixed order."""
    return tokens().chart["dark" if is_dark() else "light"]


def last_year_colour() -> str:
    """The colour of last year's series, beside which this year's is seen."""
    light, dark = tokens().chart["last_year"]
    return dark if is_dark() else light


@lru_cache(maxsize=128)
def _colour(name: Tone, dark: bool) -> QColor:
    return QColor((tokens().dark if dark else tokens().light)[name])
