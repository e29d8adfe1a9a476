"""Files through the tab 季度统计: blank forms out, filled ones in by way of the preview, the town's table out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.backup import Reason, found_backups
from jingzhen_desktop.office.backup_notes import backup_folder
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, remove_unit
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_forms
from jingzhen_desktop.quarterly.queries.reports import stored_report, stored_reports
from jingzhen_desktop.quarterly.sheets import form
from jingzhen_desktop.quarterly.sheets.form import write_blank_forms
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.tab import importing
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.outgoing import DeliveryNotice
from jingzhen_desktop.widgets.tasks import Cancelled

from ..changing import change_entry
from ..finished import pdf_text
from ..hands import click, press, tick_row
from ..looking import lines, texts
from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

Q1 = Quarter(2012, 1)
NAMES = (("柳河镇人民政府", "镇政府"), ("柳河镇中心学校", "中心学校"), ("柳河镇卫生院", "卫生院"))


@pytest.fixture
def desk_year() -> int:
    return 2012


@pytest.fixture
def units(office: Office) -> list[int]:
    write_settings(office, {TOWN: "柳河镇"})
    return [
        add_unit(office, 2012, UnitFacts(name, Nature.EDUCATION), UnitContact(short)) for name, short in NAMES
    ]


@pytest.fixture
def forms(office: Office, units: list[int], tmp_path: Path) -> list[Path]:
    """The three units' own blank forms, filled in: all 0 but electricity and water."""
    paths = write_blank_forms(office, Q1, tmp_path / "收回的表")
    for path, power in zip(paths, ("1000", "2000", "3000"), strict=True):
        _fill(path, {"电": (power, "500.5"), "水": ("10", "20")})
    return paths


