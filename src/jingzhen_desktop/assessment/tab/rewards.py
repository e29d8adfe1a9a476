"""The sub-page 节约奖惩: what grade and quota suggest, what was decided, and its papers."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.errors import FieldRejected, InputRejected
from ...base.place import Place
from ...base.typed import Choices, Kind
from ...office import clock
from ...widgets.action_panel import PanelStack
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec, RecordField
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper
from ...widgets.page import store_record
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import EmptyHint, split
from ...widgets.side_panel import SidePanel, WithPanel, pad, scrolling
from ...widgets.tool_row import Chip, Sentence, ToolRow
from ..actions.rewards import add_reward, change_reward, remove_reward
from ..outgoing.scores import telling_pdf, year_indicators
from ..papers.rewards import (
    recommendation_paper,
    reward_name,
    reward_to_issue,
    talk_paper,
    telling_name,
    telling_to_issue,
)
from ..queries.rewards import proposed_rewards, rewards_of
from ..queries.scores import assessment_view, assessments_of_year
from ..rules.score_courses import check_may_leave
from ..values.rewards import Reward, RewardKind, RewardProposal
from ..values.score_states import AssessmentState
from ..values.score_views import AssessmentView, ScoredUnit
from .page import SubPage

_TAKE, _TAKE_ALL, _ADD, _REMOVE = "采纳建议", "全部采纳", "登记…", "删除"
_PAPER, _TELL = "预览推荐表或谈话记录", "告知主管部门…"
_FIELDS = (
    RecordField[Reward]("ground", "依据的事实", Kind.NOTE),
    RecordField[Reward]("day", "日期", Kind.DATE, help="谈话或推荐的日期"),
    RecordField[Reward]("held_by", "谈话人"),
    RecordField[Reward]("met", "谈话对象"),
    RecordField[Reward]("text", "事迹或要求", Kind.NOTE, help="推荐表的主要事迹（500字以内），或谈话的要求"),
    RecordField[Reward](
        "amount", "金额", Kind.NUMBER, unit="元", help="有文件允许才能填，文件随金额一起打印"
    ),
    RecordField[Reward]("basis_issuer", "允许的文件：发文机关"),
    RecordField[Reward]("basis_number", "允许的文件：文号"),
    RecordField[Reward]("basis_day", "允许的文件：日期", Kind.DATE),
)


class RewardsPage(SubPage):
    """Decided above, proposed below; the chosen one's words in the panel."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._view: AssessmentView | None = None
        self.model: GridModel[Reward] = GridModel(_columns(), alerts=desk.alerts)
        self.grid = Grid(self.model, "节约奖惩", select_rows=True, parent=self)
        self.grid.chosen.connect(lambda reward: self._show(reward))
        self.grid.remove_wanted.connect(self.remove)
        self.proposals: GridModel[RewardProposal] = GridModel(
            _proposal_columns(), alerts=desk.alerts, identity=lambda one: (one.unit_id, one.kind)
        )
        self.proposal_grid = Grid(self.proposals, "建议", select_rows=True, parent=self)
        self.stack = PanelStack(self.grid, desk.alerts, self)
        self.form = FieldForm(_FIELDS, self, stacked=True)
        store_record(self.form, _FIELDS, self._reward, partial(change_reward, desk.office))
        self.sentence, self.chip = Sentence(parent=self), Chip(self)
        self.head_actions = HeadActions(self)
        self.stack.stand_before(self.head_actions)
        self.empty = EmptyHint("", parent=self)
        self._whole = QStackedWidget(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show what was decided after the newest settled assessment of the working year."""
        office = self._desk.office
        settled = [
            one for one in assessments_of_year(office, self._desk.year) if one.state is AssessmentState.GRADED
        ]
        self._view = assessment_view(office, settled[-1].id) if settled else None
        self._whole.setCurrentIndex(0 if self._view else 1)
        self.empty.set_text(
            f"{self._desk.year}年的考核还没有定档。定档后，这里按等次和定额执行情况列出建议：通报、向县推荐、谈话提醒。"
        )
        self.model.set_rows(rewards_of(office, self._view) if self._view else [])
        self.proposals.set_rows(proposed_rewards(office, self._view) if self._view else [])
        self._show_state()
        self._show(self.grid.current_row())
        self._offer()

    def show_place(self, place: Place) -> None:
        """Select what was decided of a unit."""
        self.catch_up()
        self.grid.select_row(lambda row: row.id == place.id)
        self.grid.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what is typed but not finished."""
        self.form.flush()
        super().hideEvent(event)

    # --- what the clerk does

    def take(self) -> None:
        """Decide what the chosen suggestion says."""
        proposal: RewardProposal | None = self.proposal_grid.current_row()
        if proposal is None or self._view is None:
            self._desk.alerts.say("没有建议，或没有选中建议")
            return
        with self._desk.alerts.guard():
            self._add_proposed(self._view, proposal)

    def take_all(self) -> None:
        """Decide everything that is suggested."""
        if self._view is None or not self.proposals.rowCount():
            self._desk.alerts.say("没有建议")
            return
        view = self._view
        with self._desk.alerts.guard():
            for proposal in self.proposals.rows():
                self._add_proposed(view, proposal)

    def _add_proposed(self, view: AssessmentView, proposal: RewardProposal) -> None:
        made = Reward(
            0, view.assessment.id, proposal.unit_id, proposal.kind, proposal.ground, short_name=proposal.name
        )
        reward_id = add_reward(self._desk.office, made)
        self.grid.select_row(lambda row: row.id == reward_id)

    def add(self) -> None:
        """Ask for something that is not suggested."""
        view = self._view
        if view is None:
            return
        units: Choices = tuple((one.participant.unit_id, one.participant.name) for one in view.assessed)
        kinds: Choices = tuple((one, f"{one.words}（{one.who_may}）") for one in RewardKind)
        specs = (
            FieldSpec("unit_id", "单位", Kind.CHOICE, choices=units),
            FieldSpec("kind", "种类", Kind.CHOICE, choices=kinds),
            FieldSpec("ground", "依据的事实", Kind.NOTE),
        )
        start = {"unit_id": units[0][0], "kind": RewardKind.TALK}
        about = "乡镇不办表彰和示范创建，不公布红黑榜；要评先的向县推荐。"
        self.stack.ask(_ADD.rstrip("…"), about, specs, start, partial(self._add, view))

    def _add(self, view: AssessmentView, typed: dict[str, Any]) -> None:
        name = next(
            one.participant.short_name for one in view.units if one.participant.unit_id == typed["unit_id"]
        )
        made = Reward(
            0, view.assessment.id, typed["unit_id"], typed["kind"], typed["ground"] or "", short_name=name
        )
        add_reward(self._desk.office, made)

    def remove(self) -> None:
        """Take back the chosen one."""
        reward = self._reward()
        if reward is None:
            self._desk.alerts.say("请先选中一条")
            return
        with self._desk.alerts.guard():
            remove_reward(self._desk.office, reward)
            self._desk.alerts.say(f"已删除{reward.short_name}的“{reward.kind.words}”，可以撤销（Ctrl+Z）")

    def preview(self) -> None:
        """Show the paper of the chosen one: 推荐表 or 谈话提醒记录."""
        reward, view = self._reward(), self._view
        if reward is None or view is None:
            self._desk.alerts.say("请先选中“向县推荐”或“谈话提醒”的一条")
            return
        with self._desk.alerts.guard():
            self._preview(reward, view)

    def _preview(self, reward: Reward, view: AssessmentView) -> None:
        office = self._desk.office
        if reward.kind is RewardKind.RECOMMEND:
            check_may_leave(view.assessment)
            years = year_indicators(office, reward.unit_id, view.assessment.year)
            make = partial(recommendation_paper, office, view, reward, years)
        elif reward.kind is RewardKind.TALK:
            make = partial(talk_paper, office, view, reward)
        else:
            raise InputRejected(f"“{reward.kind.words}”写在考核情况的通报里，在“考核评分”页预览和发出。")
        issue = partial(reward_to_issue, view, reward, reward.day or clock.today())
        show_paper(
            self,
            self._desk,
            "生成文件",
            make,
            reward_name(reward),
            None if view.assessment.is_internal else issue,
        )

    def tell(self) -> None:
        """Ask of which unit that gets no points its superior is to be told."""
        view = self._view
        if view is None:
            return
        others = [one for one in view.others if one.participant.own is False]
        if not others:
            self._desk.alerts.say("没有只告知情况的单位：都是本级所属，或已按上级文件评分")
            return
        choices: Choices = tuple((one.participant.id, one.participant.name) for one in others)
        specs = (
            FieldSpec("participant", "单位", Kind.CHOICE, choices=choices),
            FieldSpec("addressee", "主送机关", help="该单位的主管部门，写全称，如：景东县卫生局"),
        )
        about = "不评分，只把记录的情况告知其主管部门。"
        self.stack.ask(
            _TELL.rstrip("…"), about, specs, {"participant": choices[0][0]}, partial(self._tell, view)
        )

    def _tell(self, view: AssessmentView, typed: dict[str, Any]) -> None:
        unit: ScoredUnit | None = view.of(typed["participant"])
        if unit is None:
            return
        if not typed["addressee"]:
            raise FieldRejected("addressee", "“主送机关”不能为空，请填写该单位的主管部门。")
        check_may_leave(view.assessment)
        office, day = self._desk.office, clock.today()
        make = partial(telling_pdf, office, view, unit, typed["addressee"], day)
        show_paper(
            self,
            self._desk,
            "生成情况告知",
            make,
            telling_name(unit),
            partial(telling_to_issue, view, unit, day),
        )

    # --- showing

    def _reward(self) -> Reward | None:
        reward: Reward | None = self.grid.current_row()
        return reward

    def _show(self, reward: Reward | None) -> None:
        self.form.setEnabled(reward is not None)
        if reward is not None:
            self.form.show_record(reward.id, {spec.key: getattr(reward, spec.key) for spec in _FIELDS})
        self.beside.panel.set_title(f"{reward.name}　{reward.kind.words}" if reward else "")

    def _show_state(self) -> None:
        if self._view is None:
            self.sentence.setText("")
            return
        found = self._view.assessment
        waiting = self.proposals.rowCount()
        told = f"，还有{waiting}条建议" if waiting else ""
        self.sentence.setText(f"{found.title}：已登记{self.model.rowCount()}条{told}")
        self.chip.tell("内部测评" if found.is_internal else "", "没有考核依据的文件，不能出文")

    def _offer(self) -> None:
        primary = _TAKE_ALL if self.proposals.rowCount() else _PAPER
        second = (_TAKE, _ADD) if primary is _TAKE_ALL else (_ADD, _TELL)
        rest = [text for text in (_PAPER, _TELL, _REMOVE) if text not in (primary, *second)]
        if self._view is None:
            self.head_actions.offer(None, (), ())
            return
        self.head_actions.offer(
            self.made[primary], [self.made[text] for text in second], [self.made[text] for text in rest]
        )

    def _made_actions(self) -> dict[str, QAction]:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            (_TAKE, self.take, "check", "", "登记选中的建议"),
            (_TAKE_ALL, self.take_all, "check", "", "登记全部建议，之后可以逐条改"),
            (_ADD, self.add, "add", "Ctrl+Shift+N", "登记建议以外的一条"),
            (_PAPER, self.preview, "preview", "Ctrl+P", "预览并打印选中单位的推荐表或谈话提醒记录"),
            (_TELL, self.tell, "sent", "", "把不评分单位的情况告知其主管部门"),
            (_REMOVE, self.remove, "remove", "", "删除选中的一条"),
        )
        return {text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries}

    def _lay_out(self) -> None:
        self.made = self._made_actions()
        pad(self.form)
        proposed = under_head(PartHead("建议（由等次和定额执行情况得出）", (), self), self.proposal_grid)
        content = split(Qt.Orientation.Vertical, self.stack, proposed, shares=(1, 1))
        self.beside = WithPanel(content, SidePanel(scrolling(self.form)), "奖惩内容", self)
        tools = ToolRow(self)
        tools.add(self.chip, self.sentence)
        tools.add_right(FilterBox(self.grid, self), self.beside.button)
        self._whole.addWidget(self.beside)
        self._whole.addWidget(self.empty)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self._whole, tools)


def _columns() -> list[Column[Reward]]:
    return [
        Column("unit", "单位", lambda one: one.name, width=18),
        Column("kind", "种类", lambda one: one.kind.words, width=12),
        Column("ground", "依据的事实", lambda one: one.ground, width=32),
        Column("day", "日期", lambda one: one.day, Kind.DATE, width=11),
        Column("amount", "金额\n（元）", lambda one: one.amount, Kind.NUMBER, 2, width=8),
        Column("who", "由谁办", lambda one: one.kind.who_may, width=22, quiet=True),
    ]


def _proposal_columns() -> list[Column[RewardProposal]]:
    return [
        Column("unit", "单位", lambda one: one.name, width=22),
        Column("kind", "种类", lambda one: one.kind.words, width=14),
        Column("ground", "依据的事实", lambda one: one.ground, width=50),
    ]
