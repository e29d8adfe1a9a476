"""What the clerk does on the page of 年度总结, and what is stored of it: shared by the tests of the tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QListWidget

from jingzhen_desktop.annual.face import FACE
from jingzhen_desktop.annual.queries.stored import summary
from jingzhen_desktop.annual.rules.markup import plain
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.annual.values.text import Summary
from jingzhen_desktop.widgets.desk import Desk

from ..hands import click, press, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def shown(desk: Desk, qtbot: QtBot) -> AnnualTab:
    tab = FACE.make_widget(desk)
    assert isinstance(tab, AnnualTab)
    show(tab, qtbot, 1200, 700)
    return tab


def stored(desk: Desk, kind: SummaryKind = SummaryKind.YEAR) -> Summary:
    found = summary(desk.office, 2011, kind)
    assert found is not None
    return found


def texts(desk: Desk) -> list[str]:
    return [plain(one.text) for one in stored(desk).paragraphs]


def number_of(tab: AnnualTab, beginning: str) -> int:
    """The block that begins so."""
    document = tab.view.editor.document()
    return next(
        number
        for number in range(document.blockCount())
        if document.findBlockByNumber(number).text().startswith(beginning)
    )


def at_word(tab: AnnualTab, beginning: str, word: str, offset: int = 0) -> int:
    """Put the caret at a word of a paragraph; returns the paragraph's number."""
    number = number_of(tab, beginning)
    block = tab.view.editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    before = block.text()[: block.text().index(word) + offset]
    cursor.setPosition(block.position() + len(before.encode("utf-16-le")) // 2)
    tab.view.editor.setTextCursor(cursor)
    return number


def point_of(tab: AnnualTab, beginning: str, word: str) -> QPoint:
    """Where the first letter of a word is on the screen."""
    at_word(tab, beginning, word)
    return tab.view.editor.cursorRect().center() + QPoint(6, 0)


def panel(tab: AnnualTab, name: str) -> None:
    """Open a section of the panel from 更多, or go back to what follows the caret."""
    panels = tab.view.panels
    if name in ("依据", "核对"):
        if panels.currentIndex():
            click(panels.head(0))
        assert panels.currentIndex() == 0
        return
    press(tab, {"数据域": "插入数据域", "问题": "存在的问题", "附件": "附件和文号"}.get(name, name))
    assert panels.tabText(panels.currentIndex()).startswith(name)


def choose_kind(tab: AnnualTab, name: str) -> None:
    (index,) = [index for index in range(tab.kind.tabs.count()) if tab.kind.tabs.tabText(index) == name]
    tab.kind.tabs.setCurrentIndex(index)


def tick(items: QListWidget, label: str, state: Qt.CheckState) -> None:
    (item,) = [items.item(row) for row in range(items.count()) if items.item(row).text().startswith(label)]
    assert item.checkState() is not state
    item.setCheckState(state)


def rest(tab: AnnualTab, qtbot: QtBot) -> None:
    """A second without typing."""
    with qtbot.waitSignal(tab.view.editor.rested, timeout=3000):
        pass
