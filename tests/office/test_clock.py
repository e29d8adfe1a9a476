"""The clock says the time to the second and the day; a test sets both at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from jingzhen_desktop.office import clock


def test_the_day_is_that_of_the_set_time_and_the_time_has_no_fractions(
    set_clock: Callable[[datetime], None],
) -> None:
    set_clock(datetime(2011, 12, 31, 23, 59, 59, 999_999))
    assert clock.now() == datetime(2011, 12, 31, 23, 59, 59)
    assert clock.today() == date(2011, 12, 31)
