"""单位报表: a unit's figures of a quarter against last year, the quarter before and the year to date; prices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...base.numbers import round_half_up
from ...energy.coefficients import standard_coal
from ...energy.indicators import year_on_year
from ...energy.periods import Quarter
from ...energy.statistics import Item, StatisticalSystem, mapping_notes
from ...organisation.values.units import UnitInYear
from ..values.figures import Indicator
from ..values.reports import Amount, Entries, Entry, ReportState
from ..values.totals import Total
from ..values.views import ItemComparison, UnitComparison
from .figures import MONEY_SCALE, QUANTITY_SCALE, Conversion, StoredLine, gather, incomparable
from .town import assemble_town

_BLANK = Entry()
_PRICE_PLACES = 4


@dataclass(frozen=True, slots=True)
class UnitPeriods:
    """A unit's reports of two years.

    Attributes:
        entries: by quarter, of the reports that are there.
        owed: the quarters to date the unit owes a report for, of this year and of the year before.
        systems: by year.
        unlike: why the same period of the year before is none to compare with; empty if it is.
    """

    unit: UnitInYear
    quarter: Quarter
    entries: Mapping[Quarter, Entries]
    owed: tuple[Sequence[Quarter], Sequence[Quarter]]
    systems: Mapping[int, StatisticalSystem]
    unlike: str = ""

    def entry(self, quarter: Quarter, key: str) -> Entry:
        """Return one row; blank where there is no report or no such row."""
        return self.entries.get(quarter, {}).get(key, _BLANK)

    def to_date(self, key: str, what: Amount, last_year: bool = False) -> Total:
        """Return the sum of one row over the quarters owed, with how many of them have it."""
        owed = self.owed[1 if last_year else 0]
        known = [value for quarter in owed if (value := self.entry(quarter, key).of(what)) is not None]
        return Total(sum(known, Decimal(0)) if known else None, len(known), len(owed), self.quarter.counting)


def unit_indicators(periods: UnitPeriods, conversion: Conversion) -> tuple[Indicator, ...]:
    """Return the indicators of the year to date: those of a town that consists of this unit."""
    unit, both_years = periods.unit, (*periods.quarter.last_year.to_date(), *periods.quarter.to_date())
    owed = {*periods.owed[0], *periods.owed[1]}
    expected = {
        quarter: frozenset({unit.id}) if quarter in owed else frozenset[int]() for quarter in both_years
    }
    figures = {
        quarter: gather(
            {unit.id: lines_of(periods.entries[quarter])}
            if quarter in owed and quarter in periods.entries
            else {},
            periods.systems[quarter.year],
            conversion,
        )
        for quarter in both_years
    }
    return assemble_town(
        periods.quarter, periods.systems, [unit], {}, expected, figures, conversion
    ).indicators


def lines_of(entries: Entries) -> list[StoredLine]:
    """Return entries as stored rows, with scaled whole numbers."""
    return [
        (0, key, _scaled(entry.quantity, QUANTITY_SCALE), _scaled(entry.cost, MONEY_SCALE))
        for key, entry in entries.items()
    ]


def _scaled(value: Decimal | None, scale: int) -> int | None:
    return None if value is None else int(value.scaleb(scale))


def item_comparison(
    periods: UnitPeriods, item: Item, conversion: Conversion, explanations: Sequence[str] = ()
) -> ItemComparison:
    """Compare one row of the form."""
    quarter, key = periods.quarter, item.key
    entry = periods.entry(quarter, key)
    last_year = _BLANK if periods.unlike else periods.entry(quarter.last_year, key)
    apart = periods.unlike and quarter.previous.year != quarter.year
    previous = _BLANK if apart else periods.entry(quarter.previous, key)
    to_date = periods.to_date(key, Amount.QUANTITY)
    before = periods.to_date(key, Amount.QUANTITY, last_year=True)
    system = periods.systems[quarter.year]
    why_not = periods.unlike or incomparable(key, system, periods.systems[quarter.year - 1])
    why_not_previous = incomparable(key, system, periods.systems[quarter.previous.year])
    same = [one.number for one in periods.owed[0]] == [one.number for one in periods.owed[1]]
    whole = to_date.is_complete and before.is_complete and same and not why_not
    factor = conversion.factor(item) if item.is_carrier else None
    return ItemComparison(
        item,
        entry,
        last_year,
        previous,
        None if factor is None or entry.quantity is None else standard_coal(entry.quantity, factor),
        to_date,
        before,
        periods.to_date(key, Amount.COST),
        None if why_not else year_on_year(entry.quantity, last_year.quantity),
        None if why_not_previous else year_on_year(entry.quantity, previous.quantity),
        year_on_year(to_date.value, before.value) if whole else None,
        price_of(entry),
        why_not or _why_no_change(entry, last_year),
        tuple(explanations),
    )


def unit_comparison_of(
    periods: UnitPeriods,
    state: ReportState,
    conversion: Conversion,
    explanations: Mapping[str, Sequence[str]],
) -> UnitComparison:
    """Put a unit's quarter together; ``explanations`` by item key."""
    quarter, system = periods.quarter, periods.systems[periods.quarter.year]
    rows = tuple(
        item_comparison(periods, item, conversion, explanations.get(item.key, ())) for item in system.items
    )
    carriers = [row for row in rows if row.item.is_carrier]
    costs = [row.entry.cost for row in carriers if row.entry.cost is not None]
    coals = [row.coal for row in carriers if row.coal is not None]
    return UnitComparison(
        periods.unit,
        quarter,
        system,
        state,
        rows,
        sum(costs, Decimal(0)) if costs else None,
        sum(coals, Decimal(0)) if coals else None,
        unit_indicators(periods, conversion),
        mapping_notes(periods.systems[quarter.year - 1], system),
    )


def price_of(entry: Entry) -> Decimal | None:
    """Return yuan per unit of measure, four decimals; None without a quantity or a cost."""
    if entry.cost is None or not entry.quantity:
        return None
    return round_half_up(entry.cost / entry.quantity, _PRICE_PLACES)


def _why_no_change(entry: Entry, last_year: Entry) -> str:
    if entry.quantity is None:
        return "无本期数据"
    if last_year.quantity is None:
        return "无上年同期数据"
    return "上年同期为0" if last_year.quantity == 0 else ""
