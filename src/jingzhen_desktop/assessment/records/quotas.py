"""Tables of quota standards, their rows, and what is chosen for a unit."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...base.columns import Coefficient, Quantity
from ...energy.coefficients import coefficient_sets
from ...office.schema import Record
from ...office.titles import ColumnTitle, describe, internal
from ...office.whereabouts import locate
from ..values.places import choice_place, quota_place, standard_place
from ..values.quotas import Exclusion, HeadRule, LevelKind, Obstacle, QuotaIndicator, QuotaMeasure, Seen
from ..values.yardsticks import Yardstick


class QuotaStandardRecord(Record):
    """A standard, or a county's document that sets quotas."""

    __tablename__ = "quota_standard"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    document: Mapped[str] = mapped_column(default="")
    region: Mapped[str] = mapped_column(default="")
    issued: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    replaces: Mapped[str] = mapped_column(default="")
    levels: Mapped[str]
    coefficient_set: Mapped[str]
    seen: Mapped[str]
    correction: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class OwnCoefficientRecord(Record):
    """kgce per unit of measure of a carrier, as a standard itself gives it."""

    __tablename__ = "quota_coefficient"
    __table_args__ = (UniqueConstraint("standard_id", "carrier", "measure"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("quota_standard.id", ondelete="CASCADE"))
    carrier: Mapped[str]
    measure: Mapped[str]
    kgce: Mapped[Coefficient]


class QuotaRecord(Record):
    """One row of a standard."""

    __tablename__ = "quota"

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("quota_standard.id", ondelete="CASCADE"), index=True)
    table_number: Mapped[str] = mapped_column(default="")
    page: Mapped[str] = mapped_column(default="")
    indicator: Mapped[str]
    measure: Mapped[str]
    unit_class: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    heating: Mapped[str] = mapped_column(default="")
    limit: Mapped[Quantity | None]
    base: Mapped[Quantity | None]
    guide: Mapped[Quantity | None]
    head_rule: Mapped[str]
    excluded: Mapped[tuple[str, ...]] = mapped_column(default=())
    note: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[str] = mapped_column(default="")
    entered_on: Mapped[date | None]


class QuotaChoiceRecord(Record):
    """What is chosen for a unit in a year and an indicator, and why; a row that is chosen is not removed."""

    __tablename__ = "quota_choice"
    __table_args__ = (UniqueConstraint("unit_id", "year", "indicator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    year: Mapped[int] = mapped_column(index=True)
    indicator: Mapped[str]
    yardstick: Mapped[str]
    quota_id: Mapped[int | None] = mapped_column(ForeignKey("quota.id", ondelete="RESTRICT"), index=True)
    target: Mapped[Quantity | None]
    factor: Mapped[Coefficient | None]
    factor_reason: Mapped[str] = mapped_column(default="")
    despite: Mapped[tuple[str, ...]] = mapped_column(default=())
    reason: Mapped[str] = mapped_column(Text, default="")
    chosen_on: Mapped[date | None]


_INDICATORS = {one.value: one.words for one in QuotaIndicator}


def _words_of(choices: dict[str, str], text: str) -> str:
    """Several stored names as the clerk reads them."""
    return "、".join(choices.get(one, one) for one in text.split("、")) if text else ""


_EXCLUSIONS = {one.value: one.words for one in Exclusion}
_OBSTACLES = {one.value: one.words for one in Obstacle}

describe(
    QuotaStandardRecord,
    "定额标准",
    "{number} {title}",
    number="标准编号",
    title="标准名称",
    document="发文单位和文号",
    region="适用地区",
    issued="发布日期",
    valid_from="施行日期",
    valid_to="废止日期",
    replaces="代替",
    levels=ColumnTitle("等级", choices={one.value: one.words for one in LevelKind}),
    coefficient_set=ColumnTitle(
        "其他品种折标系数", choices={one.key: one.name for one in coefficient_sets()}
    ),
    seen=ColumnTitle("来源", choices={one.value: one.words for one in Seen}),
    correction="修正规定",
    note="说明",
)
describe(
    OwnCoefficientRecord,
    "标准规定的折标系数",
    "{standard_id} {carrier}",
    standard_id="定额标准",
    carrier=internal("能源品种"),
    measure="计量单位",
    kgce=ColumnTitle("系数", "kgce"),
)
describe(
    QuotaRecord,
    "定额",
    "{table_number} {unit_class}",
    standard_id="定额标准",
    table_number="表号",
    page="页码",
    indicator=ColumnTitle("指标", choices=_INDICATORS),
    measure=ColumnTitle("计量单位", choices={one.value: one.value for one in QuotaMeasure}),
    unit_class="类别",
    zone="分区",
    heating="供暖方式",
    limit="约束值（通用值、定额值）",
    base="基准值",
    guide="引导值（先进值）",
    head_rule=ColumnTitle("人数算法", choices={one.value: one.words for one in HeadRule}),
    excluded=ColumnTitle("扣除", read=lambda text: _words_of(_EXCLUSIONS, text)),
    note="备注",
    entered_by="录入人",
    entered_on="录入日期",
)
describe(
    QuotaChoiceRecord,
    "选定定额",
    "{unit_id} {year} {indicator}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    indicator=ColumnTitle("指标", choices=_INDICATORS),
    yardstick=ColumnTitle("对照", choices={one.value: one.words for one in Yardstick}),
    quota_id="定额",
    target=ColumnTitle("下降目标", "%"),
    factor="修正系数",
    factor_reason="修正理由",
    despite=ColumnTitle("已说明", read=lambda text: _words_of(_OBSTACLES, text)),
    reason="理由",
    chosen_on="选定日期",
)

locate(QuotaStandardRecord, lambda row: standard_place(row["id"]))
locate(QuotaRecord, lambda row: quota_place(row["id"]))
locate(QuotaChoiceRecord, lambda row: choice_place(row["year"], row["unit_id"]))
