"""Backups of an office file: whole, checked by opening them, never of a damaged file, thinned as they grow
old.

They lie in a folder beside the office file and are office files themselves. What is in one is told by a
callback of the tabs; when one is made is decided by who calls, for the open office file by
``backup_routine``.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path

from ..base.errors import EnvironmentFault, InputRejected, UserFacingError, environment_sentence
from ..base.files import journal_of, publish, remove_leftovers, sync_folder, temporary_beside
from .backup_notes import backup_folder, note_copy
from .clock import now
from .identity import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    SUFFIX,
    UNREADABLE,
    DamagedFile,
    connect,
    fault,
    read_identity,
)
from .lock import hold


class Reason(Enum):
    """Why a backup was made; part of its name."""

    START = "开始"
    MIGRATION = "迁移前"
    RESTORE = "恢复前"
    IMPORT = "导入前"
    MANUAL = "手动"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup in the folder.

    Attributes:
        at: when it was made, by the clock of that time.
        size: in bytes.
        content: what is in it, or why it cannot be used.
    """

    path: Path
    at: datetime
    reason: Reason
    size: int
    content: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """How many backups are kept: all of two days, then the last one of so many days, weeks and months,
    within a total size.
    """

    days: int = 7
    weeks: int = 4
    months: int = 12
    megabytes: int = 500


Describe = Callable[[sqlite3.Connection], str]
"""Reads from an open copy what the clerk knows it by, e.g. 4个单位，报表至2011年四季度."""

_NAME = re.compile(r" (\d{4}-\d{2}-\d{2} \d{6})(?:-\d+)? (\w+)$")
_KEPT_DAYS = timedelta(days=1)
_LEAST_KEPT = 2
"""So many of the newest stay however small the budget is."""


def make_backup(office: Path, reason: Reason) -> Backup:
    """Back up an office file into its folder.

    Raises:
        DamagedFile: the file is not sound; no backup is made and none is touched.
        EnvironmentFault: it cannot be read, or the backup not be written.
    """
    folder = backup_folder(office)
    at = now()
    path = _copy_checked(office, folder, f"{office.stem} {at:%Y-%m-%d %H%M%S}", f" {reason.value}{SUFFIX}")
    return Backup(path, at, reason, path.stat().st_size)


def copy_to_folder(office: Path, folder: Path) -> Path:
    """Make a checked copy of an office file in a folder the clerk chose, e.g.
    on a stick; raises as make_backup does.
    """
    if not folder.is_dir():
        raise EnvironmentFault(f"文件夹“{folder}”不存在（U盘可能已拔出），没有备份；请检查后重新选择。")
    copy = _copy_checked(
        office, folder, f"{office.stem} {now():%Y-%m-%d %H%M%S}", f" {Reason.MANUAL.value}{SUFFIX}"
    )
    note_copy(office, copy)
    return copy


def is_due(office: Path) -> bool:
    """Whether no usable backup of today exists;
    one “from the future”, made before the clock was set back, does not count.
    """
    today, moment = now().date(), now()
    candidates = (
        backup for backup in found_backups(office) if backup.at.date() == today and backup.at <= moment
    )
    return not any(is_sound(backup.path) for backup in candidates)


def found_backups(office: Path) -> list[Backup]:
    """Return the backups of an office file by their names, newest first, without opening them."""
    folder = backup_folder(office)
    if not folder.is_dir():
        return []
    try:
        named = [(path, _parsed(path, office.stem)) for path in folder.iterdir()]
        found = [
            Backup(path, parsed[0], parsed[1], path.stat().st_size)
            for path, parsed in named
            if parsed is not None
        ]
    except OSError as error:
        raise environment_sentence(error, "读取备份文件夹") from error
    return sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True)


def list_backups(office: Path, describe: Describe) -> list[Backup]:
    """Return the backups, newest first, each opened to say what is in it."""
    return [
        Backup(backup.path, backup.at, backup.reason, backup.size, _content(backup.path, describe))
        for backup in found_backups(office)
    ]


