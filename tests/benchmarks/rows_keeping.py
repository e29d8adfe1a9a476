"""Rows on opening an office file of twenty years and on its backup.
Nothing is promised: the rows show what safety costs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from bench import YEARS, bare_connection
from comparing import Outcome, compare
from sqlalchemy import text

from jingzhen_desktop.office.backup import Reason, make_backup
from jingzhen_desktop.office.backup_notes import backup_folder
from jingzhen_desktop.office.file import Office

if TYPE_CHECKING:
    from bench import Bench


def opening(bench: Bench) -> list[Outcome]:
    """Open the file: who it is, connection, journal triggers of every table, one read.

    Reference: sqlite3 alone, with the same pragmas and one read.
    """
    path = bench.office_file()

    def ours() -> None:
        with Office.open(path) as office, office.reading() as session:
            session.execute(text("SELECT count(*) FROM setting")).one()

    def bare() -> None:
        with contextlib.closing(bare_connection(path)) as connection:
            connection.execute("SELECT count(*) FROM setting").fetchone()

    return [
        Outcome(
            f"open the file, {bench.size}, {YEARS} years ({_megabytes(path)})", *compare(ours, bare, 20), None
        )
    ]


def backup(bench: Bench) -> list[Outcome]:
    """Back the file up: copied in one moment, checked, written, synced, checked again as it lies there.

    Reference: SQLite's own backup into a file and one fsync, with no check.
    """
    path = bench.copy("backup")
    bare_copy = bench.folder / "bare.jzdb"

    def clear() -> None:
        shutil.rmtree(backup_folder(path), ignore_errors=True)
        bare_copy.unlink(missing_ok=True)

    times = compare(
        lambda: make_backup(path, Reason.MANUAL),
        lambda: _bare_backup(path, bare_copy),
        5,
        before_ours=clear,
        before_reference=clear,
    )
    return [Outcome(f"back the file up, {bench.size}, {YEARS} years ({_megabytes(path)})", *times, None)]


def _bare_backup(path: Path, target: Path) -> None:
    with (
        contextlib.closing(sqlite3.connect(path)) as source,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.0f} MB"
