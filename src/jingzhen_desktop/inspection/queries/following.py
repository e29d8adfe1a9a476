"""Reads of what follows on findings: circulars, numbers, complaints."""

from __future__ import annotations

from datetime import date
from itertools import chain

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...office.file import Office
from ...office.issued import numbers_given
from ...office.rows import value_of
from ...office.settings import read_setting
from ..records import (
    CircularRecord,
    ComplaintRecord,
    RectificationRecord,
    RoundRecord,
    VisitRecord,
)
from ..rules.circulars import named_violations
from ..rules.plan import next_number
from ..settings import CIRCULAR_PREFIX, NOTICE_PREFIX
from ..values.found import Circular, Complaint, Violation
from ..values.words import CIRCULAR, NOTICE
from .reading import read_rounds
from .urgent import circulars_with, named_complaint


def circular_detail(office: Office, circular_id: int) -> Circular | None:
    """Return one circular; None if it is gone."""
    with office.reading() as session:
        found = read_circulars(session, CircularRecord.id == circular_id)
    return found[0] if found else None


def proposed_notice_number(office: Office, year: int) -> str:
    """Return the next free number of a rectification notice in a year."""
    with office.reading() as session:
        numbers = [*session.scalars(select(RectificationRecord.number)), *numbers_given(session, NOTICE)]
    return next_number(numbers, read_setting(office, NOTICE_PREFIX), year)


def proposed_circular_number(office: Office, year: int) -> str:
    """Return the next free number of a circular in a year."""
    with office.reading() as session:
        numbers = [*session.scalars(select(CircularRecord.number)), *numbers_given(session, CIRCULAR)]
    return next_number(numbers, read_setting(office, CIRCULAR_PREFIX), year)


def circular_violations(office: Office, circular: Circular) -> list[Violation]:
    """Return what a circular speaks of:
    the violations of its rectifications, and for named units without one the unsettled ones.
    """
    with office.reading() as session:
        rounds = (
            select(VisitRecord.round_id)
            .join(RectificationRecord)
            .where(RectificationRecord.id.in_(circular.rectification_ids))
        )
        details = read_rounds(session, RoundRecord.id.in_(rounds) | (RoundRecord.id == circular.round_id))
    violations = chain.from_iterable(detail.violations for detail in details)
    return named_violations(circular, list(violations))


def read_circulars(session: Session, which: ColumnElement[bool]) -> list[Circular]:
    """The circulars that meet a condition, inside a transaction or a reading."""
    return circulars_with(session, session.scalars(select(CircularRecord.id).where(which)).all())


def issued_in(year: int) -> ColumnElement[bool]:
    """The condition that a circular was issued in a year."""
    return CircularRecord.day.between(date(year, 1, 1), date(year, 12, 31))


def complaints_of_year(office: Office, year: int) -> list[Complaint]:
    """Return the complaints received in a year, by date."""
    with office.reading() as session:
        return read_complaints(session, year)


def complaint_detail(office: Office, complaint_id: int) -> Complaint | None:
    """Return one complaint; None if it is gone."""
    with office.reading() as session:
        record = session.get(ComplaintRecord, complaint_id)
        return None if record is None else named_complaint(session, value_of(Complaint, record))


def read_complaints(session: Session, year: int) -> list[Complaint]:
    """The complaints received in a year, inside a transaction or a reading."""
    in_year = ComplaintRecord.received_on.between(date(year, 1, 1), date(year, 12, 31))
    query = select(ComplaintRecord).where(in_year).order_by(ComplaintRecord.received_on, ComplaintRecord.id)
    return [named_complaint(session, value_of(Complaint, record)) for record in session.scalars(query)]
