"""The rows of a grid: as given, which of them are shown and in which order, totals at the end. No Qt.

What the columns say of a row, and how a value is typed, is not its business.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic

from ...base.text import search_words
from .columns import Column, Row
from .order import Sorting, in_order, matching

RowKey = tuple[bool, object]
"""By which a row is found again after a refresh: whether it is a total, and its identity or place."""


class Rows(Generic[Row]):
    """Rows by their positions as shown; totals follow the last one.

    Attributes:
        given: the rows as given, those hidden by the filter too.
        shown: the rows as shown, without totals.
        totals: what stands at the end, whatever is filtered or sorted.
        order: where each shown row stands among the given ones.
        words: by which rows are filtered; empty if all are shown.
        wanted: the sorting asked for; one by a column that is not there waits for it.
    """

    def __init__(self, columns: Sequence[Column[Row]], identity: Callable[[Row], object]) -> None:
        """``identity`` is what stays the same when a row is read anew; None if nothing does."""
        self._columns, self._identity = tuple(columns), identity
        self.given: list[Row] = []
        self.shown: list[Row] = []
        self.totals: list[Row] = []
        self.order: list[int] = []
        self.words = ""
        self.wanted: Sorting | None = None
        self._visible: list[int] = []

    def __len__(self) -> int:
        """How many there are with the totals."""
        return len(self.shown) + len(self.totals)

    def __getitem__(self, at: int) -> Row:
        count = len(self.shown)
        return self.shown[at] if at < count else self.totals[at - count]

    @property
    def sorting(self) -> Sorting | None:
        """By which column the rows are sorted; None for the order they were given in."""
        if self.wanted is None or all(column.key != self.wanted.column for column in self._columns):
            return None
        return self.wanted

    def is_total(self, at: int) -> bool:
        """Whether a position is that of a total."""
        return at >= len(self.shown)

    def key(self, at: int) -> RowKey:
        """By which the row at a position is found again after a refresh."""
        if self.is_total(at):
            return (True, at - len(self.shown))
        key = self._identity(self.shown[at])
        return (False, key if key is not None else at)

    def find_key(self, key: RowKey) -> int | None:
        """The position of the row with this key; None if it is gone."""
        is_total, wanted = key
        if is_total:
            position = len(self.shown) + int(str(wanted))
            return position if position < len(self) else None
        for position, row in enumerate(self.shown):
            if self._identity(row) == wanted:
                return position
        if not isinstance(wanted, int) or not 0 <= wanted < len(self.shown):
            return None
        return wanted if self._identity(self.shown[wanted]) is None else None

    def find(self, predicate: Callable[[Row], bool]) -> int | None:
        """The position of the first shown row for which ``predicate`` holds."""
        return next((position for position, row in enumerate(self.shown) if predicate(row)), None)

    def are_the_same(self, rows: Sequence[Row]) -> bool:
        """Whether these are the rows given before, with other values at most;
        unknown ones are not, once they are arranged.
        """
        keys = [self._identity(row) for row in rows]
        if keys != [self._identity(row) for row in self.given]:
            return False
        return None not in keys or not (self.words or self.sorting)

    def renew(self, given: list[Row], totals: list[Row]) -> None:
        """Take the same rows with other values; each stays where it is."""
        self.given, self.totals = given, totals
        self.shown = [given[position] for position in self.order]

    def arrange(self, columns: Sequence[Column[Row]]) -> None:
        """Decide anew which rows are shown and in which order, by what these columns say of them."""
        self._columns = tuple(columns)
        self._visible = matching(self.given, self._columns, search_words(self.words))
        self.sort()

    def sort(self) -> None:
        """Put the rows that are shown into the order wanted."""
        self.order = in_order(self._visible, self.given, self._columns, self.wanted)
        self.shown = [self.given[at] for at in self.order]
