"""The head of a page: its title, its sub-pages as text tabs, at most two buttons, the primary one, and 更多.

What finds no room goes into 更多, from the right; the primary button never does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .appearance import set_icon
from .look.fonts import heights
from .look.roles import set_role
from .look.tokens import tokens

PRIMARY_KEY = "Ctrl+Return"


class ActionButton(QPushButton):
    """A button that shows an action: its text, its key in the tool tip, whether it can be done."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.action = action
        self.setAutoDefault(False)
        action.changed.connect(self._follow)
        self.clicked.connect(action.trigger)
        self._follow()

    def _follow(self) -> None:
        self.setText(self.action.text())
        self.setIcon(self.action.icon())
        self.setToolTip(self.action.toolTip())
        self.setEnabled(self.action.isEnabled())


class ActionRow(QWidget):
    """Actions as buttons from left to right, the last ones in ⋯更多 where they find no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[ActionButton] = []
        self._primary: ActionButton | None = None
        self._hidden: Sequence[QAction] = ()
        self.more = QToolButton(self)
        self.more.setToolTip("更多")
        self.more.setAccessibleName("更多")
        set_icon(self.more, "more")
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu = QMenu(self.more)
        self.more.setMenu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_actions(
        self, primary: QAction | None, buttons: Sequence[QAction], more: Sequence[QAction] = ()
    ) -> None:
        """Show other actions; ``more`` stand in the menu always, a separator among them parts groups."""
        for button in [*self._buttons, *([self._primary] if self._primary else [])]:
            button.hide()
            button.deleteLater()
        self._buttons = [ActionButton(action, self) for action in buttons]
        self._primary = ActionButton(primary, self) if primary is not None else None
        if self._primary is not None:
            set_role(self._primary, "primary")
            self._primary.setIcon(QIcon())
            self._primary.setToolTip(f"{self._primary.toolTip()}（Ctrl+回车）")
        self._hidden = more
        self._arrange()

    @property
    def primary(self) -> ActionButton | None:
        """The one primary button of the page."""
        return self._primary

    def sizeHint(self) -> QSize:
        gap = tokens().space.s
        width = sum(button.sizeHint().width() + gap for button in self._shown())
        return QSize(width + self.more.sizeHint().width(), heights().control)

    def minimumSizeHint(self) -> QSize:
        least = self._primary.sizeHint().width() + tokens().space.s if self._primary is not None else 0
        return QSize(least + self.more.sizeHint().width(), heights().control)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _shown(self) -> list[ActionButton]:
        return [*self._buttons, *([self._primary] if self._primary is not None else [])]

    def _arrange(self) -> None:
        gap = tokens().space.s
        room = self.width()
        fixed = self._primary.sizeHint().width() + gap if self._primary is not None else 0
        widths = [button.sizeHint().width() + gap for button in self._buttons]
        all_fit = fixed + sum(widths) <= room
        needs_more = bool(self._hidden) or not all_fit
        left_over = room - fixed - (self.more.sizeHint().width() if needs_more else 0)
        fitting = _fitting(widths, left_over)
        self._fill_menu([button.action for button in self._buttons[fitting:]])
        right = room
        self.more.setVisible(needs_more)
        if needs_more:
            right -= self.more.sizeHint().width()
            self._put(self.more, right)
        for button in self._buttons[fitting:]:
            button.hide()
        for button in reversed([*self._buttons[:fitting], *([self._primary] if self._primary else [])]):
            right -= button.sizeHint().width() + gap
            self._put(button, right)

    def _put(self, part: QWidget, left: int) -> None:
        size = part.sizeHint()
        part.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
        part.show()

    def _fill_menu(self, overflowing: Sequence[QAction]) -> None:
        self._menu.clear()
        self._menu.addActions(list(overflowing))
        if overflowing and self._hidden:
            self._menu.addSeparator()
        self._menu.addActions(list(self._hidden))


class HeadActions(QObject):
    """What a page offers in its head; the page changes it as its state changes."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.primary: QAction | None = None
        self.buttons: Sequence[QAction] = ()
        self.more: Sequence[QAction] = ()

    def offer(
        self, primary: QAction | None, buttons: Sequence[QAction] = (), more: Sequence[QAction] = ()
    ) -> None:
        """Offer other actions: the next right step, at most two beside it, and the rest."""
        self.primary, self.buttons, self.more = primary, buttons, more
        self.changed.emit()


