"""Getting a finished file under its name so that neither a crash nor a power cut leaves half of it there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_PREFIX, _SUFFIX = ".~", ".tmp"


def temporary_beside(target: Path) -> Path:
    """Return the name under which ``target`` is prepared; what an interrupted try left there is removed."""
    temporary = target.with_name(f"{_PREFIX}{target.name}{_SUFFIX}")
    for path in (temporary, journal_of(temporary)):
        path.unlink(missing_ok=True)
    return temporary


def journal_of(path: Path) -> Path:
    """Return the name of SQLite's rollback journal of a file."""
    return path.with_name(f"{path.name}-journal")


def publish(temporary: Path, target: Path) -> None:
    """Give a finished file its name, durably; raises OSError."""
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(target)
    sync_folder(target.parent)


def remove_leftovers(folder: Path, beginning: str) -> None:
    """Remove what interrupted tries at files of this beginning left in a folder;
    what cannot be removed does no harm.
    """
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith(f"{_PREFIX}{beginning}") and path.name.removesuffix("-journal").endswith(
                _SUFFIX
            ):
                path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make a new name durable where a folder can be synced (not on Windows, not on every stick)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
