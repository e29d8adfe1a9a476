"""Every paper of an ugly town's year, held against itself and against the others by machine."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import docx
import openpyxl
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from pypdf import PageObject, PdfReader

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.paper.coherence import rules
from jingzhen_desktop.paper.docx.writing import docx_of
from jingzhen_desktop.quarterly.papers.letter import Letter, letter_document

from . import towns

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Year

TOWNS = ("twelve", "forty", "street")
WHOLE = {"twelve": "全乡", "forty": "全镇", "street": "全街道"}
MEANINGS = {
    "units that exist": (
        r"节能管理的单位共(\d+)个",
        r"共(\d+)个单位，已明确",
        r"共(\d+)个单位，(?:其中\d+个|均)报送",
    ),
    "units next year": (r"收齐(\d+)个单位",),
    "reports owed": (r"应收季度报表(\d+)份",),
    "reports received": (r"实收(\d+)份",),
    "visits": (r"检查(\d+)家次",),
    "violations": (r"(?:共|，|；)发现问题(\d+)个", r"发现的(\d+)个问题"),
    "corrected": (r"当场纠正(\d+)个",),
    "readings": (r"核查空调温度(\d+)处", r"查看空调温度(\d+)处，符合规定\d+处，合格率"),
    "activities": (r"节能宣传培训活动(\d+)次",),
    "people": (r"参与人员([\d,]+)人次", r"参加([\d,]+)人次（其中培训"),
    "energy": (r"综合能耗([\d.]+)吨标准煤（",),
    "power": (r"用电([\d.]+万?)千瓦时，",),
}
"""What is counted, and the ways the papers say it."""
RUNNING = ("总结", "报告", "计划", "通报", "通知书", "复查意见", "汇总.pdf", "分析")


@pytest.fixture(params=TOWNS)
def town(request: pytest.FixtureRequest) -> tuple[str, Year]:
    return request.param, request.getfixturevalue(request.param)


def of_the_year(year: Year) -> dict[str, str]:
    """The texts that tell of the whole year: not those of a half, a quarter or one inspection."""
    return {
        name: text
        for name, text in year.texts.items()
        if not re.search("季度|上半年|通报", name) and not name.startswith("2024-")
    }


def test_every_paper_is_made(town: tuple[str, Year]) -> None:
    _name, year = town
    assert len(year.files) > 70
    assert all(data[:4] in (b"%PDF", b"PK\x03\x04") for data in year.files.values())


def test_no_two_papers_count_differently(town: tuple[str, Year]) -> None:
    _name, year = town
    for meaning, ways in MEANINGS.items():
        found: dict[str, set[str]] = {}
        for name, text in of_the_year(year).items():
            for way in ways:
                for number in re.findall(way, text):
                    found.setdefault(number.replace(",", ""), set()).add(name)
        assert len(found) == 1, (meaning, found)


def test_nothing_is_said_of_what_there_is_not(town: tuple[str, Year]) -> None:
    _name, year = town
    (zero,) = [rule for rule in rules() if rule.key == "zero"]
    said = [
        (name, match[0])
        for name, text in year.texts.items()
        if any(kind in name for kind in RUNNING) and "统计表的报告" not in name
        for pattern in zero.words
        for match in pattern.finditer(text)
    ]
    assert said == []


def test_no_paper_speaks_of_more_than_its_own_place(town: tuple[str, Year]) -> None:
    which, year = town
    others = {"全镇", "全乡", "全街道", "全县", "全市"} - {WHOLE[which]}
    for name, text in year.texts.items():
        assert not [word for word in others if f"{word}范围" in text or f"{word}公共机构" in text], name


def test_no_line_is_a_character_left_alone(town: tuple[str, Year]) -> None:
    _name, year = town
    alone = []
    for name, data in year.files.items():
        if name.endswith(".pdf") and any(kind in name for kind in ("通报", "整改通知书", "工作总结", "计划")):
            alone += [(name, line) for line in lines(data) if re.fullmatch("[一-鿿]", line)]
    assert alone == []


def lines(data: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield from (line.strip() for line in page.get_textpage().get_text_range().split("\n"))


def test_a_carriers_columns_are_never_parted(town: tuple[str, Year]) -> None:
    _name, year = town
    for name in year.named("季度公共机构能源资源消费汇总表.pdf"):
        for page in year.pages(name.removesuffix(".pdf")):
            head = page.partition("合计")[0] if "合计" not in page[:400] else page[:600]
            quantities, costs = head.count("数量（"), head.count("费用（元）")
            assert costs in {quantities, quantities + 1}, name


def test_forty_units_stand_on_two_pages_in_a_type_that_can_be_read(forty: Year) -> None:
    for name in forty.named("季度公共机构能源资源消费汇总表.pdf"):
        reader = PdfReader(io.BytesIO(forty.files[name]))
        assert len(reader.pages) <= 2, name
        sizes = [size for page in reader.pages for size in type_sizes(page)]
        assert min(sizes) >= 7, name


def type_sizes(page: PageObject) -> list[float]:
    """The sizes of type on a page."""
    found: list[float] = []

    def take(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        if text.strip():
            found.append(size)

    page.extract_text(visitor_text=take)
    return found


def test_the_period_of_an_attachment_is_not_broken(town: tuple[str, Year]) -> None:
    _name, year = town
    (name,) = year.named("关于报送2024年四季度", ".pdf")
    found = [line for line in lines(year.files[name]) if line.endswith("季度）")]
    assert "（2024年四季度）" in found


def test_a_note_names_who_lacks_in_an_earlier_quarter_and_who_was_closed(twelve: Year) -> None:
    text = twelve.text("2024年四季度公共机构能源资源消费汇总表")
    assert "二季度司法所有未填项，三季度工会未报，累计数未含。" in text
    assert "林业站已撤销，只计入撤销前各季度和上年同期。" in text
    first = twelve.text("2024年一季度公共机构能源资源消费汇总表")
    assert "累计数未含" not in first
    assert "撤销" not in first


def test_every_formula_of_a_proof_has_its_result_beside_it(street: Year) -> None:
    """For readers that do not calculate, and for Excel's protected view."""
    counted = 0
    for name in street.named(".xlsx"):
        data = street.files[name]
        formulas, results = (openpyxl.load_workbook(io.BytesIO(data), data_only=one) for one in (False, True))
        if "核对" not in formulas.sheetnames:
            continue
        for row in formulas["核对"].iter_rows():
            for cell in row:
                if str(cell.value).startswith("="):
                    counted += 1
                    assert results["核对"][cell.coordinate].value is not None, (name, cell.coordinate)
    assert counted > 1000


