"""The tab's page: activities in a grid, the chosen one's details beside them; papers, the year's figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.files import safe_name
from ...base.place import Place
from ...base.typed import Kind
from ...office import clock
from ...paper.document import Pdf
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.new_row import NEW, NewRow
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_file
from ...widgets.page import Page
from ...widgets.page_head import HeadActions, lay_out_page, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tool_row import Chip, Sentence, ToolRow
from ..actions import (
    add_activity,
    change_activities,
    plan_week,
    remove_activity,
)
from ..papers import activity_paper, record_name, sign_in_name, sign_in_paper, year_paper
from ..queries import activities_of_year, publicity_week
from ..rules import check_activity, dated, week_chip, week_words, year_figures, year_sentence
from ..sheets import year_book
from ..values import WEEK, Activity, ActivityKind, PublicityYear
from .details import DetailsPane
from .week import WeekPanel

_BEGUN = "没有日期的是计划，填上已经过去的日期就是已完成"


class PublicityTab(Page):
    """The tab: a grid in which activities are typed, and the year's figures."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model: GridModel[Activity] = GridModel(
            _columns(),
            alerts=desk.alerts,
            change_many=self._store,
        )
        self.grid = Grid(self.model, "宣传培训活动", parent=self)
        self._begun = NewRow(self.grid, self._add, partial(self._note_change, None))
        desk.year_changed.connect(self._begun.drop)
        self.grid.remove_wanted.connect(self._remove)
        self.grid.chosen.connect(self._show_chosen)
        self.week = WeekPanel(desk, self)
        self.details = DetailsPane(desk, self)
        self.figures, self.chip = Sentence(parent=self), Chip(self)
        self.head_actions = HeadActions(self)
        self._empty = EmptyHint(
            "",
            "登记活动",
            self.add,
            self,
            links=[("拟定宣传周计划", self.plan), ("宣传周日期和主题", self.open_week)],
        )
        self._stack = QStackedWidget(self)
        self.setFocusProxy(self.grid)
        self._lay_out()

    def refresh(self) -> None:
        """Show the activities of the working year as they are stored."""
        year, office = self._desk.year, self._desk.office
        activities = activities_of_year(office, year)
        week = publicity_week(office, year)
        self.week.show_week(week)
        self.chip.tell(week_chip(week), week_words(week))
        self.model.set_rows(self._begun.with_begun(activities))
        self.figures.setText(_sentence(year, year_figures(activities)))
        self._empty.set_text(f"{year}年还没有登记宣传培训活动。办过的和要办的都记在这里，年度总结由此写成。")
        self._stack.setCurrentIndex(0 if self.model.all_rows() else 1)
        self._show_chosen(self.grid.current_row())

    def show_place(self, place: Place) -> None:
        """Select an activity, or open the week, in the place's year or else in the working year."""
        if place.year is not None:
            self._desk.year = place.year
        self.catch_up()
        if place.id is not None:
            self.grid.select_row(lambda activity: activity.id == place.id)
        self.grid.setFocus()
        if place.kind == WEEK:
            self.open_week()

    def open_week(self) -> None:
        """Go to the dates and the theme of the year's publicity week."""
        self._stack.setCurrentWidget(self.beside)
        self.details.setCurrentWidget(self.week)
        self.beside.open_panel()
        self.week.form.field("first").editor.setFocus()

    def add(self, kind: ActivityKind = ActivityKind.PUBLICITY_WEEK) -> None:
        """Begin an activity, a plan without a day, and let the clerk type its date."""
        self._begun.begin(Activity(NEW, kind, None, done=False, planned_year=self._desk.year), "day")

    def plan(self) -> None:
        """Plan what the year's publicity week asks for."""
        if publicity_week(self._desk.office, self._desk.year).first is None:
            self._desk.alerts.warn("还没有填写本年宣传周的日期，请先在“宣传周日期和主题”中填写。")
            self.open_week()
            return
        with self._desk.alerts.guard():
            planned = plan_week(self._desk.office, self._desk.year, self.model.all_rows())
            text = (
                f"已拟定{len(planned)}项计划，办完后把“情况”改为“已完成”"
                if planned
                else "宣传周的活动都已登记或计划"
            )
            self._desk.alerts.say(text)

    def export(self) -> None:
        """Write the year's list to a spreadsheet where the clerk wants it."""
        office, year = self._desk.office, self._desk.year
        path = self._desk.alerts.choose_save(
            "导出宣传培训一览", f"{safe_name(f'{year}年宣传培训一览')}.xlsx", "Excel 文件 (*.xlsx)"
        )
        if path is not None:
            make = partial(year_book, office, year)
            write_file(self, self._desk, "导出宣传培训一览", path, make)

    def _preview_record(self) -> None:
        self._preview_chosen("活动记录", activity_paper, record_name)

    def _preview_sign_in(self) -> None:
        self._preview_chosen("签到表", sign_in_paper, sign_in_name)

    def _preview_chosen(self, what: str, make: Callable[..., Pdf], name: Callable[[Activity], str]) -> None:
        self.details.form.flush()
        activity, office = self._stored_row(), self._desk.office
        if activity is None:
            self._desk.alerts.say(f"请先选中要做{what}的活动")
        else:
            show_paper(self, self._desk, f"生成{what}", partial(make, office, activity.id), name(activity))

    def _preview_year(self) -> None:
        office, year = self._desk.office, self._desk.year
        make = partial(year_paper, office, year)
        show_paper(self, self._desk, "生成宣传培训一览", make, f"{year}年宣传培训一览.pdf")

    def _add(self, activity: Activity) -> int:
        check_activity(activity, self._desk.year, clock.today())  # a date may say another year
        return add_activity(self._desk.office, activity)

    def _store(self, changes: Sequence[tuple[Activity, Activity]]) -> None:
        today = clock.today()
        changes = [(old, dated(old, new, today)) for old, new in changes]
        if not self._begun.take(changes):
            change_activities(self._desk.office, changes)

    def _remove(self) -> None:
        if self._begun.give_up():
            return
        activity = self._stored_row()
        if activity is None:
            self._desk.alerts.say("请先选中要删除的活动")
            return
        with self._desk.alerts.guard():
            remove_activity(self._desk.office, activity.id)
            self._desk.alerts.say(f"已删除{activity.name}，可用“撤销”恢复")

    def _show_chosen(self, _activity: object) -> None:
        self.details.show_activity(self._stored_row())

    def _stored_row(self) -> Activity | None:
        """The chosen activity; None for one that is only begun."""
        activity: Activity | None = self.grid.current_row()
        return activity if activity is not None and activity.id != NEW else None

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("登记活动", self.add, "add", "Ctrl+Shift+N", f"登记一次活动；{_BEGUN}"),
            (
                "登记培训",
                partial(self.add, ActivityKind.TRAINING),
                "add",
                "Ctrl+Shift+T",
                f"登记一次培训；{_BEGUN}",
            ),
            ("删除活动", self._remove, "remove", "", "删除选中的活动，可撤销"),
            ("活动记录", self._preview_record, "preview", "Ctrl+P", "选中活动的记录，连同照片"),
            ("签到表", self._preview_sign_in, "preview", "", "选中活动的空白签到表"),
            ("年度一览", self._preview_year, "preview", "", "全年宣传培训一览，可打印或另存"),
            ("导出Excel…", self.export, "export", "Ctrl+E", "全年宣传培训一览，写成Excel文件"),
            (
                "宣传周日期和主题",
                self.open_week,
                "edit",
                "",
                "填写或更正全国节能宣传周、低碳日的日期和主题",
            ),
            ("拟定宣传周计划", self.plan, "calendar", "", "按宣传周、低碳日的日期新增计划活动"),
        )
        actions = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        self.head_actions.offer(
            actions["登记活动"],
            (actions["登记培训"], actions["拟定宣传周计划"]),
            [
                actions["宣传周日期和主题"],
                None,
                *(actions[text] for text in ("活动记录", "签到表", "年度一览", "导出Excel…")),
                None,
                actions["删除活动"],
            ],
        )
        self.grid.addActions([actions[text] for text in ("活动记录", "签到表", "删除活动")])
        self.details.addTab(self.week, "全国节能宣传周")
        self.beside = WithPanel(self.grid, SidePanel(self.details), "活动详情", self)
        self._stack.addWidget(self.beside)
        self._stack.addWidget(self._empty)
        tools = ToolRow(self)
        tools.add(self.chip, self.figures)
        tools.add_right(self.beside.button)
        lay_out_page(self, "宣传培训", self.head_actions, self._stack, tools)


