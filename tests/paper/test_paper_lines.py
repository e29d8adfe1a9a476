"""The line breaker: forbidden starts and ends, whole numbers, full lines, balanced titles."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.paper.lines import balanced, break_lines

NO_START = "，。；：？！、）》”’】…％%"
NO_END = "（《“‘【〔"
EM = 16.0
LIMIT = 28 * EM

_HAN = st.text("我镇公共机构节能减排工作用电水气检查", min_size=1, max_size=12)
_WORDS = st.one_of(
    _HAN,
    st.integers(0, 10**7).map(str),
    st.decimals(0, 9999, places=2).map(str),
    st.integers(1, 99).map("{}%".format),
    st.sampled_from(
        [
            "12,345.67千瓦时",
            "2011年",
            "26℃",
            "10 kWh",
            "——",
            "……",
            "1—9月",
            "CO2",
            "kgce/m²",
            "“十二五”",
            "（一）",
            "《通知》",
            "〔2011〕5号",
        ]
    ),
)
_MARKS = st.sampled_from(["", "", "，", "。", "；", "：", "？", "！", "、", "”。", "）；", "……"])
_TEXTS = st.lists(st.tuples(_WORDS, _MARKS).map("".join), min_size=1, max_size=40).map("".join)


def width(character: str) -> float:
    return EM / 2 if character.isascii() else EM


def lines_of(text: str, limit: float = LIMIT, first: float = 2 * EM) -> list[str]:
    return [line.text for line in break_lines(text, width, limit, em=EM, first=first)]


@given(_TEXTS)
def test_no_character_is_lost_or_moved(text: str) -> None:
    assert "".join(lines_of(text)).replace(" ", "") == text.replace(" ", "")


@given(_TEXTS, st.integers(14, 40))
def test_no_line_starts_or_ends_with_a_forbidden_mark(text: str, characters: int) -> None:
    lines = lines_of(text, characters * EM)
    assert not [line for line in lines[1:] if line[0] in NO_START]
    assert not [line for line in lines[:-1] if line[-1] in NO_END]


@given(_TEXTS, st.integers(14, 40))
def test_numbers_dashes_and_ellipses_stay_whole(text: str, characters: int) -> None:
    lines = lines_of(text, characters * EM)
    for before, after in pairwise(lines):
        assert not re.search(r"\d[\d.,]*\n[\d.,%]", f"{before}\n{after}")
        assert not (before[-1] in "—…" and after[0] == before[-1])
        assert not (before[-1].isdecimal() and after.startswith("kWh"))


@given(_TEXTS)
def test_every_line_but_the_last_ends_exactly_at_the_edge(text: str) -> None:
    lines = break_lines(text, width, LIMIT, em=EM, first=2 * EM)
    for i, line in enumerate(lines[:-1]):
        assert line.width == pytest.approx(LIMIT - (0 if i else 2 * EM), abs=0.02)
    assert lines[-1].width <= LIMIT + 0.02


@given(_TEXTS)
def test_digits_of_a_number_are_never_spread(text: str) -> None:
    for line in break_lines(text, width, LIMIT, em=EM):
        for i in range(len(line.text) - 1):
            if line.text[i].isdecimal() and line.text[i + 1].isdecimal():
                assert line.advances[i] == pytest.approx(EM / 2)


@given(st.text(max_size=200))
def test_any_text_at_all_is_broken_into_lines_that_fit(text: str) -> None:
    for line in break_lines(text, width, LIMIT, em=EM):
        assert line.width <= LIMIT + 0.02


def test_28_characters_fill_a_line() -> None:
    assert [len(line) for line in lines_of("节" * 84, first=0)] == [28, 28, 28]


def test_a_closing_mark_is_pulled_in_by_squeezing_and_not_hung() -> None:
    text = "节" * 9 + "，" + "能" * 9 + "，" + "减" * 8 + "，" + "排" * 10
    line = break_lines(text, width, LIMIT, em=EM)[0]
    assert line.text == text[:29]
    assert line.width == pytest.approx(LIMIT)
    assert line.advances[-1] == EM / 2


def test_a_mark_without_blank_is_not_squeezed_but_taken_down_with_its_word() -> None:
    text = "节" * 9 + "，" + "能" * 9 + "，" + "减" * 8 + "，" + "排" * 10
    line = break_lines(text, width, LIMIT, em=EM, blanks=lambda _mark: (0.0, 0.0))[0]
    assert line.text == text[:27]
    assert line.width == pytest.approx(LIMIT)


def test_a_very_long_word_is_broken_rather_than_left_hanging_out() -> None:
    lines = lines_of("附件见" + "abcdefghij" * 12)
    assert len(lines) == 3
    assert max(sum(map(width, line)) for line in lines) <= LIMIT


@pytest.mark.parametrize(
    ("title", "characters", "expected"),
    [
        ("文井镇2011年节能减排工作总结", 20, ["文井镇2011年节能减排工作总结"]),
        ("关于2011年第三季度公共机构空调温度执行情况的通报", 20, ["关于2011年第三季度公共机构", "空调温度执行情况的通报"]),
    ],
)
def test_titles_are_balanced_and_not_broken_inside_words(title: str, characters: int, expected: list[str]) -> None:
    assert balanced(title, width, characters * EM) == expected


@given(st.integers(10, 27), st.integers(1990, 2040))
def test_a_year_in_a_title_stays_whole(characters: int, year: int) -> None:
    lines = balanced(f"某某县文井镇{year}年公共机构节能减排工作总结", width, characters * EM)
    assert sum(f"{year}年" in line for line in lines) == 1
    assert max(sum(map(width, line)) for line in lines) <= characters * EM
