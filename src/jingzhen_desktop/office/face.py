"""The shape of a tab's face: what the house sees of it without loading Qt."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from ..base.place import Place
from .file import Office
from .settings import AnySetting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Due:
    """Something that wants doing, as 今日工作 lists it.

    Attributes:
        text: a whole sentence, e.g. 卫生院 2011年三季度报表未报.
        deadline: when it is due; None if only “soon”.
        place: where it is done.
        action: what the button that leads there is called, e.g. 审核三季度报表; empty for the usual words.
        first: nothing else of the year can be done before it.
    """

    text: str
    deadline: date | None
    place: Place
    action: str = ""
    first: bool = False

    def is_overdue(self, today: date) -> bool:
        return self.deadline is not None and self.deadline < today


def in_order(dues: Iterable[Due]) -> list[Due]:
    """Put what is due in order: what comes before all else, then by deadline, overdue first, then what has
    none.
    """
    return sorted(dues, key=lambda due: (not due.first, due.deadline is None, due.deadline or date.max))


class Stage(StrEnum):
    """How far a thing is that passes through the office; each has a colour in the look."""

    ENTERING = "entering"
    TO_REVIEW = "to_review"
    RETURNED = "returned"
    APPROVED = "approved"
    SENT = "sent"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of the year that is worked through as one, e.g. a quarter.

    Attributes:
        chip: where it stands in a word or two, e.g. 明天截止.
        stage: the colour of the chip; None is plain.
        figure, words: the one number, and what it means: 7/12, 已报送，6个已审核.
        parts: how many of ``whole`` are how far, in the order of work.
        is_now: the one that is worked on.
    """

    title: str
    chip: str
    stage: Stage | None
    figure: str
    words: str
    parts: tuple[tuple[Stage, int], ...]
    whole: int
    place: Place
    is_now: bool = False


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day of the year's course: what was done or is to come."""

    day: date
    words: str
    done: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of a year's work is done: ``done`` of ``whole``, said in ``words``."""

    title: str
    done: int
    whole: int
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the year's main figures: its value with unit of measure, how it compares with the year before,
    and what else is to be known of it.
    """

    title: str
    value: str
    unit: str
    change: str
    note: str


@dataclass(frozen=True, slots=True)
class Headline:
    """The year's main figures for a period; ``note`` says when they go on."""

    period: str
    figures: tuple[Figure, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Today:
    """Where a tab stands in a working year on a day.

    Attributes:
        dues: what wants doing.
        overview: the year in one sentence.
        tiles: the parts of the year, if the tab has such.
        milestones: its days in the year's course.
        progress: how far the year's work is.
    """

    dues: list[Due]
    overview: str
    tiles: tuple[Tile, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    progress: tuple[Progress, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """What the house sees of a tab.

    Attributes:
        key: the tab's folder name, also ``Place.tab``.
        title: on the tab.
        records: the name of the module with the tab's tables, which is loaded with the first session; None if
            it has none.
        settings: the settings it declares.
        today: reads both parts of 今日工作 for a working year and a day, in one go.
        make_widget: imports Qt and makes the tab's widget; called with the desk (``widgets.desk.Desk``).
        describe: says of an open copy of any version what the clerk knows it by, e.g. 4个单位; empty if there is
            nothing to say.
        sent: says what of a year has gone up and stands, e.g. 一季度、二季度; empty if nothing.
        headline: the year's main figures, asked for once the window stands.
    """

    key: str
    title: str
    records: str | None
    settings: Sequence[AnySetting]
    today: Callable[[Office, int, date], Today]
    make_widget: Callable[[Any], Any]
    describe: Callable[[sqlite3.Connection], str] = lambda _copy: ""
    sent: Callable[[Office, int], str] = lambda _office, _year: ""
    headline: Callable[[Office, int, date], Headline | None] = lambda _office, _year, _day: None
