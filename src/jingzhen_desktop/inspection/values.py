"""What an inspection consists of: rounds, visits, readings, violations, rectifications, circulars. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ..base.numbers import show_number

TAB = "inspection"
"""Key of the tab: its folder's name, and where its places begin."""


class Season(StrEnum):
    """The season a round belongs to."""

    SPRING = "春季"
    SUMMER = "夏季"
    AUTUMN = "秋季"
    WINTER = "冬季"


class Mode(StrEnum):
    """What the air-conditioning is used for at the time of a round; decides the limit."""

    COOLING = "制冷"
    HEATING = "供暖"
    NONE = "不查温度"

    @property
    def bound(self) -> str:
        """How the limit binds: 不低于 when cooling, 不高于 when heating."""
        return "不高于" if self is Mode.HEATING else "不低于"


class ViolationKind(StrEnum):
    """What was not in order."""

    TEMPERATURE = "空调设定温度不符合规定"
    WINDOWS = "开窗使用空调"
    ELECTRICITY = "用电设置不符合规定"
    OTHER = "其他"


class ViolationState(StrEnum):
    """Where a violation stands on a given day; always derived, never stored."""

    OPEN = "待处理"
    CORRECTED = "已当场纠正"
    ORDERED = "限期整改中"
    OVERDUE = "已逾期"
    CLOSED = "已整改销号"
    FAILED = "复查不合格"


class RecheckResult(StrEnum):
    """What a re-check found."""

    PASSED = "合格"
    FAILED = "不合格"


class Verdict(StrEnum):
    """What a reading says."""

    PASSED = "符合"
    FAILED = "不符合"
    EXEMPT = "豁免"
    NOT_RUNNING = "未运行"
    UNDECIDED = "未判定"


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
    """One round of inspection (检查); ``limit`` is the one it was judged by. Temperatures in ℃; ``day`` None is “planned”."""

    id: int
    year: int
    season: Season
    title: str
    day: date | None = None
    weather: str = ""
    outdoor_temperature: Decimal | None = None
    checkers: tuple[str, ...] = ()
    mode: Mode = Mode.NONE
    limit: Decimal | None = None
    limit_source: str = ""
    note: str = ""

    @property
    def limit_text(self) -> str:
        """The limit in words: 制冷设定温度不低于26℃; empty where no temperature is checked."""
        return "" if self.limit is None else f"{self.mode.value}设定温度{self.mode.bound}{show_number(self.limit)}℃"


@dataclass(frozen=True, slots=True)
class Reading:
    """The air-conditioning of one room: temperatures in ℃, None where not read; ``windows_open`` while it ran."""

    id: int
    visit_id: int
    room: str = ""
    set_temperature: Decimal | None = None
    measured_temperature: Decimal | None = None
    windows_open: bool = False
    running: bool = True
    exempt: bool = False
    exempt_reason: str = ""


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
    round_id: int = 0
    round_title: str = ""
    unit_id: int = 0
    unit_name: str = ""
    violation_ids: tuple[int, ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation (问题) found in a unit; ``rectifications`` are the notices about it, oldest first."""

    id: int
    visit_id: int
    kind: ViolationKind
    text: str
    found_on: date
    room: str = ""
    reading_id: int | None = None
    corrected_on_spot: bool = False
    correction_note: str = ""
    unit_id: int = 0
    unit_name: str = ""
    rectifications: tuple[Rectification, ...] = ()


@dataclass(frozen=True, slots=True)
class ViolationDraft:
    """A violation that a reading proposes."""

    kind: ViolationKind
    text: str
    room: str
    reading_id: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One unit in one round, with what was read and found there."""

    id: int
    round_id: int
    unit_id: int
    unit_name: str
    note: str = ""
    readings: tuple[Reading, ...] = ()
    violations: tuple[Violation, ...] = ()


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
    unit_ids: tuple[int, ...] = ()
    units: tuple[str, ...] = ()
    rectification_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RoundDetail:
    """A round with everything found in it."""

    round: Round
    visits: tuple[Visit, ...] = ()
    rectifications: tuple[Rectification, ...] = ()

    @property
    def violations(self) -> tuple[Violation, ...]:
        return tuple(violation for visit in self.visits for violation in visit.violations)

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(reading for visit in self.visits for reading in visit.readings)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A round in a list: how many units it visited, how many violations it found."""

    round: Round
    visits: int
    violations: int


@dataclass(frozen=True, slots=True)
class RoundOfYear:
    """A round in the figures of a year: ``units_total`` units of the year, ``units`` the visited ones by name."""

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
