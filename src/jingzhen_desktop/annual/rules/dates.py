"""Which kind of summary is in season, which day it is signed, and how a day is written in its text."""

from __future__ import annotations

from datetime import date

from ..values.kinds import SummaryKind

_DAYS_AFTER = 90
"""A summary written within these days after its period is signed on the day it is written."""


def default_kind(year: int, today: date) -> SummaryKind:
    """Return the half-year one from July to November of the year itself, else the year's."""
    return SummaryKind.HALF if today.year == year and 7 <= today.month < 12 else SummaryKind.YEAR


def default_day(year: int, kind: SummaryKind, today: date) -> date:
    """Return today while the summary is in season, else the last day it covers."""
    last = kind.last_day(year)
    return today if today.year >= year and (today - last).days <= _DAYS_AFTER else last


def short_day(day: date) -> str:
    """Return a day without its year, as running text has it: 6月11日."""
    return f"{day.month}月{day.day}日"
