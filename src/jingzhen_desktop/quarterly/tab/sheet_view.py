"""A foreign sheet as it came, read only: cells that mean something are marked by colour and by their tip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from ...spreadsheet.limits import column_letters
from ...widgets.grid.model import Index, Role
from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone

_MOST_ROWS, _MOST_COLUMNS = 500, 100
_WIDEST = 220
_TITLE = 14


class SheetModel(QAbstractTableModel):
    """The texts of a sheet, with what some cells were taken for and which still ask for an answer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: list[list[str]] = []
        self._width = 0
        self._over: Mapping[tuple[int, int], str] = {}
        self._taken: Mapping[tuple[int, int], str] = {}
        self._asked: Mapping[tuple[int, int], str] = {}

    def show_texts(self, texts: list[list[str]]) -> None:
        """Show another sheet, from its first cell on."""
        self.beginResetModel()
        self._texts = [row[:_MOST_COLUMNS] for row in texts[:_MOST_ROWS]]
        self._width = max(map(len, self._texts), default=0)
        self._taken, self._asked, self._over = {}, {}, {}
        self.endResetModel()

    def lay_over(self, texts: Mapping[tuple[int, int], str]) -> None:
        """Show other texts in some cells, in place of what stands there."""
        self._over = texts

    def mark(self, taken: Mapping[tuple[int, int], str], asked: Mapping[tuple[int, int], str]) -> None:
        """Mark cells: what they were taken for, and what is to be said of them yet."""
        self._taken, self._asked = taken, asked
        if self._texts and self._width:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._texts) - 1, self._width - 1))

    def text(self, row: int, column: int) -> str:
        return self._texts[row][column] if row < len(self._texts) and column < len(self._texts[row]) else ""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._width

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role != Role.DisplayRole:
            return super().headerData(section, orientation, role)
        return column_letters(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        if role == Role.DisplayRole:
            return self._over.get(place) or self.text(*place)
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            meaning = self._taken.get(place) or self._asked.get(place)
            text = self.text(*place)
            return f"{text or '空'}→{meaning}" if meaning else text or None
        if role == Role.BackgroundRole and (place in self._taken or place in self._asked):
            return QBrush(tone(Tone.OK_SOFT if place in self._taken else Tone.WARN_SOFT))
        if role == Role.FontRole and place in self._asked:
            font = QFont()
            font.setBold(True)
            return font
        return None


class SheetView(QTableView):
    """Shows a SheetModel; arrows and mouse choose a cell."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(round(self.fontMetrics().height() * 1.6))

    def show_texts(self, texts: list[list[str]]) -> None:
        """Show a sheet; its columns as wide as their texts, up to a bound."""
        self.sheet_model.show_texts(texts)
        self.fit_columns()
        self.go_to(0, 0)

    def fit_columns(self) -> None:
        """Make the columns as wide as what they show, up to a bound."""
        metrics = self.fontMetrics()
        for column in range(self.sheet_model.columnCount()):
            texts = (self._own_text(row, column) for row in range(self.sheet_model.rowCount()))
            self.setColumnWidth(
                column, min(_WIDEST, max(44, metrics.horizontalAdvance(max(texts, key=len, default="")) + 16))
            )

    def _own_text(self, row: int, column: int) -> str:
        """The text that must fit its own column; a title with nothing to its right may be cut."""
        text = str(self.sheet_model.index(row, column).data() or "")
        return text if len(text) < _TITLE or self.sheet_model.text(row, column + 1) else ""

    def go_to(self, row: int, column: int) -> None:
        """Choose a cell and bring it into sight."""
        index = self.sheet_model.index(row, column)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)

    def place(self) -> tuple[int, int] | None:
        """The chosen cell, counted from 0."""
        index = self.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None
