"""When reports are due, by the settings of the office."""

from __future__ import annotations

from datetime import date

from ...energy.periods import Quarter
from ...office.file import Office
from ...office.settings import read_setting
from ..rules.deadlines import due_day
from ..settings import DEADLINE_DAYS, TOWN_DEADLINE_DAYS


def due_date(office: Office, quarter: Quarter) -> date:
    """Return the day by which the units' reports of a quarter are due."""
    return due_day(quarter, read_setting(office, DEADLINE_DAYS))


def town_deadline(office: Office) -> int | None:
    """Return how many days after a quarter's end the town is to have sent it up; None where nobody set it."""
    days = read_setting(office, TOWN_DEADLINE_DAYS)
    return int(days) if days else None
