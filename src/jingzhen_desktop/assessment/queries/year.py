"""What 定额考核 has done in a year as it stood on a day, for the annual papers."""

from __future__ import annotations

from datetime import date

from ...office.file import Office
from ...office.settings import EXAMPLE, read_setting
from ..rules.periods import year_period
from ..rules.quotas import counts
from ..values.score_courses import GradedUnit
from ..values.spending import SpendingLine
from ..values.standing import Standing
from ..values.yardsticks import Yardstick
from ..values.year import AssessedYear
from .quotas import choices_of_year
from .scores import assessed_by, graded_units
from .spending import spending_basis, spending_lines
from .standing import standings_of


def assessed_year(office: Office, year: int, day: date) -> AssessedYear | None:
    """Return what was done by a day; None if there was no quota of the office's own, no spending standard of
    the finance office and no assessment.
    """
    chosen, limited = _chosen(office, year, day), _limited(office, year, day)
    assessment = assessed_by(office, year, day)
    if assessment is not None and assessment.is_internal:
        assessment = None
    if not chosen and not limited and assessment is None:
        return None
    graded: tuple[GradedUnit, ...] = ()
    if assessment is not None:
        given = graded_units(office, assessment.id)
        graded = tuple(one for one in given if one.version == assessment.version)
    return AssessedYear(chosen, day > date(year, 12, 31), assessment, graded, limited)


def _limited(office: Office, year: int, day: date) -> tuple[SpendingLine, ...]:
    """The limits that are more than a reference on a day."""
    basis = spending_basis(office, year)
    if not basis.is_whole or basis.day is None or basis.day > day:
        return ()
    return tuple(spending_lines(office, year))


def _chosen(office: Office, year: int, day: date) -> tuple[Standing, ...]:
    known = [
        choice
        for choice in choices_of_year(office, year).values()
        if choice.yardstick is Yardstick.QUOTA and choice.chosen_on is not None and choice.chosen_on <= day
    ]
    if not known:
        return ()
    is_example = bool(read_setting(office, EXAMPLE))
    found = standings_of(office, year_period(year)).standings
    there = [found[one.unit_id, one.indicator] for one in known if (one.unit_id, one.indicator) in found]
    return tuple(one for one in there if counts(one.state, example_office=is_example))
