"""The sub-page 超定额: units over their quota, how far each case has come, and its next step.

Which step may follow is decided in ``rules``; one that may not says why when it is pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ...base.numbers import round_half_up
from ...base.place import Place
from ...base.typed import Kind
from ...inspection.values.found import Circular
from ...inspection.values.words import TAB as INSPECTION
from ...office import clock
from ...paper.document import Pdf
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper
from ...widgets.page_head import HeadActions, PartHead, lay_out_content, page_action, under_head
from ...widgets.parts import EmptyHint, split
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.over_quota import (
    add_case,
    add_cases,
    change_case,
    change_step,
    circulate,
    order_mending,
    plan_key_inspection,
    receive_explanation,
    remove_case,
    remove_step,
    take_step,
)
from ..outgoing.over_quota import has_paper, paper_to_send, send_paper, step_paper
from ..papers.over_quota import PAPER_KINDS, blank_explanation_paper, paper_name
from ..queries.excess import cases_to_record
from ..queries.over_quota import case_detail, cases_of_year, is_own, unit_of
from ..rules.ladder import is_settled, is_unanswered, next_step, rung, why_not
from ..rules.over_quota import excess_percent, progress, shown_places
from ..values.over_quota import OverQuota, Step, TakenStep
from .over_quota_forms import (
    CASE_FIELDS,
    EXPLANATION_FIELDS,
    about,
    case_fields,
    case_of,
    explanation_of,
    explanation_values,
    require,
    step_fields,
    step_values,
)
from .page import SubPage

_ADD, _CHANGE, _REMOVE = "登记超定额…", "修改超定额情况…", "删除超定额"
_FOUND, _WORDS = "由对标结果登记", "修改说明内容…"
_BLANK, _PREVIEW, _SEND, _BACK = "预览空白说明表", "预览文书", "发出文书…", "撤销最后一步"
_CHANGE_STEP = "修改这一步…"
_STEP_TEXTS = frozenset({"number", "text", "signer"})
_STEP_FIELDS = _STEP_TEXTS | {"day", "deadline"}
"""What is kept of a step itself; the rest of its form goes into what it makes in 监督检查."""


class OverQuotaPage(SubPage):
    """Cases of the working year over the steps of the chosen one; what a step asks for stands in the cases'
    place.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model: GridModel[OverQuota] = GridModel(_columns(), alerts=desk.alerts)
        self.grid = Grid(self.model, "超定额的单位", select_rows=True, parent=self)
        self.grid.chosen.connect(self._show)
        self.steps_model: GridModel[TakenStep] = GridModel(_step_columns(), alerts=desk.alerts)
        self.steps = Grid(self.steps_model, "办理过程", select_rows=True, parent=self)
        self._table = self._make_table()
        self.stack = PanelStack(self._table, desk.alerts, self)
        self._empty = EmptyHint("", _ADD, self.add, self)
        self.stack.addWidget(self._empty)
        self.count = Sentence(parent=self)
        self.head_actions = HeadActions(self)
        self._lay_out()

    def refresh(self) -> None:
        """Show the cases of the working year as they are stored."""
        cases, year = cases_of_year(self._desk.office, self._desk.year), self._desk.year
        self.model.set_rows(cases)
        settled = sum(is_settled(case) for case in cases)
        late = sum(is_unanswered(case, clock.today()) for case in cases)
        self.count.setText(
            f"{year}年超定额{len(cases)}件，已了结{settled}件，逾期未作说明{late}件" if cases else ""
        )
        self._empty.set_text(
            f"{year}年没有登记超定额。全年对标超过约束值的单位在这里登记，再发函请单位说明；镇上请求和建议，责令由县里作出。"
        )
        if not self.stack.asks:
            self.stack.setCurrentWidget(self._table if cases else self._empty)
        self._show(self.grid.current_row())

    def show_place(self, place: Place) -> None:
        """Select a case, in its year."""
        case = case_detail(self._desk.office, place.id) if place.id is not None else None
        if case is not None:
            self._desk.year = case.year
        self.catch_up()
        if case is not None:
            self.grid.select_row(lambda row: row.id == case.id)
        self.grid.setFocus()

    def add(self) -> None:
        """Ask for a new case."""
        office, year = self._desk.office, self._desk.year
        specs = case_fields(office, year)
        start = {"level": "约束值", "base_unit": "㎡"}
        self.stack.ask(
            "登记超定额", "一年里用的超过了定额的单位；定额依据要写到页。", specs, start, self._store
        )

    def add_found(self) -> None:
        """Record what the year's standings found over a quota of the office's own."""
        office, year = self._desk.office, self._desk.year
        find = partial(cases_to_record, office, year)
        self._desk.tasks.run(self, f"查看{year}年对标结果", lambda _progress: find(), self._record)

    def _record(self, found: Sequence[OverQuota]) -> None:
        if not found:
            self._desk.alerts.say(
                f"{self._desk.year}年的对标结果里没有新的超约束值单位；四个季度不全、定额来源未填全的不算"
            )
            return
        with self._desk.alerts.guard():
            add_cases(self._desk.office, found)
            self._desk.alerts.say(f"已登记超定额{len(found)}件，可以撤销（Ctrl+Z）")

    def change(self) -> None:
        """Ask for other figures of the chosen case."""
        if case := self._chosen():
            values = {spec.key: getattr(case, spec.key) for spec in CASE_FIELDS}
            self.stack.ask(
                "修改超定额情况", case.unit_name, CASE_FIELDS, values, lambda typed: self._change(case, typed)
            )

    def change_explanation(self) -> None:
        """Ask for other words of the explanation that was received."""
        if case := self._chosen():
            if case.step(Step.RECEIVE) is None:
                self._desk.alerts.warn(f"还没有登记收到{case.unit_name}的说明，请先点“登记收到说明”。")
                return
            store = partial(self._change_explanation, case)
            values = explanation_values(case.explanation)
            self.stack.ask("修改说明内容", case.unit_name, EXPLANATION_FIELDS, values, store)

    def _change_explanation(self, case: OverQuota, typed: dict[str, Any]) -> None:
        change_case(self._desk.office, case, replace(case, explanation=explanation_of(typed)))

    def take(self, step: Step) -> None:
        """Ask for what a step needs, or say why it may not be taken."""
        case = self._chosen()
        if case is None:
            return
        own = is_own(unit_of(self._desk.office, case))
        if reason := why_not(case, step, clock.today(), own=own):
            self._desk.alerts.warn(f"{reason}。")
            return
        values = step_values(self._desk.office, case, step)
        store = partial(self._taken, case, step)
        self.stack.ask(rung(step).title, about(case, step), step_fields(step), values, store)

    def preview(self) -> None:
        """Show the paper of the chosen step, else of the newest that has one."""
        if (found := self._step_with_paper()) is not None:
            case, step = found
            name = paper_name(case, PAPER_KINDS.get(step, ""))
            make = partial(step_paper, self._desk.office, case, step)
            show_paper(self, self._desk, f"生成{rung(step).title}", make, name)

    def preview_blank(self) -> None:
        """Show the form for the unit to fill in."""
        if case := self._chosen():
            make = partial(blank_explanation_paper, self._desk.office, case.id)
            show_paper(self, self._desk, "生成说明表", make, paper_name(case, "用能情况说明（空白）"))

    def send(self) -> None:
        """Make the paper of a step, ask, and keep it as it goes out."""
        if (found := self._step_with_paper()) is not None:
            case, step = found
            make = partial(paper_to_send, self._desk.office, case.id, step)
            told = partial(self._ask_and_send, step)
            self._desk.tasks.run(self, f"生成{rung(step).title}", lambda _progress: make(), told)

    def change_step(self) -> None:
        """Ask for another day, number, deadline or text of the chosen step."""
        case, taken = self._chosen(), self._step()
        if case is None:
            return
        if taken is None:
            self._desk.alerts.say("请先在“办理过程”里选中一步")
            return
        specs = tuple(spec for spec in step_fields(taken.step) if spec.key in _STEP_FIELDS)
        values = {spec.key: getattr(taken, spec.key) for spec in specs}
        title = f"修改“{rung(taken.step).title}”"
        self.stack.ask(title, about(case, taken.step), specs, values, partial(self._change_step, taken))

    # --- inside

    def _change_step(self, taken: TakenStep, typed: dict[str, Any]) -> None:
        require(typed, day="日期")
        changed = {key: str(typed[key] or "").strip() for key in _STEP_TEXTS & typed.keys()}
        changes: dict[str, Any] = typed | changed
        change_step(self._desk.office, taken, replace(taken, **changes))

    def _step(self) -> TakenStep | None:
        """The chosen step of the chosen case."""
        case: OverQuota | None = self.grid.current_row()
        taken: TakenStep | None = self.steps.current_row()
        return taken if case is not None and taken is not None and taken.case_id == case.id else None

    def _ask_and_send(self, step: Step, made: tuple[OverQuota, Pdf]) -> None:
        case, pdf = made
        doubts = "".join(f"\n{doubt}" for doubt in pdf.doubts)
        question = f"发出“{pdf.title}”？\n发出的文书原样存档，不能再改，以前的操作也不能再撤销；有误只能作废后另发。{doubts}"
        if self._desk.alerts.confirm(question, "发出文书"):
            with self._desk.alerts.guard():
                kept = send_paper(self._desk.office, case, step, pdf)
                self._desk.alerts.say(
                    f"已发出并存档：{kept.number or kept.title}，可在“已发文件”中再次打印；有误的在那里作废"
                )

    def _store(self, typed: dict[str, Any]) -> None:
        made = add_case(self._desk.office, case_of(typed, self._desk.year))
        self.catch_up()
        self.grid.select_row(lambda case: case.id == made)

    def _change(self, case: OverQuota, typed: dict[str, Any]) -> None:
        typed_case = case_of({**typed, "unit_id": case.unit_id}, case.year)
        changed = replace(
            typed_case,
            id=case.id,
            explanation=case.explanation,
            unit_name=case.unit_name,
            steps=case.steps,
        )
        change_case(self._desk.office, case, changed)

    def _taken(self, case: OverQuota, step: Step, typed: dict[str, Any]) -> None:
        """Store a step as it was typed, and choose it: its paper comes next."""
        self._store_step(case, step, typed)
        self.catch_up()
        self.steps.select_row(lambda taken: taken.step is step)

    def _store_step(self, case: OverQuota, step: Step, typed: dict[str, Any]) -> None:
        """Store a step; what it made in 监督检查 is shown there."""
        require(typed, **{spec.key: spec.label for spec in step_fields(step) if spec.key == "day"})
        office, day, text = self._desk.office, typed["day"], str(typed.get("text") or "")
        if step is Step.RECEIVE:
            receive_explanation(office, case.id, day, explanation_of(typed))
        elif step is Step.RECTIFY:
            made = order_mending(office, case.id, day, text, _names(typed["checkers"]))
            self._desk.go_to(Place(INSPECTION, "violation", made))
        elif step is Step.CIRCULAR:
            number, title, scope = (str(typed[key] or "") for key in ("number", "title", "scope"))
            made = circulate(office, case.id, Circular(0, number, day, title, scope, reason=text))
            self._desk.go_to(Place(INSPECTION, "circular", made))
        elif step is Step.INSPECT:
            plan_key_inspection(office, case.id, day, text, typed["month"] or 0)
        else:
            number, signer = (str(typed.get(key) or "") for key in ("number", "signer"))
            taken = TakenStep(0, case.id, step, day, number, typed.get("deadline"), text, signer.strip())
            take_step(office, case.id, taken)

    def _remove(self) -> None:
        if case := self._chosen():
            with self._desk.alerts.guard():
                remove_case(self._desk.office, case.id)
                self._desk.alerts.say("已删除，可以撤销（Ctrl+Z）")

    def _take_back(self) -> None:
        if case := self._chosen():
            with self._desk.alerts.guard():
                remove_step(self._desk.office, case.id)
                self._desk.alerts.say("已撤销最后一步；它在“监督检查”里生成的问题、通报、计划仍在那里")

    def _chosen(self) -> OverQuota | None:
        found: OverQuota | None = self.grid.current_row()
        if found is None:
            self._desk.alerts.warn("请先选中一件超定额。")
        return found

    def _step_with_paper(self) -> tuple[OverQuota, Step] | None:
        """The chosen step, else the newest one that has a paper; says so where there is none."""
        case = self._chosen()
        if case is None:
            return None
        row = self._step()
        with_paper = [taken.step for taken in case.steps if has_paper(taken.step)]
        step = row.step if row is not None else None
        if step is None and with_paper:
            step = with_paper[-1]
        if step is None:
            self._desk.alerts.say("还没有办理有文书的步骤；要发给单位填写的表，用“预览空白说明表”")
            return None
        return case, step

    def _show(self, case: OverQuota | None) -> None:
        self.steps_model.set_rows(list(case.steps) if case else [])
        self._offer(case)

    def _offer(self, case: OverQuota | None) -> None:
        """The next step as the primary button; beside it its counterpart and a new case."""
        own = is_own(unit_of(self._desk.office, case)) if case else None
        coming = next_step(case, clock.today(), own=own) if case else None
        add, preview = self._actions[_ADD], self._actions[_PREVIEW]
        primary, beside = (add, [self._actions[_FOUND]]) if case is None else (preview, [add])
        if coming is not None:
            other = self._by_step[Step.REFUSE if coming is Step.ACCEPT else Step.SUGGEST]
            primary, beside = self._by_step[coming], [other, add]
        shown = {primary, *beside}
        steps = [action for action in self._by_step.values() if action not in shown]
        rest = [self._actions[text] for text in (_FOUND, _CHANGE, _WORDS, _REMOVE)]
        rest = [action for action in rest if action not in shown]
        self.head_actions.offer(primary, beside, (*(steps if case else ()), None, *rest))

    def _make_table(self) -> QWidget:
        """The cases over the steps of the chosen one, with what is done about papers between them."""
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            (_ADD, self.add, "add", "Ctrl+Shift+J", "登记一个超定额的单位"),
            (_FOUND, self.add_found, "refresh", "", "把全年对标超过约束值的单位都登记下来"),
            (_CHANGE, self.change, "edit", "", "改定额、实际和依据；已经发函的不能再改"),
            (_WORDS, self.change_explanation, "edit", "", "改单位说明的内容；已经发出存档的不能再改"),
            (_REMOVE, self._remove, "remove", "", "删除选中的超定额，可撤销"),
            (_BLANK, self.preview_blank, "document", "", "发给单位填写的超定额用能情况说明"),
            (_PREVIEW, self.preview, "preview", "Ctrl+P", "预览选中一步的文书；已发出的是存档原件"),
            (_SEND, self.send, "stamp", "", "原样存档选中一步的文书，从此不能再改"),
            (
                _CHANGE_STEP,
                self.change_step,
                "edit",
                "",
                "改选中一步的日期、文号、期限、内容；已经发出的不能再改",
            ),
            (_BACK, self._take_back, "undo", "", "撤销选中单位的最后一步办理"),
        )
        self._actions = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        self._by_step = {step: self._step_action(step) for step in Step}
        self.grid.addActions(list(self._by_step.values()))
        self.steps.addActions([self._actions[text] for text in (_PREVIEW, _SEND, _CHANGE_STEP, _BACK)])
        offered = (_BLANK, _PREVIEW, _SEND, _CHANGE_STEP, _BACK)
        papers = [self._actions[text] for text in offered]
        below = under_head(PartHead("办理过程", papers, self), self.steps)
        table = split(Qt.Orientation.Vertical, self.grid, below, shares=(3, 2))
        table.setFocusProxy(self.grid)
        return table

    def _lay_out(self) -> None:
        self.stack.stand_before(self.head_actions)
        self.setFocusProxy(self.grid)
        tools = ToolRow(self)
        tools.add(self.count)
        tools.add_right(FilterBox(self.grid))
        lay_out_content(self, self.stack, tools)

    def _step_action(self, step: Step) -> QAction:
        one = rung(step)
        return page_action(
            f"{one.title}…", partial(self.take, step), _SIGNS[step], "", f"{one.what}（{one.basis}）", self
        )


