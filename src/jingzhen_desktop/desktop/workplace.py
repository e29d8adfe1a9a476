"""The tabs of one open office file, with the working year; a tab is made when it is first shown."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QTabWidget, QVBoxLayout, QWidget

from ..base.place import Place
from ..office import Office
from ..office.settings import FIRST_YEAR, read_setting
from ..organisation.queries import years_with_units
from ..tabs import FACES
from ..widgets.alerts import Alerts
from ..widgets.desk import Desk
from .settings_page import SettingsPage
from .today import TodayPage

TODAY, SETTINGS = "today", "settings"
_EARLIEST, _LATEST = 1990, 2100


class Workplace(QWidget):
    """Everything the clerk works with once an office file is open.

    Attributes:
        desk: what the tabs share.
        tabs: the tab bar; pages are made lazily.
    """

    def __init__(self, office: Office, alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = Desk(office, self, alerts=alerts, year=_year_to_start_with(office))
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self._makers = {TODAY: TodayPage, **{face.key: face.make_widget for face in FACES}, SETTINGS: SettingsPage}
        self._keys = list(self._makers)
        self._holders: list[QVBoxLayout] = []
        self._pages: dict[str, QWidget] = {}
        self._year = self._year_box()
        for title in ("今日工作", *(face.title for face in FACES), "设置"):
            self._add_page(title)
        self.tabs.setCornerWidget(self._corner())
        self.tabs.currentChanged.connect(self._make_page)
        self.desk.place_wanted.connect(self.go_to)
        self._make_page(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def show_tab(self, key: str) -> QWidget:
        """Bring a tab to the front, making it if needed, and return its widget."""
        self.tabs.setCurrentIndex(self._keys.index(key))
        return self._make_page(self._keys.index(key))

    def go_to(self, place: Place) -> None:
        """Bring the place's tab to the front; the tab itself selects the record."""
        page = self.show_tab(place.tab)
        show_place = getattr(page, "show_place", None)
        if show_place is not None:
            show_place(place)

    @property
    def current_key(self) -> str:
        """Key of the tab in front, e.g. for the right page of the manual."""
        return self._keys[self.tabs.currentIndex()]

    def close_desk(self) -> None:
        """Stop the work of this office; the office file is closed by the window."""
        self.desk.close()

    def _add_page(self, title: str) -> None:
        holder = QWidget(self.tabs)
        self._holders.append(QVBoxLayout(holder))
        number = self.tabs.addTab(holder, title) + 1
        self.tabs.setTabToolTip(number - 1, f"{title}（Ctrl+{number}）")
        shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
        shortcut.activated.connect(lambda: self.tabs.setCurrentIndex(number - 1))

    def _make_page(self, position: int) -> QWidget:
        key = self._keys[position]
        if key not in self._pages:
            self._pages[key] = page = self._makers[key](self.desk)
            self._holders[position].addWidget(page)
        return self._pages[key]

    def _corner(self) -> QWidget:
        corner = QWidget(self.tabs)
        label = QLabel("年度(&Y)", corner)
        label.setBuddy(self._year)
        layout = QHBoxLayout(corner)
        layout.setContentsMargins(0, 2, 8, 2)
        layout.addWidget(label)
        layout.addWidget(self._year)
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


def _year_to_start_with(office: Office) -> int:
    """The newest year that has units, else the year the file was made for, else this year."""
    years = years_with_units(office)
    return years[-1] if years else read_setting(office, FIRST_YEAR) or date.today().year
