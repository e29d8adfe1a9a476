"""One scope for a paper: a closed unit is closed in every sentence and table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.organisation.values.scope import Scope
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear

if TYPE_CHECKING:
    from .conftest import Year


def test_the_summary_counts_the_units_that_exist_and_names_the_one_that_was_closed(twelve: Year) -> None:
    text = twelve.texts["勐库拉祜族佤族乡2024年节能减排工作总结.pdf"]
    assert "管理的单位共11个" in text
    assert "11个单位均报送统计表并明确了节能联络员" in text
    assert "林业站于2024年6月30日撤销，不计在内" in text
    assert "林业站尚未明确节能联络员" not in text


def test_those_who_reported_are_counted_as_the_totals_count_them(twelve: Year) -> None:
    text = twelve.texts["勐库拉祜族佤族乡2024年节能减排工作总结.pdf"]
    assert "12个单位（含年内撤销的林业站）" in text
    assert "11/11个单位" not in text
    assert "/11个单位" not in text


def test_next_years_plan_is_for_next_years_units(twelve: Year) -> None:
    text = twelve.text("2025年公共机构节能工作计划")
    assert "林业站" not in text
    assert "收齐11个单位" in text


@pytest.mark.parametrize("name", ["基本情况一览表", "联络员名册"])
def test_the_rosters_of_the_years_end_list_who_exists_then(twelve: Year, name: str) -> None:
    text = twelve.text(name)
    assert "共11个单位" in text
    assert "林业站于2024年6月30日撤销，未列入" in text


def test_the_network_has_no_closed_unit(twelve: Year) -> None:
    assert "林业站" not in twelve.text("组织网络图")


def test_nobody_is_to_be_inspected_who_no_longer_exists(twelve: Year) -> None:
    assert "林业站" not in twelve.text("检查情况汇总")


@pytest.mark.parametrize(
    ("day", "present"), [(date(2024, 6, 29), 1), (date(2024, 6, 30), 0), (date(2024, 7, 1), 0)]
)
def test_a_unit_is_closed_from_the_day_it_is_closed(day: date, present: int) -> None:
    unit = _unit(closed=date(2024, 6, 30))
    scope = Scope(2024, day, (unit,))
    assert len(scope.present) == present
    assert len(scope.closed) == 1 - present


@pytest.mark.parametrize(
    ("day", "present"), [(date(2024, 3, 1), 0), (date(2024, 3, 2), 1), (date(2024, 3, 3), 1)]
)
def test_a_unit_exists_from_the_day_it_is_opened(day: date, present: int) -> None:
    scope = Scope(2024, day, (_unit(opened=date(2024, 3, 2)),))
    assert (len(scope.present), len(scope.closed)) == (present, 0)


def _unit(opened: date | None = None, closed: date | None = None) -> UnitInYear:
    facts = UnitFacts("林业站", Nature.OTHER_INSTITUTION)
    return UnitInYear(1, 2024, facts, UnitContact("林业站", opened=opened, closed=closed))
