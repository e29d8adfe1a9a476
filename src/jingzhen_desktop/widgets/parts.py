"""Small shared pieces: hints for empty places, buttons and rows of them, headings, splitters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from .appearance import set_icon
from .look.fonts import font_of
from .look.roles import set_role
from .look.tokens import Type


def action_button(
    text: str,
    callback: Callable[[], object],
    icon: str | None = None,
    shortcut: str | None = None,
    tip: str | None = None,
    parent: QWidget | None = None,
) -> QPushButton:
    """Make a button that does something; its key is written in the tool tip.

    ``icon`` names a file of ``resources/icons``; ``shortcut`` is written as Qt reads it, e.g. ``Ctrl+E``.
    """
    button = QPushButton(text, parent)
    button.clicked.connect(lambda _checked=False: callback())
    if icon:
        set_icon(button, icon)
    if shortcut:
        button.setShortcut(QKeySequence(shortcut))
    key = f"（{shortcut}）" if shortcut else ""
    button.setToolTip(f"{tip or text}{key}")
    button.setAutoDefault(False)
    return button


def split(orientation: Qt.Orientation, *parts: QWidget, shares: tuple[int, ...] = ()) -> QSplitter:
    """Put widgets side by side or one above the other with a handle; ``shares`` divides the room."""
    splitter = QSplitter(orientation)
    splitter.setChildrenCollapsible(False)
    for part in parts:
        splitter.addWidget(part)
    for position, share in enumerate(shares):
        splitter.setStretchFactor(position, share)
    if shares:
        splitter.setSizes([share * 1000 for share in shares])
    return splitter


class SectionTitle(QLabel):
    """The heading of a part of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        set_role(self, "section")
        self.setTextFormat(Qt.TextFormat.PlainText)


class EmptyHint(QWidget):
    """Stands where nothing is yet: says what will stand here, and offers the next step and other ways."""

    def __init__(
        self,
        text: str,
        button: str = "",
        callback: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        *,
        links: Sequence[tuple[str, Callable[[], object]]] = (),
    ) -> None:
        """``links`` are at most two other ways, by their words."""
        super().__init__(parent)
        self.label = QLabel(text, self)
        self.label.setFont(font_of(Type.LIST))
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.label)
        self.button: QPushButton | None = None
        if callback is not None:
            self.button = action_button(button, callback, parent=self)
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        for words, call in links:
            link = action_button(words, call, parent=self)
            set_role(link, "link")
            layout.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)

    def fit_letters(self) -> None:
        """Be of the size the present 字号 asks for."""
        self.label.setFont(font_of(Type.LIST))

    def set_text(self, text: str) -> None:
        self.label.setText(text)


class FlowLayout(QLayout):
    """A row that continues on the next line where the window is narrow,
    so that every button stays reachable.
    """

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._entries: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._entries.append(item)

    def count(self) -> int:
        return len(self._entries)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._entries[index] if 0 <= index < len(self._entries) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._entries.pop(index) if 0 <= index < len(self._entries) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [item.sizeHint() for item in self._entries if not item.isEmpty()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._entries:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        for line, top, height in self._lines(rect):
            left = rect.x()
            for item in line:
                size = item.sizeHint()
                if move:
                    item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))
                left += size.width() + self.spacing()
        lines = self._lines(rect)
        return lines[-1][1] + lines[-1][2] - rect.y() if lines else 0

    def _lines(self, rect: QRect) -> list[tuple[list[QLayoutItem], int, int]]:
        lines: list[tuple[list[QLayoutItem], int, int]] = []
        line: list[QLayoutItem] = []
        used, top, height = 0, rect.y(), 0
        for item in (entry for entry in self._entries if not entry.isEmpty()):
            size = item.sizeHint()
            if line and used + size.width() > rect.width():
                lines.append((line, top, height))
                line, used, top, height = [], 0, top + height + self.spacing(), 0
            line.append(item)
            used += size.width() + self.spacing()
            height = max(height, size.height())
        return [*lines, (line, top, height)] if line else lines


class ButtonRow(QWidget):
    """Buttons and small fields in a row that wraps."""

    def __init__(self, *widgets: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        self._flow.addWidget(widget)
