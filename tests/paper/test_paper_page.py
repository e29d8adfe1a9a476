"""The GB/T 9704 page, measured in the finished PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from jingzhen_desktop.paper.document import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    TableColumn,
)
from jingzhen_desktop.paper.fonts import FontBook
from jingzhen_desktop.paper.typeset import typeset

Printed = Callable[[bytes], list]

NO_START = "，。；：？！、）》”’】…％%"
NO_END = "（《“‘【〔"
MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = (297 - 37) * MM, 35 * MM
PITCH = 156 * MM / 28
CLOSE = 0.2 * MM
DAY_WIDTH = 8 * 8 + 3 * PITCH + 5 * 4
"""2011年12月25日: eight figures, three characters, five blanks of a quarter em between them."""

SUMMARY = Path(__file__).with_name("summary-2011.txt").read_text(encoding="utf-8").strip()
"""The customer's own summary of 2011."""
MIXED = (
    "2011年全镇公共机构用电1,234,567.89千瓦时（其中：中心学校456,789.01千瓦时，占37.0%），比上年下降3.25%；用水12,345吨，人均用水量18.6m³/人；"
    "汽油8,765.4升、柴油1,234.5升，折合标准煤345.67吨（按“等价值”折算，系数为0.3619kgce/kWh）——比“十一五”末的目标（20%）提前完成……"
    "依据《公共机构节能条例》（国务院令第531号）、《关于进一步加强空调温度控制的通知》（发改环资〔2011〕618号），夏季室内温度不低于26℃，冬季不高于20℃！"
)


def summary_blocks() -> tuple[Block, ...]:
    return tuple(
        Heading(1, part) if re.match("[一二三四五]、", part) else Paragraph(part)
        for part in SUMMARY.split("\n")
    )


def document(*blocks: Block, **more: object) -> Document:
    return Document("文井镇2011年节能减排工作总结", blocks or summary_blocks(), **more)


def area(lines: list) -> list:
    """The lines inside the text area: no page number, no mark."""
    return [line for line in lines if BOTTOM - 1 < line.y < TOP]


def base_line(number: int) -> float:
    return TOP - 20.57 - 28.9907 * (number - 1)


def test_a_full_page_has_22_lines_at_their_places(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(Paragraph("节" * 28 * 78, indent=False)), classic)
    pages = [[line for line in area(printed(pdf.data)) if line.page == page] for page in range(pdf.pages)]
    assert len(pages) == 4
    for lines in pages[1:3]:
        assert len(lines) == 22
        for number, line in enumerate(lines, start=1):
            assert line.y == pytest.approx(base_line(number), abs=0.05)


def test_28_characters_fill_a_line_from_edge_to_edge(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(Paragraph("节" * 28 * 30, indent=False)), classic)
    full = [line for line in area(printed(pdf.data)) if line.page == 1]
    assert full
    for line in full:
        assert len(line.text) == 28
        assert line.starts == pytest.approx([LEFT + i * PITCH for i in range(28)], abs=0.02)
        assert line.starts[-1] + PITCH == pytest.approx(RIGHT, abs=0.05)


