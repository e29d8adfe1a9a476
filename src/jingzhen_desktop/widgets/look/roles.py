"""What a widget is, said as a property by which the style sheet finds it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def set_role(widget: QWidget, role: str) -> None:
    """Say what a widget is; the roles are those that ``sheet`` names."""
    _set(widget, "role", role)


def set_bad(widget: QWidget, bad: bool) -> None:
    """Mark a field whose text was refused, or take the mark away."""
    _set(widget, "bad", "true" if bad else "")


def set_look_name(widget: QWidget, name: str) -> None:
    """Say how the text of a label is meant."""
    _set(widget, "look", name)


def _set(widget: QWidget, name: str, value: str) -> None:
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
