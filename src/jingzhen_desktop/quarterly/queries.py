"""Reads of the quarterly statistics: values, one sweep over the quarters a screen needs, no mapped objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, and_, select, type_coerce
from sqlalchemy.orm import Session

from ..energy.coefficients import coefficient_set
from ..energy.periods import Quarter, quarters_of
from ..energy.statistics import system_of_version, system_of_year
from ..office import Office
from ..office.settings import Setting, read_setting, read_settings
from ..organisation.queries import read_units
from ..organisation.values import UnitInYear
from .records import ReportLineRecord, ReportRecord
from .rules import Conversion, Line, assemble_town, expected_in, gather, to_decimal, unit_status
from .rules.figures import MONEY_SCALE, QUANTITY_SCALE
from .settings import COEFFICIENT_SET, DEADLINE_DAYS, DENSITIES, SIGNATURE_SETTINGS
from .values import Entry, Report, Signatures, Source, TownQuarter, UnitCalendar

_REPORT = ReportRecord.__table__.c
_LINE = ReportLineRecord.__table__.c
# The stored whole numbers as they are: a Decimal for each of 24,000 figures would cost more than reading them.
_LINE_COLUMNS = (_LINE.report_id, _LINE.item, type_coerce(_LINE.quantity, BigInteger), type_coerce(_LINE.cost, BigInteger))


def town_quarter(office: Office, quarter: Quarter) -> TownQuarter:
    """Return everything of one quarter: units, totals, comparisons, indicators."""
    conversion = read_conversion(office)
    years = _read_two_years(office, quarter)
    systems = {year: system_of_year(year) for year in years.units}
    figures = {one: gather(years.lines(one), systems[one.year], conversion) for one in years.expected}
    return assemble_town(quarter, systems, years.units[quarter.year], years.reports(quarter), years.expected, figures, conversion)


def reports_to_date(office: Office, quarter: Quarter) -> dict[Quarter, dict[int, Report]]:
    """Return the reports behind a quarter's totals: all quarters to date of both years, expected units only, by unit id."""
    years = _read_two_years(office, quarter)
    return {one: years.reports(one) for one in years.expected}


def reporting_calendar(office: Office, year: int) -> list[UnitCalendar]:
    """Return who has reported: the reporting units of a year with their status in each quarter they owe."""
    with office.reading() as session:
        units = read_units(session, year)
        headers = _headers(session, _REPORT.year == year)
        lines = _lines(session, _REPORT.year == year)
    reports = {(header.unit_id, header.quarter): _report(header, lines.get(header.id, [])) for header in headers}
    system = system_of_year(year)
    calendars = []
    for unit in units:
        owed = [quarter for quarter in quarters_of(year) if expected_in(unit, quarter)]
        statuses = {quarter.number: unit_status(reports.get((unit.id, quarter.number)), system) for quarter in owed}
        if statuses:
            calendars.append(UnitCalendar(unit, statuses))
    return calendars


def stored_report(office: Office, unit_id: int, quarter: Quarter) -> Report | None:
    """Return one unit's stored report, with every row of its form, or None."""
    where = and_(_REPORT.unit_id == unit_id, _REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        headers, lines = _headers(session, where), _lines(session, where)
    return _report(headers[0], lines.get(headers[0].id, [])) if headers else None


def stored_reports(office: Office, quarter: Quarter) -> dict[int, Report]:
    """Return all stored reports of a quarter by unit id."""
    where = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        headers, lines = _headers(session, where), _lines(session, where)
    return {header.unit_id: _report(header, lines.get(header.id, [])) for header in headers}


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
    """What is stored of the quarters to date of a year and the year before."""

    units: Mapping[int, Sequence[UnitInYear]]
    expected: Mapping[Quarter, frozenset[int]]
    headers: Mapping[Quarter, Mapping[int, Row[Any]]]
    lines_of_report: Mapping[int, Sequence[Line]]

    def lines(self, quarter: Quarter) -> dict[int, Sequence[Line]]:
        return {unit: self.lines_of_report.get(header.id, ()) for unit, header in self.headers[quarter].items()}

    def reports(self, quarter: Quarter) -> dict[int, Report]:
        return {unit: _report(header, self.lines_of_report.get(header.id, ())) for unit, header in self.headers[quarter].items()}


def _read_two_years(office: Office, quarter: Quarter) -> _TwoYears:
    where = and_(_REPORT.year.in_((quarter.year - 1, quarter.year)), _REPORT.quarter <= quarter.number)
    with office.reading() as session:
        units = {year: read_units(session, year) for year in (quarter.year, quarter.year - 1)}
        headers, lines = _headers(session, where), _lines(session, where)
    quarters = (*quarter.to_date(), *quarter.last_year.to_date())
    expected = {one: frozenset(unit.id for unit in units[one.year] if expected_in(unit, one)) for one in quarters}
    by_quarter: dict[Quarter, dict[int, Row[Any]]] = {one: {} for one in quarters}
    for header in headers:
        one = Quarter(header.year, header.quarter)
        if header.unit_id in expected[one]:
            by_quarter[one][header.unit_id] = header
    return _TwoYears(units, expected, by_quarter, lines)


def _headers(session: Session, where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    return session.execute(select(ReportRecord.__table__).where(where).order_by(_REPORT.unit_id)).all()


def _lines(session: Session, where: ColumnElement[bool]) -> dict[int, list[Line]]:
    """Read the lines of some reports in one sweep, by report id."""
    query = select(*_LINE_COLUMNS).join_from(ReportRecord.__table__, ReportLineRecord.__table__).where(where)
    found: defaultdict[int, list[Line]] = defaultdict(list)
    for line in session.execute(query).tuples().all():
        found[line[0]].append(line)
    return found


def _report(header: Row[Any], lines: Sequence[Line]) -> Report:
    entries = {
        item: Entry(None if quantity is None else to_decimal(quantity, QUANTITY_SCALE), None if cost is None else to_decimal(cost, MONEY_SCALE))
        for _, item, quantity, cost in lines
    }
    blank = Entry()
    return Report(
        header.unit_id,
        Quarter(header.year, header.quarter),
        header.version,
        {item.key: entries.get(item.key, blank) for item in system_of_version(header.version).items},
        Signatures(header.unit_head, header.statistics_head, header.filled_by, header.reported_on),
        header.note,
        Source(header.source),
        header.source_name,
        header.source_hash,
        header.stored_at,
    )
