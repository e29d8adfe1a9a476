"""汇总表: the town's totals by carrier, what they consist of, and the main indicators;
beside it the other three shapes of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Band, Column
from ...widgets.grid.model import GridModel, Index, Role
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import tokens
from ...widgets.page_head import lay_out_content
from ...widgets.parts import SectionTitle
from ...widgets.side_panel import Sections, SidePanel, WithPanel
from ...widgets.tool_row import Segments, Sentence, ToolPart
from ..queries.town import town_quarter
from ..values.figures import Indicator, Measure, TownQuarter
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
from .total_lines import ALL, ShareLine, TotalLine, share_lines, share_total, sum_lines, total_lines

SHAPES = (
    ("按品种", "各品种的本期、上年同期、累计和同比，及所含单位"),
    ("综合表", "全国综合表：指标×国家机关、事业单位各类、团体组织"),
    ("按单位", "单位×品种：数量、费用、折标准煤"),
    ("指标", "综合能耗、人均、单位面积、二氧化碳等指标和算式"),
)
"""What the totals can be shown as: title and tip, in the order of the switch."""
_SHORT = {"按品种": "品种", "综合表": "综合", "按单位": "单位"}
"""What the switch says where the window is narrow."""


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
    """The totals; in the panel the units behind the chosen one, and the indicators.

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
        self.shares: GridModel[ShareLine] = GridModel(_share_columns(None), parent=self)
        self.share_grid = Grid(self.shares, "各单位数据")
        self.grid.selectionModel().currentRowChanged.connect(
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
        self._town = town_quarter(self._desk.office, quarter)
        self.scope.setText(_scope(self._town))
        self.indicators.set_rows(self._town.indicators)
        chosen = self.indicator_grid.current_row()
        self.explanation.setText(_explanation(chosen) if chosen else "")
        self._show_totals()

    def _lay_out(self) -> None:
        space = tokens().space
        self.reasons.setContentsMargins(space.l, space.xs, space.m, space.xs)
        for words in (self.shares_title, self.explanation):
            words.setContentsMargins(space.m, space.xs, space.m, space.xs)
        self.sections = Sections(self)
        self.sections.addTab(_column(self.shares_title, self.share_grid), "各单位")
        self.sections.addTab(_column(self.indicator_grid, self.explanation), "主要指标")
        content = _column(self.grid, self.reasons)
        content.setFocusProxy(self.grid)
        self.beside = WithPanel(content, SidePanel(self.sections), "各单位", self)
        self.tools = (self.scope, self.everything, self.beside.button)
        lay_out_content(self, self.beside)

    def _show_totals(self) -> None:
        if self._town is not None:
            self.totals.set_rows(total_lines(self._town, self.everything.isChecked()), sum_lines(self._town))
            self._show_shares(self.grid.currentIndex())

    def _show_shares(self, index: QModelIndex) -> None:
        """Answer where the chosen total comes from."""
        line = self.totals.row(index) if index.isValid() and index.row() < self.totals.rowCount() else None
        if self._town is None or line is None:
            return
        title = ALL if line.item is None else line.item.name
        self.shares_title.setText(f"{title}：各单位（{self._town.quarter.title}）")
        self.reasons.setText(line.reasons and f"{title}{line.what}：{line.reasons}")
        columns = _share_columns(line)
        if [column.title for column in columns] != [column.title for column in self.shares.columns]:
            self.shares.set_columns(columns)
        self.shares.set_rows(share_lines(self._town, line.item), [share_total(self._town, line.item)])

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

    def total(key: str, title: str, pick: Callable[[Measure], Total], band: Band) -> Column[TotalLine]:
        return FigureColumn(
            key,
            title,
            lambda line: pick(line.measure).value,
            Kind.NUMBER,
            width=10,
            show=lambda line: show_number(pick(line.measure).value, line.places, blank=NOTHING),
            band=band,
        )

    return [
        Column("carrier", "品种", lambda line: line.title, width=12),
        Column("measure", "项目（计量单位）", lambda line: line.full_title, width=15),
        total("now", "本期", lambda measure: measure.total, now),
        total("before", "上年同期", lambda measure: measure.last_year, now),
        percent_column("change", "同比", lambda line: line.measure.comparison.change, band=now),
        total("to_date", "本期", lambda measure: measure.year_to_date, to_date),
        total("before_to_date", "上年同期", lambda measure: measure.last_year_to_date, to_date),
        percent_column(
            "change_to_date", "同比", lambda line: line.measure.comparison_to_date.change, band=to_date
        ),
        Column(
            "coverage",
            "数据范围",
            _coverage,
            width=11,
            look=lambda line: Look.WARNING if line.coverage else None,
        ),
    ]


def _coverage(line: TotalLine) -> str:
    return line.coverage or ("全部单位" if line.measure.total.value is not None else NOTHING)


def _share_columns(line: TotalLine | None) -> list[Column[ShareLine]]:
    unit = f"（{line.item.unit}）" if line and line.item else ""
    names: list[Column[ShareLine]] = [
        Column(
            "unit", "单位", lambda share: share.title, width=16, look=lambda share: STATUS_LOOKS[share.status]
        ),
    ]
    quantity: list[Column[ShareLine]] = [
        figure_column("quantity", f"数量\n{unit}", lambda share: share.quantity, lambda _: None, width=9),
    ]
    cost: Column[ShareLine] = figure_column(
        "cost", "费用\n（元）", lambda share: share.cost, lambda _: 2, width=9
    )
    coal: Column[ShareLine] = figure_column(
        "coal", "折标煤\n（kgce）", lambda share: share.coal, lambda _: 2, width=9
    )
    return [*names, *(quantity if line and line.item else []), cost, coal]


Shape = CarrierView | NationalView | MatrixView | IndicatorsView


def _made_shape(number: int, desk: Desk, parent: QWidget) -> Shape:
    if number == 1:
        return NationalView(desk, parent)
    return MatrixView(desk, parent) if number == 2 else IndicatorsView(desk, parent)