class PageHead(QFrame):
    """Title, text tabs, actions."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.title, "page")
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("pageTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(f"{title}的页面")
        self.tabs.hide()
        self.actions_row = ActionRow(self)
        self._followed: HeadActions | None = None
        self._press = QShortcut(QKeySequence(PRIMARY_KEY), self.parentWidget() or self)
        self._press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._press.activated.connect(self._press_primary)
        self.setFixedHeight(heights().header)
        line = QHBoxLayout(self)
        space = tokens().space
        line.setContentsMargins(space.l, 0, space.m, 0)
        line.setSpacing(space.m)
        line.addWidget(self.title)
        line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.actions_row, 1)

    def follow(self, actions: HeadActions | None) -> None:
        """Offer what a page offers from now on, or nothing."""
        if self._followed is not None:
            self._followed.changed.disconnect(self._show_actions)
        self._followed = actions
        if actions is not None:
            actions.changed.connect(self._show_actions)
        self._show_actions()

    def _show_actions(self) -> None:
        offered = self._followed
        if offered is None:
            self.actions_row.set_actions(None, ())
        else:
            self.actions_row.set_actions(offered.primary, offered.buttons, offered.more)

        self._press.setEnabled(self.actions_row.primary is not None)

    def _press_primary(self) -> None:
        if self.actions_row.primary is not None:
            self.actions_row.primary.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow the title makes room: the rail says the same."""
        super().resizeEvent(event)
        narrow = self.window().width() < tokens().breakpoint.narrow
        self.title.setVisible(not narrow or self.tabs.count() == 0)


class SubPages(QWidget):
    """A page made of sub-pages: the head with their titles, and the one in front below it.

    Its methods are named as those of Qt's tab widget. A sub-page that has ``head_actions`` offers them in the
    head while it is in front.
    """

    currentChanged = Signal(int)

    def __init__(self, title: str, parent: QWidget | None = None, usual: HeadActions | None = None) -> None:
        """``usual`` is offered while a sub-page without actions of its own is in front."""
        super().__init__(parent)
        self._usual = usual
        self.head = PageHead(title, self)
        self._stack = QStackedWidget(self)
        self.head.tabs.currentChanged.connect(self._show)
        self._layout = fill_page(self, self.head, self._stack)

    def add_tools(self, row: QWidget) -> None:
        """Put the one row of tools between head and content."""
        self._layout.insertWidget(self._layout.count() - 1, row)

    def addTab(self, page: QWidget, title: str) -> int:
        """Add a sub-page at the end."""
        position = self._stack.addWidget(page)
        self.head.tabs.addTab(title)
        self.head.tabs.show()
        if position == 0:
            self._show(0)
        return position

    def count(self) -> int:
        return self._stack.count()

    def widget(self, position: int) -> QWidget:
        return self._stack.widget(position)

    def tabText(self, position: int) -> str:
        return self.head.tabs.tabText(position)

    def currentIndex(self) -> int:
        return self._stack.currentIndex()

    def setCurrentIndex(self, position: int) -> None:
        self.head.tabs.setCurrentIndex(position)

    def currentWidget(self) -> QWidget:
        return self._stack.currentWidget()

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self._stack.indexOf(page))

    def _show(self, position: int) -> None:
        self._stack.setCurrentIndex(position)
        self.head.follow(getattr(self._stack.currentWidget(), "head_actions", self._usual))
        self.currentChanged.emit(position)


def fill_page(page: QWidget, head: PageHead, content: QWidget) -> QVBoxLayout:
    """Lay a page out: its head, a hairline, its content from edge to edge."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(head)
    layout.addWidget(hairline(page))
    layout.addWidget(content, 1)
    return layout


def page_action(
    text: str, call: Callable[[], object], icon: str, key: str, tip: str, page: QWidget
) -> QAction:
    """Make an action of a page; its key works while the page is in front and stands in its tool tip."""
    action = QAction(text, page)
    action.triggered.connect(lambda _checked=False: call())
    set_icon(action, icon)
    if key:
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.setToolTip(f"{tip}（{key}）" if key else tip)
    page.addAction(action)
    return action


def hairline(parent: QWidget) -> QFrame:
    """A line of one pixel under a head or beside a panel."""
    line = QFrame(parent)
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line


def _fitting(widths: Sequence[int], room: int) -> int:
    """How many of these widths, from the left, find room."""
    used = 0
    for count, width in enumerate(widths):
        used += width
        if used > room:
            return count
    return len(widths)
