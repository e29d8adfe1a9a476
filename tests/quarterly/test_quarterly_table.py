"""The town's table as xlsx: read back, compared with numbers computed by hand,
and its 核对 recalculated by LibreOffice.
"""

from __future__ import annotations

import io
import random
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from jingzhen_desktop.base.files import TargetExists, deliver_all
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import EXAMPLE, write_settings
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.outgoing import table_files
from jingzhen_desktop.quarterly.queries.books import matrix_of, national_of, town_of, year_of
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.settings import FILLED_BY, STATISTICS_HEAD, UNIT_HEAD
from jingzhen_desktop.quarterly.sheets.book import book_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.quarterly.values.printed import PrintedBook

Q2 = Quarter(2011, 2)


@pytest.fixture
def stored(office: Office, units: list[UnitInYear], report: Callable[..., object]) -> None:
    """Two years of two quarters, with figures whose standard coal ends in a half;
    one report is missing, one figure blank.
    """
    chance = random.Random(7)
    for quarter in (Quarter(2010, 1), Quarter(2010, 2), Quarter(2011, 1), Q2):
        for unit in units:
            if (unit.id, quarter) == (units[2].id, Q2):
                continue
            figures = {
                "electricity": (
                    str(Decimal(chance.randrange(10**9)) / 100),
                    str(Decimal(chance.randrange(10**8)) / 100),
                ),
                "natural_gas": ("50", "150.5"),  # 50 × 1.2143 = 60.715 → 60.72
                "lpg": ("0.025", "170"),  # 0.025 × 1714.3 = 42.8575 → 42.86
                "petrol": (str(Decimal(chance.randrange(10**6)) / 100), "0"),
                "water": (None if unit.id == units[1].id else "12.34", "5"),
            }
            report(unit.id, quarter, figures)


def _labels(sheet: Any) -> dict[str, int]:
    return {str(row[0].value).strip(): row[0].row for row in sheet.iter_rows() if row[0].value is not None}


