"""One round: its particulars, the units visited, the chosen unit's visit, and the violations found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QListWidget, QStackedWidget, QWidget

from ...base.numbers import show_number
from ...base.place import Place
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...office.settings import TOWN, read_setting
from ...organisation.queries.units import units_of_year
from ...widgets.action_panel import PanelStack
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import ButtonRow, action_button, split
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.circulars import add_circular, circulate_with_deadline
from ..actions.handling import add_violation, change_violation, correct_on_spot, remove_violation
from ..actions.rounds import add_visits, change_round, change_visit, remove_visit
from ..papers.export import record_name
from ..papers.issuing import record_to_issue
from ..papers.record import blank_record_paper, record_paper
from ..queries.following import proposed_circular_number
from ..queries.rounds import round_detail
from ..rules.circulars import draft_circular, draft_day
from ..rules.handling import violation_moves, why_not
from ..rules.plan import scopes
from ..rules.readings import proposed_violations
from ..settings import RECTIFICATION_DAYS
from ..values.found import Rectification, Round, RoundDetail, Violation, Visit
from ..values.words import TAB, Mode, Move, Season, ViolationKind
from .columns import violation_columns, visit_columns
from .following import Following
from .moves import MoveActions
from .names import names_in
from .ticks import fill_ticks, tick_list, ticked_ids
from .visit import VisitPane, column

_FIELDS = (
    RecordField[Round]("title", "检查名称"),
    RecordField[Round](
        "season",
        "季节",
        Kind.CHOICE,
        choices=tuple((season, season.value) for season in Season),
    ),
    RecordField[Round]("day", "检查日期", Kind.DATE),
    RecordField[Round](
        "last_day",
        "结束日期",
        Kind.DATE,
        help="查了不止一天时填写",
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

_CIRCULATE = (
    FieldSpec("number", "文号"),
    FieldSpec("day", "通报日期", Kind.DATE),
    FieldSpec("scope", "通报范围", help="如全镇、全县、全市"),
    FieldSpec("deadline", "整改期限", Kind.DATE),
    FieldSpec("requirement", "整改要求", Kind.NOTE, help="要改什么、改到什么程度，写在每份整改通知里"),
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
        self._detail: RoundDetail | None = None
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, self._kept_round, partial(change_round, desk.office))
        self.limit = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self.visits: GridModel[Visit] = GridModel(
            visit_columns(), alerts=desk.alerts, change=partial(change_visit, desk.office)
        )
        self.visit_grid = Grid(self.visits, "被检查单位", parent=self)
        self.visit_grid.remove_wanted.connect(self._remove_visit)
        self.visit_grid.chosen.connect(lambda visit: self._show_visit(visit))
        self.violations: GridModel[Violation] = GridModel(
            violation_columns(), alerts=desk.alerts, change=partial(change_violation, desk.office)
        )
        self.violation_grid = Grid(self.violations, "发现的问题", parent=self)
        self.violation_grid.remove_wanted.connect(self._remove_violation)
        self.stack = PanelStack(self.violation_grid, desk.alerts, self)
        self.following = Following(desk, self.stack)
        self.visit = VisitPane(desk, self.stack, self._round, self)
        self.readings, self.reading_grid, self.proposal = (
            self.visit.readings,
            self.visit.reading_grid,
            self.visit.proposal,
        )
        self.stack.stand_before(self.head_actions)
        self.setFocusProxy(self.visit_grid)
        self.unit_ticks: QListWidget = tick_list("选择被检查单位", self)
        self._visit_stack = QStackedWidget(self)
        self._lay_out()

    def show_round(self, detail: RoundDetail | None) -> None:
        """Show a round; the chosen unit and cells stay if it is the one shown before."""
        if self._detail is None or detail is None or detail.round.id != self._detail.round.id:
            self._leave()
        self._detail = detail
        self.setEnabled(detail is not None)
        if detail is None:
            return
        values = {spec.key: getattr(detail.round, spec.key) for spec in _FIELDS}
        self.form.show_record(
            detail.round.id, {**values, "checkers": join_names(list(detail.round.checkers))}
        )
        self.limit.setText(_limit_text(detail.round))
        self.visits.set_rows(detail.visits)
        self.violations.set_rows(detail.violations)
        self._show_moves()
        self._show_visit(self.visit_grid.current_row())
        self._offer()

    @property
    def round_id(self) -> int | None:
        """Id of the round shown."""
        return self._detail.round.id if self._detail else None

    def discard(self) -> None:
        """Drop what is half typed: the round shown is gone."""
        self.form.discard()
        self.visit.signing.discard()
        self._detail = None

    def start_typing(self, key: str) -> None:
        """Put the cursor into one of the round's particulars."""
        self.beside.open_panel()
        self.form.field(key).setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed but not finished."""
        self.form.flush()
        self.visit.flush()
        super().hideEvent(event)

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

    def choose_units(self) -> None:
        """Let the clerk tick the units visited; those entered already are not offered."""
        if self._detail is None:
            return
        visited = {visit.unit_id for visit in self._detail.visits}
        units = [
            unit
            for unit in units_of_year(self._desk.office, self._detail.round.year)
            if unit.id not in visited
        ]
        if not units:
            self._desk.alerts.say(f"{self._detail.round.year}年的单位都已录入")
            return
        planned = tuple(unit.unit_id for unit in self._detail.planned)
        fill_ticks(self.unit_ticks, [(unit.id, unit.short_name) for unit in units], planned)
        self._visit_stack.setCurrentIndex(1)
        self.unit_ticks.setFocus()

    def enter_units(self) -> None:
        """Store the ticked units as visited."""
        ticked = ticked_ids(self.unit_ticks)
        if self._detail is None or not ticked:
            self._desk.alerts.say("请先勾选被检查的单位")
            return
        with self._desk.alerts.guard():
            first = add_visits(self._desk.office, self._detail.round.id, ticked)[0]
            self._visit_stack.setCurrentIndex(0)
            self.visit_grid.select_row(lambda visit: visit.id == first)

    def add_violation(self) -> None:
        """Ask for a violation that no reading shows, e.g. lamps left on."""
        if (visit := self._visit()) is None:
            return
        specs = (
            FieldSpec(
                "kind", "类型", Kind.CHOICE, choices=tuple((kind, kind.value) for kind in ViolationKind)
            ),
            FieldSpec("room", "场所"),
            FieldSpec("text", "问题", Kind.NOTE, help="如“下班后电脑、饮水机未关闭电源”"),
        )
        start = {"kind": ViolationKind.ELECTRICITY}
        self.stack.ask(
            "新增问题",
            visit.unit_name,
            specs,
            start,
            lambda typed: add_violation(
                self._desk.office, visit.id, typed["kind"], typed["text"], room=typed["room"]
            ),
        )

    def correct(self) -> None:
        """Ask how the chosen violations were corrected on the spot."""
        if chosen := self._chosen_violations():
            ids = [violation.id for violation in chosen]
            about = "；".join(f"{violation.unit_name} {violation.text}" for violation in chosen)
            specs = (
                FieldSpec("correction_note", "纠正情况", help="如“已调至26℃”"),
                FieldSpec("corrected_on", "纠正日期", Kind.DATE),
            )
            start = {"corrected_on": max(violation.found_on for violation in chosen)}
            self.stack.ask(
                "当场纠正",
                about,
                specs,
                start,
                lambda values: correct_on_spot(
                    self._desk.office, ids, values["correction_note"], values["corrected_on"]
                ),
            )

    def draft_circular(self) -> None:
        """Draft a circular about what is not settled in this round, and go to it."""
        if self._detail is None:
            return
        with self._desk.alerts.guard():
            office, day = self._desk.office, draft_day(self._detail, clock.today())
            scope = scopes(read_setting(office, TOWN))[0]
            draft = draft_circular(self._detail, scope, day, proposed_circular_number(office, day.year))
            self._go_to(Place(TAB, "circular", add_circular(office, draft)))

    def circulate(self) -> None:
        """Ask for a circular that orders the units with unhandled violations to mend by a deadline;
        then go to it.
        """
        if self._detail is None:
            return
        waiting = [
            violation for violation in self._detail.violations if Move.ORDER in violation_moves(violation)
        ]
        if not waiting:
            self._desk.alerts.warn("没有待处理的问题；已下达整改通知的，用“起草通报”。")
            return
        office, day = self._desk.office, draft_day(self._detail, clock.today())
        draft = draft_circular(
            self._detail,
            scopes(read_setting(office, TOWN))[0],
            day,
            proposed_circular_number(office, day.year),
        )
        units = tuple(dict.fromkeys(violation.unit_id for violation in waiting))
        names = join_names(list(dict.fromkeys(violation.unit_name for violation in waiting)))
        start = {key: getattr(draft, key) for key in ("number", "day", "scope")}
        start["deadline"] = day + timedelta(days=read_setting(office, RECTIFICATION_DAYS))

        def store(typed: dict[str, Any]) -> None:
            requirement = typed.pop("requirement")
            circular = replace(
                draft,
                unit_ids=units,
                rectification_ids=(),
                reason="部分单位空调和用电设置不符合规定",
                **typed,
            )
            made = circulate_with_deadline(
                office, circular, [violation.id for violation in waiting], requirement
            )
            self._go_to(Place(TAB, "circular", made))

        self.stack.ask("通报并下达整改通知", f"{names}：{len(waiting)}个问题", _CIRCULATE, start, store)

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
        return self._detail.round if self._detail else None

    def _visit(self) -> Visit | None:
        visit: Visit | None = self.visit_grid.current_row()
        if visit is None:
            self._desk.alerts.warn("请先录入并选中被检查的单位。")
        return visit

    def _chosen_violations(self) -> list[Violation]:
        chosen: list[Violation] = self.violation_grid.selected_rows()
        if not chosen:
            self._desk.alerts.warn("请先选中问题，可同时选中同一单位的几个。")
        return chosen

    def _notice(self) -> Rectification | None:
        violation: Violation | None = self.violation_grid.current_row()
        return violation.rectifications[-1] if violation and violation.rectifications else None

    def _order(self) -> None:
        if chosen := self._chosen_violations():
            self.following.order(chosen)

    def _remove_visit(self) -> None:
        if (visit := self._visit()) is None:
            return
        with self._desk.alerts.guard():
            remove_visit(self._desk.office, visit.id)
            self._desk.alerts.say(f"已从本次检查中删除{visit.unit_name}及其记录，可以撤销（Ctrl+Z）")

    def _remove_violation(self) -> None:
        violation: Violation | None = self.violation_grid.current_row()
        if violation:
            with self._desk.alerts.guard():
                remove_violation(self._desk.office, violation.id)
                self._desk.alerts.say("已删除问题，可以撤销（Ctrl+Z）")

    # --- what is shown

    def _show_visit(self, visit: Visit | None) -> None:
        self.visit.show_visit(visit)

    def _show_moves(self) -> None:
        chosen: list[Violation] = self.violation_grid.selected_rows() or [self.violation_grid.current_row()]
        self.moves.offer(
            lambda move: next((reason for violation in chosen if (reason := why_not(move, violation))), "")
        )

    def _leave(self) -> None:
        """Finish what is being typed before another round is shown."""
        self.form.flush()
        self.visit.flush()
        self._visit_stack.setCurrentIndex(0)
        if self.stack.asks:
            self.stack.back()

    def _offer(self) -> None:
        """The next right step: enter units, list what failed, then the record as it prints."""
        visits = self._detail.visits if self._detail else ()
        round_ = self._round()
        unlisted = round_ is not None and any(proposed_violations(round_, visit) for visit in visits)
        preview = self.actions_by_text["预览检查记录表"]
        primary = (
            self.actions_by_text["录入单位"]
            if not visits
            else self.visit.actions_by_text["由读数生成问题"]
            if unlisted
            else preview
        )
        beside = [one for one in (preview, self.actions_by_text["起草通报"]) if one is not primary]
        listed = [
            one
            for one in (
                self.actions_by_text["录入单位"],
                self.actions_by_text["空白记录表"],
                self.actions_by_text["通报并限期整改…"],
            )
            if one is not primary
        ]
        self.head_actions.offer(primary, beside, [*listed, None, self.actions_by_text["新增检查"]])

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("录入单位", self.choose_units, "add", "Ctrl+U", "勾选被检查的单位，可多选"),
            ("删除单位", self._remove_visit, "remove", "", "从本次检查中删除选中的单位及其记录，可撤销"),
            ("预览检查记录表", self.preview, "preview", "Ctrl+P", "预览并打印本次检查的记录表"),
            ("空白记录表", lambda: self.preview(blank=True), "document", "", "打印带到现场填写"),
            ("起草通报", self.draft_circular, "megaphone", "", "对未整改的单位起草通报（逾期之后）"),
            (
                "通报并限期整改…",
                self.circulate,
                "megaphone",
                "",
                "通报的同时责令限期改正：每个单位一并下达整改通知",
            ),
            ("新增检查", self.add_wanted.emit, "add", "", "再新增一次检查"),
            ("新增问题…", self.add_violation, "add", "", "登记不是由读数查出的问题，如人走灯未关"),
        )
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        below = split(Qt.Orientation.Vertical, self.visit, self._violation_part(), shares=(1, 1))
        content = split(Qt.Orientation.Horizontal, self._visit_part(), below, shares=(1, 4))
        pad(self.form)
        self.beside = WithPanel(content, SidePanel(scrolling(self.form)), "检查情况", self)
        self.beside.panel.set_title("检查情况")
        tools = ToolRow(self)
        tools.add(self.limit)
        tools.add_right(self.proposal, self.beside.button)
        lay_out_content(self, self.beside, tools)

    def _visit_part(self) -> QWidget:
        ticking = column(
            ButtonRow(
                action_button("录入所选", self.enter_units, "check"),
                action_button("取消", lambda: self._visit_stack.setCurrentIndex(0), "close"),
            ),
            self.unit_ticks,
        )
        actions = [self.actions_by_text[text] for text in ("录入单位", "删除单位")]
        self.visit_grid.addActions(actions)
        self._visit_stack.addWidget(under_head(PartHead("单位", actions, self), self.visit_grid))
        self._visit_stack.addWidget(ticking)
        return self._visit_stack

    def _violation_part(self) -> QWidget:
        following = self.following
        moves = self.moves = MoveActions(self._desk.alerts, self)
        moves.add((Move.CORRECT,), "当场纠正…", self.correct, "check")
        moves.add(
            (Move.ORDER, Move.REORDER),
            "下达限期整改…",
            self._order,
            "stamp",
            "可选中同一单位的几个问题一并下达",
        )
        moves.add(
            (Move.RECEIVE,),
            "登记签收…",
            lambda: following.receive(self._notice()),
            "edit",
            "单位谁在什么时候签收了通知书",
        )
        moves.add(
            (Move.REPLY,),
            "登记回复…",
            lambda: following.reply(self._notice()),
            "edit",
            "单位报来的整改情况（回执）",
        )
        moves.add(
            (Move.RECHECK,), "复查…", lambda: following.recheck(self._notice()), "check", "到单位复查的结果"
        )
        moves.add((Move.REMOVE,), "删除问题", self._remove_violation, "remove", "删除问题，可撤销")
        notice = page_action(
            "预览通知书",
            lambda: following.preview(self._notice()),
            "preview",
            "",
            "预览并打印整改通知书",
            self,
        )
        *steps, remove = moves.by_text.values()
        actions = [self.actions_by_text["新增问题…"], *steps, notice, remove]
        self.violation_grid.addActions(actions)
        self.violation_grid.chosen.connect(lambda _violation: self._show_moves())
        self.violation_grid.selectionModel().selectionChanged.connect(lambda *_: self._show_moves())
        return under_head(PartHead("发现的问题", actions, self), self.stack)


def _limit_text(round_: Round) -> str:
    """By what this round is judged; it keeps this when the settings change."""
    if not round_.limit_text:
        return "本次不查温度"
    source = f"（{round_.limit_source}）" if round_.limit_source else ""
    tolerance = f"，实测误差{show_number(round_.tolerance)}℃以内" if round_.tolerance else ""
    return f"本次标准：{round_.limit_text}{source}{tolerance}"
