"""Marked text, tables, matching of texts to stored rows, HTML: the pure parts under the editor."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.annual.figures.registry import wording_of
from jingzhen_desktop.annual.rules.clipboard import as_html, as_plain_text
from jingzhen_desktop.annual.rules.draft import draft
from jingzhen_desktop.annual.rules.markup import (
    compose,
    escape,
    figures,
    level_of,
    mark,
    parse,
    plain,
    still_marked,
)
from jingzhen_desktop.annual.rules.merge import align, cleaned, edited, positions, regenerated, renumbered
from jingzhen_desktop.annual.rules.tables import plain_table, table_as_text, table_from_text
from jingzhen_desktop.annual.values.facts import SummaryFacts
from jingzhen_desktop.annual.values.kinds import Level, Origin, ParagraphKind
from jingzhen_desktop.annual.values.text import (
    Figure,
    ParagraphDraft,
    ParagraphText,
    SummaryParagraph,
    TableText,
)

awkward = st.text(alphabet=st.sampled_from("⟦|⟧\\a4次，。"), max_size=12) | st.text(max_size=12)
pieces = st.lists(awkward | st.builds(Figure, awkward.filter(bool), awkward.filter(bool)), max_size=6)


@given(pieces)
def test_marked_text_reads_back_as_written(given_pieces: list[str | Figure]) -> None:
    text = compose(given_pieces)
    read = parse(text)
    assert [piece for piece in read if isinstance(piece, Figure)] == [
        piece for piece in given_pieces if isinstance(piece, Figure)
    ]
    assert plain(text) == "".join(
        piece.shown if isinstance(piece, Figure) else piece for piece in given_pieces
    )
    assert compose(read) == text
    assert all(piece for piece in read)


@given(awkward)
def test_any_text_can_be_read_and_escaped(text: str) -> None:
    parse(text)
    assert plain(escape(text)) == text
    assert figures(escape(text)) == ()


def test_a_bracket_that_does_not_close_is_a_character() -> None:
    assert parse("用电⟦a|b 千瓦时") == ("用电⟦a|b 千瓦时",)
    assert mark("a", "") == ""


@pytest.mark.parametrize(
    ("run", "left"),
    [
        ("4次", (Figure("k", "4次"),)),
        ("共4次检查", ("共", Figure("k", "4次"), "检查")),
        ("14次", ("14次",)),
        ("4次5", ("4次5",)),
        ("5次", ("5次",)),
        ("十4次", ("十4次",)),
        ("", ()),
    ],
)
def test_a_changed_figure_loses_its_mark(run: str, left: tuple[str | Figure, ...]) -> None:
    assert still_marked(run, Figure("k", "4次")) == left


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、健全机构", Level.CHAPTER),
        ("十二、其他", Level.CHAPTER),
        ("（三）检查", Level.SECTION),
        ("1.管理体制", Level.ITEM),
        ("2、激励", Level.ITEM),
        ("1.5万千瓦时", Level.BODY),
        ("2011年，我镇", Level.BODY),
        ("一是加强领导、二是", Level.BODY),
        ("", Level.BODY),
    ],
)
def test_the_level_follows_from_the_number(text: str, level: Level) -> None:
    assert level_of(text) is level


def test_numbers_are_put_in_order_and_keep_their_style() -> None:
    texts = ["开头", "二、甲", "（五）子", "3、孙", "7.孙", "（五）子", "2.孙", "四、乙", "1.项"]
    assert renumbered(texts) == [
        "开头",
        "一、甲",
        "（一）子",
        "1、孙",
        "2.孙",
        "（二）子",
        "1.孙",
        "二、乙",
        "1.项",
    ]


def test_a_table_reads_back_as_written() -> None:
    table = TableText(
        "标题", ("品种", "数量"), (("电", mark("k", "1|2")), ("合计", "—")), numeric_from=1, note="说明"
    )
    assert table_from_text(table_as_text(table)) == table
    assert plain_table(table_as_text(table)).rows[0] == ("电", "1|2")


@given(st.lists(st.sampled_from("abcd"), max_size=6), st.lists(st.sampled_from("abcde"), max_size=6))
def test_partners_rise_and_equal_texts_need_no_change(old: list[str], new: list[str]) -> None:
    partners = align(old, new)
    found = [partner for partner in partners if partner is not None]
    assert found == sorted(set(found))
    assert len(partners) == len(new)
    if old == new:
        assert partners == list(range(len(old)))


def test_a_split_and_a_join_touch_only_their_own_rows() -> None:
    assert align(["甲", "乙丙", "丁"], ["甲", "乙", "丙", "丁"]) == [0, 1, None, 2]
    assert align(["甲", "乙", "丙", "丁"], ["甲", "乙丙", "丁"]) == [0, 1, 3]


@given(st.lists(st.none() | st.integers(1, 60), max_size=8))
def test_positions_rise_and_given_ones_stay_if_they_can(old: list[int | None]) -> None:
    result = positions(old)
    assert result == sorted(set(result))
    assert len(result) == len(old)
    if None not in old and old == sorted(set(old)):  # type: ignore[type-var]
        assert result == old


def stored(number: int, text: str, source: str = "", origin: Origin = Origin.GENERATED) -> SummaryParagraph:
    return SummaryParagraph(number, level_of(text), text, origin=origin, source=source)


def test_a_new_draft_keeps_edited_paragraphs_in_their_places() -> None:
    old = [
        stored(1, "开头", "opening"),
        stored(2, "一、甲", "a.heading"),
        stored(3, "改过的甲文", "a.text", Origin.EDITED),
        stored(4, "自己加的", "", Origin.EDITED),
        stored(5, "结尾", "closing"),
    ]
    drafts = [
        ParagraphDraft("opening", "新开头"),
        ParagraphDraft("a.heading", "一、甲", Level.CHAPTER),
        ParagraphDraft("a.text", "新甲文"),
        ParagraphDraft("a.more", "又一段"),
        ParagraphDraft("closing", "新结尾"),
    ]
    kept = regenerated(old, drafts)
    assert [one.text for one in kept] == ["新开头", "一、甲", "改过的甲文", "自己加的", "又一段", "新结尾"]
    assert [one.id for one in kept] == [1, 2, 3, 4, None, 5]
    assert [one.text for one in regenerated(old, drafts, replace_edited=True)] == [
        draft.text for draft in drafts
    ]


def test_an_edited_paragraph_whose_chapter_is_gone_stays_after_its_neighbour() -> None:
    old = [
        stored(1, "开头", "opening"),
        stored(2, "二、旧章", "b.heading"),
        stored(3, "旧章里改过的", "b.text", Origin.EDITED),
        stored(4, "结尾", "closing"),
    ]
    drafts = [ParagraphDraft("opening", "开头"), ParagraphDraft("closing", "结尾")]
    assert [one.text for one in regenerated(old, drafts)] == ["开头", "旧章里改过的", "结尾"]


def test_a_number_put_in_order_is_no_edit() -> None:
    old = [stored(1, "二、甲", "a.heading"), stored(2, "甲文", "a.text")]
    new = edited(old, [ParagraphText("一、甲"), ParagraphText("甲文改")])
    assert [one.origin for one in new] == [Origin.GENERATED, Origin.EDITED]
    assert [one.source for one in new] == ["a.heading", "a.text"]


def test_typed_text_is_one_clean_paragraph() -> None:
    assert cleaned(" 甲\n乙\u2028丙\x07 ") == "甲 乙 丙"


class Page(HTMLParser):
    """Collects what an HTML page consists of."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta":
            return
        self.open.append(tag)
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in {"p", "h1", "h2", "h3", "td", "th"}:
            self.texts[self.open[-1]][-1] += data


