"""The table of the units' targets and filings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from ...base.columns import Quantity
from ...office.schema import Record
from ...office.titles import ColumnTitle, describe
from ...office.whereabouts import locate
from ..values.places import targets_place
from ..values.targets import FALLS


class UnitTargetRecord(Record):
    """What one unit is to reach in a year, and when it filed what."""

    __tablename__ = "unit_target"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, index=True)
    total_fall: Mapped[Quantity | None]
    area_fall: Mapped[Quantity | None]
    head_fall: Mapped[Quantity | None]
    water_fall: Mapped[Quantity | None]
    plan_on: Mapped[date | None]
    plan_title: Mapped[str] = mapped_column(default="")
    report_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text, default="")


describe(
    UnitTargetRecord,
    "目标备案",
    "{unit_id} {year}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    plan_on="方案备案日期",
    plan_title="方案名称",
    report_on="状况报告报送日期",
    note="备注",
    **{field: ColumnTitle(title, "%") for field, title in FALLS.items()},
)

locate(UnitTargetRecord, lambda row: targets_place(row["year"], row["unit_id"]))
