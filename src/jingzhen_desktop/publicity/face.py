"""What the house sees of 宣传培训. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..base.place import Place
from ..office import Office
from ..office.face import Due, Face
from . import records
from .actions import TAB
from .queries import publicity_year
from .values import ActivityKind

WEEK_REMINDER = (5, 1)
"""Month and day from which the year's publicity week is asked for; its dates change every year (April to August)."""


def due(office: Office, year: int, today: date) -> list[Due]:
    """Remind of the publicity week once its season has begun, until one is recorded."""
    if today < date(year, *WEEK_REMINDER):
        return []
    recorded = publicity_year(office, year, today).counts
    if ActivityKind.PUBLICITY_WEEK in recorded:
        return []
    return [Due(f"{year}年节能宣传周活动尚未登记", None, Place(TAB))]


def overview(office: Office, year: int) -> str:
    """Say how many activities were recorded and how many people they reached."""
    figures = publicity_year(office, year)
    people = f"，参加{figures.people}人次" if figures.people is not None else ""
    return f"已登记{len(figures.activities)}次，其中培训{figures.trainings}次{people}"


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab import PublicityTab

    return PublicityTab(desk)


FACE = Face(TAB, "宣传培训", records, (), due, overview, make_widget)
