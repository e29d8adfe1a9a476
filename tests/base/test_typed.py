"""What the clerk types is read as meant, whatever the width of the digits and the form of the date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.typed import Kind, editable_text, parse_typed, show_typed, sort_key

STATES = (("a", "未报"), ("b", "已审核"))


DATES = [
    "2011-7-5",
    "2011.7.5",
    "2011/07/05",
    "2011年7月5日",
    "20110705",
    " ２０１１－７－５ ",
    "2011-07-05 00:00:00",
    "2011 年 7 月 5 日",
]


@pytest.mark.parametrize("text", DATES)
def test_every_usual_form_of_a_date_is_read(text: str) -> None:
    assert parse_typed(Kind.DATE, text) == date(2011, 7, 5)


@pytest.mark.parametrize("text", ["2011-2-30", "7月5日", "昨天", "2011-7-5-1", "201175"])
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InputRejected, match=r"日期|日子"):
        parse_typed(Kind.DATE, text)


@pytest.mark.parametrize("text", ["6-25", "6.25", "6/25", "6月25日", "6 月 25", "0625", "０６２５", "06-25"])
def test_a_day_of_the_year_worked_in_is_read_without_it(text: str) -> None:
    assert parse_typed(Kind.DATE, text, year=2025) == date(2025, 6, 25)
    assert parse_typed(Kind.DATE, f"2024-{'6-25'}", year=2025) == date(2024, 6, 25)


@pytest.mark.parametrize(
    ("text", "year", "day"),
    [
        ("1-1", 2025, date(2025, 1, 1)),
        ("12-31", 2025, date(2025, 12, 31)),
        ("1-31", 2025, date(2025, 1, 31)),
        ("6-30", 2025, date(2025, 6, 30)),
        ("2-28", 2025, date(2025, 2, 28)),
        ("2-29", 2024, date(2024, 2, 29)),
        ("0229", 2000, date(2000, 2, 29)),
    ],
)
def test_the_last_and_first_days_of_months_and_years_are_read(text: str, year: int, day: date) -> None:
    assert parse_typed(Kind.DATE, text, year=year) == day


@pytest.mark.parametrize(
    "text", ["1-32", "6-31", "12-32", "2-30", "0-1", "1-0", "13-1", "0631", "625", "6", "6-25-1"]
)
def test_a_day_that_no_calendar_has_is_refused(text: str) -> None:
    with pytest.raises(InputRejected, match=r"不是日历上有的日子|请写成“7-5”"):
        parse_typed(Kind.DATE, text, year=2025)


@pytest.mark.parametrize("year", [2025, 1900, 2100])
def test_the_29th_of_february_of_a_common_year_is_refused_by_its_year(year: int) -> None:
    for text in ("2-29", "0229", f"{year}-2-29", f"{year}0229"):
        with pytest.raises(InputRejected, match=f"{year}年没有2月29日"):
            parse_typed(Kind.DATE, text, year=year)


@pytest.mark.parametrize("text", ["6-25", "6月25日", "0625"])
def test_without_a_year_a_file_names_the_whole_day(text: str) -> None:
    with pytest.raises(InputRejected, match="请写成“2011-7-5”"):
        parse_typed(Kind.DATE, text)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.NUMBER, "１，２３４．５", Decimal("1234.5")),
        (Kind.NUMBER, "", None),
        (Kind.NUMBER, "0", Decimal(0)),
        (Kind.NUMBER, "=12+30", Decimal(42)),
        (Kind.NUMBER, " ＝1，200．5＊2", Decimal(2401)),
        (Kind.INTEGER, "=31+29", 60),
        (Kind.INTEGER, "31", 31),
        (Kind.INTEGER, "31.0", 31),
        (Kind.INTEGER, " ", None),
        (Kind.YESNO, "是", True),
        (Kind.YESNO, "×", False),
        (Kind.CHOICE, " 已审核 ", "b"),
        (Kind.CHOICE, "b", "b"),
        (Kind.TEXT, "  中心学校 ", "中心学校"),
    ],
)
def test_typed_text_becomes_a_value(kind: Kind, text: str, value: object) -> None:
    assert parse_typed(kind, text, STATES) == value


@pytest.mark.parametrize(
    ("kind", "text", "part"),
    [
        (Kind.NUMBER, "12a", "不是数字"),
        (Kind.NUMBER, "1e400", "不是数字"),
        (Kind.INTEGER, "3.5", "整数"),
        (Kind.INTEGER, "=7/2", "整数"),
        (Kind.NUMBER, "=12+", "后面缺少数字"),
        (Kind.CHOICE, "别的", "未报、已审核"),
        (Kind.CHOICE, "", "不能为空"),
        (Kind.YESNO, "也许", "是"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(kind: Kind, text: str, part: str) -> None:
    with pytest.raises(InputRejected, match=part):
        parse_typed(kind, text, STATES)


def test_a_choice_may_be_nothing_only_where_nothing_is_offered() -> None:
    assert parse_typed(Kind.CHOICE, "", ((None, "（无）"), *STATES)) is None


def test_blank_is_shown_as_nothing_and_zero_as_zero() -> None:
    assert show_typed(Kind.NUMBER, None, 2) == ""
    assert show_typed(Kind.NUMBER, Decimal(0), 2) == "0.00"
    assert show_typed(Kind.YESNO, False) == "否"
    assert show_typed(Kind.CHOICE, "b", choices=STATES) == "已审核"
    assert show_typed(Kind.NUMBER, Decimal("12345.6"), 2) == "12,345.60"


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=4))
def test_an_editor_loses_no_digit(value: Decimal) -> None:
    assert parse_typed(Kind.NUMBER, editable_text(Kind.NUMBER, value)) == value


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_shown_date_is_read_back(day: date) -> None:
    assert parse_typed(Kind.DATE, show_typed(Kind.DATE, day)) == day


def test_names_sort_by_pinyin_and_choices_as_listed() -> None:
    names = ["镇政府", "卫生院", "中心学校"]
    assert sorted(names, key=lambda name: sort_key(Kind.TEXT, name)) == ["卫生院", "镇政府", "中心学校"]
    assert sort_key(Kind.CHOICE, "a", STATES) < sort_key(Kind.CHOICE, "b", STATES)


@pytest.mark.parametrize("typed", ["2011-7-5①", "2011年7月⑤日", "201107②5"])
def test_a_mark_is_no_digit_of_a_date(typed: str) -> None:
    with pytest.raises(InputRejected, match="不是日期"):
        parse_typed(Kind.DATE, typed)
