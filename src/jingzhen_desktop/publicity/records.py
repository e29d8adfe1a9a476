"""Tables of publicity and training."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from ..base.place import Place
from ..office.schema import Record
from ..office.titles import ColumnTitle, describe
from ..office.whereabouts import locate
from .values import TAB


class ActivityRecord(Record):
    """One publicity or training activity."""

    __tablename__ = "activity"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    day: Mapped[date] = mapped_column(index=True)
    place: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")
    people: Mapped[int | None]
    material: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


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
)

locate(ActivityRecord, lambda row: Place(TAB, f"activity{row['day'][:4]}", row["id"]))
