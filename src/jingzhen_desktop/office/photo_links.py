"""Which photos hang on which records of the tabs, read; adding and moving them: ``photo_actions``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from ..base.columns import Column
from .plain import values

if TYPE_CHECKING:
    from .plain import Source


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it hangs on a record; ``id`` is that of the link, ``hash`` finds the bytes."""

    id: int
    owner_id: int
    hash: Annotated[str, Column("photo_hash")]
    caption: str = ""
    position: int = 0


def photos_of(source: Source, links: str, owner_ids: Collection[int]) -> dict[int, tuple[Photo, ...]]:
    """Return the photos that hang on some records, by the name of the table of links,
    by record and in their order.
    """
    table = f'SELECT * FROM "{links}"'  # noqa: S608 - a table of ours
    wanted = f"{table} WHERE owner_id IN (*) ORDER BY owner_id, position, id"
    found: dict[int, list[Photo]] = defaultdict(list)
    for photo in values(source, Photo, wanted, (owner_ids,)):
        found[photo.owner_id].append(photo)
    return {owner_id: tuple(photos) for owner_id, photos in found.items()}
