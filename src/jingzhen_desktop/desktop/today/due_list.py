"""What is due as a list to read: 逾期, 本周, 以后, each line a way to its place. Decides nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ...office.face import Due
from ...office.safekeeping import SAFEKEEPING
from ...tabs import FACES
from ...widgets.look.fonts import font_of, heights
from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone, Type, tokens

_WEEK = timedelta(days=7)
_DAYS_COUNTED = 99
"""Further back than this the date says more than a number of days."""
_MARK = 3
"""Px of the bar at the left of the chosen line."""
_TITLES = {**{face.key: face.title for face in FACES}, SAFEKEEPING: "数据文件"}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Group:
    """The heading over the lines that are due at about the same time."""

    title: str
    count: int
    overdue: bool = False


Line = Group | Due


def when(due: Due, today: date) -> str:
    """Say when a thing is due: 逾期3天, 今天, 明天, 10月11日, another year's with its year; 待办 without a day."""
    if due.deadline is None:
        return "待办"
    days = (due.deadline - today).days
    if -_DAYS_COUNTED <= days < 0:
        return f"逾期{-days}天"
    if days in (0, 1):
        return "明天" if days else "今天"
    year = "" if due.deadline.year == today.year else f"{due.deadline.year}年"
    return f"{year}{due.deadline.month}月{due.deadline.day}日"


def grouped(dues: Sequence[Due], today: date) -> list[Line]:
    """Return what is due under headings; what has no day is to be done soon and stands with the week."""
    first = [due for due in dues if due.first]
    rest = [due for due in dues if not due.first]
    overdue = [due for due in rest if due.is_overdue(today)]
    soon = [due for due in rest if due not in overdue and (due.deadline or today) <= today + _WEEK]
    later = [due for due in rest if due not in overdue and due not in soon]
    lines: list[Line] = []
    for title, members in (("先办", first), ("逾期", overdue), ("本周", soon), ("以后", later)):
        if members:
            lines += [Group(title, len(members), members is overdue), *members]
    return lines


class DueModel(QAbstractListModel):
    """The lines of the list; a heading cannot be chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.day = date.min

    def show_dues(self, dues: Sequence[Due], today: date) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.day, self.lines = today, grouped(dues, today)
        self.endResetModel()

    def dues(self) -> Iterator[tuple[int, Due]]:
        """Yield what is due with the number of its line."""
        return ((row, line) for row, line in enumerate(self.lines) if isinstance(line, Due))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.title} {line.count}件" if isinstance(line, Group) else line.text
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Due):
            return line.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line)
        return None

    def spoken(self, line: Line) -> str:
        """What a screen reader says of a line."""
        if isinstance(line, Group):
            return f"{line.title}，{line.count}件"
        return f"{when(line, self.day)}，{line.text}，{_TITLES.get(line.place.tab, '')}"


class DueList(QListView):
    """The list; double click or Enter goes to the place of a line."""

    wanted = Signal(object)
    """The ``Due`` the clerk wants to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = DueModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName("待办事项")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self._ask)

    @property
    def chosen(self) -> Due | None:
        """The line that is chosen."""
        index = self.currentIndex()
        line = self.lines.lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Due) else None

    def show_dues(self, dues: Sequence[Due], today: date) -> None:
        """Show other lines; the chosen one stays chosen, else the first is."""
        before = self.chosen
        self.lines.show_dues(dues, today)
        rows = list(self.lines.dues())
        same = next((row for row, due in rows if due == before), None)
        if rows:
            self.setCurrentIndex(self.lines.index(rows[0][0] if same is None else same))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._ask()
            return
        super().keyPressEvent(event)

    def _ask(self) -> None:
        if self.chosen is not None:
            self.wanted.emit(self.chosen)


class _LineDelegate(QStyledItemDelegate):
    """Paints a heading, or a line: when, what, and at the right where."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, heights().row_list)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        assert isinstance(model, DueModel)
        line, place = model.lines[index.row()], QRect(option.rect)  # type: ignore[attr-defined]
        painter.save()
        if isinstance(line, Group):
            _paint_group(painter, place, line)
        else:
            state = option.state  # type: ignore[attr-defined]
            _paint_ground(painter, place, chosen=bool(state & QStyle.StateFlag.State_Selected))
            _paint_line(painter, place, line, model.day)
        painter.setPen(tone(Tone.LINE))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.restore()


def _paint_ground(painter: QPainter, place: QRect, *, chosen: bool) -> None:
    if chosen:
        painter.fillRect(place, tone(Tone.ACCENT_SOFT))
        painter.fillRect(QRect(place.topLeft(), QSize(_MARK, place.height())), tone(Tone.ACCENT))


def _paint_group(painter: QPainter, place: QRect, group: Group) -> None:
    space = tokens().space
    inner = place.adjusted(space.l, space.s, -space.l, 0)
    metrics = _write(painter, inner, group.title, Type.SECTION, Tone.DANGER if group.overdue else Tone.TEXT)
    inner.setLeft(inner.left() + metrics.horizontalAdvance(group.title) + space.s)
    _write(painter, inner, f"{group.count}件", Type.CAPTION, Tone.TEXT3)


def _paint_line(painter: QPainter, place: QRect, due: Due, today: date) -> None:
    space = tokens().space
    inner = place.adjusted(space.l, 0, -space.l, 0)
    tab = _TITLES.get(due.place.tab, "")
    caption = QFontMetrics(font_of(Type.CAPTION))
    days = when(due, today)
    _write(painter, inner, days, *_when_look(due, today))
    _write(painter, inner, tab, Type.CAPTION, Tone.TEXT3, Qt.AlignmentFlag.AlignRight)
    widest = QFontMetrics(font_of(Type.BODY_BOLD)).horizontalAdvance("2026年12月30日")
    inner.setLeft(inner.left() + widest + space.m)
    inner.setRight(inner.right() - caption.horizontalAdvance(tab) - space.m)
    shown = QFontMetrics(font_of(Type.LIST)).elidedText(due.text, Qt.TextElideMode.ElideRight, inner.width())
    _write(painter, inner, shown, Type.LIST, Tone.TEXT)


def _when_look(due: Due, today: date) -> tuple[Type, Tone]:
    if due.deadline is None:
        return Type.BODY, Tone.TEXT3
    days = (due.deadline - today).days
    if days < 0:
        return Type.BODY_BOLD, Tone.DANGER
    return (Type.BODY_BOLD, Tone.TEXT) if days <= 1 else (Type.BODY, Tone.TEXT)


def _write(
    painter: QPainter,
    place: QRect,
    text: str,
    letters: Type,
    colour: Tone,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> QFontMetrics:
    font: QFont = font_of(letters)
    painter.setFont(font)
    painter.setPen(tone(colour))
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)
    return QFontMetrics(font)
