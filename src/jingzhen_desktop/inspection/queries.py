"""Reads of the inspections: values, sized for the screen and for the summary."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from ..office import Office
from ..office.settings import read_setting
from ..organisation.queries import read_units
from ..organisation.records import UnitRecord, UnitYearRecord
from .figures import year_figures
from .records import (
    CircularRecord,
    CircularRectificationRecord,
    CircularUnitRecord,
    OrderedViolationRecord,
    ReadingRecord,
    RectificationRecord,
    RoundRecord,
    ViolationRecord,
    VisitRecord,
)
from .rules import is_settled, named_violations, next_number
from .settings import CIRCULAR_PREFIX, NOTICE_PREFIX, PLANNED_ROUNDS
from .values import (
    Circular,
    InspectionYear,
    Mode,
    Reading,
    RecheckResult,
    Rectification,
    Round,
    RoundDetail,
    RoundLine,
    Season,
    Violation,
    ViolationKind,
    Visit,
)

_Row = TypeVar("_Row", ReadingRecord, ViolationRecord)

_BY_DATE = (RoundRecord.day.is_(None), RoundRecord.day, RoundRecord.id)


def rounds_of_year(office: Office, year: int) -> list[RoundDetail]:
    """Return a year's rounds with everything found in them; by date, those only planned last."""
    with office.reading() as session:
        return read_rounds(session, RoundRecord.year == year)


def round_lines(office: Office, year: int) -> list[RoundLine]:
    """Return a year's rounds with their counts only; by date, those only planned last."""
    visits = select(func.count()).where(VisitRecord.round_id == RoundRecord.id).scalar_subquery()
    all_found = select(func.count()).select_from(ViolationRecord).join(VisitRecord)
    found = all_found.where(VisitRecord.round_id == RoundRecord.id).scalar_subquery()
    query = select(RoundRecord, visits, found).where(RoundRecord.year == year).order_by(*_BY_DATE)
    with office.reading() as session:
        return [RoundLine(round_value(record), visited, violations) for record, visited, violations in session.execute(query).tuples()]


def round_detail(office: Office, round_id: int) -> RoundDetail | None:
    """Return one round with everything found in it; None if it is gone."""
    with office.reading() as session:
        found = read_rounds(session, RoundRecord.id == round_id)
    return found[0] if found else None


def rectifications_of_year(office: Office, year: int) -> list[Rectification]:
    """Return the rectifications ordered after a year's rounds, by deadline (整改台账)."""
    notices = [notice for detail in rounds_of_year(office, year) for notice in detail.rectifications]
    return sorted(notices, key=lambda notice: (notice.deadline, notice.id))


def open_rectifications(office: Office, today: date) -> list[Rectification]:
    """Return the rectifications of any year, ordered by today, that still want something done; nearest deadline first."""
    with office.reading() as session:
        rounds = select(VisitRecord.round_id).join(RectificationRecord).where(RectificationRecord.closed_on.is_(None))
        details = read_rounds(session, RoundRecord.id.in_(rounds))
    notices = [notice for detail in details for notice in detail.rectifications]
    still_open = [notice for notice in notices if not is_settled(notice) and notice.ordered_on <= today]
    return sorted(still_open, key=lambda notice: (notice.deadline, notice.id))


def rectification_detail(office: Office, rectification_id: int) -> tuple[RoundDetail, Rectification] | None:
    """Return one rectification with the round it came from; None if it is gone."""
    with office.reading() as session:
        rounds = select(VisitRecord.round_id).join(RectificationRecord).where(RectificationRecord.id == rectification_id)
        for detail in read_rounds(session, RoundRecord.id.in_(rounds)):
            return detail, next(notice for notice in detail.rectifications if notice.id == rectification_id)
    return None


def circulars_of_year(office: Office, year: int) -> list[Circular]:
    """Return the circulars issued in a year, by date."""
    with office.reading() as session:
        return read_circulars(session, _issued_in(year))


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


def inspection_year(office: Office, year: int, until: date | None = None) -> InspectionYear:
    """Return the figures of a year's inspections as they stood on ``until`` (None: the year's last day)."""
    planned = read_setting(office, PLANNED_ROUNDS)
    with office.reading() as session:
        details = read_rounds(session, RoundRecord.year == year)
        circulars = read_circulars(session, _issued_in(year))
        units = {unit.id: unit.short_name for unit in read_units(session, year)}
    return year_figures(year, until or date(year, 12, 31), planned, details, circulars, units)


