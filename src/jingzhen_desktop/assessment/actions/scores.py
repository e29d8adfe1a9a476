"""Verbs on an assessment: begin, change, score, take in what units say, move on, grade, issue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ...base.differences import differing
from ...base.errors import FieldRejected, InputRejected
from ...base.text import chinese_date
from ...office.clock import today
from ...office.file import Office, name_step
from ...office.issued import Paper, keep
from ...office.rows import columns_of, store
from ...office.titles import titles_of
from ...organisation.queries.units import read_units
from ...organisation.values.scope import exists_on
from ...organisation.values.units import UnitInYear
from ...publicity.values import activity_place
from ..queries.scores import assessment_view, read_assessments, read_participants
from ..records.scores import (
    AssessmentRecord,
    AttendanceRecord,
    CourseStepRecord,
    GivenScoreRecord,
    GradedUnitRecord,
    ParticipantRecord,
)
from ..rules.score_courses import (
    check_assessment,
    check_basis,
    check_may_leave,
    check_move,
    check_participant,
    is_back,
    may_score,
)
from ..rules.score_freezing import frozen
from ..rules.score_tables import check_given, check_usable
from ..values.score_courses import Assessment, Participant
from ..values.score_places import scores_place, sheet_place
from ..values.score_states import AssessmentState
from ..values.score_views import AssessmentView, ScoredUnit
from ..values.scores import Scored

OwnScores = Mapping[int, tuple[Decimal | None, str]]
"""What a unit gave itself, and what it says to it, by item id."""


def add_assessment(office: Office, draft: Assessment) -> int:
    """Begin an assessment: with the units that exist on its “as of” day. Returns its id. Raises
    InputRejected.
    """
    check_assessment(draft)
    check_basis(draft.basis, today())
    with office.transaction(f"新增考核 {draft.title}", scores_place(draft.year)) as session:
        draft = replace(draft, state=AssessmentState.DRAFT, version=1, state_on=None)
        record = AssessmentRecord(**columns_of(draft))
        session.add(record)
        session.flush()
        for unit in read_units(session, draft.year):
            if unit.facts.reporting and exists_on(unit, draft.as_of):
                value = Participant(0, record.id, unit.id, _left_out(unit, draft.year))
                session.add(ParticipantRecord(**columns_of(value)))
        name_step(session, place=scores_place(draft.year, record.id))
        return record.id


def _left_out(unit: UnitInYear, year: int) -> str:
    """A unit that is new this year has no year before to be measured by."""
    opened = unit.contact.opened
    return f"{chinese_date(opened)}新设，没有上年数据" if opened and opened >= date(year, 1, 1) else ""


def change_assessment(office: Office, old: Assessment, new: Assessment) -> None:
    """Change what is said of an assessment; once the scores are with the units, only the days. Raises
    InputRejected.
    """
    check_assessment(new)
    check_basis(new.basis, today())
    changed = differing(old, new)
    titles = titles_of(AssessmentRecord, [name for name in changed if name != "table"])
    with office.transaction(f"修改考核{titles}", scores_place(old.year, old.id)) as session:
        record = session.get_one(AssessmentRecord, old.id)
        state = AssessmentState(record.state)
        if state is AssessmentState.GRADED and not set(changed) <= {"ranked", "list_basis"}:
            raise InputRejected("已定档，要改请先“修订”。")
        if state is AssessmentState.SENT and set(changed) & {"as_of", "estimate", "table_id"}:
            raise InputRejected("得分已送单位核对，数据截至日期和估计办法不能再改；要改请先退回“复核”。")
        if state is not AssessmentState.DRAFT and "table_id" in changed:
            raise InputRejected("考核已经开始，不能换评分表。")
        store(record, new)


def remove_assessment(office: Office, assessment_id: int) -> None:
    """Remove an assessment that has not gone to the units. Raises InputRejected."""
    with office.transaction("删除考核", scores_place(today().year)) as session:
        record = session.get_one(AssessmentRecord, assessment_id)
        name_step(session, label=f"删除考核 {record.title}", place=scores_place(record.year))
        if (
            AssessmentState(record.state) in (AssessmentState.SENT, AssessmentState.GRADED)
            or record.version > 1
        ):
            raise InputRejected(f"“{record.title}”的得分已送单位核对，不能删除。")
        participants = select(ParticipantRecord.id).where(ParticipantRecord.assessment_id == assessment_id)
        session.execute(delete(GivenScoreRecord).where(GivenScoreRecord.participant_id.in_(participants)))
        session.delete(record)


def change_participant(office: Office, old: Participant, new: Participant) -> None:
    """Change what is said of a unit in an assessment: left out, objection, answer. Raises InputRejected."""
    titles = titles_of(ParticipantRecord, differing(old, new))
    with office.transaction(f"{old.short_name}：{titles}", sheet_place(old.id)) as session:
        found = _assessment(session, old.assessment_id)
        check_participant(new, found, today())
        check_basis(new.document, today())
        if found.state is AssessmentState.GRADED:
            raise InputRejected("已定档，要改请先“修订”。")
        settled = {"left_out", "document_issuer", "document_number", "document_day", "received_on"}
        if found.state is AssessmentState.SENT and set(differing(old, new)) & settled:
            raise InputRejected("得分已送单位核对；要改考核的单位请先退回“复核”。")
        store(session.get_one(ParticipantRecord, old.id), new)


def give_points(
    office: Office, participant_id: int, scored: Scored, points: Decimal | None, reason: str = ""
) -> None:
    """Give a unit points for an item, by hand or against the records; None takes back what was given.
    Raises InputRejected.
    """
    item = scored.item
    check_given(item, points, reason, scored.computed)
    with office.transaction(f"评分：{item.title}", sheet_place(participant_id)) as session:
        record = _score_record(session, participant_id, item.id)
        record.given, record.reason = points, reason.strip()


def set_veto(office: Office, participant_id: int, scored: Scored, vetoed: bool, reason: str = "") -> None:
    """Say that a unit fails a veto item, with the reason, or that it does not. Raises InputRejected."""
    if vetoed and not reason.strip():
        raise FieldRejected("reason", "请写明未达到的事实。")
    with office.transaction(f"否决性指标：{scored.item.title}", sheet_place(participant_id)) as session:
        record = _score_record(session, participant_id, scored.item.id)
        record.vetoed, record.reason = vetoed, reason.strip()


def store_own_scores(office: Office, participant_id: int, received_on: date, own: OwnScores) -> None:
    """Store what a unit gave itself, in place of what it said before. Raises InputRejected."""
    with office.transaction("导入自评", sheet_place(participant_id)) as session:
        participant = session.get_one(ParticipantRecord, participant_id)
        found = _assessment(session, participant.assessment_id)
        if found.state not in (AssessmentState.DRAFT, AssessmentState.SELF, AssessmentState.REVIEW):
            raise InputRejected(f"现在是“{found.state.words}”，不再收自评。")
        if received_on > today():
            raise FieldRejected("received_on", f"收到日期{chinese_date(received_on)}还没有到，请核对。")
        names = {one.id: one.short_name for one in read_participants(session, found)}
        name_step(session, label=f"导入自评 {names[participant_id]}")
        participant.received_on = received_on
        for item_id, (points, reason) in own.items():
            record = _row(session, participant_id, item_id)
            record.own, record.own_reason = points, reason.strip()


def record_attendance(office: Office, year: int, activity_id: int, unit_ids: Collection[int]) -> None:
    """Say which units are on an activity's attendance list."""
    with office.transaction(
        f"登记签到{len(set(unit_ids))}个单位", activity_place(year, activity_id)
    ) as session:
        session.execute(delete(AttendanceRecord).where(AttendanceRecord.activity_id == activity_id))
        session.add_all(
            AttendanceRecord(activity_id=activity_id, unit_id=one) for one in sorted(set(unit_ids))
        )


