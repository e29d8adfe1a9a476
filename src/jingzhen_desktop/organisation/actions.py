"""Verbs of the organisation: each call is one transaction and one named step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ..base.errors import InputRejected
from ..base.place import Place
from ..office import Office, name_step
from ..office.titles import titles_of
from .queries import THE_GROUP, read_units, unit_value
from .records import LeadingGroupRecord, MemberRecord, UnitRecord, UnitYearRecord
from .rules import check_contact, check_facts, exists_in
from .values import TAB, Role, UnitContact, UnitFacts, UnitInYear

UNIT = "unit"


def unit_place(year: int, unit_id: int | None = None) -> Place:
    """The address of a unit in a year (its kind is e.g. ``unit2011``), or of the year's units."""
    return Place(TAB, f"{UNIT}{year}", unit_id)


def add_unit(office: Office, year: int, facts: UnitFacts, contact: UnitContact | None = None) -> int:
    """Enter a new unit with its facts in a year; returns its id. Raises InputRejected."""
    contact = contact or UnitContact()
    check_contact(contact)
    with office.transaction(f"新增单位：{facts.name}", unit_place(year)) as session:
        check_facts(facts, read_units(session, year))
        last = session.scalar(select(func.max(UnitRecord.position))) or 0
        unit = UnitRecord(position=last + 1, **asdict(contact))
        unit.years.append(UnitYearRecord(year=year, **asdict(facts)))
        session.add(unit)
        session.flush()
        name_step(session, place=unit_place(year, unit.id))
        return unit.id


def change_facts(office: Office, unit_id: int, year: int, **fields: object) -> None:
    """Change some facts of a unit in one year; fields as in :class:`UnitFacts`. Raises InputRejected."""
    change_facts_of_units(office, year, {unit_id: fields})


def change_facts_of_units(office: Office, year: int, changes: Mapping[int, Mapping[str, object]]) -> None:
    """Change facts of several units in one step: fields as in :class:`UnitFacts` by unit id. Raises InputRejected."""
    with office.transaction("修改单位年度情况", unit_place(year, next(iter(changes), None))) as session:
        name = ""
        for unit_id, fields in changes.items():
            unit, facts = _unit_with_facts(session, unit_id, year)
            name = name or facts.name
            others = [other for other in read_units(session, year) if other.id != unit_id]
            check_facts(replace(unit_value(unit, facts).facts, **fields), others)  # type: ignore[arg-type]
            for field, value in fields.items():
                setattr(facts, field, value)
        whose = name if len(changes) == 1 else f"{name}等{len(changes)}个单位"
        named = dict.fromkeys(field for fields in changes.values() for field in fields)
        name_step(session, label=f"修改{whose}{year}年{titles_of(UnitYearRecord, named)}")


def change_contact(office: Office, unit_id: int, year: int, **fields: object) -> None:
    """Change what stays with a unit through the years; fields as in :class:`UnitContact`. Raises InputRejected."""
    with office.transaction("修改单位联系信息", unit_place(year, unit_id)) as session:
        unit, facts = _unit_with_facts(session, unit_id, year)
        name_step(session, label=f"修改{facts.name}{titles_of(UnitRecord, fields)}")
        check_contact(replace(unit_value(unit, facts).contact, **fields))  # type: ignore[arg-type]
        for field, value in fields.items():
            setattr(unit, field, value)


def remove_unit(office: Office, unit: UnitInYear) -> None:
    """Remove a unit nothing refers to; raises InputRejected if it has reports or inspections (close it instead)."""
    try:
        with office.transaction(f"删除单位：{unit.name}", unit_place(unit.year, unit.id)) as session:
            session.delete(session.get_one(UnitRecord, unit.id))
    except IntegrityError as error:
        raise InputRejected(f"“{unit.name}”已有报表或检查记录，不能删除；如已撤并，请填写撤销日期。") from error


def open_year(office: Office, year: int) -> int:
    """Copy each unit's newest earlier facts forward into a year; returns how many units were copied."""
    with office.transaction(f"结转{year}年单位情况", unit_place(year)) as session:
        copied = 0
        for unit in session.scalars(select(UnitRecord).order_by(UnitRecord.position)):
            earlier = [facts for facts in unit.years if facts.year < year]
            if not earlier or any(facts.year == year for facts in unit.years):
                continue
            newest = max(earlier, key=lambda facts: facts.year)
            value = unit_value(unit, newest)
            if exists_in(value.contact, year):
                unit.years.append(UnitYearRecord(year=year, **asdict(value.facts)))
                copied += 1
        return copied


def change_leading_group(office: Office, **fields: object) -> None:
    """Enter or change the leading group's name, document_number, founded_on or office_head."""
    with office.transaction(f"修改领导小组{titles_of(LeadingGroupRecord, fields)}", Place(TAB, "group")) as session:
        group = _the_group(session)
        for field, value in fields.items():
            setattr(group, field, value)


def add_member(office: Office, role: Role, person: str = "", post: str = "", unit: str = "") -> int:
    """Add a person to the leading group; returns the member's id."""
    with office.transaction(f"新增领导小组{role.value}：{person}", Place(TAB, "group")) as session:
        _the_group(session)
        member = MemberRecord(group_id=THE_GROUP, role=role.value, person=person, post=post, unit=unit)
        session.add(member)
        session.flush()
        return member.id


def change_member(office: Office, member_id: int, **fields: object) -> None:
    """Change a member's role, person, post or unit."""
    with office.transaction("修改领导小组成员", Place(TAB, "group")) as session:
        member = session.get_one(MemberRecord, member_id)
        name_step(session, label=f"修改领导小组{_called(member)}的{titles_of(MemberRecord, fields)}")
        for field, value in fields.items():
            setattr(member, field, value)


def remove_member(office: Office, member_id: int) -> None:
    """Take a person out of the leading group."""
    with office.transaction("删除领导小组成员", Place(TAB, "group")) as session:
        member = session.get_one(MemberRecord, member_id)
        name_step(session, label=f"删除领导小组{_called(member)}")
        session.delete(member)


def _called(member: MemberRecord) -> str:
    return f"{member.role}{member.person}"


def _unit_with_facts(session: Session, unit_id: int, year: int) -> tuple[UnitRecord, UnitYearRecord]:
    facts = session.scalars(select(UnitYearRecord).where(UnitYearRecord.unit_id == unit_id, UnitYearRecord.year == year)).one()
    return facts.unit, facts


def _the_group(session: Session) -> LeadingGroupRecord:
    group = session.get(LeadingGroupRecord, THE_GROUP)
    if group is None:
        group = LeadingGroupRecord(id=THE_GROUP)
        session.add(group)
        session.flush()
    return group
