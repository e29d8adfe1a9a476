"""Which facts of a unit its chosen quotas need, and so are asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ..values.quotas import Exclusion, HeadRule, QuotaIndicator, QuotaMeasure
from ..values.standing import Standing
from ..values.yardsticks import Yardstick

CLASS = ("quota_kind", "quota_grade", "boarding", "class_since")
_BOARDERS, _BEDS = ("boarders",), ("beds", "bed_days")
_SPECIAL = ("special_area", "special_electricity", "special_gas")
_SPECIAL_WATER = ("special_water",)
_HEATING = ("heating_electricity", "heating_gas")
_HEATED = ("heating_area",)
POSTS = (
    "energy_posts_full",
    "energy_posts_part",
    "energy_posts_trained",
    "statistics_posts_full",
    "statistics_posts_part",
    "statistics_posts_trained",
)
"""What a score table asks of the unit's posts."""


def needed_facts(standings: Iterable[Standing], *, scored: bool) -> tuple[str, ...]:
    """Return the facts to ask for, by name, given what is chosen for a unit.

    Args:
        scored: whether a score table is in use, which asks for the unit's posts.
    """
    found: dict[str, None] = {}
    for standing in standings:
        if standing.choice is not None and standing.choice.yardstick is not Yardstick.NONE:
            found |= dict.fromkeys(CLASS)
            found |= dict.fromkeys(_needed_by(standing))
    if scored:
        found |= dict.fromkeys(("affiliation", *POSTS))
    return tuple(found)


def _needed_by(standing: Standing) -> Iterable[str]:
    quota = standing.quota
    if quota is None:
        return
    if quota.head_rule is HeadRule.SCHOOL and quota.measure is QuotaMeasure.WATER_HEAD:
        yield from _BOARDERS
    if quota.measure is QuotaMeasure.WATER_BED:
        yield from _BEDS
    if Exclusion.SPECIAL in quota.excluded:
        yield from _SPECIAL_WATER if quota.indicator is QuotaIndicator.WATER else _SPECIAL
    if Exclusion.HEATING in quota.excluded or quota.indicator is QuotaIndicator.HEATING:
        yield from _HEATING
    if quota.indicator is QuotaIndicator.HEATING:
        yield from _HEATED
