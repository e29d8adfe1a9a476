"""Where the records of the tab are shown: their addresses in the program."""

from __future__ import annotations

from ...base.place import Place

TAB = "assessment"
"""Key of the tab: its folder's name, and where its places begin."""
STANDING, STANDARD, QUOTA, CHOICE = "standing", "standard", "quota", "choice"
OVER_QUOTA, SPENDING, TARGETS = "overquota", "spending", "targets"
"""Kinds of places in this tab."""


def standing_place(year: int, unit_id: int | None = None) -> Place:
    """The address of how the units of a year, or one of them, stand against their quotas."""
    return Place(TAB, STANDING, unit_id, year=year)


def standard_place(standard_id: int) -> Place:
    """The address of a quota standard in the register."""
    return Place(TAB, STANDARD, standard_id)


def quota_place(row_id: int) -> Place:
    """The address of one row of a standard."""
    return Place(TAB, QUOTA, row_id)


def choice_place(year: int, unit_id: int) -> Place:
    """The address of what is chosen for a unit in a year."""
    return Place(TAB, CHOICE, unit_id, year=year)


def over_quota_place(case_id: int | None, year: int | None = None, step: str = "") -> Place:
    """The address of a case of use over the quota, of a step of it, or of all of a year."""
    return Place(TAB, OVER_QUOTA, case_id, year=year, field=step)


def spending_place(year: int, line_id: int | None = None) -> Place:
    """The address of a spending limit, or of all of a year."""
    return Place(TAB, SPENDING, line_id, year=year)


def targets_place(year: int, unit_id: int | None = None) -> Place:
    """The address of a unit's targets and filings of a year, or of all of it."""
    return Place(TAB, TARGETS, unit_id, year=year)
