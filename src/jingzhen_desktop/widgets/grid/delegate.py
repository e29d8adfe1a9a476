"""How a grid's cells are painted, and the editors inside them:
a line for what is typed, a list for choices.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...base.typed import Choices, Kind
from ..look.palette import tone
from ..look.roles import set_bad
from ..look.tokens import Tone, tokens
from ..quiet import QuietComboBox
from .columns import Column
from .head import PART, GridHead
from .model import GridModel
from .painted import Painted
from .walking import Way

Role = Qt.ItemDataRole
_GAP = 8
_FRAME = 2
_SELECTED, _FOCUSED = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_HasFocus
_NO_EDGES: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
_FILLED = "jingzhen_filled"
YES_NO: Choices = ((True, "是"), (False, "否"))


class CellDelegate(QStyledItemDelegate):
    """Makes the editor of a cell; a refresh of the model never overwrites what is being typed."""

    finished = Signal(object, object)
    """The editor is to be closed with what it holds, and the Way the current cell is to go."""

    def __init__(self, view: QAbstractItemView, model: GridModel[Any]) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._head: GridHead | None = None
        self.editor: QWidget | None = None

    def lie_under(self, head: GridHead) -> None:
        """Follow the periods that the head over the cells names."""
        self._head = head

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint ground, sign, text, lines and the frame of the current cell; by hand, because Qt lays every
        text out anew.
        """
        place: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        cell = self._model.painted(index)
        painter.save()
        self._paint_ground(painter, place, cell, index.column(), chosen=bool(state & _SELECTED))
        lead = self._head.lead(index.column()) if self._head is not None else 0
        text = place.adjusted(_GAP + lead, 0, -_GAP, -1)
        if self._model.has_ticks and self._model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            text.setLeft(self._paint_tick(painter, option, index) + tokens().space.s)
        if cell.sign is not None:
            text.setLeft(_paint_sign(painter, text, cell.sign) + tokens().space.xs)
        if cell.bar is not None:
            cell.bar.paint(painter, text)
        elif cell.text:
            _paint_text(painter, text, cell)
        if cell.refused:
            paint_frame(painter, place, Tone.DANGER)
        elif state & _FOCUSED:
            paint_frame(painter, place, Tone.ACCENT)
        elif index == self._view.currentIndex():
            paint_frame(painter, place, Tone.ACCENT_LINE)
        painter.restore()

    def _is_refused(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self._model.has_drafts and self._model.draft(index) is not None

    def _paint_ground(
        self, painter: QPainter, place: QRect, cell: Painted, column: int, *, chosen: bool
    ) -> None:
        ground = tone(Tone.ACCENT_SOFT) if chosen else cell.ground
        if ground is not None:
            painter.fillRect(place, ground)
        parts, first_typed = self._head.edges() if self._head is not None else _NO_EDGES
        if column in parts:
            painter.fillRect(place.left(), place.top(), PART, place.height(), tone(Tone.SURFACE))
        painter.setPen(_hairline(tone(Tone.LINE).rgb()))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        if cell.takes_input:
            painter.drawLine(place.topRight(), place.bottomRight())
            if column in first_typed:
                painter.drawLine(place.topLeft(), place.bottomLeft())

    def _paint_tick(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> int:
        """Paint the box to tick where a click finds it; returns its right edge."""
        box = QStyleOptionViewItem(option)
        self.initStyleOption(box, index)
        style = self._view.style()
        box.rect = style.subElementRect(  # type: ignore[attr-defined]
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, box, self._view
        )
        ticked = box.checkState == Qt.CheckState.Checked  # type: ignore[attr-defined]
        state = QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        box.state |= state  # type: ignore[attr-defined]
        style.drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck, box, painter, self._view)
        right: int = box.rect.right()  # type: ignore[attr-defined]
        return right

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        column = _column(index)
        choices = (
            YES_NO
            if column.kind is Kind.YESNO
            else column.all_choices()
            if column.kind is Kind.CHOICE
            else None
        )
        self.editor = _line(parent, column.kind) if choices is None else self._list(parent, choices)
        self.editor.setAccessibleName(column.name)
        self.editor.destroyed.connect(self._forget)
        return self.editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        if editor.property(_FILLED):
            return
        editor.setProperty(_FILLED, True)
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        set_bad(editor, self._is_refused(index))
        if isinstance(editor, QLineEdit):
            editor.setText(text)
        elif isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findText(text))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model.setData(index, editor_text(editor), Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, QWidget)
        ):
            way = _way(event, editor)
            if way is not None:
                self.finished.emit(editor, way)
                return True
        return super().eventFilter(editor, event)

    def _list(self, parent: QWidget, choices: Choices) -> QComboBox:
        box = QuietComboBox(parent)
        for _, text in choices:
            box.addItem(text)
        box.activated.connect(lambda _index: self.finished.emit(box, Way.STAY))
        return box

    def _forget(self, editor: QObject) -> None:
        if self.editor is editor:
            self.editor = None


@lru_cache(maxsize=4)
def _hairline(colour: int) -> QPen:
    return QPen(QColor(colour), 0)


def _paint_text(painter: QPainter, place: QRect, cell: Painted) -> None:
    if cell.font is not None:
        painter.setFont(cell.font)
    painter.setPen(cell.colour or tone(Tone.TEXT))
    text = cell.text
    if "\n" not in text:
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(text) > place.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, cell.alignment, text)


def _paint_sign(painter: QPainter, place: QRect, sign: QIcon) -> int:
    """Paint a sign at the left; returns its right edge."""
    side = tokens().icon.cell
    sign.paint(painter, QRect(place.left(), place.center().y() - side // 2, side, side))
    return place.left() + side


def paint_frame(painter: QPainter, place: QRect, name: Tone) -> None:
    """The frame of the current cell or entry."""
    pen = QPen(tone(name), _FRAME)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.drawRect(place.adjusted(1, 1, -1, -1))


def editor_text(editor: QWidget) -> str:
    """What is typed or chosen in an editor of this delegate."""
    if isinstance(editor, QComboBox):
        return editor.currentText()
    return editor.text() if isinstance(editor, QLineEdit) else ""


def set_editor_text(editor: QWidget, text: str) -> None:
    """Put back what had been typed."""
    if isinstance(editor, QComboBox):
        editor.setCurrentIndex(editor.findText(text))
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def _way(event: QKeyEvent, editor: QWidget) -> Way | None:
    """Where a key leads out of an editor; None if the editor is to have the key."""
    key, back = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return Way.ENTER_BACK if back else Way.ENTER
    if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return Way.TAB if key == Qt.Key.Key_Tab else Way.TAB_BACK
    if isinstance(editor, QLineEdit) and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        return Way.DOWN if key == Qt.Key.Key_Down else Way.UP
    return None


def _column(index: QModelIndex | QPersistentModelIndex) -> Column[object]:
    model = index.model()
    column: Column[object] = model.columns[index.column()]  # type: ignore[attr-defined]
    return column


def _line(parent: QWidget, kind: Kind) -> QLineEdit:
    line = QLineEdit(parent)
    if kind.is_numeric:
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
    return line
