"""The year that is worked in, for what is typed without one; told by the desk, as the day is by the clock."""

from __future__ import annotations

from ..office import clock

_worked_in: dict[int, int] = {}
"""By desk, the one opened last at the end; two are open for a moment while one file follows another."""


def working_year() -> int:
    """The year whose days may be typed without it; the present one where no office file is open."""
    return next(reversed(_worked_in.values()), None) or clock.today().year


def work_in(desk: object, year: int) -> None:
    """Say in which year a desk works."""
    _worked_in[id(desk)] = year


def stop_work(desk: object) -> None:
    """Say that a desk is closed."""
    _worked_in.pop(id(desk), None)
