"""Walks through every page of the window, and the pages within pages, and says what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)

from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.inspection.tab.main import InspectionTab
from jingzhen_desktop.widgets.page_head import SubPages
from jingzhen_desktop.widgets.side_panel import Sections
from jingzhen_desktop.widgets.tool_row import Sentence


def pages(window: MainWindow) -> Iterator[str]:
    """Bring each page to the front in turn, settled and painted; yields its name, e.g. inspection-2."""
    assert window.workplace is not None
    for key in window.workplace.keys:
        page = window.workplace.show_tab(key)
        for name in chain(_within(key, page), _details(key, page)):
            QApplication.processEvents()
            assert window.workplace.desk.tasks.wait_idle()
            QApplication.processEvents()
            yield name


def _within(name: str, page: QWidget) -> Iterator[str]:
    """Yield a page, or the pages of the switch in it."""
    found: list[QTabWidget | SubPages | Sections] = [
        *page.findChildren(SubPages),
        *page.findChildren(QTabWidget),
        *page.findChildren(Sections),
    ]
    if isinstance(page, SubPages):
        found.insert(0, page)
    switches = [one for one in found if one.isVisible() and not _inner(one, page)]
    if not switches:
        yield name
        return
    (switch, *_) = switches
    for position in range(switch.count()):
        switch.setCurrentIndex(position)
        QApplication.processEvents()
        yield from _within(f"{name}-{position}", switch.widget(position))


def _details(name: str, page: QWidget) -> Iterator[str]:
    """Open the things that stand in place of a sub-page, one of each kind."""
    if isinstance(page, InspectionTab):
        page.pages.setCurrentWidget(page.rounds)
        page.rounds.open_chosen()
        for number in range(4):
            page.rounds.pane.visit.setCurrentIndex(number)
            yield f"{name}-round-{number}"
        page.pages.close_detail()


def words(page: QWidget) -> str:
    """Return everything a clerk could read on a page:
    labels, fields, buttons, and all cells of its tables.
    """
    found = [
        one.text() for kind in (QLabel, QAbstractButton) for one in page.findChildren(kind) if one.isVisible()
    ]
    found += [one.text() for one in page.findChildren(QLineEdit) if one.isVisible()]
    for table in page.findChildren(QTableView):
        model = table.model()
        if table.isVisible() and model is not None:
            found += [
                str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or "")
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    for lines in page.findChildren(QListView):
        if lines.isVisible():
            found += [lines.model().index(row, 0).data() for row in range(lines.model().rowCount())]
    return "\n".join(found)


def cut_texts(page: QWidget) -> list[str]:
    """Return the visible labels and buttons that are too narrow for their words; the one sentence of a row of
    tools may end in … where its tool tip is the whole.
    """
    found = []
    for label in page.findChildren(QLabel):
        if (
            label.isVisible()
            and not label.wordWrap()
            and label.text()
            and label.width() < label.sizeHint().width() - 1
            and not (isinstance(label, Sentence) and label.toolTip() == label.text())
        ):
            found.append(label.text())
    for button in page.findChildren(QAbstractButton):
        wanted = button.fontMetrics().horizontalAdvance(button.text()) + (
            button.iconSize().width() if not button.icon().isNull() else 0
        )
        if (
            isinstance(button, QToolButton)
            and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
        ):
            continue
        if button.isVisible() and button.text() and button.width() < wanted:
            found.append(button.text())
    return found


def _inner(switch: QTabWidget | SubPages | Sections, page: QWidget) -> bool:
    """Whether a switch stands inside another of the page."""
    parent = switch.parentWidget()
    while parent is not None and parent is not page:
        if isinstance(parent, (QTabWidget, SubPages, Sections)):
            return True
        parent = parent.parentWidget()
    return False
