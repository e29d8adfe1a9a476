"""定额执行情况表: what it says, whose quotas may stand in it, the same cells on paper and in the workbook."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from pypdf import PdfReader

from jingzhen_desktop.assessment.actions.quotas import change_quotas, change_standard
from jingzhen_desktop.assessment.papers.standing import standing_paper, standing_to_issue
from jingzhen_desktop.assessment.queries.books import standing_book_of
from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.rules.periods import year_period
from jingzhen_desktop.assessment.settings import REGION
from jingzhen_desktop.assessment.sheets.standing import standing_workbook
from jingzhen_desktop.assessment.values.quotas import QuotaIndicator, Seen
from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.office.settings import EXAMPLE, write_settings
from jingzhen_desktop.organisation.actions.units import change_contact

from .choosing import YEAR, choose, row, unit_named

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

DAY = date(2012, 4, 20)
PERIOD = year_period(YEAR)
NON_HEATING, ELECTRICITY = QuotaIndicator.NON_HEATING, QuotaIndicator.ELECTRICITY


@pytest.fixture
def judged(with_standards: Office) -> Office:
    """Three units with quotas; the hospital is over the one of its area."""
    office = with_standards
    choose(office, unit_named(office, "政府"), row(office, "2672", ELECTRICITY, "市级以下", "A区"))
    choose(office, unit_named(office, "站"), None, ELECTRICITY)
    hospital = row(office, "2673", NON_HEATING, "一级", "A区")
    change_quotas(office, [(hospital, replace(hospital, limit=Decimal(9)))])
    choose(office, unit_named(office, "卫生院"), hospital)
    return office


def cells(office: Office) -> list[list[str]]:
    (table,) = standing_book_of(office, PERIOD, DAY).tables
    return [[cell.marked.strip() for cell in line.cells] for line in table.rows]


def test_what_the_table_says(judged: Office) -> None:
    government, station, hospital = cells(judged)
    assert government == [
        "1", "文井镇人民政府", "常规用能系统电耗", "市级以下 A区", "kWh/㎡", "20.15", "20.0", "39.5", "67.4", "达到基准值",
        government[10], "—", "持平",
    ]  # fmt: skip
    assert station[9] == "没有适用的定额"
    assert hospital[5:10] == ["10.86", "4.3", "8.0", "9.0", "超约束值"]
    # 10.85606453605442… − 9 = 1.856…, × 2940 = 5456.83
    assert hospital[11:] == ["5,456.83kgce", "下降4%，要说明"]
    (table,) = standing_book_of(judged, PERIOD, DAY).tables
    assert "电按0.31kgce/千瓦时（标准规定），其他按当量值" in "".join(table.notes)
    assert not any("站" in note for note in table.notes)


def test_paper_and_workbook_hold_the_same(judged: Office) -> None:
    pdf = standing_paper(judged, PERIOD, DAY)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf.data)).pages)
    sheet = openpyxl.load_workbook(io.BytesIO(standing_workbook(judged, PERIOD, DAY))).active
    assert sheet is not None
    shown = "".join("".join(str(cell.value or "").split()) for line in sheet.iter_rows() for cell in line)
    for word in ("文井镇2011年公共机构定额执行情况表", "超约束值", "没有适用的定额", "5,456.83kgce", "20.15"):
        assert word in text
        assert word in shown
    assert "示例" in text
    paper = standing_to_issue(PERIOD, DAY, pdf)
    assert (paper.kind, paper.title) == ("定额执行情况表", "2011年公共机构定额执行情况表")


def test_an_example_quota_never_reaches_a_paper_of_another_office(judged: Office) -> None:
    write_settings(judged, {EXAMPLE: "0"})
    with pytest.raises(InputRejected, match="卫生院选定的是示例定额"):
        standing_paper(judged, PERIOD, DAY)


def test_a_row_that_is_not_the_offices_own_says_so(judged: Office) -> None:
    office = judged
    write_settings(office, {EXAMPLE: "0", REGION: "山东省某县"})
    for standard in quota_register(office).standards:
        change_standard(
            office, standard, replace(standard, seen=Seen.THIRD_PARTY, document="县文〔2012〕1号")
        )
    rows = quota_register(office).quotas
    assert cells(office)[0][9] == "达到基准值（参考）"
    wanted = [one for one in rows if one.unit_class in ("市级以下", "一级")]
    change_quotas(
        office,
        [(one, replace(one, page="3", entered_by="王丽", entered_on=date(2012, 2, 1))) for one in wanted],
    )
    assert cells(office)[0][9] == "达到基准值（未核对原文）"
    (table,) = standing_book_of(office, PERIOD, DAY).tables
    assert any("县文〔2012〕1号（未核对原文）" in note for note in table.notes)
    for standard in quota_register(office).standards:
        change_standard(office, standard, replace(standard, seen=Seen.ORIGINAL))
    assert cells(office)[0][9] == "达到基准值"


def test_a_unit_that_is_closed_by_the_day_is_named_not_listed(judged: Office) -> None:
    unit = unit_named(judged, "卫生院")
    change_contact(judged, unit, replace(unit, contact=replace(unit.contact, closed=date(2012, 3, 1))))
    assert [line[1] for line in cells(judged)] == ["文井镇人民政府", "文井镇文体广播站"]
    (table,) = standing_book_of(judged, PERIOD, DAY).tables
    assert any("2012年3月1日撤销" in note for note in table.notes)


def test_without_a_choice_there_is_no_table(with_standards: Office) -> None:
    with pytest.raises(InputRejected, match="还没有为单位选定定额"):
        standing_book_of(with_standards, PERIOD, DAY)