def round_of(office: Office, kind: str, id_: int) -> RoundDetail | None:
    """Return the round that a place of this tab lies in, by the place's kind (round, visit, reading, violation, rectification)."""
    visits = {
        "visit": select(VisitRecord.id).where(VisitRecord.id == id_),
        "reading": select(ReadingRecord.visit_id).where(ReadingRecord.id == id_),
        "violation": select(ViolationRecord.visit_id).where(ViolationRecord.id == id_),
        "rectification": select(RectificationRecord.visit_id).where(RectificationRecord.id == id_),
    }
    if kind == "round":
        return round_detail(office, id_)
    if kind not in visits:
        return None
    with office.reading() as session:
        rounds = select(VisitRecord.round_id).where(VisitRecord.id.in_(visits[kind]))
        found = read_rounds(session, RoundRecord.id.in_(rounds))
    return found[0] if found else None


def circular_violations(office: Office, circular: Circular) -> list[Violation]:
    """Return what a circular speaks of: the violations of its rectifications, and for named units without one the unsettled ones."""
    with office.reading() as session:
        rounds = select(VisitRecord.round_id).join(RectificationRecord).where(RectificationRecord.id.in_(circular.rectification_ids))
        details = read_rounds(session, RoundRecord.id.in_(rounds) | (RoundRecord.id == circular.round_id))
    return named_violations(circular, [violation for detail in details for violation in detail.violations])


def full_names(office: Office, year: int) -> dict[int, str]:
    """Return the full names of all units that have facts in a year, by id, as papers print them."""
    with office.reading() as session:
        query = select(UnitYearRecord.unit_id, UnitYearRecord.name).where(UnitYearRecord.year == year)
        return dict(session.execute(query).tuples().all())


def read_rounds(session: Session, which: ColumnElement[bool]) -> list[RoundDetail]:
    """The rounds that meet a condition, inside a transaction or a reading."""
    query = select(RoundRecord).where(which).order_by(*_BY_DATE)
    rounds = [round_value(record) for record in session.scalars(query)]
    visits = _visits(session, rounds)
    return [_detail(round_, visits[round_.id]) for round_ in rounds]


def read_visit(session: Session, visit_id: int) -> tuple[Round, Visit]:
    """One visit with its round, inside a transaction."""
    round_id = session.get_one(VisitRecord, visit_id).round_id
    detail = read_rounds(session, RoundRecord.id == round_id)[0]
    return detail.round, next(visit for visit in detail.visits if visit.id == visit_id)


def visited_unit(session: Session, visit_id: int) -> str:
    """The short name of the unit of a visit, inside a transaction."""
    query = select(VisitRecord.unit_id, RoundRecord.year).join(RoundRecord, RoundRecord.id == VisitRecord.round_id)
    unit_id, year = session.execute(query.where(VisitRecord.id == visit_id)).one()
    return unit_names(session, year).get(unit_id, "")


def read_circulars(session: Session, which: ColumnElement[bool]) -> list[Circular]:
    """The circulars that meet a condition, inside a transaction or a reading."""
    query = select(CircularRecord).where(which).order_by(CircularRecord.day, CircularRecord.id)
    return [_circular_value(session, record) for record in session.scalars(query)]


def unit_names(session: Session, year: int) -> dict[int, str]:
    """The short names of all units that have facts in a year, in the office's order (closed ones too)."""
    query = select(UnitRecord.id, UnitRecord.short_name, UnitYearRecord.name).join(UnitRecord.years)
    rows = session.execute(query.where(UnitYearRecord.year == year).order_by(UnitRecord.position, UnitRecord.id))
    return {unit_id: short_name or name for unit_id, short_name, name in rows.tuples()}


def round_value(record: RoundRecord) -> Round:
    """Turn a round's row into its value."""
    return Round(
        id=record.id,
        year=record.year,
        season=Season(record.season),
        title=record.title,
        day=record.day,
        weather=record.weather,
        outdoor_temperature=record.outdoor_temperature,
        checkers=record.checkers,
        mode=Mode(record.mode),
        limit=record.limit,
        limit_source=record.limit_source,
        note=record.note,
    )


def reading_value(record: ReadingRecord) -> Reading:
    """Turn a reading's row into its value."""
    return Reading(
        id=record.id,
        visit_id=record.visit_id,
        room=record.room,
        set_temperature=record.set_temperature,
        measured_temperature=record.measured_temperature,
        windows_open=record.windows_open,
        running=record.running,
        exempt=record.exempt,
        exempt_reason=record.exempt_reason,
    )


def _issued_in(year: int) -> ColumnElement[bool]:
    return CircularRecord.day.between(date(year, 1, 1), date(year, 12, 31))


