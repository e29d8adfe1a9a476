"""Reads of what follows on findings: circulars, numbers, complaints."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...office import Office
from ...office.settings import read_setting
from ..records import (
    CircularRecord,
    CircularRectificationRecord,
    CircularUnitRecord,
    ComplaintRecord,
    RectificationRecord,
    RoundRecord,
    VisitRecord,
)
from ..rules import named_violations, next_number
from ..settings import CIRCULAR_PREFIX, NOTICE_PREFIX
from ..values import Circular, Complaint, Violation
from .reading import read_rounds, unit_names
from .rows import complaint_value


def circulars_of_year(office: Office, year: int) -> list[Circular]:
    """Return the circulars issued in a year, by date."""
    with office.reading() as session:
        return read_circulars(session, issued_in(year))


def circular_detail(office: Office, circular_id: int) -> Circular | None:
    """Return one circular; None if it is gone."""
    with office.reading() as session:
        found = read_circulars(session, CircularRecord.id == circular_id)
    return found[0] if found else None


def proposed_notice_number(office: Office, year: int) -> str:
    """Return the next free number of a rectification notice in a year."""
    with office.reading() as session:
        numbers = session.scalars(select(RectificationRecord.number)).all()
    return next_number(numbers, read_setting(office, NOTICE_PREFIX), year)


def proposed_circular_number(office: Office, year: int) -> str:
    """Return the next free number of a circular in a year."""
    with office.reading() as session:
        numbers = session.scalars(select(CircularRecord.number)).all()
    return next_number(numbers, read_setting(office, CIRCULAR_PREFIX), year)


def circular_violations(office: Office, circular: Circular) -> list[Violation]:
    """Return what a circular speaks of: the violations of its rectifications, and for named units without one the unsettled ones."""
    with office.reading() as session:
        rounds = select(VisitRecord.round_id).join(RectificationRecord).where(RectificationRecord.id.in_(circular.rectification_ids))
        details = read_rounds(session, RoundRecord.id.in_(rounds) | (RoundRecord.id == circular.round_id))
    return named_violations(circular, [violation for detail in details for violation in detail.violations])


def read_circulars(session: Session, which: ColumnElement[bool]) -> list[Circular]:
    """The circulars that meet a condition, inside a transaction or a reading."""
    query = select(CircularRecord).where(which).order_by(CircularRecord.day, CircularRecord.id)
    return [_circular_value(session, record) for record in session.scalars(query)]


def issued_in(year: int) -> ColumnElement[bool]:
    """The condition that a circular was issued in a year."""
    return CircularRecord.day.between(date(year, 1, 1), date(year, 12, 31))


def _circular_value(session: Session, record: CircularRecord) -> Circular:
    named = set(session.scalars(select(CircularUnitRecord.unit_id).where(CircularUnitRecord.circular_id == record.id)))
    round_ = session.get(RoundRecord, record.round_id) if record.round_id else None
    names = unit_names(session, round_.year if round_ else record.day.year)
    notices = select(CircularRectificationRecord.rectification_id).where(CircularRectificationRecord.circular_id == record.id)
    unit_ids = tuple([unit_id for unit_id in names if unit_id in named] + sorted(named - set(names)))
    return Circular(
        id=record.id,
        number=record.number,
        day=record.day,
        title=record.title,
        scope=record.scope,
        round_id=record.round_id,
        deadline=record.deadline,
        reason=record.reason,
        unit_ids=unit_ids,
        units=tuple(names.get(unit_id, f"单位{unit_id}") for unit_id in unit_ids),
        rectification_ids=tuple(session.scalars(notices.order_by(CircularRectificationRecord.rectification_id))),
    )


def complaints_of_year(office: Office, year: int) -> list[Complaint]:
    """Return the complaints received in a year, by date."""
    with office.reading() as session:
        return read_complaints(session, year)


def complaint_detail(office: Office, complaint_id: int) -> Complaint | None:
    """Return one complaint; None if it is gone."""
    with office.reading() as session:
        record = session.get(ComplaintRecord, complaint_id)
        return None if record is None else _complaint(session, record)


def open_complaints(office: Office, today: date) -> list[Complaint]:
    """Return the complaints of any year, received by today, that are not handled; nearest deadline first."""
    with office.reading() as session:
        query = select(ComplaintRecord).where(ComplaintRecord.handled_on.is_(None), ComplaintRecord.received_on <= today)
        found = [_complaint(session, record) for record in session.scalars(query)]
    return sorted(found, key=lambda complaint: (complaint.handle_by or date.max, complaint.id))


def read_complaints(session: Session, year: int) -> list[Complaint]:
    """The complaints received in a year, inside a transaction or a reading."""
    in_year = ComplaintRecord.received_on.between(date(year, 1, 1), date(year, 12, 31))
    query = select(ComplaintRecord).where(in_year).order_by(ComplaintRecord.received_on, ComplaintRecord.id)
    return [_complaint(session, record) for record in session.scalars(query)]


def _complaint(session: Session, record: ComplaintRecord) -> Complaint:
    names = unit_names(session, record.received_on.year)
    return complaint_value(record, names.get(record.unit_id, f"单位{record.unit_id}"))
