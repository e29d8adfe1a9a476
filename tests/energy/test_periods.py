"""Quarters: reading, neighbours, ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.energy.periods import QUARTERS, Cycle, Quarter, quarters_of


@pytest.mark.parametrize("text", ["2011Q3", "2011q3", "2011年三季度", "2011年第3季度", " 2011年第三季度 "])
def test_reads_the_usual_spellings(text: str) -> None:
    assert Quarter.parse(text) == Quarter(2011, 3)


@pytest.mark.parametrize("text", ["2011", "2011Q5", "三季度", "11Q3", "2011Q3x"])
def test_refuses_others(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Quarter.parse(text)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_lies_in_its_quarter(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.start <= day <= quarter.end
    assert Quarter.parse(str(quarter)) == quarter == Quarter.parse(quarter.title)


def test_neighbours_and_names() -> None:
    quarter = Quarter(2011, 1)
    assert quarter.previous == Quarter(2010, 4)
    assert quarter.last_year == Quarter(2010, 1)
    assert Quarter(2011, 3).to_date() == quarters_of(2011)[:3]
    assert (Quarter(2011, 3).title, Quarter(2011, 3).months) == ("2011年三季度", "7—9月")


@pytest.mark.parametrize(
    ("cycle", "ends", "periods"),
    [
        (Cycle.QUARTER, (1, 2, 3, 4), (1, 2, 3, 4)),
        (Cycle.HALF, (2, 4), (2, 2, 4, 4)),
        (Cycle.YEAR, (4,), (4, 4, 4, 4)),
    ],
)
def test_a_quarter_lies_in_one_period_of_a_cycle(
    cycle: Cycle, ends: tuple[int, ...], periods: tuple[int, ...]
) -> None:
    assert cycle.ends == ends
    found = [cycle.period(2025, number) for number in QUARTERS]
    assert [(one.number, one.span) for one in found] == [(number, cycle.span) for number in periods]
    spans = [cycle.ending(Quarter(2025, number)).span for number in QUARTERS]
    assert spans == [cycle.span if number in ends else 3 for number in QUARTERS]
