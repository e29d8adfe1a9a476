"""The Word file, read back by python-docx and by LibreOffice:
page, styles, headings, tables, signature, attachments.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.oxml.ns import qn
from PIL import Image

from jingzhen_desktop.paper.charts.values import Chart, ChartKind, Series
from jingzhen_desktop.paper.document import (
    Attachment,
    Block,
    ChartBlock,
    Document,
    HeadCell,
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
from jingzhen_desktop.paper.docx import xml
from jingzhen_desktop.paper.docx.writing import docx_of

CHARACTER = 442.2047 / 28 * 20
DAY = date(2011, 8, 5)
TOWN = "文井镇人民政府"
TABLE = Table(
    (TableColumn("单位", 2), TableColumn("用电量", 1, "right"), TableColumn("用水量", 1, "right")),
    (("镇政府", "1,234", "56"), ("合计", "1,234", "56")),
    head=(
        (HeadCell("单位", rows=2), HeadCell("消耗", columns=2)),
        (HeadCell("电（千瓦时）"), HeadCell("水（吨）")),
    ),
    emphasised=frozenset({1}),
    caption="能源消耗表",
)
CHART = Chart(
    ChartKind.GROUPED,
    "各季度用电量",
    "千瓦时",
    ("一季度", "二季度"),
    (Series("2011年", (Decimal(1200), None)),),
)
SHEET = SheetDocument(
    "统计表",
    TABLE,
    head_left=("填报单位：文井镇",),
    head_right=("计量单位：见表",),
    notes=("注：无。",),
    foot=("负责人：", "填表人："),
)


def photograph() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), (90, 120, 160)).save(out, "JPEG")
    return out.getvalue()


def report(*blocks: Block, **more: Any) -> Document:
    return Document("文井镇2011年上半年节能减排工作总结", blocks or (Paragraph("现总结如下。"),), **more)


def opened(document: Document | SheetDocument, *more: Any) -> Any:
    return docx.Document(io.BytesIO(docx_of(document, *more)))


def paragraph(word: Any, text: str) -> Any:
    return next(part for part in word.paragraphs if text in part.text)


def face(style: Any) -> tuple[str, float]:
    return style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt


def indents(part: Any) -> dict[str, float]:
    found = part.paragraph_format.element.pPr.find(qn("w:ind"))
    return {
        key.split("}")[1].removesuffix("Chars"): int(value) / 100
        for key, value in found.items()
        if key.endswith("Chars")
    }


def test_the_page_is_the_standards() -> None:
    word = opened(report())
    (section,) = word.sections
    sizes = (
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
    )
    assert [size.twips for size in sizes] == [11906, 16838, 2098, 1984, 1587]
    width = section.page_width.twips - section.left_margin.twips - section.right_margin.twips
    assert 28 * (320 - 4) <= width < 29 * (320 - 4)  # 28 characters of 16 points, 0.2 points closer
    height = section.page_height.twips - section.top_margin.twips - section.bottom_margin.twips
    assert 22 * 579 <= height < 23 * 579
    spacing = word.styles["Normal"].element.rPr.find(qn("w:spacing"))
    assert spacing.get(qn("w:val")) == "-4"
    assert word.styles["公文正文"].paragraph_format.line_spacing.twips == 579


def test_the_elements_are_styles_in_their_faces() -> None:
    word = opened(report())
    wanted = {
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体", 16),
        "Heading 3": ("仿宋", 16),
        "Heading 4": ("仿宋", 16),
        "公文正文": ("仿宋", 16),
        "版记": ("仿宋", 14),
        "公文页码": ("宋体", 14),
    }
    assert {name: face(word.styles[name]) for name in wanted} == wanted
    for name in ("公文正文", "Heading 1", "Heading 4"):
        assert indents(word.styles[name])["firstLine"] == 2
    for level in range(4):
        outline = word.styles[f"Heading {level + 1}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level)
        assert not word.styles[f"Heading {level + 1}"].font.bold


def test_headings_paragraphs_and_breaks_come_in_their_order() -> None:
    blocks = (
        Heading(1, "一、工作"),
        Heading(2, "（一）用电"),
        Paragraph("第一段。\n第二段。"),
        PageBreak(),
        Paragraph("下一页。"),
    )
    word = opened(report(*blocks, addressee="县人民政府"))
    texts = [(part.style.name, part.text) for part in word.paragraphs]
    assert texts == [
        ("Title", "文井镇2011年上半年\n节能减排工作总结")
        if "\n" in texts[0][1]
        else ("Title", "文井镇2011年上半年节能减排工作总结"),
        ("公文正文", ""),
        ("公文顶格", "县人民政府："),
        ("Heading 1", "一、工作"),
        ("Heading 2", "（一）用电"),
        ("公文正文", "第一段。"),
        ("公文正文", "第二段。"),
        ("公文正文", "下一页。"),
    ]
    assert word.paragraphs[-1].paragraph_format.page_break_before
    assert not word.paragraphs[-2].paragraph_format.page_break_before


def test_the_clerks_line_breaks_of_the_title_stay() -> None:
    word = opened(Document("关于开展节能宣传周\n活动的通知", (Paragraph("一"),)))
    assert word.paragraphs[0].text == "关于开展节能宣传周\n活动的通知"
    assert word.core_properties.title == "关于开展节能宣传周活动的通知"


def test_tables_repeat_their_head_and_divide_no_row() -> None:
    word = opened(report(TABLE))
    (grid,) = word.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["单位", "消耗", "消耗"],
        ["单位", "电（千瓦时）", "水（吨）"],
        ["镇政府", "1,234", "56"],
        ["合计", "1,234", "56"],
    ]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in grid.rows]
    assert heads == [True, True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)
    assert paragraph(word, "能源消耗表").style.name == "表格标题"
    last = grid.rows[3].cells[0].paragraphs[0].runs[0]
    assert last.element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    total = sum(column.width.twips for column in grid.columns)
    assert total == pytest.approx(442.25 * 20, abs=10)


def test_two_tables_stay_two() -> None:
    word = opened(report(TABLE, TABLE.__class__(TABLE.columns, TABLE.rows)))
    tags = [element.tag.split("}")[1] for element in word.element.body]
    assert len(word.tables) == 2
    assert "tbl,tbl" not in ",".join(tags)


@pytest.mark.parametrize(
    ("office", "seal", "right"),
    [
        # the date begins 2 characters right of the longer name
        (
            "文井镇人民政府办公室节能科",
            False,
            (2.0, 13 - 7.25),
        ),
        ("文井镇", False, (4 + 7.25 - 3, 2.0)),
        (TOWN, True, (4 + 7.25 / 2 - 3.5, 4.0)),
    ],
)
def test_the_signature_stands_where_the_standard_wants_it(
    office: str, seal: bool, right: tuple[float, float]
) -> None:
    word = opened(report(signature=Signature(office, DAY, seal)))
    name, day = word.paragraphs[-2:]
    assert (name.text, day.text) == (office, "2011年8月5日")
    assert (indents(name)["right"], indents(day)["right"]) == pytest.approx(right, abs=0.01)
    assert [part.text for part in word.paragraphs[-5 if seal else -4 : -2]] == [
        "现总结如下。",
        *[""] * (2 if seal else 1),
    ]
    assert all(part.paragraph_format.keep_with_next for part in word.paragraphs[-4:-1])


def test_page_numbers_stand_outside() -> None:
    word = opened(report())
    assert word.settings.odd_and_even_pages_header_footer
    for footer, align, side in (
        (word.sections[0].footer, "right", "right"),
        (word.sections[0].even_page_footer, "left", "left"),
    ):
        (number,) = footer.paragraphs
        assert number.text == "— 1 —"
        assert " PAGE " in number._p.xml
        assert number._p.pPr.jc.get(qn("w:val")) == align
        assert indents(number)[side] == 1


def test_letterhead_remark_and_imprint() -> None:
    head = Letterhead(f"{TOWN}文件", signers=("张三",), copy_number="000012", urgency="特急")
    imprint = Imprint(("县委办公室", "县机关事务管理局"), "文井镇党政办公室", date(2011, 8, 6))
    word = opened(
        report(
            letterhead=head,
            number="文府〔2011〕5号",
            remark="联系人：李四",
            imprint=imprint,
            signature=Signature(TOWN, DAY),
        )
    )
    texts = [part.text for part in word.paragraphs]
    assert texts[:5] == ["000012", "特急", f"{TOWN}文件", "文府〔2011〕5号\t签发人：张三", ""]
    banner = word.styles["发文机关标志"]
    assert str(banner.font.color.rgb) == "FF0000"
    assert face(banner)[0] == "方正小标宋简体"
    assert 'w:color="FF0000"' in word.paragraphs[4]._p.xml
    signer = paragraph(word, "签发人").runs[-1]
    assert signer.element.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    assert paragraph(word, "联系人").text == "（联系人：李四）"
    foot = word.tables[-1]
    assert [row.cells[0].text for row in foot.rows] == [
        "抄送：县委办公室，县机关事务管理局。",
        "文井镇党政办公室\t2011年8月6日印发",
    ]
    sizes = {
        edge.tag.split("}")[1]: edge.get(qn("w:sz")) for edge in foot._tbl.tblPr.find(qn("w:tblBorders"))
    }
    assert sizes == {"top": "8", "bottom": "8", "insideH": "6"}  # 0.35 mm outside, 0.25 mm inside


def test_attachments_are_named_and_stand_on_pages_of_their_own() -> None:
    attachments = (Attachment("汇总表", sheet=SHEET), Attachment("检查台账", (Paragraph("附文。"),)))
    word = opened(report(attachments=attachments))
    assert [part.text for part in word.paragraphs if part.style.name == "附件说明"] == [
        "附件：1. 汇总表",
        "2. 检查台账",
    ]
    assert [part.text for part in word.paragraphs if part.style.name == "附件标签"] == ["附件1", "附件2"]
    assert [section.orientation for section in word.sections] == [
        WD_ORIENTATION.PORTRAIT,
        WD_ORIENTATION.LANDSCAPE,
        WD_ORIENTATION.PORTRAIT,
    ]
    assert [section.page_width.twips for section in word.sections] == [11906, 16838, 11906]
    assert [row.cells[0].text for row in word.tables[0].rows][-1] == "合计"
    assert word.sections[2].footer.is_linked_to_previous


def test_an_imprint_after_a_page_across_has_an_upright_page_of_its_own() -> None:
    word = opened(report(attachments=(Attachment("汇总表", sheet=SHEET),), imprint=Imprint((), TOWN, DAY)))
    assert [section.orientation for section in word.sections][-1] == WD_ORIENTATION.PORTRAIT
    assert word.sections[-1].start_type == WD_SECTION.EVEN_PAGE
    blank = word.tables[-1]._tbl.getprevious().pPr.find(qn("w:spacing"))
    assert int(blank.get(qn("w:line"))) + 440 <= 22 * 579


def test_figures_of_a_wide_table_stay_whole_in_a_smaller_type() -> None:
    columns = tuple(TableColumn(title, 1, "right") for title in ("数量", "费用", "折标煤", "同比"))
    word = opened(report(Table(columns, (("1,401,564.7（20/40）",) * 4,))))
    (grid,) = word.tables
    run = grid.rows[1].cells[0].paragraphs[0].runs[0]
    assert run.font.size is not None
    assert 7 <= run.font.size.pt < 12
    assert grid.columns[0].width.twips >= 10 * run.font.size.pt * 20


def test_a_page_of_statistics_alone() -> None:
    word = opened(SHEET)
    (section,) = word.sections
    assert section.orientation == WD_ORIENTATION.LANDSCAPE
    assert [part.text for part in word.paragraphs if part.text] == [
        "统计表",
        "填报单位：文井镇\t计量单位：见表",
        "能源消耗表",
        "注：无。",
        "负责人：　　填表人：",
    ]


def test_pictures_have_their_size_and_words() -> None:
    word = opened(report(Picture(photograph(), "图1　检查现场", 60)))
    (shape,) = word.inline_shapes
    assert shape.height.mm == pytest.approx(60, abs=0.1)
    assert shape.width.mm == pytest.approx(80, abs=0.1)
    assert "图1　检查现场" in shape._inline.xml
    assert word.paragraphs[-1].text == "图1　检查现场"
    assert word.paragraphs[-2].paragraph_format.keep_with_next


def test_a_chart_is_a_picture_where_one_can_be_made_and_else_its_values() -> None:
    word = opened(report(ChartBlock(CHART, "图1　用电情况", 60)))
    (grid,) = word.tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [list(row) for row in CHART.table()]
    assert paragraph(word, "图1　用电情况")
    asked: list[tuple[float, float]] = []

    def picture(_block: ChartBlock, width: float, height: float) -> bytes:
        asked.append((width, height))
        return photograph()

    word = opened(report(ChartBlock(CHART, "图1　用电情况", 60)), picture)
    assert not word.tables
    assert len(word.inline_shapes) == 1
    assert asked == [(pytest.approx(442.4, abs=0.5), pytest.approx(60 * 72 / 25.4))]


def test_the_mark_and_the_properties_are_there_and_the_bytes_the_same_each_time() -> None:
    paper = report(mark="示例", subject="年度总结", author=TOWN, signature=Signature(TOWN, DAY))
    word = opened(paper)
    assert (
        word.sections[0].header.paragraphs[0].text
        == word.sections[0].even_page_header.paragraphs[0].text
        == "示例"
    )
    properties = word.core_properties
    assert (properties.title, properties.author, properties.subject) == (paper.title, TOWN, "年度总结")
    assert properties.created.date() == DAY
    assert docx_of(paper) == docx_of(paper)


def test_properties_stand_in_the_order_the_schema_wants() -> None:
    """Word takes a file for damaged where they do not; LibreOffice does not mind, so it would not show."""
    imprint = Imprint(("县委办公室",), TOWN, DAY)
    word = opened(
        report(
            Heading(1, "一、工作"),
            TABLE,
            Picture(photograph(), "图1"),
            letterhead=Letterhead(f"{TOWN}文件", signers=("张三",)),
            number="文府〔2011〕5号",
            signature=Signature(TOWN, DAY),
            attachments=(Attachment("汇总表", sheet=SHEET), Attachment("台账", (TABLE,))),
            imprint=imprint,
            mark="示例",
        )
    )
    section = word.sections[0]
    roots = [
        word.element,
        word.styles.element,
        section.footer._element,
        section.even_page_header._element,
        section.header._element,
    ]
    checked = 0
    for name, order in (("pPr", xml.PARAGRAPH), ("rPr", xml.RUN), ("tblPr", xml.TABLE)):
        for properties in (found for root in roots for found in root.iter(qn(f"w:{name}"))):
            places = [order[element.tag.split("}")[1]] for element in properties]
            assert places == sorted(set(places)), properties.xml if hasattr(properties, "xml") else name
            checked += 1
    assert checked > 100


def test_opened_in_libreoffice_it_has_the_same_text_and_headings(tmp_path: Path) -> None:
    assert shutil.which("soffice"), "this test needs LibreOffice: install libreoffice-writer"
    prose = Path(__file__).with_name("summary-2011.txt").read_text(encoding="utf-8").strip().split("\n")
    blocks = [Heading(1, part) if re.match("[一二三四五]、", part) else Paragraph(part) for part in prose]
    blocks += [
        Heading(2, "（一）用电"),
        Heading(3, "1. 照明"),
        Heading(4, "（1）走廊"),
        TABLE,
        Picture(photograph(), "图1　检查现场", 40),
    ]
    paper = report(
        *blocks,
        letterhead=Letterhead(f"{TOWN}文件", signers=("张三",)),
        number="文府〔2011〕58号",
        addressee="县人民政府",
        signature=Signature(TOWN, DAY, seal=True),
        attachments=(Attachment("汇总表", sheet=SHEET), Attachment("检查台账", (Paragraph("附文。"),))),
        remark="联系人：李四，电话：12345678",
        imprint=Imprint(("县委办公室",), "文井镇党政办公室", DAY),
    )
    path = tmp_path / "总结.docx"
    path.write_bytes(docx_of(paper))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "html:HTML (StarWriter):EmbedImages",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert path.with_suffix(".html").is_file(), f"{done.stderr} (libreoffice-writer is needed)"
    page = path.with_suffix(".html").read_text(encoding="utf-8")
    headings = [_plain(found) for found in re.findall(r"<h[1-4][^>]*>(.*?)</h[1-4]>", page, re.DOTALL)]
    assert headings == [block.text.replace(" ", "") for block in blocks if isinstance(block, Heading)]
    body = page[page.index("<body") :]
    word = docx.Document(path)
    for text in [part.text for part in word.paragraphs] + [
        cell.text for table in word.tables for row in table.rows for cell in row.cells
    ]:
        assert "".join(text.split()) in _plain(body), text
    position = -1
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            place = _plain(body).find("".join(block.text.split()), position + 1)
            assert place > position, block.text
            position = place
    assert body.count("<img") == 1


def _plain(markup: str) -> str:
    return "".join(
        html.unescape(
            re.sub(r"<[^>]+>", "", re.sub(r"<(style|script).*?</\1>", "", markup, flags=re.DOTALL))
        ).split()
    )
