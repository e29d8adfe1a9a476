"""Settings of the quarterly statistics. The names of people printed at the foot are the town's own."""

from __future__ import annotations

from decimal import Decimal

from ..energy.coefficients import coefficient_sets
from ..energy.statistics import statistical_systems
from ..office.settings import Setting

_GROUP = "季度统计"
_DENSITY_HELP = "千克/升，把升折成千克；没有统一规定，按当地口径"

COEFFICIENT_SET = Setting(
    "quarterly.coefficients",
    "calorific",
    "折标准煤系数",
    "电力按当量值或等价值折算，全部结果注明所用系数",
    _GROUP,
    tuple((one.key, one.name) for one in coefficient_sets()),
)
PETROL_DENSITY = Setting("quarterly.density.petrol", Decimal("0.73"), "汽油密度（千克/升）", _DENSITY_HELP, _GROUP, lowest=0, highest=2)
DIESEL_DENSITY = Setting("quarterly.density.diesel", Decimal("0.86"), "柴油密度（千克/升）", _DENSITY_HELP, _GROUP, lowest=0, highest=2)
KEROSENE_DENSITY = Setting("quarterly.density.kerosene", Decimal("0.80"), "煤油密度（千克/升）", _DENSITY_HELP, _GROUP, lowest=0, highest=2)
DEADLINE_DAYS = Setting(
    "quarterly.deadline.days", 10, "季报期限（季后第几天）", "季度结束后第几天前报送，如10：次月10日", _GROUP, lowest=1, highest=90
)
UNIT_HEAD = Setting("quarterly.unit_head", "", "单位负责人", "印在汇总表末行", _GROUP)
STATISTICS_HEAD = Setting("quarterly.statistics_head", "", "统计负责人", "印在汇总表末行", _GROUP)
FILLED_BY = Setting("quarterly.filled_by", "", "填表人", "印在汇总表末行", _GROUP)

DENSITIES: dict[str, Setting[Decimal]] = {"petrol": PETROL_DENSITY, "diesel": DIESEL_DENSITY, "kerosene": KEROSENE_DENSITY}
"""Kilograms per litre by carrier key."""
FIRST_YEARS: dict[str, Setting[int]] = {
    one.version: Setting(
        f"quarterly.system.{one.version}.first_year",
        one.first_year,
        f"{one.version}版统计制度启用年度",
        f"《{one.title}》从哪一年的报表起用；已有报表的年度仍用原来的版本",
        _GROUP,
        lowest=1990,
        highest=2100,
    )
    for one in statistical_systems()
}
"""From which year on the office uses each version of the statistical system, by version."""
SIGNATURE_SETTINGS: tuple[Setting[str], ...] = (UNIT_HEAD, STATISTICS_HEAD, FILLED_BY)
SETTINGS: tuple[Setting[str] | Setting[int] | Setting[Decimal], ...] = (
    COEFFICIENT_SET,
    *DENSITIES.values(),
    DEADLINE_DAYS,
    *SIGNATURE_SETTINGS,
    *FIRST_YEARS.values(),
)
"""All settings of the tab, in the order of the settings page."""
