"""One unit's quarter against other periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...energy.periods import Quarter
from ...energy.statistics import StatisticalSystem
from ...office import Office
from ...organisation.queries import read_units
from ...organisation.values import UnitInYear
from ..records import ExplanationRecord, ReportRecord
from ..rules import Conversion, Line, assemble_town, expected_in, gather
from ..rules.unit_report import UnitPeriods, unit_comparison_of
from ..values import Indicator, ReportState
from ..values.views import UnitComparison
from .choices import read_conversion
from .reading import read_lines, report_value
from .versions import read_systems

_REPORT = ReportRecord.__table__.c
_EXPLANATION = ExplanationRecord.__table__.c


def unit_comparison(office: Office, unit_id: int, quarter: Quarter) -> UnitComparison:
    """Return a unit's quarter: 本季, 上年同期, 同比, 环比, 累计, 累计同比, 单价, 说明 by row; raises InputRejected if there is no such unit."""
    conversion = read_conversion(office)
    with office.reading() as session:
        units = {year: _unit(session, unit_id, year) for year in (quarter.year - 1, quarter.year)}
        unit = units[quarter.year]
        if unit is None:
            raise InputRejected(f"单位名录中没有此单位的{quarter.year}年情况，请先在“组织机构”中登记。")
        headers = _headers(session, unit_id, quarter)
        lines = read_lines(session, (quarter.year - 1, quarter.year), (1, 4), unit_id)
        systems = read_systems(session, (quarter.year - 1, quarter.year))
        explanations = _explanations(session, headers.get(quarter))
    entries = {one: report_value(header, lines.get(header.id, [])).entries for one, header in headers.items()}
    owed = tuple(
        tuple(one for one in last.to_date() if (of_year := units[last.year]) is not None and expected_in(of_year, one))
        for last in (quarter, quarter.last_year)
    )
    periods = UnitPeriods(unit, quarter, entries, (owed[0], owed[1]), systems)
    state = ReportState(headers[quarter].state) if quarter in headers else ReportState.MISSING
    by_quarter = {one: lines.get(header.id, ()) for one, header in headers.items()}
    return unit_comparison_of(periods, state, conversion, _indicators(periods, by_quarter, systems, conversion), explanations)


def _indicators(
    periods: UnitPeriods, lines: Mapping[Quarter, Sequence[Line]], systems: Mapping[int, StatisticalSystem], conversion: Conversion
) -> tuple[Indicator, ...]:
    """The indicators of a town that consists of this unit."""
    quarter, unit = periods.quarter, periods.unit
    expected = {one: frozenset({unit.id}) if one in (*periods.owed[0], *periods.owed[1]) else frozenset[int]() for one in _both_years(quarter)}
    figures = {one: gather({unit.id: lines[one]} if one in lines and unit.id in expected[one] else {}, systems[one.year], conversion) for one in expected}
    return assemble_town(quarter, systems, [unit], {}, expected, figures, conversion).indicators


def _both_years(quarter: Quarter) -> tuple[Quarter, ...]:
    return (*quarter.last_year.to_date(), *quarter.to_date())


def _unit(session: Session, unit_id: int, year: int) -> UnitInYear | None:
    return next((unit for unit in read_units(session, year) if unit.id == unit_id), None)


def _headers(session: Session, unit_id: int, quarter: Quarter) -> dict[Quarter, Row[Any]]:
    where = and_(_REPORT.unit_id == unit_id, _REPORT.year.between(quarter.year - 1, quarter.year))
    return {Quarter(row.year, row.quarter): row for row in session.execute(select(ReportRecord.__table__).where(where))}


def _explanations(session: Session, header: Row[Any] | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if header is not None:
        query = select(_EXPLANATION.item, _EXPLANATION.text).where(_EXPLANATION.report_id == header.id).order_by(_EXPLANATION.id)
        for item, text in session.execute(query).tuples():
            found.setdefault(item, []).append(text)
    return found
