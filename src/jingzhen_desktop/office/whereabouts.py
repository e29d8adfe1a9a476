"""Where in the window a stored row is shown.
Declared beside the records; a part is shown where its whole is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import Table
from sqlalchemy.orm import Session

from ..base.place import Place
from .schema import Record

_INFO = "place"
_PACKAGE = f"{__name__.split('.', maxsplit=1)[0]}."
Row: TypeAlias = Mapping[str, Any]
"""A row's values by column, as SQLite holds them."""


def locate(record: type[Record], place_of: Callable[[Row], Place | None]) -> None:
    """Say where the rows of a table are shown."""
    record.metadata.tables[record.__tablename__].info[_INFO] = place_of


def place_of_row(session: Session, table: Table, row: Row) -> Place | None:
    """Return where a row is shown: as its table says, else where the record it belongs to is, else its tab;
    None for the house's own.
    """
    if _INFO in table.info:
        place: Place | None = table.info[_INFO](row)
        return place
    whole = whole_of(session, table, row)
    return place_of_row(session, *whole) if whole is not None else _tab(table)


def tab_of(table: Table) -> str:
    """Return the folder name of the tab a table belongs to; ``office`` for the house's own."""
    for mapper in Record.registry.mappers:
        if mapper.local_table is table:
            return mapper.class_.__module__.removeprefix(_PACKAGE).split(".")[0]
    raise KeyError(table.name)


def rows_where(session: Session, table: Table, column: str, value: Any) -> list[dict[str, Any]]:
    """Return the rows of a table with a value in a column, as SQLite holds them,
    without the bytes of files.
    """
    names = [one.name for one in table.columns]
    listed = ", ".join(f'"{name}"' for name in names)
    statement = f'SELECT {listed} FROM "{table.name}" WHERE "{column}" IS ?'
    return [
        dict(zip(names, row, strict=True))
        for row in session.connection().exec_driver_sql(statement, (value,))
    ]


def whole_of(session: Session, table: Table, row: Row) -> tuple[Table, Row] | None:
    """Return the record a row goes away with, of which it is a part; None if it stands for itself."""
    for column in table.columns:
        for key in column.foreign_keys:
            if key.ondelete == "CASCADE" and row.get(column.name) is not None:
                found = rows_where(session, key.column.table, key.column.name, row[column.name])
                if found:
                    return key.column.table, found[0]
    return None


def _tab(table: Table) -> Place | None:
    tab = tab_of(table)
    return None if tab == "office" else Place(tab)
