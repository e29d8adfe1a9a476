"""One window per office file: a second start calls the first window to the front.
A local socket; the only other the program opens is that to the session bus, on Linux, for Chinese
(``input_method``).
"""

from __future__ import annotations

import getpass
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCryptographicHash, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 2000
"""Milliseconds to wait for the other window; it answers at once unless it hangs."""
_CALL = b"front"


class FrontCall(QObject):
    """Listens for later starts with the same office file."""

    def __init__(
        self, path: Path, come_to_front: Callable[[], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._come_to_front = come_to_front
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        name = _name(path)
        if not self._server.listen(name):
            # left by a crash: the lock says that nobody else has the file open
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _answer(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.write(_CALL)
            socket.flush()
            socket.disconnectFromServer()
            self._come_to_front()


def call_to_front(path: Path) -> bool:
    """Ask the window that has the office file open to come to the front;
    False if there is none that answers.
    """
    socket = QLocalSocket()
    socket.connectToServer(_name(path))
    if not socket.waitForConnected(_PATIENCE):
        return False
    answered = bool(socket.bytesAvailable()) or socket.waitForReadyRead(_PATIENCE)
    return answered and socket.readAll().data() == _CALL


def _name(path: Path) -> str:
    user = ""
    with suppress(OSError, KeyError, ImportError):
        user = getpass.getuser()
    whose = f"{user}\n{path.resolve()}".encode("utf-8", "surrogateescape")
    sha256 = QCryptographicHash.Algorithm.Sha256  # Qt's own: hashlib would load libcrypto
    digest = bytes(QCryptographicHash.hash(whose, sha256).toHex().data()).decode()
    return f"jingzhen-{digest[:24]}"
