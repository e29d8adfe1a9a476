"""单位报表 driven as the clerk does:
its review, its moves with their reasons, 说明 beside the findings, indicators opened.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.quarterly.actions.reports import store_forms, store_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter, unlock_quarter
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.queries.review import reviewed_report
from jingzhen_desktop.quarterly.tab.report import ReportView
from jingzhen_desktop.quarterly.tab.report_columns import FIGURE_COLUMNS
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Entry, Move, Report, ReportState, Source, report_place
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.page_head import SubPages

from ..hands import CONTROL, click_cell, key, letters, type_cell
from ..looking import (
    cell,
    column_of,
    fits_smallest,
    geometries,
    lines,
    texts,
    told_at_cell,
    told_of_closed_cell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.organisation.values.units import UnitInYear

Key = Qt.Key
Q3 = Quarter(2011, 3)
QUANTITY_COLUMN, COST_COLUMN = FIGURE_COLUMNS.values()
FUEL = {
    "petrol": ("100", "750"),
    "petrol_vehicle": ("100", "750"),
    "diesel": ("50", "350"),
    "diesel_vehicle": ("50", "350"),
}
TITLES = [
    "指标",
    "代码",
    "单位",
    "数量",
    "费用（元）",
    "折标煤（kgce）",
    "单价（元）",
    "上年同期",
    "同比",
    "1—9月累计数量",
    "1—9月累计同比",
]


@pytest.fixture
def page(desk: Desk, units: list[UnitInYear], report: Callable[..., Report], qtbot: QtBot) -> ReportView:
    """The first unit's third quarter of 2011, typed; the year before is there.
    Reads again what each step changed, as the tab does.
    """
    report(units[0].id, Q3.last_year, FUEL | {"electricity": ("1000", "500")})
    report(units[0].id, Q3, FUEL | {"electricity": ("1050", "525")})
    page = ReportView(desk)
    qtbot.addWidget(page)
    page.resize(1340, 620)
    page.show_quarter(Q3, units[0].id)
    desk.stepped.connect(
        lambda step: (
            page.show_unit() if step.place == report_place(Q3, units[0].id) else page.show_quarter(Q3)
        )
    )
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def _empty(page: ReportView) -> None:
    """Clear all figures of the report, as one step."""
    page.grid.setFocus()
    page.grid.selectAll()
    key(Key.Key_Delete)
    page.start_typing()


def _stored(office: Office, unit: int) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    entries = stored_report(office, unit, Q3).entries
    return {name: (entry.quantity, entry.cost) for name, entry in entries.items() if entry != Entry()}


def test_a_form_is_typed_row_by_row_with_tab(
    page: ReportView, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    _empty(page)
    for number in ("18000", "9900", "900", "2520"):
        letters(number)
        key(Key.Key_Tab)
    qtbot.waitUntil(lambda: (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (2, 3))
    assert _stored(office, units[0].id) == {"electricity": (18000, 9900), "water": (900, 2520)}
    letters("7")
    key(Key.Key_Tab)
    letters("8")
    key(Key.Key_Return)  # back to where the run of Tab began, a row down
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (3, QUANTITY_COLUMN)


def test_what_was_refused_waits_in_its_cell_while_another_unit_is_shown(
    page: ReportView, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    page.start_typing()
    letters("12a")
    key(Key.Key_Tab)
    letters("600")
    key(Key.Key_Return)
    assert stored_report(office, units[0].id, Q3).entries["electricity"] == Entry(Decimal(1050), Decimal(600))
    assert cell(page.grid, 0, QUANTITY_COLUMN) == "12a"
    assert "“12a”不是数字" in told_at_cell(page.grid)
    assert page.findings.title.text().startswith("没有存入1格")
    assert lines(page.findings.list)[0].startswith("没有存入：电 数量：“12a”不是数字")
    page.units.setCurrentIndex(1)
    assert (cell(page.grid, 0, QUANTITY_COLUMN), told_at_cell(page.grid)) == ("", "")
    assert "没有存入" not in page.findings.title.text()
    page.units.setCurrentIndex(0)
    page.grid.setCurrentIndex(page.model.index(5, COST_COLUMN))
    assert cell(page.grid, 0, QUANTITY_COLUMN) == "12a"
    item = page.findings.list.item(0)
    place = page.findings.list.visualItemRect(item).center()
    qtbot.mouseClick(page.findings.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (0, QUANTITY_COLUMN)
    assert "回车采用" in told_at_cell(page.grid)
    key(Key.Key_Return)
    assert stored_report(office, units[0].id, Q3).entries["electricity"].quantity == 12
    assert "没有存入" not in page.findings.title.text()


def test_a_key_on_a_figure_that_is_worked_out_says_so(page: ReportView, qtbot: QtBot) -> None:
    page.start_typing()
    page.grid.setCurrentIndex(page.model.index(0, 5))
    letters("5")
    assert told_of_closed_cell(page.grid) == "折标煤由数量乘折标系数算出，不能填写。"
    _press(page, Move.SUBMIT)
    _press(page, Move.APPROVE)
    page.start_typing()
    letters("5")
    assert told_of_closed_cell(page.grid).startswith("2011年三季度报表已审核，不能改动")


def test_no_message_moves_the_page(page: ReportView, qtbot: QtBot) -> None:
    page.findings.show_drafts(["电 数量：“x”不是数字"])  # its lines may come and go
    before = geometries(page)
    page.start_typing()
    letters("x")
    key(Key.Key_Tab)
    key(Key.Key_Right)
    letters("5")
    assert (told_at_cell(page.grid) != "", told_of_closed_cell(page.grid) != "") == (True, True)
    assert {one: place for one, place in geometries(page).items() if one in before} == before


def _offered(page: ReportView) -> list[str]:
    head = page.head_actions
    moves = page.state.actions.values()
    return [action.text() for action in (head.primary, *head.buttons, *head.more) if action in moves]


def _press(page: ReportView, move: Move) -> None:
    page.state.actions[move].trigger()


def test_each_row_stands_beside_other_periods(page: ReportView) -> None:
    shown = [
        page.model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
        for column in range(page.model.columnCount())
    ]
    assert shown == TITLES
    assert [cell(page.grid, 0, column) for column in range(3, 11)] == [
        "1,050", "525.00", "129.05", "0.5", "1,000", "+5.0%", "1,050(1/3)", "—",
    ]  # fmt: skip


def test_a_report_is_submitted_and_approved_by_key(
    page: ReportView, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    assert (page.state.words.text(), _offered(page)) == ("录入中", ["提交审核"])
    whole = SubPages("季度统计")
    qtbot.addWidget(whole)
    whole.addTab(page, "单位报表")
    with qtbot.waitActive(whole):
        whole.show()
        whole.activateWindow()
    page.start_typing()
    key(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.state.words.text() == "待审核")
    assert _offered(page) == ["审核通过", "退回…", "撤回提交"]
    assert "（待审核）" in page.units.currentText()
    page.start_typing()
    key(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: page.state.words.text() == "已审核")
    assert _offered(page) == ["退回…", "撤回审核…"]
    type_cell(page.grid, 0, QUANTITY_COLUMN, "5")
    assert stored_report(office, units[0].id, Q3).entries["electricity"].quantity == 1050
    assert not page.signatures.isEnabled()
    assert not page.remove.isEnabled()


def test_the_reason_of_a_return_is_asked_in_place(
    page: ReportView, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    _press(page, Move.SUBMIT)
    _press(page, Move.RETURN)
    assert page.state.reason.isVisible()
    assert not page.state.reason.accept.isEnabled()
    page.state.reason.line.insert("不要")
    qtbot.keyClick(page.state.reason.line, Qt.Key.Key_Escape)
    assert (page.state.reason.isVisible(), page.state.words.text()) == (False, "待审核")
    _press(page, Move.RETURN)
    page.state.reason.line.insert("用水量缺发票")
    qtbot.keyClick(page.state.reason.line, Qt.Key.Key_Return)
    assert (page.state.words.text(), _offered(page)) == ("已退回", ["提交审核"])
    assert "用水量缺发票" in page.state.detail.text()
    assert stored_report(office, units[0].id, Q3).standing.reason == "用水量缺发票"


def test_what_blocks_the_approval_is_said_and_explained_beside(
    page: ReportView, desk: Desk, office: Office, units: list[UnitInYear], qtbot: QtBot, warned: list[str]
) -> None:
    type_cell(page.grid, 0, QUANTITY_COLUMN, "1200")
    assert page.findings.texts() == ["需核实：电数量1,200千瓦时，上年同期1,000千瓦时，变动+20.0%，超过±10%"]
    assert page.beside.button.text() == "审核 1"
    _press(page, Move.SUBMIT)
    _press(page, Move.APPROVE)
    assert warned == ["镇政府2011年三季度报表还不能通过：1个需核实的问题要写说明。"]
    item = page.findings.list.item(0)
    page.grid.setCurrentIndex(page.model.index(5, COST_COLUMN))
    qtbot.mouseClick(
        page.findings.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=page.findings.list.visualItemRect(item).center(),
    )
    assert (page.grid.currentIndex().row(), page.grid.currentIndex().column()) == (0, QUANTITY_COLUMN)
    page.findings.line.setFocus()
    page.findings.line.insert("新增空调6台")
    qtbot.keyClick(page.findings.line, Qt.Key.Key_Return)
    assert "说明：新增空调6台" in page.findings.texts()[0]
    assert page.findings.title.text() == "审核问题（1条，0条未解决）"
    assert page.beside.button.text() == "审核"
    assert not reviewed_report(office, units[0].id, Q3)[0].blocks
    _press(page, Move.APPROVE)
    assert page.state.words.text() == "已审核"


def test_several_findings_take_one_explanation(
    page: ReportView, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    for row in (1, 2):
        type_cell(page.grid, row, QUANTITY_COLUMN, "50")
        type_cell(page.grid, row, COST_COLUMN, "200")
    assert len(page.findings.texts()) >= 2
    page.findings.list.selectAll()
    page.findings.line.setText("本季新启用")
    qtbot.keyClick(page.findings.line, Qt.Key.Key_Return)
    assert {one.explanation for one in reviewed_report(office, units[0].id, Q3)} == {"本季新启用"}
    office.undo()
    assert {one.explanation for one in reviewed_report(office, units[0].id, Q3)} == {""}


def test_hand_edited_cells_of_a_taken_in_form_are_marked(
    page: ReportView, office: Office, units: list[UnitInYear]
) -> None:
    from dataclasses import replace

    sent = replace(
        stored_report(office, units[0].id, Q3), source=Source.FILE, source_name="来表.xlsx", typed=frozenset()
    )
    office_units = [(units[0], sent)]
    from jingzhen_desktop.quarterly.actions.reports import remove_report

    remove_report(office, units[0].id, Q3)
    store_forms(
        office, [ReadForm("来表.xlsx", FormOutcome.NEW, unit, report) for unit, report in office_units]
    )
    page.show_quarter(Q3)
    assert cell(page.grid, 0, QUANTITY_COLUMN) == "1,050"
    type_cell(page.grid, 0, QUANTITY_COLUMN, "1060")
    assert (cell(page.grid, 0, QUANTITY_COLUMN), cell(page.grid, 0, COST_COLUMN)) == ("*1,060", "525.00")
    assert "来表.xlsx" in page.state.detail.text()


def test_the_day_it_came_in_can_be_corrected(
    page: ReportView, office: Office, units: list[UnitInYear], qtbot: QtBot
) -> None:
    editor = page.signatures.field("received_on").editor
    editor.setFocus()
    editor.selectAll()
    qtbot.keyClicks(editor, "2011-10-09")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert stored_report(office, units[0].id, Q3).standing.received_on == date(2011, 10, 9)
    assert "2011年10月9日收到" in page.state.detail.text()


def test_the_indicators_are_there_with_the_form(page: ReportView) -> None:
    page.show_quarter(Quarter(2011, 1))
    assert page.indicators.period.text() == "1—3月累计"
    assert len(page.indicators.buttons) == 8  # later they would move the form under the mouse


def test_an_indicator_opens_to_its_formula(page: ReportView, qtbot: QtBot) -> None:
    page.show_quarter(Quarter(2011, 1))
    page.show_quarter(Q3)
    qtbot.waitUntil(lambda: len(page.indicators.buttons) == 8)
    texts = [button.text() for button in page.indicators.buttons]
    assert texts[0] == "综合能耗 —"  # two quarters are missing
    qtbot.mouseClick(page.indicators.buttons[1], Qt.MouseButton.LeftButton)
    words = page.indicators.opened.label.text()
    assert "人均综合能耗＝综合能耗÷用能人数" in words
    assert "1,050千瓦时×0.1229kgce/千瓦时" in words
    assert "1—9月综合能耗数据不全" in words
    assert "个单位" not in words
    assert fits_smallest(page.indicators.opened)
    page.indicators.opened.close()


def test_in_a_low_window_the_indicators_are_one_line(page: ReportView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(page.indicators.buttons) == 8)
    page.resize(880, 300)
    qtbot.waitUntil(page.indicators.more.isVisible)
    shown = [button for button in page.indicators.buttons if button.isVisible()]
    assert {button.y() for button in shown} == {page.indicators.more.y()}
    others = [action.text() for action in page.indicators.more.menu().actions()]
    assert [button.text() for button in page.indicators.buttons] == [one.text() for one in shown] + others
    page.resize(1340, 620)
    qtbot.waitUntil(lambda: all(button.isVisible() for button in page.indicators.buttons))
    assert not page.indicators.more.isVisible()


def test_a_locked_quarter_can_only_be_looked_at(
    page: ReportView,
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    approve: Callable[[Quarter], None],
) -> None:
    for unit in units[1:]:
        report(unit.id, Q3, {})
    approve(Q3)
    submit_quarter(office, Q3, date(2011, 10, 12), "县机关事务管理局")
    assert _offered(page) == []
    assert "2011年10月12日汇总上报县机关事务管理局并锁定" in page.state.detail.text()
    assert not page.approve.isEnabled()
    unlock_quarter(office, Q3, date(2011, 10, 13), "更正")
    assert _offered(page) == ["退回…", "撤回审核…"]


def test_clean_reports_are_approved_together(
    page: ReportView,
    desk: Desk,
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    qtbot: QtBot,
    said: list[str],
) -> None:
    report(units[1].id, Q3, FUEL | {"coal": (None, "0")})
    from jingzhen_desktop.quarterly.actions.states import move_report

    for unit in units[:2]:
        move_report(office, unit.id, Q3, Move.SUBMIT)
    for _ in range(3):
        page.approve.trigger()
    assert desk.tasks.wait_idle()
    assert said[-1] == "2011年三季度审核通过1份；还有问题没有解决：中心学校"
    assert [stored_report(office, unit.id, Q3).standing.state for unit in units[:2]] == [
        ReportState.APPROVED,
        ReportState.SUBMITTED,
    ]
    assert Decimal(1050) == stored_report(office, units[0].id, Q3).entries["electricity"].quantity


def test_the_rest_is_filled_with_zeros_once_somebody_is_named(
    page: ReportView, desk: Desk, units: list[UnitInYear], qtbot: QtBot
) -> None:
    only = {"petrol": Entry(Decimal(100), Decimal(750)), "petrol_vehicle": Entry(Decimal(100), Decimal(750))}
    store_report(desk.office, Report(units[1].id, Q3, "2011", only))
    page.show_quarter(Q3, units[1].id)
    qtbot.mouseClick(page.zeros, Qt.MouseButton.LeftButton)
    assert page.zeros_bar.isVisible()
    qtbot.mouseClick(page.zeros_bar.accept, Qt.MouseButton.LeftButton)
    assert page.zeros_bar.isVisible()  # nobody is named
    assert _figures(desk, units[1], "water") == Entry()
    letters("Wang")
    qtbot.mouseClick(page.zeros_bar.accept, Qt.MouseButton.LeftButton)
    assert not page.zeros_bar.isVisible()
    assert _figures(desk, units[1], "water") == Entry(Decimal(0), Decimal(0))
    assert _figures(desk, units[1], "petrol").quantity == Decimal(100)
    assert "据Wang" in page.confirmed.text()
    desk.office.undo()
    page.show_unit()
    assert not page.confirmed.text()
    assert _figures(desk, units[1], "water") == Entry()


def _figures(desk: Desk, unit: UnitInYear, item: str) -> Entry:
    report = stored_report(desk.office, unit.id, Q3)
    assert report is not None
    return report.entries.get(item, Entry())


def test_the_tip_of_the_comparison_says_the_quarter_before_too(
    page: ReportView, office: Office, units: list[UnitInYear], report: Callable[..., Report]
) -> None:
    report(units[0].id, Quarter(2011, 2), FUEL | {"electricity": ("2100", "525")})
    page.show_quarter(Q3)
    index = page.model.index(0, column_of(page.grid, "change"))
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "同比 +5.0%，环比 −50.0%"


def test_in_a_wide_window_the_units_stand_beside_the_form(page: ReportView, units: list[UnitInYear]) -> None:
    assert page.unit_list.isHidden()
    page.resize(1540, 700)
    assert not page.unit_list.isHidden()
    assert page.units.isHidden()
    assert texts(page.unit_list.grid, 0) == [unit.name for unit in units]
    assert texts(page.unit_list.grid, 1) == ["录入中", "未报", "未报"]
    click_cell(page.unit_list.grid, 2, 0)
    assert page.unit_id == units[2].id
    page.next.click()
    page.previous.click()
    assert page.unit_list.grid.current_row().id == units[1].id
    page.resize(1340, 620)
    assert page.unit_list.isHidden()
    assert not page.units.isHidden()


def test_blanks_are_quiet_until_the_report_is_submitted(page: ReportView, units: list[UnitInYear]) -> None:
    page.show_quarter(Q3, units[1].id)
    type_cell(page.grid, 0, QUANTITY_COLUMN, "18000")
    type_cell(page.grid, 0, COST_COLUMN, "9900")
    page.show_quarter(Q3, units[1].id)
    rows = page.model.rowCount() - 1
    assert set(texts(page.grid, COST_COLUMN)[1:rows]) == {""}
    assert not any(page.model.is_problem(page.model.index(row, COST_COLUMN)) for row in range(1, rows))
    assert lines(page.findings.list) == []
    assert not page.findings.blanks.isHidden()
    assert page.findings.blanks.text().startswith(f"还有{2 * rows - 2}格空白")
    page.state.actions[Move.SUBMIT].trigger()
    page.show_quarter(Q3, units[1].id)
    assert set(texts(page.grid, COST_COLUMN)[1:rows]) == {"未填"}
    assert sum("未填" in line for line in lines(page.findings.list)) == 2 * rows - 2
    assert page.findings.blanks.isHidden()
