"""Decisions about units, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.organisation.rules.network import gaps, organisation_tree
from jingzhen_desktop.organisation.rules.units import (
    check_contact,
    check_facts,
    energy_users_total,
    exists_in,
    find_unit,
    floor_area_total,
)
from jingzhen_desktop.organisation.values.group import LeadingGroup, Member, Role
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts, UnitInYear

SCHOOL = UnitInYear(
    1,
    2011,
    UnitFacts("某镇中心学校", Nature.EDUCATION, ("教育",), floor_area=Decimal(8620), energy_users=1018),
    UnitContact("中心学校", credit_code="12330000MB0000001X"),
)
STATION = UnitInYear(
    2, 2011, UnitFacts("某镇文体站", Nature.CULTURE, ("文化", "体育")), UnitContact("文体站")
)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (UnitFacts("  ", Nature.OTHER_INSTITUTION), "不能为空"),
        (UnitFacts("学" * 101, Nature.OTHER_INSTITUTION), "太长"),
        (UnitFacts("某镇中心学校 ", Nature.EDUCATION), "已经有了"),
        (UnitFacts("新站", Nature.EDUCATION, floor_area=Decimal(-1)), "建筑面积不能是负数"),
        (UnitFacts("新站", Nature.EDUCATION, energy_users=-1), "用能人数"),
        (UnitFacts("新站", Nature.EDUCATION, petrol_cars=10**7), "汽油车"),
    ],
)
def test_refuses_facts_that_cannot_be(facts: UnitFacts, reason: str) -> None:
    with pytest.raises(InputRejected, match=reason):
        check_facts(facts, [SCHOOL])


@pytest.mark.parametrize(
    ("contact", "reason"),
    [
        (UnitContact(credit_code="123"), "18位"),
        (UnitContact(opened=date(2012, 1, 1), closed=date(2011, 1, 1)), "不能早于"),
        (UnitContact(liaison_name="名" * 200), "联络员太长"),
    ],
)
def test_refuses_contacts_that_cannot_be(contact: UnitContact, reason: str) -> None:
    with pytest.raises(InputRejected, match=reason):
        check_contact(contact)


def test_a_unit_exists_from_its_opening_to_its_closing_year() -> None:
    contact = UnitContact(opened=date(2010, 5, 1), closed=date(2012, 1, 1))
    assert [year for year in range(2008, 2015) if exists_in(contact, year)] == [2010, 2011, 2012]
    assert exists_in(UnitContact(), 1950)


def test_a_form_names_its_unit_by_full_or_short_name_or_code() -> None:
    units = [SCHOOL, STATION]
    assert find_unit(units, "某镇 中心学校") is SCHOOL
    assert find_unit(units, "文体站") is STATION
    assert find_unit(units, "", SCHOOL.contact.credit_code) is SCHOOL
    assert find_unit(units, "别的学校") is None
    assert find_unit(units, "") is None


def test_a_name_and_a_code_of_different_units_name_none() -> None:
    assert find_unit([SCHOOL, STATION], "文体站", SCHOOL.contact.credit_code) is None


def test_the_tree_shows_a_unit_under_each_of_its_systems() -> None:
    group = LeadingGroup("领导小组", "", None, "", (Member(1, Role.LEADER, "李", "副镇长", ""),))
    orphan = UnitInYear(3, 2011, UnitFacts("某镇敬老院", Nature.OTHER_INSTITUTION), UnitContact())
    top = organisation_tree(group, "党政办公室", [SCHOOL, STATION, orphan])
    (office,) = top.children
    assert (top.detail, office.detail) == ("组长：李", "设在党政办公室")
    assert [node.title for node in office.children] == ["教育系统", "文化系统", "体育系统", "未归口"]
    assert [[leaf.unit_id for leaf in node.children] for node in office.children] == [[1], [2], [2], [3]]


def test_totals_are_known_only_if_every_part_is() -> None:
    assert (floor_area_total([SCHOOL]), energy_users_total([SCHOOL])) == (Decimal(8620), 1018)
    assert floor_area_total([SCHOOL, STATION]) is None
    assert energy_users_total([]) is None


def test_gaps_are_asked_of_reporting_units_only() -> None:
    assert gaps(STATION) == ["联络员", "建筑面积", "用能人数"]
    silent = UnitInYear(4, 2011, UnitFacts("某站", Nature.SPORT, reporting=False), UnitContact())
    assert gaps(silent) == []
