"""A standing over its quota as the case that is recorded of it. Pure."""

from __future__ import annotations

from decimal import Decimal

from ...base.columns import MONEY_PLACES
from ...base.lengths import LONGEST_NOTE
from ...base.numbers import round_half_up
from ..values.over_quota import OverQuota
from ..values.quotas import QuotaMeasure
from ..values.standing import Standing

_PLACES = 4
_STEP = Decimal(1).scaleb(-_PLACES)


def case_of_standing(standing: Standing) -> OverQuota:
    """Return the case of a unit that is over its quota: what was computed is kept in it as it was then.

    Raises:
        ValueError: the standing is not over a quota.
    """
    limit, actual = standing.levels[0], standing.actual
    if not standing.is_over or limit is None or actual is None:
        raise ValueError(standing)
    quota = round_half_up(limit, _PLACES)
    rounded = max(round_half_up(actual, _PLACES), quota + _STEP)  # over it is, by however little
    return OverQuota(
        0,
        standing.unit.id,
        standing.period.year,
        standing.indicator.words,
        str(standing.measure),
        quota,
        rounded,
        standing.level_names.get("limit", "定额"),
        standard_words(standing),
        _ground(standing),
        None if standing.base is None else round_half_up(standing.base, _PLACES),
        _base_unit(standing.measure),
        None if standing.used is None else round_half_up(standing.used, _PLACES),
        _money(standing),
        unit_name=standing.unit.short_name,
    )


def _money(standing: Standing) -> Decimal | None:
    """Yuan of what is over, to the 分; None where the unit's price is not known."""
    money = standing.excess.money if standing.excess is not None else None
    return None if money is None else round_half_up(money, MONEY_PLACES)


def standard_words(standing: Standing) -> str:
    """Number and title, document, table, row and page, as far as they are known."""
    if standing.standard is None or standing.quota is None:
        return ""
    quota = standing.quota
    page = f"第{quota.page}页" if quota.page and not quota.page.startswith("第") else quota.page
    parts = (standing.standard.name, standing.standard.document, quota.table_number, quota.unit_class, page)
    return "，".join(part for part in parts if part)


def _ground(standing: Standing) -> str:
    levels = set(standing.level_names.values())
    parts = [part for part in standing.parts if part.text and part.title not in levels]
    said = "；".join(f"{part.title}：{part.text}" for part in parts)
    return said[:LONGEST_NOTE]


def _base_unit(measure: QuotaMeasure) -> str:
    return "床日" if measure is QuotaMeasure.WATER_BED else str(measure).split("/")[1]
