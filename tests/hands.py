"""A clerk's hands on a keyboard and a mouse, for every test that drives the window: ``from ..hands import
enter``.

Nothing here knows a tab. What a whole clerk does in the whole window stands in ``desktop/conftest.py`` and
``whole_year/clerk.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
CONTROL, SHIFT, NO_KEY = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def enter(text: str) -> None:
    """Enter a text where the cursor is, as an input method does: first shown underlined, then committed."""
    target = QApplication.focusWidget()
    if isinstance(target, QLineEdit):
        target.selectAll()
    QApplication.sendEvent(QApplication.focusWidget(), QInputMethodEvent("pin yin", []))
    compose(QApplication.focusWidget(), text)


def compose(widget: QWidget, text: str) -> None:
    """Commit a text as an input method does."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def letters(text: str) -> None:
    """Type where the cursor is; the first letter may open an editor that takes the others."""
    for letter in text:
        QTest.keyClicks(QApplication.focusWidget(), letter)


def key(pressed: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
    """Press a key where the cursor is."""
    QTest.keyClick(QApplication.focusWidget(), pressed, modifier)


def paste(widget: QWidget, text: str) -> None:
    """Bring a text from elsewhere, over the clipboard."""
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(widget, Key.Key_V, CONTROL)


def press(page: QWidget, text: str) -> None:
    """Click the visible button of a page that carries a text;
    the last made if a panel over it carries it too.
    """
    found = [one for one in page.findChildren(QAbstractButton) if one.text() == text and one.isVisible()]
    assert found, f"no visible button “{text}”"
    assert found[-1].isEnabled(), f"“{text}” cannot be pressed"
    QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)


def show(page: QWidget, qtbot: QtBot, width: int = 1340, height: int = 640) -> None:
    """Show a page as large as the window leaves it, ready for keys; it is closed with the test."""
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
