"""Reads of the leading group: as it is, or as it was on a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...office import Office, clock
from ...office.issued import issued_papers
from ...office.settings import read_setting
from ..records import AdjustmentRecord, LeadingGroupRecord, MemberRecord
from ..rules import in_order, next_number
from ..settings import GROUP_PREFIX
from ..values import DocumentKind, GroupDocument, LeadingGroup, Member, Role

THE_GROUP = 1
"""Id of the office's one leading group."""


def leading_group(office: Office, day: date | None = None) -> LeadingGroup | None:
    """Return the leading group with those who are in it today, or were on a day; None if it was never entered."""
    with office.reading() as session:
        return read_group(session, day)


def read_group(session: Session, day: date | None = None) -> LeadingGroup | None:
    """The same inside a transaction."""
    group = session.get(LeadingGroupRecord, THE_GROUP)
    if group is None:
        return None
    on = day or clock.now().date()
    people = [member for member in read_members(session) if member.is_in(on)]
    staff = tuple(member for member in people if member.role.in_office)
    heads = [member.person for member in staff if member.role is Role.OFFICE_HEAD and member.person]
    return LeadingGroup(
        group.name,
        group.document_number,
        group.founded_on,
        "、".join(heads) or group.office_head,
        tuple(member for member in people if not member.role.in_office),
        staff,
        group.reason,
        _lines(group.duties),
        _lines(group.office_duties),
        read_documents(session, group),
    )


def all_members(office: Office) -> tuple[Member, ...]:
    """Return everybody who is or was in the leading group or its office, in order of role."""
    with office.reading() as session:
        return read_members(session)


def read_members(session: Session) -> tuple[Member, ...]:
    """The same inside a transaction."""
    return in_order([member_value(record) for record in session.scalars(select(MemberRecord).order_by(MemberRecord.id))])


def read_documents(session: Session, group: LeadingGroupRecord) -> tuple[GroupDocument, ...]:
    """Return the founding document and those that changed the group after it, oldest first."""
    founding = GroupDocument(0, DocumentKind.FOUNDING, group.document_number, group.founded_on, group.reason)
    later = session.scalars(select(AdjustmentRecord).order_by(AdjustmentRecord.id))
    documents = [GroupDocument(one.id, DocumentKind(one.kind), one.number, one.day, one.reason) for one in later]
    return (founding, *sorted(documents, key=lambda one: (one.day or date.max, one.id)))


def propose_number(office: Office, year: int) -> str:
    """Return the next free number of a document about the leading group, counting issued papers too; empty without a prefix."""
    prefix = read_setting(office, GROUP_PREFIX)
    if not prefix:
        return ""
    with office.reading() as session:
        group = session.get(LeadingGroupRecord, THE_GROUP)
        taken = [document.number for document in read_documents(session, group)] if group else []
    return next_number(prefix, year, [*taken, *(paper.number for paper in issued_papers(office))])


def member_value(record: MemberRecord) -> Member:
    """Turn a row into its value."""
    return Member(record.id, Role(record.role), record.person, record.post, record.unit, record.since, record.until)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
