"""报送情况: where each unit's report of each quarter stands, who is late, and the urging of those who are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ...base.text import chinese_date
from ...energy.periods import Cycle, Quarter
from ...office.file import Office
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.filter_box import FilterBox
from ...widgets.grid.model import GridModel, Index
from ...widgets.grid.view import Grid, pressed_by_mouse
from ...widgets.look.tokens import State
from ...widgets.page_head import lay_out_content
from ...widgets.side_panel import SidePanel, WithPanel
from ...widgets.tasks import Progress
from ...widgets.tool_row import Segments, Sentence
from ..actions.states import move_report
from ..queries.board import filled_cells, state_board
from ..queries.review import reviewed_quarter
from ..rules.next_step import NextStep, days_words, next_step
from ..rules.printing.board import state_words
from ..rules.states import possible_moves
from ..values.board import Board, BoardCell, BoardRow
from ..values.reports import Move, ReportState
from .cells import NOTHING, STATES, some_names
from .urging import UrgePanel

_OF_QUARTER, _STEP = "quarter", "step"
"""Keys of columns: before the number of the quarter, and that of the next step."""
_DOT, SENT = "·", "已上报"
_AT_ONCE = 60
"""As many reports are reviewed while the page is shown, in some 30 ms; of more the window says it later."""
_NEXT_STEP = "先点“发放空白表…”把空白表发给各单位；收回后点“导入报表…”，或把文件拖到窗口里；也可以双击表中的格子手工录入。"


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A unit's line, or the line that counts the reports (without id).

    Attributes:
        step: what is to be done with the report of the quarter in front; ``came`` says when it came where
            nothing is.
    """

    id: int | None
    name: str
    texts: dict[int, str]
    cells: dict[int, BoardCell]
    states: dict[int, State]
    step: NextStep | None = None
    came: str = ""
    liaison: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class _Details:
    """What the board says of the quarter in front only: how full drafts are, what is open in those that wait
    for review.
    """

    filled: Mapping[int, int]
    of: int
    open: Mapping[int, int]


class BoardModel(GridModel[CalendarLine]):
    """The board, each report with its days as tool tip."""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid():
            key = self.columns[index.column()].key
            number = int(key.removeprefix(_OF_QUARTER)) if key.startswith(_OF_QUARTER) else 0
            if number:
                cell = self.row(index).cells.get(number)
                return _tip(cell) if cell else None
        return super().data(index, role)


