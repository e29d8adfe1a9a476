"""What the clerk does with the photos of a record, the same for every tab: each verb is one named step.

What a photo is, how it is kept and hung: ``photos``; reading what hangs where: ``photo_links``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy.orm import Session

from ..base.place import Place
from .file import Office, name_step
from .photos import PhotoData, caption_photo, existing_link, hang_photos, move_photo, take_down_photo
from .schema import PhotoLink


class PhotoStep(Enum):
    """What is done; the values are what a step is called before the record's name is known."""

    ADD = "添加照片"
    CAPTION = "填写照片说明"
    MOVE = "移动照片"
    REMOVE = "移除照片"


@dataclass(frozen=True, slots=True)
class RecordPhotos:
    """The photos that hang on the records of one table.

    Attributes:
        links: the table that says which photo hangs on which record.
        step: returns label and place of a step with so many photos of a record.
    """

    links: type[PhotoLink]
    step: Callable[[Session, int, PhotoStep, int], tuple[str, Place]]

    def add(self, office: Office, owner_id: int, photos: Sequence[PhotoData]) -> int:
        """Hang photos on a record; returns how many were not there yet."""
        with office.transaction(PhotoStep.ADD.value) as session:
            self._name(session, owner_id, PhotoStep.ADD, len(photos))
            return len(hang_photos(session, self.links, owner_id, photos))

    def caption(self, office: Office, link_id: int, caption: str) -> None:
        """Say what a photo shows. Raises InputRejected."""
        with office.transaction(PhotoStep.CAPTION.value) as session:
            self._name_by_link(session, link_id, PhotoStep.CAPTION)
            caption_photo(session, self.links, link_id, caption)

    def move(self, office: Office, link_id: int, by: int) -> None:
        """Move a photo among its neighbours, ``by`` places to the right. Raises InputRejected."""
        with office.transaction(PhotoStep.MOVE.value) as session:
            self._name_by_link(session, link_id, PhotoStep.MOVE)
            move_photo(session, self.links, link_id, by)

    def remove(self, office: Office, link_id: int) -> None:
        """Take a photo off its record; undo brings it back. Raises InputRejected."""
        with office.transaction(PhotoStep.REMOVE.value) as session:
            self._name_by_link(session, link_id, PhotoStep.REMOVE)
            take_down_photo(session, self.links, link_id)

    def _name_by_link(self, session: Session, link_id: int, step: PhotoStep) -> None:
        self._name(session, existing_link(session, self.links, link_id).owner_id, step, 1)

    def _name(self, session: Session, owner_id: int, step: PhotoStep, count: int) -> None:
        label, place = self.step(session, owner_id, step, count)
        name_step(session, label=label, place=place)
