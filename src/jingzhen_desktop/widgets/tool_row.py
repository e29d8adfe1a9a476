"""The one row of tools under a page's head: scope at the left, what belongs to it at the right;
and segments.
"""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QWidget

from .look.fonts import heights
from .look.tokens import tokens


class ToolRow(QWidget):
    """Widgets in one line; it never wraps into a second one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(heights().toolbar)
        self._line = QHBoxLayout(self)
        space = tokens().space
        self._line.setContentsMargins(space.l, 0, space.m, 0)
        self._line.setSpacing(space.s)
        self._line.addStretch(1)
        self._left = 0

    def add(self, widget: QWidget) -> None:
        """Add a widget after those at the left."""
        self._line.insertWidget(self._left, widget)
        self._left += 1

    def add_right(self, widget: QWidget) -> None:
        """Add a widget at the right end."""
        self._line.addWidget(widget)


class Segments(QFrame):
    """Buttons of which one is down: the same page for another part of the year.

    Attributes:
        group: the buttons by their numbers; tells which was clicked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setFixedHeight(heights().control)
        self.group = QButtonGroup(self)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)

    def add(self, number: int, text: str, tip: str) -> None:
        """Add a segment at the right."""
        button = QPushButton(text, self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setToolTip(f"{text}（{tip}）")
        self.group.addButton(button, number)
        self._line.addWidget(button)
