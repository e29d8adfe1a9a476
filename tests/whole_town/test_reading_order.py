"""Tab leads through every page as one reads it, and comes to all that takes the focus."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.desktop.workplace import TODAY
from jingzhen_desktop.widgets.reading_order import stops_in

from .walking import pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from jingzhen_desktop.desktop.window import MainWindow


def test_what_stands_above_or_before_comes_first(open_town: Callable[[int], MainWindow]) -> None:
    window = open_town(697)
    against: dict[str, list[tuple[str, str]]] = {}
    for name in pages(window):
        assert window.workplace is not None
        seen = [one for one in stops_in(window.workplace) if not one.visibleRegion().isEmpty()]
        assert len(seen) > 11, name  # the rail alone has eleven
        wrong = [(before, after) for before, after in pairwise(seen) if _reads_before(after, before, window)]
        if wrong:
            against[name] = [(_called(before), _called(after)) for before, after in wrong]
    assert against == {}


def test_tab_comes_to_everything_and_back(open_town: Callable[[int], MainWindow]) -> None:
    window = open_town(697)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    assert window.workplace is not None
    window.workplace.show_tab(TODAY).setFocus()
    for key, step in ((Qt.Key.Key_Tab, 1), (Qt.Key.Key_Backtab, -1)):
        met = set()
        for _ in range(len(list(stops_in(window)))):
            stops = list(stops_in(window))  # of buttons of which one is down, Tab stops at that one only
            at = stops.index(QApplication.focusWidget())
            QTest.keyClick(stops[at], key)
            assert QApplication.focusWidget() is stops[(at + step) % len(stops)]
            met.add(QApplication.focusWidget())
        assert set(stops_in(window)) <= met


def _reads_before(one: QWidget, other: QWidget, window: QWidget) -> bool:
    """Whether a widget stands before another in its line, or wholly above it and in no part at its right."""
    here, there = _place(one, window), _place(other, window)
    in_line = here.top() < there.bottom() and there.top() < here.bottom()
    above = here.bottom() <= there.top()
    return (in_line and here.left() < there.left()) or (above and here.left() < there.right())


def _place(widget: QWidget, window: QWidget) -> QRect:
    """What is seen of a widget, in the window."""
    return widget.visibleRegion().boundingRect().translated(widget.mapTo(window, QPoint()))


def _called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or widget.property('text') or ''}"
