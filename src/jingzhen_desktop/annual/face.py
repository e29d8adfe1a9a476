"""What the house sees of 年度总结. No Qt until the widget is asked for."""

from __future__ import annotations

from collections.abc import Container
from datetime import date
from typing import Any

from ..base.place import Place
from ..base.text import chinese_date
from ..office import Office
from ..office.face import Due, Face, Today
from . import records
from .queries import written_summaries
from .values import TAB, SummaryKind

_REMINDERS = {SummaryKind.HALF: (7, 1), SummaryKind.YEAR: (12, 1)}
"""Month and day from which a summary that was not written is asked for; the half-year one only until the year's is due."""


def today(office: Office, year: int, day: date) -> Today:
    """Remind of the summary that is due and not generated; say which were written."""
    written = written_summaries(office, year)
    overview = "；".join(f"《{title}》落款{chinese_date(signed)}" for title, signed in written.values())
    return Today(_missing(written, year, day), overview or "尚未生成")


def _missing(written: Container[SummaryKind], year: int, day: date) -> list[Due]:
    begun = [kind for kind, start in _REMINDERS.items() if day >= date(year, *start)]
    if not begun or begun[-1] in written:
        return []
    half = "上半年" if begun[-1] is SummaryKind.HALF else ""
    return [Due(f"{year}年{half}工作总结尚未生成", None, Place(TAB))]


def make_widget(desk: Any) -> Any:
    """Import and make the tab's widget."""
    from .tab import AnnualTab

    return AnnualTab(desk)


FACE = Face(TAB, "年度总结", records, (), today, make_widget)
