"""kgce per unit of measure of a carrier as one standard counts it: its own coefficients, and for what it does
not mention those of a named set. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...energy.coefficients import CoefficientSet, coefficient_set
from ...energy.statistics import Item
from ..values.quotas import OwnCoefficient, QuotaStandard
from ..values.use import Measured

_AS_WELL = {
    ("吉焦", "千焦"): Decimal("0.000001"),
    ("千焦", "吉焦"): Decimal(1_000_000),
    ("千克", "吨"): Decimal(1000),
    ("吨", "千克"): Decimal("0.001"),
}
"""Unit of measure of a coefficient, and of the form → how many of the first is one of the second."""


@dataclass(frozen=True, slots=True)
class Factor:
    """kgce per unit of measure, and whose it is: 标准规定, 当量值."""

    kgce: Decimal
    source: str


Factors = Mapping[Measured, Factor]
"""By row of the form; what is not converted (water) is absent."""


def factors_of(
    standard: QuotaStandard | None,
    usual: CoefficientSet,
    densities: Mapping[str, Decimal],
    items: Iterable[Item],
) -> dict[Measured, Factor]:
    """Return the coefficients of a standard for some rows of forms.

    Args:
        usual: the office's own set, for what is judged without a standard.
        densities: kilograms per litre by carrier.
    """
    named = coefficient_set(standard.coefficient_set) if standard is not None else usual
    own = standard.coefficients if standard is not None else ()
    found: dict[Measured, Factor] = {}
    for item in items:
        carrier = item.part_of or item.key
        kgce = _own(own, carrier, item.unit, densities)
        if kgce is not None:
            found[item.key, item.unit] = Factor(kgce, "标准规定")
        elif (kgce := named.per_unit(carrier, item.unit, densities)) is not None:
            found[item.key, item.unit] = Factor(kgce, named.name)
    return found


def _own(
    own: Iterable[OwnCoefficient], carrier: str, measure: str, densities: Mapping[str, Decimal]
) -> Decimal | None:
    for one in own:
        if one.carrier != carrier:
            continue
        if one.measure == measure:
            return one.kgce
        if one.measure == "千克" and measure == "升" and carrier in densities:
            return one.kgce * densities[carrier]
        if (one.measure, measure) in _AS_WELL:
            return one.kgce * _AS_WELL[one.measure, measure]
    return None
