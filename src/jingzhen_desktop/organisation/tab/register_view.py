"""导入名单: what a unit list would change, row by row, before anything of it is stored: the rows at the left, the
chosen one at the right, where its cells are put right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.errors import UserFacingError
from ...base.text import join_names
from ...base.typed import Kind
from ...office.backup import Reason
from ...office.backup_routine import backup_open_office
from ...widgets.appearance import Look
from ...widgets.desk import Desk
from ...widgets.fields.form import FieldForm, FieldSpec
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel, Index, Role
from ...widgets.grid.view import Grid
from ...widgets.page_head import HeadActions, PartHead, page_action, under_head
from ...widgets.parts import split
from ...widgets.side_panel import pad
from ...widgets.tasks import Cancelled
from ..actions.units import take_in_register
from ..sheets.reading import register_of
from ..values.register import ReadRegister, RegisterCell, RegisterRow, RowOutcome

if TYPE_CHECKING:
    from ...spreadsheet.reading import Workbook

_SAID_BY = (FieldSpec("said_by", "据谁确认", help="改过的格是听谁说的，如“王会计”；与改动一起记入改动记录"),)
_TOLD = 5
"""Corrections that the label of the step names; the journal has the figures themselves."""
_LOOKS = {
    RowOutcome.NEW: Look.GOOD,
    RowOutcome.CARRIED: Look.GOOD,
    RowOutcome.CHANGED: Look.WARNING,
    RowOutcome.SAME: Look.MUTED,
    RowOutcome.REJECTED: Look.BAD,
}


class _RowModel(GridModel[RegisterRow]):
    """The rows, the first column with a tick for those that can be taken in."""

    has_ticks = True

    ticked = Signal(int, bool)
    """Number of the row and whether it is taken."""
    taken: set[int]

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsUserCheckable if self._tickable(index) else base

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.CheckStateRole and self._tickable(index):
            return Qt.CheckState.Checked if self.row(index).number in self.taken else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not self._tickable(index):
            return super().setData(index, value, role)
        self.ticked.emit(self.row(index).number, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def _tickable(self, index: Index) -> bool:
        return index.isValid() and index.column() == 0 and self.row(index).can_be_taken


class RegisterView(QWidget):
    """The rows of a list with what taking them in would do;
    corrections of what is stored are ticked too, all in one step.
    """

    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._register: ReadRegister | None = None
        self._workbook: Workbook | None = None
        self._typed: dict[tuple[int, int], str] = {}
        self._written: dict[tuple[int, int], RegisterCell] = {}
        self.said_by = FieldForm(_SAID_BY, self)
        self.said_by.hide()
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.model = _RowModel(_columns(), parent=self)
        self.model.taken = set()
        self.model.ticked.connect(self._tick)
        self.grid = Grid(self.model, "识别出的单位", select_rows=True, parent=self)
        self.cells: GridModel[RegisterCell] = GridModel(_cell_columns(), change=self._mend, parent=self)
        self.cell_grid = Grid(self.cells, "所选一行", parent=self)
        self.cell_grid.setSortingEnabled(False)
        self.grid.chosen.connect(self._show_row)
        self.take = page_action("导入", self._take, "check", "", "保存打勾的行", self)
        go_on = page_action("下一处问题", self._go_on, "right", "F4", "到下一处要改的格", self)
        cancel = page_action("取消导入", self._drop, "close", "", "放下这份名单，不保存任何内容", self)
        self.head_actions = HeadActions(self)
        self.head_actions.offer(self.take, (go_on, cancel))
        self.setFocusProxy(self.grid)
        desk.year_changed.connect(self._leave_year)
        pad(self.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._head = PartHead("所选一行", (), self)
        layout.addWidget(self.summary)
        layout.addWidget(self.said_by)
        layout.addWidget(
            split(
                Qt.Orientation.Horizontal, self.grid, under_head(self._head, self.cell_grid), shares=(1, 1)
            ),
            1,
        )

    @property
    def is_waiting(self) -> bool:
        """Whether a list waits for the clerk's decision."""
        return self._register is not None

    def show_register(self, register: ReadRegister, workbook: Workbook) -> None:
        """Show what was recognised; nothing is stored yet."""
        self._register, self._workbook, self._typed, self._written = register, workbook, {}, {}
        self.said_by.set_values({"said_by": ""})
        self.said_by.hide()
        self.model.taken = {row.number for row in register.rows if row.can_be_taken}
        self.cells.forget_refused()
        self._show_rows()
        wrong = next((row for row in register.rows if row.problems), register.rows[0])
        self.grid.select_row(lambda row: row.number == wrong.number)
        self._show_row(wrong)
        self.grid.setFocus()

    def _show_rows(self) -> None:
        assert self._register is not None
        self.model.set_rows(self._register.rows)
        self.summary.setText(_summary(self._register))
        self._count()

    def _show_row(self, row: RegisterRow | None) -> None:
        self.cells.scope = row.number if row else None
        self.cells.set_rows(row.cells if row else ())
        self._head.title.setText(f"第{row.number}行　{row.name or '没有单位名称'}" if row else "所选一行")

    def _mend(self, old: RegisterCell, new: RegisterCell) -> None:
        """Read the list again with what was typed over a cell; a row that is right then is taken."""
        before, workbook = self._register, self._workbook
        if before is None or workbook is None:
            return
        self._typed[old.row, old.column] = new.text
        self._written.setdefault((old.row, old.column), old)
        self.said_by.show()
        self._register = register_of(self._desk.office, before.year, workbook, self._typed)
        was_wrong = {row.number for row in before.rows if not row.can_be_taken}
        can_be = {row.number for row in self._register.rows if row.can_be_taken}
        self.model.taken = (self.model.taken | was_wrong) & can_be
        self._show_rows()
        self._show_row(next((row for row in self._register.rows if row.number == old.row + 1), None))

    def _go_on(self) -> None:
        """Go to the next cell that keeps a row from being taken, in this row or in the next that has one."""
        rows = self._register.rows if self._register is not None else ()
        shown = next((row for row in rows if row.number == self.cells.scope), None)
        wrong = [row for row in rows if row.problems]
        if not wrong:
            self._desk.alerts.say("没有要改的了，可以导入")
            return
        here = self.cell_grid.currentIndex().row() if self.cell_grid.hasFocus() else -1
        if shown is not None and self._go_to_cell(shown, here):
            return
        after = [row for row in wrong if shown is None or row.number > shown.number]
        row = (*after, *wrong)[0]
        self.grid.select_row(lambda one: one.number == row.number)
        self._show_row(row)
        self._go_to_cell(row, -1)

    def _go_to_cell(self, row: RegisterRow, after: int) -> bool:
        """Go to the next wrong cell of a row; of a row that is wrong as a whole, to its name."""
        places = [at for at, cell in enumerate(row.cells) if cell.problem and at > after]
        if not places and row.problems and after < 0:
            places = [0]
        if places:
            self.cell_grid.setFocus()
            self.cell_grid.setCurrentIndex(self.cells.index(places[0], _TEXT_COLUMN))
        return bool(places)

    def _leave_year(self, year: int) -> None:
        """Another working year: what was recognised belongs to the old one and is put away."""
        if self._register is not None and self._register.year != year:
            self._drop("换了年度，未导入的名单已放下，没有保存任何内容")

    def _tick(self, number: int, taken: bool) -> None:
        self.model.taken = self.model.taken | {number} if taken else self.model.taken - {number}
        self.model.dataChanged.emit(self.model.index(0, 0), self.model.index(self.model.rowCount() - 1, 0))
        self._count()

    def _count(self) -> None:
        count = len(self.model.taken)
        self.take.setText(f"导入{count}行" if count else "导入")

    def _take(self) -> None:
        """Back the office file up beside the window, then store the ticked rows in one step."""
        if not self.model.taken:
            self._desk.alerts.say("没有打勾的行，先勾选要导入的单位")
            return
        self.take.setEnabled(False)
        office = self._desk.office
        self._desk.tasks.run(
            self,
            "导入前备份",
            lambda _progress: backup_open_office(office, Reason.IMPORT),
            self._store,
            self._keep_waiting,
        )

    def _keep_waiting(self, error: Exception) -> None:
        self.take.setEnabled(True)
        if isinstance(error, UserFacingError):
            self._desk.alerts.warn(f"没有导入：{error}")
        elif isinstance(error, Cancelled):
            self._desk.alerts.say("已取消，没有导入")

    def _store(self, _backup: object) -> None:
        register = self._register
        self.take.setEnabled(True)
        if register is None:
            return  # put away while the backup was made
        with self._desk.alerts.guard():
            rows = [row for row in register.rows if row.number in self.model.taken]
            self.said_by.flush()
            count = take_in_register(self._desk.office, register.year, rows, self._mended(rows))
            self._drop(f"已导入{count}个单位，可用“撤销”整批取消")

    def _mended(self, rows: Sequence[RegisterRow]) -> str:
        """Say what was typed over cells of the rows that are taken in, and who said so."""
        taken = {row.number for row in rows}
        told = [
            f"第{row + 1}行{was.title}“{was.text}”改为“{self._typed[row, column]}”"
            for (row, column), was in sorted(self._written.items())
            if row + 1 in taken and self._typed[row, column] != was.text
        ]
        if not told:
            return ""
        who = str(self.said_by.values()["said_by"] or "").strip()
        more = f"等{len(told)}格" if len(told) > _TOLD else ""
        return f"{f'据{who}' if who else ''}更正：{'，'.join(told[:_TOLD])}{more}"

    def _drop(self, said: str = "已取消导入，没有保存任何内容") -> None:
        self._register, self._workbook, self._typed, self._written = None, None, {}, {}
        self.model.taken = set()
        self.model.set_rows([])
        self.cells.set_rows([])
        self.cells.forget_refused()
        self._desk.alerts.say(said)
        self.closed.emit()


