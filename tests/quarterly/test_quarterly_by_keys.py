"""What is typed 24 times a year costs few keys, and an own form comes back as it went."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.organisation.values.units import UnitInYear
from jingzhen_desktop.quarterly.actions.reports import remove_report, store_forms
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.rules.checks import rounded_report
from jingzhen_desktop.quarterly.sheets.form import write_filled_form
from jingzhen_desktop.quarterly.sheets.reading import read_forms
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.values.findings import FormOutcome
from jingzhen_desktop.quarterly.values.reports import Entry, Report

from ..hands import CONTROL, key, letters

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

Key = Qt.Key
Q3 = Quarter(2011, 3)


@pytest.fixture
def desk_year() -> int:
    return 2011


class Keys:
    """Counts the keys beyond the digits that are typed."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, pressed: Qt.Key, times: int = 1) -> None:
        for _ in range(times):
            self.count += 1
            key(pressed)

    def write(self, text: str) -> None:
        """Type a word: its letters count."""
        self.count += len(text)
        letters(text)


def test_a_form_of_twelve_numbers_is_typed_in_at_most_thirty_keys_beyond_its_digits(
    units: list[UnitInYear], open_tab: Callable[[], QuarterlyTab], office: Office
) -> None:
    """It took 26 Enter, 14 zeros, a way to the top of the second column by mouse, and more."""
    tab, keys = open_tab(), Keys()
    tab.show_report(units[0].id, 3)
    rows = (("18000", "9900"), ("900", "2520"), None, ("50", "150"), None, None, ("100", "750"))
    for row in (*rows, ("60", "450"), ("40", "300")):
        if row is None:
            keys.press(Key.Key_Down)
            continue
        for number in row:
            letters(number)
            keys.press(Key.Key_Tab)
    keys.count += 1
    key(Key.Key_0, CONTROL)
    keys.write("wang")
    keys.press(Key.Key_Return)
    report = stored_report(office, units[0].id, Q3)
    assert report is not None
    assert report.entries["petrol_other"] == Entry(Decimal(40), Decimal(300))
    assert report.entries["water"] == Entry(Decimal(900), Decimal(2520))
    assert report.entries["coal"] == Entry(Decimal(0), Decimal(0))
    assert not [key for key, entry in report.entries.items() if None in (entry.quantity, entry.cost)]
    assert keys.count == 21


_FIGURE = st.one_of(st.none(), st.decimals(0, 10**8, places=2, allow_nan=False))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_own_form_is_stored_as_it_was_filled_and_comes_back_the_same(
    office: Office, units: list[UnitInYear], tmp_path: Path, data: st.DataObject
) -> None:
    system = system_of_year(2011)
    entries = {item.key: Entry(data.draw(_FIGURE), data.draw(_FIGURE)) for item in system.items}
    for item in system.items:  # the parts are what their carrier says, or nothing
        if item.part_of:
            entries[item.key] = entries[item.part_of] if item.key.endswith("_vehicle") else Entry()
    entries["water"] = Entry(Decimal(1), Decimal(1))
    wanted = rounded_report(Report(units[0].id, Q3, system.version, entries), system)
    path = write_filled_form(office, units[0], wanted, tmp_path, overwrite=True)
    (form,) = read_forms(office, [path], Q3)
    assert form.outcome is FormOutcome.NEW, [str(one) for one in form.findings]
    store_forms(office, [form])
    stored = stored_report(office, units[0].id, Q3)
    assert stored is not None
    assert stored.entries == wanted.entries
    again = write_filled_form(office, units[0], stored, tmp_path, overwrite=True)
    (same,) = read_forms(office, [again], Q3)
    assert same.outcome is FormOutcome.UNCHANGED
    remove_report(office, units[0].id, Q3)
