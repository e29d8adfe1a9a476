"""From the start page to an open office file, and what is said when that cannot be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QCommandLinkButton

from jingzhen_desktop.assessment.queries.over_quota import proposed_number as proposed_letter_number
from jingzhen_desktop.assessment.queries.scores import proposed_notice_number
from jingzhen_desktop.assessment.settings import LETTER_PREFIX
from jingzhen_desktop.assessment.settings import NOTICE_PREFIX as ASSESSMENT_PREFIX
from jingzhen_desktop.desktop import application
from jingzhen_desktop.desktop.application import open_first
from jingzhen_desktop.desktop.start import YEAR, NewOfficePage, StartPage
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.inspection.settings import CIRCULAR_PREFIX, NOTICE_PREFIX
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.settings import (
    COUNTY,
    FIRST_YEAR,
    NUMBERING,
    OFFICE_HOST,
    OFFICE_SETTINGS,
    TOWN,
    read_setting,
    write_settings,
)
from jingzhen_desktop.organisation.queries.numbering import proposed_number
from jingzhen_desktop.organisation.settings import GROUP_PREFIX, NUMBER_PREFIX, SIGNER
from jingzhen_desktop.tabs import FACES, all_settings

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Clerk


@pytest.fixture
def form(clerk: Clerk) -> NewOfficePage:
    clerk.press("新建数据文件")
    (page,) = clerk.visible(NewOfficePage)
    return page


def fill(clerk: Clerk, form: NewOfficePage, texts: dict[str, str]) -> None:
    for key, text in texts.items():
        clerk.write(form.form.field(key).editor, text)


def test_the_form_makes_an_office_with_what_was_typed(
    clerk: Clerk, form: NewOfficePage, tmp_path: Path
) -> None:
    asked: list[tuple[object, ...]] = []
    clerk.window.alerts.choose_save = lambda *question: asked.append(question) or tmp_path / "清河镇节能数据"
    texts = {setting.key: f"甲{number}" for number, setting in enumerate(OFFICE_SETTINGS)}
    fill(clerk, form, {**texts, TOWN.key: "清河镇", YEAR: "２０１９"})
    clerk.press("选择保存位置并新建…")
    assert asked[0][1] == "清河镇节能数据.jzdb"
    assert clerk.window.workplace is not None
    assert clerk.window.windowTitle() == "清河镇 — 清河镇节能数据.jzdb"
    assert clerk.window.workplace.desk.year == 2019
    assert [item.text() for item in clerk.window.workplace.rail.items.values()] == [
        "今日工作",
        *(face.title for face in FACES),
        "改动记录",
        "已发文件",
        "设置",
        "帮助",
    ]
    clerk.window.close()
    with Office.open(tmp_path / "清河镇节能数据.jzdb") as office:
        assert {setting.key: read_setting(office, setting) for setting in OFFICE_SETTINGS} == {
            **texts,
            TOWN.key: "清河镇",
        }
        assert read_setting(office, FIRST_YEAR) == 2019


def test_what_papers_are_numbered_and_signed_with_is_asked_for(
    clerk: Clerk, form: NewOfficePage, tmp_path: Path
) -> None:
    clerk.window.alerts.choose_save = lambda *_question: tmp_path / "a.jzdb"  # type: ignore[method-assign]
    asked = {SIGNER: "张伟", NUMBER_PREFIX: "清政报", GROUP_PREFIX: "清政发", CIRCULAR_PREFIX: "清节能通"}
    fill(clerk, form, {TOWN.key: "清河镇"})
    for setting, text in asked.items():
        clerk.write(form.form.field(setting.key).editor, text)
    clerk.press("选择保存位置并新建…")
    clerk.window.close()
    with Office.open(tmp_path / "a.jzdb") as office:
        assert {setting: read_setting(office, setting) for setting in asked} == asked
        assert proposed_number(office, date(2011, 3, 1)) == "清政报〔2011〕1号"
        assert read_setting(office, NOTICE_PREFIX) == ""


def test_every_series_of_numbers_is_asked_for(clerk: Clerk, form: NewOfficePage, tmp_path: Path) -> None:
    """No tab's papers begin without their letters only because nobody asked."""
    clerk.window.alerts.choose_save = lambda *_question: tmp_path / "a.jzdb"  # type: ignore[method-assign]
    series = [setting for setting in all_settings() if setting.section == NUMBERING]
    assert {LETTER_PREFIX, ASSESSMENT_PREFIX, NOTICE_PREFIX, CIRCULAR_PREFIX} < set(series)
    assert [one.label for one in series if one.key not in form.form.fields] == []
    fill(clerk, form, {TOWN.key: "清河镇", LETTER_PREFIX.key: "清节能函", ASSESSMENT_PREFIX.key: "清节能考"})
    clerk.press("选择保存位置并新建…")
    clerk.window.close()
    with Office.open(tmp_path / "a.jzdb") as office:
        assert proposed_letter_number(office, 2012) == "清节能函〔2012〕1号"
        assert proposed_notice_number(office, 2012) == "清节能考〔2012〕1号"


