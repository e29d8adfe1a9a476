"""Our own files, read back by openpyxl and by the raw XML: texts, numbers, looks, print setup, guarding."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

import openpyxl
import pytest

from jingzhen_desktop.spreadsheet.styles import (
    HEAD,
    INPUT,
    INPUT_NUMBER,
    LABEL,
    NUMBER,
    TITLE,
    TOTAL,
    TOTAL_NUMBER,
)
from jingzhen_desktop.spreadsheet.writing import BookWriter, SheetWriter

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


@pytest.fixture
def writer() -> BookWriter:
    return BookWriter("三季度")


@pytest.fixture
def sheet(writer: BookWriter) -> SheetWriter:
    return writer.add_sheet("季度")


def back(writer: BookWriter) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(writer.save())).worksheets[0]


def xml(writer: BookWriter, part: str = "xl/worksheets/sheet1.xml") -> str:
    with zipfile.ZipFile(BytesIO(writer.save())) as source:
        return source.read(part).decode()


@pytest.mark.parametrize("text", ["=1+1", "+86", "-3", "@SUM(A1)", "#N/A", "=cmd|'/c calc'!A1"])
def test_a_text_is_never_a_formula(writer: BookWriter, sheet: SheetWriter, text: str) -> None:
    sheet.put(0, 0, text)
    cell = back(writer)["A1"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix == (text[0] != "#")
    assert "<f>" not in xml(writer)


def test_control_characters_and_length_do_not_break_a_file(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.put(0, 0, "a\0b\x1fc\ud800\r\nd")
    sheet.put(1, 0, "x" * 40_000)
    page = back(writer)
    assert page["A1"].value == "abc\nd"
    assert len(page["A2"].value) == 32_767


def test_numbers_are_exact_and_dates_are_dates(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.put(0, 0, Decimal("1234567.10"), NUMBER(2))
    sheet.put(0, 1, Decimal(7), NUMBER(0))
    sheet.put(0, 2, date(2011, 9, 30))
    sheet.put(0, 3, None, NUMBER(2))
    sheet.put_formula(0, 4, "=A1+B1", Decimal("1234574.1"), TOTAL_NUMBER(3))
    page = back(writer)
    assert [page.cell(1, column).number_format for column in range(1, 6)] == [
        "#,##0.00",
        "#,##0",
        "yyyy-mm-dd",
        "#,##0.00",
        "#,##0.000",
    ]
    assert re.search("<v>1234567.10?</v>", xml(writer))
    assert page["C1"].value.date() == date(2011, 9, 30)
    assert page["D1"].value is None
    assert page["E1"].value == "=A1+B1"
    with pytest.raises(ValueError, match="NaN"):
        sheet.put(0, 0, Decimal("NaN"))


def test_a_formula_stands_with_what_it_gives(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.put(0, 0, Decimal(2))
    sheet.put_formula(0, 1, "=A1*3<7", 1)
    sheet.put_formula(4, 2, "=A1/3", Decimal(2) / 3)
    other = writer.add_sheet("又一张")
    other.put_formula(0, 1, "=2+3", 5)
    formulas = openpyxl.load_workbook(BytesIO(writer.save()))
    assert [cell.value for cell in (formulas["季度"]["B1"], formulas["季度"]["C5"])] == ["=A1*3<7", "=A1/3"]
    results = openpyxl.load_workbook(BytesIO(writer.save()), data_only=True)
    assert results["季度"]["B1"].value == 1
    assert results["季度"]["C5"].value == pytest.approx(2 / 3)
    assert results["又一张"]["B1"].value == 5


def test_looks(writer: BookWriter, sheet: SheetWriter) -> None:
    for column, style in enumerate([TITLE, HEAD, LABEL, TOTAL, INPUT, replace(LABEL, horizontal="center")]):
        sheet.put(0, column, "电", style)
    page = back(writer)
    cells = [page.cell(1, column) for column in range(1, 7)]
    assert {cell.font.name for cell in cells} == {"宋体"}
    assert [cell.font.bold for cell in cells] == [True, True, False, True, False, False]
    assert [cell.border.left and cell.border.left.style for cell in cells] == [None] + ["thin"] * 5
    assert [cell.protection.locked for cell in cells] == [True] * 4 + [False, True]
    assert [cell.alignment.horizontal for cell in cells] == [
        "center",
        "center",
        "left",
        "center",
        "left",
        "center",
    ]


def test_a_merged_block_has_a_whole_frame(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.merge(1, 0, 2, 3, "单位", HEAD)
    sheet.merge(4, 4, 4, 4, "一格", HEAD)
    page = back(writer)
    assert [str(block) for block in page.merged_cells.ranges] == ["A2:D3"]
    assert page["A2"].value == "单位"
    assert page["D3"].border.right.style == "thin"
    assert page["E5"].value == "一格"


def test_page_and_window(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.put(0, 0, "x")
    sheet.print_setup(landscape=True, head_rows=(1, 2), margins=(2.54, 1, 2.54, 1))
    sheet.freeze(3, 1)
    sheet.widths(20, 12.5)
    sheet.height(0, 30)
    page = back(writer)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (
        page.page_setup.fitToWidth,
        page.page_setup.fitToHeight,
        page.sheet_properties.pageSetUpPr.fitToPage,
    ) == (1, 0, True)
    assert page.print_title_rows == "$2:$3"
    assert page.print_options.horizontalCentered
    assert page.page_margins.top == pytest.approx(1)
    assert page.oddFooter.center.text == "第&P页 共&N页"
    assert page.freeze_panes == "B4"
    assert [page.column_dimensions[letter].width for letter in "AB"] == [20, 12.5]
    assert page.row_dimensions[1].height == 30


def test_guarding_and_numbers_only(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.put(0, 0, "电", LABEL)
    sheet.put(0, 1, None, INPUT_NUMBER)
    sheet.accept_number(0, 1, "请填写不小于0的数字", "按千瓦时填报", "电")
    sheet.accept_number(1, 1, "不能大于合计", condition="B2<=B1")
    sheet.accept_number(2, 1, "请填写不小于0的数字", "按千瓦时填报", "电")
    sheet.protect()
    page = back(writer)
    assert page.protection.sheet
    assert page.protection.password is None
    assert [page["A1"].protection.locked, page["B1"].protection.locked] == [True, False]
    rule, with_condition = page.data_validations.dataValidation
    assert (rule.type, str(rule.sqref), rule.formula1, rule.error, rule.errorStyle) == (
        "decimal",
        "B1 B3",
        "0",
        "请填写不小于0的数字",
        "stop",
    )
    assert rule.allowBlank
    assert rule.showErrorMessage
    assert (rule.promptTitle, rule.prompt, rule.showInputMessage) == ("电", "按千瓦时填报", True)
    assert (with_condition.type, str(with_condition.sqref)) == ("custom", "B2")
    assert with_condition.formula1 == "AND(ISNUMBER(B2),B2>=0,B2<=1000000000000,B2<=B1)"


def test_sheet_names_are_made_valid_and_different(writer: BookWriter) -> None:
    names = [writer.add_sheet(name).name for name in ("a/b", "a:b", "A_B", "", "学" * 40, "学" * 40)]
    writer.add_sheet("藏", hidden=True)
    assert names == ["a_b", "a_b(2)", "A_B(3)", "表", "学" * 31, "学" * 27 + "(2)"]
    book = openpyxl.load_workbook(BytesIO(writer.save()))
    assert book.sheetnames == [*names, "藏"]
    assert book["藏"].sheet_state == "hidden"
    assert book.properties.creator == "井镇节能"
    assert book.properties.title == "三季度"


def test_a_look_is_stored_once(writer: BookWriter, sheet: SheetWriter) -> None:
    for row in range(50):
        sheet.put(row, 0, "=x" if row % 2 else "x", LABEL)
    assert len(re.findall("<xf ", re.findall("<cellXfs.*</cellXfs>", xml(writer, "xl/styles.xml"))[0])) == 3


def test_a_cell_dressed_anew_leaves_the_others_as_they_were(writer: BookWriter, sheet: SheetWriter) -> None:
    sheet.put(0, 0, "序号", HEAD)
    for column in range(3):
        sheet.put(1, column, None, TOTAL)
    sheet.put(1, 2, Decimal(1548), TOTAL_NUMBER(0))
    read = openpyxl.load_workbook(BytesIO(writer.save())).worksheets[0]
    looks = [read[place].alignment.horizontal for place in ("A1", "A2", "C2")]
    assert looks == ["center", "center", "right"]
