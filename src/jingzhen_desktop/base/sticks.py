"""Whether a file lies on something that is pulled out, and what is said of a file that was written."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_REMOVABLE = 2
"""DRIVE_REMOVABLE of Windows' GetDriveType."""
_MOUNTS = ("/media", "/run/media", "/mnt")
"""Where Linux desktops show sticks."""


def delivered(path: Path) -> str:
    """Say that a file, or those in a folder, was written; of a stick also to eject it first."""
    return "已写入并核对" + ("，拔出前请先“弹出”U盘" if is_on_stick(path) else "")


def is_on_stick(path: Path) -> bool:
    """Return whether a path lies on a USB stick or another disk that can be pulled out."""
    if sys.platform == "win32":
        return _windows_drive(path)
    if any(path.absolute().is_relative_to(mount) for mount in _MOUNTS):
        return True
    return _is_removable(Path("/sys/dev/block"), path)


def _is_removable(devices: Path, path: Path) -> bool:
    """Ask the kernel of the disk a path lies on; a partition's disk is the folder above it."""
    try:
        number = path.stat().st_dev
        disk = (devices / f"{os.major(number)}:{os.minor(number)}").resolve(strict=True)
        told = next((one for one in (disk / "removable", disk.parent / "removable") if one.is_file()), None)
        return told is not None and told.read_text("ascii").strip() == "1"
    except OSError:
        return False


def _windows_drive(path: Path) -> bool:
    import ctypes

    drive = f"{path.absolute().drive}\\"
    return bool(getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive) == _REMOVABLE)  # noqa: B009
