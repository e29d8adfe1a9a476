"""Foreign files through the window:
what was understood is told, differences are decided, layouts mapped once, tables pasted.
"""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.styles import Font
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_forms, store_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter
from jingzhen_desktop.quarterly.queries.confirmations import confirmations_of
from jingzhen_desktop.quarterly.queries.profiles import import_profiles
from jingzhen_desktop.quarterly.queries.readiness import submission_readiness
from jingzhen_desktop.quarterly.queries.reports import stored_report, stored_reports, typed_cells
from jingzhen_desktop.quarterly.sheets.form import write_filled_form
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.values.reports import Amount, Entry, Report
from jingzhen_desktop.widgets.desk import Desk

from ..changing import change_entry
from ..hands import press, tick_row
from ..looking import lines, texts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.grid.view import Grid

FORMS = Path(__file__).parents[1] / "data" / "forms"
Q3 = Quarter(2024, 3)
_UNITS = (
    ("青石镇人民政府", Nature.STATE_ORGAN, "镇政府"),
    ("青石镇中心学校", Nature.EDUCATION, "中心学校"),
    ("青石镇卫生院", Nature.HEALTH, "卫生院"),
    ("青石镇文化站", Nature.CULTURE, "文化站"),
)


@pytest.fixture
def desk_year() -> int:
    return 2024


@pytest.fixture
def units(office: Office) -> dict[str, int]:
    return {
        short: add_unit(office, 2024, UnitFacts(name, nature), UnitContact(short))
        for name, nature, short in _UNITS
    }


@pytest.fixture
def tab(tab: QuarterlyTab) -> QuarterlyTab:
    tab.show_quarter(Q3)
    return tab


def _store(qtbot: QtBot, tab: QuarterlyTab, desk: Desk) -> None:
    tab.importing.take.trigger()
    assert desk.tasks.wait_idle()


def _power(office: Office, unit: int) -> Entry:
    report = stored_report(office, unit, Q3)
    assert report is not None
    return report.entries["electricity"]


def test_several_units_of_one_sheet_are_told_and_stored(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    qtbot: QtBot,
) -> None:
    take_in(FORMS / "row_per_unit.ods")
    assert texts(tab.importing.file_grid, 2) == ["青石镇人民政府", "青石镇中心学校", "青石镇卫生院"]
    assert "1个文件中的3张表" in tab.importing.summary.text()
    tab.importing.panel.setCurrentIndex(1)
    told = lines(tab.importing.told)
    assert "C列“电”→110 电消费量（千瓦时），因为名称相符，“万千瓦时”按1万千瓦时＝10000千瓦时换算" in told
    assert "第7行“合计”不导入：是合计" in told
    _store(qtbot, tab, desk)
    assert _power(office, units["中心学校"]) == Entry(Decimal(4000), Decimal(2400))
    report = stored_report(office, units["卫生院"], Q3)
    assert report is not None
    assert (report.source_name, len(report.source_hash)) == ("row_per_unit.ods", 64)


def test_a_hidden_sheet_is_taken_only_by_choice_and_then_instead_of_the_other(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    qtbot: QtBot,
) -> None:
    take_in(FORMS / "hidden_twin.xlsx")
    assert texts(tab.importing.file_grid, 5) == ["本季", "上次的（隐藏）", "学校（隐藏）"]
    assert tab.importing.take.text() == "导入1份"
    tick_row(tab.importing.file_grid, 1)
    assert tab.importing.take.text() == "导入1份"  # the same unit's other form gives way
    tick_row(tab.importing.file_grid, 2)
    _store(qtbot, tab, desk)
    assert _power(office, units["镇政府"]).quantity == Decimal("24691.2")
    assert _power(office, units["中心学校"]).quantity == Decimal("37036.8")


