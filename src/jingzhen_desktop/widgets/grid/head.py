"""The head of a grid: quiet titles over their columns, aligned like them, the sign of sorting, and over the
columns of one period its name.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ..appearance import icon
from ..look.fonts import font_of, heights, letters_of
from ..look.palette import tone
from ..look.roles import SIDE_PANEL
from ..look.tokens import Tone, Type, tokens
from .columns import Band
from .model import GridModel

SORT_ROOM = 16
"""Pixels at the right of a title for the sign of sorting."""
PART = 3
"""Pixels of ground between two periods."""
_GAP = 8


class GridHead(QHeaderView):
    """Paints its sections itself: ground, title, sign, hairline, and the bands over them."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._kept_edges: tuple[frozenset[int], frozenset[int]] | None = None
        self._kept_lead: tuple[int, int] | None = None
        self._kept_has_bands: bool | None = None
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.sectionResized.connect(self._forget)
        self.sectionCountChanged.connect(self._forget)
        parent.horizontalScrollBar().valueChanged.connect(self._follow)

    def edges(self) -> tuple[frozenset[int], frozenset[int]]:
        """The columns at whose left edge one period ends and another begins; and those for typing with none
        of them at their left, which have a line there.
        """
        if self._kept_edges is None:
            pairs = list(pairwise([-1, *self._shown()]))
            bands = [after for before, after in pairs if self._parts(before, after)]
            typed = [at for before, at in pairs if self._is_typed(at) and not self._is_typed(before)]
            self._kept_edges = frozenset(bands), frozenset(typed)
        return self._kept_edges

    def showEvent(self, event: QShowEvent) -> None:
        """It may have come into a panel since."""
        self._forget()
        super().showEvent(event)

    def lead(self, section: int) -> int:
        """How much further from the left the words of a section begin than in others: those of the first one
        stand where the words of the page's rows do, 16 px from its edge, in a panel 12.
        """
        if self._kept_lead is None:
            space = tokens().space
            wanted = space.m if _is_in_panel(self) else space.l
            self._kept_lead = next(iter(self._shown()), -1), wanted - _GAP
        first, lead = self._kept_lead
        return lead if section == first else 0

    def _parts(self, before: int, after: int) -> bool:
        band = self._band(before)
        return band is not None and band is not self._band(after)

    def _is_typed(self, section: int) -> bool:
        model = self.model()
        return isinstance(model, GridModel) and section >= 0 and model.columns[section].write is not None

    def reset(self) -> None:
        """Other columns are shown."""
        self._forget()
        super().reset()

    def fit_letters(self) -> None:
        """Reckon the height anew: Qt keeps what it once was."""
        self.headerDataChanged(Qt.Orientation.Horizontal, 0, self.count() - 1)

    def sectionSizeFromContents(self, section: int) -> QSize:
        lines = self._title(section).count("\n") + 1
        letters = letters_of(Type.CAPTION)
        height = max(heights().row_head, lines * letters.line + _GAP)
        return QSize(super().sectionSizeFromContents(section).width(), height + self._band_height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not rect.isValid():
            return
        painter.save()
        painter.setClipRect(rect)
        band = self._band(section)
        marked = self._is_marked(section)
        other = band is not None and band.other
        painter.fillRect(rect, tone(Tone.ACCENT_SOFT if marked else Tone.BAND if other else Tone.SURFACE2))
        if section in self.edges()[0]:
            painter.fillRect(rect.left(), rect.top(), PART, rect.height(), tone(Tone.SURFACE))
        painter.setPen(QPen(tone(Tone.LINE), 0))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = rect.adjusted(_GAP + self.lead(section), self._band_height(), -_GAP, 0)
        if self._is_sorted(section):
            self._paint_sign(painter, text.adjusted(0, 0, _GAP, 0))
            text.setRight(text.right() - SORT_ROOM)
        painter.setPen(tone(Tone.ACCENT if marked else Tone.TEXT2))
        painter.setFont(font_of(Type.CAPTION))
        painter.drawText(text, self._alignment(section), self._title(section))
        if band is not None:
            self._paint_band(painter, rect, section, band)
        painter.restore()

    def _paint_band(self, painter: QPainter, rect: QRect, section: int, band: Band) -> None:
        """Paint the part of the band's name that lies over this section; the name stands in the middle of
        what can be seen of its columns.
        """
        first, last = self._reach(section, band)
        left = max(0, self.sectionViewportPosition(first))
        right = min(self.viewport().width(), self.sectionViewportPosition(last) + self.sectionSize(last))
        painter.setFont(font_of(Type.BODY_BOLD))
        painter.setPen(tone(Tone.TEXT2 if band.other else Tone.TEXT))
        place = QRect(left, rect.top() + 2, right - left, self._band_height())
        fits = painter.fontMetrics().horizontalAdvance(band.text) <= place.width()
        across = Qt.AlignmentFlag.AlignHCenter if fits else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, across | Qt.AlignmentFlag.AlignVCenter, band.text)

    def _reach(self, section: int, band: Band) -> tuple[int, int]:
        """The first and the last column that lie under the same band with this one."""
        shown = self._shown()
        first = last = shown.index(section)
        while first > 0 and self._band(shown[first - 1]) is band:
            first -= 1
        while last + 1 < len(shown) and self._band(shown[last + 1]) is band:
            last += 1
        return shown[first], shown[last]

    def _shown(self) -> list[int]:
        return [section for section in range(self.count()) if not self.isSectionHidden(section)]

    def _band(self, section: int) -> Band | None:
        model = self.model()
        return model.columns[section].band if isinstance(model, GridModel) and section >= 0 else None

    def _is_marked(self, section: int) -> bool:
        model = self.model()
        return isinstance(model, GridModel) and section < len(model.columns) and model.columns[section].marked

    def _band_height(self) -> int:
        if self._kept_has_bands is None:
            model = self.model()
            columns = model.columns if isinstance(model, GridModel) else ()
            self._kept_has_bands = any(column.band is not None for column in columns)
        return heights().row_band if self._kept_has_bands else 0

    def _forget(self) -> None:
        self._kept_edges = self._kept_lead = self._kept_has_bands = None

    def _follow(self) -> None:
        """The name of a band stays in the middle of what is seen of it."""
        if self._band_height():
            self.viewport().update()

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


def _is_in_panel(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent.objectName() != SIDE_PANEL:
        parent = parent.parentWidget()
    return parent is not None
