"""Settings of the quarterly statistics. The names of people printed at the foot are the town's own."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal

from ..base.errors import InputRejected
from ..base.text import narrow
from ..energy.carbon import carbon_sets, power_provinces
from ..energy.coefficients import coefficient_sets
from ..energy.periods import Cycle
from ..energy.statistics import statistical_systems
from ..office.settings import Setting
from .values.thresholds import INTENSITY_GROUPS, Band

_GROUP = "季度统计"
_REVIEW = "审核规则"
_DENSITY_HELP = "千克/升，把升折成千克；没有统一规定，按当地口径"


class BandSetting(Setting[str]):
    """A setting that holds two bounds, as 0.3—1.5; empty turns its check off."""

    __slots__ = ()

    def parse(self, text: str) -> str:
        """Read a typed text; raises InputRejected with a sentence that names the setting."""
        try:
            band = Band.parse(text)
        except InputRejected as error:
            raise InputRejected(f"“{self.label}”：{error}") from error
        return "" if band is None else str(band)


class OptionalDays(Setting[str]):
    """A setting that holds a number of days, or nothing: then the day is not known."""

    __slots__ = ()

    def parse(self, text: str) -> str:
        """Read a typed text; raises InputRejected with a sentence that names the setting."""
        if not text.strip():
            return ""
        return str(Setting(self.key, 0, self.label, lowest=self.lowest, highest=self.highest).parse(text))


class CycleSetting(Setting[str]):
    """A setting that holds how often units report, year by year, as 2025半年、2026年; other years are 季."""

    __slots__ = ()

    def parse(self, text: str) -> str:
        """Read a typed text; raises InputRejected with a sentence that names the setting."""
        found: dict[int, Cycle] = {}
        for part in filter(None, _PARTS.split(narrow(text).strip())):
            one = _YEAR_AND_CYCLE.fullmatch(part)
            if one is None:
                raise InputRejected(
                    f"“{self.label}”里的“{part[:20]}”看不懂，请写成如“2025半年、2026年”，没有写的年度按季填报"
                )
            found[int(one[1])] = Cycle(one[2])
        kept = sorted((year, cycle) for year, cycle in found.items() if cycle is not Cycle.QUARTER)
        return "、".join(f"{year}{cycle.value}" for year, cycle in kept)

    def of_year(self, text: str, year: int) -> Cycle:
        """Return what a stored text says of a year."""
        for part in _PARTS.split(text):
            if part.startswith(str(year)):
                return Cycle(part.removeprefix(str(year)))
        return Cycle.QUARTER

    def in_force(self, text: str, year: int, stored: Collection[int]) -> Cycle:
        """Return how often units report in a year: one that holds reports of other quarters than those its
        periods end with (``stored``: their numbers) is reported by quarters.
        """
        cycle = self.of_year(text, year)
        return cycle if all(number in cycle.ends for number in stored) else Cycle.QUARTER


_PARTS = re.compile(r"[、，；,;\s]+")
_YEAR_AND_CYCLE = re.compile(r"((?:19|20)\d\d)(?:年?[:：]?)(季|半年|年)(?:报)?")

COEFFICIENT_SET = Setting(
    "quarterly.coefficients",
    "calorific",
    "折标准煤系数",
    "电力按当量值或等价值折算，全部结果注明所用系数",
    _GROUP,
    tuple((one.key, one.name) for one in coefficient_sets()),
    section="折标准煤",
)
PETROL_DENSITY = Setting(
    "quarterly.density.petrol",
    Decimal("0.73"),
    "汽油密度（千克/升）",
    _DENSITY_HELP,
    _GROUP,
    lowest=0,
    highest=2,
    section="折标准煤",
)
DIESEL_DENSITY = Setting(
    "quarterly.density.diesel",
    Decimal("0.86"),
    "柴油密度（千克/升）",
    _DENSITY_HELP,
    _GROUP,
    lowest=0,
    highest=2,
    section="折标准煤",
)
KEROSENE_DENSITY = Setting(
    "quarterly.density.kerosene",
    Decimal("0.80"),
    "煤油密度（千克/升）",
    _DENSITY_HELP,
    _GROUP,
    lowest=0,
    highest=2,
    section="折标准煤",
)
NO_CARBON = "none"
CARBON_SET = Setting(
    "quarterly.carbon",
    carbon_sets()[0].key,
    "二氧化碳排放因子",
    "不同口径的电力排放因子不能混用，结果注明所用的口径和年度",
    _GROUP,
    (*((one.key, one.name) for one in carbon_sets()), (NO_CARBON, "不计算")),
    section="二氧化碳排放",
)
NATION = "全国"
PROVINCE = Setting(
    "quarterly.carbon.province",
    NATION,
    "电力排放因子的地区",
    "上级规定用本省电力排放因子的，选本省；没有列出的，把数值填在下面",
    _GROUP,
    ((NATION, NATION), *((one, one) for one in power_provinces())),
    section="二氧化碳排放",
)
OTHER_YEARS = Setting(
    "quarterly.carbon.other_years",
    0,
    "电力排放因子沿用其他年度（0不沿用，1沿用）",
    "没有公布当年因子时，0：不计算二氧化碳排放量；1：用最近年度的因子，并注明年度",
    _GROUP,
    lowest=0,
    highest=1,
    section="二氧化碳排放",
)
POWER_FACTOR = Setting(
    "quarterly.carbon.power",
    Decimal(0),
    "本地电力排放因子（kgCO₂/千瓦时）",
    "上级规定用本省因子的，填在这里；0为按上面的口径",
    _GROUP,
    lowest=0,
    highest=2,
    section="二氧化碳排放",
)
CYCLES = CycleSetting(
    "quarterly.cycles",
    "",
    "填报周期（按半年、按年填报的年度）",
    "如“2025半年、2026年”：2025年按半年填报，2026年全年填报一次；没有写的年度按季填报。已有单季报表的年度仍按季",
    _GROUP,
    section="周期和期限",
)
DEADLINE_DAYS = Setting(
    "quarterly.deadline.days",
    10,
    "季报期限（季后第几天）",
    "季度（半年、全年）结束后第几天前报送，如10：次月10日",
    _GROUP,
    lowest=1,
    highest=90,
    section="周期和期限",
)
TOWN_DEADLINE_DAYS = OptionalDays(
    "quarterly.deadline.town_days",
    "",
    "汇总上报期限（季后第几天）",
    "上级要求本级上报汇总表的期限，如15：次月15日；不填则总结中不写“按时”",
    _GROUP,
    lowest=1,
    highest=90,
    section="周期和期限",
)
TABLE_PAPER = Setting(
    "quarterly.table_paper",
    "A4",
    "汇总表的纸张",
    "单位多、品种多的乡镇可选A3，字大一些、页数少一些；随报告上报的附件总是A4",
    _GROUP,
    (("A4", "A4"), ("A3", "A3")),
    section="汇总表",
)
UNIT_HEAD = Setting("quarterly.unit_head", "", "单位负责人", "印在汇总表末行", _GROUP, section="汇总表")
STATISTICS_HEAD = Setting(
    "quarterly.statistics_head", "", "统计负责人", "印在汇总表末行", _GROUP, section="汇总表"
)
FILLED_BY = Setting("quarterly.filled_by", "", "填表人", "印在汇总表末行", _GROUP, section="汇总表")

DENSITIES: dict[str, Setting[Decimal]] = {
    "petrol": PETROL_DENSITY,
    "diesel": DIESEL_DENSITY,
    "kerosene": KEROSENE_DENSITY,
}
"""Kilograms per litre by carrier key."""
_OFF = "；0为不审核"
CHANGE = Setting(
    "quarterly.review.change",
    10,
    "同比幅度（%）",
    f"各品种与上年同期相比超过这个幅度为需核实{_OFF}",
    _REVIEW,
    lowest=0,
    highest=1000,
    section="变动幅度",
)
FACTS = Setting(
    "quarterly.review.facts",
    10,
    "人数、面积变动幅度（%）",
    f"与上年相比超过这个幅度要说明{_OFF}",
    _REVIEW,
    lowest=0,
    highest=1000,
    section="变动幅度",
)
AVERAGE = Setting(
    "quarterly.review.average",
    30,
    "定比幅度（%）",
    f"与前三年同期平均相比超过这个幅度为需核实{_OFF}",
    _REVIEW,
    lowest=0,
    highest=1000,
    section="变动幅度",
)
ENERGY = Setting(
    "quarterly.review.energy",
    15,
    "综合能耗同比幅度（%）",
    f"能源审计常用15{_OFF}",
    _REVIEW,
    lowest=0,
    highest=1000,
    section="变动幅度",
)
WATER = Setting(
    "quarterly.review.water",
    25,
    "用水同比幅度（%）",
    f"能源审计常用25，超过时查漏水{_OFF}",
    _REVIEW,
    lowest=0,
    highest=1000,
    section="变动幅度",
)
RATIOS: dict[str, Setting[int]] = {
    "change": CHANGE,
    "facts": FACTS,
    "average": AVERAGE,
    "energy": ENERGY,
    "water": WATER,
}
"""Percentages by field of ``Thresholds``."""

_PRICE_HELP = "低—高，含两端；按当地发改、供应单位的价格填写，不审核就空着"
_PRICES = (
    ("electricity", "电", "千瓦时", "0.3—1.5"),
    ("water", "水", "立方米", "1—10"),
    ("coal", "煤", "吨", "300—2,000"),
    ("natural_gas", "天然气", "立方米", "1.5—6"),
    ("lpg", "液化石油气", "吨", "3,000—12,000"),
    ("manufactured_gas", "人工煤气", "立方米", "0.8—4"),
    ("petrol", "汽油", "升", "5—11"),
    ("diesel", "柴油", "升", "5—11"),
    ("kerosene", "煤油", "升", "5—12"),
    ("heat", "热力", "吉焦", "20—150"),
)
PRICE_BANDS: dict[str, BandSetting] = {
    key: BandSetting(
        f"quarterly.review.price.{key}",
        band,
        f"{name}单价（元/{unit}）",
        _PRICE_HELP,
        _REVIEW,
        section="单价范围",
    )
    for key, name, unit, band in _PRICES
}
"""Bounds of the price by carrier key, per unit of measure of the label."""
INTENSITY_BANDS: dict[str, BandSetting] = {
    key: BandSetting(
        f"quarterly.review.intensity.{key}",
        "",
        f"{name}单位面积能耗（kgce/㎡·年）",
        "引导值—约束值，按本省标准填写；只在四个季度齐全时审核全年数，空着不审核",
        _REVIEW,
        section="单位面积能耗",
    )
    for key, (name, _natures) in INTENSITY_GROUPS.items()
}
"""Bounds of a year's intensity by kind of unit."""

