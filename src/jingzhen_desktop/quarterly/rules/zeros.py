"""Which blank figures of a report may be filled with 0 in one step (其余填0), when the unit has said that it
used nothing else. Pure.

Never filled are a total whose parts have a figure, the parts (其中) of a total that has one, and the other
figure of a row that has one: a quantity without its cost is a question, not a zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from ...energy.statistics import Item, StatisticalSystem
from ..values.reports import Amount, Entries, Entry

_ZERO = Decimal(0)


def filled_with_zeros(entries: Entries, system: StatisticalSystem) -> dict[str, Entry]:
    """Return the rows that change, with 0 in their blanks; none where nothing may be filled."""
    found: dict[str, Entry] = {}
    for item in system.items:
        entry = entries.get(item.key, Entry())
        if _has_blank(entry) and not _consumes(entry) and not _consumes_beside(item, entries, system):
            found[item.key] = Entry(*(_ZERO if entry.of(what) is None else entry.of(what) for what in Amount))
    return found


def _consumes_beside(item: Item, entries: Entries, system: StatisticalSystem) -> bool:
    """True if the total a row belongs to, or a part of it, has a figure that is not 0."""
    beside = [item.part_of] if item.part_of else [part.key for part in system.parts_of(item.key)]
    return any_consumed(entries.get(key, Entry()) for key in beside)


def any_consumed(rows: Iterable[Entry]) -> bool:
    """True if a row has a figure that is not 0."""
    return any(map(_consumes, rows))


def _has_blank(entry: Entry) -> bool:
    return any(entry.of(what) is None for what in Amount)


def _consumes(entry: Entry) -> bool:
    return any(entry.of(what) not in (None, _ZERO) for what in Amount)
