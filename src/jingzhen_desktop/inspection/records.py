"""Tables of the inspections."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..base.columns import Tenths
from ..base.place import Place
from ..office.schema import PhotoLink, Record
from ..office.titles import ColumnTitle, describe, describe_photos, internal
from ..office.whereabouts import locate
from .values.words import TAB


class RoundRecord(Record):
    """One round of inspection; keeps the limit it was judged by."""

    __tablename__ = "inspection_round"

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(index=True)
    season: Mapped[str]
    title: Mapped[str]
    day: Mapped[date | None]
    weather: Mapped[str] = mapped_column(default="")
    outdoor_temperature: Mapped[Tenths | None]
    checkers: Mapped[tuple[str, ...]] = mapped_column(default=())
    mode: Mapped[str]
    limit: Mapped[Tenths | None]
    limit_source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    last_day: Mapped[date | None]
    planned_month: Mapped[int | None]
    tolerance: Mapped[Tenths | None]
    special: Mapped[bool] = mapped_column(default=False, server_default="0")


class PlannedUnitRecord(Record):
    """A unit that a round is to visit."""

    __tablename__ = "inspection_planned_unit"

    round_id: Mapped[int] = mapped_column(
        ForeignKey("inspection_round.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True, index=True
    )
    by_chance: Mapped[bool] = mapped_column(default=False)


class DrawRecord(Record):
    """A drawing of units by chance, so that it can be drawn again with the same outcome."""

    __tablename__ = "inspection_draw"

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("inspection_round.id", ondelete="CASCADE"), index=True)
    day: Mapped[date]
    seed: Mapped[str]
    wanted: Mapped[int]
    unvisited_first: Mapped[bool]
    pool: Mapped[tuple[str, ...]] = mapped_column(default=())
    unvisited: Mapped[tuple[str, ...]] = mapped_column(default=())
    drawn: Mapped[tuple[str, ...]] = mapped_column(default=())


class VisitRecord(Record):
    """One unit in one round."""

    __tablename__ = "inspection_visit"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("inspection_round.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    note: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    checkers: Mapped[tuple[str, ...]] = mapped_column(default=(), server_default="")
    signed_by: Mapped[str] = mapped_column(default="", server_default="")
    signed_on: Mapped[date | None]


class VisitPhotoRecord(PhotoLink, Record):
    """A photo taken during a visit."""

    __tablename__ = "inspection_visit_photo"

    owner_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="CASCADE"), index=True)


class ReadingRecord(Record):
    """The air-conditioning of one room during a visit."""

    __tablename__ = "inspection_reading"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="CASCADE"), index=True)
    room: Mapped[str] = mapped_column(default="")
    set_temperature: Mapped[Tenths | None]
    measured_temperature: Mapped[Tenths | None]
    windows_open: Mapped[bool] = mapped_column(default=False)
    running: Mapped[bool] = mapped_column(default=True)
    exempt: Mapped[bool] = mapped_column(default=False)
    exempt_reason: Mapped[str] = mapped_column(default="")
    outdoor_temperature: Mapped[Tenths | None]
    overruled: Mapped[str | None]
    overrule_reason: Mapped[str] = mapped_column(default="", server_default="")


class ListPointRecord(Record):
    """A point of the office's own check list; without any the program's list is used."""

    __tablename__ = "inspection_list_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(unique=True)


class ItemRecord(Record):
    """A point of the list as it was checked in a visit; it keeps its words when the list changes."""

    __tablename__ = "inspection_item"
    __table_args__ = (UniqueConstraint("visit_id", "text"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="CASCADE"))
    text: Mapped[str]
    result: Mapped[str | None]
    note: Mapped[str] = mapped_column(default="")


class ViolationRecord(Record):
    """A violation found during a visit."""

    __tablename__ = "inspection_violation"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="CASCADE"), index=True)
    reading_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_reading.id", ondelete="SET NULL"), index=True
    )
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    found_on: Mapped[date]
    corrected_on_spot: Mapped[bool] = mapped_column(default=False)
    correction_note: Mapped[str] = mapped_column(default="")
    corrected_on: Mapped[date | None]
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_item.id", ondelete="SET NULL"), index=True
    )


class ComplaintRecord(Record):
    """What somebody reported about a unit (举报), and what came of it."""

    __tablename__ = "inspection_complaint"

    id: Mapped[int] = mapped_column(primary_key=True)
    received_on: Mapped[date] = mapped_column(index=True)
    reporter: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    text: Mapped[str]
    handle_by: Mapped[date | None]
    handled_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    violation_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_violation.id", ondelete="SET NULL"), index=True
    )


class RectificationRecord(Record):
    """A notice that orders a unit to mend violations by a deadline, and what came of it."""

    __tablename__ = "rectification"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("inspection_visit.id", ondelete="RESTRICT"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    ordered_on: Mapped[date]
    deadline: Mapped[date]
    requirement: Mapped[str] = mapped_column(default="")
    reply_on: Mapped[date | None]
    reply: Mapped[str] = mapped_column(default="")
    rechecked_on: Mapped[date | None]
    recheck_result: Mapped[str | None]
    recheck_note: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    received_by: Mapped[str] = mapped_column(default="", server_default="")
    received_on: Mapped[date | None]


class OrderedViolationRecord(Record):
    """Which violations a notice covers; after a failed re-check a later notice covers them again."""

    __tablename__ = "rectification_violation"

    rectification_id: Mapped[int] = mapped_column(
        ForeignKey("rectification.id", ondelete="CASCADE"), primary_key=True
    )
    violation_id: Mapped[int] = mapped_column(
        ForeignKey("inspection_violation.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


class CircularRecord(Record):
    """A circular that names units."""

    __tablename__ = "circular"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(unique=True)
    day: Mapped[date] = mapped_column(index=True)
    title: Mapped[str]
    scope: Mapped[str] = mapped_column(default="")
    round_id: Mapped[int | None] = mapped_column(
        ForeignKey("inspection_round.id", ondelete="RESTRICT"), index=True
    )
    deadline: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    relayed_by: Mapped[str] = mapped_column(default="", server_default="")


class CircularUnitRecord(Record):
    """A unit that a circular names."""

    __tablename__ = "circular_unit"

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(
        ForeignKey("unit.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


class CircularRectificationRecord(Record):
    """A rectification that a circular speaks of."""

    __tablename__ = "circular_rectification"

    circular_id: Mapped[int] = mapped_column(ForeignKey("circular.id", ondelete="CASCADE"), primary_key=True)
    rectification_id: Mapped[int] = mapped_column(
        ForeignKey("rectification.id", ondelete="RESTRICT"), primary_key=True, index=True
    )


describe(
    RoundRecord,
    "检查",
    "{year}{title}",
    year=ColumnTitle("年度", "年"),
    season="季节",
    title="名称",
    day="检查日期",
    weather="天气",
    outdoor_temperature=ColumnTitle("室外温度", "℃"),
    checkers="检查人员",
    mode="空调使用",
    limit=ColumnTitle("温度限值", "℃"),
    limit_source="限值依据",
    note="备注",
    last_day="结束日期",
    planned_month=ColumnTitle("计划月份", "月"),
    tolerance=ColumnTitle("实测允许误差", "℃"),
    special="专项检查",
)
describe(
    PlannedUnitRecord,
    "计划检查单位",
    "{round_id} {unit_id}",
    round_id="检查",
    unit_id="单位",
    by_chance="随机抽取",
)
describe(
    DrawRecord,
    "随机抽取",
    "{round_id} {day}",
    round_id="检查",
    day="抽取日期",
    seed="种子",
    wanted=ColumnTitle("抽取数", "个"),
    unvisited_first="本年未查的优先",
    pool=internal("参加抽取的单位编号"),
    unvisited=internal("其中本年未查的单位编号"),
    drawn=internal("抽中的单位编号"),
)
describe(
    VisitRecord,
    "被检查单位",
    "{unit_id} {round_id}",
    round_id="检查",
    unit_id="单位",
    note="备注",
    day="到访日期",
    checkers="检查人员",
    signed_by="单位签字人",
    signed_on="签字日期",
)
describe_photos(VisitPhotoRecord, "检查照片", "被检查单位")
describe(
    ReadingRecord,
    "温度记录",
    "{visit_id} {room}",
    visit_id="被检查单位",
    room="房间",
    set_temperature=ColumnTitle("设定温度", "℃"),
    measured_temperature=ColumnTitle("实测温度", "℃"),
    windows_open="开窗",
    running="运行",
    exempt="豁免",
    exempt_reason="豁免原因",
    outdoor_temperature=ColumnTitle("室外温度", "℃"),
    overruled="人工判定",
    overrule_reason="人工判定理由",
)
describe(ListPointRecord, "检查清单", "{text}", position="顺序", text="检查要点")
describe(
    ItemRecord,
    "用电检查",
    "{visit_id} {text}",
    visit_id="被检查单位",
    text="检查要点",
    result="结果",
    note="说明",
)
describe(
    ViolationRecord,
    "问题",
    "{visit_id} {text}",
    visit_id="被检查单位",
    reading_id="温度记录",
    kind="类别",
    text="内容",
    room="房间",
    found_on="发现日期",
    corrected_on_spot="当场纠正",
    correction_note="纠正情况",
    corrected_on="纠正日期",
    item_id="用电检查",
)
describe(
    ComplaintRecord,
    "举报",
    "{unit_id} {received_on}",
    received_on="举报日期",
    reporter="举报人",
    contact="联系电话",
    unit_id="被举报单位",
    text="举报内容",
    handle_by="办理期限",
    handled_on="办结日期",
    outcome="办理结果",
    violation_id="问题",
)
describe(
    RectificationRecord,
    "整改通知",
    "{number} {visit_id}",
    visit_id="被检查单位",
    number="文号",
    ordered_on="下达日期",
    deadline="整改期限",
    requirement="整改要求",
    reply_on="回复日期",
    reply="回复内容",
    rechecked_on="复查日期",
    recheck_result="复查结果",
    recheck_note="复查情况",
    closed_on="销号日期",
    received_by="签收人",
    received_on="签收日期",
)
describe(
    OrderedViolationRecord,
    "整改通知所列问题",
    "{rectification_id}",
    rectification_id="整改通知",
    violation_id="问题",
)
describe(
    CircularRecord,
    "通报",
    "{number} {title}",
    number="文号",
    day="日期",
    title="标题",
    scope="发送范围",
    round_id="检查",
    deadline="整改期限",
    relayed_by="上级转发",
    reason="通报原因",
)
describe(CircularUnitRecord, "通报点名单位", "{circular_id} {unit_id}", circular_id="通报", unit_id="单位")
describe(
    CircularRectificationRecord,
    "通报涉及的整改",
    "{circular_id}",
    circular_id="通报",
    rectification_id="整改通知",
)

locate(RoundRecord, lambda row: Place(TAB, "round", row["id"]))
locate(VisitRecord, lambda row: Place(TAB, "visit", row["id"]))
locate(ReadingRecord, lambda row: Place(TAB, "reading", row["id"]))
locate(ViolationRecord, lambda row: Place(TAB, "violation", row["id"]))
locate(RectificationRecord, lambda row: Place(TAB, "rectification", row["id"]))
locate(ComplaintRecord, lambda row: Place(TAB, "complaint", row["id"]))
locate(CircularRecord, lambda row: Place(TAB, "circular", row["id"]))
