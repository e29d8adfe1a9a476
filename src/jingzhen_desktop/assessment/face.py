"""What the house sees of 定额考核. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..inspection.queries.urgent import kept_places
from ..office.face import Due, Face, Today
from ..office.file import Office
from ..office.settings import read_setting
from .queries.over_quota import open_cases
from .queries.overview import overview_of
from .queries.score_dues import assessments_today
from .queries.targets import filing_dues
from .rules.ladder import rung
from .rules.over_quota import LETTERS, due_of, progress, wants_attention
from .rules.score_dues import assessments_words, score_due
from .settings import ASSESSMENT_SETTINGS, REMIND_DAYS
from .values.over_quota import OverQuota, TakenStep
from .values.places import TAB, over_quota_place, targets_place
from .values.score_dues import AssessmentOfYear
from .values.score_places import scores_place


def today(office: Office, year: int, day: date) -> Today:
    """Remind of units over their quota that wait for the office or are to answer, of what was not filed, and
    of an assessment that waits.
    """
    assessments = assessments_today(office, year)
    dues = [
        *_over_quota(office, year, day),
        *_filings(office, year, day),
        *_assessments(assessments, day),
    ]
    words = [overview_of(office, year), assessments_words(assessments)]
    return Today(dues, "；".join(one for one in words if one))


def _over_quota(office: Office, year: int, day: date) -> list[Due]:
    days, cases = read_setting(office, REMIND_DAYS), open_cases(office, year)
    waiting = [
        Due(
            f"{case.unit_name}{case.year}年{case.indicator}超定额：{progress(case, day)}",
            due_of(case),
            over_quota_place(case.id, case.year),
        )
        for case in cases
        if wants_attention(case, day, days)
    ]
    return waiting + _not_sent(office, cases, day)


def _not_sent(office: Office, cases: list[OverQuota], day: date) -> list[Due]:
    """Letters that were recorded but never went out as a kept paper."""
    letters: list[tuple[OverQuota, TakenStep]] = []
    for case in cases:
        letters += [(case, one) for one in case.steps if one.step in LETTERS and one.day <= day]
    kept = kept_places(office) if letters else frozenset()
    return [
        Due(
            f"{case.unit_name}{case.year}年超定额“{rung(taken.step).title}”已登记，还没有发出存档",
            None,
            over_quota_place(case.id, case.year),
        )
        for case, taken in letters
        if str(over_quota_place(case.id, case.year, taken.step)) not in kept
    ]


def _filings(office: Office, year: int, day: date) -> list[Due]:
    return [Due(one.text, one.deadline, targets_place(one.year)) for one in filing_dues(office, year, day)]


def _assessments(found: list[AssessmentOfYear], day: date) -> list[Due]:
    waiting = [(one, score_due(one, day)) for one in found]
    return [
        Due(due.text, due.deadline, scores_place(one.year, one.id)) for one, due in waiting if due is not None
    ]


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab.main import AssessmentTab

    return AssessmentTab(desk)


FACE = Face(TAB, "定额考核", f"{__package__}.records.tables", ASSESSMENT_SETTINGS, today, make_widget)
