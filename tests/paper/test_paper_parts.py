"""版头, seal, attachments, 附注, 版记, pictures and charts, measured in the finished PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from pypdf import PdfReader

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.paper.charts.values import Chart, ChartKind, Series
from jingzhen_desktop.paper.document import (
    Attachment,
    Block,
    ChartBlock,
    Document,
    Heading,
    Imprint,
    Letterhead,
    PageBreak,
    Paragraph,
    Picture,
    SheetDocument,
    Signature,
    Table,
    TableColumn,
)
from jingzhen_desktop.paper.fonts import FontBook
from jingzhen_desktop.paper.typeset import typeset

Printed = Callable[[bytes], list]

MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, 184 * MM
TOP, BOTTOM = (297 - 37) * MM, 35 * MM
PITCH, LINE = 156 * MM / 28, 225 * MM / 22
CLOSE = 0.2 * MM
TOWN = "文井镇人民政府"
DAY = date(2011, 8, 5)
DAY_WIDTH = 6 * 8 + 3 * PITCH + 5 * 4


def report(*blocks: Block, **more: object) -> Document:
    return Document(
        "关于2011年上半年公共机构节能工作情况的报告", blocks or (Paragraph("现报告如下。"),), **more
    )


def line_with(lines: list, text: str) -> object:
    return next(line for line in lines if text in line.text)


def ink(data: bytes, page: int, text: str) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a text's ink."""
    found = pypdfium2.PdfDocument(data)[page].get_textpage()
    start, count = found.search(text).get_next()
    boxes = [found.get_charbox(i) for i in range(start, start + count)]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def rules(data: bytes, page: int) -> list[tuple[float, float, float, float]]:
    """Horizontal lines of a page: left, right, height of the paper's, weight."""
    content = PdfReader(io.BytesIO(data)).pages[page].get_contents().get_data().decode("latin-1")
    found, weight = [], 0.0
    for width, *ends in re.findall(r"([\d.]+) w\n|([\d.]+) ([\d.]+) m ([\d.]+) ([\d.]+) l\n", content):
        weight = float(width or weight)
        if not width and float(ends[2]) - float(ends[0]) > 100:
            found.append((float(ends[0]) - weight / 2, float(ends[2]) + weight / 2, float(ends[1]), weight))
    return sorted(found, key=lambda rule: -rule[2])


@pytest.fixture(scope="module")
def headed(classic: FontBook) -> bytes:
    head = Letterhead(f"{TOWN}文件", copy_number="000012", secrecy="秘密★1年", urgency="特急")
    return typeset(report(letterhead=head, number="文府〔2011〕5号", addressee="县人民政府"), classic).data


def test_the_banner_stands_35_mm_below_the_area_in_red(headed: bytes, printed: Printed) -> None:
    left, bottom, right, top = ink(headed, 0, f"{TOWN}文件")
    assert top == pytest.approx(TOP - 35 * MM, abs=CLOSE)
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2 * MM)
    assert top - bottom <= 22 * MM
    page = pypdfium2.PdfDocument(headed)[0].render(scale=2).to_pil().convert("RGB")
    box = page.crop((int(left * 2), int((297 * MM - top) * 2), int(right * 2), int((297 * MM - bottom) * 2)))
    colours = {colour for count, colour in box.getcolors(100_000) if count > 50}
    assert (255, 0, 0) in colours
    assert (0, 0, 0) not in colours


def test_number_red_line_and_title_keep_their_distances(headed: bytes, printed: Printed) -> None:
    banner_bottom = ink(headed, 0, f"{TOWN}文件")[1]
    number = line_with(printed(headed), "〔2011〕5号")
    assert number.y == pytest.approx(banner_bottom - 2 * LINE - 20.57, abs=CLOSE)
    assert (number.left + number.ink_right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=2 * MM)
    (rule,) = rules(headed, 0)
    assert rule[:2] == pytest.approx((LEFT, RIGHT), abs=0.01)
    assert ink(headed, 0, "文府〔2011〕5号")[1] - rule[2] == pytest.approx(4 * MM, abs=0.5 * MM)
    title = line_with(printed(headed), "关于2011年上半年")
    assert title.y == pytest.approx(rule[2] - 2 * LINE - 20.57, abs=CLOSE)


