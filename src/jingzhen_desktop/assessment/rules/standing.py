"""How a unit stands: band, word, gap, next year's target, or why it is not judged. Pure.

A value equal to a level belongs to the better band (DB37/T 2671-2019). What is compared is exact: use against
level × base, so that no rounding of a ratio decides; figures are rounded only where they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ...base.numbers import round_half_up, show_number
from ...energy.statistics import Item
from ...organisation.values.units import UnitFacts
from ...quarterly.rules.town import VEHICLE_FUELS
from ..limits import next_targets
from ..values.quotas import (
    USUALLY_EXCLUDED,
    Exclusion,
    HeadRule,
    LevelKind,
    Obstacle,
    Quota,
    QuotaChoice,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
    QuotaState,
)
from ..values.standing import Band, Gap, Part, Period, Standing
from ..values.use import Lack, Measured, UnitBasis, UnitUse
from ..values.yardsticks import Yardstick
from .amounts import LITRES, Amount, Wanted, amount_of
from .coefficients import Factors
from .metered import HEAT, POWER, WATER
from .used import COAL_PLACES

LEAST_ALIKE = 3
"""Units of the same kind that a mean needs: of two, each would be measured by the other."""
_YEARS_BEFORE = 3

_WORDS = {
    LevelKind.THREE: {
        Band.GUIDE: "优于引导值",
        Band.BASE: "达到基准值",
        Band.LIMIT: "达到约束值",
        Band.OVER: "超约束值",
    },
    LevelKind.TWO: {Band.GUIDE: "优于先进值", Band.LIMIT: "达到通用值", Band.OVER: "超通用值"},
    LevelKind.ONE: {Band.LIMIT: "未超定额", Band.OVER: "超定额"},
}
_YARDSTICK_WORDS = {Band.LIMIT: "未超参照值", Band.OVER: "超参照值"}
_LEVEL_OF_BAND = {Band.GUIDE: "guide", Band.BASE: "base", Band.LIMIT: "limit"}

Levels = tuple[Decimal | None, Decimal | None, Decimal | None]
"""limit, base, guide."""
_NO_LEVELS: Levels = (None, None, None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen for a unit and an indicator, with all it names; no choice at all is allowed.

    Attributes:
        contradicted: whether another row gives the same quota otherwise.
        counts: whether a judgement by it is the office's own.
    """

    choice: QuotaChoice | None = None
    quota: Quota | None = None
    standard: QuotaStandard | None = None
    state: QuotaState | None = None
    contradicted: bool = False
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """What one unit is judged in: its numbers now, a year earlier and before, the coefficients of its row.

    Attributes:
        before: the same quarters of the year before, and of the two years before that; None where the unit
            was not there.
        alike: what the same indicator comes to in the units of its kind, itself included.
        facts_before: the unit's facts in the year before the period's.
    """

    now: UnitBasis
    before: Sequence[UnitBasis | None]
    factors: Factors
    items: Mapping[Measured, Item]
    alike: Sequence[Decimal] = ()
    facts_before: UnitFacts | None = None


def wanted_of(indicator: QuotaIndicator, quota: Quota | None) -> Wanted:
    """Say what is computed: as the row defines the indicator, or as usual."""
    if quota is None:
        head = HeadRule.USERS
        return Wanted(indicator, indicator.measures[0], head, USUALLY_EXCLUDED.get(indicator, ()))
    return Wanted(indicator, quota.measure, quota.head_rule, quota.excluded)


