"""Stands between the keys of a window and fcitx: asks it about each key, shows what is composed, puts in
what is finished. Nothing here knows the bus.

Every press comes to a window twice, first as a question whether a widget wants it for itself, then as the
key. fcitx is asked at the question: what it takes never becomes a shortcut, what it leaves goes its usual
way. Texts are put in with the key itself, because they may open an editor or a list that would otherwise take
this key.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
    QTextCharFormat,
    QWindow,
)
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from .fcitx import PRESS, RELEASE, Answer, Capacity, FcitxContext
from .following import ENDS_COMPOSING, FocusFollower, focused
from .keys import key_of

_log = logging.getLogger(__name__)

_QUIET_FOR = 3.0
"""Seconds fcitx is left alone after it did not answer."""
_RETURN, _RETURN_CODE = 0xFF0D, 36


class InputMethodClient(FocusFollower):
    """Composes Chinese in whatever has the focus.

    Args:
        context: what speaks with fcitx.
        shows_composing: whether what is being composed is shown in the text itself; else fcitx shows it in a
            window of its own.
    """

    def __init__(
        self, context: FcitxContext, *, shows_composing: bool, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context, self._shows = context, shows_composing
        self._hints: Qt.InputMethodHint | None = None
        self._composing = ""
        self._target: QObject | None = None
        self._hidden = False
        self._sending = False
        self._taken: tuple[int, int, int] | None = None
        self._quiet_until = 0.0
        self._caret = QRect()
        self._said = deque[Callable[[], None]]()
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._soon.timeout.connect(self._do_what_was_said)
        context.committed.connect(self._hear_commit)
        context.composed.connect(self._hear_composing)
        context.forwarded.connect(self._hear_key)
        QGuiApplication.inputMethod().cursorRectangleChanged.connect(self._tell_caret)
        self.follow()

    def close(self) -> None:
        """Keep what is being composed, and let the keys go by from now on."""
        self.end_composing()
        QGuiApplication.inputMethod().cursorRectangleChanged.disconnect(self._tell_caret)
        self.leave()
        self._context.destroy()

    # ---- what has the focus

    def _watch_window(self, window: QWindow | None) -> None:
        super()._watch_window(window)
        self._attend()

    def _watch_focus(self, focus: QObject | None) -> None:
        """Follow the focus. It moves while something composed is shown too: a table opens its editor then."""
        super()._watch_focus(focus)
        if not self._sending:
            self.end_composing()
            self._attend()

    def _attend(self) -> bool:
        """Tell fcitx whether a text can be typed where the focus is, and of what kind; return whether.

        Asked anew at each key: a table takes texts in one column and not in the next without a change of
        focus.
        """
        hints = _hints_of(focused()) if self._window is not None else None
        if hints == self._hints:
            return hints is not None
        before, self._hints = self._hints, hints
        if hints is None:
            self._context.focus_out()
            return False
        self._context.set_capacity(self._capacity(hints))
        if before is None:
            self._context.focus_in()
        self._caret = QRect()
        self._tell_caret()
        return True

    def _capacity(self, hints: Qt.InputMethodHint) -> Capacity:
        shown = Capacity.PREEDIT | Capacity.CLIENT_UNFOCUS_COMMIT if self._shows else Capacity(0)
        return shown | (Capacity.PASSWORD if hints & Qt.InputMethodHint.ImhHiddenText else Capacity(0))

    def _tell_caret(self) -> None:
        """Say where the list of candidates belongs."""
        if self._hints is None or self._window is None or not isValid(self._window):
            return
        place = _native(self._window, QGuiApplication.inputMethod().cursorRectangle().toRect())
        if place != self._caret:
            self._caret = place
            self._context.set_caret(place)

    # ---- keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in ENDS_COMPOSING and not self._sending:
            self.end_composing()
        elif watched is self._window and isinstance(event, QKeyEvent):
            if kind == QEvent.Type.ShortcutOverride:
                return self._ask(event)
            if kind == QEvent.Type.KeyPress:
                return self._follow(event)
            if kind == QEvent.Type.KeyRelease:
                return self._is_for_fcitx(event) and self._answer(event) is Answer.TAKEN
        return False

    def _ask(self, event: QKeyEvent) -> bool:
        """Ask fcitx about a press before shortcuts see it."""
        self._taken = None
        if not self._is_for_fcitx(event) or self._answer(event) is not Answer.TAKEN:
            return False
        self._taken = _mark(event)
        self._hidden = not self._shows
        event.accept()
        return True

    def _follow(self, event: QKeyEvent) -> bool:
        """Let the press go with the answer it got when fcitx was asked."""
        mine = self._taken is not None and self._taken == _mark(event)
        self._taken = None
        self._do_what_was_said()
        return mine

    def _is_for_fcitx(self, event: QKeyEvent) -> bool:
        """True unless the key is none of X's, fcitx is left alone, or a menu waits for its letter."""
        if not event.nativeVirtualKey() or time.monotonic() < self._quiet_until:
            return False
        return QApplication.activePopupWidget() is None and self._attend()

    def _answer(self, event: QKeyEvent) -> Answer:
        answer = self._context.key(event)
        if answer is Answer.SILENT:
            _log.warning("fcitx did not answer; it is left alone for %s seconds", _QUIET_FOR)
            self._quiet_until = time.monotonic() + _QUIET_FOR
            self._keep_composing()
            self._context.reset()  # or the key it slept over would go on composing when it wakes
        return answer

    # ---- texts

    def end_composing(self) -> None:
        """Put in what is being composed as it stands; harmless if nothing is."""
        self._do_what_was_said()
        if self._hidden and time.monotonic() >= self._quiet_until:
            # only fcitx knows what is typed: Return makes it give that out, and is nobody else's key here
            self._hidden = False
            self._context.ask(_RETURN, _RETURN_CODE, 0, PRESS, 0)
            self._do_what_was_said()
        elif self._composing:
            self._keep_composing()
            self._context.reset()

    def _keep_composing(self) -> None:
        text, target = self._composing, self._target
        self._composing, self._target = "", None
        if text and target is not None and isValid(target):
            self._send(target, _commit_of(text))

    def _hear_commit(self, text: str) -> None:
        self._hear(partial(self._commit, text))

    def _hear_composing(self, text: str, cursor: int) -> None:
        self._hear(partial(self._show, text, cursor))

    def _hear_key(self, symbol: int, modifiers: int, kind: int) -> None:
        self._hear(partial(self._press, symbol, modifiers, kind))

    def _hear(self, call: Callable[[], None]) -> None:
        """Remember what fcitx said until the key it belongs to has come, or, without one, a moment."""
        self._said.append(call)
        self._soon.start()

    def _do_what_was_said(self) -> None:
        while self._said and not self._sending:
            self._said.popleft()()
        if not self._said:
            self._soon.stop()

    def _show(self, text: str, cursor: int) -> None:
        """Show what is being composed, underlined, in the text itself."""
        target = focused()
        if target is None or not (text or self._composing):
            return
        self._send(target, _composing_of(text, cursor))
        self._composing = text
        self._target = focused() if text else None
        self._tell_caret()

    def _commit(self, text: str) -> None:
        self._composing, self._target, self._hidden = "", None, False
        target = focused()
        if target is not None:
            self._send(target, _commit_of(text))

    def _press(self, symbol: int, modifiers: int, kind: int) -> None:
        """Act on a key that fcitx gives back."""
        key = key_of(symbol, modifiers)
        if key is None or self._window is None:
            return
        code, pressed, text = key
        event = QEvent.Type.KeyRelease if kind == RELEASE else QEvent.Type.KeyPress
        QCoreApplication.sendEvent(self._window, QKeyEvent(event, code, pressed, text))

    def _send(self, target: QObject, event: QInputMethodEvent) -> None:
        self._sending = True
        try:
            QCoreApplication.sendEvent(target, event)
        finally:
            self._sending = False


