"""Rounds with how far they have come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ...office.file import Office
from ..rules.course import course_of
from ..values.course import RoundOnCourse
from ..values.found import Circular, RoundDetail
from .urgent import circulars_about, kept_places, rounds_of_year


def courses_of_year(office: Office, year: int, on: date) -> list[RoundOnCourse]:
    """Return a year's rounds and how far each has come on a day; by date, those only planned last."""
    return on_course(office, rounds_of_year(office, year), on)


def on_course(office: Office, details: Sequence[RoundDetail], on: date) -> list[RoundOnCourse]:
    """Return rounds with how far each has come on a day."""
    kept = kept_places(office)
    circulars = circulars_about(office, [detail.round.id for detail in details])
    return [
        RoundOnCourse(detail, course_of(detail, _about(detail, circulars), kept, on)) for detail in details
    ]


def circulars_of(office: Office, detail: RoundDetail) -> list[Circular]:
    """Return the circulars about a round or its notices, by date."""
    return _about(detail, circulars_about(office, [detail.round.id]))


def _about(detail: RoundDetail, circulars: Sequence[Circular]) -> list[Circular]:
    notices = {notice.id for notice in detail.rectifications}
    return [
        one
        for one in circulars
        if one.round_id == detail.round.id or not notices.isdisjoint(one.rectification_ids)
    ]
