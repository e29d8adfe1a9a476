"""One input context of fcitx: what the program tells it over the session bus, and what it says.

The names and calls of fcitx 4.2, which fcitx5 understands too. It checks types strictly, and a Python int
goes out as a signed one: what must be unsigned is called through an interface that knows the types. Nothing
here knows a window or a widget.
"""

from __future__ import annotations

import os
from enum import Enum, IntFlag
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    Q_ARG,
    Q_RETURN_ARG,
    SLOT,
    QCoreApplication,
    QEvent,
    QMetaObject,
    QObject,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtDBus import QDBus, QDBusConnection, QDBusInterface, QDBusMessage

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_MAKER, _MADE = "org.fcitx.Fcitx.InputMethod", "org.fcitx.Fcitx.InputContext"
_SET_CAPACITY: Any = "SetCapacity"
_PROCESS_KEY: Any = "ProcessKeyEvent"
"""``invokeMethod`` wants a str, whatever its types say."""
_PROGRAM = "jingzhen-desktop"
PATIENCE = 1000
"""Milliseconds to wait for an answer to a key; the first letter may take 300."""
PRESS, RELEASE = 0, 1


class Capacity(IntFlag):
    """What a context can do, as fcitx counts it."""

    PREEDIT = 1 << 1
    PASSWORD = 1 << 3
    CLIENT_UNFOCUS_COMMIT = 1 << 5
    """The program itself stores what is being composed when the focus goes; fcitx must not do it again."""


class Answer(Enum):
    """What fcitx said to a key."""

    TAKEN = "taken"
    LEFT = "left to the program"
    SILENT = "no answer in time"


class FcitxContext(QObject):
    """A context in fcitx; its signals come in the order in which fcitx spoke."""

    committed = Signal(str)
    """A text to put in."""
    composed = Signal(str, int)
    """A text to show while it is composed, and where its cursor stands, in bytes of UTF-8."""
    forwarded = Signal(int, int, int)
    """A key to act on, as X knows it: symbol, modifiers, PRESS or RELEASE."""

    def __init__(
        self, bus: QDBusConnection, service: str, number: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bus, self._service, self._path = bus, service, f"/inputcontext_{number}"
        for signal, slot in (
            ("CommitString", "_commit(QDBusMessage)"),
            ("UpdatePreedit", "_compose(QDBusMessage)"),
            ("ForwardKey", "_forward(QDBusMessage)"),
        ):
            bus.connect(service, self._path, _MADE, signal, self, _slot(slot))
        self._typed = QDBusInterface(service, self._path, _MADE, bus, self)
        self._typed.setTimeout(PATIENCE)

    @property
    def is_whole(self) -> bool:
        """True if fcitx described the calls it takes; one that ends meanwhile does not."""
        return self._typed.metaObject().indexOfMethod("ProcessKeyEvent(uint,uint,uint,int,uint)") >= 0

    def set_capacity(self, capacity: Capacity) -> None:
        """Say what the place that has the focus can do."""
        QMetaObject.invokeMethod(
            self._typed, _SET_CAPACITY, Qt.ConnectionType.DirectConnection, Q_ARG("uint", int(capacity))
        )

    def focus_in(self) -> None:
        """Say that keys are for a text from now on."""
        self._send("FocusIn")

    def focus_out(self) -> None:
        """Say that no text is written any more."""
        self._send("FocusOut")

    def reset(self) -> None:
        """Have fcitx forget what it is composing."""
        self._send("Reset")

    def destroy(self) -> None:
        """Give the context back; nothing comes from it afterwards."""
        self._send("DestroyIC")
        self.blockSignals(True)

    def set_caret(self, place: QRect) -> None:
        """Say where the text cursor stands, in pixels of the screen as X counts them."""
        self._send("SetCursorRect", place.x(), place.y(), place.width(), place.height())

    def key(self, event: QKeyEvent) -> Answer:
        """Ask fcitx about a key and wait for the answer; what it said before is delivered first."""
        kind = RELEASE if event.type() == QEvent.Type.KeyRelease else PRESS
        symbol, code = event.nativeVirtualKey(), event.nativeScanCode()
        return self.ask(symbol, code, event.nativeModifiers(), kind, event.timestamp())

    def ask(self, symbol: int, code: int, modifiers: int, kind: int, time: int) -> Answer:
        """Ask fcitx about a key as X knows it, and wait for the answer."""
        try:
            taken = QMetaObject.invokeMethod(
                self._typed,
                _PROCESS_KEY,
                Qt.ConnectionType.DirectConnection,
                Q_RETURN_ARG("int"),
                Q_ARG("uint", symbol),
                Q_ARG("uint", code),
                Q_ARG("uint", modifiers),
                Q_ARG("int", kind),
                Q_ARG("uint", time & 0xFFFFFFFF),
            )
        except RuntimeError:  # it went away and took the description of its calls with it
            return Answer.SILENT
        # what came before the answer lies ready for the slots below
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        if self._typed.lastError().isValid():
            return Answer.SILENT
        return Answer.TAKEN if taken else Answer.LEFT

    def _send(self, method: str, *arguments: int) -> None:
        """Call without waiting; none of these has an unsigned argument."""
        message = QDBusMessage.createMethodCall(self._service, self._path, _MADE, method)
        message.setArguments(list(arguments))
        message.setAutoStartService(False)
        self._bus.send(message)

    @Slot(QDBusMessage)
    def _commit(self, message: QDBusMessage) -> None:
        self.committed.emit(message.arguments()[0])

    @Slot(QDBusMessage)
    def _compose(self, message: QDBusMessage) -> None:
        self.composed.emit(*message.arguments()[:2])

    @Slot(QDBusMessage)
    def _forward(self, message: QDBusMessage) -> None:
        self.forwarded.emit(*message.arguments()[:3])


def make_context(bus: QDBusConnection, service: str, parent: QObject | None = None) -> FcitxContext | None:
    """Ask fcitx for a context; None if it does not answer."""
    message = QDBusMessage.createMethodCall(service, "/inputmethod", _MAKER, "CreateICv3")
    message.setArguments([_PROGRAM, os.getpid()])
    message.setAutoStartService(False)
    answer = bus.call(message, QDBus.CallMode.Block, PATIENCE)
    if answer.type() is not QDBusMessage.MessageType.ReplyMessage:
        return None
    context = FcitxContext(bus, service, int(answer.arguments()[0]), parent)
    return context if context.is_whole else None


def _slot(name: str) -> Any:
    """Name a slot as ``connect`` takes it: it wants a str, whatever its types say."""
    return SLOT(name)
