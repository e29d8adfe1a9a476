"""综合表 on the screen: indicators × 合计 and natures;
a total opens the units it is made of, a unit its report.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QModelIndex, Qt, Signal
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
from ...widgets.look.tokens import tokens
from ...widgets.parts import ButtonRow, SectionTitle, action_button, split
from ...widgets.tool_row import Sentence
from ..queries.span import table_parts
from ..rules.printing.national import is_sum, period_words, row_title
from ..rules.total_parts import TableParts, UnitPart
from ..values.views import NationalRow, NationalTable, RowKind
from .cells import NOTHING, FigureColumn

FIRST_FIGURE = 3
"""Columns of code, name and unit of measure stand before the figures."""


@dataclass(frozen=True, slots=True)
class NationalLine:
    """A row of the table with its words."""

    id: tuple[str, RowKind]
    row: NationalRow
    title: str

    @property
    def places(self) -> int | None:
        return 2 if self.row.kind in {RowKind.COST, RowKind.COAL} else None


class NationalView(QWidget):
    """The table; a double click or Enter opens beside it the units behind the chosen figure,
    Esc closes them again.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._quarter = Quarter(desk.year, 1)
        self._parts: TableParts | None = None
        self.scope = Sentence(parent=self)
        self.to_date = QCheckBox("自年初累计(&L)", self)
        self.to_date.toggled.connect(lambda _on: self.show_quarter(self._quarter))
        self.model: GridModel[NationalLine] = GridModel(_columns(None), parent=self)
        self.grid = Grid(self.model, "综合表", frozen=2)
        self.grid.setSortingEnabled(False)
        self.grid.activated.connect(self._go_to_parts)
        self.side = QWidget(self)
        self.parts_title = SectionTitle("", self.side)
        self.parts_title.setWordWrap(True)
        self.part_model: GridModel[UnitPart] = GridModel(
            _part_columns(None), identity=lambda part: part.unit.id, parent=self
        )
        self.part_grid = Grid(self.part_model, "所含单位")
        self.part_grid.activated.connect(self._open)
        self.grid.selectionModel().currentChanged.connect(
            lambda current, _previous: self._show_parts(current)
        )
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's table anew, or that of the year to date."""
        self._quarter = quarter
        self._parts = table_parts(self._desk.office, quarter, to_date=self.to_date.isChecked())
        table = self._parts.table
        columns = _columns(table)
        if list(map(_heading, columns)) != list(map(_heading, self.model.columns)):
            self.model.set_columns(columns)
        lines = [NationalLine((row.key, row.kind), row, row_title(row)) for row in table.rows]
        self.model.set_rows(
            [line for line in lines if not is_sum(line.row)], [line for line in lines if is_sum(line.row)]
        )
        self.scope.setText(_scope(table))
        self._show_parts(self.grid.currentIndex())

    def _show_parts(self, index: QModelIndex) -> None:
        """Answer where the chosen figure comes from; beside the figures stands that of all units."""
        if self._parts is None or not index.isValid():
            return
        line = self.model.row(index)
        last = FIRST_FIGURE + len(self._parts.table.columns) - 1
        position = index.column() - FIRST_FIGURE if FIRST_FIGURE <= index.column() <= last else 0
        column = self._parts.table.columns[position]
        parts = self._parts.of(line.row, column)
        total = line.row.cells[position]
        figure = show_number(total.value, line.places, blank=NOTHING)
        covered = f"（{total.coverage}）" if total.coverage else ""
        self.parts_title.setText(f"{line.title.strip()}·{column.title}：{figure}{line.row.unit}{covered}")
        self.part_model.set_columns(_part_columns(line))
        self.part_model.set_rows(parts)

    def _go_to_parts(self) -> None:
        self.side.show()
        self.part_grid.setFocus()

    def _close_parts(self) -> None:
        self.side.hide()
        self.grid.setFocus()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.report_wanted.emit(self.part_model.row(index).unit.id, self._quarter.number)

    def _lay_out(self) -> None:
        self.tools = (self.scope, self.to_date, FilterBox(self.grid, self))
        space = tokens().space
        self.parts_title.setContentsMargins(space.m, space.xs, space.m, space.xs)
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts_title)
        column.addWidget(self.part_grid, 1)
        column.addWidget(
            ButtonRow(action_button("收起", self._close_parts, "close", "Esc", "收起所含单位", self.side))
        )
        self.side.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split(Qt.Orientation.Horizontal, self.grid, self.side, shares=(76, 24)), 1)


def _heading(column: Column[NationalLine]) -> tuple[str, str]:
    return column.title, column.band.text if column.band else ""


def _scope(table: NationalTable) -> str:
    sums = (row.cells[0].coverage for row in table.rows if is_sum(row) and row.cells)
    lacking = next(filter(None, sums), "")
    complete = f"{lacking}数据完整，合计为已有数据之和" if lacking else f"{len(table.units)}个单位数据完整"
    return (
        f"{period_words(table.quarters)}：{complete}。合计＝国家机关＋事业单位小计＋团体组织；"
        f"折标煤按{table.coefficients}，水不折标煤。双击数字看由哪些单位相加。"
    )


def _columns(table: NationalTable | None) -> list[Column[NationalLine]]:
    found: list[Column[NationalLine]] = [
        Column("code", "代码", lambda line: line.row.code, width=5, tip="括号内的代码为推定，不作正式代码"),
        Column("name", "指标", lambda line: line.title, width=15),
        Column("unit", "计量单位", lambda line: line.row.unit, width=6),
    ]
    band = Band(period_words(table.quarters), other=len(table.quarters) > 1) if table else None
    for position, column in enumerate(table.columns if table else ()):
        found.append(
            _figure(
                position,
                column.key,
                column.title.replace("事业单位小计", "事业单位\n小计").replace("团体组织", "团体\n组织"),
                bool(column.unit_ids),
                band,
            )
        )
    return found


def _figure(position: int, key: str, title: str, used: bool, band: Band | None) -> Column[NationalLine]:
    def read(line: NationalLine) -> Decimal | None:
        return line.row.cells[position].value

    def show(line: NationalLine) -> str:
        cell = line.row.cells[position]
        lacks = cell.coverage and cell.value is not None
        covered = f"（{cell.counted}/{cell.expected}）" if lacks and position == 0 else "*" if lacks else ""
        return show_number(read(line), line.places, blank=NOTHING if cell.expected else "") + covered

    return FigureColumn(
        key,
        title,
        read,
        Kind.NUMBER,
        width=_width(position) if used else 4,
        show=show,
        tip="双击或回车看由哪些单位相加；带*的数据不全",
        band=band,
    )


def _width(position: int) -> int:
    """合计 has room for its coverage, sums more than their parts."""
    return 19 if position == 0 else 11 if position < 3 else 10


def _part_columns(line: NationalLine | None) -> list[Column[UnitPart]]:
    unit = f"\n（{line.row.unit}）" if line else ""
    places = line.places if line else None

    def show(part: UnitPart) -> str:
        return show_number(part.value, places, blank=NOTHING)

    return [
        Column("unit", "单位", lambda part: part.unit.short_name, width=12),
        FigureColumn("value", f"数值{unit}", lambda part: part.value, Kind.NUMBER, width=11, show=show),
        Column(
            "lacking",
            "数据",
            lambda part: part.lacking or "完整",
            width=8,
            look=lambda part: Look.WARNING if part.lacking else None,
        ),
    ]
