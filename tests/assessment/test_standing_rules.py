"""When a unit is not judged, and why; edges between bands; yardsticks without quotas; which rows count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.assessment.actions.choices import carry_choices, remove_choice
from jingzhen_desktop.assessment.actions.quotas import (
    add_standard,
    change_quotas,
    change_standard,
    remove_standard,
)
from jingzhen_desktop.assessment.queries.quotas import choices_of_year, quota_register
from jingzhen_desktop.assessment.queries.standing import explained_standing, standings_of
from jingzhen_desktop.assessment.rules.periods import period_to, periods_of_year, usual_period, year_period
from jingzhen_desktop.assessment.rules.quotas import contradictions, missing_source, state_of
from jingzhen_desktop.assessment.rules.standing import band_of
from jingzhen_desktop.assessment.settings import REGION
from jingzhen_desktop.assessment.values.quotas import (
    LevelKind,
    Obstacle,
    Quota,
    QuotaIndicator,
    QuotaMeasure,
    QuotaStandard,
    QuotaState,
    Seen,
)
from jingzhen_desktop.assessment.values.standing import Band
from jingzhen_desktop.assessment.values.yardsticks import Yardstick
from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.settings import EXAMPLE, write_settings
from jingzhen_desktop.organisation.actions.units import open_year
from jingzhen_desktop.organisation.queries.units import units_of_year

from .choosing import YEAR, choose, row, set_facts, unit_named

if TYPE_CHECKING:
    from jingzhen_desktop.assessment.values.standing import Standing
    from jingzhen_desktop.office.file import Office

NON_HEATING, PER_HEAD = QuotaIndicator.NON_HEATING, QuotaIndicator.PER_HEAD
ELECTRICITY = QuotaIndicator.ELECTRICITY
OWN = QuotaStandard(
    0, "景能发〔2012〕3号", "景东县公共机构能耗定额", "景东县人民政府办公室 景能发〔2012〕3号", "景东县",
    valid_from=date(2011, 1, 1),
)  # fmt: skip
OWN_ROW = Quota(
    0, 0, "表1", "第3页", ELECTRICITY, QuotaMeasure.POWER_AREA, "乡镇机关", limit=Decimal(30), base=Decimal(25),
    guide=Decimal(20), entered_by="王丽", entered_on=date(2012, 2, 1),
)  # fmt: skip


def standing(
    office: Office, name: str, indicator: QuotaIndicator = ELECTRICITY, year: int = YEAR
) -> Standing:
    unit = unit_named(office, name, year)
    return standings_of(office, year_period(year)).standings[unit.id, indicator]


def government(office: Office) -> Quota:
    return row(office, "2672", ELECTRICITY, "市级以下", "A区")


def test_nothing_is_chosen_by_itself(with_standards: Office) -> None:
    found = standings_of(with_standards, year_period(YEAR))
    assert {one.word for one in found.standings.values()} <= {"未选定额"}
    assert found.over == []
    assert not any(unit.facts.has_quota for unit in units_of_year(with_standards, YEAR))


def test_no_quota_is_an_answer(with_standards: Office) -> None:
    choose(with_standards, unit_named(with_standards, "站"), None, ELECTRICITY)
    got = standing(with_standards, "站")
    assert (got.word, got.band) == ("没有适用的定额", Band.NONE)
    assert not unit_named(with_standards, "站").facts.has_quota


def test_a_choice_needs_its_reason_and_a_row_of_its_indicator(with_standards: Office) -> None:
    unit = unit_named(with_standards, "政府")
    with pytest.raises(FieldRejected, match="为什么"):
        choose(with_standards, unit, government(with_standards), reason=" ")
    with pytest.raises(FieldRejected, match="不是"):
        choose(with_standards, unit, government(with_standards), PER_HEAD)
    assert choices_of_year(with_standards, YEAR) == {}


def test_choosing_notes_it_with_the_unit_and_taking_back_too(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, government(office))
    assert unit_named(office, "政府").facts.has_quota
    office.undo()
    assert not unit_named(office, "政府").facts.has_quota
    office.redo()
    remove_choice(office, next(iter(choices_of_year(office, YEAR).values())))
    assert not unit_named(office, "政府").facts.has_quota


def test_equal_to_a_level_is_the_better_band(with_standards: Office) -> None:
    """64,064 kWh against 20 kWh/m²: on 3,203.2 m² exactly that, on 0.0001 m² less a hair more."""
    office = with_standards
    unit, quota = unit_named(office, "政府"), government(office)
    choose(office, unit, quota)
    set_facts(office, unit, floor_area=Decimal("3203.2"))  # 20.0 exactly
    assert standing(office, "政府").word == "优于引导值"
    set_facts(office, unit, floor_area=Decimal("3203.1999"))
    assert standing(office, "政府").word == "达到基准值"


@given(st.decimals(0, 1000, places=4), st.decimals("0.0001", 1000, places=4), st.data())
def test_a_better_value_never_stands_in_a_worse_band(
    used: Decimal, base: Decimal, data: st.DataObject
) -> None:
    rising = sorted(data.draw(st.lists(st.decimals("0.0001", 100, places=4), min_size=3, max_size=3)))
    guide, middle, limit = rising
    order = [Band.GUIDE, Band.BASE, Band.LIMIT, Band.OVER]
    here = band_of(used, base, (limit, middle, guide))
    more = band_of(used + Decimal("0.0001"), base, (limit, middle, guide))
    assert order.index(here) <= order.index(more)
    assert (here is Band.OVER) == (used > limit * base)


def test_a_gap_is_priced_without_what_the_quota_leaves_out(with_standards: Office) -> None:
    """A litre of petrol costs much more a kgce than electricity: it does not price what it is not part of."""
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, row(office, "2672", QuotaIndicator.NON_HEATING, "市级以下", "A区"))
    found = standing(office, "政府", QuotaIndicator.NON_HEATING)
    assert found.gap is not None
    assert found.gap.money is not None
    # 64,064 kWh for 30,942.91 yuan and 1.247 t of LPG for 8,604.30; 6,320 L in cars, 45,656.20, are left out
    price = (Decimal("30942.91") + Decimal("8604.30")) / found.used if found.used else None
    assert price is not None
    assert found.gap.money == found.gap.total * price


def test_an_incomplete_year_is_not_judged(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "站")
    choose(office, unit, row(office, "3780", ELECTRICITY, "图书馆 区、县"))
    set_facts(office, unit, floor_area=None)
    assert standing(office, "站").word == "缺建筑面积"
    open_year(office, 2012)
    later = unit_named(office, "站", 2012)
    choose(office, later, row(office, "3780", ELECTRICITY, "图书馆 区、县"))
    missing = standing(office, "站", year=2012)
    assert (missing.band, missing.word) == (Band.NONE, "缺一季度、二季度、三季度、四季度")
    assert missing.reason.endswith("不足一年不比较")


def test_a_unit_without_head_count(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, row(office, "2672", PER_HEAD, "市级以下", "A区"))
    set_facts(office, unit, energy_users=None)
    assert standing(office, "政府", PER_HEAD).word == "缺用能人数"
    set_facts(office, unit, energy_users=0)
    got = standing(office, "政府", PER_HEAD)
    assert (got.word, got.actual) == ("人数为0", None)


@pytest.mark.parametrize(
    ("since", "word"),
    [
        (date(2011, 1, 1), "达到基准值"),
        (date(2011, 1, 2), "不比较"),
        (date(2011, 12, 31), "不比较"),
        (None, "达到基准值"),
    ],
)
def test_a_unit_that_changes_class_within_the_year(
    with_standards: Office, since: date | None, word: str
) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, government(office))
    set_facts(office, unit, class_since=since)
    got = standing(office, "政府")
    assert got.word == word
    if word == "不比较":
        assert since is not None
        assert f"自{since.isoformat()}起变化" in got.reason
        choose(
            office,
            unit,
            government(office),
            despite=(Obstacle.VALIDITY, Obstacle.CLASS_CHANGED),
            reason="县里答复",
        )
        assert standing(office, "政府").word == "达到基准值"


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [
        (date(2011, 1, 1), date(2011, 12, 31), "达到基准值"),
        (date(2011, 1, 2), None, "不比较"),
        (None, date(2011, 12, 30), "不比较"),
        (None, date(2011, 6, 30), "不比较"),
        (None, None, "达到基准值"),
    ],
)
def test_a_quota_that_begins_or_ends_within_the_year(
    with_standards: Office, first: date | None, last: date | None, word: str
) -> None:
    office = with_standards
    unit, quota = unit_named(office, "政府"), government(office)
    standard = quota_register(office).standard(quota.standard_id)
    change_standard(office, standard, replace(standard, valid_from=first, valid_to=last))
    choose(office, unit, quota, despite=())
    got = standing(office, "政府")
    assert got.word == word
    assert got.actual is not None


def test_of_two_sources_that_contradict_none_holds_until_one_is_chosen_knowingly(
    with_standards: Office,
) -> None:
    office = with_standards
    unit, quota = unit_named(office, "政府"), government(office)
    choose(office, unit, quota)
    standard = quota_register(office).standard(quota.standard_id)
    other = replace(quota, limit=Decimal("67.4"), base=Decimal("39.5"), guide=Decimal("25.5"))
    second = add_standard(office, replace(standard, seen=Seen.THIRD_PARTY), [other])
    got = standing(office, "政府")
    assert (got.word, got.counts) == ("不比较", False)
    assert "两处来源" in got.reason
    choose(office, unit, quota, despite=(Obstacle.VALIDITY, Obstacle.CONTRADICTION), reason="以县里发的为准")
    assert standing(office, "政府").word == "达到基准值"
    register = quota_register(office)
    assert set(contradictions(register)) == {
        quota.id,
        *(one.id for one in register.quotas if one.standard_id == second),
    }


def test_a_row_counts_only_with_its_whole_source_and_in_its_region(office: Office) -> None:
    own, rows = OWN, OWN_ROW
    assert state_of(rows, own, "云南省普洱市景东县") is QuotaState.OWN
    assert state_of(rows, own, "") is QuotaState.ELSEWHERE
    assert state_of(rows, own, "云南省普洱市景谷县") is QuotaState.ELSEWHERE
    assert state_of(rows, replace(own, seen=Seen.THIRD_PARTY), "景东县") is QuotaState.UNVERIFIED
    assert state_of(rows, replace(own, seen=Seen.EXAMPLE), "景东县") is QuotaState.EXAMPLE
    for field, empty in (("page", ""), ("entered_by", ""), ("entered_on", None)):
        lacking = replace(rows, **{field: empty})
        assert state_of(lacking, own, "景东县") is QuotaState.INCOMPLETE
        assert len(missing_source(lacking, own)) == 1
    for field in ("document", "number", "region"):
        assert state_of(rows, replace(own, **{field: ""}), "景东县") is QuotaState.INCOMPLETE


def test_example_rows_count_in_the_example_office_only(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, government(office))
    assert standing(office, "政府").counts
    write_settings(office, {EXAMPLE: "0"})
    assert not standing(office, "政府").counts
    own = add_standard(office, OWN, [OWN_ROW])
    mine = next(quota for quota in quota_register(office).quotas if quota.standard_id == own)
    choose(office, unit, mine, despite=())
    assert (standing(office, "政府").word, standing(office, "政府").counts) == ("达到基准值", False)
    write_settings(office, {REGION: "云南省普洱市景东县"})
    assert standing(office, "政府").counts


def test_levels_must_fall_and_belong_to_the_standard(office: Office) -> None:
    with pytest.raises(FieldRejected, match="填反"):
        add_standard(office, OWN, [replace(OWN_ROW, guide=Decimal(26))])
    with pytest.raises(FieldRejected, match="只有通用值、先进值"):
        add_standard(office, replace(OWN, levels=LevelKind.TWO), [OWN_ROW])
    with pytest.raises(FieldRejected, match="计量单位"):
        add_standard(office, OWN, [replace(OWN_ROW, measure=QuotaMeasure.KGCE_AREA)])
    with pytest.raises(FieldRejected, match="大于0"):
        add_standard(office, OWN, [replace(OWN_ROW, guide=Decimal(0))])
    assert quota_register(office).standards == []


def test_a_row_that_is_chosen_is_not_removed(with_standards: Office) -> None:
    office = with_standards
    quota = government(office)
    choose(office, unit_named(office, "政府"), quota)
    with pytest.raises(InputRejected, match="改选"):
        remove_standard(office, quota_register(office).standard(quota.standard_id))


def test_a_level_that_is_not_set_is_no_zero(with_standards: Office) -> None:
    office = with_standards
    unit, quota = unit_named(office, "政府"), government(office)
    change_quotas(office, [(quota, replace(quota, base=None, guide=None))])
    choose(office, unit, quota)
    got = standing(office, "政府")
    assert (got.word, got.gap) == ("达到约束值", None)
    changed = quota_register(office).quota(quota.id)
    change_quotas(office, [(changed, replace(changed, limit=None))])
    assert standing(office, "政府").word == "未定值"


def test_a_correction_moves_the_levels_and_says_so(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, government(office), factor=Decimal("1.1"), factor_reason="4.2 使用时间修正")
    got = explained_standing(office, year_period(YEAR), unit.id, ELECTRICITY)
    assert got is not None
    assert got.levels == (Decimal("74.14"), Decimal("43.45"), Decimal("22.0"))
    assert got.word == "优于引导值"
    assert any("修正系数1.1（4.2 使用时间修正）" in part.text for part in got.parts)


def test_yardsticks_without_a_quota(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, None, ELECTRICITY, Yardstick.LAST_YEAR, target=Decimal("1.5"))
    last = standing(office, "政府")
    assert last.before is not None
    assert last.levels[0] == last.before * Decimal("0.985")
    assert last.word == ("未超参照值" if last.actual <= last.levels[0] else "超参照值")  # type: ignore[operator]
    assert not last.counts
    assert not unit_named(office, "政府").facts.has_quota
    choose(office, unit, None, ELECTRICITY, Yardstick.THREE_YEARS)
    assert standing(office, "政府").word == "缺前三年数据"
    choose(office, unit, None, ELECTRICITY, Yardstick.SAME_KIND)
    assert standing(office, "政府").word == "同类单位不足"
    for name in ("政府", "学校", "站"):
        set_facts(office, unit_named(office, name), quota_kind="乡镇单位")
    alike = standing(office, "政府")
    three = [standing(office, name).actual for name in ("政府", "学校", "站")]
    assert alike.levels[0] == sum(three, Decimal(0)) / 3  # type: ignore[arg-type]
    assert alike.word == "超参照值"


def test_special_systems_with_a_meter_go_out_with_their_area(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, government(office))
    set_facts(office, unit, special_area=Decimal(180))
    assert standing(office, "政府").base == Decimal(3180)  # no meter: use and area stay in
    set_facts(office, unit, special_electricity=Decimal(4064))
    got = standing(office, "政府")
    assert (got.used, got.base, got.actual, got.word) == (
        Decimal(60000),
        Decimal(3000),
        Decimal(20),
        "优于引导值",
    )
    across = standings_of(office, period_to(Quarter(2011, 3))).standings[unit.id, ELECTRICITY]
    assert across.word == "只能按全年"


def test_the_last_four_quarters(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    choose(office, unit, government(office))
    whole = standings_of(office, period_to(Quarter(2011, 3))).standings[unit.id, ELECTRICITY]
    assert whole.period.words == "2010年10月—2011年9月"
    assert whole.word in {"达到基准值", "优于引导值", "缺四季度"}
    assert periods_of_year(2011)[0].words == "2011年"
    assert usual_period(2011, date(2012, 1, 1)) == year_period(2011)
    assert usual_period(2011, date(2011, 12, 31)) == period_to(Quarter(2011, 3))
    assert usual_period(2011, date(2011, 2, 1)) == period_to(Quarter(2011, 1))


def test_choices_are_carried_with_their_reasons(with_standards: Office) -> None:
    office = with_standards
    choose(office, unit_named(office, "政府"), government(office))
    open_year(office, 2012)
    assert not unit_named(office, "政府", 2012).facts.has_quota
    assert carry_choices(office, 2012) == 1
    assert carry_choices(office, 2012) == 0
    (carried,) = choices_of_year(office, 2012).values()
    assert (carried.year, carried.despite, carried.quota_id) == (2012, (), government(office).id)
    assert unit_named(office, "政府", 2012).facts.has_quota


def test_more_decimals_than_are_kept_are_refused(with_standards: Office) -> None:
    office = with_standards
    unit = unit_named(office, "政府")
    with pytest.raises(FieldRejected, match="4位小数"):
        add_standard(office, OWN, [replace(OWN_ROW, limit=Decimal("30.00001"))])
    with pytest.raises(FieldRejected, match="4位小数"):
        choose(office, unit, None, ELECTRICITY, Yardstick.LAST_YEAR, target=Decimal("1.00001"))
    with pytest.raises(FieldRejected, match="8位小数"):
        choose(office, unit, government(office), factor=Decimal("1.000000001"), factor_reason="x")
    with pytest.raises(FieldRejected, match="4位小数"):
        set_facts(office, unit, special_electricity=Decimal("1.00001"))
