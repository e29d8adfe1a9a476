"""The keys of the frame: from page to page, from region to region, back from a detail, undo in passing."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.desktop.rail import RailItem
from jingzhen_desktop.example.making import OFFICE_NAME, make_office
from jingzhen_desktop.office import clock
from jingzhen_desktop.organisation.values.places import (
    DOCUMENT,
    GAPS,
    GROUP,
    LEDGER,
    MEMBER,
    SYSTEMS,
    UNIT,
)
from jingzhen_desktop.organisation.values.places import TAB as ORGANISATION
from jingzhen_desktop.tabs import everything_today
from jingzhen_desktop.widgets.grid.view import Grid
from jingzhen_desktop.widgets.page_head import PageHead, SubPages
from jingzhen_desktop.widgets.side_panel import SidePanel
from jingzhen_desktop.widgets.tool_row import ToolRow

if TYPE_CHECKING:
    from jingzhen_desktop.desktop.window import MainWindow
    from jingzhen_desktop.desktop.workplace import Workplace

    from .conftest import Clerk

Key, CONTROL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("example") / OFFICE_NAME
    make_office(path).close()
    return path


@pytest.fixture
def workplace(window: MainWindow, made: Path, tmp_path: Path, qtbot: Any) -> Workplace:
    window.resize(1366, 697)
    window.open_office(Path(shutil.copy(made, tmp_path)))
    assert window.workplace is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.workplace


def inside(kind: type[QWidget]) -> bool:
    """Whether the focus is in a part of this kind."""
    one: QWidget | None = QApplication.focusWidget()
    while one is not None and not isinstance(one, kind):
        one = one.parentWidget()
    return one is not None


def test_each_page_is_reached_by_its_key_and_begins_in_its_content(
    clerk: Clerk, workplace: Workplace
) -> None:
    keys = ("today", "organisation", "quarterly", "inspection", "publicity", "assessment", "annual")
    for number, key in enumerate(keys):
        clerk.key(Qt.Key(Key.Key_1 + number), CONTROL)
        assert workplace.current_key == key
        assert not inside(RailItem), key
        assert not inside(PageHead), key
        assert not inside(ToolRow), key
        assert workplace.pages.isAncestorOf(QApplication.focusWidget()), key


def test_f6_goes_round_the_regions(clerk: Clerk, workplace: Workplace) -> None:
    clerk.key(Key.Key_2, CONTROL)
    assert inside(Grid)
    seen = []
    for _ in range(4):
        clerk.key(Key.Key_F6)
        seen.append([kind.__name__ for kind in (SidePanel, RailItem, PageHead, ToolRow) if inside(kind)])
    assert seen == [["SidePanel"], ["RailItem"], ["PageHead"], []]
    clerk.key(Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert inside(PageHead)


def test_sub_pages_turn_by_key_and_a_detail_is_left_by_esc_and_alt_left(
    clerk: Clerk, workplace: Workplace
) -> None:
    clerk.key(Key.Key_4, CONTROL)
    tab = workplace.show_tab("inspection")
    clerk.key(Key.Key_Tab, CONTROL)
    assert tab.pages.currentWidget() is tab.plan
    clerk.key(Key.Key_Tab, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert tab.pages.currentWidget() is tab.rounds
    for leave in ((Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Key.Key_Left, ALT)):
        clerk.key(Key.Key_Return)
        assert tab.pages.detail is tab.rounds.pane
        clerk.key(*leave)
        assert tab.pages.detail is None
        assert QApplication.focusWidget() is tab.rounds.grid


def test_what_was_just_done_is_taken_back_from_the_notice(clerk: Clerk, workplace: Workplace) -> None:
    clerk.key(Key.Key_5, CONTROL)
    page = workplace.show_tab("publicity")
    before = page.model.rowCount()
    clerk.press("删除活动")
    assert page.model.rowCount() == before - 1
    notices = clerk.window.notices
    assert (notices.action.isVisible(), notices.action.text()) == (True, "撤销")
    notices.action.click()
    assert page.model.rowCount() == before


def test_the_example_says_so_in_the_bar(clerk: Clerk, workplace: Workplace) -> None:
    assert workplace.isVisible()
    assert clerk.window.top_bar.example.text() == "示例"


def test_every_way_of_today_ends_where_the_keyboard_is_alive(clerk: Clerk, workplace: Workplace) -> None:
    """In years with and without units, by what is due and by the tiles of the quarters."""
    desk = workplace.desk
    for year in (desk.year, desk.year - 1, desk.year + 5):
        desk.year = year
        dues, _ = everything_today(desk.office, year, clock.today())
        ways = {due.place for due in dues} | {Place(key) for key in workplace.keys}
        ways |= {Place(ORGANISATION, kind) for kind in (UNIT, GROUP, MEMBER, DOCUMENT, LEDGER, GAPS, SYSTEMS)}
        for way in sorted(ways, key=str):
            clerk.key(Key.Key_1, CONTROL)
            desk.go_to(way)
            QApplication.processEvents()
            assert workplace.current_key == way.tab
            assert_alive(workplace, (year, way))


def test_in_an_empty_office_every_page_and_sub_page_begins_with_what_is_shown(
    clerk: Clerk, workplace: Workplace
) -> None:
    workplace.desk.year += 5
    for key in workplace.keys:
        workplace.desk.go_to(Place(key))
        assert_alive(workplace, key)
        page = workplace.show_tab(key)
        within = page if isinstance(page, SubPages) else page.findChild(SubPages)
        for _ in range(within.count() if within is not None else 0):
            clerk.key(Key.Key_Tab, CONTROL)
            QApplication.processEvents()
            assert_alive(workplace, (key, within.currentIndex()))


def assert_alive(workplace: Workplace, where: object) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None, where
    assert focused.isVisible(), where
    assert workplace.pages.isAncestorOf(focused) or workplace.current_key == "search", where
    assert focused.focusPolicy() != Qt.FocusPolicy.NoFocus, (where, focused)
