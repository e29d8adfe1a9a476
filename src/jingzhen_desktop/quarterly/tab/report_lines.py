"""The lines of a unit's form as the screen shows them, with standard coal and last year beside. Values only, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...energy.coefficients import standard_coal
from ...energy.indicators import year_on_year
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values import UnitInYear
from ..rules import Conversion, unit_status
from ..values import Entry, Report, UnitQuarter


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One row of the form; ``exists`` tells a blank cell of a report from a report that is not there."""

    id: str
    item: Item
    entry: Entry
    coal: Decimal | None
    last_year: Decimal | None
    exists: bool

    @property
    def title(self) -> str:
        return self.item.name if self.item.is_carrier else f"　其中 {self.item.name.partition('：')[2] or self.item.name}"

    @property
    def codes(self) -> str:
        """Codes of quantity and cost as the form prints them."""
        return f"{self.item.printed_code} / {self.item.printed_cost_code}"

    @property
    def change(self) -> Decimal | None:
        return year_on_year(self.entry.quantity, self.last_year)


def unit_quarter(unit: UnitInYear, report: Report | None, system: StatisticalSystem, conversion: Conversion) -> UnitQuarter:
    """Return one unit's quarter without the town around it, so that typing a cell does not read all units' reports."""
    carriers = frozenset(item.key for item in system.carriers)
    coal: dict[str, Decimal] = {}
    for item in system.carriers if report else ():
        quantity, factor = _entry(report, item).quantity, conversion.factor(item)
        if quantity is not None and factor is not None:
            coal[item.key] = standard_coal(quantity, factor)
    return UnitQuarter(unit, report, unit_status(report, system), coal, carriers)


def report_lines(system: StatisticalSystem, unit: UnitQuarter, before: Report | None) -> list[ReportLine]:
    """Return the form's rows of one unit; ``before`` is its report of last year's quarter."""
    exists = unit.report is not None
    return [
        ReportLine(item.key, item, _entry(unit.report, item), unit.coal.get(item.key), _entry(before, item).quantity, exists)
        for item in system.items
    ]


def sum_line(unit: UnitQuarter) -> ReportLine:
    """Return the row of sums over the carriers (no 其中 rows)."""
    item = Item("", "合计", "", "", "")
    return ReportLine("", item, Entry(None, unit.cost_total), unit.coal_total, None, unit.report is not None)


def _entry(report: Report | None, item: Item) -> Entry:
    return report.entries.get(item.key, Entry()) if report else Entry()
