"""Reads of publicity and training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from ..office import Office
from ..office.photos import Photo, photos_of
from .records import ActivityPhotoRecord, ActivityRecord, PublicityWeekRecord
from .rules import year_figures
from .values import Activity, ActivityKind, PublicityWeek, PublicityYear
from .weeks import known_week


def activities_of_year(office: Office, year: int) -> list[Activity]:
    """Return a year's activities, planned ones too, in order of date."""
    in_year = ActivityRecord.day.between(date(year, 1, 1), date(year, 12, 31))
    with office.reading() as session:
        records = session.scalars(select(ActivityRecord).where(in_year).order_by(ActivityRecord.day, ActivityRecord.id)).all()
        photos = photos_of(session, ActivityPhotoRecord, [record.id for record in records])
        return [activity_value(record, photos.get(record.id, ())) for record in records]


def activity(office: Office, activity_id: int) -> Activity | None:
    """Return one activity; None if it is gone."""
    with office.reading() as session:
        record = session.get(ActivityRecord, activity_id)
        if record is None:
            return None
        return activity_value(record, photos_of(session, ActivityPhotoRecord, [activity_id]).get(activity_id, ()))


def publicity_year(office: Office, year: int, until: date | None = None) -> PublicityYear:
    """Return a year's figures up to and including a day (None: the whole year)."""
    return year_figures(activities_of_year(office, year), until)


def publicity_week(office: Office, year: int) -> PublicityWeek:
    """Return the national week of a year: as the office has entered it, else as the program knows it."""
    with office.reading() as session:
        record = session.get(PublicityWeekRecord, year)
        return known_week(year) if record is None else week_value(record)


def activity_value(record: ActivityRecord, photos: tuple[Photo, ...] = ()) -> Activity:
    """Turn a row into its value."""
    return Activity(
        record.id,
        ActivityKind(record.kind),
        record.day,
        record.place,
        record.theme,
        record.people,
        record.material,
        record.note,
        record.audience,
        record.document,
        record.teacher,
        record.hours,
        record.test,
        record.done,
        photos,
    )


def week_value(record: PublicityWeekRecord) -> PublicityWeek:
    """Turn a row into its value."""
    known = PublicityWeek(record.year, record.first, record.last, record.low_carbon_day, record.theme, record.low_carbon_theme)
    return replace(known, own=True)
