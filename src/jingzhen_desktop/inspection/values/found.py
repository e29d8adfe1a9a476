"""What is planned, found and followed up:
rounds, visits, readings, violations, notices, circulars, complaints.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain

from ...base.columns import Added, Tenths
from ...base.numbers import show_number
from .words import ItemResult, Mode, RecheckResult, Season, Verdict, ViolationKind


@dataclass(frozen=True, slots=True)
class Limit:
    """A dated limit of the set temperature in ℃, with its source."""

    valid_from: date
    cooling: Decimal
    heating: Decimal
    source: str

    def of(self, mode: Mode) -> Decimal | None:
        """The limit when cooling (lowest) or heating (highest); None where no temperature is checked."""
        return {Mode.COOLING: self.cooling, Mode.HEATING: self.heating, Mode.NONE: None}[mode]


@dataclass(frozen=True, slots=True)
class Round:
    """One round of inspection (检查). Temperatures in ℃.

    Attributes:
        day, last_day: when it was held; ``day`` None is “planned”, ``last_day`` None is “one day”.
        limit: the one it is judged by, kept with it.
        tolerance: by how much a measured temperature may miss the limit; None: measured ones are not judged
            at all.
        planned_month: 1…12, for one that is planned.
        special: held for a reason of its own (举报核查); not one of those planned for the year.
    """

    id: int
    year: int
    season: Season
    title: str
    day: date | None = None
    weather: str = ""
    outdoor_temperature: Tenths | None = None
    checkers: tuple[str, ...] = ()
    mode: Mode = Mode.NONE
    limit: Tenths | None = None
    limit_source: str = ""
    note: str = ""
    last_day: date | None = None
    planned_month: int | None = None
    tolerance: Tenths | None = None
    special: bool = False

    @property
    def days(self) -> tuple[date, ...]:
        """The first and the last day, as far as they are known; one if it took one day."""
        return tuple(dict.fromkeys(day for day in (self.day, self.last_day) if day))

    @property
    def limit_text(self) -> str:
        """The limit in words: 制冷设定温度不低于26℃; empty where no temperature is checked."""
        return (
            ""
            if self.limit is None
            else f"{self.mode.value}设定温度{self.mode.bound}{show_number(self.limit)}℃"
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """The air-conditioning of one room: temperatures in ℃, None where not read; ``windows_open`` while it
    ran.

    ``overruled`` is the clerk's own verdict (PASSED or FAILED) against the rule's, with its reason.
    """

    id: int
    visit_id: int
    room: str = ""
    set_temperature: Tenths | None = None
    measured_temperature: Tenths | None = None
    windows_open: bool = False
    running: bool = True
    exempt: bool = False
    exempt_reason: str = ""
    outdoor_temperature: Tenths | None = None
    overruled: Verdict | None = None
    overrule_reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict of a reading, the faults it shows, and the sentence for the clerk."""

    verdict: Verdict
    faults: tuple[ViolationKind, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rectification:
    """限期整改: one notice to one unit about one or more violations of a visit.

    Attributes:
        round_title, unit_id, unit_name: of the visit, for display.
        violation_ids: what it orders to be mended.
        replaced: True once a later notice covers its violations again (after a failed re-check).
    """

    id: int
    visit_id: int
    number: str
    ordered_on: date
    deadline: date
    requirement: str = ""
    reply_on: date | None = None
    reply: str = ""
    rechecked_on: date | None = None
    recheck_result: RecheckResult | None = None
    recheck_note: str = ""
    closed_on: date | None = None
    received_by: str = ""
    received_on: date | None = None
    round_id: Added[int] = 0
    round_title: Added[str] = ""
    unit_id: Added[int] = 0
    unit_name: Added[str] = ""
    violation_ids: Added[tuple[int, ...]] = ()
    replaced: Added[bool] = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation (问题) found in a unit; ``rectifications`` are the notices about it, oldest first.

    ``corrected_on`` is the day of a correction on the spot; None where an older file does not know it.
    """

    id: int
    visit_id: int
    kind: ViolationKind
    text: str
    found_on: date
    room: str = ""
    reading_id: int | None = None
    corrected_on_spot: bool = False
    correction_note: str = ""
    corrected_on: date | None = None
    item_id: int | None = None
    unit_id: Added[int] = 0
    unit_name: Added[str] = ""
    rectifications: Added[tuple[Rectification, ...]] = ()

    @property
    def notice_ids(self) -> frozenset[int]:
        return frozenset(notice.id for notice in self.rectifications)


@dataclass(frozen=True, slots=True)
class ViolationDraft:
    """A violation that a reading or a point of the list proposes."""

    kind: ViolationKind
    text: str
    room: str = ""
    reading_id: int | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One point of the list as it was checked in a visit; ``result`` None: not checked.
    ``id`` 0: nothing is stored yet.
    """

    id: int
    visit_id: int
    text: str
    result: ItemResult | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Visit:
    """One unit in one round, with what was read and found there.

    ``day`` and ``checkers`` are given only where they differ from the round's; ``signed_by`` signed for the
    unit.
    """

    id: int
    round_id: int
    unit_id: int
    unit_name: Added[str]
    note: str = ""
    readings: Added[tuple[Reading, ...]] = ()
    violations: Added[tuple[Violation, ...]] = ()
    items: Added[tuple[CheckedItem, ...]] = ()
    day: date | None = None
    checkers: tuple[str, ...] = ()
    signed_by: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit that a round is to visit; ``by_chance``: drawn, not chosen."""

    unit_id: int
    unit_name: str
    by_chance: bool = False


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawing of units by chance, kept so that it can be drawn again with the same outcome.

    ``pool`` and ``drawn`` are ids of units; ``unvisited_first``: those not visited in the year went before
    the others.
    """

    id: int
    round_id: int
    day: date
    seed: str
    wanted: int
    unvisited_first: bool
    pool: tuple[int, ...]
    drawn: tuple[int, ...]
    unvisited: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Complaint:
    """举报: who told what of which unit and when, and what came of it;
    ``violation_id`` where it proved true.
    """

    id: int
    received_on: date
    unit_id: int
    text: str
    reporter: str = ""
    contact: str = ""
    handle_by: date | None = None
    handled_on: date | None = None
    outcome: str = ""
    violation_id: int | None = None
    unit_name: Added[str] = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A unit that a circular should name, and why:
    overdue, failed again, found with the same again (改正力度不大).
    """

    unit_id: int
    unit_name: str
    reasons: tuple[str, ...]
    violation_ids: tuple[int, ...]
    rectification_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which units of a year were visited; ``units`` are all of them, by name."""

    units: tuple[tuple[int, str], ...]
    visits: dict[int, int]

    @property
    def visited(self) -> int:
        return sum(1 for unit_id, _ in self.units if self.visits.get(unit_id))

    @property
    def unvisited(self) -> tuple[str, ...]:
        return tuple(name for unit_id, name in self.units if not self.visits.get(unit_id))

    @property
    def text(self) -> str:
        """今年已检查28/40个单位（70%）."""
        share = f"（{round(100 * self.visited / len(self.units))}%）" if self.units else ""
        return f"已检查{self.visited}/{len(self.units)}个单位{share}"


@dataclass(frozen=True, slots=True)
class Circular:
    """通报: names units before a scope (全镇, 全市…), perhaps with a deadline of its own."""

    id: int
    number: str
    day: date
    title: str
    scope: str
    round_id: int | None = None
    deadline: date | None = None
    reason: str = ""
    unit_ids: Added[tuple[int, ...]] = ()
    units: Added[tuple[str, ...]] = ()
    rectification_ids: Added[tuple[int, ...]] = ()
    relayed_by: str = ""
    """Who of those above passed it on to a scope beyond the office's own: 市机关事务局（…号）."""


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A round with everything found in it."""

    round: Round
    visits: tuple[Visit, ...] = ()
    rectifications: tuple[Rectification, ...] = ()
    planned: tuple[PlannedUnit, ...] = ()
    draws: tuple[Draw, ...] = ()

    @property
    def violations(self) -> tuple[Violation, ...]:
        return tuple(chain.from_iterable(visit.violations for visit in self.visits))

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(chain.from_iterable(visit.readings for visit in self.visits))


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list: how many units it visited, how many violations it found."""

    round: Round
    visits: int
    violations: int
    planned: int = 0
