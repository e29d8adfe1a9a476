"""报送情况: what is to be done next with each report,
and the switch of the quarters that says how far they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.actions.submissions import submit_quarter
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.rules.next_step import NextStep, days_words, next_step
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.values.board import BoardCell
from jingzhen_desktop.quarterly.values.reports import Move, Report, ReportState, report_place
from jingzhen_desktop.widgets.desk import Desk

from ..hands import click_cell, double_click, key
from ..looking import cell, column_of, preview, visible

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.widgets.grid.view import Grid

Q2, Q3 = Quarter(2011, 2), Quarter(2011, 3)
DUE = date(2011, 10, 10)


@pytest.fixture
def desk_year() -> int:
    return 2011


@pytest.fixture(autouse=True)
def in_october(set_clock: Callable[[datetime], None]) -> None:
    set_clock(datetime(2011, 10, 9, 9, 0))


@pytest.mark.parametrize(
    ("state", "complete", "today", "step"),
    [
        (ReportState.MISSING, False, date(2011, 9, 30), None),
        (ReportState.MISSING, False, date(2011, 10, 1), NextStep.TYPE),
        (ReportState.MISSING, False, date(2011, 10, 6), NextStep.TYPE),
        (ReportState.MISSING, False, date(2011, 10, 7), NextStep.URGE),
        (ReportState.MISSING, False, date(2011, 12, 1), NextStep.URGE),
        (ReportState.ENTERING, False, date(2011, 9, 1), NextStep.GO_ON),
        (ReportState.ENTERING, True, date(2011, 9, 1), NextStep.SUBMIT),
        (ReportState.SUBMITTED, True, DUE, NextStep.REVIEW),
        (ReportState.RETURNED, True, DUE, NextStep.ANSWER),
        (ReportState.APPROVED, True, DUE, None),
    ],
)
def test_each_report_has_one_next_step(
    state: ReportState, complete: bool, today: date, step: NextStep | None
) -> None:
    found = BoardCell(state, complete, DUE)
    assert next_step(found, Q3, today, locked=False) is step
    assert next_step(found, Q3, today, locked=True) is None


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2011, 10, 2), ""),
        (date(2011, 10, 3), "还有7天"),
        (date(2011, 10, 9), "明天截止"),
        (DUE, "今天截止"),
        (date(2011, 10, 11), "逾期1天"),
    ],
)
def test_days_to_the_deadline_are_said(today: date, words: str) -> None:
    missing = BoardCell(ReportState.MISSING, False, DUE)
    assert days_words(missing, today) == words
    assert days_words(replace(missing, state=ReportState.SUBMITTED), today) == ""


def _step_cell(grid: Grid, row: int) -> tuple[int, int]:
    return row, column_of(grid, "step")


def _press_step(grid: Grid, row: int) -> None:
    click_cell(grid, *_step_cell(grid, row))


def test_the_board_says_how_far_each_report_of_the_quarter_is(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    open_tab: Callable[[], QuarterlyTab],
) -> None:
    report(units[0].id, Q3, {"electricity": (None, "90"), "water": ("1", None)})
    report(units[1].id, Q3, {})
    move_report(office, units[1].id, Q3, Move.SUBMIT)
    tab = open_tab()
    tab.show_quarter(Q3)
    grid = tab.calendar.grid
    rows = len(stored_report(office, units[0].id, Q3).entries)  # type: ignore[union-attr]
    at = column_of(grid, "quarter3")
    assert cell(grid, 0, at) == f"录入中·{2 * rows - 2}/{2 * rows}格"
    assert cell(grid, 1, at).startswith("待审核")
    assert cell(grid, 2, at) == "未报·明天截止"
    steps = [cell(grid, *_step_cell(grid, row)) for row in range(3)]
    assert steps == ["继续录入", "审核", "催报"]
    assert cell(grid, 2, column_of(grid, "quarter2")).startswith("逾期")
    assert cell(grid, 2, column_of(grid, "quarter4")) == "未报"  # begun on 1 October


def test_a_click_on_the_next_step_does_it(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    open_tab: Callable[[], QuarterlyTab],
    desk: Desk,
) -> None:
    report(units[0].id, Q3, {})
    tab = open_tab()
    tab.show_quarter(Q3)
    _press_step(tab.calendar.grid, 0)
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.standing.state is ReportState.SUBMITTED
    assert cell(tab.calendar.grid, *_step_cell(tab.calendar.grid, 0)) == "审核"
    _press_step(tab.calendar.grid, 2)
    assert desk.tasks.wait_idle(60_000)
    shown = preview()
    assert shown is not None
    assert "催报" in shown.windowTitle()
    shown.close()
    _press_step(tab.calendar.grid, 0)
    assert tab.views.currentWidget() is tab.report
    assert tab.report.unit_id == units[0].id


def test_enter_on_the_next_step_does_it_once(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    open_tab: Callable[[], QuarterlyTab],
    qtbot: QtBot,
) -> None:
    report(units[0].id, Q3, {})
    tab = open_tab()
    tab.show_quarter(Q3)
    grid = tab.calendar.grid
    grid.setCurrentIndex(tab.calendar.model.index(*_step_cell(grid, 0)))
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.standing.state is ReportState.SUBMITTED
    assert tab.views.currentWidget() is tab.calendar


def test_a_double_click_beside_the_next_step_opens_the_quarter_in_front(
    units: list[UnitInYear], open_tab: Callable[[], QuarterlyTab]
) -> None:
    tab = open_tab()
    tab.show_quarter(Q2)
    double_click(tab.calendar.grid, 1, column_of(tab.calendar.grid, "phone"))
    assert tab.views.currentWidget() is tab.report
    assert (tab.report.unit_id, tab.quarter) == (units[1].id, Q2)


def test_the_menu_offers_the_rest(
    units: list[UnitInYear], report: Callable[..., Report], open_tab: Callable[[], QuarterlyTab]
) -> None:
    report(units[0].id, Q3, {})
    tab = open_tab()
    tab.show_quarter(Q3)
    grid = tab.calendar.grid

    def offered(row: int) -> list[str]:
        grid.setCurrentIndex(tab.calendar.model.index(row, 0))
        names = ("打开报表", "提交审核", "催报通知…", "导入报表…")
        return [one.text() for one in grid.menu().actions() if one.isEnabled() and one.text() in names]

    assert offered(0) == ["打开报表", "提交审核", "催报通知…", "导入报表…"]
    assert offered(1) == ["打开报表", "催报通知…", "导入报表…"]


def test_opens_on_a_unit_with_which_something_is_to_be_done(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    approve: Callable[[Quarter], None],
    open_tab: Callable[[], QuarterlyTab],
) -> None:
    report(units[0].id, Q3, {})
    approve(Q3)
    tab = open_tab()
    tab.show_quarter(Q3)
    current = tab.calendar.grid.currentIndex()
    assert (current.row(), current.column()) == (1, column_of(tab.calendar.grid, "quarter3"))


def test_the_switch_says_how_far_each_quarter_is(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    approve: Callable[[Quarter], None],
    open_tab: Callable[[], QuarterlyTab],
) -> None:
    for unit in units:
        report(unit.id, Q2, {})
    approve(Q2)
    submit_quarter(office, Q2, date(2011, 7, 9), "县局")
    report(units[0].id, Q3, {})
    move_report(office, units[0].id, Q3, Move.SUBMIT)
    tab = open_tab()
    tab.show_quarter(Q3)
    sent, open_, coming = (tab.quarters.button(number) for number in (2, 3, 4))
    assert sent.text() == "二季度"
    assert not sent.icon().isNull()
    assert "已汇总上报并锁定" in sent.accessibleName()
    assert open_.text() == "三季度 1/3"
    assert open_.icon().isNull()
    assert coming.text() == "四季度"
    assert [cell(tab.calendar.grid, row, column_of(tab.calendar.grid, "quarter2")) for row in range(3)] == [
        "已上报"
    ] * 3


def test_a_year_without_units_has_a_head_and_a_way_on(open_tab: Callable[[], QuarterlyTab]) -> None:
    from jingzhen_desktop.widgets.page_head import PageHead

    tab = open_tab()
    (head,) = visible(tab, PageHead)
    assert head.title.text() == "季度统计"
    assert "还没有填报单位" in tab.hint.label.text()


def test_a_place_leads_to_the_unit_with_which_something_is_to_be_done(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., Report],
    approve: Callable[[Quarter], None],
    open_tab: Callable[[], QuarterlyTab],
) -> None:
    report(units[0].id, Q3, {})
    approve(Q3)
    tab = open_tab()
    tab.views.setCurrentWidget(tab.totals)
    tab.show_place(report_place(Q3))
    assert tab.views.currentWidget() is tab.calendar
    assert tab.calendar.grid.hasFocus()
    assert tab.calendar.grid.currentIndex().row() == 1


def test_the_key_for_the_preview_is_that_of_the_page_in_front(
    units: list[UnitInYear], open_tab: Callable[[], QuarterlyTab], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, *_more: shown.append(pdf.title))
    tab = open_tab()
    tab.show_quarter(Q3)
    tab.views.setCurrentWidget(tab.submission)
    tab.submission.page.check_grid.setFocus()
    key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desk.tasks.wait_idle(60_000)
    assert len(shown) == 1
    assert "报告" in shown[0]


def test_the_cursor_stays_on_its_unit_when_something_was_done_with_it(
    units: list[UnitInYear], report: Callable[..., Report], open_tab: Callable[[], QuarterlyTab]
) -> None:
    report(units[1].id, Q3, {})
    tab = open_tab()
    tab.show_quarter(Q3)
    grid = tab.calendar.grid
    grid.setCurrentIndex(tab.calendar.model.index(1, 0))
    (submit,) = [one for one in grid.menu().actions() if one.text() == "提交审核"]
    submit.trigger()
    assert cell(grid, *_step_cell(grid, 1)) == "审核"
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)
