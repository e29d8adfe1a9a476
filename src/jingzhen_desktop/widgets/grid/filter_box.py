"""The filter of a grid: words narrow it down at once, the count says how many rows are left of how many."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMoveEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ..look.tokens import tokens
from .view import FILTER_KEY, Grid

_HINT = "筛选：文字或拼音首字母"
_TIP = f"只显示含有所填文字的行，可用拼音或拼音首字母（长句里首字母至少4个），几个词用空格隔开（在表格中按{FILTER_KEY}到这里，Esc清除，回车回到表格）"
_SHORT_HINT = "筛选"
_CHARACTERS, _FEW_CHARACTERS = 26, 12
"""Room for the hint, in half-width characters; and where the window is narrow."""


class FilterBox(QWidget):
    """A line and a count for a row of buttons: ``ButtonRow(..., FilterBox(grid))``."""

    def __init__(self, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = grid
        self.line, self.count = _Line(self), QLabel(self)
        self.line.setClearButtonEnabled(True)
        self.line.setAccessibleName(f"筛选{grid.accessibleName()}")
        self.line.setToolTip(_TIP)
        self._fit()
        self.count.setAccessibleName(f"{grid.accessibleName()}的行数")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        layout.addWidget(self.count)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(grid.grid_model.set_filter)
        self.line.left.connect(self._go_to_grid)
        grid.grid_model.counted.connect(self._show_count)
        grid.filter_wanted.connect(self._start)
        self._show_count(grid.grid_model.shown_count, len(grid.grid_model.all_rows()))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def moveEvent(self, event: QMoveEvent) -> None:
        """It stands at the right end of its row, and so is moved when the window becomes narrow."""
        super().moveEvent(event)
        self._fit()

    def clear(self) -> None:
        """Show all rows again."""
        self.line.clear()

    def fit_letters(self) -> None:
        """Have room for the hint at the present 字号."""
        self._fit()

    def _fit(self) -> None:
        narrow = self.window().width() < tokens().breakpoint.narrow
        characters = _FEW_CHARACTERS if narrow else _CHARACTERS
        self.line.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * characters)
        self.line.setPlaceholderText(_SHORT_HINT if narrow else _HINT)

    def _start(self) -> None:
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()

    def _go_to_grid(self) -> None:
        self._grid.setFocus()

    def _show_count(self, shown: int, everything: int) -> None:
        words = self._grid.grid_model.filter
        if words != self.line.text():
            self.line.setText(words)  # the grid gave the filter up to show a row
        sums = "，合计仍为全部" if words.strip() and self._grid.grid_model.total_count else ""
        self.count.setText(f"{shown}/{everything}{sums}" if words.strip() else "")
        self.updateGeometry()


class _Line(QLineEdit):
    """Enter and the arrow lead into the grid; Esc clears first and then leads there too."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)
