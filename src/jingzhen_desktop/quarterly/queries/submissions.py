"""What locks the quarters of a year; all that was sent up: ``sent``; whether it can be: ``readiness``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...energy.periods import Quarter
from ...office.file import Office
from ...office.plain import values
from ..values.submissions import Submission

if TYPE_CHECKING:
    from ...office.plain import Source

_OPEN = "SELECT * FROM submission WHERE year = ? AND unlocked_on IS NULL ORDER BY quarter"


def open_submission(office: Office, quarter: Quarter) -> Submission | None:
    """Return what locks a quarter, or None."""
    with office.looking() as source:
        return read_open_submissions(source, quarter.year).get(quarter.number)


def read_open_submissions(source: Source, year: int) -> dict[int, Submission]:
    """Return inside a transaction what locks the quarters of a year, by quarter number."""
    found = values(source, Submission, _OPEN, (year,))
    return {submission.quarter.number: submission for submission in found}
