"""What a unit, or the whole town, used and paid in a year, out of the quarters' figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from ...energy.periods import quarters_of
from ...energy.statistics import StatisticalSystem
from ...quarterly.rules.figures import (
    COAL_SCALE,
    MONEY_SCALE,
    QUANTITY_SCALE,
    Figures,
    combined,
    to_decimal,
)
from ...quarterly.rules.span import ALL, Span
from ...quarterly.values.views import RowKind
from ..values.spending import WHOLE, Used

_Pairs = Sequence[tuple[Figures, Figures]]
"""Of each quarter the quantities and the costs by unit."""


def used_by_unit(span: Span, year: int, carrier: str, *, in_coal: bool = False) -> dict[int, Used]:
    """Return what each unit used of a carrier in a year; of quarters both of whose figures are known.

    Args:
        carrier: an item's key, or :data:`WHOLE`: all costs, without a quantity.
        in_coal: with :data:`WHOLE`, standard coal (kgce) as the quantity, and only the costs of what is
            energy.
    """
    pairs = _pairs(span, year, carrier, in_coal=in_coal)
    scale = COAL_SCALE if in_coal else QUANTITY_SCALE
    if carrier == WHOLE and not in_coal:
        payers = set(chain.from_iterable(costs for _, costs in pairs))
        return {unit: _only_cost(pairs, unit) for unit in payers}
    units = set(chain.from_iterable(quantities.keys() & costs.keys() for quantities, costs in pairs))
    return {unit: _used(pairs, unit, scale) for unit in units}


def used_by_town(units: Mapping[int, Used]) -> Used:
    """Return what the units used together of which the whole year is known."""
    whole = [
        one for one in units.values() if one.is_whole and one.quantity is not None and one.cost is not None
    ]
    if not whole:
        return Used()
    quantity = sum((one.quantity for one in whole if one.quantity is not None), Decimal(0))
    cost = sum((one.cost for one in whole if one.cost is not None), Decimal(0))
    return Used(quantity, cost, len(quarters_of(1)))


def same_measure(carrier: str, now: StatisticalSystem, before: StatisticalSystem) -> bool:
    """Whether the forms of two years count a carrier in the same unit of measure."""
    if carrier == WHOLE:
        return True
    return now.has(carrier) and before.has(carrier) and now.item(carrier).unit == before.item(carrier).unit


def _pairs(span: Span, year: int, carrier: str, *, in_coal: bool) -> _Pairs:
    found = []
    for quarter in quarters_of(year):
        figures, system = span.figures[quarter], span.systems[year]
        if carrier != WHOLE:
            found.append((figures.quantities.get(carrier, {}), figures.costs.get(carrier, {})))
        elif in_coal:
            energy = [item.key for item in system.carriers if item.key in figures.coals]
            coals = combined([figures.coals[key] for key in energy]).complete
            costs = combined([figures.costs.get(key, {}) for key in energy]).complete
            found.append((coals, costs))
        else:
            found.append(({}, span.column(quarter, ALL, RowKind.COST).complete))
    return found


def _used(pairs: _Pairs, unit: int, scale: int) -> Used:
    known = [
        (quantities[unit], costs[unit]) for quantities, costs in pairs if unit in quantities and unit in costs
    ]
    quantity = to_decimal(sum(one for one, _ in known), scale)
    cost = to_decimal(sum(one for _, one in known), MONEY_SCALE)
    return Used(quantity, cost, len(known))


def _only_cost(pairs: _Pairs, unit: int) -> Used:
    known = [costs[unit] for _, costs in pairs if unit in costs]
    return Used(None, to_decimal(sum(known), MONEY_SCALE), len(known))
