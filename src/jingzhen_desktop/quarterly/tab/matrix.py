"""Units × indicators on the screen: quantities, costs or standard coal; a unit's line opens its report."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Band, Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import State
from ...widgets.tool_row import Segments, Sentence
from ..queries.span import unit_matrix
from ..values.reports import ReportState
from ..values.views import RowKind, UnitMatrix
from .cells import BLANK, NOTHING, STATES, FigureColumn, quarter_bands, some_names

_KINDS = (RowKind.QUANTITY, RowKind.COST, RowKind.COAL)
_UNITS = {RowKind.COST: "元", RowKind.COAL: "kgce"}
_SUMS = {RowKind.COST: "费用合计\n（元）", RowKind.COAL: "综合能耗\n（kgce）"}


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One unit's figures, or the totals (without id):
    the columns of the matrix, then the sum if there is one.
    """

    id: int | None
    name: str
    state: str
    state_sign: State | None
    figures: tuple[Decimal | None, ...]
    missing: bool
    lacking: tuple[str, ...] = ()


class MatrixView(QWidget):
    """The table with its totals in sight.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self.scope, self._kinds = Sentence(parent=self), Segments(self)
        self.kinds = self._kinds.group
        self.everything = QCheckBox("全部品种", self)
        self.everything.setToolTip("也显示没有数据的品种")
        self.everything.toggled.connect(lambda _on: self.show_quarter(self._quarter))
        self.model: GridModel[MatrixLine] = GridModel(
            [Column("unit", "单位", lambda line: line.name)], parent=self
        )
        self.grid = Grid(self.model, "单位汇总")
        self.grid.activated.connect(self._open)
        self._lay_out()

    @property
    def kind(self) -> RowKind:
        """What is shown: quantities, costs or standard coal."""
        return _KINDS[self.kinds.checkedId()]

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's figures anew."""
        self._quarter = quarter
        matrix = unit_matrix(self._desk.office, quarter, self.kind)
        shown = [at for at, total in enumerate(matrix.totals) if total.value or self.everything.isChecked()]
        columns = _columns(matrix, shown)
        if list(map(_heading, columns)) != list(map(_heading, self.model.columns)):
            self.model.set_columns(columns)
        self.model.set_rows(
            [_line(matrix, position, shown) for position in range(len(matrix.rows))],
            [_total_line(matrix, shown)],
        )
        self.scope.setText(_scope(matrix))

    def _open(self, index: QModelIndex) -> None:
        line = self.model.row(index) if index.isValid() else None
        if line is not None and line.id is not None:
            self.report_wanted.emit(line.id, self._quarter.number)

    def _lay_out(self) -> None:
        for position, kind in enumerate(_KINDS):
            short = kind.value.replace("标准煤", "标煤")
            self._kinds.add(position, kind.value, f"各单位各品种的{kind.value}", short=short)
        self.kinds.button(0).setChecked(True)
        self.kinds.idClicked.connect(lambda _id: self.show_quarter(self._quarter))
        self.tools = (self._kinds, self.scope, self.everything, FilterBox(self.grid, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid, 1)


def _heading(column: Column[MatrixLine]) -> tuple[str, str, str]:
    return column.key, column.title, column.band.text if column.band else ""


def _scope(matrix: UnitMatrix) -> str:
    missing = [row.unit.short_name for row in matrix.rows if row.state is ReportState.MISSING]
    received = sum(row.state.is_handed_in for row in matrix.rows)
    waiting = [
        row.unit.short_name
        for row in matrix.rows
        if row.state is not ReportState.MISSING and not row.state.is_handed_in
    ]
    parts = [f"{received}/{len(matrix.rows)}个单位已报"]
    parts += [f"还没有报来、数已列入：{some_names(waiting)}"] if waiting else []
    parts += [f"未报：{some_names(missing)}"] if missing else []
    return f"{matrix.quarter.title}：{'；'.join(parts)}。双击单位打开报表。"


def _columns(matrix: UnitMatrix, shown: list[int]) -> list[Column[MatrixLine]]:
    found: list[Column[MatrixLine]] = [
        Column("unit", "单位", lambda line: line.name, width=20),
        Column("state", "状态", lambda line: line.state, width=10, state=lambda line: line.state_sign),
    ]
    places = None if matrix.kind is RowKind.QUANTITY else 2
    now, _ = quarter_bands(lambda: matrix.quarter)
    for position, at in enumerate(shown):
        item = matrix.items[at]
        name = item.name if item.is_carrier else f"其中{item.name.partition('：')[2] or item.name}"
        title = f"{name}\n（{_UNITS.get(matrix.kind, item.unit)}）"
        found.append(_figure(position, item.key, title, places, now))
    if matrix.sum_total is not None:
        found.append(_figure(len(shown), "sum", _SUMS[matrix.kind], 2, now))
    return found


def _figure(position: int, key: str, title: str, places: int | None, band: Band) -> Column[MatrixLine]:
    def read(line: MatrixLine) -> Decimal | None:
        return line.figures[position]

    def show(line: MatrixLine) -> str:
        covered = f"（{line.lacking[position]}）" if line.lacking and line.lacking[position] else ""
        return (
            show_number(read(line), places, blank=NOTHING if line.missing or line.id is None else BLANK)
            + covered
        )

    def look(line: MatrixLine) -> Look | None:
        lacks = bool(line.lacking and line.lacking[position]) or (
            line.id is not None and not line.missing and read(line) is None
        )
        return Look.WARNING if lacks else None

    return FigureColumn(key, title, read, Kind.NUMBER, width=12, look=look, show=show, band=band)


def _line(matrix: UnitMatrix, position: int, shown: list[int]) -> MatrixLine:
    row = matrix.rows[position]
    sums = () if matrix.sums is None else (matrix.sums[position],)
    figures = (*(row.cells[at] for at in shown), *sums)
    return MatrixLine(
        row.unit.id,
        row.unit.name,
        row.state.words,
        STATES[row.state],
        figures,
        row.state is ReportState.MISSING,
    )


def _total_line(matrix: UnitMatrix, shown: list[int]) -> MatrixLine:
    totals = [*(matrix.totals[at] for at in shown), *([] if matrix.sum_total is None else [matrix.sum_total])]
    received = sum(row.state.is_handed_in for row in matrix.rows)
    lacking = tuple(
        total.coverage.removesuffix("个单位") if total.value is not None else "" for total in totals
    )
    return MatrixLine(
        None,
        "合计",
        f"{received}/{len(matrix.rows)}已报",
        None,
        tuple(total.value for total in totals),
        missing=False,
        lacking=lacking,
    )
