"""F6: from region to region of what is in front: rail, tools, content, panel; and round again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ..widgets.page_head import PageHead, enter
from ..widgets.side_panel import SidePanel
from ..widgets.tool_row import ToolRow

NEXT_REGION, REGION_BEFORE = "F6", "Shift+F6"


def go_on(rail: QWidget, page: QWidget, step: int) -> None:
    """Put the focus into the next region, or with a negative step into the one before."""
    regions = [[rail], *_tools(page), [page], _seen(page, SidePanel)]
    there = [parts for parts in regions if parts]
    now = _region(there, page)
    for away in range(1, len(there) + 1):
        if _enter(there[(now + step * away) % len(there)], page):
            return


def _tools(page: QWidget) -> list[list[QWidget]]:
    """The head and the row of tools are one region."""
    return [[*_seen(page, PageHead), *_seen(page, ToolRow)]]


def _seen(page: QWidget, kind: type[QWidget]) -> list[QWidget]:
    return [one for one in page.findChildren(kind) if one.isVisible()]


def _region(regions: list[list[QWidget]], page: QWidget) -> int:
    """Where the focus is; what is in no other region is the content."""
    focused = QApplication.focusWidget()
    content = next(at for at, parts in enumerate(regions) if parts == [page])
    if focused is None:
        return content
    for at, parts in enumerate(regions):
        if at != content and any(part.isAncestorOf(focused) for part in parts):
            return at
    return content


def _enter(parts: list[QWidget], page: QWidget) -> bool:
    """Put the focus into the first thing of a region that takes it."""
    if parts == [page]:
        enter(page, Qt.FocusReason.TabFocusReason)
        return True
    for part in parts:
        for one in part.findChildren(QWidget):
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                one.setFocus(Qt.FocusReason.TabFocusReason)
                return True
    return False
