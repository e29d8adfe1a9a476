"""汇总: the town's totals by carrier, what they consist of, and the main indicators."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...energy.periods import Quarter
from ...widgets.desk import Desk
from ...widgets.grid import Column, Grid, GridModel, Kind, Look
from ...widgets.parts import SectionTitle, split
from ..queries import town_quarter
from ..values import Indicator, Measure, ReportStatus, Total, TownQuarter
from .cells import NOTHING, STATUS_LOOKS, FigureColumn, figure_column, percent_column
from .total_lines import ALL, ShareLine, TotalLine, share_lines, share_total, sum_lines, total_lines

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class IndicatorModel(GridModel[Indicator]):
    """The indicators, each with its formula or its reason as tool tip."""

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.ToolTipRole and index.isValid():
            return _explanation(self.row(index))
        return super().data(index, role)


class TotalsView(QWidget):
    """Totals at the left; at the right the indicators, and the units behind the total chosen at the left."""

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter: where a figure comes from."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._town: TownQuarter | None = None
        self.scope = QLabel(self)
        self.everything = QCheckBox("显示没有数据的品种", self)
        self.everything.toggled.connect(self._show_totals)
        self.totals: GridModel[TotalLine] = GridModel(_total_columns(), parent=self)
        self.grid = Grid(self.totals, "汇总")
        self.reasons = QLabel(self)
        self.reasons.setWordWrap(True)
        self.indicators = IndicatorModel(_indicator_columns(), parent=self, identity=lambda one: one.name)
        self.indicator_grid = Grid(self.indicators, "主要指标")
        self.explanation = QLabel(self)
        self.explanation.setWordWrap(True)
        self.shares_title = SectionTitle("", self)
        self.shares: GridModel[ShareLine] = GridModel(_share_columns(None), parent=self)
        self.share_grid = Grid(self.shares, "各单位数据")
        self.grid.selectionModel().currentRowChanged.connect(lambda current, _previous: self._show_shares(current))
        self.indicator_grid.chosen.connect(lambda one: self.explanation.setText(_explanation(one) if one else ""))
        self.grid.activated.connect(lambda _index: self.share_grid.setFocus())
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
        head = QHBoxLayout()
        head.addWidget(self.scope, 1)
        head.addWidget(self.everything)
        left, right = QWidget(self), QWidget(self)
        for side, parts in (
            (left, (self.grid, self.reasons)),
            (right, (SectionTitle("主要指标", right), self.indicator_grid, self.explanation, self.shares_title, self.share_grid)),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                column.addWidget(part, 1 if isinstance(part, Grid) else 0)
        layout = QVBoxLayout(self)
        layout.addLayout(head)
        layout.addWidget(split(Qt.Orientation.Horizontal, left, right, shares=(68, 32)), 1)

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

    def _open(self, index: QModelIndex) -> None:
        if self._town is not None and index.isValid() and not self.shares.is_total(index):
            self.report_wanted.emit(self.shares.row(index).id, self._town.quarter.number)


def _scope(town: TownQuarter) -> str:
    if not town.coverage:
        return f"{town.quarter.title}：{town.expected}个单位全部报送，数据完整。折标煤按{town.coefficients}，水不折标煤。"
    lacking = [f"{unit.unit.short_name}{unit.status.value}" for unit in town.units if unit.status is not ReportStatus.COMPLETE]
    return f"{town.quarter.title}：{town.coverage}数据完整（{'、'.join(lacking)}）。折标煤按{town.coefficients}，水不折标煤。"


def _explanation(one: Indicator) -> str:
    """How the indicator was computed, or why it is not there."""
    return f"{one.name}＝{one.formula}" if one.value is not None else f"{one.name}：{one.reason}，不能计算"


def _total_columns() -> list[Column[TotalLine]]:
    def total(key: str, title: str, pick: Callable[[Measure], Total]) -> Column[TotalLine]:
        return FigureColumn(
            key,
            title,
            lambda line: pick(line.measure).value,
            Kind.NUMBER,
            width=10,
            show=lambda line: show_number(pick(line.measure).value, line.places, blank=NOTHING),
        )

    return [
        Column("carrier", "品种", lambda line: line.title, width=12),
        Column("measure", "项目（计量单位）", lambda line: line.full_title, width=15),
        total("now", "本期", lambda measure: measure.total),
        total("before", "上年同期", lambda measure: measure.last_year),
        percent_column("change", "同比", lambda line: line.measure.comparison.change),
        total("to_date", "累计", lambda measure: measure.year_to_date),
        total("before_to_date", "上年同期\n累计", lambda measure: measure.last_year_to_date),
        percent_column("change_to_date", "累计\n同比", lambda line: line.measure.comparison_to_date.change),
        Column("coverage", "数据范围", _coverage, width=11, look=lambda line: Look.WARNING if line.coverage else None),
    ]


def _coverage(line: TotalLine) -> str:
    return line.coverage or ("全部单位" if line.measure.total.value is not None else NOTHING)


def _indicator_columns() -> list[Column[Indicator]]:
    return [
        Column("name", "指标", lambda one: one.name, width=22),
        FigureColumn("value", "数值", lambda one: one.value, Kind.NUMBER, width=9, show=lambda one: show_number(one.value, 2, blank=NOTHING)),
        Column("unit", "单位", lambda one: one.unit, width=9),
    ]


def _share_columns(line: TotalLine | None) -> list[Column[ShareLine]]:
    unit = f"（{line.item.unit}）" if line and line.item else ""
    names: list[Column[ShareLine]] = [
        Column("unit", "单位", lambda share: share.title, width=16, look=lambda share: STATUS_LOOKS[share.status]),
    ]
    quantity: list[Column[ShareLine]] = [
        figure_column("quantity", f"数量\n{unit}", lambda share: share.quantity, lambda _: None, width=9),
    ]
    cost: Column[ShareLine] = figure_column("cost", "费用\n（元）", lambda share: share.cost, lambda _: 2, width=9)
    coal: Column[ShareLine] = figure_column("coal", "折标煤\n（kgce）", lambda share: share.coal, lambda _: 2, width=9)
    return [*names, *(quantity if line and line.item else []), cost, coal]
