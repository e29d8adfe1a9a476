"""Reads by sqlite3 alone, for what the window shows at once: neither SQLAlchemy nor a mapped class is needed
for them.

A query of 今日工作 is written as SQL and works on two sources: the connection of ``Office.looking()``, and a
session in a transaction, whose unsaved changes it sees. How its rows become values: ``rows``. Which modules
may read so: ARCHITECTURE.md.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from .rows import Value, value_maker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Source: TypeAlias = "sqlite3.Connection | Session"
Parameters: TypeAlias = "Sequence[object] | Mapping[str, object]"
"""What stands for the marks of a statement."""


def tuples(source: Source, statement: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """Return rows as SQLite holds them.

    Args:
        parameters: one for each ``?``; a collection of them for an ``IN (*)``, of which none finds none. Or a
            mapping for named ones.
    """
    return _run(source, statement, parameters).fetchall()


def numbers(source: Source, statement: str, parameters: Parameters = ()) -> list[int]:
    """Return the first column of rows, e.g. their ids."""
    return [row[0] for row in tuples(source, statement, parameters)]


def values(
    source: Source, kind: type[Value], statement: str, parameters: Parameters = (), **added: object
) -> list[Value]:
    """Return rows as values; the statement names their columns as the value names its fields.

    Args:
        added: the fields that are not read from the rows, the same for all.

    Raises:
        LookupError, TypeError: the rows do not fit the value (``rows.value_maker``).
    """
    cursor = _run(source, statement, parameters)
    titles = tuple([column[0] for column in cursor.description])
    of_kind: type = kind
    make = value_maker(of_kind, titles, frozenset(added))
    return [make(row, added) for row in cursor.fetchall()]


def _run(source: Source, statement: str, parameters: Parameters) -> sqlite3.Cursor:
    connection = connection_of(source)
    if isinstance(parameters, Mapping):
        return connection.execute(statement, parameters)
    single: list[object] = []
    for parameter in parameters:
        if isinstance(parameter, Collection) and not isinstance(parameter, str | bytes):
            statement = statement.replace("IN (*)", f"IN ({', '.join('?' * len(parameter))})", 1)
            single.extend(parameter)
        else:
            single.append(parameter)
    return connection.execute(statement, single)


def connection_of(source: Source) -> sqlite3.Connection:
    """Return the sqlite3 connection of a source; of a session once its changes are in the database."""
    if isinstance(source, sqlite3.Connection):
        return source
    source.flush()
    raw = source.connection().connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw
