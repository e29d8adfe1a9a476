"""What is offered for a refused text is what a person would read in it; nothing where nobody could say."""

from __future__ import annotations

import pytest

from jingzhen_desktop.base.readings import likely_reading
from jingzhen_desktop.base.typed import Kind

STATES = (("a", "未报"), ("b", "已审核"), ("c", "待审核"))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("2，590.5.0", "2590.5"),
        ("2,59,0.5", "2590.5"),
        ("1.234.567", "1234567"),
        ("10175元", "10175"),
        ("1.8万", "18000"),
        ("3千", "3000"),
        ("300千瓦时", "300"),
        ("5百升", "500"),
        ("约120度", "120"),
        ("12。5", "12.5"),
        ("1O2", "102"),
        ("无", "0"),
        ("12a", "12"),
        ("-3.5元", "-3.5"),
    ],
)
def test_a_number_is_found_in_what_was_typed(text: str, reading: str) -> None:
    assert likely_reading(Kind.NUMBER, text) == reading


@pytest.mark.parametrize("text", ["abc", "12和13", "=1/0", "3月5日", "", "一百", "9999999999999", "1.8万20"])
def test_nothing_is_offered_where_nobody_can_say(text: str) -> None:
    assert likely_reading(Kind.NUMBER, text) == ""


def test_a_whole_number_is_not_made_of_a_broken_one() -> None:
    assert likely_reading(Kind.INTEGER, "31人") == "31"
    assert likely_reading(Kind.INTEGER, "31.5人") == ""


def test_a_day_is_found_between_other_signs() -> None:
    assert likely_reading(Kind.DATE, "6，25", year=2025) == "2025-06-25"
    assert likely_reading(Kind.DATE, "2024、6、25", year=2025) == "2024-06-25"
    assert likely_reading(Kind.DATE, "2-29", year=2025) == ""
    assert likely_reading(Kind.DATE, "昨天", year=2025) == ""


def test_a_choice_is_offered_if_only_one_is_meant() -> None:
    assert likely_reading(Kind.CHOICE, "ysh", STATES) == "已审核"
    assert likely_reading(Kind.CHOICE, "审核", STATES) == ""
    assert likely_reading(Kind.CHOICE, "退", STATES) == ""
