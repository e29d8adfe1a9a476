"""Where the records of the tab are shown: their addresses in the program."""

from __future__ import annotations

from ...base.place import Place

TAB = "assessment"
"""Key of the tab: its folder's name, and where its places begin."""
STANDING, STANDARD, QUOTA, CHOICE = "standing", "standard", "quota", "choice"
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
