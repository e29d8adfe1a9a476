"""Finished tables of 定额考核, read from the office."""

from __future__ import annotations

from datetime import date

from ...office.file import Office
from ...office.settings import EXAMPLE, TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...organisation.values.scope import Scope
from ...quarterly.values.printed import PrintedBook
from ..rules.printing import standing_book
from ..values.standing import Period
from .standing import standings_of


def standing_book_of(office: Office, period: Period, day: date) -> PrintedBook:
    """Return 定额执行情况表 of a period as of a day. Raises InputRejected."""
    scope = Scope(period.year, day, tuple(units_of_year(office, period.year)))
    town, example = read_setting(office, TOWN), bool(read_setting(office, EXAMPLE))
    return standing_book(standings_of(office, period), town, scope, example_office=example)
