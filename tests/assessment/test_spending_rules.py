"""Limits by every rule, their prices, and what of a difference is price and what is quantity."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.assessment.rules.spending import (
    check_line,
    compared,
    limit_of,
    outcome,
    price_of,
    surcharge_of,
    unit_price,
)
from jingzhen_desktop.assessment.rules.surcharge import parse_steps, steps_text
from jingzhen_desktop.assessment.spending_choices import spending_rules
from jingzhen_desktop.assessment.values.spending import (
    WHOLE,
    Base,
    Limit,
    Price,
    PriceFrom,
    RuleKey,
    SpendingLine,
    Used,
)
from jingzhen_desktop.base.errors import FieldRejected
from jingzhen_desktop.base.numbers import round_half_up

LINE = SpendingLine(
    1,
    7,
    2012,
    "electricity",
    RuleKey.CARRIER_QUOTA,
    Decimal("24.6"),
    "约束值",
    "示例标准 表4",
    price=Decimal("0.5"),
    price_source="县电价文件",
)
BASES = {Base.AREA: Decimal(3180), Base.PEOPLE: Decimal(86), Base.CARS: Decimal(4)}
TYPED = Price(Decimal("0.5"), PriceFrom.TYPED, "0.5元/千瓦时（县电价文件）")
YEAR = Used(Decimal(90000), Decimal("49500.00"), 4)


def test_every_rule_stands_in_the_data() -> None:
    assert list(spending_rules()) == list(RuleKey)
    assert not spending_rules()[RuleKey.GIVEN].splits


def test_a_quota_times_its_base_times_the_price() -> None:
    limit = limit_of(LINE, TYPED, BASES, unit="千瓦时")
    assert limit.quantity == Decimal(78228)
    assert limit.money == Decimal("39114.00")
    assert limit.how == "24.6千瓦时/㎡×3,180㎡×0.5元/千瓦时（县电价文件）＝39,114.00元"


def test_a_car_has_its_litres_and_a_document_its_yuan() -> None:
    petrol = replace(LINE, carrier="petrol", rule=RuleKey.PER_VEHICLE, quota=Decimal(1200))
    litre = Price(Decimal("7.5"), PriceFrom.TYPED, "7.5元/升")
    assert limit_of(petrol, litre, BASES, unit="升").money == Decimal("36000.00")
    given_ = replace(
        LINE, rule=RuleKey.GIVEN, quota=None, price=None, amount=Decimal("850.00"), base=Base.PEOPLE
    )
    limit = limit_of(given_, None, BASES, unit="千瓦时")
    assert (limit.money, limit.quantity, limit.price) == (Decimal("73100.00"), None, None)
    whole = replace(given_, carrier=WHOLE, base=Base.TOTAL, amount=Decimal(50000))
    assert limit_of(whole, None, {}, unit="").money == Decimal(50000)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        (Decimal(2), "98000.0000"),
        (Decimal(0), "100000.0000"),
        (Decimal("-1.5"), "101500.0000"),
        (None, "100000.0000"),
    ],
)
def test_the_mean_of_the_years_before_less_the_target(target: Decimal | None, expected: str) -> None:
    history = [Used(Decimal(90000), Decimal(1), 4), Used(Decimal(110000), Decimal(1), 4)]
    line = replace(LINE, rule=RuleKey.OWN_HISTORY, quota=None, years=2, target=target)
    limit = limit_of(line, TYPED, BASES, history, unit="千瓦时")
    assert limit.quantity == Decimal(expected)
    assert limit.how.startswith("2010—2011年平均100,000千瓦时")


def test_what_is_not_known_gives_no_limit_and_says_what_is_missing() -> None:
    assert limit_of(LINE, TYPED, {}, unit="千瓦时").why == "单位情况里没有建筑面积"
    assert limit_of(LINE, None, BASES, unit="千瓦时").why.startswith("没有价格")
    history = [Used(Decimal(90000), Decimal(1), 4), Used(Decimal(1), Decimal(1), 3)]
    line = replace(LINE, rule=RuleKey.OWN_HISTORY, quota=None, years=2)
    assert limit_of(line, TYPED, BASES, history, unit="千瓦时").why == "2010年四个季度的用量不全"
    assert limit_of(line, TYPED, BASES, history[:1], unit="千瓦时").why == "前几年四个季度的用量不全"


def test_the_price_is_the_typed_one_then_the_units_then_the_towns() -> None:
    own, town = Used(Decimal(3), Decimal(2), 4), Used(Decimal(1000), Decimal(600), 4)
    typed = price_of(LINE, own, town, year=2011, unit="千瓦时")
    assert typed is not None
    assert typed.origin is PriceFrom.TYPED
    line = replace(LINE, price=None, price_source="")
    found = price_of(line, own, town, year=2011, unit="千瓦时")
    assert found == Price(
        Decimal("0.6667"), PriceFrom.OWN, "0.6667元/千瓦时（本单位2011年四个季度费用÷用量）"
    )
    found = price_of(line, replace(own, quarters=3), town, year=2011, unit="千瓦时")
    assert found is not None
    assert (found.value, found.origin) == (Decimal("0.6000"), PriceFrom.TOWN)
    assert price_of(line, Used(), Used(Decimal(0), Decimal(0), 4), year=2011, unit="千瓦时") is None
    assert unit_price(Used(Decimal(10), None, 4)) is None


def test_a_dearer_tariff_is_no_waste() -> None:
    limit = limit_of(LINE, TYPED, BASES, unit="千瓦时")
    line = compared(
        LINE, limit, Used(Decimal(78228), Decimal("46936.80"), 4), name="电", unit="千瓦时", own=True
    )
    assert (line.over, line.price_effect, line.quantity_effect) == (
        Decimal("7822.80"),
        Decimal("7822.80"),
        Decimal("0.00"),
    )


@given(
    quota=st.decimals(Decimal("0.01"), Decimal(500), places=4),
    area=st.decimals(Decimal(1), Decimal(90000), places=2),
    price=st.decimals(Decimal("0.0001"), Decimal(20), places=4),
    quantity=st.decimals(0, Decimal(900000), places=4),
    cost=st.decimals(0, Decimal(900000), places=2),
)
def test_price_and_quantity_effect_add_up_to_the_difference(
    quota: Decimal, area: Decimal, price: Decimal, quantity: Decimal, cost: Decimal
) -> None:
    line = replace(LINE, quota=quota)
    limit = limit_of(line, Price(price, PriceFrom.TYPED, ""), {Base.AREA: area}, unit="千瓦时")
    allowed = round_half_up(quota * area, 4)
    money = round_half_up(allowed * price, 2)
    found = compared(line, limit, Used(quantity, cost, 4), name="电", unit="千瓦时", own=True)
    assert found.over == cost - money
    assert found.price_effect is not None
    assert found.quantity_effect is not None
    assert found.price_effect + found.quantity_effect == found.over
    assert found.price_effect == cost - round_half_up(quantity * price, 2)


def test_an_incomplete_year_is_not_judged_and_others_name_no_overspend() -> None:
    limit = limit_of(LINE, TYPED, BASES, unit="千瓦时")
    partial = compared(LINE, limit, replace(YEAR, quarters=3), name="电", unit="千瓦时", own=True)
    assert partial.over is None
    assert outcome(partial) == "全年数据不全（3/4个季度），不作比较"
    for own, words in (
        (True, "超出限额"),
        (False, "不在本级预算，只作参考"),
        (None, "没有登记隶属，只作参考"),
    ):
        line = compared(LINE, limit, YEAR, name="电", unit="千瓦时", own=own)
        assert line.over == Decimal("10386.00")
        assert (outcome(line), line.is_overspent) == (words, own is True)
    exactly = compared(
        LINE, limit, Used(Decimal(1), Decimal("39114.00"), 4), name="电", unit="千瓦时", own=True
    )
    assert outcome(exactly) == "在限额内"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (replace(LINE, quota=None), "quota"),
        (replace(LINE, quota=Decimal(0)), "quota"),
        (replace(LINE, source=""), "source"),
        (replace(LINE, price_source=""), "price_source"),
        (replace(LINE, base_value=Decimal(3000)), "note"),
        (replace(LINE, carrier=WHOLE), "carrier"),
        (replace(LINE, rule=RuleKey.ENERGY_QUOTA), "carrier"),
        (replace(LINE, rule=RuleKey.OWN_HISTORY, years=4), "years"),
        (replace(LINE, rule=RuleKey.OWN_HISTORY, target=Decimal(100)), "target"),
        (replace(LINE, rule=RuleKey.GIVEN), "amount"),
    ],
)
def test_a_line_that_lacks_what_its_rule_needs_is_refused(line: SpendingLine, field: str) -> None:
    check_line(LINE)
    with pytest.raises(FieldRejected) as told:
        check_line(line)
    assert told.value.field == field


def test_the_surcharge_is_progressive() -> None:
    steps = parse_steps("0—30%加价20%；30%至50%：50\n50%-以上 加价 100")
    assert parse_steps(steps_text(steps)) == steps
    limit = Limit(Decimal(300), Decimal(100), Price(Decimal(3), PriceFrom.TYPED, ""))
    for quantity, expected in ((100, "0.00"), (99, "0.00"), (130, "18.00"), (150, "48.00"), (160, "78.00")):
        assert surcharge_of(limit, Used(Decimal(quantity), Decimal(1), 4), steps) == Decimal(expected)
    assert surcharge_of(Limit(Decimal(300)), Used(Decimal(160), Decimal(1), 4), steps) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("10—30%加价20%", "第一档应从0%开始"),
        ("0—30%加价20%\n40—50%加价50%", "首尾相接"),
        ("0—以上加价20%\n40—50%加价50%", "首尾相接"),
        ("30—30%加价20%", "终点应大于起点"),
        ("加价20%", "第1行“加价20%”看不懂"),
    ],
)
def test_a_list_of_surcharges_that_cannot_be_is_refused(text: str, told: str) -> None:
    with pytest.raises(FieldRejected, match=told):
        parse_steps(text)


def test_without_a_list_there_is_no_surcharge() -> None:
    assert parse_steps(" \n") == ()
