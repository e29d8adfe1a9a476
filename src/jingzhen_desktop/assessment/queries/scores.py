"""Reads of score tables and assessments: values, with every unit's score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ...inspection.rules.plan import next_number
from ...office.file import Office
from ...office.rows import value_of
from ...office.settings import read_setting
from ...organisation.queries.units import read_units
from ...organisation.values.units import Affiliation, UnitInYear
from ..records.scores import (
    AssessmentRecord,
    AttendanceRecord,
    CourseStepRecord,
    GivenScoreRecord,
    GradedUnitRecord,
    ParticipantRecord,
    ScoreItemRecord,
    ScoreTableRecord,
)
from ..rules.grades import read_grades
from ..rules.score_courses import why_left_out
from ..rules.scoring import kept, scored, whole_score
from ..score_choices import step_sets
from ..settings import NOTICE_PREFIX
from ..values.score_courses import Assessment, CourseStep, GivenScore, GradedUnit, Participant
from ..values.score_states import AssessmentState
from ..values.score_tables import ScoreItem, ScoreTable
from ..values.score_views import AssessmentView, Findings, ScoredUnit
from .score_findings import findings_of

FROZEN = frozenset({AssessmentState.SENT, AssessmentState.GRADED})
"""States in which what the records said is kept."""


def score_tables(office: Office) -> list[ScoreTable]:
    """Return the office's score tables with their items, in the order they were made."""
    with office.reading() as session:
        return read_tables(session)


def score_table(office: Office, table_id: int) -> ScoreTable | None:
    """Return one score table; None if it is gone."""
    with office.reading() as session:
        return next(iter(read_tables(session, ScoreTableRecord.id == table_id)), None)


def read_tables(session: Session, *which: ColumnElement[bool]) -> list[ScoreTable]:
    """Return score tables inside a transaction or a reading."""
    records = session.scalars(select(ScoreTableRecord).where(*which).order_by(ScoreTableRecord.id)).all()
    ids = [record.id for record in records]
    items: dict[int, list[ScoreItem]] = defaultdict(list)
    query = select(ScoreItemRecord).where(ScoreItemRecord.table_id.in_(ids))
    for record in session.scalars(query.order_by(ScoreItemRecord.position, ScoreItemRecord.id)):
        items[record.table_id].append(value_of(ScoreItem, record))
    return [value_of(ScoreTable, record, items=tuple(items[record.id])) for record in records]


def assessments_of_year(office: Office, year: int) -> list[Assessment]:
    """Return the assessments of a year, in the order they were begun."""
    with office.reading() as session:
        return read_assessments(session, AssessmentRecord.year == year)


def assessment(office: Office, assessment_id: int) -> Assessment | None:
    """Return one assessment with its table; None if it is gone."""
    with office.reading() as session:
        return next(iter(read_assessments(session, AssessmentRecord.id == assessment_id)), None)


def read_assessments(session: Session, *which: ColumnElement[bool]) -> list[Assessment]:
    """Return assessments with their tables, inside a transaction or a reading."""
    records = session.scalars(select(AssessmentRecord).where(*which).order_by(AssessmentRecord.id)).all()
    used = ScoreTableRecord.id.in_({record.table_id for record in records})
    tables = {table.id: table for table in read_tables(session, used)}
    return [value_of(Assessment, record, table=tables[record.table_id]) for record in records]


def read_participants(session: Session, assessment_: Assessment) -> list[Participant]:
    """Return the units of an assessment in the register's order, inside a transaction or a reading."""
    units = {unit.id: (place, unit) for place, unit in enumerate(read_units(session, assessment_.year))}
    records = session.scalars(
        select(ParticipantRecord).where(ParticipantRecord.assessment_id == assessment_.id)
    )
    found = [
        _participant(record, units[record.unit_id][1] if record.unit_id in units else None)
        for record in records
    ]
    return sorted(found, key=lambda one: units[one.unit_id][0] if one.unit_id in units else len(units))


def _participant(record: ParticipantRecord, unit: UnitInYear | None) -> Participant:
    if unit is None:
        return value_of(
            Participant, record, name=f"单位{record.unit_id}", short_name=f"单位{record.unit_id}", own=None
        )
    affiliation = unit.facts.affiliation
    own = None if affiliation is None else affiliation is Affiliation.TOWN
    return value_of(Participant, record, name=unit.name, short_name=unit.short_name, own=own)


