"""Tables of the organisation."""

from __future__ import annotations

from datetime import date

from sqlalchemy import DDL, ForeignKey, Table, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base.columns import Money, Quantity
from ..office.schema import Record
from ..office.titles import ColumnTitle, describe, internal
from ..office.whereabouts import locate
from .values.ledger import LedgerKind
from .values.places import (
    document_place,
    group_place,
    ledger_place,
    member_place,
    systems_place,
    unit_place,
)
from .values.units import Affiliation, Nature, UserPart


class UnitRecord(Record):
    """A public institution; what changes from year to year is in :class:`UnitYearRecord`."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int]
    short_name: Mapped[str] = mapped_column(default="")
    credit_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    liaison_name: Mapped[str] = mapped_column(default="")
    liaison_phone: Mapped[str] = mapped_column(default="")
    opened: Mapped[date | None]
    closed: Mapped[date | None]
    liaison_since: Mapped[date | None]
    head: Mapped[str] = mapped_column(default="", server_default="")
    telephone: Mapped[str] = mapped_column(default="", server_default="")
    fax: Mapped[str] = mapped_column(default="", server_default="")
    email: Mapped[str] = mapped_column(default="", server_default="")
    postcode: Mapped[str] = mapped_column(default="", server_default="")
    parent: Mapped[str] = mapped_column(default="", server_default="")
    level: Mapped[str] = mapped_column(default="", server_default="")
    funding: Mapped[str] = mapped_column(default="", server_default="")
    trade_code: Mapped[str] = mapped_column(default="", server_default="")
    office_form: Mapped[str] = mapped_column(default="", server_default="")
    years: Mapped[list[UnitYearRecord]] = relationship(back_populates="unit", passive_deletes=True)


class UnitYearRecord(Record):
    """A unit's facts in one year (单位年度情况)."""

    __tablename__ = "unit_year"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"))
    year: Mapped[int] = mapped_column(index=True)
    name: Mapped[str]
    nature: Mapped[str]
    systems: Mapped[tuple[str, ...]] = mapped_column(default=())
    reporting: Mapped[bool] = mapped_column(default=True)
    floor_area: Mapped[Quantity | None]
    energy_users: Mapped[int | None]
    establishment: Mapped[int | None]
    petrol_cars: Mapped[int | None]
    diesel_cars: Mapped[int | None]
    new_energy_cars: Mapped[int | None]
    users_reason: Mapped[str] = mapped_column(default="", server_default="")
    change_note: Mapped[str] = mapped_column(default="", server_default="")
    machine_rooms: Mapped[int | None]
    heating: Mapped[str] = mapped_column(default="", server_default="")
    site_area: Mapped[Quantity | None]
    charging_points: Mapped[int | None]
    solar_collector_area: Mapped[Quantity | None]
    solar_power_capacity: Mapped[Quantity | None]
    geothermal_capacity: Mapped[Quantity | None]
    affiliation: Mapped[str | None]
    quota_kind: Mapped[str] = mapped_column(default="", server_default="")
    quota_grade: Mapped[str] = mapped_column(default="", server_default="")
    boarding: Mapped[bool | None]
    class_since: Mapped[date | None]
    boarders: Mapped[int | None]
    beds: Mapped[int | None]
    bed_days: Mapped[int | None]
    special_area: Mapped[Quantity | None]
    special_electricity: Mapped[Quantity | None]
    special_gas: Mapped[Quantity | None]
    special_water: Mapped[Quantity | None]
    heating_area: Mapped[Quantity | None]
    heating_electricity: Mapped[Quantity | None]
    heating_gas: Mapped[Quantity | None]
    energy_posts_full: Mapped[int | None]
    energy_posts_part: Mapped[int | None]
    energy_posts_trained: Mapped[int | None]
    statistics_posts_full: Mapped[int | None]
    statistics_posts_part: Mapped[int | None]
    statistics_posts_trained: Mapped[int | None]
    has_quota: Mapped[bool] = mapped_column(default=False, server_default="0")
    unit: Mapped[UnitRecord] = relationship(back_populates="years")


