"""What is read without SQLAlchemy reads as by it, and a window with 今日工作 needs nothing else."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Select, func, select
from sqlalchemy.dialects import sqlite

from jingzhen_desktop import tabs
from jingzhen_desktop.annual.records import SummaryRecord
from jingzhen_desktop.assessment.records.over_quota import OverQuotaRecord, OverQuotaStepRecord
from jingzhen_desktop.assessment.records.scores import AssessmentRecord
from jingzhen_desktop.assessment.records.targets import UnitTargetRecord
from jingzhen_desktop.energy.periods import quarters_of
from jingzhen_desktop.example.data import YEAR
from jingzhen_desktop.example.making import make_office
from jingzhen_desktop.inspection.records import (
    CircularRecord,
    ComplaintRecord,
    DrawRecord,
    ItemRecord,
    PlannedUnitRecord,
    ReadingRecord,
    RectificationRecord,
    RoundRecord,
    ViolationRecord,
    VisitRecord,
)
from jingzhen_desktop.office import plain, rows
from jingzhen_desktop.office.photos import PhotoData
from jingzhen_desktop.office.records import JournalStep
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.records import (
    AdjustmentRecord,
    LeadingGroupRecord,
    LedgerRecord,
    MemberRecord,
    UnitRecord,
    UnitYearRecord,
)
from jingzhen_desktop.publicity.actions import ACTIVITY_PHOTOS, change_week
from jingzhen_desktop.publicity.queries import activities_of_year, publicity_week
from jingzhen_desktop.publicity.records import ActivityPhotoRecord, ActivityRecord, PublicityWeekRecord
from jingzhen_desktop.quarterly.queries.reports import report_to_change, stored_report
from jingzhen_desktop.quarterly.queries.review import explanations_of
from jingzhen_desktop.quarterly.records import (
    ExplanationRecord,
    ReportLineRecord,
    ReportRecord,
    SubmissionRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

START = """
import datetime, sys
from pathlib import Path
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.tabs import everything_today
with Office.open(Path(sys.argv[1])) as office:
    everything_today(office, 2011, datetime.date(2011, 7, 1))
    office.undoable(), office.redoable(), office.why_no_undo()
print(*(name for name in ("sqlalchemy", "PySide6") if name in sys.modules))
"""

_FACTS = [column for column in UnitYearRecord.__table__.columns if column.name != "id"]
_UNITS = select(UnitRecord.__table__, *_FACTS).join(UnitYearRecord)
SELECTS: dict[str, Select[Any]] = {
    "Activity": select(ActivityRecord.__table__),
    "AssessmentOfYear": select(AssessmentRecord.__table__),
    "CheckedItem": select(ItemRecord.__table__),
    "Circular": select(CircularRecord.__table__),
    "Complaint": select(ComplaintRecord.__table__),
    "Draw": select(DrawRecord.__table__),
    "GroupDocument": select(AdjustmentRecord.__table__),
    "LeadingGroup": select(LeadingGroupRecord.__table__),
    "LedgerEntry": select(LedgerRecord.__table__),
    "Member": select(MemberRecord.__table__),
    "OverQuota": select(OverQuotaRecord.__table__),
    "Photo": select(ActivityPhotoRecord.__table__),
    "PublicityWeek": select(PublicityWeekRecord.__table__),
    "Reading": select(ReadingRecord.__table__),
    "Rectification": select(RectificationRecord.__table__),
    "Report": select(ReportRecord.__table__),
    "Round": select(RoundRecord.__table__),
    "StoredStep": select(JournalStep.__table__),
    "TakenStep": select(OverQuotaStepRecord.__table__),
    "Submission": select(SubmissionRecord.__table__),
    "UnitInYear": _UNITS,
    "UnitTarget": select(UnitTargetRecord.__table__),
    "Violation": select(ViolationRecord.__table__),
    "Visit": select(VisitRecord.__table__),
    "_Known": _UNITS.join(ReportRecord, ReportRecord.unit_id == UnitRecord.id)
    .join(SubmissionRecord, SubmissionRecord.year == ReportRecord.year)
    .add_columns(ReportRecord.state, ReportRecord.version, SubmissionRecord.submitted_on.label("locked_on")),
    "_Line": select(ReportLineRecord.__table__),
    "_Planned": select(PlannedUnitRecord.__table__),
    "_Said": select(ReportRecord.unit_id, ExplanationRecord.__table__).join(ReportRecord),
    "_Stored": select(ReportRecord.__table__, func.length(ReportRecord.note).label("filled")),
    "_Written": select(SummaryRecord.__table__),
}
"""By the name of each value that is read without SQLAlchemy: its rows, as SQLAlchemy knows them."""


@pytest.fixture
def example(tmp_path: Path) -> Iterator[Office]:
    """The example office, with a photo and a publicity week of its own."""
    with make_office(tmp_path / "示例.jzdb") as office:
        first = activities_of_year(office, YEAR)[0]
        ACTIVITY_PHOTOS.add(office, first.id, [PhotoData(b"a picture", 8, 8)])
        week = publicity_week(office, YEAR)
        change_week(office, week, replace(week, first=date(YEAR, 6, 12), theme="节能我行动"))
        yield office


def read_without_sqlalchemy(office: Office, monkeypatch: pytest.MonkeyPatch) -> dict[type, frozenset[str]]:
    """Everything a start and a typed cell read: the kinds of values, and which of their fields are
    added.
    """
    found: dict[type, frozenset[str]] = {}

    def noted(kind: type, titles: tuple[str, ...], added: frozenset[str]) -> rows.Make:
        found[kind] = added
        return rows.value_maker(kind, titles, added)

    monkeypatch.setattr(plain, "value_maker", noted)
    for year in (YEAR - 1, YEAR, YEAR + 1):
        tabs.everything_today(office, year, date(year, 7, 1))
        tabs.everything_today(office, year, date(year + 1, 1, 15))
    office.undoable()
    for quarter in quarters_of(YEAR):
        for unit in units_of_year(office, YEAR):
            stored_report(office, unit.id, quarter)
            report_to_change(office, unit.id, quarter, to_move=True)
            explanations_of(office, unit.id, quarter)
    return found


def test_what_is_read_without_sqlalchemy_reads_as_the_schema_says(
    example: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = read_without_sqlalchemy(example, monkeypatch)
    assert {kind.__name__ for kind in kinds} == set(SELECTS)
    for kind, names in kinds.items():
        added: dict[str, Any] = dict.fromkeys(names)
        query = SELECTS[kind.__name__]
        statement = str(query.compile(dialect=sqlite.dialect()))
        with example.looking() as source:
            plainly = plain.values(source, kind, statement, **added)
        with example.reading() as session:
            by_schema = [rows.value_of(kind, row, **added) for row in session.execute(query)]
        assert repr(plainly) == repr(by_schema)  # True is not 1, and 1.0 is not 1.00
        assert plainly, f"nothing of {kind.__name__} is in the example"


def test_what_is_due_is_read_without_sqlalchemy(tmp_path: Path) -> None:
    path = tmp_path / "测试镇.jzdb"
    tabs.create_office(path, {}).close()
    found = subprocess.run(
        [sys.executable, "-c", START, str(path)], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []
