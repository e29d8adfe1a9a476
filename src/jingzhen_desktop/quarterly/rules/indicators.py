"""The main indicators of the year to date: value, formula with its numbers, or the reason why there is none.

A part of a year is never shown as a year: every name says its months. Each indicator carries the numbers it
is made of, down to carriers and coefficients, so that it can be opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.carbon import emission
from ...energy.indicators import intensity
from ...energy.periods import Quarter
from ...organisation.rules.units import energy_users_total, floor_area_total
from ...organisation.values.units import UnitFacts, UnitInYear
from ..values.figures import CarrierTotals, Indicator, Measure, Term
from ..values.totals import Total
from .figures import Conversion, months_to_date

_NOTHING = Decimal(0)
_ROUNDED = "逐单位、逐季度折算并四舍五入到0.01后相加"
_ENERGY_WORDS = "各单位、各季度、各能源品种折标准煤之和（不含水）"


@dataclass(frozen=True, slots=True)
class IndicatorBasis:
    """What indicators are computed from: the year-to-date totals and the units they belong to.

    Attributes:
        carriers: every row of the form.
    """

    quarter: Quarter
    units: Sequence[UnitInYear]
    coal: Measure
    vehicle_coal: Measure
    carriers: Sequence[CarrierTotals]
    conversion: Conversion

    @property
    def months(self) -> str:
        return months_to_date(self.quarter)

    @property
    def quantities(self) -> Mapping[str, Measure]:
        return {one.item.key: one.quantity for one in self.carriers}


@dataclass(frozen=True, slots=True)
class _Amount:
    """A numerator or denominator.

    Attributes:
        lacking: why there is no value.
        written: how a formula shows one that is itself computed.
        terms: what it is made of.
    """

    title: str
    unit: str
    value: Decimal | None
    lacking: str = ""
    written: str = ""
    terms: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return self.written or f"{self.title}{show_number(self.value)}{self.unit}"

    @property
    def as_term(self) -> Term:
        return Term(self.title, self.value, self.unit, self.lacking)


def main_indicators(basis: IndicatorBasis) -> tuple[Indicator, ...]:
    """Return the main indicators in the order papers list them."""
    energy = _amount("综合能耗", "kgce", basis.coal.year_to_date, basis, _coal_terms(basis))
    water = _amount("用水量", "m³", basis.quantities["water"].year_to_date, basis)
    power = _amount("用电量", "千瓦时", basis.quantities["electricity"].year_to_date, basis)
    people, area = _people(basis), _area(basis)
    found = [
        _energy(energy, basis),
        _ratio("人均综合能耗", "kgce/人", energy, people, basis),
        _ratio("单位建筑面积能耗", "kgce/㎡", _without_vehicles(energy, basis), area, basis),
        _ratio("人均用水量", "m³/人", water, people, basis),
        _ratio("单位建筑面积电耗", "千瓦时/㎡", power, area, basis),
        _ratio("人均用电量", "千瓦时/人", power, people, basis),
    ]
    if fuel := _vehicle_fuel(basis):
        found.append(_ratio("车均油耗", "升/辆", fuel, _fuel_cars(basis), basis))
    if basis.conversion.carbon is not None:
        found.append(_carbon(basis))
    return tuple(found)


def _amount(
    title: str, unit: str, total: Total, basis: IndicatorBasis, terms: tuple[Term, ...] = ()
) -> _Amount:
    if total.is_complete and total.value is not None:
        return _Amount(title, unit, total.value, terms=terms)
    coverage = "" if len(basis.units) == 1 else f"（{total.coverage or '0个单位'}）"
    return _Amount(title, unit, None, f"{basis.months}{title}数据不全{coverage}", terms=terms)


def _coal_terms(basis: IndicatorBasis) -> tuple[Term, ...]:
    """One term for each carrier that was used: quantity times coefficient;
    the sum is of roundings, so it may differ in the last digit.
    """
    terms = []
    for one in basis.carriers:
        coal, quantity = one.coal.year_to_date if one.coal else None, one.quantity.year_to_date
        factor = basis.conversion.factor(one.item)
        if one.item.is_carrier and coal is not None and factor is not None and coal.value:
            how = f"{show_number(quantity.value)}{one.item.unit}×{show_number(factor)}kgce/{one.item.unit}"
            counted = f"（{quantity.coverage}）" if quantity.coverage and len(basis.units) > 1 else ""
            terms.append(Term(one.item.name, coal.value, "kgce", how + counted))
    return tuple(terms)


def _without_vehicles(energy: _Amount, basis: IndicatorBasis) -> _Amount:
    fuel = _amount("公务用车用油", "kgce", basis.vehicle_coal.year_to_date, basis)
    terms = (*energy.terms, Term("减：公务用车用油", fuel.value, "kgce", "车辆用汽油、车辆用柴油折标准煤"))
    if energy.value is None or fuel.value is None:
        return _Amount("综合能耗−公务用车用油", "kgce", None, energy.lacking or fuel.lacking, terms=terms)
    return _Amount(
        "综合能耗−公务用车用油",
        "kgce",
        energy.value - fuel.value,
        written=f"（{energy}−{fuel}）",
        terms=terms,
    )


def _vehicle_fuel(basis: IndicatorBasis) -> _Amount | None:
    """Litres of petrol and diesel for vehicles together; None if the form does not ask for them."""
    rows = [one for one in basis.carriers if one.item.key in {"petrol_vehicle", "diesel_vehicle"}]
    if not rows:
        return None
    totals = [one.quantity.year_to_date for one in rows]
    terms = tuple(
        Term(one.item.name, total.value, one.item.unit) for one, total in zip(rows, totals, strict=True)
    )
    counted = min(total.counted for total in totals)
    value = sum((total.value for total in totals if total.value is not None), _NOTHING)
    return _amount("车辆用油量", "升", Total(value, counted, totals[0].expected), basis, terms)


def _people(basis: IndicatorBasis) -> _Amount:
    people = energy_users_total(basis.units)
    value = None if people is None else Decimal(people)
    return _fact("用能人数", "人", value, lambda facts: facts.energy_users, basis)


def _area(basis: IndicatorBasis) -> _Amount:
    return _fact("建筑面积", "㎡", floor_area_total(basis.units), lambda facts: facts.floor_area, basis)


def _fuel_cars(basis: IndicatorBasis) -> _Amount:
    counts = [_cars(unit.facts) for unit in basis.units]
    known = [count for count in counts if count is not None]
    return _fact("燃油车", "辆", Decimal(sum(known)) if known else None, _cars, basis)


def _cars(facts: UnitFacts) -> int | None:
    if facts.petrol_cars is None or facts.diesel_cars is None:
        return None
    return facts.petrol_cars + facts.diesel_cars


def _fact(
    title: str, unit: str, value: Decimal | None, read: Callable[[UnitFacts], object], basis: IndicatorBasis
) -> _Amount:
    lacking = [one.short_name for one in basis.units if read(one.facts) is None]
    return _Amount(title, unit, value, _without_fact(title, lacking, value))


def _without_fact(title: str, lacking: Sequence[str], value: Decimal | None) -> str:
    if lacking:
        names = "、".join(lacking[:3]) + ("等" if len(lacking) > 3 else "")
        return f"{names}未填{title}"
    return "" if value else f"{title}合计为0"


def _energy(energy: _Amount, basis: IndicatorBasis) -> Indicator:
    source = f"折标准煤系数：{basis.conversion.name}；{_ROUNDED}"
    name = f"综合能耗（{basis.months}）"
    return Indicator(
        name,
        "kgce",
        energy.value,
        _ENERGY_WORDS,
        energy.lacking,
        f"综合能耗＝{_ENERGY_WORDS}",
        energy.terms,
        source,
    )


def _ratio(name: str, unit: str, top: _Amount, base: _Amount, basis: IndicatorBasis) -> Indicator:
    value = intensity(top.value, base.value) if not base.lacking else None
    formula = f"{top}÷{base}" if value is not None else ""
    reason = "" if value is not None else (top.lacking or base.lacking)
    source = f"折标准煤系数：{basis.conversion.name}" if "kgce" in unit else ""
    definition = f"{name}＝{f'（{top.title}）' if '−' in top.title else top.title}÷{base.title}"
    return Indicator(
        f"{name}（{basis.months}）",
        unit,
        value,
        formula,
        reason,
        definition,
        (*top.terms, top.as_term, base.as_term),
        source,
    )


def _carbon(basis: IndicatorBasis) -> Indicator:
    """CO₂ of the totals to date, rounded per carrier."""
    terms, lacking, sources = [], [], []
    for one in basis.carriers:
        total, factor = (
            one.quantity.year_to_date,
            basis.conversion.carbon_factor(one.item, basis.quarter.year),
        )
        if not one.item.is_carrier or one.coal is None:
            continue
        if factor is not None and total.value is not None:
            how = (
                f"{show_number(total.value)}{one.item.unit}×{show_number(factor.kilograms)}kg/{one.item.unit}"
            )
            terms.append(Term(one.item.name, emission(total.value, factor), "kgCO₂", how))
            sources += [f"{one.item.name}：{factor.source}"] if total.value else []
        elif total.value:
            lacking.append(one.item.name)
    energy = _amount("综合能耗", "kgce", basis.coal.year_to_date, basis)
    without = f"{'、'.join(lacking)}没有{basis.quarter.year}年的排放因子" if lacking else ""
    reason = energy.lacking or without
    value = None if reason else sum((term.value for term in terms if term.value is not None), _NOTHING)
    used = tuple(term for term in terms if term.value)
    formula = "＋".join(f"{term.name}{show_number(term.value)}" for term in used) if value else ""
    carbon = basis.conversion.carbon
    source = "；".join([carbon.name if carbon else "", *sources])
    definition = "二氧化碳排放量＝各能源品种消费量×排放因子之和"
    return Indicator(
        f"二氧化碳排放量（{basis.months}）", "kgCO₂", value, formula, reason, definition, used, source
    )
