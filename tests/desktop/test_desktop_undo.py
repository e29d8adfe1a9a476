"""Undo and redo as the clerk does them: by keys and menu, in and out of texts, over a restart;
and the page 改动记录.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.actions.editing import change_day
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.desktop.history_page import HistoryPage
from jingzhen_desktop.desktop.workplace import HISTORY
from jingzhen_desktop.inspection.actions.handling import add_violation, order_rectification, record_reply
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import COUNTY, SUPERIOR, TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_facts, open_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.publicity.actions import add_activity, remove_activity
from jingzhen_desktop.publicity.queries import activities_of_year
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.tabs import create_office

from ..changing import changed
from ..looking import cells

if TYPE_CHECKING:
    from conftest import Clerk
else:
    Clerk = object

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
AREA = "floor_area"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "文井镇.jzdb"
    with create_office(path, {TOWN: "文井镇"}) as office:
        for name in ("文井镇政府", "文井镇中心学校"):
            add_unit(office, 2011, UnitFacts(name, Nature.EDUCATION, floor_area=Decimal(100)))
    return path


@pytest.fixture
def tab(clerk: Clerk, path: Path) -> OrganisationTab:
    clerk.window.open_office(path)
    return organisation(clerk)


def organisation(clerk: Clerk) -> OrganisationTab:
    assert clerk.window.workplace is not None
    clerk.window.workplace.desk.year = 2011
    tab = clerk.window.workplace.show_tab("organisation")
    assert isinstance(tab, OrganisationTab)
    tab.setFocus()
    return tab


def office(clerk: Clerk) -> Office:
    assert clerk.window.workplace is not None
    return clerk.window.workplace.desk.office


def areas(clerk: Clerk) -> list[Decimal | None]:
    return [unit.facts.floor_area for unit in units_of_year(office(clerk), 2011)]


def go_to_area(tab: OrganisationTab, row: int) -> None:
    grid, model = tab.units.grid, tab.units.model
    column = next(i for i, column in enumerate(model.columns) if column.key == AREA)
    grid.setFocus()
    grid.setCurrentIndex(model.index(row, column))


def type_area(clerk: Clerk, tab: OrganisationTab, row: int, text: str) -> None:
    go_to_area(tab, row)
    for letter in text:
        QTest.keyClick(QApplication.focusWidget(), letter)
    clerk.key(Qt.Key.Key_Return)


def said(clerk: Clerk) -> str:
    """What the status bar told last, apart from the backup at the start, which comes in its own time."""
    return next((text for text in reversed(clerk.told) if not text.startswith("已备份")), "")


def test_ctrl_z_takes_back_the_cell_and_ctrl_y_brings_it_again(clerk: Clerk, tab: OrganisationTab) -> None:
    type_area(clerk, tab, 1, "250")
    assert areas(clerk) == [100, 250]
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert areas(clerk) == [100, 100]
    assert said(clerk).startswith("已撤销：修改文井镇中心学校")
    assert tab.units.grid.current_row().name == "文井镇中心学校"
    clerk.key(Qt.Key.Key_Y, CTRL)
    assert areas(clerk) == [100, 250]
    assert said(clerk).startswith("已重做：修改文井镇中心学校")
    clerk.key(Qt.Key.Key_Z, CTRL)
    clerk.key(Qt.Key.Key_Z, CTRL | SHIFT)
    assert areas(clerk) == [100, 250]


def test_in_a_cell_editor_ctrl_z_is_the_editors(clerk: Clerk, tab: OrganisationTab) -> None:
    type_area(clerk, tab, 0, "250")
    go_to_area(tab, 1)
    clerk.key(Qt.Key.Key_7)
    clerk.key(Qt.Key.Key_8)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    typed = editor.text()
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert editor.text() != typed
    assert QApplication.focusWidget() is editor
    assert areas(clerk) == [250, 100]
    clerk.key(Qt.Key.Key_Escape)
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert areas(clerk) == [100, 100]


def test_in_a_field_with_nothing_typed_ctrl_z_takes_back_the_step(clerk: Clerk, tab: OrganisationTab) -> None:
    assert clerk.window.workplace is not None
    settings = clerk.window.workplace.show_tab("settings")
    county = settings.fields[COUNTY.key].editor  # type: ignore[attr-defined]
    county.setFocus()
    QTest.keyClicks(county, "qinghe")
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert county.text() == ""
    QTest.keyClicks(county, "qinghe")
    clerk.key(Qt.Key.Key_Return)
    assert county.text() == "qinghe"
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert county.text() == ""
    assert said(clerk) == "已撤销：修改设置：所属县（市、区）"
    assert QApplication.focusWidget() is county


def test_a_field_visited_again_and_again_is_watched_once(clerk: Clerk, tab: OrganisationTab) -> None:
    assert clerk.window.workplace is not None
    line, grid = clerk.window.top_bar.words, tab.units.grid
    counts = []
    for _ in range(50):
        line.setFocus()
        counts.append(line.receivers(SIGNAL("destroyed()")))
        grid.setFocus()
    assert len(set(counts)) == 1


def test_the_menu_names_the_step_and_says_why_there_is_none(clerk: Clerk, tab: OrganisationTab) -> None:
    edit = clerk.window.edit
    office(clerk).end_undo("汇总上报2011年三季度")
    assert (edit.undo.text(), edit.undo.isEnabled()) == (
        "撤销（已汇总上报2011年三季度，不能撤销之前的步骤）",
        False,
    )
    assert (edit.redo.text(), edit.redo.isEnabled()) == ("重做", False)
    type_area(clerk, tab, 1, "250")
    assert edit.undo.isEnabled()
    assert edit.undo.text() == "撤销：修改文井镇中心学校2011年建筑面积"
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert not edit.undo.isEnabled()
    assert edit.redo.text() == "重做：修改文井镇中心学校2011年建筑面积"
    clerk.window.close_office()
    assert (edit.undo.text(), edit.history.isEnabled()) == ("撤销（没有打开数据文件）", False)


def test_undo_goes_on_after_a_restart(clerk: Clerk, tab: OrganisationTab, path: Path) -> None:
    type_area(clerk, tab, 1, "250")
    clerk.window.close_office()
    clerk.window.open_office(path)
    assert clerk.window.edit.undo.text() == "撤销：修改文井镇中心学校2011年建筑面积"
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert areas(clerk) == [100, 100]
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.current_key == "organisation"


def test_undo_goes_to_the_place_and_its_year(clerk: Clerk, tab: OrganisationTab) -> None:
    workplace = clerk.window.workplace
    assert workplace is not None
    changed(
        change_facts, office(clerk), units_of_year(office(clerk), 2011)[1].id, 2011, floor_area=Decimal(7)
    )
    workplace.desk.year = 2015
    workplace.show_tab("settings")
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert (workplace.current_key, workplace.desk.year) == ("organisation", 2011)
    assert tab.units.grid.current_row().name == "文井镇中心学校"


def test_a_removed_record_comes_back_and_is_chosen(clerk: Clerk, tab: OrganisationTab) -> None:
    workplace = clerk.window.workplace
    assert workplace is not None
    for theme in ("甲", "乙", "丙"):
        add_activity(office(clerk), Activity(0, ActivityKind.LECTURE, date(2011, 6, 12), theme=theme))
    remove_activity(office(clerk), activities_of_year(office(clerk), 2011)[1].id)
    workplace.desk.year = 2013
    clerk.key(Qt.Key.Key_Z, CTRL)
    publicity = workplace.show_tab("publicity")
    assert [row.theme for row in publicity.model.rows()] == ["甲", "乙", "丙"]  # type: ignore[attr-defined]
    assert publicity.grid.current_row().theme == "乙"  # type: ignore[attr-defined]


def test_a_refused_undo_changes_nothing_and_says_so(clerk: Clerk, tab: OrganisationTab, path: Path) -> None:
    type_area(clerk, tab, 1, "250")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE unit_year SET floor_area = 1 WHERE floor_area = 2500000")
    connection.close()
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert (
        clerk.message
        == "“修改文井镇中心学校2011年建筑面积”涉及的内容后来在别处改动过，不能撤销。没有改动任何内容。"
    )


# ---- 改动记录


@pytest.fixture
def page(clerk: Clerk, tab: OrganisationTab) -> HistoryPage:
    type_area(clerk, tab, 1, "250")
    assert clerk.window.workplace is not None
    clerk.key(Qt.Key.Key_H, CTRL)
    assert clerk.window.workplace.current_key == HISTORY
    page = clerk.window.workplace.show_tab(HISTORY)
    assert isinstance(page, HistoryPage)
    return page


def lines(page: HistoryPage) -> list[tuple[str, str, str]]:
    return [(line.field, line.old, line.new) for step in page.model.rows() for line in step.lines]


def search(clerk: Clerk, page: HistoryPage, words: str) -> None:
    clerk.write(page.form.field("words").editor, words, Qt.Key.Key_Return)
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.desk.tasks.wait_idle()


def test_the_page_shows_the_newest_first_and_the_whole_below(clerk: Clerk, page: HistoryPage) -> None:
    assert lines(page)[0] == ("建筑面积", "100平方米", "250平方米")
    assert page.detail.text().endswith("单位年度情况 文井镇中心学校 2011年\n建筑面积：100平方米 → 250平方米")
    steps = len(page.model.rows())
    assert page.count.text() == f"{steps}步，{len(lines(page))}处改动，已到最早"
    labels = [step.first.what for step in page.model.rows()]
    assert labels.count("修改文井镇中心学校2011年建筑面积") == 1
    clerk.press("显示更早的")
    assert clerk.told[-1] == "已经显示到最早的改动"


def test_a_step_with_many_changes_is_one_row_and_unfolds_beside_it(clerk: Clerk, page: HistoryPage) -> None:
    assert clerk.window.workplace is not None
    office = clerk.window.workplace.desk.office
    write_settings(office, {TOWN: "甲镇", COUNTY: "乙县", SUPERIOR: "丙局"}, "登记本单位信息")
    page.grid.setCurrentIndex(page.model.index(0, 0))
    assert cells(page.grid)[0][1:] == ["登记本单位信息", "设置和文件", "设置", "3处"]
    assert "上级主管部门：（空） → 丙局" in page.detail.text()
    assert "所属县（市、区）：（空） → 乙县" in page.detail.text()


def test_words_find_lines_by_unit_and_field(clerk: Clerk, page: HistoryPage) -> None:
    search(clerk, page, "zxxx 面积")
    assert lines(page) == [("建筑面积", "100平方米", "250平方米")]
    search(clerk, page, "没有这个单位")
    assert lines(page) == []
    assert [label.text() for label in clerk.visible(QLabel) if "没有符合" in label.text()] == [
        "没有符合条件的改动。"
    ]
    search(clerk, page, "")
    assert len(lines(page)) > 1


def test_days_and_tab_narrow_it(clerk: Clerk, page: HistoryPage) -> None:
    clerk.write(page.form.field("last").editor, "2001-1-1", Qt.Key.Key_Return)
    assert lines(page) == []
    clerk.write(page.form.field("last").editor, "", Qt.Key.Key_Return)
    page.form.field("tab").editor.setFocus()
    for _ in range(9):
        clerk.key(Qt.Key.Key_Down)
    assert {line.tab for step in page.model.rows() for line in step.lines} == {"office"}


def test_older_lines_come_on_demand(clerk: Clerk, page: HistoryPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jingzhen_desktop.desktop.history_page.read_history", limited)
    page.refresh()
    first = lines(page)
    assert page.count.text() == f"{len(page.model.rows())}步，{len(first)}处改动，还有更早的"
    before = len(page.model.rows())
    clerk.press("显示更早的")
    assert lines(page)[: len(first)] == first
    assert len(page.model.rows()) > before


def limited(*arguments: object, **named: object) -> object:
    from jingzhen_desktop.office.history import read_history

    return read_history(*arguments, **{**named, "limit": 2})  # type: ignore[arg-type]


def test_enter_leads_to_where_it_was_done(clerk: Clerk, page: HistoryPage) -> None:
    assert clerk.window.workplace is not None
    clerk.window.workplace.desk.year = 2020
    page.grid.setFocus()
    clerk.key(Qt.Key.Key_Return)
    assert (clerk.window.workplace.current_key, clerk.window.workplace.desk.year) == ("organisation", 2011)
    assert organisation(clerk).units.grid.current_row().name == "文井镇中心学校"


def test_what_was_found_goes_to_a_spreadsheet(
    clerk: Clerk, page: HistoryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search(clerk, page, "面积")
    target = tmp_path / "改动.xlsx"
    suggested = []
    monkeypatch.setattr(
        clerk.window.alerts, "choose_save", lambda _title, name, _filter: suggested.append(name) or target
    )
    clerk.press("导出…")
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.desk.tasks.wait_idle()
    rows = [list(row) for row in load_workbook(target).active.iter_rows(values_only=True)]
    assert rows[0][0] == "改动记录"
    assert rows[1][0].startswith("含“面积”；共1条；导出时间")
    assert rows[2] == ["时间", "所做的事", "页面", "记录", "字段", "改前", "改后"]
    assert rows[3][1:] == [
        "修改文井镇中心学校2011年建筑面积", "组织机构", "单位年度情况 文井镇中心学校 2011年", "建筑面积", "100平方米", "250平方米",
    ]  # fmt: skip
    assert len(rows) == 4
    assert str(suggested[0]).startswith("改动记录_")
    assert "改动记录1条已写入并核对" in said(clerk)


def test_undo_goes_to_the_summary_and_the_notice_in_their_years(clerk: Clerk, tab: OrganisationTab) -> None:
    workplace = clerk.window.workplace
    assert workplace is not None
    half = generate(office(clerk), 2011, SummaryKind.HALF, date(2011, 7, 5))
    change_day(office(clerk), half.id, date(2011, 7, 6))
    workplace.desk.year = 2014
    clerk.key(Qt.Key.Key_Z, CTRL)
    annual = workplace.show_tab("annual")
    assert (workplace.current_key, workplace.desk.year) == ("annual", 2011)
    assert annual.summary_kind is SummaryKind.HALF  # type: ignore[attr-defined]
    assert said(clerk) == f"已撤销：修改{half.title}落款日期"

    open_year(office(clerk), 2012)
    round_id = add_round(office(clerk), 2012, Season.SUMMER, date(2012, 7, 5))
    (visit,) = add_visits(office(clerk), round_id, [1])
    violation = add_violation(office(clerk), visit, ViolationKind.OTHER, "长明灯")
    days = {"ordered_on": date(2012, 7, 6), "deadline": date(2012, 7, 20)}
    order_rectification(office(clerk), [violation], number="〔2012〕1号", **days)  # type: ignore[arg-type]
    record_reply(office(clerk), 1, date(2012, 7, 9), "已改")
    workplace.desk.year = 2014
    clerk.key(Qt.Key.Key_Z, CTRL)
    assert said(clerk) == "已撤销：登记整改回复（文井镇政府 〔2012〕1号）"
    ledger = workplace.show_tab("inspection").ledger  # type: ignore[attr-defined]
    assert (workplace.desk.year, ledger.isVisible(), ledger.grid.current_row().number) == (
        2012,
        True,
        "〔2012〕1号",
    )
