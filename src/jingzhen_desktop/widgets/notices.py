"""What the program says over the page: in passing, to stay until it is closed, and about work that goes on.

A notice lies over its host at the bottom, outside of every layout: nothing moves under the mouse, and no
notice takes the focus. What stays is not lost when something else goes well.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)
from shiboken6 import isValid

from .appearance import icon
from .look.palette import tone
from .look.roles import set_role
from .look.tokens import Tone, tokens
from .tasks import TaskRunner

STAYS = 8000
"""Milliseconds a passing notice stays; after the look's guide."""
_WIDEST = 720
_LINES_SHOWN = 8
SHOW_AFTER = 600
"""Milliseconds after which work is shown as going on; shorter work would only flicker."""
_REFRESH = 100


class Notice(QFrame):
    """A dark strip: sign, text, what can be done about it, and a way to close it."""

    def __init__(self, host: QWidget | None, name: str) -> None:
        super().__init__(host)
        self.setObjectName("notice")
        self.setAccessibleName(name)
        self.sign, self.label, self.close_button = QLabel(self), QLabel(self), QToolButton(self)
        set_role(self.label, "notice")
        set_role(self.close_button, "notice")
        self.label.setWordWrap(True)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button.setToolTip("关闭（Esc）")
        self.close_button.setAccessibleName("关闭提示")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self.hide)
        self._line = QHBoxLayout(self)
        space = tokens().space
        self._line.setContentsMargins(space.m, space.xs, space.xs, space.xs)
        self._line.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(self.label, 1)
        self._line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def add_button(self, text: str, tip: str, callback: Callable[[], object]) -> QPushButton:
        """Offer something beside the text."""
        button = QPushButton(text, self)
        set_role(button, "notice")
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: callback())
        self._line.insertWidget(self._line.count() - 1, button, 0, Qt.AlignmentFlag.AlignTop)
        return button

    def show_text(self, text: str, sign: str) -> None:
        """Show a text in place of the one before; ``sign`` is the name of an icon."""
        self.label.setText(text)
        side = tokens().icon.button
        self.sign.setPixmap(icon(sign, tone(Tone.ON_TOOLTIP)).pixmap(side))
        self.sign.setMinimumHeight(self.close_button.sizeHint().height())
        self.label.setMinimumHeight(self.close_button.sizeHint().height())
        set_icon_on_dark(self.close_button, "close")
        self.show()
        self.raise_()

    def fit(self, room: int) -> None:
        """Take the width the text wants, at most that of the room."""
        widest = min(room, _WIDEST)
        buttons = self._line.sizeHint().width() - self.label.sizeHint().width()
        text = max(
            (self.label.fontMetrics().horizontalAdvance(line) for line in self.label.text().split("\n")),
            default=0,
        )
        width = min(widest, text + buttons + tokens().space.l)
        self.resize(width, max(self._line.heightForWidth(width), self._line.minimumSize().height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)


def set_icon_on_dark(button: QToolButton, name: str) -> None:
    """Give a button on a dark strip its icon in the strip's own colour."""
    button.setIcon(icon(name, tone(Tone.ON_TOOLTIP)))


class Notices(QObject):
    """The notices of one window.

    Attributes:
        passing: what went well; goes by itself.
        warning: what wants attention; stays until it is closed or replaced.
    """

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._text = ""
        self._result: Callable[[], object] | None = None
        self.warning, self.passing = Notice(host, "提示信息"), Notice(host, "消息")
        self.work = WorkNotice(host)
        self.copy = self.warning.add_button("复制", "复制这条提示的全文", self._copy)
        self.action = self.passing.add_button("", "", self._act)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS)
        self._timer.timeout.connect(self.passing.hide)
        self._added: Notice | None = None
        for notice in (self.warning, self.passing, self.work):
            notice.installEventFilter(self)
        host.installEventFilter(self)

    def stay_above(self) -> None:
        """Lie over the page that has come to the front."""
        for notice in (self.warning, self.passing, self.work, self._added):
            if notice is not None:
                notice.raise_()

    def add(self, notice: Notice) -> None:
        """Give a notice that shows itself its place among the others, instead of the one added before."""
        if self._added is not None:
            self._added.hide()
            self._added.deleteLater()
        self._added = notice
        notice.setParent(self._host)
        notice.installEventFilter(self)

    @property
    def text(self) -> str:
        """The whole warning in sight, also where only its first lines are shown; empty without one."""
        return self._text if self.warning.isVisible() else ""

    def say(
        self, text: str, action: str = "", tip: str = "", call: Callable[[], object] | None = None
    ) -> None:
        """Tell in passing; with an action, offer it for as long as the notice stays."""
        self._result = call
        self.action.setText(action)
        self.action.setToolTip(tip)
        self.action.setVisible(bool(action))
        self.passing.show_text(text, "check")
        self._place()
        self._timer.start()

    def warn(self, text: str) -> None:
        """Tell to stay."""
        self._text = text
        self.warning.label.setAccessibleName(f"提示：{text}")
        self.warning.show_text(_first_lines(text), "warning")
        self._place()

    def clear(self) -> None:
        """Take every notice away, as when another office file is shown."""
        for notice in (self.warning, self.passing):
            notice.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the notices in their place while the host or one of them changes."""
        kind = event.type()
        if kind in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide) and (
            watched is self._host or kind != QEvent.Type.Resize
        ):
            self._place()
        return False

    def _place(self) -> None:
        """The newest in passing above what stays, what stays above the work, all in the middle."""
        margin = tokens().space.l
        bottom = self._host.height() - margin
        for notice in (self.work, self._added, self.warning, self.passing):
            if notice is None or notice.isHidden():
                continue
            notice.fit(self._host.width() - 2 * margin)
            bottom -= notice.height()
            notice.move((self._host.width() - notice.width()) // 2, bottom)
            notice.raise_()
            bottom -= tokens().space.s

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)

    def _act(self) -> None:
        self.passing.hide()
        if self._result is not None:
            self._result()


class WorkNotice(Notice):
    """What runs in the worker, how far it is, and 取消; appears only for work longer than 0.6 s."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, "正在进行的工作")
        self._tasks: TaskRunner | None = None
        self.close_button.hide()
        self.bar = QProgressBar(self)
        self.bar.setAccessibleName("进度")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(self.fontMetrics().averageCharWidth() * 16)
        self._line.insertWidget(2, self.bar)
        self.cancel = self.add_button("取消", "停止正在进行的工作", self._ask_to_stop)
        self._delay, self._refresh = QTimer(self), QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(SHOW_AFTER)
        self._delay.timeout.connect(self._appear)
        self._refresh.setInterval(_REFRESH)
        self._refresh.timeout.connect(self._show_state)

    def follow(self, tasks: TaskRunner) -> None:
        """Show the work of this runner from now on."""
        if self._tasks is not None and isValid(self._tasks):
            self._tasks.began.disconnect(self._begin)
            self._tasks.ended.disconnect(self._end)
        self._tasks = tasks
        tasks.began.connect(self._begin)
        tasks.ended.connect(self._end)
        self._end()

    def _begin(self, _label: str) -> None:
        self.cancel.setEnabled(True)
        self._delay.start()

    def _end(self) -> None:
        self._delay.stop()
        self._refresh.stop()
        self.hide()

    def _appear(self) -> None:
        self._show_state()
        self._refresh.start()

    def _ask_to_stop(self) -> None:
        self.cancel.setEnabled(False)
        if self._tasks is not None:
            self._tasks.cancel()

    def _show_state(self) -> None:
        progress = self._tasks.progress if self._tasks is not None else None
        if self._tasks is None or progress is None:
            return
        done, total, text = progress.state
        numbers = f" {done}/{total}" if total else ""
        self.bar.setMaximum(total)
        self.bar.setValue(done)
        self.show_text(f"{self._tasks.label}{numbers}{' ' + text if text else ''}", "refresh")


def _first_lines(text: str) -> str:
    lines = text.splitlines()
    if len(lines) <= _LINES_SHOWN:
        return text
    return "\n".join(lines[: _LINES_SHOWN - 1]) + f"\n……共{len(lines)}行，点“复制”可得全文"
