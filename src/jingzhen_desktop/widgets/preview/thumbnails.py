"""The pages of the paper as small pictures beside the preview: seen at a glance, gone to by click or key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPdf import QPdfDocument

_PICTURE = QSize(128, 128)


class Thumbnails(QListView):
    """One column of pages; ``go_to`` hears the page chosen, counted from 0."""

    def __init__(self, go_to: Callable[[int], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._go_to = go_to
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setIconSize(_PICTURE)
        self.setItemDelegate(_Paper(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = QSize(_PICTURE.width() + 12, _PICTURE.height() + self.fontMetrics().height() + 16)
        self.setGridSize(room)
        self.setItemAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFixedWidth(room.width() + self.verticalScrollBar().sizeHint().width() + 4)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Dark)  # white pages stand out, as in the preview
        self.setAccessibleName("各页缩略图")

    def show_document(self, document: QPdfDocument) -> None:
        """Show another document's pages."""
        self.setModel(document.pageModel())
        self.show_page(0)

    def show_page(self, page: int) -> None:
        """Mark the page that the preview shows."""
        index = self.model().index(page, 0) if self.model() is not None else QModelIndex()
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Go where the clerk clicks or walks with the arrow keys."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._go_to(current.row())


class _Paper(QStyledItemDelegate):
    """Lays the pages, which come without a ground, on white paper."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        page = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(page, QPixmap) and not page.isNull():
            paper = QPixmap(page.size())
            paper.setDevicePixelRatio(page.devicePixelRatio())
            paper.fill(Qt.GlobalColor.white)
            painter = QPainter(paper)
            painter.drawPixmap(0, 0, page)
            painter.end()
            paper_icon = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                paper_icon.addPixmap(paper, mode)
            option.icon = paper_icon  # type: ignore[attr-defined]  # the stubs leave the fields out
