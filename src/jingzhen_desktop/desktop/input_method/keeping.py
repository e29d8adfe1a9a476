"""Keeps what is being composed where Qt itself speaks with the input method.

Qt's module for ibus puts it in when it is told to, but nobody tells it when a click moves the focus: what was
shown is then gone. Nothing here speaks with an input method.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication

from .following import ENDS_COMPOSING, FocusFollower


class ComposingKeeper(FocusFollower):
    """Has what is being composed put in as it stands before a click or the focus goes elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arriving = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._arrived)
        self.follow()

    def close(self) -> None:
        """Leave it to Qt from now on."""
        self.leave()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.InputMethod:
            # a table opens its editor at the first letter: the focus moves, the composing goes on
            self._arriving = True
            self._soon.start()
        elif event.type() in ENDS_COMPOSING and not self._arriving:
            QGuiApplication.inputMethod().commit()
        return False

    def _arrived(self) -> None:
        self._arriving = False
