"""The one style sheet of the program: shapes of buttons, fields, menus, scroll bars, made from the tokens.

Colours that a palette role carries are not repeated for plain widgets; tables and lists are not styled here
at all, their delegates paint them (a style sheet for items makes each repaint twice as long).

A widget says by the property ``role`` what it is: primary, quiet, danger (buttons), segment (tool buttons),
fold (the head of a section), hint, label, section, page (labels); frames (panel, callout, notice, chip) by
their names.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...base.resources import resource
from .tokens import Tone, Type, tokens


def style_sheet(*, dark: bool, factor: float, strong_lines: bool) -> str:
    """Write the style sheet for a scheme, a 字号 and usual or strong outlines."""
    colours: Mapping[Tone, str] = tokens().dark if dark else tokens().light
    outline = colours[Tone.LINE_STRONG if strong_lines else Tone.CONTROL_LINE]
    return _SHEET % {
        **{name.value: colour for name, colour in colours.items()},
        **_sizes(factor),
        "outline": outline,
        "down": _arrow("down", dark),
        "up": _arrow("up", dark),
    }


def _arrow(direction: str, dark: bool) -> str:
    """The file of an arrow as a style sheet names it; it cannot take its colour from the palette."""
    return resource("look", f"{direction}-{'dark' if dark else 'light'}.svg").as_posix()


def _sizes(factor: float) -> dict[str, int]:
    """The px of the sheet at a 字号; borders stand outside of Qt's ``min-height``, so they are taken off."""
    height, radius, letters = tokens().height, tokens().radius, tokens().type
    control, small = round(height.control * factor), round(height.control_small * factor)
    return {
        "radius": radius.control,
        "panel_radius": radius.panel,
        "inner": control - 2,
        "inner_focused": control - 4,
        "inner_small": small - 2,
        "tab": round(height.header * factor) - 4,
        "chip": round(height.chip * factor),
        "chip_radius": round(height.chip * factor) // 2,
        "caption": round(letters[Type.CAPTION].px * factor),
        "section": round(letters[Type.SECTION].px * factor),
        "page_title": round(letters[Type.PAGE].px * factor),
    }


