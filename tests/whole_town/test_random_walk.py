"""A short walk at random through the window; the long one is ``random_walk``."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QInputDialog

from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.example.making import OFFICE_NAME, make_office
from jingzhen_desktop.widgets.alerts import Alerts

from .random_walk import SEED, answer_at_random, walk_through

if TYPE_CHECKING:
    import pytest

STEPS = 600


def test_keys_and_clicks_at_random_meet_no_fault(
    qapp: QApplication, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("confirm", "choose_folder", "choose_files", "choose_save"):
        monkeypatch.setattr(Alerts, name, getattr(Alerts, name))  # taken back with the test
    monkeypatch.setattr(QInputDialog, "getText", QInputDialog.getText)
    answer_at_random(Alerts, tmp_path, Random(SEED))
    QSettings().clear()
    make_office(tmp_path / OFFICE_NAME).close()
    window = MainWindow()
    qtbot.addWidget(window)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(1366, 697)
    window.show()
    window.open_office(tmp_path / OFFICE_NAME)
    walk = walk_through(window, STEPS, SEED)
    window.close_office()
    QSettings().clear()
    assert walk.faults == []
