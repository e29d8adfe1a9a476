"""Quarters side by side: the figures of every expected unit, and columns of one measure out of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from ..values.views import RowKind
from .figures import COAL_SCALE, MONEY_SCALE, QUANTITY_SCALE, Column, QuarterFigures, combined, single

ALL = ""
"""Instead of an item key: all carriers together."""
SCALES = {RowKind.QUANTITY: QUANTITY_SCALE, RowKind.COST: MONEY_SCALE, RowKind.COAL: COAL_SCALE}


@dataclass(frozen=True, slots=True)
class Span:
    """What is stored of some quarters.

    Attributes:
        units: all units of each year, in the office's order.
        systems: the statistical system of each year.
        expected: the ids of the units that owe a report of each quarter.
        figures: of expected units only.
        coefficients: name of the set that standard coal is converted with.
    """

    units: Mapping[int, Sequence[UnitInYear]]
    systems: Mapping[int, StatisticalSystem]
    expected: Mapping[Quarter, frozenset[int]]
    figures: Mapping[Quarter, QuarterFigures]
    coefficients: str

    def column(self, quarter: Quarter, key: str, kind: RowKind) -> Column:
        """Return one measure of one quarter; with :data:`ALL` that of all carriers (costs, standard coal)."""
        figures, system = self.figures[quarter], self.systems[quarter.year]
        columns = {
            RowKind.QUANTITY: figures.quantities,
            RowKind.COST: figures.costs,
            RowKind.COAL: figures.coals,
        }[kind]
        if key != ALL:
            return single(columns.get(key, {}))
        return combined([columns[item.key] for item in system.carriers if item.key in columns])

    def columns(self, quarters: Sequence[Quarter], key: str, kind: RowKind) -> dict[Quarter, Column]:
        """Return one measure of several quarters, as ``column`` returns it of one."""
        return {quarter: self.column(quarter, key, kind) for quarter in quarters}

    def members(self, quarters: Sequence[Quarter]) -> tuple[UnitInYear, ...]:
        """Return the units that owe a report in one of the quarters, in the order of the last year."""
        owing = frozenset[int]().union(*(self.expected[quarter] for quarter in quarters))
        return tuple(unit for unit in self.units[quarters[-1].year] if unit.id in owing)

    def is_converted(self, item: Item) -> bool:
        """True if a row of the form counts in standard coal: a carrier with a coefficient."""
        return item.is_carrier and any(item.key in figures.coals for figures in self.figures.values())
