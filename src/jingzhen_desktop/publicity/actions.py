"""Verbs of publicity and training: each call is one transaction and one named step."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..base.place import Place
from ..office import Office, name_step
from ..office.titles import titles_of
from .records import ActivityRecord
from .rules import check_activity
from .values import TAB, Activity, ActivityKind

ACTIVITY = "activity"


def activity_place(year: int, activity_id: int | None = None) -> Place:
    """The address of an activity in its year (its kind is e.g. ``activity2011``)."""
    return Place(TAB, f"{ACTIVITY}{year}", activity_id)


def add_activity(
    office: Office,
    kind: ActivityKind,
    day: date,
    *,
    place: str = "",
    theme: str = "",
    people: int | None = None,
    material: str = "",
    note: str = "",
) -> int:
    """Enter an activity; returns its id. Raises InputRejected."""
    check_activity(day.year, day, people, place, theme, material, note)
    record = ActivityRecord(kind=kind.value, day=day, place=place, theme=theme, people=people, material=material, note=note)
    with office.transaction(f"新增宣传培训：{day:%Y-%m-%d}{kind.value}", activity_place(day.year)) as session:
        session.add(record)
        session.flush()
        name_step(session, place=activity_place(day.year, record.id))
        return record.id


def change_activity(office: Office, activity: Activity, **fields: object) -> None:
    """Change fields of an activity, which stays in its year. Raises InputRejected."""
    changed = replace(activity, **fields)  # type: ignore[arg-type]  # fields are named by the grid's columns
    check_activity(activity.day.year, changed.day, changed.people, changed.place, changed.theme, changed.material, changed.note)
    label = f"修改{activity.day:%Y-%m-%d}{activity.kind.value}的{titles_of(ActivityRecord, fields)}"
    with office.transaction(label, activity_place(activity.day.year, activity.id)) as session:
        record = session.get_one(ActivityRecord, activity.id)
        for field, value in fields.items():
            setattr(record, field, value)


def remove_activity(office: Office, activity_id: int) -> None:
    """Remove an activity."""
    with office.transaction("删除宣传培训") as session:
        record = session.get_one(ActivityRecord, activity_id)
        name_step(session, label=f"删除{record.day:%Y-%m-%d}{record.kind}", place=activity_place(record.day.year, activity_id))
        session.delete(record)
