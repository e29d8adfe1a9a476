"""The form under a narrow table: what of the chosen row has no column there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from PySide6.QtWidgets import QVBoxLayout, QWidget

from .fields.form import FieldForm, Record, RecordField
from .grid.view import Grid
from .page import store_record
from .side_panel import pad


def table_over(grid: Grid, *below: QWidget) -> QWidget:
    """Put a table and what belongs to its chosen row one over the other."""
    holder = QWidget(grid.parentWidget())
    holder.setFocusProxy(grid)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(grid, 1)
    for part in below:
        layout.addWidget(part)
    return holder


class RowForm(FieldForm, Generic[Record]):
    """Fields of the row chosen in a table whose rows have ids; what is being typed goes to the row it was
    typed for.
    """

    def __init__(
        self,
        grid: Grid,
        fields: Sequence[RecordField[Record]],
        change: Callable[[Record, Record], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(fields, parent, stacked=True)
        self._keys = [field.key for field in fields]
        self._row: Record | None = None
        store_record(self, fields, self._shown_row, change)
        pad(self)
        grid.chosen.connect(self.show_row)
        self.show_row(None)

    def show_row(self, row: Record | None) -> None:
        """Show a row; None if there is none."""
        number, before = getattr(row, "id", None), getattr(self._row, "id", None)
        if number != before:
            self.flush()
        self._row = row
        self.setEnabled(row is not None)
        self.show_record(number, {key: self._value(key) for key in self._keys})

    def _shown_row(self) -> Record | None:
        return self._row

    def _value(self, key: str) -> object:
        return getattr(self._row, key) if self._row is not None else None
