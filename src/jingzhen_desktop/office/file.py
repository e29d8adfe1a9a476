"""One office file: create, open, transactions, reads, and telling who listens that something changed.

What is stored in it belongs to the tabs (``records``); how a file is damaged, saved or carried away belongs elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from typing import Any, Self

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from ..base.errors import EnvironmentFault, InputRejected
from ..base.place import Place
from .journal import begin_step, end_step, install_journal
from .records import JournalStep
from .schema import Record, now

APPLICATION_ID = 0x4A5A4A4E
"""SQLite ``application_id`` of an office file: JZJN."""
SCHEMA_VERSION = 1
"""SQLite ``user_version``: raised with every change of the tables."""
SUFFIX = ".jzdb"

PRAGMAS = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 5000}
"""Set on every connection. DELETE and EXTRA: one file that is whole after every commit, because it is copied by hand."""


@dataclass(frozen=True, slots=True)
class Step:
    """A finished transaction: what was done, when it was safely on disk, and where."""

    id: int
    label: str
    at: datetime
    place: Place | None


class Office:
    """An open office file; one writer at a time, readers beside it.

    Attributes:
        path: the file.
        last_step: the newest transaction of this run, None before the first.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last_step: Step | None = None
        self._listeners: list[Callable[[Step], None]] = []
        self._writing = threading.Lock()
        self._engine = _engine(path)

    @classmethod
    def create(cls, path: Path) -> Office:
        """Make a new, empty office file; raises InputRejected if the name exists, EnvironmentFault if it cannot be."""
        if path.exists():
            raise InputRejected(f"“{path.name}”已经存在，请换一个文件名，或用“打开”打开它。")
        try:
            connection = sqlite3.connect(path)
            try:
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            finally:
                connection.close()
            _create_tables(path)
        except (sqlite3.Error, OperationalError, OSError) as error:
            raise EnvironmentFault(f"不能在“{path.parent}”新建数据文件：文件夹不存在、只读或磁盘已满，请换一个位置。") from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Office:
        """Open an existing office file; raises InputRejected if it is missing, foreign, damaged or newer."""
        _examine(path)
        return cls(path)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self, label: str, place: Place | None = None) -> Iterator[Session]:
        """One named, journaled step: all of it or nothing. ``label`` is what the clerk would call it, in Chinese.

        Raises:
            EnvironmentFault: the file cannot be written (disk full, read-only, locked, gone); nothing was changed.
        """
        with self._writing, self._translated_faults(), Session(self._engine, expire_on_commit=False) as session:
            step = JournalStep(at=now(), label=label, place=str(place or ""))
            session.add(step)
            session.flush()
            raw = _raw_connection(session)
            begin_step(raw, step.id)
            try:
                yield session
                session.flush()
                end_step(raw)
                session.commit()
            except BaseException:
                session.rollback()
                raise
            self.last_step = Step(step.id, label, now(), place)
        for listener in tuple(self._listeners):
            listener(self.last_step)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; what they return are values, never mapped objects."""
        with self._translated_faults(), Session(self._engine) as session:
            yield session

    def subscribe(self, listener: Callable[[Step], None]) -> Callable[[], None]:
        """Call ``listener`` after every finished step, in the thread that wrote; returns a function that ends it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def problems(self) -> list[str]:
        """Ask SQLite for damage and broken references; an empty list is a sound file."""
        with self._engine.connect() as connection:
            rows = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [str(row) for row in rows if row != "ok"] + [f"{row[0]}#{row[1]} → {row[2]}" for row in broken]

    @contextlib.contextmanager
    def _translated_faults(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise EnvironmentFault(_fault_sentence(self.path, str(error.orig))) from error


def _engine(path: Path) -> Engine:
    engine = create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, so that a step's first read is inside it
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        install_journal(connection, Record.metadata)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _create_tables(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}")
    try:
        Record.metadata.create_all(engine)
    finally:
        engine.dispose()


def _raw_connection(session: Session) -> sqlite3.Connection:
    raw = session.connection().connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


def _examine(path: Path) -> None:
    if not path.is_file():
        raise InputRejected(f"找不到数据文件“{path}”，请检查位置是否正确、U盘是否插好。")
    if not os.access(path, os.R_OK):
        raise EnvironmentFault(f"没有权限读取数据文件“{path}”，请检查文件权限。")
    try:
        connection = sqlite3.connect(f"{_address(path.absolute())}?mode=ro", uri=True)
        try:
            application = connection.execute("PRAGMA application_id").fetchone()[0]
            version = connection.execute("PRAGMA user_version").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        raise InputRejected(f"“{path.name}”不是井镇节能的数据文件，或已损坏。原文件未作改动。") from error
    if application != APPLICATION_ID:
        raise InputRejected(f"“{path.name}”不是井镇节能的数据文件，请另选文件。原文件未作改动。")
    if version > SCHEMA_VERSION:
        raise InputRejected(f"“{path.name}”由更新版本的程序保存（格式{version}，本程序为{SCHEMA_VERSION}），请先升级程序。原文件未作改动。")


def _address(path: PurePath) -> str:
    """Return how SQLite wants a file named in an address; for a file on a Windows share it allows no host where pathlib puts it."""
    address = path.as_uri()
    return address if address.startswith("file:///") else address.replace("file://", "file:////", 1)


def _fault_sentence(path: Path, text: str) -> str:
    reasons = {
        "locked": "正被另一个程序使用，请关闭后重试",
        "readonly": "是只读的，请检查U盘写保护或文件权限",
        "full": "所在磁盘已满，请清理后重试",
        "unable to open": "打不开，可能已被移动或U盘已拔出",
        "disk I/O": "读写出错，U盘可能已拔出；请检查后重新打开",
    }
    for sign, reason in reasons.items():
        if sign in text:
            return f"数据文件“{path.name}”{reason}。本次操作没有保存，原有内容不受影响。"
    return f"数据文件“{path.name}”不能读写（{text}）。本次操作没有保存，请关闭程序后重试。"
