"""The quarter's arithmetic on scaled whole numbers: columns of figures by unit, sums, coverage, comparisons.

A column holds the figures of one measure in one quarter. Whole numbers keep it exact and fast (a hundred
units and two years are 24,000 figures); they become ``Decimal`` only where a total is handed out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, reduce
from math import lcm
from operator import add

from ...base.columns import MONEY_PLACES, QUANTITY_PLACES
from ...energy.carbon import CarbonFactor, CarbonSet
from ...energy.coefficients import STANDARD_COAL_PLACES, CoefficientSet
from ...energy.indicators import year_on_year
from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ..values.figures import Comparison, Measure
from ..values.totals import Total

QUANTITY_SCALE, MONEY_SCALE = QUANTITY_PLACES, MONEY_PLACES
"""Decimals of the whole numbers that stand for quantities and for money: those that are stored."""
COAL_SCALE = STANDARD_COAL_PLACES
_ONE = tuple(Decimal(1).scaleb(-scale) for scale in range(QUANTITY_SCALE + 1))

StoredLine = tuple[int, str, int | None, int | None]
"""A stored row of a report: report id, item key, scaled quantity, scaled cost."""
Figures = dict[int, int]
"""Scaled figures by unit id; a blank is absent."""


@dataclass(frozen=True, slots=True)
class Column:
    """One measure in one quarter:
    what is known, and the part of it from units that have every figure it needs.
    """

    known: Figures
    complete: Figures


_EMPTY = Column({}, {})


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """All figures of one quarter: columns by item key."""

    quantities: Mapping[str, Figures] = field(default_factory=dict)
    costs: Mapping[str, Figures] = field(default_factory=dict)
    coals: Mapping[str, Figures] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversion:
    """How quantities become standard coal and CO₂: named sets, and densities (kg/L) for carriers counted in
    litres.

    Attributes:
        carbon: None if the office does not want CO₂.
        own_power: the office's own factor of electricity, kg CO₂ per kWh.
        province: whose factor of electricity the office takes; empty is the nation's.
        other_years: whether a year without one takes that of another year.
    """

    coefficients: CoefficientSet
    densities: Mapping[str, Decimal]
    carbon: CarbonSet | None = None
    own_power: Decimal | None = None
    province: str = ""
    other_years: bool = False

    @property
    def name(self) -> str:
        return self.coefficients.name

    def factor(self, item: Item) -> Decimal | None:
        """Return kgce per unit of measure of a row; a part (其中) has its carrier's;
        None if it is not converted.
        """
        return self.coefficients.per_unit(item.part_of or item.key, item.unit, self.densities)

    def carbon_factor(self, item: Item, year: int) -> CarbonFactor | None:
        """Return kg CO₂ per unit of measure of a row; None without a set, or where the set has no factor."""
        if self.carbon is None:
            return None
        return self.carbon.factor(
            item.part_of or item.key,
            item.unit,
            year,
            self.densities,
            self.own_power,
            self.province,
            other_years=self.other_years,
        )


@dataclass(frozen=True)
class Frame:
    """Which units are expected when: the quarters from the year's first to this one, in two years.

    Attributes:
        unlike: why the same period of the year before is none to compare with; empty if it is.
    """

    quarter: Quarter
    expected: Mapping[Quarter, frozenset[int]]
    unlike: str = ""

    @property
    def before(self) -> Quarter:
        return self.quarter.last_year

    @cached_property
    def quarters_of_units(self) -> dict[int, dict[int, tuple[int, ...]]]:
        """By year and unit: the indexes of the quarters to date in which the unit is expected."""
        return {last.year: self._quarters_of_units(last) for last in (self.quarter, self.before)}

    @cached_property
    def same_quarters(self) -> frozenset[int]:
        """The units expected in the same quarters of both years; only they are compared to date."""
        now, before = (self.quarters_of_units[year] for year in (self.quarter.year, self.before.year))
        return frozenset(unit for unit, quarters in now.items() if before.get(unit) == quarters)

    def _quarters_of_units(self, last: Quarter) -> dict[int, tuple[int, ...]]:
        found: dict[int, tuple[int, ...]] = {}
        for index, quarter in enumerate(last.to_date()):
            for unit in self.expected.get(quarter, ()):
                found[unit] = (*found.get(unit, ()), index)
        return found


def months_to_date(quarter: Quarter) -> str:
    """The months from the year's first as papers print them: 1—9月."""
    return f"1—{quarter.number * 3}月"


def to_decimal(scaled: int, scale: int) -> Decimal:
    """Return the number a scaled whole number stands for."""
    return Decimal(scaled) * _ONE[scale]


def gather(
    lines: Mapping[int, Sequence[StoredLine]], system: StatisticalSystem, conversion: Conversion
) -> QuarterFigures:
    """Sort the lines of one quarter, given by unit id, into columns and convert to standard coal,
    rounded per unit and row.
    """
    quantities: dict[str, Figures] = {item.key: {} for item in system.items}
    costs: dict[str, Figures] = {item.key: {} for item in system.items}
    for unit, rows in lines.items():
        for _, key, quantity, cost in rows:
            if quantity is not None:
                quantities[key][unit] = quantity
            if cost is not None:
                costs[key][unit] = cost
    factors = {item.key: conversion.factor(item) for item in system.items}
    coals = {
        key: _converted(quantities[key], factor) for key, factor in factors.items() if factor is not None
    }
    return QuarterFigures(quantities, costs, coals)


def incomparable(key: str, now: StatisticalSystem, before: StatisticalSystem) -> str:
    """Return why a row of the form cannot be compared with the year before; empty if it can."""
    if now.version == before.version:
        return ""
    for one, other in ((now, before), (before, now)):
        if not other.has(key):
            return f"{other.version}版统计制度没有“{one.item(key).name}”" if one.has(key) else ""
    return "计量单位不同，不可比" if now.item(key).unit != before.item(key).unit else ""


