"""Lists and trees that are no tables, in their look all the same: row heights, hairlines, soft selection."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ..look.fonts import heights
from ..look.palette import tone
from ..look.tokens import Tone, tokens
from .delegate import paint_frame


class LineDelegate(QStyledItemDelegate):
    """Paints ground, hairline and focus of an entry; its sign, box and words are Qt's to lay out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """At least a row's height; words of several lines get air above and below."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(heights().row, size.height() + tokens().space.s))

    def __init__(self, view: QAbstractItemView, *, from_edge: bool) -> None:
        super().__init__(view)
        self._lead = tokens().space.s if from_edge else 0

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """A box is ticked where it is painted."""
        return super().editorEvent(event, model, self._moved(option), index)

    def _moved(self, option: QStyleOptionViewItem) -> QStyleOptionViewItem:
        """The same entry with its words as far from the edge as those of the page."""
        moved = QStyleOptionViewItem(option)
        place: QRect = moved.rect  # type: ignore[attr-defined]
        moved.rect = place.adjusted(self._lead, 0, 0, 0)  # type: ignore[attr-defined]
        return moved

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        plain, states = QStyleOptionViewItem(option), QStyle.StateFlag
        place: QRect = plain.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = plain.state  # type: ignore[attr-defined]
        if state & states.State_Selected:
            painter.fillRect(place, tone(Tone.ACCENT_SOFT))
        plain.state = state & ~(states.State_Selected | states.State_HasFocus)  # type: ignore[attr-defined]
        super().paint(painter, self._moved(plain), index)
        painter.save()
        painter.setPen(QPen(tone(Tone.LINE), 0))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if state & states.State_HasFocus:
            paint_frame(painter, place, Tone.ACCENT)
        painter.restore()


def dress_list(view: QAbstractItemView, *, from_edge: bool = False) -> None:
    """Give a list or a tree the look of the tables; ``from_edge``: it reaches to the edge of its part of the
    page, and its words are to stand off it.
    """
    view.setItemDelegate(LineDelegate(view, from_edge=from_edge))
