"""Begins and ends the conversation with fcitx as it comes and goes on the session bus.

Where Qt speaks with an input method itself, what is being composed is kept for it.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

from . import session_bus
from .choice import FCITX5, PORTAL, Way, modules_asked, service_of, wants_ibus_alone, way
from .client import InputMethodClient
from .fcitx import make_context
from .keeping import ComposingKeeper


class InputMethod(QObject):
    """Brings Chinese into the windows of this program for as long as it lives.

    Attributes:
        way: who brings it just now.
    """

    def __init__(self, bus: QDBusConnection, started: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._modules = modules_asked(os.environ)
        self._service = service_of(os.environ.get("DISPLAY", ""))
        self._qt_finds_ibus = session_bus.qt_finds_ibus(started)
        self._helper: InputMethodClient | ComposingKeeper = ComposingKeeper(self)
        self.way = Way.NONE
        changes = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(self._service, bus, changes, self)
        self._watcher.addWatchedService(FCITX5)
        self._watcher.addWatchedService(PORTAL)
        self._watcher.serviceOwnerChanged.connect(self._choose)
        self._choose()

    def close(self) -> None:
        """End the conversation and leave the bus."""
        self._watcher.serviceOwnerChanged.disconnect(self._choose)
        self._detach()
        session_bus.disconnect()

    def _choose(self, name: str = "", _before: str = "", _now: str = "") -> None:
        """Look who is there; a fcitx that was started anew knows nothing of the context of the one before."""
        owners = session_bus.owners(self._bus, self._service)
        chosen = way(self._modules, owners, qt_finds_ibus=self._qt_finds_ibus)
        if chosen is self.way and name != self._service:
            return
        self._detach()
        context = make_context(self._bus, self._service, self) if chosen.is_direct else None
        self.way = chosen if context or not chosen.is_direct else Way.NONE
        if context is None:
            self._helper = ComposingKeeper(self)
        else:
            # fcitx5 sends what is composed in a form that cannot be read here: it shows it in its own window
            self._helper = InputMethodClient(context, shows_composing=chosen is Way.FCITX4, parent=self)

    def _detach(self) -> None:
        self._helper.close()
        self._helper.deleteLater()


def begin(parent: QObject, started: float) -> InputMethod | ComposingKeeper:
    """Begin with what this PC has; ``parent`` owns what comes of it, and Qt was ``started`` at that second.

    No bus is spoken with where there is none, or where Qt was told to use ibus alone.
    """
    bus = None if wants_ibus_alone(modules_asked(os.environ)) else session_bus.connect()
    return ComposingKeeper(parent) if bus is None else InputMethod(bus, started, parent)
