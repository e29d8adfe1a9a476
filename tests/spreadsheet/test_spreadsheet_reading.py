"""What good workbooks give: values, places, problems;
whatever program made them and whatever their name ends in.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jingzhen_desktop.spreadsheet.limits import address
from jingzhen_desktop.spreadsheet.reading import BLANK, Cell, Sheet, read_workbook
from jingzhen_desktop.spreadsheet.styles import TEXT
from jingzhen_desktop.spreadsheet.writing import BookWriter

UNCOMPUTED = r"<f>A1\+1</f><v ?(/>|></v>)"
DATA = Path(__file__).parents[1] / "data"


def book(tmp_path: Path, cells: dict[str, object]) -> Path:
    workbook = openpyxl.Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    path = tmp_path / "表.xlsx"
    workbook.save(path)
    return path


def changed(path: Path, old: str, new: str, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Change a part (``old`` is a pattern) inside an .xlsx as another program would have written it."""
    buffer = BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == part:
                text, times = re.subn(old, lambda _: new, text)
                assert times
            target.writestr(name, text)
    path.write_bytes(buffer.getvalue())
    return path


def only_sheet(path: Path) -> Sheet:
    (sheet,) = read_workbook(path).sheets
    return sheet


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [(0, 0, "A1"), (6, 2, "C7"), (9, 25, "Z10"), (0, 26, "AA1"), (1048575, 16383, "XFD1048576")],
)
def test_address(row: int, column: int, name: str) -> None:
    assert address(row, column) == name


def test_rows_start_at_a1_and_cells_beyond_the_edge_are_blank(tmp_path: Path) -> None:
    sheet = only_sheet(book(tmp_path, {"C4": "电"}))
    assert sheet.rows[3][2].value == "电"
    assert len(sheet.rows) == 4
    assert sheet.rows[0] == (BLANK,) * 3
    assert sheet.cell(3, 2) == Cell("电")
    assert sheet.cell(99, 0) == sheet.cell(0, 99) == sheet.cell(-1, 0) == BLANK


def test_values_keep_their_kind(tmp_path: Path) -> None:
    cells: dict[str, object] = {
        "A1": 0.1, "A2": 5, "A3": 1234.56, "A4": 100.1 + 200.2, "A5": True,
        "A6": date(2011, 9, 1), "A7": datetime(2011, 9, 1, 3, 4),
        "A8": "1,234.5", "A9": "１２", "A10": "长" * 80,
        "A11": time(3, 4), "A12": timedelta(hours=30), "A13": 1e20, "A14": -7.25,
    }  # fmt: skip
    sheet = only_sheet(book(tmp_path, cells))
    assert [row[0].value for row in sheet.rows] == [
        Decimal("0.1"), Decimal(5), Decimal("1234.56"), Decimal("300.3"), True,
        date(2011, 9, 1), datetime(2011, 9, 1, 3, 4),
        "1,234.5", "１２", "长" * 80, "03:04:00", "1 day, 6:00:00", Decimal("1e20"), Decimal("-7.25"),
    ]  # fmt: skip
    assert [type(row[0].value) for row in sheet.rows[:7]] == [Decimal] * 4 + [bool, date, datetime]
    assert str(sheet.cell(1, 0).value) == "5"


