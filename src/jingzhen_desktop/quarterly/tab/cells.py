"""Columns whose texts depend on the row (decimals by carrier, percentages),
and the words for what a report is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import MINUS, round_half_up, show_number, show_percent
from ...base.typed import Kind
from ...energy.periods import Quarter
from ...widgets.appearance import Look
from ...widgets.grid.columns import Band, Column, Row
from ...widgets.look.tokens import State
from ..rules.figures import months_to_date
from ..values.reports import ReportState, ReportStatus

NOTHING = "—"
"""Shown where there is no figure or nothing to compare with."""
BLANK = "未填"
"""Shown where a report left a cell blank, which is not 0."""
TYPED_SIGN = "*"
"""Before a figure that was typed by hand over what a file had brought."""

MOST_NAMES = 10
"""Names a sentence on the screen holds."""
STATES = {
    ReportState.MISSING: State.MISSING,
    ReportState.ENTERING: State.ENTERING,
    ReportState.SUBMITTED: State.TO_REVIEW,
    ReportState.RETURNED: State.RETURNED,
    ReportState.APPROVED: State.APPROVED,
}
"""With which sign and colour the state of a report is shown."""
STATUS_LOOKS = {
    ReportStatus.COMPLETE: Look.GOOD,
    ReportStatus.INCOMPLETE: Look.WARNING,
    ReportStatus.MISSING: Look.BAD,
}


@dataclass(frozen=True, eq=False)
class FigureColumn(Column[Row]):
    """A column of numbers that each row shows in its own way; typed, sorted and copied as numbers all the
    same.

    Attributes:
        show: the text of a row's cell.
    """

    show: Callable[[Row], str] = lambda _row: ""

    def shown(self, row: Row) -> str:
        return self.show(row)


@dataclass(frozen=True, eq=False)
class PercentColumn(Column[Row]):
    """A column of ratios: 0.031 shows +3.1% and is copied as 3.1%.

    A fall has a real minus, on the screen alone: texts that are kept and compared have a hyphen.
    """

    def shown(self, row: Row) -> str:
        return show_percent(_ratio(self.read(row))).replace("-", MINUS)

    def plain(self, row: Row) -> str:
        ratio = _ratio(self.read(row))
        return "" if ratio is None else f"{round_half_up(ratio * 100, 1)}%"


def figure_column(
    key: str,
    title: str,
    read: Callable[[Row], Decimal | None],
    places: Callable[[Row], int | None],
    width: int = 11,
    closed: str = "",
    band: Band | None = None,
) -> FigureColumn[Row]:
    """Make a read-only column of numbers with the decimals each row wants; no figure shows as —. ``closed``
    says why nothing can be typed there.
    """

    def show(row: Row) -> str:
        return show_number(read(row), places(row), blank=NOTHING)

    return FigureColumn(key, title, read, Kind.NUMBER, closed=closed, width=width, show=show, band=band)


def percent_column(
    key: str,
    title: str,
    read: Callable[[Row], Decimal | None],
    closed: str = "",
    band: Band | None = None,
) -> PercentColumn[Row]:
    """Make a read-only column of comparisons; ``closed`` says why nothing can be typed there."""
    return PercentColumn(key, title, read, Kind.NUMBER, closed=closed, width=7, band=band)


def quarter_bands(quarter: Callable[[], Quarter]) -> tuple[Band, Band]:
    """The two periods of a quarter's table: the quarter, and the year up to its end."""
    return (
        Band(lambda: f"{quarter().name}（{quarter().months}）"),
        Band(lambda: f"{months_to_date(quarter())}累计", other=True),
    )


def some_names(names: Sequence[str]) -> str:
    """Join names for a sentence on the screen; of many only the first and how many there are."""
    shown = "、".join(names[:MOST_NAMES])
    return f"{shown}等{len(names)}个单位" if len(names) > MOST_NAMES else shown


def _ratio(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