class CalendarView(QWidget):
    """Units × the year's periods, and the one next step of each unit in the one in front: a click or Enter on
    it does it, a double click or Enter elsewhere opens the report. In the panel those to be urged.

    Attributes:
        tools: what stands in the tab's row of tools while this is in front.
    """

    report_wanted = Signal(int, int)
    """Unit id and number of the quarter."""
    import_wanted = Signal()
    """Forms are to be taken in."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._board: Board | None = None
        self._quarter = Quarter(desk.year, 1)
        self.summary = Sentence(parent=self)
        self.model = BoardModel(_columns(None, self._quarter), parent=self)
        self.grid = Grid(self.model, "报送情况")
        self.grid.activated.connect(self._activate)
        self.grid.clicked.connect(self._click)
        self.grid.chosen.connect(self._offer)
        self.urging = UrgePanel(desk, self)
        self.urging.report_wanted.connect(self.report_wanted)
        self._titles: list[str] = []
        self._verbs = self._actions()
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the quarter's year anew; the quarter itself is the one whose state the sentence tells."""
        self.show_board(state_board(self._desk.office, quarter.year), quarter)

    def show_board(self, board: Board, quarter: Quarter) -> None:
        """Show what was read of the quarter's year."""
        other = self._board is None or quarter != self._quarter
        self._board, self._quarter = board, quarter
        columns = _columns(board, quarter)
        titles = [f"{column.title}{column.marked}" for column in columns]
        if titles != self._titles:
            self._titles = titles
            self.model.set_columns(columns)
        self._show_rows(board, quarter, self._details(board, quarter))
        self.summary.setText(_summary(board, quarter))
        self.urging.show_board(board, quarter)
        self.beside.set_count(self.urging.model.rowCount())
        if board.rows and other:
            self.go_to_work()
        self._offer(self.grid.current_row())

    def _show_rows(self, board: Board, quarter: Quarter, details: _Details) -> None:
        self.model.set_rows([_line(row, board, quarter, details) for row in board.rows], [_count_line(board)])

    def go_to_work(self) -> None:
        """Go to the first unit with which something is to be done in the quarter in front."""
        row = self.model.find(lambda line: line.step is not None) or 0
        column = next(at for at, one in enumerate(self.model.columns) if one.marked)
        self.grid.setCurrentIndex(self.model.index(row, column))

    def _details(self, board: Board, quarter: Quarter) -> _Details:
        """Read what only the quarter in front tells, as far as there is anything to tell."""
        number = quarter.number
        filled: Mapping[int, int] = {}
        of, found = 0, dict[int, int]()
        if board.count(number, ReportState.ENTERING):
            filled, of = filled_cells(self._desk.office, quarter)
        waiting = board.count(number, ReportState.SUBMITTED) if number not in board.locked else 0
        if 0 < waiting <= _AT_ONCE:
            found = _open_findings(self._desk.office, quarter)
        details = _Details(filled, of, found)
        if waiting > _AT_ONCE:
            self._find_later(board, quarter, details)
        return details

    def _find_later(self, board: Board, quarter: Quarter, details: _Details) -> None:
        """Count beside the window what is open in many reports, and say it when it is known."""

        def work(_progress: Progress) -> dict[int, int]:
            return _open_findings(self._desk.office, quarter) if self._board is board else {}

        def show(found: dict[int, int]) -> None:
            if self._board is board and self._quarter == quarter:
                self._show_rows(board, quarter, replace(details, open=found))

        self._desk.tasks.run(self, "查看审核问题", work, show)

    # ---- what is done with a report

    def _click(self, index: QModelIndex) -> None:
        if self._is_step(index):
            self._do(self.model.row(index))

    def _activate(self, index: QModelIndex) -> None:
        if not index.isValid() or self.model.is_total(index):
            return
        if self._is_step(index):
            if not pressed_by_mouse():
                self._do(self.model.row(index))
            return
        line, key = self.model.row(index), self.model.columns[index.column()].key
        number = int(key.removeprefix(_OF_QUARTER)) if key.startswith(_OF_QUARTER) else self._quarter.number
        if line.id is not None and number in line.cells:
            self.report_wanted.emit(line.id, number)

    def _is_step(self, index: QModelIndex) -> bool:
        return (
            index.isValid()
            and self.model.columns[index.column()].key == _STEP
            and self.model.row(index).step is not None
        )

    def _do(self, line: CalendarLine) -> None:
        """Do the next step with a unit's report, or open what it is done in."""
        if line.step is NextStep.SUBMIT:
            self._submit()
        elif line.step is NextStep.URGE:
            self._urge()
        elif line.id is not None:
            self.report_wanted.emit(line.id, self._quarter.number)

    def _open(self) -> None:
        line = self.grid.current_row()
        if line is not None and self._quarter.number in line.cells:
            self.report_wanted.emit(line.id, self._quarter.number)

    def _submit(self) -> None:
        line = self.grid.current_row()
        if line is None or line.id is None:
            return
        with self._desk.alerts.guard():
            state = move_report(self._desk.office, line.id, self._quarter, Move.SUBMIT)
            self._desk.alerts.say(f"{line.name}{self._quarter.title}报表：{state.words}")

    def _urge(self) -> None:
        line = self.grid.current_row()
        if line is not None and line.id is not None:
            self.urging.preview_reminders_to([line.id])

    def _offer(self, line: CalendarLine | None) -> None:
        """Have the menu of the table offer what can be done with the chosen unit's report."""
        cell = line.cells.get(self._quarter.number) if line else None
        locked = self._board is None or self._quarter.number in self._board.locked
        waits = cell is not None and not locked
        self._verbs["打开报表"].setEnabled(cell is not None)
        self._verbs["提交审核"].setEnabled(
            waits and cell is not None and Move.SUBMIT in possible_moves(cell.state)
        )
        self._verbs["催报通知…"].setEnabled(waits and cell is not None and not cell.state.is_handed_in)
        self._verbs["导入报表…"].setEnabled(
            waits and cell is not None and cell.state is not ReportState.APPROVED
        )

    def _actions(self) -> dict[str, QAction]:
        calls: dict[str, Callable[[], object]] = {
            "打开报表": self._open,
            "提交审核": self._submit,
            "催报通知…": self._urge,
            "导入报表…": self.import_wanted.emit,
        }
        found = {}
        for text, call in calls.items():
            found[text] = QAction(text, self.grid)
            found[text].triggered.connect(partial(_call, call))
            self.grid.addAction(found[text])
        return found

    def _lay_out(self) -> None:
        self.beside = WithPanel(self.grid, SidePanel(self.urging), "催报", self)
        self.tools = (self.summary, FilterBox(self.grid, self), self.beside.button)
        self.setFocusProxy(self.grid)
        lay_out_content(self, self.beside)


def _call(call: Callable[[], object], _checked: bool = False) -> None:
    call()


