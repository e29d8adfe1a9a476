"""Under the list of rounds: which violations are not settled, and which units were not visited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from itertools import chain

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ...base.place import Place
from ...base.text import join_names
from ...widgets.desk import Desk
from ...widgets.grid.columns import Column
from ...widgets.grid.model import GridModel
from ...widgets.grid.view import Grid
from ...widgets.look.tokens import tokens
from ...widgets.page_head import PartHead, page_action, under_head
from ...widgets.side_panel import pad, scrolling
from ..actions.plan import plan_units
from ..rules.course import waiting
from ..rules.plan import coverage
from ..values.found import RoundDetail, Violation
from ..values.words import TAB
from .columns import state_look, state_words


class WaitingPart(QWidget):
    """Two small lists side by side; each is left out while it is empty."""

    def __init__(self, desk: Desk, go_to: Callable[[Place], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._go_to = desk, go_to
        self._next: RoundDetail | None = None
        self._unvisited: tuple[int, ...] = ()
        self.model: GridModel[Violation] = GridModel(_columns(), alerts=desk.alerts)
        self.grid = Grid(self.model, "没有解决的问题", select_rows=True, parent=self)
        self.grid.doubleClicked.connect(lambda _index: self._open())
        self.grid.followed.connect(lambda _violation: self._open())
        self.names = QLabel(self)
        self.names.setWordWrap(True)
        self.names.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        pad(self.names)
        self.join = page_action("加入下一次检查", self._join, "add", "", "把这些单位排定到下一次检查", self)
        self.open_head, self.unit_head = PartHead("", (), self), PartHead("", (self.join,), self)
        self._open_part = under_head(self.open_head, self.grid)
        self._unit_part = under_head(self.unit_head, scrolling(self.names))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, tokens().space.m, 0, 0)
        line.setSpacing(tokens().space.xl)
        line.addWidget(self._open_part, 3)
        line.addWidget(self._unit_part, 2)

    def show_year(self, details: Sequence[RoundDetail], units: Sequence[tuple[int, str]], on: date) -> None:
        """Show what a year's rounds leave open; ``units`` are those of the year, id and name."""
        left = waiting(chain.from_iterable(detail.violations for detail in details), on)
        self.model.set_rows(left)
        visits = coverage(details, units).visits
        unvisited = [(id_, name) for id_, name in units if not visits[id_]] if any(visits.values()) else []
        self._unvisited = tuple(id_ for id_, _ in unvisited)
        self._next = next((detail for detail in details if not detail.visits), None)
        planned = {unit.unit_id for unit in self._next.planned} if self._next else set()
        self.names.setText("、".join(name for _, name in unvisited))
        self.open_head.title.setText(f"没有解决的问题　{len(left)}个")
        self.unit_head.title.setText(f"本年还没有检查的单位　{len(unvisited)}个")
        offered = self._next is not None and not planned.issuperset(self._unvisited)
        self.unit_head.row.set_actions(None, (self.join,) if offered else ())
        if self._next is not None:
            self.join.setText(f"加入{self._next.round.title}")
        self._open_part.setVisible(bool(left))
        self._unit_part.setVisible(bool(unvisited))

    @property
    def has_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.model.rowCount() or self._unvisited)

    def _open(self) -> None:
        violation: Violation | None = self.grid.current_row()
        if violation is not None:
            self._go_to(Place(TAB, "violation", violation.id))

    def _join(self) -> None:
        if self._next is None:
            return
        known = {unit.unit_id for unit in self._next.planned}
        with self._desk.alerts.guard():
            plan_units(self._desk.office, self._next.round.id, [*known, *(set(self._unvisited) - known)])
            names = self.names.text().split("、")
            self._desk.alerts.say(f"已排定到{self._next.round.title}：{join_names(names)}")


def _columns() -> list[Column[Violation]]:
    return [
        Column("state", "状态", state_words, width=18, look=state_look),
        Column("unit", "单位", lambda violation: violation.unit_name, width=10),
        Column("text", "问题", lambda violation: violation.text, width=30),
        Column("notice", "整改通知", _number, width=14, quiet=True),
        Column("open", "", lambda _violation: "去办理", width=7, link=lambda _violation: True),
    ]


def _number(violation: Violation) -> str:
    return violation.rectifications[-1].number if violation.rectifications else ""
