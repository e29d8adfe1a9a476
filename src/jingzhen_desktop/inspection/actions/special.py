"""Rounds held or planned for a reason of their own, entered inside a step that stores more: of a complaint,
or of another tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...office.rows import columns_of
from ..records import PlannedUnitRecord, RoundRecord, VisitRecord
from ..rules.rounds import check_round, season_of, usual_mode
from ..values.found import Round
from .storing import LocalRule, with_limit


def special_visit(
    session: Session, title: str, on: date, unit_id: int, checkers: tuple[str, ...], rule: LocalRule
) -> tuple[Round, int]:
    """Enter a round of its own with a visit to one unit; returns the round and the visit's id.
    Raises InputRejected.
    """
    draft = replace(_special(title, on.year, on, rule), checkers=checkers)
    check_round(draft)
    record = RoundRecord(**columns_of(draft))
    session.add(record)
    session.flush()
    visit = VisitRecord(round_id=record.id, unit_id=unit_id)
    session.add(visit)
    session.flush()
    return replace(draft, id=record.id), visit.id


def plan_special_round(
    session: Session, title: str, year: int, month: int, unit_ids: Sequence[int], rule: LocalRule
) -> int:
    """Plan units for the round of a year that has this title and was not held yet; it is added where there is
    none. Returns its id. Raises InputRejected.
    """
    query = select(RoundRecord.id).where(
        RoundRecord.year == year, RoundRecord.title == title, RoundRecord.day.is_(None)
    )
    round_id = session.scalar(query)
    if round_id is None:
        draft = replace(_special(title, year, date(year, month, 1), rule), day=None, planned_month=month)
        check_round(draft)
        record = RoundRecord(**columns_of(draft))
        session.add(record)
        session.flush()
        round_id = record.id
    planned = set(
        session.scalars(select(PlannedUnitRecord.unit_id).where(PlannedUnitRecord.round_id == round_id))
    )
    session.add_all(
        PlannedUnitRecord(round_id=round_id, unit_id=unit_id, by_chance=False)
        for unit_id in unit_ids
        if unit_id not in planned
    )
    session.flush()
    return round_id


def _special(title: str, year: int, day: date, rule: LocalRule) -> Round:
    season = season_of(day)
    usual = Round(
        0, year, season, title, day, mode=usual_mode(season), tolerance=rule.tolerance, special=True
    )
    return with_limit(usual, rule)
