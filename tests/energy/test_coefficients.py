"""Standard coal by named set, with litres through a density."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jingzhen_desktop.base.numbers import show_percent
from jingzhen_desktop.energy.coefficients import coefficient_set, coefficient_sets, standard_coal
from jingzhen_desktop.energy.indicators import intensity, year_on_year
from jingzhen_desktop.energy.statistics import StatisticalSystem, statistical_systems

DENSITIES = {"petrol": Decimal("0.73"), "diesel": Decimal("0.86"), "kerosene": Decimal("0.80")}


@pytest.mark.parametrize(
    ("carrier", "unit", "kgce"),
    [
        ("electricity", "千瓦时", "0.1229"),
        ("petrol", "升", "1.074122"),
        ("diesel", "升", "1.253106"),
        ("lpg", "吨", "1714.3"),
        ("coal", "吨", "714.3"),
        ("heat", "吉焦", "34.12"),
    ],
)
def test_factors_per_unit(carrier: str, unit: str, kgce: str) -> None:
    assert coefficient_set("calorific").per_unit(carrier, unit, DENSITIES) == Decimal(kgce)


def test_water_is_never_converted() -> None:
    assert all(one.per_unit("water", "立方米", DENSITIES) is None for one in coefficient_sets())


@pytest.mark.parametrize("system", statistical_systems(), ids=lambda system: system.version)
def test_every_carrier_but_water_has_a_factor_in_every_set(system: StatisticalSystem) -> None:
    for one in coefficient_sets():
        lacking = [
            item.key for item in system.carriers if one.per_unit(item.key, item.unit, DENSITIES) is None
        ]
        assert lacking == ["water"]


def test_the_sets_differ_in_electricity_only() -> None:
    calorific, equivalent = coefficient_set("calorific"), coefficient_set("equivalent")
    differing = [
        key
        for key in calorific.factors
        if [f.kgce for f in calorific.factors[key]] != [f.kgce for f in equivalent.factors[key]]
    ]
    assert differing == ["electricity"]


def test_standard_coal_is_rounded_half_up_once() -> None:
    assert standard_coal(Decimal(12345), Decimal("0.1229")) == Decimal("1517.20")  # 1517.2005
    assert standard_coal(Decimal(50), Decimal("0.1229")) == Decimal("6.15")  # 6.145


def test_comparisons_and_intensities() -> None:
    assert year_on_year(Decimal(97), Decimal(100)) == Decimal("-0.0300")
    assert year_on_year(Decimal(97), Decimal(0)) is None
    assert year_on_year(None, Decimal(1)) is None
    # −30.72 / 2124.95 = −1.4457 %: rounded to 0.0001 first it would show −1.5 %
    assert show_percent(year_on_year(Decimal("2094.23"), Decimal("2124.95"))) == "-1.4%"
    assert intensity(Decimal(100), Decimal(3)) == Decimal("33.33")
    assert intensity(Decimal(100), None) is None
