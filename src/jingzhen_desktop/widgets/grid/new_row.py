"""A row that the clerk has begun and that is stored with the first thing typed in it; left before, nothing
of it stays but what was refused in it.

What is stored, and where the row stands among the others, is the page's business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QEvent, QModelIndex, QObject, QTimer

from ...base.errors import InputRejected, UserFacingError
from .columns import Row
from .view import Grid

NEW = 0
"""The id of a row that is not stored; stored ones count from 1."""


class NewRow(QObject, Generic[Row]):
    """At most one begun row of a grid whose rows have ids.

    Args:
        add: stores the row as typed so far and returns its id; raises for what cannot be.
        show: has the page show its rows anew, with the begun one as ``with_begun`` adds it.
    """

    def __init__(self, grid: Grid, add: Callable[[Row], int], show: Callable[[], object]) -> None:
        super().__init__(grid)
        self._grid, self._add, self._show = grid, add, show
        self._row: Row | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._drop_if_left)
        grid.chosen.connect(lambda _row: self._later.start())
        grid.installEventFilter(self)

    def begin(self, row: Row, column: str) -> None:
        """Show a row and let the clerk type in a column of it; one begun before is given up."""
        self.drop()
        self._row = row
        self._show()
        self._grid.select_row(_is_new)
        keys = [one.key for one in self._grid.grid_model.columns]
        place = self._grid.grid_model.index(self._grid.currentIndex().row(), keys.index(column))
        self._grid.setFocus()
        self._grid.setCurrentIndex(place)
        self._grid.edit(place)

    def with_begun(self, rows: Sequence[Row]) -> list[Row]:
        """The rows with the begun one at their end."""
        return [*rows, self._row] if self._row is not None else list(rows)

    def take(self, changes: Sequence[tuple[Row, Row]]) -> bool:
        """Store the begun row if it is what is to be changed; False if it is not. Raises InputRejected for a
        block that changes others too: half of it might be stored.
        """
        kept, new = self._row, next((after for before, after in changes if _is_new(before)), None)
        if new is None:
            return False
        if len(changes) > 1:
            raise InputRejected("新的一行要先单独填写，再和别的行一起粘贴。没有填入任何内容。")
        self._row = None  # storing has the page read its rows
        try:
            number = self._add(new)
        except UserFacingError:
            self._row = kept
            raise
        self._grid.select_row(lambda row: row.id == number)
        return True

    def give_up(self) -> bool:
        """Give the begun row up if it is the chosen one; False if that is a stored one, or none."""
        row = self._grid.current_row()
        if row is None or not _is_new(row):
            return False
        self.drop()
        return True

    def drop(self) -> None:
        """Give the begun row up, and what was refused in it."""
        if self._row is None:
            return
        for index in self._drafts():
            self._grid.grid_model.drop_draft(index)
        self._row = None
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and not event.spontaneous() and not self._drafts():
            self.drop()
        return super().eventFilter(watched, event)

    def _drop_if_left(self) -> None:
        row = self._grid.current_row()
        if (row is None or not _is_new(row)) and not self._drafts():
            self.drop()

    def _drafts(self) -> list[QModelIndex]:
        """The cells of the begun row in which something was refused."""
        model = self._grid.grid_model
        return [index for index, _draft in model.drafts() if _is_new(model.row(index))]


def _is_new(row: Any) -> bool:
    return bool(row.id == NEW)
