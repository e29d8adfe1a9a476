"""What makes a file an office file, and the sentences for what SQLite says when it cannot be used.
No SQLAlchemy.
"""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path, PurePath

from ..base.errors import EnvironmentFault, InputRejected, UserFacingError

APPLICATION_ID = 0x4A5A4A4E
"""SQLite ``application_id`` of an office file: JZJN."""
SCHEMA_VERSION = 7
"""SQLite ``user_version``: raised with every change of the tables, which gets a step in ``migrations``."""
SUFFIX = ".jzdb"

_REASONS = {
    "SQLITE_BUSY": "正被另一个程序使用，请关闭后重试",
    "SQLITE_LOCKED": "正被另一个程序使用，请关闭后重试",
    "SQLITE_READONLY_DBMOVED": "已被移走、改名或删除（或U盘已拔出），请把它放回原处；找不到时可用“恢复备份”",
    "SQLITE_READONLY_ROLLBACK": "上次没有正常关闭，要先恢复才能打开，但所在位置是只读的；请复制到可以写入的位置再打开",
    "SQLITE_READONLY": "是只读的，请检查U盘写保护或文件权限",
    "SQLITE_FULL": "所在磁盘已满，请清理后重试",
    "SQLITE_CANTOPEN": "打不开，可能已被移动或U盘已拔出",
    "SQLITE_PERM": "没有权限打开，请检查文件权限",
    "SQLITE_IOERR": "读写出错，U盘可能已拔出；请检查后重新打开",
}
"""Start of SQLite's error name → what the clerk reads;
the longer names come before the shorter ones they begin with.
"""
UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What sqlite3 raises for a file it cannot use; the second where its message quotes damaged text."""
_LONGEST_PATH = 511
"""Bytes of a file's whole name that SQLite opens on Linux (SQLITE_MAX_PATHNAME)."""
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


class DamagedFile(InputRejected):
    """The file is no office file, or no longer a sound one; a backup may help."""


def _journal_length(path: Path) -> int:
    """Return how many bytes the name of SQLite's journal of a file takes, the longest name it opens."""
    return len(os.fsencode(path.absolute())) + len("-journal")


def connect(path: Path, *, mode: str = "rw") -> sqlite3.Connection:
    """Open a raw connection that never makes a missing file; transactions are begun by hand."""
    uri = f"{_address(path.absolute())}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _address(path: PurePath) -> str:
    """Return how SQLite wants a file named in an address;
    for a file on a Windows share it allows no host where pathlib puts it.
    """
    address = path.as_uri()
    return address if address.startswith("file:///") else address.replace("file://", "file:////", 1)


def stored_version(path: Path) -> int:
    """Return the version of an office file; SQLite first takes back what a crash left half-done.

    Raises:
        InputRejected: the file is missing, or from a newer program.
        DamagedFile: it is no office file, or damaged.
        EnvironmentFault: it cannot be read.
    """
    if not path.is_file():
        raise InputRejected(f"找不到数据文件“{path}”，请检查位置是否正确、U盘是否插好。")
    if not os.access(path, os.R_OK):
        raise EnvironmentFault(f"没有权限读取数据文件“{path}”，请检查文件权限。")
    try:
        connection = connect(path)
        try:
            application, version = read_identity(connection)
        finally:
            connection.close()
    except UNREADABLE as error:
        raise fault(path, error) from error
    if application != APPLICATION_ID:
        raise DamagedFile(f"“{path.name}”不是井镇节能的数据文件，请另选文件。原文件未作改动。")
    if version > SCHEMA_VERSION:
        raise InputRejected(
            f"“{path.name}”由更新版本的程序保存（格式{version}，本程序为{SCHEMA_VERSION}），请先升级程序。原文件未作改动。"
        )
    if version < 1:
        raise DamagedFile(f"“{path.name}”的格式版本不对，可能已损坏。原文件未作改动。")
    return version


def read_identity(connection: sqlite3.Connection) -> tuple[int, int]:
    """Return application id and version."""
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, version


def fault(path: Path, error: BaseException) -> UserFacingError:
    """Turn what SQLite says about an office file into a sentence for the clerk."""
    name, text = getattr(error, "sqlite_errorname", ""), str(error)
    if name.startswith(_DAMAGE) or isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in text:
        return DamagedFile(
            f"“{path.name}”不是井镇节能的数据文件，或已损坏。原文件未作改动；可用“恢复备份”换回最近的备份。"
        )
    if not path.exists():
        name = "SQLITE_READONLY_DBMOVED"
    if name.startswith("SQLITE_CANTOPEN") and (length := _journal_length(path)) > _LONGEST_PATH:
        return EnvironmentFault(
            f"数据文件“{path.name}”所在的文件夹层数太多、名称太长（连文件名共{length}个字节，最多{_LONGEST_PATH}个，一个汉字占3个），"
            "不能打开。请移到名称短一些的文件夹里再打开；文件没有改动。"
        )
    reason = next((reason for start, reason in _REASONS.items() if name.startswith(start)), None)
    if reason is None:
        return EnvironmentFault(
            f"数据文件“{path.name}”不能读写（{text}）。本次操作没有保存，请关闭程序后重试。"
        )
    return EnvironmentFault(f"数据文件“{path.name}”{reason}。本次操作没有保存，原有内容不受影响。")
