"""Rounds with everything found in them, put together inside a transaction or a reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...organisation.records import UnitRecord, UnitYearRecord
from ..records import (
    DrawRecord,
    ItemRecord,
    OrderedViolationRecord,
    PlannedUnitRecord,
    ReadingRecord,
    RectificationRecord,
    RoundRecord,
    ViolationRecord,
    VisitRecord,
)
from ..values import Draw, PlannedUnit, Rectification, Round, RoundDetail, Visit
from .rows import draw_value, item_value, notice_value, reading_value, round_value, violation_value

_Row = TypeVar("_Row", ReadingRecord, ViolationRecord, ItemRecord)

BY_DATE = (RoundRecord.day.is_(None), RoundRecord.day, RoundRecord.planned_month, RoundRecord.id)


def read_rounds(session: Session, which: ColumnElement[bool]) -> list[RoundDetail]:
    """The rounds that meet a condition, inside a transaction or a reading."""
    query = select(RoundRecord).where(which).order_by(*BY_DATE)
    rounds = [round_value(record) for record in session.scalars(query)]
    visits, planned, draws = _visits(session, rounds), _planned(session, rounds), _draws(session, rounds)
    return [replace(_detail(round_, visits[round_.id]), planned=planned[round_.id], draws=draws[round_.id]) for round_ in rounds]


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


def unit_names(session: Session, year: int) -> dict[int, str]:
    """The short names of all units that have facts in a year, in the office's order (closed ones too)."""
    query = select(UnitRecord.id, UnitRecord.short_name, UnitYearRecord.name).join(UnitRecord.years)
    rows = session.execute(query.where(UnitYearRecord.year == year).order_by(UnitRecord.position, UnitRecord.id))
    return {unit_id: short_name or name for unit_id, short_name, name in rows.tuples()}


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
    items = _by_visit(session.scalars(select(ItemRecord).where(ItemRecord.visit_id.in_(visit_ids)).order_by(ItemRecord.id)))
    notices = _notices(session, visit_ids)
    names = {year: unit_names(session, year) for year in {round_.year for round_ in rounds}}
    by_id = {round_.id: round_ for round_ in rounds}
    found: dict[int, list[Visit]] = defaultdict(list)
    for record in records:
        name = names[by_id[record.round_id].year].get(record.unit_id, f"单位{record.unit_id}")
        own = tuple(violation_value(violation, record.unit_id, name, notices) for violation in violations[record.id])
        visit = Visit(
            id=record.id,
            round_id=record.round_id,
            unit_id=record.unit_id,
            unit_name=name,
            note=record.note,
            readings=tuple(map(reading_value, readings[record.id])),
            violations=own,
            items=tuple(map(item_value, items[record.id])),
            day=record.day,
            checkers=record.checkers,
            signed_by=record.signed_by,
            signed_on=record.signed_on,
        )
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
    notices = [notice_value(record) for record in session.scalars(query)]
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


def _planned(session: Session, rounds: Sequence[Round]) -> dict[int, tuple[PlannedUnit, ...]]:
    """The units that rounds are to visit, by round, in the office's order."""
    years = {round_.id: round_.year for round_ in rounds}
    query = select(PlannedUnitRecord).where(PlannedUnitRecord.round_id.in_(years))
    chosen = {(record.round_id, record.unit_id): record.by_chance for record in session.scalars(query)}
    names = {year: unit_names(session, year) for year in {years[round_id] for round_id, _ in chosen}}
    found: dict[int, tuple[PlannedUnit, ...]] = defaultdict(tuple)
    for round_id in {round_id for round_id, _ in chosen}:
        known = names[years[round_id]]
        ids = [unit_id for unit_id in known if (round_id, unit_id) in chosen]
        found[round_id] = tuple(PlannedUnit(unit_id, known[unit_id], chosen[round_id, unit_id]) for unit_id in ids)
    return found


def _draws(session: Session, rounds: Sequence[Round]) -> dict[int, tuple[Draw, ...]]:
    query = select(DrawRecord).where(DrawRecord.round_id.in_([round_.id for round_ in rounds])).order_by(DrawRecord.id)
    found: dict[int, tuple[Draw, ...]] = defaultdict(tuple)
    for record in session.scalars(query):
        found[record.round_id] += (draw_value(record),)
    return found
