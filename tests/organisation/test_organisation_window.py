"""Leading group, the chosen unit and the network, as the clerk works with them in the window;
and that nothing is scrolled.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.office.issued import issued_papers
from jingzhen_desktop.office.settings import SUPERIOR, SUPERIOR_SECTION, TOWN, write_settings
from jingzhen_desktop.organisation.actions.group import (
    add_document,
    add_member,
    change_document,
    change_leading_group,
    remove_document,
)
from jingzhen_desktop.organisation.actions.ledger import add_ledger_item
from jingzhen_desktop.organisation.actions.units import add_unit
from jingzhen_desktop.organisation.queries.group import all_members, leading_group
from jingzhen_desktop.organisation.queries.network import liaison_terms, systems_of_year
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.organisation.queries.users import energy_users
from jingzhen_desktop.organisation.tab.ledger import VIEWS
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.group import DocumentKind, Role
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.organisation.values.units import Nature, UnitFacts
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.grid.filter_box import FilterBox

from ..changing import changed
from ..hands import CONTROL, Key, at, enter, fill, key, letters, press
from ..looking import cells, column_of, no_scroll, told_at_cell, visible

if TYPE_CHECKING:
    from jingzhen_desktop.office.file import Office


@pytest.fixture
def people(office: Office) -> Office:
    write_settings(office, {TOWN: "某镇"})
    changed(
        change_leading_group,
        office,
        name="某镇节能工作领导小组",
        document_number="某政发〔2010〕18号",
        founded_on=date(2010, 3, 15),
    )
    add_member(office, Role.LEADER, "李建国", "副镇长", "某镇人民政府")
    add_member(office, Role.MEMBER, "王丽华", "校长", "某镇中心学校")
    return office


# ---- leading group


def test_a_person_takes_over_in_one_step(tab: OrganisationTab, people: Office) -> None:
    tab.pages.setCurrentWidget(tab.group)
    tab.group.grid.select_row(lambda member: member.person == "王丽华")
    press(tab.group, "接任…")
    fill(tab.group, "接任人", "方圆")
    fill(tab.group, "接任日期", "2011-3-1")
    press(tab.group, "登记接任")
    assert [row[1] for row in cells(tab.group.grid)] == ["李建国", "方圆"]
    assert people.last_step is not None
    assert people.last_step.label == "方圆接任领导小组成员王丽华"
    fill(tab.group, "截至日期", "2011-2-28")
    assert [row[1] for row in cells(tab.group.grid)] == ["李建国", "王丽华"]
    assert any(label.text() == "当日共2人" for label in visible(tab.group, QLabel))
    QTest.mouseClick(tab.group.members.everybody.editor, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert [row[1] for row in cells(tab.group.grid)] == ["李建国", "王丽华", "方圆"]


def test_what_a_succession_cannot_be_is_said_beside_its_field(
    tab: OrganisationTab, people: Office, warned: list[str]
) -> None:
    tab.pages.setCurrentWidget(tab.group)
    tab.group.grid.select_row(lambda member: member.person == "王丽华")
    press(tab.group, "接任…")
    press(tab.group, "登记接任")
    form = tab.group.members.panel.form
    assert form is not None
    assert "请填写接任人姓名" in form.field("person").problem
    assert warned == []
    fill(tab.group, "接任人", "方圆")
    fill(tab.group, "接任日期", "2010-13-1")
    press(tab.group, "登记接任")
    assert "不是日历上有的日子" in form.field("day").problem
    key(Key.Key_Escape)
    assert len(all_members(people)) == 2


def test_somebody_leaves_and_the_day_before_is_refused(tab: OrganisationTab, people: Office) -> None:
    tab.pages.setCurrentWidget(tab.group)
    tab.group.grid.select_row(lambda member: member.person == "王丽华")
    at(tab.group.grid, 1, "since")
    enter("2011-1-1")
    key(Key.Key_Return)
    press(tab.group, "卸任…")
    fill(tab.group, "卸任日期", "2010-12-31")
    press(tab.group, "登记卸任")
    form = tab.group.members.panel.form
    assert form is not None
    assert "不能早于任职日期" in form.field("until").problem
    fill(tab.group, "卸任日期", "2011-6-1")
    press(tab.group, "登记卸任")
    assert [row[1] for row in cells(tab.group.grid)] == ["李建国"]


def test_members_are_pasted_in_one_step(tab: OrganisationTab, people: Office) -> None:
    tab.pages.setCurrentWidget(tab.group)
    at(tab.group.grid, 0, "person")
    QGuiApplication.clipboard().setText("张三\t镇长\t某镇政府\n李四\t园长\t某镇幼儿园\n")
    before = people.last_step
    key(Key.Key_V, CONTROL)
    assert [(one.person, one.post, one.unit) for one in all_members(people)] == [
        ("张三", "镇长", "某镇政府"),
        ("李四", "园长", "某镇幼儿园"),
    ]
    assert people.last_step is not None
    assert before is not None
    assert people.last_step.id == before.id + 1
    people.undo()
    assert [one.person for one in all_members(people)] == ["李建国", "王丽华"]


def test_a_list_of_members_is_pasted_as_new_ones(
    tab: OrganisationTab, people: Office, warned: list[str]
) -> None:
    tab.pages.setCurrentWidget(tab.group)
    QGuiApplication.clipboard().setText("副组长\t陈志明\t主任\t党政办\n成员\t赵国强\t院长\t卫生院\n")
    press(tab.group, "粘贴名单")
    assert [row[1] for row in cells(tab.group.grid)] == ["李建国", "陈志明", "王丽华", "赵国强"]
    press(tab.group, "粘贴名单")
    assert "已经登记" in warned[-1]
    people.undo()
    assert [one.person for one in all_members(people)] == ["李建国", "王丽华"]


def test_a_list_is_pasted_as_word_writes_it(tab: OrganisationTab, people: Office, said: list[str]) -> None:
    tab.pages.setCurrentWidget(tab.group)
    QGuiApplication.clipboard().setText(
        "副组长：陈志明  党政办公室主任\n成  员：赵国强  卫生院院长\n领导小组办公室设在党政办公室，由 陈志明 兼任主任。"
    )
    press(tab.group, "粘贴名单")
    assert [row[:3] for row in cells(tab.group.grid)][1:] == [
        ["副组长", "陈志明", "党政办公室主任"],
        ["成员", "王丽华", "校长"],
        ["成员", "赵国强", "卫生院院长"],
    ]
    assert "已新增2人" in said[-1]
    assert "没有认出姓名的行：“领导小组办公室设在党政办公室" in said[-1]


def test_an_adjustment_is_entered_previewed_and_kept(
    tab: OrganisationTab, people: Office, desk: Desk, monkeypatch: Any
) -> None:
    papers: list[tuple[str, Any]] = []
    monkeypatch.setattr(Desk, "preview", lambda _desk, pdf, name, paper=None: papers.append((name, paper)))
    tab.pages.setCurrentWidget(tab.group)
    press(tab.group, "新增调整文件")
    at(tab.group.documents.grid, 1, "number")
    enter("某政发〔2011〕5号")
    key(Key.Key_Tab)
    enter("2011-3-1")
    key(Key.Key_Return)
    at(tab.group.documents.grid, 1, "kind")
    press(tab.group, "预览通知")
    assert desk.tasks.wait_idle()
    ((name, paper),) = papers
    assert name == "某政发〔2011〕5号关于调整某镇节能工作领导小组的通知.pdf"
    assert (paper.number, paper.day, paper.kind) == ("某政发〔2011〕5号", date(2011, 3, 1), "领导小组通知")
    desk.alerts.confirm = lambda *_texts, **_more: True  # type: ignore[method-assign]
    assert desk._issue(paper)
    assert [one.number for one in issued_papers(people)] == ["某政发〔2011〕5号"]
    (place,) = [one.place for one in issued_papers(people)]
    assert place is not None
    tab.pages.setCurrentWidget(tab.units)
    tab.show_place(place)
    assert tab.group.documents.grid.current_row().kind is DocumentKind.ADJUSTMENT


def test_the_notice_that_goes_out_is_kept_and_its_document_stays(
    tab: OrganisationTab, people: Office, desk: Desk, monkeypatch: Any
) -> None:
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_texts, **_more: True)
    warned: list[str] = []
    monkeypatch.setattr(desk.alerts, "warn", lambda error, *_more: warned.append(str(error)))
    tab.pages.setCurrentWidget(tab.group)
    press(tab.group, "新增调整文件")
    documents = tab.group.documents
    added = next(row for row, one in enumerate(documents.model.rows()) if one.id)
    at(documents.grid, added, "number")
    press(tab.group, "发出通知")
    assert desk.tasks.wait_idle()
    (kept,) = issued_papers(people)
    assert kept.kind == "领导小组通知"
    press(tab.group, "发出通知")
    assert desk.tasks.wait_idle()
    assert len(issued_papers(people)) == 1
    assert "已经发出并存档" in warned[-1]
    before = documents.model.rows()[added]
    with pytest.raises(InputRejected, match="发出并存档，不能再改"):
        change_document(people, before, replace(before, reason="人事变动"))
    with pytest.raises(InputRejected, match="不能再删除"):
        remove_document(people, before.id)


def test_duties_are_shown_and_changed(tab: OrganisationTab, people: Office) -> None:
    tab.pages.setCurrentWidget(tab.group)
    tab.group.side.setCurrentWidget(tab.group.duties)
    assert "决策" in str(tab.group.duties.field("duties").editor.property("plainText"))
    fill(tab.group, "领导小组职责", "研究重要事项")
    group = leading_group(people)
    assert group is not None
    assert group.duties == ("研究重要事项",)


def test_a_long_name_is_refused_under_the_field(tab: OrganisationTab, people: Office) -> None:
    tab.pages.setCurrentWidget(tab.group)
    fill(tab.group, "领导小组名称", "组" * 200)
    assert "太长（200字）" in tab.group.form.field("name").problem
    group = leading_group(people)
    assert group is not None
    assert group.name == "某镇节能工作领导小组"


# ---- the chosen unit


def test_another_liaison_takes_over(tab: OrganisationTab, school: int, office: Office) -> None:
    at(tab.units.grid, 0, "name")
    tab.units.details.setCurrentWidget(tab.units.details.liaisons)
    press(tab.units, "更换联络员…")
    fill(tab.units, "新联络员", "孙兰")
    fill(tab.units, "联系电话", "0879-9")
    fill(tab.units, "接任日期", "2011-5-1")
    press(tab.units, "更换联络员")
    liaisons = tab.units.details.liaisons
    assert cells(liaisons.grid) == [["孙兰", "2011-05-01", ""], ["周敏", "", "2011-05-01"]]
    for row, phone in enumerate(("0879-9", "0879-2")):
        at(liaisons.grid, row, "name")
        assert liaisons.rest.values() == {"phone": phone}
    fill(tab.units, "联系电话", "0879-3")
    assert [term.phone for term in liaison_terms(office, school)] == ["0879-9", "0879-3"]
    at(tab.units.details.liaisons.grid, 1, "since")
    enter("2009-9-1")
    key(Key.Key_Return)
    assert liaison_terms(office, school)[1].since == date(2009, 9, 1)
    tab.units.details.setCurrentIndex(0)
    assert tab.units.contact.field("liaison_name").editor.property("text") == "孙兰"


def test_energy_users_follow_their_parts_or_a_reason(
    tab: OrganisationTab, school: int, office: Office
) -> None:
    at(tab.units.grid, 0, "name")
    tab.units.details.setCurrentWidget(tab.units.details.users)
    grid = tab.units.details.users.grid
    assert [row[0] for row in cells(grid)] == ["教职工", "工勤保障人员", "学生", "外来人员"]
    at(grid, 0, "people")
    letters("68")
    key(Key.Key_Return)
    at(grid, 2, "people")
    letters("950")
    key(Key.Key_Tab)
    letters("190")
    key(Key.Key_Return)
    assert units_of_year(office, 2011)[0].facts.energy_users == 563
    assert "按组成算得563人" in tab.units.details.users.result.text()
    at(tab.units.grid, 0, "energy_users")
    letters("600")
    key(Key.Key_Return)
    assert "由组成部分算得563人" in told_at_cell(tab.units.grid)
    press(tab.units, "直接填写…")
    fill(tab.units, "用能人数", "600")
    press(tab.units, "直接填写用能人数")
    form = tab.units.details.users.stack.form
    assert form is not None
    assert "请写明理由" in form.field("users_reason").problem
    fill(tab.units, "理由", "并入一所小学")
    press(tab.units, "直接填写用能人数")
    found = energy_users(office, school, 2011)
    assert found is not None
    assert (found.used, found.reason) == (600, "并入一所小学")
    press(tab.units, "按组成计算")
    assert units_of_year(office, 2011)[0].facts.energy_users == 563


def test_register_data_are_typed_in_the_form(tab: OrganisationTab, school: int, office: Office) -> None:
    at(tab.units.grid, 0, "name")
    tab.units.details.setCurrentWidget(tab.units.details.register)
    fill(tab.units, "邮政编码", "12")
    assert "6位数字" in tab.units.details.register.field("postcode").problem
    fill(tab.units, "邮政编码", "676200")
    fill(tab.units, "数据中心机房", "1")
    fill(tab.units, "变动说明", "扩建")
    (unit,) = units_of_year(office, 2011)
    assert (unit.contact.postcode, unit.facts.machine_rooms, unit.facts.change_note) == ("676200", 1, "扩建")


def test_the_units_are_filtered_by_initials(tab: OrganisationTab, school: int, office: Office) -> None:
    add_unit(office, 2011, UnitFacts("某镇卫生院", Nature.HEALTH))
    (box,) = [one for one in tab.units.findChildren(FilterBox) if one.isVisible()]
    box.line.setFocus()
    letters("wsy")
    assert [row[0] for row in cells(tab.units.grid)] == ["某镇卫生院"]
    tab.show_place(Place("organisation", "unit", school, year=2011, field="floor_area"))
    row = tab.units.grid.current_row()
    assert row is not None
    assert (row.id, tab.units.grid.currentIndex().column()) == (
        school,
        column_of(tab.units.grid, "floor_area"),
    )


# ---- network


def test_systems_are_typed_and_shown_in_the_tree(tab: OrganisationTab, school: int, office: Office) -> None:
    tab.pages.setCurrentWidget(tab.tree)
    at(tab.tree.system_grid, 1, "department")
    enter("县教育局")
    key(Key.Key_Return)
    top = tab.tree.tree.topLevelItem(0)
    assert top is not None
    assert top.child(0).child(0).text(1) == "1个单位，县教育局"
    press(tab.tree, "新增系统…")
    fill(tab.tree, "系统名称", "教育")
    press(tab.tree, "新增系统")
    form = tab.tree.system_stack.form
    assert form is not None
    assert "已经有了" in form.field("name").problem
    fill(tab.tree, "系统名称", "农业")
    press(tab.tree, "新增系统")
    assert [one.name for one in systems_of_year(office, 2011)][-1] == "农业"
    tab.pages.setCurrentWidget(tab.units)
    at(tab.units.grid, 0, "systems")
    enter("教育、农业")
    key(Key.Key_Return)
    assert units_of_year(office, 2011)[0].facts.systems == ("教育", "农业")


def test_the_tree_stands_under_the_superior_and_by_nature_too(
    tab: OrganisationTab, school: int, office: Office
) -> None:
    write_settings(office, {SUPERIOR: "县机关事务局", SUPERIOR_SECTION: "节能股"})
    add_unit(office, 2011, UnitFacts("某镇政府", Nature.STATE_ORGAN, ("党政",)))
    tab.pages.setCurrentWidget(tab.tree)
    box = tab.tree.grouping.editor
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    box.activated.emit(1)
    top = tab.tree.tree.topLevelItem(0)
    assert top is not None
    assert top.text(0) == "县机关事务局节能股"
    branches = [top.child(0).child(0).child(number) for number in range(2)]
    assert [(one.text(0), one.text(1), one.child(0).text(0)) for one in branches] == [
        ("国家机关", "1个单位，代码01", "某镇政府"),
        ("事业单位（教育）", "1个单位，代码021", "某镇中心学校"),
    ]


def test_a_gap_leads_to_its_cell(tab: OrganisationTab, desk: Desk, office: Office) -> None:
    clinic = add_unit(office, 2011, UnitFacts("某镇卫生院", Nature.HEALTH, ("卫生",), energy_users=5))
    desk.place_wanted.connect(tab.show_place)
    tab.show_place(Place("organisation", "gaps"))
    assert [row[:2] for row in cells(tab.tree.gap_grid)] == [
        ["某镇卫生院", "缺少联络员"],
        ["某镇卫生院", "缺少建筑面积"],
    ]
    assert tab.tree.part_choice.group.button(2).text() == "缺项清单 2"
    at(tab.tree.gap_grid, 1, "text")
    key(Key.Key_Return)
    assert tab.units.isVisible()
    assert QApplication.focusWidget() is tab.units.grid
    letters("2940")
    key(Key.Key_Return)
    assert units_of_year(office, 2011)[0].facts.floor_area == Decimal(2940)
    tab.show_place(Place("organisation", "gaps"))
    at(tab.tree.gap_grid, 0, "text")
    key(Key.Key_Return)
    focus = QApplication.focusWidget()
    assert focus is tab.units.contact.field("liaison_name").editor
    assert tab.units.grid.current_row().id == clinic


def test_the_table_of_the_network_leads_to_the_unit(tab: OrganisationTab, school: int, desk: Desk) -> None:
    wanted: list[object] = []
    desk.place_wanted.connect(wanted.append)
    tab.pages.setCurrentWidget(tab.tree)
    tab.tree.parts.setCurrentIndex(1)
    assert cells(tab.tree.line_grid) == [["教育", "", "某镇中心学校", "事业单位（教育）", "周敏", "0879-2"]]
    at(tab.tree.line_grid, 0, "unit")
    key(Key.Key_Return)
    assert wanted == [Place("organisation", "unit", school, year=2011)]


@pytest.mark.parametrize("button", ["组织网络图", "联络员名册", "单位情况一览", "预览台账"])
def test_papers_are_shown(
    tab: OrganisationTab, school: int, office: Office, desk: Desk, monkeypatch: Any, button: str
) -> None:
    shown: list[tuple[str, int]] = []
    monkeypatch.setattr(Desk, "preview", lambda _desk, pdf, name, paper=None: shown.append((name, pdf.pages)))
    write_settings(office, {TOWN: "某镇"})
    add_ledger_item(office, LedgerItem(LedgerKind.TASK, 2011, "报计划"))
    for page in (tab.tree, tab.ledger, tab.units):
        tab.pages.setCurrentWidget(page)
        if any(one.text() == button for one in visible(tab, QAbstractButton)):
            press(page, button)
            break
    assert desk.tasks.wait_idle()
    ((name, pages),) = shown
    assert name.startswith("某镇2011年")
    assert name.endswith(".pdf")
    assert pages == 1


# ---- the frame


def test_nothing_is_scrolled_sideways(tab: OrganisationTab, people: Office, school: int) -> None:
    add_document(people, DocumentKind.ADJUSTMENT, "某政发〔2011〕15号", date(2011, 3, 1))
    add_ledger_item(people, LedgerItem(LedgerKind.PROJECT, 2011, "照明改造"))
    no_scroll(tab.units.grid)
    tab.pages.setCurrentWidget(tab.group)
    no_scroll(tab.group.grid)
    tab.pages.setCurrentWidget(tab.tree)
    for number, grid in enumerate((tab.tree.system_grid, tab.tree.line_grid, tab.tree.gap_grid)):
        tab.tree.show_part(number)
        no_scroll(grid)
    tab.pages.setCurrentWidget(tab.ledger)
    for number in range(len(VIEWS)):
        tab.ledger.show_view(number)
        no_scroll(tab.ledger.grid)
