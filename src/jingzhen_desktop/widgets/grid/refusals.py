"""What a grid says at its cells: why a text was refused, and why a cell takes none; and how many texts wait.

The texts themselves are kept by the model; the callouts lie over the page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QPushButton, QTableView

from ..callout import callouts_of
from ..look.roles import set_role
from ..look.tokens import tokens
from .model import GridModel

Index = QModelIndex | QPersistentModelIndex


class Refusals(QObject):
    """The callouts of one grid, and the chip that counts what was refused in it.

    The callout of the current cell is shown if its text was refused, else the latest one as long as that is
    not right; it never covers the current cell.
    """

    def __init__(self, grid: QTableView, model: GridModel[Any], free: Callable[[], QRect]) -> None:
        """``free`` is the part of the grid's viewport over which nothing is pinned."""
        super().__init__(grid)
        self._grid, self._model, self._free = grid, model, free
        self._told = QPersistentModelIndex()
        self._explained = False
        self.chip = QPushButton("没有存入", grid)
        set_role(self.chip, "waiting")
        self.chip.setToolTip("这里有填了却没有存入的内容，点这里或按F4去看")
        self.chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.chip.hide()
        model.drafts_changed.connect(self.follow)

    def follow(self) -> None:
        """Show what the current cell wants told, or leave the latest."""
        if not self._model.has_drafts and not self._told.isValid():
            return
        current = self._grid.currentIndex()
        for index in (current, self._told):
            draft = self._model.draft(index) if index.isValid() else None
            if draft is not None:
                self._told = QPersistentModelIndex(index)
                callouts = callouts_of(self._grid)
                callouts.refuse(self._grid.viewport(), draft.refusal, self._place_told, self._place_current)
                break
        else:
            self._told = QPersistentModelIndex()
            callouts_of(self._grid).end(self._grid.viewport())
        self._show_count()

    def explain(self, sentence: str) -> None:
        """Say at the current cell why nothing can be typed there, until the clerk goes on."""
        self._explained = True
        callouts_of(self._grid).explain(self._grid.viewport(), sentence, self._place_current)

    def end_hint(self) -> None:
        """The clerk has gone on."""
        if self._explained:
            self._explained = False
            callouts_of(self._grid).end_hint(self._grid.viewport())

    def place(self) -> None:
        """Follow the grid's scrolling and widths."""
        if self._told.isValid() or self._explained:
            callouts_of(self._grid).place()
        if not self.chip.isHidden():
            self._place_chip()

    def _place_told(self) -> QRect:
        return self._in_sight(self._told)

    def _place_current(self) -> QRect:
        return self._in_sight(self._grid.currentIndex())

    def _in_sight(self, index: Index) -> QRect:
        place = self._grid.visualRect(index) if index.isValid() else QRect()
        return place if place.intersects(self._free()) else QRect()

    def _show_count(self) -> None:
        drafts = self._model.drafts()
        count = len(drafts)
        # the one that is being looked at is told by its callout
        elsewhere = any(index != self._grid.currentIndex() for index, _ in drafts)
        self.chip.setVisible(elsewhere)
        if elsewhere:
            self.chip.setText(f"{count}格没有存入　F4")
            self.chip.setAccessibleName(f"{count}格填了却没有存入")
            self._place_chip()

    def _place_chip(self) -> None:
        """In the corner of the table, above what is pinned there; it takes no room from anything."""
        gap = tokens().space.s
        self.chip.adjustSize()
        room = self._free()
        first_total = self._grid.rowViewportPosition(len(self._model.rows()))
        if self._model.total_count and 0 < first_total < room.bottom():
            room.setBottom(first_total)
        room.translate(self._grid.viewport().pos())
        self.chip.move(room.right() - self.chip.width() - gap, room.bottom() - self.chip.height() - gap)
        self.chip.raise_()
