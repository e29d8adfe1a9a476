"""The checks of the review against figures worked out by hand, each at its bound and beyond."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.units import change_facts
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.ledger import store_ledger_entries
from jingzhen_desktop.quarterly.actions.states import explain
from jingzhen_desktop.quarterly.queries.review import reviewed_report
from jingzhen_desktop.quarterly.rules.decimal_slips import change_slip, price_slip
from jingzhen_desktop.quarterly.settings import (
    AVERAGE,
    CHANGE,
    ENERGY,
    FACTS,
    INTENSITY_BANDS,
    PRICE_BANDS,
    WATER,
)
from jingzhen_desktop.quarterly.values.findings import CHECKS, Severity
from jingzhen_desktop.quarterly.values.ledger import LedgerEntry
from jingzhen_desktop.quarterly.values.thresholds import Band

from ..changing import change_entry, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.quarterly.values.findings import Reviewed

Q1, Q3, Q4 = (Quarter(2011, number) for number in (1, 3, 4))
FUEL = {
    "petrol": ("100", "750"),
    "petrol_vehicle": ("100", "750"),
    "diesel": ("50", "350"),
    "diesel_vehicle": ("50", "350"),
}
"""What a unit with two petrol cars and one diesel car uses, so that C13 has nothing to say."""


@pytest.fixture
def found(office: Office, units: list[UnitInYear]) -> Callable[..., list[tuple[str, str]]]:
    """Check and text of the findings of the first unit's report."""

    def read(quarter: Quarter = Q3, *checks: str) -> list[tuple[str, str]]:
        reviewed = reviewed_report(office, units[0].id, quarter)
        return [
            (one.finding.check, one.finding.text)
            for one in reviewed
            if not checks or one.finding.check in checks
        ]

    return read


def _reviewed(office: Office, units: list[UnitInYear], check: str) -> Reviewed:
    return next(one for one in reviewed_report(office, units[0].id, Q3) if one.finding.check == check)


def test_a_sound_report_has_no_findings(
    units: list[UnitInYear], report: Callable[..., object], found: Callable[..., object]
) -> None:
    for year in (2010, 2011):
        report(
            units[0].id, Quarter(year, 3), {"electricity": ("1000", "500"), "water": ("100", "300"), **FUEL}
        )
    assert found() == []


