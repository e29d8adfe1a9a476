"""The journal: TEMP triggers, made from the schema on every connection, that write each row before and after.

Triggers see every write (ORM, bulk, Core, cascade, REPLACE), which SQLAlchemy's events do not. A write
outside a step is refused by the database itself. BLOBs are journaled by their hash.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Column, MetaData, Table

_CURRENT_STEP = "(SELECT id FROM temp.current_step)"


def install_journal(connection: sqlite3.Connection, metadata: MetaData) -> None:
    """Make the triggers for every table of ``metadata`` on a raw connection that has the schema."""
    from .records import UNJOURNALED

    connection.create_function("content_hash", 1, _content_hash, deterministic=True)
    statements = ["CREATE TEMP TABLE IF NOT EXISTS current_step (id INTEGER NOT NULL)"]
    for table in metadata.sorted_tables:
        if table.name not in UNJOURNALED:
            statements += _triggers(table)
    connection.executescript(";\n".join(statements) + ";")


def begin_step(connection: sqlite3.Connection, step_id: int) -> None:
    """Name the step under which the changes to come are journaled."""
    connection.execute("DELETE FROM temp.current_step")
    connection.execute("INSERT INTO temp.current_step (id) VALUES (?)", (step_id,))


def end_step(connection: sqlite3.Connection) -> None:
    """From here on a write is refused again."""
    connection.execute("DELETE FROM temp.current_step")


def _triggers(table: Table) -> list[str]:
    changed = " OR ".join(f'OLD."{column.name}" IS NOT NEW."{column.name}"' for column in table.columns)
    return [
        _trigger(table, "INSERT", "NULL", _row_as_json(table, "NEW")),
        _trigger(
            table, "UPDATE", _row_as_json(table, "OLD"), _row_as_json(table, "NEW"), when=f"WHEN {changed} "
        ),
        _trigger(table, "DELETE", _row_as_json(table, "OLD"), "NULL"),
    ]


def _trigger(table: Table, event: str, before: str, after: str, when: str = "") -> str:
    return (
        f'CREATE TEMP TRIGGER IF NOT EXISTS "journal_{table.name}_{event.lower()}"'
        f' AFTER {event} ON main."{table.name}" {when}'
        f"BEGIN SELECT RAISE(ABORT, 'write outside a step') WHERE NOT EXISTS {_CURRENT_STEP}; "
        f"INSERT INTO journal_change (step_id, table_name, before, after) "
        f"VALUES ({_CURRENT_STEP}, '{table.name}', {before}, {after}); END"
    )


def _row_as_json(table: Table, row: str) -> str:
    pairs = ", ".join(f"'{column.name}', {_value_for_json(column, row)}" for column in table.columns)
    return f"json_object({pairs})"


def _value_for_json(column: Column[object], row: str) -> str:
    from sqlalchemy import LargeBinary

    value = f'{row}."{column.name}"'
    return f"content_hash({value})" if isinstance(column.type, LargeBinary) else value


def _content_hash(blob: bytes | None) -> str | None:
    import hashlib  # not before it is needed: it loads 3 MB of libcrypto, and the first paint needs no hash

    return None if blob is None else "sha256:" + hashlib.sha256(blob).hexdigest()
