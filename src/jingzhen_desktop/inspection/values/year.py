"""The figures of a year's inspections, as a summary states them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .words import Season, ViolationKind


@dataclass(frozen=True, slots=True)
class RoundOfYear:
    """A round in the figures of a year:
    ``units_total`` units of the year, ``units`` the visited ones by name.
    """

    round_id: int
    season: Season
    title: str
    day: date
    units_total: int
    units: tuple[str, ...]
    readings: int
    readings_passed: int
    violations: int

    @property
    def units_visited(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class CircularOfYear:
    """A circular in the figures of a year."""

    id: int
    number: str
    day: date
    title: str
    scope: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InspectionYear:
    """The figures of a year's inspections as they stood on ``until``.

    Attributes:
        planned: rounds the office plans for a year.
        visits: visits to units, a unit counted each time; ``units_visited`` counts it once.
        not_visited: names of the units of the year without a visit.
        readings: those judged by a limit (running, not exempt, limit and temperature known).
        violations_rectified: found, not corrected on the spot, and closed after a notice.
        violations_unhandled: neither corrected nor ordered.
        rectifications_ordered: notices, each re-issued one counted.
        special_rounds: held for a reason of their own; not among ``rounds``, but what they found is counted.
        overruled: readings whose verdict the clerk set against the rule's.
        rechecked: notices that were re-checked.
    """

    year: int
    until: date
    planned: int
    rounds: tuple[RoundOfYear, ...]
    units_total: int
    visits: int
    units_visited: int
    not_visited: tuple[str, ...]
    readings: int
    readings_passed: int
    violations: int
    violations_by_kind: tuple[tuple[ViolationKind, int], ...]
    corrected_on_spot: int
    violations_rectified: int
    violations_unhandled: int
    rectifications_ordered: int
    rectifications_closed: int
    rectifications_overdue: int
    circulars: tuple[CircularOfYear, ...]
    special_rounds: int = 0
    overruled: int = 0
    rechecked: int = 0
    complaints: int = 0
    complaints_confirmed: int = 0
    complaints_open: int = 0
