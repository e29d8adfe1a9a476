"""What 定额考核 has done in a year as it stood on a day: what the annual papers say of it. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from .score_courses import Assessment, GradedUnit
from .spending import SpendingLine
from .standing import Standing


@dataclass(frozen=True, slots=True)
class AssessedYear:
    """The year's quotas, its spending standard and its assessment.

    Attributes:
        chosen: the standings of units in the indicators for which one of the office's own quotas was chosen
            by the day.
        is_over: whether the year was over on the day, so that its standings may be told.
        assessment: the newest one whose grades stood on the day and that rests on a document.
        graded: what its units were given.
        limited: the spending limits of the year, where a whole document of the finance office of the day or
            before stands behind them.
    """

    chosen: tuple[Standing, ...]
    is_over: bool
    assessment: Assessment | None = None
    graded: tuple[GradedUnit, ...] = ()
    limited: tuple[SpendingLine, ...] = ()

    @property
    def judged(self) -> tuple[Standing, ...]:
        """Those that could be judged, once the year is over."""
        return tuple(one for one in self.chosen if one.is_judged and self.is_over)

    @property
    def over(self) -> tuple[Standing, ...]:
        """Those over their 约束值."""
        return tuple(one for one in self.judged if one.is_over)