def move_assessment(
    office: Office,
    assessment_id: int,
    to: AssessmentState,
    day: date,
    note: str = "",
    papers: Sequence[Paper] = (),
) -> None:
    """Move an assessment on, or back. 定档 is an end of undo, and so is 修订.

    Args:
        papers: what is kept as issued in the same step, of an assessment that may leave the house.

    Raises:
        InputRejected: what is to be done first; nothing was stored.
    """
    view = assessment_view(office, assessment_id)
    if view is None:
        raise InputRejected("这次考核已经不在了，请刷新后重试。")
    found = view.assessment
    scores = {one.participant.unit_id: one.score for one in view.units if one.score is not None}
    participants = [one.participant for one in view.units]
    check_move(found, to, day, today(), participants, scores, note)
    if not is_back(found.state, to):
        check_usable(view.table)
    final = AssessmentState.GRADED in (found.state, to)
    with office.transaction(_label(found, to), scores_place(found.year, found.id), final=final) as session:
        record = session.get_one(AssessmentRecord, found.id)
        if found.state is AssessmentState.GRADED:
            record.version += 1
            record.number, record.issued_on = "", None
        if to is AssessmentState.SENT:
            _freeze(session, view)
        elif found.state in (AssessmentState.SENT, AssessmentState.GRADED) and to is AssessmentState.REVIEW:
            _thaw(session, view)
        if to is AssessmentState.GRADED:
            session.add_all(_graded(one, record.version, day) for one in view.assessed)
        record.state, record.state_on = to.value, day
        session.add(
            CourseStepRecord(
                assessment_id=found.id, version=record.version, state=to.value, day=day, note=note.strip()
            )
        )
        for paper in papers:
            keep(session, paper)


