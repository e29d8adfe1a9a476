"""Takes the pictures of README and manual: the example office, each tab, at 1366×768.

    python tests/pictures.py [FOLDER]    (default: resources/manual/pictures)

With ``QT_SCALE_FACTOR=1.5`` the same window is taken as on a 1920×1080 screen at 150 %.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.base.resources import resource
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.example import OFFICE_NAME, make_office
from jingzhen_desktop.widgets.appearance import set_up_application

SCALED = float(os.environ.get("QT_SCALE_FACTOR", "1")) > 1
SIZE = (1280, 720) if SCALED else (1366, 768)


def main(folder: Path) -> None:
    """Make the example office and take each tab and each page of it."""
    application = QApplication.instance() or QApplication([])
    set_up_application(application)
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        window = MainWindow()
        window.showNormal()
        window.resize(*SIZE)
        take(window, folder / "start.png")
        make_office(Path(scratch) / OFFICE_NAME).close()
        window.open_office(Path(scratch) / OFFICE_NAME)
        for key in window.workplace.keys:
            take_tab(window, window.workplace.show_tab(key), folder, key)
        window.close_office()


def take_tab(window: MainWindow, page: QWidget, folder: Path, key: str) -> None:
    """Take a tab, and each of its pages if it has several."""
    pages = getattr(page, "pages", None) or getattr(page, "views", None)
    if pages is None:
        take(window, folder / f"{key}.png")
        return
    for number in range(pages.count()):
        pages.setCurrentIndex(number)
        take(window, folder / (f"{key}-{number + 1}.png"))


def take(window: MainWindow, path: Path) -> None:
    """Save what the window shows."""
    for _ in range(3):
        QApplication.processEvents()
    window.grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else resource("manual", "pictures"))
