"""Units and their facts in a year: nature, systems, area, people, vehicles, liaison."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ...base.columns import Quantity

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


INSTITUTION_NATURES = (
    Nature.EDUCATION,
    Nature.SCIENCE,
    Nature.CULTURE,
    Nature.HEALTH,
    Nature.SPORT,
    Nature.OTHER_INSTITUTION,
)
"""The natures that are 事业单位 together."""

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
LEVELS = ("省部级", "厅局级", "县处级", "乡科级", "股所级", "无行政级别")
"""行政级别; the codes 001–009 of the national register are not public."""
FUNDINGS = ("全额财政", "部分财政", "自收自支")
OFFICE_FORMS = ("独立", "合署")


class Affiliation(StrEnum):
    """隶属: whose institution a unit in the town is."""

    TOWN = "town"
    COUNTY = "county"
    VERTICAL = "vertical"

    @property
    def words(self) -> str:
        """The words on the screen: 镇属."""
        return _AFFILIATION_WORDS[self]


_AFFILIATION_WORDS = {
    Affiliation.TOWN: "镇属",
    Affiliation.COUNTY: "县直派驻",
    Affiliation.VERTICAL: "垂直管理",
}


class UserPart(StrEnum):
    """The parts of 用能人数 as GB/T 40498-2021 names them."""

    STAFF = "staff"
    CONTRACT = "contract"
    SERVICE = "service"
    STUDENTS = "students"
    OUTPATIENTS = "outpatients"
    INPATIENTS = "inpatients"
    VISITORS = "visitors"

    @property
    def words(self) -> str:
        """The words on the screen: 在编人员."""
        return _PART_WORDS[self]


_PART_WORDS = {
    UserPart.STAFF: "在编人员",
    UserPart.CONTRACT: "长期聘用、借用的编外人员",
    UserPart.SERVICE: "工勤保障人员",
    UserPart.STUDENTS: "学生",
    UserPart.OUTPATIENTS: "门诊人次",
    UserPart.INPATIENTS: "住院床日",
    UserPart.VISITORS: "外来人员",
}


@dataclass(frozen=True, slots=True)
class PartCount:
    """How many people of one part there were, and on how many days of the year; no days are all of them."""

    part: UserPart
    people: int | None = None
    days: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class EnergyUsers:
    """用能人数 of a unit in a year: its parts, what they add up to, what is used, and why if it differs."""

    unit_id: int
    year: int
    nature: Nature
    parts: tuple[PartCount, ...]
    computed: int | None
    used: int | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LiaisonTerm:
    """One person's time as a unit's liaison; ``id`` is 0 for the present one."""

    id: int
    name: str
    phone: str
    since: date | None = None
    until: date | None = None

    @property
    def present(self) -> bool:
        return self.id == 0


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What is true of a unit in one year (单位年度情况); None is “not known yet”, not zero."""

    name: str
    nature: Nature
    systems: tuple[str, ...] = ()
    reporting: bool = True
    floor_area: Quantity | None = None
    energy_users: int | None = None
    establishment: int | None = None
    petrol_cars: int | None = None
    diesel_cars: int | None = None
    new_energy_cars: int | None = None
    users_reason: str = ""
    """Why ``energy_users`` is not what its parts add up to; empty if it is, or if there are none."""
    change_note: str = ""
    """Why area or people moved much against the year before."""
    machine_rooms: int | None = None
    heating: str = ""
    site_area: Quantity | None = None
    """This and what follows is asked for by the national form of 2016 to 2025."""
    charging_points: int | None = None
    solar_collector_area: Quantity | None = None
    solar_power_capacity: Quantity | None = None
    geothermal_capacity: Quantity | None = None
    affiliation: Affiliation | None = None
    """This and what follows is asked for only where a quota or a score table of the unit uses it."""
    quota_kind: str = ""
    """What kind of institution a quota takes the unit for, in its own words: 初等教育."""
    quota_grade: str = ""
    boarding: bool | None = None
    class_since: date | None = None
    """From which day of this year the unit has this kind, grade or boarding; None: the whole year."""
    boarders: int | None = None
    beds: int | None = None
    bed_days: int | None = None
    """Bed-days of open beds in this year (实际开放总床日数)."""
    special_area: Quantity | None = None
    """Area (m²) of machine rooms, kitchens, laundries, garages …, which a quota leaves out."""
    special_electricity: Quantity | None = None
    """kWh of this year that those systems used by a meter of their own; without a meter they stay in."""
    special_gas: Quantity | None = None
    special_water: Quantity | None = None
    heating_area: Quantity | None = None
    heating_electricity: Quantity | None = None
    """kWh of this year that heating used by a meter of its own."""
    heating_gas: Quantity | None = None
    energy_posts_full: int | None = None
    energy_posts_part: int | None = None
    energy_posts_trained: int | None = None
    statistics_posts_full: int | None = None
    statistics_posts_part: int | None = None
    statistics_posts_trained: int | None = None
    has_quota: bool = False
    """A quota is chosen for the unit in this year; set with the choice (定额考核), read by check C9."""

    @property
    def quota_class(self) -> str:
        """Kind, grade and boarding as one name: 中等教育 寄宿制; empty if no kind is known."""
        boarding = {True: "寄宿制", False: "非寄宿制", None: ""}[self.boarding]
        return " ".join(filter(None, (self.quota_kind, self.quota_grade, boarding)))


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
    liaison_since: date | None = None
    head: str = ""
    telephone: str = ""
    fax: str = ""
    email: str = ""
    postcode: str = ""
    parent: str = ""
    level: str = ""
    funding: str = ""
    trade_code: str = ""
    office_form: str = ""


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
