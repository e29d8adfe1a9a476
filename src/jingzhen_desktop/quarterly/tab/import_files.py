"""The list of files of an import: one line for each form, with a tick for those that can be taken in."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal

from ...widgets.appearance import Look
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel, Index, Role
from ..values.findings import FormOutcome
from .import_lines import FileLine

_OUTCOME_LOOKS = {
    FormOutcome.NEW: Look.GOOD,
    FormOutcome.CORRECTION: Look.WARNING,
    FormOutcome.UNCHANGED: Look.MUTED,
    FormOutcome.REJECTED: Look.BAD,
}


class FileModel(GridModel[FileLine]):
    """The files, the first column with a tick for those that can be taken in."""

    has_ticks = True
    ticked = Signal(int, bool)
    """Id of the line and whether it is taken."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        tickable = index.isValid() and index.column() == 0 and self.row(index).can_be_taken
        return base | Qt.ItemFlag.ItemIsUserCheckable if tickable else base

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if (
            role == Role.CheckStateRole
            and index.isValid()
            and index.column() == 0
            and self.row(index).can_be_taken
        ):
            return Qt.CheckState.Checked if self.row(index).taken else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not index.isValid() or not self.row(index).can_be_taken:
            return super().setData(index, value, role)
        self.ticked.emit(self.row(index).id, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True


def file_columns() -> list[Column[FileLine]]:
    """Return the columns; what is not needed to tell the forms apart stands in the head of the form."""
    return [
        Column("take", "是否导入", lambda line: line.tick, width=14),
        Column("file", "文件", lambda line: line.form.file_name, width=30),
        Column("unit", "单位", _unit, width=20, look=lambda line: None if line.form.unit else Look.WARNING),
        Column(
            "outcome",
            "结果",
            lambda line: line.form.outcome.value,
            width=12,
            look=lambda line: _OUTCOME_LOOKS[line.form.outcome],
        ),
        Column("findings", "问题", lambda line: line.counts, width=10, look=_look),
        Column("sheet", "工作表", lambda line: line.sheet, width=16),
        Column("profile", "对应关系", lambda line: line.profile, width=16),
        Column("quarter", "期间", lambda line: line.quarter.name, width=8),
    ]


FILE, UNIT, OUTCOME, SHEET, PROFILE, QUARTER = 1, 2, 3, 5, 6, 7
"""Where columns stand that are not always shown."""


def _unit(line: FileLine) -> str:
    return line.form.unit.name if line.form.unit else f"未识别：{line.form.file_name}"


def _look(line: FileLine) -> Look | None:
    if line.mends.aside or line.form.outcome is FormOutcome.UNCHANGED:
        return Look.MUTED
    if line.closed or line.form.errors:
        return Look.BAD
    return Look.WARNING if line.findings else Look.GOOD
