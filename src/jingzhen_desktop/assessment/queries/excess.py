"""Which units of a year were over a quota of the office's own and are not recorded as such yet."""

from __future__ import annotations

from ...office.file import Office
from ..rules.excess import case_of_standing
from ..rules.periods import year_period
from ..values.over_quota import OverQuota
from .over_quota import cases_of_year
from .standing import explained_standing, standings_of


def cases_to_record(office: Office, year: int) -> list[OverQuota]:
    """Return the cases that the year's standings give and that are not recorded, in the office's order."""
    period = year_period(year)
    recorded = {(case.unit_id, case.indicator) for case in cases_of_year(office, year)}
    found = []
    for standing in standings_of(office, period).over:
        if (standing.unit.id, standing.indicator.words) not in recorded:
            explained = explained_standing(office, period, standing.unit.id, standing.indicator)
            found.append(case_of_standing(explained or standing))
    return found
