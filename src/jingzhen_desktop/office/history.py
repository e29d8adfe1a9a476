"""改动记录: the journal as the clerk reads it, newest first:
when, what was done, which record, which field, old and new.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, or_, select
from sqlalchemy.orm import Session

from ..base.place import Place
from ..base.text import missing_words, search_words
from .file import Office
from .naming import Naming
from .records import JournalChange, JournalStep, SettingRecord
from .schema import Record
from .settings import AnySetting
from .steps import StepKind
from .titles import column_title, table_title

PAGE = 300
"""Lines shown at once."""
_BATCH = 1000
ADDED, REMOVED = "新增", "删除"
"""What stands for the field where a whole record came or went."""
_DONE_AGAIN = {StepKind.UNDO.value: "撤销：", StepKind.REDO.value: "重做："}


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """What to look for.

    Attributes:
        first, last: days of the change, ends included.
        tab: folder name of a tab, ``office`` for settings and issued papers; empty for all.
        words: all of them must stand in what was done, the record's or the field's name, as written or in
            pinyin.
    """

    first: date | None = None
    last: date | None = None
    tab: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One changed field, or one record as it was added or removed.

    Attributes:
        number: of the change in the journal; lines of one change share it.
        what: the step's label, with 撤销： or 重做： before it.
        tab: folder name of the tab the record belongs to.
        place: where the step was done.
    """

    number: tuple[int, int]
    at: datetime
    what: str
    tab: str
    record: str
    field: str
    old: str
    new: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """What one step changed, as far as it was looked for: its lines, at least one."""

    lines: tuple[HistoryLine, ...]

    @property
    def first(self) -> HistoryLine:
        return self.lines[0]

    @property
    def records(self) -> tuple[str, ...]:
        """The records that were changed."""
        return tuple(dict.fromkeys(line.record for line in self.lines if line.record))

    @property
    def tabs(self) -> tuple[str, ...]:
        """Folder names of the tabs they belong to."""
        return tuple(dict.fromkeys(line.tab for line in self.lines if line.tab))


def by_step(lines: Iterable[HistoryLine]) -> list[HistoryStep]:
    """Put the lines of one step together; they stand side by side."""
    return [HistoryStep(tuple(members)) for _, members in groupby(lines, key=lambda line: line.number[0])]


@dataclass(frozen=True, slots=True)
class History:
    """A page of lines, newest first;
    ``more`` is where the next page begins, None at the end of the journal.
    """

    lines: tuple[HistoryLine, ...]
    more: tuple[int, int] | None


def read_history(
    office: Office,
    wanted: HistoryFilter,
    settings: Mapping[str, AnySetting],
    *,
    after: tuple[int, int] | None = None,
    limit: int | None = PAGE,
    checkpoint: Callable[[int], None] = lambda _seen: None,
) -> History:
    """Return a page of what was changed; all lines of one change stay together.

    Args:
        settings: the declared settings by key, for their names.
        after: the ``more`` of the page before.
        limit: how many lines at least, if there are so many; None for all.
        checkpoint: called now and then with the number of changes looked at; what it raises ends the search.
    """
    lines: list[HistoryLine] = []
    words = search_words(wanted.words)
    with office.reading() as session:
        writer = _Writer(session, settings)
        for seen, row in enumerate(_changes(session, wanted, after)):
            if seen % _BATCH == 0:
                checkpoint(seen)
            if limit is not None and len(lines) >= limit:
                return History(tuple(lines), lines[-1].number)
            lines += writer.lines(row, words)
    return History(tuple(lines), None)


def _changes(session: Session, wanted: HistoryFilter, after: tuple[int, int] | None) -> Iterator[Row[Any]]:
    """Yield (step, change or None) newest first,
    in batches that keep no read transaction waiting on the caller.
    """
    position = after
    while True:
        rows = session.execute(_query(wanted, position).limit(_BATCH)).all()
        yield from rows
        if len(rows) < _BATCH:
            return
        position = (rows[-1].id, rows[-1].change_id)


