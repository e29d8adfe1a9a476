"""Verbs on the leading group: its documents, its people and who takes over from whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ...base.differences import Change, differing, fields_of
from ...base.errors import FieldRejected
from ...base.lengths import LONGEST_NOTE, check_length
from ...office.file import Office, name_step
from ...office.issued import refuse_if_in_force
from ...office.rows import value_of
from ...office.titles import titles_of
from ..queries.group import THE_GROUP, read_documents, read_members
from ..records import AdjustmentRecord, LeadingGroupRecord, MemberRecord
from ..rules.group import check_document, check_member, succession
from ..values.group import DocumentKind, GroupDocument, LeadingGroup, Member, Role
from ..values.places import document_place, group_place, member_place

_FOUNDING = frozenset({"document_number", "founded_on", "reason"})
"""What the founding document says of itself."""
_NOTES = {"duties": "领导小组职责", "office_duties": "办公室职责", "reason": "缘由"}


def change_leading_group(office: Office, old: LeadingGroup, new: LeadingGroup) -> None:
    """Enter or change the leading group's name, document_number, founded_on, reason, duties,
    office_duties or office_head. Raises FieldRejected.
    """
    fields = {name: _as_stored(value) for name, value in differing(old, new).items()}
    with office.transaction(f"修改领导小组{titles_of(LeadingGroupRecord, fields)}", group_place()) as session:
        if not _FOUNDING.isdisjoint(fields):
            refuse_if_in_force(session, document_place(0), "改")
        group = _the_group(session)
        heads = select(MemberRecord).where(
            MemberRecord.role == Role.OFFICE_HEAD.value, MemberRecord.until.is_(None)
        )
        head = session.scalars(heads.order_by(MemberRecord.id)).first()
        for field, value in fields.items():
            _check_group(field, value)
            if field == "office_head" and head is not None:
                head.person = str(value)  # entered among the people, where the time stands too
            else:
                setattr(group, field, value)
        founding, *later = read_documents(session, group)
        check_document(founding, None, later)
        for document in later:
            check_document(document, group.founded_on, ())


def add_member(
    office: Office,
    role: Role,
    person: str = "",
    post: str = "",
    unit: str = "",
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Add a person to the leading group or its office; returns the member's id. Raises FieldRejected."""
    with office.transaction(f"新增领导小组{role.value}：{person}", group_place()) as session:
        _the_group(session)
        member = MemberRecord(
            group_id=THE_GROUP, role=role.value, person=person, post=post, unit=unit, since=since, until=until
        )
        check_member(replace(value_of(Member, member), id=0), read_members(session))
        session.add(member)
        session.flush()
        name_step(session, place=member_place(member.id))
        return member.id


def add_members(office: Office, members: Sequence[Member]) -> None:
    """Add several people in one step; their ids are ignored.
    Raises FieldRejected, and then nobody is added.
    """
    with office.transaction(
        f"新增领导小组成员{members[0].person}等{len(members)}人", group_place()
    ) as session:
        _the_group(session)
        for member in members:
            check_member(replace(member, id=0), read_members(session))
            columns = {
                field: getattr(member, field) for field in ("person", "post", "unit", "since", "until")
            }
            session.add(MemberRecord(group_id=THE_GROUP, role=member.role.value, **columns))
            session.flush()


def change_members(office: Office, changes: Sequence[Change[Member]]) -> None:
    """Change several members in one step. Raises FieldRejected."""
    ids = [old.id for old, _ in changes]
    with office.transaction("修改领导小组成员", member_place(ids[0])) as session:
        called = _called(session.get_one(MemberRecord, ids[0]))
        for old, new in changes:
            record = session.get_one(MemberRecord, old.id)
            for field, value in differing(old, new).items():
                setattr(record, field, value)
        session.flush()
        everybody = read_members(session)
        for member in everybody:
            if member.id in ids:
                check_member(member, everybody)
        whose = called if len(changes) == 1 else f"{called}等{len(changes)}人"
        name_step(session, label=f"修改领导小组{whose}的{titles_of(MemberRecord, fields_of(changes))}")


