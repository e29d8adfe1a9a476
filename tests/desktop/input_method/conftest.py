"""A clerk who types on X's keys: each comes to the window twice, as Qt sends it there."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QWindow

SYMBOLS = {
    Qt.Key.Key_Space: 0x20,
    Qt.Key.Key_Backspace: 0xFF08,
    Qt.Key.Key_Return: 0xFF0D,
    Qt.Key.Key_Shift: 0xFFE1,
}
_moments = count(1000)


class Keyboard:
    """Presses keys for a window, with X's numbers in them."""

    def __init__(self, window: QWindow) -> None:
        self.window = window
        self.shortcuts: list[Qt.Key] = []
        """Keys nobody wanted for himself when asked; a shortcut or a menu would have got them."""

    def press(self, key: Qt.Key, text: str = "", *, control: bool = False) -> None:
        self._send(QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, key=key, text=text, control=control)

    def release(self, key: Qt.Key, text: str = "") -> None:
        self._send(QEvent.Type.KeyRelease, key=key, text=text, control=False)

    def type(self, text: str) -> None:
        for letter in text:
            key = Qt.Key(ord(letter.upper()))
            self.press(key, letter)
            self.release(key, letter)

    def _send(self, *kinds: QEvent.Type, key: Qt.Key, text: str, control: bool) -> None:
        symbol = SYMBOLS.get(key, ord(text) if text else int(key))
        moment = next(_moments)
        modifiers = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for kind in kinds:
            event = QKeyEvent(kind, key, modifiers, 38, symbol, 4 if control else 0, text)
            event.setTimestamp(moment)
            event.setAccepted(kind != QEvent.Type.ShortcutOverride)  # as Qt asks it: nobody wants it yet
            QCoreApplication.sendEvent(self.window, event)
            if kind == QEvent.Type.ShortcutOverride and not event.isAccepted():
                self.shortcuts.append(key)


@pytest.fixture
def two_fields(qapp: Any, qtbot: Any) -> Iterator[tuple[QLineEdit, QLineEdit]]:
    """A window with two lines to type in; the first has the focus."""
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    first, second = QLineEdit(), QLineEdit()
    layout.addWidget(first)
    layout.addWidget(second)
    page.show()
    page.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    yield first, second
    page.hide()


@pytest.fixture
def keyboard(two_fields: tuple[QLineEdit, QLineEdit]) -> Keyboard:
    return Keyboard(two_fields[0].window().windowHandle())


def centre(widget: QWidget) -> QPoint:
    """Where in its window a click meets a widget."""
    return widget.mapTo(widget.window(), widget.rect().center())
