"""The open office: tabs, year, today's list, settings, what a broken tab does,
leaving while something is under way.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QTabBar,
    QTabWidget,
    QWidget,
)

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.desktop import workplace
from jingzhen_desktop.desktop.settings.font_field import FontField
from jingzhen_desktop.desktop.settings.look_choices import BRIGHTNESS
from jingzhen_desktop.desktop.settings.page import SettingsPage
from jingzhen_desktop.desktop.today import page as today
from jingzhen_desktop.desktop.today.due_list import DueList, when
from jingzhen_desktop.desktop.today.page import TodayPage
from jingzhen_desktop.desktop.workplace import Workplace
from jingzhen_desktop.desktop.year_switch import YearSwitch
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.inspection.settings import CIRCULAR_PREFIX
from jingzhen_desktop.office import clock
from jingzhen_desktop.office.face import Due
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import Paper, issue
from jingzhen_desktop.office.settings import (
    BACKUP_DAYS,
    COUNTY,
    FONT_SETTINGS,
    FONTS,
    INTERNAL,
    LOOK,
    SUPERIOR,
    TOWN,
    read_setting,
    write_settings,
)
from jingzhen_desktop.organisation.actions.group import add_member
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.values.reports import Entry, Move, Report
from jingzhen_desktop.tabs import FACES, all_settings
from jingzhen_desktop.widgets.appearance import apply_choices
from jingzhen_desktop.widgets.look.palette import is_dark
from jingzhen_desktop.widgets.look.scheme import Brightness, read_choices
from jingzhen_desktop.widgets.look.tokens import tokens
from jingzhen_desktop.widgets.page import ShowsPlaces

from ..hands import choose as choose_entry
from ..looking import geometries

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Clerk

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def place(clerk: Clerk, office: Office) -> Workplace:
    write_settings(office, {TOWN: "清河镇"})
    clerk.window.open_office(office.path)
    assert clerk.window.workplace is not None
    return clerk.window.workplace


def stored(path: Path, setting: Any) -> Any:
    with Office.open(path) as office:
        return read_setting(office, setting)


def test_the_digits_lead_to_the_tabs(clerk: Clerk, place: Workplace) -> None:
    for position in range(len(FACES), -1, -1):
        QTest.keyClick(clerk.window, Qt.Key(Qt.Key.Key_1.value + position), CONTROL)
        assert place.current_key == place.keys[position]
        assert [key for key, item in place.rail.items.items() if item.isChecked()] == [place.current_key]


def test_the_rail_leads_to_every_page_and_says_what_is_due(clerk: Clerk, place: Workplace) -> None:
    for key, item in place.rail.items.items():
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
        assert place.current_key == key
    clerk.qtbot.waitUntil(lambda: place.rail.items["organisation"].count > 0)
    assert place.rail.items["organisation"].accessibleName().startswith("组织机构，")


def test_a_narrow_window_shows_signs_only_and_never_asks_for_more_room(
    clerk: Clerk, place: Workplace
) -> None:
    least = tokens().width
    for key in place.keys:
        place.show_tab(key)
        clerk.window.resize(least.window_least, least.window_least_height)
        clerk.qtbot.waitUntil(lambda: place.rail.collapsed)
        assert (clerk.window.width(), clerk.window.height()) == (880, 400), key
    clerk.window.resize(1366, 768)
    clerk.qtbot.waitUntil(lambda: not place.rail.collapsed)


def test_a_message_moves_nothing_and_takes_no_focus(clerk: Clerk, place: Workplace) -> None:
    place.show_tab("organisation").setFocus()
    focused = QApplication.focusWidget()
    QApplication.processEvents()
    before = {id(widget): widget.geometry() for widget in place.findChildren(QWidget)}
    clerk.window.alerts.warn("第一行\n第二行\n第三行")
    clerk.window.alerts.say("已保存")
    QApplication.processEvents()
    assert {id(widget): widget.geometry() for widget in place.findChildren(QWidget)} == before
    assert QApplication.focusWidget() is focused
    assert clerk.message == "第一行\n第二行\n第三行"
    assert clerk.window.notices.passing.isVisible()


def test_today_has_the_cursor_at_first(clerk: Clerk, place: Workplace) -> None:
    way = QApplication.focusWidget()
    assert isinstance(way, QPushButton)
    assert way.text() == "填写本单位信息"


def test_every_tab_opens_empty_and_shows_places(clerk: Clerk, place: Workplace) -> None:
    for face in FACES:
        page = place.show_tab(face.key)
        assert isinstance(page, ShowsPlaces), face.key
        for unknown in (Place(face.key), Place(face.key, "nothing such", 12345)):
            place.desk.go_to(unknown)
        assert page.isVisible()
    assert clerk.message == ""


def test_another_year_is_shown_everywhere(clerk: Clerk, place: Workplace) -> None:
    place.desk.year = 2014
    (switch,) = clerk.visible(YearSwitch)
    QTest.mouseClick(switch.after, Qt.MouseButton.LeftButton)
    assert place.desk.year == 2015
    assert switch.year.text() == "2015年"
    assert any("2015年" in label.text() for label in clerk.visible(QLabel))
    place.desk.year = 2016
    assert switch.year.text() == "2016年"


def test_a_tab_that_breaks_leaves_the_others_and_can_be_tried_again(
    clerk: Clerk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, made = [True], FACES[0].make_widget

    def make(desk: Any) -> Any:
        if broken[0]:
            raise RuntimeError("bug in a tab")
        return made(desk)

    bugs: list[BaseException] = []
    monkeypatch.setattr(workplace.sys, "excepthook", lambda _kind, error, _trace: bugs.append(error))
    monkeypatch.setattr(workplace, "FACES", (replace(FACES[0], make_widget=make), *FACES[1:]))
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    place.desk.go_to(Place(FACES[0].key))
    assert [str(bug) for bug in bugs] == ["bug in a tab"]
    place.show_tab("settings")
    assert len(clerk.visible(SettingsPage)) == 1
    place.show_tab(FACES[0].key)
    broken[0] = False
    clerk.press("再试一次")
    assert isinstance(place.show_tab(FACES[0].key), ShowsPlaces)
    assert not [one for one in clerk.visible(QPushButton) if one.text() == "再试一次"]


def test_a_tab_that_cannot_read_says_why(
    clerk: Clerk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(_desk: Any) -> Any:
        raise InputRejected("读不出来，请检查U盘。")

    monkeypatch.setattr(workplace, "FACES", (replace(FACES[0], make_widget=make),))
    clerk.window.open_office(office.path)
    assert clerk.window.workplace is not None
    clerk.window.workplace.show_tab(FACES[0].key)
    assert "读不出来，请检查U盘。" in [label.text() for label in clerk.visible(QLabel)]


# ---- 今日工作


@pytest.fixture
def dues(monkeypatch: pytest.MonkeyPatch) -> list[Due]:
    now = clock.today()
    given = [
        Due("甲早已逾期", now - timedelta(days=400), Place(FACES[-1].key)),
        Due("乙逾期", now - timedelta(days=3), Place(FACES[0].key, "unit", 7)),
        Due("丙今天", now, Place("settings", TOWN.key)),
        Due("丁将到", now + timedelta(days=5), Place(FACES[0].key)),
        Due("戊还早", now + timedelta(days=200), Place(FACES[0].key)),
        Due("己随时", None, Place(FACES[0].key)),
    ]
    monkeypatch.setattr(today, "everything_today", lambda *_question: (list(given), {}))
    monkeypatch.setattr(today, "first_steps", lambda _office: [])
    return given


def today_page(clerk: Clerk) -> TodayPage:
    (page,) = clerk.visible(TodayPage)
    return page


def establish(office: Office) -> None:
    add_member(office, Role.LEADER, "张明", "镇长")


def choose(lines: DueList, text: str) -> None:
    row = next(row for row, due in lines.lines.dues() if due.text == text)
    lines.setFocus()
    lines.setCurrentIndex(lines.lines.index(row))


def test_what_is_due_is_told_in_words(dues: list[Due], clerk: Clerk, place: Workplace) -> None:
    page = today_page(clerk)
    lines = page.list.lines
    assert "共6件待办，其中2件已逾期" in page.count.text()
    shown = [lines.index(row).data() for row in range(lines.rowCount())]
    headings = [text for text in shown if text.endswith("件")]
    assert headings == ["逾期 2件", "本周 3件", "以后 1件"]
    day = clock.today()
    assert [when(due, day) for due in (dues[1], dues[2], dues[5])] == ["逾期3天", "今天", "待办"]
    assert when(replace(dues[2], deadline=day + timedelta(days=1)), day) == "明天"
    assert page.head_actions.primary is not None
    assert page.head_actions.primary.text() == "前往办理"
    assert dues[0].text in page.head_actions.primary.toolTip()


@pytest.mark.parametrize("by_key", [True, False])
def test_a_line_leads_to_its_place(dues: list[Due], clerk: Clerk, place: Workplace, by_key: bool) -> None:
    wanted: list[object] = []
    place.desk.place_wanted.connect(wanted.append)
    lines = today_page(clerk).list
    lines.setFocus()
    if by_key:
        QTest.keyClick(lines, Qt.Key.Key_Down)
        QTest.keyClick(lines, Qt.Key.Key_Return)
    else:
        spot = lines.visualRect(lines.lines.index(2)).center()
        QTest.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QTest.mouseDClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert wanted == [dues[1].place]
    assert place.current_key == FACES[0].key


def test_a_setting_can_be_a_place(dues: list[Due], clerk: Clerk, place: Workplace) -> None:
    lines = today_page(clerk).list
    choose(lines, "丙今天")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    (page,) = clerk.visible(SettingsPage)
    assert page.fields[TOWN.key].editor.hasFocus()


def test_an_empty_year_begins_with_carrying_over(clerk: Clerk, place: Workplace) -> None:
    office = place.desk.office
    write_settings(office, {SUPERIOR: "县机关事务管理局"})
    establish(office)
    add_unit(office, 2025, UnitFacts("清河镇中心学校", Nature.EDUCATION))
    place.desk.year = 2026
    page = today_page(clerk)
    shown = [page.list.lines.index(row).data() for row in range(2)]
    assert shown == ["先办 1件", "2026年尚无单位，请从上年结转：单位、面积、人数带过来，再改有变动的"]
    assert page.head_actions.primary is not None
    assert page.head_actions.primary.text() == "从上年结转"
    page.head_actions.primary.trigger()
    assert place.current_key == "organisation"
    assert "从上年结转" in [button.text() for button in clerk.visible(QPushButton)]


def test_a_copy_to_a_stick_is_reminded_of_and_made_from_the_line(
    clerk: Clerk,
    place: Workplace,
    monkeypatch: pytest.MonkeyPatch,
    set_clock: Callable[[datetime], None],
    tmp_path: Path,
) -> None:
    office = place.desk.office
    write_settings(office, {SUPERIOR: "县机关事务管理局"})
    establish(office)
    add_unit(office, 2025, UnitFacts("清河镇中心学校", Nature.EDUCATION))
    monkeypatch.setattr(clerk.window.alerts, "choose_folder", lambda *_asked: tmp_path)
    set_clock(clock.now() + timedelta(days=40))
    page = today_page(clerk)
    page.read_again()
    reminder = "还没有备份到U盘，请把数据带走一份"
    choose(page.list, reminder)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    clerk.qtbot.waitUntil(lambda: bool(list(tmp_path.glob("*手动.jzdb"))))
    clerk.qtbot.waitUntil(lambda: reminder not in [due.text for _, due in page.list.lines.dues()])


def test_main_figures_come_after_the_page_and_move_nothing(
    clerk: Clerk, place: Workplace, office: Office
) -> None:
    establish(office)
    unit = add_unit(office, 2025, UnitFacts("清河镇中心学校", Nature.EDUCATION))
    system = system_of_year(2025)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    entries["electricity"] = Entry(Decimal(1234), Decimal(600))
    store_report(office, Report(unit, Quarter(2025, 1), system.version, entries))
    move_report(office, unit, Quarter(2025, 1), Move.SUBMIT)
    place.desk.year = 2025
    page = today_page(clerk)
    figures = page.progress.figures
    page.refresh()
    QApplication.processEvents()
    before = geometries(page)
    clerk.qtbot.waitUntil(lambda: figures.headline is not None)
    QApplication.processEvents()
    assert geometries(page) == before
    assert figures.accessibleName().startswith("主要数据，1—3月累计：综合能耗0.15吨标准煤，电1,234千瓦时")


def test_a_new_file_begins_with_its_first_steps(clerk: Clerk, place: Workplace) -> None:
    page = today_page(clerk)
    office, year = place.desk.office, place.desk.year
    assert page.steps.isVisible()
    assert page.head_actions.primary is not None
    page.head_actions.primary.trigger()
    assert place.current_key == "settings"
    write_settings(office, {TOWN: "某镇", SUPERIOR: "某县机关事务管理局"})
    add_unit(office, year, UnitFacts("某镇中心学校", Nature.EDUCATION))
    place.show_tab("today")
    assert [step.done for step in page.steps.steps] == [True, True, False, False, False]
    assert "已填：某镇，报送某县机关事务管理局" in " ".join(label.text() for label in clerk.visible(QLabel))
    (way,) = [button for button in clerk.visible(QPushButton) if button.text() == "填写领导小组"][:1]
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert place.current_key == "organisation"
    establish(office)
    place.show_tab("today")
    assert page.list.isVisible()


def test_the_real_list_of_an_office_leads_somewhere(clerk: Clerk, place: Workplace) -> None:
    establish(place.desk.office)
    write_settings(place.desk.office, {TOWN: "某镇", SUPERIOR: "某县机关事务管理局"})
    add_unit(place.desk.office, place.desk.year, UnitFacts("某镇中心学校", Nature.EDUCATION))
    page = today_page(clerk)
    rows = [due for _row, due in page.list.lines.dues()]
    assert any("中心学校缺少" in due.text for due in rows)
    for due in rows:
        QTest.keyClick(clerk.window, Qt.Key.Key_1, CONTROL)
        assert page.list.hasFocus()
        choose(page.list, due.text)
        QTest.keyClick(page.list, Qt.Key.Key_Return)
        assert place.current_key == due.place.tab


def test_the_year_stands_in_one_sentence_a_tab(clerk: Clerk, place: Workplace) -> None:
    page = today_page(clerk)
    assert page.progress.overviews["organisation"].text().startswith("0个单位")
    add_unit(place.desk.office, place.desk.year, UnitFacts("某镇中心学校", Nature.EDUCATION))
    assert page.progress.overviews["organisation"].text().startswith("1个单位，其中1个报送报表")
    assert page.progress.overviews["quarterly"].text().startswith("已报：一季度0/1个单位")
    assert all(label.text() for label in page.progress.overviews.values())
    (way,) = [one for one in page.findChildren(QPushButton) if one.text() == "宣传培训"]
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    assert place.current_key == "publicity"


def test_a_hidden_page_reads_only_when_shown_again(
    clerk: Clerk, place: Workplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(today, "everything_today", lambda _office, year, _day: asked.append(year) or ([], {}))
    monkeypatch.setattr(today, "first_steps", lambda _office: [])
    place.show_tab("settings")
    for county in ("甲县", "乙县", "丙县"):
        write_settings(place.desk.office, {COUNTY: county})
    assert asked == []
    place.show_tab("today")
    assert len(asked) == 1
    place.show_tab("settings")
    place.show_tab("today")
    assert len(asked) == 1
    write_settings(place.desk.office, {COUNTY: "丁县"})
    assert len(asked) == 2
    assert "目前没有到期" in " ".join(label.text() for label in clerk.visible(QLabel))


# ---- 设置


@pytest.fixture
def settings(clerk: Clerk, place: Workplace) -> SettingsPage:
    page = place.show_tab("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_every_setting_stands_in_its_group_with_its_help_in_sight(settings: SettingsPage) -> None:
    listed = [one for one in all_settings() if one.group != INTERNAL]
    groups = [settings.groups.item(row).text() for row in range(settings.groups.count())]
    assert set(groups) == {one.group for one in listed} | {LOOK}
    assert len(groups) == 10
    for group in groups:
        settings.open_group(group)
        shown = {label.text() for label in settings.findChildren(QLabel) if label.isVisible()}
        of_group = [one for one in listed if one.group == group]
        for one in of_group:
            assert settings.fields[one.key].isVisible()
            assert {one.label, one.help, one.section} <= shown
        assert [key for key, field in settings.fields.items() if field.isVisible()] == [
            key for key in settings.fields if key in {one.key for one in of_group}
        ]


def test_words_find_settings_in_all_groups(clerk: Clerk, settings: SettingsPage) -> None:
    clerk.qtbot.keyClicks(settings.search, "wenhao")
    found = {settings.rows[key].label.text() for key, row in settings.rows.items() if row.isVisible()}
    assert {"整改通知书文号代字", "通报文号代字", "报告文号代字"} <= found
    assert "备份总大小（MB）" not in found
    clerk.write(settings.search, "没有的设置")
    assert any(label.text().startswith("没有找到这样的设置") for label in clerk.visible(QLabel))
    settings.open_group("备份")
    assert settings.search.text() == ""
    assert settings.fields[BACKUP_DAYS.key].isVisible()


def test_what_numbers_begin_with_says_the_last_one_used(
    clerk: Clerk, place: Workplace, office: Office
) -> None:
    for number in ("清节能〔2025〕2号", "清节能〔2025〕11号", "清节能〔2024〕40号", "别的〔2025〕99号"):
        issue(office, Paper("通报", number, date(2025, 7, 1), "通报", Place("inspection"), b"%PDF"))
    write_settings(office, {CIRCULAR_PREFIX: "清节能"})
    place.desk.year = 2025
    place.go_to(Place("settings", CIRCULAR_PREFIX.key))
    (page,) = clerk.visible(SettingsPage)
    assert page.rows[CIRCULAR_PREFIX.key].hint.text() == "已用到〔2025〕11号"
    place.desk.year = 2024
    assert page.rows[CIRCULAR_PREFIX.key].hint.text() == "已用到〔2024〕40号"


def test_a_font_is_chosen_from_those_the_pc_has(
    clerk: Clerk, place: Workplace, settings: SettingsPage, office: Office
) -> None:
    settings.open_group(FONTS)
    field = settings.fields[FONT_SETTINGS[0].key]
    assert isinstance(field, FontField)
    names = [field.box.itemText(row) for row in range(field.box.count())]
    assert names[0] == "自动"
    assert set(names[1:]) <= set(QFontDatabase.families())
    choose_entry(field.box, names[1])
    assert stored(office.path, FONT_SETTINGS[0]) == names[1]
    write_settings(place.desk.office, {FONT_SETTINGS[0]: "本机没有的字体"})
    assert any(label.text().startswith("本机没有这种字体") for label in clerk.visible(QLabel))


def test_a_changed_setting_is_in_the_file_and_in_the_title(
    clerk: Clerk, settings: SettingsPage, office: Office
) -> None:
    clerk.write(settings.fields[TOWN.key].editor, "河口镇")
    assert stored(office.path, TOWN) == "河口镇"
    assert clerk.window.windowTitle().startswith("河口镇")
    assert clerk.window.top_bar.saved.isVisible()
    assert clerk.window.top_bar.saved.text().startswith("已保存 ")


def test_numbers_are_checked_and_what_is_wrong_stays_to_be_mended(
    clerk: Clerk, settings: SettingsPage, office: Office
) -> None:
    numbers = [one for one in all_settings() if not isinstance(one.default, str) and one.group != INTERNAL]
    assert numbers
    for setting in numbers:
        settings.open_group(setting.group)
        field = settings.fields[setting.key]
        before = read_setting(office, setting)
        clerk.write(field.editor, "1a")
        assert "不是数字" in field.problem
        settings.open_group(COUNTY.group)
        clerk.write(settings.fields[COUNTY.key].editor, f"某县{setting.key}")
        settings.open_group(setting.group)
        assert "不是数字" in field.problem
        assert field.editor.property("text") == "1a"
        assert read_setting(office, setting) == before
        clerk.write(field.editor, f" {before} ")
        assert field.problem == ""
        assert read_setting(office, setting) == before


def test_a_choice_is_stored_as_chosen(clerk: Clerk, settings: SettingsPage, office: Office) -> None:
    chosen = [setting for setting in all_settings() if setting.choices]
    assert chosen
    for setting in chosen:
        settings.open_group(setting.group)
        box = settings.fields[setting.key].editor
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() == 0 else Qt.Key.Key_Up)
        assert str(stored(office.path, setting)) != str(setting.default)
        assert dict(setting.choices)[str(stored(office.path, setting))] == box.currentText()


# ---- leaving


def test_what_is_being_typed_is_kept_when_the_window_closes(
    clerk: Clerk, settings: SettingsPage, office: Office
) -> None:
    line = settings.fields[COUNTY.key].editor
    line.setFocus()
    QTest.keyClicks(line, "abc county")
    clerk.window.close()
    assert stored(office.path, COUNTY) == "abc county"


def test_a_cell_still_open_is_kept_when_another_office_is_opened(
    clerk: Clerk, place: Workplace, office: Office, tmp_path: Path
) -> None:
    add_unit(office, 2011, UnitFacts("旧名", Nature.OTHER_INSTITUTION))
    place.desk.year = 2011
    tab = place.show_tab("organisation")
    assert isinstance(tab, OrganisationTab)
    tab.units.grid.setFocus()
    QTest.keyClick(tab.units.grid, Qt.Key.Key_F2)
    QTest.keyClicks(QApplication.focusWidget(), "new name")
    Office.create(tmp_path / "b.jzdb").close()
    clerk.window.open_office(tmp_path / "b.jzdb")
    with Office.open(office.path) as again:
        assert [unit.name for unit in units_of_year(again, 2011)] == ["new name"]


@pytest.mark.parametrize("leave", [False, True])
def test_leaving_with_refused_texts_is_asked_about(
    clerk: Clerk, place: Workplace, office: Office, leave: bool
) -> None:
    asked: list[tuple[str, ...]] = []
    clerk.window.alerts.confirm = lambda *said: asked.append(said[:3]) or leave
    add_unit(office, 2011, UnitFacts("旧名", Nature.OTHER_INSTITUTION))
    place.desk.year = 2011
    tab = place.show_tab("organisation")
    assert isinstance(tab, OrganisationTab)
    grid, model = tab.units.grid, tab.units.model
    area = next(at for at, column in enumerate(model.columns) if column.key == "floor_area")
    grid.setFocus()
    grid.setCurrentIndex(model.index(0, area))
    for letter in "12x":
        QTest.keyClicks(QApplication.focusWidget(), letter)
    if not leave:  # else it is still being typed
        place.show_tab(workplace.TODAY)
    assert clerk.window.close() is leave
    ((question, *buttons),) = asked
    assert question.startswith("“组织机构”1处填了却没有存入，")
    assert buttons == ["放弃并关闭", "返回查看"]
    assert clerk.window.isVisible() is not leave
    if not leave:
        assert place.current_key == "organisation"
        model.drop_draft(model.index(0, area))
        assert clerk.window.close()
        assert len(asked) == 1


@pytest.mark.parametrize("leave", [False, True])
def test_leaving_while_work_runs_is_asked_about(clerk: Clerk, place: Workplace, leave: bool) -> None:
    asked: list[str] = []
    go_on = threading.Event()
    clerk.window.alerts.confirm = lambda question, *_texts: asked.append(question) or leave
    place.desk.tasks.run(
        place.desk,
        "导出全年材料",
        lambda progress: go_on.wait(30) if not progress.cancelled else None,
        lambda _result: None,
    )
    try:
        if leave:
            threading.Timer(0.1, go_on.set).start()
        assert clerk.window.close() is leave
        assert "导出全年材料" in asked[0]
        assert clerk.window.isVisible() is not leave
    finally:
        go_on.set()
    if not leave:
        assert place.desk.tasks.wait_idle()


def test_a_warning_is_not_lost_when_something_else_is_stored(clerk: Clerk, settings: SettingsPage) -> None:
    clerk.window.alerts.warn("一句话。")
    clerk.write(settings.fields[COUNTY.key].editor, "甲县")
    assert clerk.message == "一句话。"
    QTest.mouseClick(clerk.window.notices.warning.close_button, Qt.MouseButton.LeftButton)
    assert clerk.message == ""


# ---- for those who cannot see


def named(widget: QWidget) -> bool:
    text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    if isinstance(widget, QTabBar | QTabWidget):  # read out tab by tab
        text = "".join(widget.tabText(position) for position in range(widget.count()))
    return bool(text.strip() or widget.accessibleName().strip())


def inner_editor(widget: QWidget) -> bool:
    """The line inside a spin box speaks with the box's name."""
    return isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox) and named(widget.parentWidget())


