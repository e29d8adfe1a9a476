"""The rounds of the working year with how far each has come; the chosen one opens as a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import chain

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ...base.place import Place
from ...base.typed import Kind
from ...office import clock
from ...office.settings import read_setting
from ...organisation.queries.units import units_of_year
from ...widgets.appearance import Look
from ...widgets.course import CourseCell
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import tokens
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.rounds import add_round, remove_round
from ..queries.courses import courses_of_year
from ..queries.rounds import round_detail, round_of
from ..rules.course import settled_of
from ..rules.plan import progress_of_plan
from ..rules.rounds import next_season
from ..settings import PLANNED_ROUNDS
from ..values.course import RoundOnCourse, Urgency
from ..values.found import RoundLine
from .course_points import course_points
from .outgoing import take_out
from .page import InspectionPage
from .round import RoundPane
from .waiting import WaitingPart

_TOLD_BY_OTHERS = ("kind", "settled")
_ANY_HEIGHT = 16_777_215
"""As high as Qt lets a widget be."""
URGENCY_LOOKS = {Urgency.LATE: Look.BAD, Urgency.WAITING: Look.WARNING}


class RoundsPage(InspectionPage):
    """A grid of rounds, under it what is not settled and who was not visited yet.

    Attributes:
        pane: the chosen round; the tab shows it in the grid's place when it is asked for.
    """

    pane_wanted = Signal(str)
    """The chosen round is to be shown; its title."""
    pane_over = Signal()
    """The round shown is gone."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model: GridModel[RoundOnCourse] = GridModel(
            _columns(), alerts=desk.alerts, identity=lambda line: line.round.id
        )
        self.grid = Grid(self.model, "检查", select_rows=True, roomy=True, parent=self)
        self.grid.remove_wanted.connect(self._remove)
        self.pane = RoundPane(desk, go_to, self)
        self.pane.hide()
        self.pane.add_wanted.connect(self.add)
        self.grid.chosen.connect(self._show)
        self.grid.doubleClicked.connect(lambda _index: self.open_chosen())
        self.grid.followed.connect(lambda _line: self.do_next())
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            enter = QShortcut(QKeySequence(key), self.grid, context=Qt.ShortcutContext.WidgetShortcut)
            enter.activated.connect(self.open_chosen)
        self.waiting = WaitingPart(desk, go_to, self)
        self.plan = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self.setFocusProxy(self.grid)
        self._empty, self._stack = EmptyHint("", "新增检查", self.add, self), QStackedWidget(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the rounds of the working year as they are stored."""
        office, year, today = self._desk.office, self._desk.year, clock.today()
        lines = courses_of_year(office, year, today)
        shown = self.pane.round_id
        if shown is not None and all(line.round.id != shown for line in lines):
            if round_detail(office, shown) is None:
                self.pane.discard()  # what is half typed has no round any more
            if self.pane.isVisible():
                self.pane_over.emit()
        self.model.set_rows(lines)
        self.plan.setText(_so_far(lines, read_setting(office, PLANNED_ROUNDS), year, today))
        units = [(unit.id, unit.short_name) for unit in units_of_year(office, year)]
        self.waiting.show_year([line.detail for line in lines], units, today)
        self._empty.set_text(f"{year}年还没有检查。新增一次检查，再录入被检查的单位和温度。")
        self._stack.setCurrentIndex(0 if lines else 1)
        self._fit_rows()
        self._show(self.grid.current_row())

    def flush(self) -> None:
        """Store what is typed about the round."""
        self.pane.form.flush()
        self.pane.visit.flush()

    def show_place(self, place: Place) -> None:
        """Select a round and, within it, a visit or a violation; the working year follows."""
        detail = round_of(self._desk.office, place.kind, place.id) if place.id is not None else None
        if detail is not None:
            self._desk.year = detail.round.year
            self.freshen()
            self.grid.select_row(lambda row: row.round.id == detail.round.id)
            self.open_chosen()
            self.pane.select(place)
        else:
            self.grid.setFocus()

    def open_chosen(self) -> None:
        """Show the chosen round."""
        line = self._chosen()
        if line is not None:
            self._show(line)
            self.pane_wanted.emit(line.round.title)

    def do_next(self) -> None:
        """Open the chosen round and begin what comes next in it."""
        line = self._chosen()
        if line is not None and line.course.step is not None:
            self.open_chosen()
            self.pane.do_next()

    def _chosen(self) -> RoundOnCourse | None:
        line: RoundOnCourse | None = self.grid.current_row()
        if line is None:
            self._desk.alerts.say("请先选中一次检查")
        return line

    def add(self) -> None:
        """Add the round of the next season without one and go to its date."""
        year, today = self._desk.year, clock.today()
        done = [
            line.round.season
            for line in courses_of_year(self._desk.office, year, today)
            if not line.round.special
        ]
        with self._desk.alerts.guard():
            day = today if today.year == year else None
            round_id = add_round(self._desk.office, year, next_season(done, year, today), day)
            self.freshen()
            self.grid.select_row(lambda line: line.round.id == round_id)
            self.open_chosen()
            self.pane.start_typing("day")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the rounds alone are shown; in a narrow one the columns that the others tell, too,
        make room.
        """
        super().resizeEvent(event)
        self._fit_rows()
        is_narrow = self.window().width() < tokens().breakpoint.narrow
        for at, column in enumerate(self.model.columns):
            if column.key in _TOLD_BY_OTHERS:
                self.grid.setColumnHidden(at, is_narrow)

    def _fit_rows(self) -> None:
        """Let what stands under the rounds follow their last row."""
        is_low = self.window().height() < tokens().breakpoint.low
        self.waiting.setVisible(not is_low and self.waiting.has_something)
        rows = sum(self.grid.rowHeight(row) for row in range(self.model.rowCount()))
        wanted = self.grid.horizontalHeader().sizeHint().height() + rows + tokens().space.xs
        self.grid.setMaximumHeight(wanted if self.waiting.isVisibleTo(self) else _ANY_HEIGHT)

    def _remove(self) -> None:
        line = self._chosen()
        if line is not None:
            with self._desk.alerts.guard():
                remove_round(self._desk.office, line.round.id)
                visits = len(line.detail.visits)
                self._desk.alerts.say(
                    f"已删除“{line.round.title}”及其{visits}个单位的检查记录，可以撤销（Ctrl+Z）"
                )

    def _note_change(self) -> None:
        """The round shown in the grid's place reads anew with it."""
        super()._note_change()
        if self.pane.isVisible():
            self.freshen()

    def _show(self, line: RoundOnCourse | None) -> None:
        self.pane.show_round(line)

    def _export(self) -> None:
        take_out(self, self._desk, self._desk.year)

    def _lay_out(self) -> None:
        add = page_action("新增检查", self.add, "add", "Ctrl+Shift+N", "新增下一个季节的检查", self)
        show = page_action("打开检查", self.open_chosen, "next", "", "打开选中的检查（双击或回车）", self)
        go_on = page_action("办理下一步", self.do_next, "check", "", "打开选中的检查，办理它的下一步", self)
        export = page_action(
            "导出全年文书…",
            self._export,
            "export",
            "Ctrl+E",
            "把本年的检查记录表、整改通知书和通报导出为PDF",
            self,
        )
        remove = page_action("删除检查", self._remove, "remove", "", "删除选中的检查及其记录，可撤销", self)
        self.head_actions.offer(add, (export,), (show, go_on, None, remove))
        self.grid.addActions([show, go_on, remove])
        tools = ToolRow(self)
        tools.add(self.plan)
        tools.add_right(FilterBox(self.grid))
        whole = QWidget(self)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.grid, 1)
        lines.addWidget(self.waiting, 1)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        lay_out_content(self, self._stack, tools)


