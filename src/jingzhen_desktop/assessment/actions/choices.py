"""Verbs on what is chosen for units: a row with its reason, never a default."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.errors import InputRejected
from ...office import clock
from ...office.file import Office, name_step
from ...office.rows import columns_of, value_of
from ...organisation.actions.units import note_quotas
from ...organisation.queries.units import read_units
from ..queries.quotas import read_choices
from ..records.quotas import QuotaChoiceRecord, QuotaRecord
from ..rules.quotas import check_choice
from ..values.places import choice_place, standing_place
from ..values.quotas import Quota, QuotaChoice, QuotaIndicator
from ..values.yardsticks import Yardstick


def choose_quotas(office: Office, choices: Sequence[QuotaChoice]) -> None:
    """Choose for some units of one year what they are measured by, in one step; what was chosen before for
    the same unit and indicator is replaced. Ids are ignored. Raises InputRejected; nothing is stored then.
    """
    first = choices[0]
    with office.transaction("选定定额", choice_place(first.year, first.unit_id)) as session:
        name_step(session, label=_label(session, choices))
        for choice in choices:
            _choose(session, replace(choice, chosen_on=choice.chosen_on or clock.today()))
        _note_units(session, first.year, {choice.unit_id for choice in choices})


def remove_choice(office: Office, choice: QuotaChoice) -> None:
    """Take back what is chosen for a unit in an indicator: it is open again."""
    with office.transaction("取消选定的定额", choice_place(choice.year, choice.unit_id)) as session:
        name = _name(session, choice.unit_id, choice.year)
        name_step(session, label=f"取消{name}{choice.year}年“{choice.indicator.short}”选定的定额")
        session.delete(session.get_one(QuotaChoiceRecord, choice.id))
        session.flush()
        _note_units(session, choice.year, {choice.unit_id})


def carry_choices(office: Office, year: int) -> int:
    """Choose again what was chosen the year before, with the same reasons, for units that exist in the year
    and have no choice yet; what answered an obstacle is asked anew. Returns how many were carried.
    """
    with office.transaction(f"沿用{year - 1}年选定的定额到{year}年", standing_place(year)) as session:
        there = {unit.id for unit in read_units(session, year)}
        have = read_choices(session, year)
        carried = [
            replace(choice, year=year, despite=(), chosen_on=clock.today())
            for at, choice in read_choices(session, year - 1).items()
            if at not in have and choice.unit_id in there
        ]
        session.add_all([QuotaChoiceRecord(**columns_of(choice)) for choice in carried])
        session.flush()
        _note_units(session, year, {choice.unit_id for choice in carried})
        return len(carried)


def _choose(session: Session, choice: QuotaChoice) -> None:
    quota = None
    if choice.quota_id is not None:
        record = session.get(QuotaRecord, choice.quota_id)
        quota = value_of(Quota, record) if record is not None else None
    check_choice(choice, quota)
    stored = session.scalars(
        select(QuotaChoiceRecord).where(
            QuotaChoiceRecord.unit_id == choice.unit_id,
            QuotaChoiceRecord.year == choice.year,
            QuotaChoiceRecord.indicator == choice.indicator.value,
        )
    ).first()
    if stored is None:
        session.add(QuotaChoiceRecord(**columns_of(choice)))
    else:
        for field, value in columns_of(choice).items():
            setattr(stored, field, value)
    session.flush()


def _note_units(session: Session, year: int, unit_ids: set[int]) -> None:
    """Note in the units' year whether a quota is chosen: check C9 then leaves them alone."""
    query = select(QuotaChoiceRecord.unit_id).where(
        QuotaChoiceRecord.year == year, QuotaChoiceRecord.yardstick == Yardstick.QUOTA.value
    )
    with_quota = set(session.scalars(query))
    note_quotas(session, year, {unit: unit in with_quota for unit in unit_ids})


def _label(session: Session, choices: Sequence[QuotaChoice]) -> str:
    first = choices[0]
    units = {choice.unit_id for choice in choices}
    name = _name(session, first.unit_id, first.year)
    whose = name if len(units) == 1 else f"{name}等{len(units)}个单位"
    indicators = "、".join(dict.fromkeys(QuotaIndicator(choice.indicator).short for choice in choices))
    return f"为{whose}选定{first.year}年定额（{indicators}）"


def _name(session: Session, unit_id: int, year: int) -> str:
    name = next((unit.name for unit in read_units(session, year) if unit.id == unit_id), None)
    if name is None:
        raise InputRejected(f"{year}年没有这个单位的情况，请先在“组织机构”里结转或填写。")
    return name
