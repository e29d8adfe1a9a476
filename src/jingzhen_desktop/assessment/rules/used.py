"""What a unit, or the whole town, used and paid in a year, out of the quarters' figures. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import chain

from ...base.numbers import round_half_up
from ...energy.periods import quarters_of
from ...energy.statistics import StatisticalSystem
from ...quarterly.rules.figures import MONEY_SCALE, QUANTITY_SCALE, Figures, to_decimal
from ...quarterly.rules.span import ALL, Span
from ...quarterly.values.views import RowKind
from ..values.spending import WHOLE, Used
from .coefficients import Factors

COAL_PLACES = 2
"""A year's standard coal of a unit is rounded once, to 0.01 kgce, as it is printed."""

_Pairs = Sequence[tuple[Figures, Figures]]
"""Of each quarter the quantities and the costs by unit."""


def used_by_unit(span: Span, year: int, carrier: str) -> dict[int, Used]:
    """Return what each unit used of a carrier in a year; of quarters both of whose figures are known.

    Args:
        carrier: an item's key, or :data:`WHOLE`: all costs, without a quantity.
    """
    pairs = _pairs(span, year, carrier)
    if carrier == WHOLE:
        payers = set(chain.from_iterable(costs for _, costs in pairs))
        return {unit: _only_cost(pairs, unit) for unit in payers}
    units = set(chain.from_iterable(quantities.keys() & costs.keys() for quantities, costs in pairs))
    return {unit: _used(pairs, unit) for unit in units}


def energy_by_unit(span: Span, year: int, factors: Factors) -> dict[int, Used]:
    """Return all energy of each unit in a year: kgce by some coefficients, and what it cost; of quarters in
    which both figures of every carrier are known.
    """
    carriers = [item for item in span.systems[year].carriers if (item.key, item.unit) in factors]
    found: dict[int, Used] = {}
    for quarter in quarters_of(year):
        figures = span.figures[quarter]
        columns = [
            (
                figures.quantities.get(item.key, {}),
                figures.costs.get(item.key, {}),
                factors[item.key, item.unit].kgce,
            )
            for item in carriers
        ]
        for unit in _known_everywhere(columns):
            coal = sum(
                (to_decimal(used[unit], QUANTITY_SCALE) * kgce for used, _, kgce in columns), Decimal()
            )
            cost = to_decimal(sum(paid[unit] for _, paid, _ in columns), MONEY_SCALE)
            known = found.get(unit, Used(Decimal(), Decimal()))
            assert known.quantity is not None
            assert known.cost is not None
            found[unit] = Used(known.quantity + coal, known.cost + cost, known.quarters + 1)
    return {unit: _rounded(one) for unit, one in found.items()}


def _known_everywhere(columns: Sequence[tuple[Figures, Figures, Decimal]]) -> set[int]:
    known = [used.keys() & paid.keys() for used, paid, _ in columns]
    return set[int]().union(*known).intersection(*known)


def _rounded(one: Used) -> Used:
    assert one.quantity is not None
    return Used(round_half_up(one.quantity, COAL_PLACES), one.cost, one.quarters)


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


def _pairs(span: Span, year: int, carrier: str) -> _Pairs:
    found = []
    for quarter in quarters_of(year):
        figures = span.figures[quarter]
        if carrier != WHOLE:
            found.append((figures.quantities.get(carrier, {}), figures.costs.get(carrier, {})))
        else:
            found.append(({}, span.column(quarter, ALL, RowKind.COST).complete))
    return found


def _used(pairs: _Pairs, unit: int) -> Used:
    known = [
        (quantities[unit], costs[unit]) for quantities, costs in pairs if unit in quantities and unit in costs
    ]
    quantity = to_decimal(sum(one for one, _ in known), QUANTITY_SCALE)
    cost = to_decimal(sum(one for _, one in known), MONEY_SCALE)
    return Used(quantity, cost, len(known))


def _only_cost(pairs: _Pairs, unit: int) -> Used:
    known = [costs[unit] for _, costs in pairs if unit in costs]
    return Used(None, to_decimal(sum(known), MONEY_SCALE), len(known))
