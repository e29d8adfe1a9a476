"""Where it is written down when an office file was backed up and copied to a stick: names of backups, and a
note beside them. Made and checked they are in ``backup``.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from .clock import now
from .identity import SUFFIX

_COPIES = "备份到U盘.txt"
"""Beside the backups: a line for each copy on a stick, with its moment and place."""
_MOMENT = "%Y-%m-%d %H:%M:%S"
_NAME = re.compile(r" (\d{4}-\d{2}-\d{2}) \d{6}(?:-\d+)? \w+$")


def backup_folder(office: Path) -> Path:
    """Return where the backups of an office file lie: beside it."""
    return office.absolute().parent / f"{office.stem}备份"


def note_copy(office: Path, copy: Path) -> None:
    """Write down that the office file was copied to a stick; where that cannot be written, nobody is reminded
    wrongly for long.
    """
    folder = backup_folder(office)
    with suppress(OSError):
        folder.mkdir(exist_ok=True)
        with (folder / _COPIES).open("a", encoding="utf-8") as notes:
            notes.write(f"{now():{_MOMENT}} {copy}\n")


def last_copy(office: Path) -> date | None:
    """Return the day of the last copy to a stick that was written down."""
    try:
        lines = (backup_folder(office) / _COPIES).read_text("utf-8").splitlines()
        return datetime.strptime(" ".join(lines[-1].split(" ")[:2]), _MOMENT).date() if lines else None
    except (OSError, ValueError):
        return None


def last_backup(office: Path) -> date | None:
    """Return the day of the newest backup beside the office file, by its name."""
    with suppress(OSError):
        names = [path.name for path in backup_folder(office).iterdir()]
        names = [name for name in names if name.startswith(f"{office.stem} ")]
        return max((day for name in names if (day := _day_of(name))), default=None)
    return None


def _day_of(name: str) -> date | None:
    found = _NAME.search(name.removesuffix(SUFFIX)) if name.endswith(SUFFIX) else None
    with suppress(ValueError):
        return date.fromisoformat(found[1]) if found else None
    return None
