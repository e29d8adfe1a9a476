"""The context menu of a table: the page's own verbs first, then what every table can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

Entry = tuple[str, str, Callable[[], object]]
"""Text, key, and what it does."""


def menu_of(owner: QWidget, verbs: Iterable[QAbstractButton], groups: Iterable[Sequence[Entry]]) -> QMenu:
    """Make a menu: the owner's actions and what the buttons do, and then the groups, each under a line."""
    menu = QMenu(owner)
    menu.addActions(owner.actions())
    for verb in verbs:
        menu.addAction(_pressing(menu, verb))
    for group in groups:
        menu.addSeparator()
        for entry in group:
            menu.addAction(_action(menu, *entry))
    return menu


def _pressing(menu: QMenu, button: QAbstractButton) -> QAction:
    """An entry that does what a button does."""
    key = button.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action = _action(menu, button.text(), key, button.click)
    action.setEnabled(button.isEnabled())
    return action


def _action(menu: QMenu, text: str, key: str, call: Callable[[], object]) -> QAction:
    action = QAction(f"{text}\t{key}" if key else text, menu)
    action.triggered.connect(lambda _checked=False: call())
    return action
