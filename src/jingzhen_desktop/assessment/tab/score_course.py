"""The course of an assessment in the row of tools: a dot and a word for each state. Read, not clicked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...widgets.look.fonts import font_of
from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone, Type, tokens


class CourseLine(QWidget):
    """States from left to right: done filled, now a ring, to come hollow; each with its word and figure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_course(self, words: tuple[str, ...], at: int) -> None:
        """Show the words of the states and which of them is now."""
        self._words, self._at = words, at
        now = words[at] if words else ""
        self.setAccessibleName(f"考核进度：{now}")
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
            self._draw_dot(painter, QRect(left + 1, (self.height() - dot) // 2, dot - 2, dot - 2), place)
            left += dot + space.xs
            wide = self.fontMetrics().horizontalAdvance(word)
            is_now = place == self._at
            painter.setFont(font_of(Type.BODY_BOLD if is_now else Type.BODY))
            painter.setPen(tone(Tone.ACCENT if is_now else Tone.TEXT2 if place < self._at else Tone.TEXT3))
            room = QRect(left, 0, wide + space.s, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
            left += wide + space.l

    def _draw_dot(self, painter: QPainter, at: QRect, place: int) -> None:
        colour = tone(Tone.ACCENT if place <= self._at else Tone.LINE_STRONG)
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if place < self._at else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at)

    def _dot(self) -> int:
        return tokens().space.m
