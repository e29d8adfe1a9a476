"""Reads of publicity and training."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ..office import Office
from .records import ActivityRecord
from .rules import year_figures
from .values import Activity, ActivityKind, PublicityYear


def activities_of_year(office: Office, year: int) -> list[Activity]:
    """Return a year's activities in order of date."""
    in_year = ActivityRecord.day.between(date(year, 1, 1), date(year, 12, 31))
    with office.reading() as session:
        records = session.scalars(select(ActivityRecord).where(in_year).order_by(ActivityRecord.day, ActivityRecord.id))
        return [activity_value(record) for record in records]


def publicity_year(office: Office, year: int, until: date | None = None) -> PublicityYear:
    """Return a year's figures up to and including a day (None: the whole year)."""
    return year_figures(activities_of_year(office, year), until)


def activity_value(record: ActivityRecord) -> Activity:
    """Turn a row into its value."""
    return Activity(
        record.id, ActivityKind(record.kind), record.day, record.place, record.theme, record.people, record.material, record.note
    )
