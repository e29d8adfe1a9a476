"""What 今日工作 says of an assessment: what waits, until when, and the year in a few words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ..values.score_dues import AssessmentOfYear
from ..values.score_states import AssessmentState


@dataclass(frozen=True, slots=True)
class ScoreDue:
    """Something that waits, with its deadline; None: soon."""

    text: str
    deadline: date | None


def score_due(one: AssessmentOfYear, day: date) -> ScoreDue | None:
    """Return what an assessment waits for on a day; None where nothing can be done now."""
    if one.state is AssessmentState.SELF and one.self_until and one.received < one.units:
        return ScoreDue(f"{one.title}：自评已收{one.received}/{one.units}个单位", one.self_until)
    if one.state is not AssessmentState.SENT:
        return None
    if one.objecting:
        return ScoreDue(f"{one.title}：{one.objecting}个单位的异议等待答复", one.objections_until)
    until = one.objections_until
    if until is not None and day > until:
        return ScoreDue(f"{one.title}：异议期已满，可以定档", None)
    return None


def assessments_words(found: Sequence[AssessmentOfYear]) -> str:
    """Say where the newest assessment of a year stands; empty where there is none."""
    if not found:
        return ""
    newest = found[-1]
    if newest.grades:
        return f"{newest.title}：" + "、".join(f"{grade}{count}个" for grade, count in newest.grades)
    return f"{newest.title}：{newest.state.words}"
