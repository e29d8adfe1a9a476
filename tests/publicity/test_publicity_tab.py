"""The tab 宣传培训 as the clerk works with it; the screen and the file agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.photos import photo_bytes, read_photo
from jingzhen_desktop.publicity.actions import ACTIVITY_PHOTOS, add_activity
from jingzhen_desktop.publicity.queries import activities_of_year, publicity_week
from jingzhen_desktop.publicity.tab.page import PublicityTab
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.widgets.desk import Desk

from ..hands import Key, at, enter, fill_form, key, letters, press
from ..looking import told_at_cell
from ..made import picture

if TYPE_CHECKING:
    from pathlib import Path

    from jingzhen_desktop.office.file import Office


@pytest.fixture
def tab(desk: Desk, qtbot: Any) -> PublicityTab:
    tab = PublicityTab(desk)
    qtbot.addWidget(tab)
    tab.resize(1354, 690)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    return tab


def test_an_activity_is_typed_from_its_date_on(tab: PublicityTab, office: Office) -> None:
    press(tab, "登记活动")
    for text in ("2011.6.13", "集贸市场", "节能我行动 低碳新生活", "４２０", "宣传单 500份", "群众"):
        enter(text)
        key(Key.Key_Tab)
    press(tab, "登记培训")
    enter("20111026")
    key(Key.Key_Return)
    week, training = activities_of_year(office, 2011)
    assert (week.kind, week.day, week.people) == (ActivityKind.PUBLICITY_WEEK, date(2011, 6, 13), 420)
    assert (week.place, week.theme, week.material, week.audience) == (
        "集贸市场",
        "节能我行动 低碳新生活",
        "宣传单 500份",
        "群众",
    )
    assert (training.kind, training.day) == (ActivityKind.TRAINING, date(2011, 10, 26))
    assert tab.figures.text() == "2011年共2次：节能宣传周1次、节能培训1次，参加420人次；材料：宣传单500份。"
    assert tab.model.index(0, 1).data() == "2011-06-13"


def test_the_kind_is_chosen_from_the_list(tab: PublicityTab, office: Office) -> None:
    add_activity(office, Activity(0, ActivityKind.PUBLICITY_WEEK, date(2011, 6, 1)))
    at(tab.grid, 0, "kind")
    key(Key.Key_F2)
    choices = QApplication.focusWidget()
    assert isinstance(choices, QComboBox)
    choices.setCurrentText("讲座")
    key(Key.Key_Return)
    assert [one.kind for one in activities_of_year(office, 2011)] == [ActivityKind.LECTURE]


def test_activities_stay_in_order_of_date(tab: PublicityTab, office: Office) -> None:
    for month in (3, 6, 9):
        add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, month, 1), theme=str(month)))
    at(tab.grid, 0, "day")
    key(Key.Key_F2)
    enter("2011-12-1")
    key(Key.Key_Return)
    assert [row.theme for row in tab.model.rows()] == ["6", "9", "3"]


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("day", "2012-1-1", "不在2011年内"),
        ("day", "heute", "不是日期"),
        ("day", "", "要有日期"),
        ("people", "viele", "不是数字"),
        ("people", "-1", "正整数"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    tab: PublicityTab, office: Office, name: str, typed: str, sentence: str
) -> None:
    add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 1), people=5))
    before = activities_of_year(office, 2011)
    at(tab.grid, 0, name)
    key(Key.Key_F2)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Delete)
    letters(typed)
    key(Key.Key_Return)
    assert sentence in told_at_cell(tab.grid)
    assert activities_of_year(office, 2011) == before


def test_emptying_the_date_is_refused_and_the_number_of_people_not(
    tab: PublicityTab, office: Office, warned: list[str]
) -> None:
    add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 1), people=5))
    at(tab.grid, 0, "people")
    key(Key.Key_Delete)
    assert warned == []
    at(tab.grid, 0, "day")
    key(Key.Key_Delete)
    assert "要有日期" in warned[-1]
    assert [(one.day, one.people) for one in activities_of_year(office, 2011)] == [(date(2011, 6, 1), None)]


def test_rows_copied_from_excel_are_pasted_over_those_there(
    tab: PublicityTab, office: Office, warned: list[str]
) -> None:
    for month in (3, 6):
        add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, month, 1)))
    at(tab.grid, 0, "place")
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


def test_a_deleted_activity_comes_back_with_its_photos(tab: PublicityTab, desk: Desk, office: Office) -> None:
    number = add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 1)))
    ACTIVITY_PHOTOS.add(office, number, [read_photo(picture((30, 90, 60), (1600, 1200), "JPEG"))])
    at(tab.grid, 0, "theme")
    press(tab, "删除活动")
    assert activities_of_year(office, 2011) == []
    assert not tab.grid.isVisible()
    office.undo()
    (back,) = activities_of_year(office, 2011)
    assert len(back.photos) == 1
    assert len(tab.details.photos.photos) == 1


def test_an_activity_is_deleted_by_key(tab: PublicityTab, office: Office) -> None:
    kept, gone = [
        add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, month, 1))) for month in (3, 6)
    ]
    tab.show_place(Place("publicity", "activity", gone))
    at(tab.grid, tab.grid.currentIndex().row(), "theme")
    key(Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert [one.id for one in activities_of_year(office, 2011)] == [kept]


def test_a_place_leads_to_its_activity(tab: PublicityTab, office: Office) -> None:
    ids = [add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, month, 1))) for month in (3, 6)]
    tab.show_place(Place("publicity", "activity", ids[1]))
    row = tab.grid.current_row()
    assert row is not None
    assert row.id == ids[1]
    assert tab.grid.hasFocus()


def test_the_columns_fit_without_scrolling_sideways(tab: PublicityTab, office: Office) -> None:
    add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 1)))
    QApplication.processEvents()
    assert tab.grid.isVisible()
    assert tab.grid.horizontalScrollBar().maximum() == 0


def test_a_new_activity_has_no_day_and_is_a_plan(tab: PublicityTab, office: Office) -> None:
    press(tab, "登记活动")
    row = tab.grid.currentIndex().row()
    assert [tab.model.index(row, at).data() for at in (1, 7)] == ["", "计划"]
    assert activities_of_year(office, 2011) == []
    key(Key.Key_Escape)
    at(tab.grid, 0, "theme")
    enter("低碳生活")
    key(Key.Key_Return)
    (planned,) = activities_of_year(office, 2011)
    assert (planned.day, planned.done, planned.theme, planned.year) == (None, False, "低碳生活", 2011)
    assert tab.figures.text() == "计划中1次。"
    office.undo()
    assert activities_of_year(office, 2011) == []


@pytest.mark.parametrize(("day", "done"), [("2011-12-30", True), ("2011-12-31", False)])
def test_a_day_that_has_come_makes_a_plan_done(
    tab: PublicityTab, office: Office, set_clock: Callable[[datetime], None], day: str, done: bool
) -> None:
    set_clock(datetime(2011, 12, 30, 9))
    add_activity(office, Activity(0, ActivityKind.LECTURE, None, done=False, planned_year=2011))
    at(tab.grid, 0, "day")
    key(Key.Key_F2)
    enter(day)
    key(Key.Key_Return)
    assert [(str(one.day), one.done, one.planned_year) for one in activities_of_year(office, 2011)] == [
        (day, done, None)
    ]


def test_an_activity_left_before_anything_is_typed_leaves_nothing(
    tab: PublicityTab, desk: Desk, office: Office, qtbot: Any
) -> None:
    add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 1)))
    press(tab, "登记活动")
    key(Key.Key_Escape)
    at(tab.grid, 0, "theme")
    qtbot.waitUntil(lambda: tab.model.rowCount() == 1)
    press(tab, "登记培训")
    tab.hide()
    tab.show()
    assert tab.model.rowCount() == 1
    press(tab, "登记培训")
    press(tab, "删除活动")
    assert tab.model.rowCount() == 1
    press(tab, "登记培训")
    desk.year = 2012
    assert tab.model.rowCount() == 0
    assert len(activities_of_year(office, 2011)) == 1


def test_what_was_refused_in_a_begun_activity_is_kept(tab: PublicityTab, office: Office) -> None:
    add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, 6, 1)))
    press(tab, "登记活动")
    enter("2012-1-1")
    key(Key.Key_Tab)
    at(tab.grid, 0, "theme")
    QApplication.processEvents()
    assert tab.model.index(1, 1).data() == "2012-1-1"
    at(tab.grid, 1, "day")
    key(Key.Key_F2)
    enter("2011-7-1")
    key(Key.Key_Return)
    assert [str(one.day) for one in activities_of_year(office, 2011)] == ["2011-06-01", "2011-07-01"]


# ---- details, photos, plan, week, papers


def test_a_training_is_entered_with_teacher_hours_and_test(tab: PublicityTab, office: Office) -> None:
    press(tab, "登记培训")
    enter("2011-10-26")
    key(Key.Key_Return)
    for name, text in (
        ("teacher", "王丽华"),
        ("hours", "２.5"),
        ("test", "闭卷，18人合格"),
        ("document", "景节能〔2011〕8号"),
    ):
        fill_form(tab.details.form, **{name: text})
    (training,) = activities_of_year(office, 2011)
    assert (training.teacher, training.hours, training.test) == ("王丽华", Decimal("2.5"), "闭卷，18人合格")
    assert training.document == "景节能〔2011〕8号"


def test_hours_that_cannot_be_are_refused_beside_the_field(tab: PublicityTab, office: Office) -> None:
    add_activity(office, Activity(0, ActivityKind.TRAINING, date(2011, 10, 26)))
    at(tab.grid, 0, "theme")
    for typed, sentence in (
        ("0", "应大于0"),
        ("201", "不超过200"),
        ("1.25", "一位小数"),
        ("两节", "不是数字"),
    ):
        fill_form(tab.details.form, hours=typed)
        assert sentence in tab.details.form.field("hours").problem
    assert activities_of_year(office, 2011)[0].hours is None


def test_photos_are_dropped_on_the_chosen_activity(
    tab: PublicityTab, desk: Desk, office: Office, tmp_path: Path
) -> None:
    add_activity(office, Activity(0, ActivityKind.SLOGAN, date(2011, 9, 20)))
    at(tab.grid, 0, "theme")
    path = tmp_path / "横幅.jpg"
    path.write_bytes(picture((30, 90, 60), (1600, 1200), "JPEG"))
    desk.alerts.choose_files = lambda *_texts: [path]
    tab.details.setCurrentWidget(tab.details.photos)
    press(tab, "添加照片…")
    assert desk.tasks.wait_idle()
    (photo,) = activities_of_year(office, 2011)[0].photos
    with Image.open(BytesIO(photo_bytes(office, photo.hash))) as small:
        assert max(small.size) == 1280
    assert tab.details.photos.heading.text() == "活动照片（1张）"


def test_the_week_of_a_year_is_known_corrected_and_planned(tab: PublicityTab, office: Office) -> None:
    assert tab.week.words.text().startswith(
        "2011年全国节能宣传周：6月11日至6月17日，主题“节能我行动 低碳新生活”"
    )
    assert "待与通知核对" in tab.week.words.text()
    press(tab, "宣传周日期和主题")
    fill_form(tab.week.form, last="2011-6-10")
    assert "结束日期不早于开始日期" in tab.week.form.field("last").problem
    assert publicity_week(office, 2011).own is False
    fill_form(tab.week.form, last="2011-6-18")
    assert tab.week.words.text() == "2011年全国节能宣传周：6月11日至6月18日，主题“节能我行动 低碳新生活”"
    press(tab, "拟定宣传周计划")
    planned = activities_of_year(office, 2011)
    assert [(one.kind, one.day, one.done) for one in planned] == [
        (ActivityKind.PUBLICITY_WEEK, date(2011, 6, 11), False),
        (ActivityKind.EXPERIENCE_DAY, date(2011, 6, 11), False),
    ]
    press(tab, "拟定宣传周计划")
    assert activities_of_year(office, 2011) == planned
    assert tab.figures.text() == "计划中2次。"
    at(tab.grid, 0, "done")
    key(Key.Key_F2)
    choices = QApplication.focusWidget()
    assert isinstance(choices, QComboBox)
    choices.setCurrentText("已完成")
    key(Key.Key_Return)
    assert tab.figures.text() == "2011年共1次：节能宣传周1次。计划中1次。"


def test_what_is_not_yet_done_cannot_be_entered_as_done(
    tab: PublicityTab, desk: Desk, office: Office, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2011, 11, 30, 9))
    desk.year = 2012
    add_activity(office, Activity(0, ActivityKind.LECTURE, date(2012, 1, 1), done=False))
    at(tab.grid, 0, "done")
    key(Key.Key_F2)
    choices = QApplication.focusWidget()
    assert isinstance(choices, QComboBox)
    choices.setCurrentText("已完成")
    key(Key.Key_Return)
    assert "还没有到" in told_at_cell(tab.grid)
    assert [one.done for one in activities_of_year(office, 2012)] == [False]


def test_pasting_a_block_is_one_step(tab: PublicityTab, office: Office) -> None:
    for month in (3, 6):
        add_activity(office, Activity(0, ActivityKind.LECTURE, date(2011, month, 1)))
    at(tab.grid, 0, "place")
    QGuiApplication.clipboard().setText("会议室\t条例\n市场\t低碳\n")
    key(Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [one.place for one in activities_of_year(office, 2011)] == ["会议室", "市场"]
    office.undo()
    assert [(one.place, one.theme) for one in activities_of_year(office, 2011)] == [("", ""), ("", "")]


def test_papers_open_for_the_chosen_activity(
    tab: PublicityTab, desk: Desk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown.append((pdf.title, name)))
    add_activity(office, Activity(0, ActivityKind.TRAINING, date(2011, 10, 26), theme="能耗统计"))
    at(tab.grid, 0, "theme")
    for button in ("活动记录", "签到表", "年度一览"):
        press(tab, button)
        assert desk.tasks.wait_idle()
    assert [name for _title, name in shown] == [
        "2011-10-26节能培训能耗统计记录.pdf",
        "2011-10-26节能培训能耗统计签到表.pdf",
        "2011年宣传培训一览.pdf",
    ]


def test_the_list_is_exported_where_the_clerk_wants(
    tab: PublicityTab, desk: Desk, office: Office, tmp_path: Path
) -> None:
    add_activity(
        office, Activity(0, ActivityKind.SLOGAN, date(2011, 9, 20), material="横幅12条", theme="=1+1")
    )
    desk.alerts.choose_save = lambda *_texts: tmp_path / "一览.xlsx"
    press(tab, "导出Excel…")
    assert desk.tasks.wait_idle()
    sheet = load_workbook(tmp_path / "一览.xlsx").active
    assert [cell.value for cell in sheet[4]][:5] == [1, datetime(2011, 9, 20), "标语横幅", None, "=1+1"]
    assert sheet["E4"].data_type == "s"
    assert sheet["C5"].value == "1次"


def test_only_trainings_are_asked_for_their_test(tab: PublicityTab, office: Office) -> None:
    for kind, test in (
        (ActivityKind.SLOGAN, ""),
        (ActivityKind.LECTURE, "口试"),
        (ActivityKind.TRAINING, ""),
    ):
        add_activity(office, Activity(0, kind, date(2011, 6, 1), test=test))
    shown = []
    for row in range(3):
        at(tab.grid, row, "theme")
        fields = tab.details.form.fields
        shown.append([key for key in ("teacher", "hours", "test") if fields[key].isVisible()])
    everything = ["teacher", "hours", "test"]
    assert shown == [[], everything, everything]
