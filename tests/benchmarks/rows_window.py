"""Rows on the window: opening the quarterly tab, its queries, and one cell edited in it."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from functools import partial

from bench import YEARS, Bench, bare_connection
from big_office import LAST_YEAR, SHOWN_QUARTER
from comparing import Outcome, compare
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from jingzhen_desktop.assessment.tab.main import PAGES, AssessmentTab
from jingzhen_desktop.assessment.tab.scores import ScoresPage
from jingzhen_desktop.assessment.tab.spending import SpendingPage
from jingzhen_desktop.assessment.tab.standing import StandingPage
from jingzhen_desktop.desktop.window import MainWindow
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.quarterly.queries.board import reporting_calendar
from jingzhen_desktop.quarterly.queries.reports import stored_reports
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.values.reports import report_place
from jingzhen_desktop.widgets.appearance import set_up_application
from jingzhen_desktop.widgets.desk import Desk

_SIZE = (1366, 768)
_UNITS = "SELECT * FROM unit JOIN unit_year ON unit_year.unit_id = unit.id WHERE year = ? ORDER BY position"
_HEADERS = "SELECT * FROM report WHERE year BETWEEN ? AND ? AND quarter <= ? ORDER BY unit_id"
_LINES = (
    "SELECT report_id, item, quantity, cost FROM report JOIN report_line ON report_line.report_id = report.id"
    " WHERE year BETWEEN ? AND ? AND quarter <= ?"
)
_SET_QUANTITY = "UPDATE report_line SET quantity = ? WHERE report_id = ? AND item = 'electricity'"


def tab(bench: Bench) -> list[Outcome]:
    """Open the quarterly tab: make it and paint its first view; then bring its totals to the front and paint
    them.

    Reference of the first two lines: the same office without the years that the view does not show (报送情况
    shows one year, 汇总 two, since it compares with the year before). Reference of the queries: sqlite3 on a
    connection already open fetches the rows these views are made from (units, report headers, report lines)
    and does nothing with them.
    """
    _application()
    with (
        bench.office() as many,
        bench.office(1) as one,
        bench.office(2) as two,
        closing(bare_connection(many.path)) as bare,
    ):
        stages = [_Stage(office) for office in (many, one, many, two)]
        opened = compare(
            stages[0].open, stages[1].open, 12, before_ours=stages[0].close, before_reference=stages[1].close
        )
        totals = compare(
            stages[2].show_totals,
            stages[3].show_totals,
            12,
            before_ours=stages[2].reopen,
            before_reference=stages[3].reopen,
        )
        for stage in stages:
            stage.close()
        calendar = compare(
            lambda: reporting_calendar(many, LAST_YEAR), lambda: _fetch(bare, LAST_YEAR, LAST_YEAR, 4), 20
        )
        town = compare(
            lambda: town_quarter(many, SHOWN_QUARTER),
            lambda: _fetch(bare, LAST_YEAR - 1, LAST_YEAR, SHOWN_QUARTER.number),
            20,
        )
    return [
        Outcome(f"open 季度统计, {bench.size}, {YEARS} years stored against 1", *opened, 1.1),
        Outcome(f"open its 汇总, {bench.size}, {YEARS} years stored against 2", *totals, 1.1),
        Outcome(f"query of 报送情况, {bench.size}", *calendar, 3),
        Outcome(f"query of 汇总, {bench.size}", *town, 3),
    ]


def quotas(bench: Bench) -> list[Outcome]:
    """Open the tab 定额考核: make it and paint every unit's standing; then bring 考核评分 and 支出标准 to the
    front, each in a tab made anew, and paint every unit's points, as the records give them, and limits.

    Reference: the same office without the years that the view does not read: standings and limits compare
    with the year before, and the checks behind the points with the one before that.
    """
    _application()
    with bench.office() as many, bench.office(2) as two, bench.office(3) as three:
        ours, reference, more = _QuotaStage(many), _QuotaStage(two), _QuotaStage(three)
        opened = compare(
            ours.open, reference.open, 12, before_ours=ours.close, before_reference=reference.close
        )
        points = _turned(ours, more, "考核评分")
        limits = _turned(ours, reference, "支出标准")
        for stage in (ours, reference, more):
            stage.close()
    years = f"{bench.size}, {YEARS} years stored against"
    return [
        Outcome(f"open 定额考核, {years} 2", *opened, 1.1),
        Outcome(f"open its 考核评分, {years} 3", *points, 1.1),
        Outcome(f"open its 支出标准, {years} 2", *limits, 1.1),
    ]


def _turned(ours: _QuotaStage, reference: _QuotaStage, title: str) -> tuple[float, float]:
    return compare(
        partial(ours.turn_to, title),
        partial(reference.turn_to, title),
        12,
        before_ours=ours.reopen,
        before_reference=reference.reopen,
    )


def edit(bench: Bench) -> list[Outcome]:
    """One figure typed in 单位报表 in the whole window: from Enter until the form's sums are painted with it,
    stored by then.

    Reference: sqlite3 updates the same cell in a copy of the file and commits under the same pragmas, without
    journal; then the form's page is repainted once.
    """
    _application()
    path = bench.copy("edited")
    window = MainWindow()
    window.resize(*_SIZE)
    window.show()
    window.open_office(path)
    with closing(bare_connection(bench.copy("edited-bare"))) as bare:
        cell = _Cell(window)
        found = compare(cell.enter, cell.bare(bare), 40, before_ours=cell.type)
    window.close()
    return [
        Outcome(f"one cell edited, {bench.size}, {YEARS} years, from Enter to the sums painted", *found, 2)
    ]


class _Stage:
    """The quarterly tab of an office, made anew for every turn."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._tab: QuarterlyTab | None = None

    def open(self) -> None:
        """Make the tab and wait until its first view is painted."""
        self._tab = QuarterlyTab(Desk(self._office, year=LAST_YEAR))
        self._tab.resize(*_SIZE)
        self._tab.show()
        assert self._tab.calendar.model.rowCount()
        _until_painted(self._tab.calendar.grid.viewport())

    def show_totals(self) -> None:
        """Bring the totals to the front and wait until they are painted."""
        assert self._tab is not None
        self._tab.views.setCurrentWidget(self._tab.totals)
        assert self._tab.totals.carriers.totals.rowCount()
        _until_painted(
            self._tab.totals.carriers.grid.viewport(), self._tab.totals.carriers.share_grid.viewport()
        )

    def reopen(self) -> None:
        """Make the tab anew, with a quarter everyone has reported."""
        self.close()
        self.open()
        assert self._tab is not None
        self._tab.show_quarter(SHOWN_QUARTER)
        QApplication.processEvents()

    def close(self) -> None:
        """Take the tab away."""
        if self._tab is not None:
            self._tab.close()
            self._tab.deleteLater()
            self._tab = None
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()


