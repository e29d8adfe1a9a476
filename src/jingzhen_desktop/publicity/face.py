"""What the house sees of 宣传培训. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..base.place import Place
from ..office import Office
from ..office.face import Due, Face, Today
from . import records
from .queries import activities_of_year
from .rules import year_figures
from .values import TAB, Activity, ActivityKind, PublicityYear

WEEK_REMINDER = (5, 1)
"""Month and day from which the year's publicity week is asked for; its dates change every year (April to August)."""


def today(office: Office, year: int, day: date) -> Today:
    """Remind of the publicity week once its season has begun, until one is recorded; say how many people the year has reached."""
    activities = activities_of_year(office, year)
    return Today(_week_missing(activities, year, day), _overview(year_figures(activities, None)))


def _week_missing(activities: list[Activity], year: int, day: date) -> list[Due]:
    if day < date(year, *WEEK_REMINDER) or ActivityKind.PUBLICITY_WEEK in year_figures(activities, day).counts:
        return []
    return [Due(f"{year}年节能宣传周活动尚未登记", None, Place(TAB))]


def _overview(figures: PublicityYear) -> str:
    people = f"，参加{figures.people}人次" if figures.people is not None else ""
    return f"已登记{len(figures.activities)}次，其中培训{figures.trainings}次{people}"


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab import PublicityTab

    return PublicityTab(desk)


FACE = Face(TAB, "宣传培训", records, (), today, make_widget)
