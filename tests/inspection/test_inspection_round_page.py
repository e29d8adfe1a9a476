"""The list of rounds and one round's page, driven by what comes next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.complaints import add_complaint
from jingzhen_desktop.inspection.actions.handling import add_violation, order_rectification, record_receipt
from jingzhen_desktop.inspection.actions.plan import plan_units
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round
from jingzhen_desktop.inspection.queries.following import complaints_of_year
from jingzhen_desktop.inspection.queries.rounds import round_detail
from jingzhen_desktop.inspection.values.found import Complaint, Reading, RoundDetail
from jingzhen_desktop.inspection.values.words import Season, ViolationKind
from jingzhen_desktop.office.issued import issued_papers

from ..hands import click_cell, in_more, key, overwrite
from ..looking import column_of

if TYPE_CHECKING:
    import pytest

    from .driver import Clerk

Key = Qt.Key


def summer(clerk: Clerk) -> RoundDetail:
    detail = round_detail(clerk.town.office, clerk.town.round_id)
    assert detail is not None
    return detail


def primary(clerk: Clerk) -> str:
    """What the filled button of the page says; empty while a form has it."""
    button = clerk.tab.pages.head.actions_row.primary
    return button.text() if button else ""


def press_primary(clerk: Clerk) -> None:
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def order(clerk: Clerk, visit: int, text: str, number: int) -> int:
    """A violation of a visit under an order that was received; returns the violation."""
    office = clerk.town.office
    violation = add_violation(office, clerk.town.visits[visit], ViolationKind.OTHER, text)
    notice = order_rectification(
        office,
        [violation],
        number=f"〔2012〕{number}号",
        ordered_on=date(2012, 9, 20),
        deadline=date(2012, 10, number),
    )
    record_receipt(office, notice, date(2012, 9, 21), "李晓燕")
    return violation


def test_the_primary_button_leads_through_the_whole_round(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = clerk.tab.rounds.pane
    assert primary(clerk) == "录入检查记录"
    press_primary(clerk)
    clerk.type_row(pane.reading_grid, "大厅", "22")
    pane.reading_grid.setFocus()
    press_primary(clerk)
    assert pane.visit_grid.current_row().unit_name == "中心学校"
    clerk.type_row(pane.reading_grid, "教室", "24")
    assert primary(clerk) == "生成问题"
    clerk.click("生成问题")
    assert [violation.unit_name for violation in summer(clerk).violations] == ["镇政府", "中心学校"]
    clerk.town.office.undo()
    assert summer(clerk).violations == (), "one step for all units"
    clerk.click("生成问题")

    assert primary(clerk) == "下达限期整改"
    clerk.click("下达限期整改")
    assert primary(clerk) == "", "the form has the only primary button"
    clerk.fill(pane.stack.form, deadline="2012-10-20")
    clerk.click("下达整改通知", pane.stack.panel)
    assert clerk.desk.tasks.wait_idle()
    assert [notice.unit_name for notice in summer(clerk).rectifications] == ["镇政府"]
    pane.violation_grid.select_row(lambda violation: violation.unit_name == "中心学校")
    clerk.click("当场纠正…")
    key(Key.Key_Return)
    assert [violation.corrected_on_spot for violation in summer(clerk).violations] == [False, True]

    assert primary(clerk) == "登记签收"
    clerk.click("登记签收")
    clerk.fill(pane.stack.form, received_by="李晓燕")
    pane.stack.form.field("received_by").setFocus()
    key(Key.Key_Return)
    assert primary(clerk) == "登记回复"
    clerk.click("登记回复")
    key(Key.Key_Return)
    assert primary(clerk) == "复查"
    clerk.click("复查", clerk.tab.pages.head)
    pane.stack.form.field("close").box.click()
    pane.stack.form.field("rechecked_on").setFocus()
    key(Key.Key_Return)
    assert primary(clerk) == "销号"
    clerk.click("销号")
    assert primary(clerk) == "归档"
    asked: list[str] = []
    monkeypatch.setattr(
        clerk.desk.alerts, "confirm", lambda question, *_args, **_more: bool(asked.append(question)) or True
    )
    clerk.click("归档", clerk.tab.pages.head)
    assert clerk.desk.tasks.wait_idle()
    assert "检查记录表原样存档" in asked[0]
    kept = {(paper.kind, str(paper.place)) for paper in issued_papers(clerk.town.office)}
    assert ("检查记录表", str(Place("inspection", "record", clerk.town.round_id))) in kept
    assert primary(clerk) == "预览检查记录表"
    action = in_more(clerk.tab, "归档")
    assert action is not None
    action.trigger()
    assert clerk.desk.tasks.wait_idle()
    assert "已经归档" in clerk.warned[-1]


def test_what_is_half_typed_for_a_violation_waits_for_it(clerk: Clerk) -> None:
    first, second = order(clerk, 0, "走廊灯未关", 1), order(clerk, 1, "电脑不关", 2)
    grid, stack = clerk.tab.rounds.pane.violation_grid, clerk.tab.rounds.pane.stack
    at = column_of(grid, "next")
    click_cell(grid, 0, at)
    assert stack.form is not None
    overwrite(stack.form.field("reply").editor, "已换灯")
    click_cell(grid, 1, 0)
    assert not stack.asks
    assert [grid.model().index(row, at).data() for row in (0, 1)] == ["草稿：登记回复", "登记回复"]
    click_cell(grid, 1, at)
    clerk.fill(stack.form, reply="已断电")
    stack.form.field("reply").setFocus()
    key(Key.Key_Return)
    replies = {violation.id: violation.rectifications[0].reply for violation in summer(clerk).violations}
    assert replies == {first: "", second: "已断电"}
    click_cell(grid, 0, 0)
    assert stack.asks, "it opens with its row"
    assert stack.form.values()["reply"] == "已换灯"
    stack.form.field("reply").setFocus()
    key(Key.Key_Return)
    replies = {violation.id: violation.rectifications[0].reply for violation in summer(clerk).violations}
    assert replies == {first: "已换灯", second: "已断电"}
    assert clerk.warned == []


def test_the_ledger_keeps_what_is_half_typed_too(clerk: Clerk) -> None:
    order(clerk, 0, "走廊灯未关", 1)
    order(clerk, 1, "电脑不关", 2)
    ledger = clerk.tab.ledger
    clerk.tab.pages.setCurrentWidget(ledger)
    clerk.click("登记回复…")
    overwrite(ledger.stack.form.field("reply").editor, "已换灯")
    click_cell(ledger.grid, 1, 1)
    assert not ledger.stack.asks
    assert ledger.model.index(0, column_of(ledger.grid, "progress")).data() == "草稿：登记回复"
    click_cell(ledger.grid, 0, 1)
    assert ledger.stack.form.values()["reply"] == "已换灯"


def test_the_list_shows_how_far_each_round_is_and_its_link_goes_on(clerk: Clerk) -> None:
    office = clerk.town.office
    order(clerk, 0, "走廊灯未关", 1)
    planned = add_round(office, 2012, Season.WINTER)
    clerk.tab.pages.close_detail()
    page = clerk.tab.rounds
    texts = [
        [page.model.index(row, column_of(page.grid, name)).data() for name in ("course", "progress", "next")]
        for row in range(2)
    ]
    assert texts == [["整改", "整改逾期9天，已解决0/1个", "登记回复"], ["计划", "日期待定", "填检查日期"]]
    click_cell(page.grid, 0, column_of(page.grid, "next"))
    assert clerk.tab.pages.detail is page.pane
    assert page.pane.stack.panel.title.text() == "登记回复"
    clerk.tab.pages.close_detail()
    click_cell(page.grid, 1, column_of(page.grid, "next"))
    assert page.pane.round_id == planned
    assert QApplication.focusWidget() is page.pane.form.field("day").editor


def test_under_the_list_stands_what_is_open_and_who_was_not_visited(clerk: Clerk) -> None:
    office = clerk.town.office
    violation = order(clerk, 1, "电脑不关", 1)
    winter = add_round(office, 2012, Season.WINTER)
    plan_units(office, winter, clerk.town.units[:1])
    clerk.tab.pages.close_detail()
    part = clerk.tab.rounds.waiting
    assert [part.model.index(0, column).data() for column in range(4)] == [
        "已逾期9天",
        "中心学校",
        "电脑不关",
        "〔2012〕1号",
    ]
    assert part.names.text() == "卫生院"
    clerk.click("加入冬季空调温度检查")
    detail = round_detail(office, winter)
    assert detail is not None
    assert [unit.unit_name for unit in detail.planned] == ["镇政府", "卫生院"]
    assert part.names.text() == "卫生院", "planned is not visited yet"
    assert not part.unit_head.row.primary
    click_cell(part.grid, 0, column_of(part.grid, "open"))
    assert clerk.tab.rounds.pane.violation_grid.current_row().id == violation


def test_a_stage_of_the_course_leads_to_what_belongs_to_it(clerk: Clerk) -> None:
    pane = clerk.tab.rounds.pane
    order(clerk, 0, "走廊灯未关", 1)
    parts = {part.text(): part for part in pane.course.parts}
    assert list(parts) == ["计划", "检查", "整改", "复查", "通报", "归档"]
    assert parts["整改"].accessibleName() == "整改（进行中）：0/1已回复，1个逾期"
    parts["检查"].click()
    assert QApplication.focusWidget() is pane.visit_grid
    parts["整改"].click()
    assert QApplication.focusWidget() is pane.violation_grid
    parts["计划"].click()
    assert QApplication.focusWidget() is pane.form.field("day").editor
    parts["通报"].click()
    assert clerk.tab.pages.detail is pane, "there is none to go to"
    clerk.click("起草通报")
    clerk.tab.show_place(Place("inspection", "round", clerk.town.round_id))
    parts["通报"].click()
    assert clerk.tab.pages.currentWidget() is clerk.tab.circulars


def test_a_unit_says_what_is_left_to_do(clerk: Clerk) -> None:
    pane = clerk.tab.rounds.pane
    assert [pane.visits.index(row, 1).data() for row in (0, 1)] == ["没有记录", "没有记录"]
    add_reading(clerk.town.office, Reading(0, clerk.town.visits[0], "大厅", set_temperature=Decimal(27)))
    order(clerk, 1, "电脑不关", 1)
    assert [pane.visits.index(row, 1).data() for row in (0, 1)] == ["符合", "1个逾期"]


def test_the_season_of_a_new_round_follows_its_date_in_the_panel(clerk: Clerk) -> None:
    clerk.desk.year = 2013
    clerk.click("新增检查")
    form = clerk.tab.rounds.pane.form
    assert form.isVisible()
    clerk.fill(form, day="2013-7-15")
    assert [form.values()[name] for name in ("season", "title", "limit")] == [
        Season.SUMMER,
        "夏季空调温度检查",
        Decimal(26),
    ]


def test_what_is_half_typed_of_a_complaint_waits_for_it(clerk: Clerk) -> None:
    office, page = clerk.town.office, clerk.tab.complaints
    for text in ("空调整夜不关", "走廊长明灯"):
        add_complaint(office, Complaint(0, date(2012, 10, 8), clerk.town.units[0], text))
    clerk.tab.pages.setCurrentWidget(page)
    clerk.click("办结…")
    overwrite(page.stack.form.field("outcome").editor, "已核实")
    click_cell(page.grid, 1, 1)
    assert page.model.index(0, column_of(page.grid, "progress")).data() == "草稿：办结"
    click_cell(page.grid, 0, 1)
    page.stack.form.field("outcome").setFocus()
    key(Key.Key_Return)
    assert [complaint.outcome for complaint in complaints_of_year(office, 2012)] == ["已核实", ""]
