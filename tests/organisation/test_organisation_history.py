"""Who was in the leading group, who was liaison, who leads a system:
on any past day, and in one step each.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.office.settings import write_settings
from jingzhen_desktop.organisation.actions.group import (
    add_document,
    add_member,
    change_document,
    change_leading_group,
    end_member,
    remove_document,
    succeed_member,
)
from jingzhen_desktop.organisation.actions.network import (
    add_system,
    change_former_liaison,
    change_system,
    remove_system,
    succeed_liaison,
)
from jingzhen_desktop.organisation.actions.units import add_unit, change_contact, open_year
from jingzhen_desktop.organisation.queries.group import all_members, leading_group, propose_number
from jingzhen_desktop.organisation.queries.network import liaison_terms, network_units, systems_of_year, tree
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.rules.defaults import duties_of
from jingzhen_desktop.organisation.rules.group import came_and_left, in_order, next_number
from jingzhen_desktop.organisation.rules.roll import read_roll
from jingzhen_desktop.organisation.settings import GROUP_PREFIX
from jingzhen_desktop.organisation.values.group import DocumentKind, Member, Role
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts

from ..changing import change_some_members, changed

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office

FOUNDED, CHANGED = date(2010, 3, 15), date(2011, 3, 1)


@pytest.fixture
def group(office: Office) -> Office:
    """Founded 2010 with a leader in charge and two members;
    the teacher of the school changed on 1 March 2011.
    """
    changed(
        change_leading_group,
        office,
        name="某镇节能工作领导小组",
        document_number="某政发〔2010〕18号",
        founded_on=FOUNDED,
    )
    add_member(office, Role.LEADER, "李建国", "副镇长（分管领导）", "某镇人民政府")
    teacher = add_member(office, Role.MEMBER, "王丽华", "校长", "某镇中心学校", since=FOUNDED)
    add_member(office, Role.MEMBER, "赵国强", "院长", "某镇卫生院")
    succeed_member(office, teacher, "方圆", "校长", CHANGED)
    return office


def people(office: Office, day: date | None = None) -> list[str]:
    group = leading_group(office, day)
    assert group is not None
    return [member.person for member in group.members]


def test_who_was_a_member_on_any_past_day(group: Office) -> None:
    # entered without a day: from the beginning
    assert people(group, date(2010, 3, 14)) == [
        "李建国",
        "赵国强",
    ]
    assert people(group, FOUNDED) == ["李建国", "王丽华", "赵国强"]
    assert people(group, date(2011, 2, 28)) == ["李建国", "王丽华", "赵国强"]
    assert people(group, CHANGED) == ["李建国", "方圆", "赵国强"]
    assert people(group) == ["李建国", "方圆", "赵国强"]
    # beside whom he took over from
    assert [one.person for one in all_members(group)] == [
        "李建国",
        "王丽华",
        "方圆",
        "赵国强",
    ]


def test_a_succession_is_one_step(group: Office) -> None:
    assert group.last_step is not None
    assert group.last_step.label == "方圆接任领导小组成员王丽华"
    group.undo()
    assert people(group) == ["李建国", "王丽华", "赵国强"]
    assert [one.until for one in all_members(group)] == [None, None, None]


@pytest.mark.parametrize(
    ("person", "day", "field", "reason"),
    [
        ("  ", CHANGED, "person", "接任人姓名"),
        ("赵国强", CHANGED, "person", "相同"),
        ("钱进", date(1800, 1, 1), "day", "年之间"),
    ],
)
def test_a_succession_that_cannot_be_stores_nothing(
    group: Office, person: str, day: date, field: str, reason: str
) -> None:
    (doctor,) = [one for one in all_members(group) if one.person == "赵国强"]
    with pytest.raises(FieldRejected, match=reason) as refused:
        succeed_member(group, doctor.id, person, "院长", day)
    assert refused.value.field == field
    assert "赵国强" in people(group)


def test_who_has_left_cannot_be_succeeded_later(group: Office) -> None:
    (left,) = [one for one in all_members(group) if one.person == "王丽华"]
    with pytest.raises(FieldRejected, match="已于2011-03-01卸任"):
        succeed_member(group, left.id, "钱进", "校长", date(2011, 6, 1))


def test_an_end_before_the_start_is_refused_and_so_is_a_double(group: Office) -> None:
    (teacher,) = [one for one in all_members(group) if one.person == "方圆"]
    with pytest.raises(FieldRejected, match="不能早于"):
        end_member(group, teacher.id, date(2011, 2, 1))
    with pytest.raises(FieldRejected, match="已经登记"):
        add_member(group, Role.MEMBER, "方 圆", "校长", "某镇中心学校", since=date(2012, 1, 1))
    with pytest.raises(FieldRejected, match="太长"):
        change_some_members(group, {teacher.id: {"person": "名" * 200}})
    add_member(group, Role.ADVISER, "方圆")  # another role is no double
    end_member(group, teacher.id, date(2012, 1, 1))
    add_member(group, Role.MEMBER, "方圆", "校长", since=date(2013, 1, 1))  # and neither is coming back
    assert [one.person for one in all_members(group)].count("方圆") == 3


def test_a_pasted_block_of_members_is_one_step_or_nothing(group: Office) -> None:
    first, second = [one.id for one in all_members(group) if one.person in {"李建国", "赵国强"}]
    change_some_members(group, {first: {"post": "镇长"}, second: {"post": "副院长", "unit": "卫生院"}})
    assert group.last_step is not None
    assert group.last_step.label == "修改领导小组组长李建国等2人的行政职务、单位"
    with pytest.raises(FieldRejected, match="太长"):
        change_some_members(group, {first: {"post": "书记"}, second: {"unit": "院" * 101}})
    assert [one.post for one in all_members(group) if one.id in {first, second}] == ["镇长", "副院长"]


@pytest.mark.parametrize(
    ("block", "read"),
    [
        (
            [["组　长：", "李　明", "镇长", "镇政府"], ["", "", "", ""], ["成员", "王丽华", "校长", "学校"]],
            ["组长李明/镇长/镇政府", "成员王丽华/校长/学校"],
        ),
        ([["成员", "甲", "站长"], ["", "乙", "所长", "财政所"]], ["成员甲/站长/", "成员乙/所长/财政所"]),
        (
            [["序号", "姓名", "单位", "职务", "现任职务"], ["1", "甲", "学校", "副组长", "校长"]],
            ["副组长甲/校长/学校"],
        ),
        ([["甲"]], ["成员甲//"]),
        (
            [
                ["组  长：张伟  乡党委副书记、乡长"],
                ["副组长：李　明　党政办公室主任"],
                ["成  员：王丽华  云溪乡中心小学  校长"],
                ["        赵国强（卫生院院长）"],
                ["        阿依·古丽  文化站站长"],
            ],
            [
                "组长张伟/乡党委副书记、乡长/",
                "副组长李明/党政办公室主任/",
                "成员王丽华/校长/云溪乡中心小学",
                "成员赵国强/卫生院院长/",
                "成员阿依·古丽/文化站站长/",
            ],
        ),
        ([["组长：张伟", "乡长"], ["成员：", ""], ["李四 所长", ""]], ["组长张伟/乡长/", "成员李四/所长/"]),
        ([["成员：张三、李四、王小五"]], ["成员张三//", "成员李四//", "成员王小五//"]),
        ([["办公室主任：孙敏（兼）"]], ["办公室主任孙敏/兼/"]),
        ([["副组长：孙敏  主任（兼）"]], ["副组长孙敏/主任（兼）/"]),
        ([["成员：孙敏  副乡长  党委委员"]], ["成员孙敏/副乡长 党委委员/"]),
        ([["成员：孙敏  所长  财政所"]], ["成员孙敏/所长/财政所"]),
    ],
)
def test_a_list_of_members_is_read_as_papers_write_it(block: list[list[str]], read: list[str]) -> None:
    assert [f"{one.role.value}{one.person}/{one.post}/{one.unit}" for one in read_roll(block).members] == read


def test_lines_that_name_nobody_are_told() -> None:
    roll = read_roll([["组长：张伟  乡长"], ["领导小组办公室设在党政办公室，由 孙敏 兼任主任。"]])
    assert [one.person for one in roll.members] == ["张伟"]
    assert roll.left_out == ("领导小组办公室设在党政办公室，由 孙敏",)


@pytest.mark.parametrize("block", [[], [[""]], [["组长"]], [["姓名"]], [["甲"]] * 201])
def test_what_is_no_list_of_members_is_refused(block: list[list[str]]) -> None:
    with pytest.raises(InputRejected, match="不是成员名单"):
        read_roll(block)


def test_the_office_head_entered_by_time_is_the_one_shown(group: Office) -> None:
    changed(change_leading_group, group, office_head="陈明")
    found = leading_group(group)
    assert found is not None
    assert found.office_head == "陈明"
    head = add_member(group, Role.OFFICE_HEAD, "周敏", "主任", "党政办", since=date(2011, 1, 1))
    found, before = leading_group(group), leading_group(group, date(2010, 12, 31))
    assert found is not None
    assert before is not None
    assert (found.office_head, before.office_head) == ("周敏", "陈明")
    assert [one.person for one in found.office_staff] == ["周敏"]
    assert "周敏" not in [one.person for one in found.members]
    changed(change_leading_group, group, office_head="周小敏")
    assert [one.person for one in all_members(group) if one.id == head] == ["周小敏"]


def test_documents_stand_in_order_and_each_number_once(group: Office) -> None:
    add_document(group, DocumentKind.ADJUSTMENT, "某政发〔2011〕5号", CHANGED)
    add_document(group, DocumentKind.RENAMING, "某政发〔2010〕20号", date(2010, 8, 1))
    found = leading_group(group)
    assert found is not None
    assert [(one.kind.value, one.number) for one in found.documents] == [
        ("成立", "某政发〔2010〕18号"),
        ("更名", "某政发〔2010〕20号"),
        ("调整", "某政发〔2011〕5号"),
    ]
    with pytest.raises(FieldRejected, match="已经登记过"):
        add_document(group, DocumentKind.ADJUSTMENT, "某政发〔2011〕5号", date(2012, 1, 1))
    with pytest.raises(FieldRejected, match="不能早于"):
        add_document(group, DocumentKind.ADJUSTMENT, "某政发〔2009〕5号", date(2009, 1, 1))
    with pytest.raises(FieldRejected, match="不能早于"):
        changed(change_leading_group, group, founded_on=date(2011, 1, 1))
    changed(change_document, group, 0, reason="为加强领导")
    remove_document(group, found.documents[1].id)
    found = leading_group(group)
    assert found is not None
    assert [(one.number, one.reason) for one in found.documents] == [
        ("某政发〔2010〕18号", "为加强领导"),
        ("某政发〔2011〕5号", ""),
    ]


def test_the_next_number_follows_what_is_taken(group: Office) -> None:
    assert propose_number(group, 2010) == ""
    write_settings(group, {GROUP_PREFIX: "某政发"})
    assert (propose_number(group, 2010), propose_number(group, 2011)) == (
        "某政发〔2010〕19号",
        "某政发〔2011〕1号",
    )
    assert (
        next_number("某政发", 2011, ["某政发〔2011〕9号", "别政发〔2011〕30号", "口头"])
        == "某政发〔2011〕10号"
    )


def test_who_came_and_who_left_with_a_document() -> None:
    stayed = Member(1, Role.LEADER, "甲", "", "")
    left = Member(2, Role.MEMBER, "乙", "", "x", until=CHANGED)
    came = Member(3, Role.MEMBER, "丙", "", "x", since=CHANGED)
    later = Member(4, Role.MEMBER, "丁", "", "", since=date(2012, 1, 1))
    everybody = [stayed, left, came, later]
    assert came_and_left(everybody, CHANGED, FOUNDED) == ((came,), (left,))
    assert came_and_left(everybody, date(2012, 6, 1), CHANGED) == ((later,), ())
    assert [one.id for one in in_order([later, came, left, stayed])] == [1, 2, 3, 4]


def test_duties_are_the_offices_own_or_those_of_the_source(group: Office) -> None:
    found = leading_group(group)
    assert [
        word
        for word in ("决策", "领导", "组织", "协调")
        if not any(word in duty for duty in duties_of(found))
    ] == []
    changed(change_leading_group, group, duties=("一条", "二条"))
    assert duties_of(leading_group(group)) == ("一条", "二条")
    changed(change_leading_group, group, duties=())
    assert len(duties_of(leading_group(group))) == 4


# ---- liaisons


def test_a_new_liaison_leaves_the_old_one_in_the_history(office: Office) -> None:
    contact = UnitContact("学校", liaison_name="周敏", liaison_phone="0879-1", liaison_since=date(2010, 1, 1))
    unit = add_unit(office, 2011, UnitFacts("某镇学校", Nature.EDUCATION), contact)
    succeed_liaison(office, unit, 2011, "孙兰", "0879-2", date(2011, 5, 1))
    now, before = liaison_terms(office, unit)
    assert (now.name, now.phone, now.since, now.present) == ("孙兰", "0879-2", date(2011, 5, 1), True)
    assert (before.name, before.phone, before.since, before.until) == (
        "周敏",
        "0879-1",
        date(2010, 1, 1),
        date(2011, 5, 1),
    )
    assert units_of_year(office, 2011)[0].contact.liaison_name == "孙兰"
    with pytest.raises(FieldRejected, match="不能早于"):
        succeed_liaison(office, unit, 2011, "吴江", "", date(2011, 4, 1))
    with pytest.raises(FieldRejected, match="已经是现任"):
        succeed_liaison(office, unit, 2011, "孙 兰", "", date(2012, 4, 1))
    with pytest.raises(FieldRejected, match="不能早于"):
        change_former_liaison(office, 2011, before, replace(before, until=date(2009, 1, 1)))
    office.undo()
    assert [(one.name, one.present) for one in liaison_terms(office, unit)] == [("周敏", True)]


def test_papers_of_a_past_year_name_the_people_of_its_end(office: Office) -> None:
    contact = UnitContact("学校", liaison_name="周敏", liaison_phone="0879-1")
    unit = add_unit(office, 2010, UnitFacts("某镇学校", Nature.EDUCATION, ("教育",)), contact)
    for year in (2011, 2012):
        open_year(office, year)
    succeed_liaison(office, unit, 2011, "孙兰", "0879-2", date(2011, 5, 1))
    succeed_liaison(office, unit, 2012, "吴江", "0879-3", date(2012, 5, 1))
    add_member(office, Role.LEADER, "李建国", until=date(2011, 7, 1))
    add_member(office, Role.LEADER, "陈志明", since=date(2011, 7, 1))
    assert [network_units(office, year)[0].contact.liaison_name for year in (2010, 2011, 2012)] == [
        "周敏",
        "孙兰",
        "吴江",
    ]
    assert [tree(office, year).detail for year in (2010, 2011)] == ["组长：李建国", "组长：陈志明"]
    assert "周敏 0879-1" in tree(office, 2010).children[0].children[0].children[0].detail
    changed(change_contact, office, unit, 2012, liaison_since=date(2012, 5, 1))
    late = add_unit(
        office,
        2010,
        UnitFacts("某镇新校", Nature.EDUCATION),
        UnitContact(liaison_name="新", liaison_since=date(2011, 2, 1)),
    )
    assert [one.contact.liaison_name for one in network_units(office, 2010) if one.id == late] == [""]


# ---- systems


def test_who_leads_a_system_holds_until_a_later_year_says_otherwise(office: Office) -> None:
    changed(change_system, office, "教育", 2010, department="县教育局", contact="老王")
    changed(change_system, office, "教育", 2012, contact="小王")

    def education(year: int) -> tuple[str, str, int | None]:
        (found,) = [one for one in systems_of_year(office, year) if one.name == "教育"]
        return found.department, found.contact, found.since

    assert [education(year) for year in (2009, 2011, 2013)] == [
        ("", "", None),
        ("县教育局", "老王", 2010),
        ("县教育局", "小王", 2012),
    ]


def test_an_office_may_have_systems_of_its_own(office: Office) -> None:
    add_system(office, "农业系统", 2011)
    assert [one.name for one in systems_of_year(office, 2011)][-1] == "农业"
    assert "农业" not in [one.name for one in systems_of_year(office, 2010)]
    for name, reason in (("农业", "已经有了"), ("", "请填写"), ("农、林", "标点"), ("农" * 11, "太长")):
        with pytest.raises(FieldRejected, match=reason):
            add_system(office, name, 2011)
    add_unit(office, 2011, UnitFacts("某镇农业站", Nature.SCIENCE, ("农业",)))
    with pytest.raises(InputRejected, match=r"还有1个单位（某镇农业站等）"):
        remove_system(office, "农业", 2011)
    with pytest.raises(InputRejected, match="固定的系统"):
        remove_system(office, "教育", 2011)
    assert [node.title for node in tree(office, 2011).children[0].children] == ["农业系统"]
