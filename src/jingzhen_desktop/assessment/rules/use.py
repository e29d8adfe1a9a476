"""What each unit used in four quarters, out of the stored reports. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...energy.periods import Quarter
from ...energy.statistics import Item
from ...quarterly.rules.figures import MONEY_SCALE, QUANTITY_SCALE, Figures, QuarterFigures, to_decimal
from ...quarterly.rules.span import Span
from ..values.use import Measured, UnitUse


@dataclass(slots=True)
class _Sums:
    """What is added up of one unit, in stored whole numbers."""

    owed: int = 0
    quantities: dict[Measured, int] = field(default_factory=dict)
    costs: dict[str, int] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    blank: dict[str, list[str]] = field(default_factory=dict)


def uses_of(span: Span, quarters: Sequence[Quarter]) -> dict[int, UnitUse]:
    """Return by unit id what each unit used that owes a report of one of the quarters."""
    sums: dict[int, _Sums] = {}
    for quarter in quarters:
        _add_quarter(sums, span, quarter)
    return {unit: _finished(one) for unit, one in sums.items()}


def items_of(span: Span, quarters: Sequence[Quarter]) -> dict[Measured, Item]:
    """Return the rows of the forms of some quarters by key and unit of measure."""
    found: dict[Measured, Item] = {}
    for year in sorted({quarter.year for quarter in quarters}):
        for item in span.systems[year].items:
            found[item.key, item.unit] = item
    return found


def _add_quarter(sums: dict[int, _Sums], span: Span, quarter: Quarter) -> None:
    figures, items = span.figures[quarter], span.systems[quarter.year].items
    reported = _reported(figures)
    for unit in span.expected[quarter]:
        one = sums.setdefault(unit, _Sums())
        one.owed += 1
        if unit not in reported:
            one.absent.append(quarter.name)
    for item in items:
        _add_item(sums, item, figures, span.expected[quarter] & reported, quarter.name)


def _reported(figures: QuarterFigures) -> frozenset[int]:
    columns: list[Figures] = [*figures.quantities.values(), *figures.costs.values()]
    return frozenset[int]().union(*columns)


def _add_item(
    sums: dict[int, _Sums], item: Item, figures: QuarterFigures, units: frozenset[int], quarter: str
) -> None:
    quantities, costs, at = figures.quantities[item.key], figures.costs[item.key], (item.key, item.unit)
    for unit in units:
        one, quantity, cost = sums[unit], quantities.get(unit), costs.get(unit)
        if quantity is None:
            one.blank.setdefault(item.key, []).append(quarter)
        else:
            one.quantities[at] = one.quantities.get(at, 0) + quantity
        if cost is not None:
            one.costs[item.key] = one.costs.get(item.key, 0) + cost


def _finished(one: _Sums) -> UnitUse:
    return UnitUse(
        one.owed,
        {at: to_decimal(whole, QUANTITY_SCALE) for at, whole in one.quantities.items()},
        {key: to_decimal(whole, MONEY_SCALE) for key, whole in one.costs.items()},
        tuple(one.absent),
        {key: tuple(quarters) for key, quarters in one.blank.items()},
    )
