"""The ledger of rectifications: those of the working year, and whatever is still open from before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.place import Place
from ...base.typed import Kind
from ...office import clock
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.inline_form import WithInlineForm
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.handling import change_rectification
from ..queries.rounds import rectification_detail, rectifications_of_year
from ..queries.urgent import open_rectifications
from ..rules.handling import notice_why_not, progress, rectification_state
from ..values.found import Rectification
from ..values.words import TAB, Move, ViolationState
from .following import STATE_LOOKS, Following
from .moves import MoveActions
from .outgoing import take_out_ledger
from .page import InspectionPage

_ORDER = (ViolationState.OVERDUE, ViolationState.FAILED, ViolationState.ORDERED, ViolationState.CLOSED)


class LedgerPage(InspectionPage):
    """Grid of notices, overdue ones first; what is done about one is asked for under it."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._go_to = go_to
        self.model: GridModel[Rectification] = GridModel(
            _columns(self._draft_of), alerts=desk.alerts, change=partial(change_rectification, desk.office)
        )
        self.grid = Grid(self.model, "整改台账", parent=self)
        self._table, self._empty = QStackedWidget(self), EmptyHint("", parent=self)
        for part in (self.grid, self._empty):
            self._table.addWidget(part)
        self._table.setFocusProxy(self.grid)
        self.stack = WithInlineForm(self._table, desk.alerts, self)
        self.following = Following(desk, self.stack)
        self.count = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the ledger as it is stored."""
        now, year = clock.today(), self._desk.year
        office = self._desk.office
        notices = {
            notice.id: notice
            for notice in [*rectifications_of_year(office, year), *open_rectifications(office, now)]
        }
        rows = sorted(
            notices.values(),
            key=lambda notice: (
                notice.replaced,
                _ORDER.index(rectification_state(notice, now)),
                notice.deadline,
                notice.id,
            ),
        )
        self.model.set_rows(rows)
        self._show_moves()
        self.count.setText(_count(rows, now))
        self._empty.set_text(
            f"{year}年没有限期整改。检查中发现、不能当场纠正的问题，打开那次检查，选中后点“下达限期整改…”。"
        )
        self._table.setCurrentWidget(self.grid if rows else self._empty)

    def show_place(self, place: Place) -> None:
        """Select a rectification, in the year of its round."""
        found = rectification_detail(self._desk.office, place.id) if place.id is not None else None
        if found is not None:
            self._desk.year = found[0].round.year
        self.freshen()
        if found is not None:
            self.grid.select_row(lambda notice: notice.id == found[1].id)
        self.grid.setFocus()

    def _chosen(self) -> Rectification | None:
        found: Rectification | None = self.grid.current_row()
        return found

    def _show_moves(self) -> None:
        notice = self._chosen()
        self.moves.offer(lambda move: notice_why_not(move, notice))
        self.stack.follow(notice.violation_ids if notice else ())
        self._offer()

    def _draft_of(self, notice: Rectification) -> str:
        return next(filter(None, map(self.stack.draft_of, notice.violation_ids)), "")

    def _order_again(self) -> None:
        notice = self._chosen()
        found = rectification_detail(self._desk.office, notice.id) if notice else None
        if found is not None:
            self.following.order(
                [violation for violation in found[0].violations if violation.id in found[1].violation_ids]
            )

    def _take_out(self) -> None:
        take_out_ledger(self, self._desk, self._desk.year, clock.today())

    def _show_round(self) -> None:
        notice = self._chosen()
        if notice is not None:
            self._go_to(Place(TAB, "violation", notice.violation_ids[0]))

    def _offer(self) -> None:
        """The next step of the chosen notice is the primary one."""
        texts = self.moves.by_text
        offered = [text for text in self.moves.offered if text != "撤销通知"]
        first = texts[offered[0]] if offered else self.papers["预览通知书"]
        beside = [one for one in (self.papers["预览通知书"], self.papers["看检查记录"]) if one is not first]
        rest = [one for one in texts.values() if one is not first and one.text() != "撤销通知"]
        self.head_actions.offer(
            first,
            beside,
            [
                *rest,
                None,
                self.papers["预览复查意见"],
                self.papers["发出复查意见"],
                self.papers["导出台账…"],
                None,
                texts["撤销通知"],
            ],
        )

    def _lay_out(self) -> None:
        following = self.following
        moves = self.moves = MoveActions(self._desk.alerts, self)
        moves.add(
            (Move.RECEIVE,),
            "登记签收…",
            lambda: following.receive(self._chosen()),
            "edit",
            "单位谁在什么时候签收了通知书",
        )
        moves.add(
            (Move.REPLY,),
            "登记回复…",
            lambda: following.reply(self._chosen()),
            "edit",
            "单位报来的整改情况（回执）",
        )
        moves.add(
            (Move.RECHECK,), "复查…", lambda: following.recheck(self._chosen()), "check", "到单位复查的结果"
        )
        moves.add((Move.CLOSE,), "销号", lambda: following.close(self._chosen()), "stamp", "复查合格后销号")
        moves.add((Move.REORDER,), "再次下达…", self._order_again, "stamp", "复查不合格后再次限期整改")
        moves.add(
            (Move.WITHDRAW,),
            "撤销通知",
            lambda: following.withdraw(self._chosen()),
            "remove",
            "还没有签收和回复时可以撤销",
        )
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("看检查记录", self._show_round, "inspect", "", "回到发现问题的那次检查"),
            (
                "预览通知书",
                lambda: following.preview(self._chosen()),
                "preview",
                "Ctrl+P",
                "预览并打印整改通知书",
            ),
            (
                "预览复查意见",
                lambda: following.preview_recheck(self._chosen()),
                "preview",
                "",
                "预览并打印复查意见",
            ),
            (
                "发出复查意见",
                lambda: following.send_recheck(self._chosen()),
                "stamp",
                "",
                "复查意见按现在的样子发给单位并存档，不能再改",
            ),
            ("导出台账…", self._take_out, "export", "Ctrl+E", "把本年的整改台账导出为Excel"),
        )
        self.papers = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        self.grid.addActions([*moves.by_text.values(), self.papers["看检查记录"], self.papers["预览通知书"]])
        self.grid.chosen.connect(lambda _notice: self._show_moves())
        self.stack.stand_before(self.head_actions)
        self.stack.turned.connect(self.grid.viewport().update)
        self.setFocusProxy(self.grid)
        tools = ToolRow(self)
        tools.add(self.count)
        tools.add_right(FilterBox(self.grid))
        lay_out_content(self, self.stack, tools)


def _columns(draft_of: Callable[[Rectification], str]) -> list[Column[Rectification]]:
    def state(notice: Rectification) -> str:
        draft = draft_of(notice)
        return f"草稿：{draft}" if draft else progress(notice, clock.today())

    return [
        Column[Rectification](
            "number",
            "文号",
            lambda notice: notice.number,
            write=lambda notice, typed: replace(notice, number=typed),
            width=15,
        ),
        Column(
            "unit", "单位", lambda notice: notice.unit_name, width=10, closed="由下达整改的问题得出，不能填写"
        ),
        Column(
            "round",
            "检查",
            lambda notice: notice.round_title,
            width=13,
            closed="由下达整改的问题得出，不能填写",
        ),
        Column[Rectification](
            "ordered_on",
            "下达日期",
            lambda notice: notice.ordered_on,
            Kind.DATE,
            write=lambda notice, typed: replace(notice, ordered_on=typed),
            width=10,
        ),
        Column[Rectification](
            "deadline",
            "整改期限",
            lambda notice: notice.deadline,
            Kind.DATE,
            write=lambda notice, typed: replace(notice, deadline=typed),
            width=10,
        ),
        Column(
            "progress",
            "状态",
            state,
            width=16,
            look=_look,
            closed="由签收、回复、复查的登记得出，不能填写",
        ),
        Column[Rectification](
            "requirement",
            "整改要求",
            lambda notice: notice.requirement,
            write=lambda notice, typed: replace(notice, requirement=typed),
            width=12,
        ),
        Column("received", "签收", _received, width=13, closed="点“登记签收…”登记"),
        Column("reply", "单位回复", lambda notice: notice.reply, width=12, closed="点“登记回复…”登记"),
        Column(
            "rechecked_on",
            "复查日期",
            lambda notice: notice.rechecked_on,
            Kind.DATE,
            width=10,
            closed="点“登记复查…”登记",
        ),
        Column(
            "closed_on",
            "销号日期",
            lambda notice: notice.closed_on,
            Kind.DATE,
            width=10,
            closed="复查合格后销号时登记",
        ),
    ]


def _received(notice: Rectification) -> str:
    return f"{notice.received_by} {notice.received_on:%m-%d}" if notice.received_on else ""


def _look(notice: Rectification) -> Look | None:
    return Look.MUTED if notice.replaced else STATE_LOOKS.get(rectification_state(notice, clock.today()))


def _count(notices: list[Rectification], now: date) -> str:
    if not notices:
        return ""
    states = [rectification_state(notice, now) for notice in notices]
    return (
        f"共{len(notices)}件，已销号{states.count(ViolationState.CLOSED)}件，"
        f"已逾期{states.count(ViolationState.OVERDUE)}件"
    )
