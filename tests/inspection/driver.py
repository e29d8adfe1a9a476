"""Drives the tab as the clerk does: clicks, keys, words on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget

from jingzhen_desktop.inspection.queries.urgent import rounds_of_year
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.widgets.fields.larger import NoteField
from jingzhen_desktop.widgets.fields.lines import TextField

from ..finished import pdf_text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.inspection.tab.main import InspectionTab
    from jingzhen_desktop.inspection.values.found import RoundDetail
    from jingzhen_desktop.widgets.desk import Desk
    from jingzhen_desktop.widgets.fields.form import FieldForm
    from jingzhen_desktop.widgets.grid.view import Grid

    from .conftest import Town

Key = Qt.Key


class Clerk:
    """Clicks and types in the tab; remembers what was warned and what was previewed."""

    def __init__(self, town: Town, desk: Desk, tab: InspectionTab, qtbot: QtBot) -> None:
        self.town, self.desk, self.tab, self.qtbot = town, desk, tab, qtbot
        self.warned: list[str] = []
        self.previewed: list[tuple[Any, str]] = []
        desk.alerts.warned.connect(self.warned.append)
        desk.preview = lambda pdf, name, paper=None: self.previewed.append((pdf, name))

    def click(self, text: str, within: QWidget | None = None) -> None:
        page = within or self.tab.pages.currentWidget()
        buttons = [
            button
            for button in page.findChildren(QPushButton)
            if button.text() == text and button.isVisible()
        ]
        assert len(buttons) == 1, (text, [button.text() for button in buttons])
        self.qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    def fill(self, form: FieldForm | None, **texts: str) -> None:
        assert form is not None
        for key, text in texts.items():
            field = form.field(key)
            if isinstance(field, TextField):
                self.type_into(field.line, text)
                self.qtbot.keyClick(field.line, Key.Key_Return)
            elif isinstance(field, NoteField):
                field.edit.setPlainText(text)
                field.flush()
            else:
                box = field.editor
                assert isinstance(box, QComboBox)
                box.setCurrentText(text)
                box.activated.emit(box.currentIndex())

    def type_row(self, grid: Grid, *texts: str) -> None:
        """Type into the cells from the current one to the right; an empty text passes a cell over."""
        for text in texts:
            if text:
                self.qtbot.keyClick(
                    grid.viewport() if grid.state() != grid.State.EditingState else _editor(grid), Key.Key_F2
                )
                editor = _editor(grid)
                if isinstance(editor, QComboBox):
                    editor.setCurrentText(text)
                else:
                    self.type_into(editor, text)
                self.qtbot.keyClick(editor, Key.Key_Tab)
            else:
                self.qtbot.keyClick(grid, Key.Key_Tab)
        QApplication.processEvents()

    def type_into(self, line: QWidget, text: str) -> None:
        """Type over what is there; Chinese comes from the input method, which is no key."""
        assert isinstance(line, QLineEdit)
        line.selectAll()
        if text.isascii():
            self.qtbot.keyClicks(line, text)
        else:
            line.insert(text)

    def tick(self, ticks: QListWidget, *names: str) -> None:
        for row in range(ticks.count()):
            if ticks.item(row).text().startswith(names):
                ticks.item(row).setCheckState(Qt.CheckState.Checked)

    def detail(self) -> RoundDetail:
        return next(
            detail
            for detail in rounds_of_year(self.town.office, 2012)
            if detail.round.season is Season.AUTUMN
        )

    def preview(self, text: str) -> str:
        self.click(text)
        assert self.desk.tasks.wait_idle()
        pdf, name = self.previewed[-1]
        assert name.endswith(".pdf")
        return pdf_text(pdf.data)


def _editor(grid: Grid) -> QWidget:
    editor = grid.itemDelegate().editor  # type: ignore[attr-defined]
    assert isinstance(editor, QWidget)
    return editor
