"""The manual, 关于, and the dialog of a bug."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from jingzhen_desktop import __version__
from jingzhen_desktop.base.changes import newest_changes
from jingzhen_desktop.desktop import crash
from jingzhen_desktop.desktop.dialogs import DetailsDialog
from jingzhen_desktop.desktop.help.chapters import CHAPTERS, PICTURE, folder, text_of
from jingzhen_desktop.desktop.help.page import HelpPage, ManualWindow
from jingzhen_desktop.desktop.help.searching import hits
from jingzhen_desktop.desktop.workplace import HELP
from jingzhen_desktop.tabs import FACES
from jingzhen_desktop.widgets.look.palette import tone
from jingzhen_desktop.widgets.look.tokens import Tone, tokens
from jingzhen_desktop.widgets.page_head import SubPages

from ..hands import CONTROL
from ..looking import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Clerk
    from jingzhen_desktop.office.file import Office


@pytest.mark.parametrize("key", CHAPTERS)
def test_every_chapter_of_the_manual_is_written(key: str) -> None:
    text = text_of(key)
    assert text.startswith(f"# {CHAPTERS[key]}\n")
    assert len(text) > 200


def test_every_tab_has_a_chapter() -> None:
    assert {face.key for face in FACES} <= set(CHAPTERS)
    assert all(CHAPTERS[face.key] == face.title for face in FACES)


def test_f1_opens_the_chapter_of_what_is_in_front(clerk: Clerk, office: Office) -> None:
    QTest.keyClick(clerk.window, Qt.Key.Key_F1)
    (beside,) = clerk.window.findChildren(ManualWindow)
    assert (beside.isVisible(), beside.page.key) == (True, "start")
    beside.close()
    clerk.window.activateWindow()
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    for key in [key for key in place.keys if key != HELP]:
        place.show_tab(key)
        QTest.keyClick(clerk.window, Qt.Key.Key_F1)
        (shown,) = clerk.visible(HelpPage)
        assert shown.key == key


def test_the_manual_opens_at_its_beginning(clerk: Clerk, office: Office) -> None:
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    place.show_tab(HELP)
    for width in (1366, 911, 1366):
        clerk.window.resize(width, 441)
        QApplication.processEvents()
        (shown,) = clerk.visible(HelpPage)
        assert shown.text.verticalScrollBar().maximum() > 0
        assert shown.text.verticalScrollBar().value() == 0, width


def test_f1_on_a_sub_page_turns_to_its_section(clerk: Clerk, office: Office) -> None:
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    pages = place.show_tab("organisation").findChild(SubPages)
    assert isinstance(pages, SubPages)
    titles = [pages.tabText(at) for at in range(pages.count())]
    pages.setCurrentIndex(titles.index("领导小组"))
    QTest.keyClick(clerk.window, Qt.Key.Key_F1)
    (shown,) = clerk.visible(HelpPage)
    assert top_line(shown) == "领导小组"


def top_line(shown: HelpPage) -> str:
    """The first whole line in sight."""
    return shown.text.cursorForPosition(QPoint(60, 40)).block().text()


def test_the_manual_can_stand_beside_the_work(clerk: Clerk, office: Office) -> None:
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    place.show_tab("publicity")
    QTest.keyClick(clerk.window, Qt.Key.Key_F1, CONTROL)
    (beside,) = clerk.window.findChildren(ManualWindow)
    assert (beside.page.key, place.current_key) == ("publicity", "publicity")
    clerk.qtbot.waitUntil(beside.isActiveWindow)
    QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert not beside.isVisible()
    clerk.window.activateWindow()
    QTest.mouseClick(place.rail.items[HELP], Qt.MouseButton.LeftButton)
    assert place.current_key == HELP
    place.show_tab("publicity")
    place.show_tab(HELP)
    clerk.press("在另一个窗口打开")
    assert (beside.isVisible(), beside.page.key) == (True, "start")


def test_the_list_of_the_manual_turns_its_pages(clerk: Clerk) -> None:
    shown = clerk.window.show_manual()
    for position, title in enumerate(CHAPTERS.values()):
        shown.chapters.setCurrentRow(position)
        assert shown.text.toPlainText().startswith(title)
        assert "**" not in shown.text.toPlainText()
        assert "|" not in shown.text.toPlainText()


@pytest.fixture
def manual(clerk: Clerk, office: Office) -> HelpPage:
    clerk.window.open_office(office.path)
    return clerk.window.show_manual()


def test_ctrl_f_looks_in_the_manual_and_marks_every_place(clerk: Clerk, manual: HelpPage) -> None:
    manual.chapters.setCurrentRow(0)  # from here on, the first place is that of the whole manual
    clerk.key(Qt.Key.Key_F, CONTROL)
    assert manual.words.hasFocus()
    QTest.keyClicks(manual.words, "beifen")
    counts = hits("beifen")
    assert {"problems"} < set(counts)
    assert lines(manual.chapters) == [
        f"{title}　{counts[key]}" if key in counts else title for key, title in CHAPTERS.items()
    ]
    hidden = [key for at, key in enumerate(CHAPTERS) if manual.chapters.item(at).isHidden()]
    assert hidden == [key for key in CHAPTERS if key not in counts]
    total = sum(counts.values())
    assert manual.count.text() == f"找到{total}处，在{len(counts)}章；第1处"
    for at in range(2, total + 1):
        clerk.key(Qt.Key.Key_Return)
        assert manual.text.places == counts[manual.key]
        assert manual.count.text().endswith(f"；第{at}处")
        assert chosen(manual) == "备份"
    clerk.key(Qt.Key.Key_Return)
    assert manual.count.text().endswith("；第1处")
    clerk.key(Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert manual.count.text().endswith(f"；第{total}处")
    clerk.key(Qt.Key.Key_Escape)
    assert (manual.words.text(), manual.count.text(), manual.text.places) == ("", "", 0)
    assert not any(manual.chapters.item(at).isHidden() for at in range(manual.chapters.count()))


def chosen(shown: HelpPage) -> str:
    """The words of the place that is shown."""
    (mark,) = [
        one for one in shown.text.extraSelections() if one.format.background().color() == tone(Tone.ACCENT)
    ]
    return mark.cursor.selectedText()


def test_pictures_are_no_wider_than_the_text_and_none_is_missing(manual: HelpPage) -> None:
    shown = []
    for key in CHAPTERS:
        for _caption, name in PICTURE.findall(text_of(key)):
            assert (folder() / name).is_file(), name
            shown.append(name)
    assert len(shown) >= 10
    manual.show_chapter("today")
    picture = manual.text.loadResource(QTextDocument.ResourceType.ImageResource.value, "pictures/today.png")
    assert 0 < picture.width() <= tokens().width.reading * manual.text.devicePixelRatioF()


def test_what_is_nowhere_is_said(clerk: Clerk, manual: HelpPage) -> None:
    clerk.key(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(manual.words, "qqqq")
    assert manual.count.text().startswith("没有找到")
    assert not manual.after.isEnabled()


@pytest.mark.parametrize("typed", ["备份", "单位 报表", "Ctrl+P", "hz", "1", "导出"])
def test_each_chapter_holds_as_many_places_as_are_counted(manual: HelpPage, typed: str) -> None:
    counts = hits(typed)
    assert counts
    manual.words.setText(typed)
    for key in CHAPTERS:
        manual.show_chapter(key)
        assert manual.text.places == counts.get(key, 0), key


def test_every_chapter_opens_in_a_small_window(clerk: Clerk, manual: HelpPage) -> None:
    clerk.window.resize(911, 441)
    for key in CHAPTERS:
        manual.show_chapter(key)
        QApplication.processEvents()
        assert manual.text.toPlainText().startswith(CHAPTERS[key])
        assert manual.text.document().textWidth() <= manual.text.viewport().width()


def test_ctrl_f_elsewhere_looks_in_the_office_file(clerk: Clerk, manual: HelpPage) -> None:
    assert clerk.window.workplace is not None
    clerk.window.workplace.show_tab("publicity").setFocus()
    clerk.key(Qt.Key.Key_F, CONTROL)
    assert clerk.window.top_bar.words.hasFocus()
    assert not manual.isVisible()


def test_lines_are_no_longer_than_one_likes_to_read(clerk: Clerk, manual: HelpPage) -> None:
    clerk.window.resize(1920, 1009)
    assert manual.text.document().textWidth() <= tokens().width.reading + 2 * tokens().space.xl
    clerk.window.resize(911, 441)
    clerk.qtbot.waitUntil(lambda: manual.text.document().textWidth() <= manual.text.viewport().width())
    assert not manual.text.horizontalScrollBar().isVisible()


def test_about_can_be_copied_and_stays_open(clerk: Clerk, office: Office) -> None:
    clerk.window.open_office(office.path)
    dialog = clerk.window.show_about()
    assert dialog.isVisible()
    assert not dialog.unfold.isVisible()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert __version__ in copied
    assert str(office.path) in copied
    assert newest_changes().entries[0] in copied
    assert dialog.isVisible()
    dialog.close_button.click()
    assert not dialog.isVisible()


@pytest.fixture
def bug(clerk: Clerk, caplog: pytest.LogCaptureFixture) -> Iterator[DetailsDialog]:
    with caplog.at_level(logging.ERROR, logger="jingzhen"):
        report("first")
        (dialog,) = [
            one
            for one in QApplication.topLevelWidgets()
            if isinstance(one, DetailsDialog) and one.isVisible()
        ]
        yield dialog
    if isValid(dialog):
        dialog.close()


def report(text: str) -> None:
    try:
        fail(text)
    except RuntimeError:
        crash.show_bug(*sys.exc_info())  # type: ignore[arg-type]


def test_a_bug_is_shown_in_chinese_with_the_traceback_folded_away(bug: DetailsDialog) -> None:
    assert "意外错误" in bug.message.text()
    assert not any(letter.isascii() and letter.isalpha() for letter in bug.message.text())
    assert not bug.details.isVisible()
    bug.unfold.click()
    assert bug.details.isVisible()
    assert "Traceback" in bug.details.toPlainText()
    assert [button.text() for button in (bug.unfold, bug.copy_button, bug.close_button)] == [
        "收起详情",
        "复制详情",
        "继续",
    ]


def test_copying_a_bug_leaves_its_dialog_open_and_closing_copies_nothing(bug: DetailsDialog) -> None:
    QGuiApplication.clipboard().setText("mine")
    bug.copy_button.click()
    assert bug.isVisible()
    assert "RuntimeError: first" in QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().setText("mine")
    bug.close_button.click()
    assert QGuiApplication.clipboard().text() == "mine"


def test_further_bugs_join_the_dialog_that_is_open(
    bug: DetailsDialog, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(3):
        report(f"again {number}")
    assert (
        len(
            [
                one
                for one in QApplication.topLevelWidgets()
                if isinstance(one, DetailsDialog) and one.isVisible()
            ]
        )
        == 1
    )
    assert "again 2" in bug.details.toPlainText()
    assert len([one for one in caplog.records if one.name == "jingzhen"]) == 3


def fail(text: str) -> None:
    raise RuntimeError(text)
