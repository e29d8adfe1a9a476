"""The panel at the right of a page: it explains or completes the thing chosen in the content.

Where the window is narrow it lies over the page's right edge when asked for. What stands in it is the page's
matter; of several sections one is open.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from .appearance import set_icon
from .look.fonts import scaled
from .look.roles import SIDE_PANEL, set_role
from .look.tokens import tokens

PANEL_KEY = "F8"


class Sections(QWidget):
    """Sections one above the other, of which one is open and takes the room.

    Its methods are named as those of Qt's tab widget.
    """

    currentChanged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: list[QPushButton] = []
        self._bodies: list[QScrollArea] = []
        self._current = -1
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def addTab(self, page: QWidget, title: str) -> int:
        """Add a section at the end; the first one added is open."""
        position = len(self._heads)
        head, body = QPushButton(title, self), scrolling(page)
        set_role(head, "fold")
        head.setAutoDefault(False)
        head.setProperty("position", position)
        head.clicked.connect(self._choose)
        self._heads.append(head)
        self._bodies.append(body)
        self._layout.addWidget(head)
        self._layout.addWidget(body, 1)
        self._fold()
        if position == 0:
            self.setCurrentIndex(0)
        return position

    def count(self) -> int:
        return len(self._heads)

    def widget(self, position: int) -> QWidget:
        return self._bodies[position].widget()

    def indexOf(self, page: QWidget) -> int:
        return next((at for at, body in enumerate(self._bodies) if body.widget() is page), -1)

    def head(self, position: int) -> QPushButton:
        """What opens a section."""
        return self._heads[position]

    def tabText(self, position: int) -> str:
        return self._heads[position].text()

    def setTabText(self, position: int, title: str) -> None:
        self._heads[position].setText(title)
        self._name(position)

    def setTabToolTip(self, position: int, tip: str) -> None:
        self._heads[position].setToolTip(tip)

    def setTabVisible(self, position: int, visible: bool) -> None:
        """Show or hide a section; where the open one is hidden, the first one opens."""
        self._heads[position].setVisible(visible)
        if not visible and position == self._current:
            self.setCurrentIndex(0)

    def currentIndex(self) -> int:
        return self._current

    def setCurrentIndex(self, position: int) -> None:
        if position != self._current:
            self._current = position
            self._fold()
            self.currentChanged.emit(position)

    def currentWidget(self) -> QWidget:
        return self.widget(self._current)

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self.indexOf(page))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _choose(self) -> None:
        self.setCurrentIndex(int(self.sender().property("position")))

    def _fold(self) -> None:
        for position, (head, body) in enumerate(zip(self._heads, self._bodies, strict=True)):
            is_open = position == self._current
            body.setVisible(is_open)
            set_icon(head, "unfolded" if is_open else "right")
            self._name(position)

    def _name(self, position: int) -> None:
        state = "已展开" if position == self._current else "已折叠"
        self._heads[position].setAccessibleName(f"{self._heads[position].text()}，{state}")


class SidePanel(QFrame):
    """The ground of a panel: the name of the chosen thing, and what belongs to it."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(SIDE_PANEL)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        set_role(self.title, "section")
        self.title.hide()
        space = tokens().space
        self.title.setContentsMargins(space.m, space.s, space.m, space.s)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(content, 1)

    def set_title(self, text: str) -> None:
        """Say what the panel is about."""
        self.title.setText(text)
        self.title.setVisible(bool(text))


class WithPanel(QWidget):
    """Content, and a panel beside it or, where the window is narrow, over its right edge when asked for.

    Attributes:
        button: opens and closes the panel where it lies over the page; for the row of tools.
        action: the same by key.
    """

    def __init__(
        self,
        content: QWidget,
        panel: SidePanel,
        name: str,
        parent: QWidget | None = None,
        *,
        folded: bool = False,
    ) -> None:
        """``folded``: shown only when asked for in a wide window, too, where it then stands beside."""
        super().__init__(parent)
        self.content, self.panel = content, panel
        self._name, self._folded = name, folded
        self._lies_over, self._is_open = False, False
        content.setParent(self)
        panel.setParent(self)
        self.button = QPushButton(name, self)
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        set_icon(self.button, "panel")
        self.button.setToolTip(f"显示或收起侧栏“{name}”（{PANEL_KEY}）")
        self.button.clicked.connect(self.toggle)
        self.button.hide()
        self.action = QAction(name, self)
        self.action.setShortcut(PANEL_KEY)
        self.action.setToolTip(f"到侧栏“{name}”；窗口窄时打开或收起它")
        self.action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.action.triggered.connect(self.toggle)
        self.addAction(self.action)
        self.setFocusProxy(content)

    def set_count(self, count: int) -> None:
        """Say on the button how many things the panel holds."""
        self.button.setText(f"{self._name} {count}" if count else self._name)

    def toggle(self) -> None:
        """Go to the panel; where it lies over the page, show it or take it away."""
        if (self._lies_over or self._folded) and self._is_open:
            self.close_drawer()
            return
        self.open_panel()
        self.panel.setFocus()
        focused = QApplication.focusWidget()
        if focused is None or not self.panel.isAncestorOf(focused):
            self.panel.focusNextChild()

    def open_panel(self) -> None:
        """Have the panel in sight."""
        self._is_open = True
        self._arrange()

    def close_drawer(self) -> None:
        """Take the panel away where it lies over the page, and go back to the content."""
        self._is_open = False
        self._arrange()
        self.content.setFocus()

    def minimumSizeHint(self) -> QSize:
        return self.content.minimumSizeHint()

    def fit_letters(self) -> None:
        """Be as wide as the present 字号 asks for."""
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._lies_over or self._folded) and self._is_open:
            self.close_drawer()
            return
        super().keyPressEvent(event)

    def _arrange(self) -> None:
        window, breakpoints, width = self.window().width(), tokens().breakpoint, tokens().width
        self._lies_over = window < breakpoints.narrow
        wanted = scaled(width.side_panel if window >= breakpoints.wide else width.side_panel_narrow)
        wide = min(wanted, self.width())
        is_shown = self._is_open or not (self._lies_over or self._folded)
        beside = wide if is_shown and not self._lies_over else 0
        self.content.setGeometry(0, 0, self.width() - beside, self.height())
        self.panel.setGeometry(self.width() - wide, 0, wide, self.height())
        self.panel.setVisible(is_shown)
        self.panel.raise_()
        self.button.setVisible(self._lies_over or self._folded)
        self.button.setChecked(self._is_open)


def pad(part: QWidget) -> None:
    """Keep a form or a text of a section off the panel's edges."""
    space = tokens().space
    part.setContentsMargins(space.m, space.xs, space.m, space.m)


def scrolling(page: QWidget) -> QScrollArea:
    """Let a part of a panel scroll where the panel is too low for it."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    for part in (area.viewport(), page):
        part.setAutoFillBackground(False)
    return area
