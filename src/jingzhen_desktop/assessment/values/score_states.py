"""How far an assessment has come, in words, and when an objection waits: of it what 今日工作 needs at the first
paint. Values only.
"""

from __future__ import annotations

from enum import StrEnum


class AssessmentState(StrEnum):
    """How far an assessment has come."""

    DRAFT = "draft"
    SELF = "self"
    REVIEW = "review"
    SENT = "sent"
    GRADED = "graded"

    @property
    def words(self) -> str:
        """The words on the screen: 送单位核对."""
        return _STATE_WORDS[self]


_STATE_WORDS = {
    AssessmentState.DRAFT: "草案",
    AssessmentState.SELF: "自评",
    AssessmentState.REVIEW: "复核",
    AssessmentState.SENT: "送单位核对",
    AssessmentState.GRADED: "定档",
}
STATES = tuple(AssessmentState)
"""In the order of work."""


def is_open(objected_on: object | None, answered_on: object | None) -> bool:
    """Whether an objection, by its days, waits for an answer."""
    return objected_on is not None and answered_on is None
