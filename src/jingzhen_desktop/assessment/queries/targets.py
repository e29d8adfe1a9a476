"""The units' targets and filings of a year; for 今日工作 too, read without SQLAlchemy."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ...office.file import Office
from ...office.plain import numbers, values
from ...office.settings import read_setting
from ...organisation.queries.units import read_units
from ..rules.targets import FilingDue, filing_due, plan_due, report_due
from ..settings import PLAN_DAY, PLAN_MONTH, REMIND_DAYS
from ..values.targets import Filing, UnitTarget

if TYPE_CHECKING:
    from ...office.plain import Source

_OF_YEAR = "SELECT * FROM unit_target WHERE year = ?"
_BEGUN = "SELECT 1 FROM unit_target LIMIT 1"


def targets_of_year(office: Office, year: int) -> list[UnitTarget]:
    """Return what every unit of a year is to reach and has filed, in the office's order; blank where nothing
    was entered.
    """
    with office.looking() as source:
        return read_targets(source, year)


def read_targets(source: Source, year: int) -> list[UnitTarget]:
    """Read the same inside a transaction or a reading."""
    known = {target.unit_id: target for target in values(source, UnitTarget, _OF_YEAR, (year,))}
    return [
        replace(known.get(unit.id, UnitTarget(unit.id, year)), unit_name=unit.short_name)
        for unit in read_units(source, year)
    ]


def plan_day(office: Office, year: int) -> date | None:
    """Return by when the plans of a year are due; None where the office has set no day."""
    return plan_due(year, read_setting(office, PLAN_MONTH), read_setting(office, PLAN_DAY))


def filing_dues(office: Office, year: int, day: date) -> list[FilingDue]:
    """Return the reminders of a working year on a day: plans of the year, reports on it and on the year
    before.

    An office that keeps no filings here is reminded before the day of the report, and not of what lies
    behind.
    """
    days = read_setting(office, REMIND_DAYS)
    wanted = [
        (Filing.REPORT, year - 1, report_due(year - 1)),
        (Filing.PLAN, year, plan_day(office, year)),
        (Filing.REPORT, year, report_due(year)),
    ]
    with office.looking() as source:
        begun = bool(numbers(source, _BEGUN))
        near = [
            (filing, of, due)
            for filing, of, due in wanted
            if due is not None and (due - day).days <= days and (begun or due >= day)
        ]
        years = {of for _, of, _ in near}
        targets = {of: read_targets(source, of) for of in years}
    found = [filing_due(filing, of, targets[of], due, day, days) for filing, of, due in near]
    return [one for one in found if one is not None]
