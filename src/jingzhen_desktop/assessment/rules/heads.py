"""How many heads a quota per head counts. Pure."""

from __future__ import annotations

from decimal import Decimal

from ...base.numbers import show_number
from ...organisation.values.units import UserPart
from ..values.quotas import HeadRule
from ..values.standing import Part
from ..values.use import Lack, UnitBasis

_STAFF = (UserPart.STAFF, UserPart.CONTRACT, UserPart.SERVICE)
_HALF = Decimal("0.5")
_HALF_YEAR = 183
"""Days from which somebody is there for more than half a year."""


def heads_of(rule: HeadRule, basis: UnitBasis) -> tuple[Part, Lack | None]:
    """Return the heads with how they are counted, and what is missing to count them."""
    if rule is HeadRule.STAFF:
        return _staff(basis)
    if rule is HeadRule.SCHOOL:
        return _school(basis)
    if rule is HeadRule.UNIVERSITY:
        return _university(basis)
    return _users(basis)


def _users(basis: UnitBasis) -> tuple[Part, Lack | None]:
    users = basis.unit.facts.energy_users
    text = f"{users:,}人" if users is not None else ""
    return _counted("用能人数", text, None if users is None else Decimal(users))


def _staff(basis: UnitBasis) -> tuple[Part, Lack | None]:
    if not _known(basis, *_STAFF):
        return _users(basis)
    present = [
        part
        for part in basis.parts
        if part.part in _STAFF
        and (part.part is UserPart.STAFF or part.days is None or part.days >= _HALF_YEAR)
    ]
    people = [part.people for part in present if part.people is not None]
    return _counted("在岗和半年以上人员", "＋".join(map(str, people)), Decimal(sum(people)))


def _school(basis: UnitBasis) -> tuple[Part, Lack | None]:
    boarders = basis.unit.facts.boarders
    title = "走读学生＋2×住宿学生＋教职工"
    if boarders is None:
        return Part(title, "", None, "人"), Lack("缺住宿学生数", "没有填写住宿学生人数（没有住宿生填0）")
    people = _people(basis, UserPart.STUDENTS, *_STAFF)
    if people is None:
        return _counted(title, "", None)
    return _counted(title, f"{people:,}＋{boarders:,}", Decimal(people + boarders))


def _university(basis: UnitBasis) -> tuple[Part, Lack | None]:
    title = "学生＋0.5×教职工"
    if not _known(basis, UserPart.STUDENTS) or not _known(basis, *_STAFF):
        return Part(title, "", None, "人"), Lack("缺人数组成", "没有填写学生和教职工各多少人")
    students, staff = _people(basis, UserPart.STUDENTS) or 0, _people(basis, *_STAFF) or 0
    heads = students + _HALF * staff
    return _counted(title, f"{students:,}＋0.5×{staff:,}", heads)


def _counted(title: str, text: str, heads: Decimal | None) -> tuple[Part, Lack | None]:
    part = Part(title, text, heads, "人")
    if heads is None:
        return part, Lack("缺用能人数", "没有填写用能人数")
    return (part, None) if heads else (part, Lack("人数为0", f"{title}为{show_number(heads)}，不能计算人均"))


def _known(basis: UnitBasis, *wanted: UserPart) -> bool:
    return any(part.part in wanted and part.people is not None for part in basis.parts)


def _people(basis: UnitBasis, *wanted: UserPart) -> int | None:
    """People of some parts; without parts everybody."""
    if not _known(basis, *wanted):
        return basis.unit.facts.energy_users
    return sum(part.people or 0 for part in basis.parts if part.part in wanted)
