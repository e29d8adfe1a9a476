"""The widgets of 组织机构: units, leading group, tree."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.desk import Desk
from ..actions import UNIT
from .group import GroupPage
from .tree import TreePage
from .units import UnitsPage


class OrganisationTab(QWidget):
    """The tab: three pages of the same organisation."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.units, self.group, self.tree = UnitsPage(desk), GroupPage(desk), TreePage(desk)
        self.pages = QTabWidget(self)
        for part in (self.pages, self.pages.tabBar()):
            part.setAccessibleName("组织机构的页面")
        for page, title in ((self.units, "单位"), (self.group, "领导小组"), (self.tree, "组织网络")):
            self.pages.addTab(page, title)
        self.setFocusProxy(self.units.grid)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def show_place(self, place: Place) -> None:
        """Bring a unit (kind e.g. unit2011, or unit in the working year) or the leading group (kind group) to the front."""
        if place.kind == "group":
            self.pages.setCurrentWidget(self.group)
            self.group.setFocus()
            return
        self.pages.setCurrentWidget(self.units)
        year = place.kind.removeprefix(UNIT)
        if year.isdecimal():
            self._desk.year = int(year)
        if place.kind.startswith(UNIT) and place.id is not None:
            self.units.show_unit(place.id)
