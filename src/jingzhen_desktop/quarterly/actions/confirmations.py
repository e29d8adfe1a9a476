"""What was confirmed beside a report, written within the step that stores its figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ...office.clock import today
from ...office.rows import columns_of
from ..records import ConfirmationRecord, ReportRecord
from ..values.confirmations import Confirmation, ConfirmationKind
from ..values.findings import ReadForm

_OF_A_FILE = (ConfirmationKind.READING.value, ConfirmationKind.CORRECTION.value)


def keep_readings(session: Session, forms: Sequence[ReadForm], confirmed_by: str) -> None:
    """Keep the answered doubts and the corrections of forms beside their reports; those of an earlier file of
    a report go.
    """
    ids = _report_ids(session, forms)
    earlier = delete(ConfirmationRecord).where(
        ConfirmationRecord.report_id.in_(ids.values()),
        ConfirmationRecord.kind.in_(_OF_A_FILE),
    )
    session.execute(earlier)
    rows: list[dict[str, Any]] = []
    for form in forms:
        if form.report is not None:
            number = ids[form.report.unit_id, form.report.quarter.year, form.report.quarter.number]
            confirmed = _confirmed(form, form.confirmed_by or confirmed_by)
            rows += [{"report_id": number, **columns_of(one)} for one in confirmed]
    if rows:
        session.execute(insert(ConfirmationRecord), rows)


def _confirmed(form: ReadForm, said_by: str) -> list[Confirmation]:
    said = [(ConfirmationKind.READING, one.place, one.text) for one in form.doubts]
    said += [(ConfirmationKind.CORRECTION, one.place, one.text) for one in form.corrections]
    return [Confirmation(*one, today(), said_by, form.file_name) for one in said]


def _report_ids(session: Session, forms: Sequence[ReadForm]) -> dict[tuple[int, int, int], int]:
    reports = [form.report for form in forms if form.report is not None]
    query = select(ReportRecord.id, ReportRecord.unit_id, ReportRecord.year, ReportRecord.quarter).where(
        ReportRecord.unit_id.in_({report.unit_id for report in reports}),
        ReportRecord.year.in_({report.quarter.year for report in reports}),
    )
    wanted = {(report.unit_id, report.quarter.year, report.quarter.number) for report in reports}
    found = {(row.unit_id, row.year, row.quarter): row.id for row in session.execute(query)}
    return {key: number for key, number in found.items() if key in wanted}
