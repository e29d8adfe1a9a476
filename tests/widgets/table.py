"""A grid in a window of its own, over rows that change as the clerk writes; driven by keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget

from jingzhen_desktop.widgets.grid.model import GridModel
from jingzhen_desktop.widgets.grid.view import Grid

if TYPE_CHECKING:
    from jingzhen_desktop.widgets.alerts import Alerts
    from jingzhen_desktop.widgets.grid.columns import Column


class Table:
    """A grid over rows that change as the clerk writes."""

    def __init__(self, columns: list[Column[Any]], rows: list[Any], alerts: Alerts, qtbot: Any) -> None:
        self.rows = {row.id: row for row in rows}
        self.total = replace(rows[0], id=0, name="合计", note="")
        self.model = GridModel(columns, alerts=alerts, change=self.change)
        self.model.set_rows(rows, [self.total])
        self.grid = Grid(self.model, "季度报表")
        self.qtbot = qtbot
        qtbot.addWidget(self.grid)
        self.grid.resize(900, 300)
        self.grid.show()
        self.grid.activateWindow()
        qtbot.waitUntil(self.grid.isActiveWindow)
        self.grid.setFocus()

    def change(self, old: Any, new: Any) -> None:
        self.rows[old.id] = new
        self.model.set_rows(list(self.rows.values()), [self.total])

    def at(self, row: int, column: int) -> None:
        self.grid.setCurrentIndex(self.model.index(row, column))

    @property
    def position(self) -> tuple[int, int]:
        index = self.grid.currentIndex()
        return index.row(), index.column()

    def keys(self, text: str) -> None:
        """Type where the focus is, as a keyboard does."""
        for letter in text:
            QTest.keyClicks(self.target, letter)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.target, key, modifiers)
        QApplication.processEvents()  # delegates commit through the queue

    @property
    def editor(self) -> QWidget | None:
        return next(
            (
                part
                for kind in (QLineEdit, QComboBox)
                for part in self.grid.viewport().findChildren(kind)
                if part.isVisible()
            ),
            None,
        )

    @property
    def target(self) -> QWidget:
        return self.editor or self.grid
