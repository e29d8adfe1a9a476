"""报送情况: where each unit's report of each quarter stands, who is late, and the urging of those who are."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from ...base.text import chinese_date
from ...energy.periods import Cycle, Quarter
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel, Index
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import State
from ...widgets.page_head import lay_out_content
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tool_row import Sentence
from ..queries.board import state_board
from ..rules.printing.board import on_time_words, state_words
from ..values.board import Board, BoardCell, BoardRow
from ..values.reports import ReportState
from .cells import STATES, some_names
from .urging import UrgePanel

_FIRST_QUARTER_COLUMN = 1
_NEXT_STEP = "先点“发放空白表…”把空白表发给各单位；收回后点“导入报表…”，或把文件拖到窗口里；也可以双击表中的格子手工录入。"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A unit's line, or the line that counts the reports (without id)."""

    id: int | None
    name: str
    texts: dict[int, str]
    cells: dict[int, BoardCell]
    on_time: str
    liaison: str = ""
    phone: str = ""


class BoardModel(GridModel[CalendarLine]):
    """The board, each report with its days as tool tip."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            cell = self.row(index).cells.get(index.column() - _FIRST_QUARTER_COLUMN + 1)
            return _tip(cell) if cell else None
        return super().data(index, role)


class CalendarView(QWidget):
    """Units × four quarters; a double click or Enter opens the report.
    In the panel those to be urged in the quarter.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.summary = Sentence(parent=self)
        self.model = BoardModel(_columns(None), parent=self)
        self.grid = Grid(self.model, "报送情况")
        self.grid.activated.connect(self._open)
        self.urging = UrgePanel(desk, self)
        self.urging.report_wanted.connect(self.report_wanted)
        self._titles: list[str] = []
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's year anew; the quarter itself is the one whose state the sentence tells."""
        board = state_board(self._desk.office, quarter.year)
        columns = _columns(board)
        if [column.title for column in columns] != self._titles:
            self._titles = [column.title for column in columns]
            self.model.set_columns(columns)
        self.model.set_rows([_line(row) for row in board.rows], [_count_line(board)])
        self.summary.setText(_summary(board, quarter))
        self.urging.show_board(board, quarter)
        self.beside.set_count(self.urging.model.rowCount())
        if self.grid.currentIndex().column() < _FIRST_QUARTER_COLUMN and board.rows:
            self.grid.setCurrentIndex(self.model.index(0, quarter.number))

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid() or self.model.is_total(index):
            return
        line = self.model.row(index)
        number = index.column() - _FIRST_QUARTER_COLUMN + 1
        if line.id is not None and number in line.cells:
            self.report_wanted.emit(line.id, number)

    def _lay_out(self) -> None:
        self.beside = WithPanel(self.grid, SidePanel(self.urging), "催报", self)
        self.tools = (self.summary, FilterBox(self.grid, self), self.beside.button)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self.beside)


def _columns(board: Board | None) -> list[Column[CalendarLine]]:
    names: list[Column[CalendarLine]] = [Column("name", "单位", lambda line: line.name, width=15)]
    cycle = board.cycle if board else Cycle.QUARTER
    quarters = [_quarter_column(period, board) for period in cycle.periods(board.year if board else 2000)]
    contact: list[Column[CalendarLine]] = [
        Column(
            "on_time",
            "按时报送",
            lambda line: line.on_time,
            width=12,
            tip="按期限收到的份数，占已能判断的份数",
        ),
        Column("liaison", "节能联络员", lambda line: line.liaison, width=7),
        Column("phone", "联系电话", lambda line: line.phone, width=11),
    ]
    return [*names, *quarters, *contact]


def _quarter_column(period: Quarter, board: Board | None) -> Column[CalendarLine]:
    title, number = period.name, period.number
    return Column(
        f"quarter{number}",
        f"{title}\n{_until(board, number)}" if board else title,
        lambda line: line.texts.get(number, ""),
        width=13,
        tip=f"{title}报表截止日期：{chinese_date(board.due[number])}；双击或回车打开报表" if board else title,
        state=lambda line: _state(line.cells.get(number)),
    )


def _state(cell: BoardCell | None) -> State | None:
    if cell is None:
        return None
    return State.OVERDUE if cell.overdue else STATES[cell.state]


def _tip(cell: BoardCell) -> str:
    parts = [state_words(cell), f"{chinese_date(cell.due)}前报送"]
    if cell.received_on:
        parts.append(f"{chinese_date(cell.received_on)}收到{'，迟报' if cell.late else ''}")
    if cell.reason:
        parts.append(f"原因：{cell.reason}")
    return "；".join(parts)


def _line(row: BoardRow) -> CalendarLine:
    texts = {number: state_words(cell) for number, cell in row.cells.items()}
    contact = row.unit.contact
    return CalendarLine(
        row.unit.id,
        row.unit.name,
        texts,
        dict(row.cells),
        on_time_words(row),
        contact.liaison_name,
        contact.liaison_phone,
    )


def _count_line(board: Board) -> CalendarLine:
    return CalendarLine(
        None,
        "已报单位",
        {number: _counted(board, number) for number in board.cycle.ends},
        {},
        on_time_words(board),
    )


def _counted(board: Board, number: int) -> str:
    return f"{board.received(number)}/{board.owed(number)}个单位"


def _summary(board: Board, quarter: Quarter) -> str:
    number = quarter.number
    cells = chain.from_iterable(row.cells.values() for row in board.rows)
    if all(cell.state is ReportState.MISSING for cell in cells):
        return f"{quarter.year}年还没有报表。{_NEXT_STEP}"
    parts = [f"{_counted(board, number)}已报，{board.count(number, ReportState.APPROVED)}个已审核，"]
    parts.append(f"{chinese_date(board.due[number])}前报送。")
    for state, words in ((ReportState.MISSING, "未报"), (ReportState.RETURNED, "已退回")):
        if names := _names(board, number, state):
            parts.append(f"{words}：{some_names(names)}。")
    blank = [
        row.unit.short_name for row in board.rows if number in row.cells and row.cells[number].has_blanks
    ]
    if blank:
        parts.append(f"有空白：{some_names(blank)}。")
    if number in board.locked:
        parts.append(f"已于{chinese_date(board.locked[number].submitted_on)}汇总上报。")
    return "".join(parts)


def _names(board: Board, number: int, state: ReportState) -> list[str]:
    return [
        row.unit.short_name for row in board.rows if number in row.cells and row.cells[number].state is state
    ]


def _until(board: Board, number: int) -> str:
    """Until when, short enough for a header; the fourth quarter's day lies in the next year."""
    if number in board.locked:
        return "已汇总上报"
    day = board.due[number]
    return f"{'次年' if day.year > board.year else ''}{day.month}月{day.day}日前报"
