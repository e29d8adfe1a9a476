"""How wide the columns of a grid are: the whole width is used, what the clerk drew stays, on this PC from
start to start.

The column by which a grid is sorted is remembered in the same place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QTableView

from ...base.typed import Kind
from .head import GridHead
from .model import GridModel
from .order import Sorting

ROOM = 18
"""Pixels a header keeps beside its title, for the sort sign and the frame."""
PADDING = 18
"""Pixels a cell keeps beside its text, left and right together."""
_MOST_GROWTH = 1.5
_PARTS = 4
"""Into how many the wish of the widest text goes: so much of it stays in a narrow list."""
_GROUP = "grids"


class Widths:
    """The widths of one grid; remembered under the grid's name."""

    def __init__(self, grid: QTableView, model: GridModel[Any], name: str, *, fitting: bool = False) -> None:
        """``fitting``: the widest text gives way rather than that the table is scrolled sideways."""
        self._fitting = fitting
        self._grid, self._model = grid, model
        self._key = f"{_GROUP}/{name}"
        self._by_hand: dict[str, int] = {}
        self._sorting: Sorting | None = None
        self._busy = False
        self._recall()

    @property
    def sorting(self) -> Sorting | None:
        """The sorting remembered."""
        return self._sorting

    @property
    def any_by_hand(self) -> bool:
        """Whether the clerk has drawn a column of this grid wider or narrower."""
        return any(column.key in self._by_hand for column in self._model.columns)

    def note_sorting(self, sorting: Sorting | None) -> None:
        """Remember by which column the clerk sorts."""
        if sorting != self._sorting:
            self._sorting = sorting
            self._remember()

    def note_resize(self, section: int) -> None:
        """A column has got another width; remember it if the clerk did it."""
        if not self._busy and self._grid.isVisible():
            self._by_hand[self._model.columns[section].key] = self._grid.columnWidth(section)
            self._remember()

    def forget(self) -> None:
        """Give every column its usual width again."""
        self._by_hand.clear()
        self._remember()
        self.stretch()

    @contextmanager
    def not_by_hand(self) -> Iterator[None]:
        """What changes widths meanwhile is not the clerk."""
        before, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = before

    def stretch(self) -> None:
        """Use the whole width: what was drawn stays, the others grow a little,
        the widest text column takes the rest.
        """
        grid = self._grid
        shown = [i for i in range(self._model.columnCount()) if not grid.isColumnHidden(i)]
        if not shown:
            return
        widths = self._wanted(shown)
        with self.not_by_hand():
            for position, width in widths.items():
                grid.setColumnWidth(position, width)

    def _wanted(self, shown: list[int]) -> dict[int, int]:
        columns, room = self._model.columns, self._grid.viewport().width()
        fixed = {i: self._by_hand[columns[i].key] for i in shown if columns[i].key in self._by_hand}
        free = {i: self._usual(i) for i in shown if i not in fixed}
        if not free:
            return fixed
        room -= sum(fixed.values())
        growth = min(_MOST_GROWTH, max(1.0, room / sum(free.values())))
        widths = {i: int(width * growth) for i, width in free.items()}
        stretching = self._stretching(list(free))
        left = room - sum(widths.values())
        if left > 0 or self._fitting:
            widths[stretching] = max(self._least(stretching), widths[stretching] + left)
        return fixed | widths

    def _least(self, position: int) -> int:
        """A part of what a column would like, and no less than its title."""
        return max(self._usual(position) // _PARTS, self._title_width(position))

    def _title_width(self, position: int) -> int:
        metrics, title = self._grid.fontMetrics(), self._model.columns[position].title
        room = ROOM if self._grid.isSortingEnabled() else PADDING
        return (
            max(metrics.horizontalAdvance(line) for line in title.split("\n")) + room + self._lead(position)
        )

    def _usual(self, position: int) -> int:
        column, metrics = self._model.columns[position], self._grid.fontMetrics()
        words = column.width * metrics.horizontalAdvance("0") + PADDING + self._lead(position)
        return max(words, self._title_width(position))

    def _lead(self, position: int) -> int:
        head = self._grid.horizontalHeader()
        return head.lead(position) if isinstance(head, GridHead) else 0

    def _stretching(self, positions: list[int]) -> int:
        columns = self._model.columns
        texts = [i for i in positions if columns[i].kind in (Kind.TEXT, Kind.NOTE)]
        return max(texts or positions, key=lambda i: (columns[i].width, i))

    def _recall(self) -> None:
        try:
            kept = json.loads(str(QSettings().value(self._key, "") or "{}"))
            self._by_hand = {
                str(key): max(20, min(int(width), 2000)) for key, width in kept.get("widths", {}).items()
            }
            sorting = kept.get("sorting")
            self._sorting = Sorting(str(sorting[0]), bool(sorting[1])) if sorting else None
        except (ValueError, TypeError, AttributeError, IndexError, KeyError):
            self._by_hand, self._sorting = {}, None  # somebody else's text; nothing worth a word

    def _remember(self) -> None:
        sorting = [self._sorting.column, self._sorting.descending] if self._sorting else None
        if self._by_hand or sorting:
            QSettings().setValue(
                self._key, json.dumps({"widths": self._by_hand, "sorting": sorting}, ensure_ascii=False)
            )
        else:
            QSettings().remove(self._key)