def test_copy_number_secrecy_and_urgency_stand_one_under_the_other_at_the_top(
    headed: bytes, printed: Printed
) -> None:
    lines = [line_with(printed(headed), text) for text in ("000012", "秘密★1年", "特急")]
    assert [line.left for line in lines] == pytest.approx([LEFT] * 3, abs=CLOSE)
    assert [line.y for line in lines] == pytest.approx([TOP - 20.57 - LINE * i for i in range(3)], abs=0.05)


def test_the_text_under_a_letterhead_is_on_the_pages_lines_again(headed: bytes, printed: Printed) -> None:
    for text in ("县人民政府：", "现报告如下。"):
        slots = (TOP - 20.57 - line_with(printed(headed), text).y) / LINE
        assert slots == pytest.approx(round(slots), abs=0.005)


@pytest.mark.parametrize("names", [("张三",), ("张三", "李四", "王小五")])
def test_on_a_report_upwards_the_signer_stands_beside_the_number(
    names: tuple[str, ...], classic: FontBook, printed: Printed
) -> None:
    pdf = typeset(
        report(letterhead=Letterhead(f"{TOWN}文件", signers=names), number="文府〔2011〕5号"), classic
    )
    lines = printed(pdf.data)
    number = line_with(lines, "〔2011〕5号")
    assert number.left == pytest.approx(LEFT + PITCH, abs=CLOSE)
    label, last = line_with(lines, "签发人："), line_with(lines, names[-1])
    assert last.y == number.y
    widest = "张三　李四" if len(names) > 1 else "张三"
    right = line_with(lines, "签发人：")
    assert right.starts[-1] + PITCH == pytest.approx(RIGHT - PITCH, abs=CLOSE)
    assert label.text.endswith(f"签发人：{widest}")
    if len(names) > 1:
        assert label.y - last.y == pytest.approx(LINE, abs=0.05)
        assert last.starts[last.text.index("王")] == pytest.approx(
            label.starts[label.text.index("张")], abs=CLOSE
        )


@pytest.mark.parametrize("office", ["文井镇", TOWN, "文井镇人民政府公共机构节能工作领导小组办公室"])
def test_with_seal_the_date_is_indented_by_four_and_the_name_centred_over_it(
    office: str, classic: FontBook, printed: Printed
) -> None:
    pdf = typeset(report(signature=Signature(office, DAY, seal=True)), classic)
    text, name, day = [line for line in printed(pdf.data) if line.y > BOTTOM][-3:]
    assert (name.text, day.text) == (office, "2011年8月5日")
    assert day.left == pytest.approx(RIGHT - 4 * PITCH - DAY_WIDTH, abs=CLOSE)
    middle = RIGHT - 4 * PITCH - DAY_WIDTH / 2
    wanted = min(middle - len(office) * PITCH / 2, RIGHT - len(office) * PITCH)
    assert name.left == pytest.approx(wanted, abs=CLOSE)
    assert text.y - name.y == pytest.approx(3 * LINE, abs=0.05)


def test_the_seal_never_stands_alone_on_a_page(classic: FontBook, printed: Printed) -> None:
    table = Table(
        (TableColumn("单位"), TableColumn("用电量", 1, "right")),
        tuple((f"单位{i}", str(i)) for i in range(14)),
    )
    for count in range(4, 22):
        for blocks in (
            (Paragraph("节" * (28 * count - 2)),),
            (Paragraph("节" * (28 * (count % 8 + 1))), table),
        ):
            pdf = typeset(report(*blocks, signature=Signature(TOWN, DAY, seal=True)), classic)
            lines = [line for line in printed(pdf.data) if BOTTOM < line.y < TOP]
            place = next(i for i, line in enumerate(lines) if line.text == TOWN)
            assert lines[place - 1].page == lines[place].page == lines[place + 1].page
            assert lines[place - 1].text.startswith(("节", "单位"))


