"""用能人数 from its parts, and what the register lacks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.group import change_leading_group
from jingzhen_desktop.organisation.actions.units import add_unit, change_facts, open_year
from jingzhen_desktop.organisation.actions.users import follow_parts, override_users
from jingzhen_desktop.organisation.face import FACE
from jingzhen_desktop.organisation.queries.network import gaps_of_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.queries.users import energy_users
from jingzhen_desktop.organisation.rules.defaults import parts_of
from jingzhen_desktop.organisation.rules.users import energy_users_of
from jingzhen_desktop.organisation.settings import YEAR_DAYS
from jingzhen_desktop.organisation.values.units import Nature, PartCount, UnitContact, UnitFacts, UserPart

from ..changing import change_some_parts, changed

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

SCHOOL = UnitFacts("某镇中心学校", Nature.EDUCATION, ("教育",), floor_area=Decimal(8620))


@pytest.fixture
def school(office: Office) -> int:
    return add_unit(office, 2011, SCHOOL, UnitContact("学校", liaison_name="周敏"))


def users(office: Office) -> int | None:
    return units_of_year(office, 2011)[0].facts.energy_users


def test_each_kind_of_unit_has_its_parts() -> None:
    assert parts_of(Nature.STATE_ORGAN) == (
        UserPart.STAFF,
        UserPart.CONTRACT,
        UserPart.SERVICE,
        UserPart.VISITORS,
    )
    assert UserPart.STUDENTS in parts_of(Nature.EDUCATION)
    assert {UserPart.OUTPATIENTS, UserPart.INPATIENTS} < set(parts_of(Nature.HEALTH))


def test_people_count_by_their_days_and_are_rounded_once() -> None:
    parts = [
        PartCount(UserPart.STAFF, 68),
        PartCount(UserPart.STUDENTS, 950, 190),  # 494.52…
        PartCount(UserPart.VISITORS, 10, 200),  # 5.479…
        PartCount(UserPart.SERVICE),
    ]
    assert energy_users_of(parts, 365) == 568  # 68 + 494.520 + 5.479 = 568.0
    # 32.88 + 2
    assert (
        energy_users_of([PartCount(UserPart.OUTPATIENTS, 12000), PartCount(UserPart.INPATIENTS, 730)], 365)
        == 35
    )
    assert energy_users_of([PartCount(UserPart.STAFF)], 365) is None
    assert energy_users_of([PartCount(UserPart.STAFF, 0)], 365) == 0


@given(st.integers(0, 9999), st.integers(0, 365))
def test_nobody_counts_for_more_than_one(people: int, days: int) -> None:
    found = energy_users_of([PartCount(UserPart.STUDENTS, people, days)], 365)
    assert found is not None
    assert 0 <= found <= people


def test_the_number_follows_its_parts(office: Office, school: int) -> None:
    change_some_parts(
        office,
        school,
        2011,
        {UserPart.STAFF: {"people": 68}, UserPart.STUDENTS: {"people": 950, "days": 190}},
    )
    assert users(office) == 563  # 68 + 494.52 = 562.52
    assert office.last_step is not None
    assert office.last_step.label == "修改某镇中心学校2011年用能人数组成：在编人员、学生"
    change_some_parts(office, school, 2011, {UserPart.STUDENTS: {"days": None}})
    assert users(office) == 1018
    office.undo()
    assert users(office) == 563


def test_another_number_wants_a_reason(office: Office, school: int) -> None:
    change_some_parts(office, school, 2011, {UserPart.STAFF: {"people": 68}})
    with pytest.raises(InputRejected, match="由组成部分算得68人"):
        changed(change_facts, office, school, 2011, energy_users=70)
    with pytest.raises(FieldRejected, match="请写明理由") as refused:
        override_users(office, school, 2011, 70, " ")
    assert refused.value.field == "users_reason"
    override_users(office, school, 2011, 70, "并入两人")
    change_some_parts(office, school, 2011, {UserPart.STAFF: {"people": 69}})
    found = energy_users(office, school, 2011)
    assert found is not None
    assert (found.computed, found.used, found.reason) == (69, 70, "并入两人")
    follow_parts(office, school, 2011)
    found = energy_users(office, school, 2011)
    assert found is not None
    assert (found.used, found.reason) == (69, "")


def test_parts_that_cannot_be_are_refused(office: Office, school: int) -> None:
    for fields, reason in (
        ({"people": -1}, "0到999999"),
        ({"people": 5, "days": 400}, "0到365"),
        ({"days": 5}, "先填"),
    ):
        with pytest.raises(InputRejected, match=reason):
            change_some_parts(office, school, 2011, {UserPart.STUDENTS: fields})
    assert energy_users(office, school, 2011).parts[0].people is None  # type: ignore[union-attr]
    write_settings(office, {YEAR_DAYS: "250"})
    with pytest.raises(InputRejected, match="0到250"):
        change_some_parts(office, school, 2011, {UserPart.STUDENTS: {"people": 5, "days": 300}})


def test_parts_go_with_the_unit_into_the_next_year(office: Office, school: int) -> None:
    change_some_parts(office, school, 2011, {UserPart.STAFF: {"people": 68}})
    changed(change_facts, office, school, 2011, change_note="新建教学楼")
    assert open_year(office, 2012) == 1
    change_some_parts(office, school, 2012, {UserPart.STAFF: {"people": 70}})
    assert [energy_users(office, school, year).used for year in (2011, 2012)] == [68, 70]
    assert [units_of_year(office, year)[0].facts.change_note for year in (2011, 2012)] == ["新建教学楼", ""]


# ---- gaps


def test_what_moved_more_than_a_tenth_is_a_gap_until_it_is_explained(office: Office) -> None:
    unit = add_unit(
        office,
        2010,
        UnitFacts("某镇学校", Nature.EDUCATION, floor_area=Decimal(1000), energy_users=100),
        UnitContact(liaison_name="周"),
    )
    open_year(office, 2011)
    changed(change_facts, office, unit, 2011, floor_area=Decimal(1100), energy_users=90)
    assert gaps_of_year(office, 2011) == []  # exactly a tenth is not more
    changed(change_facts, office, unit, 2011, floor_area=Decimal("1100.01"), energy_users=89)
    assert [(gap.field, gap.text, gap.detail) for gap in gaps_of_year(office, 2011)] == [
        ("floor_area", "建筑面积比上年变动超过10%", "2010年1,000㎡ → 2011年1,100.01㎡，+10.0%"),
        ("energy_users", "用能人数比上年变动超过10%", "2010年100人 → 2011年89人，-11.0%"),
    ]
    (due,) = [one for one in FACE.today(office, 2011, date(2011, 5, 1)).dues if "变动" in one.text]
    assert (due.text, due.place) == (
        "某镇学校2011年面积或人数比上年变动超过10%，请核实或写明原因",
        Place("organisation", "gaps"),
    )
    changed(change_facts, office, unit, 2011, change_note="扩建")
    assert gaps_of_year(office, 2011) == []


def test_a_single_gap_leads_to_its_cell(office: Office) -> None:
    changed(change_leading_group, office, name="领导小组")
    unit = add_unit(
        office, 2011, UnitFacts("某站", Nature.SPORT, floor_area=Decimal(5)), UnitContact(liaison_name="周")
    )
    assert [(one.text, one.place) for one in FACE.today(office, 2011, date(2011, 5, 1)).dues] == [
        ("某站缺少用能人数", Place("organisation", "unit", unit, year=2011, field="energy_users"))
    ]


def test_many_gaps_are_one_line_with_a_count(office: Office) -> None:
    changed(change_leading_group, office, name="领导小组")
    for number in range(5):
        add_unit(office, 2011, UnitFacts(f"单位{number}", Nature.SPORT, energy_users=3 if number else None))
    assert [(one.text, one.place) for one in FACE.today(office, 2011, date(2011, 5, 1)).dues] == [
        ("5个单位2011年情况不全：缺联络员5个、缺建筑面积5个、缺用能人数1个", Place("organisation", "gaps"))
    ]
    assert len(gaps_of_year(office, 2011)) == 11
