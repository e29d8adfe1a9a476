"""其余填0: one step, undone as one, with who confirmed it; never a zero where something was used."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_version
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.actions.zeros import fill_zeros
from jingzhen_desktop.quarterly.queries.confirmations import confirmations_of
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.rules.zeros import filled_with_zeros
from jingzhen_desktop.quarterly.values.confirmations import ConfirmationKind
from jingzhen_desktop.quarterly.values.reports import Entry, Report

Q3 = Quarter(2024, 3)
SYSTEM = system_of_version("2022")
ZERO, TEN = Decimal(0), Decimal(10)


def test_blank_rows_become_zero() -> None:
    filled = filled_with_zeros({"electricity": Entry(TEN, TEN)}, SYSTEM)
    assert set(filled) == {item.key for item in SYSTEM.items} - {"electricity"}
    assert set(filled.values()) == {Entry(ZERO, ZERO)}


def test_a_total_with_a_part_is_not_filled_but_its_other_part_is() -> None:
    filled = filled_with_zeros({"petrol_vehicle": Entry(TEN, TEN)}, SYSTEM)
    assert "petrol" not in filled
    assert filled["petrol_other"] == Entry(ZERO, ZERO)


def test_the_parts_of_a_filled_total_are_not_filled() -> None:
    filled = filled_with_zeros({"petrol": Entry(TEN, TEN)}, SYSTEM)
    assert not {"petrol", "petrol_vehicle", "petrol_other"} & set(filled)
    assert "diesel_other" in filled


def test_half_a_row_is_a_question_and_no_zero() -> None:
    filled = filled_with_zeros({"electricity": Entry(TEN, None), "water": Entry(ZERO, None)}, SYSTEM)
    assert "electricity" not in filled
    assert filled["water"] == Entry(ZERO, ZERO)


@pytest.fixture
def unit(office: Office, set_clock: Callable[[datetime], None]) -> int:
    """A unit whose electricity is typed."""
    set_clock(datetime(2024, 10, 8, 9))
    add_unit(office, 2024, UnitFacts("卫生院", Nature.HEALTH), UnitContact("卫生院"))
    store_report(office, Report(1, Q3, "2022", {"electricity": Entry(TEN, TEN)}))
    return 1


def test_it_is_one_step_with_who_said_so(office: Office, unit: int) -> None:
    cells = fill_zeros(office, unit, Q3, " 王会计 ", date(2024, 10, 8))
    report = stored_report(office, unit, Q3)
    assert report is not None
    assert report.entries["coal"] == Entry(ZERO, ZERO)
    assert cells == 2 * (len(SYSTEM.items) - 1)
    (confirmed,) = confirmations_of(office, unit, Q3)
    assert confirmed.kind is ConfirmationKind.ZEROS
    assert (confirmed.confirmed_by, confirmed.confirmed_on) == ("王会计", date(2024, 10, 8))
    assert "煤炭消费量" in confirmed.text
    office.undo()
    undone = stored_report(office, unit, Q3)
    assert undone is not None
    assert undone.entries.get("coal", Entry()) == Entry()
    assert confirmations_of(office, unit, Q3) == ()


def test_nobody_named_fills_nothing(office: Office, unit: int) -> None:
    with pytest.raises(FieldRejected, match="请写明"):
        fill_zeros(office, unit, Q3, "  ", date(2024, 10, 8))


def test_today_is_taken_and_tomorrow_refused(office: Office, unit: int) -> None:
    with pytest.raises(FieldRejected, match="还没有到"):
        fill_zeros(office, unit, Q3, "王会计", date(2024, 10, 9))
    assert fill_zeros(office, unit, Q3, "王会计", date(2024, 10, 8))


def test_twice_says_that_nothing_is_left(office: Office, unit: int) -> None:
    fill_zeros(office, unit, Q3, "王会计", date(2024, 10, 8))
    with pytest.raises(InputRejected, match="没有可以填0的空白"):
        fill_zeros(office, unit, Q3, "王会计", date(2024, 10, 8))


def test_a_form_without_any_figure_is_not_filled(office: Office, unit: int) -> None:
    with pytest.raises(InputRejected, match="还没有填任何数"):
        fill_zeros(office, unit, Quarter(2024, 2), "王会计", date(2024, 10, 8))
