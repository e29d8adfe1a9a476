"""What the organisation consists of: units, their facts in a year, the leading group. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

TAB = "organisation"
"""Key of the tab: its folder's name, and where its places begin."""


class Nature(StrEnum):
    """单位性质, codes of the national 基本信息 form."""

    STATE_ORGAN = "01"
    EDUCATION = "021"
    SCIENCE = "022"
    CULTURE = "023"
    HEALTH = "024"
    SPORT = "025"
    OTHER_INSTITUTION = "026"
    MASS_ORGANISATION = "03"

    @property
    def words(self) -> str:
        """The words of the code: 国家机关."""
        return _NATURE_WORDS[self]

    @property
    def code_and_words(self) -> str:
        return f"{self.value} {self.words}"


_NATURE_WORDS = {
    Nature.STATE_ORGAN: "国家机关",
    Nature.EDUCATION: "事业单位（教育）",
    Nature.SCIENCE: "事业单位（科技）",
    Nature.CULTURE: "事业单位（文化）",
    Nature.HEALTH: "事业单位（卫生）",
    Nature.SPORT: "事业单位（体育）",
    Nature.OTHER_INSTITUTION: "事业单位（其他）",
    Nature.MASS_ORGANISATION: "团体组织",
}

SYSTEMS = ("党政", "教育", "科技", "文化", "卫生", "体育", "其他")
"""The lines a unit may belong to; one unit may belong to several (a 文体 station to 文化 and 体育)."""


class Role(StrEnum):
    """A member's role in the leading group."""

    LEADER = "组长"
    DEPUTY = "副组长"
    MEMBER = "成员"


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is true of a unit in one year (单位年度情况); None is “not known yet”, not zero."""

    name: str
    nature: Nature
    systems: tuple[str, ...] = ()
    reporting: bool = True
    floor_area: Decimal | None = None
    energy_users: int | None = None
    establishment: int | None = None
    petrol_cars: int | None = None
    diesel_cars: int | None = None
    new_energy_cars: int | None = None


@dataclass(frozen=True, slots=True)
class UnitContact:
    """What stays with a unit through the years."""

    short_name: str = ""
    credit_code: str = ""
    address: str = ""
    liaison_name: str = ""
    liaison_phone: str = ""
    opened: date | None = None
    closed: date | None = None


@dataclass(frozen=True, slots=True)
class UnitInYear:
    """A unit as it is in one year: what every other tab works with."""

    id: int
    year: int
    facts: UnitFacts
    contact: UnitContact

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def short_name(self) -> str:
        """The name for narrow columns: the short name, or the full one."""
        return self.contact.short_name or self.facts.name


@dataclass(frozen=True, slots=True)
class Member:
    """One person in the leading group, with post and unit."""

    id: int
    role: Role
    person: str
    post: str
    unit: str


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """领导小组: its founding document, its executive office's head, its members in order of role."""

    name: str
    document_number: str
    founded_on: date | None
    office_head: str
    members: tuple[Member, ...]

    def with_role(self, role: Role) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.role is role)


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One node of the organisation tree, drawn top down: leading group → executive office → systems → units."""

    title: str
    detail: str = ""
    unit_id: int | None = None
    children: tuple[TreeNode, ...] = ()
