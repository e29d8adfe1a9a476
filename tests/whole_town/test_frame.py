"""What holds of the frame on every page and sub-page, with all that the town of forty units has to show:
its size, the names of what takes the focus, and that a message moves nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QTabBar,
    QWidget,
)

from jingzhen_desktop.desktop.restore_page import RestorePage
from jingzhen_desktop.desktop.start import NewOfficePage, StartPage
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.widgets.appearance import apply_choices
from jingzhen_desktop.widgets.grid.view import Grid
from jingzhen_desktop.widgets.look.roles import role_of
from jingzhen_desktop.widgets.look.scheme import Choices
from jingzhen_desktop.widgets.notices import Notice

from ..looking import LEAST
from .walking import pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def letters(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """A 字号, set before the window is made and taken back afterwards."""
    size = getattr(request, "param", Choices().size)
    apply_choices(qapp, Choices(size=size))
    yield size
    apply_choices(qapp, Choices())


@pytest.fixture
def window(letters: str, open_town: Callable[[int], MainWindow]) -> MainWindow:
    return open_town(697)


def front(window: MainWindow) -> QWidget:
    """The page in front."""
    assert window.workplace is not None
    holder = window.workplace.pages.currentWidget()
    return holder.layout().itemAt(0).widget()


@pytest.mark.parametrize("letters", ["标准", "特大"], indirect=True)
def test_no_page_needs_more_than_the_smallest_window(window: MainWindow) -> None:
    window.resize(*LEAST)
    too_large = {}
    for name in pages(window):
        assert (window.width(), window.height()) == LEAST, f"{name} has made the window grow"
        page = front(window)
        needed = page.minimumSizeHint()
        if needed.width() > page.width() or needed.height() > page.height():
            too_large[name] = (needed.toTuple(), page.size().toTuple())
    assert too_large == {}


@pytest.mark.parametrize("letters", ["标准", "特大"], indirect=True)
def test_what_stands_in_place_of_the_pages_fits_too(window: MainWindow) -> None:
    window.resize(*LEAST)
    assert window.workplace is not None
    window.show_new_office()
    _fits(window)
    window.backups.show_backups()
    _fits(window)
    window.go_back()
    about = window.show_about()
    assert about.minimumSizeHint().boundedTo(window.size()) == about.minimumSizeHint()
    about.close()
    window.close_office()
    window.go_back()
    _fits(window)


def test_no_page_has_two_primary_buttons(window: MainWindow) -> None:
    doubled = {}
    for name in pages(window):
        primary = [
            one.text()
            for one in window.findChildren(QPushButton)
            if one.isVisible() and role_of(one) == "primary"
        ]
        if len(primary) > 1:
            doubled[name] = primary
    assert doubled == {}


def test_all_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    nameless: dict[str, set[str]] = {}
    for name in pages(window):
        for widget in window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _name(widget):
                nameless.setdefault(name, set()).add(_path(widget))
    assert nameless == {}


def test_a_cell_that_takes_no_input_says_why_in_words_of_its_own(window: MainWindow) -> None:
    silent = set()
    for _ in pages(window):
        for grid in front(window).findChildren(Grid):
            if grid.grid_model.can_write:
                closed = [one for one in grid.grid_model.columns if one.write is None or one.editable]
                silent |= {(grid.accessibleName(), one.name) for one in closed if not one.closed}
    assert silent == set()


def test_a_message_moves_nothing(window: MainWindow) -> None:
    assert window.workplace is not None
    desk = window.workplace.desk
    for name in pages(window):
        before = _settled(window)
        window.alerts.warn("一条要留着看的提示，\n有两行。")
        window.alerts.say("已经做好")
        desk.delivered.emit("已写入并核对。位置：U盘", Path())
        QApplication.processEvents()
        assert window.notices.warning.isVisible(), name
        moved = [(_path(one), place, one.geometry()) for one, place in before if one.geometry() != place]
        assert moved == [], name
        window.notices.clear()
        desk.delivery_over.emit()


def _fits(window: MainWindow) -> None:
    """What is shown in place of the workplace, or before one is open, needs no more than there is."""
    QApplication.processEvents()
    (shown,) = [
        one
        for one in window.findChildren(QWidget)
        if isinstance(one, (StartPage, NewOfficePage, RestorePage)) and one.isVisible()
    ]
    assert (window.width(), window.height()) == LEAST
    assert shown.minimumSizeHint().boundedTo(shown.size()) == shown.minimumSizeHint()


def _settled(window: MainWindow) -> list[tuple[QWidget, QRect]]:
    """Where everything stands that is no notice, once the page has found its shape."""
    places: list[tuple[QWidget, QRect]] = []
    for _ in range(10):
        QApplication.processEvents()
        found = [(one, one.geometry()) for one in window.findChildren(QWidget) if not _is_notice(one)]
        if found == places:
            break
        places = found
    return places


def _is_notice(widget: QWidget | None) -> bool:
    while widget is not None:
        if isinstance(widget, Notice):
            return True
        widget = widget.parentWidget()
    return False


def _name(widget: QWidget) -> str:
    """What a screen reader would say: the given name, the words on it, or its label's."""
    if widget.accessibleName():
        return widget.accessibleName()
    text = getattr(widget, "text", None)
    if callable(text) and not isinstance(widget, (QComboBox, QSpinBox, QAbstractScrollArea)):
        return str(text())
    if isinstance(widget, QTabBar):
        return ""
    labels = [one for one in widget.window().findChildren(QLabel) if one.buddy() is widget]
    return labels[0].text() if labels else ""


def _path(widget: QWidget) -> str:
    parts = []
    one: QWidget | None = widget
    while one is not None and len(parts) < 5:
        parts.append(type(one).__name__)
        one = one.parentWidget()
    return " < ".join(parts)
