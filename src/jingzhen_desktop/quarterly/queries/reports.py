"""The units' stored reports, and what must be known before one is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, or_, select

from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem, system_of_version
from ...office.file import Office
from ...office.plain import Stored
from ...organisation.queries.units import read_units
from ..records import ReportLineRecord, ReportRecord
from ..rules.figures import existed_in
from ..rules.states import why_closed
from ..values.reports import Report, ReportState
from .reading import read_headers, read_lines, read_typed, report_value, typed_of_line
from .submissions import read_open_submissions
from .versions import chosen_system

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c

# What runs with every cell typed is plain SQL: SQLAlchemy would need as long for it as for the commit.
_HEADER = Stored("report", days="reported_on state_on received_on", times="stored_at")
_TO_CHANGE = """
SELECT unit_year.name, unit.short_name, unit_year.reporting, unit.opened, unit.closed,
    (SELECT state FROM report WHERE unit_id = :unit AND year = :year AND quarter = :quarter),
    (SELECT version FROM report WHERE year = :year LIMIT 1),
    (SELECT submitted_on FROM submission WHERE year = :year AND quarter = :quarter AND unlocked_on IS NULL)
FROM unit JOIN unit_year ON unit_year.unit_id = unit.id
WHERE unit.id = :unit AND unit_year.year = :year
"""
_IN_QUARTER = (_REPORT.year == bindparam("in_year"), _REPORT.quarter == bindparam("in_quarter"))
_CLOSED = select(_REPORT.unit_id).where(*_IN_QUARTER, _REPORT.state == ReportState.APPROVED.value)


@dataclass(frozen=True, slots=True)
class ReportToChange:
    """What must be known before a unit's report is changed:
    its short name, the year's form, how far its review is.
    """

    name: str
    system: StatisticalSystem
    state: ReportState


def stored_report(office: Office, unit_id: int, quarter: Quarter) -> Report | None:
    """Return one unit's stored report, with every row of its form, or None."""
    with office.looking() as source:
        key = (unit_id, quarter.year, quarter.number)
        for header in _HEADER.rows(source, "WHERE unit_id = ? AND year = ? AND quarter = ?", key):
            lines = read_lines(
                source, (quarter.year, quarter.year), (quarter.number, quarter.number), unit_id
            )
            return report_value(header, lines.get(header.id, []), read_typed(source, header.id))
    return None


def stored_reports(office: Office, quarter: Quarter) -> dict[int, Report]:
    """Return all stored reports of a quarter by unit id."""
    where = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        headers = read_headers(session, where)
        lines = read_lines(session, (quarter.year, quarter.year), (quarter.number, quarter.number))
    return {header.unit_id: report_value(header, lines.get(header.id, [])) for header in headers}


def report_to_change(
    office: Office, unit_id: int, quarter: Quarter, *, to_move: bool = False
) -> ReportToChange:
    """Return what must be known before a unit's report is changed.

    Args:
        to_move: only its state is to change, which an approved report and a locked quarter allow to ask for.

    Raises:
        InputRejected: the unit owes no report, the report is approved, or the quarter is locked.
    """
    with office.looking() as source:
        found = source.execute(
            _TO_CHANGE, {"unit": unit_id, "year": quarter.year, "quarter": quarter.number}
        ).fetchone()
        if found is None:
            raise InputRejected(f"单位名录中没有此单位的{quarter.year}年情况，请先在“组织机构”中登记。")
        full_name, short_name, reporting, opened, closed, stored, version, locked_on = found
        system = system_of_version(version) if version else chosen_system(source, quarter.year)
    if not (reporting and existed_in(_day(opened), _day(closed), quarter)):
        raise InputRejected(f"“{full_name}”{quarter.title}不是填报单位，请先在“组织机构”中核对。")
    name, state = str(short_name or full_name), ReportState(stored or ReportState.MISSING)
    if not to_move and (reason := why_closed(quarter, _day(locked_on), state)):
        raise InputRejected(f"{name}：{reason}")
    return ReportToChange(name, system, state)


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def closed_reports(office: Office, quarter: Quarter) -> dict[int, str]:
    """Return by unit id why a report of the quarter may not be changed or taken in now; who may is absent.

    A locked quarter closes the reports of all units, those without a report too.
    """
    with office.reading() as session:
        submission = read_open_submissions(session, quarter.year).get(quarter.number)
        approved = session.scalars(_CLOSED, {"in_year": quarter.year, "in_quarter": quarter.number}).all()
        everyone = [unit.id for unit in read_units(session, quarter.year)] if submission else []
    if submission:
        return dict.fromkeys(everyone, why_closed(quarter, submission.submitted_on, ReportState.MISSING))
    return dict.fromkeys(approved, why_closed(quarter, None, ReportState.APPROVED))


def typed_cells(office: Office, quarter: Quarter) -> dict[int, frozenset[tuple[str, str]]]:
    """Return by unit id the cells of a quarter that were typed by hand, as (item key,
    ``quantity`` or ``cost``).
    """
    found: dict[int, set[tuple[str, str]]] = {}
    query = (
        select(_REPORT.unit_id, _LINE.item, _LINE.quantity_typed, _LINE.cost_typed)
        .where(_LINE.report_id == _REPORT.id, _REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
        .where(or_(_LINE.quantity_typed, _LINE.cost_typed))
    )
    with office.reading() as session:
        for unit, item, quantity, cost in session.execute(query).tuples():
            found.setdefault(unit, set()).update(typed_of_line(item, quantity, cost))
    return {unit: frozenset(cells) for unit, cells in found.items()}
