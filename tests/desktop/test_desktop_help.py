"""The manual, 关于, and the dialog of a bug."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from jingzhen_desktop import __version__
from jingzhen_desktop.base.changes import newest_changes
from jingzhen_desktop.base.resources import resource
from jingzhen_desktop.desktop import crash
from jingzhen_desktop.desktop.dialogs import DetailsDialog
from jingzhen_desktop.desktop.help import PAGES, HelpPage, ManualWindow
from jingzhen_desktop.desktop.workplace import HELP
from jingzhen_desktop.tabs import FACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Clerk
    from jingzhen_desktop.office.file import Office


@pytest.mark.parametrize("key", PAGES)
def test_every_page_of_the_manual_is_written(key: str) -> None:
    text = resource("manual", f"{key}.md").read_text("utf-8")
    assert text.startswith(f"# {PAGES[key]}\n")
    assert len(text) > 200


def test_every_tab_has_a_page() -> None:
    assert {face.key for face in FACES} <= set(PAGES)
    assert all(PAGES[face.key] == face.title for face in FACES)


def page_of(shown: HelpPage) -> str:
    return list(PAGES)[shown.list.currentRow()]


def test_f1_opens_the_page_of_what_is_in_front(clerk: Clerk, office: Office) -> None:
    QTest.keyClick(clerk.window, Qt.Key.Key_F1)
    (beside,) = clerk.window.findChildren(ManualWindow)
    assert (beside.isVisible(), page_of(beside.page)) == (True, "start")
    beside.close()
    clerk.window.activateWindow()
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    for key in [key for key in place.keys if key != HELP]:
        place.show_tab(key)
        QTest.keyClick(clerk.window, Qt.Key.Key_F1)
        (shown,) = clerk.visible(HelpPage)
        assert page_of(shown) == (key if key in PAGES else "start")


def test_the_manual_can_stand_beside_the_work(clerk: Clerk, office: Office) -> None:
    clerk.window.open_office(office.path)
    place = clerk.window.workplace
    assert place is not None
    place.show_tab("publicity")
    assert page_of(clerk.window.show_manual_beside()) == "publicity"
    assert place.current_key == "publicity"
    (beside,) = clerk.window.findChildren(ManualWindow)
    clerk.qtbot.waitUntil(beside.isActiveWindow)
    QTest.keyClick(beside, Qt.Key.Key_Escape)
    assert not beside.isVisible()


def test_the_list_of_the_manual_turns_its_pages(clerk: Clerk) -> None:
    shown = clerk.window.show_manual()
    for position, title in enumerate(PAGES.values()):
        shown.list.setCurrentRow(position)
        assert shown.text.toPlainText().startswith(title)
        assert "**" not in shown.text.toPlainText()


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
