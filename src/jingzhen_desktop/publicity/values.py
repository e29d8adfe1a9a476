"""Activities and their yearly figures. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TAB = "publicity"
"""Key of the tab: its folder's name, and where its places begin."""


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
    MEETING = "会议宣讲"
    TRAINING = "节能培训"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Activity:
    """One publicity or training activity; ``people`` is None where nobody counted."""

    id: int
    kind: ActivityKind
    day: date
    place: str = ""
    theme: str = ""
    people: int | None = None
    material: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PublicityYear:
    """What a summary says of a year's publicity and training, up to a day.

    Attributes:
        activities: in order of date.
        counts: activities by kind, kinds without any left out.
        people: people reached, over the activities where they were counted; None if nowhere.
        trainings, trained: number of trainings and people trained (None if nowhere counted).
    """

    activities: tuple[Activity, ...]
    counts: Mapping[ActivityKind, int]
    people: int | None
    trainings: int
    trained: int | None
