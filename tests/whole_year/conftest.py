"""The clerk who works through the year, in the program as it starts on a PC that never saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox

pytest.register_assert_rewrite(
    *(f"{__package__}.{name}" for name in ("clerk", "reports", "totals", "inspections", "summary"))
)

from .clerk import Clerk  # noqa: E402 - after its assertions are known to pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def clerk(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Clerk]:
    for kind in (QDialog, QMessageBox, QFileDialog):
        monkeypatch.setattr(
            kind, "exec", lambda self: pytest.fail(f"a dialog waits for an answer: {self.windowTitle()}")
        )
    QSettings().clear()
    worker = Clerk(qtbot, monkeypatch)
    yield worker
    worker.window.close_office()
    QSettings().clear()