def test_attachments_are_named_under_the_text_and_follow_on_their_pages(
    classic: FontBook, printed: Printed
) -> None:
    long = "文井镇2011年上半年公共机构能源资源消费情况统计汇总表及说明"
    paper = report(
        signature=Signature(TOWN, DAY),
        attachments=(
            Attachment(long, (Paragraph("附一。"),)),
            Attachment("检查台账", (Paragraph("附二。"),)),
        ),
    )
    pdf = typeset(paper, classic)
    lines = [line for line in printed(pdf.data) if line.y > BOTTOM]
    first = line_with(lines, "附件：1. ")
    continued = lines[lines.index(first) + 1]
    second = line_with(lines, "2. 检查台账")
    text = line_with(lines, "现报告如下。")
    assert text.y - first.y == pytest.approx(2 * LINE, abs=0.05)
    assert first.left == pytest.approx(LEFT + 2 * PITCH, abs=CLOSE)
    assert second.left == pytest.approx(LEFT + 5 * PITCH, abs=CLOSE)
    assert first.text + continued.text == f"附件：1. {long}"
    assert continued.left == pytest.approx(first.starts[first.text.index("文")], abs=CLOSE)
    assert second.starts[second.text.index("检")] == pytest.approx(continued.left, abs=CLOSE)
    for number, (page, title) in enumerate(((1, long[:6]), (2, "检查台账")), start=1):
        label, name = [line for line in lines if line.page == page][:2]
        assert label.text == f"附件{number}"
        assert label.left == pytest.approx(LEFT, abs=CLOSE)
        assert label.y == pytest.approx(TOP - 20.57, abs=0.05)
        assert name.text.startswith(title)
        assert name.y == pytest.approx(TOP - 20.57 - 2 * LINE, abs=0.05)
    assert [entry["/Title"] for entry in PdfReader(io.BytesIO(pdf.data)).outline] == [
        f"附件1　{long}",
        "附件2　检查台账",
    ]


