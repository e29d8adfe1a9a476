"""The pages of one open office file, with the rail that leads to them;
a page is made when it is first shown.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ..base.errors import UserFacingError
from ..base.place import Place
from ..office import clock
from ..office.file import Office
from ..office.safekeeping import safekeeping_dues
from ..office.settings import FIRST_YEAR, SETTINGS_PAGE, read_setting
from ..organisation.queries.units import years_with_units
from ..tabs import FACES, everything_today, sent_of_year
from ..widgets.alerts import Alerts
from ..widgets.desk import Desk
from ..widgets.look.tokens import tokens
from ..widgets.page import ShowsPlaces
from ..widgets.page_head import SubPages, enter, keep_focus_within
from ..widgets.parts import EmptyHint
from .rail import Rail, RailEntry
from .regions import NEXT_REGION, REGION_BEFORE, go_on
from .today.page import TodayPage

TODAY, SETTINGS, HISTORY, SEARCH = "today", SETTINGS_PAGE, "history", "search"
ISSUED, HELP = "issued", "help"
_COUNTING_RESTS = 400
"""Milliseconds after the last step before what is due is counted anew: typing goes first."""
_ICONS = {
    "organisation": "organisation",
    "quarterly": "chart",
    "inspection": "inspect",
    "publicity": "megaphone",
    "assessment": "gauge",
    "annual": "document",
}


class Workplace(QWidget):
    """Everything the clerk works with once an office file is open.

    Attributes:
        desk: what the pages share.
        rail: the way to each of them.
        pages: the pages in the order of ``keys``, each in a holder of its own.
    """

    shown = Signal(str)
    """Key of the page that has come to the front."""
    manual_wanted = Signal()
    """The clerk wants the manual in a window of its own."""

    def __init__(self, office: Office, alerts: Alerts, parent: QWidget | None = None) -> None:
        """Raises UserFacingError if the office file cannot be read."""
        super().__init__(parent)
        self.desk = Desk(
            office,
            self,
            alerts=alerts,
            year=_year_to_start_with(office),
            sent_of=partial(sent_of_year, office),
        )
        self._makers: dict[str, Callable[[Desk], QWidget]] = {
            TODAY: TodayPage,
            **{face.key: face.make_widget for face in FACES},
            HISTORY: _history_page,
            ISSUED: _issued_page,
            SETTINGS: _settings_page,
            HELP: self._help_page,
            SEARCH: _search_page,
        }
        self._made: dict[str, QWidget] = {}
        self.rail = Rail(_entries(), self)
        self.pages = QStackedWidget(self)
        self._holders = {key: self._holder(key) for key in self._makers}
        self._lay_out()
        self._counting = QTimer(self)
        self._counting.setSingleShot(True)
        self._counting.setInterval(_COUNTING_RESTS)
        self._counting.timeout.connect(self._count)
        self.rail.wanted.connect(self._go_by_rail)
        self.desk.place_wanted.connect(self.go_to)
        self.desk.stepped.connect(self._count_soon)
        self.desk.year_changed.connect(self._count_soon)
        self._count_soon()
        self._read_today()
        self.show_tab(TODAY)

    def _read_today(self) -> None:
        """Read the first page before anything is shown: some damage of a file shows only then."""
        first = self._page(TODAY)
        assert isinstance(first, TodayPage)
        try:
            first.read_now()
        except BaseException:
            self.close_desk()
            self.deleteLater()
            raise

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the pages in the order of the rail; 查找 last, which has no entry there."""
        return tuple(self._makers)

    @property
    def current_key(self) -> str:
        """Key of the page in front, e.g. for the right page of the manual."""
        return self.keys[self.pages.currentIndex()]

    @property
    def chapter(self) -> tuple[str, str]:
        """Chapter and section of the manual that tell of what is in front: the page and its sub-page."""
        page = self._made[self.current_key]
        if self.current_key == HELP:
            return str(page.property("chapter")), ""
        within = page if isinstance(page, SubPages) else page.findChild(SubPages)
        if not isinstance(within, SubPages) or not within.isVisible():
            return self.current_key, ""
        return self.current_key, within.tabText(within.currentIndex())

    def show_tab(self, key: str) -> QWidget:
        """Bring a page to the front, making it if needed, and return its widget."""
        page = self._page(key)
        self.pages.setCurrentIndex(self.keys.index(key))
        self.rail.show_current(key)
        self.shown.emit(key)
        return page

    def go_to(self, place: Place) -> None:
        """Bring the place's page to the front; the page itself selects the record."""
        if place.tab not in self.keys:
            return
        page = self.show_tab(place.tab)
        enter(page)
        if isinstance(page, ShowsPlaces):
            with self.desk.alerts.guard():
                page.show_place(place)
            keep_focus_within(page)

    def let_figures_come(self) -> None:
        """Everything is loaded: what waited for it may be read."""
        page = self._made.get(TODAY)
        if isinstance(page, TodayPage):
            page.let_figures_come()

    def note_backup(self) -> None:
        """A backup or a copy was made: nobody is to be reminded of it any more."""
        page = self._made.get(TODAY)
        if isinstance(page, TodayPage):
            page.read_again()
        self._count_soon()

    def title(self, key: str) -> str:
        """What a page is called."""
        return self.rail.items[key].entry.title if key in self.rail.items else "查找"

    def unstored_texts(self) -> dict[str, int]:
        """How many texts were refused and wait on which page, by its key.

        What is being typed is taken first.
        """
        from ..widgets.unstored import unstored_texts

        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            focus.clearFocus()
        counts = {key: unstored_texts(page) for key, page in self._made.items()}
        return {key: count for key, count in counts.items() if count}

    def close_desk(self) -> None:
        """Stop the work of this office; the office file is closed by the window."""
        self._counting.stop()
        self.desk.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow or low the rail shows signs only."""
        super().resizeEvent(event)
        breakpoint_ = tokens().breakpoint
        small = self.width() < breakpoint_.narrow or self.height() < breakpoint_.low
        if small != self.rail.collapsed:
            self.rail.set_collapsed(small)

    def _holder(self, key: str) -> QVBoxLayout:
        """A place for a page; it asks for no room of its own, or the largest page would widen the window."""
        holder = QWidget(self.pages)
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        self.pages.addWidget(holder)
        if key in self.rail.items and self.rail.items[key].entry.keys:
            shortcut = QShortcut(QKeySequence(self.rail.items[key].entry.keys), self)
            shortcut.setProperty("page", key)
            shortcut.setWhatsThis(f"到“{self.rail.items[key].entry.title}”")
            shortcut.activated.connect(self._go_by_key)
        return layout

    def _lay_out(self) -> None:
        host = QFrame(self)
        host.setObjectName("pageHost")
        inside = QVBoxLayout(host)
        inside.setContentsMargins(1, 1, 0, 0)
        inside.addWidget(self.pages)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addWidget(host, 1)
        self.setFocusProxy(self.pages)
        for key, step in ((NEXT_REGION, 1), (REGION_BEFORE, -1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setProperty("step", step)
            shortcut.setWhatsThis(
                "依次到左边的页面、上方的工具、表格、侧栏" if step > 0 else "同样的次序，倒着走"
            )
            shortcut.activated.connect(self._go_on)

    def _go_on(self) -> None:
        """F6: from rail to tools, content and panel of the page in front."""
        step = int(self.sender().property("step"))
        go_on(self.rail, self._made[self.current_key], step)

    def _go_by_rail(self, key: str) -> None:
        if key == HELP and QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rail.show_current(self.current_key)
            self.manual_wanted.emit()
            return
        enter(self.show_tab(key))

    def _go_by_key(self) -> None:
        self._go_by_rail(str(self.sender().property("page")))

    def _page(self, key: str) -> QWidget:
        """Make a page, or put in its place why it could not be made and the way to try again."""
        if key in self._made:
            return self._made[key]
        try:
            page = self._makers[key](self.desk)
        except UserFacingError as error:
            page = self._failure(key, str(error))
        except Exception as error:  # noqa: BLE001 - a bug in one page must leave the others usable
            sys.excepthook(type(error), error, error.__traceback__)
            page = self._failure(key, "这一页出错，暂时打不开；其他页面可以照常使用。")
        self._made[key] = page
        self._fill(self._holders[key], page)
        return page

    def _fill(self, holder: QVBoxLayout, page: QWidget) -> None:
        if holder.count():
            before = holder.takeAt(0).widget()
            before.hide()
            before.deleteLater()
        holder.addWidget(page)
        # at once: the layout would do it later, and whoever asked for a place wants it found now
        page.show()

    def _failure(self, key: str, text: str) -> QWidget:
        def try_again() -> None:
            self._made.pop(key, None)
            enter(self._page(key))

        return EmptyHint(text, "再试一次", try_again)

    def _help_page(self, _desk: Desk) -> QWidget:
        from .help.page import HelpPage

        page = HelpPage()
        page.beside_wanted.connect(self.manual_wanted)
        return page

    def _count_soon(self) -> None:
        self._counting.start()

    def _count(self) -> None:
        """Count what is due on each page; what is overdue is red."""
        day = clock.today()
        with self.desk.alerts.guard():
            dues, _ = everything_today(self.desk.office, self.desk.year, day)
            dues += safekeeping_dues(self.desk.office, day)
            for face in FACES:
                own = [due for due in dues if due.place.tab == face.key]
                overdue = any(due.is_overdue(day) for due in own)
                self.rail.show_count(face.key, len(own), urgent=overdue)
            self.rail.show_count(TODAY, len(dues), urgent=any(due.is_overdue(day) for due in dues))


def _entries() -> list[RailEntry]:
    tabs = [
        RailEntry(TODAY, "今日工作", "today"),
        *(RailEntry(face.key, face.title, _ICONS[face.key]) for face in FACES),
    ]
    with_keys = [
        RailEntry(entry.key, entry.title, entry.icon, f"Ctrl+{number}")
        for number, entry in enumerate(tabs, start=1)
    ]
    return [
        *with_keys,
        RailEntry(HISTORY, "改动记录", "history", "Ctrl+H", at_bottom=True),
        RailEntry(ISSUED, "已发文件", "sent", at_bottom=True),
        RailEntry(SETTINGS, "设置", "settings", "Ctrl+,", at_bottom=True),
        RailEntry(HELP, "帮助", "help", at_bottom=True),
    ]


def _settings_page(desk: Desk) -> QWidget:
    from .settings.page import SettingsPage

    return SettingsPage(desk)


def _history_page(desk: Desk) -> QWidget:
    from .history_page import HistoryPage

    return HistoryPage(desk)


def _issued_page(desk: Desk) -> QWidget:
    from .issued_page import IssuedPage

    return IssuedPage(desk)


def _search_page(desk: Desk) -> QWidget:
    from .search_page import SearchPage

    return SearchPage(desk)


def _year_to_start_with(office: Office) -> int:
    """The newest year that has units, else the year the file was made for, else this year."""
    years = years_with_units(office)
    return years[-1] if years else read_setting(office, FIRST_YEAR) or clock.today().year
