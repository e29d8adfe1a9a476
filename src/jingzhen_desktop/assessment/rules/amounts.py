"""What a quota compares: how much was used, divided by area, heads or bed-days; number by number. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ...base.numbers import show_number
from ...energy.statistics import Item
from ...quarterly.rules.town import VEHICLE_FUELS
from ..values.quotas import Exclusion, HeadRule, QuotaIndicator, QuotaMeasure
from ..values.standing import Part
from ..values.use import Lack, Measured, UnitBasis
from .coefficients import Factors
from .heads import heads_of
from .metered import GAS, HEAT, POWER, WATER, area_left_out, metered_parts

NOTHING = Decimal(0)
LITRES = Decimal(1000)
_MEASURES = {POWER: "千瓦时", GAS: "立方米"}
"""Of what is metered by itself, in which unit the forms count it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be computed: an indicator as one row defines it, or as usual."""

    indicator: QuotaIndicator
    measure: QuotaMeasure
    head_rule: HeadRule
    excluded: tuple[Exclusion, ...]


@dataclass(slots=True)
class Amount:
    """What was used, and its denominator.

    Attributes:
        lack: why it cannot be computed.
        explains: whether the parts say in words how they are computed.
    """

    used: Decimal | None = None
    base: Decimal | None = None
    lack: Lack | None = None
    parts: list[Part] = field(default_factory=list)
    explains: bool = True

    @property
    def actual(self) -> Decimal | None:
        """Used ÷ base, exact as far as Decimal goes."""
        if self.used is None or not self.base or self.lack is not None:
            return None
        return self.used / self.base


def amount_of(
    wanted: Wanted,
    basis: UnitBasis,
    factors: Factors,
    items: Mapping[Measured, Item],
    *,
    explain: bool = False,
) -> Amount:
    """Compute an indicator of a unit; ``explain`` says in words how."""
    made = Amount(explains=explain)
    made.lack = _lack_of_quarters(basis)
    _add_use(made, wanted, basis, factors, items)
    _add_base(made, wanted, basis)
    return made


def _lack_of_quarters(basis: UnitBasis) -> Lack | None:
    use = basis.use
    if use.owed < 4:
        return Lack("不足四季", "四个季度中有的季度不报表（新设、撤并或不填报），不足一年不比较")
    if use.absent:
        names = "、".join(use.absent)
        return Lack(f"缺{names}", f"{names}没有报表，不足一年不比较")
    return None


def _add_use(
    made: Amount, wanted: Wanted, basis: UnitBasis, factors: Factors, items: Mapping[Measured, Item]
) -> None:
    if not basis.is_year and _measured_by_year(wanted, basis):
        made.lack = made.lack or Lack("只能按全年", "专用系统、供暖、床日按全年计量，请选全年比较")
    if wanted.indicator is QuotaIndicator.WATER:
        _use_of_one(made, WATER, "m³", wanted, basis)
        if wanted.measure is QuotaMeasure.WATER_BED and made.used is not None:
            made.parts.append(Part("折合升", f"{show_number(made.used)}m³×1,000", made.used * LITRES, "L"))
            made.used *= LITRES
    elif wanted.indicator is QuotaIndicator.ELECTRICITY:
        _use_of_one(made, POWER, "kWh", wanted, basis)
    elif wanted.indicator is QuotaIndicator.HEATING:
        _use_of_heating(made, basis, factors)
    else:
        _use_of_energy(made, wanted, basis, factors, items)


def _measured_by_year(wanted: Wanted, basis: UnitBasis) -> bool:
    facts = basis.unit.facts
    special = Exclusion.SPECIAL in wanted.excluded and metered_parts(facts, (Exclusion.SPECIAL,))
    heating = facts.heating_electricity is not None or facts.heating_gas is not None
    needs_heating = wanted.indicator is QuotaIndicator.HEATING or Exclusion.HEATING in wanted.excluded
    return bool(special) or (heating and needs_heating) or wanted.measure is QuotaMeasure.WATER_BED


def _use_of_one(made: Amount, key: str, unit: str, wanted: Wanted, basis: UnitBasis) -> None:
    title = {POWER: "用电量", WATER: "用水量"}[key]
    used = sum((value for (row, _), value in basis.use.quantities.items() if row == key), NOTHING)
    made.lack = made.lack or _blank_lack(basis, [(key, title)])
    made.parts.append(Part(title, "", used, unit))
    out = metered_parts(basis.unit.facts, wanted.excluded)
    for part in [one for one in out if one.carrier == key]:
        made.parts.append(Part(f"扣除{part.title}", "单独计量", -part.quantity, unit))
        used -= part.quantity
    _finish(made, used, unit)


def _finish(made: Amount, used: Decimal, unit: str) -> None:
    made.parts.append(Part("合计", "", used, unit))
    if used < 0:
        made.lack = made.lack or Lack("扣除过多", "单独计量的扣除量大于总用量，请核对")
    made.used = used


def _use_of_energy(
    made: Amount, wanted: Wanted, basis: UnitBasis, factors: Factors, items: Mapping[Measured, Item]
) -> None:
    counted = [
        (at, items[at], factor.kgce, factor.source)
        for at, factor in factors.items()
        if at in items and items[at].is_carrier
    ]
    used = NOTHING
    for at, item, kgce, source in counted:
        quantity = basis.use.quantities.get(at, NOTHING)
        if quantity:
            coal = quantity * kgce
            made.parts.append(_converted(made, item.name, quantity, item.unit, kgce, source))
            used += coal
    made.lack = made.lack or _blank_lack(basis, [(item.key, item.name) for _, item, _, _ in counted])
    for part in _out_of_energy(made, wanted, basis, factors, items):
        made.parts.append(part)
        used += part.value or NOTHING
    _finish(made, used, "kgce")


def _out_of_energy(
    made: Amount, wanted: Wanted, basis: UnitBasis, factors: Factors, items: Mapping[Measured, Item]
) -> Iterable[Part]:
    """What is left out, as negative parts."""
    found: list[Part | None] = []
    if Exclusion.TRANSPORT in wanted.excluded:
        fuels = [at for at in factors if at[0] in VEHICLE_FUELS and at in items]
        found += [_left_out(made, items[at].name, basis.use.quantities.get(at), at, factors) for at in fuels]
        made.lack = made.lack or _vehicle_lack(basis, fuels, items)
    if Exclusion.HEATING in wanted.excluded:
        heats = [at for at in factors if at[0] == HEAT]
        found += [_left_out(made, "供暖用热", basis.use.quantities.get(at), at, factors) for at in heats]
    for one in metered_parts(basis.unit.facts, wanted.excluded):
        if one.carrier in _MEASURES:
            at = (one.carrier, _MEASURES[one.carrier])
            found.append(_left_out(made, f"{one.title}{one.what}", one.quantity, at, factors))
    return [part for part in found if part is not None]


def _left_out(
    made: Amount, title: str, quantity: Decimal | None, at: Measured, factors: Factors
) -> Part | None:
    if not quantity or at not in factors:
        return None
    part = _converted(made, f"扣除{title}", quantity, at[1], factors[at].kgce, factors[at].source)
    return Part(part.title, part.text, -quantity * factors[at].kgce, part.unit)


def _vehicle_lack(basis: UnitBasis, fuels: Sequence[Measured], items: Mapping[Measured, Item]) -> Lack | None:
    """Vehicles' fuel that is blank matters only where the carrier itself was used."""
    carriers = {items[at].part_of for at in fuels}
    used = {key for (key, _), value in basis.use.quantities.items() if key in carriers and value}
    return _blank_lack(basis, [(at[0], items[at].name) for at in fuels if items[at].part_of in used])