def _query(wanted: HistoryFilter, after: tuple[int, int] | None) -> Select[Any]:
    step, change = JournalStep, JournalChange
    change_id = func.coalesce(change.id, 0)
    of_step = (step.id, step.at, step.label, step.place, step.kind)
    query = select(*of_step, change_id.label("change_id"), change.table_name, change.before, change.after)
    query = query.join(change, change.step_id == step.id, isouter=True).order_by(
        step.id.desc(), change.id.desc()
    )
    if after is not None:
        query = query.where(step.id <= after[0], or_(step.id < after[0], change_id < after[1]))
    if wanted.first is not None:
        query = query.where(step.at >= datetime.combine(wanted.first, time.min))
    if wanted.last is not None:
        query = query.where(step.at <= datetime.combine(wanted.last, time.max))
    if wanted.tab:
        query = query.where(
            change.table_name.in_([name for name, tab in _tabs().items() if tab == wanted.tab])
        )
    return query


def _tabs() -> dict[str, str]:
    """Table → folder name of the tab it belongs to."""
    mappers = Record.registry.mappers
    return {mapper.class_.__tablename__: mapper.class_.__module__.split(".")[-2] for mapper in mappers}


class _Writer:
    """Turns changes into lines, remembering the names it has looked up."""

    def __init__(self, session: Session, settings: Mapping[str, AnySetting]) -> None:
        self._settings = settings
        self._naming = Naming(session)
        self._tabs = _tabs()

    def lines(self, row: Row[Any], words: tuple[str, ...]) -> list[HistoryLine]:
        """Return the lines of one change in which every word stands; values are worked out only for these."""
        what = _DONE_AGAIN.get(row.kind, "") + row.label
        missing = missing_words(words, what)
        before = None if row.before is None else json.loads(row.before)
        after = None if row.after is None else json.loads(row.after)
        if row.table_name is None:
            return [] if missing else [self._line(row, what, "", "", ("", "", ""))]
        if row.table_name == SettingRecord.__tablename__:
            field = self._setting(before, after)
            return (
                []
                if missing_words(missing, "设置", field[0])
                else [self._line(row, what, "office", "设置", field)]
            )
        record = self._record(row.table_name, after or before or {})
        missing = missing_words(missing, record) if missing else ()
        fields = self._fields(row.table_name, before, after, missing)
        return [self._line(row, what, self._tabs.get(row.table_name, ""), record, field) for field in fields]

    def _line(
        self, row: Row[Any], what: str, tab: str, record: str, field: tuple[str, str, str]
    ) -> HistoryLine:
        return HistoryLine((row.id, row.change_id), row.at, what, tab, record, *field, Place.parse(row.place))

    def _record(self, table: str, values: dict[str, Any]) -> str:
        title = table_title(Record.metadata.tables[table]).title
        name = self._naming.name(table, values)
        return f"{title} {name}" if name else title

    def _fields(
        self,
        table: str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        missing: tuple[str, ...],
    ) -> list[tuple[str, str, str]]:
        """Return field, old and new value of what changed,
        as far as the words still missing stand in the field's name.
        """
        if before is None:
            return [] if missing_words(missing, ADDED) else [(ADDED, "", self._whole(table, after or {}))]
        if after is None:
            return [] if missing_words(missing, REMOVED) else [(REMOVED, self._whole(table, before), "")]
        columns = [
            column
            for column in Record.metadata.tables[table].columns
            if before.get(column.name) != after.get(column.name)
        ]
        return [
            (
                column_title(column).title,
                self._shown(table, column.name, before),
                self._shown(table, column.name, after),
            )
            for column in columns
            if not column_title(column).internal and not missing_words(missing, column_title(column).title)
        ]

    def _whole(self, table: str, values: dict[str, Any]) -> str:
        """Return a row as one text, without what its name says already."""
        described = Record.metadata.tables[table]
        columns = [column for column in described.columns if not column_title(column).internal]
        further = [column for column in columns if f"{{{column.name}}}" not in table_title(described).naming]
        shown = [(column_title(column).title, self._shown(table, column.name, values)) for column in further]
        return "；".join(f"{title}：{text}" for title, text in shown if text)

    def _shown(self, table: str, column: str, values: dict[str, Any]) -> str:
        return self._naming.value(Record.metadata.tables[table].columns[column], values.get(column))

    def _setting(self, before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[str, str, str]:
        key = (after or before or {})["key"]
        setting = self._settings.get(key)
        choices = dict(setting.choices) if setting else {}
        old, new = (
            "" if values is None else choices.get(values["value"], values["value"])
            for values in (before, after)
        )
        return setting.label if setting else key, old, new
