"""What was sent up and locked, and whether a quarter can be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...energy.periods import Quarter
from ...office.file import Office
from ...office.plain import Stored
from ..values.submissions import Submission

if TYPE_CHECKING:
    from ...office.plain import Source

_SUBMISSION = Stored("submission", days="submitted_on unlocked_on")
_IN_ORDER = "ORDER BY quarter, submitted_on, id"


def submissions_of_year(office: Office, year: int) -> tuple[Submission, ...]:
    """Return every sending up of a year's quarters, by quarter and day,
    those that were unlocked again among them.
    """
    with office.looking() as source:
        return tuple(map(_value, _SUBMISSION.rows(source, f"WHERE year = ? {_IN_ORDER}", (year,))))


def open_submission(office: Office, quarter: Quarter) -> Submission | None:
    """Return what locks a quarter, or None."""
    with office.looking() as source:
        return read_open_submissions(source, quarter.year).get(quarter.number)


def read_open_submissions(source: Source, year: int) -> dict[int, Submission]:
    """Return inside a transaction what locks the quarters of a year, by quarter number."""
    found = map(
        _value, _SUBMISSION.rows(source, f"WHERE year = ? AND unlocked_on IS NULL {_IN_ORDER}", (year,))
    )
    return {submission.quarter.number: submission for submission in found}


def _value(row: Any) -> Submission:
    return Submission(
        row.id,
        Quarter(row.year, row.quarter),
        row.submitted_on,
        row.addressee,
        row.signed_by,
        row.file_name,
        row.file_hash,
        row.missing,
        row.note,
        row.unlocked_on,
        row.unlock_reason,
    )
