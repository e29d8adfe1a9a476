"""Keys and texts between a window and fcitx, without a bus: what fcitx says stands in a script."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton

from jingzhen_desktop.base.differences import differing
from jingzhen_desktop.base.typed import Kind
from jingzhen_desktop.desktop.input_method.client import InputMethodClient
from jingzhen_desktop.desktop.input_method.fcitx import Answer, Capacity
from jingzhen_desktop.desktop.input_method.keys import key_of
from jingzhen_desktop.widgets.grid.columns import Column
from jingzhen_desktop.widgets.grid.model import GridModel
from jingzhen_desktop.widgets.grid.view import Grid

from .conftest import Keyboard, centre

Key = Qt.Key
CANDIDATES = {"zhongxin": "中心", "xuexiao": "学校"}
RETURN, BLANK = 0xFF0D, 0x20


class Context(QObject):
    """Composes letters as fcitx does, and remembers what it was told."""

    committed = Signal(str)
    composed = Signal(str, int)
    forwarded = Signal(int, int, int)

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.asked: list[int] = []
        self.letters = ""
        self.capacity = Capacity(0)
        self.caret = QRect()
        self.silent = False
        self.shows = True

    def set_capacity(self, capacity: Capacity) -> None:
        self.capacity = capacity

    def focus_in(self) -> None:
        self.told.append("in")

    def focus_out(self) -> None:
        self.told.append("out")

    def reset(self) -> None:
        self.told.append("reset")
        self.letters = ""

    def destroy(self) -> None:
        self.told.append("gone")

    def set_caret(self, place: QRect) -> None:
        self.caret = place

    def key(self, event: QKeyEvent) -> Answer:
        kind = int(event.type() == QKeyEvent.Type.KeyRelease)
        return self.ask(event.nativeVirtualKey(), 0, event.nativeModifiers(), kind, 0)

    def ask(self, symbol: int, _code: int, modifiers: int, kind: int, _time: int) -> Answer:
        if self.silent:
            return Answer.SILENT
        if kind:
            return Answer.LEFT
        self.asked.append(symbol)
        if ord("a") <= symbol <= ord("z") and not modifiers:
            self._show(self.letters + chr(symbol))
        elif self.letters and symbol in {RETURN, BLANK}:
            text = self.letters if symbol == RETURN else CANDIDATES[self.letters]
            self._show("")
            self.committed.emit(text)
        else:
            return Answer.LEFT
        return Answer.TAKEN

    def choose(self) -> None:
        """The clerk clicks the candidate in fcitx's own window."""
        text = CANDIDATES[self.letters]
        self._show("")
        self.committed.emit(text)

    def _show(self, letters: str) -> None:
        self.letters = letters
        if self.shows:
            shown = CANDIDATES.get(letters, letters)
            self.composed.emit(shown, len(shown.encode()))


@pytest.fixture
def context() -> Context:
    return Context()


@pytest.fixture
def client(context: Context, two_fields: tuple[QLineEdit, QLineEdit]) -> Any:
    client = InputMethodClient(context, shows_composing=True)
    yield client
    client.close()


@pytest.fixture
def first(two_fields: tuple[QLineEdit, QLineEdit], client: InputMethodClient) -> QLineEdit:
    return two_fields[0]


@pytest.fixture
def second(two_fields: tuple[QLineEdit, QLineEdit], client: InputMethodClient) -> QLineEdit:
    return two_fields[1]


def test_letters_become_the_chosen_word_and_no_shortcut(
    first: QLineEdit, keyboard: Keyboard, context: Context
) -> None:
    keyboard.type("zhongxin")
    assert first.text() == ""
    keyboard.press(Key.Key_Space, " ")
    assert first.text() == "中心"
    assert keyboard.shortcuts == []
    keyboard.type("xuexiao")
    keyboard.press(Key.Key_Space, " ")
    assert first.text() == "中心学校"


def test_what_fcitx_leaves_goes_its_usual_way(first: QLineEdit, keyboard: Keyboard) -> None:
    keyboard.type("12")
    keyboard.press(Key.Key_Space, " ")
    keyboard.press(Key.Key_A, control=True)
    assert first.text() == "12 "
    assert first.selectedText() == "12 "


