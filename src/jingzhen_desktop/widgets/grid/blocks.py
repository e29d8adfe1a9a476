"""What is done with the selected block of a grid: copied, pasted over, filled down.

How a clipboard's table is read and written says ``clipboard``; how cells are stored, ``storing``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from ...base.errors import InputRejected
from .model import GridModel

if TYPE_CHECKING:
    from .html_table import Block


def copy_selected(grid: QTableView, model: GridModel[Any], *, with_titles: bool) -> None:
    """Put the selected block on the clipboard, as text and as a table."""
    indexes = grid.selectedIndexes()
    if not indexes:
        return
    rows = sorted({index.row() for index in indexes})
    columns = sorted({index.column() for index in indexes if not grid.isColumnHidden(index.column())})
    picked = {(index.row(), index.column()) for index in indexes}
    block = []
    for row in rows:
        block.append([_plain(model, row, column) if (row, column) in picked else "" for column in columns])
    if with_titles:
        block.insert(0, [model.columns[column].full_name for column in columns])
    as_text = [not model.columns[column].kind.is_numeric for column in columns]

    from .clipboard import block_to_mime  # reads HTML, which nothing needs before the first copy

    QGuiApplication.clipboard().setMimeData(block_to_mime(block, as_text))


def paste_over_selected(grid: QTableView, model: GridModel[Any]) -> QItemSelection | None:
    """Put the clipboard's block at the top left of the selection;
    a selection it fits into several times is filled. Returns the cells of a block that was put.
    """
    from .clipboard import mime_to_block

    try:
        block = mime_to_block(QGuiApplication.clipboard().mimeData())
    except InputRejected as error:
        model.refuse(error)
        return None
    indexes = grid.selectedIndexes() or [grid.currentIndex()]
    if not block or not indexes[0].isValid():
        return None
    if len(block) == 1 and len(block[0]) == 1 and len(indexes) > 1:
        model.fill(indexes, block[0][0])
        return None
    top, left = min(index.row() for index in indexes), min(index.column() for index in indexes)
    bottom, right = max(index.row() for index in indexes), max(index.column() for index in indexes)
    block = repeated(block, bottom - top + 1, right - left + 1)
    if not model.paste(top, left, block):
        return None
    corner = model.index(top + len(block) - 1, left + len(block[0]) - 1)
    return QItemSelection(model.index(top, left), corner)


def fill_down_selected(grid: QTableView, model: GridModel[Any]) -> None:
    """Put the uppermost selected cells into those below;
    with one row selected, the cells above it into that row.
    """
    indexes = grid.selectedIndexes() or [grid.currentIndex()]
    rows = {index.row() for index in indexes}
    if len(rows) == 1 and min(rows) > 0:
        indexes += [index.siblingAtRow(index.row() - 1) for index in indexes]
    model.fill_down([index for index in indexes if index.isValid()])


def repeated(block: Block, rows: int, columns: int) -> Block:
    """A block as often as it goes into a larger area exactly; else the block."""
    height, width = len(block), len(block[0])
    if (rows, columns) == (height, width) or rows % height or columns % width:
        return block
    return [line * (columns // width) for line in block] * (rows // height)


def _plain(model: GridModel[Any], row: int, column: int) -> str:
    return str(model.index(row, column).data(Qt.ItemDataRole.EditRole) or "")
