"""What a unit, or the whole town, used and paid in a year, out of the quarters' figures. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from itertools import chain

from ...base.columns import MONEY_PLACES
from ...base.numbers import round_half_up
from ...energy.periods import quarters_of
from ...energy.statistics import Item, StatisticalSystem
from ...quarterly.rules.figures import MONEY_SCALE, QUANTITY_SCALE, Figures, QuarterFigures, to_decimal
from ...quarterly.rules.span import ALL, Span
from ...quarterly.rules.town import VEHICLE_FUELS
from ...quarterly.values.views import RowKind
from ..values.quotas import Exclusion
from ..values.spending import WHOLE, Used
from .coefficients import Factors
from .metered import HEAT, metered_parts

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


def carrier_by_unit(span: Span, year: int, carrier: str, excluded: Collection[Exclusion]) -> dict[int, Used]:
    """Return what each unit used of a carrier in a year, without what a quota leaves out."""
    return _without_metered(used_by_unit(span, year, carrier), span, year, excluded, {carrier: Decimal(1)})


def energy_by_unit(
    span: Span, year: int, factors: Factors, excluded: Collection[Exclusion] = ()
) -> dict[int, Used]:
    """Return all energy of each unit in a year: kgce by some coefficients, and what it cost; of quarters in
    which both figures of every carrier are known. What a quota leaves out is in neither.
    """
    carriers = [item for item in span.systems[year].carriers if (item.key, item.unit) in factors]
    if Exclusion.HEATING in excluded:
        carriers = [item for item in carriers if item.key != HEAT]
    vehicles = _vehicle_fuels(span.systems[year]) if Exclusion.TRANSPORT in excluded else {}
    found: dict[int, Used] = {}
    for quarter in quarters_of(year):
        figures = span.figures[quarter]
        columns = [
            (*_columns(figures, item, vehicles.get(item.key)), factors[item.key, item.unit].kgce)
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
    weights = {item.key: factors[item.key, item.unit].kgce for item in carriers}
    whole = _without_metered(found, span, year, excluded, weights)
    return {unit: _rounded(one) for unit, one in whole.items()}


def _vehicle_fuels(system: StatisticalSystem) -> dict[str, str]:
    """Key of a fuel → key of the row that says how much of it vehicles burnt."""
    return {item.part_of: item.key for item in system.items if item.key in VEHICLE_FUELS and item.part_of}


def _columns(figures: QuarterFigures, item: Item, vehicles: str | None) -> tuple[Figures, Figures]:
    """Quantities and costs of a carrier in a quarter, without the fuel of vehicles if its row is named.
    A unit that burnt the fuel and did not say how much in vehicles is not known.
    """
    used, paid = figures.quantities.get(item.key, {}), figures.costs.get(item.key, {})
    if vehicles is None:
        return used, paid
    driven, driven_paid = figures.quantities.get(vehicles, {}), figures.costs.get(vehicles, {})
    out = {unit: driven.get(unit) if quantity else 0 for unit, quantity in used.items()}
    left = {unit: used[unit] - one for unit, one in out.items() if one is not None}
    costs = {
        unit: cost - _cost_of(out.get(unit), used.get(unit), cost, driven_paid.get(unit))
        for unit, cost in paid.items()
    }
    return left, costs


def _cost_of(part: int | None, whole: int | None, cost: int, own: int | None) -> int:
    """What a part of a carrier cost: as it was entered, else its share of the whole."""
    if not part or not whole:
        return 0
    return own if own is not None else int(round_half_up(Decimal(cost) * part / whole, 0))


def _without_metered(
    found: Mapping[int, Used],
    span: Span,
    year: int,
    excluded: Collection[Exclusion],
    weights: Mapping[str, Decimal],
) -> dict[int, Used]:
    """Take what has a meter of its own out of whole years, at what the unit paid for the carrier; where more
    is to be taken out than was used, quantity and cost are None.

    Args:
        weights: by carrier, what one of its units of measure counts.
    """
    if not excluded:
        return dict(found)
    carriers = {key: used_by_unit(span, year, key) for key in weights}
    made = dict(found)
    for unit in span.units[year]:
        for part in metered_parts(unit.facts, excluded):
            one = made.get(unit.id)
            if one is not None and one.is_whole and part.carrier in weights:
                whole = carriers[part.carrier].get(unit.id, Used())
                made[unit.id] = _less(one, whole, part.quantity, weights[part.carrier])
    return made


def _less(one: Used, whole: Used, out: Decimal, weight: Decimal) -> Used:
    if not out or one.quantity is None or one.cost is None:
        return one
    quantity = one.quantity - out * weight
    if not whole.quantity or whole.cost is None or out > whole.quantity or quantity < 0:
        return Used(None, None, one.quarters)
    cost = round_half_up(whole.cost * out / whole.quantity, MONEY_PLACES)
    return Used(quantity, one.cost - cost, one.quarters)


def _known_everywhere(columns: Sequence[tuple[Figures, Figures, Decimal]]) -> set[int]:
    known = [used.keys() & paid.keys() for used, paid, _ in columns]
    return set[int]().union(*known).intersection(*known)


def _rounded(one: Used) -> Used:
    if one.quantity is None:
        return one
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
