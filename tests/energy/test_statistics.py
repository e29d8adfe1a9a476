"""The versions of the statistical system that are shipped."""

from __future__ import annotations

import pytest

from jingzhen_desktop.energy.statistics import (
    StatisticalSystem,
    mapping_notes,
    statistical_systems,
    system_of_version,
    system_of_year,
)

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
    assert [system_of_year(year).version for year in (2005, 2010, 2011, 2015, 2016, 2025, 2026, 2060)] == [
        "2011", "2011", "2011", "2011", "2022", "2022", "2025", "2025",
    ]  # fmt: skip


def test_a_place_may_begin_a_version_in_another_year() -> None:
    chosen = {"2022": 2018, "2025": 2100}
    assert [system_of_year(year, chosen).version for year in (2017, 2018, 2030)] == ["2011", "2022", "2022"]
    # of two from one year the later
    assert system_of_year(2030, {"2022": 2027, "2025": 2027}).version == "2025"


def test_what_the_notice_of_2025_deletes_is_basic_information() -> None:
    old, new = system_of_version("2022"), system_of_version("2025")
    assert [item.key for item in old.head if item.key not in {one.key for one in new.head}] == [
        "site_area", "charging_points", "solar_collector_area", "solar_power_capacity", "geothermal_capacity",
    ]  # fmt: skip
    assert old.items == new.items


def test_where_versions_cannot_be_compared_is_said() -> None:
    old, new, newest = (system_of_version(version) for version in ("2011", "2022", "2025"))
    gone, changed = mapping_notes(old, new)
    assert "2011版的人工煤气、煤油在2022版中没有" in gone
    assert "热力消费量（千焦→吉焦）计量单位不同" in changed
    assert mapping_notes(new, old)[0] == "2011版的人工煤气、煤油在2022版中没有，不能与以前比较"
    assert mapping_notes(new, newest) == mapping_notes(old, old) == ()


def test_inferred_codes_are_not_printed_as_official() -> None:
    system = system_of_version("2011")
    assert system.item("electricity").printed_code == "(110)"
    assert system.item("kerosene").printed_code == "190"
    petrol_other = system.item("petrol_other")
    assert (petrol_other.printed_code, petrol_other.printed_cost_code) == ("1702", "(1712)")