def newest_sound(office: Path) -> Backup | None:
    """Return the newest backup that passes every check, or None."""
    return next((backup for backup in found_backups(office) if is_sound(backup.path)), None)


def is_sound(path: Path) -> bool:
    """Whether a file passes the checks a backup has to pass; read where it lies, as nobody writes a backup:
    a second copy of it in memory stayed there in pieces.
    """
    try:
        with contextlib.closing(connect(path)) as lying:
            _check(lying, path)
    except (UserFacingError, *UNREADABLE):
        return False
    return True


def restore(backup: Path, office: Path) -> Path | None:
    """Put a backup in the place of the office file, which must not be open; what was there is kept, its new
    path returned.

    A sound file is kept as a backup (恢复前), a damaged one as it is, with its journal, under 损坏.

    Raises:
        DamagedFile: the backup itself is not sound; nothing was changed.
        EnvironmentFault: the place cannot be written; nothing was changed.
    """
    with hold(office), _translated(office), _snapshot(backup) as content:
        temporary = temporary_beside(office)
        try:
            _write(content, temporary)
            kept = _keep_current(office) if office.exists() else None
            # before the new file stands there: it belongs to the old one
            journal_of(office).unlink(missing_ok=True)
            publish(temporary, office)
        finally:
            remove_leftovers(office.parent, office.name)
    return kept


def thin(office: Path, keeping: Keeping) -> list[Path]:
    """Remove the backups that are not to be kept; returns them.
    What cannot be removed stays and does no harm.
    """
    backups = found_backups(office)
    removed = []
    for backup in superfluous(backups, keeping, now()):
        with contextlib.suppress(OSError):
            backup.path.unlink()
            removed.append(backup.path)
    return removed


def superfluous(backups: Sequence[Backup], keeping: Keeping, moment: datetime) -> list[Backup]:
    """Return the backups to remove, by number first, then by total size from the oldest on.

    What lies in the future stays: either the clock was wrong then, or it is now.
    """
    ordered = sorted(backups, key=lambda backup: backup.at, reverse=True)
    recent = {backup.path for backup in ordered if backup.at.date() >= moment.date() - _KEPT_DAYS}
    older = [backup for backup in ordered if backup.path not in recent]
    kept = set(recent)
    for number, period in ((keeping.days, _day), (keeping.weeks, _week), (keeping.months, _month)):
        newest: dict[object, Path] = {}
        for backup in older:
            newest.setdefault(period(backup.at.date()), backup.path)
        kept.update(list(newest.values())[:number])
    past = [backup for backup in ordered if backup.at <= moment]
    safe = {backup.path for backup in (*past[:_LEAST_KEPT], *ordered[:1])}
    kept |= safe
    total = 0
    for backup in ordered:
        total += backup.size if backup.path in kept else 0
        if total > keeping.megabytes * 1_000_000 and backup.path not in safe:
            kept.discard(backup.path)
    return [backup for backup in ordered if backup.path not in kept]


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month


def _parsed(path: Path, stem: str) -> tuple[datetime, Reason] | None:
    if path.suffix != SUFFIX or not path.stem.startswith(f"{stem} "):
        return None
    match = _NAME.fullmatch(path.stem.removeprefix(stem))
    try:
        return (datetime.strptime(match[1], "%Y-%m-%d %H%M%S"), Reason(match[2])) if match else None
    except ValueError:
        return None


def _copy_checked(office: Path, folder: Path, beginning: str, ending: str) -> Path:
    with _translated(folder), _snapshot(office) as content:
        folder.mkdir(exist_ok=True)
        remove_leftovers(folder, office.stem)
        target = _free_name(folder, beginning, ending)
        temporary = temporary_beside(target)
        try:
            _write(content, temporary)
            publish(temporary, target)
        finally:
            remove_leftovers(folder, target.name)
    return target


