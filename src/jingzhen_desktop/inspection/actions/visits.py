"""Verbs on what belongs to a visit besides its readings: the points of the check list, and photos."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from ...base.place import Place
from ...office.file import Office, name_step
from ...office.photos import PhotoData, caption_photo, hang_photos, move_photo, take_down_photo
from ..queries.reading import read_visit, visited_unit
from ..records import ItemRecord, VisitPhotoRecord
from ..rules.readings import check_item
from ..values.found import CheckedItem
from ..values.words import TAB, ItemResult


def enter_points(office: Office, visit_id: int, results: Mapping[str, tuple[ItemResult | None, str]]) -> None:
    """Enter what the check of some points of the list said: result and note by the point's words; blank ones
    are taken out.

    Raises InputRejected.
    """
    with office.transaction("登记用电检查", Place(TAB, "visit", visit_id)) as session:
        _, visit = read_visit(session, visit_id)
        name_step(session, label=f"登记{visit.unit_name}用电检查{len(results)}项")
        known = {
            record.text: record
            for record in session.scalars(select(ItemRecord).where(ItemRecord.visit_id == visit_id))
        }
        for text, (result, note) in results.items():
            check_item(CheckedItem(0, visit_id, text, result, note))
            record = known.get(text)
            if record is not None and result is None and not note:
                session.delete(record)
            elif record is not None:
                record.result, record.note = result.value if result else None, note
            elif result is not None or note:
                session.add(
                    ItemRecord(
                        visit_id=visit_id, text=text, result=result.value if result else None, note=note
                    )
                )


def add_photos(office: Office, visit_id: int, photos: Sequence[PhotoData]) -> int:
    """Hang photos on a visit; returns how many were not there yet."""
    with office.transaction("添加检查照片", Place(TAB, "visit", visit_id)) as session:
        name_step(session, label=f"添加{visited_unit(session, visit_id)}检查照片{len(photos)}张")
        return len(hang_photos(session, VisitPhotoRecord, visit_id, photos))


def write_caption(office: Office, visit_id: int, photo_id: int, caption: str) -> None:
    """Say what a photo of a visit shows. Raises InputRejected."""
    with office.transaction("写照片说明", Place(TAB, "visit", visit_id)) as session:
        name_step(session, label=f"写{visited_unit(session, visit_id)}照片说明")
        caption_photo(session, VisitPhotoRecord, photo_id, caption)


def shift_photo(office: Office, visit_id: int, photo_id: int, by: int) -> None:
    """Move a photo of a visit among the others."""
    with office.transaction("调整照片顺序", Place(TAB, "visit", visit_id)) as session:
        name_step(session, label=f"调整{visited_unit(session, visit_id)}照片顺序")
        move_photo(session, VisitPhotoRecord, photo_id, by)


def remove_photo(office: Office, visit_id: int, photo_id: int) -> None:
    """Take a photo off a visit."""
    with office.transaction("移除照片", Place(TAB, "visit", visit_id)) as session:
        name_step(session, label=f"移除{visited_unit(session, visit_id)}照片")
        take_down_photo(session, VisitPhotoRecord, photo_id)
