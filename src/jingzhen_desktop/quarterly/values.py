"""Reports, findings, totals and comparisons of the quarterly statistics. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from ..base.place import Place
from ..energy.periods import Quarter
from ..energy.statistics import Item, StatisticalSystem
from ..organisation.values import UnitInYear

TAB = "quarterly"
"""Key of the tab: its folder's name, and where its places begin."""


def report_place(quarter: Quarter, unit_id: int | None = None) -> Place:
    """The address of a quarter (its kind is e.g. ``2011Q3``), or of one unit's report in it."""
    return Place(TAB, str(quarter), unit_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a report: quantity in the item's unit, cost in 元. None is blank (to be asked), 0 is “none used”."""

    quantity: Decimal | None = None
    cost: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Signatures:
    """The foot of a form."""

    unit_head: str = ""
    statistics_head: str = ""
    filled_by: str = ""
    reported_on: date | None = None


class Source(StrEnum):
    """How a report came in."""

    FILE = "文件导入"
    TYPED = "手工录入"


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's report of one quarter, in one version of the statistical system; entries by item key."""

    unit_id: int
    quarter: Quarter
    version: str
    entries: Mapping[str, Entry]
    signatures: Signatures = field(default_factory=Signatures)
    note: str = ""
    source: Source = Source.TYPED
    source_name: str = ""
    source_hash: str = ""
    stored_at: datetime | None = None


class ReportStatus(StrEnum):
    """Where a unit stands with one quarter."""

    MISSING = "未报"
    INCOMPLETE = "有空白"
    COMPLETE = "已报"


@dataclass(frozen=True, slots=True)
class UnitCalendar:
    """A unit's standing through a year: status by quarter number; a quarter it owes no report for is absent."""

    unit: UnitInYear
    statuses: Mapping[int, ReportStatus]


class Severity(StrEnum):
    """错误 keeps a form out; 需核实 is taken in and must be asked."""

    ERROR = "错误"
    QUERY = "需核实"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong or odd, and where: ``place`` names file, sheet and cell as far as they are known."""

    severity: Severity
    place: str
    text: str

    def __str__(self) -> str:
        return f"{self.severity.value}：{self.place}：{self.text}" if self.place else f"{self.severity.value}：{self.text}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that a corrected form changes: old → new."""

    item: Item
    what: str  # 数量 or 费用
    old: Decimal | None
    new: Decimal | None


class FormOutcome(StrEnum):
    """What taking in a form would do."""

    NEW = "新报表"
    CORRECTION = "更正"
    UNCHANGED = "与已存相同"
    REJECTED = "不能导入"


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What was recognised in one file, before anything is stored.

    Attributes:
        file_name: the file's own name, for messages.
        unit: the unit it names, None if not recognised.
        report: what would be stored, None if rejected.
        findings: errors and queries, cell by cell.
        differences: old → new against the stored report of the same unit and quarter.
    """

    file_name: str
    outcome: FormOutcome
    unit: UnitInYear | None = None
    report: Report | None = None
    findings: tuple[Finding, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over units with its coverage: ``counted`` units have every figure it needs, of ``expected``."""

    value: Decimal | None
    counted: int
    expected: int

    @property
    def is_complete(self) -> bool:
        return self.counted == self.expected

    @property
    def coverage(self) -> str:
        """Empty when complete, else e.g. 3/4个单位."""
        return "" if self.is_complete else f"{self.counted}/{self.expected}个单位"


@dataclass(frozen=True, slots=True)
class Comparison:
    """同比 of one total over the units with figures in both periods.

    Attributes:
        now, before: sums over those units only; None where none has both.
        change: ratio, 0.031 is +3.1 %; None shows as —.
        units: how many units it compares; ``of`` how many there are now.
        reason: why there is no figure or why it is partial, in Chinese; empty if there is nothing to say.
    """

    now: Decimal | None
    before: Decimal | None
    change: Decimal | None
    units: int
    of: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure (quantity, cost or standard coal) of a carrier or of all: this quarter and year to date."""

    total: Total
    last_year: Total
    comparison: Comparison
    year_to_date: Total
    last_year_to_date: Total
    comparison_to_date: Comparison


@dataclass(frozen=True, slots=True)
class CarrierTotals:
    """The town's figures of one form row. ``coal`` is None for rows that are not converted (water, 其中 rows)."""

    item: Item
    quantity: Measure
    cost: Measure
    coal: Measure | None


@dataclass(frozen=True, slots=True)
class UnitQuarter:
    """One unit's line in the quarterly table; ``report`` is None if missing.

    Attributes:
        coal: kgce by carrier key, for the carriers that are converted and not blank.
        carriers: keys of the rows that are added up (no 其中 rows).
    """

    unit: UnitInYear
    report: Report | None
    status: ReportStatus
    coal: Mapping[str, Decimal]
    carriers: frozenset[str]

    @property
    def coal_total(self) -> Decimal | None:
        return sum(self.coal.values(), Decimal(0)) if self.report else None

    @property
    def cost_total(self) -> Decimal | None:
        """Cost of all carriers, blanks left out; None without a report or if all are blank."""
        costs = [entry.cost for key, entry in self.report.entries.items() if key in self.carriers] if self.report else []
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A main indicator (人均综合能耗 …) for the year to date: value with unit, or None with the reason."""

    name: str
    unit: str
    value: Decimal | None
    formula: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TownQuarter:
    """Everything the office knows about one quarter: what the screen, the xlsx and the PDF show."""

    quarter: Quarter
    system: StatisticalSystem
    coefficients: str  # name of the set, e.g. 当量值
    units: tuple[UnitQuarter, ...]
    carriers: tuple[CarrierTotals, ...]  # every form row, 其中 rows included, in the form's order
    cost: Measure  # all carriers together, water included, 元
    coal: Measure  # 综合能耗, kgce, water excluded
    indicators: tuple[Indicator, ...]

    @property
    def expected(self) -> int:
        return len(self.units)

    @property
    def received(self) -> int:
        return sum(unit.report is not None for unit in self.units)

    @property
    def coverage(self) -> str:
        """Empty when every unit's report is in and without blanks, else e.g. 3/4个单位."""
        complete = sum(unit.status is ReportStatus.COMPLETE for unit in self.units)
        return "" if complete == self.expected else f"{complete}/{self.expected}个单位"

    def carrier(self, key: str) -> CarrierTotals | None:
        return next((carrier for carrier in self.carriers if carrier.item.key == key), None)
