"""A stand-in for fcitx 4 on a session bus, in a process of its own: it composes letters and takes a blank as
the choice of the first candidate.

    python fcitx_on_a_bus.py ADDRESS SERVICE LOG [NAME ...]

Every call it gets stands in LOG as one line: name, signature, arguments. Like the real one it refuses a call
of ProcessKeyEvent or SetCapacity with a signed number where an unsigned one belongs. A q it never answers;
the NAMEs are owned beside SERVICE, as fcitx5 does.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVirtualObject

MADE = "org.fcitx.Fcitx.InputContext"
METHODS = f"""
<interface name="{MADE}">
  <method name="ProcessKeyEvent">
    <arg direction="in" type="u"/><arg direction="in" type="u"/><arg direction="in" type="u"/>
    <arg direction="in" type="i"/><arg direction="in" type="u"/><arg direction="out" type="i"/>
  </method>
  <method name="SetCapacity"><arg direction="in" type="u"/></method>
</interface>
"""
STRICT = {"ProcessKeyEvent": "uuuiu", "SetCapacity": "u"}
CANDIDATES = {"zhongxin": "中心", "xuexiao": "学校"}
CONTROL, BLANK, BACKSPACE, RETURN = 4, 0x20, 0xFF08, 0xFF0D
PRESS = 0


class Fcitx(QDBusVirtualObject):
    """All of fcitx's objects."""

    def __init__(self, log: Path) -> None:
        super().__init__()
        self.log, self.letters = log, ""

    def introspect(self, path: str) -> str:
        return METHODS if path.startswith("/inputcontext_") else ""

    def handleMessage(self, message: QDBusMessage, bus: QDBusConnection) -> bool:  # noqa: N802 - Qt's name
        name = message.member()
        if name == "Introspect":
            return False
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"{name} {message.signature()} {message.arguments()}\n")
        if message.signature() != STRICT.get(name, message.signature()):
            bus.send(message.createErrorReply("org.freedesktop.DBus.Error.InvalidArgs", "Invalid arguments"))
        elif name == "CreateICv3":
            answer(bus, message, 7, True)
        elif name == "ProcessKeyEvent":
            symbol, _code, state, kind, _time = message.arguments()
            if symbol != ord("q"):
                answer(bus, message, int(self.take(bus, message, symbol, state) if kind == PRESS else False))
        elif name == "Reset":
            self.letters = ""
        elif message.isReplyRequired():
            answer(bus, message)
        return True

    def take(self, bus: QDBusConnection, message: QDBusMessage, symbol: int, state: int) -> bool:
        """Act on a press; what follows from it is said before the answer."""
        if state & CONTROL:
            return False
        if ord("a") <= symbol <= ord("z"):
            self.compose(bus, message, self.letters + chr(symbol))
        elif not self.letters:
            return False
        elif symbol == BACKSPACE:
            self.compose(bus, message, self.letters[:-1])
        else:
            text = self.letters if symbol == RETURN else self.shown()
            self.compose(bus, message, "")
            say(bus, message, "CommitString", text)
        return True

    def compose(self, bus: QDBusConnection, message: QDBusMessage, letters: str) -> None:
        self.letters = letters
        say(bus, message, "UpdatePreedit", self.shown(), len(self.shown().encode()))

    def shown(self) -> str:
        return CANDIDATES.get(self.letters, self.letters)


def answer(bus: QDBusConnection, message: QDBusMessage, *arguments: object) -> None:
    reply = message.createReply()
    reply.setArguments(list(arguments))
    bus.send(reply)


def say(bus: QDBusConnection, message: QDBusMessage, name: str, *arguments: object) -> None:
    signal = QDBusMessage.createTargetedSignal(message.service(), message.path(), MADE, name)
    signal.setArguments(list(arguments))
    bus.send(signal)


def main() -> None:
    address, service, log, *names = sys.argv[1:]
    application = QCoreApplication([])
    bus = QDBusConnection.connectToBus(address, "stand-in")
    fcitx = Fcitx(Path(log))
    bus.registerVirtualObject("/", fcitx, QDBusConnection.VirtualObjectRegisterOption.SubPath)
    owned = [bus.registerService(name) for name in (*names, service)]
    assert all(owned)
    application.exec()


if __name__ == "__main__":
    main()