def test_a_text_is_not_put_in_before_the_key_it_belongs_to(
    first: QLineEdit, keyboard: Keyboard, context: Context
) -> None:
    keyboard.type("zhongxin")
    stood: list[str] = []

    def look(symbol: int, *more: int) -> Answer:
        answer = Context.ask(context, symbol, *more)
        stood.append(first.text())
        return answer

    context.ask = look  # type: ignore[method-assign]
    keyboard.press(Key.Key_Space, " ")
    assert stood == [""]
    assert first.text() == "中心"


@pytest.mark.parametrize("leave", ["click", "focus", "window"])
def test_what_is_composed_stays_where_it_was_typed(
    leave: str, first: QLineEdit, second: QLineEdit, keyboard: Keyboard, context: Context, qtbot: Any
) -> None:
    keyboard.type("zhongxin")
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
    assert (first.text(), second.text()) == ("中心", "")
    assert context.told == ["in", "reset", *(["out"] if leave == "window" else [])]


def test_a_candidate_is_clicked_without_a_key(
    first: QLineEdit, keyboard: Keyboard, context: Context, qtbot: Any
) -> None:
    keyboard.type("zhongxin")
    context.choose()
    qtbot.waitUntil(lambda: first.text() == "中心")


def test_where_no_text_can_be_typed_fcitx_is_not_asked(
    first: QLineEdit, second: QLineEdit, keyboard: Keyboard, context: Context
) -> None:
    assert context.told == ["in"]
    second.setReadOnly(True)
    second.setFocus()
    keyboard.type("a")
    assert (context.asked, context.told) == ([], ["in", "out"])
    first.setFocus()
    assert context.told == ["in", "out", "in"]
    first.setReadOnly(True)  # without a change of focus, as in a table
    keyboard.type("a")
    assert (context.asked, context.told[-1]) == ([], "out")


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_menu_keeps_its_letters(first: QLineEdit, keyboard: Keyboard, context: Context, qtbot: Any) -> None:
    menu = QMenu(first)
    menu.addAction("保存(&S)")
    menu.popup(QPoint(0, 0))
    qtbot.waitUntil(menu.isVisible)
    keyboard.type("x")
    menu.close()
    assert context.asked == []


def test_a_fcitx_that_sleeps_is_left_alone(
    first: QLineEdit,
    keyboard: Keyboard,
    context: Context,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 100.0
    monkeypatch.setattr("jingzhen_desktop.desktop.input_method.client.time.monotonic", lambda: now)
    keyboard.type("zhongxin")
    context.silent = True
    with caplog.at_level(logging.WARNING):
        keyboard.press(Key.Key_A, "a")
    assert "did not answer" in caplog.text
    assert first.text() == "中心a"
    assert context.told[-1] == "reset"
    context.silent, context.asked = False, []
    keyboard.press(Key.Key_B, "b")
    assert (first.text(), context.asked) == ("中心ab", [])
    now = 103.1
    keyboard.type("xuexiao")
    keyboard.press(Key.Key_Space, " ")
    assert first.text() == "中心ab学校"


def test_keys_not_from_the_keyboard_are_not_fcitxs(first: QLineEdit, context: Context) -> None:
    for letter in "ab":
        QTest.keyClick(first.window().windowHandle(), letter)
    assert (first.text(), context.asked) == ("ab", [])


def test_what_only_fcitx_shows_is_asked_for_before_the_focus_goes(
    two_fields: tuple[QLineEdit, QLineEdit], keyboard: Keyboard, context: Context
) -> None:
    first, second = two_fields
    context.shows = False
    client = InputMethodClient(context, shows_composing=False)
    keyboard.type("zhong")
    assert first.displayText() == ""
    second.setFocus()
    assert (first.text(), second.text()) == ("zhong", "")
    context.asked = []
    first.setFocus()
    assert context.asked == []  # nothing was typed since
    client.close()


def test_fcitx_learns_of_a_password(first: QLineEdit, second: QLineEdit, context: Context) -> None:
    assert context.capacity == Capacity.PREEDIT | Capacity.CLIENT_UNFOCUS_COMMIT
    second.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
    second.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText)
    second.setFocus()
    assert Capacity.PASSWORD in context.capacity


