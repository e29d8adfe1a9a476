"""Whether a quarter can be sent up:
who is not approved, and whether the totals add up when added another way (C5).
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ...energy.periods import Quarter
from ...office.file import Office
from ...organisation.queries.units import read_units
from ...organisation.records import UnitYearRecord
from ..records import ReportLineRecord, ReportRecord
from ..rules.balance import unbalanced
from ..rules.owing import expected_in
from ..values.reports import ReportState
from ..values.submissions import Readiness
from .span import national_table, read_states
from .submissions import read_open_submissions
from .versions import read_cycle

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c
_FACTS = UnitYearRecord.__table__.c


def submission_readiness(office: Office, quarter: Quarter) -> Readiness:
    """Return who is not approved yet, what does not add up, and what locks the quarter already."""
    with office.reading() as session:
        cycle = read_cycle(session, quarter.year)
        owing = [unit for unit in read_units(session, quarter.year) if expected_in(unit, quarter, cycle)]
        states = read_states(session, quarter)
        locked = read_open_submissions(session, quarter.year).get(quarter.number)
        sums = _sums_by_nature(session, quarter, frozenset(unit.id for unit in owing))
    approved = [unit for unit in owing if states.get(unit.id) is ReportState.APPROVED]
    waiting = tuple(
        f"{unit.short_name}（{states.get(unit.id, ReportState.MISSING).words}）"
        for unit in owing
        if unit not in approved
    )
    faults = tuple(unbalanced(national_table(office, quarter), sums))
    return Readiness(quarter, len(owing), len(approved), waiting, faults, locked)


def _sums_by_nature(
    session: Session, quarter: Quarter, owing: frozenset[int]
) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Add the quarter's lines in the database, by nature and item: scaled quantity and cost."""
    query = (
        select(_FACTS.nature, _LINE.item, func.sum(_LINE.quantity), func.sum(_LINE.cost))
        .where(_LINE.report_id == _REPORT.id, _REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
        .where(_FACTS.unit_id == _REPORT.unit_id, _FACTS.year == quarter.year, _REPORT.unit_id.in_(owing))
        .group_by(_FACTS.nature, _LINE.item)
    )
    return {
        (nature, item): (quantity or 0, cost or 0)
        for nature, item, quantity, cost in session.execute(query).tuples()
    }
