"""The leading group: documents, people with their time in it, duties, the executive office.
And the tree under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...base.columns import Added, Lines


class Role(StrEnum):
    """A person's role in the leading group or its executive office."""

    ADVISER = "顾问"
    LEADER = "组长"
    DEPUTY = "副组长"
    MEMBER = "成员"
    OFFICE_HEAD = "办公室主任"
    OFFICE_DEPUTY = "办公室副主任"
    OFFICE_MEMBER = "办公室成员"

    @property
    def in_office(self) -> bool:
        """Whether the role is one of the executive office, not of the group itself."""
        return self in (Role.OFFICE_HEAD, Role.OFFICE_DEPUTY, Role.OFFICE_MEMBER)


class DocumentKind(StrEnum):
    """What a document did to the leading group."""

    FOUNDING = "成立"
    ADJUSTMENT = "调整"
    RENAMING = "更名"
    DISSOLUTION = "撤销"


@dataclass(frozen=True, slots=True)
class Member:
    """One person in the leading group, with post and unit;
    in it from ``since`` until the day before ``until``.
    """

    id: int
    role: Role
    person: str
    post: str
    unit: str
    since: date | None = None
    until: date | None = None

    def is_in(self, day: date) -> bool:
        """Whether the person had the role on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class GroupDocument:
    """A document about the leading group; ``id`` is 0 for the one that founded it."""

    id: int
    kind: DocumentKind
    number: str = ""
    day: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """领导小组: its founding document, its executive office's head, its members in order of role.

    Attributes:
        members: those of the group itself.
        office_staff: those of the executive office who are entered by name and time; the head is in
            ``office_head`` too.
        duties, office_duties: one duty a line.
    """

    name: str = ""
    document_number: str = ""
    founded_on: date | None = None
    office_head: str = ""
    members: Added[tuple[Member, ...]] = ()
    office_staff: Added[tuple[Member, ...]] = ()
    reason: str = ""
    duties: Lines = ()
    office_duties: Lines = ()
    documents: Added[tuple[GroupDocument, ...]] = ()

    def with_role(self, role: Role) -> tuple[Member, ...]:
        return tuple(member for member in (*self.members, *self.office_staff) if member.role is role)


@dataclass(frozen=True, slots=True)
class SystemFacts:
    """Who leads a system in a year;
    ``since`` is the year from which this is so, None if nothing was entered.
    """

    name: str
    year: int
    department: str = ""
    body: str = ""
    contact: str = ""
    phone: str = ""
    plan: str = ""
    since: int | None = None

    @property
    def id(self) -> str:
        """By which a table finds its row again."""
        return self.name


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One node of the organisation tree, drawn top down:
    leading group → executive office → systems → units.
    """

    title: str
    detail: str = ""
    unit_id: int | None = None
    children: tuple[TreeNode, ...] = ()
    short: str = ""
    """What it is called where its title finds no room."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a unit lacks, or that moved more than is usual;
    ``field`` is the column where it is mended.
    """

    unit_id: int
    unit: str
    field: str
    text: str
    detail: str = ""

    @property
    def id(self) -> tuple[int, str]:
        """By which a table finds its row again."""
        return self.unit_id, self.field
