"""The course of a thing from its first stage to its last: a dot for each, with its word and its figure.

Small in a row of tools and in the cell of a table, large on the thing's own page. It is read; a click on a
stage of the large one leads to what belongs to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from .look.fonts import font_of, scaled
from .look.palette import tone
from .look.tokens import Tone, Type, tokens

_DOT, _SMALL_DOT = 16, 8
"""Across, in px."""
_STEP = 17
"""From one small dot to the next in a cell."""


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A stage: its word and figure, whether it is behind, and whether it is the one worked on."""

    word: str
    figure: str = ""
    done: bool = False
    now: bool = False

    @property
    def spoken(self) -> str:
        """What a screen reader and a tool tip say."""
        state = "进行中" if self.now else "已完成" if self.done else "未开始"
        return f"{self.word}（{state}）" + (f"：{self.figure}" if self.figure else "")


@dataclass(frozen=True, slots=True)
class CourseCell:
    """A course in the cell of a table: its dots, and one word for where it stands."""

    points: tuple[CoursePoint, ...]
    word: str

    def paint(self, painter: QPainter, place: QRect) -> None:
        """Paint the dots with the line through them, and the word behind."""
        dot, step = scaled(_SMALL_DOT), scaled(_STEP)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = place.center().y() + 0.5
        for at, point in enumerate(self.points):
            left = place.left() + at * step
            if at + 1 < len(self.points):
                reached = self.points[at + 1].done or self.points[at + 1].now
                painter.setPen(QPen(tone(Tone.ACCENT if reached else Tone.LINE), 2))
                painter.drawLine(QPointF(left + dot + 1, middle), QPointF(left + step - 1, middle))
            _paint_dot(painter, QRectF(left + 1, middle - dot / 2 + 1, dot - 2, dot - 2), point)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        words = place.adjusted(len(self.points) * step, 0, 0, 0)
        painter.setPen(tone(Tone.TEXT2))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.word)


class CourseLine(QWidget):
    """A course in the row of tools: a dot and a word for each state. Read, not clicked."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader calls it: 考核进度."""
        super().__init__(parent)
        self._name = name
        self._words: tuple[str, ...] = ()
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_course(self, words: tuple[str, ...], at: int) -> None:
        """Show the words of the states and which of them is now; behind the last one all are done."""
        self._words, self._at = words, at
        now = words[at] if at < len(words) else "全部完成" if words else ""
        self.setAccessibleName(f"{self._name}：{now}")
        self.setToolTip("、".join(words) + f"；现在：{now}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        space = tokens().space
        metrics = self.fontMetrics()
        wide = sum(metrics.horizontalAdvance(word) for word in self._words)
        each = self._dot() + space.xs + space.l
        return QSize(wide + each * len(self._words), max(metrics.height(), self._dot()) + space.xs)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space, dot, left = tokens().space, self._dot(), 0
        for place, word in enumerate(self._words):
            point = CoursePoint(word, done=place < self._at, now=place == self._at)
            _paint_dot(painter, QRectF(left + 1, (self.height() - dot) // 2, dot - 2, dot - 2), point)
            left += dot + space.xs
            wide = self.fontMetrics().horizontalAdvance(word)
            painter.setFont(font_of(Type.BODY_BOLD if point.now else Type.BODY))
            painter.setPen(tone(_tone_of_word(point)))
            room = QRect(left, 0, wide + space.s, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
            left += wide + space.l

    def _dot(self) -> int:
        return tokens().space.m


class CourseBar(QWidget):
    """A course on the page of its thing; each stage can be pressed."""

    wanted = Signal(int)
    """The clerk wants to go to what belongs to a stage, by its position."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.parts: list[CoursePart] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(tokens().space.l, tokens().space.s, 0, tokens().space.xs)
        self._line.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fit_letters()

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        margins = self._line.contentsMargins()
        self.setFixedHeight(_part_height() + margins.top() + margins.bottom())

    def show_course(self, points: Sequence[CoursePoint]) -> None:
        """Show another course."""
        while len(self.parts) < len(points):
            part = CoursePart(self)
            part.clicked.connect(partial(self.wanted.emit, len(self.parts)))
            self.parts.append(part)
            self._line.addWidget(part, 1)
        for at, point in enumerate(points):
            beyond = points[at + 1] if at + 1 < len(points) else None
            self.parts[at].show_point(point, reached=beyond is not None and (beyond.done or beyond.now))
            self.parts[at].is_last = beyond is None
        self.setAccessibleName(self._name)


class CoursePart(QAbstractButton):
    """One stage: its dot with the line to the next, under it word and figure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.point = CoursePoint("")
        self.is_last = self._reached = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_point(self, point: CoursePoint, *, reached: bool) -> None:
        """Show another stage; ``reached``: the next one is worked on or behind."""
        self.point, self._reached = point, reached
        self.setText(point.word)
        self.setAccessibleName(point.spoken)
        self.setToolTip(point.spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(_DOT), _part_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot, space, point = scaled(_DOT), tokens().space, self.point
        place = QRectF(1, 1, dot - 2, dot - 2)
        _paint_dot(painter, place, point)
        if not self.is_last:
            painter.setPen(QPen(tone(Tone.ACCENT if self._reached else Tone.LINE), 2))
            middle = place.center().y()
            painter.drawLine(QPointF(dot + space.xs, middle), QPointF(self.width() - space.xs, middle))
        word = QRect(0, dot + space.xs, self.width() - space.s, self._height_of(Type.BODY_BOLD))
        self._write(painter, word, point.word, Type.BODY_BOLD if point.done or point.now else Type.BODY)
        figure = QRect(0, word.bottom() + 1, word.width(), self._height_of(Type.CAPTION))
        painter.setPen(tone(Tone.TEXT2 if point.done or point.now else Tone.TEXT3))
        painter.setFont(font_of(Type.CAPTION))
        shown = painter.fontMetrics().elidedText(point.figure, Qt.TextElideMode.ElideRight, figure.width())
        painter.drawText(figure, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if self.hasFocus():
            painter.setPen(QPen(tone(Tone.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = tokens().radius.control
            painter.drawRoundedRect(QRectF(word).adjusted(1, 0, 0, 0), radius, radius)

    def _write(self, painter: QPainter, place: QRect, text: str, role: Type) -> None:
        painter.setFont(font_of(role))
        painter.setPen(tone(_tone_of_word(self.point)))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _height_of(self, role: Type) -> int:
        return QFontMetrics(font_of(role)).height()


def _part_height() -> int:
    words = QFontMetrics(font_of(Type.BODY_BOLD)).height() + QFontMetrics(font_of(Type.CAPTION)).height()
    return scaled(_DOT) + tokens().space.xs + words + 1


def _tone_of_word(point: CoursePoint) -> Tone:
    return Tone.ACCENT if point.now else Tone.TEXT if point.done else Tone.TEXT3


def _paint_dot(painter: QPainter, place: QRectF, point: CoursePoint) -> None:
    """Behind: filled; worked on: a ring; to come: hollow."""
    width = max(1.5, place.width() / (4 if point.now else 8))
    painter.setPen(QPen(tone(Tone.ACCENT if point.done or point.now else Tone.LINE_STRONG), width))
    painter.setBrush(tone(Tone.ACCENT if point.done and not point.now else Tone.SURFACE))
    half = width / 2 if point.now else 0
    painter.drawEllipse(place.adjusted(half, half, -half, -half))
