"""What was confirmed beside a report."""

from __future__ import annotations

from sqlalchemy import select

from ...energy.periods import Quarter
from ...office.file import Office
from ...office.rows import value_of
from ..records import ConfirmationRecord, ReportRecord
from ..values.confirmations import Confirmation


def confirmations_of(office: Office, unit_id: int, quarter: Quarter) -> tuple[Confirmation, ...]:
    """Return what was confirmed beside a unit's report, in the order it was."""
    query = (
        select(ConfirmationRecord)
        .join(ReportRecord, ReportRecord.id == ConfirmationRecord.report_id)
        .where(
            ReportRecord.unit_id == unit_id,
            ReportRecord.year == quarter.year,
            ReportRecord.quarter == quarter.number,
        )
        .order_by(ConfirmationRecord.id)
    )
    with office.reading() as session:
        return tuple(value_of(Confirmation, row) for row in session.scalars(query))
