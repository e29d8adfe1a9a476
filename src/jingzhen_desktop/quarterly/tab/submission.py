"""汇总上报: what is missing, to whom it goes and who signed, the files, the lock; 解锁 with a reason;
what was sent before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import cast

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from ...base.errors import FieldRejected, UserFacingError
from ...base.text import chinese_date, join_names
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...office import clock
from ...office.settings import SUPERIOR, read_setting
from ...organisation.queries.numbering import proposed_number
from ...paper.voided import kept_or_new
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid, pressed_by_mouse
from ...widgets.look.fonts import heights
from ...widgets.look.tokens import State, tokens
from ...widgets.outgoing import show_paper, write_files
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import SectionTitle
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tool_row import Sentence
from ..actions.submissions import check_submission, submit_quarter, unlock_quarter
from ..outgoing import SentPaper, papers_to_keep, quarter_files, sent_file
from ..papers.letter import Letter, letter_name, letter_paper
from ..queries.board import state_board
from ..queries.readiness import submission_readiness
from ..queries.sent import last_signer, quarters_sent, submissions_of_year
from ..values.reports import report_place
from ..values.submissions import LETTER, Readiness, Submission
from .submission_lines import CheckLine, check_lines, open_count, sent_lines

_FIELDS = (
    FieldSpec("day", "上报日期", Kind.DATE),
    FieldSpec("addressee", "报送单位", help="向谁上报"),
    FieldSpec("signed_by", "签发人"),
    FieldSpec("number", "报告文号", help="如“文政报〔2011〕12号”；没有就空着"),
    FieldSpec("note", "备注"),
)

_RECORDS = 4
"""Rows of the record of sendings that are always in sight: a year of quarters."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the clerk has filled in."""

    quarter: Quarter
    day: date
    addressee: str
    signed_by: str
    number: str
    note: str

    @property
    def letter(self) -> Letter:
        return Letter(self.day, self.addressee, self.number, self.signed_by)


