"""What is stored of several quarters, read in one sweep;
and the tables across units and quarters made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ...energy.periods import Quarter, quarters_of
from ...office.file import Office
from ...organisation.queries.units import read_units
from ..records import ReportRecord
from ..rules.figures import QuarterFigures, StoredLine, gather
from ..rules.national import national_table as _national_table
from ..rules.national import unit_matrix as _unit_matrix
from ..rules.owing import expected_in
from ..rules.span import Span
from ..rules.total_parts import TableParts
from ..rules.trend import trend_of
from ..values.reports import ReportState
from ..values.views import NationalTable, RowKind, Trend, UnitMatrix
from .choices import read_conversion
from .reading import read_lines
from .versions import read_cycles, read_systems

_REPORT = ReportRecord.__table__.c


def national_table(office: Office, quarter: Quarter, *, to_date: bool = False) -> NationalTable:
    """Return 汇总表 in the national shape: of one quarter, or of all quarters of the year to date."""
    quarters = quarter.to_date() if to_date else (quarter,)
    return _national_table(read_span(office, quarters), quarters)


def table_parts(office: Office, quarter: Quarter, *, to_date: bool = False) -> TableParts:
    """Return the same table with the units' figures, so that any of its totals can be opened."""
    quarters = quarter.to_date() if to_date else (quarter,)
    span = read_span(office, quarters)
    return TableParts(_national_table(span, quarters), span)


def unit_matrix(office: Office, quarter: Quarter, kind: RowKind = RowKind.QUANTITY) -> UnitMatrix:
    """Return units × indicators of one quarter: quantities, costs or standard coal."""
    span = read_span(office, (quarter,))
    with office.reading() as session:
        states = read_states(session, quarter)
    return _unit_matrix(span, quarter, kind, states)


def trend(office: Office, last: Quarter, years: int = 3) -> Trend:
    """Return the quarters of the last years up to one of them, by carrier,
    with shares and ranks of the last year to date.
    """
    first = last.year - years + 1
    quarters = chain.from_iterable(map(quarters_of, range(first - 1, last.year + 1)))
    span = read_span(office, [quarter for quarter in quarters if quarter <= last])
    kept = [quarter for quarter in span.figures if quarter.year >= first and span.expected[quarter]]
    return trend_of(span, kept or [last])


def read_span(office: Office, quarters: Iterable[Quarter]) -> Span:
    """Return what is stored of some quarters: units, forms, figures of expected units."""
    wanted = sorted(set(quarters))
    years = sorted({quarter.year for quarter in wanted})
    conversion = read_conversion(office)
    with office.reading() as session:
        units = {year: read_units(session, year) for year in years}
        systems, cycles = read_systems(session, years), read_cycles(session, years)
        lines = _lines_by_quarter(session, wanted)
    expected: dict[Quarter, frozenset[int]] = {}
    figures: dict[Quarter, QuarterFigures] = {}
    for quarter in wanted:
        cycle = cycles[quarter.year]
        one = cycle.ending(quarter)
        owing = frozenset(unit.id for unit in units[one.year] if expected_in(unit, one, cycle))
        rows = {unit: rows for unit, rows in lines.get(one, {}).items() if unit in owing}
        expected[one], figures[one] = owing, gather(rows, systems[one.year], conversion)
    return Span(units, systems, expected, figures, conversion.name)


def read_states(session: Session, quarter: Quarter) -> dict[int, ReportState]:
    """Return the states of a quarter's reports by unit id; who has none is absent."""
    query = select(_REPORT.unit_id, _REPORT.state).where(
        and_(_REPORT.year == quarter.year, _REPORT.quarter == quarter.number)
    )
    return {unit: ReportState(state) for unit, state in session.execute(query).tuples()}


def _lines_by_quarter(
    session: Session, quarters: Sequence[Quarter]
) -> dict[Quarter, dict[int, Sequence[StoredLine]]]:
    years, numbers = [one.year for one in quarters], [one.number for one in quarters]
    between = (min(years), max(years)), (min(numbers), max(numbers))
    lines = read_lines(session, *between)
    query = select(_REPORT.id, _REPORT.unit_id, _REPORT.year, _REPORT.quarter).where(
        _REPORT.year.between(*between[0])
    )
    found: dict[Quarter, dict[int, Sequence[StoredLine]]] = {quarter: {} for quarter in quarters}
    for report, unit, year, number in session.execute(query.order_by(_REPORT.unit_id)).tuples():
        quarter = Quarter(year, number)
        if quarter in found:
            found[quarter][unit] = lines.get(report, ())
    return found
