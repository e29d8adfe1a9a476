"""The lines of a unit's form as the screen shows them, with standard coal and last year beside. Values only, no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ...energy.indicators import year_on_year
from ...energy.statistics import Item
from ..values import Entry, Report, TownQuarter, UnitQuarter


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


def report_lines(town: TownQuarter, unit: UnitQuarter, before: Report | None) -> list[ReportLine]:
    """Return the form's rows of one unit; ``before`` is its report of last year's quarter."""
    return [_line(item, unit, before) for item in town.system.items]


def sum_line(unit: UnitQuarter) -> ReportLine:
    """Return the row of sums over the carriers (no 其中 rows)."""
    item = Item("", "合计", "", "", "")
    return ReportLine("", item, Entry(None, unit.cost_total), unit.coal_total, None, unit.report is not None)


def _line(item: Item, unit: UnitQuarter, before: Report | None) -> ReportLine:
    entry = unit.report.entries.get(item.key, Entry()) if unit.report else Entry()
    earlier = before.entries.get(item.key, Entry()) if before else Entry()
    return ReportLine(item.key, item, entry, unit.coal.get(item.key), earlier.quantity, unit.report is not None)
