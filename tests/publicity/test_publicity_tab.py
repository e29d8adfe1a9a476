"""The tab 宣传培训 as the clerk works with it; the screen and the file agree."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.queries import activities_of_year
from jingzhen_desktop.publicity.tab import PublicityTab, proposed_day
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.widgets.desk import Desk

from ..hands import Key, enter, key, letters, press

if TYPE_CHECKING:
    from jingzhen_desktop.office import Office


@pytest.fixture
def tab(desk: Desk, qtbot: Any) -> PublicityTab:
    tab = PublicityTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1354, 690)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


def at(tab: PublicityTab, row: int, name: str) -> None:
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.model.index(row, [one.key for one in tab.model.columns].index(name)))


def test_an_activity_is_typed_from_its_date_on(tab: PublicityTab, office: Office) -> None:
    press(tab, "登记活动")
    for text in ("2011.6.13", "集贸市场", "节能我行动 低碳新生活", "４２０", "宣传单 500份", "晴"):
        enter(text)
        key(Key.Key_Tab)
    press(tab, "登记培训")
    enter("20111026")
    key(Key.Key_Return)
    week, training = activities_of_year(office, 2011)
    assert (week.kind, week.day, week.people) == (ActivityKind.PUBLICITY_WEEK, date(2011, 6, 13), 420)
    assert (week.place, week.theme, week.material, week.note) == ("集贸市场", "节能我行动 低碳新生活", "宣传单 500份", "晴")
    assert (training.kind, training.day) == (ActivityKind.TRAINING, date(2011, 10, 26))
    assert tab.figures.text() == "2011年共2次：节能宣传周1次、节能培训1次，参加420人次。"
    assert tab.model.index(0, 1).data() == "2011-06-13"


def test_the_kind_is_chosen_from_the_list(tab: PublicityTab, office: Office) -> None:
    add_activity(office, ActivityKind.PUBLICITY_WEEK, date(2011, 6, 1))
    at(tab, 0, "kind")
    key(Key.Key_F2)
    choices = QApplication.focusWidget()
    assert isinstance(choices, QComboBox)
    choices.setCurrentText("讲座")
    key(Key.Key_Return)
    assert [one.kind for one in activities_of_year(office, 2011)] == [ActivityKind.LECTURE]


def test_activities_stay_in_order_of_date(tab: PublicityTab, office: Office) -> None:
    for month in (3, 6, 9):
        add_activity(office, ActivityKind.LECTURE, date(2011, month, 1), theme=str(month))
    at(tab, 0, "day")
    key(Key.Key_F2)
    enter("2011-12-1")
    key(Key.Key_Return)
    assert [row.theme for row in tab.model.rows()] == ["6", "9", "3"]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("day", "2012-1-1", "不在2011年内"),
        ("day", "heute", "不是日期"),
        ("day", "", "不能为空"),
        ("people", "viele", "不是数字"),
        ("people", "-1", "正整数"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    tab: PublicityTab, office: Office, warned: list[str], name: str, typed: str, sentence: str
) -> None:
    add_activity(office, ActivityKind.LECTURE, date(2011, 6, 1), people=5)
    before = activities_of_year(office, 2011)
    at(tab, 0, name)
    key(Key.Key_F2)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    letters(typed)
    key(Key.Key_Return)
    assert sentence in warned[-1]
    assert activities_of_year(office, 2011) == before


def test_emptying_the_date_is_refused_and_the_number_of_people_not(tab: PublicityTab, office: Office, warned: list[str]) -> None:
    add_activity(office, ActivityKind.LECTURE, date(2011, 6, 1), people=5)
    at(tab, 0, "people")
    key(Key.Key_Delete)
    assert warned == []
    at(tab, 0, "day")
    key(Key.Key_Delete)
    assert "日期不能为空" in warned[-1]
    assert [(one.day, one.people) for one in activities_of_year(office, 2011)] == [(date(2011, 6, 1), None)]


def test_rows_copied_from_excel_are_pasted_over_those_there(tab: PublicityTab, office: Office, warned: list[str]) -> None:
    for month in (3, 6):
        add_activity(office, ActivityKind.LECTURE, date(2011, month, 1))
    at(tab, 0, "place")
    QGuiApplication.clipboard().setText("会议室\t条例\t64\n市场\t低碳\t4,20\n")
    key(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert "第2行" in warned[-1]
    assert [one.place for one in activities_of_year(office, 2011)] == ["", ""]
    QGuiApplication.clipboard().setText("会议室\t条例\t64\n市场\t低碳\t1,420\n")
    key(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [(one.place, one.theme, one.people) for one in activities_of_year(office, 2011)] == [
        ("会议室", "条例", 64),
        ("市场", "低碳", 1420),
    ]


@pytest.mark.parametrize("sure", [True, False])
def test_an_activity_is_deleted_only_when_the_clerk_is_sure(tab: PublicityTab, desk: Desk, office: Office, sure: bool) -> None:
    asked: list[str] = []
    desk.alerts.confirm = lambda question, *_texts, **_more: asked.append(question) or sure
    add_activity(office, ActivityKind.LECTURE, date(2011, 6, 1))
    at(tab, 0, "theme")
    press(tab, "删除")
    assert "2011-06-01" in asked[0]
    assert len(activities_of_year(office, 2011)) == (0 if sure else 1)
    assert tab.grid.isVisible() is not sure


def test_a_place_leads_to_its_activity(tab: PublicityTab, office: Office) -> None:
    ids = [add_activity(office, ActivityKind.LECTURE, date(2011, month, 1)) for month in (3, 6)]
    tab.show_place(Place("publicity", "activity", ids[1]))
    row = tab.grid.current_row()
    assert row is not None
    assert row.id == ids[1]
    assert tab.grid.hasFocus()


def test_the_columns_fit_without_scrolling_sideways(tab: PublicityTab, office: Office) -> None:
    add_activity(office, ActivityKind.LECTURE, date(2011, 6, 1))
    QApplication.processEvents()
    assert tab.grid.isVisible()
    assert tab.grid.horizontalScrollBar().maximum() == 0


def test_a_new_activity_is_proposed_where_it_is_likely() -> None:
    today = date(2012, 2, 29)
    known = [Activity(1, ActivityKind.LECTURE, date(2011, 3, 1)), Activity(2, ActivityKind.LECTURE, date(2011, 6, 1))]
    assert proposed_day(2012, [], today) == today
    assert proposed_day(2011, known, today) == date(2011, 6, 1)
    assert proposed_day(2010, [], today) == date(2010, 1, 1)
