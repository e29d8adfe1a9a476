"""The review of reports: what each is judged against, its findings, and what was said to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from ...energy.periods import Cycle, Quarter
from ...office.file import Office
from ...office.plain import values
from ...office.rows import value_of
from ...organisation.queries.units import read_units
from ...organisation.values.units import UnitInYear
from ..records import EnergyLedgerRecord, ExplanationRecord, ReportRecord
from ..rules.ledger import quarter_sums
from ..rules.owing import expected_in
from ..rules.review import FACT_CHECKS, ReviewBasis, explained, review_findings
from ..values.findings import Explanation, Reviewed
from ..values.ledger import LedgerEntry, LedgerSum
from ..values.reports import Entry, Report
from .choices import read_conversion, read_thresholds
from .reading import read_lines, read_reports
from .versions import read_cycles, read_systems

_REPORT = ReportRecord.__table__.c
_EXPLANATION = ExplanationRecord.__table__.c
_LEDGER = EnergyLedgerRecord.__table__.c
_YEARS_BEFORE = 3
_SAID = """
SELECT report.unit_id, said.*
FROM report_explanation AS said JOIN report ON report.id = said.report_id
WHERE report.year = :year
    AND (report.quarter = :quarter OR said.check_key IN (SELECT value FROM json_each(:facts)))
    AND (:unit IS NULL OR report.unit_id = :unit)
ORDER BY report.quarter = :quarter DESC, said.id DESC
"""  # plain SQL: it is read with every cell typed


@dataclass(frozen=True, slots=True)
class _Said:
    """What a unit says to a finding."""

    unit_id: int
    explanation: Explanation


def reviewed_report(office: Office, unit_id: int, quarter: Quarter) -> tuple[Reviewed, ...]:
    """Return the findings of one report with what was said to them; empty if there is no report."""
    return reviewed_quarter(office, quarter, unit_id).get(unit_id, ())


def reviewed_quarter(
    office: Office, quarter: Quarter, unit_id: int | None = None
) -> dict[int, tuple[Reviewed, ...]]:
    """Return the findings of every report of a quarter (or of one unit's) by unit id;
    who has no report is absent.
    """
    bases, reports = _bases(office, quarter, unit_id)
    said = _explanations(office, quarter, unit_id)
    return {
        unit: explained(review_findings(reports[unit], basis), said.get(unit, ()))
        for unit, basis in bases.items()
        if unit in reports
    }


def review_basis(office: Office, unit_id: int, quarter: Quarter) -> ReviewBasis | None:
    """Return what a unit's report is judged against; None if the unit has no facts of that year."""
    return _bases(office, quarter, unit_id)[0].get(unit_id)


def review_bases(office: Office, quarter: Quarter) -> dict[int, ReviewBasis]:
    """Return by unit id what the reports of a quarter are judged against; who owes none is absent."""
    return _bases(office, quarter, None)[0]


def explanations_of(office: Office, unit_id: int, quarter: Quarter) -> tuple[Explanation, ...]:
    """Return what was said to findings of a unit's report,
    and to those of its year's facts in other quarters.
    """
    return tuple(_explanations(office, quarter, unit_id).get(unit_id, ()))


def _bases(
    office: Office, quarter: Quarter, unit_id: int | None
) -> tuple[dict[int, ReviewBasis], dict[int, Report]]:
    conversion, thresholds = read_conversion(office), read_thresholds(office)
    years = range(quarter.year - _YEARS_BEFORE, quarter.year + 1)
    with office.reading() as session:
        cycles = read_cycles(session, years)
        cycle = cycles[quarter.year]
        units = [
            unit
            for unit in read_units(session, quarter.year)
            if unit_id in {None, unit.id} and expected_in(unit, quarter, cycle)
        ]
        before = {unit.id: unit for unit in read_units(session, quarter.year - 1)}
        systems = read_systems(session, years)
        reports = _reports(session, quarter, unit_id)
        ledgers = _ledgers(session, cycle.period(quarter.year, quarter.number), unit_id)
    own = {unit: of_unit[quarter] for unit, of_unit in reports.items() if quarter in of_unit}
    bases = {
        unit.id: ReviewBasis(
            unit,
            cycle.period(quarter.year, quarter.number),
            systems,
            conversion,
            thresholds,
            before.get(unit.id),
            _earlier(reports.get(unit.id, {}), quarter, cycles),
            _others(reports.get(unit.id, {}), unit, quarter, cycle),
            ledgers.get(unit.id, {}),
        )
        for unit in units
    }
    return bases, own


def _earlier(
    reports: Mapping[Quarter, Report], quarter: Quarter, cycles: Mapping[int, Cycle]
) -> dict[int, Mapping[str, Entry]]:
    """The same period of earlier years, of those in which it was as long."""
    cycle = cycles[quarter.year]
    return {
        one.year: report.entries
        for one, report in reports.items()
        if one.year < quarter.year and cycles[one.year] is cycle
    }


def _others(
    reports: Mapping[Quarter, Report], unit: UnitInYear, quarter: Quarter, cycle: Cycle
) -> dict[int, Mapping[str, Entry]]:
    of_year = {one: report for one, report in reports.items() if one.year == quarter.year and one != quarter}
    return {one.number: report.entries for one, report in of_year.items() if expected_in(unit, one, cycle)}


def _reports(session: Session, quarter: Quarter, unit_id: int | None) -> dict[int, dict[Quarter, Report]]:
    """The year's reports, and those of the same quarter in the years before."""
    first = quarter.year - _YEARS_BEFORE
    same_quarter = and_(_REPORT.year >= first, _REPORT.year < quarter.year, _REPORT.quarter == quarter.number)
    where = or_(_REPORT.year == quarter.year, same_quarter)
    if unit_id is not None:
        where = and_(where, _REPORT.unit_id == unit_id)
    lines = read_lines(session, (first, quarter.year), (quarter.number, quarter.number), unit_id)
    lines |= read_lines(session, (quarter.year, quarter.year), (1, 4), unit_id)
    found: dict[int, dict[Quarter, Report]] = {}
    for report in read_reports(session, where, lines):
        found.setdefault(report.unit_id, {})[report.quarter] = report
    return found


def _ledgers(session: Session, quarter: Quarter, unit_id: int | None) -> dict[int, dict[str, LedgerSum]]:
    months = (quarter.first_month, quarter.last_month)
    where = and_(_LEDGER.year == quarter.year, _LEDGER.month.between(*months))
    if unit_id is not None:
        where = and_(where, _LEDGER.unit_id == unit_id)
    entries: dict[int, list[LedgerEntry]] = {}
    for row in session.execute(select(EnergyLedgerRecord.__table__).where(where)):
        entries.setdefault(row.unit_id, []).append(value_of(LedgerEntry, row))
    return {unit: quarter_sums(rows, quarter) for unit, rows in entries.items()}


def _explanations(office: Office, quarter: Quarter, unit_id: int | None) -> dict[int, list[Explanation]]:
    """By unit: those of the quarter's report first, then those to the year's facts in other quarters,
    the newest first.
    """
    found: dict[int, list[Explanation]] = {}
    key = {
        "year": quarter.year,
        "quarter": quarter.number,
        "unit": unit_id,
        "facts": json.dumps(sorted(FACT_CHECKS)),
    }
    with office.looking() as source:
        for said in values(source, _Said, _SAID, key):
            found.setdefault(said.unit_id, []).append(said.explanation)
    return found
