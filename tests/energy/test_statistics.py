"""The versions of the statistical system that are shipped."""

from __future__ import annotations

import pytest

from jingzhen_desktop.energy.statistics import StatisticalSystem, statistical_systems, system_of_version, system_of_year

SYSTEMS = pytest.mark.parametrize("system", statistical_systems(), ids=lambda system: system.version)


@SYSTEMS
def test_codes_and_meanings_are_unique_within_a_version(system: StatisticalSystem) -> None:
    codes = [code for item in system.items for code in (item.code, item.cost_code)]
    assert len(codes) == len(set(codes))
    assert len({item.key for item in system.items}) == len(system.items)


@SYSTEMS
def test_parts_name_an_existing_row_of_the_same_unit(system: StatisticalSystem) -> None:
    for item in system.items:
        if item.part_of:
            assert system.item(item.part_of).unit == item.unit


def test_the_same_code_means_different_carriers_in_different_versions() -> None:
    old = {item.code: item.key for item in system_of_version("2011").items}
    new = {item.code: item.key for item in system_of_version("2022").items}
    assert (old["150"], new["150"]) == ("lpg", "petrol")
    assert (old["170"], new["170"]) == ("petrol", "heat")


def test_each_year_has_one_version() -> None:
    assert [system_of_year(year).version for year in (2005, 2010, 2011, 2015, 2016, 2025, 2060)] == [
        "2011", "2011", "2011", "2011", "2022", "2022", "2022",
    ]  # fmt: skip


def test_inferred_codes_are_not_printed_as_official() -> None:
    system = system_of_version("2011")
    assert system.item("electricity").printed_code == "(110)"
    assert system.item("kerosene").printed_code == "190"
    petrol_other = system.item("petrol_other")
    assert (petrol_other.printed_code, petrol_other.printed_cost_code) == ("1702", "(1712)")
