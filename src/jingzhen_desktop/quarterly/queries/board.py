"""Who has reported: a year's units and quarters at a glance, with states, days and what is locked."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ...energy.periods import QUARTERS, Cycle, Quarter
from ...office.clock import now
from ...office.file import Office
from ...office.plain import tuples, values
from ...office.settings import read_setting
from ...organisation.queries.units import read_units
from ...organisation.values.units import UnitInYear
from ..rules.deadlines import due_day
from ..rules.owing import expected_in
from ..rules.states import board_cell, status_of_rows
from ..settings import DEADLINE_DAYS
from ..values.board import Board, BoardCell, BoardRow
from ..values.reports import ReportState, ReportStatus, Standing, UnitCalendar
from .deadlines import town_deadline
from .submissions import read_open_submissions
from .versions import read_cycle, read_system

if TYPE_CHECKING:
    from ...energy.statistics import StatisticalSystem
    from ...office.plain import Source


@dataclass(frozen=True, slots=True)
class _Stored:
    """Where a report stands, with how many of its rows have no blank; ``quarter`` is the number."""

    unit_id: int
    quarter: int
    standing: Standing
    filled: int


def reporting_calendar(office: Office, year: int, only: Quarter | None = None) -> list[UnitCalendar]:
    """Return who has reported: the reporting units of a year with their status in each quarter they owe (or
    in ``only`` one of them).
    """
    with office.looking() as source:
        system, cycle = read_system(source, year), read_cycle(source, year)
        units = read_units(source, year)
        stored = _stored(source, year, system, only)
    periods = [only] if only else cycle.periods(year)
    calendars = []
    for unit in units:
        owed = [quarter for quarter in periods if expected_in(unit, quarter, cycle)]
        statuses = {}
        for quarter in owed:
            report = stored.get((unit.id, quarter.number))
            statuses[quarter.number] = status_of_rows(report.filled if report else None, system)
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
    with office.looking() as source:
        system, cycle = read_system(source, year), read_cycle(source, year)
        units = read_units(source, year)
        stored = _stored(source, year, system, only)
        locked = read_open_submissions(source, year)
    periods = cycle.periods(year)
    due = {quarter.number: due_day(quarter, days) for quarter in periods}
    rows = []
    for unit in units:
        cells: dict[int, BoardCell] = {}
        for number in _owed(unit, [only] if only else periods, cycle):
            cells[number] = _cell(stored.get((unit.id, number)), system, due[number], today)
        if cells:
            rows.append(BoardRow(unit, cells))
    own_days = town_deadline(office)
    town_due = {} if own_days is None else {one.number: due_day(one, own_days) for one in periods}
    return Board(year, today, tuple(rows), due, locked, town_due, cycle)


def filled_cells(office: Office, quarter: Quarter) -> tuple[dict[int, int], int]:
    """Return how many cells of each report of a quarter are filled, by unit id, and how many its form has."""
    with office.looking() as source:
        items = [item.key for item in read_system(source, quarter.year).items]
        found = tuples(source, _CELLS, (items, quarter.year, quarter.number))
    return dict(found), 2 * len(items)


def _owed(unit: UnitInYear, quarters: Sequence[Quarter], cycle: Cycle) -> list[int]:
    """The numbers of the quarters for which a unit owes a report."""
    return [quarter.number for quarter in quarters if expected_in(unit, quarter, cycle)]


def sent_periods(office: Office, year: int) -> str:
    """Return the periods of a year that have gone up and are locked, e.g. 一季度、二季度."""
    with office.looking() as source:
        cycle, numbers = read_cycle(source, year), read_open_submissions(source, year)
    return "、".join(cycle.period(year, number).name for number in numbers)


def describe_copy(copy: sqlite3.Connection) -> str:
    """Say up to which quarter an open copy of an office file holds reports."""
    newest = copy.execute(
        "SELECT year, quarter FROM report ORDER BY year DESC, quarter DESC LIMIT 1"
    ).fetchone()
    if not newest:
        return ""
    quarter = Quarter(*newest)
    return f"报表至{read_cycle(copy, quarter.year).ending(quarter).title}"


def _cell(stored: _Stored | None, system: StatisticalSystem, due: date, today: date) -> BoardCell:
    if stored is None:
        return board_cell(ReportState.MISSING, due, today)
    complete = status_of_rows(stored.filled, system) is ReportStatus.COMPLETE
    standing = stored.standing
    return board_cell(standing.state, due, today, complete, standing.received_on, standing.reason)


def _stored(
    source: Source, year: int, system: StatisticalSystem, only: Quarter | None
) -> dict[tuple[int, int], _Stored]:
    """Return where each report of a year stands, by unit id and quarter.

    The database counts: to know who has reported, a year's 5,000 rows need not be made into reports.
    """
    items = [item.key for item in system.items]
    quarters = (only.number, only.number) if only else (QUARTERS[0], QUARTERS[-1])
    found = values(source, _Stored, _STANDINGS, (items, year, *quarters))
    return {(one.unit_id, one.quarter): one for one in found}


_STANDINGS = """
SELECT unit_id, quarter, state, state_reason, state_on, received_on,
    (SELECT count(*) FROM report_line AS line WHERE line.report_id = report.id AND line.item IN (*)
        AND line.quantity IS NOT NULL AND line.cost IS NOT NULL) AS filled
FROM report WHERE year = ? AND quarter BETWEEN ? AND ?
"""

_CELLS = """
SELECT unit_id,
    (SELECT coalesce(sum((quantity IS NOT NULL) + (cost IS NOT NULL)), 0)
        FROM report_line AS line WHERE line.report_id = report.id AND line.item IN (*)) AS cells
FROM report WHERE year = ? AND quarter = ?
"""
