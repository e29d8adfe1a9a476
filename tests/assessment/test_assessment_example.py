"""The worked example: the example office of 2011 against the example standards, to the last printed digit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from jingzhen_desktop.assessment.actions.quotas import change_standard
from jingzhen_desktop.assessment.queries.quotas import quota_register
from jingzhen_desktop.assessment.queries.standing import standings_of
from jingzhen_desktop.assessment.rules.periods import year_period
from jingzhen_desktop.assessment.values.quotas import HeadRule, QuotaIndicator
from jingzhen_desktop.assessment.values.standing import Band
from jingzhen_desktop.base.numbers import show_number

from .choosing import YEAR, choose, row, set_facts, unit_named

if TYPE_CHECKING:
    from jingzhen_desktop.assessment.values.standing import Standing
    from jingzhen_desktop.office.file import Office

NON_HEATING, PER_HEAD = QuotaIndicator.NON_HEATING, QuotaIndicator.PER_HEAD
ELECTRICITY, WATER = QuotaIndicator.ELECTRICITY, QuotaIndicator.WATER


@dataclass(frozen=True)
class Wanted:
    """One cell of the worked example: what is shown, and the standing word."""

    unit: str
    number: str
    indicator: QuotaIndicator
    unit_class: str
    zone: str
    shown: str
    band: Band
    word: str


ORGAN, SCHOOL, HOSPITAL, LIBRARY = "2672", "2671", "2673", "3780"
GUIDE, BASE, LIMIT = "优于引导值", "达到基准值", "达到约束值"
EXAMPLE = [
    Wanted("政府", ORGAN, PER_HEAD, "市级以下", "A区", "337.2", Band.GUIDE, GUIDE),
    Wanted("政府", ORGAN, NON_HEATING, "市级以下", "A区", "6.92", Band.BASE, BASE),
    Wanted("政府", ORGAN, ELECTRICITY, "市级以下", "A区", "20.15", Band.BASE, BASE),
    Wanted("学校", SCHOOL, PER_HEAD, "初等教育", "", "39.1", Band.GUIDE, GUIDE),
    Wanted("学校", SCHOOL, NON_HEATING, "初等教育", "", "4.51", Band.BASE, BASE),
    Wanted("学校", SCHOOL, ELECTRICITY, "初等教育", "", "10.95", Band.BASE, BASE),
    Wanted("卫生院", HOSPITAL, PER_HEAD, "一级", "A区", "443.2", Band.BASE, BASE),
    Wanted("卫生院", HOSPITAL, NON_HEATING, "一级", "A区", "10.86", Band.LIMIT, LIMIT),
    Wanted("卫生院", HOSPITAL, ELECTRICITY, "一级", "A区", "31.34", Band.BASE, BASE),
    Wanted("站", LIBRARY, PER_HEAD, "图书馆 区、县", "", "330.2", Band.LIMIT, LIMIT),
    Wanted("站", LIBRARY, NON_HEATING, "图书馆 区、县", "", "4.37", Band.GUIDE, GUIDE),
    Wanted("站", LIBRARY, ELECTRICITY, "图书馆 区、县", "", "14.10", Band.GUIDE, GUIDE),
]
"""As the worked example prints them, but for one digit: 2,971.35 kgce ÷ 9 is 330.15, which is 330.2 rounded
half up (ARCHITECTURE, rounding: once, from the totals) and half to even (GB/T 8170) alike; the example
divides the 2,971.3 it had printed before, and comes to 330.1.
"""
USED = {"政府": "28996.9", "学校": "39847.5", "卫生院": "34569.9", "站": "2971.3"}


def standing(office: Office, name: str, indicator: QuotaIndicator) -> Standing:
    unit = unit_named(office, name)
    return standings_of(office, year_period(YEAR)).standings[unit.id, indicator]


def test_every_standing_of_the_worked_example(with_standards: Office) -> None:
    office = with_standards
    for one in EXAMPLE:
        quota = row(office, one.number, one.indicator, one.unit_class, one.zone)
        choose(office, unit_named(office, one.unit), quota)
    found = standings_of(office, year_period(YEAR))
    for one in EXAMPLE:
        got = found.standings[unit_named(office, one.unit).id, one.indicator]
        places = len(one.shown.partition(".")[2])
        assert show_number(got.actual, places) == one.shown, one
        assert (got.band, got.word) == (one.band, one.word), one
        assert got.counts, one
        if one.indicator is PER_HEAD:
            assert got.used is not None
            assert abs(got.used - Decimal(USED[one.unit])) <= Decimal("0.1")
        assert got.reason == ""


def test_the_gap_of_the_government_to_the_guiding_value_of_electricity(with_standards: Office) -> None:
    office = with_standards
    choose(office, unit_named(office, "政府"), row(office, ORGAN, ELECTRICITY, "市级以下", "A区"))
    gap = standing(office, "政府", ELECTRICITY).gap
    assert gap is not None
    assert (gap.level, show_number(gap.per_base, 2), gap.total) == ("引导值", "0.15", Decimal(464))
    assert gap.power == gap.total


def test_water_needs_heads_of_its_own(with_standards: Office) -> None:
    """17.4 m³ a head is over 通用 11 by plain heads; boarders count twice, and without them nothing is said."""
    office = with_standards
    unit = unit_named(office, "学校")
    quota = row(office, "4452", WATER, "初等教育学校（有住宿）")
    assert quota.head_rule is HeadRule.SCHOOL
    choose(office, unit, quota)
    unknown = standing(office, "学校", WATER)
    assert (unknown.band, unknown.word) == (Band.NONE, "缺住宿学生数")
    assert unknown.actual is None
    set_facts(office, unit, boarders=0)
    plain = standing(office, "学校", WATER)
    assert (show_number(plain.actual, 1), plain.word) == ("17.4", "超通用值")
    set_facts(office, unit, boarders=600)
    twice = standing(office, "学校", WATER)
    assert twice.base == Decimal(1618)
    assert (show_number(twice.actual, 2), twice.word) == ("10.95", "达到通用值")


def test_water_of_the_others(with_standards: Office) -> None:
    office = with_standards
    choose(office, unit_named(office, "政府"), row(office, "4452", WATER, "机关"))
    choose(office, unit_named(office, "站"), row(office, "4452", WATER, "图书馆、档案馆"))
    choose(office, unit_named(office, "卫生院"), row(office, "4452", WATER, "一级医院"))
    government, station = standing(office, "政府", WATER), standing(office, "站", WATER)
    assert (show_number(government.actual, 1), government.word) == ("42.3", "超通用值")
    assert (show_number(station.actual, 2), station.word) == ("0.38", "优于先进值")
    assert standing(office, "卫生院", WATER).word == "缺床日数"
    set_facts(office, unit_named(office, "卫生院"), bed_days=12000)
    hospital = standing(office, "卫生院", WATER)
    assert (hospital.used, show_number(hospital.actual, 2), hospital.word) == (
        Decimal(5_053_000), "421.08", "达到通用值",
    )  # fmt: skip
    assert hospital.gap is not None
    assert hospital.gap.total == Decimal(5053) - Decimal("0.296") * 12000


def test_with_the_calorific_coefficient_nearly_everything_is_guiding(with_standards: Office) -> None:
    """The coefficient set decides, so it is shown: only the hospital's 4.99 kgce/㎡ stays at 基准."""

    office = with_standards
    for one in EXAMPLE:
        choose(
            office,
            unit_named(office, one.unit),
            row(office, one.number, one.indicator, one.unit_class, one.zone),
        )
    for standard in quota_register(office).standards:
        change_standard(office, standard, replace(standard, coefficients=()))
    found = standings_of(office, year_period(YEAR))
    energy = [one for one in EXAMPLE if one.indicator is not ELECTRICITY]
    bands = {
        (one.unit, one.indicator): found.standings[unit_named(office, one.unit).id, one.indicator]
        for one in energy
    }
    hospital = bands.pop(("卫生院", NON_HEATING))
    assert (show_number(hospital.actual, 2), hospital.word) == ("4.99", BASE)
    assert {one.band for one in bands.values()} == {Band.GUIDE}
