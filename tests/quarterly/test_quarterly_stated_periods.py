"""Which period a text names."""

from __future__ import annotations

import pytest

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.quarterly.rules.stated_periods import stated_periods, stated_quarter, stated_year

Q3 = Quarter(2024, 3)


@pytest.mark.parametrize(
    "text",
    [
        "2024年三季度",
        "2024年第3季度能源消费统计表",
        "2024Q3",
        "2024年7—9月",
        "2024年7月1日至9月30日",
        "2024.7.1-2024.9.30",
        "20240701-20240930",
        "二〇二四年第三季度",
        "2024年7、8、9月",
        "2024年三季度（7—9月）",
        "24年三季度",
        "2024年度第三季度",
        "202407-202409",
    ],
)
def test_the_quarter_is_read(text: str) -> None:
    assert stated_quarter(text) == Q3


@pytest.mark.parametrize(
    ("text", "months", "kind"),
    [
        ("2024年1月—9月", (1, 9), "年初以来的累计数"),
        ("2024年前三季度", (1, 9), "年初以来的累计数"),
        ("截至9月底累计", (1, 9), "年初以来的累计数"),
        ("一至三季度", (1, 9), "年初以来的累计数"),
        ("2024年上半年", (1, 6), "半年数"),
        ("2024年下半年", (7, 12), "半年数"),
        ("2024年全年", (1, 12), "全年数"),
        ("2024年度", (1, 12), "全年数"),
        ("2024年7月", (7, 7), "单月数"),
        ("2024年6月21日至9月20日", (6, 9), "抄表的起止日期"),
        ("2024年第二、三季度", (4, 9), "几个月的数"),
    ],
)
def test_what_is_no_quarter_is_named(text: str, months: tuple[int, int], kind: str) -> None:
    (period,) = stated_periods(text)
    assert (period.first, period.last) == months
    assert period.kind == kind
    assert period.quarter(2024) is None


@pytest.mark.parametrize(
    "text", ["2024-07-09", "2024年10月8日", "1-3年级", "1-3号楼", "第六中学", "2024年", "上年同期"]
)
def test_dates_and_other_numbers_are_no_period(text: str) -> None:
    assert stated_periods(text) == ()


def test_one_day_beside_the_quarter_is_another_period() -> None:
    assert stated_quarter("2024年7月1日至9月29日") is None
    assert stated_quarter("2024年7月2日至9月30日") is None
    assert stated_quarter("2024年6月30日至9月30日") is None


def test_a_bare_year_is_read_where_only_one_stands() -> None:
    assert stated_year("2024年能耗统计表") == 2024
    assert stated_year("2023年和2024年") is None
