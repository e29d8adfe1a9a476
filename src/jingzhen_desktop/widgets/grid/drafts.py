"""Texts that were refused in cells of a grid, kept until they are right or given up. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from ..callout import Refusal

CellKey = tuple[object, str]
"""By what a row is known, and the key of the column."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed into a cell and not stored.

    Attributes:
        text: as it was typed.
        refusal: why it was refused, and the reading as the cell would show it.
        reading: what was most likely meant, as it would be typed; empty if nobody can say.
    """

    text: str
    refusal: Refusal
    reading: str = ""


class Drafts:
    """The drafts of one grid. ``scope`` is what its rows belong to, where the same rows are known by the same
    keys in several places: a unit and a quarter, a year. Drafts of other scopes wait until that is shown.
    """

    def __init__(self) -> None:
        self.scope: object = None
        self._kept: dict[object, dict[CellKey, Draft]] = {}

    def __bool__(self) -> bool:
        return bool(self._kept.get(self.scope))

    @property
    def count(self) -> int:
        """How many drafts are kept in all scopes."""
        return sum(len(cells) for cells in self._kept.values())

    def get(self, cell: CellKey) -> Draft | None:
        """The draft of a cell in the present scope."""
        return self._kept.get(self.scope, {}).get(cell)

    def keep(self, cell: CellKey, draft: Draft) -> None:
        """Keep a draft, in place of the one before."""
        self._kept.setdefault(self.scope, {})[cell] = draft

    def drop(self, cell: CellKey) -> bool:
        """Forget the draft of a cell; False if there was none."""
        kept = self._kept.get(self.scope, {})
        found = kept.pop(cell, None) is not None
        if not kept:
            self._kept.pop(self.scope, None)
        return found

    def clear(self) -> None:
        """Forget the drafts of all scopes."""
        self._kept.clear()

    def all(self) -> dict[CellKey, Draft]:
        """The drafts of the present scope, in the order they came in."""
        return dict(self._kept.get(self.scope, {}))
