"""What was sent up and locked, and whether a quarter can be."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, and_, select
from sqlalchemy.orm import Session

from ...energy.periods import Quarter
from ...office import Office
from ..records import SubmissionRecord
from ..values import Submission

_SUBMISSION = SubmissionRecord.__table__.c


def submissions_of_year(office: Office, year: int) -> tuple[Submission, ...]:
    """Return every sending up of a year's quarters, by quarter and day, those that were unlocked again among them."""
    with office.reading() as session:
        return tuple(_read(session, _SUBMISSION.year == year))


def open_submission(office: Office, quarter: Quarter) -> Submission | None:
    """Return what locks a quarter, or None."""
    with office.reading() as session:
        return read_open_submissions(session, quarter.year).get(quarter.number)


def read_open_submissions(session: Session, year: int) -> dict[int, Submission]:
    """Return inside a transaction what locks the quarters of a year, by quarter number."""
    found = _read(session, and_(_SUBMISSION.year == year, _SUBMISSION.unlocked_on.is_(None)))
    return {submission.quarter.number: submission for submission in found}


def _read(session: Session, where: ColumnElement[bool]) -> list[Submission]:
    order = (_SUBMISSION.quarter, _SUBMISSION.submitted_on, _SUBMISSION.id)
    return [_value(row) for row in session.execute(select(SubmissionRecord.__table__).where(where).order_by(*order))]


def _value(row: Row[Any]) -> Submission:
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
