"""An assessment as 今日工作 sees it. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...base.columns import Added
from .score_states import AssessmentState


@dataclass(frozen=True, slots=True)
class AssessmentOfYear:
    """An assessment with what is known of its units; the days as an assessment has them.

    Attributes:
        units: how many take part; ``received``: whose self-score has come; ``objecting``: whose
            objection waits.
        grades: how many units have each grade, the best first; empty before 定档.
    """

    id: int
    year: int
    title: str
    state: AssessmentState
    version: int
    self_until: date | None
    objections_until: date | None
    units: Added[int] = 0
    received: Added[int] = 0
    objecting: Added[int] = 0
    grades: Added[tuple[tuple[str, int], ...]] = ()
