"""How far a report's review is, in words and colour, and the moves that are possible now;
a reason is asked for in place.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ...base.text import chinese_date
from ...widgets.appearance import Look
from ...widgets.page_head import page_action
from ...widgets.parts import action_button
from ...widgets.tool_row import Chip, Sentence
from ..rules.states import possible_moves
from ..values.reports import Move, Report, ReportState, ReportStatus
from ..values.submissions import Submission

STATE_LOOKS = {
    ReportState.MISSING: Look.BAD,
    ReportState.ENTERING: Look.WARNING,
    ReportState.SUBMITTED: Look.WARNING,
    ReportState.RETURNED: Look.BAD,
    ReportState.APPROVED: Look.GOOD,
}
_ACTIONS = {
    Move.SUBMIT: ("提交审核", "check", "", "数据录完，交给审核"),
    Move.APPROVE: ("审核通过", "stamp", "", "没有错误、需核实的都有说明时才能通过；通过后数据不能再改"),
    Move.RETURN: ("退回…", "undo", "Shift+F8", "写明原因退给单位，改正后重报"),
    Move.WITHDRAW: ("撤回提交", "undo", "", "回到录入中"),
    Move.REOPEN: ("撤回审核…", "redo", "", "写明原因，回到待审核，数据可以再改"),
}
_HINT = "可以导入报表文件，也可以在表中逐格录入，录入即保存；没有消耗填0，空着表示未填。"


class StateTools(QObject):
    """The state as a chip, what led to it as a sentence, and an action for every move.

    Attributes:
        words, detail: stand in the row of tools.
        actions: the moves, for the head of the page.
        offered: those that are possible now, the usual first.
        reason: asks for the reason of a move; stands between the tools and the form.
    """

    move_wanted = Signal(object, str)
    """The move and its reason, which is empty where none is needed."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.words, self.detail = Chip(page), Sentence(parent=page)
        self.reason = ReasonBar(page)
        self.reason.given.connect(self.move_wanted)
        self.actions = {move: self._action(move, page) for move in _ACTIONS}
        self.offered: tuple[Move, ...] = ()

    def show_report(self, report: Report | None, status: ReportStatus, locked: Submission | None) -> None:
        """Show where a report stands; what is not possible now is not offered."""
        state = report.standing.state if report else ReportState.MISSING
        self.words.tell(state_title(state, status), look=STATE_LOOKS[state])
        self.detail.setText(_detail(report, locked))
        self._offer(() if locked else possible_moves(state))

    def show_nothing(self) -> None:
        """Say nothing where no unit is shown."""
        self.words.tell("")
        self.detail.setText("")
        self._offer(())

    def _offer(self, moves: tuple[Move, ...]) -> None:
        self.offered = moves
        for move, action in self.actions.items():
            action.setEnabled(move in moves)
        if self.reason.move_asked not in moves:
            self.reason.hide()

    def _action(self, move: Move, page: QWidget) -> QAction:
        text, icon, key, tip = _ACTIONS[move]
        return page_action(text, self._pressed(move), icon, key, tip, page)

    def _pressed(self, move: Move) -> Callable[[], None]:
        def press() -> None:
            if move.needs_reason:
                self.reason.ask(move)
            else:
                self.move_wanted.emit(move, "")

        return press


class ReasonBar(QFrame):
    """One line for the reason of a move: Enter gives it, Esc leaves it."""

    given = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.move_asked: Move | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        self.label = QLabel(self)
        self.line = QLineEdit(self)
        self.label.setBuddy(self.line)
        self.line.setClearButtonEnabled(True)
        self.line.returnPressed.connect(self._give)
        self.line.textChanged.connect(lambda text: self.accept.setEnabled(bool(text.strip())))
        self.accept: QPushButton = action_button("确定", self._give, parent=self)
        self.cancel = action_button("取消", self.hide, tip="不改变状态（Esc）", parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        for widget in (self.label, self.line, self.accept, self.cancel):
            layout.addWidget(widget, 1 if widget is self.line else 0)
        self.line.installEventFilter(self)
        self.hide()

    def ask(self, move: Move) -> None:
        """Ask for the reason of a move."""
        self.move_asked = move
        self.label.setText(f"{move.value}的原因：")
        self.line.setAccessibleName(f"{move.value}的原因")
        self.line.setPlaceholderText(
            "如：电费发票与填报数不符" if move is Move.RETURN else "如：单位来函更正用水量"
        )
        self.line.clear()
        self.accept.setText(move.value)
        self.accept.setEnabled(False)
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.hide()
            return True
        return super().eventFilter(watched, event)

    def _give(self) -> None:
        reason = self.line.text().strip()
        if reason and self.move_asked is not None:
            self.hide()
            self.given.emit(self.move_asked, reason)


def state_title(state: ReportState, status: ReportStatus) -> str:
    """Return the state's words, and that figures are blank where they are."""
    blank = status is ReportStatus.INCOMPLETE
    return f"{state.words}，{status.value}" if blank else state.words


def _detail(report: Report | None, locked: Submission | None) -> str:
    if locked is not None:
        return f"已于{chinese_date(locked.submitted_on)}汇总上报{locked.addressee}并锁定，只能查看"
    if report is None:
        return _HINT
    standing = report.standing
    if standing.reason:
        return f"原因：{standing.reason}" + (f"（{chinese_date(standing.since)}）" if standing.since else "")
    origin = f"{report.source.value}{f'“{report.source_name}”' if report.source_name else ''}"
    received = f"，{chinese_date(standing.received_on)}收到" if standing.received_on else ""
    stored = f"，{report.stored_at:%Y-%m-%d %H:%M}保存" if report.stored_at else ""
    return f"{origin}{received}{stored}"
