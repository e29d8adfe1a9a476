"""The units' stored reports, and what must be known before one is written."""

from __future__ import annotations

import sqlite3

from sqlalchemy import and_, bindparam, select

from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...office import Office
from ...organisation.records import UnitRecord, UnitYearRecord
from ..records import ReportRecord
from ..rules import existed_in
from ..values import Report
from .reading import read_headers, read_lines, report_value

_REPORT = ReportRecord.__table__.c

# Made once: what runs with every cell typed should not be put together and compiled each time.
_ONE_HEADER = select(ReportRecord.__table__).where(
    _REPORT.unit_id == bindparam("of_unit"), _REPORT.year == bindparam("in_year"), _REPORT.quarter == bindparam("in_quarter")
)
_OWING_UNIT = (
    select(UnitYearRecord.name, UnitRecord.short_name, UnitYearRecord.reporting, UnitRecord.opened, UnitRecord.closed)
    .join(UnitRecord.years)
    .where(UnitRecord.id == bindparam("of_unit"), UnitYearRecord.year == bindparam("in_year"))
)


def stored_report(office: Office, unit_id: int, quarter: Quarter) -> Report | None:
    """Return one unit's stored report, with every row of its form, or None."""
    with office.reading() as session:
        header = session.execute(_ONE_HEADER, {"of_unit": unit_id, "in_year": quarter.year, "in_quarter": quarter.number}).first()
        lines = read_lines(session, (quarter.year, quarter.year), (quarter.number, quarter.number), unit_id)
    return report_value(header, lines.get(header.id, [])) if header else None


def stored_reports(office: Office, quarter: Quarter) -> dict[int, Report]:
    """Return all stored reports of a quarter by unit id."""
    where = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        headers = read_headers(session, where)
        lines = read_lines(session, (quarter.year, quarter.year), (quarter.number, quarter.number))
    return {header.unit_id: report_value(header, lines.get(header.id, [])) for header in headers}


def owing_unit(office: Office, unit_id: int, quarter: Quarter) -> str:
    """Return the short name of a unit that owes a report of the quarter; raises InputRejected if it does not."""
    with office.reading() as session:
        unit = session.execute(_OWING_UNIT, {"of_unit": unit_id, "in_year": quarter.year}).first()
    if unit is None:
        raise InputRejected(f"单位名录中没有此单位的{quarter.year}年情况，请先在“组织机构”中登记。")
    if not (unit.reporting and existed_in(unit.opened, unit.closed, quarter)):
        raise InputRejected(f"“{unit.name}”{quarter.title}不是填报单位，请先在“组织机构”中核对。")
    return str(unit.short_name or unit.name)


def describe_copy(copy: sqlite3.Connection) -> str:
    """Say up to which quarter an open copy of an office file holds reports."""
    newest = copy.execute("SELECT year, quarter FROM report ORDER BY year DESC, quarter DESC LIMIT 1").fetchone()
    return f"报表至{Quarter(*newest).title}" if newest else ""