def issue_notice(office: Office, assessment_id: int, number: str, day: date, paper: Paper) -> None:
    """Send out the 通报 of an assessment: its number and day are stored and the paper is kept, in one
    final step.

    Raises:
        InputRejected: there is no basis document, the grades do not stand, the day is before them, or the
            number is taken.
    """
    with office.transaction(f"发出{paper.title}", paper.place, final=True) as session:
        found = _assessment(session, assessment_id)
        check_may_leave(found)
        if found.issued_on is not None:
            raise InputRejected(f"这次考核的通报已于{chinese_date(found.issued_on)}发出。")
        if found.state_on is not None and day < found.state_on:
            raise FieldRejected("day", f"通报日期早于定档的{chinese_date(found.state_on)}，请核对。")
        if day > today():
            raise FieldRejected("day", f"通报日期{chinese_date(day)}还没有到，请核对。")
        record = session.get_one(AssessmentRecord, assessment_id)
        record.number, record.issued_on = number.strip(), day
        keep(session, paper)


def _label(found: Assessment, to: AssessmentState) -> str:
    if found.state is AssessmentState.GRADED:
        return f"修订{found.title}"
    return f"{found.title}{'退回' if is_back(found.state, to) else '转到'}{to.words}"


def _assessment(session: Session, assessment_id: int) -> Assessment:
    return read_assessments(session, AssessmentRecord.id == assessment_id)[0]


def _score_record(session: Session, participant_id: int, item_id: int) -> GivenScoreRecord:
    """The row of an item of a unit, made where there is none; refused where points may not change now."""
    participant = session.get_one(ParticipantRecord, participant_id)
    found = _assessment(session, participant.assessment_id)
    value = next(one for one in read_participants(session, found) if one.id == participant_id)
    if why := may_score(found, value):
        raise InputRejected(f"{value.short_name}：{why}。")
    return _row(session, participant_id, item_id)


def _row(session: Session, participant_id: int, item_id: int) -> GivenScoreRecord:
    record = session.get(GivenScoreRecord, (participant_id, item_id))
    if record is None:
        record = GivenScoreRecord(
            participant_id=participant_id, item_id=item_id, reason="", own_reason="", vetoed=False, ground=""
        )
        session.add(record)
        session.flush()
    return record


def _freeze(session: Session, view: AssessmentView) -> None:
    for unit in view.assessed:
        for one in unit.score.scored if unit.score else ():
            if one.computed is not None or one.found.grounds:
                record = _row(session, unit.participant.id, one.item.id)
                record.computed, record.ground = one.computed, frozen(one.found)


def _thaw(session: Session, view: AssessmentView) -> None:
    ids = [one.participant.id for one in view.units]
    for record in session.scalars(select(GivenScoreRecord).where(GivenScoreRecord.participant_id.in_(ids))):
        record.computed, record.ground = None, ""


def _graded(unit: ScoredUnit, version: int, day: date) -> GradedUnitRecord:
    assert unit.score is not None
    assert unit.score.total is not None  # check_move saw to it when they were sent
    return GradedUnitRecord(
        participant_id=unit.participant.id,
        version=version,
        total=unit.score.total,
        grade=unit.score.grade,
        day=day,
    )