def _use_of_heating(made: Amount, basis: UnitBasis, factors: Factors) -> None:
    facts = basis.unit.facts
    heats = [at for at in factors if at[0] == HEAT]
    sources: list[tuple[str, Decimal | None, Measured]] = [
        *(("热力", basis.use.quantities.get(at), at) for at in heats),
        ("供暖用电", facts.heating_electricity, (POWER, _MEASURES[POWER])),
        ("供暖用气", facts.heating_gas, (GAS, _MEASURES[GAS])),
    ]
    used = NOTHING
    for title, quantity, at in sources:
        if quantity and at in factors:
            made.parts.append(_converted(made, title, quantity, at[1], factors[at].kgce, factors[at].source))
            used += quantity * factors[at].kgce
    if not used:
        made.lack = made.lack or Lack("没有供暖计量", "没有供暖用热，也没有单独计量的供暖用电、用气")
    _finish(made, used, "kgce")


def _converted(made: Amount, title: str, quantity: Decimal, measure: str, kgce: Decimal, source: str) -> Part:
    text = f"{show_number(quantity)}{measure}×{show_number(kgce)}（{source}）" if made.explains else ""
    return Part(title, text, quantity * kgce, "kgce")


def _blank_lack(basis: UnitBasis, rows: Sequence[tuple[str, str]]) -> Lack | None:
    blank = basis.use.blank or {}
    for key, name in rows:
        if key in blank:
            return Lack(f"{name}有空白", f"{'、'.join(blank[key])}的“{name}”没有填写，不足一年不比较")
    return None


def _add_base(made: Amount, wanted: Wanted, basis: UnitBasis) -> None:
    if wanted.measure in (QuotaMeasure.KGCE_HEAD, QuotaMeasure.POWER_HEAD, QuotaMeasure.WATER_HEAD):
        part, lack = heads_of(wanted.head_rule, basis)
    elif wanted.measure is QuotaMeasure.WATER_BED:
        part, lack = _bed_days(basis)
    else:
        part, lack = _area(wanted, basis)
    made.parts.append(part)
    made.base = part.value
    made.lack = made.lack or lack


def _bed_days(basis: UnitBasis) -> tuple[Part, Lack | None]:
    days = basis.unit.facts.bed_days
    part = Part("实际开放总床日数", "", None if days is None else Decimal(days), "床日")
    return part, None if days else Lack("缺床日数", "没有填写实际开放总床日数")


def _area(wanted: Wanted, basis: UnitBasis) -> tuple[Part, Lack | None]:
    facts = basis.unit.facts
    if wanted.indicator is QuotaIndicator.HEATING:
        heated = facts.heating_area
        return Part("采暖建筑面积", "", heated, "㎡"), None if heated else Lack(
            "缺采暖面积", "没有填写采暖建筑面积"
        )
    if not facts.floor_area:
        return Part("建筑面积", "", facts.floor_area, "㎡"), Lack("缺建筑面积", "没有填写建筑面积")
    out = area_left_out(facts, wanted.excluded)
    if out is None:
        return Part("建筑面积", "", facts.floor_area, "㎡"), None
    left = facts.floor_area - out
    text = f"{show_number(facts.floor_area)}−{show_number(out)}（专用系统和车库）"
    return Part("建筑面积", text, left, "㎡"), None if left > 0 else Lack("面积为0", "扣除专用面积后没有面积")
