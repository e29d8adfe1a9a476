"""A text in the place of a unit of measure is blank, known, known to convert nowhere, or not understood."""

from __future__ import annotations

from fractions import Fraction

import pytest

from jingzhen_desktop.energy.measures import factor_into, read_measure, spellings_like

KNOWN = [
    ("千瓦时", "千瓦时", 1),
    ("万kW·h", "千瓦时", 10_000),
    ("兆瓦·时", "千瓦时", 1_000),
    ("KW.H", "千瓦时", 1),
    ("万千瓦时（万度）", "千瓦时", 10_000),
    ("度/千瓦时", "千瓦时", 1),
    ("单位：万千瓦时", "千瓦时", 10_000),
    ("百立方米", "立方米", 100),
    ("万Nm³", "立方米", 10_000),
    ("m^3", "立方米", 1),
    ("升", "立方米", Fraction(1, 1000)),
    ("千升", "升", 1000),
    ("斤", "吨", Fraction(1, 2000)),
    ("公斤", "吨", Fraction(1, 1000)),
    ("吨标煤", "吨标准煤", 1),
    ("万元", "元", 10_000),
    ("元（人民币）", "元", 1),
    ("￥", "元", 1),
    ("亩", "平方米", Fraction(2000, 3)),
    ("公顷", "平方米", 10_000),
    ("万㎡", "平方米", 10_000),
]


@pytest.mark.parametrize(("text", "unit", "factor"), KNOWN)
def test_a_known_unit_converts_exactly(text: str, unit: str, factor: Fraction) -> None:
    assert factor_into(read_measure(text), unit) == factor


@pytest.mark.parametrize(
    "text", ["瓶", "桶", "万瓶", "元/千瓦时", "千瓦时/平方米", "立方米/人", "%", "每人立方米"]
)
def test_what_is_known_to_be_no_unit_says_why(text: str) -> None:
    read = read_measure(text)
    assert read.is_understood
    assert read.why_not
    assert factor_into(read, "吨") is None


@pytest.mark.parametrize(
    "text", ["万", "千", "12瓶", "千瓦时（百）", "X", "一堆", "千瓦时（×100）", "吨或元瓶"]
)
def test_what_nobody_knows_is_not_taken_for_nothing(text: str) -> None:
    read = read_measure(text)
    assert not read.is_blank
    assert not read.is_understood


@pytest.mark.parametrize("text", ["", "  ", "（）"])
def test_blank_is_blank(text: str) -> None:
    assert read_measure(text).is_blank


def test_some_ways_hold_for_one_item_only() -> None:
    assert factor_into(read_measure("吨"), "立方米") is None
    assert factor_into(read_measure("吨"), "立方米", "water") == 1
    assert factor_into(read_measure("立方米（吨）"), "立方米", "water") == 1
    assert factor_into(read_measure("立方米（吨）"), "立方米", "natural_gas") is None
    assert factor_into(read_measure("兆瓦时"), "吉焦", "heat") == Fraction(18, 5)


def test_units_of_a_kind_are_named_with_the_wanted_one_first() -> None:
    assert spellings_like("立方米")[0] == "立方米"
    assert "升" in spellings_like("立方米")
