"""What a widget is, said as properties and names by which the style finds it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

PAGE_TABS = "pageTabs"
"""Name of the tab bar in the head of a page."""
CHIP = "chip"
"""Name of a label that says a standing condition."""
SIDE_PANEL = "sidePanel"
"""Name of the ground of a panel at the right of a page."""


def set_role(widget: QWidget, role: str) -> None:
    """Say what a widget is; the roles are those that ``style`` names."""
    _set(widget, "role", role)


def set_bad(widget: QWidget, bad: bool) -> None:
    """Mark a field whose text was refused, or take the mark away."""
    _set(widget, "bad", "true" if bad else "")


def set_look_name(widget: QWidget, name: str) -> None:
    """Say how the text of a label is meant."""
    _set(widget, "look", name)


def role_of(widget: QWidget | None) -> str:
    """What was said of a widget by ``set_role``; empty if nothing."""
    return _said(widget, "role")


def look_of(widget: QWidget | None) -> str:
    """What was said of a widget by ``set_look_name``; empty if nothing."""
    return _said(widget, "look")


def is_bad(widget: QWidget | None) -> bool:
    """Whether a field's text was refused."""
    return _said(widget, "bad") == "true"


def _said(widget: QWidget | None, name: str) -> str:
    return str(widget.property(name) or "") if widget else ""


def _set(widget: QWidget, name: str, value: str) -> None:
    if _said(widget, name) == value:
        return
    widget.setProperty(name, value)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()
