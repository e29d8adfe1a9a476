"""Verbs on spending limits: how each is set, the document behind a year's, the list of surcharges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.differences import carried
from ...base.errors import FieldRejected
from ...office.file import Office, name_step
from ...office.rows import columns_of, store, value_of
from ...office.settings import write_settings
from ...organisation.queries.units import read_units
from ..records.spending import SpendingBasisRecord, SpendingLineRecord
from ..rules.spending import check_basis, check_line
from ..rules.surcharge import parse_steps, steps_text
from ..settings import SURCHARGES
from ..values.places import spending_place
from ..values.spending import SpendingBasis, SpendingLine


def add_line(office: Office, line: SpendingLine) -> int:
    """Set a limit for a unit and a carrier of a year; returns the line's id. Raises InputRejected."""
    (made,) = add_lines(office, [line])
    return made


def add_lines(office: Office, lines: Sequence[SpendingLine]) -> list[int]:
    """Set limits of one year in one step; returns the lines' ids. Raises InputRejected, and then nothing is
    stored.
    """
    if not lines:
        return []
    for line in lines:
        check_line(line)
    year = lines[0].year
    with office.transaction("设定支出限额", spending_place(year)) as session:
        names = {unit.id: unit.short_name for unit in read_units(session, year)}
        made = [_insert(session, line, names) for line in lines]
        several = f"等{len(made)}项" if len(made) > 1 else ""
        label = f"设定{names[lines[0].unit_id]}{year}年支出限额{several}"
        name_step(session, label=label, place=spending_place(year, made[0]))
        return made


def _insert(session: Session, line: SpendingLine, names: Mapping[int, str]) -> int:
    if line.unit_id not in names:
        raise FieldRejected("unit_id", f"该单位不在{line.year}年的单位名单中，请先在“组织机构”中登记。")
    _refuse_double(session, line, names[line.unit_id])
    record = SpendingLineRecord(**columns_of(replace(line, id=0)))
    session.add(record)
    session.flush()
    return record.id


def change_line(office: Office, old: SpendingLine, new: SpendingLine) -> None:
    """Change how a limit is set. Raises InputRejected."""
    with office.transaction("修改支出限额", spending_place(old.year, old.id)) as session:
        record = session.get_one(SpendingLineRecord, old.id)
        changed = carried(value_of(SpendingLine, record), old, new)
        check_line(changed)
        names = {unit.id: unit.short_name for unit in read_units(session, old.year)}
        name = names.get(changed.unit_id, "")
        _refuse_double(session, changed, name)
        name_step(session, label=f"修改{name}{old.year}年支出限额")
        store(record, changed)


def remove_line(office: Office, line_id: int) -> None:
    """Remove a limit."""
    with office.transaction("删除支出限额") as session:
        record = session.get_one(SpendingLineRecord, line_id)
        name_step(session, place=spending_place(record.year))
        session.delete(record)


def set_basis(office: Office, basis: SpendingBasis) -> None:
    """Record the document behind a year's standards; a blank one takes it back. Raises InputRejected."""
    check_basis(basis)
    with office.transaction(f"登记{basis.year}年支出标准文件", spending_place(basis.year)) as session:
        record = session.get(SpendingBasisRecord, basis.year)
        if basis == SpendingBasis(basis.year):
            if record is not None:
                session.delete(record)
        else:
            session.merge(SpendingBasisRecord(**columns_of(basis)))


def set_surcharges(office: Office, year: int, text: str) -> None:
    """Store the town's list of surcharges on water, as typed; an empty one takes it off.
    Raises FieldRejected.
    """
    steps = steps_text(parse_steps(text)).replace("\n", "；")
    write_settings(office, {SURCHARGES: steps}, "修改超计划用水加价", spending_place(year))


def _refuse_double(session: Session, line: SpendingLine, name: str) -> None:
    same = select(SpendingLineRecord.id).where(
        SpendingLineRecord.unit_id == line.unit_id,
        SpendingLineRecord.year == line.year,
        SpendingLineRecord.carrier == line.carrier,
        SpendingLineRecord.id != line.id,
    )
    if session.scalar(same) is not None:
        raise FieldRejected(
            "carrier", f"{name}{line.year}年这个品种的支出限额已经设定，请修改原来的一行。", "unit_id"
        )
