"""The facts that only some versions of the national table ask for are shown in their years."""

from __future__ import annotations

import pytest

from jingzhen_desktop.organisation.rules.asked import asked_in, rarely_asked


@pytest.mark.parametrize(
    ("year", "asked"),
    [(2011, False), (2015, False), (2016, True), (2024, True), (2025, True), (2026, True), (2027, False)],
)
def test_the_site_is_asked_for_in_the_years_of_its_table(year: int, asked: bool) -> None:
    assert asked_in("site_area", year) is asked


def test_what_every_table_asks_for_is_never_hidden() -> None:
    assert "floor_area" not in rarely_asked()
    assert set(rarely_asked()) >= {"site_area", "charging_points"}