def _hints_of(focus: QObject | None) -> Qt.InputMethodHint | None:
    """Ask a place that has the focus what it wants of an input method; None if it takes no text."""
    if focus is None:
        return None
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImHints)
    QCoreApplication.sendEvent(focus, query)
    if not query.value(Qt.InputMethodQuery.ImEnabled):
        return None
    return Qt.InputMethodHint(query.value(Qt.InputMethodQuery.ImHints) or 0)


def _mark(event: QKeyEvent) -> tuple[int, int, int]:
    """What the question about a press and the press itself have in common."""
    return event.timestamp(), event.key(), event.nativeScanCode()


def _commit_of(text: str) -> QInputMethodEvent:
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    return event


def _composing_of(text: str, cursor: int) -> QInputMethodEvent:
    """Return the event that shows ``text``; ``cursor`` counts bytes of UTF-8 and is negative for none."""
    before = text.encode()[: max(cursor, 0)].decode(errors="ignore")
    underlined = QTextCharFormat()
    underlined.setFontUnderline(True)
    kinds = QInputMethodEvent.AttributeType
    return QInputMethodEvent(
        text,
        [
            QInputMethodEvent.Attribute(kinds.Cursor, _utf16(before), int(cursor >= 0), None),
            QInputMethodEvent.Attribute(kinds.TextFormat, 0, _utf16(text), underlined),
        ],
    )


def _utf16(text: str) -> int:
    """Count as Qt counts."""
    return len(text.encode("utf-16-le")) // 2


def _native(window: QWindow, place: QRect) -> QRect:
    """Turn a place in a window into pixels of the screen, as X counts them."""
    screen = window.screen().geometry().topLeft()
    scale = window.devicePixelRatio()
    corner = window.mapToGlobal(place.topLeft()) - screen
    return QRect(
        screen.x() + round(corner.x() * scale),
        screen.y() + round(corner.y() * scale),
        round(place.width() * scale),
        round(place.height() * scale),
    )
