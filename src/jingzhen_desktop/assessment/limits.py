"""The tables of ``resources/assessment``: what follows from a standing for the next year, example quotas."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from ..base.resources import resource
from .values.quotas import (
    USUALLY_EXCLUDED,
    HeadRule,
    LevelKind,
    OwnCoefficient,
    Quota,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
    Seen,
)
from .values.standing import Band

_MEASURES = {
    "kgce/(m²·a)": QuotaMeasure.KGCE_AREA,
    "kgce/(p·a)": QuotaMeasure.KGCE_HEAD,
    "kWh/(m²·a)": QuotaMeasure.POWER_AREA,
    "m³/(人·a)": QuotaMeasure.WATER_HEAD,
    "m³/(m²·a)": QuotaMeasure.WATER_AREA,
    "L/(床·d)": QuotaMeasure.WATER_BED,
}
_INDICATORS = {
    "单位建筑面积非供暖能耗": QuotaIndicator.NON_HEATING,
    "单位采暖建筑面积供暖能耗": QuotaIndicator.HEATING,
    "人均综合能耗": QuotaIndicator.PER_HEAD,
    "常规用能系统单位建筑面积电耗": QuotaIndicator.ELECTRICITY,
    "取水": QuotaIndicator.WATER,
}
_EXAMPLE_REGION = "山东省"


@dataclass(frozen=True, slots=True)
class NextTarget:
    """What is asked of a unit for the next year: change of its indicator as a ratio, and in words."""

    change: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class ExampleStandard:
    """A standard of the examples with its rows."""

    standard: QuotaStandard
    quotas: tuple[Quota, ...]


@cache
def next_targets() -> dict[Band, NextTarget]:
    """Return the next year's target by band."""
    data = tomllib.loads(resource("assessment", "targets.toml").read_text("utf-8"))
    bands = (Band.OVER, Band.LIMIT, Band.BASE, Band.GUIDE)
    return {band: NextTarget(Decimal(data[band]["change"]), data[band]["words"]) for band in bands}


@cache
def example_standards() -> tuple[ExampleStandard, ...]:
    """Return the example standards: northern, of another province; never the office's own."""
    data = tomllib.loads(resource("assessment", "quotas-example.toml").read_text("utf-8"))
    return tuple(map(_standard, data["standard"]))


def _standard(data: dict[str, Any]) -> ExampleStandard:
    levels = LevelKind.THREE if len(data["levels"]) == 3 else LevelKind.TWO
    power = data.get("electricity_kgce")
    standard = QuotaStandard(
        0,
        data["number"],
        data["title"],
        region=_EXAMPLE_REGION,
        issued=data.get("issued"),
        valid_from=data.get("valid_from"),
        replaces=data.get("replaces", ""),
        levels=levels,
        seen=Seen.EXAMPLE,
        note="示例：北方地区的标准，不是本地定额" + ("" if data["seen"] == "full text" else "；未核对原文"),
        coefficients=(OwnCoefficient("electricity", "千瓦时", Decimal(power)),) if power else (),
    )
    return ExampleStandard(standard, tuple(_quota(row, levels) for row in data["row"]))


def _quota(row: dict[str, Any], levels: LevelKind) -> Quota:
    words, _, heating = row["indicator"].partition("：")
    unit_class, zone = _class_and_zone(row["class"])
    indicator, measure = _INDICATORS[words], _MEASURES[row["unit"]]
    values = [Decimal(text) for text in row["values"]]
    limit, base, guide = values if levels is LevelKind.THREE else (values[1], None, values[0])
    return Quota(
        0,
        0,
        row["table"],
        indicator=indicator,
        measure=measure,
        unit_class=unit_class,
        zone=zone,
        heating=heating,
        limit=limit,
        base=base,
        guide=guide,
        head_rule=_head_rule(measure, row["class"]),
        excluded=USUALLY_EXCLUDED.get(indicator, ()),
    )


def _class_and_zone(text: str) -> tuple[str, str]:
    """Part a climate zone from a class: 市级以下 A区."""
    unit_class, _, zone = text.rpartition(" ")
    return (unit_class, zone) if zone in ("A区", "B区") else (text, "")


def _head_rule(measure: QuotaMeasure, unit_class: str) -> HeadRule:
    """Water has heads of its own (DB37/T 4452-2021)."""
    if measure is not QuotaMeasure.WATER_HEAD:
        return HeadRule.USERS
    if unit_class == "机关":
        return HeadRule.STAFF
    return HeadRule.UNIVERSITY if unit_class == "高等院校" else HeadRule.SCHOOL
