"""What the tests of the window need: the window as the program sets it up, and a clerk's hands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QMessageBox, QWidget

from jingzhen_desktop.desktop.window import MainWindow

from ..hands import NO_KEY, press, write
from ..looking import Found, visible

if TYPE_CHECKING:
    from collections.abc import Iterator


class Clerk:
    """Types, presses and looks at what is on the screen."""

    def __init__(self, window: MainWindow, qtbot: Any) -> None:
        self.window, self.qtbot = window, qtbot
        self.told: list[str] = []
        window.alerts.said.connect(self.told.append)

    def write(self, widget: QWidget, text: str, last: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Put a text into a field in place of what is there, and leave with a key."""
        write(widget, text, last)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press a key where the cursor is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def press(self, text: str) -> None:
        """Click the visible button that carries a text."""
        press(self.window, text)

    def button(self, text: str) -> QAbstractButton:
        (found,) = [one for one in self.visible(QAbstractButton) if one.text() == text]
        return found

    def visible(self, kind: type[Found]) -> list[Found]:
        return visible(self.window, kind)

    @property
    def message(self) -> str:
        """What the notice that stays says; empty when there is none."""
        return self.window.notices.text


@pytest.fixture(autouse=True)
def _no_dialog_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dialog nobody answers would hang the test: it fails instead."""
    for kind in (QDialog, QMessageBox, QFileDialog):
        monkeypatch.setattr(
            kind, "exec", lambda self: pytest.fail(f"a dialog waits for an answer: {self.windowTitle()}")
        )


@pytest.fixture
def remembered(qapp: QApplication) -> Iterator[QSettings]:
    """What this PC remembers between starts: nothing yet."""
    QSettings().clear()
    yield QSettings()
    QSettings().clear()


@pytest.fixture
def window(remembered: QSettings, qtbot: Any) -> Iterator[MainWindow]:
    window = MainWindow()
    qtbot.addWidget(window)
    show(window, qtbot)
    yield window
    window.close_office()


@pytest.fixture
def clerk(window: MainWindow, qtbot: Any) -> Clerk:
    return Clerk(window, qtbot)


def show(window: MainWindow, qtbot: Any) -> None:
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
