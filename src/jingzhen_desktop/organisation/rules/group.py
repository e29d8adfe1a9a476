"""Who is in the leading group when: order, overlaps, documents. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...base.text import matching_key
from ..values.group import GroupDocument, Member, Role
from .days import check_day, check_order


def in_order(members: Sequence[Member]) -> tuple[Member, ...]:
    """Sort by role, within a role by entry; who took over a unit's seat stands beside who left it."""
    order = list(Role)
    seats: dict[tuple[Role, str], int] = {}
    for member in sorted(members, key=lambda member: member.id):
        seats.setdefault((member.role, matching_key(member.unit) or str(member.id)), member.id)
    return tuple(
        sorted(
            members,
            key=lambda member: (
                order.index(member.role),
                seats[member.role, matching_key(member.unit) or str(member.id)],
                member.id,
            ),
        )
    )


def members_on(members: Sequence[Member], day: date) -> tuple[Member, ...]:
    """Return who was in on a day."""
    return tuple(member for member in members if member.is_in(day))


def check_member(member: Member, others: Sequence[Member] = ()) -> None:
    """Refuse a member that cannot be, or is entered already. Raises FieldRejected."""
    for field, title, text in (
        ("person", "姓名", member.person),
        ("post", "行政职务", member.post),
        ("unit", "单位", member.unit),
    ):
        check_length(field, title, text)
    check_day("since", "任职日期", member.since)
    check_day("until", "卸任日期", member.until)
    check_order("until", ("任职日期", member.since), ("卸任日期", member.until))
    if member.person and any(_same(member, other) for other in others if other.id != member.id):
        raise FieldRejected(
            "person", f"{member.role.value}{member.person}已经登记，任职时间有重叠，请核对是否重复。"
        )


def succession(old: Member, person: str, post: str, day: date) -> tuple[Member, Member]:
    """Return who leaves, ended on the day, and who takes over the role and the unit from it.
    Raises FieldRejected.
    """
    if not person.strip():
        raise FieldRejected("person", "请填写接任人姓名。")
    if matching_key(person) == matching_key(old.person):
        raise FieldRejected("person", f"接任人与{old.person}相同；如只是改正姓名，请直接在表格里修改。")
    leaving = replace(old, until=day)
    check_day("day", "接任日期", day)
    check_order("day", ("任职日期", old.since), ("接任日期", day))
    if old.until is not None and old.until < day:
        raise FieldRejected("day", f"{old.person}已于{old.until:%Y-%m-%d}卸任，接任日期请填这一天或更早。")
    return leaving, Member(0, old.role, person.strip(), post.strip(), old.unit, day)


def came_and_left(
    members: Sequence[Member], day: date, before: date | None
) -> tuple[tuple[Member, ...], tuple[Member, ...]]:
    """Return who came and who left with a document of a day:
    after the document before it, up to the day itself.
    """
    came = [member for member in members if member.since is not None and _within(member.since, before, day)]
    left = [member for member in members if member.until is not None and _within(member.until, before, day)]
    return tuple(came), tuple(left)


def next_number(prefix: str, year: int, taken: Sequence[str]) -> str:
    """Return the next free 文号 of a series in a year: 某政发〔2011〕3号."""
    pattern = re.compile(re.escape(matching_key(f"{prefix}〔{year}〕")) + r"(\d{1,6})号")
    used = [int(found[1]) for number in taken if (found := pattern.fullmatch(matching_key(number)))]
    return f"{prefix}〔{year}〕{max(used, default=0) + 1}号"


def check_document(
    document: GroupDocument, founded_on: date | None, others: Sequence[GroupDocument] = ()
) -> None:
    """Refuse a document that cannot be. Raises FieldRejected."""
    check_length("number", "文号", document.number)
    check_length("reason", "缘由", document.reason, LONGEST_NOTE)
    check_day("day", "日期", document.day)
    if document.id:
        check_order("day", ("成立日期", founded_on), (f"{document.kind.value}日期", document.day))
    taken = {matching_key(other.number) for other in others if other.id != document.id and other.number}
    if document.number and matching_key(document.number) in taken:
        raise FieldRejected("number", f"文号{document.number}已经登记过，请换一个号。")


def _within(day: date, before: date | None, until: date) -> bool:
    return (before is None or before < day) and day <= until


def _same(member: Member, other: Member) -> bool:
    if member.role is not other.role or matching_key(member.person) != matching_key(other.person):
        return False
    starts, ends = (
        (member.since or date.min, other.since or date.min),
        (member.until or date.max, other.until or date.max),
    )
    return max(starts) < min(ends)
