"""From columns of figures to the town's quarter: units, rows of the form, all energy together, indicators."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from ..values.figures import CarrierTotals, Measure, TownQuarter, UnitQuarter
from ..values.reports import Report
from .checks import unit_status
from .figures import (
    COAL_SCALE,
    MONEY_SCALE,
    QUANTITY_SCALE,
    Column,
    Conversion,
    Figures,
    Frame,
    QuarterFigures,
    combined,
    incomparable,
    measure,
    single,
    to_decimal,
)
from .indicators import IndicatorBasis, main_indicators

VEHICLE_FUELS = ("petrol_vehicle", "diesel_vehicle")
"""Rows left out of 单位建筑面积能耗: 公务用车用油 (domain: 单位建筑面积能耗 = (能源消耗总量 − 公务用车用油量) / 建筑面积)."""

Pick = Callable[[QuarterFigures, StatisticalSystem], Column]
_NONE: Figures = {}


class Town:
    """The figures of one quarter, the quarters before it and the year before,
    ready for totals of any kind.
    """

    def __init__(
        self,
        frame: Frame,
        systems: Mapping[int, StatisticalSystem],
        figures: Mapping[Quarter, QuarterFigures],
    ) -> None:
        self.frame = frame
        self.systems = systems
        self.figures = figures

    @property
    def system(self) -> StatisticalSystem:
        return self.systems[self.frame.quarter.year]

    def measure(self, pick: Pick, scale: int, incomparable: str = "") -> Measure:
        """Return the measure whose column ``pick`` finds in each quarter's figures."""
        columns = {
            quarter: pick(figures, self.systems[quarter.year]) for quarter, figures in self.figures.items()
        }
        return measure(columns, self.frame, scale, incomparable)

    def carrier(self, item: Item) -> CarrierTotals:
        """Return the totals of one row of the form."""
        key = item.key
        why_not = incomparable(key, self.system, self.systems[self.frame.before.year])
        converted = item.is_carrier and any(key in figures.coals for figures in self.figures.values())
        return CarrierTotals(
            item,
            self.measure(
                lambda figures, _: single(figures.quantities.get(key, _NONE)), QUANTITY_SCALE, why_not
            ),
            self.measure(lambda figures, _: single(figures.costs.get(key, _NONE)), MONEY_SCALE),
            self.measure(lambda figures, _: single(figures.coals.get(key, _NONE)), COAL_SCALE)
            if converted
            else None,
        )

    def cost(self) -> Measure:
        """Return the cost of all carriers together."""
        return self.measure(
            lambda figures, system: combined([figures.costs[item.key] for item in system.carriers]),
            MONEY_SCALE,
        )

    def coal(self) -> Measure:
        """Return 综合能耗: standard coal of all converted carriers."""
        return self.measure(lambda figures, system: combined(_coal_columns(figures, system)), COAL_SCALE)

    def vehicle_coal(self) -> Measure:
        """Return the standard coal of the fuel that vehicles used."""
        return self.measure(
            lambda figures, _: combined(
                [figures.coals[key] for key in VEHICLE_FUELS if key in figures.coals]
            ),
            COAL_SCALE,
        )


def assemble_town(
    quarter: Quarter,
    systems: Mapping[int, StatisticalSystem],
    units: Sequence[UnitInYear],
    reports: Mapping[int, Report],
    expected: Mapping[Quarter, frozenset[int]],
    figures: Mapping[Quarter, QuarterFigures],
    conversion: Conversion,
    unlike: str = "",
) -> TownQuarter:
    """Put the town's quarter together.

    Args:
        systems: the statistical system by year, for this year and the one before.
        units: all units of the year, in the office's order.
        reports: the reports of this quarter by unit id.
        expected: the ids of the units that owe a report, for each quarter to date of both years.
        figures: the figures of each of these quarters, of expected units only.
        unlike: why the same period of the year before is none to compare with: units reported in other
            periods then.
    """
    town = Town(Frame(quarter, expected, unlike), systems, figures)
    carriers = tuple(town.carrier(item) for item in town.system.items)
    coal = town.coal()
    to_date = frozenset(town.frame.quarters_of_units[quarter.year])
    basis = IndicatorBasis(
        quarter,
        [unit for unit in units if unit.id in to_date],
        coal,
        town.vehicle_coal(),
        carriers,
        conversion,
    )
    keys = frozenset(item.key for item in town.system.carriers)
    rows = tuple(
        _unit_row(unit, reports.get(unit.id), town, keys) for unit in units if unit.id in expected[quarter]
    )
    return TownQuarter(
        quarter, town.system, conversion.name, rows, carriers, town.cost(), coal, main_indicators(basis)
    )


def _unit_row(unit: UnitInYear, report: Report | None, town: Town, carriers: frozenset[str]) -> UnitQuarter:
    coals = town.figures[town.frame.quarter].coals if town.frame.quarter in town.figures else {}
    coal = {
        key: to_decimal(column[unit.id], COAL_SCALE)
        for key, column in coals.items()
        if key in carriers and unit.id in column
    }
    return UnitQuarter(unit, report, unit_status(report, town.system), coal, carriers)


def _coal_columns(figures: QuarterFigures, system: StatisticalSystem) -> list[Figures]:
    return [figures.coals[item.key] for item in system.carriers if item.key in figures.coals]
