"""By when plans and reports are due, on both sides of the day; what a retrofit saved, measured."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from jingzhen_desktop.assessment.rules.saving import measured_saving
from jingzhen_desktop.assessment.rules.targets import (
    check_target,
    filing_due,
    filing_state,
    filing_words,
    plan_due,
    report_due,
)
from jingzhen_desktop.assessment.values.targets import Filing, FilingState, UnitTarget
from jingzhen_desktop.base.errors import FieldRejected

UNITS = [
    UnitTarget(number, 2011, unit_name=name)
    for number, name in enumerate(("镇政府", "中心学校", "卫生院"), 1)
]


def test_the_day_of_the_plan_is_the_offices_and_may_be_none() -> None:
    assert plan_due(2012, 0, 0) is None
    assert plan_due(2012, 1, 31) == date(2012, 1, 31)
    assert plan_due(2012, 2, 31) == date(2012, 2, 29)
    assert report_due(2011) == date(2012, 3, 31)


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        (date(2012, 3, 30), FilingState.WAITING, "未报，还有1天"),
        (date(2012, 3, 31), FilingState.WAITING, "未报，今日到期"),
        (date(2012, 4, 1), FilingState.OVERDUE, "未报，逾期1天"),
    ],
)
def test_the_last_of_march_is_still_in_time(day: date, state: FilingState, words: str) -> None:
    assert filing_state(None, report_due(2011), day) is state
    assert filing_words(None, report_due(2011), day) == words


def test_a_report_is_judged_by_the_day_it_came() -> None:
    due, later = report_due(2011), date(2012, 6, 1)
    assert filing_state(due, due, later) is FilingState.FILED
    assert filing_state(date(2012, 4, 1), due, later) is FilingState.LATE
    assert filing_words(due, due, later) == "按时报"
    assert filing_words(date(2012, 4, 3), due, later) == "逾期3天报"
    assert filing_words(date(2012, 3, 3), due, later) == "按时报"
    assert filing_words(date(2012, 3, 3), None, later) == "已报"
    assert filing_words(None, None, later) == "未报"


def test_the_reminder_begins_some_days_before_and_stays_until_all_have_filed() -> None:
    due = report_due(2011)
    assert filing_due(Filing.REPORT, 2011, UNITS, due, date(2012, 3, 15), 15) is None
    told = filing_due(Filing.REPORT, 2011, UNITS, due, date(2012, 3, 16), 15)
    assert told is not None
    assert told.text == "2011年能源消费状况报告：镇政府、中心学校、卫生院3个单位未报送"
    some = [replace(UNITS[0], report_on=date(2012, 3, 1)), *UNITS[1:]]
    told = filing_due(Filing.REPORT, 2011, some, due, date(2012, 9, 1), 15)
    assert told is not None
    assert told.deadline == due
    assert told.text == "2011年能源消费状况报告：中心学校、卫生院2个单位未报送"
    filed = [replace(unit, report_on=date(2012, 3, 1)) for unit in UNITS]
    assert filing_due(Filing.REPORT, 2011, filed, due, date(2012, 9, 1), 15) is None
    assert filing_due(Filing.PLAN, 2012, UNITS, None, date(2012, 9, 1), 15) is None


@pytest.mark.parametrize(
    ("target", "field"),
    [
        (replace(UNITS[0], total_fall=Decimal(100)), "total_fall"),
        (replace(UNITS[0], head_fall=Decimal("1.234")), "head_fall"),
        (replace(UNITS[0], report_on=date(2011, 12, 31)), "report_on"),
        (replace(UNITS[0], plan_on=date(2009, 12, 31)), "plan_on"),
    ],
)
def test_targets_that_cannot_be_are_refused(target: UnitTarget, field: str) -> None:
    with pytest.raises(FieldRejected) as told:
        check_target(target)
    assert told.value.field == field


def test_targets_may_be_none_nothing_or_let_it_rise() -> None:
    for fall in (None, Decimal(0), Decimal(-2), Decimal("1.44")):
        check_target(replace(UNITS[0], head_fall=fall, report_on=date(2012, 1, 1)))
    assert UNITS[0].is_blank
    assert not replace(UNITS[0], head_fall=Decimal(0)).is_blank


# --- measured saving --------------------------------------------------------------------------------------


def _months(year: int, value: int, *, but: tuple[int, ...] = ()) -> dict[tuple[int, int], Decimal]:
    return {(year, month): Decimal(value) for month in range(1, 13) if month not in but}


def test_the_months_after_stand_against_the_same_months_before() -> None:
    figures = _months(2010, 100) | _months(2011, 100) | _months(2012, 80)
    found = measured_saving(date(2011, 12, 20), None, figures)
    assert found is not None
    assert (found.months, found.before, found.after, found.saved) == (12, 1200, 960, 240)


def test_the_months_of_the_work_are_on_neither_side() -> None:
    figures = _months(2010, 100) | _months(2011, 999) | _months(2012, 80)
    found = measured_saving(date(2011, 11, 3), date(2011, 2, 1), figures)
    assert found is not None
    # December 2011 against 2010, January 2012 against 2011, February to November 2012 against 2010
    assert (found.months, found.before) == (12, 100 + 999 + 10 * 100)
    assert found.after == 999 + 11 * 80


def test_missing_months_are_left_out_on_both_sides_and_more_use_is_a_negative_saving() -> None:
    figures = _months(2011, 100, but=(3,)) | _months(2012, 130, but=(5,))  # December is that of the work
    found = measured_saving(date(2011, 12, 31), None, figures)
    assert found is not None
    assert (found.months, found.saved) == (9, -270)


def test_without_a_pair_of_months_nothing_is_measured() -> None:
    assert measured_saving(date(2011, 12, 31), None, _months(2011, 100)) is None
