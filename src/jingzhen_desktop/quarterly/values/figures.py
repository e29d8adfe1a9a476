"""The town's figures of a quarter: totals with their coverage, comparisons, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from .reports import Report, ReportStatus
from .totals import Total


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

    @property
    def totals(self) -> tuple[Total, ...]:
        """This quarter's, last year's, and both to date."""
        return (self.total, self.last_year, self.year_to_date, self.last_year_to_date)


@dataclass(frozen=True, slots=True)
class CarrierTotals:
    """The town's figures of one form row.
    ``coal`` is None for rows that are not converted (water, 其中 rows).
    """

    item: Item
    quantity: Measure
    cost: Measure
    coal: Measure | None

    @property
    def is_used(self) -> bool:
        """True if there is any figure other than 0 this quarter, in last year's, or to date."""
        return any(one.value for one in (*self.quantity.totals, *self.cost.totals))


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
    def is_handed_in(self) -> bool:
        return self.report is not None and self.report.standing.state.is_handed_in

    @property
    def coal_total(self) -> Decimal | None:
        return sum(self.coal.values(), Decimal(0)) if self.report else None

    @property
    def cost_total(self) -> Decimal | None:
        """Cost of all carriers, blanks left out; None without a report or if all are blank."""
        costs = (
            [entry.cost for key, entry in self.report.entries.items() if key in self.carriers]
            if self.report
            else []
        )
        known = [cost for cost in costs if cost is not None]
        return sum(known, Decimal(0)) if known else None


@dataclass(frozen=True, slots=True)
class Term:
    """One number of an indicator's formula; ``how`` says what it is made of, e.g. 124,630千瓦时×0.1229."""

    name: str
    value: Decimal | None
    unit: str
    how: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A main indicator (人均综合能耗 …) for the year to date: value with unit, or None with the reason.

    Attributes:
        formula: with its numbers; empty where there is no value.
        definition: the formula in words.
        terms: the numbers it is made of, down to carriers and coefficients.
        source: the named set of coefficients or factors, and what else must be known to read it.
    """

    name: str
    unit: str
    value: Decimal | None
    formula: str
    reason: str = ""
    definition: str = ""
    terms: tuple[Term, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A quarter with the short names of those who did not report, and of those whose reports have blanks."""

    quarter: Quarter
    missing: tuple[str, ...]
    blank: tuple[str, ...]


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
    gaps_before: tuple[Gap, ...] = ()
    """What lacks in the year's earlier quarters, by which the figures to date are partial."""
    closed: tuple[str, ...] = ()
    """Short names of the year's units that were closed before the quarter began."""

    @property
    def expected(self) -> int:
        return len(self.units)

    @property
    def received(self) -> int:
        """How many units have handed their report in (已报)."""
        return sum(unit.is_handed_in for unit in self.units)

    @property
    def counted(self) -> int:
        """How many units have figures in the totals, those of drafts too."""
        return sum(unit.report is not None for unit in self.units)

    @property
    def drafts(self) -> tuple[UnitInYear, ...]:
        """The units whose figures are in the totals though their report is not handed in."""
        return tuple(one.unit for one in self.units if one.report is not None and not one.is_handed_in)

    @property
    def coverage(self) -> str:
        """Empty when every unit's report is in and without blanks, else e.g. 3/4个单位."""
        complete = sum(unit.status is ReportStatus.COMPLETE for unit in self.units)
        return "" if complete == self.expected else f"{complete}/{self.expected}个单位"

    def carrier(self, key: str) -> CarrierTotals | None:
        return next((carrier for carrier in self.carriers if carrier.item.key == key), None)
