"""The widgets of 监督检查: rounds, the ledger of rectifications, circulars."""

from __future__ import annotations

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.desk import Desk
from .circulars import CircularsPage
from .ledger import LedgerPage
from .rounds import RoundsPage

__all__ = ["InspectionTab"]


class InspectionTab(QWidget):
    """The tab: three pages of the same inspections."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rounds, self.ledger, self.circulars = RoundsPage(desk, self.show_place), LedgerPage(desk, self.show_place), CircularsPage(desk)
        self.pages = QTabWidget(self)
        for page, title in ((self.rounds, "检查"), (self.ledger, "整改台账"), (self.circulars, "通报")):
            self.pages.addTab(page, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def show_place(self, place: Place) -> None:
        """Bring a round, a visit, a violation, a rectification or a circular to the front."""
        pages: dict[str, LedgerPage | CircularsPage] = {"rectification": self.ledger, "circular": self.circulars}
        page = pages.get(place.kind, self.rounds)
        self.pages.setCurrentWidget(page)
        page.show_place(place)
