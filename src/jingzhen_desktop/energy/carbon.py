"""CO₂ of quantities: named sets (``resources/coefficients/carbon/*.toml``) whose electricity has a factor by
year.

There are several series for electricity; a result is only worth something with the name of its set and the
year.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..base.numbers import round_half_up, show_number
from ..base.resources import resource

CARBON_PLACES = 2
"""Emissions are rounded half up to 0.01 kg per carrier of a total; the sum is a sum of those."""
_POWER = "electricity"
_POWER_UNIT = "千瓦时"


@dataclass(frozen=True, slots=True)
class CarbonFactor:
    """Kilograms of CO₂ per one unit of measure, with where it comes from."""

    kilograms: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class CarbonSet:
    """A named set.

    Attributes:
        fuels: by carrier and unit of measure; litres need a density (kg/L).
        power: kilograms per kilowatt-hour, by year.
    """

    key: str
    name: str
    source: str
    fuels: Mapping[tuple[str, str], CarbonFactor]
    power: Mapping[int, CarbonFactor]

    def factor(
        self,
        carrier: str,
        unit: str,
        year: int,
        densities: Mapping[str, Decimal],
        own_power: Decimal | None = None,
    ) -> CarbonFactor | None:
        """Return the factor of a carrier in a year; None if the set has none.

        Args:
            densities: kilograms per litre by carrier.
            own_power: the office's own factor of electricity, instead of the set's.
        """
        if carrier == _POWER:
            return self._power(year, own_power) if unit == _POWER_UNIT else None
        found = self.fuels.get((carrier, unit))
        by_weight = self.fuels.get((carrier, "千克"))
        if found is None and unit == "升" and by_weight is not None and carrier in densities:
            return CarbonFactor(
                by_weight.kilograms * densities[carrier],
                f"{by_weight.source}，密度{show_number(densities[carrier])}千克/升",
            )
        return found

    def _power(self, year: int, own: Decimal | None) -> CarbonFactor | None:
        """The factor of the newest year up to this one;
        of years before the first the first, and it says so.
        """
        if own:
            return CarbonFactor(own, "设置中填写的电力排放因子")
        if not self.power:
            return None
        known = max((one for one in self.power if one <= year), default=min(self.power))
        factor = self.power[known]
        return (
            factor
            if known == year
            else CarbonFactor(factor.kilograms, f"{factor.source}（没有{year}年的数值）")
        )


def emission(quantity: Decimal, factor: CarbonFactor) -> Decimal:
    """Return the CO₂ of one quantity in kilograms, rounded half up to 0.01."""
    return round_half_up(quantity * factor.kilograms, CARBON_PLACES)


@cache
def carbon_sets() -> tuple[CarbonSet, ...]:
    """Return all sets the program knows, the default first."""
    sets = [_load(path.read_text("utf-8")) for path in resource("coefficients", "carbon").glob("*.toml")]
    return tuple(sorted(sets, key=lambda one: (one.key != "power_average", one.key)))


def carbon_set(key: str) -> CarbonSet | None:
    """Return the set of this key; None for a key that means none is wanted."""
    return next((one for one in carbon_sets() if one.key == key), None)


def _load(text: str) -> CarbonSet:
    data = tomllib.loads(text)
    fuels = {
        (row["carrier"], row["unit"]): CarbonFactor(Decimal(row["kg"]), row["source"])
        for row in data["factor"]
    }
    power = {row["year"]: CarbonFactor(Decimal(row["kg"]), row["source"]) for row in data["electricity"]}
    return CarbonSet(data["key"], data["name"], data["source"], fuels, power)
