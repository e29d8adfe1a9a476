"""What 今日工作 asks of the assessments of a year, read without SQLAlchemy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...office.file import Office
from ...office.plain import tuples, values
from ..values.score_dues import AssessmentOfYear
from ..values.score_states import AssessmentState, is_open

if TYPE_CHECKING:
    from ...office.plain import Source

_OF_YEAR = (
    "SELECT id, year, title, state, version, self_until, objections_until FROM assessment WHERE year = ?"
    " ORDER BY id"
)
_UNITS = "SELECT left_out, received_on, objected_on, answered_on FROM assessment_unit WHERE assessment_id = ?"
_GRADES = """
SELECT grade.grade, count(*)
FROM assessment_grade AS grade JOIN assessment_unit AS part ON part.id = grade.participant_id
WHERE part.assessment_id = ? AND grade.version = ? GROUP BY grade.grade ORDER BY max(grade.total) DESC
"""


def assessments_today(office: Office, year: int) -> list[AssessmentOfYear]:
    """Return the assessments of a year with what is known of their units and grades."""
    with office.looking() as source:
        return [_whole(source, one) for one in values(source, AssessmentOfYear, _OF_YEAR, (year,))]


def _whole(source: Source, one: AssessmentOfYear) -> AssessmentOfYear:
    units = tuples(source, _UNITS, (one.id,))
    settled = one.state is AssessmentState.GRADED
    return replace(
        one,
        units=sum(not left_out for left_out, *_ in units),
        received=sum(received is not None for _, received, *_ in units),
        objecting=sum(is_open(objected, answered) for *_, objected, answered in units),
        grades=tuple(tuples(source, _GRADES, (one.id, one.version))) if settled else (),
    )
