"""Reads of what was learnt of foreign files: layouts mapped by the clerk, and superiors' workbooks."""

from __future__ import annotations

import json

from sqlalchemy import select

from ...office.file import Office
from ...office.rows import value_of
from ..records import ImportProfileRecord, WorkbookTemplateRecord
from ..values.profiles import Profile


def import_profiles(office: Office) -> list[Profile]:
    """Return every layout the clerk has mapped, by name."""
    return _profiles(office, ImportProfileRecord)


def workbook_templates(office: Office) -> list[Profile]:
    """Return every superior's workbook whose cells are known, by name."""
    return _profiles(office, WorkbookTemplateRecord)


def _profiles(office: Office, record: type[ImportProfileRecord | WorkbookTemplateRecord]) -> list[Profile]:
    table = record.__table__.c
    query = select(record.__table__).order_by(table.name, table.id)
    with office.reading() as session:
        rows = session.execute(query).all()
    return [value_of(Profile, row, mapping=json.loads(row.mapping)) for row in rows]
