"""The sub-page 定额对标: how each unit stands against what is chosen for it."""

from __future__ import annotations

from collections import Counter
from functools import partial

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QWidget

from ...base.numbers import show_number
from ...base.place import Place
from ...office import clock
from ...office.settings import EXAMPLE, read_setting
from ...organisation.actions.units import change_facts
from ...organisation.values.units import UnitInYear
from ...widgets.action_panel import PanelStack
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.larger import ChoiceField
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.outgoing import show_paper, write_file
from ...widgets.page_head import HeadActions, lay_out_content, page_action
from ...widgets.parts import EmptyHint
from ...widgets.side_panel import Sections, SidePanel, WithPanel
from ...widgets.tool_row import Chip, Segments, Sentence, ToolRow
from ..actions.choices import carry_choices, choose_quotas, remove_choice
from ..papers.standing import standing_name, standing_paper, standing_to_issue
from ..queries.needs import asked_facts
from ..queries.over_quota import cases_of_year
from ..queries.quotas import quota_register
from ..queries.standing import Judged, judged
from ..rules.needs import needed_facts
from ..rules.periods import periods_of_year, usual_period
from ..rules.summing import Together, doubtful_states, together, usual_measure
from ..settings import REGION
from ..sheets.standing import standing_workbook
from ..values.places import over_quota_place
from ..values.quotas import QuotaIndicator, QuotaState
from ..values.standing import Period, Standing, YearStandings
from .choosing import choices_made, choosing_fields, values_of
from .computation import ComputationView, FactsPane
from .page import SubPage
from .standing_lines import StandingLine, class_words, columns, legend, next_step, standing_is_to_be_explained

_FACTS = 1
"""The section of the panel with the unit's facts."""
_ALWAYS = (
    QuotaIndicator.NON_HEATING,
    QuotaIndicator.PER_HEAD,
    QuotaIndicator.ELECTRICITY,
    QuotaIndicator.WATER,
)
"""Indicators that can always be turned to; the others only where one is chosen, or is to be chosen first."""


