"""What was sent up and locked, when and whether in time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ...energy.periods import Quarter
from ...office.file import Office
from ...office.plain import values
from ...office.settings import read_setting
from ..rules.deadlines import quarter_sent
from ..settings import TOWN_DEADLINE_DAYS
from ..values.submissions import QuarterSent, Submission

if TYPE_CHECKING:
    from ...office.plain import Source

_OF_YEAR = "SELECT * FROM submission WHERE year = ? ORDER BY quarter, submitted_on, id"
_OPEN = "SELECT * FROM submission WHERE year = ? AND unlocked_on IS NULL ORDER BY quarter"


def submissions_of_year(office: Office, year: int) -> tuple[Submission, ...]:
    """Return every sending up of a year's quarters, by quarter and day,
    those that were unlocked again among them.
    """
    with office.looking() as source:
        return tuple(values(source, Submission, _OF_YEAR, (year,)))


def quarters_sent(office: Office, last: Quarter, day: date) -> tuple[QuarterSent, ...]:
    """Return how the town sent up each quarter of a year up to the last, as it stood on a day."""
    found = submissions_of_year(office, last.year)
    days = town_deadline(office)
    return tuple(
        quarter_sent(quarter, [one for one in found if one.quarter == quarter], days, day)
        for quarter in last.to_date()
    )


def town_deadline(office: Office) -> int | None:
    """Return how many days after a quarter's end the town is to have sent it up; None where nobody set it."""
    days = read_setting(office, TOWN_DEADLINE_DAYS)
    return int(days) if days else None


def open_submission(office: Office, quarter: Quarter) -> Submission | None:
    """Return what locks a quarter, or None."""
    with office.looking() as source:
        return read_open_submissions(source, quarter.year).get(quarter.number)


def read_open_submissions(source: Source, year: int) -> dict[int, Submission]:
    """Return inside a transaction what locks the quarters of a year, by quarter number."""
    found = values(source, Submission, _OPEN, (year,))
    return {submission.quarter.number: submission for submission in found}
