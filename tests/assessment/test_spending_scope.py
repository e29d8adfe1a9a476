"""A limit by a quota and what is compared with it leave out the same: vehicles, heating, metered systems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.assessment.actions.quotas import add_standard
from jingzhen_desktop.assessment.actions.spending import add_lines
from jingzhen_desktop.assessment.papers.spending import spending_paper
from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.queries.spending import spending_year
from jingzhen_desktop.assessment.rules.spending import outcome
from jingzhen_desktop.assessment.values.quotas import (
    Exclusion,
    OwnCoefficient,
    Quota,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
)
from jingzhen_desktop.assessment.values.spending import (
    WHOLE,
    Base,
    Compared,
    RuleKey,
    SpendingLine,
    Used,
)
from jingzhen_desktop.energy.coefficients import coefficient_set
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.quarterly.actions.reports import change_entries
from jingzhen_desktop.quarterly.values.reports import Entry

from ..finished import pdf_text
from .choosing import choose, set_facts, unit_named
from .ledgers import Town, make_town

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

COAL = Decimal("0.31")
PETROL_LITRE = Decimal("1.4714") * Decimal("0.73")
QUARTERS = [Quarter(year, number) for year in (2010, 2011) for number in (1, 2, 3, 4)]
ROWS = (
    Quota(
        0,
        0,
        "表1",
        "4",
        QuotaIndicator.NON_HEATING,
        QuotaMeasure.KGCE_AREA,
        "乡镇机关",
        limit=Decimal(5),
        excluded=(Exclusion.TRANSPORT, Exclusion.HEATING, Exclusion.SPECIAL),
    ),
    Quota(0, 0, "表1", "4", QuotaIndicator.WHOLE, QuotaMeasure.KGCE_AREA, "乡镇机关", limit=Decimal(8)),
    Quota(
        0,
        0,
        "表4",
        "6",
        QuotaIndicator.ELECTRICITY,
        QuotaMeasure.POWER_AREA,
        "乡镇机关",
        limit=Decimal(20),
        excluded=(Exclusion.SPECIAL,),
    ),
)


@pytest.fixture
def town(tmp_path: Path, set_clock: Callable[[datetime], None]) -> Iterator[Town]:
    """Each quarter 10,000 kWh for 5,000 yuan, and 300 L of petrol for 2,100: 200 L of it in cars, 1,500."""
    set_clock(datetime(2012, 3, 3, 9))
    made = make_town(tmp_path / "柳河镇.jzdb", (2010, 2011))
    with made.office as office:
        nothing = {item.key: (Entry(), Entry(Decimal(0), Decimal(0))) for item in system_of_year(2011).items}
        figures = {
            "electricity": ("10000", "5000"),
            "petrol": ("300", "2100"),
            "petrol_vehicle": ("200", "1500"),
            "petrol_other": ("100", "600"),
        }
        used = {key: (Entry(), Entry(Decimal(one), Decimal(cost))) for key, (one, cost) in figures.items()}
        for quarter in QUARTERS:
            change_entries(office, made.government, quarter, nothing | used)
        coal = (OwnCoefficient("electricity", "千瓦时", COAL),)
        add_standard(office, QuotaStandard(0, "青管〔2011〕6号", region="青山县", coefficients=coal), ROWS)
        yield made


def by_energy(town: Town, quota: int, **more: object) -> SpendingLine:
    line = SpendingLine(
        0,
        town.government,
        2011,
        WHOLE,
        RuleKey.ENERGY_QUOTA,
        Decimal(quota),
        "约束值",
        "青管〔2011〕6号表1第4页",
    )
    return replace(line, **more)  # type: ignore[arg-type]


def found(town: Town, line: SpendingLine) -> Compared:
    add_lines(town.office, [line])
    return spending_year(town.office, 2011).lines[0]


def rounded(value: Decimal, places: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def petrol() -> Decimal:
    """kgce of a litre, as the form's named set converts it."""
    kgce = coefficient_set("calorific").per_unit("petrol", "升", {"petrol": Decimal("0.73")})
    assert kgce is not None
    return kgce


