"""The year's course: a line from January to December with what was done, what is to come, and today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ...office.face import Milestone
from ...widgets.look.fonts import font_of, scaled
from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone, Type, tokens

_HEIGHT = 44
"""Px: the line with its dots, and the words under it."""
_DOT = 4
"""Radius in px of a dot."""


class YearCourse(QWidget):
    """The line; words that would lie on one another are left out and stand in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = 0
        self.day = date.min
        self.milestones: tuple[Milestone, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.fit_letters()

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.setFixedHeight(scaled(_HEIGHT))

    def show_year(self, year: int, milestones: Sequence[Milestone], today: date) -> None:
        """Show another year, or the same one on another day."""
        in_year = [one for one in milestones if one.day.year == year]
        self.year, self.day = year, today
        self.milestones = tuple(sorted(in_year, key=lambda one: one.day))
        spoken = "；".join(map(_spoken, self.milestones))
        self.setAccessibleName(f"{year}年的进程：{spoken}" if spoken else f"{year}年的进程")
        self.setToolTip("\n".join(map(_spoken, self.milestones)))
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        space = tokens().space
        line = QRect(space.l, space.m, self.width() - 2 * space.l, 0)
        self._paint_line(painter, line)
        for one in self.milestones:
            _paint_dot(painter, QPoint(self._at(line, one.day), line.top()), done=one.done)
        taken: list[QRect] = []
        if self.day.year == self.year:
            self._paint_today(painter, line, taken)
        for one in self.milestones:
            self._paint_words(painter, line, one, taken)

    def _at(self, line: QRect, day: date) -> int:
        whole = (date(self.year, 12, 31) - date(self.year, 1, 1)).days
        return line.left() + round(line.width() * (day - date(self.year, 1, 1)).days / whole)

    def _paint_line(self, painter: QPainter, line: QRect) -> None:
        passed = line.right()
        if self.day.year == self.year:
            passed = self._at(line, self.day)
        elif self.day.year < self.year:
            passed = line.left()
        painter.setPen(QPen(tone(Tone.LINE), tokens().space.xxs))
        painter.drawLine(line.left(), line.top(), line.right(), line.top())
        for month in range(2, 13):
            at = self._at(line, date(self.year, month, 1))
            painter.drawLine(at, line.top() - _DOT, at, line.top() + _DOT)
        painter.setPen(QPen(tone(Tone.ACCENT_LINE), tokens().space.xxs))
        painter.drawLine(line.left(), line.top(), passed, line.top())

    def _paint_today(self, painter: QPainter, line: QRect, taken: list[QRect]) -> None:
        at = self._at(line, self.day)
        painter.setPen(QPen(tone(Tone.DANGER), tokens().space.xxs))
        painter.drawLine(at, line.top() - 2 * _DOT, at, line.top() + 2 * _DOT)
        self._write(painter, line, at, "今天", Tone.DANGER, Type.BODY_BOLD, taken)

    def _paint_words(self, painter: QPainter, line: QRect, one: Milestone, taken: list[QRect]) -> None:
        self._write(painter, line, self._at(line, one.day), one.words, Tone.TEXT2, Type.CAPTION, taken)

    def _write(
        self,
        painter: QPainter,
        line: QRect,
        at: int,
        words: str,
        colour: Tone,
        letters: Type,
        taken: list[QRect],
    ) -> None:
        metrics = QFontMetrics(font_of(letters))
        width = metrics.horizontalAdvance(words)
        left = min(max(at - width // 2, line.left()), line.right() - width)
        place = QRect(left, line.top() + 2 * _DOT, width, metrics.height())
        if any(place.adjusted(-tokens().space.s, 0, tokens().space.s, 0).intersects(one) for one in taken):
            return
        taken.append(place)
        painter.setFont(font_of(letters))
        painter.setPen(tone(colour))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)


def _paint_dot(painter: QPainter, centre: QPoint, *, done: bool) -> None:
    painter.setPen(QPen(tone(Tone.ACCENT), tokens().space.xxs))
    painter.setBrush(tone(Tone.ACCENT if done else Tone.SURFACE))
    painter.drawEllipse(centre, _DOT, _DOT)


def _spoken(one: Milestone) -> str:
    return f"{one.day.month}月{one.day.day}日 {one.words}{'' if one.done else '（计划）'}"
