"""The lines of a unit's form as the screen shows them, with other periods, prices and doubts beside.
Values only, no widgets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ...energy.coefficients import standard_coal
from ...energy.statistics import Item, StatisticalSystem
from ...organisation.values.units import UnitInYear
from ..rules.checks import unit_status
from ..rules.figures import Conversion
from ..rules.unit_report import UnitPeriods, item_comparison
from ..values.figures import UnitQuarter
from ..values.findings import Reviewed, Severity
from ..values.reports import Amount, Entry, Report, ReportState, Source
from ..values.views import ItemComparison


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One row of the form; ``exists`` tells a blank cell of a report from a report that is not there.

    Attributes:
        compared: the row against other periods; None in the row of sums.
        typed: the figures typed by hand over what a file had brought.
        doubts: by figure the gravest open finding of the cell.
        asks: whether a blank is asked about; while the report is being entered it is not.
    """

    id: str
    item: Item
    entry: Entry
    coal: Decimal | None
    exists: bool
    compared: ItemComparison | None = None
    typed: frozenset[Amount] = frozenset()
    doubts: Mapping[Amount, Severity] = field(default_factory=dict)
    asks: bool = False

    @property
    def title(self) -> str:
        return (
            self.item.name
            if self.item.is_carrier
            else f"　其中 {self.item.name.partition('：')[2] or self.item.name}"
        )

    @property
    def codes(self) -> str:
        """Codes of quantity and cost as the form prints them."""
        return f"{self.item.printed_code}/{self.item.printed_cost_code}"


def unit_quarter(
    unit: UnitInYear, report: Report | None, system: StatisticalSystem, conversion: Conversion
) -> UnitQuarter:
    """Return one unit's quarter without the town around it,
    so that typing a cell does not read all units' reports.
    """
    carriers = frozenset(item.key for item in system.carriers)
    coal: dict[str, Decimal] = {}
    for item in system.carriers if report else ():
        quantity, factor = _entry(report, item).quantity, conversion.factor(item)
        if quantity is not None and factor is not None:
            coal[item.key] = standard_coal(quantity, factor)
    return UnitQuarter(unit, report, unit_status(report, system), coal, carriers)


def with_report(periods: UnitPeriods, report: Report | None) -> UnitPeriods:
    """Return the periods with this quarter's report as it is now; the others stay while the form is typed."""
    others = {quarter: entries for quarter, entries in periods.entries.items() if quarter != periods.quarter}
    return replace(periods, entries=others | ({periods.quarter: report.entries} if report else {}))


def report_lines(
    system: StatisticalSystem,
    unit: UnitQuarter,
    periods: UnitPeriods,
    conversion: Conversion,
    reviewed: Sequence[Reviewed],
) -> list[ReportLine]:
    """Return the form's rows of one unit with what other periods and the review say of them."""
    exists = unit.report is not None
    typed = unit.report.typed if unit.report and unit.report.source is Source.FILE else frozenset()
    asks = unit.report is not None and unit.report.standing.state is not ReportState.ENTERING
    doubts = _doubts(reviewed)
    by_hand: dict[str, set[Amount]] = {}
    for key, what in typed:
        by_hand.setdefault(key, set()).add(what)
    return [
        ReportLine(
            item.key,
            item,
            _entry(unit.report, item),
            unit.coal.get(item.key),
            exists,
            item_comparison(periods, item, conversion),
            frozenset(by_hand.get(item.key, ())),
            doubts.get(item.key, {}),
            asks,
        )
        for item in system.items
    ]


def sum_line(unit: UnitQuarter) -> ReportLine:
    """Return the row of sums over the carriers (no 其中 rows)."""
    item = Item("", "合计", "", "", "")
    return ReportLine("", item, Entry(None, unit.cost_total), unit.coal_total, unit.report is not None)


def _doubts(reviewed: Sequence[Reviewed]) -> dict[str, dict[Amount, Severity]]:
    found: dict[str, dict[Amount, Severity]] = {}
    for one in reviewed:
        what = one.finding.what
        if one.blocks and what is not None:
            cells = found.setdefault(one.finding.item, {})
            if cells.get(what) is not Severity.ERROR:
                cells[what] = one.finding.severity
    return found


def _entry(report: Report | None, item: Item) -> Entry:
    return report.entries.get(item.key, Entry()) if report else Entry()
