"""The organisation's verbs and reads on a real file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.organisation.actions.group import (
    add_member,
    change_leading_group,
    remove_member,
)
from jingzhen_desktop.organisation.actions.units import (
    add_unit,
    change_contact,
    change_facts,
    change_facts_of_units,
    open_year,
    remove_unit,
)
from jingzhen_desktop.organisation.face import FACE
from jingzhen_desktop.organisation.queries.group import leading_group
from jingzhen_desktop.organisation.queries.network import tree
from jingzhen_desktop.organisation.queries.units import reporting_units, units_of_year, years_with_units
from jingzhen_desktop.organisation.values.group import Role
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts

from ..changing import change_some_members, changed

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

SCHOOL = UnitFacts(
    "某镇中心学校",
    Nature.EDUCATION,
    ("教育",),
    floor_area=Decimal("8620.5"),
    energy_users=1018,
    petrol_cars=1,
)


def test_a_unit_comes_back_as_it_was_entered(office: Office) -> None:
    contact = UnitContact(
        "中心学校", address="学府路8号", liaison_name="周敏", liaison_phone="0879-1", opened=date(1999, 9, 1)
    )
    unit_id = add_unit(office, 2011, SCHOOL, contact)
    (unit,) = units_of_year(office, 2011)
    assert (unit.id, unit.year, unit.facts, unit.contact) == (unit_id, 2011, SCHOOL, contact)
    assert office.last_step is not None
    assert office.last_step.label == "新增单位：某镇中心学校"


def test_a_changed_year_leaves_other_years_alone(office: Office) -> None:
    unit_id = add_unit(office, 2010, SCHOOL)
    assert open_year(office, 2011) == 1
    assert open_year(office, 2011) == 0
    changed(change_facts, office, unit_id, 2011, name="某镇九年一贯制学校", floor_area=Decimal(9000))
    assert [unit.facts.name for year in (2010, 2011) for unit in units_of_year(office, year)] == [
        "某镇中心学校",
        "某镇九年一贯制学校",
    ]
    assert years_with_units(office) == [2010, 2011]


def test_a_closed_unit_is_not_carried_forward(office: Office) -> None:
    unit_id = add_unit(office, 2010, SCHOOL)
    changed(change_contact, office, unit_id, 2010, closed=date(2010, 12, 31))
    assert open_year(office, 2011) == 0
    assert units_of_year(office, 2011) == []


def test_nothing_is_stored_of_what_is_refused(office: Office) -> None:
    unit_id = add_unit(office, 2011, SCHOOL)
    other = add_unit(office, 2011, UnitFacts("某镇卫生院", Nature.HEALTH, reporting=False))
    with pytest.raises(InputRejected, match="已经有了"):
        changed(change_facts, office, other, 2011, name="某镇中心学校", energy_users=5)
    with pytest.raises(InputRejected, match="18位"):
        changed(change_contact, office, unit_id, 2011, credit_code="x")
    assert [(unit.name, unit.facts.energy_users) for unit in units_of_year(office, 2011)] == [
        ("某镇中心学校", 1018),
        ("某镇卫生院", None),
    ]
    assert [unit.id for unit in reporting_units(office, 2011)] == [unit_id]


def test_an_unused_unit_can_be_removed(office: Office) -> None:
    add_unit(office, 2011, SCHOOL)
    remove_unit(office, units_of_year(office, 2011)[0])
    assert units_of_year(office, 2011) == []
    assert years_with_units(office) == []


def test_the_leading_group_lists_its_members_by_role(office: Office) -> None:
    assert leading_group(office) is None
    member = add_member(office, Role.MEMBER, "王", "校长", "某镇中心学校")
    add_member(office, Role.LEADER, "李", "副镇长", "某镇人民政府")
    changed(
        change_leading_group,
        office,
        name="领导小组",
        document_number="某政发〔2010〕1号",
        founded_on=date(2010, 3, 15),
        office_head="陈",
    )
    group = leading_group(office)
    assert group is not None
    assert [(one.role, one.person) for one in group.members] == [(Role.LEADER, "李"), (Role.MEMBER, "王")]
    assert (group.document_number, group.founded_on) == ("某政发〔2010〕1号", date(2010, 3, 15))
    change_some_members(office, {member: {"role": "副组长", "person": "王华"}})
    remove_member(office, group.members[0].id)
    group = leading_group(office)
    assert group is not None
    assert [(one.role, one.person, one.post) for one in group.members] == [(Role.DEPUTY, "王华", "校长")]
    assert tree(office, 2011).title == "领导小组"


def test_the_register_says_what_it_lacks(office: Office) -> None:
    today = date(2011, 5, 1)
    assert [one.text for one in FACE.today(office, 2011, today).dues] == [
        "领导小组尚未填写",
        "2011年尚无单位，请新增单位",
    ]
    add_unit(office, 2011, SCHOOL, UnitContact("中心学校"))
    changed(change_leading_group, office, name="领导小组")
    assert [one.text for one in FACE.today(office, 2011, today).dues] == ["中心学校缺少联络员"]
    (next_year,) = FACE.today(office, 2012, today).dues
    assert (next_year.action, next_year.first) == ("从上年结转", True)


def test_labels_name_what_differs_and_what_was_changed_before_stays(office: Office) -> None:
    ids = [add_unit(office, 2011, UnitFacts(name, Nature.HEALTH)) for name in ("甲站", "乙站")]
    first, second = units_of_year(office, 2011)
    change_facts(office, first, replace(first, facts=replace(first.facts, petrol_cars=1)))
    assert step_label(office) == "修改甲站2011年汽油车"
    full = [
        (unit, replace(unit, facts=replace(unit.facts, energy_users=5, floor_area=Decimal(9))))
        for unit in (first, second)
    ]
    change_facts_of_units(office, full)  # made before the cars were stored, and knows nothing of them
    assert step_label(office) == "修改甲站等2个单位2011年建筑面积、用能人数"
    facts = [unit.facts for unit in units_of_year(office, 2011)]
    assert [(one.floor_area, one.energy_users, one.petrol_cars) for one in facts] == [
        (Decimal(9), 5, 1),
        (Decimal(9), 5, None),
    ]
    contact = replace(second.contact, liaison_phone="12", liaison_name="周")
    change_contact(office, second, replace(second, contact=contact))
    assert step_label(office) == "修改乙站节能联络员、联系电话"
    before = office.undoable()
    change_contact(office, second, replace(second, contact=contact))  # as it is stored already
    assert office.undoable() == before
    assert [unit.id for unit in units_of_year(office, 2011)] == ids


def step_label(office: Office) -> str:
    assert office.last_step is not None
    return office.last_step.label