def test_the_year_in_a_workbook_is_printed_on_one_page(town: tuple[str, Year]) -> None:
    _name, year = town
    (name,) = year.named("年报.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(year.files[name])).worksheets[0]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


def test_the_records_behind_a_figure_are_folded_so_that_few_pages_print(twelve: Year) -> None:
    (name,) = twelve.named("2024年节能减排工作总结数据来源表.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(twelve.files[name]))["来源记录"]
    hidden = sum(row.hidden for row in sheet.row_dimensions.values())
    assert sheet.max_row > 400
    assert sheet.max_row - hidden < 150


def test_every_unit_stands_in_every_table_of_units(town: tuple[str, Year]) -> None:
    _name, year = town
    book = openpyxl.load_workbook(io.BytesIO(year.files[year.named("名录库")[0]]))
    rows = list(book.worksheets[0].iter_rows(min_row=3, values_only=True))
    shorts = [str(row[2]) for row in rows if row[2] and isinstance(row[0], int)]
    assert len(shorts) in {5, 12, 40}
    first = year.text("一季度公共机构能源资源消费汇总表")
    assert [short for short in shorts if short not in first] == []


def test_rows_of_workbooks_show_all_of_their_texts(town: tuple[str, Year]) -> None:
    _name, year = town
    for name in [*year.named("台账.xlsx"), *year.named("一览.xlsx"), *year.named("名录库.xlsx")]:
        for sheet in openpyxl.load_workbook(io.BytesIO(year.files[name])).worksheets:
            merged = {block.coord.partition(":")[0] for block in sheet.merged_cells.ranges}
            for row in sheet.iter_rows():
                height = sheet.row_dimensions[row[0].row].height or 15
                for cell in row:
                    if isinstance(cell.value, str) and cell.coordinate not in merged:
                        width = sheet.column_dimensions[cell.column_letter].width
                        letters = sum(2 if ord(one) > 0x2E80 else 1 for one in cell.value)
                        assert height >= 12 * -(-letters // width), (name, cell.coordinate, cell.value)


def test_words_columns_hold_their_figures_on_one_line(town: tuple[str, Year], tmp_path: Path) -> None:
    """The widest figure of every column of the quarter's tables fits beside the cell's blank."""
    _name, year = town
    with Office.open(shutil.copy(year.path, tmp_path / "镇.jzdb")) as office:
        letter = Letter(towns.SIGNED, number="")
        word = docx.Document(io.BytesIO(docx_of(letter_document(office, Quarter(towns.YEAR, 3), letter))))
    for table in word.tables:
        for row in table.rows:
            for cell in row.cells:
                paragraph = cell.paragraphs[0]
                if paragraph.alignment == WD_ALIGN_PARAGRAPH.RIGHT and paragraph.runs:
                    size = (paragraph.runs[0].font.size or Pt(12)).pt
                    room = cell.width.pt - 2 * 34 / 20
                    assert 0.5 * size * len(cell.text) <= room, cell.text


def test_word_is_chinese_and_brings_no_picture_of_its_template(twelve: Year) -> None:
    (name,) = twelve.named("2024年节能减排工作总结.docx")
    with zipfile.ZipFile(io.BytesIO(twelve.files[name])) as parts:
        assert "docProps/thumbnail.jpeg" not in parts.namelist()
        assert b"thumbnail" not in parts.read("_rels/.rels")
        assert b'eastAsia="zh-CN"' in parts.read("word/styles.xml")
        assert b"ja-JP" not in parts.read("word/settings.xml")


# ---- what was mended when the papers were read


def test_the_sums_of_a_year_name_what_they_lack_in_every_analysis(twelve: Year) -> None:
    """The fourth quarter is whole, the year is not: no total of the year stands there as if it were."""
    text = twelve.text("2024年四季度公共机构能源资源消费分析")
    (to_date,) = re.findall(r"自年初累计（1—12月）.*?。", text)
    assert to_date.endswith("（二季度司法所有未填项，三季度工会未报，为已有数据之和）。")
    assert "自年初累计（1—12月）" in twelve.text("2024年四季度公共机构能源资源消费分析")
    assert "11/12个单位数据完整，其余单位只计已有的数据。" in text
    assert "综合能耗、人均综合能耗" not in text  # the total itself was said, only the ratios wait
    second = twelve.text("2024年一季度公共机构能源资源消费分析")
    assert "为已有数据之和" not in second


def test_what_is_no_longer_used_has_no_percentage_in_the_analysis(twelve: Year) -> None:
    text = twelve.text("2024年一季度公共机构能源资源消费分析")
    assert "煤炭不再使用" in text
    assert "敬老院煤炭用量由2.40吨减少到0吨" in text
    assert "100.0%" not in text


def test_a_change_too_small_to_print_is_not_called_none(twelve: Year) -> None:
    """1,642.8 litres after 1,642.3 are not as many."""
    assert "汽油与上年同期基本持平" in twelve.text("2024年一季度公共机构能源资源消费分析")


def test_parts_of_a_carrier_are_named_with_their_whole(twelve: Year) -> None:
    text = twelve.text("2024年三季度公共机构能源资源消费汇总表")
    assert re.search(r"汽油中车辆用油量[\d,.]+升；柴油中车辆用油量[\d,.]+升。", text)


def test_every_unit_of_the_chart_has_its_liaison(town: tuple[str, Year]) -> None:
    """A name too long for the box gives way to the short one, never the person."""
    _name, year = town
    chart, roster = year.text("组织网络图"), year.text("联络员名册")
    assert len(re.findall("0883-7640001", chart)) == len(re.findall("0883-7640001", roster))


def test_papers_of_the_year_name_who_reports_as_one_office(town: tuple[str, Year]) -> None:
    which, year = town
    body = {"twelve": "勐库拉祜族佤族乡人民政府", "forty": "勐库镇人民政府", "street": "允景街道办事处"}[
        which
    ]
    for name in (*year.named("报送情况.pdf"), *year.named("年报.pdf"), *year.named("季度", "汇总表.pdf")):
        assert f"填报单位：{body}" in year.texts[name], name


def test_a_table_explains_no_sign_that_it_does_not_hold(twelve: Year, forty: Year) -> None:
    assert "尚未掌握" not in twelve.text("基本情况一览表")
    assert "共11个单位，均报送报表" in twelve.text("基本情况一览表")
    assert "“—”为尚未掌握" in forty.text("基本情况一览表")  # two units there have no liaison


def test_notices_that_are_all_overdue_are_not_counted_twice(twelve: Year) -> None:
    assert "限期整改中5个（均已逾期）" in twelve.text("检查情况汇总")
    slip = twelve.text("1号", "整改情况登记表")
    assert "2024年2月1日复查合格（到场复查），当日销号。" in slip
    assert "完成日期" not in slip  # the day of the answer is known, not that of the work
    sheet = openpyxl.load_workbook(io.BytesIO(twelve.files[twelve.named("整改台账")[0]])).worksheets[0]
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert texts[-1] == "合计5件：已销号2件，已逾期3件。"
    assert "二楼走廊：走廊照明白天未关" in texts


def test_pictures_have_their_title_once(twelve: Year) -> None:
    text = twelve.text("2024年一季度公共机构能源资源消费分析")
    assert text.count("各季度综合能耗") == 1


def test_papers_of_a_whole_year_are_filed_under_the_town(twelve: Year) -> None:
    """Of all files only those of a day, of a number or of a unit begin otherwise."""
    town, own = "勐库拉祜族佤族乡", r"202[45]-\d\d-\d\d|勐政|\S+?2024年统计台账|目录"
    assert [name for name in twelve.files if not re.match(rf"{town}|{own}", name)] == []


def test_a_ratio_has_the_same_decimals_in_every_text(street: Year) -> None:
    """Litres a car are whole ones in the half-year's summary and in the quarter's analysis."""
    text = street.text("2024年二季度公共机构能源资源消费分析")
    assert re.search(r"车均油耗\d+升/辆", text)
    assert re.search(r"人均综合能耗\d+\.\d\d千克标准煤", text)
