"""One office file is open for writing in one place: a lock file beside it says by whom and since when.

SQLite keeps two writers from harming each other; this keeps the clerk from working in two windows, and other
programs from changing the file behind the window. A lock whose process is gone (a crash) is recognised and
replaced.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from ..base.errors import EnvironmentFault, environment_cause
from .clock import now

_held: dict[Path, int] = {}
"""Lock files of this process, and how often each is held."""
_guard = threading.Lock()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has an office file open.

    Attributes:
        started: when the process began, as its system counts; tells it from a later process of the same
            number.
        since: when the file was opened, as the clerk reads it.
    """

    host: str
    user: str
    pid: int
    started: str
    since: str

    @property
    def is_here(self) -> bool:
        """Whether it is a program of this PC."""
        return self.host == platform.node()

    @property
    def is_gone(self) -> bool:
        """Whether it is a program of this PC that no longer runs. Of another PC nobody can tell."""
        return self.is_here and _started(self.pid) != self.started


class OfficeInUse(EnvironmentFault):
    """Somebody has the office file open; ``holder`` says who.
    On another PC the clerk may know that it is not so.
    """

    def __init__(self, path: Path, holder: Holder) -> None:
        self.holder = holder
        if holder.is_here:
            text = f"数据文件“{path.name}”已在本机打开（{holder.user}，{holder.since}起），请先关闭那个窗口再试。"
        else:
            text = f"数据文件“{path.name}”正由电脑“{holder.host}”上的{holder.user}使用（{holder.since}起），请等对方关闭后再打开。"
        super().__init__(text)


class OfficeLock:
    """A held lock.

    Attributes:
        note: why the file can only be read here; empty where it is locked properly.
    """

    def __init__(self, file: Path | None, note: str = "") -> None:
        self._file, self.note = file, note

    def release(self) -> None:
        """Let others open the file; harmless if repeated."""
        file, self._file = self._file, None
        if file is None:
            return
        with _guard:
            _held[file] -= 1
            if _held[file]:
                return
            del _held[file]
            holder = _read(file)
            if holder is not None and holder.pid == os.getpid() and holder.is_here:
                with contextlib.suppress(OSError):
                    file.unlink()


def acquire(path: Path, *, take_over: bool = False) -> OfficeLock:
    """Lock an office file; within one process as often as wanted.

    ``take_over`` replaces the lock of another PC, after the clerk has confirmed it.

    Raises:
        OfficeInUse: somebody else has it open.
    """
    file = _lock_file(path)
    with _guard:
        if file in _held:
            _held[file] += 1
            return OfficeLock(file)
        holder = _read(file)
        if holder is not None and not holder.is_gone and not (take_over and not holder.is_here):
            raise OfficeInUse(path, holder)
        try:
            file.unlink(missing_ok=True)
            _write(file)
        except FileExistsError as error:  # another start was faster
            raise OfficeInUse(path, _read(file) or _ourselves()) from error
        except OSError as error:
            cause = environment_cause(error)
            note = f"“{path.parent}”不能写入：{cause}。只能查看，修改不会保存；要修改请把数据文件复制到可以写入的位置。"
            return OfficeLock(None, note)
        _held[file] = 1
        return OfficeLock(file)


def holder_of(path: Path) -> Holder | None:
    """Return who has an office file locked, or None."""
    return _read(_lock_file(path))


@contextlib.contextmanager
def hold(path: Path) -> Iterator[None]:
    """Have the office file locked inside; raises OfficeInUse."""
    lock = acquire(path)
    try:
        yield
    finally:
        lock.release()


def _lock_file(path: Path) -> Path:
    real = path.resolve()
    return real.with_name(f".~{real.name}.lock")


def _read(file: Path) -> Holder | None:
    """The holder, or None if nobody holds it or the lock is unreadable (its writer was stopped half-way)."""
    try:
        return Holder(**json.loads(file.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(file: Path) -> None:
    with file.open("x", encoding="utf-8") as stream:
        json.dump(asdict(_ourselves()), stream, ensure_ascii=False)


def _ourselves() -> Holder:
    return Holder(platform.node(), _user(), os.getpid(), _started(os.getpid()), f"{now():%Y-%m-%d %H:%M}")


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a user without a name
        return "未知用户"


if sys.platform == "win32":

    def _started(pid: int) -> str:
        """When a running process began; empty if there is none."""
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.windll.kernel32
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return ""
        try:
            times = [wintypes.FILETIME() for _ in range(4)]
            code = wintypes.DWORD()
            kernel.GetExitCodeProcess(wintypes.HANDLE(handle), ctypes.byref(code))
            kernel.GetProcessTimes(wintypes.HANDLE(handle), *(ctypes.byref(time) for time in times))
        finally:
            kernel.CloseHandle(wintypes.HANDLE(handle))
        # STILL_ACTIVE
        return f"{times[0].dwHighDateTime}-{times[0].dwLowDateTime}" if code.value == 259 else ""

else:

    def _started(pid: int) -> str:
        """When a running process began; empty if there is none."""
        try:
            fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            return ""
        return "" if fields[0] in "ZX" else fields[19]
