"""单位报表: one unit's form of one quarter, typed and corrected cell by cell, reviewed, and moved through its
review.

What the columns show is in ``report_columns``, the state and its moves in ``report_state``, findings and 说明
in ``report_findings``, indicators in ``report_indicators``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...base.errors import FieldRejected
from ...base.text import join_names
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...energy.statistics import system_of_year
from ...organisation.queries.units import reporting_units
from ...organisation.values.units import UnitInYear
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.grid.view import Grid
from ...widgets.look.roles import set_role
from ...widgets.look.tokens import tokens
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ..actions.reports import change_entries, change_receipt, change_signatures, remove_report
from ..actions.states import approve_ready, explain, move_report
from ..actions.zeros import fill_zeros
from ..queries.choices import read_conversion
from ..queries.confirmations import confirmations_of
from ..queries.reports import stored_report, stored_reports
from ..queries.review import explanations_of, review_basis
from ..queries.submissions import open_submission
from ..queries.unit_report import unit_periods
from ..queries.versions import cycle_in, system_in
from ..rules.figures import months_to_date
from ..rules.owing import expected_in
from ..rules.review import ReviewBasis, explained, review_findings
from ..rules.states import why_closed
from ..rules.unit_report import UnitPeriods, unit_indicators
from ..values.figures import UnitQuarter
from ..values.findings import BLANK_CHECK, Finding, Reviewed
from ..values.reports import Amount, Move, Report, ReportState, Signatures
from ..values.submissions import Submission
from .report_columns import FIGURE_COLUMNS, ReportModel, report_columns
from .report_findings import FindingsPanel
from .report_indicators import IndicatorStrip
from .report_lines import ReportLine, report_lines, sum_line, unit_quarter, with_report
from .report_state import StateTools, state_title
from .report_zeros import ZerosBar, confirmed_line, confirmed_words
from .unit_list import UnitList
from .unit_picker import UnitPicker

_SIGNED = (
    RecordField[Signatures]("unit_head", "单位负责人"),
    RecordField[Signatures]("statistics_head", "统计负责人"),
    RecordField[Signatures]("filled_by", "填表人"),
    RecordField[Signatures]("reported_on", "报出日期", Kind.DATE),
)
_BESIDE = (
    FieldSpec("received_on", "收到日期", Kind.DATE, help="报表交到镇上的日期，据此判断是否按时"),
    FieldSpec("note", "备注", help="如：为什么有一项不能填报"),
)
_FORWARD = (Move.SUBMIT, Move.APPROVE)
"""Moves that bring a report on; the others take it back."""
_INDICATORS_WAIT = 120
"""Milliseconds after which the indicators follow what is typed: they are read, not typed against."""

_ZEROS_KEY = "Ctrl+0"


class ReportView(QWidget):
    """The form with the indicators under it; unit and state in the row of tools, the moves in the head,
    findings and signatures in the panel.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    unit_changed = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self._system = system_of_year(desk.year)
        self._conversion = read_conversion(desk.office)
        self._units: list[UnitInYear] = []
        self._unit: UnitQuarter | None = None
        self._periods: UnitPeriods | None = None
        self._basis: ReviewBasis | None = None
        self._locked: Submission | None = None
        self._reviewed: Sequence[Reviewed] = ()
        self.units = UnitPicker("单位", self._leave, self)
        self.unit_list = UnitList(self)
        self.unit_list.wanted.connect(self._pick)
        self.previous, self.next = self.units.previous, self.units.next
        self.state = StateTools(self)
        self.head_actions = HeadActions(self)
        self._of_tab: tuple[QAction | None, Sequence[QAction], Sequence[QAction | None]] = (None, (), ())
        self.model = ReportModel(
            report_columns(self.why_closed, lambda: self._quarter),
            alerts=desk.alerts,
            change_many=self._change,
            by_value=True,
            parent=self,
        )
        self.grid = Grid(self.model, "单位报表")
        self.findings = FindingsPanel(self)
        self.indicators = IndicatorStrip(self)
        self._indicated: object = None
        self._indicators_later = QTimer(self, singleShot=True, interval=_INDICATORS_WAIT)
        self.signatures = FieldForm((*_SIGNED, *_BESIDE), self)
        self.remove = action_button(
            "删除报表", self._remove, "remove", None, "删除本单位本期已存的报表", self
        )
        self.approve = page_action(
            "全部审核通过",
            self.approve_all,
            "stamp",
            "Ctrl+F8",
            "本期待审核、问题都已解决的报表一次通过",
            self,
        )
        tip = f"没有其他消耗时，空白一次填0；写明据谁确认（{_ZEROS_KEY}）"
        self.zeros = action_button("其余填0…", self._ask_zeros, "edit", None, tip, self)
        ask_zeros = QShortcut(_ZEROS_KEY, self, self.zeros.click)  # also while the panel is put away
        ask_zeros.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        ask_zeros.setWhatsThis("其余填0，写明据谁确认")
        self.zeros_bar = ZerosBar(self)
        self.confirmed = QLabel(self)
        self._set_up()
        self._lay_out()

    @property
    def unit_id(self) -> int | None:
        """The unit shown."""
        data = self.units.currentData()
        return int(data) if data is not None else None

    @property
    def is_open(self) -> bool:
        """Whether the report may be changed: not approved, not locked."""
        return not self.why_closed()

    def why_closed(self) -> str:
        """Why the report may not be changed, with what to do; empty if it may."""
        state = self._unit.report.standing.state if self._unit and self._unit.report else ReportState.MISSING
        return why_closed(self._quarter, self._locked.submitted_on if self._locked else None, state)

    def show_quarter(self, quarter: Quarter, unit_id: int | None = None) -> None:
        """Read anew; another quarter keeps the unit."""
        if (quarter, unit_id or self.unit_id) != (self._quarter, self._unit.unit.id if self._unit else None):
            self._leave()
        office = self._desk.office
        self._quarter, self._system = quarter, system_in(office, quarter.year)
        self._conversion = read_conversion(office)
        cycle = cycle_in(office, quarter.year)
        self._units = [
            unit for unit in reporting_units(office, quarter.year) if expected_in(unit, quarter, cycle)
        ]
        self._offer_units(unit_id or self.unit_id)
        self._locked = open_submission(office, quarter)
        self._periods = None if self.unit_id is None else unit_periods(office, self.unit_id, quarter)
        self._basis = None if self.unit_id is None else review_basis(office, self.unit_id, quarter)
        self._show_confirmed()
        self.show_unit()

    def show_unit(self) -> None:
        """Read only the unit's own report anew, after one of its cells was stored."""
        unit = next((unit for unit in self._units if unit.id == self.unit_id), None)
        self.setEnabled(unit is not None)
        if unit is None or self._periods is None:
            self._unit = None
            self.state.show_nothing()
            self._offer()
            return
        report = stored_report(self._desk.office, unit.id, self._quarter)
        self._unit = unit_quarter(unit, report, self._system, self._conversion)
        self._periods = with_report(self._periods, report)
        self._reviewed = self._review(report)
        self._show(self._unit, self._periods)
        if self.confirmed.text():  # undone, or replaced by a new file
            self._show_confirmed()

    def start_typing(self) -> None:
        """Put the cursor on the first quantity."""
        if self._unit is not None:
            self.grid.setFocus()
            self.grid.setCurrentIndex(self.model.index(0, FIGURE_COLUMNS[Amount.QUANTITY]))

    def offer_of_tab(
        self, first: QAction, buttons: Sequence[QAction], more: Sequence[QAction | None]
    ) -> None:
        """Take over what the tab offers on every view; the moves of the report come before it."""
        self._of_tab = (first, buttons, more)
        self._offer()

    def copy_findings(self) -> None:
        """Put the findings on the clipboard, for the phone call or message to the unit."""
        texts = self.findings.texts()
        title = f"{self.units.currentText()} {self._quarter.title}"
        QGuiApplication.clipboard().setText("\n".join([title, *texts]))
        self._desk.alerts.say(f"已复制{len(texts)}条审核问题")

    # ---- showing

    def _offer(self) -> None:
        """Offer the next move as the primary step, or to take a form in where there is no report."""
        first, buttons, more = self._of_tab
        moves = [self.state.actions[move] for move in self.state.offered]
        if moves and self.state.offered[0] in _FORWARD:
            primary, beside = moves[0], moves[1:]
        else:
            primary, beside = None, moves
        imports = [first] if first is not None else []
        if primary is None and self._unit is not None and self._unit.report is None:
            primary, imports = first, []
        wanted = (
            primary,
            tuple(beside or imports),
            (self.approve, *(imports if beside else ()), *buttons, *more),
        )
        if wanted != (self.head_actions.primary, self.head_actions.buttons, self.head_actions.more):
            self.head_actions.offer(*wanted)

    def _offer_units(self, wanted: int | None) -> None:
        reports = stored_reports(self._desk.office, self._quarter)
        with QSignalBlocker(self.units):
            self.units.clear()
            shown = [
                unit_quarter(unit, reports.get(unit.id), self._system, self._conversion)
                for unit in self._units
            ]
            for quarter in shown:
                self.units.addItem(_choice(quarter), quarter.unit.id)
            self.unit_list.show_units(shown)
            self.units.setCurrentIndex(max(0, self.units.findData(wanted)) if self._units else -1)

    def _show(self, unit: UnitQuarter, periods: UnitPeriods) -> None:
        report = unit.report
        choice = _choice(unit)
        # the list measures all its units anew for every text it is given
        if choice != self.units.currentText():
            self.units.setItemText(self.units.currentIndex(), choice)
            self.unit_list.show_unit(unit)
        self.unit_list.choose(unit.unit.id)
        self.model.scope = (unit.unit.id, self._quarter)
        self.model.set_rows(
            report_lines(self._system, unit, periods, self._conversion, self._reviewed), [sum_line(unit)]
        )
        self.state.show_report(report, unit.status, self._locked)
        self._offer()
        self.findings.show_findings(self._reviewed, self.is_open, _quiet_blanks(report))
        if self._indicated == self.model.scope:
            self._indicators_later.start()
        else:  # at once: a strip that came later would move the form under the mouse
            self._show_indicators()
        self.remove.setEnabled(report is not None and self.is_open)
        self.zeros.setEnabled(report is not None and self.is_open)
        self.approve.setEnabled(self._locked is None)
        self.signatures.setEnabled(self.is_open)
        signatures = report.signatures if report else Signatures()
        values = {field.key: getattr(signatures, field.key) for field in _SIGNED}
        received = report.standing.received_on if report else None
        record = (self._unit.unit.id, self._quarter) if self._unit else None
        self.signatures.show_record(
            record, values | {"received_on": received, "note": report.note if report else ""}
        )

    def _review(self, report: Report | None) -> Sequence[Reviewed]:
        """Judge the report in front; what it is judged against stays while it is typed."""
        if report is None or self._basis is None:
            return ()
        findings = review_findings(report, self._basis)
        if report.standing.state is ReportState.ENTERING:
            findings = [one for one in findings if one.check != BLANK_CHECK]
        return (
            explained(findings, explanations_of(self._desk.office, report.unit_id, self._quarter))
            if findings
            else ()
        )

    def _show_indicators(self) -> None:
        if self._periods is not None:
            self._indicated = self.model.scope
            found = unit_indicators(self._periods, self._conversion)
            self.indicators.show_indicators(found, f"{months_to_date(self._periods.quarter)}累计")

    def _go_to_cell(self, item: str, what: Amount) -> None:
        self.grid.select_row(lambda line: line.id == item)
        self.grid.setCurrentIndex(self.model.index(self.grid.currentIndex().row(), FIGURE_COLUMNS[what]))

    def _show_drafts(self) -> None:
        self.findings.show_drafts(
            [
                f"{self.model.cell_name(index)}：{draft.refusal.sentence}"
                for index, draft in self.model.drafts()
            ]
        )

    def _go_to_draft(self, number: int) -> None:
        drafts = self.model.drafts()
        if number < len(drafts):
            self.grid.setFocus()
            self.grid.setCurrentIndex(drafts[number][0])

    # ---- storing

    def _change(self, lines: Sequence[tuple[ReportLine, ReportLine]]) -> None:
        """Store what was typed, pasted or cleared, in one step."""
        if self._unit is not None:
            rows = {new.item.key: (old.entry, new.entry) for old, new in lines}
            change_entries(self._desk.office, self._unit.unit.id, self._quarter, rows)

    def _foot(self) -> Signatures | None:
        if self._unit is None:
            return None
        return self._unit.report.signatures if self._unit.report else Signatures()

    def _sign(self, _old: Signatures, new: Signatures) -> None:
        if self._unit is not None:
            with self._desk.alerts.guard():
                change_signatures(self._desk.office, self._unit.unit.id, self._quarter, new)

    def _write_beside(self, key: str, value: object) -> None:
        foot = self._foot()
        if self._unit is None or foot is None:
            return
        if key == "received_on":
            self._receive(value)
        elif key == "note":
            with self._desk.alerts.guard():
                change_signatures(
                    self._desk.office, self._unit.unit.id, self._quarter, foot, str(value or "")
                )

    def _receive(self, value: object) -> None:
        if self._unit is None:
            return
        if not isinstance(value, date):
            self.signatures.refuse("received_on", "请填收到日期，按时率据此计算")
            return
        with self._desk.alerts.guard():
            change_receipt(self._desk.office, self._unit.unit.id, self._quarter, value)

    def _move(self, move: Move, reason: str) -> None:
        if self._unit is None:
            return
        self._leave()
        with self._desk.alerts.guard():
            state = move_report(self._desk.office, self._unit.unit.id, self._quarter, move, reason)
            self._desk.alerts.say(f"{self._unit.unit.short_name}{self._quarter.title}报表：{state.words}")

    def approve_all(self) -> None:
        """Approve what waits in this quarter and has nothing open, in the worker, and say how many have."""
        self._leave()
        office, quarter = self._desk.office, self._quarter
        names = {unit.id: unit.short_name for unit in self._units}
        label = f"审核{quarter.title}报表"
        if self._desk.tasks.label != label:  # pressed twice
            self._desk.tasks.run(
                self._desk,
                label,
                lambda _progress: approve_ready(office, quarter),
                partial(_tell_approved, self._desk, quarter, names),
            )

    def _ask_zeros(self) -> None:
        self._leave()
        self.zeros_bar.ask()

    def _fill_zeros(self, confirmed_by: str, confirmed_on: date) -> None:
        if self._unit is None:
            return
        with self._desk.alerts.guard():
            try:
                cells = fill_zeros(
                    self._desk.office, self._unit.unit.id, self._quarter, confirmed_by, confirmed_on
                )
            except FieldRejected as error:
                self.zeros_bar.refuse(error)
                return
            self._show_confirmed()
            self._desk.alerts.say(f"{self._unit.unit.short_name}{self._quarter.title}报表：{cells}格填了0")

    def _show_confirmed(self) -> None:
        """Show what was confirmed beside the report; read with the page, not with every cell typed."""
        unit_id = self.unit_id
        found = confirmations_of(self._desk.office, unit_id, self._quarter) if unit_id is not None else ()
        self.confirmed.setText(confirmed_line(found))
        self.confirmed.setToolTip(confirmed_words(found))
        self.confirmed.setVisible(bool(found))

    def _explain(self, findings: Sequence[Finding], text: str) -> None:
        if self._unit is not None:
            with self._desk.alerts.guard():
                explain(self._desk.office, self._unit.unit.id, self._quarter, findings, text)

    def _remove(self) -> None:
        if self._unit is None or self._unit.report is None:
            return
        question = f"删除{self._unit.unit.name}{self._quarter.title}已存的报表？删除后需要重新导入或录入。"
        if self._desk.alerts.confirm(question, "删除报表"):
            with self._desk.alerts.guard():
                remove_report(self._desk.office, self._unit.unit.id, self._quarter)

    def _leave(self) -> None:
        """Store what is typed but not finished before the form shows another report."""
        if self.grid.state() == Grid.State.EditingState:
            self.units.setFocus()
            self.grid.setFocus()
        if self._unit is not None:
            self.signatures.flush()

    def _pick(self, unit_id: int) -> None:
        """Go to a unit chosen in the list beside the form."""
        if unit_id != self.unit_id:
            self._leave()
            self.units.setCurrentIndex(self.units.findData(unit_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room the units stand beside the form, in place of the list to pick from."""
        super().resizeEvent(event)
        beside = self.window().width() >= tokens().breakpoint.list_beside
        self.unit_list.setVisible(beside)
        self.units.setVisible(not beside)

    def _unit_chosen(self) -> None:
        if self.unit_id is not None:
            self.unit_changed.emit(self.unit_id)
            self.show_quarter(self._quarter)

    # ---- making

    def _set_up(self) -> None:
        self.units.currentIndexChanged.connect(lambda _index: self._unit_chosen())
        self.grid.setSortingEnabled(False)
        self.findings.cell_wanted.connect(self._go_to_cell)
        self.findings.draft_wanted.connect(self._go_to_draft)
        self.model.drafts_changed.connect(self._show_drafts)
        self.model.modelReset.connect(self._show_drafts)
        self.findings.explained.connect(self._explain)
        self.zeros_bar.given.connect(self._fill_zeros)
        self.confirmed.setWordWrap(True)
        self.confirmed.setAccessibleName("确认记录")
        self.state.move_wanted.connect(self._move)
        store_record(self.signatures, _SIGNED, self._foot, self._sign)
        self.signatures.committed.connect(self._write_beside)
        self._indicators_later.timeout.connect(self._show_indicators)

    def _lay_out(self) -> None:
        form, content = QWidget(self), QWidget(self)
        under = _column(form, self.grid, self.indicators)
        under.setStretchFactor(self.grid, 1)
        self.beside = WithPanel(form, SidePanel(scrolling(self._side())), "审核", self)
        self.findings.counted.connect(self.beside.set_count)
        self.tools = (
            self.previous,
            self.units,
            self.next,
            self.state.words,
            self.state.detail,
            self.beside.button,
        )
        row = QWidget(self)
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.unit_list)
        across.addWidget(self.beside, 1)
        lines = _column(content, self.state.reason, self.zeros_bar, row)
        lines.setStretchFactor(row, 1)
        form.setFocusProxy(self.grid)
        self.setFocusProxy(self.grid)
        lay_out_content(self, content)

    def _side(self) -> QWidget:
        """What stands in the panel: the findings, who signed, and what is done with the report."""
        side = QWidget(self)
        copy = action_button("复制审核问题", self.copy_findings, "copy", None, None, side)
        for button in (copy, self.zeros, self.remove):
            set_role(button, "small")
        self.grid.offer(copy, self.remove)
        lines = _column(
            side,
            self.findings,
            self.confirmed,
            SectionTitle("签字和备注", side),
            self.signatures,
            ButtonRow(copy, self.zeros, self.remove),
        )
        lines.setStretchFactor(self.findings, 1)
        lines.setSpacing(tokens().space.s)
        pad(side)
        return side


def _column(whole: QWidget, *parts: QWidget) -> QVBoxLayout:
    """Lay parts out one below the other, from edge to edge."""
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    for part in parts:
        lines.addWidget(part)
    return lines


def _quiet_blanks(report: Report | None) -> int:
    """How many cells of a report that is being entered are blank: nothing is asked about them yet."""
    if report is None or report.standing.state is not ReportState.ENTERING:
        return 0
    return sum((entry.quantity is None) + (entry.cost is None) for entry in report.entries.values())


def _choice(unit: UnitQuarter) -> str:
    state = unit.report.standing.state if unit.report else ReportState.MISSING
    return f"{unit.unit.name}（{state_title(state, unit.status)}）"


def _tell_approved(
    desk: Desk, quarter: Quarter, names: Mapping[int, str], found: tuple[int, Mapping[int, str]]
) -> None:
    """Say how many reports of the quarter were approved, and of which units something is still open."""
    count, blocked = found
    if not count and not blocked:
        desk.alerts.say("没有待审核的报表")
        return
    waiting = [name for unit, name in names.items() if unit in blocked]
    rest = f"；还有问题没有解决：{join_names(waiting)}" if blocked else ""
    desk.alerts.say(f"{quarter.title}审核通过{count}份{rest}")
