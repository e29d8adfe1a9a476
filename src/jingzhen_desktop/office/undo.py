"""Undo and redo, derived from the journal alone, so that they survive a restart.

Every undo and redo is itself a journaled step that names the step it takes back; which comes next: ``steps``.
A step is taken back by giving its rows the values they had before, all of them or none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection, LargeBinary, Table, select
from sqlalchemy.orm import Session

from ..base.errors import InputRejected
from .records import JournalChange, JournalStep
from .schema import Record
from .steps import StepKind, StoredStep, step_to_redo, step_to_undo

Row: TypeAlias = dict[str, Any]
"""Column → value as SQLite holds it; BLOBs as their hash."""
Key: TypeAlias = tuple[str, tuple[Any, ...]]
"""Table and primary key of a row."""
Changes: TypeAlias = dict[Key, tuple[Row | None, Row | None]]
"""Rows before and after; None where there was none."""


def take_back(session: Session, step: StoredStep, own: JournalStep) -> None:
    """Give every row that ``step`` changed the values it had before, journaled under the undo or redo
    ``own``.

    Raises:
        InputRejected: it is no longer the next one, its rows are not as it left them, or held file contents;
            the caller rolls back.
    """
    undo = own.kind == StepKind.UNDO
    verb = "撤销" if undo else "重做"
    following = (step_to_undo if undo else step_to_redo)(session, own.id)
    if following is None or following.id != step.id:
        raise InputRejected(f"刚刚又保存了新的内容，没有{verb}；请再试一次。")
    connection = session.connection()
    changes = net_changes(connection, step.id)
    for key, (before, after) in changes.items():
        if _stored(connection, key) != after:
            raise InputRejected(f"“{step.label}”涉及的内容后来在别处改动过，不能{verb}。没有改动任何内容。")
        if _needs_lost_content(key, before, after):
            raise InputRejected(f"“{step.label}”涉及的文件内容没有留底，不能{verb}。没有改动任何内容。")
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")  # ends with the transaction
    _restore(connection, changes)
    if net_changes(connection, own.id) != {key: (after, before) for key, (before, after) in changes.items()}:
        raise InputRejected(f"“{step.label}”牵连到其他记录，不能{verb}。没有改动任何内容。")


def net_changes(connection: Connection, step_id: int) -> Changes:
    """Return what a step did to each row as a whole:
    several changes of one row are one, a change to and fro is none.
    """
    query = select(JournalChange.table_name, JournalChange.before, JournalChange.after).where(
        JournalChange.step_id == step_id
    )
    changes: Changes = {}
    for table, before, after in connection.execute(query.order_by(JournalChange.id)):
        _note(
            changes,
            table,
            None if before is None else json.loads(before),
            None if after is None else json.loads(after),
        )
    return {key: (before, after) for key, (before, after) in changes.items() if before != after}


def _note(changes: Changes, table: str, before: Row | None, after: Row | None) -> None:
    if before is not None:
        key = _key(table, before)
        changes[key] = (changes.get(key, (before, None))[0], None)
    if after is not None:
        key = _key(table, after)
        changes[key] = (changes.get(key, (None, None))[0], after)


def _key(table: str, row: Row) -> Key:
    return table, tuple(row[column.name] for column in _table(table).primary_key)


def _table(name: str) -> Table:
    return Record.metadata.tables[name]


# ---- rows


def _stored(connection: Connection, key: Key) -> Row | None:
    """Return a row as the journal would write it; None if there is none."""
    table = _table(key[0])
    names = [column.name for column in table.columns]
    found = connection.exec_driver_sql(
        f'SELECT {_list(names)} FROM "{table.name}" WHERE {_where(table)}', key[1]
    ).first()
    if found is None:
        return None
    return {name: _journaled(value) for name, value in zip(names, found, strict=True)}


def _journaled(value: object) -> object:
    return "sha256:" + hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value


def _needs_lost_content(key: Key, before: Row | None, after: Row | None) -> bool:
    return before is not None and any(
        before[name] is not None and (after is None or after[name] != before[name]) for name in _blobs(key)
    )


def _blobs(key: Key) -> list[str]:
    return [column.name for column in _table(key[0]).columns if isinstance(column.type, LargeBinary)]


def _restore(connection: Connection, changes: Changes) -> None:
    """Write the rows as they were before.

    First the references among changed rows, so that no deletion reaches a row that is to stay; then
    deletions, children first, so that unique values are free again; then the other changes and the
    insertions, parents first.
    """
    deleted = {key: after for key, (before, after) in changes.items() if before is None}
    inserted = {
        key: before for key, (before, after) in changes.items() if before is not None and after is None
    }
    changed = {
        key: (before, after)
        for key, (before, after) in changes.items()
        if before is not None and after is not None
    }
    for key, (before, after) in changed.items():
        _update(connection, key, before, [name for name in _references(key) if before[name] != after[name]])
    for table in reversed(Record.metadata.sorted_tables):
        _run(
            connection,
            f'DELETE FROM "{table.name}" WHERE {_where(table)}',
            [key[1] for key in deleted if key[0] == table.name],
        )
    for key, (before, after) in changed.items():
        _update(connection, key, before, [name for name in before if before[name] != after[name]])
    for table in Record.metadata.sorted_tables:
        names = [column.name for column in table.columns]
        rows = [_cells(row, names) for key, row in inserted.items() if key[0] == table.name]
        marks = ", ".join("?" * len(names))
        _run(connection, f'INSERT INTO "{table.name}" ({_list(names)}) VALUES ({marks})', rows)


def _cells(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def _references(key: Key) -> list[str]:
    return [column.name for column in _table(key[0]).columns if column.foreign_keys]


def _update(connection: Connection, key: Key, row: Row, names: Sequence[str]) -> None:
    if names:
        values = ", ".join(f'"{name}" = ?' for name in names)
        parameters = (*(row[name] for name in names), *key[1])
        connection.exec_driver_sql(
            f'UPDATE "{key[0]}" SET {values} WHERE {_where(_table(key[0]))}', parameters
        )


def _run(connection: Connection, statement: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        connection.exec_driver_sql(statement, rows)


def _where(table: Table) -> str:
    return " AND ".join(f'"{column.name}" IS ?' for column in table.primary_key)


def _list(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
