"""A year's inspections as a summary states them: the records that count, and how many they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import chain

from .found import Reading, Rectification, RoundDetail, Violation, Visit
from .words import Season, Verdict, ViolationKind, ViolationState


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
    corrected_on_spot: int = 0
    notices: int = 0

    @property
    def units_visited(self) -> int:
        return len(self.units)


@dataclass(frozen=True, slots=True)
class ReadingOfYear:
    """A reading that could be judged by its round's limit, with the verdict."""

    reading: Reading
    unit_name: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ViolationOfYear:
    """A violation with where it stood on the day of the figures."""

    violation: Violation
    state: ViolationState


@dataclass(frozen=True, slots=True)
class NoticeOfYear:
    """A notice with where it stood on the day of the figures."""

    notice: Rectification
    state: ViolationState


@dataclass(frozen=True, slots=True)
class CircularOfYear:
    """A circular in the figures of a year."""

    id: int
    number: str
    day: date
    title: str
    scope: str
    units: tuple[str, ...]
    relayed_by: str = ""
    """Who of those above passed it on, to that scope; empty: nobody did."""


@dataclass(frozen=True, slots=True)
class InspectionYear:
    """A year's inspections as they stood on ``until``: every number is the number of the records here.

    Attributes:
        planned: rounds the office plans for a year.
        held: the rounds held by then with everything in them, those for a reason of their own too.
        rounds: the figures of those held as planned.
        judged: readings judged by a limit (running, not exempt, limit and temperature known).
        found: violations found by then.
        ordered: notices ordered by then, each re-issued one counted.
        units_total: units of the year; ``unvisited`` those without a visit, id and name.
        overruled: readings whose verdict the clerk set against the rule's.
        rechecked: notices that were re-checked.
    """

    year: int
    until: date
    planned: int
    units_total: int
    held: tuple[RoundDetail, ...] = ()
    rounds: tuple[RoundOfYear, ...] = ()
    judged: tuple[ReadingOfYear, ...] = ()
    found: tuple[ViolationOfYear, ...] = ()
    ordered: tuple[NoticeOfYear, ...] = ()
    circulars: tuple[CircularOfYear, ...] = ()
    unvisited: tuple[tuple[int, str], ...] = ()
    overruled: int = 0
    rechecked: int = 0
    complaints: int = 0
    complaints_confirmed: int = 0
    complaints_open: int = 0

    @property
    def visited(self) -> tuple[Visit, ...]:
        """Every visit to a unit."""
        return tuple(chain.from_iterable(detail.visits for detail in self.held))

    @property
    def visits(self) -> int:
        """Visits to units, a unit counted each time."""
        return len(self.visited)

    @property
    def units_visited(self) -> int:
        """Units visited, each counted once."""
        return len({visit.unit_id for visit in self.visited})

    @property
    def not_visited(self) -> tuple[str, ...]:
        """Names of the units of the year without a visit."""
        return tuple(name for _, name in self.unvisited)

    @property
    def special_rounds(self) -> int:
        """Rounds held for a reason of their own; not among ``rounds``, but what they found is counted."""
        return len(self.held) - len(self.rounds)

    @property
    def readings(self) -> int:
        """Readings that could be judged."""
        return len(self.judged)

    @property
    def readings_passed(self) -> int:
        """Those that passed."""
        return sum(one.verdict is Verdict.PASSED for one in self.judged)

    @property
    def violations(self) -> int:
        """Violations found."""
        return len(self.found)

    @property
    def violations_by_kind(self) -> tuple[tuple[ViolationKind, int], ...]:
        """How many of each kind, in the order of the kinds; those that were not found are left out."""
        counts = Counter(one.violation.kind for one in self.found)
        return tuple((kind, counts[kind]) for kind in ViolationKind if counts[kind])

    @property
    def corrected_on_spot(self) -> int:
        """Violations corrected on the spot."""
        return self._violations(ViolationState.CORRECTED)

    @property
    def violations_rectified(self) -> int:
        """Violations not corrected on the spot, and closed after a notice."""
        return self._violations(ViolationState.CLOSED)

    @property
    def violations_settled(self) -> int:
        """Violations about which nothing is left to do: corrected on the spot, or closed after a notice."""
        return self.corrected_on_spot + self.violations_rectified

    @property
    def violations_ordered(self) -> int:
        """Violations under a notice that is not closed: in time, overdue, or failed at the re-check."""
        states = (ViolationState.ORDERED, ViolationState.OVERDUE, ViolationState.FAILED)
        return sum(map(self._violations, states))

    @property
    def violations_overdue(self) -> int:
        """Those of them whose deadline has passed with nothing done."""
        return self._violations(ViolationState.OVERDUE)

    @property
    def violations_unhandled(self) -> int:
        """Violations neither corrected nor ordered."""
        return self._violations(ViolationState.OPEN)

    @property
    def rectifications_ordered(self) -> int:
        """Notices ordered."""
        return len(self.ordered)

    @property
    def rectifications_closed(self) -> int:
        """Notices closed."""
        return self._notices(ViolationState.CLOSED)

    @property
    def rectifications_overdue(self) -> int:
        """Notices whose deadline has passed with nothing done."""
        return self._notices(ViolationState.OVERDUE)

    @property
    def rectifications_repeated(self) -> int:
        """Notices that failed the re-check and were ordered again under a new number."""
        return sum(one.notice.replaced and one.state is ViolationState.FAILED for one in self.ordered)

    def _violations(self, state: ViolationState) -> int:
        return sum(one.state is state for one in self.found)

    def _notices(self, state: ViolationState) -> int:
        return sum(one.state is state for one in self.ordered)
