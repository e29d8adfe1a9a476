"""Verbs of publicity and training: each call is one transaction and one named step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
        check_activity(activity, activity.year, clock.today())
    first = activities[0]
    whose = first.name + (f"等{len(activities)}项" if len(activities) > 1 else "")
    with office.transaction(label or f"登记宣传培训：{whose}", activity_place(first.year)) as session:
        records = [ActivityRecord(**columns_of(activity)) for activity in activities]
        session.add_all(records)
        session.flush()
        name_step(session, place=activity_place(first.year, records[0].id))
        return [record.id for record in records]


def change_activity(office: Office, old: Activity, new: Activity) -> None:
    """Change an activity, which stays in its year. Raises InputRejected."""
    change_activities(office, [(old, new)])


def change_activities(office: Office, changes: Sequence[Change[Activity]]) -> None:
    """Change some activities in one step. Raises InputRejected; nothing is stored then."""
    changes = [(old, _of_year(new, old.year)) for old, new in changes]
    for old, new in changes:
        check_activity(new, old.year, clock.today())
    first = changes[0][0]
    whose = first.name + (f"等{len(changes)}项" if len(changes) > 1 else "")
    label = f"修改{whose}的{titles_of(ActivityRecord, fields_of(changes))}"
    with office.transaction(label, activity_place(first.year, first.id)) as session:
        for old, new in changes:
            record = session.get_one(ActivityRecord, old.id)
            for field, value in differing(old, new).items():
                setattr(record, field, value)


def remove_activity(office: Office, activity_id: int) -> None:
    """Remove an activity with its photos; undo brings both back."""
    with office.transaction("删除宣传培训") as session:
        record = session.get_one(ActivityRecord, activity_id)
        gone = value_of(Activity, record)
        name_step(
            session,
            label=f"删除{gone.name}",
            place=activity_place(gone.year, activity_id),
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
    return f"{step.value}：{activity.name}", activity_place(activity.year, activity_id)


def _of_year(activity: Activity, year: int) -> Activity:
    """The activity with its year where no day says it."""
    return replace(activity, planned_year=year if activity.day is None else None)


ACTIVITY_PHOTOS = RecordPhotos(ActivityPhotoRecord, _photo_step)
"""The photos of an activity, and the verbs on them."""
