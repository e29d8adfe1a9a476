"""The line breaker: forbidden starts and ends, whole numbers, full lines, balanced titles."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.paper.characters import meetings, stretchable
from jingzhen_desktop.paper.lines import break_lines
from jingzhen_desktop.paper.measured import SPREAD
from jingzhen_desktop.paper.titles import balanced

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


def _joined(pieces: list[str]) -> str:
    """Put the pieces together; two numbers that touch would be no number that anybody writes."""
    return re.sub(r"(?<=\.\d\d)(?=\d)", "和", "".join(pieces))


_TEXTS = st.lists(st.tuples(_WORDS, _MARKS).map("".join), min_size=1, max_size=40).map(_joined)


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


@pytest.mark.parametrize("characters", range(3, 12))
def test_a_minus_stays_with_its_number(characters: int) -> None:
    """目标−1.5% stood in a score sheet with the minus at the end of a line."""
    lines = lines_of("目标−1.5%，实际−3.96%", characters * EM, 0)
    assert not [line for line in lines if line.endswith("−")]


@given(_TEXTS, st.integers(14, 40))
def test_numbers_dashes_and_ellipses_stay_whole(text: str, characters: int) -> None:
    lines = lines_of(text, characters * EM)
    for before, after in pairwise(lines):
        assert not re.search(r"\d[\d.,]*\n[\d.,%]", f"{before}\n{after}")
        assert not (before[-1] in "—…" and after[0] == before[-1])
        assert not (before[-1].isdecimal() and after.startswith("kWh"))


@given(_TEXTS)
def test_every_line_but_the_last_ends_at_the_edge_or_is_spread_as_far_as_allowed(text: str) -> None:
    lines = break_lines(text, width, LIMIT, em=EM, first=2 * EM, space=EM / 4)
    for i, (line, following) in enumerate(pairwise(lines)):
        room = LIMIT - (0 if i else 2 * EM)
        assert line.width <= room + 0.02
        natural = sum(map(width, line.text)) + EM / 4 * len(list(meetings(line.text)))
        gaps = sum(map(stretchable, line.text, line.text[1:]))
        if line.width < room - 0.02:
            assert line.width == pytest.approx(natural + gaps * SPREAD, abs=0.02)
            assert natural + gaps * SPREAD < room
            assert following.text


@given(_TEXTS)
def test_no_gap_is_widened_by_more_than_a_point(text: str) -> None:
    for line in break_lines(text, width, LIMIT, em=EM, space=EM / 4):
        meeting = set(meetings(line.text))
        for i, (character, advance) in enumerate(zip(line.text, line.advances, strict=True)):
            assert advance <= width(character) + (EM / 4 if i in meeting else 0) + SPREAD + 0.001


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
        (
            "关于2011年第三季度公共机构空调温度执行情况的通报",
            20,
            ["关于2011年第三季度公共机构", "空调温度执行情况的通报"],
        ),
    ],
)
def test_titles_are_balanced_and_not_broken_inside_words(
    title: str, characters: int, expected: list[str]
) -> None:
    assert balanced(title, width, characters * EM) == expected


@given(st.integers(10, 27), st.integers(1990, 2040))
def test_a_year_in_a_title_stays_whole(characters: int, year: int) -> None:
    lines = balanced(f"某某县文井镇{year}年公共机构节能减排工作总结", width, characters * EM)
    assert sum(f"{year}年" in line for line in lines) == 1
    assert max(sum(map(width, line)) for line in lines) <= characters * EM


def test_a_long_figure_moves_the_lines_before_it_rather_than_leaving_a_hole() -> None:
    """Taking what fits line by line leaves the second line 46 points short here;
    the paragraph as a whole can be set full.
    """
    text = "节能，" * 8 + "能源" + "节能，减排，" * 4 + "共用电1,234,567.89千瓦时，比上年下降。"
    lines = break_lines(text, width, LIMIT, em=EM, first=2 * EM)
    assert [line.width for line in lines[:-1]] == pytest.approx(
        [LIMIT - 2 * EM, *[LIMIT] * (len(lines) - 2)], abs=0.02
    )
    assert "".join(line.text for line in lines) == text


def test_a_single_character_is_not_left_for_the_last_line() -> None:
    text = "节能减排，" * 5 + "节能" + "节能减排，" * 5 + "节能减排工"
    assert len(break_lines(text + "。", width, LIMIT, em=EM)[-1].text.rstrip("。")) != 1


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("用电12吨", ["电1", "2吨"]),
        ("共CO2排放", ["共C", "2排"]),
        ("占37%以上", ["占3", "%以"]),
        ("（2011）", []),
        ("26℃以上，5月", ["5月"]),
    ],
)
def test_a_quarter_em_stands_between_han_and_latin_only(text: str, between: list[str]) -> None:
    assert [text[i : i + 2] for i in meetings(text)] == between
