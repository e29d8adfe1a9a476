"""Work that waits until a widget has been painted, so that the window stands and answers before it begins."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


def after_first_paint(widget: QWidget, call: Callable[[], object]) -> None:
    """Call a moment after the widget has been painted for the first time; never if it goes before."""
    _FirstPaint(widget).happened.connect(call)


_MOMENT = 50
"""Milliseconds in which the rest of the window is painted and what was typed meanwhile is answered."""


class _FirstPaint(QObject):
    happened = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(_MOMENT, self, self.happened.emit)
        return False
