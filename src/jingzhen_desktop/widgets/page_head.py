"""The head of a page: its title, its sub-pages as text tabs, at most two buttons, the primary one, and 更多.

What finds no room goes into 更多, from the right; the primary button never does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
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
from .look.roles import PAGE_TABS, set_role
from .look.tokens import tokens

PRIMARY_KEY = "Ctrl+Return"
BACK_KEY = "Alt+Left"


class ActionButton(QPushButton):
    """A button that shows an action: its text, its key in the tool tip, whether it can be done."""

    def __init__(self, action: QAction, parent: QWidget, *, small: bool = False) -> None:
        super().__init__(parent)
        self.action = action
        self.key = ""
        if small:
            set_role(self, "small")
        self.setAutoDefault(False)
        action.changed.connect(self._change)
        self.clicked.connect(action.trigger)
        self._follow()

    def _change(self) -> None:
        self._follow()
        row = self.parentWidget()
        if isinstance(row, ActionRow):
            row.refit()

    def press_by(self, key: str) -> None:
        """Be the primary button, with this key in its tool tip and without an icon."""
        self.key = key
        self._follow()

    def _follow(self) -> None:
        self.setText(self.action.text())
        self.setIcon(QIcon() if self.key else self.action.icon())
        self.setToolTip(self.action.toolTip() + self.key)
        self.setEnabled(self.action.isEnabled())


class ActionRow(QWidget):
    """Actions as buttons from left to right, the last ones in ⋯更多 where they find no room.

    Small ones stand over a table or in a panel.
    """

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self._small = small
        self._buttons: list[ActionButton] = []
        self._primary: ActionButton | None = None
        self._hidden: Sequence[QAction | None] = ()
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
        self, primary: QAction | None, buttons: Sequence[QAction], more: Sequence[QAction | None] = ()
    ) -> None:
        """Show other actions; ``more`` stand in the menu always, None among them parts groups."""
        for button in [*self._buttons, *([self._primary] if self._primary else [])]:
            button.hide()
            button.deleteLater()
        self._buttons = [ActionButton(action, self, small=self._small) for action in buttons]
        self._primary = ActionButton(primary, self) if primary is not None else None
        if self._primary is not None:
            set_role(self._primary, "primary")
            self._primary.press_by("（Ctrl+回车）")
        self._hidden = more
        self._arrange()

    def fit_letters(self) -> None:
        """Place the buttons anew: they are as large as the present 字号 asks for."""
        self.updateGeometry()
        self._arrange()

    @property
    def primary(self) -> ActionButton | None:
        """The one primary button of the page."""
        return self._primary

    def sizeHint(self) -> QSize:
        gap = tokens().space.s
        width = sum(button.sizeHint().width() + gap for button in self._shown())
        return QSize(width + self.more.sizeHint().width(), self._row_height())

    def minimumSizeHint(self) -> QSize:
        least = self._primary.sizeHint().width() + tokens().space.s if self._primary is not None else 0
        return QSize(least + self.more.sizeHint().width(), self._row_height())

    def refit(self) -> None:
        """Give the buttons the room their texts need now."""
        self.updateGeometry()
        self._arrange()

    def _row_height(self) -> int:
        return heights().control_small if self._small else heights().control

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Place the buttons anew: hidden ones hear of another 字号 only now."""
        super().showEvent(event)
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
        for action in self._hidden:
            if action is None:
                self._menu.addSeparator()  # the menu's own: it goes with the next filling
            else:
                self._menu.addAction(action)


class HeadActions(QObject):
    """What a page offers in its head; the page changes it as its state changes."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.primary: QAction | None = None
        self.buttons: Sequence[QAction] = ()
        self.more: Sequence[QAction | None] = ()
        self._form_is_open = False

    @property
    def is_taken(self) -> bool:
        """Whether a form that is open on the page carries the only primary button."""
        return self._form_is_open

    def take_primary(self, taken: bool) -> None:
        """Have the primary button stand back while a form with its own is open on the page."""
        self._form_is_open = taken
        self.changed.emit()

    def offer(
        self,
        primary: QAction | None,
        buttons: Sequence[QAction] = (),
        more: Sequence[QAction | None] = (),
    ) -> None:
        """Offer other actions: the next right step, at most two beside it, and the rest.

        None among the rest parts groups.
        """
        self.primary, self.buttons, self.more = primary, buttons, more
        self.changed.emit()


class PartHead(QWidget):
    """The line over a table that stands in a page with others: its title, and what is done with it."""

    def __init__(self, title: str, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.title, "section")
        self.row = ActionRow(self, small=True)
        self.row.set_actions(None, actions)
        self.fit_letters()
        space = tokens().space
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(space.m, 0, space.m, 0)
        self._line.addWidget(self.title)
        self._line.addWidget(self.row, 1)

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.setFixedHeight(heights().rail_item)

    def add(self, *parts: QWidget) -> None:
        """Put something between the title and the actions."""
        for part in parts:
            self._line.insertWidget(self._line.count() - 1, part)


def under_head(head: PartHead, content: QWidget) -> QWidget:
    """A part of a page: its head, and under it the table from edge to edge."""
    whole = QWidget()
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    lines.addWidget(head)
    lines.addWidget(content, 1)
    return whole


class PageHead(QFrame):
    """‹ on a detail page, title, text tabs, actions."""

    back_wanted = Signal()
    turned = Signal()
    """The clerk has turned to another tab by key."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(title, self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        set_role(self.title, "page")
        self.back = self._back_button()
        self._usual_title = title
        self.tabs = QTabBar(self)
        self.tabs.setObjectName(PAGE_TABS)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(f"{title}的页面")
        self.tabs.hide()
        self.actions_row = ActionRow(self)
        self._followed: HeadActions | None = None
        self._press = QShortcut(QKeySequence(PRIMARY_KEY), self.parentWidget() or self)
        self._press.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._press.setWhatsThis("按下本页的主要按钮（蓝底的那个）")
        self._press.activated.connect(self._press_primary)
        for key, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            turn = QShortcut(QKeySequence(key), self.parentWidget() or self)
            turn.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            turn.setProperty("step", step)
            turn.setWhatsThis("到本页的下一个分页" if step > 0 else "到本页的上一个分页")
            turn.activated.connect(self._turn)
        self.fit_letters()
        line = QHBoxLayout(self)
        space = tokens().space
        line.setContentsMargins(space.l, 0, space.m, 0)
        line.setSpacing(space.m)
        line.addWidget(self.back)
        line.addWidget(self.title)
        line.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(self.actions_row, 1)

    def fit_letters(self) -> None:
        """Be as high as the present 字号 asks for."""
        self.setFixedHeight(heights().header)

    def say_beside(self, *parts: QWidget) -> None:
        """Put a sentence and what else belongs to it between title and actions; the first takes the room."""
        line = self.layout()
        assert isinstance(line, QHBoxLayout)
        for at, part in enumerate(parts):
            line.insertWidget(line.indexOf(self.actions_row), part, 0 if at else 1)
        line.setStretchFactor(self.actions_row, 0)

    def name(self, detail: str) -> None:
        """Name a detail page and the way back from it; with nothing, the page itself."""
        self.back.setVisible(bool(detail))
        self.tabs.setVisible(not detail and self.tabs.count() > 0)
        self.title.setText(detail or self._usual_title)
        self._show_title()

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
        elif offered.is_taken and offered.primary is not None:
            self.actions_row.set_actions(None, (*offered.buttons, offered.primary), offered.more)
        else:
            self.actions_row.set_actions(offered.primary, offered.buttons, offered.more)

        self._press.setEnabled(self.actions_row.primary is not None)

    def _turn(self) -> None:
        """Go to the next tab, or the one before."""
        if not self.tabs.isHidden():
            step = int(self.sender().property("step"))
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
            self.turned.emit()

    def _press_primary(self) -> None:
        if self.actions_row.primary is not None:
            self.actions_row.primary.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow the title makes room: the rail says the same."""
        super().resizeEvent(event)
        self._show_title()

    def _show_title(self) -> None:
        narrow = self.window().width() < tokens().breakpoint.narrow
        self.title.setVisible(not narrow or self.tabs.isHidden())

    def _back_button(self) -> QToolButton:
        button = QToolButton(self)
        set_icon(button, "left")
        button.setToolTip("返回（Alt+←，Esc）")
        button.setAccessibleName("返回")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self.back_wanted)
        button.hide()
        return button


class SubPages(QWidget):
    """A page made of sub-pages: the head with their titles, and the one in front below it.

    Its methods are named as those of Qt's tab widget. A sub-page that has ``head_actions`` offers them in the
    head while it is in front.
    """

    currentChanged = Signal(int)
    detail_closed = Signal()

    def __init__(self, title: str, parent: QWidget | None = None, usual: HeadActions | None = None) -> None:
        """``usual`` is offered while a sub-page without actions of its own is in front."""
        super().__init__(parent)
        self._usual = usual
        self.head = PageHead(title, self)
        self._stack = QStackedWidget(self)
        self._detail: QWidget | None = None
        self.head.tabs.currentChanged.connect(self._show)
        self.head.back_wanted.connect(self.close_detail)
        self._back = QShortcut(QKeySequence(BACK_KEY), self)
        self._back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._back.setEnabled(False)
        self._back.setWhatsThis("从打开的一项（如一次检查）返回，也可以按Esc")
        self._back.activated.connect(self.close_detail)
        self.head.turned.connect(self._go_on)
        self._layout = fill_page(self, self.head, self._stack)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who asks for the page wants its content."""
        enter(self._stack.currentWidget(), event.reason())

    def add_tools(self, row: QWidget) -> None:
        """Put the one row of tools between head and content."""
        self._layout.insertWidget(self._layout.count() - 1, row)

    def addTab(self, page: QWidget, title: str) -> int:
        """Add a sub-page at the end."""
        position = self.count()
        # or the largest sub-page would want its room for all of them
        page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack.insertWidget(position, page)
        self.head.tabs.addTab(title)
        self.head.tabs.setTabToolTip(position, f"{title}（Ctrl+Tab换页）")
        self.head.tabs.show()
        if position == 0:
            self._show(0)
        return position

    def count(self) -> int:
        return self.head.tabs.count()

    def widget(self, position: int) -> QWidget:
        return self._stack.widget(position)

    def tabText(self, position: int) -> str:
        return self.head.tabs.tabText(position)

    def currentIndex(self) -> int:
        return self.head.tabs.currentIndex()

    def setCurrentIndex(self, position: int) -> None:
        self.head.tabs.setCurrentIndex(position)
        if self._detail is not None:
            self.close_detail()

    def currentWidget(self) -> QWidget:
        return self.widget(self.currentIndex())

    def setCurrentWidget(self, page: QWidget) -> None:
        self.setCurrentIndex(self._stack.indexOf(page))

    def open_detail(self, page: QWidget, title: str) -> None:
        """Show one thing of the sub-page in front in its place, with ‹ back."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._detail = page
        self._stack.setCurrentWidget(page)
        self.head.name(title)
        self._back.setEnabled(True)
        self._offer()
        enter(page)

    def close_detail(self) -> None:
        """Go back from the thing to the sub-page it belongs to."""
        if self._detail is None:
            return
        self._detail = None
        self._back.setEnabled(False)
        self.head.name("")
        self._show(self.currentIndex())
        enter(self.currentWidget())
        self.detail_closed.emit()

    @property
    def detail(self) -> QWidget | None:
        """The thing shown in place of a sub-page, if there is one."""
        return self._detail

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._detail is not None:
            self.close_detail()
            return
        super().keyPressEvent(event)

    def _go_on(self) -> None:
        enter(self.currentWidget())

    def _show(self, position: int) -> None:
        self._stack.setCurrentIndex(position)
        self.currentChanged.emit(position)
        self._offer()  # after whoever makes the sub-page when it is first shown

    def _offer(self) -> None:
        self.head.follow(getattr(self._stack.currentWidget(), "head_actions", self._usual))


def enter(page: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
    """Give the focus to the content of a page, or to the first thing shown in its place."""
    page.setFocus(reason)
    keep_focus_within(page)


def keep_focus_within(page: QWidget) -> None:
    """Have the keyboard alive on a page: not on a table that a hint stands in place of."""
    from .reading_order import stops_in
    from .tool_row import ToolRow

    if _is_alive_within(page, page.window().focusWidget()):
        return
    above = [*page.findChildren(PageHead), *page.findChildren(ToolRow)]
    stops = list(stops_in(page))
    tools: list[QWidget] = []
    for row in above:
        tools += stops_in(row)
    content = [one for one in stops if one not in tools]
    around = page.parentWidget()
    if stops:
        (content or stops)[0].setFocus()
    elif around is not None and around.isVisible():
        keep_focus_within(around)  # nothing can be done on the page: its tab, at the least


def _is_alive_within(page: QWidget, focused: QWidget | None) -> bool:
    """Whether what has the focus is seen on the page and takes keys."""
    return (
        focused is not None
        and focused.isVisible()
        and focused.focusPolicy() != Qt.FocusPolicy.NoFocus
        and (focused is page or page.isAncestorOf(focused))
    )


def fill_page(page: QWidget, head: PageHead, content: QWidget) -> QVBoxLayout:
    """Lay a page out: its head, a hairline, its content from edge to edge."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(head)
    layout.addWidget(hairline(page))
    layout.addWidget(content, 1)
    return layout


def lay_out_content(page: QWidget, content: QWidget, tools: QWidget | None = None) -> QVBoxLayout:
    """Lay out what is under a head: the one row of tools, a hairline, the content from edge to edge."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    if tools is not None:
        layout.addWidget(tools)
        layout.addWidget(hairline(page))
    layout.addWidget(content, 1)
    return layout


def lay_out_page(
    page: QWidget, title: str, actions: HeadActions | None, content: QWidget, tools: QWidget | None = None
) -> PageHead:
    """Lay out a page without sub-pages: its head, the one row of tools, its content; returns the head."""
    head = PageHead(title, page)
    head.follow(actions)
    under = QWidget(page)
    lay_out_content(under, content, tools)
    fill_page(page, head, under)
    return head


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
