"""The violations of a round in a table with the next step of each, and what is done about them in a form
under it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...base.typed import Kind
from ...office import clock
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldSpec
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.inline_form import WithInlineForm
from ...widgets.page_head import PartHead, page_action
from ..actions.handling import add_violation, change_violation, correct_on_spot, remove_violation
from ..rules.course import settled_of
from ..rules.handling import next_move, why_not
from ..values.found import Rectification, Violation, Visit
from ..values.words import Move, ViolationKind
from .columns import violation_columns
from .following import Following
from .moves import MoveActions

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

_ADDED = (
    FieldSpec("kind", "类型", Kind.CHOICE, choices=tuple((kind, kind.value) for kind in ViolationKind)),
    FieldSpec("room", "场所"),
    FieldSpec("text", "问题", Kind.NOTE, help="如“下班后电脑、饮水机未关闭电源”"),
)
_CORRECTED = (
    FieldSpec("correction_note", "纠正情况", help="如“已调至26℃”"),
    FieldSpec("corrected_on", "纠正日期", Kind.DATE),
)


class ProblemPart(QWidget):
    """The table with its head and its form.

    Attributes:
        stack: the table and the form under it.
        moves: what can be done about the chosen violations.
    """

    turned = Signal()
    """A form was opened or put away."""

    def __init__(self, desk: Desk, visit: Callable[[], Visit | None], parent: QWidget | None = None) -> None:
        """``visit`` is asked for the visit in which something was found; it says so where none is chosen."""
        super().__init__(parent)
        self._desk, self._visit = desk, visit
        self.model: GridModel[Violation] = GridModel(
            violation_columns(self._draft_of),
            alerts=desk.alerts,
            change=partial(change_violation, desk.office),
        )
        self.grid = Grid(self.model, "发现的问题", parent=self)
        self.grid.remove_wanted.connect(self.remove)
        self.grid.followed.connect(lambda violation: self.do_next(violation.id))
        self.stack = WithInlineForm(self.grid, desk.alerts, self)
        self.stack.turned.connect(self._turn)
        self.following = Following(desk, self.stack)
        self.setFocusProxy(self.grid)
        self._lay_out()

    def show_violations(self, violations: Sequence[Violation]) -> None:
        """Show the violations of a round; the chosen cells stay."""
        self.model.set_rows(violations)
        settled = settled_of(violations, clock.today())
        count = f"　{len(violations)}个，已解决{settled}个" if violations else ""
        self.head.title.setText(f"发现的问题{count}")
        self._show_moves()

    def do_next(self, violation_id: int) -> None:
        """Choose a violation and ask for what comes next about it."""
        if not self.grid.select_row(lambda violation: violation.id == violation_id):
            return
        violation: Violation | None = self.grid.current_row()
        if violation is None or (move := next_move(violation)) is None:
            self._desk.alerts.say("这个问题已经解决，没有下一步")
            return
        notice = violation.rectifications[-1] if violation.rectifications else None
        asks: dict[Move, Callable[[Rectification | None], None]] = {
            Move.RECEIVE: self.following.receive,
            Move.REPLY: self.following.reply,
            Move.RECHECK: self.following.recheck,
            Move.CLOSE: self.following.close,
        }
        if move in asks:
            asks[move](notice)
        else:
            self.order()

    def add(self) -> None:
        """Ask for a violation that no reading shows, e.g. lamps left on."""
        if (visit := self._visit()) is None:
            return
        self.stack.ask(
            "新增问题",
            visit.unit_name,
            _ADDED,
            {"kind": ViolationKind.ELECTRICITY},
            lambda typed: add_violation(
                self._desk.office, visit.id, typed["kind"], typed["text"], room=typed["room"]
            ),
        )

    def correct(self) -> None:
        """Ask how the chosen violations were corrected on the spot."""
        if chosen := self._chosen():
            ids = [violation.id for violation in chosen]
            about = "；".join(f"{violation.unit_name} {violation.text}" for violation in chosen)
            self.stack.ask(
                "当场纠正",
                about,
                _CORRECTED,
                {"corrected_on": max(violation.found_on for violation in chosen)},
                lambda values: correct_on_spot(
                    self._desk.office, ids, values["correction_note"], values["corrected_on"]
                ),
                ids,
            )

    def order(self) -> None:
        """Ask for the notice about the chosen violations."""
        if chosen := self._chosen():
            self.following.order(chosen)

    def remove(self) -> None:
        """Remove the violation of the current row; undo brings it back."""
        violation: Violation | None = self.grid.current_row()
        if violation:
            with self._desk.alerts.guard():
                remove_violation(self._desk.office, violation.id)
                self._desk.alerts.say("已删除问题，可以撤销（Ctrl+Z）")

    # --- inside

    def _chosen(self) -> list[Violation]:
        chosen: list[Violation] = self.grid.selected_rows()
        if not chosen:
            self._desk.alerts.warn("请先选中问题，可同时选中同一单位的几个。")
        return chosen

    def _notice(self) -> Rectification | None:
        violation: Violation | None = self.grid.current_row()
        return violation.rectifications[-1] if violation and violation.rectifications else None

    def _draft_of(self, violation: Violation) -> str:
        return self.stack.draft_of(violation.id)

    def _turn(self) -> None:
        self.grid.viewport().update()
        QTimer.singleShot(0, self, self._keep_in_sight)
        self.turned.emit()

    def _keep_in_sight(self) -> None:
        """The form takes room from the table: the row it is about stays in sight."""
        self.grid.scrollTo(self.grid.currentIndex())

    def _show_moves(self) -> None:
        current: Violation | None = self.grid.current_row()
        chosen: list[Violation | None] = [*self.grid.selected_rows()] or [current]
        self.moves.offer(
            lambda move: next((reason for violation in chosen if (reason := why_not(move, violation))), "")
        )
        self.stack.follow([violation.id for violation in chosen if violation is not None])

    def _lay_out(self) -> None:
        add = page_action("新增问题…", self.add, "add", "", "登记不是由读数查出的问题，如人走灯未关", self)
        actions = [add, *self._make_moves()]
        self.grid.addActions(actions)
        self.grid.chosen.connect(lambda _violation: self._show_moves())
        self.grid.selectionModel().selectionChanged.connect(lambda *_: self._show_moves())
        self.head = PartHead("发现的问题", (), self)
        self.head.row.set_actions(None, actions[:2], actions[2:])
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.head)
        lines.addWidget(self.stack, 1)

    def _make_moves(self) -> list[QAction]:
        following = self.following
        moves = self.moves = MoveActions(self._desk.alerts, self)
        moves.add((Move.CORRECT,), "当场纠正…", self.correct, "check")
        moves.add(
            (Move.ORDER, Move.REORDER),
            "下达限期整改…",
            self.order,
            "stamp",
            "可选中同一单位的几个问题一并下达",
        )
        receive, reply = partial(self._follow, following.receive), partial(self._follow, following.reply)
        recheck, close = partial(self._follow, following.recheck), partial(self._follow, following.close)
        moves.add((Move.RECEIVE,), "登记签收…", receive, "edit", "单位谁在什么时候签收了通知书")
        moves.add((Move.REPLY,), "登记回复…", reply, "edit", "单位报来的整改情况（回执）")
        moves.add((Move.RECHECK,), "复查…", recheck, "check", "到单位复查的结果")
        moves.add((Move.CLOSE,), "销号", close, "stamp", "复查合格后销号")
        moves.add((Move.REMOVE,), "删除问题", self.remove, "remove", "删除问题，可撤销")
        preview = partial(self._follow, following.preview)
        notice = page_action("预览通知书", preview, "preview", "", "预览并打印整改通知书", self)
        *steps, remove = moves.by_text.values()
        return [*steps, notice, remove]

    def _follow(self, ask: Callable[[Rectification | None], None]) -> None:
        ask(self._notice())
