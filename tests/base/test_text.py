"""Matching, pinyin, Chinese numerals and dates."""

from __future__ import annotations

from datetime import date

import pytest

from jingzhen_desktop.base.text import (
    chinese_date,
    chinese_number,
    holds_word,
    join_names,
    lines_of,
    matching_key,
    missing_words,
    pinyin_key,
    places_of,
    search_words,
)


def test_width_case_and_spaces_do_not_matter_for_matching() -> None:
    assert matching_key("文井镇　中心学校（本部）") == matching_key("文井镇中心学校(本部)")
    assert matching_key("Ａ1 ") == matching_key("a１")


def test_names_sort_by_pinyin() -> None:
    assert sorted(["卫生院", "财政所", "镇政府"], key=pinyin_key) == ["财政所", "卫生院", "镇政府"]


@pytest.mark.parametrize(
    "typed", ["中心", "zxxx", "ZX", "xx", "ｚｘ", "zhongxin", "xinxue", "学 校".replace(" ", ""), "（本部"]
)
def test_a_name_is_found_by_characters_initials_and_full_pinyin(typed: str) -> None:
    assert all(holds_word("文井镇中心学校(本部)", word) for word in search_words(typed))


@pytest.mark.parametrize("typed", ["卫生", "zxq", "ongxin", "12", "zhongxinx ue"])
def test_what_is_not_in_a_name_is_not_found(typed: str) -> None:
    assert not all(holds_word("文井镇中心学校", word) for word in search_words(typed))


def test_letters_in_a_name_are_letters() -> None:
    assert holds_word("LED灯改造", "led")
    assert holds_word("LED灯改造", "dgz")
    assert not holds_word("LED", "l d".replace(" ", ""))
    assert search_words(" 中心　xx ") == ("中心", "xx")


def test_signs_and_figures_are_not_spelled_but_stand_between_words() -> None:
    assert holds_word("电·数量：8004千瓦时", "dsl")
    assert holds_word("录入中心学校2011年三季度电", "niansanjidu")
    assert not holds_word("录入中心学校2011年三季度电", "zxxxn")


def test_a_long_text_is_found_by_whole_syllables_or_four_initials_only() -> None:
    long = "经检查，" + "各单位都按要求做好了节能工作，" * 3 + "只有中心学校的灯没有关"
    assert len(long) > 40
    assert holds_word(long, "zhongxinxuexiao")
    assert holds_word(long, "中心学校")
    assert not holds_word(long, "zhongx")
    assert not holds_word(long, "zxx")
    assert holds_word(long, "zxxx")


@pytest.mark.parametrize("typed", ["12345.5", "12,345.5", "12,345.50", "１２３４５．５０"])
def test_separators_and_padding_of_a_number_do_not_matter(typed: str) -> None:
    (word,) = search_words(typed)
    assert holds_word("12,345.5", word)
    assert not holds_word("2,345.5", word)


def test_the_words_that_stand_in_none_of_the_texts_are_missing() -> None:
    words = search_words("zhongxin 面积 2011 卫生院")
    assert missing_words(words, "文井镇中心学校 2011年", "建筑面积") == ("卫生院",)
    assert missing_words(words) == words


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九")]
)
def test_numbers_headings(number: int, words: str) -> None:
    assert chinese_number(number) == words


def test_heading_numbers_have_bounds() -> None:
    with pytest.raises(ValueError, match="100"):
        chinese_number(100)


def test_dates_have_no_leading_zeros() -> None:
    assert chinese_date(date(2011, 8, 5)) == "2011年8月5日"


def test_names_are_joined_with_the_enumeration_comma() -> None:
    assert join_names(["镇政府", "中心学校"]) == "镇政府、中心学校"


def test_what_stands_on_a_line_of_its_own_is_one_entry() -> None:
    assert lines_of("一条\n\n二条 \r\n\u3000三条") == ("一条", "二条", "三条")
    assert lines_of(" \n") == ()


LONG = "各单位要切实加强用电管理" * 4 + "并于月底前把节能监察情况书面报送镇节能办"
"""A sentence of more than 40 letters."""


def test_a_long_sentence_is_found_by_four_initials_and_not_by_chance_ones() -> None:
    assert holds_word(LONG, "jnjc")  # 节能监察
    assert not holds_word(LONG, "jnj")
    assert not holds_word(LONG, "xzyh")
    assert holds_word(LONG, "jiancha")
    assert not holds_word(LONG, "jianch")


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("备份", ["备份", "备份"]),
        ("beifen", ["备份", "备份"]),
        ("qqq", []),
        ("bf", ["备份", "备份"]),
        ("u盘", ["U盘"]),
        ("ＣＴＲＬ+F", ["Ctrl+F"]),
        ("1234.5", ["1,234.5"]),
        ("lijib", ["立即备"]),
    ],
)
def test_the_places_of_a_word_are_those_by_which_it_is_found(typed: str, places: list[str]) -> None:
    text = "点“备份到U盘…”，Ctrl+F 查找 1,234.5 立即备份"
    (word,) = search_words(typed)
    assert [text[first:end] for first, end in places_of(text, word)] == places
    assert bool(places) == holds_word(text, word)
