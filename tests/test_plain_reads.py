"""What is read without SQLAlchemy reads as the schema says, and a window with 今日工作 needs nothing else."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Boolean, Column, Date, DateTime

from jingzhen_desktop import tabs
from jingzhen_desktop.office.plain import STORED, Stored, names
from jingzhen_desktop.office.schema import Names, Scaled
from jingzhen_desktop.office.tables import whole_schema

if TYPE_CHECKING:
    from pathlib import Path

for _module in (
    "annual.queries.written",
    "publicity.queries",
):
    import_module(f"jingzhen_desktop.{_module}")

START = """
import datetime, sys
from pathlib import Path
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.tabs import everything_today
with Office.open(Path(sys.argv[1])) as office:
    everything_today(office, 2011, datetime.date(2011, 7, 1))
    office.undoable(), office.redoable(), office.why_no_undo()
print(*(name for name in ("sqlalchemy", "PySide6") if name in sys.modules))
"""


def read_as(column: Column[Any]) -> object:
    """What a column is more than a plain text or whole number."""
    if isinstance(column.type, Scaled):
        return column.type.places
    return {Date: date.fromisoformat, DateTime: datetime.fromisoformat, Boolean: bool, Names: names}.get(
        type(column.type)
    )


def read_by(stored: Stored, column: str) -> object:
    """The same as declared for plain reading; of decimals their number."""
    reader = stored.readers.get(column)
    return -reader(1).as_tuple().exponent if reader and reader.__qualname__.startswith("scaled") else reader


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored.table)
def test_a_table_is_read_as_the_schema_says(stored: Stored) -> None:
    table = whole_schema().tables[stored.table]
    declared = {column.name: read_by(stored, column.name) for column in table.columns}
    assert declared == {column.name: read_as(column) for column in table.columns}
    assert set(stored.readers) <= set(table.columns.keys())


def test_what_is_due_is_read_without_sqlalchemy(tmp_path: Path) -> None:
    path = tmp_path / "测试镇.jzdb"
    tabs.create_office(path, {}).close()
    found = subprocess.run(
        [sys.executable, "-c", START, str(path)], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == []
