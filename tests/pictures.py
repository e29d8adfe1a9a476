"""Takes the pictures of the README, and of every other page to look at: the example office at 1366×768.

    python tests/pictures.py FOLDER

Those the README shows are kept in ``resources/manual/pictures``.
With ``QT_SCALE_FACTOR=1.5`` the same window is taken as on a 1920×1080 screen at 150 %.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pypdfium2
from PIL import Image
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.annual.papers.document import summary_paper
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.example.data import YEAR
from jingzhen_desktop.example.making import OFFICE_NAME, make_office
from jingzhen_desktop.inspection.papers.visit import visit_paper
from jingzhen_desktop.inspection.queries.rounds import round_detail, round_lines
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.papers.notice import notice_paper
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.quarterly.papers.analysis import analysis_paper
from jingzhen_desktop.quarterly.values.reports import report_place
from jingzhen_desktop.widgets.appearance import set_up_application

SCALED = float(os.environ.get("QT_SCALE_FACTOR", "1")) > 1
SIZE = (1280, 720) if SCALED else (1366, 768)
SETTLE = 200
"""Milliseconds: charts are drawn when the window has stopped changing."""


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
        take_reviewed_report(window, folder / "quarterly-reviewed.png")
        office = window.workplace.desk.office
        summary = summary_paper(office, YEAR, SummaryKind.YEAR).data
        take_pages([(summary, 0), (summary, 3)], folder / "annual-paper.png")
        take_pages(papers(office), folder / "papers.png")
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


def take_reviewed_report(window: MainWindow, path: Path) -> None:
    """Take a report of which the unit had to explain a figure."""
    quarter = Quarter(YEAR, 2)
    (school,) = (
        unit.id for unit in units_of_year(window.workplace.desk.office, YEAR) if unit.short_name == "中心学校"
    )
    window.workplace.go_to(report_place(quarter, school))
    take(window, path)


def papers(office: Office) -> list[tuple[bytes, int]]:
    """Return pages of the year's documents:
    the notice about the group, an analysis with its pictures, a check form.
    """
    listed = [
        visit
        for line in round_lines(office, YEAR)
        for visit in round_detail(office, line.round.id).visits
        if visit.items
    ]
    analysis = analysis_paper(office, Quarter(YEAR, 3), date(YEAR, 10, 10)).data
    return [(notice_paper(office, 0).data, 0), (analysis, 2), (visit_paper(office, listed[0].id).data, 0)]


def take_pages(wanted: Sequence[tuple[bytes, int]], path: Path) -> None:
    """Save pages of PDFs side by side."""
    pictures = [pypdfium2.PdfDocument(data)[number].render(scale=0.9).to_pil() for data, number in wanted]
    together = Image.new(
        "RGB", (sum(one.width for one in pictures) + 12 * (len(pictures) - 1), pictures[0].height), "#888888"
    )
    left = 0
    for picture in pictures:
        together.paste(picture, (left, 0))
        left += picture.width + 12
    together.save(path)


def take(window: MainWindow, path: Path) -> None:
    """Save what the window shows, once what it works on in the background is there."""
    for _ in range(3):
        QTest.qWait(SETTLE)
        if window.workplace is not None:
            window.workplace.desk.tasks.wait_idle()
    window.grab().save(str(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
