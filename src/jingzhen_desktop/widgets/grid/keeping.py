"""What stays of a grid when its rows are read anew: the current cell, and a text that is half typed in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QTableView

from .delegate import CellDelegate, editor_text, set_editor_text
from .model import GridModel
from .rows import RowKey


@dataclass(frozen=True, slots=True)
class _Kept:
    key: RowKey
    row: int
    column: int
    typed: str | None
    """What stood in the open editor; None if none was open."""


class Keeping:
    """Remembers the current cell of one grid across a reset of its model."""

    def __init__(self, grid: QTableView, model: GridModel[Any], delegate: CellDelegate) -> None:
        self._grid, self._model, self._delegate = grid, model, delegate
        self._kept: _Kept | None = None

    def remember(self, *, with_editor: bool) -> None:
        """Remember the current cell, and what is typed in it if that is not being stored this moment."""
        index, editor = self._grid.currentIndex(), self._delegate.editor
        typed = editor_text(editor) if editor is not None and with_editor else None
        self._delegate.editor = None  # a reset takes it away
        self._kept = None
        if index.isValid():
            self._kept = _Kept(self._model.key_of(index), index.row(), index.column(), typed)

    def restore(self) -> bool:
        """Go to the row that was current, or to the one in its place if it is gone; False if there is none.
        A half typed text goes with its row only.
        """
        kept, self._kept = self._kept, None
        if kept is None:
            return False
        rows, position = self._model.shown_count, self._model.find_key(kept.key)
        if kept.column >= self._model.columnCount() or (position is None and not rows):
            return False
        row = min(kept.row, rows - 1) if position is None else position
        self._grid.setCurrentIndex(self._model.index(row, kept.column))
        if position is not None and kept.typed is not None:
            self._reopen(kept.typed)
        return True

    def _reopen(self, typed: str) -> None:
        index = self._grid.currentIndex()
        if self._model.is_editable(index):
            self._grid.edit(index)
            if self._delegate.editor is not None:
                set_editor_text(self._delegate.editor, typed)
