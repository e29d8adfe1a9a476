"""Takes the pictures of the README, and of every other page to look at: the example office at 1366×768.

    python tests/pictures.py FOLDER

Those the README shows are kept in ``resources/manual/pictures``.
With ``QT_SCALE_FACTOR=1.5`` the same window is taken as on a 1920×1080 screen at 150 %.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.annual.papers import summary_paper
from jingzhen_desktop.annual.values import SummaryKind
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.example import OFFICE_NAME, YEAR, make_office
from jingzhen_desktop.office import Office
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
        take_paper(window.workplace.desk.office, folder / "annual-paper.png")
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


def take_paper(office: Office, path: Path) -> None:
    """Save two pages of the annual summary's PDF side by side."""
    pages = pypdfium2.PdfDocument(summary_paper(office, YEAR, SummaryKind.YEAR).data)
    pictures = [pages[number].render(scale=0.9).to_pil() for number in (0, 3)]
    both = Image.new("RGB", (sum(picture.width for picture in pictures) + 12, pictures[0].height), "#888888")
    both.paste(pictures[0], (0, 0))
    both.paste(pictures[1], (pictures[0].width + 12, 0))
    both.save(path)


def take(window: MainWindow, path: Path) -> None:
    """Save what the window shows."""
    for _ in range(3):
        QApplication.processEvents()
    window.grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