def _fill(path: Path, figures: dict[str, tuple[str | None, str | None]]) -> None:
    """Fill a blank form in as a unit does: find the row by its name, 0 where nothing is said."""
    book = openpyxl.load_workbook(path)
    sheet = book["填报表"]
    titles = {
        str(cell.value): (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value
    }
    head, quantity = titles["数量"]
    cost = titles["费用（元）"][1]
    name = titles["指标名称"][1]
    code = titles["代码"][1]
    for row in range(head + 1, sheet.max_row + 1):
        if not sheet.cell(row, code).value:
            break
        for column, text in zip(
            (quantity, cost), figures.get(str(sheet.cell(row, name).value), ("0", "0")), strict=True
        ):
            sheet.cell(row, column).value = None if text is None else _typed(text)
    book.save(path)


def _typed(text: str) -> float | str:
    try:
        return float(text)
    except ValueError:
        return text


# ---- 导入


def test_nothing_is_stored_before_the_clerk_says_so(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    forms: list[Path],
    said: list[str],
    take_in: Callable[..., None],
) -> None:
    take_in(*forms)
    assert tab.views.detail is tab.importing
    assert texts(tab.importing.file_grid, 1) == [path.name for path in forms]
    assert texts(tab.importing.file_grid, 2) == [name for name, _ in NAMES]
    assert texts(tab.importing.file_grid, 3) == ["新报表"] * 3
    assert texts(tab.importing.value_grid, 2)[:3] == ["1,000", "10", "0"]
    assert stored_reports(office, Q1) == {}
    assert tab.importing.take.text() == "导入3份"
    tab.importing.take.trigger()
    assert desk.tasks.wait_idle()
    stored = stored_reports(office, Q1)
    assert [report.entries["electricity"].quantity for report in stored.values()] == [1000, 2000, 3000]
    assert said[-1] == "已导入3份报表"
    assert tab.views.currentWidget() is tab.calendar
    *states, count = texts(tab.calendar.grid, 1)
    assert [state.partition("·")[0] for state in states] == ["待审核"] * 3
    assert count == "3/3个单位"


def test_cancel_stores_nothing(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    forms: list[Path],
    said: list[str],
    qtbot: QtBot,
    take_in: Callable[..., None],
) -> None:
    take_in(*forms)
    qtbot.keyClick(tab.importing.file_grid, Qt.Key.Key_Escape)
    assert (tab.views.detail, tab.importing.is_waiting) == (None, True), "the way back drops nothing"
    press(tab, "继续导入")
    press(tab, "取消导入")
    assert not tab.importing.is_waiting
    assert stored_reports(office, Q1) == {}
    assert said[-1] == "已取消导入，没有保存任何内容"


def test_a_new_report_can_be_left_out(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[int],
    forms: list[Path],
    qtbot: QtBot,
    take_in: Callable[..., None],
) -> None:
    take_in(*forms)
    tick_row(tab.importing.file_grid, 1)
    assert tab.importing.take.text() == "导入2份"
    qtbot.keyClick(tab.importing.file_grid, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: not tab.importing.is_waiting)
    assert sorted(stored_reports(office, Q1)) == [units[0], units[2]]


@pytest.mark.parametrize(
    ("error", "bugs", "told"), [(KeyError("limit"), [KeyError], []), (Cancelled(), [], ["已取消，没有导入"])]
)
def test_neither_a_bug_nor_a_cancel_before_taking_in_is_a_warning(
    tab: QuarterlyTab,
    desk: Desk,
    forms: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    bugs: list[type],
    told: list[str],
    take_in: Callable[..., None],
) -> None:
    def fail(*_: object) -> None:
        raise error

    take_in(*forms)
    heard = listen(desk, monkeypatch)
    monkeypatch.setattr(importing, "backup_open_office", fail)
    tab.importing.take.trigger()
    assert desk.tasks.wait_idle()
    assert heard == Told(said=told, bugs=bugs)
    assert tab.importing.take.isEnabled()


def test_a_backup_comes_before_what_is_taken_in(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    forms: list[Path],
    take_in: Callable[..., None],
    warned: list[str],
) -> None:
    backup_folder(office.path).write_text("a file where the folder should be")
    take_in(*forms)
    tab.importing.take.trigger()
    assert desk.tasks.wait_idle()
    assert warned[-1].startswith("没有导入：备份失败")
    assert stored_reports(office, Q1) == {}
    backup_folder(office.path).unlink()
    tab.importing.take.trigger()  # the files are still there
    assert desk.tasks.wait_idle()
    assert len(stored_reports(office, Q1)) == 3
    (made,) = found_backups(office.path)
    assert made.reason is Reason.IMPORT
    with Office.open(made.path) as before:
        assert stored_reports(before, Q1) == {}


def test_a_correction_shows_old_and_new_and_replaces_only_when_ticked(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[int],
    forms: list[Path],
    take_in: Callable[..., None],
) -> None:
    store_forms(office, read_forms(office, forms, Q1))
    _fill(forms[0], {"电": ("1100", "550"), "水": ("10", "20")})
    take_in(*forms)
    assert texts(tab.importing.file_grid, 0) == ["替换已存报表", "无需导入", "无需导入"]
    assert texts(tab.importing.file_grid, 3) == ["更正", "与已存相同", "与已存相同"]
    assert texts(tab.importing.value_grid, 2)[:2] == ["1,000 → 1,100", "10"]
    assert texts(tab.importing.value_grid, 3)[:2] == ["500.50 → 550.00", "20.00"]
    assert tab.importing.take.text() == "导入"
    tick_row(tab.importing.file_grid, 1)  # cannot be ticked
    assert tab.importing.take.text() == "导入"
    tick_row(tab.importing.file_grid, 0)
    assert _power(office, units[0]) == 1000
    tab.importing.take.trigger()
    assert desk.tasks.wait_idle()
    assert _power(office, units[0]) == 1100
    assert office.last_step is not None
    assert office.last_step.label == "导入2012年一季度报表1份"


def test_a_bad_cell_is_named_and_the_good_files_are_taken(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[int],
    forms: list[Path],
    tmp_path: Path,
    take_in: Callable[..., None],
) -> None:
    _fill(forms[1], {"电": ("两千", "500"), "水": ("10", "20")})
    wrong = tmp_path / "通知.xlsx"
    wrong.write_text("各单位：请于10日前报送", encoding="utf-8")
    take_in(*forms, wrong)
    assert texts(tab.importing.file_grid, 3) == ["新报表", "不能导入", "新报表", "不能导入"]
    tab.importing.file_grid.select_row(lambda line: line.id == 1)
    findings = lines(tab.importing.findings)
    assert len(findings) == 1
    assert findings[0].startswith("错误：D7：“两千”")  # its file is named over the list
    tab.importing.copy.trigger()
    copied = QGuiApplication.clipboard().text()
    assert f"错误：文件“{forms[1].name}”工作表“填报表”D7：“两千”" in copied
    assert "通知.xlsx" in copied
    tab.importing.take.trigger()
    assert desk.tasks.wait_idle()
    assert sorted(stored_reports(office, Q1)) == [units[0], units[2]]


def test_two_forms_of_one_unit_are_both_refused(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    forms: list[Path],
    tmp_path: Path,
    take_in: Callable[..., None],
) -> None:
    twin = tmp_path / "镇政府（改）.xlsx"
    twin.write_bytes(forms[0].read_bytes())
    take_in(forms[0], twin)
    assert texts(tab.importing.file_grid, 3) == ["不能导入", "不能导入"]
    assert twin.name in lines(tab.importing.findings)[0]
    assert tab.importing.take.text() == "导入"


def test_a_report_changed_meanwhile_is_compared_again(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[int],
    forms: list[Path],
    warned: list[str],
    qtbot: QtBot,
    take_in: Callable[..., None],
) -> None:
    take_in(*forms[:1])
    change_entry(office, units[0], Q1, "electricity", quantity=Decimal(999))
    tab.importing.take.trigger()
    qtbot.waitUntil(lambda: not desk.tasks.busy and texts(tab.importing.file_grid, 3) == ["更正"])
    assert _power(office, units[0]) == 999
    assert "请再次核对" in warned[-1]


def test_a_unit_removed_meanwhile_is_said_and_nothing_is_stored(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[int],
    forms: list[Path],
    warned: list[str],
    qtbot: QtBot,
    take_in: Callable[..., None],
) -> None:
    take_in(*forms)
    waiting = read_forms(office, forms, Q1)
    remove_unit(office, next(unit for unit in units_of_year(office, Q1.year) if unit.id == units[0]))
    with pytest.raises(InputRejected, match="的单位名录中，没有导入任何报表"):
        store_forms(office, waiting)
    tab.importing.take.trigger()
    qtbot.waitUntil(lambda: not desk.tasks.busy and "不能导入" in texts(tab.importing.file_grid, 3))
    assert "请再次核对" in warned[-1]
    assert stored_reports(office, Q1) == {}


def test_files_wait_while_another_quarter_is_looked_at(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    forms: list[Path],
    said: list[str],
    take_in: Callable[..., None],
    qtbot: QtBot,
) -> None:
    take_in(*forms)
    qtbot.keyClick(tab.importing.file_grid, Qt.Key.Key_Escape)
    click(tab.quarters.button(2))
    assert tab.importing.is_waiting
    assert tab.views.detail is None
    press(tab, "继续导入")
    assert tab.views.detail is tab.importing
    assert texts(tab.importing.file_grid, 3) == ["新报表"] * 3
    assert stored_reports(office, Q1) == {}
    tab.importing.cancel.trigger()
    assert "没有保存任何内容" in said[-1]
    assert not tab.importing.is_waiting


def test_a_dropped_folder_is_read_with_what_lies_in_it(
    tab: QuarterlyTab, desk: Desk, office: Office, forms: list[Path], qtbot: QtBot
) -> None:
    (forms[0].parent / "~$临时.xlsx").write_bytes(b"x")
    (forms[0].parent / "说明.txt").write_text("说明", encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(forms[0].parent))])
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.CopyAction, mime, button, keys)
    tab.dragEnterEvent(entering)
    assert entering.isAccepted()
    tab.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, button, keys))
    qtbot.waitUntil(lambda: not desk.tasks.busy and tab.importing.is_waiting)
    assert sorted(texts(tab.importing.file_grid, 1)) == sorted(path.name for path in forms)


