"""What the house sees of 年度总结. No Qt until the widget is asked for."""

from __future__ import annotations

from datetime import date
from typing import Any

from ..base.place import Place
from ..base.text import chinese_date
from ..office import Office
from ..office.face import Due, Face
from . import records
from .actions import TAB
from .queries import summary
from .values import SummaryKind

_REMINDERS = {SummaryKind.HALF: (7, 1), SummaryKind.YEAR: (12, 1)}
"""Month and day from which a summary that was not written is asked for; the half-year one only until the year's is due."""


def due(office: Office, year: int, today: date) -> list[Due]:
    """Remind of the summary that is due and not generated."""
    begun = [kind for kind, start in _REMINDERS.items() if today >= date(year, *start)]
    if not begun or summary(office, year, begun[-1]) is not None:
        return []
    half = "上半年" if begun[-1] is SummaryKind.HALF else ""
    return [Due(f"{year}年{half}工作总结尚未生成", None, Place(TAB))]


def overview(office: Office, year: int) -> str:
    """Say which summaries of the year were written."""
    written = [stored for kind in SummaryKind if (stored := summary(office, year, kind))]
    return "；".join(f"《{stored.title}》落款{chinese_date(stored.day)}" for stored in written) or "尚未生成"


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab import AnnualTab

    return AnnualTab(desk)


FACE = Face(TAB, "年度总结", records, (), due, overview, make_widget)
