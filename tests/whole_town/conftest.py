"""The town of forty units, made once for all tests of this folder and copied for each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSettings, Qt

from jingzhen_desktop.desktop.window import MainWindow

from .town import YEAR, make_town

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture(scope="session")
def made_town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("town") / "青石镇.jzdb"
    make_town(path).close()
    return path


@pytest.fixture
def town_file(made_town: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_town, tmp_path))


@pytest.fixture
def open_town(qtbot: QtBot, town_file: Path) -> Iterator[Callable[[int], MainWindow]]:
    """Open the town in a window 1366 px wide and so many high, on a PC that remembers nothing."""
    QSettings().clear()
    opened: list[MainWindow] = []

    def in_window(height: int) -> MainWindow:
        window = MainWindow()
        qtbot.addWidget(window)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1366, height)
        window.show()
        window.open_office(town_file)
        assert window.workplace is not None
        window.workplace.desk.year = YEAR
        opened.append(window)
        return window

    yield in_window
    for window in opened:
        window.close_office()
    QSettings().clear()