def _visits(session: Session, rounds: Sequence[Round]) -> dict[int, list[Visit]]:
    """The visits of some rounds with their contents, by round, in the office's order of units."""
    if not rounds:
        return defaultdict(list)
    ids = [round_.id for round_ in rounds]
    records = session.scalars(select(VisitRecord).where(VisitRecord.round_id.in_(ids))).all()
    visit_ids = [record.id for record in records]
    readings = _by_visit(session.scalars(select(ReadingRecord).where(ReadingRecord.visit_id.in_(visit_ids)).order_by(ReadingRecord.id)))
    violations = _by_visit(
        session.scalars(select(ViolationRecord).where(ViolationRecord.visit_id.in_(visit_ids)).order_by(ViolationRecord.id))
    )
    notices = _notices(session, visit_ids)
    names = {year: unit_names(session, year) for year in {round_.year for round_ in rounds}}
    by_id = {round_.id: round_ for round_ in rounds}
    found: dict[int, list[Visit]] = defaultdict(list)
    for record in records:
        name = names[by_id[record.round_id].year].get(record.unit_id, f"单位{record.unit_id}")
        own = tuple(_violation_value(violation, record.unit_id, name, notices) for violation in violations[record.id])
        visit = Visit(record.id, record.round_id, record.unit_id, name, record.note, tuple(map(reading_value, readings[record.id])), own)
        found[record.round_id].append(visit)
    for round_id, visits in found.items():
        order = list(names[by_id[round_id].year])
        visits.sort(key=lambda visit: order.index(visit.unit_id) if visit.unit_id in order else len(order))
    return found


def _by_visit(records: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = defaultdict(list)
    for record in records:
        found[record.visit_id].append(record)
    return found


def _notices(session: Session, visit_ids: Sequence[int]) -> dict[int, list[Rectification]]:
    """The notices about some visits, by violation, oldest first."""
    query = select(RectificationRecord).where(RectificationRecord.visit_id.in_(visit_ids)).order_by(RectificationRecord.id)
    notices = [_notice_value(record) for record in session.scalars(query)]
    links = select(OrderedViolationRecord).where(OrderedViolationRecord.rectification_id.in_([notice.id for notice in notices]))
    covered: dict[int, list[int]] = defaultdict(list)
    newest: dict[int, int] = {}
    for link in session.scalars(links.order_by(OrderedViolationRecord.rectification_id, OrderedViolationRecord.violation_id)):
        covered[link.rectification_id].append(link.violation_id)
        newest[link.violation_id] = link.rectification_id
    found: dict[int, list[Rectification]] = defaultdict(list)
    for notice in notices:
        ids = tuple(covered[notice.id])
        whole = replace(notice, violation_ids=ids, replaced=bool(ids) and all(newest[id_] != notice.id for id_ in ids))
        for violation_id in ids:
            found[violation_id].append(whole)
    return found


def _detail(round_: Round, visits: Sequence[Visit]) -> RoundDetail:
    """Put a round together; its notices learn the unit's and the round's names."""
    named: dict[int, Rectification] = {}
    whole = []
    for visit in visits:
        violations = []
        for violation in visit.violations:
            notices = tuple(
                replace(notice, round_id=round_.id, round_title=round_.title, unit_id=visit.unit_id, unit_name=visit.unit_name)
                for notice in violation.rectifications
            )
            named.update((notice.id, notice) for notice in notices)
            violations.append(replace(violation, rectifications=notices))
        whole.append(replace(visit, violations=tuple(violations)))
    return RoundDetail(round_, tuple(whole), tuple(named[id_] for id_ in sorted(named)))


def _violation_value(record: ViolationRecord, unit_id: int, unit_name: str, notices: dict[int, list[Rectification]]) -> Violation:
    return Violation(
        id=record.id,
        visit_id=record.visit_id,
        kind=ViolationKind(record.kind),
        text=record.text,
        found_on=record.found_on,
        room=record.room,
        reading_id=record.reading_id,
        corrected_on_spot=record.corrected_on_spot,
        correction_note=record.correction_note,
        unit_id=unit_id,
        unit_name=unit_name,
        rectifications=tuple(notices[record.id]) if record.id in notices else (),
    )


def _notice_value(record: RectificationRecord) -> Rectification:
    return Rectification(
        id=record.id,
        visit_id=record.visit_id,
        number=record.number,
        ordered_on=record.ordered_on,
        deadline=record.deadline,
        requirement=record.requirement,
        reply_on=record.reply_on,
        reply=record.reply,
        rechecked_on=record.rechecked_on,
        recheck_result=RecheckResult(record.recheck_result) if record.recheck_result else None,
        recheck_note=record.recheck_note,
        closed_on=record.closed_on,
    )


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
