"""套表: a superior's workbook is filled in as it came:
proposed, corrected by the clerk, kept, written beside the original.
"""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from jingzhen_desktop.base.errors import EnvironmentFault, InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.organisation.actions.units import add_unit, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.queries.profiles import workbook_templates
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.sheets.workbook_filling import (
    CellTarget,
    filled_workbook,
    open_workbook,
    propose,
    read_figures,
)
from jingzhen_desktop.quarterly.tab import filling
from jingzhen_desktop.quarterly.tab.filling import FillingWindow, open_workbook_filling
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.values.reports import Amount, Entry, Report
from jingzhen_desktop.widgets.desk import Desk

from ..hands import press, show
from ..looking import fits_smallest

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office

Q2 = Quarter(2024, 2)
SHAPES = (
    b'<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">'
    b"<xdr:sp/></xdr:wsDr>"
)


@pytest.fixture
def desk_year() -> int:
    return 2024


@pytest.fixture
def desk_office(town: Office) -> Office:
    return town


@pytest.fixture
def town(office: Office) -> Office:
    """A hall, a school and a clinic in 2023 and 2024; the clinic's second quarter of 2024 is not in."""
    units = [
        add_unit(
            office,
            2023,
            UnitFacts(name, nature, (), True, Decimal(area), people, people, 2, 1, 0),
            UnitContact(short),
        )
        for name, nature, short, area, people in (
            ("青石镇人民政府", Nature.STATE_ORGAN, "镇政府", 2000, 40),
            ("青石镇中心学校", Nature.EDUCATION, "中心学校", 5000, 600),
            ("青石镇卫生院", Nature.HEALTH, "卫生院", 1500, 60),
        )
    ]
    open_year(office, 2024)
    for unit, scale in zip(units, (1, 2, 3), strict=True):
        for quarter, power in (
            (Quarter(2023, 1), 900),
            (Quarter(2023, 2), 1000),
            (Quarter(2024, 1), 1100),
            (Q2, 1200),
        ):
            if (quarter, scale) != (Q2, 3):
                _store(office, unit, quarter, Decimal(power * scale), Decimal(scale) / 10)
    return office


def _store(office: Office, unit: int, quarter: Quarter, power: Decimal, gas: Decimal) -> None:
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    entries |= {"electricity": Entry(power, power * Decimal("0.6")), "lpg": Entry(gas, gas * 8000)}
    store_report(office, Report(unit, quarter, system.version, entries))


@pytest.fixture
def superior(tmp_path: Path) -> Path:
    """A county's workbook: by nature with formulas, by unit in ten thousands,
    and a sheet with instructions.
    """
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "综合表"
    rows: list[list[Any]] = [
        ["区县公共机构能源资源消费情况（2024年二季度）"],
        [
            "指标名称",
            "计量单位",
            "代码",
            "合计",
            "国家机关",
            "小计",
            "教育",
            "卫生",
            "上年同期",
            "本年累计",
            "同比",
            "审核意见",
        ],
        ["公共机构数量", "个", 100, "=E3+F3"],
        ["建筑面积", "平方米", 102, "=E4+F4"],
        ["电消费量", "千瓦时", 110, "=E5+F5", None, "=G5+H5", None, None, None, None, "=D5/I5-1"],
        ["电费用", "元", 111, "=E6+F6"],
        ["液化石油气消费量", "千克", 105, None, None, None, None, None, 0, None],
    ]
    for y, row in enumerate(rows, 1):
        for x, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(y, x, value)
    sheet["E5"].font = Font(bold=True, color="FF0000")
    sheet["E5"].fill = PatternFill("solid", start_color="FFFF00")
    sheet["E5"].number_format = "#,##0.00"
    sheet.merge_cells("A1:L1")
    units = book.create_sheet("分单位")
    for row in (
        ["单位名称", "电（万千瓦时）", "电费（万元）", "备注"],
        ["青石镇人民政府"],
        ["中心学校"],
        ["青石镇卫生院"],
        ["填表人："],
    ):
        units.append(row)
    book.create_sheet("填表说明")["A1"] = "请于7月15日前报送"
    path = tmp_path / "县里的表.xlsx"
    book.save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/drawings/drawing9.xml", SHAPES)
    return path


def _cells(places: dict[tuple[int, int], CellTarget]) -> dict[str, str]:
    return {f"{chr(65 + column)}{row + 1}": str(target) for (row, column), target in sorted(places.items())}