def test_each_difference_is_replaced_kept_or_skipped_and_what_was_typed_is_marked(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    tmp_path: Path,
    delivered: list[str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    store_forms(office, read_forms(office, [FORMS / "national.xlsx"], Q3))
    hall = units["镇政府"]
    change_entry(office, hall, Q3, "electricity", quantity=Decimal(12000))
    changed = tmp_path / "更正.xlsx"
    book = openpyxl.load_workbook(FORMS / "national.xlsx")
    for cell, value in (("D12", 12500), ("D13", 8000), ("D14", 333), ("D15", 1111), ("D18", None)):
        book["NY201"][cell] = value
    book.save(changed)
    take_in(changed)
    grid = tab.importing.value_grid
    assert texts(grid, 2)[:4] == ["12,000（手改） → 12,500", "310 → 333", "0", "50 → 未填"]
    # typed by hand, and a blank, stay unless the clerk says otherwise
    assert texts(grid, 4)[:4] == [
        "保留",
        "替换",
        "",
        "保留",
    ]
    assert texts(grid, 5)[:2] == ["替换", "替换"]
    assert "改动5处，原值 → 新值，其中手改过的1处，不替换2处" in tab.importing.differences.title.text()
    grid.setCurrentIndex(tab.importing.differences.model.index(1, 4))
    _choose(qtbot, grid, "跳过")
    assert texts(grid, 4)[1] == "跳过"
    tick_row(tab.importing.file_grid, 0)
    # with the nine lines of the sheet that a quarterly report has not: they are listed since every figure is
    assert tab.importing.left.label.text() == "未导入清单（12条）"
    _store(qtbot, tab, desk)
    report = stored_report(office, hall, Q3)
    assert report is not None
    assert report.entries["electricity"] == Entry(Decimal(12000), Decimal(8000))
    assert report.entries["water"] == Entry(Decimal(310), Decimal(1111))
    assert report.entries["natural_gas"].quantity == 50
    assert typed_cells(office, Q3)[hall] == {("electricity", "quantity")}
    tab.views.setCurrentWidget(tab.importing)
    left = tab.importing.left_after
    assert left.label.text() == "未导入清单（12条）"
    qtbot.mouseClick(left.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["文件", "工作表", "单位", "位置", "内容", "为什么没有导入"]
    assert lines[1].split("\t") == [
        "更正.xlsx",
        "NY201",
        "青石镇人民政府",
        "电消费量数量",
        "12,500",
        "保留了已存的数",
    ]
    assert lines[2].endswith("水消费量数量\t333\t跳过，待定")
    made = tmp_path / "未导入.xlsx"
    monkeypatch.setattr(desk.alerts, "choose_save", lambda *_: made)
    qtbot.mouseClick(left.export, Qt.MouseButton.LeftButton)
    assert desk.tasks.wait_idle()
    rows = [list(row) for row in openpyxl.load_workbook(made).worksheets[0].iter_rows(values_only=True)]
    assert rows[0][0] == "2024年三季度报表未导入清单"
    assert rows[3][3:] == ["水消费量数量", "333", "跳过，待定"]
    assert delivered[-1].startswith("导出未导入清单：未导入.xlsx已写入并核对")


def test_a_table_with_few_lines_leaves_the_other_figures_alone(office: Office, units: dict[str, int]) -> None:
    store_forms(office, read_forms(office, [FORMS / "national.xlsx"], Q3))
    (form, *_) = read_forms(office, [FORMS / "unit_columns.xlsx"], Q3)
    assert [(one.item.key, one.what, one.old, one.new) for one in form.differences] == [
        ("electricity", Amount.QUANTITY, Decimal("12345.6"), 1000),
        ("electricity", Amount.COST, Decimal("7407.36"), 600),
        ("water", Amount.QUANTITY, 310, 10),
        ("water", Amount.COST, 1085, 35),
        ("petrol", Amount.QUANTITY, 900, 90),
        ("petrol", Amount.COST, 6750, 700),
    ]
    store_forms(office, [form])
    report = stored_report(office, units["镇政府"], Q3)
    assert report is not None
    assert report.entries["natural_gas"] == Entry(Decimal(50), Decimal(150))


def _choose(qtbot: QtBot, grid: Grid, text: str) -> None:
    """Paste a word into the choice cell, as a clerk copies it down a column."""
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(grid, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def test_all_differences_of_all_files_at_once(
    tab: QuarterlyTab,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    desk: Desk,
    qtbot: QtBot,
) -> None:
    for unit in units.values():
        entries = {item.key: Entry(Decimal(1), Decimal(1)) for item in system_of_year(2024).items}
        store_report(office, Report(unit, Q3, system_of_year(2024).version, entries))
    take_in(FORMS / "sheet_per_unit.xlsx")
    differences = tab.importing.differences
    differences.everywhere.setChecked(True)
    qtbot.mouseClick(
        differences.buttons[next(one for one in differences.buttons if one.value == "保留")],
        Qt.MouseButton.LeftButton,
    )
    for row in range(3):
        tick_row(tab.importing.file_grid, row)
    _store(qtbot, tab, desk)
    assert all(_power(office, unit) == Entry(Decimal(1), Decimal(1)) for unit in units.values())


def test_a_locked_quarter_takes_nothing(
    tab: QuarterlyTab, office: Office, units: dict[str, int], take_in: Callable[..., None]
) -> None:
    store_forms(office, read_forms(office, [FORMS / "sheet_per_unit.xlsx"], Q3))
    submit_quarter(
        office, Q3, date(2024, 10, 9), "县机关事务中心", without=submission_readiness(office, Q3).not_approved
    )
    take_in(FORMS / "row_per_unit.xlsx")
    assert texts(tab.importing.file_grid, 0) == ["已锁定"] * 3
    assert "上报" in texts(tab.importing.file_grid, 4)[0]
    tick_row(tab.importing.file_grid, 0)
    assert tab.importing.take.text() == "导入"
    assert _power(office, units["镇政府"]).quantity == Decimal("12345.6")


def test_an_unknown_unit_and_line_are_mapped_once_and_known_the_next_time(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    tmp_path: Path,
    said: list[str],
    qtbot: QtBot,
) -> None:
    take_in(FORMS / "strange_unit.xlsx")
    tab.importing.file_grid.select_row(lambda line: line.form.unit is None)
    tab.importing.show_part(1)
    page = tab.importing.mapping
    assert lines(page.unread) == ["B5 单位“镇一小”没有认出"]
    assert page.chosen.text() == "选中 B5：镇一小"  # the first question is shown at once
    page.meaning.setCurrentIndex(page.meaning.findText("单位：青石镇中心学校"))
    qtbot.mouseClick(page.assign, Qt.MouseButton.LeftButton)
    assert lines(page.said) == ["“镇一小”→单位：青石镇中心学校"]
    assert lines(page.unread) == ["识别出24个数，没有认不出的内容"]
    page.name.setText("镇里的汇总")
    qtbot.mouseClick(page.remember, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.tasks.busy and texts(tab.importing.file_grid, 3) == ["新报表"] * 3)
    assert texts(tab.importing.file_grid, 6) == ["镇里的汇总"] * 3
    assert said[-1] == "已记住“镇里的汇总”的对应关系，以后自动照此识别"
    _store(qtbot, tab, desk)
    assert _power(office, units["中心学校"]).quantity == 4000
    next_time = tmp_path / "四季度.xlsx"
    book = openpyxl.load_workbook(FORMS / "strange_unit.xlsx")
    book["汇总"]["A1"] = "青石镇公共机构能源资源消费情况汇总（2024年四季度）"
    book["汇总"]["C5"] = 0.5
    book.save(next_time)
    tab.show_quarter(Quarter(2024, 4))
    take_in(next_time)
    assert texts(tab.importing.file_grid, 2) == ["青石镇人民政府", "青石镇中心学校", "青石镇卫生院"]
    assert texts(tab.importing.file_grid, 6) == ["镇里的汇总"] * 3
    tab.importing.show_part(1)
    qtbot.mouseClick(page.forget, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.tasks.busy and "不能导入" in texts(tab.importing.file_grid, 3))
    assert import_profiles(office) == []


def test_a_table_without_known_words_is_mapped_word_by_word(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    book = openpyxl.Workbook()
    for row in (["青石镇文化站2024年三季度"], ["灯和空调", 12], ["食堂自来", 8], ["灯和空调的钱", 72000]):
        book.worksheets[0].append(row)
    path = tmp_path / "文化站自制.xlsx"
    book.save(path)
    take_in(path)
    assert texts(tab.importing.file_grid, 3) == ["不能导入"]
    tab.importing.show_part(1)
    page = tab.importing.mapping
    for row, meaning, measure in (
        (1, "110 电消费量（千瓦时）", "万千瓦时"),
        (2, "120 水消费量（立方米）", ""),
        (3, "111 电消费量费用（元）", ""),
    ):
        page.sheet.go_to(row, 0)
        page.meaning.setCurrentIndex(page.meaning.findText(meaning))
        page.measure.setCurrentIndex(max(0, page.measure.findText(measure)))
        qtbot.mouseClick(page.assign, Qt.MouseButton.LeftButton)
    assert lines(page.said)[0] == "“灯和空调”→110 电消费量（千瓦时），按万千瓦时"
    qtbot.mouseClick(page.remember, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.tasks.busy and texts(tab.importing.file_grid, 3) == ["新报表"])
    _store(qtbot, tab, desk)
    assert _power(office, units["文化站"]) == Entry(Decimal(120000), Decimal(72000))


@pytest.mark.parametrize("as_html", [False, True])
def test_a_copied_table_is_taken_in(
    tab: QuarterlyTab, desk: Desk, office: Office, units: dict[str, int], qtbot: QtBot, as_html: bool
) -> None:
    rows = [
        ["填报单位：青石镇卫生院", "", "2024年三季度"],
        ["指标名称", "计量单位", "数量"],
        ["用电量", "度", "1,234.5"],
        ["电费", "万元", "0.08"],
    ]
    mime = QMimeData()
    if as_html:
        mime.setHtml(
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
            + "</table>"
        )
    else:
        mime.setText("\n".join("\t".join(row) for row in rows))
    QGuiApplication.clipboard().setMimeData(mime)
    press(tab, "从剪贴板导入")
    qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting)
    assert texts(tab.importing.file_grid, 1) == ["剪贴板"]
    _store(qtbot, tab, desk)
    assert _power(office, units["卫生院"]) == Entry(Decimal("1234.5"), Decimal(800))


def test_a_clipboard_without_a_table_says_so(tab: QuarterlyTab, desk: Desk, warned: list[str]) -> None:
    QGuiApplication.clipboard().setText("请于10日前报送")
    press(tab, "从剪贴板导入")
    assert warned == ["剪贴板里不是表格；请在WPS/Excel中选中报表的全部单元格，复制后再试。"]
    QGuiApplication.clipboard().setText("电消费量\t100\n" * 300_000)
    press(tab, "从剪贴板导入")
    assert "内容太多" in warned[-1]
    assert not tab.importing.is_waiting


@pytest.fixture
def two_hundred(office: Office, tmp_path: Path) -> Path:
    """A folder with the filled forms of 200 units."""
    folder = tmp_path / "两百份"
    system = system_of_year(2025)
    first = add_unit(office, 2025, UnitFacts("单位001", Nature.EDUCATION), UnitContact())
    entries = {item.key: Entry(Decimal(1), Decimal(1)) for item in system.items}
    entries |= {key: Entry(Decimal(2), Decimal(2)) for key in ("petrol", "diesel")}
    for number in range(2, 201):
        add_unit(office, 2025, UnitFacts(f"单位{number:03}", Nature.EDUCATION), UnitContact())
    unit = next(one for one in units_of_year(office, 2025) if one.id == first)
    template = write_filled_form(
        office, unit, Report(first, Quarter(2025, 1), system.version, entries), folder
    )
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(2, 201):
        with zipfile.ZipFile(folder / f"{number:03}.xlsx", "w", zipfile.ZIP_DEFLATED) as copy:
            for name, part in parts.items():
                copy.writestr(name, part.replace(_written(1), _written(number)))
    return folder


def _written(number: int) -> bytes:
    """A unit's name as the form's XML has it."""
    return f"单位{number:03}".encode("ascii", "xmlcharrefreplace")


def test_a_folder_of_200_forms_with_progress_and_cancel(
    desk: Desk,
    office: Office,
    two_hundred: Path,
    said: list[str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    desk.year = 2025
    tab = QuarterlyTab(desk)
    tab.show_quarter(Quarter(2025, 1))
    qtbot.addWidget(tab)
    tab.resize(1340, 640)
    tab.show()
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: two_hundred)
    press(tab, "导入文件夹…")
    qtbot.waitUntil(
        lambda: desk.tasks.progress is not None and desk.tasks.progress.state[0] > 0, timeout=10_000
    )
    assert desk.tasks.progress is not None
    assert desk.tasks.progress.state[1] == 200
    desk.tasks.cancel()
    assert desk.tasks.wait_idle()
    assert said[-1] == "已取消：识别2025年一季度报表"
    assert not tab.importing.is_waiting
    press(tab, "导入文件夹…")
    qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting, timeout=20_000)
    assert tab.importing.take.text() == "导入200份", lines(tab.importing.findings)
    _store(qtbot, tab, desk)
    stored = stored_reports(office, Quarter(2025, 1))
    assert len(stored) == 200
    assert {report.entries["electricity"].quantity for report in stored.values()} == {Decimal(1)}
    assert replace(next(iter(stored.values())), unit_id=0).source_name.endswith(".xlsx")


def test_a_doubtful_form_is_not_ticked_and_the_tick_is_the_answer(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: dict[str, int],
    take_in: Callable[..., None],
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["2024年三季度能源消费统计表"],
        ["填报单位：青石镇卫生院", None, "统计时间：2024年三季度"],
        ["指标名称", "计量单位", "数量", "费用（元）"],
        ["电", "千瓦时", 1200, 720],
        ["水", "立方米", 40, 140],
    ):
        sheet.append(row)
    sheet["C4"].font = Font(strike=True)
    book.save(tmp_path / "卫生院.xlsx")
    take_in(tmp_path / "卫生院.xlsx")
    assert tab.importing.take.text() == "导入"
    assert texts(tab.importing.file_grid, 0) == ["核对后打勾"]
    assert "待确认1条" in texts(tab.importing.file_grid, 4)[0]
    tick_row(tab.importing.file_grid, 0)
    assert tab.importing.take.text() == "导入1份"
    tab.importing.received.set_values({"received_on": date(2024, 10, 8)})
    _store(qtbot, tab, desk)
    report = stored_report(office, units["卫生院"], Q3)
    assert report is not None
    assert report.entries["electricity"].quantity == 1200
    assert report.standing.received_on == date(2024, 10, 8)
    (confirmed,) = confirmations_of(office, units["卫生院"], Q3)
    assert "删除线" in confirmed.text
