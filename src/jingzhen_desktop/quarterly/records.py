"""Tables of the quarterly statistics: a report of one unit and quarter, and its lines."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..office.schema import Record, money, quantity


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
