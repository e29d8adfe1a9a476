"""Who has reported: a year's units and quarters at a glance, with states, days and what is locked."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ...energy.periods import Quarter, quarters_of
from ...office.clock import now
from ...office.file import Office
from ...office.plain import tuples
from ...office.settings import read_setting
from ...organisation.queries.units import read_units
from ..rules.checks import status_of_rows
from ..rules.deadlines import due_day
from ..rules.figures import expected_in
from ..rules.states import board_cell
from ..settings import DEADLINE_DAYS
from ..values.reports import ReportState, ReportStatus, UnitCalendar
from ..values.views import Board, BoardCell, BoardRow
from .submissions import read_open_submissions, town_deadline
from .versions import read_system

if TYPE_CHECKING:
    from ...energy.statistics import StatisticalSystem
    from ...office.plain import Source


class _Standing(NamedTuple):
    """Where a report stands, with how many of its rows have no blank."""

    state: str
    state_reason: str
    received_on: date | None
    filled: int


def reporting_calendar(office: Office, year: int, only: Quarter | None = None) -> list[UnitCalendar]:
    """Return who has reported: the reporting units of a year with their status in each quarter they owe (or
    in ``only`` one of them).
    """
    with office.looking() as source:
        system = read_system(source, year)
        units = read_units(source, year)
        standings = _standings(source, year, system, only)
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
    """Return 报送情况 of a year (or of ``only`` one of its quarters): state, overdue, on time, of each unit and
    quarter.

    Args:
        day: today, unless told otherwise.
    """
    today = day or now().date()
    days = read_setting(office, DEADLINE_DAYS)
    due = {quarter.number: due_day(quarter, days) for quarter in quarters_of(year)}
    with office.looking() as source:
        system = read_system(source, year)
        units = read_units(source, year)
        standings = _standings(source, year, system, only)
        locked = read_open_submissions(source, year)
    rows = []
    for unit in units:
        cells: dict[int, BoardCell] = {}
        for quarter in [only] if only else quarters_of(year):
            if expected_in(unit, quarter):
                cells[quarter.number] = _cell(
                    standings.get((unit.id, quarter.number)), system, due[quarter.number], today
                )
        if cells:
            rows.append(BoardRow(unit, cells))
    own_days = town_deadline(office)
    town_due = {} if own_days is None else {one.number: due_day(one, own_days) for one in quarters_of(year)}
    return Board(year, today, tuple(rows), due, locked, town_due)


def describe_copy(copy: sqlite3.Connection) -> str:
    """Say up to which quarter an open copy of an office file holds reports."""
    newest = copy.execute(
        "SELECT year, quarter FROM report ORDER BY year DESC, quarter DESC LIMIT 1"
    ).fetchone()
    return f"报表至{Quarter(*newest).title}" if newest else ""


def _cell(standing: _Standing | None, system: StatisticalSystem, due: date, today: date) -> BoardCell:
    if standing is None:
        return board_cell(ReportState.MISSING, due, today)
    complete = status_of_rows(standing.filled, system) is ReportStatus.COMPLETE
    return board_cell(
        ReportState(standing.state), due, today, complete, standing.received_on, standing.state_reason
    )


def _standings(
    source: Source, year: int, system: StatisticalSystem, only: Quarter | None
) -> dict[tuple[int, int], _Standing]:
    """Return where each report of a year stands, by unit id and quarter.

    The database counts: to know who has reported, a year's 5,000 rows need not be made into reports.
    """
    keys = [item.key for item in system.items]
    query = _STANDINGS.replace("(*)", f"({', '.join('?' * len(keys))})")
    found = tuples(source, query, (*keys, year, *((only.number,) * 2 if only else (1, 4))))
    return {
        (unit_id, quarter): _Standing(
            state, reason, date.fromisoformat(received) if received else None, filled
        )
        for unit_id, quarter, state, reason, received, filled in found
    }


_STANDINGS = (
    "SELECT report.unit_id, report.quarter, report.state, report.state_reason,"
    " report.received_on, count(line.item)"
    " FROM report LEFT JOIN report_line AS line ON line.report_id = report.id AND line.item IN (*)"
    " AND line.quantity IS NOT NULL AND line.cost IS NOT NULL"
    " WHERE report.year = ? AND report.quarter BETWEEN ? AND ? GROUP BY report.id"
)
