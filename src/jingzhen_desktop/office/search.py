"""Search over everything the office file holds: names, texts, numbers, dates, issued papers.

Reads the tables as the schema and ``titles`` describe them, so that what a tab stores is found without its
doing anything. Whether a text holds a word is decided in ``base/text``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Boolean, Column, LargeBinary, Table
from sqlalchemy.orm import Session

from ..base.place import Place
from ..base.text import holds_word, missing_words, search_words
from .file import Office
from .naming import Naming
from .records import UNJOURNALED, IssuedPaperRecord, SettingRecord
from .references import belonging
from .schema import Record
from .titles import column_title, table_title
from .whereabouts import place_of_row, rows_where, tab_of, whole_of

ISSUED = IssuedPaperRecord.__tablename__
"""``Found.table`` of an issued paper, whose bytes can be shown."""
PER_TABLE = 40
"""How many records of one kind are listed; more are only counted."""
_BATCH = 500
_LAST = 3
_HOUSE = "office"
"""``Found.tab`` of what belongs to no tab."""
_AROUND = 18
_MOST_OPENED = 3
"""Of how many records that are called as looked for everything is listed; of more a name says little."""
BELONGS = "有关记录"
"""``Found.field`` of what belongs to a record that is called as looked for."""
_LEFT_OUT = UNJOURNALED | {SettingRecord.__tablename__}


@dataclass(frozen=True, slots=True)
class Found:
    """A record in which all words stand.

    Attributes:
        tab: folder name of its tab, ``office`` for the house's own.
        table, number: for asking where it is used; ``number`` is None for a record without one of its own.
        title, name: what records of its kind are called, and this one.
        field, excerpt: where the words were found, with some text around.
    """

    tab: str
    table: str
    number: int | None
    title: str
    name: str
    field: str
    excerpt: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found, kind by kind: first the kind that is called so, last what only belongs to it;
    ``unlisted`` says by kind how many more there are.
    """

    found: tuple[Found, ...]
    unlisted: tuple[tuple[str, int], ...] = ()


def search(office: Office, words: str, checkpoint: Callable[[int], None] = lambda _seen: None) -> Findings:
    """Return the records in which every word stands, at least one of them in a text, number or date of the
    record itself.

    Args:
        checkpoint: called now and then with the number of records looked at; what it raises ends the search.
    """
    keys = search_words(words)
    if not keys:
        return Findings(())
    with office.reading() as session:
        seeker = _Seeker(session, keys, checkpoint)
        by_table = [(table, seeker.found_in(table)) for table in _tables()]
        listed = list(chain.from_iterable(records for _table, (records, _more) in by_table))
        more = Counter({table_title(table).title: more for table, (_records, more) in by_table if more})
        listed += seeker.belonging_to([one for one in listed if _rank(one, keys) == 0], listed, more)
    return Findings(tuple(_by_kind(listed, keys)), tuple(more.items()))


def _by_kind(listed: list[Found], keys: tuple[str, ...]) -> list[Found]:
    """Put records of a kind side by side, the kind that fits best first."""
    best: dict[str, tuple[int, bool]] = {}
    for one in listed:
        rank = _rank(one, keys), one.tab == _HOUSE  # at equal fit what the tabs keep before issued papers
        best[one.title] = min(rank, best.get(one.title, rank))
    kinds = sorted(best, key=best.__getitem__)
    return sorted(listed, key=lambda one: (kinds.index(one.title), _rank(one, keys)))


def _tables() -> list[Table]:
    return [table for table in Record.metadata.sorted_tables if table.name not in _LEFT_OUT]


def _rank(found: Found, keys: tuple[str, ...]) -> int:
    """Order what was found: a record that is called so, one whose name says so with other words in it, any
    other, what only belongs to the first.
    """
    if found.field == BELONGS:
        return _LAST
    if not all(holds_word(found.name, key) for key in keys):
        return 2
    return 0 if found.excerpt in found.name else 1


