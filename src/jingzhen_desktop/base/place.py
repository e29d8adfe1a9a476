"""The address of a record in the program: every link, reminder and journal line uses it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A record's address (位置): the tab's key, the kind of record and its id; ``id`` is None for the tab itself."""

    tab: str
    kind: str = ""
    id: int | None = None

    def __str__(self) -> str:
        return f"{self.tab}/{self.kind}/{'' if self.id is None else self.id}"