def _columns(board: Board | None, quarter: Quarter) -> list[Column[CalendarLine]]:
    names: list[Column[CalendarLine]] = [Column("name", "单位", lambda line: line.name, width=15)]
    cycle = board.cycle if board else Cycle.QUARTER
    periods = cycle.periods(board.year if board else quarter.year)
    quarters = [_quarter_column(period, board, marked=period == quarter) for period in periods]
    rest: list[Column[CalendarLine]] = [
        Column(
            _STEP,
            "下一步",
            lambda line: line.step.value if line.step else line.came,
            width=13,
            tip="点一下或回车就去做；其他的在右键菜单里",
            link=lambda line: line.step is not None,
            look=lambda line: None if line.step else Look.MUTED,
        ),
        Column("liaison", "节能联络员", lambda line: line.liaison, width=7),
        Column("phone", "联系电话", lambda line: line.phone, width=11),
    ]
    return [*names, *quarters, *rest]


def _quarter_column(period: Quarter, board: Board | None, *, marked: bool) -> Column[CalendarLine]:
    title, number = period.name, period.number
    return Column(
        f"{_OF_QUARTER}{number}",
        f"{title}\n{_until(board, number)}" if board else title,
        lambda line: line.texts.get(number, ""),
        width=17 if marked else 10,
        tip=f"{title}报表截止日期：{chinese_date(board.due[number])}；双击或回车打开报表" if board else title,
        state=lambda line: line.states.get(number),
        marked=marked,
    )


def _state(cell: BoardCell, *, locked: bool) -> State:
    if locked and cell.state is ReportState.APPROVED:
        return State.SENT
    return State.OVERDUE if cell.overdue else STATES[cell.state]


def _tip(cell: BoardCell) -> str:
    parts = [state_words(cell), f"{chinese_date(cell.due)}前报送"]
    if cell.received_on:
        parts.append(f"{chinese_date(cell.received_on)}收到{'，迟报' if cell.late else ''}")
    if cell.reason:
        parts.append(f"原因：{cell.reason}")
    return "；".join(parts)


def _open_findings(office: Office, quarter: Quarter) -> dict[int, int]:
    """How many findings block each unit's report of a quarter."""
    found = {}
    for unit, reviews in reviewed_quarter(office, quarter).items():
        found[unit] = sum(one.blocks for one in reviews)
    return found


def _line(row: BoardRow, board: Board, quarter: Quarter, details: _Details) -> CalendarLine:
    texts, states = {}, {}
    for period in board.cycle.periods(board.year):
        cell, number = row.cells.get(period.number), period.number
        if cell is None:
            continue
        if cell.state is ReportState.MISSING and period.start > board.today and number not in board.locked:
            texts[number] = NOTHING
            continue
        if period == quarter:
            texts[number] = _whole_words(row.unit.id, cell, board, number, details)
        else:
            texts[number] = _words(cell, board, number)
        states[number] = _state(cell, locked=number in board.locked)
    contact, cell = row.unit.contact, row.cells.get(quarter.number)
    locked = quarter.number in board.locked
    return CalendarLine(
        row.unit.id,
        row.unit.name,
        texts,
        dict(row.cells),
        states,
        next_step(cell, quarter, board.today, locked=locked) if cell else None,
        _came(cell),
        contact.liaison_name,
        contact.liaison_phone,
    )


def _whole_words(unit_id: int, cell: BoardCell, board: Board, number: int, details: _Details) -> str:
    """The state in the quarter in front, and what is to be known of it: blanks, findings, days."""
    detail = days_words(cell, board.today)
    if cell.state is ReportState.ENTERING and not cell.overdue:
        detail = f"{details.filled.get(unit_id, 0)}/{details.of}格"
    elif cell.state is ReportState.SUBMITTED and (count := details.open.get(unit_id, 0)):
        detail = f"{count}处问题"
    words = _words(replace(cell, overdue=False), board, number)
    return f"{words}{_DOT}{detail}" if detail and words != SENT else words


def _words(cell: BoardCell, board: Board, number: int) -> str:
    """The state in another quarter: of what is overdue only since when."""
    if number in board.locked and cell.state is ReportState.APPROVED:
        return SENT
    return days_words(cell, board.today) if cell.overdue else cell.state.words


def _came(cell: BoardCell | None) -> str:
    if cell is None or cell.received_on is None:
        return ""
    return f"{cell.received_on.month}月{cell.received_on.day}日收到"


def _count_line(board: Board) -> CalendarLine:
    begun = [one.number for one in board.cycle.periods(board.year) if one.start <= board.today]
    counts = {at: _counted(board, at) for at in board.cycle.ends if at in begun or board.has_reports(at)}
    return CalendarLine(None, "已报单位", counts, {}, {})


def _counted(board: Board, number: int) -> str:
    return f"{board.received(number)}/{board.owed(number)}个单位"


def mark_periods(segments: Segments, board: Board) -> None:
    """Say in the switch of the periods how far each is: sent up and locked, or how many have reported."""
    for number in board.cycle.ends:
        if number in board.locked:
            segments.mark(number, sign="lock", means="已汇总上报并锁定")
        elif board.has_reports(number):
            counted = f"{board.received(number)}/{board.owed(number)}"
            segments.mark(number, counted, means=f"已报{_counted(board, number)}")
        else:
            segments.mark(number)


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
