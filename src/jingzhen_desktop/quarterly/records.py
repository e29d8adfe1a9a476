"""Tables of the quarterly statistics: a report of one unit and quarter, and its lines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..energy.statistics import statistical_systems
from ..office.schema import Record, money, quantity
from ..office.titles import ColumnTitle, describe, internal


class ReportRecord(Record):
    """One unit's report of one quarter; a unit that has one cannot be removed."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("unit_id", "year", "quarter"), Index("ix_report_quarter", "year", "quarter"))

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"))
    year: Mapped[int]
    quarter: Mapped[int]
    version: Mapped[str]
    unit_head: Mapped[str] = mapped_column(default="")
    statistics_head: Mapped[str] = mapped_column(default="")
    filled_by: Mapped[str] = mapped_column(default="")
    reported_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str]
    source_name: Mapped[str] = mapped_column(default="")
    source_hash: Mapped[str] = mapped_column(default="")
    stored_at: Mapped[datetime]


class ReportLineRecord(Record):
    """One row of a report; a blank is NULL, “none used” is 0. Clustered by report, so that a year reads in one sweep."""

    __tablename__ = "report_line"
    __table_args__ = {"sqlite_with_rowid": False}

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    quantity: Mapped[Decimal | None] = mapped_column(quantity())
    cost: Mapped[Decimal | None] = mapped_column(money())


_QUARTERS = {"1": "一季度", "2": "二季度", "3": "三季度", "4": "四季度"}
_ITEMS = {item.key: item.name for system in reversed(statistical_systems()) for item in system.items}

describe(
    ReportRecord,
    "季度报表",
    "{unit_id} {year}{quarter}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    quarter=ColumnTitle("季度", choices=_QUARTERS),
    version="统计制度版本",
    unit_head="单位负责人",
    statistics_head="统计负责人",
    filled_by="填表人",
    reported_on="报出日期",
    note="说明",
    source="来源",
    source_name="来源文件",
    source_hash=internal("来源文件校验值"),
    stored_at=internal("保存时间"),
)
describe(
    ReportLineRecord,
    "报表数据",
    "{report_id} {item}",
    report_id="季度报表",
    item=ColumnTitle("能源资源品种", choices=_ITEMS),
    quantity="消费量",
    cost=ColumnTitle("消费金额", "元"),
)
