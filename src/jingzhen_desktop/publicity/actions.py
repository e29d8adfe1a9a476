"""Verbs of publicity and training: each call is one transaction and one named step."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from ..base.differences import Change, carried, differing, fields_of
from ..base.place import Place
from ..office import clock
from ..office.file import Office, name_step
from ..office.photo_actions import PhotoStep, RecordPhotos
from ..office.rows import columns_of, store, value_of
from ..office.titles import titles_of
from .queries import publicity_week
from .records import ActivityPhotoRecord, ActivityRecord, PublicityWeekRecord
from .rules import check_activity, check_week, proposed_plan
from .values import Activity, PublicityWeek, activity_place, week_place


def add_activity(office: Office, activity: Activity) -> int:
    """Enter an activity, whose id is ignored; returns its id. Raises InputRejected."""
    return add_activities(office, [activity])[0]


def add_activities(office: Office, activities: Sequence[Activity], label: str = "") -> list[int]:
    """Enter some activities in one step; returns their ids. Raises InputRejected; nothing is stored then."""
    for activity in activities:
        check_activity(activity, activity.day.year, clock.today())
    first = activities[0]
    whose = f"{first.day:%Y-%m-%d}{first.kind.value}" + (
        f"等{len(activities)}项" if len(activities) > 1 else ""
    )
    with office.transaction(label or f"新增宣传培训：{whose}", activity_place(first.day.year)) as session:
        records = [ActivityRecord(**columns_of(activity)) for activity in activities]
        session.add_all(records)
        session.flush()
        name_step(session, place=activity_place(first.day.year, records[0].id))
        return [record.id for record in records]


def change_activity(office: Office, old: Activity, new: Activity) -> None:
    """Change an activity, which stays in its year. Raises InputRejected."""
    change_activities(office, [(old, new)])


def change_activities(office: Office, changes: Sequence[Change[Activity]]) -> None:
    """Change some activities in one step. Raises InputRejected; nothing is stored then."""
    for old, new in changes:
        check_activity(new, old.day.year, clock.today())
    first = changes[0][0]
    whose = f"{first.day:%Y-%m-%d}{first.kind.value}" + (f"等{len(changes)}项" if len(changes) > 1 else "")
    label = f"修改{whose}的{titles_of(ActivityRecord, fields_of(changes))}"
    with office.transaction(label, activity_place(first.day.year, first.id)) as session:
        for old, new in changes:
            record = session.get_one(ActivityRecord, old.id)
            for field, value in differing(old, new).items():
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


def change_week(office: Office, old: PublicityWeek, new: PublicityWeek) -> None:
    """Enter or change the publicity week of a year. Raises InputRejected."""
    week = carried(publicity_week(office, old.year), old, new)
    check_week(week)
    label = f"修改{week.year}年节能宣传周的{titles_of(PublicityWeekRecord, differing(old, new))}"
    with office.transaction(label, week_place(week.year)) as session:
        record = session.get(PublicityWeekRecord, week.year)
        if record is None:
            record = PublicityWeekRecord(year=week.year)
            session.add(record)
        store(record, week)


def plan_week(office: Office, year: int, activities: Sequence[Activity]) -> list[int]:
    """Plan what the year's publicity week asks for and is not there yet;
    returns the ids, none if nothing is missing.
    """
    missing = proposed_plan(publicity_week(office, year), activities)
    return add_activities(office, missing, f"拟定{year}年节能宣传周计划") if missing else []


def _photo_step(session: Session, activity_id: int, step: PhotoStep, _count: int) -> tuple[str, Place]:
    activity = value_of(Activity, session.get_one(ActivityRecord, activity_id))
    label = f"{step.value}：{activity.day:%Y-%m-%d}{activity.kind.value}"
    return label, activity_place(activity.day.year, activity_id)


ACTIVITY_PHOTOS = RecordPhotos(ActivityPhotoRecord, _photo_step)
"""The photos of an activity, and the verbs on them."""