class _Seeker:
    """Looks through tables for the same words, remembering the names it has looked up."""

    def __init__(self, session: Session, keys: tuple[str, ...], checkpoint: Callable[[int], None]) -> None:
        self._session, self._keys, self._checkpoint = session, keys, checkpoint
        self._naming = Naming(session)
        self._seen = 0

    def found_in(self, table: Table) -> tuple[list[Found], int]:
        """Return the first records of a table that hold all words, newest first, and how many more do."""
        columns = [column for column in table.columns if _is_searched(column)]
        found: dict[tuple[Any, ...], Found] = {}
        more = 0
        for row in self._rows(table) if columns else ():
            hit = self._hit(table, columns, row)
            if hit is None:
                continue
            key = (_owner(table, row), *hit)
            if key in found:
                continue  # the same words of the same record in an earlier year
            if len(found) < PER_TABLE:
                found[key] = self._found(table, row, hit)
            else:
                more += 1
        return list(found.values()), more

    def belonging_to(self, called_so: list[Found], listed: list[Found], more: Counter[str]) -> list[Found]:
        """Return everything that belongs to records that are called as looked for and is not listed yet;
        counts in ``more`` what is too much of a kind.
        """
        roots = dict.fromkeys(filter(None, map(self._whole, called_so)))
        if len(roots) > _MOST_OPENED:
            return []
        seen = {(one.table, one.number) for one in listed} | set(roots)
        answered = _LEFT_OUT | {one.table for one in called_so}  # the same records in earlier years
        found: list[Found] = []
        count = Counter(one.table for one in listed)
        for table, number in roots:
            for other, row in belonging(self._session, Record.metadata.tables[table], number, seen):
                count[other.name] += 1
                if other.name in answered:
                    continue
                if count[other.name] > PER_TABLE:
                    more[table_title(other).title] += 1
                else:
                    found.append(self._found(other, row, (BELONGS, "")))
        return found

    def _whole(self, found: Found) -> tuple[str, int] | None:
        """Return table and number of the record that was found, or of that of which it is a part."""
        if found.number is None:
            return None
        table = Record.metadata.tables[found.table]
        (row,) = rows_where(self._session, table, "id", found.number)
        whole = whole_of(self._session, table, row)
        return (found.table, found.number) if whole is None else (whole[0].name, whole[1]["id"])

    def _rows(self, table: Table) -> Iterator[dict[str, Any]]:
        names = [column.name for column in table.columns if not isinstance(column.type, LargeBinary)]
        order = "year" if "year" in names else "id" if "id" in names else names[0]
        listed = ", ".join(f'"{name}"' for name in names)
        statement = f'SELECT {listed} FROM "{table.name}" ORDER BY "{order}" DESC'
        for row in self._session.connection().exec_driver_sql(statement):
            if self._seen % _BATCH == 0:
                self._checkpoint(self._seen)
            self._seen += 1
            yield dict(zip(names, row, strict=True))

    def _hit(self, table: Table, columns: list[Column[Any]], row: dict[str, Any]) -> tuple[str, str] | None:
        """Return title and text of the first value in which a word stands,
        if the others stand somewhere in the record.
        """
        first: tuple[str, str] | None = None
        missing = self._keys
        for column in columns:
            value = row[column.name]
            if value is None or value == "":
                continue
            text = self._naming.value(column, value)
            left = missing_words(missing, text)
            if len(left) < len(missing) and first is None:
                first = column_title(column).title, text
            missing = left
        if first is None:
            return None
        if missing and missing_words(missing, self._naming.name(table.name, row), table_title(table).title):
            return None
        return first

    def _found(self, table: Table, row: dict[str, Any], hit: tuple[str, str]) -> Found:
        title, text = hit
        return Found(
            tab_of(table),
            table.name,
            row.get("id"),
            table_title(table).title,
            self._naming.name(table.name, row),
            title,
            _excerpt(text, self._keys),
            place_of_row(self._session, table, row),
        )


def _is_searched(column: Column[Any]) -> bool:
    """True for what the clerk has written;
    not for references, choices and what the program keeps for itself.
    """
    title = column_title(column)
    if (
        title.internal
        or column.foreign_keys
        or title.choices is not None
        or isinstance(column.type, LargeBinary | Boolean)
    ):
        return False
    return column.name != "id"


def _owner(table: Table, row: dict[str, Any]) -> Any:
    """Return what the rows of several years share: the record they belong to; else the row itself."""
    if "year" in row:
        for column in table.columns:
            if column.foreign_keys:
                return column.name, row[column.name]
    return row.get("id", tuple(row.values()))


def _excerpt(text: str, keys: tuple[str, ...]) -> str:
    """Return the text around the first word found, on one line."""
    line = " ".join(text.split())
    at = min((place for key in keys if (place := line.casefold().find(key)) >= 0), default=0)
    start, end = max(0, at - _AROUND), at + 3 * _AROUND
    return f"{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}"
