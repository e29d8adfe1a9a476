"""The tab 组织机构: its four pages and which of them shows a place."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.desk import Desk
from ...widgets.page_head import SubPages
from ..values.places import DOCUMENT, GAPS, GROUP, LEDGER, MEMBER, SYSTEMS, UNIT
from .group import GroupPage
from .ledger import LedgerPage
from .network import TreePage
from .units import UnitsPage


class OrganisationTab(QWidget):
    """The tab: four pages of the same organisation."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.units, self.group, self.tree, self.ledger = (
            UnitsPage(desk),
            GroupPage(desk),
            TreePage(desk),
            LedgerPage(desk),
        )
        self.pages = SubPages("组织机构", self)
        for page, title in (
            (self.units, "单位"),
            (self.group, "领导小组"),
            (self.tree, "组织网络"),
            (self.ledger, "工作台账"),
        ):
            self.pages.addTab(page, title)
        self.units.register_wanted.connect(self._show_register)
        self.units.register.closed.connect(self._leave_register)
        self.pages.detail_closed.connect(self.units.refresh)
        self.setFocusProxy(self.pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _show_register(self) -> None:
        """Show the list that was read in place of the units, until it is stored or put away."""
        self.pages.setCurrentWidget(self.units)
        self.pages.open_detail(self.units.register, f"导入名单（{self._desk.year}年）")

    def _leave_register(self) -> None:
        if self.pages.detail is self.units.register:
            self.pages.close_detail()
        self.units.refresh()

    def show_place(self, place: Place) -> None:
        """Bring a record of the tab to the front:
        the address says its kind, and for units the year and the cell.
        """
        if place.year is not None:
            self._desk.year = place.year
        if place.kind in (GROUP, MEMBER, DOCUMENT):
            self.pages.setCurrentWidget(self.group)
            self.group.show_place(place)
        elif place.kind == LEDGER:
            self.pages.setCurrentWidget(self.ledger)
            self.ledger.show_entry(place.id)
        elif place.kind == GAPS:
            self.pages.setCurrentWidget(self.tree)
            self.tree.show_gaps()
        elif place.kind == SYSTEMS:
            self.pages.setCurrentWidget(self.tree)
            self.tree.show_systems()
        else:
            self.pages.setCurrentWidget(self.units)
            if place.kind == UNIT and place.id is not None:
                self.units.show_unit(place.id, place.field)
