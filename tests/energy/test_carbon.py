"""CO₂ by named set: dated electricity, litres through a density, what has no factor."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jingzhen_desktop.energy.carbon import carbon_set, carbon_sets, emission
from jingzhen_desktop.energy.statistics import statistical_systems

DENSITIES = {"petrol": Decimal("0.73"), "diesel": Decimal("0.86")}


@pytest.mark.parametrize(
    ("carrier", "unit", "kilograms"),
    [
        ("petrol", "升", "2.13529088"),  # 0.73 × 2.925056
        ("diesel", "升", "2.6624826"),  # 0.86 × 3.095910
        ("natural_gas", "立方米", "2.1621888"),
        ("coal", "吨", "1741.75"),
        ("heat", "吉焦", "110"),
        ("electricity", "千瓦时", "0.5306"),
    ],
)
def test_factors_per_unit_of_measure(carrier: str, unit: str, kilograms: str) -> None:
    factor = carbon_set("power_average").factor(carrier, unit, 2023, DENSITIES)
    assert factor.kilograms == Decimal(kilograms)
    assert factor.source


def test_fuel_factors_are_the_product_their_source_says() -> None:
    """Heat value × carbon content × oxidation × 44/12, to the digits the source prints."""
    for heat, carbon, oxidation, printed in (
        ("43.07", "18.9", "0.98", "2.925056"),
        ("42.652", "20.2", "0.98", "3.095910"),
        ("50.179", "17.2", "0.98", "3.101330"),
    ):
        product = Decimal(heat) * Decimal(carbon) * Decimal(oxidation) * 44 / 12 / 1000
        assert round(product, 4) == round(Decimal(printed), 4)


def test_electricity_goes_by_the_year_and_says_when_it_cannot() -> None:
    grid = carbon_set("grid_average")
    years = (2011, 2021, 2022, 2026)
    found = {year: grid.factor("electricity", "千瓦时", year, {}, other_years=True) for year in years}
    assert {year: factor.kilograms for year, factor in found.items()} == {
        2011: Decimal("0.5810"), 2021: Decimal("0.5810"), 2022: Decimal("0.5703"), 2026: Decimal("0.5703"),
    }  # fmt: skip
    assert "没有2011年的数值" in found[2011].source
    assert "没有" not in found[2021].source
    strict = {year: grid.factor("electricity", "千瓦时", year, {}) for year in years}
    assert {year: factor is None for year, factor in strict.items()} == {
        2011: True, 2021: False, 2022: False, 2026: True,
    }  # fmt: skip
    own = grid.factor("electricity", "千瓦时", 2026, {}, Decimal("0.1"))
    assert (own.kilograms, own.source) == (Decimal("0.1"), "设置中填写的电力排放因子")


def test_what_has_no_factor_says_so() -> None:
    for one in carbon_sets():
        lacking = {
            item.key
            for system in statistical_systems()
            for item in system.carriers
            if one.factor(item.key, item.unit, 2022, DENSITIES) is None
        }
        assert lacking == {"water", "kerosene", "other"}
    assert carbon_set("none") is None


def test_an_emission_is_rounded_half_up() -> None:
    assert emission(
        Decimal(50), carbon_set("power_average").factor("electricity", "千瓦时", 2023, {})
    ) == Decimal("26.53")
    # 217.71875
    assert emission(Decimal("0.125"), carbon_set("power_average").factor("coal", "吨", 2024, {})) == Decimal(
        "217.72"
    )


def test_a_province_has_its_own_factor_of_the_year() -> None:
    power = carbon_set("power_average")
    yunnan = power.factor("electricity", "千瓦时", 2023, {}, None, "云南")
    assert (yunnan.kilograms, yunnan.source) == (Decimal("0.1333"), "云南省级电力平均二氧化碳排放因子2023年")
    assert power.factor("electricity", "千瓦时", 2022, {}, None, "广东") is None
    assert power.factor("electricity", "千瓦时", 2023, {}, None, "没有的省", other_years=True) is None