class StandingPage(SubPage):
    """Units down, their standing in one indicator across."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._judged: Judged | None = None
        self._found: YearStandings | None = None
        self._periods: tuple[Period, ...] = ()
        self._asked: tuple[str, ...] = ()
        self._cases: dict[tuple[int, str], int] = {}
        self._year = 0
        self.model: GridModel[StandingLine] = GridModel((), alerts=desk.alerts)
        self.grid = Grid(self.model, "定额对标", parent=self)
        self.grid.chosen.connect(self._show_chosen)
        self.grid.activated.connect(self._take_step)
        self.stack = PanelStack(self.grid, desk.alerts, self)
        self.segments, self.period_field = Segments(self), ChoiceField("期间", (), self)
        self.sentence, self.chip, self.words = Sentence(parent=self), Chip(self), Sentence(parent=self)
        self.computation = ComputationView(self)
        self.facts = FactsPane(self._change_facts, self)
        self.head_actions = HeadActions(self)
        self._empty = EmptyHint("", parent=self)
        self._pages = QStackedWidget(self)
        self._lay_out()

    @property
    def indicator(self) -> QuotaIndicator:
        """The indicator in front."""
        return list(QuotaIndicator)[self.segments.group.checkedId()]

    @property
    def period(self) -> Period:
        """The four quarters that are judged."""
        number = self.period_field.value()
        return self._periods[number if isinstance(number, int) else 0]

    def refresh(self) -> None:
        """Show the working year as it is stored."""
        year = self._desk.year
        is_other = year != self._year
        if is_other:
            self._year, self._periods = year, periods_of_year(year)
            self.period_field.set_choices(tuple((at, one.words) for at, one in enumerate(self._periods)))
            self.period_field.set_value(self._periods.index(usual_period(year, clock.today())))
        self._judged = judged(self._desk.office, self.period)
        self._found = self._judged.standings()
        self._asked = asked_facts(self._desk.office, self.period.year)
        cases = cases_of_year(self._desk.office, self.period.year)
        self._cases = {(one.unit_id, one.indicator): one.id for one in cases}
        self._pages.setCurrentIndex(0 if self._found.units else 1)
        self._empty.set_text(f"{year}年还没有填报单位。请先在“组织机构”里新增单位，或从上年结转。")
        self._show_indicators()
        if is_other:
            self._turn_to_chosen()
        self._show()

    def show_place(self, place: Place) -> None:
        """Select a unit."""
        self.catch_up()
        if place.id is not None:
            self.grid.select_row(lambda line: line.id == place.id)
        self.grid.setFocus()

    # --- what the clerk does

    def choose(self) -> None:
        """Ask what the selected units are measured by in the indicator in front."""
        lines = [line for line in self.grid.selected_rows() if line.standing is not None]
        if not lines:
            self._desk.alerts.say("请先选中单位，可以选几个同类的单位一起选定")
            return
        register = quota_register(self._desk.office)
        if not register.quotas:
            self._desk.alerts.say("“定额标准”里还没有定额，可以先选“没有适用的定额”或按上年、同类对照")
        indicator, units = self.indicator, [line.standing.unit for line in lines]
        names = "、".join(unit.short_name for unit in units[:3]) + (
            f"等{len(units)}个单位" if len(units) > 3 else ""
        )
        fields = choosing_fields(register, indicator, read_setting(self._desk.office, REGION))

        def accept(values: dict[str, object]) -> None:
            choose_quotas(self._desk.office, choices_made(values, units, indicator))

        about = f"{names}：{self.period.year}年{indicator.words}。程序不会替您选，也不从相近的类别里取数。"
        self.stack.ask("选定定额", about, fields, values_of(lines[0].standing.choice), accept)

    def carry(self) -> None:
        """Choose again what was chosen last year."""
        with self._desk.alerts.guard():
            number = carry_choices(self._desk.office, self._desk.year)
            said = (
                f"已沿用上年选定的{number}项，请核对理由"
                if number
                else "没有可以沿用的：上年没有选定，或本年都已选定"
            )
            self._desk.alerts.say(said)

    def take_back(self) -> None:
        """Leave open again what is chosen for the selected unit."""
        line = self.grid.current_row()
        if line is None or line.standing is None or line.standing.choice is None:
            self._desk.alerts.say("选中的单位在这个指标上没有选定定额")
            return
        with self._desk.alerts.guard():
            remove_choice(self._desk.office, line.standing.choice)

    def preview(self) -> None:
        """Show 定额执行情况表 of the period as it prints."""
        office, period, day = self._desk.office, self.period, clock.today()
        make = partial(standing_paper, office, period, day)
        to_issue = partial(standing_to_issue, period, day)
        name = f"{standing_name(office, period)}.pdf"
        show_paper(self, self._desk, "生成定额执行情况表", make, name, to_issue)

    def export(self) -> None:
        """Write 定额执行情况表 to a workbook where the clerk wants it."""
        office, period = self._desk.office, self.period
        name = f"{standing_name(office, period)}.xlsx"
        path = self._desk.alerts.choose_save("导出定额执行情况表", name, "Excel 文件 (*.xlsx)")
        if path is not None:
            make = partial(standing_workbook, office, period, clock.today())
            write_file(self, self._desk, "导出定额执行情况表", path, make)

    def _take_step(self, index: QModelIndex) -> None:
        line = self.model.row(index) if index.isValid() else None
        if line is None or line.standing is None:
            return
        if line.standing.choice is None:
            self.choose()
        elif standing_is_to_be_explained(line.standing):
            case = self._cases.get((line.standing.unit.id, line.standing.indicator.words))
            self._desk.go_to(over_quota_place(case, self._desk.year))
        else:
            lacking = line.standing.actual is None and bool(self.facts.form)
            self.sections.setCurrentIndex(_FACTS if lacking else 0)
            self.beside.open_panel()

    def _change_facts(self, old: UnitInYear, new: UnitInYear) -> None:
        change_facts(self._desk.office, old, new)

    # --- inside

    def _show_indicators(self) -> None:
        """The rarer indicators have a segment only where something is chosen in them."""
        assert self._found is not None
        chosen = {one.indicator for one in self._found.standings.values() if one.choice is not None}
        for at, indicator in enumerate(QuotaIndicator):
            shown = indicator in _ALWAYS or indicator in chosen
            self.segments.group.button(at).setVisible(shown)
            self._by_indicator[indicator].setVisible(not shown)

    def _turn_to_chosen(self) -> None:
        """Begin a year with the indicator in which most units are judged, unless the one in front is."""
        assert self._found is not None
        chosen = Counter(one.indicator for one in self._found.standings.values() if one.choice is not None)
        if chosen and self.indicator not in chosen:
            indicator = chosen.most_common(1)[0][0]
            self.segments.group.button(list(QuotaIndicator).index(indicator)).setChecked(True)

    def _turn_to(self, indicator: QuotaIndicator) -> None:
        button = self.segments.group.button(list(QuotaIndicator).index(indicator))
        button.setVisible(True)
        button.setChecked(True)
        self._show()

    def _show(self) -> None:
        if self._found is None:
            return
        indicator = self.indicator
        every = {one: self._in(one) for one in QuotaIndicator}
        front = every[indicator]
        measure = usual_measure(front, indicator.measures[0])
        mixed = len({one.measure for one in front if one.actual is not None}) > 1
        wanted = columns(indicator, measure, mixed=mixed)
        if [(one.key, one.title) for one in wanted] != [(one.key, one.title) for one in self.model.columns]:
            self.model.set_columns(wanted)
        sums = {
            one: together(every[one], usual_measure(every[one], one.measures[0])) for one in QuotaIndicator
        }
        lines = [self._line(one) for one in front]
        self.model.set_rows(lines, [_total_line(sums, indicator)] if lines else [])
        self._say(front, sums[indicator])
        self._show_chosen(self.grid.current_row())

    def _in(self, indicator: QuotaIndicator) -> list[Standing]:
        """Every unit's standing in an indicator, in the office's order."""
        assert self._found is not None
        return [self._found.standings[unit.id, indicator] for unit in self._found.units]

    def _line(self, standing: Standing) -> StandingLine:
        assert self._found is not None
        unit = standing.unit
        others = {one: self._found.standings[unit.id, one] for one in QuotaIndicator}
        step = next_step(standing, is_recorded=(unit.id, standing.indicator.words) in self._cases)
        return StandingLine(unit.id, unit.name, class_words(standing), standing, others, step)

    def _say(self, front: list[Standing], total: Together) -> None:
        whole = sum(one.actual is not None for one in front)
        period = "" if self.period.is_year else "最近四个季度，"
        self.sentence.setText(f"{period}{whole}/{len(front)}个单位可以计算")
        self.words.setText(legend(total.words))
        self.words.explain(_explain_coefficients(front))
        states = doubtful_states(front)
        if states:
            text, tip = _CHIPS[states[0]]
            self.chip.tell(text, tip, Look.WARNING)
        elif read_setting(self._desk.office, EXAMPLE) and any(one.quota is not None for one in front):
            self.chip.tell("示例数据", "这是示例办公室", Look.WARNING)
        else:
            self.chip.tell("")

    def _show_chosen(self, line: StandingLine | None) -> None:
        standing = line.standing if line is not None else None
        self.beside.panel.set_title(standing.unit.name if standing is not None else "")
        if standing is None or line is None:
            self.computation.show_standing(None)
            self.facts.show_unit(None, ())
            return
        assert self._judged is not None
        explained = self._judged.explained(standing.unit.id, standing.indicator)
        self.computation.show_standing(explained)
        self.facts.show_unit(standing.unit, needed_facts(line.others.values(), self._asked))

    def _lay_out(self) -> None:
        for at, indicator in enumerate(QuotaIndicator):
            self.segments.add(at, indicator.short, indicator.words)
        self.segments.group.button(0).setChecked(True)
        self.segments.group.idClicked.connect(lambda _id: self._show())
        self.period_field.committed.connect(lambda _value: self.refresh())
        make = partial(page_action, page=self)
        choose = make(
            "选定额…", self.choose, "edit", "Ctrl+Shift+N", "为选中的单位选定用哪一行定额，写明理由"
        )
        carry = make(
            "沿用上年选定的定额", self.carry, "calendar", "", "上年选定的，本年没有选的，照原来的理由选定"
        )
        back = make("取消选定", self.take_back, "undo", "", "取消选中单位在这个指标上选定的定额")
        self._by_indicator = {
            one: make(f"看{one.short}", partial(self._turn_to, one), "chart", "", one.words)
            for one in QuotaIndicator
        }
        rarer = [self._by_indicator[one] for one in QuotaIndicator if one not in _ALWAYS]
        paper = make(
            "定额执行情况表", self.preview, "preview", "Ctrl+P", "选定了定额的单位的对标结果，可打印和另存"
        )
        export = make("导出Excel…", self.export, "export", "Ctrl+E", "定额执行情况表，写成Excel文件")
        self.head_actions.offer(choose, (paper,), [carry, back, None, export, None, *rarer])
        self.stack.stand_before(self.head_actions)
        self.sections = Sections(self)
        self.sections.addTab(self.computation, "算式和依据")
        self.sections.addTab(self.facts, "单位情况")
        self.beside = WithPanel(self.stack, SidePanel(self.sections), "算式和依据", self, folded=True)
        tools = ToolRow(self)
        tools.add(self.segments, self.period_field, self.sentence)
        tools.add_right(self.chip, self.beside.button)
        under = ToolRow(self)
        under.add(self.words)
        content = QWidget(self)
        lines = lay_out_content(content, self.beside)
        lines.addWidget(under)
        self._pages.addWidget(content)
        self._pages.addWidget(self._empty)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self._pages, tools)


_CHIPS = {
    QuotaState.EXAMPLE: ("示例定额，换成本地标准后再用于公文", "示例的定额不进入正式文件"),
    QuotaState.UNVERIFIED: ("有定额未核对原文", "核对原文后，在“定额标准”里把来源改为“已核对原文”"),
    QuotaState.INCOMPLETE: ("有定额来源未填全", "在“定额标准”里填全发文、页码、录入人和日期"),
    QuotaState.ELSEWHERE: ("有定额不是本地标准", "标准的适用地区不含本地，见“设置”的“本地所在地区”"),
}


def _total_line(sums: dict[QuotaIndicator, Together], indicator: QuotaIndicator) -> StandingLine:
    name = f"{sums[indicator].counted}个单位"
    return StandingLine(None, name, "", None, {}, total=sums[indicator], totals=sums)


def _explain_coefficients(front: list[Standing]) -> str:
    """Say with which coefficients the standards convert, for they decide."""
    standards = {one.standard.id: one.standard for one in front if one.standard is not None}
    own = [(one.number, one.coefficients[0]) for one in standards.values() if one.coefficients]
    return "；".join(f"{number}按{show_number(first.kgce)}kgce/{first.measure}" for number, first in own)
