"""The tab 监督检查: its five pages and which of them shows a place."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...base.place import REPORT, Place
from ...widgets.desk import Desk
from ...widgets.page_head import SubPages
from .circulars import CircularsPage
from .complaints import ComplaintsPage
from .ledger import LedgerPage
from .plan import PlanPage
from .rounds import RoundsPage


class InspectionTab(QWidget):
    """The tab: five pages of the same inspections."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rounds, self.plan = RoundsPage(desk, self.show_place), PlanPage(desk)
        self.ledger, self.circulars = LedgerPage(desk, self.show_place), CircularsPage(desk)
        self.complaints = ComplaintsPage(desk, self.show_place)
        self.pages = SubPages("监督检查", self)
        titles = (
            (self.rounds, "检查"),
            (self.plan, "年度计划"),
            (self.ledger, "整改台账"),
            (self.circulars, "通报"),
            (self.complaints, "举报"),
        )
        for page, title in titles:
            self.pages.addTab(page, title)
        self.rounds.pane_wanted.connect(self._show_round)
        self.rounds.pane_over.connect(self.pages.close_detail)
        self.pages.detail_closed.connect(self.rounds.freshen)
        self.setFocusProxy(self.pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def _show_round(self, title: str) -> None:
        self.pages.setCurrentWidget(self.rounds)
        self.pages.open_detail(self.rounds.pane, title)

    def show_place(self, place: Place) -> None:
        """Bring a round, its plan, a visit, a violation, a rectification,
        a circular or a complaint to the front.
        """
        pages: dict[str, PlanPage | LedgerPage | CircularsPage | ComplaintsPage] = {
            "plan": self.plan,
            REPORT: self.plan,
            "rectification": self.ledger,
            "recheck": self.ledger,
            "circular": self.circulars,
            "proposal": self.circulars,
            "complaint": self.complaints,
        }
        if place.day is not None:
            self._desk.year = place.day.year
        page = pages.get(place.kind, self.rounds)
        self.pages.setCurrentWidget(page)
        page.show_place(place)