def test_the_paper_is_a4_and_nothing_but_number_and_mark_leaves_the_area(
    classic: FontBook, printed: Printed
) -> None:
    pdf = typeset(document(mark="示例"), classic)
    for page in PdfReader(io.BytesIO(pdf.data)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(
            (210 * MM, 297 * MM), abs=0.05
        )
    lines = printed(pdf.data)
    outside = [line.text for line in lines if not BOTTOM < line.y < TOP]
    assert outside == [text for number in range(1, pdf.pages + 1) for text in ("示例", f"— {number} —")]
    for line in area(lines):
        assert line.left >= LEFT - CLOSE
        assert line.ink_right <= RIGHT + CLOSE


def test_no_line_of_a_long_real_text_starts_or_ends_with_a_forbidden_mark(
    classic: FontBook, printed: Printed
) -> None:
    shifted = tuple(Paragraph("节" * shift + MIXED) for shift in range(28))
    pdf = typeset(document(*summary_blocks(), *shifted), classic)
    lines = area(printed(pdf.data))
    assert len(lines) > 250
    assert not [line.text for line in lines if line.text[0] in NO_START]
    assert not [line.text for line in lines if line.text[-1] in NO_END]
    joined = "\n".join(line.text.strip() for line in lines)
    assert not re.findall(r"\d\n[\d.,%]", joined)
    assert not re.findall(r"—\n—|…\n…", joined)


def test_lines_with_figures_end_at_the_edge_too(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(*(Paragraph("节" * shift + MIXED, indent=False) for shift in range(14))), classic)
    lines = area(printed(pdf.data))
    inner = [a for a, b in pairwise(lines) if a.page == b.page and not b.text.startswith("节")][2:]
    assert len(inner) > 60
    short = []
    for line in inner:
        if line.text[-1] not in "，。；：、）”》？！％%……":
            end = line.starts[-1] + (PITCH if not line.text[-1].isascii() else 8)
            assert end < RIGHT + CLOSE, line.text
            short += [line.text] if end < RIGHT - CLOSE else []
    # before a figure of twelve characters, or a unit of measure, that found no room: rather short than spread
    assert len(short) <= 6
    assert all(line.endswith(("公共机构用电", "中心学校", "1,234,567.89")) for line in short)


def test_paragraphs_and_headings_are_indented_by_two_characters(classic: FontBook, printed: Printed) -> None:
    lines = area(printed(typeset(document(), classic).data))
    starts = {part[:10] for part in SUMMARY.split("\n")}
    firsts = [line for line in lines if line.text[:10] in starts]
    assert len(firsts) == len(starts)
    for line in firsts:
        assert line.left == pytest.approx(LEFT + 2 * PITCH, abs=CLOSE)
    for line in lines[1:]:
        assert line in firsts or line.left == pytest.approx(LEFT, abs=CLOSE)


def test_a_long_heading_fills_its_first_line_and_goes_on_at_the_edge(
    classic: FontBook, printed: Printed
) -> None:
    heading = "一、2011年全镇公共机构节能减排工作的组织领导、宣传教育和监督检查情况以及下一步的打算"
    first, second = area(printed(typeset(document(Heading(1, heading)), classic).data))[1:3]
    assert first.text + second.text == heading
    assert (first.left, second.left) == pytest.approx((LEFT + 2 * PITCH, LEFT), abs=CLOSE)
    assert first.starts[-1] + PITCH == pytest.approx(RIGHT, abs=CLOSE)


def test_a_newline_starts_a_new_paragraph(classic: FontBook, printed: Printed) -> None:
    lines = area(printed(typeset(document(Paragraph("第一段。\n第二段。")), classic).data))[1:]
    assert [(line.text, round(line.left)) for line in lines] == [
        ("第一段。", round(LEFT + 2 * PITCH)),
        ("第二段。", round(LEFT + 2 * PITCH)),
    ]


def test_title_stands_centred_over_a_blank_line_and_the_addressee(
    classic: FontBook, printed: Printed
) -> None:
    lines = printed(typeset(document(addressee="县机关事务局"), classic).data)
    title, addressee, first = lines[:3]
    assert title.text == "文井镇2011年节能减排工作总结"
    assert title.y == pytest.approx(base_line(1), abs=0.05)
    # the area's middle: 28 + 78 mm
    assert (title.starts[0] + title.starts[-1] + 22) / 2 == pytest.approx(105 * MM + 1 * MM, abs=CLOSE)
    assert addressee.text == "县机关事务局："
    assert addressee.left == pytest.approx(LEFT, abs=CLOSE)
    assert addressee.y == pytest.approx(base_line(3), abs=0.05)
    assert first.y == pytest.approx(base_line(4), abs=0.05)


def test_page_numbers_stand_outside_7_mm_under_the_area(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(
        document(Paragraph("一"), PageBreak(), Paragraph("二"), PageBreak(), Paragraph("三")), classic
    )
    numbers = [line for line in printed(pdf.data) if line.y < BOTTOM]
    assert [line.text for line in numbers] == ["— 1 —", "— 2 —", "— 3 —"]
    for line in numbers[::2]:
        assert line.starts[-1] + 14 == pytest.approx(RIGHT - 14, abs=CLOSE)
    assert numbers[1].left == pytest.approx(LEFT + 14, abs=CLOSE)
    text = pypdfium2.PdfDocument(pdf.data)[0].get_textpage()
    place = text.search("—").get_next()
    assert place is not None
    assert text.get_charbox(place[0])[3] == pytest.approx(BOTTOM - 7 * MM, abs=CLOSE)


@pytest.mark.parametrize(
    ("office", "office_left", "day_left"),
    [
        ("文井镇人民政府办公室节能科", RIGHT - 2 * PITCH - 13 * PITCH, RIGHT - 2 * PITCH - 11 * PITCH),
        ("文井镇", RIGHT - 2 * PITCH - DAY_WIDTH - 2 * PITCH, RIGHT - 2 * PITCH - DAY_WIDTH),
    ],
)
def test_signature_without_seal(
    office: str, office_left: float, day_left: float, classic: FontBook, printed: Printed
) -> None:
    pdf = typeset(document(Paragraph("特此报告。"), signature=Signature(office, date(2011, 12, 25))), classic)
    text, name, day = area(printed(pdf.data))[-3:]
    assert (text.text, name.text, day.text) == ("特此报告。", office, "2011年12月25日")
    assert name.left == pytest.approx(office_left, abs=CLOSE)
    assert day.left == pytest.approx(day_left, abs=CLOSE)
    assert text.y - name.y == pytest.approx(2 * 28.9907, abs=0.05)


def test_the_signature_never_stands_alone_on_a_page(classic: FontBook, printed: Printed) -> None:
    for count in range(14, 22):
        body = Paragraph("节" * (28 * count - 2))
        pdf = typeset(document(body, signature=Signature("文井镇人民政府", date(2011, 1, 5))), classic)
        lines = area(printed(pdf.data))
        page = next(line.page for line in lines if line.text == "文井镇人民政府")
        assert sum("节" * 5 in line.text for line in lines if line.page == page) >= 2
        assert next(line.page for line in lines if line.text == "2011年1月5日") == page


def test_a_heading_is_not_left_behind_at_the_foot_of_a_page(classic: FontBook, printed: Printed) -> None:
    for count in range(16, 24):
        pdf = typeset(
            document(Paragraph("节" * (28 * count - 2)), Heading(1, "一、标题"), Paragraph("能" * 60)),
            classic,
        )
        lines = area(printed(pdf.data))
        place = next(i for i, line in enumerate(lines) if line.text == "一、标题")
        assert lines[place].page == lines[place + 1].page


@pytest.mark.parametrize("pages", [1, 3])
def test_a_last_page_with_little_on_it_is_drawn_onto_the_one_before(
    pages: int, classic: FontBook, printed: Printed
) -> None:
    """GB/T 9704-2012 7.3.5.5: where the end finds no room, the lines may stand closer."""
    signature = Signature("文井镇人民政府", date(2011, 1, 5))
    over = {
        lines: typeset(document(Paragraph("节" * (28 * lines - 2)), signature=signature), classic)
        for lines in range(22 * pages - 6, 22 * pages + 18)
    }
    closer = [pdf for pdf in over.values() if pdf.pages == pages and _pitch(printed(pdf.data)) < 28.9]
    assert len(closer) == 2 * pages  # as many lines as pages of 24 hold more
    assert min(_pitch(printed(pdf.data)) for pdf in closer) == pytest.approx(225 * MM / 24, abs=0.05)
    for pdf in over.values():
        assert all(line.y > BOTTOM for line in area(printed(pdf.data)))
    assert _pitch(printed(over[22 * pages + 17].data)) == pytest.approx(28.99, abs=0.05)


def _pitch(lines: list) -> float:
    first, second = [line for line in area(lines) if "节" * 20 in line.text][1:3]
    return first.y - second.y


def test_what_follows_never_begins_a_page_alone(classic: FontBook, printed: Printed) -> None:
    """The places to sign at the end of a form stand with the last of what is signed."""
    column, pages = (TableColumn("项目"),), set()
    for count in range(8, 40):
        rows = tuple((f"第{number}行",) for number in range(count))
        pdf = typeset(document(Table(column, rows), Table(column, (("签字",),), follows=True)), classic)
        lines = area(printed(pdf.data))
        page = next(line.page for line in lines if "签字" in line.text)
        assert sum(line.page == page and "行" in line.text for line in lines) >= 2, count
        pages.add(page)
    assert pages == {0, 1}


def test_the_text_of_the_pdf_is_the_text_that_was_given(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(*summary_blocks(), Paragraph(MIXED)), classic)
    text = "".join(line.text for line in area(printed(pdf.data)))
    assert text == "文井镇2011年节能减排工作总结" + SUMMARY.replace("\n", "") + MIXED


def test_search_finds_figures_and_words(classic: FontBook) -> None:
    pdf = typeset(document(*(Paragraph("节" * shift + MIXED) for shift in range(6))), classic)
    opened = pypdfium2.PdfDocument(pdf.data)
    text = "\n".join(opened[i].get_textpage().get_text_range() for i in range(len(opened)))
    plain = re.sub(r"\r?\n|\ufffe", "", text)
    assert plain.count("2011年全镇公共机构用电1,234,567.89千瓦时") == 6
    assert plain.count("〔2011〕618号") == 6


def test_same_document_same_bytes_and_metadata(classic: FontBook) -> None:
    first = typeset(document(subject="年度总结", author="文井镇人民政府"), classic)
    assert first.data == typeset(document(subject="年度总结", author="文井镇人民政府"), classic).data
    reader = PdfReader(io.BytesIO(first.data))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.subject, reader.metadata.author) == (
        first.title,
        "年度总结",
        "文井镇人民政府",
    )
    assert [entry["/Title"] for entry in reader.outline] == [
        part for part in SUMMARY.split("\n") if re.match("[一二三四五]、", part)
    ]


def test_every_face_is_embedded(classic: FontBook) -> None:
    pdf = typeset(document(Heading(2, "（一）楷体"), Paragraph("仿宋")), classic)
    for page in PdfReader(io.BytesIO(pdf.data)).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"], font


def test_a_table_stays_in_the_area_repeats_its_head_and_splits_no_row(
    classic: FontBook, printed: Printed
) -> None:
    columns = (TableColumn("单位", 2), TableColumn("用电量", 1, "right"), TableColumn("备注", 2))
    rows = tuple((f"第{i}单位", f"{i},345.67", "空调温度设置在二十六度以上，" * (i % 4)) for i in range(40))
    pdf = typeset(
        document(Paragraph("见下表。"), Table(columns, rows, caption="用电情况"), Paragraph("表后文字。")),
        classic,
    )
    lines = area(printed(pdf.data))
    pages = {line.page for line in lines}
    assert len(pages) >= 3
    assert [line.page for line in lines if line.text.startswith("单位用电量")] == sorted(
        pages - {max(pages)} | {lines[-2].page}
    )
    for i in range(40):
        assert len([line for line in lines if f"第{i}单位" in line.text]) == 1
    for line in lines:
        assert line.left >= LEFT - CLOSE
        assert line.ink_right <= RIGHT + CLOSE
    after = lines[-1]
    assert after.text == "表后文字。"
    assert (TOP - 20.57 - after.y) / 28.9907 == pytest.approx(
        round((TOP - 20.57 - after.y) / 28.9907), abs=0.01
    )


def test_unprintable_characters_do_not_reach_the_paper(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(Paragraph("节\u200b能\x07减\t排\ufeff。")), classic)
    assert area(printed(pdf.data))[-1].text == "节能减 排。"


def test_an_attachment_stands_on_a_page_of_its_own_after_the_signature(
    classic: FontBook, printed: Printed
) -> None:
    attachment = (Paragraph("回执", centred=True), Paragraph("已收到。"))
    pdf = typeset(
        document(
            Paragraph("正文。"),
            signature=Signature("文井镇人民政府", date(2011, 8, 5)),
            attachment=attachment,
        ),
        classic,
    )
    lines = area(printed(pdf.data))
    assert [(line.page, line.text) for line in lines[1:]] == [
        (0, "正文。"),
        (0, "文井镇人民政府"),
        (0, "2011年8月5日"),
        (1, "回执"),
        (1, "已收到。"),
    ]
    assert lines[-2].y == pytest.approx(base_line(1), abs=0.05)


_ANY = st.text(
    st.one_of(st.characters(), st.sampled_from("节能减排，。“”（）——……0123456789.%\n")), max_size=120
)
_BLOCKS = st.one_of(
    st.builds(Paragraph, _ANY, indent=st.booleans(), centred=st.booleans()),
    st.builds(Heading, st.integers(1, 4), _ANY),
    st.just(PageBreak()),
    st.lists(st.tuples(_ANY, _ANY), max_size=4).map(
        lambda rows: Table((TableColumn("甲"), TableColumn("乙", 2, "right")), tuple(rows), caption="表")
    ),
)


@settings(max_examples=40)
@given(title=_ANY, blocks=st.lists(_BLOCKS, max_size=8), office=_ANY, addressee=_ANY, mark=_ANY)
def test_whatever_the_clerk_types_becomes_a_paper(
    classic: FontBook, title: str, blocks: list[Block], office: str, addressee: str, mark: str
) -> None:
    paper = Document(
        title, tuple(blocks), addressee=addressee, signature=Signature(office, date(2011, 1, 5)), mark=mark
    )
    pdf = typeset(paper, classic)
    assert len(pypdfium2.PdfDocument(pdf.data)) == pdf.pages >= 1


def test_a_small_table_stands_on_one_page(classic: FontBook, printed: Printed) -> None:
    table = Table(
        (TableColumn("品种"), TableColumn("数量", 1, "right")), tuple((f"品种{i}", str(i)) for i in range(8))
    )
    for before in range(10, 22):
        pdf = typeset(Document("总结", (*(Paragraph("一行。") for _ in range(before)), table)), classic)
        pages = {line.page for line in printed(pdf.data) if line.text.startswith("品种")}
        assert len(pages) == 1
