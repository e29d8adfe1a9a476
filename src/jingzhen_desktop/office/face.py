"""The shape of a tab's face: what the house sees of it without loading Qt."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from ..base.place import Place
from .file import Office
from .settings import AnySetting

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Due:
    """Something that wants doing, as 今日工作 lists it.

    Attributes:
        text: a whole sentence, e.g. 卫生院 2011年三季度报表未报.
        deadline: when it is due; None if only “soon”.
        place: where it is done.
    """

    text: str
    deadline: date | None
    place: Place

    def is_overdue(self, today: date) -> bool:
        return self.deadline is not None and self.deadline < today


@dataclass(frozen=True, slots=True)
class Today:
    """Where a tab stands in a working year on a day.

    Attributes:
        dues: what wants doing.
        overview: the year in one sentence.
    """

    dues: list[Due]
    overview: str


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
    """

    key: str
    title: str
    records: str | None
    settings: Sequence[AnySetting]
    today: Callable[[Office, int, date], Today]
    make_widget: Callable[[Any], Any]
    describe: Callable[[sqlite3.Connection], str] = lambda _copy: ""
