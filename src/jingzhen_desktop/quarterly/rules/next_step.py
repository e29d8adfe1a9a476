"""What is to be done next with a unit's report of a quarter, and how far it is, in few words.

One step each; what else could be done with a report says ``states``.
"""

from __future__ import annotations

from datetime import date
from enum import Enum

from ...energy.periods import Quarter
from ..values.board import BoardCell
from ..values.reports import ReportState

SOON = 3
"""Days before the deadline from which a unit that has sent nothing is called: a week-end lies in them."""
_COUNTED = 7
"""Days before the deadline from which they are counted."""


class NextStep(Enum):
    """The one next step with a report; the values are its words."""

    TYPE = "导入或录入"
    URGE = "催报"
    GO_ON = "继续录入"
    SUBMIT = "提交审核"
    REVIEW = "审核"
    ANSWER = "看退回原因"


def next_step(cell: BoardCell, quarter: Quarter, today: date, *, locked: bool) -> NextStep | None:
    """Return what is to be done with a report; None where nothing is, or not yet."""
    if locked or cell.state is ReportState.APPROVED:
        return None
    if cell.state is ReportState.MISSING:
        if today <= quarter.end:
            return None
        return NextStep.URGE if (cell.due - today).days <= SOON else NextStep.TYPE
    if cell.state is ReportState.ENTERING:
        return NextStep.SUBMIT if cell.complete else NextStep.GO_ON
    return NextStep.REVIEW if cell.state is ReportState.SUBMITTED else NextStep.ANSWER


def days_words(cell: BoardCell, today: date) -> str:
    """Say how long there is to the deadline, or since, of a report that is not handed in."""
    if cell.state.is_handed_in:
        return ""
    days = (cell.due - today).days
    if days < 0:
        return f"逾期{-days}天"
    return {0: "今天截止", 1: "明天截止"}.get(days, f"还有{days}天" if days <= _COUNTED else "")
