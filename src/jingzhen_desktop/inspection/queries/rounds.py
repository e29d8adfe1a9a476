"""Reads of rounds, notices and the year: values, sized for the screen and for the summary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import chain

from sqlalchemy import func, select

from ...office.file import Office
from ...office.photo_links import Photo, photos_of
from ...office.rows import value_of
from ...office.settings import read_setting
from ...organisation.queries.units import read_units
from ...organisation.records import UnitYearRecord
from ...organisation.values.scope import exists_on
from ..figures import year_figures
from ..limits import usual_points
from ..records import (
    ListPointRecord,
    PlannedUnitRecord,
    ReadingRecord,
    RectificationRecord,
    RoundRecord,
    ViolationRecord,
    VisitPhotoRecord,
    VisitRecord,
)
from ..rules.circulars import circular_proposals
from ..rules.plan import coverage
from ..settings import PLANNED_ROUNDS
from ..values.found import Coverage, Proposal, Rectification, Round, RoundDetail, RoundLine
from ..values.year import InspectionYear
from .following import issued_in, read_circulars, read_complaints
from .reading import BY_DATE, read_rounds
from .urgent import rounds_of_year

ROUND_KINDS = ("round", "plan", "record")
"""Kinds of places that name a round: itself, its 检查方案, its 检查记录表."""


def round_lines(office: Office, year: int) -> list[RoundLine]:
    """Return a year's rounds with their counts only; by date, those only planned last."""
    visits = select(func.count()).where(VisitRecord.round_id == RoundRecord.id).scalar_subquery()
    all_found = select(func.count()).select_from(ViolationRecord).join(VisitRecord)
    found = all_found.where(VisitRecord.round_id == RoundRecord.id).scalar_subquery()
    planned = select(func.count()).where(PlannedUnitRecord.round_id == RoundRecord.id).scalar_subquery()
    query = select(RoundRecord, visits, found, planned).where(RoundRecord.year == year).order_by(*BY_DATE)
    with office.reading() as session:
        rows = session.execute(query).tuples().all()
    return [
        RoundLine(value_of(Round, record), visited, violations, planned)
        for record, visited, violations, planned in rows
    ]


def round_detail(office: Office, round_id: int) -> RoundDetail | None:
    """Return one round with everything found in it; None if it is gone."""
    with office.reading() as session:
        found = read_rounds(session, RoundRecord.id == round_id)
    return found[0] if found else None


def rectifications_of_year(office: Office, year: int) -> list[Rectification]:
    """Return the rectifications ordered after a year's rounds, by deadline (整改台账)."""
    details = rounds_of_year(office, year)
    notices = list(chain.from_iterable(detail.rectifications for detail in details))
    return sorted(notices, key=lambda notice: (notice.deadline, notice.id))


def rectification_detail(office: Office, rectification_id: int) -> tuple[RoundDetail, Rectification] | None:
    """Return one rectification with the round it came from; None if it is gone."""
    with office.reading() as session:
        rounds = (
            select(VisitRecord.round_id)
            .join(RectificationRecord)
            .where(RectificationRecord.id == rectification_id)
        )
        for detail in read_rounds(session, RoundRecord.id.in_(rounds)):
            return detail, next(notice for notice in detail.rectifications if notice.id == rectification_id)
    return None


def round_of(office: Office, kind: str, id_: int) -> RoundDetail | None:
    """Return the round that a place of this tab lies in, by the place's kind (round, visit, reading,
    violation, rectification).
    """
    visits = {
        "visit": select(VisitRecord.id).where(VisitRecord.id == id_),
        "reading": select(ReadingRecord.visit_id).where(ReadingRecord.id == id_),
        "violation": select(ViolationRecord.visit_id).where(ViolationRecord.id == id_),
        "rectification": select(RectificationRecord.visit_id).where(RectificationRecord.id == id_),
    }
    if kind in ROUND_KINDS:
        return round_detail(office, id_)
    if kind not in visits:
        return None
    with office.reading() as session:
        rounds = select(VisitRecord.round_id).where(VisitRecord.id.in_(visits[kind]))
        found = read_rounds(session, RoundRecord.id.in_(rounds))
    return found[0] if found else None


def inspection_year(office: Office, year: int, until: date | None = None) -> InspectionYear:
    """Return the figures of a year's inspections as they stood on ``until`` (None: the year's last day)."""
    planned, day = read_setting(office, PLANNED_ROUNDS), until or date(year, 12, 31)
    with office.reading() as session:
        details = read_rounds(session, RoundRecord.year == year)
        circulars = read_circulars(session, issued_in(year))
        complaints = read_complaints(session, year)
        present = [unit for unit in read_units(session, year) if exists_on(unit, day)]
    units = {unit.id: unit.short_name for unit in present}
    return year_figures(year, day, planned, details, circulars, units, complaints)


def full_names(office: Office, year: int) -> dict[int, str]:
    """Return the full names of all units that have facts in a year, by id, as papers print them."""
    with office.reading() as session:
        query = select(UnitYearRecord.unit_id, UnitYearRecord.name).where(UnitYearRecord.year == year)
        return dict(session.execute(query).tuples().all())


def year_coverage(office: Office, year: int) -> Coverage:
    """Return how often each unit of a year was visited in that year."""
    with office.reading() as session:
        units = [(unit.id, unit.short_name) for unit in read_units(session, year)]
        return coverage(read_rounds(session, RoundRecord.year == year), units)


def visit_photos(office: Office, visit_id: int) -> tuple[Photo, ...]:
    """Return the photos of a visit in their order."""
    return photos_of_visits(office, [visit_id]).get(visit_id, ())


def photos_of_visits(office: Office, visit_ids: Sequence[int]) -> dict[int, tuple[Photo, ...]]:
    """Return the photos of some visits, by visit."""
    with office.reading() as session:
        return photos_of(session, VisitPhotoRecord.__tablename__, visit_ids)


def check_points(office: Office) -> tuple[str, ...]:
    """Return the points of the check list: the office's own, or the program's where it has none."""
    with office.reading() as session:
        own = session.scalars(
            select(ListPointRecord.text).order_by(ListPointRecord.position, ListPointRecord.id)
        ).all()
    return tuple(own) or usual_points()


def proposals_of_year(office: Office, year: int, today: date) -> list[Proposal]:
    """Return which units a circular should name on a day,
    for what a year's rounds and those of the year before found.
    """
    with office.reading() as session:
        details = read_rounds(session, RoundRecord.year == year)
        overdue = read_rounds(session, RoundRecord.year == year - 1)
        circulars = [*read_circulars(session, issued_in(year - 1)), *read_circulars(session, issued_in(year))]
    late = [
        proposal for proposal in circular_proposals(overdue, circulars, today) if proposal.rectification_ids
    ]
    own = circular_proposals(details, circulars, today)
    known = {proposal.unit_id for proposal in own}
    return own + [proposal for proposal in late if proposal.unit_id not in known]
