"""What is composed through Qt's own module for ibus stays when a click goes elsewhere.

A stand-in plays the module.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from jingzhen_desktop.desktop.input_method import keeping
from jingzhen_desktop.desktop.input_method.keeping import ComposingKeeper

from .conftest import centre

Fields = tuple[QLineEdit, QLineEdit]


class Module:
    """Shows what is composed where the focus is; told to end, it puts it in there or drops it."""

    def __init__(self) -> None:
        self.composing = ""
        self.drops = True
        self.told = 0

    def compose(self, text: str) -> None:
        send(QInputMethodEvent(text, []))
        self.composing = text

    def commit(self) -> None:
        self.told += 1
        text, self.composing = self.composing, ""
        if text:
            event = QInputMethodEvent()
            event.setCommitString("" if self.drops else text)
            send(event)


def send(event: QInputMethodEvent) -> None:
    focus = QGuiApplication.focusObject()
    assert focus is not None
    QCoreApplication.sendEvent(focus, event)


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Module:
    module = Module()
    monkeypatch.setattr(keeping, "QGuiApplication", SimpleNamespace(inputMethod=lambda: module))
    return module


@pytest.fixture
def keeper(module: Module, two_fields: Fields) -> Iterator[ComposingKeeper]:
    keeper = ComposingKeeper()
    yield keeper
    keeper.close()


@pytest.mark.parametrize("drops", [True, False])
@pytest.mark.parametrize("leave", ["click", "focus", "window"])
def test_what_is_composed_stays_where_it_was_typed(
    leave: str, drops: bool, two_fields: Fields, module: Module, keeper: ComposingKeeper, qtbot: Any
) -> None:
    first, second = two_fields
    module.drops = drops
    module.compose("zhong xin")
    qtbot.wait(1)
    if leave == "click":
        QTest.mouseClick(second.window().windowHandle(), Qt.MouseButton.LeftButton, pos=centre(second))
    elif leave == "focus":
        second.setFocus()
    else:
        other = QPushButton("别的窗口")
        qtbot.addWidget(other)
        other.show()
        other.activateWindow()
        qtbot.waitUntil(other.isActiveWindow)
    assert (first.text(), second.text()) == ("zhong xin", "")


def test_a_focus_that_moves_with_the_first_letter_takes_the_composing_along(
    two_fields: Fields, module: Module, keeper: ComposingKeeper, qtbot: Any
) -> None:
    """A table opens its editor so: the module must not be made to forget the letter."""
    first, second = two_fields

    first.textChanged.connect(second.setFocus)
    opening = QInputMethodEvent("x", [])
    opening.setCommitString("表")
    told = module.told
    send(opening)
    assert second.hasFocus()
    assert module.told == told
    first.textChanged.disconnect(second.setFocus)
    module.compose("xue")
    qtbot.wait(1)
    first.setFocus()
    assert second.text() == "xue"


def test_nothing_is_asked_once_it_is_closed(two_fields: Fields, module: Module) -> None:
    keeper = ComposingKeeper()
    keeper.close()
    told = module.told
    two_fields[1].setFocus()
    assert module.told == told


def test_a_click_where_nothing_is_composed_asks_nobody(
    two_fields: Fields, module: Module, keeper: ComposingKeeper, qtbot: Any
) -> None:
    first, second = two_fields
    module.compose("学校")
    module.compose("")
    qtbot.wait(1)
    QTest.mouseClick(second.window().windowHandle(), Qt.MouseButton.LeftButton, pos=centre(second))
    assert (first.text(), second.text(), module.told) == ("", "", 0)
