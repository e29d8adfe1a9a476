"""汇总表: the town's totals by carrier, what they consist of, and the main indicators;
beside it the other three shapes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ...base.numbers import MINUS, round_half_up, show_number, show_percent
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Band, Column
from ...widgets.grid.model import GridModel, Index, Role
from ...widgets.grid.view import Grid
from ...widgets.look.fonts import heights
from ...widgets.look.tokens import tokens
from ...widgets.page_head import lay_out_content
from ...widgets.parts import SectionTitle
from ...widgets.side_panel import Sections, SidePanel, WithPanel
from ...widgets.tool_row import Segments, Sentence, ToolPart
from ..queries.town import town_quarter
from ..queries.versions import periods_in
from ..rules.figures import months_to_date
from ..values.figures import Comparison, Indicator, Measure, TownQuarter
from ..values.reports import ReportStatus
from ..values.totals import Total
from .cells import (
    NOTHING,
    STATUS_LOOKS,
    FigureColumn,
    figure_column,
    percent_column,
    quarter_bands,
    some_names,
)
from .indicators import IndicatorsView, indicator_columns
from .matrix import MatrixView
from .national import NationalView
from .total_lines import (
    Against,
    ShareLine,
    TotalLine,
    What,
    against_lines,
    reasons,
    share_lines,
    sum_line,
    total_lines,
)

SHAPES = (
    ("按品种", "各品种的本期、上年同期、累计和同比，及所含单位"),
    ("综合表", "全国综合表：指标×国家机关、事业单位各类、团体组织"),
    ("按单位", "单位×品种：数量、费用、折标准煤"),
    ("指标", "综合能耗、人均、单位面积、二氧化碳等指标和算式"),
)
"""What the totals can be shown as: title and tip, in the order of the switch."""
_SHORT = {"按品种": "品种", "综合表": "综合", "按单位": "单位"}
"""What the switch says where the window is narrow."""
_NOW, _TO_DATE = "now", "to_date"
"""Behind the measure in a column's key: of which period it is."""


class IndicatorModel(GridModel[Indicator]):
    """The indicators, each with its formula or its reason as tool tip."""

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.ToolTipRole and index.isValid():
            return _explanation(self.row(index))
        return super().data(index, role)


class TotalsView(QWidget):
    """The town's totals in four shapes, one switch between them; a shape is made when it is first shown.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front: the switch, and the shape's own.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter: where a figure comes from."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter: Quarter | None = None
        self._segments = Segments(self)
        self.shapes = self._segments.group
        self.carriers = CarrierView(desk, self)
        self._stack, self._slot = QStackedWidget(self), QStackedWidget(self)
        self.tools = (self._segments, self._slot)
        self._made: dict[int, Shape] = {}
        self._lay_out()
        self._keep(0, self.carriers)

    @property
    def shown(self) -> Shape:
        """The shape that is in front."""
        return self._made[self.shapes.checkedId()]

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's figures anew, for the shape in front."""
        self._quarter = quarter
        self.shown.show_quarter(quarter)

    def show_shape(self, number: int) -> Shape:
        """Bring one of :data:`SHAPES` to the front."""
        if number not in self._made:
            self._keep(number, _made_shape(number, self._desk, self))
        self.shapes.button(number).setChecked(True)
        self._stack.setCurrentWidget(self._made[number])
        self._slot.setCurrentIndex(self._stack.currentIndex())
        self.setFocusProxy(self._made[number].grid)
        if self._quarter is not None:
            self._made[number].show_quarter(self._quarter)
        return self._made[number]

    def _keep(self, number: int, shape: Shape) -> None:
        self._made[number] = shape
        self._stack.addWidget(shape)
        self._slot.addWidget(ToolPart(() if isinstance(shape, IndicatorsView) else shape.tools, self))
        if not isinstance(shape, IndicatorsView):
            shape.report_wanted.connect(self.report_wanted)
        if isinstance(shape, CarrierView):
            shape.indicator_wanted.connect(self._open_indicator)

    def _open_indicator(self, name: str) -> None:
        shape = self.show_shape(len(SHAPES) - 1)
        assert isinstance(shape, IndicatorsView)
        shape.open(name)

    def _lay_out(self) -> None:
        for number, (title, tip) in enumerate(SHAPES):
            self._segments.add(number, title, tip, short=_SHORT.get(title, ""))
        self.shapes.button(0).setChecked(True)
        self._segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.shapes.idClicked.connect(self.show_shape)
        self.setFocusProxy(self.carriers.grid)
        lay_out_content(self, self._stack)