def added(columns: Mapping[Quarter, Column], expected: Mapping[Quarter, frozenset[int]]) -> Column:
    """Add several quarters by unit; a unit is complete if it is in every quarter in which it is expected."""
    known = _summed([column.known for column in columns.values()])
    whole = set(known)
    for quarter, column in columns.items():
        whole -= expected.get(quarter, frozenset()) - column.complete.keys()
    return Column(known, {unit: figure for unit, figure in known.items() if unit in whole})


def single(figures: Figures) -> Column:
    """The column of one measure: every known figure is complete."""
    return Column(figures, figures)


def combined(parts: Sequence[Figures]) -> Column:
    """The column of several measures together; complete where no part is blank."""
    known = _summed(parts)
    if all(len(part) == len(known) for part in parts):
        return Column(known, known)
    everywhere = set(parts[0]).intersection(*parts[1:])
    return Column(known, {unit: figure for unit, figure in known.items() if unit in everywhere})


def measure(columns: Mapping[Quarter, Column], frame: Frame, scale: int, incomparable: str = "") -> Measure:
    """Return the totals and comparisons of one measure;
    ``incomparable`` is the reason why years cannot be compared.
    """
    quarter, before = frame.quarter, frame.before
    now_column = columns.get(quarter, _EMPTY)
    before_column = _EMPTY if frame.unlike else columns.get(before, _EMPTY)
    now_to_date, before_to_date = (_to_date(columns, frame, last) for last in (quarter, before))
    members = frame.quarters_of_units
    same = frame.same_quarters
    return Measure(
        total=total_of(now_column, len(frame.expected.get(quarter, ())), scale),
        last_year=total_of(before_column, len(frame.expected.get(before, ())), scale),
        comparison=comparison_of(
            now_column,
            before_column,
            frame.expected.get(quarter, frozenset()),
            scale,
            incomparable or frame.unlike,
        ),
        year_to_date=total_of(now_to_date, len(members[quarter.year]), scale),
        last_year_to_date=total_of(before_to_date, len(members[before.year]), scale),
        comparison_to_date=comparison_of(
            _only(now_to_date, same), before_to_date, frozenset(members[quarter.year]), scale, incomparable
        ),
    )


def _converted(quantities: Figures, factor: Decimal) -> Figures:
    numerator, denominator = factor.as_integer_ratio()
    numerator *= 10**COAL_SCALE
    denominator *= 10**QUANTITY_SCALE
    # adding half before the whole division rounds half up; figures are never negative
    shared = lcm(denominator, 2)
    numerator, half = numerator * (shared // denominator), shared // 2
    return {unit: (quantity * numerator + half) // shared for unit, quantity in quantities.items()}


def _summed(parts: Sequence[Figures]) -> Figures:
    """Add figures by unit; the usual case, that every part knows the same units in the same order,
    without a loop in Python.
    """
    if len(parts) == 1:
        return parts[0]
    units = list(parts[0]) if parts else []
    if all(list(part) == units for part in parts[1:]):
        columns: list[Iterable[int]] = [part.values() for part in parts]
        return dict(zip(units, reduce(_added, columns), strict=True)) if units else {}
    known: Figures = {}
    for part in parts:
        for unit, figure in part.items():
            known[unit] = known.get(unit, 0) + figure
    return known


def _added(left: Iterable[int], right: Iterable[int]) -> Iterable[int]:
    return map(add, left, right)


def _to_date(columns: Mapping[Quarter, Column], frame: Frame, last: Quarter) -> Column:
    parts = [columns.get(quarter, _EMPTY) for quarter in last.to_date()]
    known = _summed([part.known for part in parts])
    if all(len(part.complete) == len(known) for part in parts):
        return Column(known, known)
    complete: Figures = {}
    for unit, indexes in frame.quarters_of_units[last.year].items():
        if all(unit in parts[index].complete for index in indexes):
            complete[unit] = known[unit]
    return Column(known, complete)


def _only(column: Column, units: frozenset[int]) -> Column:
    if column.complete.keys() <= units:
        return column
    return Column(column.known, {unit: figure for unit, figure in column.complete.items() if unit in units})


def total_of(column: Column, expected: int, scale: int) -> Total:
    """Return the sum of a column with how many of the expected units are complete in it."""
    value = to_decimal(sum(column.known.values()), scale) if column.known else None
    return Total(value, len(column.complete), expected)


def comparison_of(
    now: Column, before: Column, expected: frozenset[int], scale: int, incomparable: str = ""
) -> Comparison:
    """Compare two columns over the units that are complete in both;
    ``incomparable`` is the reason why they cannot be.
    """
    both = now.complete.keys() & before.complete.keys()
    if incomparable or not both:
        return Comparison(None, None, None, 0, len(expected), incomparable or _why_none(now, before))
    now_sum, before_sum = (
        to_decimal(sum(map(column.complete.__getitem__, both)), scale) for column in (now, before)
    )
    change = year_on_year(now_sum, before_sum)
    return Comparison(
        now_sum,
        before_sum,
        change,
        len(both),
        len(expected),
        _why_partial(len(both), len(expected | before.known.keys()), before_sum),
    )


def _why_none(now: Column, before: Column) -> str:
    if not now.known:
        return "无本期数据"
    return "没有两期数据均完整的单位" if before.known else "无上年同期数据"


def _why_partial(compared: int, of: int, before_sum: Decimal) -> str:
    partial = f"仅按{compared}个两期均有数据的单位计算" if compared < of else ""
    if before_sum == 0:
        return f"上年同期为0（{partial}）" if partial else "上年同期为0"
    return partial
