"""A clerk's hands on a keyboard and a mouse, for every test that drives the window: ``from ..hands import
enter``.

Nothing here knows a tab. What a whole clerk does in the whole window stands in ``desktop/conftest.py`` and
``whole_year/clerk.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from jingzhen_desktop.widgets.page_head import ActionRow

from .looking import column_of, visible

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QTableView
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.widgets.fields.form import FieldForm
    from jingzhen_desktop.widgets.grid.view import Grid

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
    """Click the visible button of a page that carries a text, the last made if a panel over it carries it
    too; where there was no room for it in the head of the page, choose it from 更多.
    """
    found = [one for one in visible(page, QAbstractButton) if one.text() == text]
    if not found and (action := in_more(page, text)) is not None:
        action.trigger()
        return
    if not found and page is not page.window():
        press(page.window(), text)  # a sub-page's actions stand in the head of its page
        return
    assert found, f"no visible button “{text}”"
    assert found[-1].isEnabled(), f"“{text}” cannot be pressed"
    click(found[-1])


def in_more(page: QWidget, text: str) -> QAction | None:
    """The entry with this text in 更多 of a page in front."""
    for row in visible(page, ActionRow):
        for action in row.more.menu().actions():
            if action.text() == text:
                return action
    return None


def click(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def click_cell(view: QTableView, row: int, column: int, modifier: Qt.KeyboardModifier = NO_KEY) -> QPoint:
    """Click a cell; returns where that is."""
    index = view.model().index(row, column)
    view.scrollTo(index)
    place = view.visualRect(index).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)
    return place


def double_click(view: QTableView, row: int, column: int) -> None:
    """Double-click a cell."""
    place = click_cell(view, row, column)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def tick_row(view: QTableView, row: int) -> None:
    """Go to a row and press the space bar."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, 0))
    QTest.keyClick(view, Key.Key_Space)


def type_cell(view: QTableView, row: int, column: int, text: str) -> None:
    """Go to a cell, type over what is there, and press Enter."""
    view.setFocus()
    view.setCurrentIndex(view.model().index(row, column))
    letters(f"{text}\r")


def at(grid: Grid, row: int, key: str) -> None:
    """Go to the cell of a row in the column with a key."""
    grid.setFocus()
    grid.setCurrentIndex(grid.grid_model.index(row, column_of(grid, key)))


def type_text(widget: QWidget, text: str) -> None:
    """Type figures and letters, and let the input method give the rest."""
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        compose(widget, text)


def overwrite(widget: QWidget, text: str) -> None:
    """Put a text into a field in place of what is there, and stay in it."""
    widget.setFocus()
    QTest.keyClick(widget, Key.Key_A, CONTROL)
    QTest.keyClick(widget, Key.Key_Delete)
    type_text(widget, text)


def write(widget: QWidget, text: str, last: Qt.Key | None = None) -> None:
    """Put a text into a field in place of what is there, and leave with a key: Enter, in a text Tab."""
    overwrite(widget, text)
    QTest.keyClick(widget, last or (Key.Key_Return if isinstance(widget, QLineEdit) else Key.Key_Tab))


def choose(box: QComboBox, text: str) -> None:
    """Take an entry of a list, as a click in the list does; the list itself is a window of its own, which
    offscreen cannot have.
    """
    position = box.findText(text)
    assert position >= 0, f"{text}: {[box.itemText(index) for index in range(box.count())]}"
    box.setCurrentIndex(position)
    box.activated.emit(position)


def fill(page: QWidget, label: str, text: str) -> None:
    """Fill the visible field with a label, in place of what is there, and go on."""
    named = [one for one in visible(page, QWidget) if one.accessibleName() == label]
    (field,) = [one for one in named if isinstance(one, (QLineEdit, QPlainTextEdit))]
    write(field, text, Key.Key_Tab)


def fill_form(form: FieldForm | None, **texts: str) -> None:
    """Fill fields of a form by their keys, or choose in them."""
    assert form is not None
    for key, text in texts.items():
        editor = form.field(key).editor
        if isinstance(editor, QComboBox):
            choose(editor, text)
        else:
            write(editor, text, Key.Key_Tab)  # Enter would press the primary button of a form that asks


def show(page: QWidget, qtbot: QtBot, width: int = 1340, height: int = 640) -> None:
    """Show a page as large as the window leaves it, ready for keys; it is closed with the test."""
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
