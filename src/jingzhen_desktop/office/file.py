"""One office file: create, open, transactions, reads, and telling who listens that something changed.

What is stored in it belongs to the tabs (``records``); how a file is damaged, saved or carried away belongs
elsewhere. SQLAlchemy and the tabs' tables are loaded with the first session: the window first shows what
``looking`` reads without them.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ..base.errors import EnvironmentFault, InputRejected
from ..base.files import publish, remove_leftovers, temporary_beside
from ..base.place import Place
from .clock import now
from .identity import APPLICATION_ID, SCHEMA_VERSION, UNREADABLE, connect, fault, stored_version
from .journal import begin_step, end_step, install_journal
from .plain import connection_of
from .steps import StepKind, StoredStep, step_to_redo, step_to_undo, why_no_undo
from .tables import loading, whole_schema

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.orm import Session

    from .records import JournalStep

PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "busy_timeout": 5000,
}
"""Set on every connection. DELETE and EXTRA:
one file that is whole after every commit, because it is copied by hand.
"""


_CHANGED_TABLES = "SELECT DISTINCT table_name FROM journal_change WHERE step_id = ?"
_STEP = "step"
"""Where a session keeps the step it is in."""


@dataclass(frozen=True, slots=True)
class Step:
    """A finished transaction: what was done, when it was safely on disk, and where.

    Attributes:
        label: what the clerk would call it; of an undo or redo what was undone or redone.
        changed: False if nothing was different afterwards; such a step is not kept.
        tables: in which tables rows were changed.
    """

    id: int
    label: str
    at: datetime
    place: Place | None
    kind: StepKind = StepKind.EDIT
    changed: bool = True
    tables: frozenset[str] = frozenset()


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
        self._lookers: list[sqlite3.Connection] = []

    @cached_property
    def _engine(self) -> Engine:
        """What sessions stand on; made with the first,
        because loading every tab's tables takes longer than showing 今日工作.
        """
        return _engine(self.path)

    @classmethod
    def create(cls, path: Path) -> Office:
        """Make a new, empty office file;
        raises InputRejected if the name exists, EnvironmentFault if it cannot be.
        """
        if path.exists():
            raise InputRejected(f"“{path.name}”已经存在，请换一个文件名，或用“打开”打开它。")
        try:
            temporary = temporary_beside(path)
            _create_tables(temporary)
            publish(temporary, path)
        except (sqlite3.Error, OSError) as error:
            remove_leftovers(path.parent, path.name)
            raise EnvironmentFault(
                f"不能在“{path.parent}”新建数据文件：文件夹不存在、只读或磁盘已满，请换一个位置。"
            ) from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Office:
        """Open an existing office file; an older one is upgraded after a backup.

        Raises:
            InputRejected: it is missing, foreign, damaged (DamagedFile) or newer.
            EnvironmentFault: it cannot be read, or is old and cannot be upgraded here; it is as it was.
        """
        if stored_version(path) < SCHEMA_VERSION:
            from .migrations.upgrade import upgrade

            upgrade(path)
        return cls(path)

    def close(self) -> None:
        if "_engine" in vars(self):
            self._engine.dispose()
        while self._lookers:
            self._lookers.pop().close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(
        self, label: str, place: Place | None = None, *, final: bool = False
    ) -> Iterator[Session]:
        """One named, journaled step: all of it or nothing. ``label`` is what the clerk would call it, in
        Chinese.

        Args:
            final: undo ends here; 已 and the label then make the sentence that says so, e.g. 已汇总上报2011年三季度.

        Raises:
            EnvironmentFault: the file cannot be written (disk full, read-only, locked, gone); nothing was
                changed.
        """
        from .records import JournalStep

        step = JournalStep(
            at=now(),
            label=label,
            place=str(place or ""),
            kind=(StepKind.END if final else StepKind.EDIT).value,
        )
        with self._stepping(step) as session:
            yield session

    def end_undo(self, reason: str) -> None:
        """Let undo go back no further than here; 已 and the reason make the sentence that says so."""
        with self.transaction(reason, final=True):
            pass

    def undoable(self) -> Step | None:
        """Return the step that :meth:`undo` would take back; None if there is none."""
        with self.looking() as source:
            step = step_to_undo(source)
            return None if step is None else _step_value(step, step.at)

    def redoable(self) -> Step | None:
        """Return the undo that :meth:`redo` would take back; its label says what would be done again."""
        with self.looking() as source:
            step = step_to_redo(source)
            return None if step is None else _step_value(step, step.at)

    def why_no_undo(self) -> str:
        """Return the sentence that says why nothing can be undone; empty if something can."""
        with self.looking() as source:
            return why_no_undo(source)

    def undo(self) -> Step:
        """Take back the newest step that stands, as a step of its own;
        raises InputRejected if it cannot be.
        """
        return self._take_back(StepKind.UNDO)

    def redo(self) -> Step:
        """Take back the newest undo, as a step of its own; raises InputRejected if it cannot be."""
        return self._take_back(StepKind.REDO)

    def _take_back(self, kind: StepKind) -> Step:
        from sqlalchemy.exc import IntegrityError

        from .records import JournalStep
        from .undo import take_back

        undo = kind is StepKind.UNDO
        with self.looking() as source:
            old = step_to_undo(source) if undo else step_to_redo(source)
            if old is None:
                raise InputRejected(why_no_undo(source) if undo else "没有可以重做的步骤。")
        new = JournalStep(at=now(), label=old.label, place=old.place, kind=kind.value, reverses=old.id)
        try:
            with self._stepping(new) as session:
                take_back(session, old, new)
        except IntegrityError as error:
            raise InputRejected(
                f"“{old.label}”与其他记录有牵连，不能{'撤销' if undo else '重做'}。没有改动任何内容。"
            ) from error
        return _step_value(new, new.at)

    @contextlib.contextmanager
    def _stepping(self, step: JournalStep) -> Iterator[Session]:
        from sqlalchemy.orm import Session

        with (
            self._writing,
            self._translated_faults(),
            Session(self._engine, expire_on_commit=False) as session,
        ):
            session.add(step)
            session.flush()
            session.info[_STEP] = step
            raw = connection_of(session)
            begin_step(raw, step.id)
            try:
                yield session
                session.flush()
                end_step(raw)
                tables = _changed_tables(raw, step.id)
                changed = step.kind == StepKind.END or bool(tables)
                if not changed:
                    session.delete(step)
                session.commit()
            except BaseException:
                session.rollback()
                raise
            self.last_step = _step_value(step, now(), changed=changed, tables=tables)
        for listener in tuple(self._listeners):
            listener(self.last_step)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for queries; what they return are values, never mapped objects."""
        from sqlalchemy.orm import Session

        with self._translated_faults(), Session(self._engine) as session:
            yield session

    def getting_ready(self) -> Iterator[None]:
        """Load what the first session needs, so that nobody waits for it then;
        between two parts the caller may do something else.
        """
        yield from loading()
        from sqlalchemy.orm import configure_mappers

        configure_mappers()
        yield

    @contextlib.contextmanager
    def looking(self) -> Iterator[sqlite3.Connection]:
        """A connection that can only read,
        for the queries in plain SQL (``plain``) that the window shows at once; one moment's content.
        """
        try:
            connection = self._looker()
            try:
                connection.execute("BEGIN")
                yield connection
            finally:
                connection.rollback()
                self._lookers.append(connection)
        except UNREADABLE as error:
            raise fault(self.path, error) from error

    def _looker(self) -> sqlite3.Connection:
        try:
            return self._lookers.pop()
        except IndexError:
            return _looker(self.path)

    def subscribe(self, listener: Callable[[Step], None]) -> Callable[[], None]:
        """Call ``listener`` after every finished step, in the thread that wrote;
        returns a function that ends it.
        """
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
        from sqlalchemy.exc import DatabaseError, OperationalError

        try:
            yield
        except DatabaseError as error:
            if type(error) not in (DatabaseError, OperationalError) or error.orig is None:
                raise  # a broken rule of ours, not of the surroundings
            raise fault(self.path, error.orig) from error
        except UnicodeDecodeError as error:
            raise fault(self.path, error) from error


