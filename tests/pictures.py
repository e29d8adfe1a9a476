"""Takes pictures of the window, to look at and for the README.

    python -m tests.pictures FOLDER                  # each page and sub-page of the example, 1366×697, light
    python -m tests.pictures FOLDER --town --dark    # of the town of forty units, dark
    python -m tests.pictures FOLDER --every-size     # at every size the window is tried at
    python -m tests.pictures resources/manual/pictures --manual   # those of the manual and the README, anew
    python -m tests.pictures FOLDER --only inspection --sizes 911x441

Sizes are those of the window's inside in logical pixels: what is left of usual screens below title bar and
task bar, also at 125 % and 150 %. Those of the manual are of the example, with few colours: they go into the
installers.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date, datetime
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
from jingzhen_desktop.office import clock
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.papers.notice import notice_paper
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.quarterly.papers.analysis import analysis_paper
from jingzhen_desktop.quarterly.values.reports import report_place
from jingzhen_desktop.widgets.appearance import apply_choices, set_up_application
from jingzhen_desktop.widgets.look.scheme import Brightness, Choices
from jingzhen_desktop.widgets.page_head import SubPages

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
        window.resize(*asked.sizes[0])
        if not asked.only and not asked.manual:
            for size in asked.sizes:
                window.resize(*size)
                take(window, asked.folder / name_of("start", size, asked))
        path = asked.office or Path(scratch) / ("青石镇.jzdb" if asked.town else OFFICE_NAME)
        if not path.exists():
            (make_town if asked.town else make_office)(path).close()
        if asked.manual:
            clock.source = lambda: MANUAL_DAY
        window.open_office(path)
        assert window.workplace is not None
        window.workplace.desk.year = TOWN_YEAR if asked.town else YEAR
        for name in () if asked.manual else pages(window):
            if not asked.only or any(name.startswith(one) for one in asked.only):
                for size in asked.sizes:
                    window.resize(*size)
                    take(window, asked.folder / name_of(name, size, asked))
                window.resize(*asked.sizes[0])
        if asked.manual:
            take_for_manual(window, asked.folder)
        window.close_office()


MANUAL = {
    "today": ("today", ""),
    "organisation-1": ("organisation", "单位"),
    "organisation-3": ("organisation", "组织网络"),
    "quarterly-1": ("quarterly", "报送情况"),
    "quarterly-3": ("quarterly", "汇总表"),
    "quarterly-5": ("quarterly", "趋势"),
    "inspection-1": ("inspection", "检查"),
    "inspection-2": ("inspection", "年度计划"),
    "publicity": ("publicity", ""),
    "assessment": ("assessment", "定额对标"),
    "annual": ("annual", ""),
}
"""Pictures of pages in the manual and the README → key of the page, title of the sub-page."""
MANUAL_DAY = datetime(YEAR + 1, 1, 10, 9)
"""When the pictures of the manual are taken, whenever they are made: the year is being closed."""
COLOURS = 96
"""Enough for a window in one accent; a picture of a page takes some 30 KB so."""
LARGEST = 120_000
"""Bytes of a picture."""


def take_for_manual(window: MainWindow, folder: Path) -> None:
    """Take what the manual and the README show: pages, a reviewed report, papers."""
    assert window.workplace is not None
    for _ in range(10):
        settle(window)  # the backup of the day is made, and said, once the window stands
    for name, (key, title) in MANUAL.items():
        page = window.workplace.show_tab(key)
        within = page if isinstance(page, SubPages) else page.findChild(SubPages)
        if title and within is not None:
            titles = [within.tabText(at) for at in range(within.count())]
            within.setCurrentIndex(titles.index(title))
        settle(window)
        window.notices.clear()
        take(window, folder / f"{name}.png")
    take_reviewed_report(window, folder / "quarterly-2.png")
    office = window.workplace.desk.office
    summary = summary_paper(office, YEAR, SummaryKind.YEAR).data
    take_pages([(summary, 0), (summary, 3)], folder / "annual-paper.png")
    take_pages(papers(office), folder / "papers.png")
    for path in folder.glob("*.png"):
        Image.open(path).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        assert path.stat().st_size <= LARGEST, path


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
    settle(window)
    window.grab().save(str(path))


def settle(window: QWidget) -> None:
    """Wait for what the window works on in the background."""
    workplace = getattr(window, "workplace", None)
    for _ in range(3):
        QTest.qWait(SETTLE)
        if workplace is not None:
            workplace.desk.tasks.wait_idle()


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
    parser.add_argument("--manual", action="store_true", help="those of the manual and the README")
    asked = parser.parse_args()
    if asked.every_size:
        asked.sizes = SIZES
    return asked


if __name__ == "__main__":
    main()