class _QuotaStage:
    """The tab 定额考核 of an office, made anew for every turn."""

    def __init__(self, office: Office) -> None:
        self._desk = Desk(office, year=LAST_YEAR)
        self._tab: AssessmentTab | None = None

    def open(self) -> None:
        """Make the tab and wait until the standings are painted."""
        self._tab = AssessmentTab(self._desk)
        self._tab.resize(*_SIZE)
        self._tab.show()
        page = self._tab.page("定额对标")
        assert isinstance(page, StandingPage)
        assert page.model.rowCount()
        _until_painted(page.grid.viewport())

    def turn_to(self, title: str) -> None:
        """Bring a sub-page to the front and wait until its units are painted."""
        assert self._tab is not None
        self._tab.pages.setCurrentIndex([one for one, _, _ in PAGES].index(title))
        page = self._tab.page(title)
        assert isinstance(page, ScoresPage | SpendingPage)
        grid = page.unit_grid if isinstance(page, ScoresPage) else page.grid
        assert grid.model().rowCount()
        assert self._desk.tasks.wait_idle()
        _until_painted(grid.viewport())

    def reopen(self) -> None:
        """Make the tab anew, on its first sub-page."""
        self.close()
        self.open()

    def close(self) -> None:
        """Take the tab away."""
        if self._tab is not None:
            self._tab.close()
            self._tab.deleteLater()
            self._tab = None
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()


class _Cell:
    """The first figure of one unit's form in an open window."""

    def __init__(self, window: MainWindow) -> None:
        assert window.workplace is not None
        page = window.workplace.show_tab("quarterly")
        assert isinstance(page, QuarterlyTab)
        unit_id = next(iter(stored_reports(window.workplace.desk.office, SHOWN_QUARTER)))
        window.workplace.go_to(report_place(SHOWN_QUARTER, unit_id))
        QApplication.processEvents()
        self._form, self._unit_id = page.report, unit_id
        self._cell = self._form.grid.currentIndex()
        self._figures = itertools.cycle((1234, 4321))

    def type(self) -> None:
        """Type a figure into the cell, up to the last key."""
        grid = self._form.grid
        grid.setFocus()
        grid.setCurrentIndex(self._cell)
        QTest.keyClicks(grid, "0")
        editor = QApplication.focusWidget()
        QTest.keyClicks(editor, str(next(self._figures)))
        QApplication.processEvents()

    def enter(self) -> None:
        """Press Enter and wait until the sums have changed and are painted."""
        before = self._sum()
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        while self._sum() == before:
            QApplication.processEvents()
        _until_painted(self._form.grid.viewport())

    def bare(self, connection: sqlite3.Connection) -> Callable[[], None]:
        """Return the reference for this cell."""
        report = "SELECT id FROM report WHERE unit_id = ? AND year = ? AND quarter = ?"
        (report_id,) = connection.execute(
            report, (self._unit_id, SHOWN_QUARTER.year, SHOWN_QUARTER.number)
        ).fetchone()
        figures = itertools.cycle((12340000, 43210000))

        def store_and_paint() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_SET_QUANTITY, (next(figures), report_id))
            connection.execute("COMMIT")
            self._form.repaint()

        return store_and_paint

    def _sum(self) -> Decimal | None:
        model = self._form.model
        return model.row(model.index(model.rowCount() - 1, 0)).coal


class _PaintWatcher(QObject):
    """Notes which widgets have been painted."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: set[QObject] = set()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.painted.add(watched)
        return False


def _until_painted(*widgets: QWidget) -> None:
    watcher = _PaintWatcher()
    for widget in widgets:
        widget.installEventFilter(watcher)
    while not watcher.painted.issuperset(widgets):
        QApplication.processEvents()
    for widget in widgets:
        widget.removeEventFilter(watcher)


def _fetch(connection: sqlite3.Connection, first: int, last: int, quarter: int) -> None:
    for year in {first, last}:
        connection.execute(_UNITS, (year,)).fetchall()
    connection.execute(_HEADERS, (first, last, quarter)).fetchall()
    connection.execute(_LINES, (first, last, quarter)).fetchall()


def _application() -> None:
    application = QApplication.instance()
    if application is None:
        set_up_application(QApplication([]))
