"""The widget of 宣传培训: the working year's activities in one grid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ..base.place import Place
from ..widgets.desk import Desk
from ..widgets.grid import Column, Grid, GridModel, Kind
from ..widgets.page import Page
from ..widgets.parts import ButtonRow, EmptyHint, action_button
from .actions import ACTIVITY, add_activity, change_activity, remove_activity
from .queries import publicity_year
from .values import Activity, ActivityKind, PublicityYear

_DAY = 1


class PublicityTab(Page):
    """The tab: a grid in which activities are typed, and the year's figures."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model: GridModel[Activity] = GridModel(_columns(), self._write, desk.alerts)
        self.grid = Grid(self.model, "宣传培训活动", parent=self)
        self.figures = QLabel(self)
        self.figures.setWordWrap(True)
        self._empty = EmptyHint("", "登记活动", self.add, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.grid)
        self._lay_out()

    def refresh(self) -> None:
        """Show the activities of the working year as they are stored."""
        year = publicity_year(self._desk.office, self._desk.year)
        self.model.set_rows(year.activities)
        self.figures.setText(_sentence(self._desk.year, year))
        self._empty.set_text(f"{self._desk.year}年还没有登记宣传培训活动。")
        self._stack.setCurrentWidget(self.grid if year.activities else self._empty)

    def show_place(self, place: Place) -> None:
        """Select an activity (kind e.g. activity2011, or activity in the working year)."""
        year = place.kind.removeprefix(ACTIVITY)
        if year.isdecimal():
            self._desk.year = int(year)
        self.catch_up()
        if place.id is not None:
            self.grid.select_row(lambda activity: activity.id == place.id)
        self.grid.setFocus()

    def add(self, kind: ActivityKind = ActivityKind.PUBLICITY_WEEK) -> None:
        """Add an activity and let the clerk type its date."""
        with self._desk.alerts.guard():
            day = proposed_day(self._desk.year, publicity_year(self._desk.office, self._desk.year).activities, date.today())
            activity_id = add_activity(self._desk.office, kind, day)
            self.catch_up()
            self.grid.select_row(lambda activity: activity.id == activity_id)
            self.grid.setCurrentIndex(self.model.index(self.grid.currentIndex().row(), _DAY))
            self.grid.setFocus()
            self.grid.edit(self.grid.currentIndex())

    def _remove(self) -> None:
        activity = self.grid.current_row()
        if activity is None:
            self._desk.alerts.say("请先选中要删除的活动")
        elif self._desk.alerts.confirm(f"删除{activity.day:%Y-%m-%d}的“{activity.kind.value}”？", "删除", parent=self):
            with self._desk.alerts.guard():
                remove_activity(self._desk.office, activity.id)

    def _write(self, activity: Activity, key: str, value: object) -> None:
        change_activity(self._desk.office, activity, **{key: value})

    def _lay_out(self) -> None:
        buttons = ButtonRow(
            action_button("登记活动", self.add, "add", "Ctrl+Shift+N"),
            action_button("登记培训", lambda: self.add(ActivityKind.TRAINING), "add", "Ctrl+Shift+T"),
            action_button("删除", self._remove, "remove", tip="删除选中的活动"),
        )
        layout = QVBoxLayout(self)
        layout.addWidget(buttons)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.figures)


def proposed_day(year: int, activities: Sequence[Activity], today: date) -> date:
    """The day a new activity is entered with: today, in another year the day of the last one there is, else its first day."""
    if year == today.year:
        return today
    return activities[-1].day if activities else date(year, 1, 1)


def _columns() -> list[Column[Activity]]:
    return [
        Column("kind", "类型", lambda activity: activity.kind, Kind.CHOICE, choices=_KINDS, editable=True, width=16),
        Column("day", "日期", lambda activity: activity.day, Kind.DATE, editable=True, width=12),
        Column("place", "地点", lambda activity: activity.place, editable=True, width=20),
        Column("theme", "主题", lambda activity: activity.theme, editable=True, width=34),
        Column("people", "参加人数\n（人）", lambda activity: activity.people, Kind.INTEGER, editable=True, width=9),
        Column("material", "宣传材料", lambda activity: activity.material, editable=True, width=26),
        Column("note", "备注", lambda activity: activity.note, editable=True, width=20),
    ]


_KINDS = tuple((kind, kind.value) for kind in ActivityKind)


def _sentence(year: int, figures: PublicityYear) -> str:
    if not figures.activities:
        return ""
    kinds = "、".join(f"{kind.value}{count}次" for kind, count in figures.counts.items())
    people = f"，参加{figures.people:,}人次" if figures.people is not None else ""
    return f"{year}年共{len(figures.activities)}次：{kinds}{people}。"