def succeed_member(office: Office, member_id: int, person: str, post: str, day: date) -> int:
    """Let a person take over a member's role and unit from a day on, in one step;
    returns the new member's id. Raises FieldRejected.
    """
    with office.transaction("领导小组成员接任", member_place(member_id)) as session:
        record = session.get_one(MemberRecord, member_id)
        leaving, coming = succession(value_of(Member, record), person, post, day)
        record.until = leaving.until
        session.flush()
        check_member(coming, read_members(session))
        successor = MemberRecord(
            group_id=THE_GROUP,
            role=coming.role.value,
            person=coming.person,
            post=coming.post,
            unit=coming.unit,
            since=coming.since,
        )
        session.add(successor)
        session.flush()
        name_step(
            session, label=f"{coming.person}接任领导小组{_called(record)}", place=member_place(successor.id)
        )
        return successor.id


def end_member(office: Office, member_id: int, day: date) -> None:
    """Let a person be in the group no longer from a day on. Raises FieldRejected."""
    with office.transaction("领导小组成员卸任", member_place(member_id)) as session:
        record = session.get_one(MemberRecord, member_id)
        record.until = day
        check_member(value_of(Member, record), ())
        name_step(session, label=f"领导小组{_called(record)}卸任")


def remove_member(office: Office, member_id: int) -> None:
    """Take out a person who was entered by mistake."""
    with office.transaction("删除领导小组成员", group_place()) as session:
        member = session.get_one(MemberRecord, member_id)
        name_step(session, label=f"删除领导小组{_called(member)}")
        session.delete(member)


def add_document(
    office: Office, kind: DocumentKind, number: str = "", day: date | None = None, reason: str = ""
) -> int:
    """Enter a document that changed the group after it was founded; returns its id. Raises FieldRejected."""
    with office.transaction(f"登记领导小组{kind.value}文件{number}", group_place()) as session:
        group = _the_group(session)
        record = AdjustmentRecord(
            group_id=THE_GROUP, kind=kind.value, number=number.strip(), day=day, reason=reason
        )
        session.add(record)
        session.flush()
        name_step(session, place=document_place(record.id))
        _check_documents(session, group)
        return record.id


def change_document(office: Office, old: GroupDocument, new: GroupDocument) -> None:
    """Change kind, number, day or reason of a document; 0 is the founding one, whose kind stays.
    Raises FieldRejected.
    """
    if old.id == 0:
        change_leading_group(office, _founded_by(old), _founded_by(new))
        return
    fields = differing(old, new)
    with office.transaction("修改领导小组文件", document_place(old.id)) as session:
        refuse_if_in_force(session, document_place(old.id), "改")
        record = session.get_one(AdjustmentRecord, old.id)
        if fields.get("kind") == DocumentKind.FOUNDING:
            raise FieldRejected(
                "kind", "成立文件只有一份，请在上方填写成立文号和日期；这里请选调整、更名或撤销。"
            )
        for field, value in fields.items():
            setattr(record, field, value)
        session.flush()
        _check_documents(session, _the_group(session))
        name_step(session, label=f"修改领导小组{record.kind}文件的{titles_of(AdjustmentRecord, fields)}")


def remove_document(office: Office, document_id: int) -> None:
    """Take out a document that was entered by mistake."""
    with office.transaction("删除领导小组文件", group_place()) as session:
        refuse_if_in_force(session, document_place(document_id), "删除")
        record = session.get_one(AdjustmentRecord, document_id)
        name_step(session, label=f"删除领导小组{record.kind}文件{record.number}")
        session.delete(record)


def _check_documents(session: Session, group: LeadingGroupRecord) -> None:
    documents: tuple[GroupDocument, ...] = read_documents(session, group)
    for document in documents:
        check_document(document, group.founded_on, documents)


def _founded_by(document: GroupDocument) -> LeadingGroup:
    """What the founding document says of the group."""
    return LeadingGroup(document_number=document.number, founded_on=document.day, reason=document.reason)


def _as_stored(value: object) -> object:
    """Duties are stored as one text, a duty on each line."""
    return "\n".join(value) if isinstance(value, tuple) else value


def _check_group(field: str, value: object) -> None:
    if field in _NOTES:
        check_length(field, _NOTES[field], str(value), LONGEST_NOTE)
    elif isinstance(value, str):
        check_length(field, titles_of(LeadingGroupRecord, [field]), value)


def _called(member: MemberRecord) -> str:
    return f"{member.role}{member.person}"


def _the_group(session: Session) -> LeadingGroupRecord:
    group = session.get(LeadingGroupRecord, THE_GROUP)
    if group is None:
        group = LeadingGroupRecord(id=THE_GROUP)
        session.add(group)
        session.flush()
    return group