_SHEET = """
QPushButton, QToolButton[role="button"] {
    min-height: %(inner)dpx; padding: 0 12px; border: 1px solid %(outline)s; border-radius: %(radius)dpx;
    background: %(surface)s; color: %(text)s;
}
QPushButton:hover, QToolButton[role="button"]:hover { background: %(surface2)s; }
QPushButton:pressed, QPushButton:checked, QToolButton[role="button"]:pressed { background: %(surface3)s; }
QPushButton:focus, QToolButton[role="button"]:focus {
    border: 2px solid %(accent)s; min-height: %(inner_focused)dpx; padding: 0 11px;
}
QPushButton:disabled { color: %(disabled)s; border-color: %(line)s; }
QPushButton[role="small"] { min-height: %(inner_small)dpx; padding: 0 8px; }
QPushButton[role="primary"] { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton[role="primary"]:hover { background: %(accent_hover)s; border-color: %(accent_hover)s; }
QPushButton[role="primary"]:pressed { background: %(accent_press)s; border-color: %(accent_press)s; }
QPushButton[role="primary"]:focus { border: 2px solid %(text)s; }
QPushButton[role="primary"]:disabled {
    background: %(surface3)s; color: %(disabled)s; border-color: %(surface3)s;
}
QPushButton[role="danger"] { color: %(danger)s; border-color: %(danger)s; }
QPushButton[role="fold"] {
    border: 0; border-top: 1px solid %(line)s; border-radius: 0; background: transparent; text-align: left;
    padding: 0 8px; font-weight: bold;
}
QPushButton[role="fold"]:hover { background: %(surface3)s; }
QPushButton[role="fold"]:focus { border: 2px solid %(accent)s; padding: 0 6px; }
QPushButton[role="quiet"] { border-color: transparent; background: transparent; color: %(accent)s; }
QPushButton[role="quiet"]:focus { border-color: %(accent)s; }
QToolButton {
    border: 1px solid transparent; border-radius: %(radius)dpx; background: transparent; padding: 3px;
}
QToolButton:hover { background: %(surface3)s; }
QToolButton:pressed, QToolButton:checked { background: %(accent_soft)s; }
QToolButton:focus { border: 1px solid %(accent)s; }
QToolButton::menu-indicator { image: none; width: 0; }
QFrame#segments { background: %(surface3)s; border-radius: %(radius)dpx; }
QFrame#segments QPushButton {
    min-height: %(inner)dpx; border: 1px solid transparent; background: transparent; color: %(text2)s;
    padding: 0 14px;
}
QFrame#segments QPushButton:checked {
    background: %(surface)s; color: %(text)s; font-weight: bold; border-color: %(outline)s;
}
QFrame#segments QPushButton:focus { border: 2px solid %(accent)s; padding: 0 13px; }
QLineEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit {
    min-height: %(inner)dpx; padding: 0 6px; border: 1px solid %(outline)s; border-radius: %(radius)dpx;
    background: %(surface)s; selection-background-color: %(accent)s; selection-color: %(on_accent)s;
}
QComboBox::drop-down, QDateEdit::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow, QDateEdit::down-arrow { image: url("%(down)s"); width: 14px; height: 14px; }
QSpinBox::up-button, QTimeEdit::up-button { border: 0; width: 18px; }
QSpinBox::down-button, QTimeEdit::down-button { border: 0; width: 18px; }
QSpinBox::up-arrow, QTimeEdit::up-arrow { image: url("%(up)s"); width: 12px; height: 12px; }
QSpinBox::down-arrow, QTimeEdit::down-arrow { image: url("%(down)s"); width: 12px; height: 12px; }
QPlainTextEdit, QTextEdit { border: 1px solid %(outline)s; border-radius: %(radius)dpx; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QDateEdit:focus, QTimeEdit:focus {
    border: 2px solid %(accent)s; min-height: %(inner_focused)dpx; padding: 0 5px;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid %(accent)s; }
QLineEdit[bad="true"], QComboBox[bad="true"] {
    border: 2px solid %(danger)s; min-height: %(inner_focused)dpx; padding: 0 5px;
}
QPlainTextEdit[bad="true"] { border: 2px solid %(danger)s; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, QLineEdit:read-only {
    background: %(surface2)s; color: %(text2)s;
}
QAbstractItemView QLineEdit, QAbstractItemView QComboBox {
    border: 2px solid %(accent)s; border-radius: 0; min-height: 0; padding: 0 3px;
}
QAbstractItemView QLineEdit[bad="true"], QAbstractItemView QComboBox[bad="true"] {
    border-color: %(danger)s; min-height: 0; padding: 0 3px;
}
QAbstractItemView { border: 0; }
QListView, QTreeView { selection-background-color: %(accent_soft)s; selection-color: %(text)s; }
QTabBar#pageTabs::tab {
    min-height: %(tab)dpx; padding: 0 12px; border: 0; border-bottom: 2px solid transparent;
    background: transparent; color: %(text2)s;
}
QTabBar#pageTabs::tab:hover { color: %(text)s; }
QTabBar#pageTabs::tab:selected { color: %(accent)s; font-weight: bold; border-bottom: 2px solid %(accent)s; }
QTabBar#pageTabs::tab:selected:focus { background: %(accent_soft)s; }
QLabel[role="hint"], QLabel[role="label"] { font-size: %(caption)dpx; }
QLabel[role="hint"] { color: %(text3)s; }
QLabel[role="label"] { color: %(text2)s; }
QLabel[role="section"] { font-size: %(section)dpx; font-weight: bold; }
QLabel[role="page"] { font-size: %(page_title)dpx; font-weight: bold; }
QLabel[look="good"] { color: %(ok)s; }
QLabel[look="warning"] { color: %(warn)s; }
QLabel[look="bad"] { color: %(danger)s; }
QLabel[look="muted"] { color: %(text3)s; }
QWidget#topBar, QWidget#rail { background: %(window)s; }
QWidget#pageHost {
    background: %(surface)s; border: 1px solid %(line)s; border-top-left-radius: %(panel_radius)dpx;
}
QFrame#hairline { background: %(line)s; border: 0; }
QFrame#sidePanel { background: %(surface2)s; border: 0; border-left: 1px solid %(line)s; }
QFrame#callout { background: %(surface)s; border: 1px solid %(danger)s; border-radius: %(panel_radius)dpx; }
QFrame#calloutHint {
    background: %(surface)s; border: 1px solid %(line_strong)s; border-radius: %(panel_radius)dpx;
}
QFrame#notice { background: %(tooltip)s; border: 0; border-radius: %(panel_radius)dpx; }
QFrame#notice QLabel { color: %(on_tooltip)s; }
QFrame#notice QPushButton { background: transparent; border-color: transparent; color: %(on_tooltip)s; }
QFrame#notice QPushButton:hover { border-color: %(on_tooltip)s; }
QFrame#chip {
    background: %(surface3)s; color: %(text2)s; border: 0; border-radius: %(chip_radius)dpx; padding: 0 8px;
    font-size: %(caption)dpx; min-height: %(chip)dpx; max-height: %(chip)dpx;
}
QFrame#chip[look="warning"] { background: %(warn_soft)s; color: %(warn)s; }
QFrame#chip[look="bad"] { background: %(danger_soft)s; color: %(danger)s; }
QFrame#chip[look="good"] { background: %(ok_soft)s; color: %(ok)s; }
QMenuBar { background: transparent; border: 0; }
QMenuBar::item { padding: 6px 10px; border-radius: %(radius)dpx; background: transparent; }
QMenuBar::item:selected { background: %(surface3)s; }
QMenu { background: %(surface)s; border: 1px solid %(outline)s; padding: 4px; }
QMenu::item { min-height: %(inner)dpx; padding: 0 28px 0 24px; border-radius: %(radius)dpx; color: %(text)s; }
QMenu::item:selected { background: %(accent_soft)s; }
QMenu::item:disabled { color: %(disabled)s; }
QMenu::icon { padding-left: 6px; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 8px; }
QToolTip { background: %(tooltip)s; color: %(on_tooltip)s; border: 0; padding: 4px 6px; }
QSplitter::handle { background: %(line)s; }
QSplitter::handle:horizontal { width: 1px; margin: 0 2px; }
QSplitter::handle:vertical { height: 1px; margin: 2px 0; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: %(surface3)s; border-radius: 4px; margin: 1px; }
QScrollBar::handle:vertical { min-height: 24px; }
QScrollBar::handle:horizontal { min-width: 24px; }
QScrollBar::handle:hover { background: %(line_strong)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
