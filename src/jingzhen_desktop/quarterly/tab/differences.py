"""The values of one recognised form:
old → new, and for each difference whether it is replaced, kept or skipped.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ...base.typed import Kind
from ...widgets.appearance import Look
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.parts import ButtonRow, SectionTitle, action_button
from ..rules.merging import Choice
from ..values.findings import FormOutcome, ReadForm
from ..values.reports import Amount, EntryCell
from .cells import FigureColumn
from .import_lines import FileLine, ValueLine, value_lines

_CHOICES = tuple((choice.value, choice.value) for choice in Choice)
_TIPS = {
    Choice.REPLACE: "用文件里的数替换已存的数",
    Choice.KEEP: "留着已存的数，不用文件里的",
    Choice.SKIP: "这次先不动，列入未导入清单，待问清后再定",
}


class Differences(QWidget):
    """The figures of the chosen form;
    the choice cells open with F2 or a double click, or take the first character typed.
    """

    decided = Signal(object, object, bool)
    """Cells, the Choice for them, and whether it holds for all files."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = SectionTitle("", self)
        self.model: GridModel[ValueLine] = GridModel(_columns(), change_many=self._decide, parent=self)
        self.grid = Grid(self.model, "识别出的数据")
        self.grid.setSortingEnabled(False)
        self.everywhere = QCheckBox("用于所有文件", self)
        self.everywhere.setToolTip("打勾后，下面三个按钮对所有文件的全部差异起作用")
        self.buttons = {choice: self._button(choice) for choice in Choice}
        self.bar = ButtonRow(*self.buttons.values(), self.everywhere, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.grid, 1)
        column.addWidget(self.bar)
        self.bar.hide()

    def show_line(self, line: FileLine | None) -> None:
        """Show the figures of a form."""
        self.model.scope = line.id if line else None
        self.model.set_rows(value_lines(line) if line else [])
        self.title.setText(_title(line.form, line) if line else "")
        self.bar.setVisible(bool(line and line.form.differences))

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
        for old, new in lines:
            for what in Amount:
                if (choice := new.figure(what).choice) is not old.figure(what).choice:
                    by_choice.setdefault(choice, []).append((new.id, what))
        for choice, chosen in by_choice.items():
            self.decided.emit(chosen, choice, False)


def _title(form: ReadForm, line: FileLine) -> str:
    if form.report is None:
        return "没有可以导入的数据"
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


def _columns() -> list[Column[ValueLine]]:
    return [
        Column("title", "指标名称", lambda row: row.title, width=16),
        Column("unit", "计量单位", lambda row: row.item.unit, width=9),
        _figures(Amount.QUANTITY, "数量", None),
        _figures(Amount.COST, "费用（元）", 2),
        *(_choices(what) for what in Amount),
    ]


def _figures(what: Amount, title: str, places: int | None) -> Column[ValueLine]:
    return FigureColumn(
        what.value,
        title,
        lambda row: row.figure(what).new,
        Kind.NUMBER,
        width=21,
        look=lambda row: Look.WARNING if row.figure(what).changed else None,
        show=lambda row: row.figure(what).text(places),
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
        width=7,
        tip="替换：用文件里的数；保留：留着已存的数；跳过：这次先不动，列入未导入清单",
        look=lambda row: (
            Look.MUTED if row.figure(what).changed and row.figure(what).choice is not Choice.REPLACE else None
        ),
    )
