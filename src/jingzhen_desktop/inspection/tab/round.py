"""One round: its course, its particulars, the units visited, the chosen unit's visit, and what was found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QStackedWidget, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...base.place import Place
from ...base.text import chinese_date, join_names
from ...base.typed import Kind
from ...organisation.queries.units import units_of_year
from ...widgets.course import CourseBar, CourseLine
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, RecordField
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.fonts import scaled
from ...widgets.look.tokens import tokens
from ...widgets.outgoing import show_paper
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, PartHead, hairline, lay_out_content, page_action, under_head
from ...widgets.parts import ButtonRow, action_button, split
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.handling import record_failing
from ..actions.rounds import add_visits, change_round, change_visit, remove_visit
from ..papers.export import record_name
from ..papers.issuing import record_to_issue
from ..papers.record import blank_record_paper, record_paper
from ..queries.rounds import round_detail
from ..values.course import RoundOnCourse, RoundStep, Stage
from ..values.found import Round, RoundDetail, Visit
from ..values.words import TAB, Mode, Move, Season, Todo
from .columns import visit_columns
from .course_points import course_points
from .names import names_in
from .problems import ProblemPart
from .sending import Sending
from .ticks import fill_ticks, tick_list, ticked_ids
from .visit import VisitPane, column

_UNITS_WIDE = 208
"""Width in px that the units with what is said of each want."""
_FIELDS = (
    RecordField[Round]("title", "检查名称"),
    RecordField[Round]("day", "检查日期", Kind.DATE),
    RecordField[Round](
        "last_day",
        "结束日期",
        Kind.DATE,
        help="查了不止一天时填写",
    ),
    RecordField[Round](
        "season",
        "季节",
        Kind.CHOICE,
        choices=tuple((season, season.value) for season in Season),
        help="随检查日期；要另定的，填好日期后在这里改",
    ),
    RecordField[Round]("weather", "天气", help="如晴、多云"),
    RecordField[Round](
        "outdoor_temperature",
        "室外温度",
        Kind.NUMBER,
        unit="℃",
    ),
    RecordField[Round](
        "checkers",
        "检查人员",
        help="用顿号隔开",
        write=lambda round_, typed: replace(round_, checkers=names_in(typed)),
    ),
    RecordField[Round](
        "mode",
        "空调使用",
        Kind.CHOICE,
        choices=tuple((mode, mode.value) for mode in Mode),
    ),
    RecordField[Round]("limit", "温度标准", Kind.NUMBER, unit="℃"),
    RecordField[Round]("note", "备注"),
)


class RoundPane(QWidget):
    """Everything of the chosen round; typing is stored at once.

    Attributes:
        head_actions: what is offered in the head of the tab while the round is shown.
    """

    add_wanted = Signal()
    """Another round is to be added."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._go_to = desk, go_to
        self._line: RoundOnCourse | None = None
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, self._kept_round, partial(change_round, desk.office))
        self.limit, self.course = Sentence(parent=self), CourseBar("进程", self)
        self.short_course = CourseLine("进程", self)
        self.course.wanted.connect(self._jump)
        self.head_actions = HeadActions(self)
        self.visits: GridModel[Visit] = GridModel(
            visit_columns(self._round), alerts=desk.alerts, change=partial(change_visit, desk.office)
        )
        self.visit_grid = Grid(self.visits, "被检查单位", select_rows=True, parent=self)
        self.visit_grid.remove_wanted.connect(self._remove_visit)
        self.visit_grid.chosen.connect(lambda visit: self._show_visit(visit))
        self.problems = ProblemPart(desk, self._visit, self)
        self.problems.turned.connect(self._offer)
        self.violations, self.violation_grid = self.problems.model, self.problems.grid
        self.stack, self.moves = self.problems.stack, self.problems.moves
        self.sending = Sending(desk, self.stack, go_to)
        self._next = page_action("下一步", self.do_next, "next", "", "这次检查接下来要办的事", self)
        self.listing = page_action(
            "生成问题", self.list_failing, "inspect", "", "把各单位不符合的读数和清单各项一步列为问题", self
        )
        self.visit = VisitPane(desk, self.stack, self._round, self.listing, self)
        self.readings, self.reading_grid = self.visit.readings, self.visit.reading_grid
        self.stack.stand_before(self.head_actions)
        self.setFocusProxy(self.visit_grid)
        self.unit_ticks: QListWidget = tick_list("选择被检查单位", self)
        self._visit_stack = QStackedWidget(self)
        self._lay_out()

    def show_round(self, line: RoundOnCourse | None) -> None:
        """Show a round; the chosen unit and cells stay if it is the one shown before."""
        if self._line is None or line is None or line.round.id != self._line.round.id:
            self._leave()
        self._line = line
        self.setEnabled(line is not None)
        if line is None:
            return
        values = {spec.key: getattr(line.round, spec.key) for spec in _FIELDS}
        self.form.show_record(line.round.id, {**values, "checkers": join_names(list(line.round.checkers))})
        self.limit.setText(_facts(line.round))
        points = course_points(line.course)
        self.course.show_course(points)
        self.short_course.show_course(tuple(point.word for point in points), line.course.at)
        self.visits.set_rows(line.detail.visits)
        self.problems.show_violations(line.detail.violations)
        self._show_visit(self.visit_grid.current_row())
        self._offer()

    @property
    def round_id(self) -> int | None:
        """Id of the round shown."""
        return self._line.round.id if self._line else None

    def discard(self) -> None:
        """Drop what is half typed: the round shown is gone."""
        self.form.discard()
        self.visit.signing.discard()
        self.stack.back()
        self._line = None

    def start_typing(self, key: str) -> None:
        """Put the cursor into one of the round's particulars."""
        self.beside.open_panel()
        self.form.field(key).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed but not finished."""
        self.form.flush()
        self.visit.flush()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the course is a line in the row of tools."""
        super().resizeEvent(event)
        is_low = self.window().height() < tokens().breakpoint.low
        self.course.setVisible(not is_low)
        self._course_line.setVisible(not is_low)
        self.short_course.setVisible(is_low)

    def select(self, place: Place) -> None:
        """Go to a visit, a reading or a violation of the round shown."""
        if place.kind == "violation":
            self.violation_grid.select_row(lambda violation: violation.id == place.id)
            self.violation_grid.setFocus()
            return
        self.visit_grid.setFocus()
        self.visit_grid.select_row(
            lambda visit: (
                place.id == visit.id
                if place.kind == "visit"
                else any(reading.id == place.id for reading in visit.readings)
            )
        )
        if place.kind == "reading":
            self.reading_grid.select_row(lambda reading: reading.id == place.id)
            self.reading_grid.setFocus()

    # --- what the clerk does

    def do_next(self) -> None:
        """Begin what comes next in the round."""
        step = self._line.course.step if self._line else None
        if self._line is None or step is None:
            return
        if isinstance(step.what, Move):
            if step.id is not None:
                self.problems.do_next(step.id)
            return
        round_ = self._line.round
        begin: dict[Todo, Callable[[], None]] = {
            Todo.DATE: partial(self.start_typing, "day"),
            Todo.PLAN: partial(self._go_to, Place(TAB, "plan", round_.id)),
            Todo.UNITS: self.choose_units,
            Todo.RECORD: partial(self._record_visit, step.id),
            Todo.LIST: self.list_failing,
            Todo.SEND: partial(self._go_to, Place(TAB, "circular", step.id)),
            Todo.FILE: partial(self.sending.file, round_),
        }
        begin[step.what]()

    def choose_units(self) -> None:
        """Let the clerk tick the units visited; those entered already are not offered."""
        if (detail := self._detail()) is None:
            return
        visited = {visit.unit_id for visit in detail.visits}
        units = [
            unit for unit in units_of_year(self._desk.office, detail.round.year) if unit.id not in visited
        ]
        if not units:
            self._desk.alerts.say(f"{detail.round.year}年的单位都已录入")
            return
        planned = tuple(unit.unit_id for unit in detail.planned)
        fill_ticks(self.unit_ticks, [(unit.id, unit.short_name) for unit in units], planned)
        self._visit_stack.setCurrentIndex(1)
        self.unit_ticks.setFocus()

    def enter_units(self) -> None:
        """Store the ticked units as visited."""
        ticked, round_ = ticked_ids(self.unit_ticks), self._round()
        if round_ is None or not ticked:
            self._desk.alerts.say("请先勾选被检查的单位")
            return
        with self._desk.alerts.guard():
            first = add_visits(self._desk.office, round_.id, ticked)[0]
            self._visit_stack.setCurrentIndex(0)
            self.visit_grid.select_row(lambda visit: visit.id == first)

    def list_failing(self) -> None:
        """Enter the violations that readings and points of all units show."""
        if (round_ := self._round()) is None:
            return
        with self._desk.alerts.guard():
            made = record_failing(self._desk.office, round_.id)
            self._desk.alerts.say(f"已生成{made}个问题" if made else "检查记录中没有新的不符合项")

    def preview(self, blank: bool = False) -> None:
        """Show the check form of this round as it prints."""
        self.form.flush()
        if (round_ := self._round()) is None:
            return
        show_paper(
            self,
            self._desk,
            "生成检查记录表",
            partial(blank_record_paper if blank else record_paper, self._desk.office, round_.id),
            record_name(round_, blank),
            None if blank else partial(record_to_issue, round_),
        )

    # --- what is chosen

    def _kept_round(self) -> Round | None:
        """The round shown, unless it was taken back meanwhile: what is half typed has no round then."""
        round_ = self._round()
        kept = round_ is not None and round_detail(self._desk.office, round_.id) is not None
        return round_ if kept else None

    def _round(self) -> Round | None:
        return self._line.round if self._line else None

    def _detail(self) -> RoundDetail | None:
        return self._line.detail if self._line else None

    def _visit(self) -> Visit | None:
        visit: Visit | None = self.visit_grid.current_row()
        if visit is None:
            self._desk.alerts.warn("请先录入并选中被检查的单位。")
        return visit

    def _remove_visit(self) -> None:
        if (visit := self._visit()) is None:
            return
        with self._desk.alerts.guard():
            remove_visit(self._desk.office, visit.id)
            self._desk.alerts.say(f"已从本次检查中删除{visit.unit_name}及其记录，可以撤销（Ctrl+Z）")

    def _record_visit(self, visit_id: int | None) -> None:
        """Go to a visit of which nothing was entered yet."""
        self.visit_grid.select_row(lambda visit: visit.id == visit_id)
        round_ = self._round()
        self.visit.begin(with_temperatures=round_ is not None and round_.mode is not Mode.NONE)

    def _jump(self, position: int) -> None:
        """Go to what belongs to a stage of the course."""
        stage, detail = list(Stage)[position], self._detail()
        if stage is Stage.PLAN:
            self.start_typing("day")
        elif stage is Stage.CHECK:
            self.visit_grid.setFocus()
        elif stage in (Stage.MEND, Stage.RECHECK):
            self.violation_grid.setFocus()
        elif stage is Stage.CIRCULAR and detail is not None:
            self.sending.show_circulars(detail)
        else:
            self.preview()

    # --- what is shown

    def _show_visit(self, visit: Visit | None) -> None:
        self.visit.show_visit(visit)

    def _leave(self) -> None:
        """Finish what is being typed before another round is shown; what is half typed of a row waits."""
        self.form.flush()
        self.visit.flush()
        self._visit_stack.setCurrentIndex(0)
        self.stack.follow(())
        if self.stack.asks:
            self.stack.back()

    def _offer(self) -> None:
        """The next step of the round is the primary button; a form that is open has its own."""
        actions, step = self.actions_by_text, self._line.course.step if self._line else None
        preview, draft = actions["预览检查记录表"], actions["起草通报"]
        primary = self._action_for(step) if step is not None else preview
        beside = [draft] if primary is preview else [preview, draft]
        listed = [actions[text] for text in ("录入单位", "空白记录表", "通报并限期整改…", "归档")]
        more = [*listed[:1], self.listing, *listed[1:], None, actions["新增检查"]]
        self.head_actions.offer(None if self.stack.asks else primary, beside, more)

    def _action_for(self, step: RoundStep) -> QAction:
        """The action that does a step: one of the page's own where it has one by these words."""
        if step.what.value in self.actions_by_text:
            return self.actions_by_text[step.what.value]
        self._next.setText(step.what.value)
        self._next.setToolTip(f"下一步：{self._line.course.progress if self._line else ''}")
        return self._next

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("录入单位", self.choose_units, "add", "Ctrl+U", "勾选被检查的单位，可多选"),
            ("删除单位", self._remove_visit, "remove", "", "从本次检查中删除选中的单位及其记录，可撤销"),
            ("预览检查记录表", self.preview, "preview", "Ctrl+P", "预览并打印本次检查的记录表"),
            ("空白记录表", partial(self.preview, blank=True), "document", "", "打印带到现场填写"),
            ("起草通报", self._draft_circular, "megaphone", "", "对未整改的单位起草通报（逾期之后）"),
            (
                "通报并限期整改…",
                self._circulate,
                "megaphone",
                "",
                "通报的同时责令限期改正：每个单位一并下达整改通知",
            ),
            ("归档", self._file, "save", "", "把检查记录表原样存档，这次检查到此办完"),
            ("新增检查", self.add_wanted.emit, "add", "", "再新增一次检查"),
        )
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        below = split(Qt.Orientation.Vertical, self.visit, self.problems, shares=(1, 1))
        content = split(Qt.Orientation.Horizontal, self._visit_part(), below, shares=(2, 9))
        pad(self.form)
        self.beside = WithPanel(content, SidePanel(scrolling(self.form)), "检查情况", self, folded=True)
        self.beside.panel.set_title("检查情况")
        whole = QWidget(self)
        lines = QVBoxLayout(whole)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.course)
        self._course_line = hairline(whole)
        for part in (self.course, self._course_line, self.short_course):
            part.hide()  # until it is known how high the window is
        lines.addWidget(self._course_line)
        lines.addWidget(self.beside, 1)
        tools = ToolRow(self)
        tools.add(self.limit)
        tools.add_right(self.short_course, self.beside.button)
        lay_out_content(self, whole, tools)

    def _visit_part(self) -> QWidget:
        ticking = column(
            ButtonRow(
                action_button("录入所选", self.enter_units, "check"),
                action_button("取消", partial(self._visit_stack.setCurrentIndex, 0), "close"),
            ),
            self.unit_ticks,
        )
        actions = [self.actions_by_text[text] for text in ("录入单位", "删除单位")]
        self.visit_grid.addActions(actions)
        head = PartHead("单位", (), self)
        head.row.set_actions(None, actions[:1], actions[1:])
        self._visit_stack.addWidget(under_head(head, self.visit_grid))
        self._visit_stack.addWidget(ticking)
        self._visit_stack.setMinimumWidth(scaled(_UNITS_WIDE))
        return self._visit_stack

    def _draft_circular(self) -> None:
        if (detail := self._detail()) is not None:
            self.sending.draft(detail)

    def _circulate(self) -> None:
        if (detail := self._detail()) is not None:
            self.sending.circulate(detail)

    def _file(self) -> None:
        self.form.flush()
        if (round_ := self._round()) is not None:
            self.sending.file(round_)


def _facts(round_: Round) -> str:
    """When and by whom the round was held, and by what it is judged."""
    parts = [
        "—".join(chinese_date(day) for day in round_.days),
        join_names(list(round_.checkers)),
        _limit_text(round_),
    ]
    return "　".join(part for part in parts if part)


def _limit_text(round_: Round) -> str:
    """By what this round is judged; it keeps this when the settings change."""
    if not round_.limit_text:
        return "本次不查温度"
    source = f"（{round_.limit_source}）" if round_.limit_source else ""
    tolerance = f"，实测误差{show_number(round_.tolerance)}℃以内" if round_.tolerance else ""
    return f"本次标准：{round_.limit_text}{source}{tolerance}"