def test_what_each_cell_asks_for_is_proposed(town: Office, superior: Path) -> None:
    proposed = propose(open_workbook(superior), read_figures(town, Q2))
    table = _cells(proposed["综合表"])
    assert not {"D3", "D4", "D5", "F5", "D6", "K5"} & table.keys()  # formulas, and a ratio
    # what the county writes there is no figure
    assert not [place for place in table if place.startswith("L")]
    assert table["E3"] == "fact:units|quantity|now|01|"
    assert table["E5"] == "electricity|quantity|now|01|"
    assert table["G5"] == "electricity|quantity|now|021|"
    assert table["I5"] == "electricity|quantity|last_year|all|"
    assert table["J6"] == "electricity|cost|to_date|all|"
    assert table["D7"] == "lpg|quantity|now|all|千克"
    assert table["F7"] == "lpg|quantity|now|institutions|千克"
    by_unit = _cells(proposed["分单位"])
    assert by_unit["B3"].startswith("electricity|quantity|now|unit:")
    assert by_unit["B3"].endswith("|万千瓦时")
    assert sorted(by_unit) == ["B2", "B3", "B4", "C2", "C3", "C4"]
    assert "填表说明" not in proposed


def test_the_filled_workbook_has_the_figures_and_is_else_as_it_came(
    town: Office, superior: Path, tmp_path: Path
) -> None:
    book, figures = open_workbook(superior), read_figures(town, Q2)
    data, count, blank = filled_workbook(book, figures, propose(book, figures))
    path = tmp_path / "填好.xlsx"
    path.write_bytes(data)
    sheet = openpyxl.load_workbook(path)["综合表"]
    assert [sheet[cell].value for cell in ("E5", "G5", "I5", "J5")] == [1200, 2400, 6000, 1100 * 6 + 1200 * 3]
    assert [sheet[cell].value for cell in ("E6", "G6")] == [720, 1440]
    # 0.1 + 0.2 t; last year also the clinic's 0.3
    assert [sheet[cell].value for cell in ("D7", "F7", "I7")] == [
        300,
        200,
        600,
    ]
    assert [sheet[cell].value for cell in ("E3", "G3", "H3", "F3")] == [1, 1, 1, 2]
    assert sheet["H5"].value is None  # the clinic's report is missing
    assert (sheet["D5"].value, sheet["K5"].value) == ("=E5+F5", "=D5/I5-1")
    look = sheet["E5"]
    assert (look.font.b, look.font.color.rgb, look.fill.start_color.rgb, look.number_format) == (
        True,
        "00FF0000",
        "00FFFF00",
        "#,##0.00",
    )
    units = openpyxl.load_workbook(path)["分单位"]
    assert [units[cell].value for cell in ("B2", "C2", "B3", "B4")] == [0.12, 0.072, 0.24, None]
    assert count + blank == sum(map(len, propose(book, figures).values()))
    _same_but_filled(superior.read_bytes(), data)


def _same_but_filled(before: bytes, after: bytes) -> None:
    """Every part but the filled sheets and the order to compute anew is the same, in the same order."""
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        assert new.namelist() == old.namelist()
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert changed == {"xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
        assert new.read("xl/drawings/drawing9.xml") == SHAPES
        assert b"fullCalcOnLoad" in new.read("xl/workbook.xml")


def test_a_total_filled_in_is_the_towns_total(town: Office, superior: Path) -> None:
    figures = read_figures(town, Q2)
    quarter = town_quarter(town, Q2)
    for carrier in quarter.carriers:
        for what, measure in zip(Amount, (carrier.quantity, carrier.cost), strict=True):
            periods = (
                ("now", measure.total),
                ("last_year", measure.last_year),
                ("to_date", measure.year_to_date),
            )
            for period, total in (*periods, ("last_year_to_date", measure.last_year_to_date)):
                whole = figures.value(CellTarget(carrier.item.key, what, period))
                assert whole == total.value
                natures = [
                    figures.value(CellTarget(carrier.item.key, what, period, group))
                    for group in ("01", "institutions", "03")
                ]
                assert sum((value for value in natures if value is not None), Decimal(0)) == whole


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("national.xls", "不是xlsx文件，不能原样填写"),
        ("national.ods", "不能填写：套表只能填写xlsx文件"),
        ("make.py", "不是Excel工作簿"),
    ],
)
def test_what_cannot_be_filled_says_so(name: str, words: str) -> None:
    with pytest.raises(InputRejected, match=words):
        open_workbook(Path(__file__).parents[1] / "data" / "forms" / name)


# ---- through the window


def _window(desk: Desk, town: Office, path: Path, monkeypatch: pytest.MonkeyPatch) -> FillingWindow:
    monkeypatch.setattr(desk.alerts, "choose_files", lambda *_: [path])
    open_workbook_filling(desk, town, Q2)
    assert desk.tasks.wait_idle()
    (window,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, FillingWindow) and one.isVisible()
    ]
    return window


