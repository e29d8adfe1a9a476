"""Rows on undo and 改动记录."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from typing import TYPE_CHECKING

from big_office import LAST_QUARTER, SHOWN_QUARTER, reports_of
from comparing import Outcome, compare

from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.history import HistoryFilter, read_history
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.quarterly.actions.reports import change_entries, store_forms
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Entry
from jingzhen_desktop.tabs import all_settings

if TYPE_CHECKING:
    from bench import Bench

_CELL_PROMISE, _FORMS_PROMISE = 2.0, 3.0
_OPEN_PROMISE = 1.5


def undo(bench: Bench) -> list[Outcome]:
    """One cell undone, and the import of all units' forms undone.

    Reference: doing the same work, the cell's change and the storing of the forms.
    """
    with Office.open(bench.copy("undo")) as office:
        unit = units_of_year(office, SHOWN_QUARTER.year)[0].id
        figures = itertools.cycle((Decimal(111), Decimal(222)))

        def change() -> None:
            row = (Entry(), Entry(quantity=next(figures)))
            change_entries(office, unit, SHOWN_QUARTER, {"electricity": row})

        cell = compare(office.undo, change, 30, before_ours=change)
        store = _storing(office)
        forms = compare(office.undo, store, 5, before_ours=store, before_reference=office.undo)
    return [
        Outcome("undo one cell", *cell, _CELL_PROMISE),
        Outcome(f"undo taking in the forms of {bench.size}", *forms, _FORMS_PROMISE),
    ]


def _storing(office: Office) -> Callable[[], object]:
    units = units_of_year(office, LAST_QUARTER.year)
    reports = zip(units, reports_of(units, LAST_QUARTER), strict=True)
    forms = [ReadForm("", FormOutcome.NEW, unit, report) for unit, report in reports]
    return lambda: store_forms(office, forms)


def history(bench: Bench) -> list[Outcome]:
    """The first page of 改动记录 with twenty years in the journal; reference: with one year."""
    settings = {setting.key: setting for setting in all_settings()}
    with ExitStack() as stack:
        long, short = (stack.enter_context(bench.office(years)) for years in (20, 1))

        def read(office: Office) -> Callable[[], object]:
            return lambda: read_history(office, HistoryFilter(), settings)

        found = compare(read(long), read(short), 20)
    return [Outcome("open 改动记录, 20 years or 1", *found, _OPEN_PROMISE)]
