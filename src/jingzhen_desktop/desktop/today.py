"""今日工作: what is due in all tabs, each line a way to its place. What is due is decided by the tabs."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ..base.place import Place
from ..base.text import chinese_date
from ..base.typed import Kind
from ..office import clock
from ..office.face import Due
from ..tabs import FACES, everything_today
from ..widgets.appearance import Look
from ..widgets.desk import Desk
from ..widgets.grid.columns import Column
from ..widgets.grid.filter_box import FilterBox
from ..widgets.grid.model import GridModel
from ..widgets.grid.view import Grid
from ..widgets.look.roles import set_role
from ..widgets.page import Page
from ..widgets.page_head import HeadActions, lay_out_page, page_action
from ..widgets.parts import EmptyHint, action_button
from ..widgets.side_panel import SidePanel, WithPanel, scrolling
from ..widgets.tool_row import Sentence, ToolRow

_WEEKDAYS = "一二三四五六日"
_SOON = 7
"""Days before a deadline from which it is shown as pressing."""
_DAYS_COUNTED = 99
"""Further away than this the date says more than a number of days."""


class TodayPage(Page):
    """The first page: the list of what is due in the working year, and where the year stands."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._date, self.count = QLabel(self), Sentence(parent=self)
        self.overviews = {face.key: QLabel(self) for face in FACES}
        self.model: GridModel[Due] = GridModel(_columns())
        self.grid = Grid(self.model, "待办事项", select_rows=True, roomy=True, parent=self)
        self.grid.doubleClicked.connect(self._go)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self.grid, context=Qt.ShortcutContext.WidgetShortcut)
            enter.activated.connect(lambda: self._go(self.grid.currentIndex()))
        self._empty = EmptyHint("", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.grid)
        go = page_action("前往办理", self._go_to_chosen, "next", "", "打开所选事项的位置（双击或回车）", self)
        self.head_actions = HeadActions(self)
        self.head_actions.offer(go)
        self.grid.addAction(go)
        self.beside = WithPanel(self._stack, SidePanel(self._overview()), "全年概况", self)
        tools = ToolRow(self)
        set_role(self._date, "label")
        tools.add(self._date, self.count)
        tools.add_right(FilterBox(self.grid), self.beside.button)
        lay_out_page(self, "今日工作", self.head_actions, self.beside, tools)

    def refresh(self) -> None:
        """Ask all tabs again what is due today."""
        today = clock.today()
        dues, overviews = everything_today(self._desk.office, self._desk.year, today)
        self._date.setText(f"{chinese_date(today)}　星期{_WEEKDAYS[today.weekday()]}")
        self.count.setText(_summary(self._desk.year, dues, today))
        self.model.set_rows(dues)
        self._empty.set_text(f"{self._desk.year}年目前没有到期或缺少的事项。")
        self._stack.setCurrentWidget(self.grid if dues else self._empty)
        self.beside.panel.set_title(f"{self._desk.year}年概况")
        for key, text in overviews.items():
            self.overviews[key].setText(text)

    def _overview(self) -> QWidget:
        """For each tab where its year stands, and the way there."""
        whole = QWidget(self)
        lines = QVBoxLayout(whole)
        for face in FACES:
            way = action_button(face.title, partial(self._desk.go_to, Place(face.key)), parent=whole)
            way.setToolTip(f"前往{face.title}")
            set_role(way, "link")
            self.overviews[face.key].setWordWrap(True)
            lines.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
            lines.addWidget(self.overviews[face.key])
        lines.addStretch(1)
        return scrolling(whole)

    def _go_to_chosen(self) -> None:
        if self.grid.currentIndex().isValid():
            self._go(self.grid.currentIndex())
        else:
            self._desk.alerts.say("请先选中一件要办的事" if self.model.rowCount() else "目前没有要办的事")

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self._desk.go_to(self.model.row(index).place)


def _summary(year: int, dues: list[Due], today: date) -> str:
    if not dues:
        return ""
    overdue = sum(due.is_overdue(today) for due in dues)
    return f"{year}年共{len(dues)}件待办" + (f"，其中{overdue}件已逾期" if overdue else "") + "。"


def _columns() -> list[Column[Due]]:
    titles = {face.key: face.title for face in FACES}
    return [
        Column("state", "状态", _state, width=14, look=_look),
        Column("deadline", "期限", lambda due: due.deadline, Kind.DATE, width=12),
        Column("tab", "所属", lambda due: titles.get(due.place.tab, ""), width=12),
        Column("text", "事项", lambda due: due.text, width=80),
    ]


def _state(due: Due) -> str:
    if due.deadline is None:
        return "待办"
    days = (due.deadline - clock.today()).days
    if days == 0:
        return "今天到期"
    if abs(days) > _DAYS_COUNTED:
        return "已逾期" if days < 0 else "未到期"
    return f"已逾期{-days}天" if days < 0 else f"还有{days}天"


def _look(due: Due) -> Look | None:
    if due.deadline is None:
        return None
    days = (due.deadline - clock.today()).days
    if days < 0:
        return Look.BAD
    return Look.WARNING if days <= _SOON else None
