"""Tables of use over the quota: the cases, and the steps that were taken."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...base.columns import Money, Quantity
from ...office.schema import Record
from ...office.titles import ColumnTitle, describe
from ...office.whereabouts import locate
from ..declared import causes, ladder
from ..values.places import over_quota_place


class OverQuotaRecord(Record):
    """A unit that used more than its quota in a year."""

    __tablename__ = "over_quota"
    __table_args__ = (UniqueConstraint("unit_id", "year", "indicator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    year: Mapped[int] = mapped_column(index=True)
    indicator: Mapped[str]
    measure: Mapped[str]
    quota: Mapped[Quantity]
    actual: Mapped[Quantity]
    level: Mapped[str] = mapped_column(default="")
    standard: Mapped[str] = mapped_column(Text, default="")
    ground: Mapped[str] = mapped_column(Text, default="")
    base: Mapped[Quantity | None]
    base_unit: Mapped[str] = mapped_column(default="")
    used: Mapped[Quantity | None]
    cost: Mapped[Money | None]
    causes: Mapped[tuple[str, ...]] = mapped_column(default=())
    reason: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    person: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    expected: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")


class OverQuotaStepRecord(Record):
    """A step that was taken in a case."""

    __tablename__ = "over_quota_step"
    __table_args__ = (UniqueConstraint("case_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("over_quota.id", ondelete="CASCADE"))
    step: Mapped[str]
    day: Mapped[date]
    number: Mapped[str] = mapped_column(default="")
    deadline: Mapped[date | None]
    text: Mapped[str] = mapped_column(Text, default="")
    signer: Mapped[str] = mapped_column(default="")
    violation_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_violation.id", ondelete="RESTRICT"), index=True
    )
    circular_id: Mapped[int | None] = mapped_column(
        ForeignKey("circular.id", ondelete="RESTRICT"), index=True
    )
    round_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_round.id", ondelete="RESTRICT"), index=True
    )


def _causes_of(text: str) -> str:
    """Several stored causes as the clerk reads them."""
    return "、".join(causes().get(one, one) for one in text.split("、")) if text else ""


describe(
    OverQuotaRecord,
    "超定额",
    "{unit_id} {year} {indicator}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    indicator="指标",
    measure="计量单位",
    quota="定额",
    actual="实际",
    level="定额级别",
    standard="定额依据",
    ground="计算说明",
    base="计算基数",
    base_unit="基数的计量单位",
    used="实际总量",
    cost=ColumnTitle("超额费用", "元"),
    causes=ColumnTitle("原因", read=_causes_of),
    reason="原因说明",
    measures="节能措施",
    person="责任人",
    due="完成期限",
    expected="预计节约",
    signed_by="单位负责人",
)
describe(
    OverQuotaStepRecord,
    "超定额办理",
    "{case_id} {step}",
    case_id="超定额",
    step=ColumnTitle("步骤", choices={one.step.value: one.title for one in ladder()}),
    day="日期",
    number="文号",
    deadline="说明期限",
    text="内容",
    signer="签发人",
    violation_id="问题",
    circular_id="通报",
    round_id="检查",
)

locate(OverQuotaRecord, lambda row: over_quota_place(row["id"], row["year"]))
