"""Which way Chinese comes into the program. Pure: variables and owners in, the way out; no Qt, no bus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

FCITX5 = "org.fcitx.Fcitx5"
PORTAL = "org.freedesktop.portal.IBus"
"""Owned by ibus, or by the part of fcitx5 that speaks like ibus."""


class Way(Enum):
    """Who brings Chinese into the program, as the check page says it."""

    NONE = "没有"
    IBUS = "ibus"
    FCITX5_BY_IBUS = "fcitx5（经 ibus）"
    FCITX5 = "fcitx5（直接）"
    FCITX4 = "fcitx 4（直接）"

    @property
    def is_direct(self) -> bool:
        """True where the program must speak with fcitx itself; elsewhere Qt does, or nobody."""
        return self in {Way.FCITX4, Way.FCITX5}


@dataclass(frozen=True, slots=True)
class Owners:
    """The processes that own a name on the session bus, by their number; 0 where nobody does.

    Not the connections: fcitx5 owns its names by as many connections.
    """

    fcitx: int = 0
    """Owner of the name of this display; fcitx5 owns it too."""
    fcitx5: int = 0
    portal: int = 0


def way(modules: tuple[str, ...], owners: Owners, *, qt_finds_ibus: bool) -> Way:
    """Decide who brings Chinese into the program.

    Args:
        modules: the input methods that Qt was told to try.
        owners: who is on the session bus now.
        qt_finds_ibus: whether Qt found ibus when the program started; it does not look again.
    """
    if wants_ibus_alone(modules):
        return Way.IBUS
    speaks_ibus = bool(owners.fcitx5) and owners.portal == owners.fcitx5
    if speaks_ibus and "ibus" in modules and qt_finds_ibus:
        return Way.FCITX5_BY_IBUS
    if not owners.fcitx:
        return Way.NONE
    return Way.FCITX5 if owners.fcitx5 else Way.FCITX4


def wants_ibus_alone(modules: tuple[str, ...]) -> bool:
    """True if Qt was told to use ibus and nothing else."""
    return set(modules) == {"ibus"}


def modules_asked(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return the input methods Qt is told to try, in its order: ("fcitx", "ibus")."""
    several = tuple(name for name in environment.get("QT_IM_MODULES", "").split(";") if name)
    one = environment.get("QT_IM_MODULE", "")
    return several or ((one,) if one else ())


def service_of(display: str) -> str:
    """Return fcitx's name on the bus for the display DISPLAY names: :0.0 → org.fcitx.Fcitx-0"""
    return f"org.fcitx.Fcitx-{display_number(display)}"


def display_number(display: str) -> int:
    """Return the number of a display: :0 → 0, host:10.0 → 10; 0 where none is named."""
    number = display.rpartition(":")[2].partition(".")[0]
    return int(number) if number.isdecimal() else 0


def ibus_address_file(machine: str, environment: Mapping[str, str]) -> str:
    """Return where Qt looks for the address of ibus, below the folder of settings.

    Args:
        machine: the machine's id as D-Bus knows it.
    """
    display = environment.get("DISPLAY", "")
    host = display.partition(":")[0] or "unix"
    return f"ibus/bus/{machine}-{host}-{display_number(display)}"