def name_step(session: Session, *, label: str | None = None, place: Place | None = None) -> None:
    """Name the step a session is in once more is known: the record's name, the id of what was added."""
    step: JournalStep = session.info[_STEP]
    step.label = step.label if label is None else label
    step.place = step.place if place is None else str(place)


def _step_value(
    step: JournalStep | StoredStep,
    at: datetime,
    *,
    changed: bool = True,
    tables: frozenset[str] = frozenset(),
) -> Step:
    return Step(step.id, step.label, at, Place.parse(step.place), StepKind(step.kind), changed, tables)


def _changed_tables(raw: sqlite3.Connection, step_id: int) -> frozenset[str]:
    return frozenset(table for (table,) in raw.execute(_CHANGED_TABLES, (step_id,)))


def _looker(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute(f"PRAGMA busy_timeout = {PRAGMAS['busy_timeout']}")
    connection.execute("PRAGMA query_only = 1")
    return connection


def _engine(path: Path) -> Engine:
    from sqlalchemy import QueuePool, create_engine, event

    schema = whole_schema()
    engine = create_engine("sqlite://", creator=lambda: connect(path), poolclass=QueuePool)

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        install_journal(connection, schema)

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _create_tables(path: Path) -> None:
    from sqlalchemy import URL, create_engine
    from sqlalchemy.exc import DatabaseError

    engine = create_engine(URL.create("sqlite", database=str(path)))
    try:
        with engine.begin() as connection:
            whole_schema().create_all(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except DatabaseError as error:
        raise error.orig or error from error
    finally:
        engine.dispose()
