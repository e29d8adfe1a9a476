"""The widgets of 组织机构: units, leading group, tree."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.desk import Desk
from .group import GroupPage
from .tree import TreePage
from .units import UnitsPage


class OrganisationTab(QWidget):
    """The tab: three pages of the same organisation."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.units, self.group, self.tree = UnitsPage(desk), GroupPage(desk), TreePage(desk)
        self.pages = QTabWidget(self)
        for page, title in ((self.units, "单位"), (self.group, "领导小组"), (self.tree, "组织网络")):
            self.pages.addTab(page, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def show_place(self, place: Place) -> None:
        """Bring a unit or the leading group to the front."""
        self.pages.setCurrentWidget(self.group if place.kind == "group" else self.units)
        if place.kind == "unit" and place.id is not None:
            self.units.show_unit(place.id)
