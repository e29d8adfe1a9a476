"""Verbs on the parts of 用能人数: the number follows its parts unless the clerk says why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from ...base.differences import Change, carried
from ...office.file import Office, name_step
from ...office.settings import read_setting
from ..queries.users import read_parts
from ..records import UserPartRecord
from ..rules.users import check_override, check_part, energy_users_of
from ..settings import YEAR_DAYS
from ..values.places import unit_place
from ..values.units import PartCount, UserPart
from .units import unit_with_facts


def change_parts(office: Office, unit_id: int, year: int, changes: Sequence[Change[PartCount]]) -> None:
    """Change people, days or note of some parts of a unit's energy users; the number follows.
    Raises InputRejected.
    """
    days = read_setting(office, YEAR_DAYS)
    with office.transaction("修改用能人数组成", unit_place(year, unit_id, "energy_users")) as session:
        _, facts = unit_with_facts(session, unit_id, year)
        parts = {part.part: part for part in read_parts(session, facts.id)}
        for old, new in changes:
            stored = parts.get(old.part, PartCount(old.part))
            parts[old.part] = carried(stored, old, new)
            check_part(parts[old.part], days)
        _store(session, facts.id, parts)
        if not facts.users_reason:
            computed = energy_users_of(list(parts.values()), days)
            facts.energy_users = facts.energy_users if computed is None else computed
        words = "、".join(old.part.words for old, _ in changes)
        name_step(session, label=f"修改{facts.name}{year}年用能人数组成：{words}")


def override_users(office: Office, unit_id: int, year: int, users: int | None, reason: str) -> None:
    """Use a number that differs from the parts, for a reason; raises FieldRejected without one."""
    days = read_setting(office, YEAR_DAYS)
    with office.transaction("直接填写用能人数", unit_place(year, unit_id, "energy_users")) as session:
        _, facts = unit_with_facts(session, unit_id, year)
        computed = energy_users_of(read_parts(session, facts.id), days)
        check_override(users, computed, reason)
        facts.energy_users = computed if users is None else users
        facts.users_reason = reason.strip() if computed is not None and facts.energy_users != computed else ""
        name_step(session, label=f"直接填写{facts.name}{year}年用能人数")


def follow_parts(office: Office, unit_id: int, year: int) -> None:
    """Use again what the parts add up to."""
    days = read_setting(office, YEAR_DAYS)
    with office.transaction("用能人数按组成计算", unit_place(year, unit_id, "energy_users")) as session:
        _, facts = unit_with_facts(session, unit_id, year)
        computed = energy_users_of(read_parts(session, facts.id), days)
        facts.energy_users = facts.energy_users if computed is None else computed
        facts.users_reason = ""
        name_step(session, label=f"{facts.name}{year}年用能人数按组成计算")


def _store(session: Session, unit_year_id: int, parts: Mapping[UserPart, PartCount]) -> None:
    session.execute(delete(UserPartRecord).where(UserPartRecord.unit_year_id == unit_year_id))
    for part in parts.values():
        if part.people is not None or part.note:
            session.add(
                UserPartRecord(
                    unit_year_id=unit_year_id,
                    part=part.part.value,
                    people=part.people,
                    days=part.days,
                    note=part.note,
                )
            )
    session.flush()
