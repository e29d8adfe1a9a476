"""Who has reported: a year's units and quarters at a glance."""

from __future__ import annotations

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from ...energy.periods import Quarter, quarters_of
from ...energy.statistics import StatisticalSystem
from ...office import Office
from ...organisation.queries import read_units
from ..records import ReportLineRecord, ReportRecord
from ..rules import expected_in, status_of_rows
from ..values import UnitCalendar
from .versions import read_system

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c


def reporting_calendar(office: Office, year: int, only: Quarter | None = None) -> list[UnitCalendar]:
    """Return who has reported: the reporting units of a year with their status in each quarter they owe (or in ``only`` one of them)."""
    with office.reading() as session:
        system = read_system(session, year)
        units = read_units(session, year)
        filled = _filled_rows(session, year, system, only)
    calendars = []
    for unit in units:
        owed = [quarter for quarter in ([only] if only else quarters_of(year)) if expected_in(unit, quarter)]
        statuses = {quarter.number: status_of_rows(filled.get((unit.id, quarter.number)), system) for quarter in owed}
        if statuses:
            calendars.append(UnitCalendar(unit, statuses))
    return calendars


def _filled_rows(session: Session, year: int, system: StatisticalSystem, only: Quarter | None) -> dict[tuple[int, int], int]:
    """Count the rows without a blank in each report of a year, by unit id and quarter.

    The database counts: to know who has reported, a year's 5,000 rows need not be made into reports.
    """
    keys = [item.key for item in system.items]
    without_blank = and_(_LINE.report_id == _REPORT.id, _LINE.item.in_(keys), _LINE.quantity.is_not(None), _LINE.cost.is_not(None))
    reports = ReportRecord.__table__.outerjoin(ReportLineRecord.__table__, without_blank)
    query = select(_REPORT.unit_id, _REPORT.quarter, func.count(_LINE.item)).select_from(reports).where(_REPORT.year == year)
    if only is not None:
        query = query.where(_REPORT.quarter == only.number)
    return {(unit, quarter): count for unit, quarter, count in session.execute(query.group_by(_REPORT.id)).tuples()}
