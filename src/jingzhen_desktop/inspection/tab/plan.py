"""The year's plan: its rounds, which units each is to visit, chosen by hand or by chance,
and who was not visited this year.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from ...base.errors import FieldRejected, InputRejected
from ...base.place import Place
from ...base.text import join_names
from ...base.typed import Kind
from ...office import clock
from ...office.settings import read_setting
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.roles import set_role
from ...widgets.outgoing import show_paper
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint, action_button
from ...widgets.side_panel import Sections, SidePanel, WithPanel, pad
from ...widgets.tool_row import Sentence, ToolRow
from ..actions.plan import make_year_plan, plan_units, record_draw
from ..actions.rounds import change_round
from ..papers.export import forms_name, plan_name, report_name
from ..papers.issuing import plan_to_issue, report_to_issue
from ..papers.plan import draw_text, plan_paper
from ..papers.report import report_paper
from ..papers.visit import blank_visit_papers
from ..queries.rounds import round_detail, round_lines, round_of, year_coverage
from ..rules.plan import plan_day, progress_of_plan
from ..settings import PLANNED_ROUNDS
from ..values.found import Coverage, Draw, RoundDetail, RoundLine
from ..values.words import Season
from .page import InspectionPage
from .ticks import fill_ticks, tick_list, ticked_ids

_DRAW = (
    FieldSpec("wanted", "抽取个数", Kind.INTEGER, unit="个"),
    FieldSpec("seed", "抽取种子", help="同样的种子抽出同样的单位，便于复核"),
    FieldSpec("unvisited_first", "本年未查的优先", Kind.YESNO),
)


_WHAT_A_SEED_IS = "抽取种子是随手定的一串字或数字，按它排出抽取的次序：记下种子，谁都能用同样的种子抽出同样的单位，证明没有挑选。"
_NAMED = 4
"""Units not visited yet that are named in the sentence; all are marked in the list beside."""
_DRAWING = 1
"""The section of the panel in which units are drawn."""


class PlanPage(InspectionPage):
    """Rounds in a table, the units of the chosen one in the panel; every change is stored at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._detail: RoundDetail | None = None
        self._coverage = Coverage((), {})
        self.model: GridModel[RoundLine] = GridModel(
            _columns(), alerts=desk.alerts, change=self._change, identity=lambda line: line.round.id
        )
        self.grid = Grid(self.model, "年度计划", parent=self)
        self.grid.chosen.connect(self._show)
        self.units = tick_list("计划检查的单位", self)
        self.units.itemChanged.connect(lambda _item: self._write_units())
        self.coverage, self.draws = Sentence(parent=self), QLabel(self)
        self.form = FieldForm(_DRAW, self, stacked=True)
        self.head_actions = HeadActions(self)
        self._empty, self._stack = (
            EmptyHint("", "制订四次检查计划", self.make_plan, self),
            QStackedWidget(self),
        )
        self._lay_out()

    def refresh(self) -> None:
        """Show the plan of the working year as it is stored."""
        office, year = self._desk.office, self._desk.year
        lines = [line for line in round_lines(office, year) if not line.round.special]
        self._coverage = year_coverage(office, year)
        self.model.set_rows(lines)
        self._empty.set_text(
            f"{year}年还没有检查计划。先制订四次检查（冬、春、夏、秋各一次），再选定或抽取每次检查的单位。"
        )
        self._stack.setCurrentIndex(0 if lines else 1)
        self.coverage.setText(
            _coverage_text(
                self._coverage,
                progress_of_plan(lines, read_setting(office, PLANNED_ROUNDS), year, clock.today()),
            )
        )
        self._offer(lines)
        self._show(self.grid.current_row())

    def flush(self) -> None:
        """Take over what is typed for the draw."""
        self.form.flush()

    def show_place(self, place: Place) -> None:
        """Select a round; the working year follows."""
        detail = round_of(self._desk.office, place.kind, place.id) if place.id is not None else None
        if detail is not None:
            self._desk.year = detail.round.year
        self.freshen()
        if detail is not None:
            self.grid.select_row(lambda line: line.round.id == detail.round.id)
        self.grid.setFocus()

    # --- what the clerk does

    def make_plan(self) -> None:
        """Add the rounds of the seasons that have none."""
        with self._desk.alerts.guard():
            made = make_year_plan(self._desk.office, self._desk.year)
            self._desk.alerts.say(
                f"已列出{len(made)}次检查，可修改名称、月份和日期" if made else "四个季节都已有检查"
            )
            self.freshen()
            self.grid.setFocus()

    def draw(self) -> None:
        """Draw units for the chosen round by chance."""
        if (detail := self._chosen()) is None:
            return
        self.beside.open_panel()
        self.sections.setCurrentIndex(_DRAWING)
        self.form.flush()
        values: dict[str, Any] = self.form.values()
        if values["wanted"] is None:
            self.form.refuse("wanted", "请填写抽取几个单位")
            return
        try:
            names = record_draw(
                self._desk.office,
                detail.round.id,
                values["wanted"],
                str(values["seed"]),
                clock.today(),
                unvisited_first=bool(values["unvisited_first"]),
            )
        except InputRejected as error:
            named = error.among(self.form.fields) if isinstance(error, FieldRejected) else None
            self.form.refuse(named or "wanted", str(error))
            return
        self._desk.alerts.say(f"已抽取：{join_names(names)}")

    def preview_plan(self) -> None:
        """Show the 检查方案 of the chosen round as it prints."""
        if (detail := self._chosen()) is None:
            return
        office, day, round_ = self._desk.office, plan_day(detail, clock.today()), detail.round
        show_paper(
            self,
            self._desk,
            "生成检查方案",
            partial(plan_paper, office, round_.id, day),
            plan_name(round_),
            partial(plan_to_issue, round_, day),
        )

    def preview_forms(self) -> None:
        """Show blank check forms, one for each unit of the chosen round, to be printed and carried along."""
        if (detail := self._chosen()) is not None:
            make = partial(blank_visit_papers, self._desk.office, detail.round.id)
            show_paper(self, self._desk, "生成空白记录表", make, forms_name(detail.round))

    def preview_report(self) -> None:
        """Show the year's 检查情况汇总 as it stands today, or stood at the end of a past year."""
        office, year = self._desk.office, self._desk.year
        day = (
            clock.today()
            if clock.today().year == year
            else clock.today().replace(year=year, month=12, day=31)
        )
        make = partial(report_paper, office, year, day)
        to_issue = partial(report_to_issue, day)
        show_paper(self, self._desk, "生成检查情况汇总", make, report_name(office, year), to_issue)

    # --- inside

    def _chosen(self) -> RoundDetail | None:
        if self._detail is None:
            self._desk.alerts.warn("请先选中一次检查。")
        return self._detail

    def _change(self, old: RoundLine, new: RoundLine) -> None:
        change_round(self._desk.office, old.round, new.round)

    def _write_units(self) -> None:
        if self._detail is not None:
            with self._desk.alerts.guard():
                plan_units(self._desk.office, self._detail.round.id, ticked_ids(self.units))

    def _show(self, line: RoundLine | None) -> None:
        other = line is None or self._detail is None or line.round.id != self._detail.round.id
        self._detail = detail = round_detail(self._desk.office, line.round.id) if line else None
        for part in (self.units, self.form):
            part.setEnabled(detail is not None)
        if detail is None:
            return
        by_chance = {unit.unit_id: unit.by_chance for unit in detail.planned}
        words = [
            (unit_id, _unit_text(name, self._coverage.visits.get(unit_id, 0), by_chance.get(unit_id)))
            for unit_id, name in self._coverage.units
        ]
        fill_ticks(self.units, words, tuple(by_chance))
        self.beside.panel.set_title(f"{detail.round.title}：选定{len(by_chance)}/{len(words)}个单位")
        self.draws.setText("\n".join(map(draw_text, detail.draws)))
        self.draws.setVisible(bool(detail.draws))
        if other:
            self.form.discard()
            self.form.set_values({"wanted": None, "seed": _seed(detail.draws), "unvisited_first": True})

    def _lay_out(self) -> None:
        entries: tuple[tuple[str, Callable[[], object], str, str, str], ...] = (
            ("补齐四次计划", self.make_plan, "calendar", "", "为还没有检查的季节各列一次"),
            ("预览检查方案", self.preview_plan, "preview", "Ctrl+P", "预览并打印选中检查的方案"),
            (
                "打印各单位空白记录表",
                self.preview_forms,
                "document",
                "",
                "每个选定的单位一份，带到现场填写",
            ),
            (
                "预览检查情况汇总",
                self.preview_report,
                "chart",
                "",
                "本年检查、问题、整改、通报、举报的汇总",
            ),
            ("随机抽取", self.draw, "refresh", "", "从还没有选定的单位中抽取，过程留有记录"),
        )
        self.actions_by_text = {
            text: page_action(text, call, sign, key, tip, self) for text, call, sign, key, tip in entries
        }
        drawing = QWidget(self)
        lines = QVBoxLayout(drawing)
        lines.setContentsMargins(0, 0, 0, 0)
        hint = QLabel(_WHAT_A_SEED_IS, drawing)
        set_role(hint, "hint")
        for words in (hint, self.draws):
            words.setWordWrap(True)
        lines.addWidget(self.form)
        lines.addWidget(hint)
        lines.addWidget(action_button("随机抽取", self.draw, "refresh", parent=drawing))
        lines.addWidget(self.draws)
        lines.addStretch(1)
        pad(drawing)
        self.sections = Sections(self)
        self.sections.addTab(self.units, "选定的单位")
        self.sections.addTab(drawing, "抽取单位")
        self.beside = WithPanel(self.grid, SidePanel(self.sections), "选定单位", self)
        tools = ToolRow(self)
        tools.add(self.coverage)
        tools.add_right(self.beside.button)
        self._stack.addWidget(self.beside)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self._stack, tools)

    def _offer(self, lines: Sequence[RoundLine]) -> None:
        """First the four rounds, then what is printed of them."""
        make, plan, forms, report = (
            self.actions_by_text[text]
            for text in ("补齐四次计划", "预览检查方案", "打印各单位空白记录表", "预览检查情况汇总")
        )
        complete = {line.round.season for line in lines} >= set(Season)
        primary, other = (plan, make) if complete else (make, plan)
        self.head_actions.offer(primary, (forms, report), (other, self.actions_by_text["随机抽取"]))


