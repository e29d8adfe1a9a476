"""汇总表 in its three forms: workbook, PDF and Word are one table,
and every figure on it is the town's, to the cell.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import docx
import openpyxl
import pytest

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.paper.docx.writing import docx_of
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.outgoing import table_files
from jingzhen_desktop.quarterly.papers.letter import Letter, letter_paper
from jingzhen_desktop.quarterly.papers.shared import book_paper
from jingzhen_desktop.quarterly.queries.books import town_of
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.settings import FILLED_BY, STATISTICS_HEAD, UNIT_HEAD
from jingzhen_desktop.quarterly.sheets.book import book_bytes
from jingzhen_desktop.quarterly.values.figures import Measure, TownQuarter, UnitQuarter
from jingzhen_desktop.quarterly.values.reports import Entry, Report

from .finished import Finished, Key, of_pdf, of_word, of_workbook, plain

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

    Fill = Callable[..., None]

SHEET = "季度汇总表"


@pytest.fixture
def fill(office: Office) -> Fill:
    """Enter units and their reports of a quarter and the quarters before it, in its year and the one before.

    Of the quarter the last ``missing`` units have no report, and the first one left its electricity blank if
    ``blank``.
    """

    def enter(quarter: Quarter, units: int = 3, *, missing: int = 0, blank: bool = False) -> None:
        write_settings(
            office, {TOWN: "柳河镇", UNIT_HEAD: "赵一", STATISTICS_HEAD: "钱二", FILLED_BY: "孙三"}
        )
        ids = [
            add_unit(
                office,
                quarter.year - 1,
                UnitFacts(f"柳河镇第{one}小学", Nature.EDUCATION),
                UnitContact(f"{one}小"),
            )
            for one in range(1, units + 1)
        ]
        open_year(office, quarter.year)
        for last in (quarter.last_year, quarter):
            for one in last.to_date():
                here = ids[: units - missing] if one == quarter else ids
                for number, unit in enumerate(here):
                    _store(office, unit, one, number, blank=blank and one == quarter and not number)

    return enter


def _store(office: Office, unit: int, quarter: Quarter, number: int, *, blank: bool) -> None:
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    used = Decimal(1000 * (number + 1) + 10 * quarter.number + quarter.year % 10)
    entries["electricity"] = Entry(None if blank else used, used / 2)
    entries["water"] = Entry(used / 100, used / 50)
    entries["natural_gas"] = Entry(used / 8, Decimal("150.5"))
    store_report(office, Report(unit, quarter, system.version, entries))


CASES = {
    "complete": (Quarter(2012, 2), {}),
    "first quarter": (Quarter(2012, 1), {}),
    "one missing": (Quarter(2012, 3), {"missing": 1}),
    "missing and blank": (Quarter(2012, 4), {"missing": 1, "blank": True}),
    "nobody reported": (Quarter(2012, 2), {"missing": 3}),
    "2022": (Quarter(2023, 2), {}),
    "2022, missing and blank": (Quarter(2023, 3), {"missing": 1, "blank": True}),
    "2025": (Quarter(2026, 1), {}),
    "2025, one missing": (Quarter(2026, 2), {"missing": 1}),
    "12 units, one missing": (Quarter(2012, 3), {"units": 12, "missing": 1}),
}


@pytest.mark.parametrize("case", CASES)
def test_workbook_pdf_and_word_are_one_table_of_the_towns_figures(
    office: Office, fill: Fill, case: str
) -> None:
    quarter, more = CASES[case]
    fill(quarter, **more)
    book = town_of(office, quarter)
    pdf = book_paper(office, book)
    assert pdf.source is not None
    workbook, paper, word = (
        of_workbook(book_bytes(book), SHEET),
        of_pdf(pdf.data),
        of_word(docx_of(pdf.source)),
    )
    assert workbook.cells == paper.cells == word.cells
    assert workbook == paper == word
    system = system_of_year(quarter.year)
    assert workbook.title == f"{quarter.title}{system.form_title}汇总表"
    assert f"统计时间：{quarter.year}年{quarter.months}" in workbook.head
    assert workbook.foot == "单位负责人：赵一统计负责人：钱二填表人：孙三报出日期：年月日"
    _holds_the_towns_figures(workbook, town_quarter(office, quarter))


def _holds_the_towns_figures(read: Finished, town: TownQuarter) -> None:
    """Every figure is the town's, and nothing else stands in the table."""
    seen: set[Key] = set()

    def holds(label: str, group: str, head: str, value: object) -> None:
        key = (label, plain(group), plain(head))
        seen.add(key)
        assert read.cells[key] == value, key

    for carrier in town.carriers:
        if not carrier.item.is_carrier or not carrier.is_used:
            continue
        measures = {f"数量（{carrier.item.unit}）": carrier.quantity, "费用（元）": carrier.cost}
        if carrier.coal is not None:
            measures["折标煤（kgce）"] = carrier.coal
        for head, measure in measures.items():
            for label, value in _totals(town, measure, _places(read, carrier.item.name, head)):
                holds(label, carrier.item.name, head, value)
            for unit in town.units:
                figure = _figure(unit, carrier.item.key, head)
                holds(
                    _label(unit),
                    carrier.item.name,
                    head,
                    _text(unit, figure, _places(read, carrier.item.name, head)),
                )
    for head, measure in {"费用（元）": town.cost, "综合能耗（kgce）": town.coal}.items():
        for label, value in _totals(town, measure, 2):
            holds(label, "合计", head, value)
        for unit in town.units:
            figure = unit.cost_total if head.startswith("费用") else unit.coal_total
            holds(_label(unit), "合计", head, _text(unit, figure, 2))
    assert seen == set(read.cells)


