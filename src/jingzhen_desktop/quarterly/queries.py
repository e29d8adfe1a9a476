"""Reads of the quarterly statistics: values, one sweep over the quarters a screen needs, no mapped objects."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, func, select
from sqlalchemy.orm import Session

from ..base.errors import InputRejected
from ..energy.coefficients import coefficient_set
from ..energy.periods import Quarter, quarters_of
from ..energy.statistics import StatisticalSystem, system_of_version, system_of_year
from ..office import Office
from ..office.settings import Setting, read_setting, read_settings
from ..organisation.queries import read_units
from ..organisation.records import UnitRecord, UnitYearRecord
from ..organisation.values import UnitInYear
from .records import ReportLineRecord, ReportRecord
from .rules import Conversion, Line, assemble_town, existed_in, expected_in, gather, status_of_rows, to_decimal
from .rules.figures import MONEY_SCALE, QUANTITY_SCALE
from .settings import COEFFICIENT_SET, DEADLINE_DAYS, DENSITIES, SIGNATURE_SETTINGS
from .values import Entry, Report, Signatures, Source, TownQuarter, UnitCalendar

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c
_BLANK = Entry()

# Made once: what runs with every cell typed should not be put together and compiled each time.
_ONE_HEADER = select(ReportRecord.__table__).where(
    _REPORT.unit_id == bindparam("of_unit"), _REPORT.year == bindparam("in_year"), _REPORT.quarter == bindparam("in_quarter")
)
_OWING_UNIT = (
    select(UnitYearRecord.name, UnitRecord.short_name, UnitYearRecord.reporting, UnitRecord.opened, UnitRecord.closed)
    .join(UnitRecord.years)
    .where(UnitRecord.id == bindparam("of_unit"), UnitYearRecord.year == bindparam("in_year"))
)


def town_quarter(office: Office, quarter: Quarter) -> TownQuarter:
    """Return everything of one quarter: units, totals, comparisons, indicators."""
    years = _read_two_years(office, quarter)
    return _town(years, quarter, years.reports(quarter), read_conversion(office))


def reports_to_date(office: Office, quarter: Quarter) -> dict[Quarter, dict[int, Report]]:
    """Return the reports behind a quarter's totals: all quarters to date of both years, expected units only, by unit id."""
    years = _read_two_years(office, quarter, every_header=True)
    return {one: years.reports(one) for one in years.expected}


def town_with_reports(office: Office, quarter: Quarter) -> tuple[TownQuarter, dict[Quarter, dict[int, Report]]]:
    """Return a quarter together with :func:`reports_to_date`, read once."""
    years = _read_two_years(office, quarter, every_header=True)
    reports = {one: years.reports(one) for one in years.expected}
    return _town(years, quarter, reports[quarter], read_conversion(office)), reports


def reporting_calendar(office: Office, year: int, only: Quarter | None = None) -> list[UnitCalendar]:
    """Return who has reported: the reporting units of a year with their status in each quarter they owe (or in ``only`` one of them)."""
    system = system_of_year(year)
    with office.reading() as session:
        units = read_units(session, year)
        filled = _filled_rows(session, year, system, only)
    calendars = []
    for unit in units:
        owed = [quarter for quarter in ([only] if only else quarters_of(year)) if expected_in(unit, quarter)]
        statuses = {quarter.number: status_of_rows(filled.get((unit.id, quarter.number)), system) for quarter in owed}
        if statuses:
            calendars.append(UnitCalendar(unit, statuses))
    return calendars


def stored_report(office: Office, unit_id: int, quarter: Quarter) -> Report | None:
    """Return one unit's stored report, with every row of its form, or None."""
    with office.reading() as session:
        header = session.execute(_ONE_HEADER, {"of_unit": unit_id, "in_year": quarter.year, "in_quarter": quarter.number}).first()
        lines = _lines(session, (quarter.year, quarter.year), (quarter.number, quarter.number), unit_id)
    return _report(header, lines.get(header.id, [])) if header else None


def stored_reports(office: Office, quarter: Quarter) -> dict[int, Report]:
    """Return all stored reports of a quarter by unit id."""
    where = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        headers = _headers(session, where)
        lines = _lines(session, (quarter.year, quarter.year), (quarter.number, quarter.number))
    return {header.unit_id: _report(header, lines.get(header.id, [])) for header in headers}


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


def due_date(office: Office, quarter: Quarter) -> date:
    """Return the day by which the units' reports of a quarter are due."""
    return quarter.end + timedelta(days=read_setting(office, DEADLINE_DAYS))


def read_conversion(office: Office) -> Conversion:
    """Return the coefficient set and densities the office has chosen."""
    settings: tuple[Setting[str] | Setting[int] | Setting[Decimal], ...] = (COEFFICIENT_SET, *DENSITIES.values())
    texts = read_settings(office, settings)
    densities = {carrier: setting.parse(texts[setting.key]) for carrier, setting in DENSITIES.items()}
    return Conversion(coefficient_set(texts[COEFFICIENT_SET.key]), densities)


