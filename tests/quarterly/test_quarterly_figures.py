"""The town's quarter against numbers computed by hand, and against itself by every path."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.energy.coefficients import coefficient_set, standard_coal
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_contact, change_facts, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear
from jingzhen_desktop.quarterly.queries.board import reporting_calendar
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.rules.figures import Conversion, gather
from jingzhen_desktop.quarterly.rules.town import assemble_town
from jingzhen_desktop.quarterly.settings import (
    CARBON_SET,
    COEFFICIENT_SET,
    NO_CARBON,
    OTHER_YEARS,
    POWER_FACTOR,
)
from jingzhen_desktop.quarterly.values.figures import TownQuarter
from jingzhen_desktop.quarterly.values.reports import ReportStatus

from ..changing import change_entry, changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office

Q1, Q2, Q3 = (Quarter(2011, number) for number in (1, 2, 3))
CONVERSION = Conversion(coefficient_set("calorific"), {"petrol": Decimal("0.73"), "diesel": Decimal("0.86")})


@pytest.fixture
def town(office: Office, units: list[UnitInYear], report: Callable[..., object]) -> TownQuarter:
    """2011Q2 of three units over two years; the health centre (卫生院) has not reported 2011Q2.

    electricity (kWh)   2010Q1  2010Q2  2011Q1  2011Q2
    镇政府               1000    1100    1050    1200.5
    中心学校             2000    2500    2100    2400
    卫生院                500     600     550     —
    """
    table = (
        (Quarter(2010, 1), ("1000", "2000", "500")),
        (Quarter(2010, 2), ("1100", "2500", "600")),
        (Q1, ("1050", "2100", "550")),
    )
    for quarter, figures in table:
        for unit, power in zip(units, figures, strict=True):
            report(unit.id, quarter, {"electricity": (power, "0.5")})
    report(
        units[0].id,
        Q2,
        {
            "electricity": ("1200.5", "600.25"),
            "water": ("30", "90"),
            "petrol": ("100", "700"),
            "petrol_vehicle": ("100", "700"),
        },
    )
    report(units[1].id, Q2, {"electricity": ("2400", "1200"), "lpg": ("0.155", "1100.10")})
    return town_quarter(office, Q2)


def test_totals_are_those_computed_by_hand(town: TownQuarter) -> None:
    power = town.carrier("electricity")
    assert power is not None
    assert power.coal is not None
    assert power.quantity.total.value == Decimal("3600.5")
    assert power.quantity.total.coverage == "2/3个单位"
    assert power.cost.total.value == Decimal("1800.25")
    # 1200.5 × 0.1229 = 147.54145 → 147.54; 2400 × 0.1229 = 294.96
    assert power.coal.total.value == Decimal("442.50")
    assert power.quantity.last_year.value == 4200
    assert power.quantity.last_year.is_complete
    assert power.quantity.year_to_date.value == Decimal("7300.5")  # 1050 + 2100 + 550 + 1200.5 + 2400
    assert power.quantity.year_to_date.coverage == "2/3个单位"
    assert power.quantity.last_year_to_date.value == 7700


def test_a_unit_that_has_not_reported_is_not_compared(town: TownQuarter) -> None:
    power = town.carrier("electricity")
    assert power is not None
    comparison = power.quantity.comparison
    # without 卫生院's 600 of last year
    assert (comparison.now, comparison.before) == (
        Decimal("3600.5"),
        3600,
    )
    assert comparison.change == Decimal("0.5") / 3600
    assert comparison.reason == "仅按2个两期均有数据的单位计算"
    to_date = power.quantity.comparison_to_date
    assert (to_date.now, to_date.before) == (Decimal("6750.5"), 6600)
    assert to_date.change == Decimal("150.5") / 6600


def test_all_energy_together(town: TownQuarter) -> None:
    # 442.50 + petrol 100 × 0.73 × 1.4714 = 107.4122 → 107.41 + LPG 0.155 × 1714.3 = 265.7165 → 265.72; water
    # never
    assert town.coal.total.value == Decimal("815.63")
    assert town.cost.total.value == Decimal("3690.35")  # 1800.25 + 90 + 700 + 1100.10; 其中 rows not twice
    assert [unit.status for unit in town.units] == [
        ReportStatus.COMPLETE,
        ReportStatus.COMPLETE,
        ReportStatus.MISSING,
    ]
    assert [unit.coal_total for unit in town.units] == [Decimal("254.95"), Decimal("560.68"), None]
    # typed and not submitted: counted in the totals, not as 已报
    assert (town.received, town.counted, town.expected, town.coverage) == (0, 2, 3, "2/3个单位")
    assert [unit.short_name for unit in town.drafts] == [unit.unit.short_name for unit in town.units[:2]]
    assert all(indicator.value is None for indicator in town.indicators)
    assert town.indicators[0].reason == "1—6月综合能耗数据不全（2/3个单位）"


def test_rows_that_are_not_energy_have_no_standard_coal(town: TownQuarter) -> None:
    assert [town.carrier(key).coal for key in ("water", "petrol_vehicle")] == [None, None]


def test_reasons_why_there_is_no_comparison(town: TownQuarter, office: Office) -> None:
    petrol, water = town.carrier("petrol"), town.carrier("water")
    assert petrol is not None
    assert water is not None
    assert petrol.quantity.comparison.change is None
    assert petrol.quantity.comparison.reason == "上年同期为0（仅按2个两期均有数据的单位计算）"
    first = town_quarter(office, Quarter(2010, 1)).carrier("electricity")
    assert first is not None
    assert first.quantity.comparison.reason == "无上年同期数据"
    fourth = town_quarter(office, Quarter(2011, 4)).carrier("electricity")
    assert fourth is not None
    assert fourth.quantity.comparison.reason == "无本期数据"
    assert fourth.quantity.total.value is None


def test_the_other_coefficient_set(town: TownQuarter, office: Office) -> None:
    write_settings(office, {COEFFICIENT_SET: "equivalent"})
    power = town_quarter(office, Q2).carrier("electricity")
    assert power is not None
    assert power.coal is not None
    assert power.coal.total.value == Decimal("1116.16")  # 1200.5 × 0.31 = 372.155 → 372.16; 2400 × 0.31 = 744


def test_indicators_of_a_complete_half_year(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    for unit in units:
        report(unit.id, Q1, {"electricity": ("10000", "1"), "water": ("100", "1")})
        report(
            unit.id, Q2, {"petrol": ("200", "1"), "petrol_vehicle": ("150", "1"), "petrol_other": ("50", "0")}
        )
    values = {indicator.name: indicator.value for indicator in town_quarter(office, Q2).indicators}
    # 10000 × 0.1229 = 1229.00; 200 × 1.074122 = 214.82; vehicles 150 × 1.074122 = 161.12; 700 people, 8500.5
    # m²
    assert values == {
        "综合能耗（1—6月）": Decimal("4331.46"),
        "人均综合能耗（1—6月）": Decimal("6.19"),
        "单位建筑面积能耗（1—6月）": Decimal("0.45"),  # (4331.46 − 483.36) / 8500.5
        "人均用水量（1—6月）": Decimal("0.43"),
        "单位建筑面积电耗（1—6月）": Decimal("3.53"),
        "人均用电量（1—6月）": Decimal("42.86"),
        "车均油耗（1—6月）": Decimal("50.00"),  # 450 L, 9 cars
        "二氧化碳排放量（1—6月）": None,  # no factor of 2011 is known
    }
    per_area = town_quarter(office, Q2).indicators[2]
    assert per_area.formula == "（综合能耗4,331.46kgce−公务用车用油483.36kgce）÷建筑面积8,500.5㎡"


def test_every_indicator_opens_to_the_numbers_it_is_made_of(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    for unit in units:
        report(unit.id, Q1, {"electricity": ("10000", "1"), "lpg": ("0.1", "1")})
    assert town_quarter(office, Q1).indicators[-1].reason == "电没有2011年的排放因子"
    write_settings(office, {OTHER_YEARS: "1"})
    energy, per_head, *_, carbon = town_quarter(office, Q1).indicators
    assert [(term.name, term.value, term.how) for term in energy.terms] == [
        ("电", Decimal("3687.00"), "30,000千瓦时×0.1229kgce/千瓦时"),
        ("液化石油气", Decimal("514.29"), "0.3吨×1,714.3kgce/吨"),
    ]
    assert "当量值" in energy.source
    assert [(term.name, term.value) for term in per_head.terms[-2:]] == [
        ("综合能耗", Decimal("4201.29")),
        ("用能人数", Decimal(700)),
    ]
    assert per_head.definition == "人均综合能耗＝综合能耗÷用能人数"
    assert carbon.value == Decimal("17028.40")  # 30000 × 0.5366 + 0.3 × 3101.33 = 16098.00 + 930.399
    assert "全国电力平均排放因子" in carbon.source
    assert "没有2011年的数值" in carbon.source


def test_emissions_follow_the_chosen_set_or_are_left_out(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    for unit in units:
        report(unit.id, Q1, {"electricity": ("10000", "1"), "kerosene": ("0", "0")})
    write_settings(office, {OTHER_YEARS: "1"})
    for values, kilograms in (({CARBON_SET: "grid_average"}, "17430.00"), ({POWER_FACTOR: "0.1"}, "3000.00")):
        write_settings(office, values)
        assert town_quarter(office, Q1).indicators[-1].value == Decimal(kilograms)
    change_entry(office, units[0].id, Q1, "kerosene", quantity=Decimal(5))
    assert town_quarter(office, Q1).indicators[-1].reason == "煤油没有2011年的排放因子"
    write_settings(office, {CARBON_SET: NO_CARBON})
    assert "二氧化碳" not in town_quarter(office, Q1).indicators[-1].name


def test_an_indicator_says_which_fact_is_missing(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    for unit in units:
        report(unit.id, Q1, {"electricity": ("10000", "1")})
    changed(change_facts, office, units[1].id, 2011, floor_area=None)
    indicators = {indicator.name: indicator for indicator in town_quarter(office, Q1).indicators}
    assert indicators["人均综合能耗（1—3月）"].value == Decimal("5.27")
    assert indicators["单位建筑面积能耗（1—3月）"].value is None
    assert indicators["单位建筑面积能耗（1—3月）"].reason == "中心学校未填建筑面积"


def test_a_unit_owes_reports_only_while_it_exists(
    office: Office, units: list[UnitInYear], report: Callable[..., object]
) -> None:
    from datetime import date

    changed(change_contact, office, units[2].id, 2011, opened=date(2010, 5, 1), closed=date(2011, 6, 30))
    for quarter in (Quarter(2010, 1), Quarter(2010, 2), Q1, Q2):
        for unit in units:
            if (unit.id, quarter) != (units[2].id, Quarter(2010, 1)):
                report(unit.id, quarter, {"electricity": ("100", "1")})
    power = town_quarter(office, Q2).carrier("electricity")
    assert power is not None
    assert power.quantity.last_year_to_date.is_complete  # it did not exist in 2010Q1
    assert power.quantity.comparison_to_date.units == 2  # one quarter is not compared with two
    assert town_quarter(office, Q3).expected == 2
    assert [sorted(one.statuses) for one in reporting_calendar(office, 2011)] == [
        [1, 2, 3, 4],
        [1, 2, 3, 4],
        [1, 2],
    ]


def test_heat_is_not_compared_across_units_of_measure(office: Office, report: Callable[..., object]) -> None:
    unit = add_unit(office, 2015, UnitFacts("青石镇文化站", Nature.CULTURE), UnitContact())
    open_year(office, 2016)
    report(unit, Quarter(2015, 1), {"heat": ("5000000", "10"), "electricity": ("10", "5")})
    report(unit, Quarter(2016, 1), {"heat": ("6", "12"), "electricity": ("20", "5")})
    town = town_quarter(office, Quarter(2016, 1))
    heat, power = town.carrier("heat"), town.carrier("electricity")
    assert heat is not None
    assert power is not None
    assert heat.coal is not None
    assert heat.quantity.comparison.reason == "计量单位不同，不可比"
    assert heat.quantity.comparison.change is None
    assert heat.coal.comparison.change == Decimal("0.2000")  # 170.60 → 204.72 kgce
    assert power.quantity.comparison.change == 1


def test_blank_is_not_zero(office: Office, units: list[UnitInYear], report: Callable[..., object]) -> None:
    for unit in units:
        report(unit.id, Q1, {"electricity": ("0", "0")})
    assert town_quarter(office, Q1).coverage == ""
    change_entry(office, units[0].id, Q1, "electricity", quantity=None)
    town = town_quarter(office, Q1)
    power = town.carrier("electricity")
    assert power is not None
    assert (power.quantity.total.value, power.quantity.total.coverage) == (0, "2/3个单位")
    assert (town.coal.total.coverage, town.cost.total.coverage, town.coverage) == (
        "2/3个单位",
        "",
        "2/3个单位",
    )
    assert town.units[0].status is ReportStatus.INCOMPLETE


def test_another_years_names_stay(office: Office, units: list[UnitInYear]) -> None:
    changed(change_facts, office, units[0].id, 2011, name="青石街道办事处")
    assert town_quarter(office, Quarter(2010, 1)).units[0].unit.name == "青石镇人民政府"
    assert town_quarter(office, Q1).units[0].unit.name == "青石街道办事处"


KEYS = tuple(item.key for item in system_of_year(2011).items)
_figure = st.none() | st.just(0) | st.integers(0, 10**15)


@st.composite
def _stored(draw: st.DrawFn) -> dict[Quarter, dict[int, list[tuple[int, str, int | None, int | None]]]]:
    """Some units' scaled lines in the three quarters to date of both years;
    reports and figures may be missing.
    """
    found: dict[Quarter, dict[int, list[tuple[int, str, int | None, int | None]]]] = {}
    for year in (2010, 2011):
        for quarter in Quarter(year, 3).to_date():
            reporting = draw(st.lists(st.integers(1, 4), unique=True))
            found[quarter] = {
                unit: [
                    (0, key, draw(_figure), draw(_figure))
                    for key in draw(st.lists(st.sampled_from(KEYS), unique=True, max_size=6))
                ]
                for unit in reporting
            }
    return found


def _total(
    stored: dict[Quarter, dict[int, list[tuple[int, str, int | None, int | None]]]],
    quarter: Quarter,
    key: str,
    column: int,
) -> Decimal | None:
    known = [
        line[column]
        for lines in stored[quarter].values()
        for line in lines
        if line[1] == key and line[column] is not None
    ]
    return Decimal(sum(known)).scaleb(-4 if column == 2 else -2) if known else None  # type: ignore[arg-type]


@given(_stored())
def test_totals_agree_by_every_path(
    stored: dict[Quarter, dict[int, list[tuple[int, str, int | None, int | None]]]],
) -> None:
    systems = {2010: system_of_year(2010), 2011: system_of_year(2011)}
    expected = {quarter: frozenset({1, 2, 3, 4}) for quarter in stored}
    figures = {quarter: gather(lines, systems[quarter.year], CONVERSION) for quarter, lines in stored.items()}
    units = [
        UnitInYear(number, 2011, UnitFacts(f"单位{number}", Nature.STATE_ORGAN), UnitContact())
        for number in (1, 2, 3, 4)
    ]

    def assemble(quarter: Quarter) -> TownQuarter:
        needed = (*quarter.to_date(), *quarter.last_year.to_date())
        return assemble_town(
            quarter,
            systems,
            units,
            {},
            {one: expected[one] for one in needed},
            {one: figures[one] for one in needed},
            CONVERSION,
        )

    towns = [assemble(quarter) for quarter in (Q1, Q2, Q3)]
    for index, carrier in enumerate(towns[-1].carriers):
        key = carrier.item.key
        assert carrier.quantity.total.value == _total(stored, Q3, key, 2)
        assert carrier.cost.last_year.value == _total(stored, Q3.last_year, key, 3)
        for name in ("quantity", "cost"):
            by_quarter = [getattr(town.carriers[index], name).total.value for town in towns]
            known = [value for value in by_quarter if value is not None]
            assert getattr(carrier, name).year_to_date.value == (sum(known) if known else None)
    _coal_agrees(stored, towns)
    for town in towns:
        coals = [
            one.coal.total.value for one in town.carriers if one.coal and one.coal.total.value is not None
        ]
        assert town.coal.total.value == (sum(coals) if coals else None)
        by_unit = [sum(unit.coal.values(), Decimal(0)) for unit in town.units]
        assert (town.coal.total.value or 0) == sum(by_unit)
        for measure in (town.coal, town.cost):
            assert measure.comparison.units <= min(measure.total.counted, measure.last_year.counted)
            assert measure.comparison_to_date.units <= min(
                measure.year_to_date.counted, measure.last_year_to_date.counted
            )
    to_date = [town.coal.total.value for town in towns if town.coal.total.value is not None]
    assert towns[-1].coal.year_to_date.value == (sum(to_date) if to_date else None)


def _coal_agrees(
    stored: dict[Quarter, dict[int, list[tuple[int, str, int | None, int | None]]]], towns: list[TownQuarter]
) -> None:
    """Each unit's standard coal against Decimal arithmetic, rounded half up once per figure."""
    for town in towns:
        for unit in town.units:
            lines = {line[1]: line[2] for line in stored[town.quarter].get(unit.unit.id, [])}
            for item in town.system.carriers:
                factor = CONVERSION.factor(item)
                scaled = lines.get(item.key)
                if factor is None or scaled is None:
                    assert item.key not in unit.coal
                    continue
                quantity = Decimal(scaled).scaleb(-4)
                assert unit.coal[item.key] == standard_coal(quantity, factor)
                assert unit.coal[item.key] == (quantity * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)


@given(st.lists(st.integers(1, 10**9), min_size=8, max_size=8))
def test_comparison_needs_both_years(values: list[int]) -> None:
    """Removing a unit's report this year removes it from both sides of the comparison,
    never only from one.
    """
    system = system_of_year(2011)
    units = {2010: values[:4], 2011: values[4:]}
    lines = {
        Quarter(year, 1): {
            number: [(0, "electricity", value, value)]
            for number, value in enumerate(figures)
            if (year, number) != (2011, 2)
        }
        for year, figures in units.items()
    }
    figures = {quarter: gather(rows, system, CONVERSION) for quarter, rows in lines.items()}
    expected = {quarter: frozenset(range(4)) for quarter in lines}
    town = assemble_town(Q1, {2010: system, 2011: system}, [], {}, expected, figures, CONVERSION)
    power = town.carrier("electricity")
    assert power is not None
    comparison = power.quantity.comparison
    assert comparison.before == Decimal(values[0] + values[1] + values[3]).scaleb(-4)
    assert comparison.now == Decimal(values[4] + values[5] + values[7]).scaleb(-4)
    assert comparison.units == 3