def _summary(register: ReadRegister) -> str:
    number = Counter(row.outcome for row in register.rows)
    counts = [f"{outcome.value}{number[outcome]}个" for outcome in RowOutcome if number[outcome]]
    unknown = f"没有采用的栏目：{join_names(list(register.unknown))}。" if register.unknown else ""
    return (
        f"“{register.file}”的“{register.sheet}”：识别出{len(register.rows)}行，{'，'.join(counts)}。{unknown}"
        f"导入到{register.year}年；空白单元格不改动已有内容。有错误的在右边改；核对后点“导入n行”，在此之前不保存任何内容。"
    )


def _columns() -> list[Column[RegisterRow]]:
    return [
        Column("row", "行号", lambda row: row.number, Kind.INTEGER, width=8),
        Column("name", "单位名称", lambda row: row.name, width=22),
        Column(
            "outcome", "结果", lambda row: row.outcome.value, width=14, look=lambda row: _LOOKS[row.outcome]
        ),
        Column("what", "问题，或改动（原值 → 新值）", _what, width=80),
    ]


_TEXT_COLUMN = 1


def _cell_columns() -> list[Column[RegisterCell]]:
    return [
        Column("title", "栏目", lambda cell: cell.title, width=11, closed="栏目由名单的标题行决定"),
        Column[RegisterCell](
            "text",
            "名单里写的",
            lambda cell: cell.text,
            write=lambda cell, typed: replace(cell, text=str(typed)),
            width=18,
            look=lambda cell: Look.BAD if cell.problem else None,
            tip="有错误的直接在这里改，文件不改动",
        ),
        Column(
            "problem",
            "问题",
            lambda cell: cell.problem.partition("：")[2] or cell.reading,
            width=26,
            look=lambda cell: Look.WARNING if cell.reading else None,
            closed="问题由程序指出",
        ),
    ]


def _what(row: RegisterRow) -> str:
    if row.problems:
        return "；".join(row.problems)
    if row.outcome is RowOutcome.NEW:
        return "，".join(
            f"{change.title}{change.new}" for change in row.changes if change.title != "单位名称"
        )
    return "；".join(map(str, row.changes))
