"""When reports are due and whether they came in time. Which state a report is in: ``states``."""

from __future__ import annotations

from datetime import date, timedelta

from ...base.errors import InputRejected
from ...base.text import chinese_date
from ...energy.periods import Quarter


def due_day(quarter: Quarter, days: int) -> date:
    """Return the last day on which something due so many days after a quarter's end is in time."""
    return quarter.end + timedelta(days=days)


def in_time(day: date | None, due: date | None) -> bool | None:
    """Return whether what came on a day came by its due day; None where either is not known."""
    return None if day is None or due is None else day <= due


def check_received(day: date, today: date) -> None:
    """Refuse a day of receipt that has not come yet. Raises InputRejected."""
    if day > today:
        raise InputRejected(f"收到日期{chinese_date(day)}还没有到，请核对。")