def nameless(clerk: Clerk) -> set[str]:
    focusable = [one for one in clerk.visible(QWidget) if one.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert focusable
    return {
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for one in focusable
        if not named(one) and not inner_editor(one)
    }


def test_everything_that_takes_the_focus_has_a_name(clerk: Clerk, office: Office) -> None:
    found = nameless(clerk)
    clerk.window.show_new_office()
    found |= nameless(clerk)
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    for key in place.keys:
        page = place.show_tab(key)
        found |= nameless(clerk)
        for inner in page.findChildren(QTabWidget):
            for position in range(inner.count()):
                inner.setCurrentIndex(position)
                found |= nameless(clerk)
    assert found == set()


# ---- how the window looks on this PC


def test_light_dark_and_letters_are_chosen_on_the_settings_page(
    clerk: Clerk, settings: SettingsPage, qapp: QApplication
) -> None:
    try:
        brightness = settings.look.fields[BRIGHTNESS].editor
        settings.open_group(LOOK)
        brightness.setFocus()
        brightness.setCurrentText("深色")
        brightness.activated.emit(brightness.currentIndex())
        assert is_dark()
        assert read_choices().brightness is Brightness.DARK
    finally:
        QSettings().remove("look")
        apply_choices(qapp, read_choices())
    assert not is_dark()
