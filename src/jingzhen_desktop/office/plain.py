"""Reads by sqlite3 alone, for what the window shows at once: neither SQLAlchemy nor a mapped class is needed for them.

A query of 今日工作 is written as SQL and works on two sources: the connection of ``Office.looking()``, and a session in a
transaction, whose unsaved changes it sees. What it reads comes as SQLite holds it; the query says how to read the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Source: TypeAlias = "sqlite3.Connection | Session"
Reader: TypeAlias = "Callable[[Any], Any]"
"""Turns what SQLite holds, never NULL, into what the column means, e.g. ``date.fromisoformat``."""


def rows(source: Source, statement: str, parameters: Iterable[Any] = (), readers: dict[str, Reader] | None = None) -> list[Any]:
    """Return rows with their columns as attributes; ``readers`` says how the columns that are no plain text or number read."""
    cursor = connection_of(source).execute(statement, tuple(parameters))
    names = [column[0] for column in cursor.description]
    found = [SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor]
    for name, read in (readers or {}).items():
        for row in found:
            value = getattr(row, name)
            if value is not None:
                setattr(row, name, read(value))
    return found


def tuples(source: Source, statement: str, parameters: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
    """Return rows as SQLite holds them."""
    return connection_of(source).execute(statement, tuple(parameters)).fetchall()


def marks(values: Collection[object]) -> str:
    """Return the marks of an ``IN`` with so many values: (?, ?, ?)."""
    return f"({', '.join('?' * len(values))})"


def names(text: str) -> tuple[str, ...]:
    """Read a ``schema.Names`` column."""
    return tuple(text.split("、")) if text else ()


def scaled(places: int) -> Reader:
    """Return the reader of a ``schema.Scaled`` column with so many decimals."""
    return lambda value: Decimal(value).scaleb(-places)


def connection_of(source: Source) -> sqlite3.Connection:
    """Return the sqlite3 connection of a source; of a session once its changes are in the database."""
    if isinstance(source, sqlite3.Connection):
        return source
    source.flush()
    raw = source.connection().connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
