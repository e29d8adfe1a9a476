"""Verbs on units and their facts in a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ...base.differences import Change, differing, fields_of
from ...base.errors import FieldRejected, InputRejected
from ...office.file import Office, name_step
from ...office.references import refuse_if_used
from ...office.settings import read_setting
from ...office.titles import titles_of
from ..queries.units import read_units, unit_value
from ..queries.users import read_parts
from ..records import UnitRecord, UnitYearRecord, UserPartRecord
from ..rules.units import check_contact, check_facts, exists_in, facts_carried
from ..rules.users import energy_users_of
from ..settings import YEAR_DAYS
from ..values.places import unit_place
from ..values.register import RegisterRow
from ..values.units import UnitContact, UnitFacts, UnitInYear

_CLOSE_IT = "如已撤并，请填写“撤销日期”，以后年度不再出现。"


def add_unit(office: Office, year: int, facts: UnitFacts, contact: UnitContact | None = None) -> int:
    """Enter a new unit with its facts in a year; returns its id. Raises InputRejected."""
    with office.transaction(f"新增单位：{facts.name}", unit_place(year)) as session:
        unit_id = insert_unit(session, year, facts, contact or UnitContact())
        name_step(session, place=unit_place(year, unit_id))
        return unit_id


def insert_unit(session: Session, year: int, facts: UnitFacts, contact: UnitContact) -> int:
    """Enter a new unit with its facts, last in the office's order, inside a transaction; returns its id."""
    others = read_units(session, year)
    check_contact(contact, others)
    check_facts(facts, others)
    last = session.scalar(select(func.max(UnitRecord.position))) or 0
    unit = UnitRecord(position=last + 1, **asdict(contact))
    unit.years.append(UnitYearRecord(year=year, **asdict(facts)))
    session.add(unit)
    session.flush()
    return unit.id


def change_facts(office: Office, old: UnitInYear, new: UnitInYear) -> None:
    """Change what is true of a unit in its year. Raises InputRejected."""
    change_facts_of_units(office, [(old, new)])


def change_facts_of_units(office: Office, changes: Sequence[Change[UnitInYear]]) -> None:
    """Change what is true of several units of one year, in one step. Raises InputRejected."""
    year_days, first = read_setting(office, YEAR_DAYS), changes[0][0]
    with office.transaction("修改单位年度情况", unit_place(first.year, first.id)) as session:
        name = unit_with_facts(session, first.id, first.year)[1].name
        for old, new in changes:
            update_facts(session, old.year, old, new, year_days)
        whose = name if len(changes) == 1 else f"{name}等{len(changes)}个单位"
        titles = titles_of(UnitYearRecord, fields_of((old.facts, new.facts) for old, new in changes))
        name_step(session, label=f"修改{whose}{first.year}年{titles}")


def update_facts(session: Session, year: int, old: UnitInYear, new: UnitInYear, year_days: int) -> None:
    """Change what is true of one unit in a year inside a transaction, checked against the others of the year.
    Raises InputRejected.
    """
    unit, facts = unit_with_facts(session, old.id, year)
    others = [other for other in read_units(session, year) if other.id != old.id]
    fields = differing(old.facts, new.facts)
    changed = replace(unit_value(unit, facts).facts, **fields)
    check_facts(changed, others)
    if "energy_users" in fields:
        _check_against_parts(session, facts, changed, year_days)
    for field, value in fields.items():
        setattr(facts, field, value)


def change_contact(office: Office, old: UnitInYear, new: UnitInYear) -> None:
    """Change what stays with a unit through the years. Raises InputRejected."""
    with office.transaction("修改单位联系信息", unit_place(old.year, old.id)) as session:
        name = unit_with_facts(session, old.id, old.year)[1].name
        titles = titles_of(UnitRecord, differing(old.contact, new.contact))
        name_step(session, label=f"修改{name}{titles}")
        update_contact(session, old.year, old, new)


def update_contact(session: Session, year: int, old: UnitInYear, new: UnitInYear) -> None:
    """Change what stays with one unit inside a transaction, checked against the others of a year.
    Raises InputRejected.
    """
    unit, facts = unit_with_facts(session, old.id, year)
    others = [other for other in read_units(session, year) if other.id != old.id]
    fields = differing(old.contact, new.contact)
    check_contact(replace(unit_value(unit, facts).contact, **fields), others)
    for field, value in fields.items():
        setattr(unit, field, value)