def town_signatures(office: Office) -> Signatures:
    """Return the names the town's own table prints at its foot."""
    texts = read_settings(office, SIGNATURE_SETTINGS)
    unit_head, statistics_head, filled_by = (texts[setting.key] for setting in SIGNATURE_SETTINGS)
    return Signatures(unit_head, statistics_head, filled_by)


@dataclass(frozen=True, slots=True)
class _TwoYears:
    """What is stored of the quarters to date of a year and the year before.

    Attributes:
        ids: report ids by quarter and unit id, of expected units only.
        headers: the reports' own rows by report id, as far as they were asked for.
    """

    units: Sequence[UnitInYear]
    expected: Mapping[Quarter, frozenset[int]]
    ids: Mapping[Quarter, Mapping[int, int]]
    headers: Mapping[int, Row[Any]]
    lines_of_report: Mapping[int, Sequence[Line]]

    def lines(self, quarter: Quarter) -> dict[int, Sequence[Line]]:
        return {unit: self.lines_of_report.get(report, ()) for unit, report in self.ids[quarter].items()}

    def reports(self, quarter: Quarter) -> dict[int, Report]:
        return {unit: _report(self.headers[report], self.lines_of_report.get(report, ())) for unit, report in self.ids[quarter].items()}


def _town(years: _TwoYears, quarter: Quarter, reports: Mapping[int, Report], conversion: Conversion) -> TownQuarter:
    systems = {year: system_of_year(year) for year in (quarter.year, quarter.year - 1)}
    figures = {one: gather(years.lines(one), systems[one.year], conversion) for one in years.expected}
    return assemble_town(quarter, systems, years.units, reports, years.expected, figures, conversion)


def _read_two_years(office: Office, quarter: Quarter, *, every_header: bool = False) -> _TwoYears:
    to_date = and_(_REPORT.year.in_((quarter.year - 1, quarter.year)), _REPORT.quarter <= quarter.number)
    this_quarter = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        units = read_units(session, quarter.year)
        before = _owing_before(session, quarter)
        reports = session.execute(
            select(_REPORT.id, _REPORT.unit_id, _REPORT.year, _REPORT.quarter).where(to_date).order_by(_REPORT.unit_id)
        ).all()
        headers = _headers(session, to_date if every_header else this_quarter)
        lines = _lines(session, (quarter.year - 1, quarter.year), (1, quarter.number))
    expected = {one: frozenset(unit.id for unit in units if expected_in(unit, one)) for one in quarter.to_date()} | before
    ids: dict[Quarter, dict[int, int]] = {one: {} for one in expected}
    of_quarter = {(one.year, one.number): (units_owing, ids[one]) for one, units_owing in expected.items()}
    for report, unit, year, number in reports:
        owing, found = of_quarter[year, number]
        if unit in owing:
            found[unit] = report
    return _TwoYears(units, expected, ids, {header.id: header for header in headers}, lines)


def _owing_before(session: Session, quarter: Quarter) -> dict[Quarter, frozenset[int]]:
    """Return which units owed a report in each quarter to date of the year before; of that year nothing else is shown."""
    columns = (UnitRecord.id, UnitRecord.opened, UnitRecord.closed)
    query = select(*columns).join(UnitRecord.years).where(UnitYearRecord.year == quarter.year - 1, UnitYearRecord.reporting)
    units = session.execute(query).all()
    quarters = quarter.last_year.to_date()
    return {one: frozenset(unit for unit, opened, closed in units if existed_in(opened, closed, one)) for one in quarters}


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


def _headers(session: Session, where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return session.execute(select(ReportRecord.__table__).where(where).order_by(_REPORT.unit_id)).all()


_LINES = """
SELECT line.report_id, line.item, line.quantity, line.cost
FROM report JOIN report_line AS line ON line.report_id = report.id
WHERE report.year BETWEEN ? AND ? AND report.quarter BETWEEN ? AND ? AND (? IS NULL OR report.unit_id = ?)
"""


def _lines(session: Session, years: tuple[int, int], quarters: tuple[int, int], unit_id: int | None = None) -> dict[int, list[Line]]:
    """Read the lines of some reports (bounds included) in one sweep, by report id.

    By the driver's own cursor and as the whole numbers that are stored: a Row and two Decimals for each of 12,000 lines
    would cost more than reading them.
    """
    cursor = session.connection().connection.cursor()
    cursor.execute(_LINES, (*years, *quarters, unit_id, unit_id))
    found: defaultdict[int, list[Line]] = defaultdict(list)
    for line in cursor.fetchall():
        found[line[0]].append(line)
    return found


def _report(header: Row[Any], lines: Sequence[Line]) -> Report:
    entries = {
        item: Entry(
            None if quantity is None else to_decimal(quantity, QUANTITY_SCALE), None if cost is None else to_decimal(cost, MONEY_SCALE)
        )
        for _, item, quantity, cost in lines
    }
    return Report(
        header.unit_id,
        Quarter(header.year, header.quarter),
        header.version,
        {item.key: entries.get(item.key, _BLANK) for item in system_of_version(header.version).items},
        Signatures(header.unit_head, header.statistics_head, header.filled_by, header.reported_on),
        header.note,
        Source(header.source),
        header.source_name,
        header.source_hash,
        header.stored_at,
    )