def _label(unit: UnitQuarter) -> str:
    return unit.unit.short_name if unit.report else f"{unit.unit.short_name}（未报）"


def _figure(unit: UnitQuarter, key: str, head: str) -> Decimal | None:
    if unit.report is None or head.startswith("折标煤"):
        return unit.coal.get(key)
    entry = unit.report.entries[key]
    return entry.quantity if head.startswith("数量") else entry.cost


def _text(unit: UnitQuarter, figure: Decimal | None, places: int) -> str:
    if figure is None:
        return "未填" if unit.report else "—"
    return f"{figure:,.{places}f}"


def _totals(town: TownQuarter, measure: Measure, places: int) -> list[tuple[str, str]]:
    """Of each total its figure, starred where it lacks units the head does not speak of."""
    quarter, said = town.quarter, (town.coverage, "", "", "")
    to_date = "累计" if quarter.number == 1 else f"累计（1—{quarter.number}季度）"
    labels = ("合计", "上年同期", to_date, "上年同期累计")
    found = [
        (
            label,
            "—"
            if one.value is None
            else f"{one.value:,.{places}f}{'*' if one.coverage not in ('', told) else ''}",
        )
        for label, one, told in zip(labels, measure.totals, said, strict=True)
    ]
    compared = {"同比": measure.comparison, "累计同比": measure.comparison_to_date}
    for label, one in compared.items():
        percent = None if one.change is None else (one.change * 100).quantize(Decimal("0.1"), "ROUND_HALF_UP")
        found.append((label, "—" if percent is None else f"{percent:+,}%" if percent else "0.0%"))
    return found


def _places(read: Finished, group: str, head: str) -> int:
    """Decimals of a column, as its last total has them; all its figures must have as many."""
    figure = read.cells["上年同期累计", plain(group), plain(head)]
    return len(figure.rstrip("*").partition(".")[2])


