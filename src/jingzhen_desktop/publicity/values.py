"""Activities, their material, the national week, and the figures of a year. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..base.columns import Added, Tenths
from ..base.place import Place
from ..office.photo_links import Photo

TAB = "publicity"
"""Key of the tab: its folder's name, and where its places begin."""
ACTIVITY, WEEK = "activity", "week"
"""Kinds of places in this tab."""


def activity_place(year: int, activity_id: int | None = None) -> Place:
    """The address of an activity in its year."""
    return Place(TAB, ACTIVITY, activity_id, year=year)


def week_place(year: int) -> Place:
    """The address of a year's publicity week."""
    return Place(TAB, WEEK, year=year)


class ActivityKind(StrEnum):
    """What sort of activity it was."""

    PUBLICITY_WEEK = "节能宣传周"
    LOW_CARBON_DAY = "低碳日"
    LECTURE = "讲座"
    SLOGAN = "标语横幅"
    SCREEN = "电子屏"
    MESSAGE = "微信短信"
    APPEAL = "倡议书"
    EXPERIENCE_DAY = "能源紧缺体验日"
    GREEN_TRAVEL_DAY = "绿色出行日"
    MEETING = "会议宣讲"
    TRAINING = "节能培训"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Activity:
    """One publicity or training activity.

    Attributes:
        day: None while it is planned for no day yet.
        planned_year: the year of one without a day; None as soon as the day says it.
        people: people reached; None where nobody counted.
        material: as the clerk writes it, 宣传单500份，横幅6条; ``rules.materials`` counts it.
        audience: whom it was for.
        document: number of the superior's document that asked for it.
        teacher, hours, test: of a training; hours are 课时.
        done: False while it is only planned.
    """

    id: int
    kind: ActivityKind
    day: date | None
    place: str = ""
    theme: str = ""
    people: int | None = None
    material: str = ""
    note: str = ""
    audience: str = ""
    document: str = ""
    teacher: str = ""
    hours: Tenths | None = None
    test: str = ""
    done: bool = True
    planned_year: int | None = None
    photos: Added[tuple[Photo, ...]] = ()

    @property
    def is_training(self) -> bool:
        return self.kind is ActivityKind.TRAINING

    @property
    def year(self) -> int:
        """The year it belongs to."""
        year = self.day.year if self.day is not None else self.planned_year
        assert year is not None
        return year

    @property
    def held_on(self) -> date:
        """The day of one that was done, which always has one."""
        assert self.day is not None
        return self.day

    @property
    def name(self) -> str:
        """Day and kind, by which the steps of it are known."""
        return f"{self.day or f'{self.year}年'}{self.kind.value}"


@dataclass(frozen=True, slots=True)
class Material:
    """So many pieces of something that was handed out or put up."""

    name: str
    count: int
    measure: str = ""

    @property
    def words(self) -> str:
        return f"{self.name}{self.count:,}{self.measure}"


@dataclass(frozen=True, slots=True)
class PublicityWeek:
    """全国节能宣传周 and 全国低碳日 of a year.

    Attributes:
        doubtful: the program's own dates for this year are not from the document itself.
        own: the office has entered it.
    """

    year: int
    first: date | None = None
    last: date | None = None
    low_carbon_day: date | None = None
    theme: str = ""
    low_carbon_theme: str = ""
    doubtful: Added[bool] = False
    own: Added[bool] = False


@dataclass(frozen=True, slots=True)
class PublicityYear:
    """What a summary says of a year's publicity and training, up to a day; what is only planned is not
    counted.

    Attributes:
        activities: those done, in order of date.
        counts: activities by kind, kinds without any left out.
        people: people reached, over the activities where they were counted; None if nowhere.
        trainings, trained: number of trainings and people trained (None if nowhere counted).
        material: what was handed out and put up, added up by name and measure.
        planned: those not done yet, in order of date, those without one last.
    """

    activities: tuple[Activity, ...]
    counts: Mapping[ActivityKind, int]
    people: int | None
    trainings: int
    trained: int | None
    material: tuple[Material, ...] = ()
    planned: tuple[Activity, ...] = ()
