"""The documents, read back from the finished PDF."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.office.issued import Paper, issue
from jingzhen_desktop.office.settings import EXAMPLE, OFFICE_HOST, SUPERIOR, TOWN, write_settings
from jingzhen_desktop.organisation.actions.group import (
    add_document,
    add_member,
    change_document,
    change_leading_group,
    succeed_member,
)
from jingzhen_desktop.organisation.actions.ledger import add_ledger_items
from jingzhen_desktop.organisation.actions.network import change_system
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.papers.chart import chart_paper
from jingzhen_desktop.organisation.papers.notice import notice_paper
from jingzhen_desktop.organisation.papers.rosters import ledger_paper, liaison_paper, overview_paper
from jingzhen_desktop.organisation.settings import GROUP_SIGNATORY
from jingzhen_desktop.organisation.values.group import DocumentKind, Role
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.organisation.values.places import document_place
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts

from ..changing import changed
from ..finished import pdf_pages

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.paper.document import Pdf

FOUNDED, CHANGED = date(2010, 3, 15), date(2011, 3, 1)


def text_of(pdf: Pdf) -> str:
    """The text of all pages without page numbers."""
    return "".join(re.sub(r"—\d+—(示例)?$", "", page) for page in pdf_pages(pdf.data))


@pytest.fixture
def town(office: Office) -> Office:
    write_settings(office, {TOWN: "某镇", OFFICE_HOST: "某镇党政办公室"})
    changed(
        change_leading_group,
        office,
        name="某镇公共机构节能工作领导小组",
        document_number="某政发〔2010〕18号",
        founded_on=FOUNDED,
        office_head="陈志明",
    )
    add_member(office, Role.ADVISER, "王德", "镇人大主席", "某镇人大")
    add_member(office, Role.LEADER, "李建国", "副镇长", "某镇人民政府")
    teacher = add_member(office, Role.MEMBER, "王丽华", "校长", "某镇中心学校")
    add_member(office, Role.MEMBER, "赵国强", "院长", "某镇卫生院")
    add_member(office, Role.OFFICE_DEPUTY, "周敏", "干事", "某镇党政办公室")
    succeed_member(office, teacher, "方圆", "校长", CHANGED)
    return office


@pytest.fixture
def adjustment(town: Office) -> int:
    return add_document(town, DocumentKind.ADJUSTMENT, "某政发〔2011〕5号", CHANGED)


def test_the_founding_notice_names_those_of_that_day(town: Office) -> None:
    text = text_of(notice_paper(town, 0))
    for said in (
        "某镇人民政府文件某政发〔2010〕18号",
        "关于成立某镇公共机构节能工作领导小组的通知",
        "各成员单位:",
        "决定成立某镇公共机构节能工作领导小组。现将有关事项通知如下",
        "顾问:王德某镇人大镇人大主席组长:李建国某镇人民政府副镇长",
        "成员:王丽华某镇中心学校校长赵国强某镇卫生院院长二、办事机构",
        "领导小组下设办公室,办公室设在某镇党政办公室,由陈志明同志兼任办公室主任",
        "副主任:周敏",
        "领导小组的职责:1.",
        "领导小组办公室的职责:1.",
        "人员变动的,由接任者自然替补,不再另行文。",
        "某镇人民政府2010年3月15日",
    ):
        assert said in text.replace("，", ",").replace("：", ":"), said
    assert "方圆" not in text


def test_an_adjustment_says_who_came_and_who_left(town: Office, adjustment: int) -> None:
    write_settings(town, {GROUP_SIGNATORY: "中共某镇委员会", EXAMPLE: "1"})
    text = text_of(notice_paper(town, adjustment)).replace("，", ",").replace("；", ";")
    assert "关于调整某镇公共机构节能工作领导小组的通知" in text
    assert "方圆同志任领导小组成员;王丽华同志不再担任领导小组成员。调整后的组成人员如下：" in text
    assert re.search(r"成员.方圆某镇中心学校校长赵国强某镇卫生院院长二、", text)
    assert "中共某镇委员会2011年3月1日" in text
    assert "示例" in pdf_pages(notice_paper(town, adjustment).data)[0]


def test_a_notice_without_a_day_or_people_says_what_is_missing(town: Office) -> None:
    changed(change_leading_group, town, founded_on=None)
    with pytest.raises(InputRejected, match="请先填写成立文件的日期"):
        notice_paper(town, 0)
    with pytest.raises(InputRejected, match="已被删除"):
        notice_paper(town, 77)


def test_a_group_nobody_was_in_has_no_notice(office: Office) -> None:
    changed(change_leading_group, office, name="小组", founded_on=FOUNDED)
    add_member(office, Role.LEADER, "李", since=CHANGED)
    with pytest.raises(InputRejected, match="2010年3月15日领导小组还没有成员"):
        notice_paper(office, 0)


def test_the_reason_and_the_duties_are_the_clerks_own(town: Office) -> None:
    changed(change_document, town, 0, reason="根据县政府要求，决定成立小组。")
    changed(change_leading_group, town, duties=("只有一条",))
    text = text_of(notice_paper(town, 0))
    assert "根据县政府要求" in text
    assert "1.只有一条" in text.replace(" ", "")


def test_a_notice_is_kept_as_issued(town: Office, adjustment: int) -> None:
    pdf = notice_paper(town, adjustment)
    kept = issue(
        town,
        Paper(
            "领导小组通知", "某政发〔2011〕5号", CHANGED, "关于调整…", document_place(adjustment), pdf.data
        ),
    )
    assert kept.size == len(pdf.data)


def units(office: Office, count: int) -> None:
    for number in range(count):
        liaison = "" if number == 1 else f"周{number}"
        contact = UnitContact(f"小学{number}", liaison_name=liaison, liaison_phone=f"0879-{number:04}")
        facts = UnitFacts(
            f"某镇第{number}小学",
            Nature.EDUCATION,
            ("教育",),
            floor_area=Decimal(100 + number),
            energy_users=10,
            establishment=5,
        )
        add_unit(office, 2011, facts, contact)


def test_the_roster_names_every_liaison(town: Office) -> None:
    units(town, 3)
    text = text_of(liaison_paper(town, 2011, CHANGED))
    assert "某镇2011年公共机构节能联络员名册" in text
    assert "共3个单位，已明确联络员2个" in text
    for said in ("某镇第0小学教育周00879-0000", "某镇第1小学教育未明确"):
        assert said in text


def test_the_overview_adds_up_only_what_is_known(town: Office) -> None:
    units(town, 3)
    text = text_of(overview_paper(town, 2011, CHANGED))
    assert "合计3033015———" in text  # 100+101+102 ㎡, 30 people, 15 posts, vehicles not known
    add_unit(town, 2011, UnitFacts("某镇新站", Nature.SPORT, floor_area=Decimal(5), establishment=1))
    assert "合计308—16———" in text_of(overview_paper(town, 2011, CHANGED))


def test_the_chart_shows_every_unit_on_as_many_pages_as_it_takes(town: Office) -> None:
    units(town, 70)
    add_unit(town, 2011, UnitFacts("某镇文体站", Nature.CULTURE, ("文化", "体育")))
    changed(change_system, town, "教育", 2011, department="县教育局", contact="老王")
    pdf = chart_paper(town, 2011)
    pages = pdf_pages(pdf.data)
    assert len(pages) == 2
    text = "".join(pages)
    assert [number for number in range(70) if f"某镇第{number}小学" not in text] == []
    assert text.count("某镇文体站") == 2
    for said in (
        "组长：李建国",
        "设在某镇党政办公室",
        "70个单位",
        "县教育局",
        "联系人：老王",
        "教育系统（续）",
        "周30879-0003",
        "联络员未填写",
    ):
        assert said in text, said
    assert all("某镇2011年公共机构节能组织网络图" in page for page in pages)


def test_the_pages_of_a_chart_hold_about_as_many_systems_each(town: Office) -> None:
    for number, system in enumerate(("党政", "教育", "科技", "文化", "卫生", "体育", "农业", "民政")):
        add_unit(town, 2011, UnitFacts(f"某镇第{number}站", Nature.SPORT, (system,), floor_area=Decimal(5)))
    pages = pdf_pages(chart_paper(town, 2011).data)
    assert [sum(f"某镇第{number}站" in page for number in range(8)) for page in pages] == [4, 4]


def test_the_chart_by_nature_stands_under_the_superior(town: Office) -> None:
    units(town, 2)
    write_settings(town, {SUPERIOR: "县机关事务局"})
    text = text_of(chart_paper(town, 2011, by_nature=True))
    for said in ("县机关事务局业务指导", "事业单位（教育）2个单位代码021", "某镇第1小学"):
        assert said in text, said
    assert "教育系统" not in text


def test_the_chart_of_an_office_without_units_is_one_page(office: Office) -> None:
    assert "领导小组办公室" in text_of(chart_paper(office, 2011))


def test_the_ledger_prints_by_kind(town: Office) -> None:
    add_ledger_items(
        town,
        [
            LedgerItem(LedgerKind.TASK, 2011, "报送计划", owner="周敏", due=date(2011, 2, 1)),
            LedgerItem(
                LedgerKind.PROJECT,
                2011,
                "照明改造",
                amount=Decimal(36000),
                saving=Decimal(12000),
                saving_unit="千瓦时",
                saving_money=Decimal(7200),
            ),
        ],
    )
    text = text_of(ledger_paper(town, 2011, date(2011, 8, 5)))
    for said in ("类别：全部", "共2项，未完成1项", "已逾期", "36,000.00", "12,000千瓦时", "回收期5.0年"):
        assert said in text, said
    only = text_of(ledger_paper(town, 2011, date(2011, 8, 5), (LedgerKind.TASK,)))
    assert "照明改造" not in only
    assert "类别：工作任务" in only
