"""Follows the focus of the program: events of the window and the place that have it are seen here first.

What is done with them stands in the classes built on this one.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow
from shiboken6 import isValid

ENDS_COMPOSING = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.TouchBegin,
    QEvent.Type.FocusAboutToChange,
}
"""After these the text may belong elsewhere: what is being composed must be put in before."""


class FocusFollower(QObject):
    """Has its event filter on the window and the object that have the focus, wherever it goes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWindow | None = None
        self._focus: QObject | None = None

    def follow(self) -> None:
        """Begin with what has the focus now."""
        application = _application()
        application.focusWindowChanged.connect(self._watch_window)
        application.focusObjectChanged.connect(self._watch_focus)
        self._watch_window(application.focusWindow())
        self._watch_focus(application.focusObject())

    def leave(self) -> None:
        """Follow no more."""
        application = _application()
        application.focusWindowChanged.disconnect(self._watch_window)
        application.focusObjectChanged.disconnect(self._watch_focus)
        for watched in (self._window, self._focus):
            if watched is not None and isValid(watched):
                watched.removeEventFilter(self)
        self._window = self._focus = None

    def _watch_window(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def _watch_focus(self, focus: QObject | None) -> None:
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None:
            focus.installEventFilter(self)


def focused() -> QObject | None:
    """What has the focus; Qt's own texts of types leave out that it may be nothing."""
    return QGuiApplication.focusObject()


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