_SIGNS = {
    Step.ASK: "sent",
    Step.RECEIVE: "import",
    Step.ACCEPT: "check",
    Step.REFUSE: "close",
    Step.RECTIFY: "inspect",
    Step.CIRCULAR: "megaphone",
    Step.REPORT: "export",
    Step.SUGGEST: "document",
    Step.PETITION: "up",
    Step.OPINION: "down",
    Step.INSPECT: "calendar",
    Step.CLOSE: "lock",
}


def _names(text: object) -> tuple[str, ...]:
    return tuple(name for name in str(text or "").replace("，", "、").replace(" ", "、").split("、") if name)


def _columns() -> list[Column[OverQuota]]:
    return [
        Column("unit", "单位", lambda case: case.unit_name, width=12),
        Column("progress", "办理情况", lambda case: progress(case, clock.today()), width=23, look=_look),
        Column("indicator", "指标", lambda case: case.indicator, width=21),
        Column("level", "级别", lambda case: case.level, width=7),
        Column("quota", "定额", lambda case: case.quota, Kind.NUMBER, width=9),
        Column(
            "actual",
            "实际",
            lambda case: round_half_up(case.actual, shown_places(case)),
            Kind.NUMBER,
            width=9,
        ),
        Column("measure", "计量单位", lambda case: case.measure, width=8, quiet=True),
        Column("excess", "超出（%）", excess_percent, Kind.NUMBER, places=1, width=8),
        Column("cost", "超额费用（元）", lambda case: case.cost, Kind.NUMBER, places=2, width=12),
    ]


def _look(case: OverQuota) -> Look | None:
    if is_settled(case):
        return Look.GOOD
    return Look.BAD if is_unanswered(case, clock.today()) else Look.WARNING


def _step_columns() -> list[Column[TakenStep]]:
    return [
        Column("day", "日期", lambda taken: taken.day, Kind.DATE, width=10),
        Column("step", "步骤", lambda taken: rung(taken.step).title, width=16),
        Column("number", "文号", lambda taken: taken.number, width=18),
        Column("deadline", "说明期限", lambda taken: taken.deadline, Kind.DATE, width=10),
        Column("text", "内容", lambda taken: taken.text.replace("\n", " "), width=28),
        Column("who", "谁来办", lambda taken: rung(taken.step).who.words, width=14, quiet=True),
        Column("basis", "依据", lambda taken: rung(taken.step).basis, width=24, quiet=True),
    ]
