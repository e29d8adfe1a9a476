"""Drives the tab as the clerk does: clicks, keys, words on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from jingzhen_desktop.inspection.queries.urgent import rounds_of_year
from jingzhen_desktop.inspection.values.words import Season

from ..finished import pdf_text
from ..hands import fill_form, press, write

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
        press(within or self.tab.pages.currentWidget(), text)

    def fill(self, form: FieldForm | None, **texts: str) -> None:
        fill_form(form, **texts)

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
                    self.qtbot.keyClick(editor, Key.Key_Tab)
                else:
                    write(editor, text, Key.Key_Tab)
            else:
                self.qtbot.keyClick(grid, Key.Key_Tab)
        QApplication.processEvents()

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
