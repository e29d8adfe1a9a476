"""What a clerk reads on a page: the cells of a table, the lines of a list. For every test that drives the
window; what the clerk does there stands in ``hands.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.widgets.callout import Callout, callouts_of
from jingzhen_desktop.widgets.notices import Notice
from jingzhen_desktop.widgets.parts import EmptyHint
from jingzhen_desktop.widgets.preview.window import PreviewWindow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QListWidget, QTableView

    from jingzhen_desktop.widgets.grid.view import Grid

Found = TypeVar("Found", bound=QWidget)
LEAST = (880, 400)
"""The smallest window inside: nothing needs more."""


def fits_smallest(window: QWidget) -> bool:
    """Whether a page or a window of its own could do with the smallest room there is."""
    needed = window.minimumSizeHint().expandedTo(window.minimumSize())
    return needed.width() <= LEAST[0] and needed.height() <= LEAST[1]


def visible(page: QWidget, kind: type[Found]) -> list[Found]:
    """The parts of a page of one kind that can be seen."""
    return [one for one in page.findChildren(kind) if one.isVisible()]


def geometries(window: QWidget) -> dict[str, tuple[int, int, int, int]]:
    """Where everything in a window stands that can be seen, but for what lies over the page."""
    found = {}
    for one in window.findChildren(QWidget):
        if one.isVisible() and not _lies_over(one):
            found[f"{id(one)} {type(one).__name__} {one.objectName()}"] = one.geometry().getRect()
    return found


def _lies_over(widget: QWidget) -> bool:
    over: QWidget | None = widget
    while over is not None and not isinstance(over, (Callout, Notice)):
        over = over.parentWidget()
    return over is not None


def told_at_cell(widget: QWidget) -> str:
    """What the callout on the page of a widget says was refused; empty if there is none."""
    callout = callouts_of(widget).refusal
    return callout.text if callout.isVisible() else ""


def told_of_closed_cell(widget: QWidget) -> str:
    """What is said on the page of a widget of a cell that takes no input; empty if nothing is."""
    callout = callouts_of(widget).hint
    return callout.text if callout.isVisible() else ""


def hint(page: QWidget) -> EmptyHint:
    """What an empty place of a page says; there is one."""
    (found,) = visible(page, EmptyHint)
    return found


def preview() -> PreviewWindow | None:
    """The open preview."""
    windows = [one for one in QApplication.topLevelWidgets() if isinstance(one, PreviewWindow)]
    return next((one for one in windows if one.isVisible()), None)


def cell(view: QTableView, row: int, column: int) -> str:
    return str(view.model().index(row, column).data())


def texts(view: QTableView, column: int) -> list[str]:
    """What stands in a column, from top to bottom."""
    return [cell(view, row, column) for row in range(view.model().rowCount())]


def cells(grid: Grid) -> list[list[str]]:
    """What stands in the columns that are not hidden, row by row; blank where there is nothing."""
    model = grid.grid_model
    shown = [column for column in range(model.columnCount()) if not grid.isColumnHidden(column)]
    return [
        [str(model.index(row, column).data() or "") for column in shown] for row in range(model.rowCount())
    ]


def column_of(grid: Grid, key: str) -> int:
    """The place of a column, by its key."""
    return [one.key for one in grid.grid_model.columns].index(key)


def lines(items: QListWidget) -> list[str]:
    """The lines of a list."""
    return [items.item(row).text() for row in range(items.count())]


def no_scroll(*grids: Grid) -> None:
    """No table needs to be scrolled sideways."""
    QApplication.processEvents()
    assert [grid.accessibleName() for grid in grids if grid.horizontalScrollBar().maximum()] == []