def _columns() -> list[Column[RoundLine]]:
    seasons = tuple((season, season.value) for season in Season)
    return [
        Column[RoundLine](
            "planned_month",
            "计划\n月份",
            lambda line: line.round.planned_month,
            Kind.INTEGER,
            write=lambda line, typed: replace(line, round=replace(line.round, planned_month=typed)),
            width=5,
        ),
        Column[RoundLine](
            "title",
            "检查名称",
            lambda line: line.round.title,
            write=lambda line, typed: replace(line, round=replace(line.round, title=typed)),
            width=20,
        ),
        Column[RoundLine](
            "season",
            "季节",
            lambda line: line.round.season,
            Kind.CHOICE,
            choices=seasons,
            write=lambda line, typed: replace(line, round=replace(line.round, season=typed)),
            width=6,
        ),
        Column[RoundLine](
            "day",
            "检查日期",
            lambda line: line.round.day,
            Kind.DATE,
            write=lambda line, typed: replace(line, round=replace(line.round, day=typed)),
            width=11,
        ),
        Column[RoundLine](
            "last_day",
            "结束日期",
            lambda line: line.round.last_day,
            Kind.DATE,
            write=lambda line, typed: replace(line, round=replace(line.round, last_day=typed)),
            width=11,
        ),
        Column(
            "planned",
            "选定\n（个）",
            lambda line: line.planned,
            Kind.INTEGER,
            width=6,
            closed="在侧栏里选定或抽取单位后数出，不能填写",
        ),
        Column(
            "visits",
            "已查\n（个）",
            lambda line: line.visits,
            Kind.INTEGER,
            width=6,
            look=_look,
            closed="由“检查”页里录入的单位数出，不能填写",
        ),
    ]


def _look(line: RoundLine) -> Look | None:
    return Look.GOOD if line.visits and line.visits >= line.planned else None


def _unit_text(name: str, visits: int, by_chance: bool | None) -> str:
    how = "" if by_chance is None else "，随机抽取" if by_chance else "，指定"
    return f"{name}（{f'本年已查{visits}次' if visits else '本年未查'}{how}）"


def _coverage_text(coverage: Coverage, progress: str) -> str:
    unvisited = coverage.unvisited
    named = join_names(list(unvisited[:_NAMED])) + ("等" if len(unvisited) > _NAMED else "")
    rest = f"未查{len(unvisited)}个：{named}。" if unvisited and coverage.visited else ""
    return f"{progress}。{coverage.text}。{rest}"


def _seed(draws: tuple[Draw, ...]) -> str:
    """A seed to propose: the day, and which draw of the round it is."""
    return f"{clock.today():%Y%m%d}-{len(draws) + 1}"
