"""Who has reported: a year's units and quarters at a glance (报送情况).

Apart from the other views because 今日工作 needs it for its first paint, and each class costs start time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import chain

from ...energy.periods import Cycle, Quarter
from ...organisation.values.units import UnitInYear
from .reports import ReportState
from .submissions import Submission
from .totals import Total


@dataclass(frozen=True, slots=True)
class BoardCell:
    """One unit's report of one quarter, as 报送情况 shows it.

    Attributes:
        complete: True if there is a report without a blank.
        overdue: True if its day has passed and it is not handed in (未报, 录入中 or 已退回).
        on_time: whether it was handed in by its day; None while that is open or not known.
        late: True if it was handed in after its day.
        reason: why it was returned.
    """

    state: ReportState
    complete: bool
    due: date
    received_on: date | None = None
    overdue: bool = False
    on_time: bool | None = None
    reason: str = ""
    late: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the report was handed in, without a blank."""
        return self.state.is_handed_in and self.complete

    @property
    def has_blanks(self) -> bool:
        """Whether there is a report, with a blank in it."""
        return self.state is not ReportState.MISSING and not self.complete


@dataclass(frozen=True, slots=True)
class OwedReport:
    """One report that a unit owes, wherever it stands."""

    unit: UnitInYear
    quarter: Quarter
    cell: BoardCell


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit through a year; a quarter it owes no report for is absent."""

    unit: UnitInYear
    cells: Mapping[int, BoardCell]

    @property
    def on_time(self) -> Total:
        """Reports handed in by their day, of those that are judged already: ``value`` of ``counted``."""
        return _on_time(list(self.cells.values()))


@dataclass(frozen=True, slots=True)
class Board:
    """报送情况 of a year.

    Attributes:
        today: the day it was looked at.
        due: the day by which reports are due, by quarter number.
        locked: the submission that locks a quarter, by quarter number.
        cycle: how often the units report.
        town_due: the day by which the town itself is to send a quarter up, by quarter number; empty where the
            office has set no deadline of its own.
    """

    year: int
    today: date
    rows: tuple[BoardRow, ...]
    due: Mapping[int, date]
    locked: Mapping[int, Submission]
    town_due: Mapping[int, date] = field(default_factory=dict)
    cycle: Cycle = Cycle.QUARTER

    @property
    def on_time(self) -> Total:
        """Reports handed in by their day, of those of all units that are judged already."""
        return _on_time(list(chain.from_iterable(row.cells.values() for row in self.rows)))

    def count(self, number: int, state: ReportState) -> int:
        """Return how many units are in a state in a quarter."""
        return sum(row.cells[number].state is state for row in self.rows if number in row.cells)

    def received(self, number: int) -> int:
        """Return how many units have handed their report of a quarter in (已报): no draft, none returned."""
        return sum(row.cells[number].state.is_handed_in for row in self.rows if number in row.cells)

    def has_reports(self, number: int) -> bool:
        """Return whether any report of a quarter is there, in whatever state."""
        return self.count(number, ReportState.MISSING) < self.owed(number)

    def owed(self, number: int) -> int:
        """Return how many units owe a report of a quarter."""
        return sum(number in row.cells for row in self.rows)

    def owed_to_date(self, last: Quarter) -> tuple[OwedReport, ...]:
        """Return every report owed in the quarters up to the last, unit by unit in the office's order."""
        found = []
        for row in self.rows:
            owed = (one for one in self.cycle.periods(last.year) if one <= last and one.number in row.cells)
            found += [OwedReport(row.unit, quarter, row.cells[quarter.number]) for quarter in owed]
        return tuple(found)

    def owing_to_date(self, last: Quarter) -> tuple[UnitInYear, ...]:
        """Return the units that owe a report of any quarter up to the last: whom totals to date expect."""
        return tuple({one.unit.id: one.unit for one in self.owed_to_date(last)}.values())

    def without_gaps(self, last: Quarter) -> tuple[UnitInYear, ...]:
        """Return those of which every report up to the last was handed in without a blank."""
        owed = self.owed_to_date(last)
        gaps = {one.unit.id for one in owed if not one.cell.is_whole}
        return tuple(unit for unit in self.owing_to_date(last) if unit.id not in gaps)

    def to_urge(self, number: int) -> tuple[BoardRow, ...]:
        """Return the units whose report is not handed in or was returned (催报名单), in the office's order."""
        return tuple(
            row for row in self.rows if number in row.cells and not row.cells[number].state.is_handed_in
        )


def _on_time(cells: list[BoardCell]) -> Total:
    judged = [cell.on_time for cell in cells if cell.on_time is not None]
    return Total(Decimal(sum(judged)) if judged else None, len(judged), len(cells), "份报表")