def standing_of(
    indicator: QuotaIndicator,
    period: Period,
    chosen: Chosen,
    conditions: Conditions,
    *,
    explain: bool = False,
) -> Standing:
    """Return how a unit stands in an indicator; ``explain`` keeps the computation number by number."""
    wanted = wanted_of(indicator, chosen.quota)
    now = amount_of(wanted, conditions.now, conditions.factors, conditions.items, explain=explain)
    before = _actuals_before(wanted, conditions)
    levels, names, no_levels = _levels_of(chosen, before, conditions)
    lack = _why_not(chosen, period, conditions) or now.lack or no_levels
    band = Band.NONE
    if lack is None and now.used is not None and now.base:
        band = band_of(now.used, now.base, levels)
        if band is Band.NONE:
            lack = Lack("未定值", "标准没有给出能判定的等级值（—）")
    target = next_targets().get(band) if chosen.quota is not None else None
    standing = Standing(
        unit=conditions.now.unit,
        period=period,
        indicator=indicator,
        choice=chosen.choice,
        quota=chosen.quota,
        standard=chosen.standard,
        state=chosen.state,
        measure=wanted.measure,
        levels=levels,
        level_names=names,
        used=now.used,
        base=now.base,
        actual=now.actual,
        before=before[0] if before else None,
        band=band,
        word=_word(band, chosen) if lack is None else lack.word,
        reason="" if lack is None else lack.sentence,
        gap=None,
        excess=None,
        next_target=target.words if target is not None else "",
        next_change=target.change if target is not None else None,
        counts=chosen.counts and band is not Band.NONE,
        parts=_all_parts(now, wanted, chosen, levels, names) if explain else (),
    )
    if band is Band.NONE:
        return standing
    to = GapTo(now, wanted, conditions)
    return replace(standing, gap=_next_gap(band, levels, names, to), excess=_excess(band, levels, names, to))


def band_of(used: Decimal, base: Decimal, levels: Levels) -> Band:
    """Return between which levels use ÷ base lies; equal belongs to the better band.
    Worse than every level that is set is over, if the upper limit is one of them.
    """
    limit, middle, guide = levels
    for band, level in ((Band.GUIDE, guide), (Band.BASE, middle), (Band.LIMIT, limit)):
        if level is not None and used <= level * base:
            return band
    return Band.OVER if limit is not None else Band.NONE


def obstacles(chosen: Chosen, period: Period, facts: UnitFacts, before: UnitFacts | None) -> list[Obstacle]:
    """Return what speaks against comparing a unit with its row over a period."""
    first, last = period.quarters[0].start, period.quarters[-1].end
    found = []
    if _class_changed(period, facts, before):
        found.append(Obstacle.CLASS_CHANGED)
    standard = chosen.standard
    if standard is not None and (
        (standard.valid_from is not None and standard.valid_from > first)
        or (standard.valid_to is not None and standard.valid_to < last)
    ):
        found.append(Obstacle.VALIDITY)
    if chosen.contradicted:
        found.append(Obstacle.CONTRADICTION)
    return found


def _class_changed(period: Period, facts: UnitFacts, before: UnitFacts | None) -> bool:
    """Whether kind, grade or boarding changed after the first day of a period."""
    first, last = period.quarters[0].start, period.quarters[-1].end
    days = [one.class_since for one in (facts, before) if one is not None and one.class_since is not None]
    if any(first < day <= last for day in days):
        return True
    return not period.is_year and before is not None and before.quota_class != facts.quota_class


def _why_not(chosen: Chosen, period: Period, conditions: Conditions) -> Lack | None:
    choice = chosen.choice
    if choice is None:
        return Lack("未选定额", "还没有为这个单位选定定额")
    if choice.yardstick is Yardstick.NONE:
        return Lack("没有适用的定额", f"没有适用的定额：{choice.reason}")
    if chosen.quota is None:
        return None
    found = obstacles(chosen, period, conditions.now.unit.facts, conditions.facts_before)
    open_ones = [one for one in found if one not in choice.despite]
    if not open_ones:
        return None
    words = "；".join(_obstacle_sentence(one, chosen, conditions) for one in open_ones)
    return Lack("不比较", f"{words}，不比较；确定全期用同一行的，请在选定时写明理由")


def _obstacle_sentence(one: Obstacle, chosen: Chosen, conditions: Conditions) -> str:
    if one is Obstacle.CLASS_CHANGED:
        since = conditions.now.unit.facts.class_since
        when = f"自{since.isoformat()}起" if since is not None else "跨年"
        return f"单位类别{when}变化"
    if one is Obstacle.VALIDITY and chosen.standard is not None:
        first, last = chosen.standard.valid_from, chosen.standard.valid_to
        parts = [f"{first.isoformat()}起施行" if first else "", f"{last.isoformat()}起废止" if last else ""]
        return f"标准{chosen.standard.number}{'、'.join(filter(None, parts))}"
    return "同一定额有两处来源，数值不一致"


def _actuals_before(wanted: Wanted, conditions: Conditions) -> list[Decimal | None]:
    return [
        None if one is None else amount_of(wanted, one, conditions.factors, conditions.items).actual
        for one in conditions.before
    ]


def _levels_of(
    chosen: Chosen, before: Sequence[Decimal | None], conditions: Conditions
) -> tuple[Levels, dict[str, str], Lack | None]:
    """The levels after correction, their names, and why there are none."""
    choice, quota, standard = chosen.choice, chosen.quota, chosen.standard
    if choice is None:
        return _NO_LEVELS, {}, None
    if quota is not None and standard is not None:
        factor = choice.factor if choice.factor is not None else Decimal(1)
        limit, base, guide = (None if one is None else one * factor for one in quota.levels)
        return (limit, base, guide), standard.levels.names, None
    level, lack = _yardstick(choice, before, conditions)
    return (level, None, None), {"limit": choice.yardstick.words}, lack


def _yardstick(
    choice: QuotaChoice, before: Sequence[Decimal | None], conditions: Conditions
) -> tuple[Decimal | None, Lack | None]:
    if choice.yardstick is Yardstick.LAST_YEAR:
        last = before[0] if before else None
        if last is None:
            return None, Lack("缺上年数据", "上年同期的数据不全，没有可对照的数")
        return last * (1 - (choice.target or Decimal(0)) / 100), None
    if choice.yardstick is Yardstick.THREE_YEARS:
        known = [one for one in before[:_YEARS_BEFORE] if one is not None]
        if len(known) < _YEARS_BEFORE:
            return None, Lack("缺前三年数据", f"前三年中只有{len(known)}年的数据完整，不能平均")
        return sum(known, Decimal(0)) / len(known), None
    if choice.yardstick is Yardstick.SAME_KIND:
        if len(conditions.alike) < LEAST_ALIKE:
            number = len(conditions.alike)
            return None, Lack("同类单位不足", f"数据完整的同类单位只有{number}个，不足{LEAST_ALIKE}个不平均")
        return sum(conditions.alike, Decimal(0)) / len(conditions.alike), None
    return None, None


def _word(band: Band, chosen: Chosen) -> str:
    words = _WORDS[chosen.standard.levels] if chosen.standard is not None else _YARDSTICK_WORDS
    return words.get(band, "")