def test_the_first_field_has_the_cursor_and_a_key_makes_the_office(
    clerk: Clerk, form: NewOfficePage, tmp_path: Path
) -> None:
    clerk.window.alerts.choose_save = lambda *_question: tmp_path / "a.jzdb"  # type: ignore[method-assign]
    assert form.form.field(TOWN.key).editor.hasFocus()
    fill(clerk, form, {TOWN.key: "清河镇"})
    clerk.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    # a button pressed by its key goes down for a moment
    clerk.qtbot.waitUntil(lambda: clerk.window.workplace is not None)
    assert (tmp_path / "a.jzdb").is_file()


@pytest.mark.parametrize(
    ("texts", "key", "sentence"),
    [
        ({}, TOWN.key, "请填写乡镇名称"),
        ({TOWN.key: "  "}, TOWN.key, "请填写乡镇名称"),
        ({TOWN.key: "清河镇", YEAR: "二〇一九"}, YEAR, "不是数字"),
        ({TOWN.key: "清河镇", YEAR: ""}, YEAR, "不能为空"),
        ({TOWN.key: "清河镇", YEAR: "1875"}, YEAR, "1990到2100"),
        ({TOWN.key: "清河镇", YEAR: "2019.5"}, YEAR, "整数"),
    ],
)
def test_what_is_wrong_is_said_under_its_field(
    clerk: Clerk, form: NewOfficePage, texts: dict[str, str], key: str, sentence: str
) -> None:
    clerk.window.alerts.choose_save = lambda *_question: pytest.fail("asked where to save")
    fill(clerk, form, texts)
    clerk.press("选择保存位置并新建…")
    assert sentence in form.form.field(key).problem
    assert form.form.field(key).editor.hasFocus()
    assert [field.problem for one, field in form.form.fields.items() if one != key and field.problem] == []
    assert clerk.window.workplace is None


def test_an_existing_file_is_never_overwritten(clerk: Clerk, form: NewOfficePage, tmp_path: Path) -> None:
    taken = tmp_path / "a.jzdb"
    taken.write_bytes(b"precious")
    clerk.window.alerts.choose_save = lambda *_question: taken  # type: ignore[method-assign]
    fill(clerk, form, {TOWN.key: "清河镇", COUNTY.key: "某县"})
    clerk.press("选择保存位置并新建…")
    assert "已经存在" in clerk.message
    assert taken.read_bytes() == b"precious"
    assert form.isVisible()
    assert form.form.field(COUNTY.key).editor.property("text") == "某县"


def test_a_folder_that_takes_nothing_is_said(clerk: Clerk, form: NewOfficePage, tmp_path: Path) -> None:
    clerk.window.alerts.choose_save = lambda *_question: tmp_path / "没有" / "a.jzdb"
    fill(clerk, form, {TOWN.key: "清河镇"})
    clerk.press("选择保存位置并新建…")
    assert "不能在" in clerk.message
    assert form.isVisible()


def test_cancelling_the_choice_of_a_place_leaves_the_form(
    clerk: Clerk, form: NewOfficePage, tmp_path: Path
) -> None:
    clerk.window.alerts.choose_save = lambda *_question: None  # type: ignore[method-assign]
    fill(clerk, form, {TOWN.key: "清河镇"})
    clerk.press("选择保存位置并新建…")
    assert form.isVisible()
    assert list(tmp_path.iterdir()) == []