def test_fuel_of_vehicles_that_the_quota_leaves_out_is_in_neither_side(town: Town) -> None:
    one = found(town, by_energy(town, 5))
    kgce = rounded(40000 * COAL + 400 * petrol())
    price = rounded((20000 + 2400) / kgce, 4)
    assert one.used == Used(kgce, Decimal(22400), 4)
    assert one.limit.price is not None
    assert one.limit.price.value == price
    assert one.limit.money == rounded(5 * 3180 * price)
    assert "不含车辆用油、供暖、专用系统" in one.limit.how
    assert one.price_effect is not None
    assert one.quantity_effect is not None
    assert one.price_effect + one.quantity_effect == one.over
    text = pdf_text(spending_paper(town.office, 2011, date(2012, 3, 3)).data).replace("\n", "")
    assert "不含车辆用油" in text.replace(" ", "")


def test_a_quota_of_all_energy_keeps_it_in(town: Town) -> None:
    one = found(town, by_energy(town, 8))
    assert one.used == Used(rounded(40000 * COAL + 1200 * petrol()), Decimal(28400), 4)
    assert "不含" not in one.limit.how


def test_the_row_chosen_for_the_unit_decides_before_the_number(town: Town) -> None:
    """8 is the value of a row that leaves nothing out; the unit is judged by the one that does."""
    row = next(one for one in quota_register(town.office).quotas if one.limit == 5)
    choose(town.office, unit_named(town.office, "政府"), row)
    assert found(town, by_energy(town, 8)).used.cost == 22400


def test_rows_of_one_value_that_leave_out_different_things_set_no_limit(town: Town) -> None:
    alike = replace(ROWS[1], limit=Decimal(5))
    add_standard(
        town.office,
        QuotaStandard(0, "县管〔2011〕9号", region="青山县"),
        [replace(ROWS[0], unit_class="甲"), alike],
    )
    one = found(town, by_energy(town, 5, source="县管〔2011〕9号表1"))
    assert one.limit.money is None
    assert "选定" in outcome(one)


def enter_meters(town: Town) -> None:
    """The government has meters of its own for special systems and for heating, in both years."""
    for year in (2010, 2011):
        set_facts(
            town.office,
            unit_named(town.office, "政府", year),
            special_electricity=Decimal(4000),
            special_area=Decimal(180),
            heating_electricity=Decimal(2000),
        )


def test_systems_with_their_own_meter_leave_use_cost_and_area(town: Town) -> None:
    enter_meters(town)
    one = found(town, by_energy(town, 5))
    kgce = rounded(34000 * COAL + 400 * petrol())
    assert one.used == Used(kgce, Decimal(19400), 4)  # 6,000 kWh at the 0.5 yuan the unit itself paid
    price = rounded(19400 / kgce, 4)
    assert one.limit.money == rounded(5 * 3000 * price)


def test_electricity_leaves_out_what_its_row_leaves_out(town: Town) -> None:
    enter_meters(town)
    line = SpendingLine(
        0,
        town.government,
        2011,
        "electricity",
        RuleKey.CARRIER_QUOTA,
        Decimal(20),
        "约束值",
        "青管〔2011〕6号表4",
        Base.AREA,
    )
    one = found(town, line)
    assert one.used == Used(Decimal(36000), Decimal(18000), 4)
    assert one.limit.quantity == 20 * 3000
    assert "不含专用系统" in one.limit.how


def test_more_taken_out_than_was_used_is_said(town: Town) -> None:
    unit = unit_named(town.office, "政府")
    set_facts(town.office, unit, special_electricity=Decimal(90000))
    one = found(town, by_energy(town, 5))
    assert one.over is None
    assert outcome(one) == "单独计量的扣除量大于总用量，请核对"


def test_vehicles_fuel_that_is_blank_leaves_the_year_incomplete(town: Town) -> None:
    blank = {"petrol_vehicle": (Entry(Decimal(200), Decimal(1500)), Entry())}
    change_entries(town.office, town.government, Quarter(2011, 4), blank)
    assert outcome(found(town, by_energy(town, 5))) == "全年数据不全（3/4个季度），不作比较"


def test_fuel_without_a_cost_of_its_own_is_charged_by_its_share(town: Town) -> None:
    for quarter in QUARTERS:
        blank = {"petrol_vehicle": (Entry(Decimal(200), Decimal(1500)), Entry(Decimal(200), None))}
        change_entries(town.office, town.government, quarter, blank)
    assert found(town, by_energy(town, 5)).used.cost == 20000 + 4 * (2100 - 1400)