def test_the_candidates_stand_at_the_cursor(first: QLineEdit, keyboard: Keyboard, context: Context) -> None:
    before = context.caret
    place = QRect(first.mapToGlobal(QPoint(0, 0)), first.size())
    assert place.contains(before.center())
    keyboard.type("zhongxin")
    assert place.contains(context.caret.center())
    assert context.caret.x() > before.x()


def test_the_end_keeps_what_is_composed(first: QLineEdit, keyboard: Keyboard, context: Context) -> None:
    client = InputMethodClient(context, shows_composing=True)
    keyboard.type("zhongxin")
    client.close()
    assert "中心" in first.text()
    assert context.told[-1] == "gone"


def test_a_key_given_back_does_what_it_does(first: QLineEdit, context: Context, qtbot: Any) -> None:
    first.setText("ab")
    context.forwarded.emit(0xFF08, 0, 0)
    qtbot.waitUntil(lambda: first.text() == "a")
    context.forwarded.emit(ord("b"), 0, 0)
    qtbot.waitUntil(lambda: first.text() == "ab")
    context.forwarded.emit(0xFFBE, 0, 0)  # F1: not among those given back


def test_symbols_of_x_as_qt_knows_them() -> None:
    shift = Qt.KeyboardModifier.ShiftModifier
    assert key_of(ord("a"), 0) == (Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    assert key_of(0xFF51, 1) == (Key.Key_Left, shift, "")
    assert key_of(0xFFBE, 0) is None


# ---- a table


@dataclass(frozen=True)
class Unit:
    id: int
    name: str
    people: int | None = None


@pytest.fixture
def grid(two_fields: tuple[QLineEdit, QLineEdit], client: InputMethodClient, qtbot: Any) -> Grid:
    columns = [
        Column[Unit]("name", "单位", lambda row: row.name, write=lambda row, typed: replace(row, name=typed)),
        Column[Unit](
            "people",
            "人数",
            lambda row: row.people,
            Kind.INTEGER,
            write=lambda row, typed: replace(row, people=typed),
        ),
        Column[Unit]("id", "编号", lambda row: str(row.id)),
    ]
    stored: list[tuple[int, dict[str, object]]] = []
    model = GridModel(columns, change=lambda old, new: stored.append((old.id, differing(old, new))))
    grid = Grid(model, "单位")
    two_fields[0].window().layout().addWidget(grid)
    two_fields[0].window().resize(400, 300)
    model.set_rows([Unit(1, "旧名"), Unit(2, "卫生院")])
    grid.stored = stored  # type: ignore[attr-defined]
    grid.setFocus()
    grid.setCurrentIndex(model.index(0, 0))
    qtbot.waitUntil(grid.hasFocus)
    return grid


def test_typing_straight_onto_a_cell(grid: Grid, keyboard: Keyboard, qtbot: Any) -> None:
    keyboard.type("zhongxin")
    keyboard.press(Key.Key_Space, " ")
    keyboard.type("xuexiao")
    keyboard.press(Key.Key_Space, " ")
    keyboard.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(grid.stored))
    assert grid.stored == [(1, {"name": "中心学校"})]


def test_a_click_on_another_cell_stores_what_is_composed(grid: Grid, keyboard: Keyboard, qtbot: Any) -> None:
    keyboard.type("zhongxin")
    place = grid.visualRect(grid.model().index(1, 1)).center()
    corner = grid.viewport().mapTo(grid.window(), place)
    QTest.mouseClick(grid.window().windowHandle(), Qt.MouseButton.LeftButton, pos=corner)
    qtbot.waitUntil(lambda: bool(grid.stored))
    assert grid.stored == [(1, {"name": "中心"})]


def test_figures_are_typed_as_ever(grid: Grid, keyboard: Keyboard, qtbot: Any) -> None:
    grid.setCurrentIndex(grid.model().index(1, 1))
    keyboard.type("18")
    keyboard.press(Key.Key_Return)
    qtbot.waitUntil(lambda: bool(grid.stored))
    assert grid.stored == [(2, {"people": 18})]