def assessment_view(
    office: Office, assessment_id: int, known: Findings | None = None
) -> AssessmentView | None:
    """Return an assessment with every unit's score; None if it is gone.

    Args:
        known: what the office file says, where it was read already; it is then not read here.
    """
    with office.reading() as session:
        found = next(iter(read_assessments(session, AssessmentRecord.id == assessment_id)), None)
        if found is None or found.table is None:
            return None
        participants = read_participants(session, found)
        given = _given(session, found.id)
        steps = _steps(session, found.id)
        graded = _graded(session, found)
        units = {unit.id: unit for unit in read_units(session, found.year)}
    grades = read_grades(found.table.grades) if found.table.grades else ()
    findings: Findings = {}
    if found.state not in FROZEN:
        findings = _findings(office, found, participants, units) if known is None else known
    shown = []
    for one in participants:
        why = why_left_out(one)
        if why:
            shown.append(ScoredUnit(one, None, why))
            continue
        false = bool(one.false_data.strip())
        own = given.get(one.id, {})
        if found.state in FROZEN:
            items = kept(found.table, own, false_data=false)
        else:
            items = scored(found.table, findings.get(one.unit_id, {}), own, step_sets(), false_data=false)
        shown.append(ScoredUnit(one, whole_score(found.table, items, grades, false_data=false)))
    return AssessmentView(found, found.table, grades, tuple(shown), steps, graded, findings)


def assessment_findings(office: Office, assessment_id: int) -> Findings:
    """Return what the office file says to the items of an assessment now; nothing of one that is frozen or
    gone.
    """
    with office.reading() as session:
        found = next(iter(read_assessments(session, AssessmentRecord.id == assessment_id)), None)
        if found is None or found.state in FROZEN:
            return {}
        participants = read_participants(session, found)
        units = {unit.id: unit for unit in read_units(session, found.year)}
    return _findings(office, found, participants, units)


def _findings(
    office: Office, found: Assessment, participants: Sequence[Participant], units: Mapping[int, UnitInYear]
) -> Findings:
    assessed = [units[one.unit_id] for one in participants if not why_left_out(one) and one.unit_id in units]
    return findings_of(office, found, assessed)


def graded_units(office: Office, assessment_id: int) -> list[GradedUnit]:
    """Return what units were given in every version of an assessment, oldest first."""
    query = (
        select(GradedUnitRecord, ParticipantRecord.unit_id)
        .join(ParticipantRecord, ParticipantRecord.id == GradedUnitRecord.participant_id)
        .where(ParticipantRecord.assessment_id == assessment_id)
        .order_by(GradedUnitRecord.version, ParticipantRecord.id)
    )
    with office.reading() as session:
        return [
            value_of(GradedUnit, record, unit_id=unit) for record, unit in session.execute(query).tuples()
        ]


def attendance_of(office: Office, activity_ids: Sequence[int]) -> dict[int, frozenset[int]]:
    """Return by activity the ids of the units on its attendance list."""
    query = select(AttendanceRecord.activity_id, AttendanceRecord.unit_id).where(
        AttendanceRecord.activity_id.in_(activity_ids)
    )
    found: dict[int, set[int]] = {}
    with office.reading() as session:
        for activity_id, unit_id in session.execute(query).tuples():
            found.setdefault(activity_id, set()).add(unit_id)
    return {activity_id: frozenset(ids) for activity_id, ids in found.items()}


def assessment_of_participant(office: Office, participant_id: int) -> Assessment | None:
    """Return the assessment in which a unit has this part; None if it is gone."""
    with office.reading() as session:
        record = session.get(ParticipantRecord, participant_id)
        if record is None:
            return None
        return next(iter(read_assessments(session, AssessmentRecord.id == record.assessment_id)), None)


def assessed_by(office: Office, year: int, day: date) -> Assessment | None:
    """Return the newest assessment of a year whose grades stood on a day; None if there is none."""
    stood = [
        one
        for one in assessments_of_year(office, year)
        if one.state is AssessmentState.GRADED and one.state_on is not None and one.state_on <= day
    ]
    return stood[-1] if stood else None


def proposed_notice_number(office: Office, year: int) -> str:
    """Return the next free number of a 通报 about an assessment in a year."""
    with office.reading() as session:
        numbers = session.scalars(select(AssessmentRecord.number)).all()
    return next_number([one for one in numbers if one], read_setting(office, NOTICE_PREFIX), year)


def _given(session: Session, assessment_id: int) -> dict[int, dict[int, GivenScore]]:
    query = (
        select(GivenScoreRecord)
        .join(ParticipantRecord, ParticipantRecord.id == GivenScoreRecord.participant_id)
        .where(ParticipantRecord.assessment_id == assessment_id)
    )
    found: dict[int, dict[int, GivenScore]] = defaultdict(dict)
    for record in session.scalars(query):
        found[record.participant_id][record.item_id] = value_of(GivenScore, record)
    return dict(found)


def _steps(session: Session, assessment_id: int) -> tuple[CourseStep, ...]:
    query = select(CourseStepRecord).where(CourseStepRecord.assessment_id == assessment_id)
    return tuple(value_of(CourseStep, one) for one in session.scalars(query.order_by(CourseStepRecord.id)))


def _graded(session: Session, found: Assessment) -> dict[int, GradedUnit]:
    query = (
        select(GradedUnitRecord, ParticipantRecord.unit_id)
        .join(ParticipantRecord, ParticipantRecord.id == GradedUnitRecord.participant_id)
        .where(ParticipantRecord.assessment_id == found.id, GradedUnitRecord.version == found.version)
    )
    rows = session.execute(query).tuples()
    return {record.participant_id: value_of(GradedUnit, record, unit_id=unit) for record, unit in rows}
