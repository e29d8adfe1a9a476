"""The address of a record in the program: every link, reminder and journal line uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Place:
    """A record's address (位置): the tab's key, the kind of record and its id;
    ``id`` is None for the tab itself.
    """

    tab: str
    kind: str = ""
    id: int | None = None

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Read what ``str`` wrote; None for an empty text."""
        tab, _, rest = text.partition("/")
        kind, _, number = rest.rpartition("/")
        return cls(tab, kind, int(number) if number else None) if tab else None

    def __str__(self) -> str:
        return f"{self.tab}/{self.kind}/{'' if self.id is None else self.id}"
