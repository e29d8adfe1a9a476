"""The tab 定额考核: its sub-pages and which of them shows a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...base.place import Place
from ...widgets.desk import Desk
from ...widgets.lazy_page import LazyPage
from ...widgets.page_head import SubPages
from ..values.places import CHOICE, OVER_QUOTA, QUOTA, SPENDING, STANDARD, STANDING, TARGETS
from ..values.score_places import NOTICE, REWARD, SCORE_SHEET, SCORE_TABLE, SCORES, SUMMARY, TELLING
from .over_quota import OverQuotaPage
from .page import SubPage
from .register import RegisterPage
from .rewards import RewardsPage
from .scores import ScoresPage
from .spending import SpendingPage
from .standing import StandingPage
from .targets import TargetsPage

PAGES: Sequence[tuple[str, Callable[[Desk], SubPage], tuple[str, ...]]] = (
    ("定额对标", StandingPage, (STANDING, CHOICE)),
    ("定额标准", RegisterPage, (STANDARD, QUOTA)),
    ("支出标准", SpendingPage, (SPENDING,)),
    ("目标备案", TargetsPage, (TARGETS,)),
    ("超定额", OverQuotaPage, (OVER_QUOTA,)),
    ("考核评分", ScoresPage, (SCORES, SCORE_SHEET, SCORE_TABLE, SUMMARY, NOTICE, TELLING)),
    ("节约奖惩", RewardsPage, (REWARD,)),
)
"""The sub-pages in their order: title, what makes it, the kinds of places it shows (``show_place``)."""


class AssessmentTab(QWidget):
    """The tab; a sub-page is made when it is first shown."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.pages = SubPages("定额考核", self)
        self.pages.currentChanged.connect(self._make_page)
        self._holders: dict[str, LazyPage[SubPage]] = {}
        self._showing: dict[str, LazyPage[SubPage]] = {}
        for title, make, kinds in PAGES:
            holder = LazyPage(partial(_made_by, make, desk), partial(self._connect, title), self)
            self._holders[title] = holder
            self._showing |= dict.fromkeys(kinds, holder)
            self.pages.addTab(holder, title)
        self.setFocusProxy(self.pages)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.pages)

    def page(self, title: str) -> SubPage:
        """The sub-page of a title."""
        return self._holders[title].page

    def _make_page(self, _position: int) -> None:
        holder = self.pages.currentWidget()
        assert isinstance(holder, LazyPage)
        _ = holder.page

    def _connect(self, title: str, page: SubPage) -> None:
        page.detail_wanted.connect(partial(self._open_pane, self._holders[title]))

    def _open_pane(self, holder: LazyPage[SubPage], title: str) -> None:
        """Show a page's pane in its place."""
        if holder.page.pane is not None:
            self.pages.setCurrentWidget(holder)
            self.pages.open_detail(holder.page.pane, title)

    def show_place(self, place: Place) -> None:
        """Bring the sub-page of a place to the front, in the place's year, and the record it names."""
        if place.year is not None:
            self._desk.year = place.year
        holder = self._showing.get(place.kind)
        if holder is None:
            return
        self.pages.setCurrentWidget(holder)
        holder.page.show_place(place)


def _made_by(make: Callable[[Desk], SubPage], desk: Desk, _parent: QWidget) -> SubPage:
    return make(desk)
