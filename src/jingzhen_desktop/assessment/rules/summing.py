"""What the standings of a year come to together: counts by word, the units' mean. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..values.quotas import QuotaMeasure, QuotaState
from ..values.standing import Band, Standing


@dataclass(frozen=True, slots=True)
class Together:
    """Some units in one indicator.

    Attributes:
        counted: how many have a value in ``measure``.
        actual: all they used ÷ all their area or heads.
        before: the same of the year before, over the units that have both.
        words: how many stand under which word, best first, those not judged last.
    """

    measure: QuotaMeasure
    counted: int
    actual: Decimal | None
    change: Decimal | None
    words: tuple[tuple[str, Band, int], ...]


_ORDER = (Band.GUIDE, Band.BASE, Band.LIMIT, Band.OVER, Band.NONE)


def together(standings: Sequence[Standing], measure: QuotaMeasure) -> Together:
    """Add up some units in one indicator: those measured in ``measure`` and by the same coefficients."""
    alike = _converted_alike([one for one in standings if one.measure is measure and one.actual is not None])
    both = [one for one in alike if one.before is not None]
    now, before = _mean(alike), None
    change = None
    if both:
        same_base = sum((one.base or Decimal(0) for one in both), Decimal(0))
        used_now = sum((one.used or Decimal(0) for one in both), Decimal(0))
        used_before = sum(((one.before or Decimal(0)) * (one.base or Decimal(0)) for one in both), Decimal(0))
        before = used_before / same_base if same_base else None
        change = (used_now - used_before) / used_before if used_before else None
    return Together(measure, len(alike), now, change if before is not None else None, _words(standings))


def _converted_alike(standings: Sequence[Standing]) -> list[Standing]:
    """Return the largest group whose standard coal is converted by the same coefficients: of others the sum
    would mean nothing. Electricity and water are not converted.
    """
    if not standings or standings[0].measure.numerator != "kgce":
        return list(standings)
    groups: dict[object, list[Standing]] = {}
    for one in standings:
        standard = one.standard
        how = (standard.coefficient_set, standard.coefficients) if standard is not None else None
        groups.setdefault(how, []).append(one)
    return max(groups.values(), key=len)


def _mean(standings: Iterable[Standing]) -> Decimal | None:
    used = base = Decimal(0)
    for one in standings:
        used, base = used + (one.used or Decimal(0)), base + (one.base or Decimal(0))
    return used / base if base else None


def _words(standings: Iterable[Standing]) -> tuple[tuple[str, Band, int], ...]:
    counts = Counter((one.band, one.word if one.is_judged else _plain(one)) for one in standings)
    order = sorted(counts.items(), key=lambda item: _ORDER.index(item[0][0]))
    return tuple((word, band, number) for (band, word), number in order)


def _plain(standing: Standing) -> str:
    """Why a unit is not judged, in as few words as many units share."""
    return standing.word if standing.word in _SHARED else "缺数据"


_SHARED = ("未选定额", "没有适用的定额", "不比较", "未定值")


def usual_measure(standings: Iterable[Standing], usual: QuotaMeasure) -> QuotaMeasure:
    """Return the unit of measure most units of an indicator have."""
    counts = Counter(one.measure for one in standings if one.actual is not None)
    return counts.most_common(1)[0][0] if counts else usual


def doubtful_states(standings: Iterable[Standing]) -> tuple[QuotaState, ...]:
    """Return, once each, the states of chosen rows that do not count as the office's own."""
    found = {one.state for one in standings if one.state not in (None, QuotaState.OWN)}
    return tuple(state for state in QuotaState if state in found)
