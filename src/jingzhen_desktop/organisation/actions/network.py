"""Verbs on the network: liaisons and their successors, who leads a system."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from ...base.differences import differing
from ...base.errors import FieldRejected, InputRejected
from ...base.lengths import check_length
from ...base.text import matching_key
from ...office.file import Office, name_step
from ...office.titles import titles_of
from ..queries.network import read_systems
from ..queries.units import read_units
from ..records import LiaisonRecord, SystemRecord, UnitRecord
from ..rules.days import check_day, check_order
from ..values.group import SystemFacts
from ..values.places import systems_place, unit_place
from ..values.units import SYSTEMS, LiaisonTerm
from .units import unit_with_facts

_LONGEST_SYSTEM = 10


def succeed_liaison(office: Office, unit_id: int, year: int, name: str, phone: str, day: date) -> None:
    """Let another person be a unit's liaison from a day on; who was it until then stays in the history.
    Raises FieldRejected.
    """
    with office.transaction("更换节能联络员", unit_place(year, unit_id, "liaison")) as session:
        unit, facts = unit_with_facts(session, unit_id, year)
        if not name.strip():
            raise FieldRejected("name", "请填写新联络员姓名。")
        check_length("name", "联络员", name)
        check_length("phone", "电话", phone)
        check_day("day", "接任日期", day)
        check_order("day", ("现任任职日期", unit.liaison_since), ("接任日期", day))
        if matching_key(name) == matching_key(unit.liaison_name):
            raise FieldRejected("name", f"{name}已经是现任联络员；如只是换了电话，请直接改“联系电话”。")
        if unit.liaison_name or unit.liaison_phone:
            former = LiaisonRecord(
                unit_id=unit_id,
                name=unit.liaison_name,
                phone=unit.liaison_phone,
                since=unit.liaison_since,
                until=day,
            )
            session.add(former)
        unit.liaison_name, unit.liaison_phone, unit.liaison_since = name.strip(), phone.strip(), day
        name_step(session, label=f"{facts.name}节能联络员换为{name.strip()}")


def change_former_liaison(office: Office, year: int, old: LiaisonTerm, new: LiaisonTerm) -> None:
    """Correct name, phone, since or until of a former liaison. Raises FieldRejected."""
    fields = differing(old, new)
    with office.transaction("修改前任联络员", None) as session:
        record = session.get_one(LiaisonRecord, old.id)
        for field, value in fields.items():
            setattr(record, field, value)
        check_length("name", "联络员", record.name)
        check_length("phone", "电话", record.phone)
        check_day("since", "任职日期", record.since)
        check_day("until", "卸任日期", record.until)
        check_order("until", ("任职日期", record.since), ("卸任日期", record.until))
        unit = session.get_one(UnitRecord, record.unit_id)
        place = unit_place(year, unit.id, "liaison")
        name_step(
            session, label=f"修改前任联络员{record.name}的{titles_of(LiaisonRecord, fields)}", place=place
        )


def remove_former_liaison(office: Office, term_id: int, year: int) -> None:
    """Take a former liaison out of the history."""
    with office.transaction("删除前任联络员", None) as session:
        record = session.get_one(LiaisonRecord, term_id)
        name_step(
            session, label=f"删除前任联络员{record.name}", place=unit_place(year, record.unit_id, "liaison")
        )
        session.delete(record)


def change_system(office: Office, old: SystemFacts, new: SystemFacts) -> None:
    """Say who leads a system from its year on: department, body, contact, phone or plan.
    Raises FieldRejected.
    """
    name, year, fields = old.name, old.year, differing(old, new)
    with office.transaction(
        f"修改{name}系统的{titles_of(SystemRecord, fields)}", systems_place(year)
    ) as session:
        for field, value in fields.items():
            check_length(field, titles_of(SystemRecord, [field]), str(value))
        record = session.scalars(
            select(SystemRecord).where(SystemRecord.name == name, SystemRecord.year == year)
        ).first()
        if record is None:
            known = next((one for one in read_systems(session, year) if one.name == name), None)
            if known is None:
                raise InputRejected(f"没有“{name}”系统，请先新增。")
            kept = {
                field: getattr(known, field) for field in ("department", "body", "contact", "phone", "plan")
            }
            record = SystemRecord(name=name, year=year, **kept)
            session.add(record)
        for field, value in fields.items():
            setattr(record, field, value)


def add_system(office: Office, name: str, year: int) -> None:
    """Add a system of the office's own, from a year on. Raises FieldRejected."""
    name = name.strip().removesuffix("系统")
    with office.transaction(f"新增{name}系统", systems_place(year)) as session:
        if not name:
            raise FieldRejected("name", "请填写系统名称，如“农业”。")
        check_length("name", "系统名称", name, _LONGEST_SYSTEM)
        if any(mark in name for mark in "、，,;； \t"):
            raise FieldRejected("name", "系统名称里不能有空格和标点，一次新增一个。")
        if any(matching_key(one.name) == matching_key(name) for one in read_systems(session, year)):
            raise FieldRejected("name", f"“{name}”系统已经有了。")
        session.add(SystemRecord(name=name, year=year))


def remove_system(office: Office, name: str, year: int) -> None:
    """Remove a system of the office's own that no unit belongs to. Raises InputRejected."""
    if name in SYSTEMS:
        raise InputRejected(f"“{name}”是固定的系统，不能删除；没有单位时不会出现在网络图里。")
    with office.transaction(f"删除{name}系统", systems_place(year)) as session:
        used = [unit.name for unit in read_units(session, year) if name in unit.facts.systems]
        if used:
            raise InputRejected(f"“{name}”系统还有{len(used)}个单位（{used[0]}等），请先改这些单位的系统。")
        for record in session.scalars(select(SystemRecord).where(SystemRecord.name == name)):
            session.delete(record)