def test_back_leads_to_the_start_page_and_from_an_open_office_to_its_tabs(
    clerk: Clerk, form: NewOfficePage, office: Office
) -> None:
    clerk.press("返回")
    assert len(clerk.visible(StartPage)) == 1
    clerk.window.open_office(office.path)
    workplace = clerk.window.workplace
    clerk.key(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert workplace is not None
    assert not workplace.isVisible()
    clerk.press("返回")
    assert workplace.isVisible()
    assert clerk.window.workplace is workplace


def test_enter_on_the_start_page_presses_the_button(clerk: Clerk, office: Office) -> None:
    clerk.window.alerts.choose_files = lambda *_question: [office.path]  # type: ignore[method-assign]
    clerk.button("打开").setFocus()
    clerk.key(Qt.Key.Key_Return)
    assert clerk.window.workplace is not None


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"PK\x03\x04" + bytes(100)])
def test_a_foreign_file_is_refused_and_what_is_open_stays(
    clerk: Clerk, office: Office, tmp_path: Path, content: bytes
) -> None:
    write_settings(office, {TOWN: "清河镇"})
    clerk.window.open_office(office.path)
    foreign = tmp_path / "别的.jzdb"
    foreign.write_bytes(content)
    clerk.window.alerts.choose_files = lambda *_question: [foreign]  # type: ignore[method-assign]
    clerk.key(Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert "别的.jzdb" in clerk.message
    assert clerk.window.windowTitle().startswith("清河镇")
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.isVisible()


def test_an_office_that_cannot_be_read_leaves_the_start_page(
    clerk: Clerk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_office: Office) -> int:
        raise RuntimeError("bug")

    monkeypatch.setattr("jingzhen_desktop.desktop.workplace._year_to_start_with", fail)
    shown: list[object] = []
    monkeypatch.setattr(application.sys, "excepthook", lambda *bug: shown.append(bug[1]))
    open_first(clerk.window, office.path)
    assert [str(bug) for bug in shown] == ["bug"]
    assert len(clerk.visible(StartPage)) == 1


def test_the_last_office_opens_by_itself_next_time(clerk: Clerk, office: Office, qtbot: Any) -> None:
    write_settings(office, {TOWN: "清河镇", OFFICE_HOST: "党政办"})
    clerk.window.open_office(office.path)
    clerk.window.close()
    again = MainWindow()
    qtbot.addWidget(again)
    open_first(again, None)
    assert again.windowTitle().startswith("清河镇")
    again.close()


def test_a_last_office_that_is_gone_is_said_on_the_start_page(
    clerk: Clerk, office: Office, tmp_path: Path, remembered: QSettings
) -> None:
    clerk.window.open_office(office.path)
    clerk.window.close_office()
    gone = tmp_path / "U盘" / "a.jzdb"
    remembered.setValue("offices/last", str(gone))
    again = MainWindow()
    clerk.qtbot.addWidget(again)
    again.show()
    open_first(again, None)
    assert "找不到数据文件" in again.notices.text
    links = [button.text() for button in again.findChildren(QCommandLinkButton)]
    assert links == ["新建数据文件", "打开", "打开示例", office.path.stem]
    again.findChildren(QCommandLinkButton)[-1].click()
    assert again.workplace is not None
    again.close()


def test_a_first_start_says_nothing(clerk: Clerk) -> None:
    open_first(clerk.window, None)
    assert clerk.message == ""
    assert [button.text() for button in clerk.visible(QCommandLinkButton)] == [
        "新建数据文件",
        "打开",
        "打开示例",
    ]


def test_the_menu_lists_recent_offices_newest_first(clerk: Clerk, tmp_path: Path) -> None:
    for name in ("甲&乙", "丙"):
        Office.create(tmp_path / f"{name}.jzdb").close()
        clerk.window.open_office(tmp_path / f"{name}.jzdb")
    clerk.window.open_office(tmp_path / "丙.jzdb")
    (recent,) = [
        menu
        for menu in clerk.window.findChildren(type(clerk.window.top_bar.menus.addMenu("")), None)
        if menu.title() == "最近打开"
    ]
    for _ in range(2):
        recent.aboutToShow.emit()
    texts = [action.text().replace("&&", "&") for action in recent.actions()]
    assert texts == [str(tmp_path / "丙.jzdb"), str(tmp_path / "甲&乙.jzdb")]
    recent.actions()[1].trigger()
    assert "甲&乙" in clerk.window.windowTitle()


def test_the_example_is_a_copy_that_says_so(clerk: Clerk, tmp_path: Path) -> None:
    from jingzhen_desktop.example.making import OFFICE_NAME

    clerk.window.alerts.choose_folder = lambda *_question: tmp_path  # type: ignore[method-assign]
    clerk.press("打开示例")
    clerk.qtbot.waitUntil(lambda: clerk.window.workplace is not None, timeout=60_000)
    assert "（示例数据）" in clerk.window.windowTitle()
    assert clerk.window.workplace is not None
    assert clerk.window.workplace.desk.office.path == tmp_path / OFFICE_NAME
    made = (tmp_path / OFFICE_NAME).stat().st_mtime_ns
    clerk.window.open_example()
    assert clerk.window.workplace.desk.office.path == tmp_path / OFFICE_NAME
    assert (tmp_path / OFFICE_NAME).stat().st_mtime_ns == made
