"""Which numbers of papers are used up, wherever in the office file they stand.

Asks every column that is called 文号, so that a new kind of paper needs nothing of its own here. How a number
is written: ``issued.parse_number``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ..base.errors import InputRejected
from .file import Office
from .issued import parse_number
from .schema import Record
from .titles import column_title

_CALLED = "文号"


def last_numbers(office: Office, year: int) -> dict[str, int]:
    """Return the highest number used in a year by its series: ``matching_key`` of what stands before it."""
    found: dict[str, int] = {}
    with office.reading() as session:
        connection = session.connection()
        for table, column in _columns():
            statement = f'SELECT "{column}" FROM "{table}" WHERE "{column}" LIKE ?'  # noqa: S608 - ours
            for (text,) in connection.exec_driver_sql(statement, (f"%{year}%",)):
                with suppress(InputRejected):  # written otherwise: of no series
                    series, of_year, sequence = parse_number(text)
                    if series and of_year == year and sequence:
                        found[series] = max(sequence, found.get(series, 0))
    return found


def _columns() -> Iterator[tuple[str, str]]:
    for table in Record.metadata.sorted_tables:
        for column in table.columns:
            if column_title(column).title.endswith(_CALLED):
                yield table.name, column.name
