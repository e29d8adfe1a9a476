"""Which facts of a unit its chosen quotas and the score tables in use need, and so are asked for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ..values.quotas import Exclusion, HeadRule, QuotaIndicator, QuotaMeasure
from ..values.score_tables import Source
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
OWNER = ("affiliation",)
"""Whose institution the unit is: asked for wherever the town may judge its own units only."""


def needed_facts(standings: Iterable[Standing], asked: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the facts to ask for, by name, given what is chosen for a unit.

    Args:
        asked: what is asked of every unit of the year: :func:`facts_of_sources`, :data:`OWNER`.
    """
    found: dict[str, None] = {}
    for standing in standings:
        if standing.choice is not None and standing.choice.yardstick is not Yardstick.NONE:
            found |= dict.fromkeys(CLASS)
            found |= dict.fromkeys(_needed_by(standing))
    return tuple(found | dict.fromkeys(asked))


def facts_of_sources(sources: Collection[Source]) -> tuple[str, ...]:
    """Return the facts that a score table asks of a unit, by where its items are found."""
    return (*OWNER, *(POSTS if Source.PEOPLE in sources else ()))


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
