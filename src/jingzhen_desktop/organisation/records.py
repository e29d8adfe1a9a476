"""Tables of the organisation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..base.place import Place
from ..office.schema import Names, Record, quantity
from ..office.titles import ColumnTitle, describe
from ..office.whereabouts import locate
from .values import TAB, Nature


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
    systems: Mapped[tuple[str, ...]] = mapped_column(Names, default=())
    reporting: Mapped[bool] = mapped_column(default=True)
    floor_area: Mapped[Decimal | None] = mapped_column(quantity())
    energy_users: Mapped[int | None]
    establishment: Mapped[int | None]
    petrol_cars: Mapped[int | None]
    diesel_cars: Mapped[int | None]
    new_energy_cars: Mapped[int | None]
    unit: Mapped[UnitRecord] = relationship(back_populates="years")


class LeadingGroupRecord(Record):
    """领导小组; the office has one, with id 1."""

    __tablename__ = "leading_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(default="")
    document_number: Mapped[str] = mapped_column(default="")
    founded_on: Mapped[date | None]
    office_head: Mapped[str] = mapped_column(default="")


class MemberRecord(Record):
    """A person in the leading group."""

    __tablename__ = "leading_group_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("leading_group.id", ondelete="CASCADE"), index=True)
    role: Mapped[str]
    person: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")


describe(
    UnitRecord,
    "单位",
    "{unit_year.name}",
    position="排列次序",
    short_name="简称",
    credit_code="统一社会信用代码",
    address="地址",
    liaison_name="节能联络员",
    liaison_phone="联络电话",
    opened="成立日期",
    closed="撤销日期",
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
)
describe(
    LeadingGroupRecord, "领导小组", "{name}", name="名称", document_number="成立文号", founded_on="成立日期", office_head="办公室主任"
)
describe(MemberRecord, "领导小组成员", "{role} {person}", group_id="领导小组", role="职务", person="姓名", post="行政职务", unit="单位")

locate(UnitRecord, lambda row: Place(TAB, "unit", row["id"]))
locate(UnitYearRecord, lambda row: Place(TAB, f"unit{row['year']}", row["unit_id"]))
locate(LeadingGroupRecord, lambda _row: Place(TAB, "group"))