def test_dragged_text_is_not_taken(tab: QuarterlyTab) -> None:
    mime = QMimeData()
    mime.setText("收回的表")
    entering = QDragEnterEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering.ignore()
    tab.dragEnterEvent(entering)
    assert not entering.isAccepted()


def test_a_folder_without_forms_is_named(
    tab: QuarterlyTab,
    desk: Desk,
    tmp_path: Path,
    warned: list[str],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    empty = tmp_path / "空文件夹"
    empty.mkdir()
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: empty)
    press(tab, "导入文件夹…")
    qtbot.waitUntil(lambda: bool(warned))
    assert "“空文件夹”里没有表格文件" in warned[0]


# ---- 发放、导出、预览


def test_blank_forms_go_to_a_folder_and_the_folder_opens(
    tab: QuarterlyTab, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    folder = tmp_path / "U盘"
    opened: list[Path] = []
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(desk, "folder_open", opened.append)
    bar = DeliveryNotice(desk)
    qtbot.addWidget(bar)
    press(tab, "发放空白表…")
    qtbot.waitUntil(bar.isVisible)
    assert len(list(folder.glob("*.xlsx"))) == 3
    assert "等3个文件已写入并核对" in bar.label.text()
    click(bar.open)
    assert opened == [folder]
    tab.show_quarter(Quarter(2012, 2))
    assert bar.isHidden()  # what it says is about the quarter before


def test_export_writes_both_files_and_asks_before_replacing(
    tab: QuarterlyTab,
    desk: Desk,
    office: Office,
    units: list[int],
    forms: list[Path],
    delivered: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    store_forms(office, read_forms(office, forms[:2], Q1))
    folder = tmp_path / "U盘"
    asked: list[str] = []
    answers = [False, True]
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(
        desk.alerts, "confirm", lambda question, yes, *_: asked.append(question) or answers.pop(0)
    )
    press(tab, "导出汇总表到…")
    qtbot.waitUntil(lambda: bool(delivered))
    assert sorted(path.suffix for path in folder.iterdir()) == [".pdf", ".xlsx"]
    before = {path: path.read_bytes() for path in folder.iterdir()}
    change_entry(office, units[0], Q1, "electricity", quantity=Decimal(4321))
    delivered.clear()
    press(tab, "导出汇总表到…")
    qtbot.waitUntil(lambda: len(asked) == 1 and not desk.tasks.busy)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    assert delivered == []
    press(tab, "导出汇总表到…")
    qtbot.waitUntil(lambda: bool(delivered))
    pdf = next(folder.glob("*.pdf"))
    text = pdf_text(pdf)
    assert "6,321" in text  # 4321 + 2000
    assert "2/3个单位" in text
    values = [
        cell
        for row in openpyxl.load_workbook(next(folder.glob("*.xlsx")))
        .worksheets[0]
        .iter_rows(values_only=True)
        for cell in row
    ]
    assert 6321 in values


def test_preview_shows_the_quarter_on_screen(
    tab: QuarterlyTab, desk: Desk, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown.append((pdf.title, name)))
    click(tab.quarters.button(3))
    press(tab, "预览打印")
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [
        ("2012年三季度公共机构能源资源消耗状况汇总表", "柳河镇2012年三季度公共机构能源资源消耗汇总表.pdf")
    ]


def _power(office: Office, unit: int) -> Decimal | None:
    report = stored_report(office, unit, Q1)
    return report.entries["electricity"].quantity if report else None


def test_a_bug_while_forms_are_written_is_the_crash_dialogs(
    tab: QuarterlyTab, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = listen(desk, monkeypatch)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path / "U盘")
    monkeypatch.setattr(form, "blank_form", raising(KeyError("limit")))
    press(tab, "发放空白表…")
    assert desk.tasks.wait_idle()
    assert told == Told(bugs=[KeyError])


def test_cancelling_while_forms_are_written_says_what_stays(
    tab: QuarterlyTab, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = listen(desk, monkeypatch)
    folder = tmp_path / "U盘"
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(form, "blank_form", cancelling(desk, form.blank_form, 3))
    press(tab, "发放空白表…")
    assert desk.tasks.wait_idle()
    assert told == Told(said=[f"已取消：发放2012年一季度空白表，已写好的2个文件保留在“{folder}”"])
    assert len(list(folder.iterdir())) == 2
