"""Tables of the spending standard: the document behind a year's, and how each limit is set."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ...base.columns import Money, Quantity
from ...office.schema import Record
from ...office.titles import ColumnTitle, describe, internal
from ...office.whereabouts import locate
from ..spending_choices import spending_rules
from ..values.places import spending_place
from ..values.spending import Base


class SpendingBasisRecord(Record):
    """The document with which the finance office set a year's standards."""

    __tablename__ = "spending_basis"

    year: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    title: Mapped[str] = mapped_column(default="")
    page: Mapped[str] = mapped_column(default="")
    entered_by: Mapped[str] = mapped_column(default="")


class SpendingLineRecord(Record):
    """How the limit of one unit, year and carrier is set."""

    __tablename__ = "spending_line"
    __table_args__ = (UniqueConstraint("unit_id", "year", "carrier"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    year: Mapped[int] = mapped_column(index=True)
    carrier: Mapped[str]
    rule: Mapped[str]
    quota: Mapped[Quantity | None]
    level: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(Text, default="")
    base: Mapped[str]
    base_value: Mapped[Quantity | None]
    target: Mapped[Quantity | None]
    years: Mapped[int]
    amount: Mapped[Money | None]
    price: Mapped[Quantity | None]
    price_source: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


describe(
    SpendingBasisRecord,
    "支出标准文件",
    "{year} {number}",
    year=ColumnTitle("年度", "年"),
    issuer="发文单位",
    number="文号",
    day="日期",
    title="文件名称",
    page="页码",
    entered_by="录入人",
)
describe(
    SpendingLineRecord,
    "支出限额",
    "{unit_id} {year}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    carrier=internal("品种"),
    rule=ColumnTitle("算法", choices={str(one.key): one.title for one in spending_rules().values()}),
    quota="定额",
    level="定额级别",
    source="来源",
    base=ColumnTitle("基数", choices={one.value: one.words for one in Base}),
    base_value="计算基数",
    target=ColumnTitle("下降目标", "%"),
    years=ColumnTitle("平均年数", "年"),
    amount=ColumnTitle("金额标准", "元"),
    price=ColumnTitle("价格", "元"),
    price_source="价格来源",
    note="备注",
)

locate(SpendingBasisRecord, lambda row: spending_place(row["year"]))
locate(SpendingLineRecord, lambda row: spending_place(row["year"], row["id"]))