def test_html_has_headings_paragraphs_and_a_bordered_table(wenjing: SummaryFacts) -> None:
    paragraphs = [
        SummaryParagraph(number, one.level, one.text, one.kind)
        for number, one in enumerate(draft(wenjing, wording_of(wenjing)))
    ]
    paragraphs.append(SummaryParagraph(99, Level.ITEM, escape("1.短标题 <b>&")))
    html = as_html("标题", paragraphs, ("文井镇人民政府", f"{date(2011, 12, 31):%Y}"))
    page = Page()
    page.feed(html)
    page.close()
    assert page.open == []
    assert page.texts["h1"][0] == "一、健全我镇公共机构节能降耗工作领导机构"
    assert len(page.texts["h1"]) == 5
    assert page.texts["h3"] == ["1.短标题 <b>&"]
    assert page.texts["th"] == ["品种", "计量单位", "数量", "费用（元）", "折标煤（千克）", "同比"]
    assert len(page.texts["td"]) == 24
    assert "border:1px solid" in html
    assert any(text.startswith("1.节能管理体制尚不完善。") for text in page.texts["p"])
    assert page.texts["p"][-2:] == ["文井镇人民政府", "2011"]
    assert "⟦" not in html


def test_plain_text_has_a_line_for_each_paragraph_and_tabs_in_tables(wenjing: SummaryFacts) -> None:
    paragraphs = [
        SummaryParagraph(number, one.level, one.text, one.kind)
        for number, one in enumerate(draft(wenjing, wording_of(wenjing)))
    ]
    lines = as_plain_text("标题", paragraphs, ("署名",)).splitlines()
    assert lines[0] == "标题"
    assert lines[2] == "　　一、健全我镇公共机构节能降耗工作领导机构"
    assert "电\t千瓦时\t123,456.5\t61,728.25\t15,172.80\t-2.8%" in lines
    assert lines[-1] == "署名"
    assert sum(one.kind is ParagraphKind.TABLE for one in paragraphs) == 1
