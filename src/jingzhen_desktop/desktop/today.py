"""今日工作: what is due in all tabs, each line a way to its place. What is due is decided by the tabs."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ..base.text import chinese_date
from ..office.face import Due
from ..tabs import FACES, everything_due
from ..widgets.appearance import Look
from ..widgets.desk import Desk
from ..widgets.grid import Column, Grid, GridModel
from ..widgets.parts import EmptyHint, SectionTitle
from ..widgets.typed import Kind

_WEEKDAYS = "一二三四五六日"
_TITLES = {face.key: face.title for face in FACES}


class TodayPage(QWidget):
    """The first page: the list of what is due in the working year."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._title, self._count = SectionTitle(parent=self), QLabel(self)
        self.model: GridModel[Due] = GridModel(_columns())
        self.grid = Grid(self.model, "待办事项", select_rows=True, parent=self)
        self.grid.doubleClicked.connect(self._go)
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), self.grid, context=Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(lambda: self._go(self.grid.currentIndex()))
        self._empty = EmptyHint("目前没有到期或缺少的事项。", parent=self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.addWidget(self._title)
        layout.addWidget(self._count)
        layout.addWidget(self._stack, 1)
        desk.stepped.connect(self._refresh_if_shown)
        desk.year_changed.connect(self._refresh_if_shown)
        self.refresh()

    def refresh(self) -> None:
        """Ask all tabs again what is due today."""
        today = date.today()
        dues = everything_due(self._desk.office, self._desk.year, today)
        overdue = sum(due.is_overdue(today) for due in dues)
        self._title.setText(f"今日工作　{chinese_date(today)}　星期{_WEEKDAYS[today.weekday()]}")
        self._count.setText(f"{self._desk.year}年共{len(dues)}件待办" + (f"，其中{overdue}件已逾期" if overdue else "") + "。双击或按回车前往办理。")
        self._count.setVisible(bool(dues))
        self.model.set_rows(dues)
        self._stack.setCurrentWidget(self.grid if dues else self._empty)

    def showEvent(self, event: object) -> None:
        self.refresh()
        super().showEvent(event)  # type: ignore[arg-type]

    def _refresh_if_shown(self, _what: object) -> None:
        if self.isVisible():
            self.refresh()

    def _go(self, index: QModelIndex) -> None:
        if index.isValid():
            self._desk.go_to(self.model.row(index).place)


def _columns() -> list[Column[Due]]:
    return [
        Column("state", "状态", _state, width=16, look=_look),
        Column("deadline", "期限", lambda due: due.deadline, Kind.DATE, width=14),
        Column("tab", "所属", lambda due: _TITLES[due.place.tab], width=12),
        Column("text", "事项", lambda due: due.text, width=60),
    ]


def _state(due: Due) -> str:
    if due.deadline is None:
        return "待办"
    days = (due.deadline - date.today()).days
    if days < 0:
        return f"已逾期{-days}天"
    return "今天到期" if days == 0 else f"还有{days}天"


def _look(due: Due) -> Look | None:
    if due.is_overdue(date.today()):
        return Look.BAD
    return Look.WARNING if due.deadline else None
