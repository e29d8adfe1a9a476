"""The units' stored reports, and what must be known before one is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import and_, or_, select

from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem, system_of_version
from ...office.file import Office
from ...office.plain import values
from ...organisation.queries.units import read_units
from ..records import ReportLineRecord, ReportRecord
from ..rules.owing import existed_in
from ..rules.states import why_closed
from ..values.reports import Entry, EntryCell, Report, ReportState
from .reading import read_lines, read_reports, typed_of_line, whole_form
from .submissions import read_open_submissions
from .versions import chosen_system

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c

# What runs with every cell typed is plain SQL: SQLAlchemy would need as long for it as for the commit.
_STORED = "SELECT * FROM report WHERE unit_id = ? AND year = ? AND quarter = ?"
_STORED_LINES = """
SELECT line.* FROM report JOIN report_line AS line ON line.report_id = report.id
WHERE report.unit_id = ? AND report.year = ? AND report.quarter = ?
"""
_KNOWN = """
SELECT unit_year.name, unit.short_name, unit_year.reporting, unit.opened, unit.closed,
    (SELECT state FROM report WHERE unit_id = :unit AND year = :year AND quarter = :quarter) AS state,
    (SELECT version FROM report WHERE year = :year LIMIT 1) AS version,
    (SELECT submitted_on FROM submission
        WHERE year = :year AND quarter = :quarter AND unlocked_on IS NULL) AS locked_on
FROM unit JOIN unit_year ON unit_year.unit_id = unit.id
WHERE unit.id = :unit AND unit_year.year = :year
"""


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a report, and which of its cells were typed by hand."""

    item: str
    entry: Entry
    quantity_typed: bool
    cost_typed: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored that decides whether a unit's report may be changed."""

    name: str
    short_name: str
    reporting: bool
    opened: date | None
    closed: date | None
    state: ReportState | None
    version: str | None
    locked_on: date | None


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
    key = (unit_id, quarter.year, quarter.number)
    with office.looking() as source:
        found = values(source, Report, _STORED, key, entries={})
        if not found:
            return None
        lines = values(source, _Line, _STORED_LINES, key)
    typed: set[EntryCell] = set()
    for line in lines:
        typed.update(typed_of_line(line.item, line.quantity_typed, line.cost_typed))
    entries = whole_form(found[0].version, {line.item: line.entry for line in lines})
    return replace(found[0], entries=entries, typed=frozenset(typed))


def stored_reports(office: Office, quarter: Quarter) -> dict[int, Report]:
    """Return all stored reports of a quarter by unit id."""
    where = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        lines = read_lines(session, (quarter.year, quarter.year), (quarter.number, quarter.number))
        return {report.unit_id: report for report in read_reports(session, where, lines)}


def report_to_change(
    office: Office, unit_id: int, quarter: Quarter, *, to_move: bool = False
) -> ReportToChange:
    """Return what must be known before a unit's report is changed.

    Args:
        to_move: only its state is to change, which an approved report and a locked quarter allow to ask for.

    Raises:
        InputRejected: the unit owes no report, the report is approved, or the quarter is locked.
    """
    key = {"unit": unit_id, "year": quarter.year, "quarter": quarter.number}
    with office.looking() as source:
        found = values(source, _Known, _KNOWN, key)
        if not found:
            raise InputRejected(f"单位名录中没有此单位的{quarter.year}年情况，请先在“组织机构”中登记。")
        known = found[0]
        system = system_of_version(known.version) if known.version else chosen_system(source, quarter.year)
    if not (known.reporting and existed_in(known.opened, known.closed, quarter)):
        raise InputRejected(f"“{known.name}”{quarter.title}不是填报单位，请先在“组织机构”中核对。")
    name, state = known.short_name or known.name, known.state or ReportState.MISSING
    if not to_move and (reason := why_closed(quarter, known.locked_on, state)):
        raise InputRejected(f"{name}：{reason}")
    return ReportToChange(name, system, state)


def closed_reports(office: Office, quarter: Quarter) -> dict[int, str]:
    """Return by unit id why a report of the quarter may not be changed or taken in now; who may is absent.

    A locked quarter closes the reports of all units, those without a report too.
    """
    with office.reading() as session:
        submission = read_open_submissions(session, quarter.year).get(quarter.number)
        in_quarter = (_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
        approved = session.scalars(
            select(_REPORT.unit_id).where(*in_quarter, _REPORT.state == ReportState.APPROVED.value)
        ).all()
        everyone = [unit.id for unit in read_units(session, quarter.year)] if submission else []
    if submission:
        return dict.fromkeys(everyone, why_closed(quarter, submission.submitted_on, ReportState.MISSING))
    return dict.fromkeys(approved, why_closed(quarter, None, ReportState.APPROVED))


def typed_cells(office: Office, quarter: Quarter) -> dict[int, frozenset[EntryCell]]:
    """Return by unit id the cells of a quarter that were typed by hand."""
    found: dict[int, set[EntryCell]] = {}
    query = (
        select(_REPORT.unit_id, _LINE.item, _LINE.quantity_typed, _LINE.cost_typed)
        .where(_LINE.report_id == _REPORT.id, _REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
        .where(or_(_LINE.quantity_typed, _LINE.cost_typed))
    )
    with office.reading() as session:
        for unit, item, quantity, cost in session.execute(query).tuples():
            found.setdefault(unit, set()).update(typed_of_line(item, quantity, cost))
    return {unit: frozenset(cells) for unit, cells in found.items()}