def test_the_clerk_corrects_a_cell_and_the_next_time_it_is_known(
    desk: Desk, town: Office, superior: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    window = _window(desk, town, superior, monkeypatch)
    assert "将填写" in window.summary.text()
    assert "1份未报" in window.summary.text()
    assert fits_smallest(window)
    assert window.sheet.sheet_model.index(4, 4).data() == "1,200"
    window.sheet.go_to(4, 8)
    assert (window.period.currentText(), window.value.text()) == ("上年同期", "将填：6,000千瓦时")
    window.period.setCurrentIndex(window.period.findText("上年同期累计"))
    qtbot.mouseClick(window.assign, Qt.MouseButton.LeftButton)
    assert window.sheet.sheet_model.index(4, 8).data() == "11,400"
    window.sheet.go_to(6, 8)
    qtbot.mouseClick(window.clear, Qt.MouseButton.LeftButton)
    window.sheet.go_to(4, 3)
    assert window.value.text() == "这一格是公式，不填。"
    assert not window.assign.isEnabled()
    made = tmp_path / "报县.xlsx"
    monkeypatch.setattr(desk.alerts, "choose_save", lambda *_: made)
    qtbot.mouseClick(window.write, Qt.MouseButton.LeftButton)
    assert desk.tasks.wait_idle()
    sheet = openpyxl.load_workbook(made)["综合表"]
    assert (sheet["I5"].value, sheet["I7"].value) == (11400, 0)  # what stood there stays
    assert "已写入并核对" in window.summary.text()
    window.close()
    assert [one.name for one in workbook_templates(town)] == ["县里的表"]
    again = _window(desk, town, superior, monkeypatch)
    assert "已记住的填写位置" in again.windowTitle()
    assert again.sheet.sheet_model.index(4, 8).data() == "11,400"
    assert again.sheet.sheet_model.index(6, 8).data() == "0"
    again.close()


def test_closing_the_window_while_it_writes_loses_neither_file_nor_mapping(
    desk: Desk,
    town: Office,
    superior: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    said: list[str],
) -> None:
    window = _window(desk, town, superior, monkeypatch)
    window.name.setText("县里的套表")
    made = tmp_path / "报县.xlsx"
    monkeypatch.setattr(desk.alerts, "choose_save", lambda *_: made)
    qtbot.mouseClick(window.write, Qt.MouseButton.LeftButton)
    window.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not isValid(window)
    assert desk.tasks.wait_idle()
    assert openpyxl.load_workbook(made)["综合表"]["E5"].value == 1200
    assert [one.name for one in workbook_templates(town)] == ["县里的套表"]
    assert said == ["报县.xlsx已写入并核对"]


def test_a_mapping_that_cannot_be_kept_is_not_said_to_be(
    desk: Desk,
    town: Office,
    superior: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    warned: list[str],
) -> None:
    def refuse(*_: object) -> None:
        raise EnvironmentFault("磁盘空间不足。")

    window = _window(desk, town, superior, monkeypatch)
    made = tmp_path / "报县.xlsx"
    monkeypatch.setattr(desk.alerts, "choose_save", lambda *_: made)
    monkeypatch.setattr(filling, "remember_workbook", refuse)
    qtbot.mouseClick(window.write, Qt.MouseButton.LeftButton)
    assert desk.tasks.wait_idle()
    assert made.exists()
    assert warned == ["磁盘空间不足。"]
    assert "报县.xlsx已写入并核对" in window.summary.text()
    assert "填写位置已记住" not in window.summary.text()
    window.close()


def test_the_original_is_never_overwritten(
    desk: Desk, town: Office, superior: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, warned: list[str]
) -> None:
    before = superior.read_bytes()
    window = _window(desk, town, superior, monkeypatch)
    monkeypatch.setattr(desk.alerts, "choose_save", lambda *_: superior)
    qtbot.mouseClick(window.write, Qt.MouseButton.LeftButton)
    assert desk.tasks.wait_idle()
    assert warned == ["请另取一个文件名：上级发来的原表不覆盖。"]
    assert superior.read_bytes() == before
    window.close()


def test_the_command_stands_on_the_page_of_outputs(
    desk: Desk, superior: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    tab = QuarterlyTab(desk)
    show(tab, qtbot)
    tab.show_quarter(Q2)
    monkeypatch.setattr(desk.alerts, "choose_files", lambda *_: [superior])
    press(tab, "打印和导出")
    press(tab, "填上级发来的表…")
    assert desk.tasks.wait_idle()
    (window,) = [
        one for one in QApplication.topLevelWidgets() if isinstance(one, FillingWindow) and one.isVisible()
    ]
    assert window.summary.text().startswith("2024年二季度　县里的表.xlsx：将填写")
    window.close()