@pytest.mark.parametrize(
    ("now", "text"),
    [
        ("1100", None),  # 10 % is inside
        ("1100.01", "电数量1,100.01千瓦时，上年同期1,000千瓦时，变动+10.0%，超过±10%"),
        ("899", "电数量899千瓦时，上年同期1,000千瓦时，变动-10.1%，超过±10%"),
        ("10000", "电数量10,000千瓦时，上年同期1,000千瓦时，变动+900.0%，超过±10%；像是小数点错了1位"),
        ("0.1", "电数量0.1千瓦时，上年同期1,000千瓦时，变动-100.0%，超过±10%；像是按万千瓦时填的"),
    ],
)
def test_change_against_last_year(
    now: str,
    text: str | None,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    report(units[0].id, Q3.last_year, {"electricity": ("1000", "500")})
    report(units[0].id, Q3, {"electricity": (now, str(Decimal(now) / 2))})
    assert found(Q3, "C7") == ([] if text is None else [("C7", text)])


def test_what_is_new_this_year_is_asked(
    units: list[UnitInYear], report: Callable[..., object], found: Callable[..., list[tuple[str, str]]]
) -> None:
    report(units[0].id, Q3.last_year, {})
    report(units[0].id, Q3, {"coal": ("1.5", "1000")})
    assert found(Q3, "C7") == [("C7", "原煤数量1.5吨，上年同期为0，请核实是否新增")]


@pytest.mark.parametrize(
    ("figures", "check", "words"),
    [
        (("1000", "1500"), "", ""),  # 1.5 is inside
        (
            ("1000", "1501"),
            "C6",
            "电单价1.501元/千瓦时（费用1,501元÷数量1,000千瓦时），不在0.3—1.5元/千瓦时之间",
        ),
        (
            ("1000", "5000"),
            "C12",
            "电单价5元/千瓦时（费用5,000元÷数量1,000千瓦时），不在0.3—1.5元/千瓦时之间；单价偏高10倍",
        ),
        (("1000", "0.06"), "C12", "费用像是按万元填的"),
        (("0.1", "600"), "C12", "数量像是按万千瓦时填的"),
        (
            ("1000", "1"),
            "C12",
            "电单价0.001元/千瓦时（费用1元÷数量1,000千瓦时），不在0.3—1.5元/千瓦时之间；单价偏低1000倍",
        ),
        (("1000", "20"), "C6", "电单价0.02元/千瓦时"),
    ],
)
def test_prices_outside_their_band_name_the_slip(
    figures: tuple[str, str],
    check: str,
    words: str,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    report(units[0].id, Q3, {"electricity": figures})
    prices = found(Q3, "C6", "C12")
    if check:
        assert [one for one, _ in prices] == [check]
        assert words in prices[0][1]
    else:
        assert prices == []


def test_a_price_no_power_of_ten_explains_is_just_odd(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    write_settings(office, {PRICE_BANDS["water"]: "2—3"})
    report(units[0].id, Q3, {"water": ("100", "400")})
    assert found(Q3, "C6") == [("C6", "水单价4元/立方米（费用400元÷数量100立方米），不在2—3元/立方米之间")]
    write_settings(office, {PRICE_BANDS["water"]: ""})
    assert found(Q3, "C6") == []


def test_heat_counted_in_kilojoules_is_priced_per_gigajoule(
    units: list[UnitInYear], report: Callable[..., object], found: Callable[..., list[tuple[str, str]]]
) -> None:
    report(units[0].id, Q3, {"heat": ("5000000", "450")})  # 90 yuan per GJ
    assert found(Q3, "C6", "C12") == []
    report(units[0].id, Q3, {"heat": ("5000000", "4500000")})
    assert "吉焦" in found(Q3, "C6", "C12")[0][1]


def test_energy_and_water_have_bounds_of_their_own(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    report(units[0].id, Q3.last_year, {"electricity": ("10000", "5000"), "water": ("100", "300")})
    report(units[0].id, Q3, {"electricity": ("11500", "5750"), "water": ("125", "375")})
    assert [check for check, _ in found(Q3, "C7", "C11")] == ["C7", "C7"]  # 15 % and 25 % are inside
    change_entry(office, units[0].id, Q3, "electricity", quantity=Decimal(11510))
    change_entry(office, units[0].id, Q3, "water", quantity=Decimal(126))
    energy, leak, power = found(Q3, "C7", "C11")
    assert energy == ("C11", "综合能耗1,414.58kgce，上年同期1,229kgce，变动+15.1%，超过±15%，请说明主要原因")
    assert leak[0] == "C11"
    assert "是否漏水" in leak[1]
    assert power[1].startswith("电数量11,510千瓦时")  # water is not said twice


def test_against_the_mean_of_three_years(
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
    office: Office,
) -> None:
    from jingzhen_desktop.organisation.actions.units import open_year

    write_settings(office, {CHANGE: "0", ENERGY: "0"})
    report(units[0].id, Q3.last_year, {"electricity": ("1000", "500")})
    report(units[0].id, Q3, {"electricity": ("2000", "1000")})
    assert found(Q3, "C10") == []  # one year is no mean
    open_year(office, 2012)
    report(units[0].id, Quarter(2012, 3), {"electricity": ("1951", "900")})
    assert found(Quarter(2012, 3), "C10") == [
        ("C10", "电数量1,951千瓦时，前2年同期平均1,500千瓦时，变动+30.1%，超过±30%")
    ]
    change_entry(office, units[0].id, Quarter(2012, 3), "electricity", quantity=Decimal(1950))
    assert found(Quarter(2012, 3), "C10") == []


def test_vehicles_against_fuel(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    report(units[0].id, Q3, FUEL | {"diesel": ("0", "0"), "diesel_vehicle": ("0", "0")})
    assert found() == [("C13", "登记有柴油车1辆，车辆用柴油却为0，请核实")]
    changed(change_facts, office, units[0].id, 2011, petrol_cars=0, diesel_cars=0)
    assert found(Q3, "C13") == [("C13", "车辆用汽油100升，却没有登记汽油车，请核实")]
    changed(change_facts, office, units[0].id, 2011, new_energy_cars=None)
    assert found(Q3, "C2") == [("C2", "镇政府未登记新能源车数量，车辆总量算不出；没有请填0")]


def test_people_and_area(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    report(units[0].id, Q3, FUEL)
    changed(change_facts, office, units[0].id, 2011, establishment=41)
    assert found() == [("C3", "编制人数41人多于用能人数40人，请核实用能人数是否漏了人")]
    changed(change_facts, office, units[0].id, 2011, establishment=40, floor_area=Decimal(2201))
    assert found() == [("C8", "建筑面积2,201平方米，上年2,000平方米，变动+10.1%，超过±10%，请说明原因")]
    write_settings(office, {FACTS: "11"})
    assert found() == []
    changed(change_facts, office, units[0].id, 2011, energy_users=0)
    assert ("C3", "用能人数为0，人均指标算不出") in found()


def test_a_year_is_judged_only_when_it_is_whole(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    write_settings(office, {INTENSITY_BANDS["organ"]: "1—2", WATER: "0", AVERAGE: "0"})
    for number in (1, 2, 3):
        report(units[0].id, Quarter(2011, number), FUEL | {"electricity": ("10000", "5000")})
    assert found(Q3, "C9") == []  # 3687 kgce on 2000 m² would be 1.84, and more than a quarter of any quota
    report(units[0].id, Q4, FUEL | {"electricity": ("10000", "5000")})
    # 4 × 1229.00 = 4916.00; vehicles are left out; ÷ 2000 = 2.458
    assert found(Q4, "C9") == [
        ("C9", "全年单位建筑面积能耗2.46kgce/㎡，高于约束值（1—2kgce/㎡），请核实全年数据和建筑面积")
    ]
    changed(change_facts, office, units[0].id, 2011, has_quota=True)
    assert found(Q4, "C9") == []  # a quota of its own judges it (定额考核)
    changed(change_facts, office, units[0].id, 2011, has_quota=False)
    assert len(found(Q4, "C9")) == 1
    change_entry(office, units[0].id, Q1, "electricity", quantity=None)
    assert found(Q4, "C9") == []


def test_a_report_must_say_what_its_ledger_says(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    found: Callable[..., list[tuple[str, str]]],
) -> None:
    report(units[0].id, Q3, FUEL | {"electricity": ("900", "450")})
    entries = [
        LedgerEntry(month, "electricity", quantity=Decimal(300), cost=Decimal(150)) for month in (7, 8)
    ]
    store_ledger_entries(office, units[0].id, 2011, entries)
    assert found() == []  # September is not kept yet
    store_ledger_entries(
        office, units[0].id, 2011, [LedgerEntry(9, "electricity", quantity=Decimal(310), cost=Decimal(150))]
    )
    assert found() == [("C4", "电的数量900千瓦时与台账三个月之和910千瓦时不符，相差-10千瓦时")]


def test_an_explanation_holds_for_the_figures_it_was_written_for(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    report(units[0].id, Q3.last_year, FUEL | {"electricity": ("1000", "500")})
    report(units[0].id, Q3, FUEL | {"electricity": ("1200", "600")})
    odd = _reviewed(office, units, "C7")
    assert (odd.finding.severity, odd.blocks) == (Severity.QUERY, True)
    explain(office, units[0].id, Q3, [odd.finding], " 新增空调6台 ")
    said = _reviewed(office, units, "C7")
    assert (said.explanation, said.blocks) == ("新增空调6台", False)
    change_entry(office, units[0].id, Q3, "electricity", quantity=Decimal(1300))
    changed = _reviewed(office, units, "C7")
    assert (changed.explanation, changed.outdated, changed.blocks) == ("新增空调6台", True, True)
    explain(office, units[0].id, Q3, [changed.finding], "")
    assert _reviewed(office, units, "C7").explanation == ""


def test_what_is_said_of_a_years_facts_holds_all_year(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    changed(change_facts, office, units[0].id, 2011, establishment=41)
    for quarter in (Q1, Q3):
        report(units[0].id, quarter, FUEL)
    explain(office, units[0].id, Q1, [reviewed_report(office, units[0].id, Q1)[0].finding], "借调1人未计")
    assert _reviewed(office, units, "C3").explanation == "借调1人未计"


def test_explaining_needs_a_report(office: Office, units: list[UnitInYear]) -> None:
    with pytest.raises(InputRejected, match="还没有报表"):
        explain(office, units[0].id, Q3, [], "x")


def test_every_declared_check_is_one_of_the_field_or_of_the_form() -> None:
    keys = [check.key for check in CHECKS]
    assert [key for key in keys if key.startswith("C")] == [f"C{number}" for number in range(1, 14)]
    assert len(keys) == len(set(keys))
    assert {check.key for check in CHECKS if check.severity is Severity.ERROR} == {"impossible", "C1", "C5"}


@pytest.mark.parametrize(
    ("price", "words"),
    [
        ("5", "单价偏高10倍"),
        ("0.00006", "费用像是按万元填的"),
        ("6000", "数量像是按万千瓦时填的"),
        ("0.02", ""),
        ("0.0000001", ""),
    ],
)
def test_price_slips(price: str, words: str) -> None:
    found = price_slip(Decimal(price), Decimal("0.3"), Decimal("1.5"), "千瓦时")
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("now", "words"), [("100", "小数点错了1位"), ("0.1", "按万"), ("1200", ""), ("1000000", "按千克")]
)
def test_change_slips(now: str, words: str) -> None:
    found = change_slip(Decimal(now), Decimal(1000), "吨")
    assert words in found
    assert bool(found) == bool(words)


@pytest.mark.parametrize(
    ("text", "shown"), [("0.3—1.5", "0.3—1.5"), ("1-2", "1—2"), (" 3 至 12,000 ", "3—12,000"), ("", "")]
)
def test_bands_are_read_as_people_write_them(text: str, shown: str) -> None:
    band = Band.parse(text)
    assert ("" if band is None else str(band)) == shown


@pytest.mark.parametrize("text", ["5", "2—1", "a—b", "1—2—3", "-1—2"])
def test_other_bands_are_refused_with_the_settings_name(text: str, office: Office) -> None:
    with pytest.raises(InputRejected, match=r"电单价.*低—高|电单价.*不是数字"):
        write_settings(office, {PRICE_BANDS["electricity"]: text})
