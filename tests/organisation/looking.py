"""What the clerk sees and fills on the pages of 组织机构: the cells of a table, a field by its label."""

from __future__ import annotations

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from jingzhen_desktop.widgets.grid.view import Grid

from ..hands import CONTROL, Key, enter


def cells(grid: Grid) -> list[list[str]]:
    model = grid.grid_model
    shown = [column for column in range(model.columnCount()) if not grid.isColumnHidden(column)]
    return [
        [str(model.index(row, column).data() or "") for column in shown] for row in range(model.rowCount())
    ]


def column_of(grid: Grid, name: str) -> int:
    return [one.key for one in grid.grid_model.columns].index(name)


def at(grid: Grid, row: int, name: str) -> None:
    grid.setFocus()
    grid.setCurrentIndex(grid.grid_model.index(row, column_of(grid, name)))


def write(page: QWidget, label: str, text: str) -> None:
    """Fill the visible field with a label."""
    named = [one for one in page.findChildren(QWidget) if one.accessibleName() == label and one.isVisible()]
    (field,) = [one for one in named if isinstance(one, (QLineEdit, QPlainTextEdit))]
    field.setFocus()
    QTest.keyClick(field, Key.Key_A, CONTROL)
    enter(text)
    QTest.keyClick(field, Key.Key_Tab)


def no_scroll(*grids: Grid) -> None:
    QApplication.processEvents()
    assert [grid.accessibleName() for grid in grids if grid.horizontalScrollBar().maximum()] == []
