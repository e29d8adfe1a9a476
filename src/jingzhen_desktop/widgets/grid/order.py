"""Which rows of a grid are shown and in which order: filtered by words, sorted by one column. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ...base.text import holds_word, matching_key
from ...base.typed import Kind
from .columns import Column, Row


@dataclass(frozen=True, slots=True)
class Sorting:
    """By which column, by its key, and which way round."""

    column: str
    descending: bool = False


def matching(rows: Sequence[Row], columns: Sequence[Column[Row]], words: Sequence[str]) -> list[int]:
    """The positions of the rows in which every word is found, in any of the columns."""
    if not words:
        return list(range(len(rows)))
    searched = [(column, _TESTS[column.kind]) for column in columns if column.kind in _TESTS]

    def holds(row: Row, word: str) -> bool:
        return any(test(column, row, word) for column, test in searched)

    def holds_all(row: Row) -> bool:
        return all(holds(row, word) for word in words)

    return [at for at, row in enumerate(rows) if holds_all(row)]


def in_order(
    positions: Iterable[int], rows: Sequence[Row], columns: Sequence[Column[Row]], sorting: Sorting | None
) -> list[int]:
    """Put positions in the order of the values of a column: equal ones as they were, blanks last;
    as they are without sorting.
    """
    order = list(positions)
    column = next((one for one in columns if sorting is not None and one.key == sorting.column), None)
    if sorting is None or column is None:
        return order
    keys = {at: column.sorts_as(rows[at]) for at in order}
    filled = [at for at in order if keys[at][0] == 0]
    filled.sort(key=lambda at: keys[at][1], reverse=sorting.descending)  # type: ignore[arg-type,return-value]
    return filled + [at for at in order if keys[at][0] == 1]


def _text_holds(column: Column[Row], row: Row, word: str) -> bool:
    return holds_word(column.shown(row), word)


def _date_holds(column: Column[Row], row: Row, word: str) -> bool:
    return word in column.shown(row)


def _number_starts(column: Column[Row], row: Row, word: str) -> bool:
    """A figure is found by its beginning; else every second figure would be found by “1”."""
    return column.plain(row).startswith(word) or matching_key(column.shown(row)).startswith(word)


_TESTS: dict[Kind, Callable[[Column[Row], Row, str], bool]] = {
    Kind.TEXT: _text_holds,
    Kind.NOTE: _text_holds,
    Kind.CHOICE: _text_holds,
    Kind.DATE: _date_holds,
    Kind.NUMBER: _number_starts,
    Kind.INTEGER: _number_starts,
}
