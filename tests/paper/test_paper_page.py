"""The GB/T 9704 page, measured in the finished PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from pypdf import PdfReader

from jingzhen_desktop.paper.document import Block, Document, Heading, PageBreak, Paragraph, Signature, Table, TableColumn
from jingzhen_desktop.paper.fonts import FontBook
from jingzhen_desktop.paper.lines import NO_END, NO_START
from jingzhen_desktop.paper.typeset import typeset

Printed = Callable[[bytes], list]

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = (297 - 37) * MM, 35 * MM
PITCH = 156 * MM / 28
CLOSE = 0.2 * MM

SUMMARY = """今年以来，我镇节能减排工作在县委、县政府的正确领导下，坚持以科学发展观为指导，加大节能减排整治力度，扎实推进节能减排工作的开展，现将我镇2011年节能减排工作总结如下：
一、健全我镇公共机构节能降耗工作领导机构
为加强组织领导，成立由镇政府分管领导为组长，单位组成的镇级公共机构节能工作领导小组，为决策机构，负责我镇公共机构节能工作重要事项的决策、领导、组织和协调。领导小组办公室设在机关事务局，为执行机构，负责领导小组日常事务和有关协调工作。
二、构建公共机构节能工作网络
公共机构节能工作涉及的单位多、覆盖面广，管理难度大。为保证节能工作的有效开展，公共机构要依据单位性质实行分级管理，构建起完善的节能工作网络。我镇在县节能主管部门的指导下，负责全镇公共机构节能工作的组织实施；文、教、卫、体等系统各主管部门在我镇的指导下，负责本级系统内公共机构节能工作，并分别根据实际情况设立相应的管理机构，加强节能工作的组织领导。
三、加大节能宣传力度
公共机构的节能工作需要广大干部职工的共同参与，再好的技术需要人去使用，再好的制度需要人去遵守，再好的计划也需要人去落实。我镇有针对性地开展形式多样、内容丰富的节能宣传活动。引导干部职工正确认识国情，增强节能意识，增强能源节约的紧迫感和责任感，做到人人崇尚俭朴节约，形成浪费可耻、节约光荣的良好风尚。
四、认真做好节能督查和数据统计工作
根据季节转换和天气变化情况，我镇4次对全镇部分单位使用空调情况进行检查，对空调和用电设置不符合规定的进行及时纠正，对改正力度不大的单位在全市范围内进行通报，并责令限期改正。对全镇4个单位每季度上报的节能减排统计表进行统计汇总，并按时上报到机关事务局公共机构节能处。
五、存在的问题及下一步整改措施
在取得成绩的同时，我们也认识到公共机构在节能管理工作上还有一些深层次、普遍性的问题迫切需要解决。
1、节能管理体制尚不完善。从目前看，我镇公共机构节能管理工作在机构设置、人员配备、经费保障等方面还不适应节能工作的发展需要；同时，由于没有统一的公共机构能源消耗定额和支出标准，尚未建立有效的能耗统计、能源报告制度和节能考核制度，还未形成科学化、规范化的节能管理制度体系。
2、节能激励和约束机制尚未建立。在节能管理、节能改造、节能应用等方面尚未建立有效的激励约束机制，节约没有奖励，超耗没有处罚，难以调动方方面面的节能工作积极性和创造性，公共机构节能工作总体上还处于被动状态。
节能工作任重道远，公共机构要率先垂范、带头节约，充分发挥公共机构在全社会节能工作中的示范作用。在2011年下半年的工作，我们将继续加强节能宣传力度，并根据工作特点组织相关人员搞好节能技能培训，为推进我镇经济社会全面发展作出新的贡献。"""
MIXED = (
    "2011年全镇公共机构用电1,234,567.89千瓦时（其中：中心学校456,789.01千瓦时，占37.0%），比上年下降3.25%；用水12,345吨，人均用水量18.6m³/人；"
    "汽油8,765.4升、柴油1,234.5升，折合标准煤345.67吨（按“等价值”折算，系数为0.3619kgce/kWh）——比“十一五”末的目标（20%）提前完成……"
    "依据《公共机构节能条例》（国务院令第531号）、《关于进一步加强空调温度控制的通知》（发改环资〔2011〕618号），夏季室内温度不低于26℃，冬季不高于20℃！"
)


def summary_blocks() -> tuple[Block, ...]:
    return tuple(Heading(1, part) if re.match("[一二三四五]、", part) else Paragraph(part) for part in SUMMARY.split("\n"))


def document(*blocks: Block, **more: object) -> Document:
    return Document("文井镇2011年节能减排工作总结", blocks or summary_blocks(), **more)


def area(lines: list) -> list:
    """The lines inside the text area: no page number, no mark."""
    return [line for line in lines if BOTTOM - 1 < line.y < TOP]


def base_line(number: int) -> float:
    return TOP - 20.57 - 28.9907 * (number - 1)


def test_a_full_page_has_22_lines_at_their_places(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(Paragraph("节" * 28 * 70, indent=False)), classic)
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


def test_the_paper_is_a4_and_nothing_but_number_and_mark_leaves_the_area(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(mark="示例"), classic)
    for page in PdfReader(io.BytesIO(pdf.data)).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((210 * MM, 297 * MM), abs=0.05)
    lines = printed(pdf.data)
    outside = [line.text for line in lines if not BOTTOM < line.y < TOP]
    assert outside == [text for number in range(1, pdf.pages + 1) for text in ("示例", f"— {number} —")]
    for line in area(lines):
        assert line.left >= LEFT - CLOSE
        assert line.ink_right <= RIGHT + CLOSE


def test_no_line_of_a_long_real_text_starts_or_ends_with_a_forbidden_mark(classic: FontBook, printed: Printed) -> None:
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
    for line in inner:
        if line.text[-1] not in "，。；：、）”》？！％%……":
            end = line.starts[-1] + (PITCH if not line.text[-1].isascii() else 8)
            assert end == pytest.approx(RIGHT, abs=CLOSE), line.text


def test_paragraphs_and_headings_are_indented_by_two_characters(classic: FontBook, printed: Printed) -> None:
    lines = area(printed(typeset(document(), classic).data))
    starts = {part[:10] for part in SUMMARY.split("\n")}
    firsts = [line for line in lines if line.text[:10] in starts]
    assert len(firsts) == len(starts)
    for line in firsts:
        assert line.left == pytest.approx(LEFT + 2 * PITCH, abs=CLOSE)
    for line in lines[1:]:
        assert line in firsts or line.left == pytest.approx(LEFT, abs=CLOSE)


def test_title_stands_centred_over_a_blank_line_and_the_addressee(classic: FontBook, printed: Printed) -> None:
    lines = printed(typeset(document(addressee="县机关事务局"), classic).data)
    title, addressee, first = lines[:3]
    assert title.text == "文井镇2011年节能减排工作总结"
    assert title.y == pytest.approx(base_line(1), abs=0.05)
    assert (title.starts[0] + title.starts[-1] + 22) / 2 == pytest.approx(105 * MM + 1 * MM, abs=CLOSE)  # the area's middle: 28 + 78 mm
    assert addressee.text == "县机关事务局："
    assert addressee.left == pytest.approx(LEFT, abs=CLOSE)
    assert addressee.y == pytest.approx(base_line(3), abs=0.05)
    assert first.y == pytest.approx(base_line(4), abs=0.05)


def test_page_numbers_stand_outside_7_mm_under_the_area(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(Paragraph("一"), PageBreak(), Paragraph("二"), PageBreak(), Paragraph("三")), classic)
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
        ("文井镇", RIGHT - 2 * PITCH - (8 * 8 + 3 * PITCH) - 2 * PITCH, RIGHT - 2 * PITCH - (8 * 8 + 3 * PITCH)),
    ],
)
def test_signature_without_seal(office: str, office_left: float, day_left: float, classic: FontBook, printed: Printed) -> None:
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
        pdf = typeset(document(Paragraph("节" * (28 * count - 2)), Heading(1, "一、标题"), Paragraph("能" * 60)), classic)
        lines = area(printed(pdf.data))
        place = next(i for i, line in enumerate(lines) if line.text == "一、标题")
        assert lines[place].page == lines[place + 1].page


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
    assert (reader.metadata.title, reader.metadata.subject, reader.metadata.author) == (first.title, "年度总结", "文井镇人民政府")
    assert [entry["/Title"] for entry in reader.outline] == [part for part in SUMMARY.split("\n") if re.match("[一二三四五]、", part)]


def test_every_face_is_embedded(classic: FontBook) -> None:
    pdf = typeset(document(Heading(2, "（一）楷体"), Paragraph("仿宋")), classic)
    for page in PdfReader(io.BytesIO(pdf.data)).pages:
        for font in page["/Resources"]["/Font"].get_object().values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"], font


def test_a_table_stays_in_the_area_repeats_its_head_and_splits_no_row(classic: FontBook, printed: Printed) -> None:
    columns = (TableColumn("单位", 2), TableColumn("用电量", 1, "right"), TableColumn("备注", 2))
    rows = tuple((f"第{i}单位", f"{i},345.67", "空调温度设置在二十六度以上，" * (i % 4)) for i in range(40))
    pdf = typeset(document(Paragraph("见下表。"), Table(columns, rows, caption="用电情况"), Paragraph("表后文字。")), classic)
    lines = area(printed(pdf.data))
    pages = {line.page for line in lines}
    assert len(pages) >= 3
    assert [line.page for line in lines if line.text.startswith("单位用电量")] == sorted(pages - {max(pages)} | {lines[-2].page})
    for i in range(40):
        assert len([line for line in lines if f"第{i}单位" in line.text]) == 1
    for line in lines:
        assert line.left >= LEFT - CLOSE
        assert line.ink_right <= RIGHT + CLOSE
    after = lines[-1]
    assert after.text == "表后文字。"
    assert (TOP - 20.57 - after.y) / 28.9907 == pytest.approx(round((TOP - 20.57 - after.y) / 28.9907), abs=0.01)


def test_unprintable_characters_do_not_reach_the_paper(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(document(Paragraph("节\u200b能\x07减\t排\ufeff。")), classic)
    assert area(printed(pdf.data))[-1].text == "节能减 排。"
