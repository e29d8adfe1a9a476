"""The course of a round as it is drawn in the list and on its page."""

from __future__ import annotations

from ...widgets.course import CoursePoint
from ..values.course import Course, StageState


def course_points(course: Course) -> tuple[CoursePoint, ...]:
    """The stages with their figures, what is behind, and what is worked on."""
    return tuple(
        CoursePoint(
            point.stage.value,
            point.figure,
            done=point.state is StageState.DONE,
            now=point.state is StageState.NOW,
        )
        for point in course.points
    )
