"""Begins and ends the conversation with fcitx as it comes and goes on the session bus."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

from . import session_bus
from .choice import FCITX5, PORTAL, Way, modules_asked, service_of, wants_ibus_alone, way
from .client import InputMethodClient
from .fcitx import make_context


class InputMethod(QObject):
    """Brings Chinese into the windows of this program for as long as it lives.

    Attributes:
        way: who brings it just now.
    """

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._modules = modules_asked(os.environ)
        self._service = service_of(os.environ.get("DISPLAY", ""))
        self._qt_finds_ibus = session_bus.qt_finds_ibus()
        self._client: InputMethodClient | None = None
        self.way = Way.NONE
        changes = QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange
        self._watcher = QDBusServiceWatcher(self._service, bus, changes, self)
        self._watcher.addWatchedService(FCITX5)
        self._watcher.addWatchedService(PORTAL)
        self._watcher.serviceOwnerChanged.connect(self._choose)
        self._choose()

    def close(self) -> None:
        """End the conversation and leave the bus."""
        self._detach()
        session_bus.disconnect()

    def _choose(self, name: str = "", _before: str = "", _now: str = "") -> None:
        """Look who is there; a fcitx that was started anew knows nothing of the context of the one before."""
        owners = session_bus.owners(self._bus, self._service)
        chosen = way(self._modules, owners, qt_finds_ibus=self._qt_finds_ibus)
        if chosen is self.way and name != self._service:
            return
        self._detach()
        self.way = chosen
        if chosen.is_direct:
            self._attach(shows_composing=chosen is Way.FCITX4)

    def _attach(self, *, shows_composing: bool) -> None:
        """fcitx5 sends what is composed in a form that cannot be read here: it shows it in its own window."""
        context = make_context(self._bus, self._service, self)
        if context is None:
            self.way = Way.NONE
            return
        self._client = InputMethodClient(context, shows_composing=shows_composing, parent=self)

    def _detach(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            client.close()
            client.deleteLater()


def begin(parent: QObject) -> InputMethod | None:
    """Begin where there is a session bus and Qt was not told to use ibus alone;
    ``parent`` owns what comes of it.
    """
    if wants_ibus_alone(modules_asked(os.environ)):
        return None
    bus = session_bus.connect()
    return None if bus is None else InputMethod(bus, parent)
