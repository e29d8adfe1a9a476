"""The office's clock, the one place that says what time it is and which day, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime


def now() -> datetime:
    """Return the present time, to the second."""
    return source().replace(microsecond=0)


def today() -> date:
    """Return the present day."""
    return now().date()


def _time_of_this_pc() -> datetime:
    return datetime.now()  # noqa: DTZ005 - an office lives in one place: papers carry the time on its wall


source: Callable[[], datetime] = _time_of_this_pc
"""Where the time is read; tests put another in its place."""
