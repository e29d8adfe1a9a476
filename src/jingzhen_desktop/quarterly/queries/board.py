"""Who has reported: a year's units and quarters at a glance, with states, days and what is locked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session

from ...energy.periods import Quarter, quarters_of
from ...energy.statistics import StatisticalSystem
from ...office import Office
from ...office.clock import now
from ...office.settings import read_setting
from ...organisation.queries import read_units
from ..records import ReportLineRecord, ReportRecord
from ..rules import expected_in, status_of_rows
from ..rules.states import board_cell
from ..settings import DEADLINE_DAYS
from ..values import ReportState, ReportStatus, UnitCalendar
from ..values.views import Board, BoardCell, BoardRow
from .submissions import read_open_submissions
from .versions import read_system

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c


def reporting_calendar(office: Office, year: int, only: Quarter | None = None) -> list[UnitCalendar]:
    """Return who has reported: the reporting units of a year with their status in each quarter they owe (or in ``only`` one of them)."""
    with office.reading() as session:
        system = read_system(session, year)
        units = read_units(session, year)
        standings = _standings(session, year, system, only)
    calendars = []
    for unit in units:
        owed = [quarter for quarter in ([only] if only else quarters_of(year)) if expected_in(unit, quarter)]
        statuses = {}
        for quarter in owed:
            standing = standings.get((unit.id, quarter.number))
            statuses[quarter.number] = status_of_rows(standing.filled if standing else None, system)
        if statuses:
            calendars.append(UnitCalendar(unit, statuses))
    return calendars


def state_board(office: Office, year: int, day: date | None = None, only: Quarter | None = None) -> Board:
    """Return 报送情况 of a year (or of ``only`` one of its quarters): state, overdue, on time, of each unit and quarter.

    Args:
        day: today, unless told otherwise.
    """
    today = day or now().date()
    days = timedelta(days=read_setting(office, DEADLINE_DAYS))
    due = {quarter.number: quarter.end + days for quarter in quarters_of(year)}
    with office.reading() as session:
        system = read_system(session, year)
        units = read_units(session, year)
        standings = _standings(session, year, system, only)
        locked = read_open_submissions(session, year)
    rows = []
    for unit in units:
        cells: dict[int, BoardCell] = {}
        for quarter in [only] if only else quarters_of(year):
            if expected_in(unit, quarter):
                cells[quarter.number] = _cell(standings.get((unit.id, quarter.number)), system, due[quarter.number], today)
        if cells:
            rows.append(BoardRow(unit, cells))
    return Board(year, today, tuple(rows), due, locked)


def _cell(standing: Row[Any] | None, system: StatisticalSystem, due: date, today: date) -> BoardCell:
    if standing is None:
        return board_cell(ReportState.MISSING, due, today)
    complete = status_of_rows(standing.filled, system) is ReportStatus.COMPLETE
    return board_cell(ReportState(standing.state), due, today, complete, standing.received_on, standing.state_reason)


def _standings(session: Session, year: int, system: StatisticalSystem, only: Quarter | None) -> dict[tuple[int, int], Row[Any]]:
    """Return where each report of a year stands, with how many of its rows have no blank, by unit id and quarter.

    The database counts: to know who has reported, a year's 5,000 rows need not be made into reports.
    """
    keys = [item.key for item in system.items]
    without_blank = and_(_LINE.report_id == _REPORT.id, _LINE.item.in_(keys), _LINE.quantity.is_not(None), _LINE.cost.is_not(None))
    reports = ReportRecord.__table__.outerjoin(ReportLineRecord.__table__, without_blank)
    standing = (_REPORT.unit_id, _REPORT.quarter, _REPORT.state, _REPORT.state_reason, _REPORT.received_on)
    query = select(*standing, func.count(_LINE.item).label("filled")).select_from(reports).where(_REPORT.year == year)
    if only is not None:
        query = query.where(_REPORT.quarter == only.number)
    return {(row.unit_id, row.quarter): row for row in session.execute(query.group_by(_REPORT.id))}
