"""Where the records of the tab are shown: their addresses in the program."""

from __future__ import annotations

from ...base.place import Place
from ..values.units import TAB

UNIT = "unit"


def unit_place(year: int, unit_id: int | None = None, field: str = "") -> Place:
    """The address of a unit in a year (kind ``unit2011``), of a cell of it (``unit2011:floor_area``),
    or of the year's units.
    """
    return Place(TAB, f"{UNIT}{year}{f':{field}' if field else ''}", unit_id)


def group_place() -> Place:
    """The address of the leading group."""
    return Place(TAB, "group")


def member_place(member_id: int) -> Place:
    """The address of a person in the leading group."""
    return Place(TAB, "member", member_id)


def document_place(document_id: int) -> Place:
    """The address of a document about the leading group; 0 is the founding one."""
    return Place(TAB, "document", document_id)


def systems_place(year: int) -> Place:
    """The address of the systems of a year."""
    return Place(TAB, f"systems{year}")


def ledger_place(entry_id: int | None = None) -> Place:
    """The address of an entry of the working ledger, or of the ledger."""
    return Place(TAB, "ledger", entry_id)
