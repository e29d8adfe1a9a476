"""Choosing quotas in tests as a clerk does: by words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from jingzhen_desktop.assessment.actions.choices import choose_quotas
from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.values.quotas import Obstacle, QuotaChoice, QuotaIndicator
from jingzhen_desktop.assessment.values.yardsticks import Yardstick
from jingzhen_desktop.organisation.actions.units import change_facts
from jingzhen_desktop.organisation.queries.units import units_of_year

if TYPE_CHECKING:
    from jingzhen_desktop.assessment.values.quotas import Quota
    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.organisation.values.units import UnitInYear

YEAR = 2011
DESPITE = (Obstacle.VALIDITY,)
REASON = "示例：2019年的标准用于2011年的数据"


def unit_named(office: Office, name: str, year: int = YEAR) -> UnitInYear:
    return next(unit for unit in units_of_year(office, year) if name in unit.name)


def row(office: Office, number: str, indicator: QuotaIndicator, unit_class: str, zone: str = "") -> Quota:
    """The only row of a standard for an indicator and a class."""
    register = quota_register(office)
    standards = {one.id for one in register.standards if number in one.number}
    (found,) = (
        quota
        for quota in register.quotas
        if (quota.standard_id in standards, quota.indicator, quota.unit_class, quota.zone)
        == (True, indicator, unit_class, zone)
    )
    return found


def choose(
    office: Office,
    unit: UnitInYear,
    quota: Quota | None,
    indicator: QuotaIndicator | None = None,
    yardstick: Yardstick | None = None,
    **more: object,
) -> QuotaChoice:
    """Choose a row, or a yardstick without one; returns what was asked for."""
    asked = indicator or (quota.indicator if quota is not None else QuotaIndicator.NON_HEATING)
    choice = QuotaChoice(
        0,
        unit.id,
        unit.year,
        asked,
        yardstick or (Yardstick.QUOTA if quota is not None else Yardstick.NONE),
        quota.id if quota is not None else None,
        despite=DESPITE,
        reason=REASON,
    )
    made = replace(choice, **more)  # type: ignore[arg-type]
    choose_quotas(office, [made])
    return made


def set_facts(office: Office, unit: UnitInYear, **facts: object) -> None:
    """Change facts of a unit in its year, whatever they were."""
    now = next(one for one in units_of_year(office, unit.year) if one.id == unit.id)
    new = replace(now, facts=replace(now.facts, **facts))  # type: ignore[arg-type]
    change_facts(office, now, new)
