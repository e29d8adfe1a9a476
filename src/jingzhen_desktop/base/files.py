"""The safe writing of files: under a temporary name beside the target, brought to the disk,
and only then given its name, so that neither a crash nor a power cut leaves half of it there.

What is in a file is decided elsewhere; the office file and its backups are prepared by ``office``, finished
bytes (xlsx, PDF, Word, text) come here to be delivered, whole and compared, or not at all.
"""

from __future__ import annotations

import errno
import os
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .errors import EnvironmentFault, InputRejected, environment_sentence

_PREFIX, _SUFFIX = ".~", ".tmp"
_OURS = "井镇节能-"
"""Begins the temporary names in folders that are not ours alone, such as a USB stick."""
_LONGEST_NAME = 180
"""Bytes of a name part; leaves room for a number and an ending within the 255 a folder allows."""
_LONGEST_TEMPORARY = 200
"""Bytes of the target's name within a temporary one, for the same reason."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')


def deliver(data: bytes, target: Path, *, overwrite: bool = False) -> Path:
    """Write ``data`` to ``target`` by way of a temporary file that is read back and compared; return
    ``target``.

    Raises:
        TargetExists: the name is taken and ``overwrite`` was not given.
        EnvironmentFault: disk full, stick gone, no permission, or what was read back differs; the old file is
            untouched.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _refuse_taken(target, overwrite)
        remove_leftovers(target.parent, _OURS)
        temporary = _marked_beside(target)
        try:
            _write(data, temporary)
            _compare(data, temporary, target)
            _refuse_taken(target, overwrite)
            temporary.replace(target)
        except BaseException:
            _remove(temporary)
            raise
    except OSError as error:
        raise _sentence(error, target) from error
    sync_folder(target.parent)
    return target


def deliver_all(
    files: Sequence[ToWrite],
    folder: Path,
    *,
    overwrite: bool = False,
    report: Callable[[int, int], object] | None = None,
) -> list[Path]:
    """Make and deliver one file after the other into a folder; returns them in that order.

    ``report`` hears how many of how many are written, before a file is made and again before it is written;
    where it raises, nothing is left half-done.

    Raises:
        TargetExists: a name is taken and ``overwrite`` was not given; nothing was made or written.
        EnvironmentFault: as :func:`deliver`; what was written before stays.
    """
    taken = [one.name for one in files if os.path.lexists(folder / one.name)]
    if taken and not overwrite:
        several = f"等{len(taken)}个文件" if len(taken) > 1 else ""
        raise TargetExists(f"“{folder}”中已有“{taken[0]}”{several}，没有覆盖；请换一个文件夹，或选择覆盖。")
    tell = report or _tell_nobody
    written: list[Path] = []
    for one in files:
        tell(len(written), len(files))
        data = one.make()
        tell(len(written), len(files))
        written.append(deliver(data, folder / one.name, overwrite=overwrite))
    return written


def safe_name(text: str) -> str:
    """Return a part of a file name made from any text:
    valid on Windows and Linux, no path, bounded in length.
    """
    composed = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    visible = "".join(
        "_" if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter for letter in composed
    )
    visible = "".join(letter for letter in visible if unicodedata.category(letter) != "Cf")
    name = _FORBIDDEN.sub("_", visible).lstrip(". \u3000")
    if _RESERVED.match(name):
        name = "_" + name
    name = name.encode()[:_LONGEST_NAME].decode("utf-8", "ignore").rstrip(". \u3000")
    return name or "未命名"


def readable_name(name: str) -> str:
    """Return a file's name as it can be shown and stored: one that is no UTF-8 (a zip from Windows unpacked
    on Linux) is read as GBK, and what is not that either becomes □.
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        data = os.fsencode(name)
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            return data.decode("utf-8", "replace").replace("\ufffd", "□")
    return name


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
            name = path.name.removesuffix("-journal")
            if name.startswith(f"{_PREFIX}{beginning}") and name.endswith(_SUFFIX):
                _remove(path)


def sync_folder(folder: Path) -> None:
    """Make a new name durable where a folder can be synced (not on Windows, not on every stick)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _marked_beside(target: Path) -> Path:
    """The temporary name in a folder of the clerk's: known as ours, and short enough for a long target."""
    name = target.name.encode("utf-8", "surrogateescape")[:_LONGEST_TEMPORARY].decode("utf-8", "ignore")
    return target.parent / f"{_PREFIX}{_OURS}{name}{_SUFFIX}"


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _refuse_taken(target: Path, overwrite: bool) -> None:
    if target.is_dir():
        raise InputRejected(f"“{target}”是文件夹，不能写成文件；请换一个文件名。")
    if not overwrite and os.path.lexists(target):
        raise TargetExists(
            f"“{target.name}”在“{target.parent}”中已经存在，没有覆盖；请换一个文件夹，或选择覆盖。"
        )


def _write(data: bytes, path: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o666), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _compare(data: bytes, path: Path, target: Path) -> None:
    """Read back, past the system's cache where it allows that, and compare."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        same = file.read(len(data) + 1) == data
    if not same:
        raise EnvironmentFault(
            f"“{target.name}”写入后核对不一致（U盘可能已损坏），没有保存；请换一个U盘或文件夹重试。"
        )


def _sentence(error: OSError, target: Path) -> EnvironmentFault:
    """Name the file the clerk asked for, not our temporary one."""
    # 19: the medium is write protected
    code = errno.EROFS if getattr(error, "winerror", None) == 19 else error.errno
    return environment_sentence(OSError(code, error.strerror, str(target)), "写入文件")


def _tell_nobody(_done: int, _total: int) -> None:
    pass


class TargetExists(InputRejected):
    """There is already a file of that name; whoever asked may decide to overwrite it."""


class ToWrite(Protocol):
    """A file on its way out: its name, and how its bytes are made when its turn comes."""

    @property
    def name(self) -> str: ...
    @property
    def make(self) -> Callable[[], bytes]: ...


@dataclass(frozen=True, slots=True)
class OutFile:
    """The plain form of :class:`ToWrite`."""

    name: str
    make: Callable[[], bytes]
