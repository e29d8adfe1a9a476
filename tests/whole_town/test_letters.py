"""字号 chosen while the window is open: every page takes it over at once, and cuts no words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from jingzhen_desktop.desktop.top_bar import TopBar
from jingzhen_desktop.widgets.appearance import apply_choices
from jingzhen_desktop.widgets.grid.view import Grid
from jingzhen_desktop.widgets.look.fonts import heights
from jingzhen_desktop.widgets.look.scheme import Choices
from jingzhen_desktop.widgets.page_head import PageHead
from jingzhen_desktop.widgets.tool_row import Segments, ToolRow

from .walking import cut_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from jingzhen_desktop.desktop.window import MainWindow

LARGEST = "特大"


@pytest.fixture(autouse=True)
def usual_letters(qapp: QApplication) -> Iterator[None]:
    yield
    apply_choices(qapp, Choices())


def test_another_size_is_taken_over_at_once(
    qapp: QApplication, open_town: Callable[[int], MainWindow]
) -> None:
    window = open_town(1009)
    window.resize(1920, 1009)
    for _ in _first_pages(window):
        pass
    usual = heights().row
    apply_choices(qapp, Choices(size=LARGEST))
    assert heights().row > usual
    assert window.findChild(TopBar).height() == heights().top_bar
    cut = {}
    for key, page in _first_pages(window):
        cut[key] = cut_texts(page)
        for kind, height in (
            (PageHead, heights().header),
            (ToolRow, heights().toolbar),
            (Segments, heights().control),
        ):
            assert {one.height() for one in page.findChildren(kind) if one.isVisible()} <= {height}, key
        for grid in page.findChildren(Grid):
            assert grid.verticalHeader().defaultSectionSize() in (heights().row, heights().row_list), key
            assert grid.horizontalHeader().height() >= heights().row_head or not grid.isVisible(), key
    assert {key: words for key, words in cut.items() if words} == {}


def _first_pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Bring each page to the front with its first sub-page."""
    assert window.workplace is not None
    for key in window.workplace.keys:
        page = window.workplace.show_tab(key)
        QApplication.processEvents()
        assert window.workplace.desk.tasks.wait_idle()
        QApplication.processEvents()
        yield key, page
