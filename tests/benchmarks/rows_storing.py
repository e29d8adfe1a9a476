"""Rows on what the journal costs, with the disk's waiting taken out (``synchronous=OFF``)."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from big_office import LAST_QUARTER, SHOWN_QUARTER, reports_of
from comparing import Outcome, compare
from sqlalchemy import MetaData, func, select

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office import file
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.records import JournalChange
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import change_entries, store_forms
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Entry

if TYPE_CHECKING:
    from bench import Bench

_PROMISE = 2.0


def journal(bench: Bench) -> list[Outcome]:
    """One cell changed, and the forms of all units stored at once, by the program's own actions.

    Reference: the same actions on a copy whose connection has had its triggers dropped. Both with
    ``synchronous=OFF``.
    """
    with ExitStack() as stack:
        ours = stack.enter_context(_opened(bench.copy("journal"), triggers=True))
        bare = stack.enter_context(_opened(bench.copy("no-journal"), triggers=False))
        cell = compare(_cell(ours), _cell(bare), 60)
        forms = compare(_forms(ours), _forms(bare), 5)
        assert _journaled(ours) > _journaled(bare)
    return [
        Outcome("the journal's cost, one cell, synchronous=OFF", *cell, _PROMISE),
        Outcome(f"the journal's cost, forms of {bench.size}, synchronous=OFF", *forms, _PROMISE),
    ]


def _cell(office: Office) -> Callable[[], None]:
    unit = units_of_year(office, SHOWN_QUARTER.year)[0].id
    figures = itertools.cycle((Decimal(111), Decimal(222)))

    def change() -> None:
        row = (Entry(), Entry(quantity=next(figures)))
        change_entries(office, unit, SHOWN_QUARTER, {"electricity": row})

    return change


def _forms(office: Office) -> Callable[[], object]:
    """Store all forms of the last quarter, each time with another quarter's figures,
    so that every row changes.
    """
    units = units_of_year(office, LAST_QUARTER.year)
    forms = itertools.cycle([_forms_like(units, quarter) for quarter in LAST_QUARTER.to_date()])
    return lambda: store_forms(office, next(forms))


def _forms_like(units: Sequence[UnitInYear], quarter: Quarter) -> list[ReadForm]:
    """Forms of the last quarter with the figures of another."""
    reports = [replace(report, quarter=LAST_QUARTER) for report in reports_of(units, quarter)]
    return [ReadForm("", FormOutcome.NEW, unit, report) for unit, report in zip(units, reports, strict=True)]


@contextmanager
def _opened(path: Path, *, triggers: bool) -> Iterator[Office]:
    """Open an office with ``synchronous=OFF``; without ``triggers`` its connection loses them.

    Without triggers every step looks as if it had changed nothing and would be deleted again, which costs
    more than the journal of one cell: there each step is said to have changed something.
    """
    install, changed_tables = file.install_journal, file._changed_tables

    def without_triggers(connection: sqlite3.Connection, metadata: MetaData) -> None:
        install(connection, metadata)
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_temp_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f'DROP TRIGGER temp."{name}"')

    with Office.open(path) as office:
        with (
            patch.dict(file.PRAGMAS, synchronous=0),
            patch.object(file, "install_journal", install if triggers else without_triggers),
        ):
            _journaled(office)  # makes the one connection of a session, which is then used again and again
        with patch.object(file, "_changed_tables", changed_tables if triggers else _something_changed):
            yield office


def _something_changed(_connection: sqlite3.Connection, _step_id: int) -> frozenset[str]:
    return frozenset({"report_line"})


def _journaled(office: Office) -> int:
    with office.reading() as session:
        return session.scalar(select(func.count()).select_from(JournalChange)) or 0
