"""Verbs of publicity and training: each call is one transaction and one named step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date

from sqlalchemy.orm import Session

from ..office.file import Office, name_step
from ..office.photos import PhotoData, caption_photo, hang_photos, move_photo, take_down_photo
from ..office.titles import titles_of
from .queries import activity_value, publicity_week
from .records import ActivityPhotoRecord, ActivityRecord, PublicityWeekRecord
from .rules import check_activity, check_week, proposed_plan
from .values import Activity, ActivityKind, activity_place, week_place

_OF_RECORD = tuple(column.name for column in ActivityRecord.__table__.columns if column.name != "id")


def add_activity(office: Office, kind: ActivityKind, day: date, **fields: object) -> int:
    """Enter an activity, other fields as in :class:`Activity`; returns its id. Raises InputRejected."""
    return add_activities(office, [replace(Activity(0, kind, day), **fields)])[0]  # type: ignore[arg-type]


def add_activities(office: Office, activities: Sequence[Activity], label: str = "") -> list[int]:
    """Enter some activities in one step; returns their ids. Raises InputRejected; nothing is stored then."""
    for activity in activities:
        check_activity(activity, activity.day.year, date.today())
    first = activities[0]
    whose = f"{first.day:%Y-%m-%d}{first.kind.value}" + (
        f"等{len(activities)}项" if len(activities) > 1 else ""
    )
    with office.transaction(label or f"新增宣传培训：{whose}", activity_place(first.day.year)) as session:
        records = [ActivityRecord(**_columns(activity)) for activity in activities]
        session.add_all(records)
        session.flush()
        name_step(session, place=activity_place(first.day.year, records[0].id))
        return [record.id for record in records]


def change_activity(office: Office, activity: Activity, **fields: object) -> None:
    """Change fields of an activity, which stays in its year. Raises InputRejected."""
    change_activities(office, {activity: fields})


def change_activities(office: Office, changes: Mapping[Activity, Mapping[str, object]]) -> None:
    """Change fields of some activities in one step. Raises InputRejected; nothing is stored then."""
    for activity, fields in changes.items():
        check_activity(replace(activity, **fields), activity.day.year, date.today())  # type: ignore[arg-type]
    first = next(iter(changes))
    whose = f"{first.day:%Y-%m-%d}{first.kind.value}" + (f"等{len(changes)}项" if len(changes) > 1 else "")
    named = dict.fromkeys(field for fields in changes.values() for field in fields)
    label = f"修改{whose}的{titles_of(ActivityRecord, named)}"
    with office.transaction(label, activity_place(first.day.year, first.id)) as session:
        for activity, fields in changes.items():
            record = session.get_one(ActivityRecord, activity.id)
            for field, value in fields.items():
                setattr(record, field, value)


def remove_activity(office: Office, activity_id: int) -> None:
    """Remove an activity with its photos; undo brings both back."""
    with office.transaction("删除宣传培训") as session:
        record = session.get_one(ActivityRecord, activity_id)
        name_step(
            session,
            label=f"删除{record.day:%Y-%m-%d}{record.kind}",
            place=activity_place(record.day.year, activity_id),
        )
        session.delete(record)


def change_week(office: Office, year: int, **fields: object) -> None:
    """Enter or change the publicity week of a year; fields as in :class:`PublicityWeek`.
    Raises InputRejected.
    """
    week = replace(publicity_week(office, year), **fields)  # type: ignore[arg-type]
    check_week(week)
    label = f"修改{year}年节能宣传周的{titles_of(PublicityWeekRecord, fields)}"
    with office.transaction(label, week_place(year)) as session:
        record = session.get(PublicityWeekRecord, year)
        if record is None:
            record = PublicityWeekRecord(year=year)
            session.add(record)
        for field in ("first", "last", "low_carbon_day", "theme", "low_carbon_theme"):
            setattr(record, field, getattr(week, field))


def plan_week(office: Office, year: int, activities: Sequence[Activity]) -> list[int]:
    """Plan what the year's publicity week asks for and is not there yet;
    returns the ids, none if nothing is missing.
    """
    missing = proposed_plan(publicity_week(office, year), activities)
    return add_activities(office, missing, f"拟定{year}年节能宣传周计划") if missing else []


# ---- photos


def add_photos(office: Office, activity_id: int, photos: Sequence[PhotoData]) -> int:
    """Hang photos on an activity; returns how many were not there yet."""
    with office.transaction("添加照片") as session:
        _name_photo_step(session, activity_id, "添加照片")
        return len(hang_photos(session, ActivityPhotoRecord, activity_id, photos))


def caption_activity_photo(office: Office, link_id: int, caption: str) -> None:
    """Say what a photo shows. Raises InputRejected."""
    with office.transaction("填写照片说明") as session:
        _name_photo_step(session, _owner(session, link_id), "填写照片说明")
        caption_photo(session, ActivityPhotoRecord, link_id, caption)


def move_activity_photo(office: Office, link_id: int, by: int) -> None:
    """Move a photo among its neighbours."""
    with office.transaction("移动照片") as session:
        _name_photo_step(session, _owner(session, link_id), "移动照片")
        move_photo(session, ActivityPhotoRecord, link_id, by)


def remove_activity_photo(office: Office, link_id: int) -> None:
    """Take a photo off its activity; undo brings it back."""
    with office.transaction("移除照片") as session:
        _name_photo_step(session, _owner(session, link_id), "移除照片")
        take_down_photo(session, ActivityPhotoRecord, link_id)


def _owner(session: Session, link_id: int) -> int:
    link = session.get(ActivityPhotoRecord, link_id)
    return link.owner_id if link is not None else 0


def _name_photo_step(session: Session, activity_id: int, label: str) -> None:
    record = session.get(ActivityRecord, activity_id)
    if record is not None:
        activity = activity_value(record)
        label = f"{label}：{activity.day:%Y-%m-%d}{activity.kind.value}"
        name_step(session, label=label, place=activity_place(activity.day.year, activity_id))


def _columns(activity: Activity) -> dict[str, object]:
    values = asdict(activity)
    return {name: values[name].value if name == "kind" else values[name] for name in _OF_RECORD}
