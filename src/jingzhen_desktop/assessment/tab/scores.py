"""The sub-page 考核评分: the units with their points, the chosen unit's score, and the course of the
assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from ...base.errors import InputRejected, UserFacingError
from ...base.place import Place
from ...base.text import chinese_date, join_names, matching_key
from ...base.typed import Choices, Kind
from ...office import clock
from ...office.file import Step
from ...organisation.actions.units import change_facts_of_units
from ...organisation.queries.units import units_of_year
from ...organisation.values.units import Affiliation, UnitInYear
from ...widgets.action_panel import PanelStack
from ...widgets.course import CourseLine
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_files
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import EmptyHint, split
from ...widgets.quiet import QuietComboBox
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tool_row import Chip, Sentence, ToolRow
from ..actions.score_tables import add_table
from ..actions.scores import (
    add_assessment,
    give_points,
    move_assessment,
    remove_assessment,
    set_veto,
    store_own_scores,
)
from ..outgoing.scores import (
    grade_units,
    notice_pdf,
    own_file,
    send_notice,
    sent_notice,
    sheet_pdf,
    sheets_pdf,
    summary_file,
    summary_pdf,
)
from ..papers.scores import notice_name, sheet_name, sheets_name, summary_name
from ..queries.scores import (
    FROZEN,
    assessment_findings,
    assessment_of_participant,
    assessment_view,
    assessments_of_year,
    proposed_notice_number,
    score_tables,
)
from ..rules.score_courses import check_may_leave, may_score
from ..score_choices import shipped_tables
from ..sheets.scores import read_own
from ..values.score_courses import Assessment, Estimate
from ..values.score_places import SCORE_SHEET, SCORE_TABLE, SCORES
from ..values.score_states import STATES, AssessmentState
from ..values.score_tables import ItemKind
from ..values.score_views import AssessmentView, Findings, ScoredUnit
from .page import SubPage
from .score_lines import (
    ScoreLine,
    UnitLine,
    score_columns,
    score_lines,
    total_words,
    unit_columns,
    unit_lines,
)
from .score_panel import ScorePanel
from .score_tables import ScoreTablesPane

_NEW, _TABLES, _REMOVE = "新建考核", "评分表…", "删除考核"
_SELF, _REVIEW, _SENT, _GRADE, _NOTICE = "开始自评", "转入复核", "送单位核对", "定档", "发出通报"
_BACK, _REVISE, _OWNERS = "退回上一步", "修订", "填写隶属…"
_SHEETS, _SHEET, _SUMMARY, _SUMMARY_BOOK = (
    "打印全部得分表",
    "打印本单位得分表",
    "得分汇总表",
    "得分汇总表（Excel）…",
)
_OWN_OUT, _OWN_IN, _DRAFT = "导出自评表…", "导入自评…", "预览通报"
_DAY = FieldSpec("day", "日期", Kind.DATE)
_NOTE = FieldSpec("note", "说明", Kind.NOTE)
S = AssessmentState
_ALL_UNKNOWN = 0
"""In place of a unit: every unit that does not say yet whose it is."""
_POINTS = frozenset({"assessment_score"})
"""The table in which given points are kept."""


class ScoresPage(SubPage):
    """Units at the left, the chosen one's items beside, rule and records in the panel."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._view: AssessmentView | None = None
        self._assessment_id: int | None = None
        self._only_points = False
        self._findings: Findings = {}
        self._findings_of: int | None = None
        self._is_looking = self._has_changed = False
        self.units: GridModel[UnitLine] = GridModel(unit_columns(), alerts=desk.alerts)
        self.unit_grid = Grid(self.units, "考核单位", select_rows=True, parent=self)
        self.unit_grid.chosen.connect(lambda line: self._show_unit(line))
        self.items: GridModel[ScoreLine] = GridModel(
            score_columns(self._why_closed), alerts=desk.alerts, change=self._store
        )
        self.item_grid = Grid(self.items, "得分", parent=self)
        self.item_grid.chosen.connect(lambda line: self._show_item(line))
        self.tables = ScoreTablesPane(desk, self)
        self.tables.hide()
        self.pane = self.tables
        self.stack = PanelStack(self.item_grid, desk.alerts, self)
        self.panel = ScorePanel(desk, self)
        self.course, self.chip, self.sentence = (
            CourseLine("考核进度", self),
            Chip(self),
            Sentence(parent=self),
        )
        self.picker = QuietComboBox(self)
        self.picker.setAccessibleName("考核")
        self.picker.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picker.currentIndexChanged.connect(self._pick)
        self.head_actions = HeadActions(self)
        self.stack.stand_before(self.head_actions)
        self.stack.panel.closed.connect(self._show_whole)
        self.empty = EmptyHint("", _NEW, self.begin, self)
        self._whole = QStackedWidget(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the assessments of the working year as they are stored."""
        found = assessments_of_year(self._desk.office, self._desk.year)
        ids = [one.id for one in found]
        if self._assessment_id not in ids:
            self._assessment_id = ids[-1] if ids else None
        self._fill_picker(found)
        self._view = self._read()
        self._show_view()

    def _read(self) -> AssessmentView | None:
        """Read the assessment; what the records say of it, which takes longer, is read in the worker and
        shown when it comes, and only where more than given points changed.
        """
        if self._assessment_id is None:
            return None
        if self._assessment_id != self._findings_of:
            self._findings, self._findings_of, self._only_points = {}, self._assessment_id, False
        view = assessment_view(self._desk.office, self._assessment_id, self._findings)
        if view is not None and view.assessment.state not in FROZEN and not self._only_points:
            self._look_into_records(self._assessment_id)
        self._only_points = False
        return view

    def _look_into_records(self, assessment_id: int) -> None:
        self._has_changed = self._is_looking
        if self._is_looking:
            return
        self._is_looking, office = True, self._desk.office
        self._desk.tasks.run(
            self,
            "按记录计算得分",
            lambda _progress: assessment_findings(office, assessment_id),
            partial(self._take_findings, assessment_id),
            self._give_up,
        )

    def _take_findings(self, assessment_id: int, findings: Findings) -> None:
        self._is_looking = False
        if self._has_changed and self._assessment_id is not None:
            self._look_into_records(self._assessment_id)
        if assessment_id == self._assessment_id and (not self._findings or findings != self._findings):
            self._findings = findings
            self._view = assessment_view(self._desk.office, assessment_id, findings)
            self._show_view()

    def _give_up(self, error: Exception) -> None:
        """Say why the records could not be read; a bug is told elsewhere."""
        self._is_looking = False
        if isinstance(error, UserFacingError):
            self._desk.alerts.warn(error)

    @property
    def _is_waiting(self) -> bool:
        """Whether nothing is known yet of what the records say."""
        return self._is_looking and not self._findings

    def _show_view(self) -> None:
        self._show_whole()
        self.empty.set_text(
            f"{self._desk.year}年还没有考核。新建一次考核后，各单位的得分由记录算出，再由办公室补评和复核。"
        )
        self.panel.show_assessment(self._view)
        self._show_state()
        self.units.set_rows(unit_lines(self._view, is_waiting=self._is_waiting) if self._view else [])
        self._show_unit(self.unit_grid.current_row())
        self._offer()

    def _note_change(self, what: object) -> None:
        """After a step that changed nothing but given points the records need not be read again."""
        self._only_points = isinstance(what, Step) and what.tables == _POINTS and not self._stale
        super()._note_change(what)

    def show_place(self, place: Place) -> None:
        """Show an assessment, or a unit's score in one."""
        if place.kind == SCORES and place.id is not None:
            self._assessment_id = place.id
            self._stale = True
        self.catch_up()
        if place.kind == SCORE_TABLE:
            self.show_tables()
            return
        if place.kind == SCORE_SHEET and place.id is not None:
            self._find_participant(place.id)
            self.unit_grid.select_row(lambda line: line.id == place.id)
        self.unit_grid.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed but not finished."""
        self.panel.flush()
        super().hideEvent(event)

    def _find_participant(self, participant_id: int) -> None:
        """Have the assessment in front that a unit's score is of."""
        found = assessment_of_participant(self._desk.office, participant_id)
        if found is not None and found.id != self._assessment_id:
            self._desk.year = found.year
            self._assessment_id = found.id
            self._stale = True
            self.catch_up()

    # --- the course

    def begin(self) -> None:
        """Ask for a new assessment: its table, its name, the day its records reach to."""
        tables = score_tables(self._desk.office)
        shipped = [] if tables else [(f"shipped:{key}", one.title) for key, one in shipped_tables().items()]
        choices = tuple([(str(one.id), one.title) for one in tables] + shipped)
        year = self._desk.year
        specs = (
            FieldSpec("table", "评分表", Kind.CHOICE, choices=choices),
            FieldSpec("title", "考核名称"),
            FieldSpec("as_of", "数据截至", Kind.DATE),
            FieldSpec(
                "estimate", "未完的时期", Kind.CHOICE, choices=tuple((one, one.words) for one in Estimate)
            ),
        )
        start = {
            "table": choices[0][0],
            "title": f"{year}年度公共机构节能考核",
            "as_of": min(clock.today(), date(year + 1, 3, 31)),
            "estimate": Estimate.NONE,
        }
        self._whole.setCurrentIndex(0)
        self.stack.ask(
            _NEW, "评分表在考核开始前可以改；没有考核依据的文件时只作内部测评。", specs, start, self._begin
        )

    def _begin(self, typed: dict[str, Any]) -> None:
        key = str(typed.pop("table"))
        office = self._desk.office
        table_id = (
            add_table(office, shipped_tables()[key.removeprefix("shipped:")])
            if key.startswith("ship")
            else int(key)
        )
        self._assessment_id = add_assessment(office, Assessment(0, self._desk.year, table_id, **typed))
        self._stale = True
        self.catch_up()

    def ask_owners(self) -> None:
        """Ask whose the units are: of all that do not say it yet, or of one."""
        view = self._view
        if view is None:
            return
        units = units_of_year(self._desk.office, view.assessment.year)
        unknown = [one for one in units if one.facts.affiliation is None]
        everybody = [(_ALL_UNKNOWN, f"没有填写的{len(unknown)}个单位")] if unknown else []
        choices: Choices = (*everybody, *((unit.id, unit.short_name) for unit in units))
        owners: Choices = tuple((one, one.words) for one in Affiliation)
        specs = (
            FieldSpec("unit_id", "单位", Kind.CHOICE, choices=choices),
            FieldSpec("affiliation", "隶属", Kind.CHOICE, choices=owners),
        )
        about = (
            "只考核镇属的单位；县直派驻、垂直管理的，有上级委托考核的文件才评分，否则只向其主管部门告知情况。"
        )
        start = {"unit_id": choices[0][0], "affiliation": Affiliation.TOWN}
        self.stack.ask(_OWNERS.rstrip("…"), about, specs, start, partial(self._store_owners, units))

    def _store_owners(self, units: Sequence[UnitInYear], typed: dict[str, Any]) -> None:
        is_meant = [
            unit
            for unit in units
            if typed["unit_id"] == unit.id
            or (typed["unit_id"] == _ALL_UNKNOWN and unit.facts.affiliation is None)
        ]
        own = Affiliation(typed["affiliation"])
        changes = [(one, replace(one, facts=replace(one.facts, affiliation=own))) for one in is_meant]
        change_facts_of_units(self._desk.office, changes)

    def _ask_move(self, to: AssessmentState, title: str, specs: tuple[FieldSpec, ...] = (_DAY,)) -> None:
        view = self._view
        if view is None:
            return
        about = _about(view, to)
        self.stack.ask(
            title, about, specs, {"day": clock.today()}, partial(self._move, view.assessment.id, to)
        )

    def _move(self, assessment_id: int, to: AssessmentState, typed: dict[str, Any]) -> None:
        office, day, note = self._desk.office, typed["day"], typed.get("note") or ""
        if day is None:
            raise InputRejected("请填写日期。")
        if to is S.GRADED:
            grade_units(office, assessment_id, day)
        else:
            move_assessment(office, assessment_id, to, day, note)

    def start_self(self) -> None:
        """Have the units score themselves."""
        self._ask_move(S.SELF, _SELF)

    def review(self) -> None:
        """Turn to the office's own review."""
        self._ask_move(S.REVIEW, _REVIEW)

    def send_to_units(self) -> None:
        """Send the scores to the units; they are locked then."""
        view = self._view
        if view is not None and view.assessment.objections_until is None:
            self.beside.open_panel()
            self.panel.setCurrentIndex(3)
            self.panel.setup_form.field("objections_until").setFocus()
            self._desk.alerts.say("请先在“考核设置”里填写异议期截止日期")
            return
        self._ask_move(S.SENT, _SENT)

    def grade(self) -> None:
        """Settle the grades."""
        self._ask_move(S.GRADED, _GRADE)

    def step_back(self) -> None:
        """Take the last move back."""
        view = self._view
        if view is None:
            return
        at = STATES.index(view.assessment.state)
        if at == 0:
            self._desk.alerts.say("考核还在草案，没有可退回的")
        elif view.is_settled:
            self._desk.alerts.say("已定档；要改请用“修订”")
        else:
            self._ask_move(STATES[at - 1], _BACK, (_DAY, _NOTE))

    def revise(self) -> None:
        """Open settled grades again, for the next version."""
        if self._view is None or not self._view.is_settled:
            self._desk.alerts.say("还没有定档，不用修订")
            return
        self._ask_move(S.REVIEW, _REVISE, (_DAY, _NOTE))

    def send_notice(self) -> None:
        """Ask for number and day of the 通报, and keep it as it goes out."""
        view = self._view
        if view is None:
            return
        if view.assessment.issued_on is not None:
            self._desk.alerts.say(
                f"通报已于{chinese_date(view.assessment.issued_on)}发出，在“已发文件”里可以再次打印"
            )
            return
        with self._desk.alerts.guard():
            check_may_leave(view.assessment)
            today, office = clock.today(), self._desk.office
            specs = (FieldSpec("number", "文号"), _DAY)
            start = {"number": proposed_notice_number(office, today.year), "day": today}
            about = "发出后存入“已发文件”，不能再改；请先用“预览通报”看过。"
            self.stack.ask(_NOTICE, about, specs, start, partial(self._send_notice, view.assessment.id))

    def _send_notice(self, assessment_id: int, typed: dict[str, Any]) -> None:
        if not typed["number"] or typed["day"] is None:
            raise InputRejected("请填写文号和日期。")
        send_notice(self._desk.office, assessment_id, typed["number"], typed["day"])

    # --- papers and files

    def preview_notice(self) -> None:
        """Show the 通报 as it would go out, or as it went."""
        view = self._view
        if view is None:
            return
        office, found = self._desk.office, view.assessment
        with self._desk.alerts.guard():
            check_may_leave(found)
            name = notice_name(office, view)
            if found.issued_on is not None:
                show_paper(self, self._desk, "打开通报", partial(sent_notice, office, found.id), name)
                return
            day = clock.today()
            make = partial(notice_pdf, office, found.id, proposed_notice_number(office, day.year), day)
            show_paper(self, self._desk, "生成通报", make, name)

    def print_sheets(self) -> None:
        """Show every unit's 得分表."""
        if (view := self._with_units()) is not None:
            make = partial(sheets_pdf, self._desk.office, view.assessment.id)
            show_paper(self, self._desk, "生成得分表", make, sheets_name(self._desk.office, view))

    def print_sheet(self) -> None:
        """Show the chosen unit's 得分表."""
        view, unit = self._with_units(), self._unit()
        if view is None or unit is None:
            return
        if unit.score is None:
            self._desk.alerts.say(f"{unit.participant.short_name}不评分：{unit.why}")
            return
        make = partial(sheet_pdf, self._desk.office, view.assessment.id, unit.participant.id)
        show_paper(self, self._desk, "生成得分表", make, sheet_name(view, unit))

    def print_summary(self) -> None:
        """Show 得分汇总表."""
        if (view := self._with_units()) is not None:
            make = partial(summary_pdf, self._desk.office, view.assessment.id)
            show_paper(
                self, self._desk, "生成得分汇总表", make, f"{summary_name(self._desk.office, view)}.pdf"
            )

    def _write_summary(self) -> None:
        if self._view is not None:
            office, found = self._desk.office, self._view.assessment.id
            write_files(self, self._desk, "写出得分汇总表", lambda: [summary_file(office, found)])

    def _write_own(self) -> None:
        if self._view is not None:
            office, found = self._desk.office, self._view.assessment.id
            write_files(self, self._desk, "导出自评表", lambda: [own_file(office, found)])

    def take_in_own(self) -> None:
        """Let the clerk choose filled self-scores, and store what each unit gave itself."""
        if self._view is None:
            return
        for path in self._desk.alerts.choose_files("导入自评", "self", "Excel 文件 (*.xlsx *.xls *.ods)"):
            with self._desk.alerts.guard():
                sheets = read_own(path, self._view.table)
                meant = [(self._meant(one.unit_name, one.file_name), one) for one in sheets]
                for unit, sheet in meant:
                    store_own_scores(self._desk.office, unit.participant.id, clock.today(), sheet.scores)
                names = join_names([unit.participant.short_name for unit, _ in meant])
                self._desk.alerts.say(f"已导入{names}的自评，可以撤销（Ctrl+Z）")

    def _meant(self, name: str, file_name: str) -> ScoredUnit:
        """The unit a self-score is of: as it says, or else the chosen one."""
        units = self._view.assessed if self._view else ()
        key = matching_key(name)
        for one in units:
            if key and key in (matching_key(one.participant.name), matching_key(one.participant.short_name)):
                return one
        chosen = self._unit()
        if name or chosen is None or chosen.score is None:
            said = f"写的单位“{name}”" if name else "没有写单位，也没有选中的单位"
            raise InputRejected(f"“{file_name}”{said}不在考核的单位里，请在表头“单位：”后写全称。")
        return chosen

    def remove(self) -> None:
        """Remove the assessment, while it has not gone to the units."""
        if self._view is not None:
            with self._desk.alerts.guard():
                remove_assessment(self._desk.office, self._view.assessment.id)
                self._desk.alerts.say("已删除考核，可以撤销（Ctrl+Z）")

    def show_tables(self) -> None:
        """Open the score tables."""
        self.tables.show_tables(self._view.table.id if self._view else None)
        self.detail_wanted.emit("评分表")

    # --- showing

    def _show_whole(self) -> None:
        """The assessment, or that there is none; a form that is open stays."""
        if not self.stack.asks:
            self._whole.setCurrentIndex(0 if self._view else 1)

    def _with_units(self) -> AssessmentView | None:
        if self._view is not None and not self._view.assessed:
            self._desk.alerts.say("没有要考核的单位：请先用“填写隶属…”填写各单位的隶属")
            return None
        return self._view

    def _unit(self) -> ScoredUnit | None:
        line = self.unit_grid.current_row()
        return line.unit if line is not None else None

    def _why_closed(self, line: ScoreLine) -> str:
        unit = self._unit()
        if line.scored is None or unit is None or self._view is None:
            return "板块和合计由各项相加"
        if self._is_waiting and line.scored.item.is_computed:
            return "正在按记录计算得分，请稍候"
        why = may_score(self._view.assessment, unit.participant)
        if not why and line.scored.item.kind is ItemKind.VETO:
            return ""
        return why

    def _store(self, old: ScoreLine, new: ScoreLine) -> None:
        unit = self._unit()
        if unit is None or old.scored is None:
            return
        scored, office = old.scored, self._desk.office
        if scored.item.kind is ItemKind.VETO:
            set_veto(office, unit.participant.id, scored, bool(new.reason.strip()), new.reason)
            return
        given = new.given if new.given != old.given else scored.given
        reason = (
            new.reason if new.reason != old.reason else (scored.reason if scored.given is not None else "")
        )
        give_points(office, unit.participant.id, scored, given, reason or new.reason)

    def _show_unit(self, line: UnitLine | None) -> None:
        unit = line.unit if line else None
        self.panel.show_unit(unit)
        lines, totals = score_lines(self._view, unit) if self._view and unit else ([], [])
        self.items.set_rows(lines, totals)
        self.total.setText(f"{unit.participant.name}　{total_words(unit)}" if unit else "")
        self._show_item(self.item_grid.current_row())

    def _show_item(self, line: ScoreLine | None) -> None:
        self.panel.show_item(line.scored if line else None, self._unit())

    def _fill_picker(self, found: list[Assessment]) -> None:
        self.picker.blockSignals(True)
        self.picker.clear()
        for one in found:
            self.picker.addItem(one.title, one.id)
        self.picker.setCurrentIndex(self.picker.findData(self._assessment_id))
        self.picker.blockSignals(False)
        self.picker.setVisible(len(found) > 1)

    def _pick(self, _index: int) -> None:
        self._assessment_id = self.picker.currentData()
        self.refresh()

    def _show_state(self) -> None:
        view = self._view
        self.course.setVisible(view is not None)
        if view is None:
            self.sentence.setText("")
            self.chip.tell("")
            return
        found, assessed = view.assessment, view.assessed
        received = sum(one.participant.received_on is not None for one in assessed)
        words = tuple(
            f"{state.words} {received}/{len(assessed)}" if state is S.SELF and received else state.words
            for state in STATES
        )
        self.course.show_course(words, STATES.index(found.state))
        estimate = "" if found.estimate is Estimate.NONE else f"，{found.estimate.words}"
        self.sentence.setText(f"{len(assessed)}个单位，数据截至{chinese_date(found.as_of)}{estimate}")
        tip = "没有登记考核依据的文件，只供内部使用，不能出文；在“考核设置”里登记依据"
        self.chip.tell("内部测评" if found.is_internal else "", tip)

    def _offer(self) -> None:
        if self._view is None:
            self.head_actions.offer(self.made[_NEW], (), (self.made[_TABLES],))
            return
        state = self._view.assessment.state
        sent = self._view.assessment.issued_on is not None
        last = _DRAFT if sent else _NOTICE
        lacks_owner = any(one.participant.own is None and one.score is None for one in self._view.units)
        first = _OWNERS if lacks_owner else _SELF
        primary = {S.DRAFT: first, S.SELF: _REVIEW, S.REVIEW: _SENT, S.SENT: _GRADE, S.GRADED: last}[state]
        second = _OWN_IN if state in (S.SELF, S.REVIEW) else _SUMMARY
        rest = [_SHEET, _SUMMARY, _SUMMARY_BOOK, _DRAFT, None, _OWN_OUT, _OWN_IN, None]
        rest += [_BACK, _REVISE, *([_SELF, _REVIEW] if state is S.DRAFT else []), None]
        rest += [_OWNERS, _TABLES, _NEW, _REMOVE]
        shown = {primary, _SHEETS, second}
        more = [self.made[text] if text else None for text in rest if text not in shown]
        self.head_actions.offer(self.made[primary], (self.made[_SHEETS], self.made[second]), more)

    def _made_actions(self) -> dict[str, QAction]:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            (_NEW, self.begin, "add", "Ctrl+Shift+N", "新建本年的一次考核"),
            (_SELF, self.start_self, "sent", "", "发出自评表，请单位自评"),
            (_REVIEW, self.review, "check", "", "转入办公室复核"),
            (_SENT, self.send_to_units, "sent", "", "把得分送单位核对，之后锁定"),
            (_GRADE, self.grade, "check", "", "异议期满后定档，存入已发文件，不能撤销"),
            (_NOTICE, self.send_notice, "megaphone", "", "发出考核情况的通报，存入已发文件"),
            (_DRAFT, self.preview_notice, "preview", "", "预览考核情况的通报"),
            (_SHEETS, self.print_sheets, "preview", "Ctrl+P", "预览并打印各单位的得分表"),
            (_SHEET, self.print_sheet, "preview", "", "预览并打印选中单位的得分表"),
            (_SUMMARY, self.print_summary, "preview", "", "预览并打印得分汇总表"),
            (_SUMMARY_BOOK, self._write_summary, "export", "Ctrl+E", "写出得分汇总表和各单位得分表（Excel）"),
            (_OWN_OUT, self._write_own, "export", "", "写出空白自评表，每个单位一张"),
            (_OWN_IN, self.take_in_own, "import", "Ctrl+I", "读入单位填好的自评表"),
            (_BACK, self.step_back, "undo", "", "退回到前一个状态"),
            (_REVISE, self.revise, "edit", "", "定档后发现错误，重新复核，成为下一版"),
            (_OWNERS, self.ask_owners, "edit", "", "写明各单位是镇属、县直派驻还是垂直管理"),
            (_TABLES, self.show_tables, "document", "", "查看、修改、导入评分表"),
            (_REMOVE, self.remove, "remove", "", "删除还没有送单位核对的考核"),
        )
        return {text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries}

    def _lay_out(self) -> None:
        self.made = self._made_actions()
        head = PartHead("", (self.made[_SHEET],), self)
        self.total = head.title
        sheet = under_head(head, self.stack)
        content = split(Qt.Orientation.Horizontal, self.unit_grid, sheet, shares=(2, 7))
        self.beside = WithPanel(content, SidePanel(self.panel), "评分依据", self)
        tools = ToolRow(self)
        tools.add(self.picker, self.course, self.chip, self.sentence)
        tools.add_right(FilterBox(self.unit_grid, self), self.beside.button)
        self._whole.addWidget(self.beside)
        self._whole.addWidget(self.empty)
        self.setFocusProxy(self.unit_grid)
        lay_out_content(self, self._whole, tools)


def _about(view: AssessmentView, to: AssessmentState) -> str:
    """What a move does, and what it locks."""
    if to is S.SENT:
        return "得分和依据在这一天锁定；之后只有提出异议的单位可以改。"
    if to is S.GRADED:
        kept = "" if view.assessment.is_internal else "得分汇总表和得分表存入“已发文件”。"
        return f"定档后不能撤销，要改用“修订”成为下一版。{kept}"
    return "内部测评" if view.assessment.is_internal else view.assessment.basis.words
