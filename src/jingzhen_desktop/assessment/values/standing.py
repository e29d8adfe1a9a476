"""How a unit stands against its quota: the word, the gap to the next level, the numbers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ...energy.periods import Quarter
from ...organisation.values.units import UnitInYear
from .quotas import Quota, QuotaChoice, QuotaIndicator, QuotaMeasure, QuotaStandard, QuotaState


class Band(StrEnum):
    """Between which levels a value lies; a value equal to a level belongs to the better band."""

    GUIDE = "guide"
    BASE = "base"
    LIMIT = "limit"
    OVER = "over"
    NONE = "none"
    """Not judged: no quota, no data, or an obstacle; ``Standing.reason`` says which."""


@dataclass(frozen=True, slots=True)
class Period:
    """Four quarters one after another that are judged: a calendar year, or the last four complete ones.

    Attributes:
        quarters: oldest first.
    """

    quarters: tuple[Quarter, ...]

    @property
    def year(self) -> int:
        """The year whose units, areas, heads and choices are taken: that of the last quarter."""
        return self.quarters[-1].year

    @property
    def is_year(self) -> bool:
        return self.quarters[0].number == 1

    @property
    def words(self) -> str:
        """2011年, or 2010年10月—2011年9月."""
        first, last = self.quarters[0], self.quarters[-1]
        if self.is_year:
            return f"{self.year}年"
        return f"{first.year}年{first.start.month}月—{last.year}年{last.end.month}月"


@dataclass(frozen=True, slots=True)
class Part:
    """One number of a computation.

    Attributes:
        title: 电.
        text: how it is computed: 64,080千瓦时 × 0.31.
        value: what it comes to, with its unit of measure.
    """

    title: str
    text: str
    value: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class Gap:
    """How far it is to a level: what would have to be saved in the period; negative: what is in hand.

    Attributes:
        level: name of the level: 基准值.
        per_base: in the quota's own unit of measure.
        total: in kgce, kWh or m³.
        power: kWh that ``total`` stands for by the standard's coefficient of electricity; None for water.
        money: yuan at what the unit paid in the period; None if its costs are not known.
    """

    level: str
    per_base: Decimal
    total: Decimal
    power: Decimal | None = None
    money: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, a period, an indicator.

    Attributes:
        quota, standard, state: the chosen row, whose it is, whether it counts as the office's own; None
            without one.
        measure: unit of measure of ``actual`` and the levels.
        levels: 约束, 基准, 引导 after correction; for a yardstick without quota (limit, None, None).
        level_names: name of each level that is set: limit → 约束值.
        used, base: numerator (kgce, kWh, m³ or L) and denominator (m², heads, bed-days).
        actual: used ÷ base, exact; rounded only where it is shown. None if it cannot be computed.
        before: the same of the year before, in the same coefficients; None if it cannot be computed.
        word: 达到基准值; without a judgement what is wrong in a few words: 缺三季度.
        reason: the same as a whole sentence; empty if judged.
        next_target: what the rule table says of next year; empty without a judgement.
        next_change: the same as a ratio: −0.04; None where the rule gives no number.
        counts: whether the judgement is the office's own: it may be scored, written to the unit, and printed.
        parts: number by number.
    """

    unit: UnitInYear
    period: Period
    indicator: QuotaIndicator
    choice: QuotaChoice | None
    quota: Quota | None
    standard: QuotaStandard | None
    state: QuotaState | None
    measure: QuotaMeasure
    levels: tuple[Decimal | None, Decimal | None, Decimal | None]
    level_names: dict[str, str]
    used: Decimal | None
    base: Decimal | None
    actual: Decimal | None
    before: Decimal | None
    band: Band
    word: str
    reason: str
    gap: Gap | None
    excess: Gap | None
    next_target: str
    next_change: Decimal | None
    counts: bool
    parts: tuple[Part, ...] = ()

    @property
    def is_judged(self) -> bool:
        return self.band is not Band.NONE

    @property
    def is_over(self) -> bool:
        """Whether it is over its 约束值 (通用值, 定额值)."""
        return self.band is Band.OVER


@dataclass(frozen=True, slots=True)
class YearStandings:
    """Every unit's standing in every indicator over a period.

    Attributes:
        units: the units of the period's year, in the office's order.
        standings: by unit id and indicator; every pair is there.
    """

    period: Period
    units: Sequence[UnitInYear]
    standings: dict[tuple[int, QuotaIndicator], Standing]

    def of(self, unit_id: int) -> list[Standing]:
        """Return a unit's standings by indicator."""
        return [standing for (unit, _), standing in self.standings.items() if unit == unit_id]

    @property
    def over(self) -> list[Standing]:
        """Those over their 约束值 by the office's own quotas."""
        return [one for one in self.standings.values() if one.is_over and one.counts]
