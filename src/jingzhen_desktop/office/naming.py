"""What a record is called in 改动记录, also one that is long gone:
from its row, or from the journal of its deletion.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from sqlalchemy import Column, Table, select
from sqlalchemy.orm import Session

from .records import JournalChange, SettingRecord
from .schema import Record
from .titles import column_title, show_stored, table_title

_PART = re.compile(r"\{(?:(\w+)\.)?(\w+)\}")


_Part: TypeAlias = str | tuple[Column[Any], Column[Any] | None]
"""Of a pattern for names: a text, a column of the row,
or one of the newest row that refers to it by the second column.
"""


class Naming:
    """Names records and shows values that refer to records; what it has looked up it remembers."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._names: dict[tuple[str, Any], str] = {}
        self._deleted_rows: dict[str, list[dict[str, Any]]] | None = None
        self._patterns: dict[str, list[_Part]] = {}

    def name(self, table: str, values: dict[str, Any]) -> str:
        """Return what a row is called by its values as the journal holds them."""
        if table not in self._patterns:
            self._patterns[table] = list(_pattern(Record.metadata.tables[table]))
        return " ".join("".join([self._part(part, values) for part in self._patterns[table]]).split())

    def _part(self, part: _Part, values: dict[str, Any]) -> str:
        if isinstance(part, str):
            return part
        column, reference = part
        if reference is not None:
            return self._newest(column, reference, values)
        of_row = column_title(column).of_row
        return (
            of_row(self._session, self._setting, values)
            if of_row is not None
            else self.value(column, values.get(column.name))
        )

    def _setting(self, key: str) -> str:
        """Return what is stored under the key of a setting; empty where nothing is."""
        return self._session.scalar(select(SettingRecord.value).where(SettingRecord.key == key)) or ""

    def value(self, column: Column[Any], value: Any) -> str:
        """Return a value as it is shown; a reference by the name of its record."""
        for reference in column.foreign_keys:
            return "" if value is None else self._referred(reference.column, value)
        return show_stored(column, value)

    def _referred(self, target: Column[Any], value: Any) -> str:
        key = (target.table.name, value)
        if key not in self._names:
            self._names[key] = f"（{value}号）"  # in case records refer to each other in a ring
            rows = self._rows(target.table, target.name, value)
            if rows:
                self._names[key] = self.name(target.table.name, rows[-1])
        return self._names[key]

    def _newest(self, column: Column[Any], reference: Column[Any], values: dict[str, Any]) -> str:
        """Return a value of the newest row of another table that refers to this one."""
        rows = self._rows(column.table, reference.name, values["id"])
        return self.value(column, max(rows, key=_year)[column.name]) if rows else ""

    def _rows(self, table: Table, column: str, value: Any) -> list[dict[str, Any]]:
        """Return the rows with a value as SQLite holds them; if there are none, those that were deleted."""
        names = [one.name for one in table.columns]
        listed = ", ".join(f'"{name}"' for name in names)
        connection = self._session.connection()
        found = connection.exec_driver_sql(
            f'SELECT {listed} FROM "{table.name}" WHERE "{column}" IS ?', (value,)
        ).all()
        if found:
            return [dict(zip(names, row, strict=True)) for row in found]
        return [row for row in self._deleted().get(table.name, []) if row.get(column) == value]

    def _deleted(self) -> dict[str, list[dict[str, Any]]]:
        if self._deleted_rows is None:
            self._deleted_rows = {}
            change = JournalChange
            gone = select(change.table_name, change.before).where(
                change.after.is_(None), change.before.is_not(None)
            )
            for table, before in self._session.execute(gone.order_by(change.id)):
                self._deleted_rows.setdefault(table, []).append(json.loads(before))
        return self._deleted_rows


def _refers_to(column: Column[Any], table: Table) -> bool:
    return any(key.column.table is table for key in column.foreign_keys)


def _pattern(table: Table) -> Iterator[_Part]:
    """Split what a table says of its rows' names."""
    naming, start = table_title(table).naming, 0
    for found in _PART.finditer(naming):
        yield naming[start : found.start()]
        start = found.end()
        other = Record.metadata.tables[found[1]] if found[1] else table
        referring = [column for column in other.columns if _refers_to(column, table)]
        yield other.columns[found[2]], referring[0] if found[1] else None
    yield naming[start:]


def _year(row: dict[str, Any]) -> tuple[int, int]:
    return row.get("year") or 0, row.get("id") or 0