def _columns() -> list[Column[Activity]]:
    return [
        Column[Activity](
            "kind",
            "类型",
            lambda activity: activity.kind,
            Kind.CHOICE,
            choices=_KINDS,
            write=lambda activity, typed: replace(activity, kind=typed),
            width=13,
        ),
        Column[Activity](
            "day",
            "日期",
            lambda activity: activity.day,
            Kind.DATE,
            write=lambda activity, typed: replace(activity, day=typed),
            width=11,
        ),
        Column[Activity](
            "place",
            "地点",
            lambda activity: activity.place,
            write=lambda activity, typed: replace(activity, place=typed),
            width=14,
        ),
        Column[Activity](
            "theme",
            "主题",
            lambda activity: activity.theme,
            write=lambda activity, typed: replace(activity, theme=typed),
            width=21,
        ),
        Column[Activity](
            "people",
            "参加人数\n（人）",
            lambda activity: activity.people,
            Kind.INTEGER,
            write=lambda activity, typed: replace(activity, people=typed),
            width=8,
        ),
        Column[Activity](
            "material",
            "宣传材料",
            lambda activity: activity.material,
            write=lambda activity, typed: replace(activity, material=typed),
            width=18,
        ),
        Column[Activity](
            "audience",
            "对象",
            lambda activity: activity.audience,
            write=lambda activity, typed: replace(activity, audience=typed),
            width=8,
        ),
        Column[Activity](
            "done",
            "情况",
            lambda activity: activity.done,
            Kind.CHOICE,
            choices=_DONE,
            write=lambda activity, typed: replace(activity, done=typed),
            width=8,
            look=_look,
        ),
    ]


_KINDS = tuple((kind, kind.value) for kind in ActivityKind)
_DONE = ((True, "已完成"), (False, "计划"))


def _look(activity: Activity) -> Look | None:
    if activity.done:
        return None
    return Look.BAD if activity.day is not None and activity.day < clock.today() else Look.WARNING


def _sentence(year: int, figures: PublicityYear) -> str:
    planned = f"计划中{len(figures.planned)}次。" if figures.planned else ""
    return f"{year_sentence(year, figures)}{planned}"