def test_an_only_attachment_has_no_number(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(report(attachments=(Attachment("检查台账", (Paragraph("附文。"),)),)), classic)
    texts = [line.text for line in printed(pdf.data) if line.y > BOTTOM]
    assert texts[-4:] == ["附件：检查台账", "附件", "检查台账", "附文。"]


def test_a_landscape_table_is_attached_and_numbered_where_the_bound_page_has_it(
    classic: FontBook, printed: Printed
) -> None:
    sheet = SheetDocument(
        "统计表", Table((TableColumn("单位"), TableColumn("电", 1, "right")), (("镇政府", "1,234"),))
    )
    paper = report(
        attachments=(Attachment("汇总表", sheet=sheet), Attachment("台账", (Paragraph("附文。"),))),
        imprint=Imprint((), TOWN, DAY),
    )
    reader = PdfReader(io.BytesIO(typeset(paper, classic).data))
    sizes = [
        (round(float(page.mediabox.width) / MM), round(float(page.mediabox.height) / MM))
        for page in reader.pages
    ]
    assert sizes == [(210, 297), (297, 210), (210, 297), (210, 297)]
    table = pypdfium2.PdfDocument(typeset(paper, classic).data)[1]
    text = table.get_textpage()
    assert "附件1" in text.get_text_range()
    assert "汇总表" in text.get_text_range()
    label, title = (text.get_charbox(text.search(words).get_next()[0])[1] for words in ("附件1", "汇总表"))
    assert 50 < label - title < 65  # on the first line and the third
    found = [
        i
        for i in range(text.count_chars())
        if text.get_text_range(i, 1) == "2" and text.get_charbox(i)[0] < 30 * MM
    ]
    left, bottom, right, top = text.get_charbox(found[-1])  # the bound page's left edge is here the upper one
    assert (left, right) < (BOTTOM - 7 * MM, BOTTOM - 7 * MM)
    assert right - left > top - bottom  # upright on the bound page: a figure is higher than wide
    assert 210 * MM - top - LEFT < 4 * 14  # an even page: at the left


def test_remark_and_imprint_close_the_document(classic: FontBook, printed: Printed) -> None:
    imprint = Imprint(("县委办公室", "县机关事务管理局"), "文井镇党政办公室", date(2011, 8, 6))
    pdf = typeset(
        report(signature=Signature(TOWN, DAY), remark="联系人：李四，电话：12345678", imprint=imprint),
        classic,
    )
    lines = printed(pdf.data)
    day, remark = line_with(lines, "2011年8月5日"), line_with(lines, "联系人")
    assert remark.text == "（联系人：李四，电话：12345678）"
    assert day.y - remark.y == pytest.approx(LINE, abs=0.05)
    assert remark.left == pytest.approx(LEFT + 2 * PITCH, abs=CLOSE)
    assert pdf.pages == 2  # the text ends on page 1: 版记 stands on the even page
    copies, last = line_with(lines, "抄送："), line_with(lines, "印发")
    assert copies.text == "抄送：县委办公室，县机关事务管理局。"
    assert copies.left == last.left == pytest.approx(LEFT + 14, abs=CLOSE)
    assert last.text == "文井镇党政办公室2011年8月6日印发"
    assert last.ink_right == pytest.approx(RIGHT - 14, abs=1)
    upper, middle, lower = rules(pdf.data, 1)
    assert [rule[3] for rule in (upper, middle, lower)] == pytest.approx(
        [0.35 * MM, 0.25 * MM, 0.35 * MM], abs=0.05
    )
    assert lower[2] == pytest.approx(BOTTOM, abs=CLOSE)
    assert upper[2] > copies.y > middle[2] > last.y > lower[2]


def test_printed_on_one_side_the_imprint_stands_under_the_text(classic: FontBook) -> None:
    imprint = Imprint(("县委办公室",), TOWN, DAY, even_page=False)
    assert typeset(report(imprint=imprint), classic).pages == 1
    full = Paragraph("节" * (28 * 19), indent=False)
    assert typeset(report(full, imprint=imprint), classic).pages == 2


def test_blank_pages_before_the_imprint_and_it_carry_no_number(classic: FontBook, printed: Printed) -> None:
    """After a page across there is no other place for it than the back of the next leaf."""
    sheet = SheetDocument("统计表", Table((TableColumn("单位"),), (("文井镇",),)))
    pdf = typeset(
        report(attachments=(Attachment("统计表", sheet=sheet),), imprint=Imprint((), TOWN, DAY)), classic
    )
    assert pdf.pages == 4
    assert [line.text for line in printed(pdf.data) if line.y < BOTTOM] == ["— 1 —"]


def test_no_blank_page_is_left_before_the_imprint(classic: FontBook, printed: Printed) -> None:
    """版记 stands on the last side of the paper, an even one: with little room the lines stand closer,
    with none the end of the text goes over to the page before it.
    """
    imprint, signature = Imprint((), TOWN, DAY), Signature(TOWN, DAY, seal=True)
    seen = set()
    for lines in range(19 + 6, 19 + 30):
        body = Paragraph("节" * (28 * lines - 2))
        pdf = typeset(report(Heading(1, "一、情况"), body, signature=signature, imprint=imprint), classic)
        found = [line for line in printed(pdf.data) if line.y > BOTTOM - 1]
        assert {line.page for line in found} == set(range(pdf.pages)), lines
        assert line_with(found, "印发").page == pdf.pages - 1
        assert pdf.pages % 2 == 0
        seen.add(pdf.pages)
    assert seen == {2, 4}


def test_the_end_that_is_carried_over_takes_its_heading_along(classic: FontBook, printed: Printed) -> None:
    imprint, signature = Imprint((), TOWN, DAY), Signature(TOWN, DAY, seal=True)
    for lines in range(30, 40):
        blocks = (Paragraph("节" * (28 * lines - 2)), Heading(1, "一、下一步"), Paragraph("能" * 40))
        pdf = typeset(report(*blocks, signature=signature, imprint=imprint), classic)
        found = printed(pdf.data)
        at = next(place for place, line in enumerate(found) if line.text == "一、下一步")
        assert found[at].page == found[at + 1].page


def test_a_number_without_a_head_stands_two_lines_over_the_title(classic: FontBook, printed: Printed) -> None:
    """The title stands two blank lines under what is over it (GB/T 9704-2012 7.3.1, 10.1)."""
    lines = printed(typeset(report(number="文节能通〔2011〕1号"), classic).data)
    number, title = line_with(lines, "文节能通"), line_with(lines, "关于2011年")
    assert number.y - title.y == pytest.approx(3 * LINE, abs=0.05)


def test_an_imprint_without_words_is_none(classic: FontBook) -> None:
    assert typeset(report(imprint=Imprint()), classic).data == typeset(report(), classic).data


@pytest.mark.parametrize("size", [(1200, 900), (900, 1200)])
@pytest.mark.parametrize("number", [2, 4, 6])
def test_two_photos_stand_on_a_page_under_a_heading_too(
    classic: FontBook, size: tuple[int, int], number: int
) -> None:
    photos = [Picture(photograph(*size), f"照片{at}　检查现场") for at in range(number)]
    pdf = typeset(report(Paragraph("检查记录"), PageBreak(), Heading(1, "检查照片"), *photos), classic)
    assert len(PdfReader(io.BytesIO(pdf.data)).pages) == 1 + number // 2


def photograph(width: int = 1200, height: int = 900, kind: str = "JPEG", **more: object) -> bytes:
    image = Image.new("RGB", (width, height), (90, 120, 160))
    image.paste((200, 40, 40), (0, 0, width // 2, height // 2))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def test_a_picture_stands_upright_in_the_middle_over_its_caption(classic: FontBook, printed: Printed) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera turned: shown upright it is 900 wide and 1200 high
    pdf = typeset(report(Paragraph("照片："), Picture(photograph(exif=exif), "图1　检查现场", 60)), classic)
    page = pypdfium2.PdfDocument(pdf.data)[0]
    (image,) = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    left, bottom, right, top = image.get_bounds()
    assert top - bottom == pytest.approx(60 * MM, abs=0.1)
    assert right - left == pytest.approx(45 * MM, abs=0.1)
    assert (left + right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)
    before, caption = line_with(printed(pdf.data), "照片："), line_with(printed(pdf.data), "图1　检查现场")
    assert before.y > top
    assert bottom > caption.y + 14
    assert len(pdf.data) < 120_000


def test_a_picture_does_not_leave_its_caption_behind(classic: FontBook, printed: Printed) -> None:
    for count in range(5, 20):
        pdf = typeset(
            report(Paragraph("节" * (28 * count)), Picture(photograph(), "图1　检查现场", 80)), classic
        )
        caption = line_with(printed(pdf.data), "图1")
        assert (
            len(
                list(
                    pypdfium2.PdfDocument(pdf.data)[caption.page].get_objects(
                        filter=[pdfium.FPDF_PAGEOBJ_IMAGE]
                    )
                )
            )
            == 1
        )


def test_what_is_no_picture_is_a_sentence(classic: FontBook) -> None:
    for data in (b"", b"no picture", photograph()[:500]):
        with pytest.raises(InputRejected, match="照片不能识别"):
            typeset(report(Picture(data)), classic)


def test_a_chart_is_lines_and_searchable_text(classic: FontBook) -> None:
    series = (Series("2011年", (Decimal(1200), Decimal(1300))),)
    chart = Chart(ChartKind.GROUPED, "各季度用电量", "千瓦时", ("一季度", "二季度"), series)
    pdf = typeset(report(ChartBlock(chart, "图1　用电情况", 70)), classic)
    page = pypdfium2.PdfDocument(pdf.data)[0]
    assert not list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))
    text = page.get_textpage().get_text_range()
    for words in ("各季度用电量", "二季度", "1,300", "图1　用电情况"):
        assert words in text
    assert typeset(report(ChartBlock(chart, "图1　用电情况", 70)), classic).data == pdf.data


def test_the_finished_pdf_knows_what_it_was_made_from(classic: FontBook) -> None:
    paper = report()
    assert typeset(paper, classic).source == paper


@pytest.mark.parametrize(
    "title",
    [
        "关于报送文井镇2011年度公共机构节能减排工作总结和能源资源消费情况的报告",
        "文井镇人民政府关于印发《文井镇公共机构节能管理办法（试行）》的通知",
        "关于对文井镇第二中心小学等3个单位2011年7月15日空调温度检查情况的通报",
    ],
)
def test_a_title_is_not_broken_inside_names_dates_and_kinds(
    title: str, classic: FontBook, printed: Printed
) -> None:
    names = ("文井镇第二中心小学", TOWN)
    pdf = typeset(Document(title, (Paragraph("正文。"),), names=names), classic)
    lines = [line for line in printed(pdf.data) if line.y > BOTTOM][:-1]
    assert "".join(line.text for line in lines) == title
    assert len(lines) > 1
    for whole in (
        *names,
        "2011年度",
        "2011年7月15日",
        "节能减排",
        "工作总结",
        "报告",
        "通知",
        "通报",
        "《文井镇",
    ):
        assert whole not in title or any(whole in line.text for line in lines), whole
    widths = [line.ink_right - line.left for line in lines]
    assert max(widths) - min(widths) < 8 * 22
    for line in lines:
        assert (line.left + line.ink_right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=12)


def test_the_clerks_own_breaks_of_a_title_are_kept(classic: FontBook, printed: Printed) -> None:
    pdf = typeset(Document("关于开展2011年\n节能宣传周活动的\n通知", (Paragraph("正文。"),)), classic)
    lines = [line.text for line in printed(pdf.data) if line.y > BOTTOM]
    assert lines == ["关于开展2011年", "节能宣传周活动的", "通知", "正文。"]
    assert PdfReader(io.BytesIO(pdf.data)).metadata.title == "关于开展2011年节能宣传周活动的通知"
    ys = [line.y for line in printed(pdf.data)][:3]
    assert [a - b for a, b in pairwise(ys)] == pytest.approx([LINE, LINE], abs=0.05)
