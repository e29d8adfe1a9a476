"""Which papers were written for a year, and where they stand; their texts: ``stored``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ...office.file import Office
from ...office.plain import values
from ..values.kinds import SummaryKind, SummaryState


@dataclass(frozen=True, slots=True)
class _Written:
    """A paper that was written."""

    kind: SummaryKind
    title: str
    day: date
    state: SummaryState


def written_summaries(office: Office, year: int) -> dict[SummaryKind, tuple[str, date]]:
    """Return title and date of the papers that were written for a year, by kind in the order of the year."""
    found = {paper.kind: (paper.title, paper.day) for paper in _written(office, year)}
    return {kind: found[kind] for kind in SummaryKind if kind in found}


def states_of_year(office: Office, year: int) -> dict[SummaryKind, tuple[str, SummaryState]]:
    """Return title and state of the papers written for a year, by kind."""
    return {paper.kind: (paper.title, paper.state) for paper in _written(office, year)}


def _written(office: Office, year: int) -> list[_Written]:
    with office.looking() as source:
        return values(source, _Written, "SELECT * FROM summary WHERE year = ?", (year,))
