"""An assessment as the page and the papers see it. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .grades import Grade
from .score_courses import Assessment, CourseStep, GradedUnit, Participant
from .score_states import AssessmentState
from .score_tables import ScoreTable, Source
from .scores import Found, Score

Findings = Mapping[int, Mapping[Source, Found]]
"""What the office file says, by unit id and source."""


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit with its score; without one it is not assessed, and ``why`` says why."""

    participant: Participant
    score: Score | None
    why: str = ""

    @property
    def is_assessed(self) -> bool:
        """Whether it gets points."""
        return self.score is not None


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """An assessment with everything in it.

    Attributes:
        units: in the register's order.
        steps: its course, oldest first.
        graded: what was given in the present version; empty before 定档.
        findings: what the office file says, by unit id; empty once it is frozen.
    """

    assessment: Assessment
    table: ScoreTable
    grades: tuple[Grade, ...]
    units: tuple[ScoredUnit, ...]
    steps: tuple[CourseStep, ...] = ()
    graded: Mapping[int, GradedUnit] = field(default_factory=dict)
    findings: Findings = field(default_factory=dict)

    @property
    def assessed(self) -> tuple[ScoredUnit, ...]:
        """The units that get points, in the register's order."""
        return tuple(one for one in self.units if one.is_assessed)

    @property
    def others(self) -> tuple[ScoredUnit, ...]:
        """The units that do not."""
        return tuple(one for one in self.units if not one.is_assessed)

    @property
    def listed(self) -> tuple[ScoredUnit, ...]:
        """The assessed units as lists show them: in the register's order, or by points where that was
        chosen.
        """
        if not self.assessment.ranked:
            return self.assessed
        return tuple(sorted(self.assessed, key=_lowest_last))

    @property
    def is_settled(self) -> bool:
        """Whether the grades stand."""
        return self.assessment.state is AssessmentState.GRADED

    def of(self, participant_id: int) -> ScoredUnit | None:
        """Return one unit; None if it is gone."""
        return next((one for one in self.units if one.participant.id == participant_id), None)


def _lowest_last(unit: ScoredUnit) -> tuple[bool, object]:
    total = unit.score.total if unit.score else None
    return total is None, -total if total is not None else 0