@dataclass(frozen=True, slots=True)
class GapTo:
    """What a gap is computed from."""

    amount: Amount
    wanted: Wanted
    conditions: Conditions

    def level(self, name: str, level: Decimal) -> Gap:
        """How far it is to a level; negative: what is in hand."""
        amount = self.amount
        assert amount.used is not None
        assert amount.base is not None
        per_base = amount.used / amount.base - level
        total = amount.used - level * amount.base
        if self.wanted.measure is QuotaMeasure.WATER_BED:
            total /= LITRES
        return Gap(name, per_base, total, self._power(total), self._money(total))

    def _power(self, total: Decimal) -> Decimal | None:
        """The kWh a gap stands for."""
        if self.wanted.indicator is QuotaIndicator.WATER:
            return None
        if self.wanted.indicator is QuotaIndicator.ELECTRICITY:
            return total
        factor = next((one.kgce for at, one in self.conditions.factors.items() if at[0] == POWER), None)
        return total / factor if factor else None

    def _money(self, total: Decimal) -> Decimal | None:
        """What a gap costs at what the unit itself paid in the period."""
        use = self.conditions.now.use
        keys = {QuotaIndicator.WATER: (WATER,), QuotaIndicator.ELECTRICITY: (POWER,)}.get(
            self.wanted.indicator
        )
        if keys is None:
            kgce, cost = self._energy()
            return total * cost / kgce if kgce and cost else None
        quantity = sum((value for at, value in use.quantities.items() if at[0] in keys), Decimal(0))
        cost = use.costs.get(keys[0], Decimal(0))
        return total * cost / quantity if quantity and cost else None

    def _energy(self) -> tuple[Decimal, Decimal]:
        """Kgce and yuan of the energy the quota speaks of: fuel of vehicles and heat that it leaves out price
        nothing.
        """
        use, factors, items = self.conditions.now.use, self.conditions.factors, self.conditions.items
        without = self.wanted.excluded
        carriers = [at for at in factors if at in items and items[at].is_carrier]
        if Exclusion.HEATING in without:
            carriers = [at for at in carriers if at[0] != HEAT]
        kgce = sum((use.quantities.get(at, Decimal(0)) * factors[at].kgce for at in carriers), Decimal(0))
        keys = dict.fromkeys(key for key, _ in carriers)
        cost = sum((use.costs.get(key, Decimal(0)) for key in keys), Decimal(0))
        fuels = [at for at in factors if at[0] in VEHICLE_FUELS and at in items]
        for at in fuels if Exclusion.TRANSPORT in without else ():
            kgce -= use.quantities.get(at, Decimal(0)) * factors[at].kgce
            cost -= _cost_of_fuel(use, at, items[at].part_of or "")
        return kgce, cost


def _cost_of_fuel(use: UnitUse, at: Measured, carrier: str) -> Decimal:
    """What vehicles' fuel cost: as it was entered, else its share of the carrier."""
    if at[0] in use.costs:
        return use.costs[at[0]]
    whole = use.quantities.get((carrier, at[1]), Decimal(0))
    part = use.quantities.get(at, Decimal(0))
    return use.costs.get(carrier, Decimal(0)) * part / whole if whole else Decimal(0)


def _next_gap(band: Band, levels: Levels, names: Mapping[str, str], to: GapTo) -> Gap | None:
    """To the next better level that is set; None in the best band."""
    limit, base, guide = levels
    order = [("limit", limit, Band.OVER), ("base", base, Band.LIMIT), ("guide", guide, Band.BASE)]
    worse = [Band.OVER, Band.LIMIT, Band.BASE, Band.GUIDE]
    for key, level, when in order:
        if level is not None and worse.index(when) >= worse.index(band):
            return to.level(names[key], level)
    return None


def _excess(band: Band, levels: Levels, names: Mapping[str, str], to: GapTo) -> Gap | None:
    limit = levels[0]
    return to.level(names["limit"], limit) if band is Band.OVER and limit is not None else None


def _all_parts(
    now: Amount, wanted: Wanted, chosen: Chosen, levels: Levels, names: Mapping[str, str]
) -> tuple[Part, ...]:
    parts = list(now.parts)
    if now.actual is not None and now.used is not None and now.base is not None:
        used = round_half_up(now.used, COAL_PLACES) if wanted.measure.numerator == "kgce" else now.used
        above, _, below = str(wanted.measure).partition("/")
        text = f"{show_number(used)}{above}÷{show_number(now.base)}{below}"
        parts.append(Part(wanted.indicator.words, text, now.actual, wanted.measure))
    for key, level in zip(("limit", "base", "guide"), levels, strict=True):
        if level is not None:
            parts.append(Part(names[key], _level_text(key, chosen), level, wanted.measure))
    return tuple(parts)


def _level_text(key: str, chosen: Chosen) -> str:
    quota, choice, standard = chosen.quota, chosen.choice, chosen.standard
    if quota is None or standard is None:
        return "见选定理由"
    where = " ".join(filter(None, (standard.number, quota.table_number, quota.unit_class, quota.zone)))
    if choice is not None and choice.factor is not None:
        plain = show_number(getattr(quota, key))
        return f"{where}，{plain}×修正系数{show_number(choice.factor)}（{choice.factor_reason}）"
    return where
