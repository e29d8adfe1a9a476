"""Finds out what is wrong with an office file, on a copy, so that looking at it changes nothing.

Four sights, from the outside in: is it an office file; SQLite's own checks and the references; every value
readable through its column's type; the rows as the journal says they must be. How a backup is put in its
place: ``backup``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from ..base.errors import environment_sentence
from ..base.files import journal_of
from .identity import APPLICATION_ID, SCHEMA_VERSION, UNREADABLE, connect, read_identity
from .records import UNJOURNALED, PhotoRecord
from .schema import Scaled
from .tables import whole_schema
from .titles import column_title, table_title

_MAGIC = b"SQLite format 3\0"
_MOST = 20
"""So many findings of one kind are told one by one."""
_DIALECT = sqlite_dialect()

Row = dict[str, Any]
Key = tuple[str, tuple[Any, ...]]
"""Table and primary key."""
Present = tuple[Table, list[Column[Any]]]
"""A table with those of its columns the file has."""


def examine(path: Path) -> list[str]:
    """Return what is wrong with an office file, in Chinese; empty if nothing is.

    If a crash has left a journal, it is copied too, and on the copy SQLite first takes back what was
    half-done.

    Raises:
        EnvironmentFault: the file cannot be copied.
    """
    with contextlib.ExitStack() as stack:
        try:
            copy = Path(stack.enter_context(TemporaryDirectory(prefix="jingzhen-"))) / "copy.jzdb"
            _copy(path, copy)
        except OSError as error:
            raise environment_sentence(error, "检查数据文件") from error
        if foreign := _not_a_database(copy):
            return [foreign]
        try:
            with contextlib.closing(connect(copy)) as connection:
                connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
                return _examine_content(connection)
        except (*UNREADABLE, ValueError, OverflowError):
            return ["文件结构已损坏，有几处读不下去"]


def _copy(path: Path, copy: Path) -> None:
    """Copy the file as it is; while somebody works in it, between two steps."""
    try:
        with contextlib.closing(connect(path, mode="ro")) as connection:
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on nobody writes
            shutil.copyfile(path, copy)
    except UNREADABLE:
        shutil.copyfile(path, copy)
        if journal_of(path).exists():
            shutil.copyfile(journal_of(path), journal_of(copy))


def _examine_content(connection: sqlite3.Connection) -> list[str]:
    application, version = read_identity(connection)
    if application != APPLICATION_ID:
        return ["是SQLite数据库，但不是井镇节能的数据文件（应用标识不对）"]
    if not 1 <= version <= SCHEMA_VERSION:
        return [f"格式版本是{version}，本程序只认得1到{SCHEMA_VERSION}"]
    problems = _first(_structural_damage(connection))
    tables = list(_present_tables(connection, version))
    missing = [] if version < SCHEMA_VERSION else _missing_parts(tables)
    rows = {table.name: list(_rows(connection, table, columns)) for table, columns in tables}
    unreadable = (_unreadable(table, columns, rows[table.name]) for table, columns in tables)
    problems += missing + _first(chain.from_iterable(unreadable))
    problems += _first(_photos_against_their_hash(rows.get(PhotoRecord.__tablename__, [])))
    return problems + _first(_against_the_journal(connection, tables, rows))


def _not_a_database(path: Path) -> str | None:
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if size == 0:
        return "文件是空的（0字节），内容已全部丢失"
    return None if start == _MAGIC else "不是数据库文件，或文件开头已损坏"


def _structural_damage(connection: sqlite3.Connection) -> Iterator[str]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST + 1})"):
        if line != "ok":
            yield f"SQLite检查发现损坏：{line}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"引用的记录不存在：“{_called(table)}”第{row}行 → “{_called(parent)}”"


def _present_tables(connection: sqlite3.Connection, version: int) -> Iterator[Present]:
    """Every table of today's schema with those of its columns the file has; an old file lacks some."""
    for table in whole_schema().sorted_tables:
        present = {row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        if present or version == SCHEMA_VERSION:
            yield table, [column for column in table.columns if column.name in present]


def _missing_parts(tables: list[Present]) -> list[str]:
    found = []
    for table, columns in tables:
        lacking = set(table.columns) - set(columns)
        if lacking:
            titles = "、".join(sorted(column_title(column).title for column in lacking))
            found.append(f"“{_called(table.name)}”缺少内容：{titles}")
    return found


def _rows(connection: sqlite3.Connection, table: Table, columns: list[Column[Any]]) -> Iterator[Row]:
    names = [column.name for column in columns]
    if names:
        quoted = ", ".join(f'"{name}"' for name in names)
        for values in connection.execute(f'SELECT {quoted} FROM "{table.name}"'):
            yield dict(zip(names, values, strict=True))


def _unreadable(table: Table, columns: list[Column[Any]], rows: list[Row]) -> Iterator[str]:
    """Values that their column's type cannot read, or could not have written."""
    for column in columns:
        read = column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
        for row in rows:
            value = row[column.name]
            try:
                fits = _could_be_written(column, value)
                if fits and read is not None:
                    read(value)
            except (ValueError, ArithmeticError, TypeError):
                fits = False
            if not fits:
                yield f"读不出的内容：{_row_name(table.name, _key(table, row))}的“{column_title(column).title}”"


def _could_be_written(column: Column[Any], value: object) -> bool:
    if value is None:
        return bool(column.nullable)
    if isinstance(column.type, Boolean):
        return value in (0, 1)
    if isinstance(column.type, (Integer, Scaled)):
        return isinstance(value, int)
    if isinstance(column.type, LargeBinary):
        return isinstance(value, bytes)
    return isinstance(value, str) and value.isprintable() | (
        value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") == value
    )


def _against_the_journal(
    connection: sqlite3.Connection, tables: list[Present], rows: dict[str, list[Row]]
) -> Iterator[str]:
    """Where a change does not begin with what the change before it left,
    or a row is not what its last change left.
    """
    known = {table.name: table for table, _ in tables if table.name not in UNJOURNALED}
    left: dict[Key, Row] = {}
    for number, name, before_text, after_text in connection.execute(
        "SELECT id, table_name, before, after FROM journal_change ORDER BY id"
    ):
        try:
            table = known[name]
            before, after = _journaled(table, before_text), _journaled(table, after_text)
            old = left.pop((name, _key(table, before)), None) if before is not None else None
            if after is not None:
                left[name, _key(table, after)] = after
        except (ValueError, KeyError, TypeError):
            yield f"改动记录第{number}条读不出"
            continue
        if _differs(old, before):
            yield f"改动记录第{number}条与此前的内容不一致（“{_called(name)}”）"
    for name, table in known.items():
        for row in rows[name]:
            kept = left.pop((name, _key(table, row)), None)
            if kept is None or _differs(kept, _as_journaled(row)):
                yield f"内容与改动记录不一致：{_row_name(name, _key(table, row))}"
    for name, key in left:
        yield f"记录丢失：{_row_name(name, key)}在改动记录中有，在文件中没有"


def _photos_against_their_hash(photos: list[Row]) -> Iterator[str]:
    """Photos are not journaled; each stands under the hash of its bytes."""
    for photo in photos:
        if isinstance(photo["data"], bytes) and hashlib.sha256(photo["data"]).hexdigest() != photo["hash"]:
            yield f"照片内容与校验值不一致：{_row_name(PhotoRecord.__tablename__, (photo['hash'],))}"


def _called(table: str) -> str:
    known = whole_schema().tables.get(table)
    return table if known is None else table_title(known).title


def _row_name(table: str, key: tuple[Any, ...]) -> str:
    return f"“{_called(table)}”编号{'/'.join(map(str, key))}"


def _journaled(table: Table, text: str | None) -> Row | None:
    row: Row | None = None if text is None else json.loads(text)
    if row is not None and not row.keys() <= set(table.columns.keys()):
        raise ValueError(text)
    return row


def _as_journaled(row: Row) -> Row:
    return {
        name: "sha256:" + hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else value
        for name, value in row.items()
    }


def _differs(one: Row | None, other: Row | None) -> bool:
    """Columns only one of them has are no difference: they came with a later version."""
    if one is None or other is None:
        return one is not other
    return any(one[name] != other[name] for name in one.keys() & other.keys())


def _key(table: Table, row: Row) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _first(problems: Iterator[str]) -> list[str]:
    found = list(problems)
    return found if len(found) <= _MOST else [*found[:_MOST], f"……同类问题共{len(found)}处"]
