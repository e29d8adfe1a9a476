"""How a menu is filled: its entries with their keys, and the list of the files opened last.
Which entries there are and what they do is the window's matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from .recent import recent_offices

Call = Callable[[], object]


def add_action(menu: QMenu, text: str, call: Call, key: QKeySequence.StandardKey | None = None) -> QAction:
    """Add an entry to a menu."""
    action = QAction(text, menu)
    action.triggered.connect(lambda _checked=False: call())
    if key is not None:
        action.setShortcut(QKeySequence(key))
    menu.addAction(action)
    return action


def enable_when_shown(menu: QMenu, actions: Iterable[QAction], possible: Callable[[], bool]) -> None:
    """Whenever the menu opens, let the entries be chosen only if ``possible`` says so."""
    ruled = tuple(actions)

    def enable() -> None:
        for action in ruled:
            action.setEnabled(possible())

    menu.aboutToShow.connect(enable)


def add_recent_menu(menu: QMenu, open_office: Callable[[Path], object]) -> None:
    """Add 最近打开: the office files opened last, looked up whenever it opens."""
    recent = menu.addMenu("最近打开")

    def fill() -> None:
        recent.clear()
        for path in recent_offices():
            add_action(recent, str(path).replace("&", "&&"), partial(open_office, path))
        if recent.isEmpty():
            recent.addAction("（还没有打开过）").setEnabled(False)

    recent.aboutToShow.connect(fill)
