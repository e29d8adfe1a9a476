"""CO₂ of quantities: named sets (``resources/coefficients/carbon/*.toml``) whose electricity has a factor by
year.

There are several series for electricity; a result is only worth something with the name of its set and the
year.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import chain

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
        provinces: the same by province, as far as they are known.
    """

    key: str
    name: str
    source: str
    fuels: Mapping[tuple[str, str], CarbonFactor]
    power: Mapping[int, CarbonFactor]
    provinces: Mapping[str, Mapping[int, CarbonFactor]] = field(default_factory=dict)

    def factor(
        self,
        carrier: str,
        unit: str,
        year: int,
        densities: Mapping[str, Decimal],
        own_power: Decimal | None = None,
        province: str = "",
        *,
        other_years: bool = False,
    ) -> CarbonFactor | None:
        """Return the factor of a carrier in a year; None if the set has none.

        Args:
            densities: kilograms per litre by carrier.
            own_power: the office's own factor of electricity, instead of the set's.
            province: whose factor of electricity is wanted; empty is that of the nation.
            other_years: a year without a factor of electricity takes that of another year, which says so.
        """
        if carrier == _POWER:
            return self._power(year, own_power, province, other_years) if unit == _POWER_UNIT else None
        found = self.fuels.get((carrier, unit))
        by_weight = self.fuels.get((carrier, "千克"))
        if found is None and unit == "升" and by_weight is not None and carrier in densities:
            return CarbonFactor(
                by_weight.kilograms * densities[carrier],
                f"{by_weight.source}，密度{show_number(densities[carrier])}千克/升",
            )
        return found

    def _power(self, year: int, own: Decimal | None, province: str, other_years: bool) -> CarbonFactor | None:
        """The factor of the year; where the office wants it that of the newest year up to it, or of the first
        after it, which says so.
        """
        if own:
            return CarbonFactor(own, "设置中填写的电力排放因子")
        known = self.provinces.get(province, {}) if province else self.power
        if year in known:
            return known[year]
        if not known or not other_years:
            return None
        taken = known[max((one for one in known if one <= year), default=min(known))]
        return CarbonFactor(taken.kilograms, f"{taken.source}（没有{year}年的数值）")


def emission(quantity: Decimal, factor: CarbonFactor) -> Decimal:
    """Return the CO₂ of one quantity in kilograms, rounded half up to 0.01."""
    return round_half_up(quantity * factor.kilograms, CARBON_PLACES)


@cache
def power_provinces() -> tuple[str, ...]:
    """Return the provinces of which any set knows a factor of electricity."""
    names = chain.from_iterable(one.provinces for one in carbon_sets())
    return tuple(dict.fromkeys(names))


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
    provinces: dict[str, dict[int, CarbonFactor]] = {}
    for row in data.get("province", ()):
        source = f"{row['name']}省级电力平均二氧化碳排放因子{row['year']}年"
        provinces.setdefault(row["name"], {})[row["year"]] = CarbonFactor(Decimal(row["kg"]), source)
    return CarbonSet(data["key"], data["name"], data["source"], fuels, power, provinces)
