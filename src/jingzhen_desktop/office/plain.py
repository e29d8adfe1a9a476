"""Reads by sqlite3 alone, for what the window shows at once: neither SQLAlchemy nor a mapped class is needed
for them.

A query of 今日工作 is written as SQL and works on two sources: the connection of ``Office.looking()``, and a
session in a transaction, whose unsaved changes it sees. What it reads comes as SQLite holds it; the query
says how to read the rest.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeAlias

from .rows import Value, value_maker

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Source: TypeAlias = "sqlite3.Connection | Session"
Parameters: TypeAlias = "Sequence[object] | Mapping[str, object]"
Reader: TypeAlias = "Callable[[Any], Any]"
"""Turns what SQLite holds, never NULL, into what the column means, e.g. ``date.fromisoformat``."""


STORED: list[Stored] = []
"""Every table declared here; a test compares them with the schema."""


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


def among(source: Source, statement: str, values: Collection[object]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement in which ``IN (*)`` stands for some values."""
    return tuples(source, statement, (values,))


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


class Stored:
    """A table as SQLite holds it: which of its columns are more than plain texts and whole numbers.

    Attributes:
        readers: column → how its values are read.
    """

    def __init__(
        self,
        table: str,
        *,
        days: str = "",
        times: str = "",
        flags: str = "",
        lists: str = "",
        decimals: Mapping[str, int] | None = None,
    ) -> None:
        """``days``, ``times``, ``flags`` and ``lists`` (``schema.Names``) name columns, parted by blanks;
        ``decimals`` column → places.
        """
        self.table = table
        self.readers: dict[str, Reader] = dict.fromkeys(days.split(), date.fromisoformat)
        self.readers.update(dict.fromkeys(times.split(), datetime.fromisoformat))
        self.readers.update(dict.fromkeys(flags.split(), bool))
        self.readers.update(dict.fromkeys(lists.split(), names))
        self.readers.update({name: scaled(places) for name, places in (decimals or {}).items()})
        self._select = f'SELECT "{table}".* FROM "{table}" '  # noqa: S608 - the name of a table of ours
        STORED.append(self)

    def rows(self, source: Source, rest: str = "", parameters: Iterable[Any] = ()) -> list[Any]:
        """Return the rows that the rest of the statement (JOIN, WHERE, ORDER BY) asks for,
        with their columns as attributes.
        """
        cursor = connection_of(source).execute(self._select + rest, tuple(parameters))
        titles = [column[0] for column in cursor.description]
        found = [SimpleNamespace(**dict(zip(titles, row, strict=True))) for row in cursor]
        for name, read in self.readers.items():
            for row in found:
                value = getattr(row, name)
                if value is not None:
                    setattr(row, name, read(value))
        return found

    def of(self, source: Source, column: str, values: Collection[object], order: str = "id") -> list[Any]:
        """Return the rows that have one of some values in a column, in the order of others."""
        places = ", ".join("?" * len(values))
        return self.rows(source, f'WHERE "{column}" IN ({places}) ORDER BY {order}', values) if values else []
