"""Which papers were written for a year, and where they stand; their texts: ``stored``."""

from __future__ import annotations

from datetime import date

from ...office.file import Office
from ...office.plain import tuples
from ..values.kinds import SummaryKind, SummaryState


def written_summaries(office: Office, year: int) -> dict[SummaryKind, tuple[str, date]]:
    """Return title and date of the papers that were written for a year, by kind in the order of the year."""
    with office.looking() as source:
        rows = tuples(source, "SELECT kind, title, day FROM summary WHERE year = ?", (year,))
    found = {SummaryKind(kind): (title, date.fromisoformat(day)) for kind, title, day in rows}
    return {kind: found[kind] for kind in SummaryKind if kind in found}


def states_of_year(office: Office, year: int) -> dict[SummaryKind, tuple[str, SummaryState]]:
    """Return title and state of the papers written for a year, by kind."""
    with office.looking() as source:
        rows = tuples(source, "SELECT kind, title, state FROM summary WHERE year = ?", (year,))
    return {SummaryKind(kind): (title, SummaryState(state)) for kind, title, state in rows}
