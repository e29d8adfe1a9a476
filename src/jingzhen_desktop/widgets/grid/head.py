"""The head of a grid: quiet titles over their columns, aligned like them, and the sign of sorting."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QTableView

from ..appearance import icon
from ..look.fonts import font_of, heights, letters_of
from ..look.palette import tone
from ..look.tokens import Tone, Type, tokens
from .model import GridModel

SORT_ROOM = 16
"""Pixels at the right of a title for the sign of sorting."""
_GAP = 8


class GridHead(QHeaderView):
    """Paints its sections itself: ground, title, sign, hairline."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)

    def sectionSizeFromContents(self, section: int) -> QSize:
        lines = self._title(section).count("\n") + 1
        letters = letters_of(Type.CAPTION)
        height = max(heights().row_head, lines * letters.line + _GAP)
        return QSize(super().sectionSizeFromContents(section).width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        painter.save()
        painter.fillRect(rect, tone(Tone.SURFACE2))
        painter.setPen(tone(Tone.LINE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = rect.adjusted(_GAP, 0, -_GAP, 0)
        if self._is_sorted(section):
            self._paint_sign(painter, rect)
            text.setRight(text.right() - SORT_ROOM)
        painter.setPen(tone(Tone.TEXT2))
        painter.setFont(font_of(Type.CAPTION))
        painter.drawText(text, self._alignment(section), self._title(section))
        painter.restore()

    def _paint_sign(self, painter: QPainter, rect: QRect) -> None:
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        side = tokens().icon.cell
        place = QRect(rect.right() - side - _GAP // 2, rect.center().y() - side // 2, side, side)
        icon("up" if up else "down", tone(Tone.ACCENT)).paint(painter, place)

    def _is_sorted(self, section: int) -> bool:
        return self.isSortIndicatorShown() and self.sortIndicatorSection() == section

    def _title(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def _alignment(self, section: int) -> Qt.AlignmentFlag:
        model = self.model()
        if isinstance(model, GridModel) and section < len(model.columns):
            return model.columns[section].alignment
        return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
