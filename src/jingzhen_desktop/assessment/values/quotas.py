"""Quota standards, their rows, and which row is chosen for a unit: what a quota must carry to be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ...base.columns import Added, Coefficient, Quantity
from .yardsticks import Yardstick


class QuotaIndicator(StrEnum):
    """What a quota limits."""

    NON_HEATING = "non_heating"
    WHOLE = "whole"
    HEATING = "heating"
    PER_HEAD = "per_head"
    ELECTRICITY = "electricity"
    WATER = "water"

    @property
    def words(self) -> str:
        """As standards call it: 单位建筑面积非供暖能耗."""
        return _INDICATOR_WORDS[self][0]

    @property
    def short(self) -> str:
        """For tabs and heads: 非供暖能耗."""
        return _INDICATOR_WORDS[self][1]

    @property
    def measures(self) -> tuple[QuotaMeasure, ...]:
        """The units of measure in which standards give it."""
        return _INDICATOR_MEASURES[self]


class QuotaMeasure(StrEnum):
    """Unit of measure of a quota, always for a year but for the bed-day."""

    KGCE_AREA = "kgce/㎡"
    KGCE_HEAD = "kgce/人"
    POWER_AREA = "kWh/㎡"
    POWER_HEAD = "kWh/人"
    WATER_HEAD = "m³/人"
    WATER_AREA = "m³/㎡"
    WATER_BED = "L/(床·d)"

    @property
    def numerator(self) -> str:
        """What is used, in which unit: kgce, kWh or m³."""
        return "m³" if self in _WATER_MEASURES else self.value.split("/")[0]


_INDICATOR_WORDS = {
    QuotaIndicator.NON_HEATING: ("单位建筑面积非供暖能耗", "非供暖能耗"),
    QuotaIndicator.WHOLE: ("单位建筑面积综合能耗", "面积能耗"),
    QuotaIndicator.HEATING: ("单位采暖建筑面积供暖能耗", "供暖能耗"),
    QuotaIndicator.PER_HEAD: ("人均综合能耗", "人均能耗"),
    QuotaIndicator.ELECTRICITY: ("常规用能系统电耗", "电耗"),
    QuotaIndicator.WATER: ("用水量", "用水"),
}
_WATER_MEASURES = (QuotaMeasure.WATER_HEAD, QuotaMeasure.WATER_AREA, QuotaMeasure.WATER_BED)
_INDICATOR_MEASURES = {
    QuotaIndicator.NON_HEATING: (QuotaMeasure.KGCE_AREA,),
    QuotaIndicator.WHOLE: (QuotaMeasure.KGCE_AREA,),
    QuotaIndicator.HEATING: (QuotaMeasure.KGCE_AREA,),
    QuotaIndicator.PER_HEAD: (QuotaMeasure.KGCE_HEAD,),
    QuotaIndicator.ELECTRICITY: (QuotaMeasure.POWER_AREA, QuotaMeasure.POWER_HEAD),
    QuotaIndicator.WATER: _WATER_MEASURES,
}


class LevelKind(StrEnum):
    """Which levels a standard sets."""

    THREE = "three"
    TWO = "two"
    ONE = "one"

    @property
    def names(self) -> dict[str, str]:
        """Level → its name in the standard, from the upper limit to the best: limit, base, guide."""
        return _LEVEL_NAMES[self]

    @property
    def words(self) -> str:
        """约束值、基准值、引导值."""
        return "、".join(self.names.values())


_LEVEL_NAMES = {
    LevelKind.THREE: {"limit": "约束值", "base": "基准值", "guide": "引导值"},
    LevelKind.TWO: {"limit": "通用值", "guide": "先进值"},
    LevelKind.ONE: {"limit": "定额值"},
}


class HeadRule(StrEnum):
    """Which people a quota per head counts."""

    USERS = "users"
    STAFF = "staff"
    SCHOOL = "school"
    UNIVERSITY = "university"

    @property
    def words(self) -> str:
        """How heads are counted: 走读学生＋2×住宿学生＋教职工."""
        return _HEAD_WORDS[self]


_HEAD_WORDS = {
    HeadRule.USERS: "用能人数（按在岗、在校天数折算）",
    HeadRule.STAFF: "在岗人员＋半年以上的其他人员",
    HeadRule.SCHOOL: "走读学生＋2×住宿学生＋教职工",
    HeadRule.UNIVERSITY: "学生＋0.5×教职工",
}


class Exclusion(StrEnum):
    """What a quota leaves out of the use it limits."""

    TRANSPORT = "transport"
    HEATING = "heating"
    SPECIAL = "special"

    @property
    def words(self) -> str:
        """车辆用油、供暖、专用系统."""
        return {"transport": "车辆用油", "heating": "供暖", "special": "专用系统"}[self.value]


USUALLY_EXCLUDED: Mapping[QuotaIndicator, tuple[Exclusion, ...]] = {
    QuotaIndicator.NON_HEATING: (Exclusion.TRANSPORT, Exclusion.HEATING, Exclusion.SPECIAL),
    QuotaIndicator.ELECTRICITY: (Exclusion.SPECIAL,),
}
"""What is left out where no row says it; elsewhere nothing is."""


class Seen(StrEnum):
    """How the rows of a standard were read."""

    ORIGINAL = "original"
    THIRD_PARTY = "third_party"
    EXAMPLE = "example"

    @property
    def words(self) -> str:
        """已核对原文、未核对原文、示例."""
        return {"original": "已核对原文", "third_party": "未核对原文", "example": "示例"}[self.value]


@dataclass(frozen=True, slots=True)
class QuotaStandard:
    """A standard, or a county's document that sets quotas.

    Attributes:
        document: the document by which it is in force here: issuer and number.
        region: whose it is: 山东省; holds only where the office lies in it.
        coefficient_set: key of the named set for carriers of which the standard says nothing.
        correction: what its clause of correction says.
        rows_original: whether the rows here are an example, or seen only at a third party.
    """

    id: int
    number: str = ""
    title: str = ""
    document: str = ""
    region: str = ""
    issued: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: str = ""
    levels: LevelKind = LevelKind.THREE
    coefficient_set: str = "calorific"
    seen: Seen = Seen.ORIGINAL
    correction: str = ""
    note: str = ""
    coefficients: Added[tuple[OwnCoefficient, ...]] = ()

    @property
    def name(self) -> str:
        """DB37/T 2671-2019《教育机构能源消耗定额标准》."""
        return f"{self.number}《{self.title}》" if self.title else self.number


@dataclass(frozen=True, slots=True)
class OwnCoefficient:
    """kgce per unit of measure of one carrier, as the standard itself gives it."""

    carrier: str
    measure: str
    kgce: Coefficient


@dataclass(frozen=True, slots=True)
class Quota:
    """One row of a standard.

    Attributes:
        limit, base, guide: the levels; one level stands in ``limit``, of two 通用 in ``limit`` and 先进 in
            ``guide``; None is “—”: not set for want of data, which is not 0.
        entered_by, entered_on: who typed or checked it against the original, and when.
    """

    id: int
    standard_id: int
    table_number: str = ""
    page: str = ""
    indicator: QuotaIndicator = QuotaIndicator.NON_HEATING
    measure: QuotaMeasure = QuotaMeasure.KGCE_AREA
    unit_class: str = ""
    zone: str = ""
    heating: str = ""
    limit: Quantity | None = None
    base: Quantity | None = None
    guide: Quantity | None = None
    head_rule: HeadRule = HeadRule.USERS
    excluded: tuple[Exclusion, ...] = ()
    note: str = ""
    entered_by: str = ""
    entered_on: date | None = None

    @property
    def levels(self) -> tuple[Decimal | None, ...]:
        return (self.limit, self.base, self.guide)


class QuotaState(StrEnum):
    """Whether a row counts as the office's own."""

    OWN = "own"
    EXAMPLE = "example"
    UNVERIFIED = "unverified"
    INCOMPLETE = "incomplete"
    ELSEWHERE = "elsewhere"

    @property
    def words(self) -> str:
        """本地定额, or why it is not."""
        return _STATE_WORDS[self]


