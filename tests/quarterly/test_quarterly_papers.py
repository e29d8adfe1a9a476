"""The town's table on paper: read back from the finished PDF and compared with numbers computed by hand."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from jingzhen_desktop.base.files import TargetExists, deliver_all
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import EXAMPLE, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.outgoing import table_files
from jingzhen_desktop.quarterly.papers.shared import book_paper
from jingzhen_desktop.quarterly.queries.books import town_of
from jingzhen_desktop.quarterly.settings import FILLED_BY, STATISTICS_HEAD, UNIT_HEAD
from jingzhen_desktop.quarterly.values.reports import Entry, Report

from ..finished import pdf_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

Q2 = Quarter(2012, 2)
NAMES = (("柳河镇人民政府", "镇政府"), ("柳河镇中心学校", "中心学校"), ("柳河镇卫生院", "卫生院"))


def _report(office: Office, unit: int, quarter: Quarter, **figures: tuple[str | None, str | None]) -> None:
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    for key, pair in figures.items():
        entries[key] = Entry(*(None if text is None else Decimal(text) for text in pair))
    store_report(office, Report(unit, quarter, system.version, entries))


@pytest.fixture
def units(office: Office) -> list[int]:
    """Three units in 2011 and 2012; in 2012Q2 the third has not reported."""
    write_settings(office, {TOWN: "柳河镇", UNIT_HEAD: "赵一", STATISTICS_HEAD: "钱二", FILLED_BY: "孙三"})
    units = [
        add_unit(office, 2011, UnitFacts(name, Nature.OTHER_INSTITUTION), UnitContact(short))
        for name, short in NAMES
    ]
    open_year(office, 2012)
    for unit, before in zip(units, ("1200", "1600", "500"), strict=True):
        _report(office, unit, Quarter(2011, 1), electricity=("100", "60"))
        _report(office, unit, Quarter(2011, 2), electricity=(before, "900"), water=("10", "20"))
        _report(office, unit, Quarter(2012, 1), electricity=("110", "66"))
    _report(office, units[0], Q2, electricity=("1000.5", "600.30"), water=("12", "25.00"))
    _report(
        office,
        units[1],
        Q2,
        electricity=("2000", "1200"),
        water=("8", "15.55"),
        petrol=("100", "721"),
        petrol_vehicle=("100", "721"),
    )
    return units


def test_says_the_numbers_as_computed_by_hand(office: Office, units: list[int]) -> None:
    text = pdf_text(book_paper(office, town_of(office, Q2)).data)
    assert "3,000.5" in text  # 1000.5 + 2000 kWh
    assert "1,800.30" in text
    assert "122.96" in text  # 1000.5 × 0.1229 = 122.96145
    assert "368.76" in text  # 122.96 + 245.80
    assert "107.41" in text  # 100 L × 0.73 × 1.4714 = 107.4122
    assert "+7.2%" in text  # (3000.5 − 2800) / 2800, only the two units of both years
    assert "3,330.5" in text  # with 3 × 110 of the first quarter
    assert "2,561.85" in text  # all costs: 1800.30 + 40.55 + 721


def test_says_whose_paper_it_is_and_who_signs(office: Office, units: list[int]) -> None:
    text = pdf_text(book_paper(office, town_of(office, Q2)).data)
    for words in (
        "填报单位：柳河镇",
        "统计时间：2012年4—6月",
        "当量值",
        "单位负责人：赵一",
        "统计负责人：钱二",
        "填表人：孙三",
        "报出日期",
        "卫生院（未报）",
    ):
        assert words in text
    assert "示例" not in text


def test_names_what_is_missing_and_what_is_left_out(
    office: Office, units: list[int], hand_in: Callable[[Quarter], None]
) -> None:
    text = pdf_text(book_paper(office, town_of(office, Q2)).data)
    assert "0/3个单位已报" in text, "a draft is not 已报"
    assert "的报表还在录入或已退回，没有报来，所填的数已计入合计" in text
    hand_in(Q2)
    text = pdf_text(book_paper(office, town_of(office, Q2)).data)
    assert "2/3个单位已报" in text
    assert "柳河镇卫生院未报，合计为2/3个单位的数据" in text
    assert "仅按2个两期均有数据的单位计算" in text
    assert "原煤、天然气" in text
    assert "均为0或无数据，未列" in text


def test_complete_quarter_needs_no_coverage(
    office: Office, units: list[int], hand_in: Callable[[Quarter], None]
) -> None:
    _report(office, units[2], Q2, electricity=("100", "60"), water=("5", "9"))
    hand_in(Q2)
    text = pdf_text(book_paper(office, town_of(office, Q2)).data)
    assert "3个单位全部报送" in text
    assert "/3个单位" not in text


def test_blank_cell_is_not_zero(office: Office, units: list[int]) -> None:
    _report(office, units[2], Q2, electricity=(None, "60"), water=("0", "0"))
    table = town_of(office, Q2).tables[0]
    row = [cell.figure for cell in table.rows[2].cells]
    assert row[0] == "卫生院"
    assert row[1] == "未填"
    assert row[3] == "未填"  # no standard coal without a quantity
    assert row[4] == "0"  # water: really none
    assert any("柳河镇卫生院的报表有未填项" in note for note in table.notes)


def test_same_table_without_last_year(office: Office, units: list[int]) -> None:
    table = town_of(office, Quarter(2011, 2)).tables[0]
    rows = [[cell.figure for cell in row.cells] for row in table.rows]
    labels = [row[0] for row in rows]
    assert labels[3:] == ["合计", "上年同期", "同比", "累计（1—2季度）", "上年同期累计", "累计同比"]
    assert set(rows[4][1:]) == {"—"}
    assert set(rows[5][1:]) == {"—"}
    assert any("同比：无上年同期数据" in note for note in table.notes)


def test_marks_an_example(office: Office, units: list[int]) -> None:
    write_settings(office, {EXAMPLE: "1"})
    assert "示例" in pdf_text(book_paper(office, town_of(office, Q2)).data)


def test_lies_on_a4_landscape_and_names_itself(office: Office, units: list[int]) -> None:
    pdf = book_paper(office, town_of(office, Q2))
    page = PdfReader(io.BytesIO(pdf.data)).pages[0]
    assert (round(float(page.mediabox.width)), round(float(page.mediabox.height))) == (842, 595)
    assert pdf.title == "2012年二季度公共机构能源资源消耗状况汇总表"


def test_all_carriers_of_many_units_still_go_on_paper(office: Office) -> None:
    write_settings(office, {TOWN: "柳河镇"})
    items = {item.key: ("123456.78", "98765.43") for item in system_of_year(2012).items if item.is_carrier}
    for number in range(30):
        unit = add_unit(office, 2012, UnitFacts(f"柳河镇第{number + 1}中心小学", Nature.EDUCATION))
        _report(office, unit, Q2, **items)
    pdf = book_paper(office, town_of(office, Q2))
    text = pdf_text(pdf.data)
    assert pdf.pages > 1
    assert text.count("柳河镇第30中心小学") >= 2  # once in each group of columns
    assert "3,703,703.40" in text  # 30 × 123456.78
    for item in system_of_year(2012).carriers:
        assert item.name in text


def test_export_asks_before_it_replaces(office: Office, units: list[int], tmp_path: Path) -> None:
    folder = tmp_path / "U盘"
    _workbook, written = deliver_all(table_files(office, Q2), folder)
    assert written == folder / "柳河镇2012年二季度公共机构能源资源消耗汇总表.pdf"
    first = written.read_bytes()
    _report(office, units[2], Q2, electricity=("100", "60"))
    with pytest.raises(TargetExists, match=r"公共机构能源资源消耗汇总表.*等2个文件"):
        deliver_all(table_files(office, Q2), folder)
    assert written.read_bytes() == first
    deliver_all(table_files(office, Q2), folder, overwrite=True)
    assert "3,100.5" in pdf_text(written.read_bytes())


def test_town_name_cannot_lead_out_of_the_folder(office: Office, units: list[int], tmp_path: Path) -> None:
    write_settings(office, {TOWN: "../柳河/镇"})
    written = deliver_all(table_files(office, Q2), tmp_path / "出")
    assert {file.parent for file in written} == {tmp_path / "出"}
