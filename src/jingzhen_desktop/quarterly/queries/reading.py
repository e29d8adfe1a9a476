"""How rows of reports are read inside a transaction, for the queries beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session

from ...energy.statistics import system_of_version
from ...office.plain import tuples
from ...office.rows import value_of
from ..records import ReportRecord
from ..rules.figures import MONEY_SCALE, QUANTITY_SCALE, StoredLine, to_decimal
from ..values.reports import Amount, Entry, EntryCell, Report

if TYPE_CHECKING:
    from ...office.plain import Source as Readable

_REPORT = ReportRecord.__table__.c
_BLANK = Entry()


def read_headers(session: Session, where: ColumnElement[bool]) -> Sequence[Row[Any]]:
    """Return the reports' own rows."""
    return session.execute(select(ReportRecord.__table__).where(where).order_by(_REPORT.unit_id)).all()


_LINES = """
SELECT line.report_id, line.item, line.quantity, line.cost
FROM report JOIN report_line AS line ON line.report_id = report.id
WHERE report.year BETWEEN ? AND ? AND report.quarter BETWEEN ? AND ? AND (? IS NULL OR report.unit_id = ?)
"""


def read_lines(
    source: Readable, years: tuple[int, int], quarters: tuple[int, int], unit_id: int | None = None
) -> dict[int, list[StoredLine]]:
    """Read the lines of some reports (bounds included) in one sweep, by report id.

    By the driver's own cursor and as the whole numbers that are stored: a Row and two Decimals for each of
    12,000 lines would cost more than reading them.
    """
    found: defaultdict[int, list[StoredLine]] = defaultdict(list)
    for line in tuples(source, _LINES, (*years, *quarters, unit_id, unit_id)):
        found[line[0]].append(line)
    return found


def typed_of_line(item: str, quantity: bool, cost: bool) -> list[EntryCell]:
    """Return which cells of a line its two marks name."""
    return [(item, what) for what, typed in zip(Amount, (quantity, cost), strict=True) if typed]


def read_reports(
    session: Session, where: ColumnElement[bool], lines: Mapping[int, Sequence[StoredLine]]
) -> list[Report]:
    """Return the reports that meet a condition, by unit, with their lines as they were read."""
    return [report_value(header, lines.get(header.id, ())) for header in read_headers(session, where)]


def report_value(header: Row[Any], lines: Sequence[StoredLine]) -> Report:
    """Return the report of a row and its lines."""
    entries = {
        item: Entry(
            None if quantity is None else to_decimal(quantity, QUANTITY_SCALE),
            None if cost is None else to_decimal(cost, MONEY_SCALE),
        )
        for _, item, quantity, cost in lines
    }
    return value_of(Report, header, entries=whole_form(header.version, entries))


def whole_form(version: str, entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Return every row of a version's form, blank where nothing is stored."""
    return {item.key: entries.get(item.key, _BLANK) for item in system_of_version(version).items}
