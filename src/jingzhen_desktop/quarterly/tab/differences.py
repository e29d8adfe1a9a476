"""The form of an import in its own rows: everything that was read, typed over where it is wrong; beside it
last year, and for each difference whether it is replaced, kept or skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import product

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...widgets.appearance import Look
from ...widgets.grid.columns import Band, Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import tokens
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ..rules.merging import Choice
from ..values.findings import FormOutcome, ReadForm, Severity
from ..values.reports import Amount, EntryCell
from .cells import TYPED_SIGN, FigureColumn, figure_column
from .import_lines import FileLine, ShownFigure, ValueLine, value_lines

_CHOICES = tuple((choice.value, choice.value) for choice in Choice)
_TIPS = {
    Choice.REPLACE: "用文件里的数替换已存的数",
    Choice.KEEP: "留着已存的数，不用文件里的",
    Choice.SKIP: "这次先不动，列入未导入清单，待问清后再定",
}


_LOOKS = {Severity.ERROR: Look.BAD, Severity.DOUBT: Look.WARNING, Severity.QUERY: Look.WARNING}
_COLUMNS = {Amount.QUANTITY: 2, Amount.COST: 3}
_CHOICE_COLUMNS = (4, 5)
_LAST_YEAR = Band("上年同期", other=True)


class Differences(QWidget):
    """The figures of the chosen form. What the file has wrong stands in its cell as a text that was refused;
    the choice cells open with F2 or a double click, or take the first character typed.
    """

    decided = Signal(object, object, bool)
    """Cells, the Choice for them, and whether it holds for all files."""
    mended = Signal(object)
    """By cell what the clerk typed over it; None for a figure that is not taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle("", self)
        self._can_type = False
        columns = _columns(lambda _row: self._can_type)
        self.model: GridModel[ValueLine] = GridModel(columns, change_many=self._decide, parent=self)
        self.grid = Grid(self.model, "识别出的数据")
        self.grid.setSortingEnabled(False)
        self.everywhere = QCheckBox("用于所有文件", self)
        self.everywhere.setToolTip("打勾后，下面三个按钮对所有文件的全部差异起作用")
        self.buttons = {choice: self._button(choice) for choice in Choice}
        self.bar = ButtonRow(*self.buttons.values(), self.everywhere, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.title.setContentsMargins(tokens().space.m, 0, tokens().space.m, 0)
        column.addWidget(self.title)
        column.addWidget(self.grid, 1)
        column.addWidget(self.bar)
        self.bar.hide()

    def show_line(self, line: FileLine | None) -> None:
        """Show the figures of a form."""
        rows = value_lines(line) if line else []
        self._can_type = bool(line and line.can_be_mended and not line.closed)
        self.model.scope = line.id if line else None
        self.model.set_rows(rows)
        for row in rows:
            for what in Amount:
                if text := row.figure(what).text:
                    self.model.show_refused(row.id, what.value, text)
        self.title.setText(_title(line.form, line) if line else "")
        differs = bool(line and line.form.differences)
        self.bar.setVisible(differs)
        for column in _CHOICE_COLUMNS:
            self.grid.setColumnHidden(column, not differs)

    def go_to(self, key: str, what: Amount | None) -> None:
        """Go to a figure."""
        at = self.model.find(lambda row: row.id == key)
        if at is not None:
            self.grid.setFocus()
            self.grid.setCurrentIndex(self.model.index(at, _COLUMNS[what or Amount.QUANTITY]))

    def go_to_fault(self) -> bool:
        """Go to the next figure that is wrong or doubtful, from the top if the cursor is not in the form, and
        again to one passed over that is wrong; False if there is none.
        """
        here = self.grid.currentIndex()
        after = (here.row(), here.column()) if self.grid.hasFocus() and here.isValid() else (-1, -1)
        cells = list(product(range(len(self.model.rows())), _COLUMNS.values()))
        below = [cell for cell in cells if cell > after and self._fault(cell) is not None]
        wrong = [cell for cell in cells if cell != after and self._fault(cell) is Severity.ERROR]
        for cell in (*below, *wrong):
            self.grid.setFocus()
            self.grid.setCurrentIndex(self.model.index(*cell))
            return True
        return False

    def _fault(self, cell: tuple[int, int]) -> Severity | None:
        """Return what keeps a figure from being taken as it is."""
        row, column = cell
        what = next(one for one, place in _COLUMNS.items() if place == column)
        figure = self.model.rows()[row].figure(what)
        if figure.text:
            return Severity.ERROR
        return figure.fault if figure.fault is not Severity.QUERY else None

    def _button(self, choice: Choice) -> QWidget:
        button = action_button(
            f"全部{choice.value}", lambda: self._decide_all(choice), tip=_TIPS[choice], parent=self
        )
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _decide_all(self, choice: Choice) -> None:
        self.decided.emit(None, choice, self.everywhere.isChecked())

    def _decide(self, lines: Sequence[tuple[ValueLine, ValueLine]]) -> None:
        by_choice: dict[Choice, list[EntryCell]] = {}
        typed: dict[EntryCell, Decimal | None] = {}
        for old, new in lines:
            for what in Amount:
                now = new.figure(what)
                if now.mended and (now.new, now.text) != (old.figure(what).new, old.figure(what).text):
                    typed[new.id, what] = now.new
                if (choice := new.figure(what).choice) is not old.figure(what).choice:
                    by_choice.setdefault(choice, []).append((new.id, what))
        for choice, chosen in by_choice.items():
            self.decided.emit(chosen, choice, False)
        if typed:
            self.mended.emit(typed)


def _title(form: ReadForm, line: FileLine) -> str:
    if form.report is None and not line.can_be_mended:
        return "没有可以导入的数据"
    if form.report is None:
        return "红色的格直接改，提示了读法的按回车采用"
    if form.outcome is not FormOutcome.CORRECTION:
        return "识别出的数据"
    if not form.differences:
        return "识别出的数据（数据相同，只有签字或备注不同）"
    kept = sum(choice is not Choice.REPLACE for choice in line.choices.values())
    rows = value_lines(line)
    by_hand = sum(row.quantity.by_hand + row.cost.by_hand for row in rows)
    parts = [f"改动{len(form.differences)}处，原值 → 新值"]
    parts += [f"其中手改过的{by_hand}处"] if by_hand else []
    parts += [f"不替换{kept}处"] if kept else []
    return f"识别出的数据（{'，'.join(parts)}）"


_GIVEN = "指标和计量单位是统计制度规定的，不能填写"


def _columns(can_type: Callable[[ValueLine], bool]) -> list[Column[ValueLine]]:
    return [
        Column("title", "指标", lambda row: row.title, width=14, closed=_GIVEN),
        Column("unit", "单位", lambda row: row.item.unit, width=7, quiet=True, closed=_GIVEN),
        _figures(Amount.QUANTITY, "数量", None, can_type),
        _figures(Amount.COST, "费用（元）", 2, can_type),
        *(_choices(what) for what in Amount),
        *(_last_year(what) for what in Amount),
    ]


def _figures(
    what: Amount, title: str, places: int | None, can_type: Callable[[ValueLine], bool]
) -> Column[ValueLine]:
    return FigureColumn[ValueLine](
        what.value,
        title,
        lambda row: row.figure(what).new,
        Kind.NUMBER,
        width=11,
        write=lambda row, typed: row.typed_over(what, typed),
        editable=can_type,
        closed="这份报表不能在这里改",
        look=lambda row: _look(row.figure(what)),
        show=lambda row: row.figure(what).shown(places),
        tip=f"{TYPED_SIGN}：在这里手工更正的数，和文件原文一起留存",
    )


def _look(figure: ShownFigure) -> Look | None:
    if figure.fault is not None:
        return _LOOKS[figure.fault]
    return Look.WARNING if figure.changed else None


def _last_year(what: Amount) -> Column[ValueLine]:
    return figure_column(
        f"{what}_last_year",
        what.words,
        lambda row: row.last_year.of(what),
        lambda _row: 2 if what is Amount.COST else None,
        width=9,
        closed="上年同期取自上年的报表，不能填写",
        band=_LAST_YEAR,
    )


def _choices(what: Amount) -> Column[ValueLine]:
    return Column[ValueLine](
        f"{what}_choice",
        f"{what.words}\n差异",
        lambda row: row.figure(what).choice.value if row.figure(what).changed else None,
        Kind.CHOICE,
        choices=_CHOICES,
        write=lambda row, typed: row.decided(what, Choice(str(typed))),
        editable=lambda row: row.figure(what).changed,
        closed="这个数与已存的一样，没有要选的",
        width=7,
        tip="替换：用文件里的数；保留：留着已存的数；跳过：这次先不动，列入未导入清单",
        look=lambda row: (
            Look.MUTED if row.figure(what).changed and row.figure(what).choice is not Choice.REPLACE else None
        ),
    )
