"""The rail at the left: the pages of the office file, with a count of what the clerk must do in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from ..widgets.appearance import icon
from ..widgets.look.fonts import font_of, heights, scaled
from ..widgets.look.palette import tone
from ..widgets.look.tokens import Tone, Type, tokens

_DOT = 3
"""Radius in px of the dot that stands for the count where there is no room for it."""


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One page of the rail.

    Attributes:
        icon: the name of a file of ``resources/icons``.
        keys: the shortcut as it is written in the tool tip; empty without one.
        at_bottom: whether it stands with the pages about the file itself.
    """

    key: str
    title: str
    icon: str
    keys: str = ""
    at_bottom: bool = False


class Rail(QWidget):
    """The entries from top to bottom; one is checked."""

    wanted = Signal(str)
    """Key of the page the clerk asks for."""

    def __init__(self, entries: Sequence[RailEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("页面")
        self.items = {entry.key: RailItem(entry, self) for entry in entries}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        margin = tokens().space.s
        layout.setContentsMargins(margin, margin // 2, margin, margin)
        layout.setSpacing(tokens().space.xxs)
        for entry in entries:
            if entry.at_bottom and not any(one.at_bottom for one in entries[: entries.index(entry)]):
                layout.addStretch(1)
            item = self.items[entry.key]
            self._group.addButton(item)
            layout.addWidget(item)
            item.asked.connect(self.wanted)
        self.collapsed = False
        self.set_collapsed(False)

    def show_current(self, key: str) -> None:
        """Mark the page in front; none where the rail has no such page."""
        if key in self.items:
            self.items[key].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def show_count(self, key: str, count: int, *, urgent: bool) -> None:
        """Show how much there is to do on a page; red when something is overdue."""
        if key in self.items:
            self.items[key].show_count(count, urgent=urgent)

    def fit_letters(self) -> None:
        """Be as wide as the present 字号 asks for."""
        self.set_collapsed(self.collapsed)

    def set_collapsed(self, collapsed: bool) -> None:
        """Show signs only, or signs and titles."""
        self.collapsed = collapsed
        width = tokens().width
        self.setFixedWidth(width.rail_collapsed if collapsed else scaled(width.rail))
        for item in self.items.values():
            item.collapsed = collapsed
            item.update()


class RailItem(QAbstractButton):
    """One entry: sign, title, count."""

    asked = Signal(str)

    def __init__(self, entry: RailEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self.collapsed = False
        self.count, self.urgent = 0, False
        self.setText(entry.title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._ask)
        self._name()

    def show_count(self, count: int, *, urgent: bool) -> None:
        """Show another count."""
        if (count, urgent) != (self.count, self.urgent):
            self.count, self.urgent = count, urgent
            self._name()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(tokens().width.rail_collapsed - 2 * tokens().space.s, heights().rail_item)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, heights().rail_item - tokens().space.s)

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        colour = tone(Tone.ACCENT if self.isChecked() else Tone.TEXT2)
        side = tokens().icon.rail
        left = (self.width() - side) // 2 if self.collapsed else tokens().space.m
        sign = QRect(left, (self.height() - side) // 2, side, side)
        icon(self.entry.icon, colour).paint(painter, sign)
        if self.collapsed:
            self._paint_dot(painter, sign)
        else:
            self._paint_words(painter, sign.right() + tokens().space.m)

    def _paint_ground(self, painter: QPainter) -> None:
        radius = tokens().radius.control
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(tone(Tone.SURFACE))
            painter.drawRoundedRect(self.rect(), radius, radius)
            painter.setBrush(tone(Tone.ACCENT))
            painter.drawRoundedRect(QRect(0, tokens().space.s, 3, self.height() - 2 * tokens().space.s), 1, 1)
        elif self.underMouse():
            painter.setBrush(tone(Tone.SURFACE3))
            painter.drawRoundedRect(self.rect(), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(tone(Tone.ACCENT))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), radius, radius)

    def _paint_words(self, painter: QPainter, left: int) -> None:
        place = QRect(left, 0, self.width() - left - tokens().space.s, self.height())
        painter.setFont(font_of(Type.BODY_BOLD if self.isChecked() else Type.BODY))
        painter.setPen(tone(Tone.ACCENT if self.isChecked() else Tone.TEXT))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.count:
            painter.setFont(font_of(Type.CAPTION))
            painter.setPen(tone(Tone.DANGER if self.urgent else Tone.TEXT2))
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(self.count)
            )

    def _paint_dot(self, painter: QPainter, sign: QRect) -> None:
        if self.count:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tone(Tone.DANGER if self.urgent else Tone.TEXT2))
            painter.drawEllipse(QPoint(sign.right() + 1, sign.top() + 1), _DOT, _DOT)

    def _ask(self) -> None:
        self.asked.emit(self.entry.key)

    def _name(self) -> None:
        """What a screen reader and the tool tip say."""
        due = f"，{self.count}件待办" if self.count else ""
        overdue = "，有逾期" if self.urgent else ""
        self.setAccessibleName(f"{self.entry.title}{due}{overdue}")
        keys = f"（{self.entry.keys}）" if self.entry.keys else ""
        self.setToolTip(f"{self.entry.title}{due}{overdue}{keys}")
