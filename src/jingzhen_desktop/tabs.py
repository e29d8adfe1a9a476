"""The one list of tabs, by their faces; importing it makes every table known. No Qt."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from .annual.face import FACE as ANNUAL
from .inspection.face import FACE as INSPECTION
from .office import Office
from .office.face import Due, Face
from .office.settings import BACKUP_SETTINGS, OFFICE_SETTINGS, AnySetting, write_settings
from .organisation.face import FACE as ORGANISATION
from .publicity.face import FACE as PUBLICITY
from .quarterly.face import FACE as QUARTERLY

FACES: tuple[Face, ...] = (ORGANISATION, QUARTERLY, INSPECTION, PUBLICITY, ANNUAL)
"""In the order of the tab bar."""


def all_settings() -> tuple[AnySetting, ...]:
    """Return every setting the office can change: its own first, then each tab's, then how backups are kept."""
    return (*OFFICE_SETTINGS, *(setting for face in FACES for setting in face.settings), *BACKUP_SETTINGS)


def create_office(path: Path, settings: Mapping[AnySetting, str]) -> Office:
    """Make a new office file and enter its first settings; raises UserFacingError."""
    for setting, text in settings.items():
        setting.parse(text)
    office = Office.create(path)
    write_settings(office, settings, "新建数据文件", final=True)
    return office


def describe_content(copy: sqlite3.Connection) -> str:
    """Return what is in an open copy of an office file, of whatever version, e.g. 4个单位，报表至2011年四季度."""
    return "，".join(filter(None, (face.describe(copy) for face in FACES))) or "没有内容"


def everything_due(office: Office, year: int, today: date) -> list[Due]:
    """Return what is due in all tabs: overdue first, then by deadline, then what has none."""
    found = [due for face in FACES for due in face.due(office, year, today)]
    return sorted(found, key=lambda due: (due.deadline is None, due.deadline or date.max))
