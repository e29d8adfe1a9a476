"""The year's main figures under 全年进度; their room is kept from the beginning, so that nothing moves when they
come.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ...office.face import Figure, Headline
from ...widgets.look.fonts import font_of, heights
from ...widgets.look.palette import tone
from ...widgets.look.tokens import Tone, Type, tokens

_LINES = 7
"""A heading, five figures, a note."""


class MainFigures(QWidget):
    """A line for each figure: what, how much, and how it compares."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline: Headline | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_headline(self, headline: Headline | None) -> None:
        """Show other figures, or none."""
        self.headline = headline
        figures = headline.figures if headline else ()
        spoken = "，".join(f"{one.title}{one.value}{one.unit}{one.change}" for one in figures)
        self.setAccessibleName(f"主要数据，{headline.period}：{spoken}" if headline else "主要数据")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, _LINES * heights().control_small)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """The tool tip of a figure says of which units it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            at = event.pos().y() // heights().control_small - 1
            figures = self.headline.figures if self.headline else ()
            QToolTip.showText(event.globalPos(), figures[at].note if 0 <= at < len(figures) else "", self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.headline is None:
            return
        painter = QPainter(self)
        high = heights().control_small
        line = QRect(0, 0, self.width(), high)
        left = Qt.AlignmentFlag.AlignLeft
        painter.setPen(tone(Tone.LINE))
        painter.drawLine(line.topLeft(), line.topRight())
        _write(painter, line, self.headline.period, Type.BODY_BOLD, Tone.TEXT, left)
        for figure in self.headline.figures:
            line.translate(0, high)
            _paint(painter, line, figure)
        line.translate(0, high)
        _write(painter, line, self.headline.note, Type.CAPTION, Tone.TEXT3, left)


def _paint(painter: QPainter, line: QRect, figure: Figure) -> None:
    left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
    _write(painter, line, figure.title, Type.CAPTION, Tone.TEXT2, left)
    value = QRect(line)
    value.setLeft(QFontMetrics(font_of(Type.CAPTION)).horizontalAdvance("人均综合能耗") + tokens().space.s)
    _write(painter, value, figure.value, Type.BODY_BOLD, Tone.TEXT, left)
    width = QFontMetrics(font_of(Type.BODY_BOLD)).horizontalAdvance(figure.value)
    value.setLeft(value.left() + width + tokens().space.xxs)
    _write(painter, value, figure.unit, Type.CAPTION, Tone.TEXT2, left)
    _write(painter, line, figure.change, Type.CAPTION, Tone.TEXT2, right)


def _write(
    painter: QPainter, place: QRect, text: str, letters: Type, colour: Tone, side: Qt.AlignmentFlag
) -> None:
    painter.setFont(font_of(letters))
    painter.setPen(tone(colour))
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, text)