def _so_far(lines: list[RoundOnCourse], planned: int, year: int, today: date) -> str:
    """Say how the year goes: 2012年已查2次，计划4次，检查5家次，发现问题3个，已解决2个."""
    counts = [RoundLine(line.round, len(line.detail.visits), 0) for line in lines]
    text = progress_of_plan(counts, planned, year, today)
    visits = sum(count.visits for count in counts)
    found = list(chain.from_iterable(line.detail.violations for line in lines))
    if visits:
        text += f"，检查{visits}家次"
    return text + (f"，发现问题{len(found)}个，已解决{settled_of(found, today)}个" if found else "")


def _columns() -> list[Column[RoundOnCourse]]:
    return [
        Column(
            "day",
            "日期",
            lambda line: (
                line.round.day
                or (f"{line.round.planned_month}月（计划）" if line.round.planned_month else "待定")
            ),
            width=11,
            look=lambda line: None if line.round.day else Look.MUTED,
        ),
        Column("title", "检查", lambda line: line.round.title, width=18),
        Column(
            "kind", "类别", lambda line: "专项" if line.round.special else line.round.season.value, width=5
        ),
        Column(
            "visits",
            "单位",
            _units,
            width=7,
            tip="已查单位/排定单位",
        ),
        Column(
            "violations",
            "问题",
            lambda line: len(line.detail.violations) if line.detail.visits else None,
            Kind.INTEGER,
            width=5,
        ),
        Column(
            "settled",
            "已解决",
            lambda line: settled_of(line.detail.violations, clock.today()) if line.detail.visits else None,
            Kind.INTEGER,
            width=6,
            tip="当场纠正的和整改后销号的问题",
        ),
        Column(
            "course",
            "进程",
            lambda line: line.course.word,
            width=20,
            bar=lambda line: CourseCell(course_points(line.course), line.course.word),
            tip="计划、检查、整改、复查、通报、归档",
        ),
        Column(
            "progress",
            "进展",
            lambda line: line.course.progress,
            width=22,
            look=lambda line: URGENCY_LOOKS.get(line.course.urgency),
        ),
        Column(
            "next",
            "下一步",
            lambda line: line.course.step.what.value if line.course.step else "",
            width=12,
            link=lambda line: line.course.step is not None,
            tip="点这里就办理",
        ),
    ]


def _units(line: RoundOnCourse) -> str:
    visits, planned = len(line.detail.visits), len(line.detail.planned)
    if not visits:
        return f"计划{planned}个" if planned else ""
    return f"{visits}/{max(visits, planned)}"