class CarrierView(QWidget):
    """The totals, a row for each carrier; in the panel the chosen figure beside last year's and the units
    behind it, and the indicators.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter: where a figure comes from."""
    indicator_wanted = Signal(str)
    """Name of an indicator to be opened to its formula."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._town: TownQuarter | None = None
        self._to_date: list[TownQuarter] = []
        self.scope = Sentence(parent=self)
        self.everything = QCheckBox("全部品种", self)
        self.everything.setToolTip("也显示没有数据的品种")
        self.everything.toggled.connect(self._show_totals)
        self.totals: GridModel[TotalLine] = GridModel(
            _total_columns(lambda: self._town.quarter if self._town else Quarter(desk.year, 1)), parent=self
        )
        self.grid = Grid(self.totals, "汇总")
        self.reasons = QLabel(self)
        self.reasons.setWordWrap(True)
        self.indicators = IndicatorModel(indicator_columns(), parent=self, identity=lambda one: one.name)
        self.indicator_grid = Grid(self.indicators, "主要指标")
        self.explanation = QLabel(self)
        self.explanation.setWordWrap(True)
        self.shares_title = SectionTitle("", self)
        self.against: GridModel[Against] = GridModel(_against_columns(None), parent=self)
        self.against_grid = Grid(self.against, "与上年同期")
        self.shares: GridModel[ShareLine] = GridModel(_share_columns(None), parent=self)
        self.share_grid = Grid(self.shares, "各单位数据")
        self.grid.selectionModel().currentChanged.connect(
            lambda current, _previous: self._show_shares(current)
        )
        self.indicator_grid.chosen.connect(
            lambda one: self.explanation.setText(_explanation(one) if one else "")
        )
        self.grid.activated.connect(self._go_to_shares)
        self.indicator_grid.activated.connect(
            lambda index: self.indicator_wanted.emit(self.indicators.row(index).name)
        )
        self.share_grid.activated.connect(self._open)
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's figures anew."""
        self._town, self._to_date = town_quarter(self._desk.office, quarter), []
        self.scope.setText(_scope(self._town))
        self.indicators.set_rows(self._town.indicators)
        chosen = self.indicator_grid.current_row()
        self.explanation.setText(_explanation(chosen) if chosen else "")
        self._show_totals()

    def _lay_out(self) -> None:
        space = tokens().space
        for words in (self.shares_title, self.explanation, self.reasons):
            words.setContentsMargins(space.m, space.xs, space.m, space.xs)
        self.sections = Sections(self)
        behind = _column(self.shares_title, self.against_grid, self.reasons, self.share_grid)
        self._fit_against()
        self.sections.addTab(behind, "各单位")
        self.sections.addTab(_column(self.indicator_grid, self.explanation), "主要指标")
        self.beside = WithPanel(self.grid, SidePanel(self.sections), "各单位", self)
        self.tools = (self.scope, self.everything, self.beside.button)
        lay_out_content(self, self.beside)

    def fit_letters(self) -> None:
        """The lines over the units need the room of the present 字号."""
        self._fit_against()

    def _fit_against(self) -> None:
        self.against_grid.setFixedHeight(heights().row_head + 3 * heights().row)

    def _show_totals(self) -> None:
        if self._town is not None:
            self.totals.set_rows(total_lines(self._town, self.everything.isChecked()), [sum_line(self._town)])
            lacks = any(line.coverage for line in (*self.totals.rows(), sum_line(self._town)))
            self.grid.setColumnHidden(len(self.totals.columns) - 1, not lacks)
            self._show_shares(self.grid.currentIndex())

    def _show_shares(self, index: QModelIndex) -> None:
        """Answer where the chosen figure comes from: of a name the first one of its row."""
        line = self.totals.row(index) if index.isValid() and index.row() < self.totals.rowCount() else None
        if self._town is None or line is None:
            return
        what, is_to_date = _figure_of(self.totals.columns[index.column()].key)
        measure = line.measure(what)
        if measure is None:
            what, measure = (What.COAL, line.coal) if line.coal else (What.COST, line.cost)
        quarter = self._town.quarter
        period, to_date = quarter.name, f"{months_to_date(quarter)}累计"
        total = measure.year_to_date if is_to_date else measure.total
        self.shares_title.setText(f"{line.title.strip()}　{line.words(what)}")
        self.against.set_columns(_against_columns(line.places(what), period, to_date))
        self.against.set_rows(against_lines(measure))
        said = reasons(measure)
        self.reasons.setText(said)
        self.reasons.setVisible(bool(said))
        self.shares.set_columns(_share_columns(line.places(what), to_date if is_to_date else period))
        shares, together = share_lines(self._towns(is_to_date), line, what, total)
        self.shares.set_rows(shares, [together])

    def _towns(self, is_to_date: bool) -> list[TownQuarter]:
        """The quarter in front, or those of its year up to it, read when they are first asked for."""
        assert self._town is not None
        if not is_to_date:
            return [self._town]
        if not self._to_date:
            office, last = self._desk.office, self._town.quarter
            before = [one for one in periods_in(office, last.year) if one < last]
            self._to_date = [*(town_quarter(office, one) for one in before), self._town]
        return self._to_date

    def _go_to_shares(self) -> None:
        self.sections.setCurrentIndex(0)
        self.beside.open_panel()
        self.share_grid.setFocus()

    def _open(self, index: QModelIndex) -> None:
        if self._town is not None and index.isValid() and not self.shares.is_total(index):
            self.report_wanted.emit(self.shares.row(index).id, self._town.quarter.number)


