"""Sums typed into number cells: exact, and a sentence where they cannot be computed."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.arithmetic import compute, is_sum
from jingzhen_desktop.base.errors import InputRejected


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("=12+30", "42"),
        ("＝１２＋３０", "42"),
        ("= 1,234.5 * 2 + (30 - 8) / 4", "2474.5"),
        ("=0.1+0.2", "0.3"),
        ("=2+3*4", "14"),
        ("=(2+3)*4", "20"),
        ("=10-3-2", "5"),
        ("=12÷4×3", "9"),
        ("=-5+-3", "-8"),
        ("=--5", "5"),
        ("=5", "5"),
        ("=5.", "5"),
        ("=.5*2", "1"),
        ("=100/3", "33.3333"),
        ("=-200/3", "-66.6667"),
        ("=1/8", "0.125"),
        ("=10/3*3", "10"),
        ("=（1+2）*【3】", "9"),
    ],
)
def test_sums_are_computed(typed: str, value: str) -> None:
    assert is_sum(typed)
    assert compute(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("=5/0", "不能除以0"),
        ("=5/(3-3)", "不能除以0"),
        ("=5+", "“\\+”后面缺少数字"),
        ("=*5", "不能以“\\*”开头"),
        ("=(5+3", "右括号"),
        ("=5+3)", "多了一个右括号"),
        ("=()", "“\\(”后面缺少数字"),
        ("=5 3", "缺少运算符号"),
        ("=SUM(A1:A3)", "认不出“S”"),
        ("=__import__('os')", "认不出“_”"),
        ("=", "没有内容"),
        ("=9**9", "“\\*”后面缺少数字"),
        ("=999999999999*9", "太大"),
        ("=" + "(" * 300, "太长"),
    ],
)
def test_what_cannot_be_computed_is_said(typed: str, part: str) -> None:
    with pytest.raises(InputRejected, match=part):
        compute(typed)


@given(st.lists(st.decimals(min_value=-10000, max_value=10000, places=4), min_size=1, max_size=8))
def test_a_column_of_figures_adds_up_to_the_last_digit(figures: list[Decimal]) -> None:
    assert compute("=" + "+".join(f"{figure:f}" for figure in figures)) == sum(figures)


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000), st.integers(1, 999))
def test_a_quotient_is_right_to_half_of_its_last_digit(value: Fraction, divisor: int) -> None:
    computed = compute(f"=({value.numerator}/{value.denominator})/{divisor}")
    assert abs(Fraction(computed) - value / divisor) <= Fraction(1, 20000)


@pytest.mark.parametrize("text", ["12", "", "a=b", "-5"])
def test_other_texts_are_no_sums(text: str) -> None:
    assert not is_sum(text)
