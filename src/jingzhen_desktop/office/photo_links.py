"""Which photos hang on which records of the tabs, read; adding and moving them: ``photo_actions``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .plain import among

if TYPE_CHECKING:
    from .plain import Source


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it hangs on a record; ``id`` is that of the link, ``hash`` finds the bytes."""

    id: int
    owner_id: int
    hash: str
    caption: str = ""
    position: int = 0


def photos_of(source: Source, links: str, owner_ids: Collection[int]) -> dict[int, tuple[Photo, ...]]:
    """Return the photos that hang on some records, by the name of the table of links,
    by record and in their order.
    """
    columns = "id, owner_id, photo_hash, caption, position"
    table = f'SELECT {columns} FROM "{links}"'  # noqa: S608 - a table of ours
    wanted = f"{table} WHERE owner_id IN (*) ORDER BY owner_id, position, id"
    found: dict[int, list[Photo]] = defaultdict(list)
    for row in among(source, wanted, owner_ids):
        found[row[1]].append(Photo(*row))
    return {owner_id: tuple(photos) for owner_id, photos in found.items()}
