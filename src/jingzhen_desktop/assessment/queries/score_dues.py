"""What 今日工作 asks of the assessments of a year, read without SQLAlchemy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...office.file import Office
from ...office.plain import tuples, values
from ..values.score_courses import Assessment, AssessmentState, Participant
from ..values.score_dues import AssessmentOfYear

if TYPE_CHECKING:
    from ...office.plain import Source

_OF_YEAR = "SELECT * FROM assessment WHERE year = ? ORDER BY id"
_UNITS = "SELECT * FROM assessment_unit WHERE assessment_id = ? ORDER BY id"
_GRADES = """
SELECT grade.grade, count(*)
FROM assessment_grade AS grade JOIN assessment_unit AS part ON part.id = grade.participant_id
WHERE part.assessment_id = ? AND grade.version = ? GROUP BY grade.grade ORDER BY max(grade.total) DESC
"""


def assessments_today(office: Office, year: int) -> list[AssessmentOfYear]:
    """Return the assessments of a year with what is known of their units and grades."""
    with office.looking() as source:
        return [_whole(source, one) for one in values(source, Assessment, _OF_YEAR, (year,))]


def _whole(source: Source, one: Assessment) -> AssessmentOfYear:
    units = values(source, Participant, _UNITS, (one.id,))
    settled = one.state is AssessmentState.GRADED
    grades = tuples(source, _GRADES, (one.id, one.version)) if settled else []
    return AssessmentOfYear(
        one,
        len([unit for unit in units if not unit.left_out]),
        len([unit for unit in units if unit.received_on is not None]),
        len([unit for unit in units if unit.is_open]),
        tuple(grades),
    )