FIRST_YEARS: dict[str, Setting[int]] = {
    one.version: Setting(
        f"quarterly.system.{one.version}.first_year",
        one.first_year,
        f"{one.version}版统计制度启用年度",
        f"《{one.title}》从哪一年的报表起用；已有报表的年度仍用原来的版本",
        _GROUP,
        section="统计制度",
        lowest=1990,
        highest=2100,
    )
    for one in statistical_systems()
}
"""From which year on the office uses each version of the statistical system, by version."""
SIGNATURE_SETTINGS: tuple[Setting[str], ...] = (UNIT_HEAD, STATISTICS_HEAD, FILLED_BY)
SETTINGS: tuple[Setting[str] | Setting[int] | Setting[Decimal], ...] = (
    CYCLES,
    DEADLINE_DAYS,
    TOWN_DEADLINE_DAYS,
    TABLE_PAPER,
    *SIGNATURE_SETTINGS,
    COEFFICIENT_SET,
    *DENSITIES.values(),
    CARBON_SET,
    PROVINCE,
    OTHER_YEARS,
    POWER_FACTOR,
    *FIRST_YEARS.values(),
    *RATIOS.values(),
    *PRICE_BANDS.values(),
    *INTENSITY_BANDS.values(),
)
"""All settings of the tab, in the order of the settings page."""
