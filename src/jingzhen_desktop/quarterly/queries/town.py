"""The town's quarter, read in one sweep over the quarters to date of two years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from ...energy.periods import Cycle, Quarter
from ...energy.statistics import StatisticalSystem
from ...office.file import Office
from ...organisation.queries.units import read_units
from ...organisation.records import UnitRecord, UnitYearRecord
from ...organisation.values.units import UnitInYear
from ..records import ReportRecord
from ..rules.figures import Conversion, StoredLine, gather
from ..rules.owing import existed_in, expected_in, unlike_before
from ..rules.town import assemble_town
from ..values.figures import Gap, TownQuarter
from ..values.reports import Report
from .choices import read_conversion
from .reading import read_headers, read_lines, report_value
from .versions import read_cycles, read_systems

_REPORT = ReportRecord.__table__.c


def town_quarter(office: Office, quarter: Quarter) -> TownQuarter:
    """Return everything of one quarter: units, totals, comparisons, indicators."""
    years = _read_two_years(office, quarter)
    return _town(years, quarter, years.reports(quarter), read_conversion(office))


def reports_to_date(office: Office, quarter: Quarter) -> dict[Quarter, dict[int, Report]]:
    """Return the reports behind a quarter's totals:
    all quarters to date of both years, expected units only, by unit id.
    """
    years = _read_two_years(office, quarter, every_header=True)
    return {one: years.reports(one) for one in years.expected}


def town_with_reports(
    office: Office, quarter: Quarter
) -> tuple[TownQuarter, dict[Quarter, dict[int, Report]]]:
    """Return a quarter together with :func:`reports_to_date`, read once."""
    years = _read_two_years(office, quarter, every_header=True)
    reports = {one: years.reports(one) for one in years.expected}
    return _town(years, quarter, reports[quarter], read_conversion(office)), reports


@dataclass(frozen=True, slots=True)
class _TwoYears:
    """What is stored of the quarters to date of a year and the year before.

    Attributes:
        ids: report ids by quarter and unit id, of expected units only.
        headers: the reports' own rows by report id, as far as they were asked for.
        systems: the statistical system by year.
        unlike: why the same period of the year before is none to compare with.
    """

    units: Sequence[UnitInYear]
    expected: Mapping[Quarter, frozenset[int]]
    ids: Mapping[Quarter, Mapping[int, int]]
    headers: Mapping[int, Row[Any]]
    lines_of_report: Mapping[int, Sequence[StoredLine]]
    systems: Mapping[int, StatisticalSystem]
    unlike: str

    def lines(self, quarter: Quarter) -> dict[int, Sequence[StoredLine]]:
        return {unit: self.lines_of_report.get(report, ()) for unit, report in self.ids[quarter].items()}

    def reports(self, quarter: Quarter) -> dict[int, Report]:
        lines = self.lines_of_report
        return {
            unit: report_value(self.headers[report], lines.get(report, ()))
            for unit, report in self.ids[quarter].items()
        }

    def gap(self, quarter: Quarter) -> Gap:
        """Say who lacks in a quarter of the year that is shown."""
        lines, rows = self.lines(quarter), len(self.systems[quarter.year].items)
        status = {unit: _filled(found) == rows for unit, found in lines.items()}
        owing = [unit for unit in self.units if unit.id in self.expected[quarter]]
        return Gap(
            quarter,
            tuple(unit.short_name for unit in owing if unit.id not in status),
            tuple(unit.short_name for unit in owing if not status.get(unit.id, True)),
        )


def _filled(lines: Sequence[StoredLine]) -> int:
    """How many rows of a report have both figures."""
    return sum(quantity is not None and cost is not None for _, _, quantity, cost in lines)


def _town(
    years: _TwoYears, quarter: Quarter, reports: Mapping[int, Report], conversion: Conversion
) -> TownQuarter:
    figures = {one: gather(years.lines(one), years.systems[one.year], conversion) for one in years.expected}
    town = assemble_town(
        quarter, years.systems, years.units, reports, years.expected, figures, conversion, years.unlike
    )
    found = [years.gap(one) for one in quarter.to_date() if one != quarter]
    closed = (unit for unit in years.units if unit.contact.closed and unit.contact.closed < quarter.start)
    return replace(
        town,
        gaps_before=tuple(one for one in found if one.missing or one.blank),
        closed=tuple(unit.short_name for unit in closed if unit.facts.reporting),
    )


def _read_two_years(office: Office, quarter: Quarter, *, every_header: bool = False) -> _TwoYears:
    to_date = and_(_REPORT.year.in_((quarter.year - 1, quarter.year)), _REPORT.quarter <= quarter.number)
    this_quarter = and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    with office.reading() as session:
        units = read_units(session, quarter.year)
        cycles = read_cycles(session, (quarter.year - 1, quarter.year))
        before = _owing_before(session, quarter, cycles[quarter.year - 1])
        query = select(_REPORT.id, _REPORT.unit_id, _REPORT.year, _REPORT.quarter).where(to_date)
        reports = session.execute(query.order_by(_REPORT.unit_id)).tuples().all()
        headers = read_headers(session, to_date if every_header else this_quarter)
        lines = read_lines(session, (quarter.year - 1, quarter.year), (1, quarter.number))
        systems = read_systems(session, (quarter.year, quarter.year - 1))
    expected = before.copy()
    for one in quarter.to_date():
        expected[one] = frozenset(unit.id for unit in units if expected_in(unit, one, cycles[quarter.year]))
    ids, unlike = _of_owing_units(reports, expected), unlike_before(cycles, quarter)
    return _TwoYears(units, expected, ids, {header.id: header for header in headers}, lines, systems, unlike)


def _of_owing_units(
    reports: Iterable[tuple[int, int, int, int]], expected: Mapping[Quarter, frozenset[int]]
) -> dict[Quarter, dict[int, int]]:
    """Sort reports (id, unit, year, number of the quarter) by quarter and unit, those that are owed."""
    ids: dict[Quarter, dict[int, int]] = {one: {} for one in expected}
    of_quarter = {(one.year, one.number): (units_owing, ids[one]) for one, units_owing in expected.items()}
    for report, unit, year, number in reports:
        owing, found = of_quarter[year, number]
        if unit in owing:
            found[unit] = report
    return ids


def _owing_before(session: Session, quarter: Quarter, cycle: Cycle) -> dict[Quarter, frozenset[int]]:
    """Return which units owed a report in each quarter to date of the year before;
    of that year nothing else is shown.
    """
    columns = (UnitRecord.id, UnitRecord.opened, UnitRecord.closed)
    query = (
        select(*columns)
        .join(UnitRecord.years)
        .where(UnitYearRecord.year == quarter.year - 1, UnitYearRecord.reporting)
    )
    units = session.execute(query).all()
    found = {}
    for one in quarter.last_year.to_date():
        period = cycle.period(one.year, one.number)
        owing = (unit for unit, opened, closed in units if existed_in(opened, closed, period))
        found[one] = frozenset(owing if one.number in cycle.ends else ())
    return found
