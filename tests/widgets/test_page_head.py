"""The head of a page offers other actions again and again and keeps nothing of the ones before."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.widgets.page_head import HeadActions, PageHead


@pytest.fixture
def page(qapp: QApplication, qtbot: Any) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 400)
    page.show()
    return page


def test_actions_offered_again_leave_no_buttons_and_lines_behind(page: QWidget) -> None:
    offered, head = HeadActions(page), PageHead("单位", page)
    head.follow(offered)
    add, export, remove = (QAction(text, page) for text in ("新增", "导出", "删除"))

    def offer() -> None:
        offered.offer(add, (), (export, None, remove))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def made() -> tuple[int, int]:
        return len(page.findChildren(QAction)), len(page.findChildren(QWidget))

    offer()
    before = made()
    for _ in range(50):
        offer()
    assert made() == before
    entries = head.actions_row.more.menu().actions()
    assert [entry.isSeparator() for entry in entries] == [False, True, False]
