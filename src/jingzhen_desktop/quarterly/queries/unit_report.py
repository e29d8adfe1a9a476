"""One unit's quarter against other periods."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...energy.periods import Cycle, Quarter
from ...office.file import Office
from ...organisation.queries.units import read_units
from ...organisation.values.units import UnitInYear
from ..records import ExplanationRecord, ReportRecord
from ..rules.owing import expected_in, unlike_before
from ..rules.unit_report import UnitPeriods, unit_comparison_of
from ..values.reports import ReportState
from ..values.views import UnitComparison
from .choices import read_conversion
from .reading import read_lines, read_reports
from .span import read_states
from .versions import read_cycles, read_systems

_REPORT = ReportRecord.__table__.c
_EXPLANATION = ExplanationRecord.__table__.c


def unit_comparison(office: Office, unit_id: int, quarter: Quarter) -> UnitComparison:
    """Return a unit's quarter: 本季, 上年同期, 同比, 环比, 累计, 累计同比, 单价, 说明 by row;
    raises InputRejected if there is no such unit.
    """
    periods = unit_periods(office, unit_id, quarter)
    with office.reading() as session:
        state = read_states(session, quarter).get(unit_id, ReportState.MISSING)
        explanations = _explanations(session, unit_id, quarter)
    return unit_comparison_of(periods, state, read_conversion(office), explanations)


def unit_periods(office: Office, unit_id: int, quarter: Quarter) -> UnitPeriods:
    """Return a unit's figures of this year and the year before;
    raises InputRejected if it has no facts of this year.
    """
    with office.reading() as session:
        units = {year: _unit(session, unit_id, year) for year in (quarter.year - 1, quarter.year)}
        unit = units[quarter.year]
        if unit is None:
            raise InputRejected(f"单位名录中没有此单位的{quarter.year}年情况，请先在“组织机构”中登记。")
        of_unit = and_(_REPORT.unit_id == unit_id, _REPORT.year.between(quarter.year - 1, quarter.year))
        lines = read_lines(session, (quarter.year - 1, quarter.year), (1, 4), unit_id)
        reports = read_reports(session, of_unit, lines)
        both = (quarter.year - 1, quarter.year)
        systems, cycles = read_systems(session, both), read_cycles(session, both)
    unlike = unlike_before(cycles, quarter)
    entries = {report.quarter: report.entries for report in reports}
    owed = (
        _owed(unit, quarter, cycles[quarter.year]),
        _owed(units[quarter.year - 1], quarter.last_year, cycles[quarter.year - 1]),
    )
    return UnitPeriods(unit, quarter, entries, owed, systems, unlike)


def _owed(unit: UnitInYear | None, last: Quarter, cycle: Cycle) -> tuple[Quarter, ...]:
    """The quarters up to one of which a unit, as it was in that year, owes a report."""
    return () if unit is None else tuple(one for one in last.to_date() if expected_in(unit, one, cycle))


def _unit(session: Session, unit_id: int, year: int) -> UnitInYear | None:
    return next((unit for unit in read_units(session, year) if unit.id == unit_id), None)


def _explanations(session: Session, unit_id: int, quarter: Quarter) -> dict[str, list[str]]:
    query = (
        select(_EXPLANATION.item, _EXPLANATION.text)
        .where(_EXPLANATION.report_id == _REPORT.id, _REPORT.unit_id == unit_id)
        .where(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
        .order_by(_EXPLANATION.id)
    )
    found: dict[str, list[str]] = {}
    for item, text in session.execute(query).tuples():
        found.setdefault(item, []).append(text)
    return found