def _column(*parts: QWidget) -> QWidget:
    """A table with words over or under it, from edge to edge."""
    whole = QWidget()
    lines = QVBoxLayout(whole)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(0)
    for part in parts:
        lines.addWidget(part, 1 if isinstance(part, Grid) else 0)
    return whole


def _scope(town: TownQuarter) -> str:
    if not town.coverage:
        return f"{town.quarter.title}：{town.expected}个单位全部报送，数据完整。折标煤按{town.coefficients}，水不折标煤。"
    lacking = [
        f"{unit.unit.short_name}{unit.status.value}"
        for unit in town.units
        if unit.status is not ReportStatus.COMPLETE
    ]
    return f"{town.quarter.title}：{town.coverage}数据完整（{some_names(lacking)}）。折标煤按{town.coefficients}，水不折标煤。"


def _explanation(one: Indicator) -> str:
    """How the indicator was computed, or why it is not there."""
    if one.value is None:
        return f"{one.name}：{one.reason}，不能计算"
    source = f"（{one.source.partition('；')[0]}）" if one.source else ""
    return f"{one.name}＝{one.formula}{source}。双击看算式中的数。"


def _total_columns(quarter: Callable[[], Quarter]) -> list[Column[TotalLine]]:
    now, to_date = quarter_bands(quarter)

    def figure(
        what: What, key: str, title: str, pick: Callable[[Measure], Total], band: Band
    ) -> Column[TotalLine]:
        def read(line: TotalLine) -> Decimal | None:
            measure = line.measure(what)
            return pick(measure).value if measure is not None else None

        return FigureColumn(
            f"{what.name}.{key}",
            title,
            read,
            Kind.NUMBER,
            width=10 if what is What.QUANTITY else 11,
            show=lambda line: show_number(read(line), line.places(what), blank=NOTHING),
            band=band,
        )

    def change(key: str, pick: Callable[[Measure], Comparison], band: Band) -> Column[TotalLine]:
        def read(line: TotalLine) -> Decimal | None:
            measure = line.quantity or line.coal
            return pick(measure).change if measure is not None else None

        return percent_column(f"{What.QUANTITY.name}.{key}", "同比", read, band=band)

    def of_period(key: str, pick: Callable[[Measure], Total], band: Band) -> list[Column[TotalLine]]:
        return [
            figure(What.COST, key, "费用\n（元）", pick, band),
            figure(What.COAL, key, "折标煤\n（kgce）", pick, band),
        ]

    return [
        Column("carrier", "品种", lambda line: line.title, width=15),
        Column("unit", "计量\n单位", lambda line: line.unit, width=6, quiet=True),
        figure(What.QUANTITY, _NOW, "数量", lambda measure: measure.total, now),
        change("change", lambda measure: measure.comparison, now),
        *of_period(_NOW, lambda measure: measure.total, now),
        figure(What.QUANTITY, _TO_DATE, "数量", lambda measure: measure.year_to_date, to_date),
        change(f"change_{_TO_DATE}", lambda measure: measure.comparison_to_date, to_date),
        *of_period(_TO_DATE, lambda measure: measure.year_to_date, to_date),
        Column(
            "coverage",
            "数据范围",
            _coverage,
            width=11,
            look=lambda line: Look.WARNING if line.coverage else None,
        ),
    ]


def _figure_of(key: str) -> tuple[What, bool]:
    """Which figure of its row a column shows, and whether to date; of the others the first one."""
    name, _, of = key.partition(".")
    return (What[name], of.endswith(_TO_DATE)) if of else (What.QUANTITY, False)


def _coverage(line: TotalLine) -> str:
    return line.coverage or ("全部单位" if line.cost.total.value is not None else NOTHING)


def _against_columns(places: int | None, now: str = "", to_date: str = "") -> list[Column[Against]]:
    def figure(key: str, title: str, read: Callable[[Against], Decimal | None]) -> Column[Against]:
        def show(line: Against) -> str:
            value = read(line)
            if line.is_change:
                return show_percent(value).replace("-", MINUS)
            return show_number(value, places, blank=NOTHING)

        return FigureColumn(key, title, read, Kind.NUMBER, width=10, show=show)

    return [
        Column("of", "", lambda line: line.id, width=7),
        figure("now", now, lambda line: line.now),
        figure("to_date", to_date, lambda line: line.to_date),
    ]


def _share_columns(places: int | None, period: str = "") -> list[Column[ShareLine]]:
    return [
        Column(
            "unit",
            "单位",
            lambda share: share.title,
            width=12,
            look=lambda share: None if share.is_whole else STATUS_LOOKS[share.status],
        ),
        figure_column("value", period, lambda share: share.value, lambda _: places, width=9),
        FigureColumn(
            "ratio",
            "占比",
            lambda share: share.ratio,
            Kind.NUMBER,
            width=6,
            show=lambda share: NOTHING if share.ratio is None else f"{round_half_up(share.ratio * 100, 1)}%",
        ),
    ]


Shape = CarrierView | NationalView | MatrixView | IndicatorsView


def _made_shape(number: int, desk: Desk, parent: QWidget) -> Shape:
    if number == 1:
        return NationalView(desk, parent)
    return MatrixView(desk, parent) if number == 2 else IndicatorsView(desk, parent)