class UserPartRecord(Record):
    """A part of a unit's energy users in one year: how many people, on how many days."""

    __tablename__ = "energy_user_part"
    __table_args__ = (UniqueConstraint("unit_year_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_year_id: Mapped[int] = mapped_column(ForeignKey("unit_year.id", ondelete="CASCADE"))
    part: Mapped[str]
    people: Mapped[int | None]
    days: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")


class LiaisonRecord(Record):
    """Who was a unit's liaison until when; the present one stands in the unit."""

    __tablename__ = "unit_liaison"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]


class SystemRecord(Record):
    """Who leads a system from a year on, until a later year says otherwise."""

    __tablename__ = "unit_system"
    __table_args__ = (UniqueConstraint("name", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    year: Mapped[int]
    department: Mapped[str] = mapped_column(default="")
    body: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(default="")


class LeadingGroupRecord(Record):
    """领导小组; the office has one, with id 1."""

    __tablename__ = "leading_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    founded_on: Mapped[date | None]
    office_head: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    duties: Mapped[str] = mapped_column(Text, default="", server_default="")
    office_duties: Mapped[str] = mapped_column(Text, default="", server_default="")


class AdjustmentRecord(Record):
    """A document that changed the leading group after it was founded."""

    __tablename__ = "leading_group_adjustment"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("leading_group.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class MemberRecord(Record):
    """A person in the leading group."""

    __tablename__ = "leading_group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("leading_group.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    person: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    until: Mapped[date | None]


class LedgerRecord(Record):
    """An entry of the working ledger (工作台账):
    a meeting, a task, a rule, a plan item, money, a retrofit project.
    """

    __tablename__ = "ledger_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    year: Mapped[int] = mapped_column(index=True)
    title: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id", ondelete="RESTRICT"), index=True)
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("ledger_entry.id", ondelete="SET NULL"), index=True
    )
    day: Mapped[date | None]
    due: Mapped[date | None]
    done: Mapped[date | None]
    amount: Mapped[Money | None]
    saving: Mapped[Quantity | None]
    saving_unit: Mapped[str] = mapped_column(default="")
    saving_money: Mapped[Money | None]
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(default="")


class KeptFileRecord(Record):
    """The bytes of attached files under their hash;
    only ever added, so that undo and redo of what shows them always find them.
    """

    __tablename__ = "kept_file"

    hash: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes]
    size: Mapped[int]


class LedgerFileRecord(Record):
    """A file attached to an entry of the ledger."""

    __tablename__ = "ledger_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("ledger_entry.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    file_hash: Mapped[str] = mapped_column(ForeignKey("kept_file.hash", ondelete="RESTRICT"), index=True)


def _keep_for_ever(table: Table) -> None:
    """Have the database itself refuse a change to kept bytes, whichever program tries."""
    for what in ("UPDATE", "DELETE"):
        statement = (
            f"CREATE TRIGGER {table.name}_{what.lower()} BEFORE {what} ON {table.name} "
            "BEGIN SELECT RAISE(ABORT, 'kept files are never changed'); END"
        )
        event.listen(table, "after_create", DDL(statement))  # type: ignore[no-untyped-call]


_keep_for_ever(KeptFileRecord.metadata.tables[KeptFileRecord.__tablename__])

describe(
    UnitRecord,
    "单位",
    "{unit_year.name}",
    position="排列次序",
    short_name="简称",
    credit_code="统一社会信用代码",
    address="地址",
    liaison_name="节能联络员",
    liaison_phone="联系电话",
    opened="成立日期",
    closed="撤销日期",
    liaison_since="联络员任职日期",
    head="单位负责人",
    telephone="办公电话",
    fax="传真",
    email="电子邮箱",
    postcode="邮政编码",
    parent="上级主管单位",
    level="行政级别",
    funding="经费来源",
    trade_code="行业代码",
    office_form="办公形式",
)
describe(
    UnitYearRecord,
    "单位年度情况",
    "{name} {year}",
    unit_id="单位",
    year=ColumnTitle("年度", "年"),
    name="名称",
    nature=ColumnTitle("单位性质", choices={nature.value: nature.words for nature in Nature}),
    systems="所属系统",
    reporting="报送报表",
    floor_area=ColumnTitle("建筑面积", "平方米"),
    energy_users=ColumnTitle("用能人数", "人"),
    establishment=ColumnTitle("编制人数", "人"),
    petrol_cars=ColumnTitle("汽油车", "辆"),
    diesel_cars=ColumnTitle("柴油车", "辆"),
    new_energy_cars=ColumnTitle("新能源车", "辆"),
    users_reason="用能人数直接填写的理由",
    change_note="变动说明",
    machine_rooms=ColumnTitle("数据中心机房", "个"),
    site_area=ColumnTitle("用地面积", "平方米"),
    charging_points=ColumnTitle("充电桩数量", "个"),
    solar_collector_area=ColumnTitle("太阳能集热器面积", "平方米"),
    solar_power_capacity=ColumnTitle("太阳能光电装机容量", "千瓦"),
    geothermal_capacity=ColumnTitle("地热能装机容量", "千瓦"),
    heating="采暖方式",
    affiliation=ColumnTitle("隶属", choices={one.value: one.words for one in Affiliation}),
    quota_kind="定额类别",
    quota_grade="定额级别",
    boarding=ColumnTitle("寄宿", choices={"1": "寄宿制", "0": "非寄宿制"}),
    class_since="定额类别启用日期",
    boarders=ColumnTitle("住宿学生", "人"),
    beds=ColumnTitle("编制床位", "张"),
    bed_days=ColumnTitle("实际开放总床日数", "床日"),
    special_area=ColumnTitle("专用系统和车库面积", "平方米"),
    special_electricity=ColumnTitle("专用系统单独计量用电", "千瓦时"),
    special_gas=ColumnTitle("专用系统单独计量用气", "立方米"),
    special_water=ColumnTitle("专用系统单独计量用水", "立方米"),
    heating_area=ColumnTitle("采暖建筑面积", "平方米"),
    heating_electricity=ColumnTitle("供暖单独计量用电", "千瓦时"),
    heating_gas=ColumnTitle("供暖单独计量用气", "立方米"),
    energy_posts_full=ColumnTitle("能源管理专职人员", "人"),
    energy_posts_part=ColumnTitle("能源管理兼职人员", "人"),
    energy_posts_trained=ColumnTitle("能源管理人员受过培训", "人"),
    statistics_posts_full=ColumnTitle("能耗统计专职人员", "人"),
    statistics_posts_part=ColumnTitle("能耗统计兼职人员", "人"),
    statistics_posts_trained=ColumnTitle("能耗统计人员受过培训", "人"),
    has_quota=internal("已选定定额"),
)
describe(
    UserPartRecord,
    "用能人数组成",
    "{unit_year_id} {part}",
    unit_year_id="单位年度",
    part=ColumnTitle("组成部分", choices={part.value: part.words for part in UserPart}),
    people=ColumnTitle("人数", "人"),
    days=ColumnTitle("天数", "天"),
    note="备注",
)
describe(
    LiaisonRecord,
    "前任联络员",
    "{name}",
    unit_id="单位",
    name="姓名",
    phone="电话",
    since="任职日期",
    until="卸任日期",
)
describe(
    SystemRecord,
    "系统",
    "{name}系统",
    name="系统",
    year=ColumnTitle("起始年度", "年"),
    department="主管部门",
    body="管理机构",
    contact="联系人",
    phone="联系电话",
    plan="工作方案",
)
describe(
    LeadingGroupRecord,
    "领导小组",
    "{name}",
    name="名称",
    document_number="成立文号",
    founded_on="成立日期",
    office_head="办公室主任",
    reason="成立缘由",
    duties="领导小组职责",
    office_duties="办公室职责",
)
describe(
    AdjustmentRecord,
    "领导小组调整文件",
    "{kind} {number}",
    group_id="领导小组",
    kind="种类",
    number="文号",
    day="日期",
    reason="调整缘由",
)
describe(
    MemberRecord,
    "领导小组成员",
    "{role} {person}",
    group_id="领导小组",
    role="职务",
    person="姓名",
    post="行政职务",
    unit="单位",
    since="任职日期",
    until="卸任日期",
)
describe(
    LedgerRecord,
    "工作台账",
    "{title}",
    kind=ColumnTitle("类别", choices={kind.value: kind.words for kind in LedgerKind}),
    year=ColumnTitle("年度", "年"),
    title="事项",
    number="文号",
    owner="责任人",
    unit_id="单位",
    parent_id="来自事项",
    day="日期",
    due="期限",
    done="完成日期",
    amount=ColumnTitle("金额", "元"),
    saving="年节约量",
    saving_unit="节约量单位",
    saving_money=ColumnTitle("年节约费用", "元"),
    note="说明",
    source=internal("来源"),
)
describe(
    KeptFileRecord,
    "附件内容",
    "{hash}",
    hash=internal("内容校验值"),
    data="内容",
    size=ColumnTitle("大小", "字节"),
)
describe(
    LedgerFileRecord,
    "台账附件",
    "{name}",
    entry_id="工作台账",
    name="文件名",
    file_hash=internal("内容校验值"),
)

locate(UnitRecord, lambda row: unit_place(None, row["id"]))
locate(UnitYearRecord, lambda row: unit_place(row["year"], row["unit_id"]))
locate(LeadingGroupRecord, lambda _row: group_place())
locate(AdjustmentRecord, lambda row: document_place(row["id"]))
locate(MemberRecord, lambda row: member_place(row["id"]))
locate(SystemRecord, lambda row: systems_place(row["year"]))
locate(LedgerRecord, lambda row: ledger_place(row["id"]))
