"""The session bus: where it is, and who is on it. A local socket, and only where there is a bus already."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtDBus import QDBusConnection

from .choice import FCITX5, PORTAL, Owners, Way, ibus_address_file, modules_asked, service_of, way

_NAME = "jingzhen-desktop-input-method"


def address(environment: Mapping[str, str]) -> str | None:
    """Return the address of the session bus on this PC; None where there is none.

    Asked without one, the library of D-Bus would start a bus of its own. An address on another machine is
    none for a program without network.
    """
    if given := environment.get("DBUS_SESSION_BUS_ADDRESS"):
        return ";".join(part for part in given.split(";") if part.startswith("unix:")) or None
    folder = environment.get("XDG_RUNTIME_DIR")
    if folder and Path(folder, "bus").is_socket():
        return f"unix:path={folder}/bus"
    return None


def connect() -> QDBusConnection | None:
    """Return a connection to the session bus; None where there is no bus or it does not answer."""
    place = address(os.environ)
    if place is None:
        return None
    bus = QDBusConnection.connectToBus(place, _NAME)
    return bus if bus.isConnected() else None


def disconnect() -> None:
    """Close the connection of ``connect``."""
    QDBusConnection.disconnectFromBus(_NAME)


def owners(bus: QDBusConnection, fcitx: str) -> Owners:
    """Ask who owns the names that matter; ``fcitx`` is its name for this display."""
    return Owners(*(_owner(bus, name) for name in (fcitx, FCITX5, PORTAL)))


def qt_finds_ibus(started: float = math.inf) -> bool:
    """Whether Qt connects to ibus, or to what speaks like it, when the program starts.

    It does so only on a PC that has the program of ibus itself, and takes the address from a file. One
    that was written after Qt was ``started`` (seconds of the epoch) came too late.
    """
    if shutil.which("ibus-daemon") is None:
        return False
    machine = bytes(QDBusConnection.localMachineId().data()).decode("ascii", "replace")
    settings = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    address = Path(settings, ibus_address_file(machine, os.environ))
    return address.is_file() and address.stat().st_mtime <= started


def way_now() -> Way:
    """Say which way Chinese would come into a program started now, for the check page."""
    modules = modules_asked(os.environ)
    bus = connect() if os.environ.get("DISPLAY") else None
    if bus is None:
        return way(modules, Owners(), qt_finds_ibus=False)
    try:
        found = owners(bus, service_of(os.environ["DISPLAY"]))
        return way(modules, found, qt_finds_ibus=qt_finds_ibus())
    finally:
        disconnect()


def _owner(bus: QDBusConnection, name: str) -> int:
    reply = bus.interface().servicePid(name)
    return int(reply.value()) if reply.isValid() else 0
