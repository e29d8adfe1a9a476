"""How far the year's work is: for each tab its bars, or a sentence where it has none, and the way there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ...base.place import Place
from ...office.face import Progress, Today
from ...tabs import FACES
from ...widgets.desk import Desk
from ...widgets.look.fonts import font_of, heights, scaled
from ...widgets.look.palette import tone
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import Tone, Type, tokens
from ...widgets.parts import action_button
from ...widgets.side_panel import scrolling
from .figures import MainFigures

_BAR = 6
"""Height in px of a bar."""
_BAR_WIDTH = 84
"""Px: the words beside it need the rest of the panel."""


class ProgressPanel(QWidget):
    """All tabs, one under the other."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.overviews = {face.key: QLabel(self) for face in FACES}
        self.bars = {face.key: ProgressBars(self) for face in FACES}
        space = tokens().space
        whole = QWidget(self)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(space.m, 0, space.m, space.m)
        lines.setSpacing(space.xxs)
        for face in FACES:
            way = action_button(face.title, partial(desk.go_to, Place(face.key)), parent=whole)
            way.setToolTip(f"前往{face.title}")
            set_role(way, "link")
            self.overviews[face.key].setWordWrap(True)
            set_role(self.overviews[face.key], "hint")
            lines.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
            lines.addWidget(self.bars[face.key])
            lines.addWidget(self.overviews[face.key])
        self.figures = MainFigures(whole)
        lines.addSpacing(space.m)
        lines.addWidget(self.figures)
        lines.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolling(whole))

    def show_tabs(self, tabs: Mapping[str, Today]) -> None:
        """Show where every tab stands."""
        for key, today in tabs.items():
            self.overviews[key].setText(today.overview)
            self.overviews[key].setVisible(bool(today.overview) and not today.progress)
            self.bars[key].show_progress(today.progress)
            self.bars[key].setToolTip(today.overview)


class ProgressBars(QWidget):
    """A bar with its words for each piece of the year's work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.progress: tuple[Progress, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_progress(self, progress: tuple[Progress, ...]) -> None:
        """Show other pieces."""
        self.progress = progress
        self.setAccessibleName("，".join(f"{one.title}{one.words}" for one in progress))
        self.setVisible(bool(progress))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, len(self.progress) * heights().control_small)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, one in enumerate(self.progress):
            high = heights().control_small
            self._paint(painter, QRect(0, at * high, self.width(), high), one)

    def _paint(self, painter: QPainter, place: QRect, one: Progress) -> None:
        bar = QRect(place.left(), place.center().y() - _BAR // 2, scaled(_BAR_WIDTH), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone(Tone.SURFACE3))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        share = min(1.0, one.done / one.whole) if one.whole else 0.0
        if share:
            painter.setBrush(tone(Tone.ACCENT))
            painter.drawRoundedRect(
                QRect(bar.left(), bar.top(), round(bar.width() * share), _BAR), _BAR / 2, _BAR / 2
            )
        words = place.adjusted(bar.width() + tokens().space.s, 0, 0, 0)
        painter.setFont(font_of(Type.CAPTION))
        painter.setPen(tone(Tone.TEXT2))
        shown = QFontMetrics(font_of(Type.CAPTION)).elidedText(
            one.words, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
