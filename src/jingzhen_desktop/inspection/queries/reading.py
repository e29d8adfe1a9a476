"""Rounds that meet a condition, with everything found in them, inside a transaction or a reading."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ..records import RoundRecord, VisitRecord
from ..values.found import Round, RoundDetail, Visit
from .assembling import rounds_with, unit_names

BY_DATE = (RoundRecord.day.is_(None), RoundRecord.day, RoundRecord.planned_month, RoundRecord.id)


def read_rounds(session: Session, which: ColumnElement[bool]) -> list[RoundDetail]:
    """The rounds that meet a condition, inside a transaction or a reading."""
    return rounds_with(session, session.scalars(select(RoundRecord.id).where(which)).all())


def read_visit(session: Session, visit_id: int) -> tuple[Round, Visit]:
    """One visit with its round, inside a transaction."""
    round_id = session.get_one(VisitRecord, visit_id).round_id
    detail = read_rounds(session, RoundRecord.id == round_id)[0]
    return detail.round, next(visit for visit in detail.visits if visit.id == visit_id)


def visited_unit(session: Session, visit_id: int) -> str:
    """The short name of the unit of a visit, inside a transaction."""
    query = select(VisitRecord.unit_id, RoundRecord.year).join(
        RoundRecord, RoundRecord.id == VisitRecord.round_id
    )
    unit_id, year = session.execute(query.where(VisitRecord.id == visit_id)).one()
    return unit_names(session, year).get(unit_id, "")
