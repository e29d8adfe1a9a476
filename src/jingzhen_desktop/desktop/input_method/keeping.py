"""Keeps what is being composed where Qt itself speaks with the input method.

An input method says what becomes of a half-composed text when it is told to end: put in, or dropped. Those
of ibus for Chinese drop it, and Qt's module for ibus obeys: a click elsewhere would lose what was typed. Here
it is put in as it stands. Nothing here speaks with an input method.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent

from .following import ENDS_COMPOSING, FocusFollower, focused


class ComposingKeeper(FocusFollower):
    """Has what is being composed put in as it stands before a click or the focus goes elsewhere."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._composing = ""
        self._put_in = False
        self._arriving = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._arrived)
        self.follow()

    def close(self) -> None:
        """Leave it to Qt from now on."""
        self.leave()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._hear(event)
        elif event.type() in ENDS_COMPOSING and not self._arriving:
            self._end_composing()
        return False

    def _hear(self, event: QInputMethodEvent) -> None:
        """Remember what is shown.

        A table opens its editor at the first letter: the focus moves while the text arrives, and the
        composing goes on.
        """
        self._composing = event.preeditString()
        self._put_in = bool(event.commitString())
        self._arriving = True
        self._soon.start()

    def _arrived(self) -> None:
        self._arriving = False

    def _end_composing(self) -> None:
        """Let Qt end it; if that has dropped the text, put it in where it was shown."""
        text, target = self._composing, focused()
        if not text:
            return
        self._composing, self._put_in = "", False
        QGuiApplication.inputMethod().commit()
        if target is not None and not self._put_in:
            kept = QInputMethodEvent("", [])
            kept.setCommitString(text)
            QCoreApplication.sendEvent(target, kept)
