"""收到日期: the day of taking in, or the day the clerk gives; never the day a unit wrote on its form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import change_receipt, store_forms
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.queries.board import state_board
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.values.findings import FormOutcome, ReadForm
from jingzhen_desktop.quarterly.values.reports import Move, Report, Signatures, Source

from ..changing import change_entry

Q3 = Quarter(2011, 3)  # due on 10 October
TAKEN_IN = date(2011, 10, 20)


@pytest.fixture(autouse=True)
def _on_the_day(set_clock: Callable[[datetime], None]) -> None:
    """It is 20 October 2011, ten days after the units' deadline."""
    set_clock(datetime(2011, 10, 20, 9, 0))


@pytest.fixture
def form(units: list[UnitInYear], report: Callable[..., Report]) -> Callable[[date | None], ReadForm]:
    """The first unit's form as it was read, with the day the unit wrote on it."""

    def made(reported_on: date | None) -> ReadForm:
        filled = report(units[1].id, Q3, {})
        sent = replace(
            filled,
            unit_id=units[0].id,
            signatures=Signatures(reported_on=reported_on),
            source=Source.FILE,
            source_name="a.xlsx",
        )
        return ReadForm("a.xlsx", FormOutcome.NEW, units[0], sent)

    return made


def received(office: Office, unit: UnitInYear) -> date | None:
    stored = stored_report(office, unit.id, Q3)
    assert stored is not None
    return stored.standing.received_on


def on_time(office: Office, unit: UnitInYear) -> bool | None:
    rows = state_board(office, 2011, TAKEN_IN).rows
    return next(row.cells[3].on_time for row in rows if row.unit.id == unit.id)


def test_a_form_dated_early_but_taken_in_late_is_late(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    store_forms(office, [form(date(2011, 10, 8))])
    assert received(office, units[0]) == TAKEN_IN
    assert on_time(office, units[0]) is False


def test_a_form_dated_late_but_handed_in_before_is_in_time(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    store_forms(office, [form(date(2011, 10, 18))], date(2011, 10, 10))
    assert received(office, units[0]) == date(2011, 10, 10)
    assert on_time(office, units[0]) is True


def test_a_form_without_a_day_of_its_own_came_in_when_it_was_taken_in(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    store_forms(office, [form(None)])
    assert received(office, units[0]) == TAKEN_IN


def test_the_first_receipt_stays_when_the_form_comes_again(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    store_forms(office, [form(None)], date(2011, 10, 9))
    store_forms(office, [replace(form(None), outcome=FormOutcome.CORRECTION)], date(2011, 10, 19))
    assert received(office, units[0]) == date(2011, 10, 9)


def test_when_a_form_that_was_handed_in_first_came_stays_unknown(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    """A file of an older program may not know the day; that the form comes again does not say it."""
    store_forms(office, [form(None)])
    change_receipt(office, units[0].id, Q3, None)
    store_forms(office, [replace(form(None), outcome=FormOutcome.CORRECTION)])
    assert received(office, units[0]) is None
    assert on_time(office, units[0]) is None


def test_a_day_that_has_not_come_is_refused(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    form_of_today = form(None)
    with pytest.raises(InputRejected, match="收到日期2011年10月21日还没有到，请核对。"):
        store_forms(office, [form_of_today], date(2011, 10, 21))
    assert stored_report(office, units[0].id, Q3) is None
    store_forms(office, [form_of_today], TAKEN_IN)


def test_a_draft_has_come_in_only_when_it_is_submitted(office: Office, units: list[UnitInYear]) -> None:
    change_entry(office, units[0].id, Q3, "water", quantity=Decimal(5))
    assert received(office, units[0]) is None
    move_report(office, units[0].id, Q3, Move.SUBMIT)
    assert received(office, units[0]) == TAKEN_IN


def test_a_report_submitted_again_keeps_its_first_day(
    office: Office, units: list[UnitInYear], report: Callable[..., Report]
) -> None:
    report(units[0].id, Q3, {})
    change_receipt(office, units[0].id, Q3, date(2011, 10, 7))
    move_report(office, units[0].id, Q3, Move.SUBMIT)
    move_report(office, units[0].id, Q3, Move.RETURN, "缺发票")
    move_report(office, units[0].id, Q3, Move.SUBMIT)
    assert received(office, units[0]) == date(2011, 10, 7)


def test_a_draft_that_comes_as_a_file_after_all_came_in_with_the_file(
    office: Office, units: list[UnitInYear], form: Callable[[date | None], ReadForm]
) -> None:
    change_entry(office, units[0].id, Q3, "water", quantity=Decimal(5))
    store_forms(office, [replace(form(None), outcome=FormOutcome.CORRECTION)], date(2011, 10, 10))
    assert received(office, units[0]) == date(2011, 10, 10)
