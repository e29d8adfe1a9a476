"""The one row of tools under a page's head: scope at the left, what belongs to it at the right;
sentences, chips and segments in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from .appearance import Look, drop_icon, set_icon
from .look.fonts import heights
from .look.roles import CHIP, set_look_name, set_role
from .look.tokens import tokens

_GIVES_WAY = 100
"""Stretch of a sentence against the empty room: it takes all there is before it is cut."""
_ENDS_OF_PARTS = "，；。"


class ToolRow(QWidget):
    """Widgets in one line; it never wraps into a second one. A sentence in it gives way to the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fit_letters()
        self._line = QHBoxLayout(self)
        space = tokens().space
        self._line.setContentsMargins(space.l, 0, space.m, 0)
        self._line.setSpacing(space.s)
        self._line.addStretch(1)
        self._left = 0

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.setFixedHeight(heights().toolbar)

    def add(self, *widgets: QWidget) -> None:
        """Add widgets after those at the left."""
        for widget in widgets:
            self._line.insertWidget(self._left, widget, _GIVES_WAY if isinstance(widget, Sentence) else 0)
            self._left += 1

    def add_wide(self, widget: QWidget) -> None:
        """Add a widget after those at the left that takes all the room there is."""
        self._line.insertWidget(self._left, widget, _GIVES_WAY)
        self._left += 1

    def add_right(self, *widgets: QWidget) -> None:
        """Add widgets at the right end."""
        for widget in widgets:
            self._line.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow, segments say what they are in fewer words."""
        for segments in self.findChildren(Segments):
            segments.fit()
        super().resizeEvent(event)


class ToolPart(QWidget):
    """What one sub-page adds to the row of tools of its page; a sentence or empty room gives way."""

    def __init__(self, widgets: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens().space.s)
        for widget in widgets:
            line.addWidget(widget, _GIVES_WAY if isinstance(widget, Sentence) else 0)
        if not any(isinstance(widget, Sentence) for widget in widgets):
            line.addStretch(1)


class Sentence(QLabel):
    """One line of words; where it is too long for its room it ends after one of its parts in …, and its tool
    tip is the whole.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._more = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_cut():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        metrics = self.fontMetrics()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        whole_parts = shown.rstrip("…")
        end = max(whole_parts.rfind(sign) for sign in _ENDS_OF_PARTS)
        if end > 0:
            shown = f"{whole_parts[:end]}…"
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self.width()

    def explain(self, more: str) -> None:
        """Say more than the sentence itself in the tool tip."""
        self._more = more
        self._explain()

    def _explain(self) -> None:
        self.setToolTip(self._more or (self.text() if self._is_cut() else ""))


class Chip(QLabel):
    """A condition that stands for the whole page or file; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(CHIP)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.hide()

    def sizeHint(self) -> QSize:
        """As wide as its words and the round ends of its ground."""
        return super().sizeHint() + QSize(2 * tokens().space.s, 0)

    def tell(self, text: str, tip: str = "", look: Look | None = None) -> None:
        """Say a condition, or with an empty text that there is none; ``tip`` says what it means."""
        self.setText(text)
        self.setToolTip(tip)
        self.setAccessibleName(f"{text}。{tip}" if tip else text)
        set_look_name(self, look.name.lower() if look else "")
        self.setVisible(bool(text))


class Segments(QFrame):
    """Buttons of which one is down: the same page for another part of the year.

    Attributes:
        group: the buttons by their numbers; tells which was clicked.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.fit_letters()
        self.group = QButtonGroup(self)
        self._texts: dict[int, tuple[str, str]] = {}
        self._marks: dict[int, str] = {}
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(0)

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.setFixedHeight(heights().control)

    def add(self, number: int, text: str, tip: str, short: str = "") -> None:
        """Add a segment at the right; ``short`` is what it says where the window is narrow."""
        button = QPushButton(text, self)
        set_role(button, "segment")
        button.setCheckable(True)
        button.setAutoDefault(False)
        self.group.addButton(button, number)
        self._line.addWidget(button)
        self.name(number, text, tip, short)

    def name(self, number: int, text: str, tip: str, short: str = "") -> None:
        """Call a segment otherwise than before."""
        button = self.group.button(number)
        button.setAccessibleName(text)
        button.setToolTip(f"{text}（{tip}）")
        self._texts[number] = (text, short or text)
        self.fit()

    def mark(self, number: int, figures: str = "", *, sign: str = "", means: str = "") -> None:
        """Say behind a segment's name how far its part of the year is: by figures, or by a sign;
        ``means`` is the same in words.
        """
        button = self.group.button(number)
        self._marks[number] = figures
        if sign:
            set_icon(button, sign)
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # or it stood before the name
        else:
            drop_icon(button)
        name = self._texts[number][0]
        button.setAccessibleName(f"{name}，{means}" if means else name)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Say which segment is which in full, or where the window is narrow in few words."""
        narrow = self.window().width() < tokens().breakpoint.narrow
        for number, (text, short) in self._texts.items():
            words = short if narrow else text
            figures = self._marks.get(number, "")
            self.group.button(number).setText(f"{words} {figures}" if figures else words)