_STATE_WORDS = {
    QuotaState.OWN: "本地定额",
    QuotaState.EXAMPLE: "示例",
    QuotaState.UNVERIFIED: "未核对原文",
    QuotaState.INCOMPLETE: "来源未填全",
    QuotaState.ELSEWHERE: "非本地标准",
}


class Obstacle(StrEnum):
    """What speaks against comparing a unit with its chosen row, unless the choice answers it with its
    reason.
    """

    CLASS_CHANGED = "class_changed"
    VALIDITY = "validity"
    CONTRADICTION = "contradiction"

    @property
    def words(self) -> str:
        """类别年内变化…"""
        return _OBSTACLE_WORDS[self]


_OBSTACLE_WORDS = {
    Obstacle.CLASS_CHANGED: "类别在期内变化",
    Obstacle.VALIDITY: "标准在期内生效或失效",
    Obstacle.CONTRADICTION: "两处来源数值不一致",
}


@dataclass(frozen=True, slots=True)
class QuotaChoice:
    """What is chosen for a unit in a year and an indicator, and why.

    Attributes:
        quota_id: the row; None unless the yardstick is a quota.
        target: per cent by which last year is to fall (上年×（1−目标）).
        factor: of a correction by the standard's clause; None is none.
        despite: the obstacles that the reason answers: the row holds for the whole period all the same.
    """

    id: int
    unit_id: int
    year: int
    indicator: QuotaIndicator
    yardstick: Yardstick
    quota_id: int | None = None
    target: Quantity | None = None
    factor: Coefficient | None = None
    factor_reason: str = ""
    despite: tuple[Obstacle, ...] = ()
    reason: str = ""
    chosen_on: date | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """All standards with their rows, as stored."""

    standards: Sequence[QuotaStandard]
    quotas: Sequence[Quota]

    def standard(self, standard_id: int) -> QuotaStandard:
        """Return the standard with this id; raises StopIteration."""
        return next(one for one in self.standards if one.id == standard_id)

    def quota(self, quota_id: int) -> Quota:
        """Return the row with this id; raises StopIteration."""
        return next(one for one in self.quotas if one.id == quota_id)
