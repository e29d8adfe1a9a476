"""What a unit's own meters say of heating and special systems, which some quotas leave out. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from ...organisation.values.units import UnitFacts
from ..values.quotas import Exclusion

POWER, GAS, HEAT, WATER = "electricity", "natural_gas", "heat", "water"


@dataclass(frozen=True, slots=True)
class MeteredPart:
    """What was measured in a year of one carrier: 供暖, 用电, key of the carrier, quantity."""

    title: str
    what: str
    carrier: str
    quantity: Decimal


def metered_parts(facts: UnitFacts, excluded: Collection[Exclusion]) -> list[MeteredPart]:
    """Return what is left out of a unit's use, as far as it has a meter of its own."""
    measured = (
        (Exclusion.HEATING, "用电", POWER, facts.heating_electricity),
        (Exclusion.HEATING, "用气", GAS, facts.heating_gas),
        (Exclusion.SPECIAL, "用电", POWER, facts.special_electricity),
        (Exclusion.SPECIAL, "用气", GAS, facts.special_gas),
        (Exclusion.SPECIAL, "用水", WATER, facts.special_water),
    )
    return [
        MeteredPart(one.words, what, carrier, quantity)
        for one, what, carrier, quantity in measured
        if one in excluded and quantity is not None
    ]


def area_left_out(facts: UnitFacts, excluded: Collection[Exclusion]) -> Decimal | None:
    """Return the area that goes out with the special systems; None: they are not left out, have no meter of
    their own, or no area.
    """
    metered = metered_parts(facts, (Exclusion.SPECIAL,))
    return (facts.special_area or None) if Exclusion.SPECIAL in excluded and metered else None
