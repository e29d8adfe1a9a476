"""Where the current cell of a grid goes by key, and the block that is selected from it.

The ways themselves are reckoned in ``walking``; here they meet the view: hidden columns, the column where a
run of Tab began, the cell where a selection began.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from .model import GridModel
from .walking import Cell, edge_of_block, first_input, last_input, next_input

Action = QAbstractItemView.CursorAction
_ARROWS = {
    Action.MoveUp: (-1, 0),
    Action.MoveDown: (1, 0),
    Action.MoveLeft: (0, -1),
    Action.MoveRight: (0, 1),
}


class Cursor:
    """The current cell of one grid."""

    def __init__(self, grid: QTableView, model: GridModel[Any]) -> None:
        self._grid, self._model = grid, model
        self._run: int | None = None
        self._walking = False
        self._anchor = QPersistentModelIndex()

    def has_moved(self) -> None:
        """Another cell is the current one; unless it was Tab that led there, its run is over."""
        self._anchor = QPersistentModelIndex()
        if not self._walking:
            self._run = None

    def shown_columns(self) -> list[int]:
        """The columns that are not hidden, from left to right."""
        count, grid = self._model.columnCount(), self._grid
        return [column for column in range(count) if not grid.isColumnHidden(column)]

    def go(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        self._grid.setCurrentIndex(self._model.index(row, column))

    def tab(self, *, forward: bool) -> bool:
        """Go to the next cell that takes input; False if there is none."""
        index, columns = self._grid.currentIndex(), self.shown_columns()
        if not index.isValid():
            return False
        takes_input = self._by_place(self._model.is_editable)
        here, rows = self._here(), self._model.shown_count
        found = next_input(here, rows, len(columns), takes_input, forward=forward)
        if found is None:
            return False
        started_at = index.column() if self._model.is_editable(index) else columns[found[1]]
        run = started_at if self._run is None else self._run
        self._walking = True
        self.go(found[0], columns[found[1]])
        self._walking = False
        self._run = run
        return True

    def step(self, *, back: bool, in_run: bool) -> None:
        """Go one row on; by Enter after a run of Tab to the column where that began. Totals take no input."""
        index = self._grid.currentIndex()
        row = index.row() + (-1 if back else 1)
        column = self._run if in_run and self._run is not None else index.column()
        self._run = None
        if index.isValid() and 0 <= row < self._model.shown_count:
            self.go(row, column)

    def by_control(self, action: Action) -> QModelIndex | None:
        """The cell that Ctrl and a key lead to; None if that is Qt's to say."""
        columns, rows = self.shown_columns(), self._model.shown_count
        takes_input = self._by_place(self._model.is_editable)
        found = None
        if action in _ARROWS and self._grid.currentIndex().isValid():
            is_filled = self._by_place(_is_filled)
            found = edge_of_block(self._here(), rows, len(columns), is_filled, _ARROWS[action])
        elif action == Action.MoveHome:
            found = first_input(rows, len(columns), takes_input)
        elif action == Action.MoveEnd:
            found = last_input(rows, len(columns), takes_input)
        return None if found is None else self._model.index(found[0], columns[found[1]])

    def to_problem(self) -> bool:
        """Go to the next cell whose text was refused, or whose value is wrong or doubtful; False if there is
        none.
        """
        columns, rows = self.shown_columns(), self._model.shown_count
        is_problem = self._by_place(self._model.is_problem)
        found = next_input(self._here(), rows, len(columns), is_problem, forward=True)
        found = found or first_input(rows, len(columns), is_problem)
        if found is None:
            return False
        self._grid.setFocus()
        self.go(found[0], columns[found[1]])
        return True

    def extend(self, target: QModelIndex) -> None:
        """Select from where the selection began up to a cell; Qt would begin where it was last clicked,
        though keys have led elsewhere.
        """
        current, selection = self._grid.currentIndex(), self._grid.selectionModel()
        start = self._anchor if self._anchor.isValid() else QPersistentModelIndex(current)
        if not target.isValid() or not start.isValid():
            return
        rows, columns = sorted((start.row(), target.row())), sorted((start.column(), target.column()))
        corners = [self._model.index(*corner) for corner in zip(rows, columns, strict=True)]
        selection.setCurrentIndex(target, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._anchor = start
        selection.select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _here(self) -> Cell:
        """The current cell by its row and its place among the columns shown."""
        index = self._grid.currentIndex()
        return index.row(), sum(1 for one in self.shown_columns() if one < index.column())

    def _by_place(self, test: Callable[[QModelIndex], bool]) -> Callable[[int, int], bool]:
        """Ask of a cell by its row and its place among the columns shown."""
        model, columns = self._model, self.shown_columns()

        def ask(row: int, place: int) -> bool:
            return test(model.index(row, columns[place]))

        return ask


def selecting(grid: QTableView) -> QItemSelectionModel.SelectionFlag:
    """How cells become the only ones selected: by themselves, or with their rows in a list of whole rows."""
    flags = QItemSelectionModel.SelectionFlag
    whole_rows = grid.selectionBehavior() == QTableView.SelectionBehavior.SelectRows
    return flags.ClearAndSelect | (flags.Rows if whole_rows else flags.NoUpdate)


def _is_filled(index: QModelIndex) -> bool:
    return bool(index.data(Qt.ItemDataRole.EditRole))
