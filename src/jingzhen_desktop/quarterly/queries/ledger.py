"""A unit's ledger (台账) of a year."""

from __future__ import annotations

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...office.file import Office
from ...office.rows import value_of
from ...organisation.queries.units import read_units
from ..records import EnergyLedgerRecord, ReportRecord
from ..rules.ledger import ledger_year as _ledger_year
from ..values.ledger import LedgerEntry, LedgerYear
from .reading import read_lines, read_reports
from .versions import read_system

_LEDGER = EnergyLedgerRecord.__table__.c
_REPORT = ReportRecord.__table__.c


def ledger_year(office: Office, unit_id: int, year: int) -> LedgerYear:
    """Return a unit's entries of a year with their sums by month, quarter and year, and what its reports say.

    Raises:
        InputRejected: the unit has no facts of that year.
    """
    with office.reading() as session:
        unit = next((unit for unit in read_units(session, year) if unit.id == unit_id), None)
        if unit is None:
            raise InputRejected(f"单位名录中没有此单位的{year}年情况，请先在“组织机构”中登记。")
        system = read_system(session, year)
        entries = read_entries(session, unit_id, year)
        lines = read_lines(session, (year, year), (1, 4), unit_id)
        reports = read_reports(session, and_(_REPORT.unit_id == unit_id, _REPORT.year == year), lines)
    reported = {report.quarter.number: report.entries for report in reports}
    return _ledger_year(unit, system, entries, reported)


def units_with_ledger(office: Office, year: int) -> frozenset[int]:
    """Return the ids of the units that have entries in a year."""
    with office.reading() as session:
        return frozenset(session.scalars(select(_LEDGER.unit_id).where(_LEDGER.year == year).distinct()))


def read_entries(session: Session, unit_id: int, year: int) -> list[LedgerEntry]:
    """Return inside a transaction a unit's entries of a year, in the order they were made."""
    query = (
        select(EnergyLedgerRecord.__table__)
        .where(_LEDGER.unit_id == unit_id, _LEDGER.year == year)
        .order_by(_LEDGER.id)
    )
    return [value_of(LedgerEntry, row) for row in session.execute(query)]
