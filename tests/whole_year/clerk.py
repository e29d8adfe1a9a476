"""A clerk's hands and eyes: finds what is on the screen by its words, clicks, types, pastes, and answers the
file dialogs.

Nothing here calls a tab's methods: what has no words on the screen cannot be used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QTabBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from jingzhen_desktop.desktop.rail import RailItem
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.desktop.year_switch import YearSwitch
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.page_head import ActionButton
from jingzhen_desktop.widgets.parts import EmptyHint
from jingzhen_desktop.widgets.preview.window import PreviewWindow

from ..hands import choose, click_cell, in_more, paste, type_text, write
from ..looking import Found, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Step

Key, Mouse = Qt.Key, Qt.MouseButton
NO_KEY, CTRL, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_TICK = QPoint(10, 0)
"""How far a tick box's middle lies from the left edge of its cell."""


class Clerk:
    """Works in the window. ``steps`` are the labels of what the office file has stored since the window
    opened it.
    """

    def __init__(self, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self._qtbot = qtbot
        self.warned: list[str] = []
        self.said: list[str] = []
        self.asked: list[str] = []
        self.steps: list[str] = []
        self._answers: list[Path] = []
        self._confirms = False
        self._answer_dialogs(monkeypatch)
        self.window = self.open_window()

    # ---- the window

    def open_window(self) -> MainWindow:
        """Start the program."""
        self.window = MainWindow()
        self._qtbot.addWidget(self.window)
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(1366, 768)
        self.window.show()
        self._come_back()
        self.window.alerts.warned.connect(self.warned.append)
        self.window.alerts.said.connect(self.said.append)
        return self.window

    def listen(self) -> None:
        """Note from now on what the open office file stores."""
        assert self.window.workplace is not None
        self.window.workplace.desk.stepped.connect(self._note)

    def close_window(self) -> None:
        """End the program."""
        assert self.window.close()
        QApplication.processEvents()

    def wait(self) -> None:
        """Wait until the work beside the window is done."""
        assert self.window.workplace is not None
        assert self.window.workplace.desk.tasks.wait_idle()
        QApplication.processEvents()

    # ---- what is on the screen

    def visible(self, kind: type[Found], within: QWidget | None = None) -> list[Found]:
        return visible(within or self.window, kind)

    def texts(self) -> str:
        """All labels that can be read now."""
        return "\n".join(label.text() for label in self.visible(QLabel))

    def grid(self, name: str) -> QTableView:
        return self._named(QTableView, name)

    def list(self, name: str) -> QListWidget:
        return self._named(QListWidget, name)

    def lines(self, name: str) -> list[str]:
        """The lines of a list that is read, without its headings."""
        model = self._named(QListView, name).model()
        every = [model.index(row, 0) for row in range(model.rowCount())]
        return [str(one.data()) for one in every if one.flags()]

    def rows(self, name: str) -> list[list[str]]:
        """The cells of a table as they are shown."""
        model = self.grid(name).model()
        return [
            [_shown(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def titles(self, name: str) -> list[str]:
        """The column titles of a table, in one line each."""
        model = self.grid(name).model()
        across, title = Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
        return [
            str(model.headerData(column, across, title)).replace("\n", "")
            for column in range(model.columnCount())
        ]

    def row_of(self, name: str, text: str, column: int = 0) -> int:
        """The number of the row whose cell reads so."""
        (found,) = [number for number, cells in enumerate(self.rows(name)) if cells[column] == text]
        return found

    # ---- buttons, tabs, lists

    def press(self, text: str, within: QWidget | None = None) -> None:
        """Click the button that carries a text; it must be there, and usable.
        An empty place offers the tool bar's button again.
        """
        found = [one for one in self.visible(QAbstractButton, within) if _reads(one.text(), text)]
        if not found and (action := in_more(within or self.window, text)) is not None:
            assert action.isEnabled(), f"{text} is grey"
            action.trigger()
            return
        assert len(found) in {1, 2}, (
            f"{text}: {len(found)} of {sorted({one.text() for one in self.visible(QAbstractButton, within)})}"
        )
        actions = {one.action for one in found if isinstance(one, ActionButton)}
        same = len(found) == 1 or (len(actions) == 1 and isinstance(found[0], ActionButton))
        button = found[0] if same else next(one for one in found if isinstance(one.parentWidget(), EmptyHint))
        assert button.isEnabled(), f"{text} is grey"
        QTest.mouseClick(button, Mouse.LeftButton)
        QApplication.processEvents()

    def go(self, *titles: str) -> None:
        """Click the page in the rail, or the tab of a page inside the one in front."""
        for title in titles:
            entries = [item for item in self.visible(RailItem) if item.text() == title]
            if entries:
                QTest.mouseClick(entries[0], Mouse.LeftButton)
                assert entries[0].isChecked()
            else:
                self._click_tab(title)
            QApplication.processEvents()

    def back(self) -> None:
        """Click ‹ of the thing shown in place of a page."""
        (arrow,) = [one for one in self.visible(QToolButton) if one.accessibleName() == "返回"]
        QTest.mouseClick(arrow, Mouse.LeftButton)
        QApplication.processEvents()

    def _click_tab(self, title: str) -> None:
        bars = [
            (bar, index)
            for bar in self.visible(QTabBar)
            for index in range(bar.count())
            if bar.tabText(index) == title
        ]
        assert len(bars) == 1, title
        bar, index = bars[0]
        QTest.mouseClick(bar, Mouse.LeftButton, pos=bar.tabRect(index).center())
        assert bar.currentIndex() == index

    def set_year(self, year: int) -> None:
        """Go on or back year by year with the arrows beside it."""
        (switch,) = self.visible(YearSwitch)
        while switch.year.text() != f"{year}年":
            shown = int(switch.year.text().removesuffix("年"))
            QTest.mouseClick(switch.after if shown < year else switch.before, Mouse.LeftButton)
        QApplication.processEvents()

    def tick(self, name: str, *texts: str) -> None:
        """Tick entries of a list with the space bar."""
        entries = self.list(name)
        for text in texts:
            (row,) = [row for row in range(entries.count()) if entries.item(row).text().startswith(text)]
            QTest.mouseClick(
                entries.viewport(), Mouse.LeftButton, pos=entries.visualItemRect(entries.item(row)).center()
            )
            QTest.keyClick(entries, Key.Key_Space)

    def click_item(self, name: str, row: int) -> None:
        """Click an entry of a list."""
        entries = self.list(name)
        entries.scrollToItem(entries.item(row))
        QTest.mouseClick(
            entries.viewport(), Mouse.LeftButton, pos=entries.visualItemRect(entries.item(row)).center()
        )
        QApplication.processEvents()

    def type_at_end_of_line(self, editor: QTextEdit, text: str) -> None:
        """Go to the end of the paragraph the cursor is in, and type."""
        assert QApplication.focusWidget() is editor
        cursor = editor.textCursor()
        # the key End goes to the end of the line on the screen only
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        editor.setTextCursor(cursor)
        type_text(editor, text)

    # ---- fields

    def write(self, label: str, text: str, last: Qt.Key = Key.Key_Tab) -> None:
        """Fill the field of a label in place of what is there, or choose in it."""
        field = self._named(QWidget, label, (QLineEdit, QPlainTextEdit, QComboBox))
        before = len(self.steps)
        if isinstance(field, QComboBox):
            choose(field, text)
        else:
            write(field, text, last)
        QApplication.processEvents()
        assert len(self.steps) - before <= 1, f"{label}: {self.steps[before:]}"

    def fill(self, **texts: str) -> None:
        """Fill several fields, label by label."""
        for label, text in texts.items():
            self.write(label, text)

    # ---- tables

    def click_cell(
        self,
        name: str,
        row: int,
        column: int,
        *,
        double: bool = False,
        modifier: Qt.KeyboardModifier = NO_KEY,
    ) -> None:
        """Click a cell, twice to open it."""
        grid = self.grid(name)
        place = click_cell(grid, row, column, modifier)
        if double:
            QTest.mouseDClick(grid.viewport(), Mouse.LeftButton, modifier, place)
        QApplication.processEvents()

    def tick_cell(self, name: str, row: int) -> None:
        """Click the tick box of a row."""
        grid = self.grid(name)
        area = grid.visualRect(grid.model().index(row, 0))
        QTest.mouseClick(
            grid.viewport(), Mouse.LeftButton, NO_KEY, QPoint(area.left(), area.center().y()) + _TICK
        )
        QApplication.processEvents()

    def type_cell(self, text: str, key: Qt.Key = Key.Key_Tab) -> None:
        """Type into the current cell, open for editing or not, and leave it with a key;
        a list opens and is chosen from.
        """
        grid = QApplication.focusWidget()
        if isinstance(grid, QTableView):
            QTest.keyClick(grid, Key.Key_F2)
        editor, before = QApplication.focusWidget(), len(self.steps)
        if isinstance(editor, QComboBox):
            choose(editor, text)
            if isinstance(grid, QTableView):
                QTest.keyClick(grid, key)
        else:
            assert isinstance(editor, QLineEdit), editor
            editor.selectAll()
            type_text(editor, text)
            QTest.keyClick(editor, key)
        QApplication.processEvents()
        assert len(self.steps) - before <= 1, f"{text}: {self.steps[before:]}"

    def paste(self, *rows: str) -> None:
        """Paste a block copied from a spreadsheet at the current cell, where the keyboard is."""
        grid = QApplication.focusWidget()
        assert isinstance(grid, QTableView), grid
        paste(grid, "\r\n".join(rows) + "\r\n")
        QApplication.processEvents()

    # ---- files

    def will_choose(self, *paths: Path) -> None:
        """What the next file dialog is answered with."""
        self._answers = [*paths]

    def will_confirm(self) -> None:
        """Say yes to the next question."""
        self._confirms = True

    def preview(self, button: str, target: Path) -> Path:
        """Press a preview button, and store what the preview window shows."""
        self.press(button)
        self.wait()
        (shown,) = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, PreviewWindow) and one.isVisible()
        ]
        self.will_choose(target)
        self.press("另存为PDF", shown)
        self.wait()
        shown.close()
        self._come_back()
        assert target.is_file()
        return target

    # ---- inside

    def _come_back(self) -> None:
        """Bring the window to the front, as a desktop does when the window before it closes."""
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)

    def _note(self, step: Step) -> None:
        self.steps.append(step.label)

    def _named(self, kind: type[Found], name: str, kinds: tuple[type, ...] = (QWidget,)) -> Found:
        found = [one for one in self.visible(kind) if one.accessibleName() == name and isinstance(one, kinds)]
        assert len(found) == 1, (
            f"{name}: {len(found)} of {sorted({one.accessibleName() for one in self.visible(kind)} - {''})}"
        )
        return found[0]

    def _answer_dialogs(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def taken() -> list[Path]:
            answers, self._answers = self._answers, []
            assert answers, "a file dialog nobody expected"
            return answers

        def confirm(_alerts: Alerts, question: str, *_buttons: object, **_more: object) -> bool:
            self.asked.append(question)
            confirms, self._confirms = self._confirms, False
            assert confirms, f"a question nobody expected: {question}"
            return True

        monkeypatch.setattr(Alerts, "choose_folder", lambda *_: taken()[0])
        monkeypatch.setattr(Alerts, "choose_files", lambda *_: taken())
        monkeypatch.setattr(Alerts, "choose_save", lambda *_: taken()[0])
        monkeypatch.setattr(Alerts, "confirm", confirm)


def _reads(shown: str, text: str) -> bool:
    """Whether a button carries a text, perhaps with figures behind it: 三季度 6/7."""
    return shown == text or shown.startswith(f"{text} ")


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def names_of(rows: Sequence[Sequence[str]]) -> list[str]:
    """The first column of a table."""
    return [row[0] for row in rows]
