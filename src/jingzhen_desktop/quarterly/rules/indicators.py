"""The main indicators of the year to date: value, formula with its numbers, or the reason why there is none.

A part of a year is never shown as a year: every name says its months.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.indicators import intensity
from ...energy.periods import Quarter
from ...organisation.rules import energy_users_total, floor_area_total
from ...organisation.values import UnitInYear
from ..values import Indicator, Measure, Total
from .figures import months_to_date


@dataclass(frozen=True, slots=True)
class Grounds:
    """What indicators are computed from: the year-to-date totals and the units they belong to."""

    quarter: Quarter
    units: Sequence[UnitInYear]
    coal: Measure
    vehicle_coal: Measure
    quantities: Mapping[str, Measure]

    @property
    def months(self) -> str:
        return months_to_date(self.quarter)


@dataclass(frozen=True, slots=True)
class _Amount:
    """A numerator or denominator; ``lacking`` says why there is no value, ``written`` how a formula shows one that is itself computed."""

    title: str
    unit: str
    value: Decimal | None
    lacking: str = ""

    written: str = ""

    def __str__(self) -> str:
        return self.written or f"{self.title}{show_number(self.value)}{self.unit}"


def main_indicators(grounds: Grounds) -> tuple[Indicator, ...]:
    """Return the main indicators in the order papers list them."""
    energy = _amount("综合能耗", "kgce", grounds.coal.year_to_date, grounds)
    water = _amount("用水量", "m³", grounds.quantities["water"].year_to_date, grounds)
    power = _amount("用电量", "千瓦时", grounds.quantities["electricity"].year_to_date, grounds)
    people, area = _people(grounds), _area(grounds)
    return (
        _energy(energy, grounds),
        _ratio("人均综合能耗", "kgce/人", energy, people, grounds),
        _ratio("单位建筑面积能耗", "kgce/㎡", _without_vehicles(energy, grounds), area, grounds),
        _ratio("人均用水量", "m³/人", water, people, grounds),
        _ratio("单位建筑面积电耗", "千瓦时/㎡", power, area, grounds),
        _ratio("人均用电量", "千瓦时/人", power, people, grounds),
    )


def _amount(title: str, unit: str, total: Total, grounds: Grounds) -> _Amount:
    if total.is_complete and total.value is not None:
        return _Amount(title, unit, total.value)
    coverage = total.coverage or "0个单位"
    return _Amount(title, unit, None, f"{grounds.months}{title}数据不全（{coverage}）")


def _without_vehicles(energy: _Amount, grounds: Grounds) -> _Amount:
    fuel = _amount("公务用车用油", "kgce", grounds.vehicle_coal.year_to_date, grounds)
    if energy.value is None or fuel.value is None:
        return _Amount("", "", None, energy.lacking or fuel.lacking)
    return _Amount("", "", energy.value - fuel.value, written=f"（{energy}−{fuel}）")


def _people(grounds: Grounds) -> _Amount:
    people = energy_users_total(grounds.units)
    lacking = [unit.short_name for unit in grounds.units if unit.facts.energy_users is None]
    return _Amount("用能人数", "人", None if people is None else Decimal(people), _without_fact("用能人数", lacking, people))


def _area(grounds: Grounds) -> _Amount:
    area = floor_area_total(grounds.units)
    lacking = [unit.short_name for unit in grounds.units if unit.facts.floor_area is None]
    return _Amount("建筑面积", "㎡", area, _without_fact("建筑面积", lacking, area))


def _without_fact(title: str, lacking: Sequence[str], value: Decimal | int | None) -> str:
    if lacking:
        names = "、".join(lacking[:3]) + ("等" if len(lacking) > 3 else "")
        return f"{names}未填{title}"
    return "" if value else f"{title}合计为0"


def _energy(energy: _Amount, grounds: Grounds) -> Indicator:
    formula = "各单位、各季度、各能源品种折标准煤之和（不含水）"
    return Indicator(f"综合能耗（{grounds.months}）", "kgce", energy.value, formula, energy.lacking)


def _ratio(name: str, unit: str, top: _Amount, base: _Amount, grounds: Grounds) -> Indicator:
    value = intensity(top.value, base.value)
    formula = f"{top}÷{base}" if value is not None else ""
    reason = "" if value is not None else (top.lacking or base.lacking)
    return Indicator(f"{name}（{grounds.months}）", unit, value, formula, reason)
