"""Where a record is used, and what belongs to it: every row that refers to it, found from the schema's
foreign keys. The one place that knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Column, Table, inspect
from sqlalchemy.orm import Session

from ..base.errors import InputRejected
from ..base.place import Place
from .file import Office
from .naming import Naming
from .schema import Record
from .titles import table_title
from .whereabouts import place_of_row, rows_where

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Use:
    """A record that refers to another.

    Attributes:
        title: what records of its table are called, e.g. 季度报表.
        name: its own name.
        place: where it is shown.
        holds: True if the other cannot be deleted while it is there.
    """

    title: str
    name: str
    place: Place | None
    holds: bool


def used_by(office: Office, table: str, number: int) -> tuple[Use, ...]:
    """Return what refers to a record or to one of its parts; its own parts are not listed."""
    with office.reading() as session:
        return uses_in(session, table, number)


def uses_in(session: Session, table: str, number: int) -> tuple[Use, ...]:
    """Return what refers to a record or to one of its parts, within a session, also one that writes."""
    naming = Naming(session)
    return tuple(
        Use(table_title(other).title, naming.name(other.name, row), place_of_row(session, other, row), holds)
        for other, row, holds in _referring(session, Record.metadata.tables[table], number, set())
    )


def refuse_if_used(session: Session, record: Record, called: str, instead: str = "") -> None:
    """Raise InputRejected with the list if something would be left without this record.

    Args:
        called: what the clerk calls it.
        instead: a sentence on what to do instead, e.g. 如已撤并，请填写撤销日期。
    """
    (number,) = inspect(record).identity or (None,)
    uses = (
        [use for use in uses_in(session, record.__tablename__, number) if use.holds]
        if number is not None
        else []
    )
    if uses:
        raise InputRejected(f"“{called}”已被使用，不能删除：{_listed(uses)}。{instead}")


def _listed(uses: list[Use]) -> str:
    """Return the uses by kind with their number and the first few by name."""
    by_title = groupby(sorted(uses, key=lambda use: use.title), key=lambda use: use.title)
    return "；".join(_of_kind(title, found) for title, found in by_title)


def _of_kind(title: str, uses: Iterable[Use]) -> str:
    names = [use.name for use in uses]
    shown = "、".join(names[:_EXAMPLES])
    return f"{title}{len(names)}项（{shown}{'等' if len(names) > _EXAMPLES else ''}）"


def _referring(
    session: Session, table: Table, number: Any, seen: set[tuple[str, Any]]
) -> Iterator[tuple[Table, dict[str, Any], bool]]:
    """Yield (table, row, holds) of what refers to a record; through its parts to what refers to these."""
    if (table.name, number) in seen:
        return
    seen.add((table.name, number))
    for column, action in _references_to(table):
        for row in rows_where(session, column.table, column.name, number):
            if action != "CASCADE":
                yield column.table, row, action != "SET NULL"
            elif "id" in row:
                yield from _referring(session, column.table, row["id"], seen)


def belonging(
    session: Session, table: Table, number: Any, seen: set[tuple[str, Any]]
) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Yield (table, row) of everything that belongs to a record: what refers to it, what refers to that, and
    so on; of a row that only links it to another record, that one. Each once; ``seen`` are left out.
    """
    for column, _action in _references_to(table):
        other = column.table
        for row in rows_where(session, other, column.name, number):
            if "id" in other.columns:
                if (other.name, row["id"]) not in seen:
                    seen.add((other.name, row["id"]))
                    yield other, row
                    yield from belonging(session, other, row["id"], seen)
            else:
                yield from _linked(session, column, row, seen)


def _linked(
    session: Session, column: Column[Any], link: dict[str, Any], seen: set[tuple[str, Any]]
) -> Iterator[tuple[Table, dict[str, Any]]]:
    """Yield what a row without a number of its own links a record to."""
    for other in column.table.columns:
        for key in other.foreign_keys if other is not column else ():
            target = key.column.table
            if (target.name, link[other.name]) not in seen:
                seen.add((target.name, link[other.name]))
                for row in rows_where(session, target, key.column.name, link[other.name]):
                    yield target, row


def _references_to(table: Table) -> Iterator[tuple[Column[Any], str | None]]:
    for other in table.metadata.sorted_tables:
        for column in other.columns:
            for key in column.foreign_keys:
                if key.column.table is table:
                    yield column, key.ondelete
