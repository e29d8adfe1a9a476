"""Limits that the chosen quotas give and that are not set yet."""

from __future__ import annotations

from ...office.file import Office
from ..rules.periods import year_period
from ..rules.quota_lines import lines_of_standings
from ..values.spending import SpendingLine
from .spending import spending_lines
from .standing import standings_of


def lines_by_quota(office: Office, year: int) -> list[SpendingLine]:
    """Return the limits of a year that quotas of electricity and water give, without those set already."""
    known = {(line.unit_id, line.carrier) for line in spending_lines(office, year)}
    found: dict[tuple[int, str], SpendingLine] = {}
    for line in lines_of_standings(standings_of(office, year_period(year)).standings.values(), year):
        if (line.unit_id, line.carrier) not in known:
            found.setdefault((line.unit_id, line.carrier), line)
    return list(found.values())
