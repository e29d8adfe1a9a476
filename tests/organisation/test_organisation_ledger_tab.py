"""The working ledger as the clerk works with it in the window."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.organisation.actions.ledger import add_ledger_item, add_ledger_items
from jingzhen_desktop.organisation.queries.ledger import ledger_entries
from jingzhen_desktop.organisation.tab.main import OrganisationTab
from jingzhen_desktop.organisation.values.ledger import LedgerItem, LedgerKind
from jingzhen_desktop.widgets.desk import Desk

from ..hands import Key, at, enter, fill, key, letters, press
from ..looking import cells, column_of, hint, told_at_cell

if TYPE_CHECKING:
    from pathlib import Path

    from jingzhen_desktop.office.file import Office

# ---- ledger


def test_a_meeting_its_decision_and_its_end(tab: OrganisationTab, office: Office, said: list[str]) -> None:
    tab.pages.setCurrentWidget(tab.ledger)
    tab.ledger.show_view(1)
    press(hint(tab.ledger), "新增")
    enter("领导小组会议")
    key(Key.Key_Return)
    press(tab.ledger, "新增决定事项")
    enter("更换节能灯")
    key(Key.Key_Return)
    at(tab.ledger.grid, 1, "due")
    enter("2011-6-30")
    key(Key.Key_Return)
    meeting, decision = ledger_entries(office, 2011)
    assert (meeting.item.kind, decision.item.kind, decision.parent) == (
        LedgerKind.MEETING,
        LedgerKind.DECISION,
        "领导小组会议",
    )
    assert cells(tab.ledger.grid)[1][column_of(tab.ledger.grid, "state")] == "已逾期"
    assert "逾期1项" in tab.ledger.sums.text()
    at(tab.ledger.grid, 1, "title")
    press(tab.ledger, "办结")
    assert cells(tab.ledger.grid)[1][column_of(tab.ledger.grid, "state")] == "已完成"
    at(tab.ledger.grid, 0, "title")
    press(tab.ledger, "删除")
    assert "可用“撤销”恢复" in said[-1]
    assert [entry.item.title for entry in ledger_entries(office, 2011)] == ["更换节能灯"]


def test_views_by_kind_are_remembered(tab: OrganisationTab, office: Office, desk: Desk, qtbot: Any) -> None:
    add_ledger_items(
        office,
        [
            LedgerItem(LedgerKind.BUDGET, 2011, "节能经费", amount=Decimal(5000)),
            LedgerItem(LedgerKind.SPENDING, 2011, "宣传册", amount=Decimal("5200.50")),
            LedgerItem(LedgerKind.PLAN, 2011, "检查4次"),
        ],
    )
    tab.pages.setCurrentWidget(tab.ledger)
    assert len(cells(tab.ledger.grid)) == 3
    tab.ledger.show_view(5)
    assert [row[2] for row in cells(tab.ledger.grid)] == ["节能经费", "宣传册"]
    assert tab.ledger.sums.text() == "共2项　预算5,000.00元　支出5,200.50元　超支200.50元"
    again = OrganisationTab(desk)
    qtbot.addWidget(again)
    assert again.ledger.view.title == "经费"
    (plan,) = ledger_entries(office, 2011, (LedgerKind.PLAN,))
    tab.show_place(Place("organisation", "ledger", plan.id))
    assert tab.ledger.grid.current_row().id == plan.id


def test_after_the_budget_come_the_payments(tab: OrganisationTab, office: Office) -> None:
    tab.pages.setCurrentWidget(tab.ledger)
    tab.ledger.show_view(5)
    press(hint(tab.ledger), "新增")
    enter("全年经费")
    key(Key.Key_Return)
    press(tab.ledger, "新增")
    enter("宣传册")
    key(Key.Key_Return)
    assert [(one.item.kind, one.item.title) for one in ledger_entries(office, 2011)] == [
        (LedgerKind.BUDGET, "全年经费"),
        (LedgerKind.SPENDING, "宣传册"),
    ]


def test_money_and_saving_are_typed_and_wrong_ones_refused(
    tab: OrganisationTab, school: int, office: Office
) -> None:
    add_ledger_item(office, LedgerItem(LedgerKind.PROJECT, 2011, "照明改造", day=date(2011, 7, 1)))
    tab.pages.setCurrentWidget(tab.ledger)
    tab.ledger.show_view(6)
    at(tab.ledger.grid, 0, "amount")
    letters("36000")
    key(Key.Key_Return)
    fill(tab.ledger, "年节约费用", "-5")
    assert "不能是负数" in tab.ledger.entry.form.field("saving_money").problem
    fill(tab.ledger, "年节约费用", "7200")
    assert "回收期约5.0年" in tab.ledger.entry.payback.text()
    at(tab.ledger.grid, 0, "done")
    enter("2011-6-1")
    key(Key.Key_Return)
    assert "不能早于日期" in told_at_cell(tab.ledger.grid)
    key(Key.Key_Escape)
    fill(tab.ledger, "说明", "更换LED灯")
    (entry,) = ledger_entries(office, 2011)
    assert (entry.item.amount, entry.item.saving_money, entry.item.done, entry.item.note) == (
        Decimal(36000),
        Decimal(7200),
        None,
        "更换LED灯",
    )


def test_a_file_is_attached_saved_and_taken_off(
    tab: OrganisationTab, office: Office, desk: Desk, tmp_path: Path, warned: list[str]
) -> None:
    add_ledger_item(office, LedgerItem(LedgerKind.RULE, 2011, "节能制度"))
    small, large = tmp_path / "制度.docx", tmp_path / "录像.mp4"
    small.write_bytes(b"PK docx")
    large.write_bytes(b"0" * (6 * 1024 * 1024))
    desk.alerts.choose_files = lambda *_: [small, large]  # type: ignore[method-assign]
    desk.alerts.choose_save = lambda *_: tmp_path / "取出.docx"  # type: ignore[method-assign]
    tab.pages.setCurrentWidget(tab.ledger)
    at(tab.ledger.grid, 0, "title")
    tab.ledger.entry.setCurrentIndex(1)
    press(tab.ledger, "添加附件…")
    assert "“录像.mp4”有6.0MB，附件不能超过5MB" in warned[-1]
    assert [tab.ledger.entry.files.item(0).text(), tab.ledger.entry.files.count()] == ["制度.docx（1KB）", 1]
    press(tab.ledger, "另存…")
    assert (tmp_path / "取出.docx").read_bytes() == b"PK docx"
    press(tab.ledger, "移除")
    assert tab.ledger.entry.files.count() == 0
    office.undo()
    assert tab.ledger.entry.files.count() == 1


def test_a_unit_of_another_year_keeps_its_name(
    tab: OrganisationTab, school: int, office: Office, desk: Desk
) -> None:
    add_ledger_item(office, LedgerItem(LedgerKind.PROJECT, 2009, "旧项目", unit_id=school))
    desk.year = 2009
    tab.pages.setCurrentWidget(tab.ledger)
    box = tab.ledger.entry.form.field("unit_id").editor
    assert box.property("currentText") == "某镇中心学校"


def test_an_entry_is_moved_to_another_year(tab: OrganisationTab, office: Office) -> None:
    add_ledger_item(office, LedgerItem(LedgerKind.PLAN, 2011, "检查4次"))
    tab.pages.setCurrentWidget(tab.ledger)
    at(tab.ledger.grid, 0, "title")
    years = tab.ledger.entry.form.field("year").editor
    assert years.property("currentText") == "2011年"
    years.setFocus()
    QTest.keyClick(years, Qt.Key.Key_Down)
    assert [entry.item.title for entry in ledger_entries(office, 2012)] == ["检查4次"]
    assert not tab.ledger.grid.isVisible()


def test_only_what_waits(tab: OrganisationTab, office: Office) -> None:
    done = LedgerItem(LedgerKind.TASK, 2011, "做完", done=date(2011, 2, 1))
    add_ledger_items(office, [done, LedgerItem(LedgerKind.TASK, 2011, "没做")])
    tab.pages.setCurrentWidget(tab.ledger)
    QTest.mouseClick(tab.ledger.only_open.editor, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert [row[2] for row in cells(tab.ledger.grid)] == ["没做"]
    (first, _) = ledger_entries(office, 2011)
    tab.ledger.show_entry(first.id)
    assert len(cells(tab.ledger.grid)) == 2


def test_what_is_saved_is_asked_of_retrofits_only(tab: OrganisationTab, office: Office) -> None:
    add_ledger_item(office, LedgerItem(LedgerKind.MEETING, 2011, "会议", day=date(2011, 2, 1)))
    add_ledger_item(
        office, LedgerItem(LedgerKind.TASK, 2011, "换灯", day=date(2011, 3, 1), saving_money=Decimal(80))
    )
    add_ledger_item(office, LedgerItem(LedgerKind.PROJECT, 2011, "改造", day=date(2011, 4, 1)))
    tab.pages.setCurrentWidget(tab.ledger)
    shown = []
    for row in range(3):
        at(tab.ledger.grid, row, "title")
        fields = tab.ledger.entry.form.fields
        shown.append([key for key in ("saving", "saving_unit", "saving_money") if fields[key].isVisible()])
    assert shown == [[], ["saving_money"], ["saving", "saving_unit", "saving_money"]]


def test_a_meeting_without_its_day_says_so(tab: OrganisationTab, office: Office) -> None:
    add_ledger_item(office, LedgerItem(LedgerKind.MEETING, 2011, "会议"))
    tab.pages.setCurrentWidget(tab.ledger)
    state = column_of(tab.ledger.grid, "state")
    assert cells(tab.ledger.grid)[0][state] == "日期未填"
    at(tab.ledger.grid, 0, "day")
    enter("2011-2-1")
    key(Key.Key_Return)
    assert cells(tab.ledger.grid)[0][state] == "已记录"
