"""Changes of stored records as a test names them: by the id and the fields that get another value."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from jingzhen_desktop.inspection.actions.circulars import change_circular
from jingzhen_desktop.inspection.actions.handling import change_rectification
from jingzhen_desktop.inspection.actions.rounds import change_reading, change_round, change_visit
from jingzhen_desktop.inspection.queries.following import circular_detail
from jingzhen_desktop.inspection.queries.rounds import rectification_detail, round_detail, round_of

if TYPE_CHECKING:
    from jingzhen_desktop.inspection.values.found import Reading, Rectification, Round, Visit
    from jingzhen_desktop.office.file import Office


def stored_round(office: Office, round_id: int) -> Round:
    detail = round_detail(office, round_id)
    assert detail is not None
    return detail.round


def stored_visit(office: Office, visit_id: int) -> Visit:
    detail = round_of(office, "visit", visit_id)
    assert detail is not None
    (found,) = [visit for visit in detail.visits if visit.id == visit_id]
    return found


def stored_reading(office: Office, reading_id: int) -> Reading:
    detail = round_of(office, "reading", reading_id)
    assert detail is not None
    (found,) = [reading for reading in detail.readings if reading.id == reading_id]
    return found


def stored_notice(office: Office, notice_id: int) -> Rectification:
    found = rectification_detail(office, notice_id)
    assert found is not None
    return found[1]


_STORED: dict[Any, Any] = {
    change_round: stored_round,
    change_visit: stored_visit,
    change_reading: stored_reading,
    change_rectification: stored_notice,
    change_circular: circular_detail,
}


def changed(verb: Any, office: Office, id_: int, **fields: object) -> None:
    """Do a verb with some fields of the stored record changed."""
    old = _STORED[verb](office, id_)
    verb(office, old, replace(old, **fields))
