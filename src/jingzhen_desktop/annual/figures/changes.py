"""Which later changes of the office file concern a figure:
by table, row and column, as the journal tells them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..rules.carriers import WHOLE
from .known import Known
from .registry import FIGURES, known

RELEVANT = frozenset().union(*(one.source.tables for one in FIGURES))
"""Tables of whose changes any figure wants to know."""
_UNITS = ("unit", "unit_year")
_NAMES = {"name", "short_name"}


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
    """Whether a changed row may have changed a figure of a paper on ``year``, or a unit's name (unit.3)."""
    tab, _, number = key.partition(".")
    if tab == "unit":
        unit = str(change.row.get("unit_id", change.row.get("id")))
        return change.table in _UNITS and unit == number and bool(change.columns & _NAMES)
    found = known(key)
    if found is None or change.table not in found[0].source.tables:
        return False
    years = (None, year, year - 1) if found[0].compares else (None, year)
    return change.year in years and _row_concerns(*found, change)


def _row_concerns(entry: Known, subject: str, change: RowChange) -> bool:
    if change.table == "setting":
        return str(change.row.get("key", "")).startswith(entry.source.settings)
    if change.table in _UNITS:
        return entry.names_units if change.columns <= _NAMES else bool(change.columns - _NAMES)
    if change.table == "report_line" and entry.of_carrier and subject not in WHOLE:
        return str(change.row.get("item", "")).startswith(subject)
    return True