def _free_name(folder: Path, beginning: str, ending: str) -> Path:
    """A name not taken, also when the clock was set back or two are made in one second."""
    target, number = folder / f"{beginning}{ending}", 2
    while target.exists():
        target, number = folder / f"{beginning}-{number}{ending}", number + 1
    return target


@contextlib.contextmanager
def _snapshot(path: Path) -> Iterator[sqlite3.Connection]:
    """The file's content in memory, taken in one moment and checked;
    the file is free for writers while it is used.
    """
    if not path.is_file():
        raise InputRejected(f"找不到“{path}”，请检查U盘是否插好。")
    with contextlib.closing(
        sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    ) as memory:
        try:
            with contextlib.closing(connect(path)) as source:
                source.backup(memory)
            _check(memory, path)
        except (*UNREADABLE, MemoryError) as error:
            raise fault(path, error) from error
        yield memory


def _check(connection: sqlite3.Connection, path: Path) -> None:
    application, version = read_identity(connection)
    if application != APPLICATION_ID or not 1 <= version <= SCHEMA_VERSION:
        raise DamagedFile(f"“{path.name}”不是本程序能用的数据文件，没有备份也没有恢复；原有的备份都还在。")
    damage = connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
    if damage or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise DamagedFile(
            f"“{path.name}”已损坏，没有用它制作备份，原有的备份都还在。可用“恢复备份”换回最近的备份。"
        )


def _write(content: sqlite3.Connection, temporary: Path) -> None:
    """Write a snapshot to a file, bring it to the disk, and check it by opening it as it lies there."""
    with contextlib.closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # synced as a whole below
        content.backup(copy)
    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            # so that the disk is read, not the cache
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    with contextlib.closing(connect(temporary, mode="ro")) as written:
        _check(written, temporary)


def _keep_current(office: Path) -> Path:
    """Keep what a restore is about to replace; whether it is sound is found out on a copy."""
    folder, beginning = backup_folder(office), f"{office.stem} {now():%Y-%m-%d %H%M%S}"
    folder.mkdir(exist_ok=True)
    trial = temporary_beside(folder / office.name)
    try:
        _copy_as_it_is(office, trial)
        return _copy_checked(trial, folder, beginning, f" {Reason.RESTORE.value}{SUFFIX}")
    except DamagedFile:
        kept = _free_name(folder, beginning, f" 损坏{SUFFIX}")
        _copy_as_it_is(office, kept)
        return kept
    finally:
        remove_leftovers(folder, office.name)


def _copy_as_it_is(office: Path, target: Path) -> None:
    """Copy the bytes of a file and of the journal a crash may have left;
    nothing is opened, so nothing is recovered.
    """
    for source, copy in ((journal_of(office), journal_of(target)), (office, target)):
        if source.exists():
            shutil.copyfile(source, copy)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
    sync_folder(target.parent)


def _content(path: Path, describe: Describe) -> str:
    try:
        with contextlib.closing(connect(path, mode="ro")) as connection:
            application, version = read_identity(connection)
            if application != APPLICATION_ID or not 1 <= version <= SCHEMA_VERSION:
                return "不能使用（不是本程序的数据文件，或版本更新）"
            return describe(connection)
    except UNREADABLE:
        return "已损坏，不能恢复"


@contextlib.contextmanager
def _translated(place: Path) -> Iterator[None]:
    """Say in Chinese what keeps a copy from being written to a folder or file."""
    try:
        yield
    except sqlite3.Error as error:
        raise EnvironmentFault(
            f"不能写入“{place}”：{_cause(error)}。没有备份，原有的备份和数据都不受影响。"
        ) from error
    except OSError as error:
        raise environment_sentence(error, "备份") from error


def _cause(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return "磁盘已满，请清理后重试或换一个位置"
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return "该位置只读或不存在（U盘可能已拔出），请换一个位置"
    return f"读写出错（{error}），U盘可能已拔出或损坏，请换一个U盘"
