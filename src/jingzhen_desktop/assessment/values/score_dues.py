"""An assessment as 今日工作 sees it. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from .score_courses import Assessment


@dataclass(frozen=True, slots=True)
class AssessmentOfYear:
    """An assessment with what is known of its units.

    Attributes:
        units: how many take part; ``received``: whose self-score has come; ``objecting``: whose
            objection waits.
        grades: how many units have each grade, the best first; empty before 定档.
    """

    assessment: Assessment
    units: int
    received: int
    objecting: int
    grades: tuple[tuple[str, int], ...] = ()