def refuse_used_unit(office: Office, unit: UnitInYear) -> None:
    """Raise InputRejected with the list of what uses a unit that therefore cannot be removed."""
    with office.reading() as session:
        refuse_if_used(session, session.get_one(UnitRecord, unit.id), unit.name, _CLOSE_IT)


def remove_unit(office: Office, unit: UnitInYear) -> None:
    """Remove a unit nothing refers to;
    raises InputRejected with the list of what uses it (close it instead).
    """
    try:
        with office.transaction(f"删除单位：{unit.name}", unit_place(unit.year, unit.id)) as session:
            record = session.get_one(UnitRecord, unit.id)
            refuse_if_used(session, record, unit.name, _CLOSE_IT)
            session.delete(record)
    except IntegrityError as error:
        raise InputRejected(
            f"“{unit.name}”已被其他记录使用，不能删除；如已撤并，请填写“撤销日期”。"
        ) from error


def open_year(office: Office, year: int) -> int:
    """Copy each unit's newest earlier facts forward into a year; returns how many units were copied."""
    with office.transaction(f"结转{year}年单位情况", unit_place(year)) as session:
        units = session.scalars(select(UnitRecord).order_by(UnitRecord.position)).all()
        return sum(_carry_forward(session, unit, year) for unit in units)


def take_in_register(office: Office, year: int, rows: Sequence[RegisterRow], mended: str = "") -> int:
    """Store the rows of a unit list in one step; returns how many.
    Raises InputRejected naming the row, and then nothing is stored.

    Args:
        mended: what was typed over cells of the list, and who said so; stands in the step's label for good.
    """
    days = read_setting(office, YEAR_DAYS)
    label = f"导入{year}年单位名单（{len(rows)}个单位{f'；{mended}' if mended else ''}）"
    with office.transaction(label, unit_place(year)) as session:
        for row in rows:
            try:
                _take_in(session, year, row, days)
            except InputRejected as error:
                raise InputRejected(f"第{row.number}行：{error}没有导入任何内容。") from error
    return len(rows)


def _take_in(session: Session, year: int, row: RegisterRow, year_days: int) -> None:
    if row.is_new:
        insert_unit(session, year, row.new.facts, row.new.contact)
        return
    _carry_forward(session, session.get_one(UnitRecord, row.old.id), year)
    session.flush()
    if row.facts:
        update_facts(session, year, row.old, row.new, year_days)
    if row.contact:
        update_contact(session, year, row.old, row.new)
    session.flush()


def _carry_forward(session: Session, unit: UnitRecord, year: int) -> bool:
    """Copy a unit's newest earlier facts into a year that has none; False if there is nothing to copy."""
    earlier = [facts for facts in unit.years if facts.year < year]
    if not earlier or any(facts.year == year for facts in unit.years):
        return False
    newest = max(earlier, key=lambda facts: facts.year)
    value = unit_value(unit, newest)
    if not exists_in(value.contact, year):
        return False
    unit.years.append(UnitYearRecord(year=year, **asdict(facts_carried(value.facts))))
    session.flush()
    _copy_parts(session, newest.id, unit.years[-1].id)
    return True


def note_quotas(session: Session, year: int, chosen: Mapping[int, bool]) -> None:
    """Note inside a transaction for some units, by id, whether a quota is chosen for them in a year."""
    query = select(UnitYearRecord).where(UnitYearRecord.year == year, UnitYearRecord.unit_id.in_(chosen))
    for facts in session.scalars(query):
        if facts.has_quota != chosen[facts.unit_id]:
            facts.has_quota = chosen[facts.unit_id]


def unit_with_facts(session: Session, unit_id: int, year: int) -> tuple[UnitRecord, UnitYearRecord]:
    """The two rows of a unit in a year."""
    facts = session.scalars(
        select(UnitYearRecord).where(UnitYearRecord.unit_id == unit_id, UnitYearRecord.year == year)
    ).one()
    return facts.unit, facts


def _check_against_parts(session: Session, facts: UnitYearRecord, changed: UnitFacts, year_days: int) -> None:
    computed = energy_users_of(read_parts(session, facts.id), year_days)
    if computed is not None and changed.energy_users != computed and not changed.users_reason:
        raise FieldRejected(
            "energy_users",
            f"“{facts.name}”的用能人数由组成部分算得{computed:,}人；要直接填写，请在下方“用能人数”页填写人数和理由。",
        )


def _copy_parts(session: Session, from_year: int, to_year: int) -> None:
    for part in read_parts(session, from_year):
        session.add(
            UserPartRecord(
                unit_year_id=to_year, part=part.part.value, people=part.people, days=part.days, note=part.note
            )
        )
