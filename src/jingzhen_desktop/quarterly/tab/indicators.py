"""指标: the main indicators, each opened to its formula, the numbers in it,
and the set of coefficients behind them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ...base.numbers import show_number
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import tokens
from ...widgets.parts import SectionTitle, split
from ..queries.town import town_quarter
from ..values.figures import Indicator, Term
from .cells import NOTHING, FigureColumn


class IndicatorsView(QWidget):
    """The indicators at the left, at the right what the chosen one is made of."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model: GridModel[Indicator] = GridModel(
            indicator_columns(), identity=lambda one: one.name, parent=self
        )
        self.grid = Grid(self.model, "指标")
        self.grid.setSortingEnabled(False)
        self.title = SectionTitle("", self)
        self.title.setWordWrap(True)
        self.formula, self.source = QLabel(self), QLabel(self)
        for label in (self.formula, self.source):
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.terms: GridModel[Term] = GridModel(_term_columns(), identity=lambda one: one.name, parent=self)
        self.term_grid = Grid(self.terms, "算式中的数")
        self.term_grid.setSortingEnabled(False)
        self.grid.chosen.connect(self._show)
        self._lay_out()

    def show_quarter(self, quarter: Quarter) -> None:
        """Read the indicators of the year to date anew."""
        self.model.set_rows(town_quarter(self._desk.office, quarter).indicators)
        self._show(self.grid.current_row())

    def open(self, name: str) -> None:
        """Go to an indicator by its name."""
        self.grid.select_row(lambda one: one.name == name)
        self.grid.setFocus()

    def _show(self, one: Indicator | None) -> None:
        if one is None:
            return
        self.title.setText(
            f"{one.name}：{show_number(one.value, 2, blank=NOTHING)}"
            f"{one.unit if one.value is not None else ''}"
        )
        self.formula.setText("\n".join(formula_lines(one)))
        self.source.setText(one.source and f"依据：{one.source}")
        self.terms.set_rows(one.terms)

    def _lay_out(self) -> None:
        side = QWidget(self)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        space = tokens().space
        for words in (self.title, self.formula, self.source):
            words.setContentsMargins(space.l, space.xs, space.m, space.xs)
        for part in (self.title, self.formula, self.term_grid, self.source):
            column.addWidget(part, 1 if part is self.term_grid else 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split(Qt.Orientation.Horizontal, self.grid, side, shares=(45, 55)))


def formula_lines(one: Indicator) -> list[str]:
    """How an indicator is computed: in words, with its numbers, or why it cannot be."""
    lines = [one.definition] if one.definition else []
    if one.value is None:
        return [*lines, f"{one.reason}，不能计算"]
    with_numbers = f"＝{one.formula}＝{show_number(one.value, 2)}{one.unit}"
    return [*lines, with_numbers] if one.definition.partition("＝")[2] != one.formula else lines


def indicator_columns() -> list[Column[Indicator]]:
    """Return the columns of a list of indicators."""
    return [
        Column("name", "指标", lambda one: one.name, width=22),
        FigureColumn(
            "value",
            "数值",
            lambda one: one.value,
            Kind.NUMBER,
            width=9,
            show=lambda one: show_number(one.value, 2, blank=NOTHING),
        ),
        Column("unit", "单位", lambda one: one.unit, width=9),
    ]


def _term_columns() -> list[Column[Term]]:
    return [
        Column("name", "项目", lambda term: term.name, width=16),
        FigureColumn(
            "value",
            "数值",
            lambda term: term.value,
            Kind.NUMBER,
            width=12,
            show=lambda term: show_number(term.value, blank=NOTHING),
        ),
        Column("unit", "单位", lambda term: term.unit, width=8),
        Column("how", "怎么来的", lambda term: term.how, width=26),
    ]
