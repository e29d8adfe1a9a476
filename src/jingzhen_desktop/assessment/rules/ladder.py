"""The ladder after a unit was over its quota, which of its steps may follow.
Which there are is data (``declared``). Pure.
"""

from __future__ import annotations

from datetime import date

from ..declared import ladder
from ..values.over_quota import OverQuota, Rung, Step, Who

NO_ANSWER = "no_answer"
"""Stands among the steps that come first: the day for the answer has passed and none came."""


def rung(step: Step) -> Rung:
    """Return one step of the ladder."""
    return next(one for one in ladder() if one.step is step)


def open_steps(case: OverQuota, on: date, *, own: bool | None) -> tuple[Step, ...]:
    """Return the steps that may be taken on a day, in the order of the ladder.

    Args:
        own: whether the unit is one of the town's own; None: not recorded.
    """
    return tuple(one.step for one in ladder() if not why_not(case, one.step, on, own=own))


def why_not(case: OverQuota, step: Step, on: date, *, own: bool | None) -> str:
    """Return the sentence that says why a step may not be taken on a day; empty if it may."""
    wanted = rung(step)
    taken = {str(one.step) for one in case.steps}
    if str(step) in taken:
        return f"“{wanted.title}”已经办过"
    if over := next((one for one in wanted.never if one in taken), ""):
        return f"{rung(Step(over)).done}，不再办理“{wanted.title}”"
    if wanted.who is Who.OWN and own is None:
        return f"还没有登记{case.unit_name}的隶属，请先在“定额对标”右侧的“单位情况”里填写；镇上只能对镇属单位下达限期整改"
    if wanted.who is Who.OWN and not own:
        return f"{case.unit_name}不是镇属单位，镇上不能下达限期整改，请向县里报告"
    if wanted.after and not (taken & set(wanted.after)) and not _unanswered(case, wanted, on):
        return wanted.wait
    return ""


def next_step(case: OverQuota, on: date, *, own: bool | None) -> Step | None:
    """Return the step that comes next on a day; None where the case is settled, or waits for the unit."""
    if is_settled(case):
        return None
    usual = [Step.ASK, Step.RECEIVE, Step.ACCEPT, Step.RECTIFY, Step.REPORT, Step.CLOSE]
    if is_unanswered(case, on):
        usual.remove(Step.RECEIVE)
    return next((step for step in usual if not why_not(case, step, on, own=own)), None)


def is_unanswered(case: OverQuota, on: date) -> bool:
    """Whether the unit was asked, its day has passed, and nothing came."""
    asked = case.step(Step.ASK)
    if asked is None or asked.deadline is None or case.step(Step.RECEIVE) is not None:
        return False
    return asked.deadline < on


def is_settled(case: OverQuota) -> bool:
    """Whether nothing is left to do."""
    return any(rung(one.step).settles for one in case.steps)


def _unanswered(case: OverQuota, wanted: Rung, on: date) -> bool:
    return NO_ANSWER in wanted.after and is_unanswered(case, on)