def _recalculated(path: Path, folder: Path) -> Any:
    folder.mkdir(exist_ok=True)
    profile = (path.parent / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return openpyxl.load_workbook(folder / path.name, data_only=True)


def test_says_the_towns_quarter(
    office: Office, stored: None, tmp_path: Path, hand_in: Callable[[Quarter], None]
) -> None:
    hand_in(Q2)
    write_settings(office, {UNIT_HEAD: "赵一", STATISTICS_HEAD: "钱二", FILLED_BY: "孙三"})
    path, _paper = deliver_all(table_files(office, Q2), tmp_path)
    assert path.name == "青石镇2011年二季度公共机构能源资源消耗汇总表.xlsx"
    with pytest.raises(TargetExists):
        deliver_all(table_files(office, Q2), tmp_path)
    town = town_quarter(office, Q2)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["季度汇总表", "指标汇总", "主要指标", "单位明细", "折标煤系数", "核对"]
    sheet = book["季度汇总表"]
    rows = _labels(sheet)
    texts = " ".join(
        str(cell.value) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
    )
    for words in (
        "填报单位：青石镇",
        "填报范围：2/3个单位已报，1/3个单位数据完整",
        "统计时间：2011年4—6月",
        "单位负责人：赵一",
        "统计负责人：钱二",
        "填表人：孙三",
        "报出日期：",
    ):
        assert words in texts
    assert sheet["A1"].value == "2011年二季度公共机构能源资源消耗状况汇总表"
    assert "青石镇卫生院未报，合计为2/3个单位的数据" in texts
    assert "青石镇中心学校的报表有未填项" in texts
    assert "同比、累计同比只按两期数据齐全的单位计算" in texts
    assert "带*的为已有数据之和，缺部分单位的数据" in texts
    assert "原煤、人工煤气、柴油、煤油、耗热量、其他能源本期、上年同期及累计均为0或无数据，未列。" in texts
    factors = book["折标煤系数"]
    assert [cell.value for cell in factors[3]] == ["2011年", "电", 0.1229, "千瓦时"]
    assert "示例" not in texts
    heads = [cell.value for cell in sheet[3]]
    assert [head for head in heads if head] == [
        "单位",
        "电",
        "水",
        "天然气",
        "液化石油气",
        "汽油",
        "合计",
    ]
    gas = heads.index("天然气")
    assert [sheet.cell(rows["合计"], gas + 1 + offset).value for offset in range(3)] == [100, 301, 121.44]
    assert [sheet.cell(rows["累计（1—2季度）"], gas + 1 + offset).value for offset in range(3)] == [
        250,
        752.5,
        303.6,
    ]
    assert sheet.cell(rows["同比"], gas + 1).value == 0
    last = sheet.max_column
    assert Decimal(str(sheet.cell(rows["合计"], last).value)) == town.coal.total.value
    assert Decimal(str(sheet.cell(rows["上年同期"], last - 1).value)) == town.cost.last_year.value
    assert {cell.value for cell in sheet[rows["卫生院（未报）"]][1:]} == {"—"}
    assert sheet.cell(rows["中心学校"], heads.index("水") + 1).value == "未填"
    assert sheet.cell(rows["累计（1—2季度）"], heads.index("水") + 1).number_format.endswith('"*"')
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.fitToWidth == 1
    assert sheet.print_title_rows == "$3:$4"


def test_the_summary_has_every_row_of_the_form(office: Office, stored: None, tmp_path: Path) -> None:
    write_settings(office, {EXAMPLE: "1"})
    (tmp_path / "表.xlsx").write_bytes(book_bytes(town_of(office, Q2), example=True))
    book = openpyxl.load_workbook(tmp_path / "表.xlsx")
    assert "（示例）" in book["季度汇总表"]["A1"].value
    sheet = book["指标汇总"]
    codes = [row[0].value or "" for row in sheet.iter_rows(min_row=4)]
    for item in system_of_year(2011).items:
        assert item.official_code in codes
        assert item.official_cost_code in codes
    water = next(row for row in sheet.iter_rows(min_row=4) if row[1].value == "水")
    # 2 units × 12.34 each quarter of 2010; in 2011Q2 only the town government's
    assert [cell.value for cell in water[2:10]] == [
        "数量（立方米）",
        12.34,
        24.68,
        0,
        37.02,
        49.36,
        0,
        "本季1/3，累计1/3",
    ]
    names = [str(row[0].value) for row in book["主要指标"].iter_rows() if row[0].value]
    assert "单位建筑面积能耗（1—6月）" in names


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_the_proof_is_zero_until_a_figure_is_changed(office: Office, stored: None, tmp_path: Path) -> None:
    path, _paper = deliver_all(table_files(office, Q2), tmp_path)
    proof = _recalculated(path, tmp_path / "recalculated")["核对"]
    assert proof["A2"].value == "差异合计"
    assert proof["B2"].value == 0
    recomputed = [
        (row[2].value, row[3].value)
        for row in proof.iter_rows(min_row=5)
        if row[0].value in {"季度汇总表", "指标汇总", "主要指标"}
    ]
    assert len(recomputed) > 150
    assert sum(bool(printed) for printed, _ in recomputed) > 60  # not zeros compared with zeros
    for sheet, cell in (
        ("季度汇总表", "B5"),
        ("季度汇总表", "D6"),
        ("季度汇总表", "C5"),
        ("折标煤系数", "C3"),
        ("单位明细", "D4"),
        ("单位明细", "D14"),
    ):
        book = openpyxl.load_workbook(path)
        before = book[sheet][cell].value
        assert isinstance(before, int | float), (sheet, cell, before)
        book[sheet][cell] = before + 0.01
        changed = tmp_path / f"{sheet}{cell}.xlsx"
        book.save(changed)
        assert _recalculated(changed, tmp_path / "recalculated")["核对"]["B2"].value > 0, (sheet, cell)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("head", ["费用", "折标煤", "综合能耗"])
def test_what_is_too_much_at_one_unit_and_too_little_at_another_is_found(
    office: Office, stored: None, tmp_path: Path, head: str
) -> None:
    path, _paper = deliver_all(table_files(office, Q2), tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["季度汇总表"]
    rows = _labels(sheet)
    column = next(cell.column for cell in sheet[4] if str(cell.value).startswith(head))
    sheet.cell(rows["镇政府"], column).value += 5
    sheet.cell(rows["中心学校"], column).value -= 5
    changed = tmp_path / "改动.xlsx"
    book.save(changed)
    proof = _recalculated(changed, tmp_path / "recalculated")["核对"]
    wrong = {row[1].value: row[4].value for row in proof.iter_rows(min_row=5) if row[4].value}
    total = "综合能耗（kgce）" if head != "费用" else "费用（元）"
    assert set(wrong) == {f"镇政府 {total}合计", f"中心学校 {total}合计"}
    assert proof["B2"].value == 10


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    "book_of",
    [
        lambda office: town_of(office, Q2),
        lambda office: matrix_of(office, Q2),
        lambda office: national_of(office, Q2),
        lambda office: year_of(office, 2011),
    ],
    ids=["汇总表", "按单位", "综合表", "年报"],
)
def test_a_reader_that_does_not_calculate_sees_what_the_formulas_give(
    office: Office, stored: None, tmp_path: Path, book_of: Callable[[Office], PrintedBook]
) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(book_bytes(book_of(office)))
    formulas = openpyxl.load_workbook(path)["核对"]
    shown = openpyxl.load_workbook(path, data_only=True)["核对"]
    uncalculated = tmp_path / "无结果.xlsx"
    openpyxl.load_workbook(path).save(uncalculated)  # keeps the formulas and drops what they give
    recalculated = _recalculated(uncalculated, tmp_path / "recalculated")["核对"]
    places = [cell.coordinate for row in formulas.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(places) > 10
    assert {place: shown[place].value for place in places} == {
        place: pytest.approx(recalculated[place].value, abs=1e-9, rel=1e-12) for place in places
    }
    assert shown["B2"].value == 0


def test_a_total_that_lacks_units_is_starred_as_the_note_says(office: Office, stored: None) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(book_bytes(matrix_of(office, Q2))))["单位数量表"]
    rows = _labels(sheet)
    water = next(cell.column for cell in sheet[3] if str(cell.value).startswith("水"))
    assert sheet.cell(rows["合计"], water).number_format.endswith('"*"')
    notes = [str(row[0].value) for row in sheet.iter_rows(min_row=rows["合计"] + 1)]
    assert any("带*的为已有数据之和，缺部分单位的数据" in note for note in notes)


def test_a_quarter_without_any_report_can_be_written(
    office: Office, units: list[UnitInYear], tmp_path: Path
) -> None:
    (tmp_path / "空.xlsx").write_bytes(book_bytes(town_of(office, Q2)))
    sheet = openpyxl.load_workbook(tmp_path / "空.xlsx")["季度汇总表"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == [
        "镇政府（未报）",
        "中心学校（未报）",
        "卫生院（未报）",
    ]


def test_a_change_too_small_to_show_is_no_difference(
    office: Office, units: list[UnitInYear], report: Callable[..., object], tmp_path: Path
) -> None:
    """It is written as 0, so that it does not print as -0.0%; recomputed it would differ from that 0."""
    for unit in units:
        report(unit.id, Q2.last_year, {"electricity": ("100000", "50000")})
        report(unit.id, Q2, {"electricity": ("99980", "50000")})
    for book in (book_bytes(town_of(office, Q2)), book_bytes(year_of(office, 2011))):
        proof = openpyxl.load_workbook(io.BytesIO(book))["核对"]
        named = [
            str(row[1].value) for row in proof.iter_rows() if row[1].value and "同比" in str(row[1].value)
        ]
        assert named == []
    sheet = openpyxl.load_workbook(io.BytesIO(book_bytes(town_of(office, Q2))))["季度汇总表"]
    assert sheet.cell(_labels(sheet)["同比"], 2).value == 0
