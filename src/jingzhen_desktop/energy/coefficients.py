"""Standard coal: named coefficient sets (``resources/coefficients/*.toml``) and the conversion itself.

Water is never converted (domain: DB37 public-institution standards). Mixing 当量 and 等价 changes a result 2.5
times, so every result is tied to a named set.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..base.numbers import round_half_up
from ..base.resources import resource

STANDARD_COAL_PLACES = 2
"""Standard coal is rounded half up to 0.01 kgce per unit, quarter and carrier;
every total is a sum of those.
"""


@dataclass(frozen=True, slots=True)
class Factor:
    """kgce per one ``unit`` of a carrier, with the source it was taken from."""

    unit: str
    kgce: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class CoefficientSet:
    """A named set: factors by carrier and unit of measure.
    Litres need a density (kg/L), which is a setting.
    """

    key: str
    name: str
    source: str
    factors: Mapping[str, tuple[Factor, ...]]

    def per_unit(self, carrier: str, unit: str, densities: Mapping[str, Decimal]) -> Decimal | None:
        """Return kgce per one ``unit``; None if the carrier is not converted (water) or the unit is unknown.

        Args:
            densities: kilograms per litre by carrier, for carriers whose factor is given per kilogram.
        """
        for factor in self.factors.get(carrier, ()):
            if factor.unit == unit:
                return factor.kgce
            if factor.unit == "千克" and unit == "升" and carrier in densities:
                return factor.kgce * densities[carrier]
        return None


def standard_coal(quantity: Decimal, per_unit: Decimal) -> Decimal:
    """Return the standard coal of one quantity in kgce, rounded half up to 0.01."""
    return round_half_up(quantity * per_unit, STANDARD_COAL_PLACES)


@cache
def coefficient_sets() -> tuple[CoefficientSet, ...]:
    """Return all sets the program knows, the default (当量) first."""
    sets = [_load(path.read_text("utf-8")) for path in sorted(resource("coefficients").glob("*.toml"))]
    return tuple(sorted(sets, key=lambda one: one.key != "calorific"))


def coefficient_set(key: str) -> CoefficientSet:
    """Return the set of this key; raises KeyError."""
    for one in coefficient_sets():
        if one.key == key:
            return one
    raise KeyError(key)


def _load(text: str) -> CoefficientSet:
    data = tomllib.loads(text)
    factors: dict[str, list[Factor]] = {}
    for row in data["factor"]:
        factor = Factor(row["unit"], Decimal(row["kgce"]), row.get("source", data["source"]))
        factors.setdefault(row["carrier"], []).append(factor)
    return CoefficientSet(
        data["key"], data["name"], data["source"], {key: tuple(rows) for key, rows in factors.items()}
    )
