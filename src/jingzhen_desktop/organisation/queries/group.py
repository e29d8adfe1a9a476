"""Reads of the leading group: as it is, or as it was on a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ...office import clock
from ...office.file import Office
from ...office.plain import values
from ...office.settings import TOWN, read_setting
from ..rules.group import in_order, next_number
from ..settings import GROUP_PREFIX
from ..values.group import DocumentKind, GroupDocument, LeadingGroup, Member, Role

if TYPE_CHECKING:
    from ...office.plain import Source
    from ..records import LeadingGroupRecord

THE_GROUP = 1
"""Id of the office's one leading group."""


def leading_group(office: Office, day: date | None = None) -> LeadingGroup | None:
    """Return the leading group with those who are in it today, or were on a day;
    None if it was never entered.
    """
    with office.looking() as source:
        return read_group(source, day)


def group_name(office: Office, group: LeadingGroup | None) -> str:
    """Return what the leading group is called."""
    return group.name if group and group.name else f"{read_setting(office, TOWN)}公共机构节能工作领导小组"


def executive_office(office: Office) -> str:
    """Return who signs what the leading group's office issues."""
    return group_name(office, leading_group(office)) + "办公室"


def read_group(source: Source, day: date | None = None) -> LeadingGroup | None:
    """Read the leading group with those who are in it on a day, inside a transaction."""
    group = _the_group(source)
    if group is None:
        return None
    on = day or clock.today()
    people = [member for member in read_members(source) if member.is_in(on)]
    staff = tuple(member for member in people if member.role.in_office)
    heads = [member.person for member in staff if member.role is Role.OFFICE_HEAD and member.person]
    return replace(
        group,
        office_head="、".join(heads) or group.office_head,
        members=tuple(member for member in people if not member.role.in_office),
        office_staff=staff,
        documents=read_documents(source, group),
    )


def all_members(office: Office) -> tuple[Member, ...]:
    """Return everybody who is or was in the leading group or its office, in order of role."""
    with office.looking() as source:
        return read_members(source)


def read_members(source: Source) -> tuple[Member, ...]:
    """Read everybody who is or was in the leading group or its office, inside a transaction."""
    return in_order(values(source, Member, "SELECT * FROM leading_group_member ORDER BY id"))


def read_documents(source: Source, group: LeadingGroup | LeadingGroupRecord) -> tuple[GroupDocument, ...]:
    """Return the founding document and those that changed the group after it, oldest first."""
    founding = GroupDocument(0, DocumentKind.FOUNDING, group.document_number, group.founded_on, group.reason)
    later = values(source, GroupDocument, "SELECT * FROM leading_group_adjustment ORDER BY id")
    return (founding, *sorted(later, key=lambda one: (one.day or date.max, one.id)))


def propose_number(office: Office, year: int) -> str:
    """Return the next free number of a document about the leading group, counting issued papers too;
    empty without a prefix.
    """
    from ...office.issued import issued_papers

    prefix = read_setting(office, GROUP_PREFIX)
    if not prefix:
        return ""
    with office.looking() as source:
        group = _the_group(source)
        taken = [document.number for document in read_documents(source, group)] if group else []
    return next_number(prefix, year, [*taken, *(paper.number for paper in issued_papers(office))])


def _the_group(source: Source) -> LeadingGroup | None:
    found = values(source, LeadingGroup, "SELECT * FROM leading_group WHERE id = ?", (THE_GROUP,))
    return found[0] if found else None
