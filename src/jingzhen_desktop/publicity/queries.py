"""Reads of publicity and training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ..office.file import Office
from ..office.photo_links import photos_of
from ..office.plain import values
from ..office.rows import value_of
from .rules import year_figures
from .values import Activity, PublicityWeek, PublicityYear
from .weeks import known_week

_OF_YEAR = (
    "SELECT * FROM activity WHERE day BETWEEN ? AND ? OR planned_year = ? ORDER BY day IS NULL, day, id"
)
_WEEK = "SELECT * FROM publicity_week WHERE year = ?"
_PHOTOS = "activity_photo"


def activities_of_year(office: Office, year: int) -> list[Activity]:
    """Return a year's activities, planned ones too, in order of date, those without one last."""
    in_year = (date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat(), year)
    with office.looking() as source:
        found = values(source, Activity, _OF_YEAR, in_year)
        photos = photos_of(source, _PHOTOS, [one.id for one in found])
    return [replace(one, photos=photos.get(one.id, ())) for one in found]


def activity(office: Office, activity_id: int) -> Activity | None:
    """Return one activity; None if it is gone."""
    from .records import ActivityRecord

    with office.reading() as session:
        record = session.get(ActivityRecord, activity_id)
        if record is None:
            return None
        photos = photos_of(session, _PHOTOS, [activity_id]).get(activity_id, ())
        return value_of(Activity, record, photos=photos)


def publicity_year(office: Office, year: int, until: date | None = None) -> PublicityYear:
    """Return a year's figures up to and including a day (None: the whole year)."""
    return year_figures(activities_of_year(office, year), until)


def publicity_week(office: Office, year: int) -> PublicityWeek:
    """Return the national week of a year: as the office has entered it, else as the program knows it."""
    with office.looking() as source:
        entered = values(source, PublicityWeek, _WEEK, (year,), own=True)
    return entered[0] if entered else known_week(year)
