"""Verbs on what belongs to a visit besides its readings: the points of the check list, and photos."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.place import Place
from ...office.file import Office, name_step
from ...office.photo_actions import PhotoStep, RecordPhotos
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


def _photo_step(session: Session, visit_id: int, step: PhotoStep, count: int) -> tuple[str, Place]:
    unit = visited_unit(session, visit_id)
    labels = {
        PhotoStep.ADD: f"添加{unit}检查照片{count}张",
        PhotoStep.CAPTION: f"写{unit}照片说明",
        PhotoStep.MOVE: f"调整{unit}照片顺序",
        PhotoStep.REMOVE: f"移除{unit}照片",
    }
    return labels[step], Place(TAB, "visit", visit_id)


VISIT_PHOTOS = RecordPhotos(VisitPhotoRecord, _photo_step)
"""The photos of a visit, and the verbs on them."""