def test_merged_cells_have_their_value_in_the_first(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "合并"
    workbook.active["C2"] = 1
    workbook.active.merge_cells("A1:B2")
    workbook.save(path)
    assert [[cell.value for cell in row] for row in only_sheet(path).rows] == [
        ["合并", None, None],
        [None, None, Decimal(1)],
    ]


def test_a_formula_without_result_is_a_problem_even_at_the_edge(tmp_path: Path) -> None:
    sheet = only_sheet(book(tmp_path, {"A1": 1, "D5": "=A1+1"}))
    assert sheet.cell(4, 3) == Cell(None, "公式没有保存计算结果，请在WPS/Excel中打开并保存一次")
    assert sheet.cell(0, 0) == Cell(Decimal(1))


@pytest.mark.parametrize(
    "written", ["<f>A1+1</f><v>2</v>", '<f t="shared" si="0"/><v>2</v>', "<!-- x --><f>A1+1</f><v>2</v>"]
)
def test_a_formula_with_its_result_is_the_result(tmp_path: Path, written: str) -> None:
    path = changed(book(tmp_path, {"A1": 1, "A2": "=A1+1"}), UNCOMPUTED, written)
    assert only_sheet(path).cell(1, 0) == Cell(Decimal(2))


@pytest.mark.parametrize(
    "written", ["<f>A1+1</f>", "<f>A1+1</f><v/>", '<f t="shared" si="0"/>', "<!-- <v>2</v> --><f>A1+1</f>"]
)
def test_a_formula_without_result_in_other_spellings(tmp_path: Path, written: str) -> None:
    path = changed(book(tmp_path, {"A1": 1, "A2": "=A1+1"}), UNCOMPUTED, written)
    assert only_sheet(path).cell(1, 0).problem.startswith("公式没有保存计算结果")


def test_an_error_value_is_named(tmp_path: Path) -> None:
    path = changed(book(tmp_path, {"B1": 7, "B2": 8}), "<v>8</v>", "<v>#REF!</v>")
    path = changed(path, 'r="B2" t="n"', 'r="B2" t="e"')
    sheet = only_sheet(path)
    assert sheet.cell(1, 1).value is None
    assert sheet.cell(1, 1).problem.startswith("单元格是错误值 #REF!")
    assert sheet.cell(0, 1) == Cell(Decimal(7))


def test_a_number_too_large_to_be_one_is_a_problem(tmp_path: Path) -> None:
    path = changed(book(tmp_path, {"A1": 8}), "<v>8</v>", "<v>1e400</v>")
    assert only_sheet(path).cell(0, 0) == Cell(None, "数字太大，请检查")


def test_problems_find_their_sheet_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title = "说明"
    workbook.create_sheet("报表&一")["A2"] = "=1+1"
    workbook.save(path)
    notes, report = read_workbook(path).sheets
    assert [notes.name, report.name] == ["说明", "报表&一"]
    assert notes.rows == ()
    assert report.cell(1, 0).problem


def test_cells_without_reference_are_counted_through(tmp_path: Path) -> None:
    path = changed(book(tmp_path, {"A1": 1, "B1": "=1+1"}), ' r="A1"', "")
    path = changed(path, ' r="B1"', "")
    sheet = only_sheet(path)
    assert sheet.cell(0, 0) == Cell(Decimal(1))
    assert sheet.cell(0, 1).problem


def test_a_far_cell_that_is_only_formatted_does_not_matter(tmp_path: Path) -> None:
    path = changed(
        book(tmp_path, {"A1": 1}),
        "</sheetData>",
        '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>',
    )
    assert only_sheet(path).rows == ((Cell(Decimal(1)),),)


@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_other_kinds_are_read_by_content_with_their_errors(tmp_path: Path, kind: str, ending: str) -> None:
    path = tmp_path / f"中心学校.{kind}{ending}"
    shutil.copy(DATA / f"errors_hidden.{kind}", path)
    workbook = read_workbook(path)
    assert workbook.name == path.name
    assert workbook.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in workbook.sheets] == [
        ("报表", False, 12),
        ("隐藏表", True, 1),
        ("空表", False, 0),
    ]
    report = workbook.sheets[0]
    assert [report.cell(row, 1).value for row in (1, 2, 4, 5, 8, 10)] == [
        Decimal(2), Decimal("0.1"), date(2011, 9, 1), Decimal(123456), "电", Decimal("1234.56"),
    ]  # fmt: skip
    assert report.cell(7, 2).value == "1,234.5"
    assert report.cell(3, 1).problem.startswith("单元格是错误值 #DIV/0!")
    assert report.cell(9, 1).problem.startswith("单元格是错误值 #N/A")


texts = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\t=+-@１２，_x0041 '"),
    min_size=1,
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(str.__add__, st.sampled_from(["", "=", "+", "-", "@", "#N/A", "_x0041_"]), texts),
        min_size=1,
        max_size=8,
    )
)
def test_any_text_written_is_the_text_read(
    tmp_path_factory: pytest.TempPathFactory, values: list[str]
) -> None:
    path = tmp_path_factory.mktemp("回") / "表.xlsx"
    writer = BookWriter()
    sheet = writer.add_sheet("表")
    for row, text in enumerate(values):
        sheet.put(row, 1, text, TEXT)
    path.write_bytes(writer.save())
    assert [row[1].value for row in only_sheet(path).rows] == [
        text.replace("\ufffe", "").replace("\uffff", "") for text in values
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.decimals(min_value=0, max_value=10**10, places=2) | st.integers(-(10**14), 10**14).map(Decimal),
        min_size=1,
        max_size=8,
    )
)
def test_any_number_written_is_the_number_read(
    tmp_path_factory: pytest.TempPathFactory, values: list[Decimal]
) -> None:
    path = tmp_path_factory.mktemp("回") / "表.xlsx"
    writer = BookWriter()
    sheet = writer.add_sheet("表")
    for row, number in enumerate(values):
        sheet.put(row, 0, number)
    path.write_bytes(writer.save())
    assert [row[0].value for row in only_sheet(path).rows] == values
