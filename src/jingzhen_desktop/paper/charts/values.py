"""What a chart shows. Pure values, nothing of how it is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from ...base.numbers import decimals, round_half_up, show_number

NO_FIGURE = "—"
"""Stands where there is no figure; a blank is not 0."""
PAST = -1
"""The place in the order of colours of last year: grey, so that this year is what is seen."""


class ChartKind(StrEnum):
    """How the figures are drawn; every scale begins at 0."""

    BAR = "bar"
    """Lying bars of one series, one under the other, each with its value: a ranking."""
    GROUPED = "grouped"
    """Standing bars, the series of a category side by side."""
    LINE = "line"
    """One line per series; a missing figure leaves a gap."""
    SHARE = "share"
    """Parts of a whole, with value and percentage; one series without negative figures."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one kind, one per category; None is missing and is neither drawn nor taken for 0.

    Attributes:
        signs: what stands behind a figure, e.g. * where it lacks something that a note tells; empty, or one
            for each value.
        place: in the order of colours; None for where it stands among the series.
    """

    name: str
    values: tuple[Decimal | None, ...]
    signs: tuple[str, ...] = ()
    place: int | None = None

    def sign(self, position: int) -> str:
        """Return what stands behind one figure."""
        return self.signs[position] if self.signs and self.values[position] is not None else ""


@dataclass(frozen=True, slots=True)
class Chart:
    """One picture.

    Attributes:
        unit: the unit of measure of all figures, printed with the title.
        categories: what stands along the axis (quarters, units, carriers).
        notes: lines under the picture, e.g. 2011年三季度为3/4个单位的数据。
        places: decimals of the printed values; None: as many as the figure with most has, at most two.
    """

    kind: ChartKind
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    notes: tuple[str, ...] = ()
    places: int | None = None

    def __post_init__(self) -> None:
        if any(len(one.values) != len(self.categories) for one in self.series):
            raise ValueError(self.title)
        if self.kind in {ChartKind.BAR, ChartKind.SHARE} and len(self.series) != 1:
            raise ValueError(self.kind)
        if self.kind is ChartKind.SHARE and any(
            value is not None and value < 0 for value in self.series[0].values
        ):
            raise ValueError(self.title)

    @property
    def is_empty(self) -> bool:
        """True if there is no figure to draw."""
        values = chain.from_iterable(one.values for one in self.series)
        return all(value is None for value in values)

    def place(self, number: int) -> int:
        """Return a series' place in the order of colours."""
        place = self.series[number].place
        return number if place is None else place

    def shown(self, value: Decimal | None) -> str:
        """Return a figure as the chart prints it."""
        if value is None:
            return NO_FIGURE
        return show_number(value, self._most_places() if self.places is None else self.places)

    def _most_places(self) -> int:
        figures = chain.from_iterable(one.values for one in self.series)
        return max((decimals(round_half_up(one, 2)) for one in figures if one is not None), default=0)

    def printed(self, series: Series, position: int) -> str:
        """Return one figure with its sign."""
        return self.shown(series.values[position]) + series.sign(position)

    def share(self, value: Decimal | None) -> Decimal | None:
        """Return the ratio of a figure to the sum of its series; None where there is nothing to divide."""
        whole = sum((one for one in self.series[0].values if one is not None), Decimal(0))
        return None if value is None or not whole else value / whole

    def table(self) -> list[tuple[str, ...]]:
        """Return the same figures as texts: a head row, then a row per category;
        for the eyes, ears and clipboard that want no picture.
        """
        shares = self.kind is ChartKind.SHARE
        head = (
            "",
            *(f"{one.name}（{self.unit}）" if one.name else self.unit for one in self.series),
            *(("占比",) if shares else ()),
        )
        rows = [head]
        for position, category in enumerate(self.categories):
            figures = [one.values[position] for one in self.series]
            share = (show_share(self.share(figures[0])),) if shares else ()
            rows.append((category, *(self.printed(one, position) for one in self.series), *share))
        return rows


def show_share(ratio: Decimal | None) -> str:
    """Return a part of a whole as a percentage with one decimal."""
    return NO_FIGURE if ratio is None else f"{round_half_up(ratio * 100, 1)}%"
