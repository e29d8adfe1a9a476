"""How far an assessment may go, and when what was typed may still be changed: the state machine. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.text import chinese_date, join_names
from ..values.score_courses import Assessment, Basis, Participant
from ..values.score_states import AssessmentState
from ..values.scores import Score

_FORWARD: dict[AssessmentState, tuple[AssessmentState, ...]] = {
    AssessmentState.DRAFT: (AssessmentState.SELF, AssessmentState.REVIEW),
    AssessmentState.SELF: (AssessmentState.REVIEW,),
    AssessmentState.REVIEW: (AssessmentState.SENT,),
    AssessmentState.SENT: (AssessmentState.GRADED,),
    AssessmentState.GRADED: (),
}
_BACK: dict[AssessmentState, tuple[AssessmentState, ...]] = {
    AssessmentState.DRAFT: (),
    AssessmentState.SELF: (AssessmentState.DRAFT,),
    AssessmentState.REVIEW: (AssessmentState.SELF, AssessmentState.DRAFT),
    AssessmentState.SENT: (AssessmentState.REVIEW,),
    AssessmentState.GRADED: (AssessmentState.REVIEW,),
}
_OPEN = frozenset({AssessmentState.DRAFT, AssessmentState.SELF, AssessmentState.REVIEW})
_NAMED = 3


def next_state(state: AssessmentState) -> AssessmentState | None:
    """Return the usual next state; None at the end."""
    following = _FORWARD[state]
    return following[0] if following else None


def may_follow(state: AssessmentState, to: AssessmentState) -> bool:
    """Return whether one state may follow another, forward or back."""
    return to in _FORWARD[state] or to in _BACK[state]


def is_back(state: AssessmentState, to: AssessmentState) -> bool:
    """Return whether a move takes something back."""
    return to in _BACK[state]


def check_assessment(assessment: Assessment) -> None:
    """Refuse an assessment that cannot be. Raises FieldRejected."""
    if not assessment.title.strip():
        raise FieldRejected("title", "考核的名称不能为空。")
    check_length("title", "名称", assessment.title)
    check_length("basis_issuer", "发文机关", assessment.basis_issuer)
    check_length("basis_number", "依据文号", assessment.basis_number)
    check_length("list_basis", "公布名单的依据", assessment.list_basis)
    if assessment.as_of is None:
        raise FieldRejected("as_of", "数据截至日期不能为空。")
    if not date(assessment.year, 1, 1) <= assessment.as_of <= date(assessment.year + 1, 12, 31):
        raise FieldRejected("as_of", f"数据截至日期应在{assessment.year}年或{assessment.year + 1}年内。")
    if assessment.objections_until and assessment.objections_until < assessment.as_of:
        raise FieldRejected("objections_until", "异议期截止日期早于数据截至日期，请核对。")


def is_assessed(participant: Participant) -> bool:
    """Return whether a unit gets points: the town's own, or another's where a recorded document says so;
    and
    nothing speaks against it.
    """
    return not participant.left_out.strip() and not why_not_own(participant)


def why_not_own(participant: Participant) -> str:
    """Return why a unit may not be given points by the town; empty if it may."""
    if participant.own is None:
        return "隶属关系没有填写"
    if not participant.own and not participant.document.is_given:
        return "不是本级所属单位，没有上级委托考核的文件，只告知情况、不评分"
    return ""


def why_left_out(participant: Participant) -> str:
    """Return why a unit is not assessed; empty if it is."""
    return participant.left_out.strip() or why_not_own(participant)


def may_score(assessment: Assessment, participant: Participant) -> str:
    """Return why points of a unit may not be changed now; empty if they may.

    Once the scores lie with the units, only an objection that is not answered opens them again.
    """
    if assessment.state in _OPEN:
        return ""
    if assessment.state is AssessmentState.SENT:
        opened = participant.is_open and bool(participant.objection.strip())
        return "" if opened else "得分已送单位核对；单位提出异议并登记后才能改"
    return f"已于{_day(assessment)}定档；要改请先“修订”"


def may_change_table(state: AssessmentState) -> bool:
    """Return whether the table of an assessment may still be changed."""
    return state is AssessmentState.DRAFT


def check_move(
    assessment: Assessment,
    to: AssessmentState,
    day: date,
    today: date,
    participants: Sequence[Participant],
    scores: Mapping[int, Score],
    note: str = "",
) -> None:
    """Refuse a move that cannot be made. Raises InputRejected with what is to be done first."""
    if not may_follow(assessment.state, to):
        raise InputRejected(f"现在是“{assessment.state.words}”，不能直接转到“{to.words}”。")
    if day > today:
        raise FieldRejected("day", f"{chinese_date(day)}还没有到，请核对日期。")
    if assessment.state_on and day < assessment.state_on:
        raise FieldRejected(
            "day", f"日期早于“{assessment.state.words}”的{chinese_date(assessment.state_on)}，请核对。"
        )
    if is_back(assessment.state, to):
        if assessment.state is AssessmentState.GRADED and not note.strip():
            raise FieldRejected("note", "请写明修订的原因。")
        return
    if day < assessment.as_of and to in (AssessmentState.SENT, AssessmentState.GRADED):
        raise FieldRejected("day", f"数据截至{chinese_date(assessment.as_of)}，之前不能{to.words}。")
    if to is AssessmentState.SENT:
        _check_complete(assessment, participants, scores, day)
    if to is AssessmentState.GRADED:
        _check_answered(assessment, participants, day)


def _check_complete(
    assessment: Assessment, participants: Sequence[Participant], scores: Mapping[int, Score], day: date
) -> None:
    unknown = [one.short_name for one in participants if one.own is None and not one.left_out.strip()]
    if unknown:
        raise InputRejected(f"{_some(unknown)}的隶属没有填写，请用“填写隶属…”填写，或写明不考核的原因。")
    assessed = [one for one in participants if is_assessed(one)]
    if not assessed:
        raise InputRejected("没有要考核的单位。")
    lacking = [one.short_name for one in assessed if scores[one.unit_id].total is None]
    if lacking:
        raise InputRejected(f"{_some(lacking)}还有没有得分的考核内容，请评分，或写明不考核的原因。")
    until = assessment.objections_until
    if until is None:
        raise FieldRejected("objections_until", "请先填写异议期截止日期。")
    if until < day:
        raise FieldRejected("objections_until", "异议期截止日期早于送单位核对的日期，请核对。")


def _check_answered(assessment: Assessment, participants: Sequence[Participant], day: date) -> None:
    waiting = [one.short_name for one in participants if one.is_open]
    if waiting:
        raise InputRejected(f"{_some(waiting)}的异议还没有答复，答复后才能定档。")
    until = assessment.objections_until
    if until is not None and day <= until:
        raise FieldRejected("day", f"异议期到{chinese_date(until)}，过后才能定档。")


def check_participant(participant: Participant, assessment: Assessment, today: date) -> None:
    """Refuse what cannot be said of a unit in an assessment. Raises FieldRejected."""
    for field, title, text in (
        ("left_out", "不考核的原因", participant.left_out),
        ("document_issuer", "发文机关", participant.document_issuer),
        ("document_number", "文号", participant.document_number),
    ):
        check_length(field, title, text)
    for field, title, text in (
        ("objection", "异议", participant.objection),
        ("answer", "答复", participant.answer),
        ("false_data", "数据不实的依据", participant.false_data),
    ):
        check_length(field, title, text, LONGEST_NOTE)
    for field, title, day in (
        ("received_on", "收到自评日期", participant.received_on),
        ("objected_on", "异议日期", participant.objected_on),
        ("answered_on", "答复日期", participant.answered_on),
        ("document_day", "文件日期", participant.document_day),
    ):
        if day is not None and day > today:
            raise FieldRejected(field, f"{title}{chinese_date(day)}还没有到，请核对。")
    _check_objection(participant, assessment)


def _check_objection(participant: Participant, assessment: Assessment) -> None:
    objected, answered = participant.objected_on, participant.answered_on
    if objected is None:
        if answered is not None or participant.objection.strip():
            raise FieldRejected(
                "objection" if participant.objection.strip() else "answered_on",
                "请先填写单位提出异议的日期。",
            )
        return
    if assessment.state is AssessmentState.SENT and assessment.state_on and objected < assessment.state_on:
        raise FieldRejected("objected_on", "异议日期早于送单位核对的日期，请核对。")
    if assessment.objections_until and objected > assessment.objections_until:
        raise FieldRejected("objected_on", f"异议期已于{chinese_date(assessment.objections_until)}截止。")
    if answered is not None and not participant.objection.strip():
        raise FieldRejected("answered_on", "请先写明单位提出了什么异议。", "objection")
    if answered is not None and not participant.answer.strip():
        raise FieldRejected("answered_on", "请先写明怎样答复的。", "answer")
    if answered is not None and answered < objected:
        raise FieldRejected("answered_on", "答复日期早于异议日期，请核对。")


def check_basis(basis: Basis, today: date) -> None:
    """Refuse a basis document of a day to come. One that is named only in part is none yet: its fields are
    typed one after the other. Raises FieldRejected.
    """
    if basis.day is not None and basis.day > today:
        raise FieldRejected("basis_day", f"文件日期{chinese_date(basis.day)}还没有到，请核对。")


def check_may_leave(assessment: Assessment) -> None:
    """Refuse that a paper of an assessment leaves the house while nobody has asked for it in writing, or
    before its grades are settled. Raises InputRejected.
    """
    if assessment.is_internal:
        raise InputRejected(
            "没有登记考核依据的文件（发文机关、文号、日期），这次考核只是内部测评，不能出文；"
            "请先在“考核设置”里登记依据。"
        )
    if assessment.state is not AssessmentState.GRADED:
        raise InputRejected(f"现在是“{assessment.state.words}”，定档后才能出文。")


def _some(names: Sequence[str]) -> str:
    shown = join_names(list(names[:_NAMED]))
    return shown if len(names) <= _NAMED else f"{shown}等{len(names)}个单位"


def _day(assessment: Assessment) -> str:
    return chinese_date(assessment.state_on) if assessment.state_on else ""
