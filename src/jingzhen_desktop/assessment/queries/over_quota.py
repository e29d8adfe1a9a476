"""Cases of use over the quota with the steps that were taken; for 今日工作 too, read without SQLAlchemy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...inspection.rules.plan import next_number
from ...office.file import Office
from ...office.plain import tuples, values
from ...office.settings import read_setting
from ...organisation.queries.units import read_units
from ...organisation.values.units import Affiliation, UnitInYear
from ..rules.ladder import is_settled
from ..settings import LETTER_PREFIX
from ..values.over_quota import OverQuota, TakenStep

if TYPE_CHECKING:
    from ...office.plain import Source

_OF_YEAR = "SELECT * FROM over_quota WHERE year = ? ORDER BY id"
_ONE = "SELECT * FROM over_quota WHERE id = ?"
_ALL = "SELECT * FROM over_quota WHERE year <= ? ORDER BY id"
_STEPS = "SELECT * FROM over_quota_step WHERE case_id IN (*) ORDER BY day, id"
_NUMBERS = "SELECT number FROM over_quota_step WHERE step IN ('ask', 'suggest')"
_NAMES = (
    "SELECT unit.id, unit.short_name, unit_year.name FROM unit JOIN unit_year ON unit_year.unit_id = unit.id"
    " WHERE unit_year.year = ?"
)


def cases_of_year(office: Office, year: int) -> list[OverQuota]:
    """Return the cases of a year, in the office's order of units."""
    with office.looking() as source:
        return read_cases(source, year)


def case_detail(office: Office, case_id: int) -> OverQuota | None:
    """Return one case; None if it is gone."""
    with office.looking() as source:
        return read_case(source, case_id)


def open_cases(office: Office, year: int) -> list[OverQuota]:
    """Return the cases of a year and the years before that are not settled."""
    with office.looking() as source:
        found = _whole(source, values(source, OverQuota, _ALL, (year,)))
    return [case for case in found if not is_settled(case)]


def proposed_number(office: Office, year: int) -> str:
    """Return the next free number of a letter in a year."""
    with office.looking() as source:
        used = [row[0] for row in tuples(source, _NUMBERS)]
    return next_number(used, read_setting(office, LETTER_PREFIX), year)


def read_cases(source: Source, year: int) -> list[OverQuota]:
    """Read the cases of a year inside a transaction or a reading."""
    order = {unit.id: at for at, unit in enumerate(read_units(source, year))}
    found = _whole(source, values(source, OverQuota, _OF_YEAR, (year,)))
    return sorted(found, key=lambda case: (order.get(case.unit_id, len(order)), case.id))


def read_case(source: Source, case_id: int) -> OverQuota | None:
    """Read one case inside a transaction or a reading; None if it is gone."""
    return next(iter(_whole(source, values(source, OverQuota, _ONE, (case_id,)))), None)


def unit_of(office: Office, case: OverQuota) -> UnitInYear | None:
    """Return a case's unit as it was in the year; None if it has no facts of it."""
    with office.looking() as source:
        return read_unit(source, case.unit_id, case.year)


def read_unit(source: Source, unit_id: int, year: int) -> UnitInYear | None:
    """Read a unit of a year inside a transaction or a reading; None if it is not among them."""
    return next((unit for unit in read_units(source, year) if unit.id == unit_id), None)


def is_own(unit: UnitInYear | None) -> bool | None:
    """Whether a unit is one of the town's own (镇属); None where that was not recorded."""
    if unit is None or unit.facts.affiliation is None:
        return None
    return unit.facts.affiliation is Affiliation.TOWN


def _whole(source: Source, cases: Sequence[OverQuota]) -> list[OverQuota]:
    if not cases:
        return []
    steps: defaultdict[int, list[TakenStep]] = defaultdict(list)
    for step in values(source, TakenStep, _STEPS, ([case.id for case in cases],)):
        steps[step.case_id].append(step)
    years = {case.year for case in cases}
    names = {year: _names(source, year) for year in years}
    return [
        replace(
            case,
            steps=tuple(steps[case.id]),
            unit_name=names[case.year].get(case.unit_id, f"单位{case.unit_id}"),
        )
        for case in cases
    ]


def _names(source: Source, year: int) -> dict[int, str]:
    return {unit_id: short or name for unit_id, short, name in tuples(source, _NAMES, (year,))}
