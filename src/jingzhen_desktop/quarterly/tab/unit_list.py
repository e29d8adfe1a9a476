"""The units beside 单位报表 with where each one's report stands, in a window wide enough for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.fonts import scaled
from ...widgets.look.tokens import State, tokens
from ..values.figures import UnitQuarter
from ..values.reports import ReportState
from .cells import STATES


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, and where its report stands."""

    id: int
    name: str
    words: str
    state: State


class UnitList(QWidget):
    """Goes to the unit on which the cursor is."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._following = False
        self.model: GridModel[UnitLine] = GridModel(_columns(), parent=self)
        self.grid = Grid(self.model, "填报单位", select_rows=True)
        self.grid.chosen.connect(self._tell)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        self.fit_letters()
        self.hide()

    def fit_letters(self) -> None:
        """Be as wide as the present 字号 asks for."""
        self.setFixedWidth(scaled(tokens().width.side_panel_narrow))

    def show_units(self, units: Sequence[UnitQuarter]) -> None:
        """Show other units, or the same with what was stored since."""
        self._following = True
        self.model.set_rows([_line(unit) for unit in units])
        self._following = False

    def show_unit(self, unit: UnitQuarter) -> None:
        """Show where one unit's report stands now."""
        new = _line(unit)
        self._following = True
        self.model.set_rows([new if line.id == new.id else line for line in self.model.all_rows()])
        self._following = False

    def choose(self, unit_id: int) -> None:
        """Have the cursor on the unit in front."""
        line = self.grid.current_row()
        if line is None or line.id != unit_id:
            self._following = True
            self.grid.select_row(lambda one: one.id == unit_id)
            self._following = False

    def _tell(self, line: UnitLine | None) -> None:
        if line is not None and not self._following:
            self.wanted.emit(line.id)


def _columns() -> list[Column[UnitLine]]:
    return [
        Column("name", "单位", lambda line: line.name, width=16),
        Column("state", "状态", lambda line: line.words, width=8, state=lambda line: line.state),
    ]


def _line(unit: UnitQuarter) -> UnitLine:
    state = unit.report.standing.state if unit.report else ReportState.MISSING
    return UnitLine(unit.unit.id, unit.unit.name, state.words, STATES[state])