def test_the_figures_are_those_worked_out_by_hand(office: Office, fill: Fill) -> None:
    quarter = Quarter(2012, 2)
    fill(quarter)
    cells = of_workbook(book_bytes(town_of(office, quarter)), SHEET).cells
    # 2012: 1000 n + 10 q + 2 for the units n = 1, 2, 3; 2011: 1 in place of 2
    power = {
        label: cells[label, "电", "数量（千瓦时）"]
        for label in ("1小", "合计", "上年同期", "累计（1—2季度）")
    }
    assert power == {"1小": "1,022", "合计": "6,066", "上年同期": "6,063", "累计（1—2季度）": "12,102"}
    assert cells["同比", "电", "数量（千瓦时）"] == "0.0%"  # 3 / 6063
    assert cells["合计", "水", "数量（立方米）"] == "60.66"
    assert cells["合计", "电", "费用（元）"] == "3,033.00"
    # 1022 × 0.1229 = 125.6038, 2022 × 0.1229 = 248.5038, 3022 × 0.1229 = 371.4038
    assert cells["合计", "电", "折标煤（kgce）"] == "745.50"


def test_the_letter_has_the_same_table_in_word(office: Office, fill: Fill) -> None:
    quarter = Quarter(2012, 3)
    fill(quarter, missing=1)
    letter = letter_paper(office, quarter, Letter(date(2012, 10, 8)))
    assert letter.source is not None
    attached = docx.Document(io.BytesIO(docx_of(letter.source))).tables[0]
    read = of_pdf(book_paper(office, town_of(office, quarter)).data)
    rows = [[plain(cell.text) for cell in row.cells] for row in attached.rows]
    cells = {
        (label, group, title): text
        for label, *texts in rows[2:]
        for group, title, text in zip(rows[0][1:], rows[1][1:], texts, strict=True)
    }
    assert cells == read.cells


def test_both_files_have_one_name(office: Office, fill: Fill) -> None:
    fill(Quarter(2012, 1), units=1)
    assert [file.name for file in table_files(office, Quarter(2012, 1))] == [
        "柳河镇2012年一季度公共机构能源资源消耗汇总表.xlsx",
        "柳河镇2012年一季度公共机构能源资源消耗汇总表.pdf",
    ]


def test_the_name_says_consumption_as_the_years_form_does(office: Office, fill: Fill) -> None:
    fill(Quarter(2023, 1), units=1)
    workbook, _paper = table_files(office, Quarter(2023, 1))
    assert workbook.name == "柳河镇2023年一季度公共机构能源资源消费汇总表.xlsx"


def test_an_indicator_is_held_to_what_it_was(office: Office, fill: Fill) -> None:
    quarter = Quarter(2012, 1)
    fill(quarter)
    energy = next(one for one in town_quarter(office, quarter).indicators if one.name.startswith("综合能耗"))
    proof = openpyxl.load_workbook(io.BytesIO(book_bytes(town_of(office, quarter))))["核对"]
    formulas = {row[1].value: (row[2].value, row[3].value) for row in proof.iter_rows(min_row=5)}
    assert formulas[f"{energy.name}（导出时的数）"] == ("=N('主要指标'!B3)", f"=SUM({energy.value})")


def test_a_long_name_does_not_hide_its_beginning(office: Office, fill: Fill) -> None:
    """The row grows with the lines of its name; a height that is fixed shows the middle line only."""
    fill(Quarter(2012, 1), units=1)
    name = "双江拉祜族佤族布朗族傣族自治县柳河镇中心卫生院勐库镇公弄村分院及其附属门诊部"
    unit = add_unit(office, 2012, UnitFacts(name, Nature.HEALTH))
    _store(office, unit, Quarter(2012, 1), 1, blank=False)
    sheet = openpyxl.load_workbook(io.BytesIO(book_bytes(town_of(office, Quarter(2012, 1)))))[SHEET]
    row = next(row[0] for row in sheet.iter_rows() if row[0].value == name)
    lines = -(-2 * len(name) // int(sheet.column_dimensions["A"].width))
    assert lines > 1
    assert sheet.row_dimensions[row.row].height >= 13.5 * lines
