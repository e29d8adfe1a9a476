"""What stays in sight while a grid is scrolled: its totals at the bottom, its first columns at the left.

Each piece is a passive second view that lies over the edge of the grid; what it covers is the grid's own copy
of the same cells once the grid is scrolled to that edge, so nothing becomes unreachable.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRect, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from .delegate import CellDelegate
from .head import GridHead
from .model import GridModel


class PinnedParts:
    """The pinned pieces of one grid, made when first needed; ``frozen`` says which columns stay in sight."""

    def __init__(self, grid: QTableView, model: GridModel[Any], frozen: Callable[[], list[int]]) -> None:
        self._grid, self._model, self._frozen = grid, model, frozen
        self._pieces: dict[tuple[bool, bool], _Piece] = {}

    def top_of_totals(self) -> int:
        """The first pixel line of the viewport that totals cover; its height where nothing is covered."""
        return self._grid.viewport().height() - (self._totals_height() if self._totals_away() else 0)

    def edge_of_first(self) -> int:
        """The width the frozen columns cover."""
        return sum(map(self._grid.columnWidth, self._frozen())) if self._first_away() else 0

    def place(self) -> None:
        """Follow the grid's scrolling, widths and contents."""
        totals, first = self._totals_away(), self._first_away()
        for only_totals, only_first in ((True, False), (False, True), (True, True)):
            wanted = (totals or not only_totals) and (first or not only_first)
            piece = self._pieces.get((only_totals, only_first))
            if wanted:
                piece = piece or self._make(only_totals, only_first)
                piece.follow(self._area(only_totals, only_first))
            elif piece is not None:
                piece.hide()

    def shown(self, *, only_totals: bool, only_first: bool) -> QTableView | None:
        """The piece of that kind if it is in sight."""
        piece = self._pieces.get((only_totals, only_first))
        return piece if piece is not None and not piece.isHidden() else None

    def _make(self, only_totals: bool, only_first: bool) -> _Piece:
        piece = _Piece(self._grid, self._model, self._frozen, only_totals=only_totals, only_first=only_first)
        self._pieces[only_totals, only_first] = piece
        return piece

    def _area(self, only_totals: bool, only_first: bool) -> QRect:
        room = self._grid.viewport().geometry()
        header = self._grid.horizontalHeader().height() if not only_totals else 0
        top = self.top_of_totals()
        width = self.edge_of_first() if only_first else room.width()
        if only_totals:
            return QRect(room.x(), room.y() + top, width, room.height() - top)
        return QRect(room.x(), room.y() - header, width, header + top)

    def _totals_height(self) -> int:
        return self._model.total_count * self._grid.verticalHeader().defaultSectionSize()

    def _totals_away(self) -> bool:
        model = self._model
        if not model.total_count or not model.columnCount():
            return False
        last = (
            self._grid.rowViewportPosition(model.rowCount() - 1)
            + self._grid.verticalHeader().defaultSectionSize()
        )
        return last > self._grid.viewport().height()

    def _first_away(self) -> bool:
        several = self._model.columnCount() > 1 and self._model.rowCount() > 0
        return several and self._grid.horizontalScrollBar().value() > 0


class _Piece(QTableView):
    def __init__(
        self,
        grid: QTableView,
        model: GridModel[Any],
        frozen: Callable[[], list[int]],
        *,
        only_totals: bool,
        only_first: bool,
    ) -> None:
        super().__init__(grid)
        self._grid, self._model, self._frozen = grid, model, frozen
        self._only_totals, self._only_first = only_totals, only_first
        self._rows_arranged: tuple[int, int] | None = None
        head, delegate = GridHead(self), CellDelegate(self, model)
        delegate.lie_under(head)
        self.setHorizontalHeader(head)
        self.setItemDelegate(delegate)
        self.setShowGrid(False)
        self.setModel(model)
        self.setSelectionModel(grid.selectionModel())
        self._set_up()
        model.modelReset.connect(self._forget_rows)

    def follow(self, area: QRect) -> None:
        """Lie over an area of the grid, with the grid's widths and scroll position."""
        self._show_rows()
        self._show_columns()
        self.setGeometry(area)
        self.horizontalHeader().setFixedHeight(self._grid.horizontalHeader().height())
        self.horizontalScrollBar().setValue(
            0 if self._only_first else self._grid.horizontalScrollBar().value()
        )
        if not self._only_totals:
            self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())
        self.show()
        if self._only_first:
            self.raise_()

    def _set_up(self) -> None:
        self.setAccessibleName("合计（固定显示）" if self._only_totals else "左侧各列（固定显示）")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setVisible(not self._only_totals)
        header.setSortIndicatorShown(True)
        header.sortIndicatorChanged.connect(self._grid.sortByColumn)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(self._grid.selectionMode())
        self.setSelectionBehavior(self._grid.selectionBehavior())
        self.setWordWrap(False)
        self.clicked.connect(lambda _index: self._grid.setFocus())
        self.hide()

    def _show_rows(self) -> None:
        model = self._model
        wanted = (model.rowCount(), model.total_count)
        self.verticalHeader().setDefaultSectionSize(self._grid.verticalHeader().defaultSectionSize())
        if self._only_totals and wanted != self._rows_arranged:
            for row in range(wanted[0]):
                self.setRowHidden(row, row < wanted[0] - wanted[1])
        self._rows_arranged = wanted

    def _show_columns(self) -> None:
        frozen = self._frozen()
        for column in range(self._model.columnCount()):
            self.setColumnHidden(
                column, self._grid.isColumnHidden(column) or (self._only_first and column not in frozen)
            )
            self.setColumnWidth(column, self._grid.columnWidth(column))
        header, shown = self.horizontalHeader(), self._grid.horizontalHeader()
        with QSignalBlocker(header):
            header.setSortIndicator(shown.sortIndicatorSection(), shown.sortIndicatorOrder())

    def _forget_rows(self) -> None:
        self._rows_arranged = None
