"""A unit's use of a year as it is known on a day, with the rule that estimates what is not over yet. Pure.

What was used and how it is converted is 季度统计's matter; here quarters are only added up, and an open one is
taken from the year before: whole, or its open months by the unit's ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from ...base.numbers import round_half_up
from ...energy.periods import Quarter, quarters_of
from ...energy.statistics import StatisticalSystem
from ...quarterly.rules.figures import COAL_SCALE, QUANTITY_SCALE, to_decimal
from ...quarterly.rules.span import ALL, Span
from ...quarterly.values.views import RowKind
from ..values.score_courses import Estimate

MonthlyUse = Mapping[tuple[int, int, str], Decimal | None]
"""What a unit's ledger says, by year, month and item key; None where a line has no quantity."""
_WATER = "water"
_VEHICLES = ("petrol_vehicle", "diesel_vehicle")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class YearUse:
    """What a unit used in a year: kgce, kgce of its vehicles, m³ of water.

    Attributes:
        estimated: quarters of which the whole or a part is taken from the year before.
        lacking: why something is not known; empty if all is.
    """

    energy: Decimal | None = None
    vehicles: Decimal | None = None
    water: Decimal | None = None
    estimated: tuple[Quarter, ...] = ()
    lacking: str = ""

    @property
    def note(self) -> str:
        """Say what is estimated; empty if nothing is."""
        return "、".join(one.name for one in self.estimated) + "为估计" if self.estimated else ""


@dataclass(frozen=True, slots=True)
class Estimating:
    """What an open quarter is estimated from.

    Attributes:
        factors: kgce per unit of measure, by item key.
        ledger: the unit's own, of the year and of the year before.
    """

    as_of: date
    rule: Estimate
    factors: Mapping[str, Decimal]
    ledger: MonthlyUse


_Used = tuple[Decimal, Decimal, Decimal]


def year_use(unit_id: int, span: Span, year: int, how: Estimating) -> YearUse:
    """Return a unit's use of a year as it is known on the “as of” day."""
    parts: list[_Used] = []
    estimated: list[Quarter] = []
    owed = [one for one in quarters_of(year) if unit_id in span.expected.get(one, ())]
    if not owed:
        return YearUse(lacking=f"{year}年没有应报的季度报表")
    for quarter in owed:
        is_open = quarter.end > how.as_of
        used = _open(unit_id, span, quarter, how) if is_open else _reported(unit_id, span, quarter)
        if used is None:
            why = "未完，没有估计的依据" if is_open else "没有报表或有空白"
            return YearUse(estimated=tuple(estimated), lacking=f"{quarter.title}{why}")
        parts.append(used)
        estimated += [quarter] if is_open else []
    energy, vehicles, water = (sum(column, _NOTHING) for column in zip(*parts, strict=True))
    return YearUse(energy, vehicles, water, tuple(estimated))


def _open(unit_id: int, span: Span, quarter: Quarter, how: Estimating) -> _Used | None:
    before = quarter.last_year
    if how.rule is Estimate.NONE or unit_id not in span.expected.get(before, ()):
        return None
    last = _reported(unit_id, span, before)
    if how.rule is Estimate.QUARTER or last is None:
        return last
    return _by_months(unit_id, span, quarter, how)


def _reported(unit_id: int, span: Span, quarter: Quarter) -> _Used | None:
    system = span.systems[quarter.year]
    energy = span.column(quarter, ALL, RowKind.COAL).complete.get(unit_id)
    water = span.column(quarter, _WATER, RowKind.QUANTITY).complete.get(unit_id)
    if energy is None or water is None:
        return None
    vehicles = _NOTHING
    for key in _vehicle_rows(system):
        coal = span.column(quarter, key, RowKind.COAL).complete.get(unit_id)
        if coal is None:
            return None
        vehicles += to_decimal(coal, COAL_SCALE)
    return to_decimal(energy, COAL_SCALE), vehicles, to_decimal(water, QUANTITY_SCALE)


def _by_months(unit_id: int, span: Span, quarter: Quarter, how: Estimating) -> _Used | None:
    """Add the months that are over by this year's ledger and the open ones by last year's.

    A carrier that the unit used in last year's quarter must stand in the ledger of every month.
    """
    system, before = span.systems[quarter.year], quarter.last_year
    quantities: dict[str, Decimal] = {}
    for item in system.items:
        used_before = span.column(before, item.key, RowKind.QUANTITY).known.get(unit_id, 0)
        known = [_month(how, quarter.year, month, item.key) for month in _months(quarter)]
        if used_before and any(one is None for one in known):
            return None
        quantities[item.key] = sum((one for one in known if one is not None), _NOTHING)
    coals = {key: _coal(quantities[key], how.factors.get(key)) for key in quantities}
    energy = sum((coals[one.key] for one in system.carriers), _NOTHING)
    vehicles = sum((coals[key] for key in _vehicle_rows(system)), _NOTHING)
    return energy, vehicles, quantities.get(_WATER, _NOTHING)


def _coal(quantity: Decimal, factor: Decimal | None) -> Decimal:
    return _NOTHING if factor is None else round_half_up(quantity * factor, COAL_SCALE)


def _months(quarter: Quarter) -> range:
    return range(quarter.number * 3 - 2, quarter.number * 3 + 1)


def _month(how: Estimating, year: int, month: int, key: str) -> Decimal | None:
    following = date(year + month // 12, month % 12 + 1, 1)
    over = following - timedelta(days=1) <= how.as_of
    return how.ledger.get((year if over else year - 1, month, key))


def _vehicle_rows(system: StatisticalSystem) -> tuple[str, ...]:
    return tuple(key for key in _VEHICLES if system.has(key))
