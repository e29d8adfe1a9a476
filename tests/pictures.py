"""Takes pictures of the window, to look at and for the README.

    python -m tests.pictures FOLDER                  # each page and sub-page of the example, 1366×697, light
    python -m tests.pictures FOLDER --town --dark    # of the town of forty units, dark
    python -m tests.pictures FOLDER --every-size     # at every size the window is tried at
    python -m tests.pictures FOLDER --papers         # what the README shows beside pages: pages of papers
    python -m tests.pictures FOLDER --only inspection --sizes 911x441

Sizes are those of the window's inside in logical pixels: what is left of usual screens below title bar and
task bar, also at 125 % and 150 %. Those the README shows are kept in ``resources/manual/pictures``.
"""

from __future__ import annotations

import argparse
import os
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
from jingzhen_desktop.widgets.appearance import apply_choices, set_up_application
from jingzhen_desktop.widgets.look.scheme import Brightness, Choices

from .whole_town.town import YEAR as TOWN_YEAR
from .whole_town.town import make_town
from .whole_town.walking import pages

USUAL = (1366, 697)
SIZES = (USUAL, (1093, 543), (911, 441), (1920, 1009), (1536, 793), (1280, 649))
"""What is left for the window's inside on 1366×768 and 1920×1080, each at 100, 125 and 150 %."""
SETTLE = 60
"""Milliseconds: charts are drawn when the window has stopped changing."""


def main() -> None:
    """Make an office file and take what is asked for of it."""
    asked = _asked()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with TemporaryDirectory() as scratch:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, scratch)
        set_up_application(application)
        brightness = Brightness.DARK if asked.dark else Brightness.LIGHT
        apply_choices(application, Choices(brightness, asked.letters))
        asked.folder.mkdir(parents=True, exist_ok=True)
        window = MainWindow()
        window.showNormal()
        if not asked.only:
            for size in asked.sizes:
                window.resize(*size)
                take(window, asked.folder / name_of("start", size, asked))
        path = asked.office or Path(scratch) / ("青石镇.jzdb" if asked.town else OFFICE_NAME)
        if not path.exists():
            (make_town if asked.town else make_office)(path).close()
        window.open_office(path)
        assert window.workplace is not None
        window.workplace.desk.year = TOWN_YEAR if asked.town else YEAR
        for name in pages(window):
            if not asked.only or any(name.startswith(one) for one in asked.only):
                for size in asked.sizes:
                    window.resize(*size)
                    take(window, asked.folder / name_of(name, size, asked))
                window.resize(*asked.sizes[0])
        if asked.papers:
            take_for_readme(window, asked.folder)
        window.close_office()


def take_for_readme(window: MainWindow, folder: Path) -> None:
    """Take what the README shows beside the pages: a reviewed report, and papers."""
    assert window.workplace is not None
    take_reviewed_report(window, folder / "quarterly-reviewed.png")
    office = window.workplace.desk.office
    summary = summary_paper(office, YEAR, SummaryKind.YEAR).data
    take_pages([(summary, 0), (summary, 3)], folder / "annual-paper.png")
    take_pages(papers(office), folder / "papers.png")


def take_reviewed_report(window: MainWindow, path: Path) -> None:
    """Take a report of which the unit had to explain a figure."""
    assert window.workplace is not None
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


def take(window: QWidget, path: Path) -> None:
    """Save what the window shows, once what it works on in the background is there."""
    workplace = getattr(window, "workplace", None)
    for _ in range(3):
        QTest.qWait(SETTLE)
        if workplace is not None:
            workplace.desk.tasks.wait_idle()
    window.grab().save(str(path))


def name_of(page: str, size: tuple[int, int], asked: argparse.Namespace) -> str:
    """The file of a picture; the usual size and the light scheme are not named."""
    marks = [page]
    if size != USUAL:
        marks.append(f"{size[0]}x{size[1]}")
    if asked.dark:
        marks.append("dark")
    return f"{'-'.join(marks)}.png"


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Takes pictures of every page of the window.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--town", action="store_true", help="the town of forty units, not the example")
    parser.add_argument("--office", type=Path, help="an office file to take, made there if it is missing")
    parser.add_argument("--dark", action="store_true", help="in dark colours")
    parser.add_argument("--letters", default="标准", help="字号, by its name in the settings")
    parser.add_argument("--every-size", action="store_true", help="at every size the window is tried at")
    parser.add_argument("--sizes", type=_size, nargs="+", default=[USUAL], help="e.g. 1366x697 911x441")
    parser.add_argument("--only", nargs="+", default=[], help="beginnings of names, e.g. inspection")
    parser.add_argument("--papers", action="store_true", help="also what the README shows beside pages")
    asked = parser.parse_args()
    if asked.every_size:
        asked.sizes = SIZES
    return asked


if __name__ == "__main__":
    main()
