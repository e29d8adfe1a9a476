"""The totals of a grid, always in sight: a passive second view over the bottom of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

if TYPE_CHECKING:
    from .view import Grid


class PinnedTotals(QTableView):
    """Shows the last rows of the grid's model over its bottom edge while they are scrolled out of sight."""

    def __init__(self, grid: Grid) -> None:
        super().__init__(grid.viewport())
        self._grid = grid
        self.setModel(grid.grid_model)
        self.setSelectionModel(grid.selectionModel())
        self._set_up()
        grid.horizontalScrollBar().valueChanged.connect(self.place)
        grid.verticalScrollBar().valueChanged.connect(self.place)
        grid.verticalScrollBar().rangeChanged.connect(self.place)
        grid.horizontalHeader().sectionMoved.connect(self.place)

    def top(self) -> int:
        """The first covered pixel line of the grid's viewport; its height where nothing is covered."""
        return self._grid.viewport().height() - self._needed_height()

    def place(self) -> None:
        """Follow the grid: same widths, same scroll position, only the totals."""
        model, viewport = self._grid.grid_model, self._grid.viewport()
        height = self._needed_height()
        if not height or not self._scrolled_away():
            self.hide()
            return
        self.verticalHeader().setDefaultSectionSize(self._grid.verticalHeader().defaultSectionSize())
        self.setSelectionBehavior(self._grid.selectionBehavior())
        self._show_only_totals(model.rowCount(), model.total_count)
        for column in range(model.columnCount()):
            self.setColumnWidth(column, self._grid.columnWidth(column))
            self.setColumnHidden(column, self._grid.isColumnHidden(column))
        self.setGeometry(QRect(0, viewport.height() - height, viewport.width(), height))
        self.horizontalScrollBar().setValue(self._grid.horizontalScrollBar().value())
        self.show()

    def _set_up(self) -> None:
        self.setAccessibleName("合计（固定显示）")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWordWrap(False)
        self.hide()

    def _needed_height(self) -> int:
        return self._grid.grid_model.total_count * self._grid.verticalHeader().defaultSectionSize()

    def _scrolled_away(self) -> bool:
        model = self._grid.grid_model
        last = self._grid.visualRect(model.index(model.rowCount() - 1, 0))
        return last.bottom() > self._grid.viewport().height()

    def _show_only_totals(self, rows: int, totals: int) -> None:
        for row in range(rows):
            self.setRowHidden(row, row < rows - totals)