class SubmissionView(QWidget):
    """What is still open before a quarter goes up; in the panel to whom it goes, and what was sent this year.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
        head_actions: what is offered in the head of the tab then.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""
    quarter_wanted = Signal(int)
    """Number of another quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self._readiness: Readiness | None = None
        self.title = Sentence(parent=self)
        self.checks: GridModel[CheckLine] = GridModel(_check_columns(), parent=self)
        self.check_grid = Grid(self.checks, "上报前的核对", select_rows=True, roomy=True)
        self.check_grid.clicked.connect(self._click)
        self.check_grid.activated.connect(self._activate)
        self.form = FieldForm(_FIELDS, self, stacked=True)
        self.form.committed.connect(self._show_checks)
        self.without = QCheckBox("", self)
        self.reason = FieldForm(
            (FieldSpec("reason", "解锁原因", help="如：上级要求更正中心学校用电量"),), self, stacked=True
        )
        self.send = page_action("汇总上报…", self.submit, "stamp", "", "写出文件、存档并锁定本期", self)
        self.show_letter = page_action(
            "预览报告…", self.preview_letter, "preview", "Ctrl+P", "预览报送统计表的报告和附件", self
        )
        self.unlock = page_action(
            "解锁", self.unlock_quarter, "undo", "", "收回本期的上报，写明原因后可以更正", self
        )
        self.head_actions = HeadActions(self)
        self.history: GridModel[Submission] = GridModel(_columns(), identity=lambda one: one.id, parent=self)
        self.grid = Grid(self.history, "上报和解锁记录", select_rows=True)
        self.grid.chosen.connect(self._show_detail)
        self.detail = QLabel(self)
        self.detail.setWordWrap(True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read anew how the quarter stands and what was sent this year."""
        other = quarter != self._quarter
        self._quarter = quarter
        self._readiness = submission_readiness(self._desk.office, quarter)
        self._show_history(submissions_of_year(self._desk.office, quarter.year), other)
        if other or self.form.values()["day"] is None:
            self._propose()
        self._show_readiness(self._readiness)

    def preview_letter(self) -> None:
        """Show the report to the superior as it would be sent, of a quarter that went up as it was kept."""
        office, quarter = self._desk.office, self._quarter
        name, label = letter_name(office, quarter), f"生成{quarter.title}报告"
        if self._readiness is not None and self._readiness.locked_by is not None:
            letter = Letter(self._readiness.locked_by.submitted_on, self._readiness.locked_by.addressee)
            anew = partial(letter_paper, office, quarter, letter)
            make = partial(kept_or_new, office, report_place(quarter), anew, LETTER)
            show_paper(self, self._desk, label, make, name)
        elif (asked := self._asked()) is not None:
            show_paper(self, self._desk, label, partial(letter_paper, office, quarter, asked.letter), name)

    def submit(self) -> None:
        """Ask for the folder, write the files, keep the papers and lock the quarter. What would be refused is
        refused before anything is asked or written, beside the field it concerns.
        """
        self.beside.open_panel()
        asked = self._asked()
        if asked is None or not self._may_go_up(asked):
            return
        question = (
            f"把{asked.quarter.title}汇总上报给{asked.addressee}？\n"
            f"将写出汇总表、综合表和报告，存档备查，并锁定{asked.quarter.name}；"
            "以前的操作不能再撤销，要更正须写明原因解锁。"
            + "".join(f"\n{lack}" for lack in self._lacks(asked))
        )
        if self._desk.alerts.confirm(question, "汇总上报"):
            write_files(
                self,
                self._desk,
                f"汇总上报{asked.quarter.title}",
                partial(quarter_files, self._desk.office, asked.quarter, asked.letter),
                remembered="quarterly.submit",
                finish=partial(self._lock, asked),
            )

    def _lacks(self, asked: _Asked) -> list[str]:
        """What a letter upward should have and does not, and what should have gone up before it."""
        unsent = [one.quarter.name for one in quarters_sent(self._desk.office, asked.quarter, asked.day)
                  if one.quarter < asked.quarter and not one.stands]  # fmt: skip
        return [
            *([f"请核对：{join_names(unsent)}还没有汇总上报。"] if unsent else []),
            *([] if asked.number else ["请核对：报告没有填文号，将不印版头。"]),
            *([] if asked.signed_by else ["请核对：没有填签发人，上行文应由主要负责人签发。"]),
        ]

    def unlock_quarter(self) -> None:
        """Take the sending up back."""
        self.beside.open_panel()
        self.reason.flush()
        try:
            unlock_quarter(
                self._desk.office, self._quarter, clock.today(), str(self.reason.values()["reason"] or "")
            )
        except UserFacingError as error:
            self.reason.refuse("reason", str(error))
            return
        self.reason.set_values({"reason": ""})
        self._desk.alerts.say(f"{self._quarter.title}已解锁，可以更正")

    # ---- sending

    def _asked(self) -> _Asked | None:
        """Return what is filled in; None if a field must be mended first, which says so."""
        self.form.flush()
        if self.form.problems():
            return None
        values = {key: str(value or "").strip() for key, value in self.form.values().items() if key != "day"}
        day = cast("date | None", self.form.values()["day"])
        if day is None:
            self.form.refuse("day", "请填写上报日期。")
            return None
        return _Asked(self._quarter, day, **values)

    def _may_go_up(self, asked: _Asked) -> bool:
        """Whether the quarter can be sent up as asked; if not, it is said why."""
        office, without = self._desk.office, self._without(asked.quarter)
        with self._desk.alerts.guard():
            try:
                check_submission(office, asked.quarter, asked.day, asked.addressee, asked.number, without)
            except FieldRejected as error:
                self.form.refuse(error.field, str(error))
            else:
                return True
        return False

    def _without(self, quarter: Quarter) -> tuple[str, ...]:
        """The units that are not approved, if the clerk confirmed that it goes up without them."""
        if not self.without.isChecked():
            return ()
        return submission_readiness(self._desk.office, quarter).not_approved

    def _lock(self, asked: _Asked, files: Sequence[SentPaper]) -> str:
        """Record and lock, with the papers kept in the same step, and return what is said of it."""
        office, quarter = self._desk.office, asked.quarter
        submit_quarter(
            office,
            quarter,
            asked.day,
            asked.addressee,
            asked.signed_by,
            sent_file(files),
            asked.note,
            without=self._without(quarter),
            papers=papers_to_keep(quarter, asked.letter, files),
        )
        return f"{quarter.title}已汇总上报并锁定"

    # ---- showing

    def _propose(self) -> None:
        office = self._desk.office
        self.form.set_values(
            {
                "day": max(clock.today(), self._quarter.end) if clock.today() > self._quarter.end else None,
                "addressee": read_setting(office, SUPERIOR),
                "signed_by": last_signer(office),
                "number": proposed_number(office, clock.today()),
                "note": "",
            }
        )
        self.without.setChecked(False)

    def _show_readiness(self, ready: Readiness) -> None:
        locked = ready.locked_by
        self._show_checks()
        self.without.setText(f"缺未审核的{len(ready.not_approved)}个单位也上报")
        self.without.setVisible(bool(ready.not_approved) and locked is None)
        self.form.setVisible(locked is None)
        self.form.setEnabled(bool(ready.expected))
        self.reason.setVisible(locked is not None)
        self.beside.panel.set_title("上报" if locked is None else "已上报锁定")
        if locked is None:
            self.head_actions.offer(self.send, (self.show_letter,))
        else:
            self.head_actions.offer(None, (self.show_letter,), (self.unlock,))

    def _show_checks(self, *_committed: object) -> None:
        """List what is open, and what is in order; of a quarter that went up there is nothing to check."""
        ready = self._readiness
        if ready is None:
            return
        office, quarter = self._desk.office, ready.quarter
        board = state_board(office, quarter.year)
        if ready.locked_by is not None:
            self.title.setText(_locked_words(ready.locked_by))
            self.checks.set_rows(sent_lines(ready.locked_by, board))
            return
        values = {key: str(value or "").strip() for key, value in self.form.values().items()}
        lines = check_lines(
            ready,
            board,
            quarters_sent(office, quarter, clock.today()),
            values["signed_by"],
            values["number"],
        )
        self.checks.set_rows(lines)
        count = open_count(lines)
        open_ = f"还有{count}项没有办好" if count else "全部核对无误，可以上报"
        self.title.setText(
            f"{quarter.title}：应报{ready.expected}个单位，已审核{ready.approved}个，{open_}。"
        )

    def _click(self, index: QModelIndex) -> None:
        if self.checks.columns[index.column()].key == "step":
            self._go(self.checks.row(index))

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid() and not (self.checks.columns[index.column()].key == "step" and pressed_by_mouse()):
            self._go(self.checks.row(index))

    def _go(self, line: CheckLine) -> None:
        """Go where something can be done about a line."""
        if line.unit_id is not None:
            self.report_wanted.emit(line.unit_id, self._quarter.number)
        elif line.quarter is not None:
            self.quarter_wanted.emit(line.quarter.number)
        elif line.field:
            self.beside.open_panel()
            self.form.field(line.field).editor.setFocus()

    def _show_history(self, sent: Sequence[Submission], other: bool) -> None:
        """Show what was sent; of another quarter, and after a sending up,
        the newest of the quarter is chosen.
        """
        news = other or len(sent) != self.history.rowCount()
        self.history.set_rows(sent)
        newest = max((one.id for one in sent if one.quarter == self._quarter), default=None)
        if news and newest is not None:
            self.grid.select_row(lambda one: one.id == newest)
        self._show_detail(self.grid.current_row())

    def _show_detail(self, one: Submission | None) -> None:
        self.detail.setText(_sent_words(one) if one else "")

    def _lay_out(self) -> None:
        asked, space = QWidget(self), tokens().space
        history = SectionTitle("上报和解锁记录", asked)
        lines = QVBoxLayout(asked)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(space.s)
        for part in (self.form, self.without, self.reason, history, self.grid, self.detail):
            lines.addWidget(part, 1 if part is self.grid else 0)
        self.grid.setMinimumHeight(heights().row_head + _RECORDS * heights().row)
        pad(asked)
        panel = SidePanel(scrolling(asked))
        self.beside = WithPanel(self.check_grid, panel, "上报", self)
        self.tools = (self.title, self.beside.button)
        self.setFocusProxy(self.check_grid)
        lay_out_content(self, self.beside)


def _locked_words(one: Submission) -> str:
    signed = f"，{one.signed_by}签发" if one.signed_by else ""
    day = chinese_date(one.submitted_on)
    return f"{one.quarter.title}已于{day}上报{one.addressee}{signed}，已锁定，不能更改。"


def _sent_words(one: Submission) -> str:
    """Say all of one record, of which the table shows the beginnings."""
    signed = f"，{one.signed_by}签发" if one.signed_by else ""
    parts = [
        f"{one.quarter.title}于{chinese_date(one.submitted_on)}上报{one.addressee}{signed}",
        one.file_name and f"文件：{one.file_name}",
    ]
    parts += [one.missing and f"缺：{one.missing}", one.note and f"备注：{one.note}"]
    if one.unlocked_on is not None:
        parts.append(f"{chinese_date(one.unlocked_on)}解锁：{one.unlock_reason}")
    return "；".join(part for part in parts if part) + "。"


def _columns() -> list[Column[Submission]]:
    return [
        Column("quarter", "期间", lambda one: one.quarter.name, width=7),
        Column("day", "上报日期", lambda one: one.submitted_on, Kind.DATE, width=10),
        Column(
            "state",
            "情况",
            lambda one: "已锁定" if one.is_open else "已解锁",
            width=7,
            state=lambda one: State.SENT if one.is_open else None,
        ),
    ]


def _check_columns() -> list[Column[CheckLine]]:
    return [
        Column("title", "事项", lambda line: line.title, width=24),
        Column(
            "words",
            "情况",
            lambda line: line.words,
            width=24,
            look=lambda line: line.look,
            state=lambda line: line.state,
        ),
        Column("step", "下一步", lambda line: line.step, width=11, link=lambda line: bool(line.step)),
    ]
