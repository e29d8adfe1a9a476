"""What the house sees of 宣传培训. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ..office.face import Due, Face, Milestone, Progress, Today
from ..office.file import Office
from .queries import activities_of_year, publicity_week
from .rules import year_figures
from .values import TAB, Activity, ActivityKind, PublicityWeek, PublicityYear, activity_place, week_place

WEEK_REMINDER = (5, 1)
"""Month and day from which the publicity week is asked for in a year whose dates nobody has entered."""
_AHEAD = timedelta(days=30)
"""How long before its day something planned is reminded of."""


def today(office: Office, year: int, day: date) -> Today:
    """Remind of what is planned and of the publicity week until one is recorded;
    say how many people the year has reached.
    """
    activities = activities_of_year(office, year)
    figures = year_figures(activities)
    week = publicity_week(office, year)
    return Today(
        [*_planned(figures, day), *_week_missing(week, activities, day)],
        _overview(figures),
        milestones=tuple(_course(week, activities)),
        progress=_progress(figures),
    )


def _course(week: PublicityWeek, activities: list[Activity]) -> list[Milestone]:
    """The week and the trainings; lesser activities would fill the line."""
    found = [
        Milestone(one.day, one.kind.value, one.done)
        for one in activities
        if one.day and (one.is_training or one.kind is ActivityKind.PUBLICITY_WEEK)
    ]
    if week.first and not any(one.kind is ActivityKind.PUBLICITY_WEEK for one in activities):
        found.append(Milestone(week.first, ActivityKind.PUBLICITY_WEEK.value, False))
    return found


def _progress(figures: PublicityYear) -> tuple[Progress, ...]:
    done, whole = len(figures.activities), len(figures.activities) + len(figures.planned)
    people = f"，{figures.people:,}人次" if figures.people is not None else ""
    return (Progress("宣传培训", done, whole, f"{done}/{whole}次{people}"),) if whole else ()


def _planned(figures: PublicityYear, day: date) -> list[Due]:
    near = [one for one in figures.planned if one.day is not None and one.day <= day + _AHEAD]
    return [
        Due(_plan_words(activity), activity.day, activity_place(activity.year, activity.id))
        for activity in near
    ]


def _plan_words(activity: Activity) -> str:
    theme = f"“{activity.theme}”" if activity.theme else ""
    return f"计划的{activity.kind.value}{theme}尚未登记完成"


def _week_missing(week: PublicityWeek, activities: list[Activity], day: date) -> list[Due]:
    if any(activity.kind is ActivityKind.PUBLICITY_WEEK for activity in activities):
        return []
    if day < (week.first - _AHEAD if week.first else date(week.year, *WEEK_REMINDER)):
        return []
    return [Due(f"{week.year}年节能宣传周活动尚未登记", week.last, week_place(week.year))]


def _overview(figures: PublicityYear) -> str:
    people = f"，参加{figures.people:,}人次" if figures.people is not None else ""
    planned = f"，计划中{len(figures.planned)}次" if figures.planned else ""
    return f"已登记{len(figures.activities)}次，其中培训{figures.trainings}次{people}{planned}"


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab.page import PublicityTab

    return PublicityTab(desk)


FACE = Face(TAB, "宣传培训", f"{__package__}.records", (), today, make_widget)
