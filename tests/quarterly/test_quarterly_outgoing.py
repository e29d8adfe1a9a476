"""What leaves the office each quarter:
reminders, analysis, the page to post, the letter upward, a unit's report, the ledger.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.settings import EXAMPLE, SUPERIOR, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_contact
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.ledger import store_ledger_entries
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.papers.analysis import analysis_paper, analysis_texts
from jingzhen_desktop.quarterly.papers.charts import carriers_chart
from jingzhen_desktop.quarterly.papers.letter import Letter, letter_name, letter_paper
from jingzhen_desktop.quarterly.papers.publicity import publicity_paper
from jingzhen_desktop.quarterly.papers.reminder import reminder_paper
from jingzhen_desktop.quarterly.papers.shared import book_paper
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.queries.books import (
    board_of_year,
    ledger_of,
    publicity_of,
    unit_of,
    urge_list,
)
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.rules.analysis import largest_causes
from jingzhen_desktop.quarterly.rules.printing.board import urge_text
from jingzhen_desktop.quarterly.sheets.book import book_bytes
from jingzhen_desktop.quarterly.values.ledger import LedgerEntry
from jingzhen_desktop.quarterly.values.reports import Move

from ..changing import changed
from ..finished import pdf_pages, pdf_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.organisation.values.units import UnitInYear

Q2 = Quarter(2011, 2)
BEFORE = Q2.last_year


@pytest.fixture
def stored(office: Office, units: list[UnitInYear], report: Callable[..., object]) -> list[UnitInYear]:
    """Two units in both years: the school uses 1,000 kWh and 100 L of petrol less,
    the town hall 300 kWh more; the clinic is missing.
    """
    hall, school, clinic = units
    figures: dict[tuple[int, Quarter], dict[str, tuple[str, str]]] = {
        (hall.id, BEFORE): {
            "electricity": ("2000", "1000"),
            "petrol": ("100", "700"),
            "petrol_vehicle": ("100", "700"),
            "water": ("30", "60"),
        },
        (hall.id, Q2): {
            "electricity": ("2300", "1150"),
            "petrol": ("100", "700"),
            "petrol_vehicle": ("100", "700"),
            "water": ("20", "40"),
        },
        (school.id, BEFORE): {
            "electricity": ("9000", "4500"),
            "petrol": ("300", "2100"),
            "petrol_vehicle": ("300", "2100"),
        },
        (school.id, Q2): {
            "electricity": ("8000", "4000"),
            "petrol": ("200", "1400"),
            "petrol_vehicle": ("200", "1400"),
        },
        (clinic.id, BEFORE): {"electricity": ("500", "250")},
    }
    for (unit, quarter), rows in figures.items():
        report(unit, quarter, rows)
    for present in (hall, school):
        move_report(office, present.id, Q2, Move.SUBMIT)
    changed(change_contact, office, clinic.id, 2011, liaison_name="孙桂兰", liaison_phone="0879-0000004")
    return units


def test_urging_names_who_is_late_and_whom_to_call(office: Office, stored: list[UnitInYear]) -> None:
    day = date(2011, 7, 20)
    text = urge_text(state_board(office, 2011, day), Q2)
    assert text.splitlines() == [
        "2011年二季度统计报表应于2011年7月10日前报送，截至2011年7月20日尚有1个单位未报齐：",
        "1. 青石镇卫生院（未报（逾期））孙桂兰 0879-0000004",
    ]
    row = urge_list(office, Q2, day).tables[0].rows[0]
    assert [cell.text for cell in row.cells][1:6] == [
        "青石镇卫生院",
        "未报（逾期）",
        "10天",
        "孙桂兰",
        "0879-0000004",
    ]
    table = board_of_year(office, 2011, day).tables[0]
    assert [cell.text for cell in table.rows[2].cells][4:6] == ["未报（逾期）", " "]
    assert table.rows[-1].cells[4].text == "已报2/3"


def test_each_late_unit_gets_a_reminder_of_its_own(office: Office, stored: list[UnitInYear]) -> None:
    one = pdf_text(reminder_paper(office, Q2, date(2011, 7, 25), date(2011, 7, 20)).data)
    for words in (
        "青石镇卫生院：",
        "应于2011年7月10日前报送",
        "截至2011年7月20日，你单位尚未报送",
        "请你单位于2011年7月25日前",
        "领导小组办公室",
    ):
        assert words in one
    several = reminder_paper(office, Quarter(2011, 3), date(2011, 10, 25), date(2011, 10, 20))
    assert several.pages == 3
    pages = pdf_pages(several.data)
    assert [next(unit.name for unit in stored if f"{unit.name}：" in page) for page in pages] == [
        unit.name for unit in stored
    ]
    chosen = reminder_paper(office, Quarter(2011, 3), date(2011, 10, 25), date(2011, 10, 20), [stored[1].id])
    assert "青石镇中心学校：" in pdf_text(chosen.data)
    with pytest.raises(InputRejected, match="没有需要催报的单位"):
        reminder_paper(office, BEFORE, date(2010, 7, 25), date(2010, 7, 20), [10**6])


def test_the_analysis_finds_the_three_largest_causes(office: Office, stored: list[UnitInYear]) -> None:
    causes = largest_causes(town_quarter(office, Q2), town_quarter(office, BEFORE))
    # −1,000 × 0.1229 = −122.90; 200 L = 214.82 against 300 L = 322.24 kgce; the town hall's +300 kWh goes the
    # other way
    assert [(one.unit.unit.short_name, one.item.key, one.change) for one in causes] == [
        ("中心学校", "electricity", Decimal("-122.90")),
        ("中心学校", "petrol", Decimal("-107.42")),
    ]
    sections = {section.title: "".join(section.texts) for section in analysis_texts(office, Q2)}
    assert "未报：卫生院" in sections["报送情况"]
    assert "电1.03万千瓦时" in sections["消耗总量"]
    assert "以下合计为已有数据之和，同比按两期数据齐全的单位计算" in sections["报送情况"]
    # now (10,300 − 11,000) / 11,000 = −6.4 %, over the two units of both years
    assert "电同比下降6.4%" in sections["与上年同期比较"]
    assert "中心学校电用量由9000千瓦时减少到8000千瓦时，折标煤减少122.90千克" in sections["变动的主要来源"]
    assert "镇政府水用量由30立方米减少到20立方米" in sections["变动的主要来源"]
    pdf = pdf_text(analysis_paper(office, Q2, date(2011, 7, 20)).data)
    for words in (
        "一、报送情况",
        "六、统计图",
        "图1",
        "单位：kgce",
        "青石镇2011年二季度各品种折标煤与上年同期",
    ):
        assert words in pdf


def test_the_analysis_does_not_compare_without_a_last_year(office: Office, stored: list[UnitInYear]) -> None:
    sections = {section.title: "".join(section.texts) for section in analysis_texts(office, BEFORE)}
    assert sections["与上年同期比较"] == "没有上年同期的数据，不作比较。"
    assert "变动的主要来源" not in sections


def test_the_letter_goes_upward_with_both_tables(office: Office, stored: list[UnitInYear]) -> None:
    write_settings(office, {SUPERIOR: "县机关事务局"})
    letter = Letter(date(2011, 7, 12), number="青政报〔2011〕12号", signer="李建国")
    pdf = letter_paper(office, Q2, letter)
    text = pdf_text(pdf.data)
    for words in (
        "青石镇人民政府文件",
        "青政报〔2011〕12号",
        "签发人：李建国",
        "关于报送2011年二季度公共机构能源资源消耗统计表的报告",
        "县机关事务局：",
        "应报3个单位，已报2个单位（卫生院未报）",
        "特此报告。",
        "附件：1.",
        "综合表（2011年二季度）",
        "10,300",
    ):
        assert words in text, words
    assert pdf.pages >= 4
    assert letter_name(office, Q2) == "青石镇人民政府关于报送2011年二季度公共机构能源资源消耗统计表的报告.pdf"
    plain = pdf_text(letter_paper(office, Q2, Letter(date(2011, 7, 12))).data)
    assert "人民政府文件" not in plain


def test_what_is_posted_fits_one_page(office: Office, stored: list[UnitInYear]) -> None:
    book = publicity_of(office, Q2, "青石镇人民政府", date(2011, 7, 12))
    pdf = book_paper(office, book)
    assert pdf.pages == 1
    text = pdf_text(pdf.data)
    for words in (
        "青石镇2011年二季度公共机构能源资源消耗情况公示",
        "公示日期：2011年7月12日",
        "未报：卫生院",
        "监督电话",
        "10,300",
    ):
        assert words in text
    school = book.tables[0].rows[1]
    # 8,000 × 0.1229 + 200 L × 0.73 × 1.4714 = 983.20 + 214.82
    assert [cell.figure for cell in school.cells] == [
        "青石镇中心学校",
        "600",
        "8,000",
        "0",
        "200",
        "1,198.02",
        "5,400.00",
        "2.00",
    ]


def test_a_units_report_stands_against_last_year(office: Office, stored: list[UnitInYear]) -> None:
    write_settings(office, {EXAMPLE: "1"})
    book = unit_of(office, stored[1].id, Q2)
    row = next(row for row in book.tables[0].rows if row.key == "electricity")
    assert [cell.figure for cell in row.cells][3:8] == ["8,000", "9,000", "-11.1%", "—", "8,000"]
    text = pdf_text(book_paper(office, book).data)
    for words in ("填报单位：青石镇中心学校", "统计时间：2011年4—6月", "8,000", "-11.1%", "0.50", "示例"):
        assert words in text
    title = openpyxl.load_workbook(io.BytesIO(book_bytes(book, example=True)))["单位报表"]["A1"].value
    assert title.endswith("（示例）")


def test_the_ledger_prints_months_quarters_and_the_year(office: Office, stored: list[UnitInYear]) -> None:
    rows = [
        LedgerEntry(
            month, "electricity", "0431", Decimal(month), Decimal(month + 1), Decimal(100), Decimal("0.5")
        )
        for month in (4, 5, 6)
    ]
    store_ledger_entries(
        office,
        stored[1].id,
        2011,
        [*rows, LedgerEntry(4, "electricity", "0432", quantity=Decimal(7), cost=Decimal(5))],
    )
    book = ledger_of(office, stored[1].id, 2011)
    lines = {row.cells[1].text: [cell.figure.strip() for cell in row.cells] for row in book.tables[0].rows}
    assert lines["5月"][3:9] == ["5", "6", "100", "100", "0.50", "50.00"]
    assert lines["二季度小计"][6:11] == ["307", "", "155.00", "", ""]
    assert lines["一季度小计"][10] == "0/3个月"
    assert lines["全年合计"][6] == "307"
    text = pdf_text(book_paper(office, book).data)
    assert "2011年公共机构能源资源消耗统计台账" in text
    assert "单位名称：青石镇中心学校" in text


def test_newer_years_speak_of_consumption_as_their_forms_do(
    office: Office, report: Callable[..., object]
) -> None:
    quarter = Quarter(2024, 2)
    write_settings(office, {TOWN: "青石镇"})
    for number in range(40):
        unit = add_unit(
            office,
            2024,
            UnitFacts(f"青石镇第{number + 1}单位", Nature.EDUCATION, energy_users=10),
            UnitContact(f"单位{number + 1}"),
        )
        report(unit, quarter, {"electricity": ("1000", "500"), "water": ("30", "60")})
    sections = {section.title: "".join(section.texts) for section in analysis_texts(office, quarter)}
    assert "本季消费电4.00万千瓦时，水1200立方米" in sections["消费总量"]
    posted = publicity_paper(office, quarter, date(2024, 7, 12))
    assert posted.pages == 1  # forty units still stand on one page
    assert "青石镇第40单位" in pdf_text(posted.data)
    text = pdf_text(letter_paper(office, quarter, Letter(date(2024, 7, 12))).data)
    assert "关于报送2024年二季度公共机构能源资源消费统计表的报告" in text


def test_more_units_than_fit_are_posted_by_kind(office: Office, report: Callable[..., object]) -> None:
    write_settings(office, {TOWN: "青石镇"})
    for number in range(90):
        nature = (Nature.EDUCATION, Nature.HEALTH, Nature.STATE_ORGAN)[number % 3]
        unit = add_unit(
            office,
            2024,
            UnitFacts(f"青石镇第{number + 1}单位", nature, energy_users=10),
            UnitContact(f"单位{number + 1}"),
        )
        report(unit, Quarter(2024, 2), {"electricity": ("1000", "500")})
    posted = publicity_paper(office, Quarter(2024, 2), date(2024, 7, 12))
    text = pdf_text(posted.data)
    assert posted.pages == 1
    assert "国家机关（30个）" in text
    assert "共90个单位，按单位性质公示" in text


def test_a_picture_compares_only_units_of_both_years(office: Office, stored: list[UnitInYear]) -> None:
    """The clinic has not reported this year:
    its 500 kWh of last year must not make the town seem to have fallen.
    """
    chart = carriers_chart(town_quarter(office, Q2), "青石镇")
    power = dict(
        zip(chart.categories, zip(*(line.values for line in chart.series), strict=True), strict=True)
    )["电"]
    assert power == (Decimal("1351.90"), Decimal("1265.87"))  # (2,000 + 9,000) and (2,300 + 8,000) × 0.1229
    assert chart.notes == ("各品种：仅按2个两期均有数据的单位计算。",)
