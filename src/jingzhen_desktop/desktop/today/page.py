"""今日工作: the quarters, the year's course, what is due, each line a way to its place.
What is due is decided by the tabs.
"""

from __future__ import annotations

from datetime import date
from itertools import chain

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...office import clock
from ...office.face import Due, in_order
from ...office.safekeeping import safekeeping_dues
from ...tabs import FACES, everything_today
from ...widgets.desk import Desk
from ...widgets.look.tokens import tokens
from ...widgets.page import Page
from ...widgets.page_head import HeadActions, lay_out_page, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tool_row import Sentence
from .course import YearCourse
from .due_list import DueList
from .first_steps import FirstSteps, first_steps, is_beginning
from .progress import ProgressPanel
from .tiles import TileRow

_WEEKDAYS = "一二三四五六日"
_GO = "前往办理"
_FIGURES_REST = 200
"""Milliseconds before the main figures are read: the page is painted first."""


class TodayPage(Page):
    """The first page: what is due in the working year, and where the year stands."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.count = Sentence(parent=self)
        self.tiles = TileRow(self)
        self.course = YearCourse(self)
        self.list = DueList(self)
        self.progress = ProgressPanel(desk, self)
        self.tiles.wanted.connect(self._go_to_place)
        self.list.wanted.connect(self._go)
        self._empty = EmptyHint("", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.steps = FirstSteps(self)
        self.steps.wanted.connect(self._go_to_place)
        self._stack.addWidget(self.steps)
        self.setFocusProxy(self.list)
        self._urgent: Due | None = None
        self._may_read_figures, self._figures_are_old = False, True
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(_FIGURES_REST)
        self._reading.timeout.connect(self._read_figures)
        self._first = page_action(_GO, self._go_to_first, "next", "", "前往最要紧的一件事", self)
        self.head_actions = HeadActions(self)
        self.head_actions.offer(self._first)
        self.beside = WithPanel(self._body(), SidePanel(self.progress), "全年进度", self)
        self._head = lay_out_page(self, "今日工作", self.head_actions, self.beside)
        self._head.say_beside(self.count, self.beside.button)

    def refresh(self) -> None:
        """Ask all tabs again what is due today."""
        self._figures_are_old = True
        self._want_figures()
        today, year = clock.today(), self._desk.year
        dues, tabs = everything_today(self._desk.office, year, today)
        dues = in_order([*dues, *safekeeping_dues(self._desk.office, today)])
        self._head.title.setText(f"{today.month}月{today.day}日　星期{_WEEKDAYS[today.weekday()]}")
        self.count.setText(_summary(year, dues, today))
        self.tiles.show_tiles(list(chain.from_iterable(one.tiles for one in tabs.values())))
        self.course.show_year(year, list(chain.from_iterable(one.milestones for one in tabs.values())), today)
        self.list.show_dues(dues, today)
        self.progress.show_tabs(tabs)
        self._empty.set_text(f"{year}年目前没有到期或缺少的事项。")
        self.beside.panel.set_title(f"{year}年进度")
        self._urgent = dues[0] if dues else None
        self._show_list_or_steps(dues, begun=any(tile.parts for tile in self.tiles.shown))
        self._first.setText((self._urgent.action if self._urgent else "") or _GO)
        self._first.setToolTip(f"前往：{self._urgent.text}" if self._urgent else "目前没有要办的事")

    def let_figures_come(self) -> None:
        """The window stands, the rest is loaded: read the year's main figures now and with each change."""
        self._may_read_figures = True
        self._want_figures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want_figures()

    def _want_figures(self) -> None:
        if self._may_read_figures and self._figures_are_old:
            self._reading.start()

    def _read_figures(self) -> None:
        if not self.isVisible():
            return  # when the page is shown
        self._figures_are_old = False
        office, year, day = self._desk.office, self._desk.year, clock.today()
        with self._desk.alerts.guard():
            found = (face.headline(office, year, day) for face in FACES)
            self.progress.figures.show_headline(next((one for one in found if one is not None), None))

    def read_again(self) -> None:
        """Something was done that is no step of the office file, e.g. a backup."""
        self._note_change(None)

    def _show_list_or_steps(self, dues: list[Due], *, begun: bool) -> None:
        """Show the first steps until what the work builds on is entered, or reports are there."""
        steps = [] if begun else first_steps(self._desk.office)
        if not is_beginning(steps):
            self._stack.setCurrentWidget(self.list if dues else self._empty)
            self.setFocusProxy(self.list)
            return
        self.steps.show_steps(steps)
        self._stack.setCurrentWidget(self.steps)
        self.setFocusProxy(self.steps)
        self.count.setText("新的数据文件，按这几步就可以开始工作")
        if (step := self.steps.next) is not None and step.place is not None:
            self._urgent = Due(f"{step.title}：{step.hint}", None, step.place, step.action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the course gives its room to the list."""
        super().resizeEvent(event)
        self.course.setVisible(self.window().height() >= tokens().breakpoint.low)
        self.tiles.fit_letters()

    def _body(self) -> QWidget:
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tiles, self.course):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        return body

    def _go_to_first(self) -> None:
        if self._urgent is not None:
            self._go(self._urgent)
        else:
            self._desk.alerts.say("目前没有要办的事")

    def _go(self, due: Due) -> None:
        self._go_to_place(due.place)

    def _go_to_place(self, place: Place) -> None:
        self._desk.go_to(place)


def _summary(year: int, dues: list[Due], today: date) -> str:
    if not dues:
        return ""
    overdue = sum(due.is_overdue(today) for due in dues)
    return f"{year}年共{len(dues)}件待办" + (f"，其中{overdue}件已逾期" if overdue else "")
