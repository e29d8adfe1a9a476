"""What tables and columns are called on the screen, and how a stored value reads there.
Declared once, beside the records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from sqlalchemy import Boolean, Column, Date, DateTime, LargeBinary, Table
from sqlalchemy.orm import Session

from ..base.numbers import show_number
from .schema import Record, Scaled

_INFO = "title"
_TITLES_NAMED = 3


Settings: TypeAlias = Callable[[str], str]
"""What is stored under the key of a setting; empty where nothing is."""


@dataclass(frozen=True, slots=True)
class ColumnTitle:
    """What a column is called and how its values read.

    Attributes:
        unit: unit of measure, shown after the value.
        choices: stored value → what the clerk reads.
        read: turns a stored text into what the clerk reads.
        of_row: turns the whole row into what the clerk reads in its name, where one value does not say it.
        internal: kept by the program for itself; 改动记录 leaves it out.
    """

    title: str
    unit: str = ""
    choices: Mapping[str, str] | None = None
    read: Callable[[str], str] | None = None
    of_row: Callable[[Session, Settings, Mapping[str, Any]], str] | None = None
    internal: bool = False


@dataclass(frozen=True, slots=True)
class TableTitle:
    """What the rows of a table are called.

    Attributes:
        naming: how one row is called; ``{column}`` is its value as shown, or the name of the row it refers
            to; ``{table.column}`` that of the newest row of another table that refers to it.
    """

    title: str
    naming: str


def describe(record: type[Record], title: str, naming: str, /, **columns: str | ColumnTitle) -> None:
    """Name a table and every one of its columns; the number of a row (``id``) names itself."""
    table = record.metadata.tables[record.__tablename__]
    table.info[_INFO] = TableTitle(title, naming)
    if "id" in table.columns:
        columns.setdefault("id", internal("编号"))
    for name, given in columns.items():
        table.columns[name].info[_INFO] = given if isinstance(given, ColumnTitle) else ColumnTitle(given)


def describe_photos(record: type[Record], title: str, owner: str) -> None:
    """Give a table of photos its name, and what the records are called on which they hang."""
    describe(
        record,
        title,
        "{owner_id} {caption}",
        owner_id=owner,
        photo_hash=internal("照片"),
        caption="照片说明",
        position="顺序",
    )


def internal(title: str) -> ColumnTitle:
    """Name a column the program keeps for itself."""
    return ColumnTitle(title, internal=True)


def table_title(table: Table) -> TableTitle:
    """Return what a table is called; raises KeyError if nobody described it."""
    title: TableTitle = table.info[_INFO]
    return title


def column_title(column: Column[Any]) -> ColumnTitle:
    """Return what a column is called; raises KeyError if nobody described it."""
    title: ColumnTitle = column.info[_INFO]
    return title


def titles_of(record: type[Record], columns: Iterable[str]) -> str:
    """Return what some columns of a table are called, for a step's label: 名称、建筑面积;
    of many the first three.
    """
    table = record.metadata.tables[record.__tablename__]
    titles = [column_title(table.columns[name]).title for name in columns]
    return "、".join(titles[:_TITLES_NAMED]) + (f"等{len(titles)}项" if len(titles) > _TITLES_NAMED else "")


def show_stored(column: Column[Any], value: Any) -> str:
    """Show a value as SQLite holds it (and the journal writes it) as the clerk reads it;
    blank is an empty text.
    """
    if value is None:
        return ""
    title = column_title(column)
    if title.choices is not None:
        return title.choices.get(str(value), str(value))
    if title.read is not None:
        return title.read(str(value))
    return f"{_show(column, value)}{title.unit}"


def _show(column: Column[Any], value: Any) -> str:
    kind = column.type
    if isinstance(kind, Scaled):
        return show_number(kind.process_result_value(value, None))
    if isinstance(kind, Boolean):
        return "是" if value else "否"
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value).isoformat(" ", "minutes")
    if isinstance(kind, Date):
        return date.fromisoformat(value).isoformat()
    return "（文件内容）" if isinstance(kind, LargeBinary) else str(value)
