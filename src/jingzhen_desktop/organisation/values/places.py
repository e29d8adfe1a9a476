"""Where the records of the tab are shown: their addresses in the program."""

from __future__ import annotations

from ...base.place import Place
from .units import TAB

UNIT, GROUP, MEMBER, DOCUMENT = "unit", "group", "member", "document"
SYSTEMS, LEDGER, GAPS = "systems", "ledger", "gaps"
"""Kinds of places in this tab."""


def unit_place(year: int | None, unit_id: int | None = None, field: str = "") -> Place:
    """The address of a unit in a year, of a cell of it, or of the year's units."""
    return Place(TAB, UNIT, unit_id, year=year, field=field)


def group_place() -> Place:
    """The address of the leading group."""
    return Place(TAB, GROUP)


def member_place(member_id: int) -> Place:
    """The address of a person in the leading group."""
    return Place(TAB, MEMBER, member_id)


def document_place(document_id: int) -> Place:
    """The address of a document about the leading group; 0 is the founding one."""
    return Place(TAB, DOCUMENT, document_id)


def systems_place(year: int) -> Place:
    """The address of the systems of a year."""
    return Place(TAB, SYSTEMS, year=year)


def ledger_place(entry_id: int | None = None) -> Place:
    """The address of an entry of the working ledger, or of the ledger."""
    return Place(TAB, LEDGER, entry_id)


def gaps_place() -> Place:
    """The address of what is missing in the working year."""
    return Place(TAB, GAPS)
