"""Unit lists in and out, as the clerk works with them in the window."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
from PySide6.QtCore import Qt

from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.sheets import register
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.widgets.desk import Desk

from ..hands import fill_form, key, letters, press
from ..looking import cells
from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from jingzhen_desktop.office.file import Office

# ---- lists in and out


def list_of_units(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (
        ("单位名称", "性质", "面积（㎡）", "备注"),
        ("某镇中心学校", "021", 9000, "x"),
        ("某镇文体站", "023", 680, ""),
        ("某镇农场", "农场", 1, ""),
    ):
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return path


def test_a_list_is_previewed_and_taken_in_as_one_step(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    desk.alerts.choose_files = lambda *_: [list_of_units(tmp_path / "名单.xlsx")]  # type: ignore[method-assign]
    press(tab.units, "导入名单…")
    assert desk.tasks.wait_idle()
    view = tab.units.register
    assert [row[2:] for row in cells(view.grid)] == [
        ["更新", "建筑面积：8,620 → 9,000"],
        ["新增", "单位性质023 事业单位（文化），建筑面积680"],
        ["有错误", "B4“单位性质”：“农场”不是单位性质，请填代码或名称，如“021 事业单位（教育）”"],
    ]
    assert "没有采用的栏目：备注" in view.summary.text()
    assert len(units_of_year(office, 2011)) == 1
    press(tab.units, "导入2行")
    assert desk.tasks.wait_idle()
    assert [(unit.name, unit.facts.floor_area) for unit in units_of_year(office, 2011)] == [
        ("某镇中心学校", Decimal(9000)),
        ("某镇文体站", Decimal(680)),
    ]
    assert "已导入2个单位" in said[-1]
    assert tab.units.grid.isVisible()
    office.undo()
    assert [(unit.name, unit.facts.floor_area) for unit in units_of_year(office, 2011)] == [
        ("某镇中心学校", Decimal(8620))
    ]


def test_a_row_may_be_left_out_and_the_whole_list_dropped(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, tmp_path: Path
) -> None:
    desk.alerts.choose_files = lambda *_: [list_of_units(tmp_path / "名单.xlsx")]  # type: ignore[method-assign]
    press(tab.units, "导入名单…")
    assert desk.tasks.wait_idle()
    view = tab.units.register
    model = view.model
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert view.take.text() == "导入1行"
    press(view, "取消导入")
    assert len(units_of_year(office, 2011)) == 1
    assert tab.units.grid.isVisible()
    press(tab.units, "导入名单…")
    assert desk.tasks.wait_idle()
    desk.year = 2012
    assert not view.is_waiting


def test_a_wrong_cell_is_typed_over_and_its_row_is_taken(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, tmp_path: Path, said: list[str]
) -> None:
    desk.alerts.choose_files = lambda *_: [list_of_units(tmp_path / "名单.xlsx")]  # type: ignore[method-assign]
    press(tab.units, "导入名单…")
    assert desk.tasks.wait_idle()
    view = tab.units.register
    assert [row[:2] for row in cells(view.cell_grid)] == [
        ["单位名称", "某镇农场"],
        ["单位性质", "农场"],
        ["建筑面积", "1"],
    ]
    key(Qt.Key.Key_F4)
    assert view.cell_grid.currentIndex().row() == 1
    letters("x")
    key(Qt.Key.Key_Return)
    assert view.take.text() == "导入2行", "still wrong"
    key(Qt.Key.Key_F4)
    letters("026")
    key(Qt.Key.Key_Return)
    assert view.take.text() == "导入3行"
    key(Qt.Key.Key_F4)
    assert said[-1] == "没有要改的了，可以导入"
    assert not view.said_by.isHidden()
    fill_form(view.said_by, said_by="农场李会计")
    press(tab.units, "导入3行")
    assert desk.tasks.wait_idle()
    assert units_of_year(office, 2011)[-1].facts.nature.value == "026"
    step = office.undoable()
    assert step is not None
    assert step.label == "导入2011年单位名单（3个单位；据农场李会计更正：第4行单位性质“农场”改为“026”）"


def test_a_file_that_is_no_list_is_refused_in_the_message_bar(
    tab: OrganisationTab, desk: Desk, tmp_path: Path, warned: list[str]
) -> None:
    (tmp_path / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0 jpeg")
    desk.alerts.choose_files = lambda *_: [tmp_path / "照片.xlsx"]  # type: ignore[method-assign]
    press(tab.units, "导入名单…")
    assert desk.tasks.wait_idle()
    assert "照片.xlsx" in warned[-1]


def test_the_register_is_written_and_an_existing_file_asks(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, tmp_path: Path, delivered: list[str]
) -> None:
    write_settings(office, {TOWN: "某镇"})
    asked: list[str] = []
    desk.alerts.choose_folder = lambda *_: tmp_path  # type: ignore[method-assign]
    desk.alerts.confirm = lambda question, *_texts, **_more: not asked.append(question)
    for _ in range(2):
        press(tab.units, "导出名录库…")
        assert desk.tasks.wait_idle()
    assert "已写入并核对" in delivered[-1]
    assert len(asked) == 1
    sheet = openpyxl.load_workbook(tmp_path / "某镇2011年公共机构名录库.xlsx").active
    assert sheet is not None
    assert (sheet["B3"].value, sheet["A1"].value) == ("某镇中心学校", "某镇2011年公共机构名录库")


def test_a_bug_while_the_register_is_written_is_no_cancel(
    tab: OrganisationTab, school: int, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = listen(desk, monkeypatch)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(register, "BookWriter", raising(KeyError("limit")))
    press(tab.units, "导出名录库…")
    assert desk.tasks.wait_idle()
    assert told == Told(bugs=[KeyError])


def test_cancelling_the_register_says_that_nothing_was_written(
    tab: OrganisationTab, school: int, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = listen(desk, monkeypatch)
    folder = tmp_path / "U盘"
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(register, "BookWriter", cancelling(desk, register.BookWriter))
    press(tab.units, "导出名录库…")
    assert desk.tasks.wait_idle()
    assert told == Told(said=["已取消：导出2011年名录库，没有写出文件"])
    assert not folder.exists()
