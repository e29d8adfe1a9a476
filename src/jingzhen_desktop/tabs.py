"""The one list of tabs, by their faces; importing it makes every table known by its module's name. No Qt."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from itertools import chain
from pathlib import Path

from .annual.face import FACE as ANNUAL
from .assessment.face import FACE as ASSESSMENT
from .inspection.face import FACE as INSPECTION
from .office.face import Due, Face, Today, in_order
from .office.file import Office
from .office.settings import (
    BACKUP_SETTINGS,
    FONT_SETTINGS,
    OFFICE_SETTINGS,
    AnySetting,
    settings_as_stored,
    write_settings,
)
from .office.tables import declare_tables
from .organisation.face import FACE as ORGANISATION
from .publicity.face import FACE as PUBLICITY
from .quarterly.face import FACE as QUARTERLY

FACES: tuple[Face, ...] = (ORGANISATION, QUARTERLY, INSPECTION, PUBLICITY, ASSESSMENT, ANNUAL)
"""In the order of the tab bar."""

for _face in FACES:
    if _face.records is not None:
        declare_tables(_face.records)


def all_settings() -> tuple[AnySetting, ...]:
    """Return every setting the office can change:
    its own first, then each tab's, then the papers' fonts and how backups are kept.
    """
    return (
        *OFFICE_SETTINGS,
        *chain.from_iterable(face.settings for face in FACES),
        *FONT_SETTINGS,
        *BACKUP_SETTINGS,
    )


def create_office(path: Path, settings: Mapping[AnySetting, str]) -> Office:
    """Make a new office file and enter its first settings; raises UserFacingError."""
    settings_as_stored(settings)  # refused before there is a file
    office = Office.create(path)
    write_settings(office, settings, "新建数据文件", final=True)
    return office


def sent_of_year(office: Office, year: int) -> str:
    """Return what of a year has gone up and stands; empty if nothing."""
    return "、".join(filter(None, (face.sent(office, year) for face in FACES)))


def describe_content(copy: sqlite3.Connection) -> str:
    """Return what is in an open copy of an office file, of whatever version, e.g. 4个单位，报表至2011年四季度."""
    return "，".join(filter(None, (face.describe(copy) for face in FACES))) or "没有内容"


def everything_today(office: Office, year: int, day: date) -> tuple[list[Due], dict[str, Today]]:
    """Return what is due in all tabs (overdue first, then by deadline, then what has none),
    and where each tab stands by its key.
    """
    found = {face.key: face.today(office, year, day) for face in FACES}
    return in_order(chain.from_iterable(today.dues for today in found.values())), found
