"""Reading, rounding and showing numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.numbers import (
    LARGEST,
    decimals,
    parse_number,
    round_half_up,
    show_number,
    show_percent,
)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１２３４．５", "1234.5"),
        (" 0 ", "0"),
        (".5", "0.5"),
        ("-3", "-3"),
        ("1，234", "1234"),
        ("12.", "12"),
    ],
)
def test_reads_what_people_type(typed: str, value: str) -> None:
    assert parse_number(typed) == Decimal(value)


def test_blank_is_not_zero() -> None:
    assert parse_number("  ") is None


@pytest.mark.parametrize("typed", ["1200①", "1200²", "⑴200", "③", "１２００⁰", "١٢", "1200½"])
def test_a_mark_is_no_digit(typed: str) -> None:
    with pytest.raises(InputRejected, match="不是数字"):
        parse_number(typed)


def test_an_invisible_sign_is_named() -> None:
    with pytest.raises(InputRejected, match="看不见的字符（零宽空格）"):
        parse_number("1200\u200b")


@pytest.mark.parametrize("typed", ["abc", "12a", "1,23", "1e5", "1.2.3", "--1", "∞", "nan", "12 34"])
def test_refuses_what_is_no_number(typed: str) -> None:
    with pytest.raises(InputRejected, match="不是数字"):
        parse_number(typed)


def test_refuses_what_is_too_large() -> None:
    with pytest.raises(InputRejected, match="太大"):
        parse_number(str(LARGEST))
    with pytest.raises(InputRejected):
        parse_number("9" * 5000)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**11), max_value=10**11, places=4))
def test_what_is_shown_is_read_back(value: Decimal) -> None:
    assert parse_number(show_number(value)) == value


def test_rounds_half_away_from_zero() -> None:
    assert round_half_up(Decimal("2.675"), 2) == Decimal("2.68")
    assert round_half_up(Decimal("-2.675"), 2) == Decimal("-2.68")
    assert round_half_up(Decimal("0.125"), 2) == Decimal("0.13")


def test_counts_real_decimals() -> None:
    assert [decimals(Decimal(text)) for text in ("1.50", "100", "1E+3", "0.001")] == [1, 0, 0, 3]


def test_shows_numbers_and_percentages() -> None:
    assert show_number(Decimal("1234567.5"), 2) == "1,234,567.50"
    assert show_number(Decimal("1200.00")) == "1,200"
    assert show_number(None, 2, "—") == "—"
    assert show_percent(Decimal("0.0312")) == "+3.1%"
    assert show_percent(Decimal("-0.5")) == "-50.0%"
    assert show_percent(Decimal("0.0004")) == "0.0%"
    assert show_percent(None) == "—"
