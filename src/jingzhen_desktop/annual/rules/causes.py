"""Which later changes of the office file concern a figure:
by table, row and column, as the journal tells them. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .definitions import item_of, part_of

_TABLES = {
    "organisation": (
        "unit",
        "unit_year",
        "leading_group",
        "leading_group_member",
        "leading_group_adjustment",
        "unit_liaison",
        "ledger_entry",
    ),
    "publicity": ("activity",),
    "inspection": (
        "inspection_round",
        "inspection_visit",
        "inspection_reading",
        "inspection_violation",
        "rectification",
        "rectification_violation",
        "circular",
        "circular_unit",
        "unit",
        "unit_year",
    ),
    "statistics": ("report", "report_line", "submission", "unit", "unit_year", "setting"),
    "plan": ("ledger_entry",),
    "consumption": ("unit", "unit_year"),
}
"""First part of a key → the tables its figures are counted from."""
_NAMES = {"name", "short_name"}
_NAMED = {"missing", "blank", "late", "unvisited", "circular_units", "without_liaison", "without_data", "top"}
"""Figures that name units; a new name changes no other."""
_OF_THE_TOWN = {"sent", "sent_late", "sent_again", "punctual"}
"""Figures counted from what the town has sent up, not from the units' reports."""
_COMPARING = {"change", "before", "compared"}
"""Parts of a carrier's figures that need the year before too."""
_COAL_SETTINGS = ("quarterly.coefficients", "quarterly.density.")
_COUNT_SETTINGS = ("quarterly.deadline.", "quarterly.system.")
RELEVANT = frozenset(table for tables in _TABLES.values() for table in tables)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after a later step;
    ``year`` is the year it belongs to, None where it belongs to none.
    """

    table: str
    row: Mapping[str, Any]
    columns: frozenset[str]
    year: int | None


def concerns(key: str, change: RowChange, year: int) -> bool:
    """Whether a changed row may have changed a figure of a paper on ``year``."""
    tab, _, rest = key.partition(".")
    head = rest.partition(".")[0]
    if tab == "unit":
        return (
            change.table in ("unit", "unit_year")
            and str(change.row.get("unit_id", change.row.get("id"))) == rest
            and bool(change.columns & _NAMES)
        )
    if change.table not in _TABLES.get(tab, ()):
        return False
    compares = tab == "statistics" and part_of(key) in _COMPARING
    if change.year is not None and change.year not in (year, year - 1 if compares else year):
        return False
    if change.table in ("unit", "unit_year"):
        return _unit_concerns(head, rest, change)
    return _statistics_concern(key, head, change) if tab == "statistics" else True


def _unit_concerns(head: str, rest: str, change: RowChange) -> bool:
    names_units = head in _NAMED or rest.rpartition(".")[2] in _NAMED
    return names_units if change.columns <= _NAMES else bool(change.columns - _NAMES)


def _statistics_concern(key: str, head: str, change: RowChange) -> bool:
    part, item = part_of(key), item_of(key)
    coal = part == "coal" or "all_energy" in key or head in ("indicator", "set")
    if change.table == "setting":
        name = str(change.row.get("key", ""))
        return (coal and name.startswith(_COAL_SETTINGS)) or name.startswith(_COUNT_SETTINGS)
    if (change.table == "submission") is not (head in _OF_THE_TOWN):
        return False
    if change.table == "report_line" and item:
        return str(change.row.get("item", "")).startswith(item)
    return True
