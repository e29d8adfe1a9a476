"""The tabs of one open office file, with the working year; a tab is made when it is first shown."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QTabWidget, QVBoxLayout, QWidget

from ..base.errors import UserFacingError
from ..base.place import Place
from ..office import clock
from ..office.file import Office
from ..office.settings import FIRST_YEAR, SETTINGS_PAGE, read_setting
from ..organisation.queries.units import years_with_units
from ..tabs import FACES
from ..widgets.alerts import Alerts
from ..widgets.desk import Desk
from ..widgets.outgoing import DeliveryBar
from ..widgets.page import ShowsPlaces
from ..widgets.parts import EmptyHint
from .today import TodayPage

TODAY, SETTINGS, HISTORY, SEARCH = "today", SETTINGS_PAGE, "history", "search"
_EARLIEST, _LATEST = 1990, 2100


class Workplace(QWidget):
    """Everything the clerk works with once an office file is open.

    Attributes:
        desk: what the tabs share.
        tabs: the tab bar; pages are made when first shown.
        year: the box with the working year.
    """

    def __init__(self, office: Office, alerts: Alerts, parent: QWidget | None = None) -> None:
        """Raises UserFacingError if the office file cannot be read."""
        super().__init__(parent)
        self.desk = Desk(office, self, alerts=alerts, year=_year_to_start_with(office))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.setFocusProxy(self.tabs)
        for part in (self.tabs, self.tabs.tabBar()):
            part.setAccessibleName("工作页面")
        self._makers: dict[str, Callable[[Desk], QWidget]] = {
            TODAY: TodayPage,
            **{face.key: face.make_widget for face in FACES},
            SETTINGS: _settings_page,
            HISTORY: _history_page,
            SEARCH: _search_page,
        }
        self._holders: list[QVBoxLayout] = []
        self._pages: dict[str, QWidget] = {}
        self.year = self._year_box()
        for title in ("今日工作", *(face.title for face in FACES), "设置", "改动记录", "查找"):
            self._add_page(title)
        for key in (HISTORY, SEARCH):
            self.tabs.setTabVisible(self.keys.index(key), False)  # until it is asked for
        self.tabs.setCornerWidget(self._corner())
        self.tabs.currentChanged.connect(self._make_page)
        self.desk.place_wanted.connect(self.go_to)
        self._make_page(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(DeliveryBar(self.desk, self))

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of the tabs in the order of the tab bar."""
        return tuple(self._makers)

    @property
    def current_key(self) -> str:
        """Key of the tab in front, e.g. for the right page of the manual."""
        return self.keys[self.tabs.currentIndex()]

    def show_tab(self, key: str) -> QWidget:
        """Bring a tab to the front, making it if needed, and return its widget."""
        position = self.keys.index(key)
        self.tabs.setTabVisible(position, True)
        self.tabs.setCurrentIndex(position)
        return self._make_page(position)

    def go_to(self, place: Place) -> None:
        """Bring the place's tab to the front; the tab itself selects the record."""
        if place.tab not in self.keys:
            return
        page = self.show_tab(place.tab)
        page.setFocus()
        if isinstance(page, ShowsPlaces):
            with self.desk.alerts.guard():
                page.show_place(place)

    def close_desk(self) -> None:
        """Stop the work of this office; the office file is closed by the window."""
        self.desk.close()

    def _add_page(self, title: str) -> None:
        holder = QWidget(self.tabs)
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(6, 6, 6, 6)
        self._holders.append(layout)
        position = self.tabs.addTab(holder, title)
        self.tabs.setTabToolTip(position, f"{title}（Ctrl+{position + 1}）")
        shortcut = QShortcut(QKeySequence(f"Ctrl+{position + 1}"), self)
        shortcut.activated.connect(lambda: self.show_tab(self.keys[position]).setFocus())

    def _make_page(self, position: int) -> QWidget:
        """Make a page, or put in its place why it could not be made and the way to try again."""
        key = self.keys[position]
        if key in self._pages:
            return self._pages[key]
        try:
            page = self._makers[key](self.desk)
        except UserFacingError as error:
            page = self._failure(position, str(error))
        except Exception as error:  # noqa: BLE001 - a bug in one tab must leave the others usable
            sys.excepthook(type(error), error, error.__traceback__)
            page = self._failure(position, "这一页出错，暂时打不开；其他页面可以照常使用。")
        self._pages[key] = page
        self._fill(position, page)
        return page

    def _fill(self, position: int, page: QWidget) -> None:
        holder = self._holders[position]
        if holder.count():
            before = holder.takeAt(0).widget()
            before.hide()
            before.deleteLater()
        holder.addWidget(page)
        page.show()  # at once: the layout would do it later, and whoever asked for a place wants it found now

    def _failure(self, position: int, text: str) -> QWidget:
        def try_again() -> None:
            self._pages.pop(self.keys[position], None)
            self._make_page(position).setFocus()

        return EmptyHint(text, "再试一次", try_again)

    def _corner(self) -> QWidget:
        corner = QWidget(self.tabs)
        label = QLabel("年度(&Y)", corner)
        label.setBuddy(self.year)
        layout = QHBoxLayout(corner)
        layout.setContentsMargins(0, 2, 8, 2)
        layout.addWidget(label)
        layout.addWidget(self.year)
        return corner

    def _year_box(self) -> QSpinBox:
        box = QSpinBox()
        box.setRange(_EARLIEST, _LATEST)
        box.setValue(self.desk.year)
        box.setSuffix("年")
        box.setKeyboardTracking(False)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setAccessibleName("年度")
        box.setToolTip("各页显示哪一年的工作（Alt+Y）")
        box.valueChanged.connect(self._change_year)
        self.desk.year_changed.connect(box.setValue)
        return box

    def _change_year(self, year: int) -> None:
        self.desk.year = year


def _settings_page(desk: Desk) -> QWidget:
    from .settings_page import SettingsPage

    return SettingsPage(desk)


def _history_page(desk: Desk) -> QWidget:
    from .history_page import HistoryPage

    return HistoryPage(desk)


def _search_page(desk: Desk) -> QWidget:
    from .search_page import SearchPage

    return SearchPage(desk)


def _year_to_start_with(office: Office) -> int:
    """The newest year that has units, else the year the file was made for, else this year."""
    years = years_with_units(office)
    return years[-1] if years else read_setting(office, FIRST_YEAR) or clock.today().year
