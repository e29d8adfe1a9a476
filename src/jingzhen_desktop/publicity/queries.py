"""Reads of publicity and training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ..office.file import Office
from ..office.photo_links import Photo, photos_of
from ..office.plain import Stored
from .rules import year_figures
from .values import Activity, ActivityKind, PublicityWeek, PublicityYear
from .weeks import known_week

if TYPE_CHECKING:
    from .records import ActivityRecord, PublicityWeekRecord

_ACTIVITY = Stored("activity", days="day", flags="done", decimals={"hours": 1})
_WEEK = Stored("publicity_week", days="first last low_carbon_day")
_PHOTOS = "activity_photo"


def activities_of_year(office: Office, year: int) -> list[Activity]:
    """Return a year's activities, planned ones too, in order of date."""
    in_year = (date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat())
    with office.looking() as source:
        records = _ACTIVITY.rows(source, "WHERE day BETWEEN ? AND ? ORDER BY day, id", in_year)
        photos = photos_of(source, _PHOTOS, [record.id for record in records])
    return [activity_value(record, photos.get(record.id, ())) for record in records]


def activity(office: Office, activity_id: int) -> Activity | None:
    """Return one activity; None if it is gone."""
    with office.looking() as source:
        for record in _ACTIVITY.rows(source, "WHERE id = ?", (activity_id,)):
            return activity_value(record, photos_of(source, _PHOTOS, [activity_id]).get(activity_id, ()))
    return None


def publicity_year(office: Office, year: int, until: date | None = None) -> PublicityYear:
    """Return a year's figures up to and including a day (None: the whole year)."""
    return year_figures(activities_of_year(office, year), until)


def publicity_week(office: Office, year: int) -> PublicityWeek:
    """Return the national week of a year: as the office has entered it, else as the program knows it."""
    with office.looking() as source:
        entered = _WEEK.rows(source, "WHERE year = ?", (year,))
    return week_value(entered[0]) if entered else known_week(year)


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
    known = PublicityWeek(
        record.year, record.first, record.last, record.low_carbon_day, record.theme, record.low_carbon_theme
    )
    return replace(known, own=True)
