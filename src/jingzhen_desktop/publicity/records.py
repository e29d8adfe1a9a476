"""Tables of publicity and training."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ..base.columns import Tenths
from ..office.schema import PhotoLink, Record
from ..office.titles import ColumnTitle, describe, describe_photos
from ..office.whereabouts import locate
from .values import activity_place, week_place


class ActivityRecord(Record):
    """One publicity or training activity."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    day: Mapped[date | None] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")
    people: Mapped[int | None]
    material: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    audience: Mapped[str] = mapped_column(default="", server_default="")
    document: Mapped[str] = mapped_column(default="", server_default="")
    teacher: Mapped[str] = mapped_column(default="", server_default="")
    hours: Mapped[Tenths | None]
    test: Mapped[str] = mapped_column(default="", server_default="")
    done: Mapped[bool] = mapped_column(default=True, server_default="1")
    planned_year: Mapped[int | None]


class ActivityPhotoRecord(PhotoLink, Record):
    """A photo of an activity."""

    __tablename__ = "activity_photo"

    owner_id: Mapped[int] = mapped_column(ForeignKey("activity.id", ondelete="CASCADE"), index=True)


class PublicityWeekRecord(Record):
    """The national publicity week of a year as the office has entered it."""

    __tablename__ = "publicity_week"

    year: Mapped[int] = mapped_column(primary_key=True)
    first: Mapped[date | None]
    last: Mapped[date | None]
    low_carbon_day: Mapped[date | None]
    theme: Mapped[str] = mapped_column(default="")
    low_carbon_theme: Mapped[str] = mapped_column(default="")


describe(
    ActivityRecord,
    "宣传培训活动",
    "{day} {kind}",
    kind="类型",
    day="日期",
    place="地点",
    theme="主题",
    people=ColumnTitle("参加人数", "人"),
    material="宣传材料",
    note="备注",
    audience="对象",
    document="上级文号",
    teacher="授课人",
    hours=ColumnTitle("课时", "课时"),
    test="考核",
    done=ColumnTitle("完成情况", choices={"1": "已完成", "0": "计划"}),
    planned_year=ColumnTitle("计划年度", "年"),
)
describe_photos(ActivityPhotoRecord, "活动照片", "宣传培训活动")
describe(
    PublicityWeekRecord,
    "节能宣传周",
    "{year}",
    year=ColumnTitle("年度", "年"),
    first="开始日期",
    last="结束日期",
    low_carbon_day="低碳日",
    theme="主题",
    low_carbon_theme="低碳日主题",
)


def _year(row: Mapping[str, Any]) -> int:
    return date.fromisoformat(row["day"]).year if row["day"] else int(row["planned_year"])


locate(ActivityRecord, lambda row: activity_place(_year(row), row["id"]))
locate(PublicityWeekRecord, lambda row: week_place(row["year"]))
