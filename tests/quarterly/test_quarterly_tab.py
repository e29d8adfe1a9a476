"""The tab 季度统计 driven as the clerk does:
choosing quarters and units, typing, asking where a total comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter, quarters_of
from jingzhen_desktop.energy.statistics import system_of_year
from jingzhen_desktop.office.settings import TOWN, write_settings
from jingzhen_desktop.organisation.actions.units import add_unit, change_contact, open_year
from jingzhen_desktop.organisation.values.units import Nature, UnitContact, UnitFacts
from jingzhen_desktop.quarterly.actions.ledger import store_ledger_entries
from jingzhen_desktop.quarterly.actions.reports import store_report
from jingzhen_desktop.quarterly.queries.choices import read_conversion
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.queries.town import town_quarter
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.tab.report_lines import unit_quarter
from jingzhen_desktop.quarterly.values.ledger import LedgerEntry
from jingzhen_desktop.quarterly.values.reports import Entry, Report, Source, report_place
from jingzhen_desktop.widgets.desk import Desk

from ..changing import change_entry, changed
from ..hands import click_cell, double_click, letters, type_cell
from ..looking import cell, column_of, texts, told_at_cell

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office

YEAR = 2012
Q1, Q2, Q3, Q4 = quarters_of(YEAR)
NAMES = (("柳河镇人民政府", "镇政府"), ("柳河镇中心学校", "中心学校"), ("柳河镇卫生院", "卫生院"))
QUANTITY, COST, COAL = 3, 4, 5


def _store(office: Office, unit: int, quarter: Quarter, **figures: tuple[str, str]) -> None:
    system = system_of_year(quarter.year)
    entries = {item.key: Entry(Decimal(0), Decimal(0)) for item in system.items}
    entries |= {key: Entry(Decimal(quantity), Decimal(cost)) for key, (quantity, cost) in figures.items()}
    store_report(
        office, Report(unit, quarter, system.version, entries, source=Source.FILE, source_name="来表.xlsx")
    )


@pytest.fixture
def desk_year() -> int:
    return YEAR


@pytest.fixture
def units(office: Office) -> list[int]:
    """Three units in 2011 and 2012;
    the first quarter of 2012 is complete, of the second two have reported.
    """
    write_settings(office, {TOWN: "柳河镇"})
    units = [
        add_unit(
            office,
            YEAR - 1,
            UnitFacts(name, Nature.EDUCATION, floor_area=Decimal(1000), energy_users=10),
            UnitContact(short),
        )
        for name, short in NAMES
    ]
    open_year(office, YEAR)
    for unit in units:
        _store(office, unit, Quarter(YEAR - 1, 1), electricity=("1000", "500"))
        _store(office, unit, Quarter(YEAR - 1, 2), electricity=("1000", "500"))
        _store(office, unit, Q1, electricity=("900", "450.50"), water=("30", "60"))
    for unit in units[:2]:
        _store(office, unit, Q2, electricity=("1100", "550"), water=("40", "80"))
    return units


# ---- 报送情况


def test_opens_on_the_first_quarter_that_lacks_a_report(tab: QuarterlyTab) -> None:
    assert tab.quarter == Q2
    assert tab.quarters.button(2).isChecked()
    assert tab.views.currentWidget() is tab.calendar


def test_says_who_has_reported_and_until_when(tab: QuarterlyTab) -> None:
    grid = tab.calendar.grid
    assert texts(grid, 0) == ["柳河镇人民政府", "柳河镇中心学校", "柳河镇卫生院", "已报单位"]
    assert texts(grid, 1) == ["待审核", "待审核", "待审核", "3/3个单位"]
    assert all(words.startswith("待审核") for words in texts(grid, 2)[:2])
    assert texts(grid, 2)[2].startswith("未报·逾期")
    assert texts(grid, 2)[3] == "2/3个单位"
    assert "7月10日前报" in tab.calendar.model.columns[2].title
    assert "次年1月10日前报" in tab.calendar.model.columns[4].title
    assert "2/3个单位已报" in tab.calendar.summary.text()
    assert "未报：卫生院" in tab.calendar.summary.text()


def test_double_click_opens_the_report_of_that_quarter(tab: QuarterlyTab) -> None:
    double_click(tab.calendar.grid, 1, 1)
    assert tab.views.currentWidget() is tab.report
    assert tab.quarter == Q1
    assert "柳河镇中心学校" in tab.report.units.currentText()
    assert cell(tab.report.grid, 0, QUANTITY) == "900"


def test_enter_opens_the_report_too(tab: QuarterlyTab, qtbot: QtBot) -> None:
    tab.calendar.grid.setFocus()
    tab.calendar.grid.setCurrentIndex(tab.calendar.model.index(2, 2))
    qtbot.keyClick(tab.calendar.grid, Qt.Key.Key_Return)
    assert tab.views.currentWidget() is tab.report
    assert "柳河镇卫生院（未报）" in tab.report.units.currentText()


# ---- 单位报表


def test_the_row_of_tools_is_that_of_the_view_in_front(tab: QuarterlyTab) -> None:
    for view in (tab.report, tab.calendar, tab.report):  # the second time there is nothing to read anew
        tab.views.setCurrentWidget(view)
        assert tab.report.units.isVisible() is (view is tab.report)


def test_a_report_typed_by_hand_is_saved_cell_by_cell(
    tab: QuarterlyTab, units: list[int], office: Office
) -> None:
    tab.show_report(units[2], 2)
    type_cell(tab.report.grid, 0, QUANTITY, "1234.5")
    type_cell(tab.report.grid, 0, COST, "700.25")
    report = stored_report(office, units[2], Q2)
    assert report is not None
    assert report.entries["electricity"] == Entry(Decimal("1234.5"), Decimal("700.25"))
    assert report.source is Source.TYPED
    assert cell(tab.report.grid, 0, QUANTITY) == "1,234.5"
    assert cell(tab.report.grid, 0, COAL) == "151.72"  # 1234.5 × 0.1229 = 151.72005
    assert cell(tab.report.grid, 0, column_of(tab.report.grid, "last_year")) == "1,000"
    assert cell(tab.report.grid, 0, column_of(tab.report.grid, "change")) == "+23.5%"
    assert tab.report.grid.currentIndex().row() == 1  # Enter went down
    tab.views.setCurrentWidget(tab.calendar)
    assert cell(tab.calendar.grid, 2, 2).startswith("录入中·逾期")
    tab.views.setCurrentWidget(tab.totals)
    assert cell(tab.totals.carriers.grid, 0, 2) == "3,434.5"


def test_blank_is_not_zero(tab: QuarterlyTab, units: list[int], office: Office, qtbot: QtBot) -> None:
    tab.show_report(units[0], 2)
    assert cell(tab.report.grid, 2, QUANTITY) == "0"
    tab.report.grid.setCurrentIndex(tab.report.model.index(2, QUANTITY))
    qtbot.keyClick(tab.report.grid, Qt.Key.Key_Delete)
    assert cell(tab.report.grid, 2, QUANTITY) == "未填"
    report = stored_report(office, units[0], Q2)
    assert report is not None
    assert report.entries["coal"].quantity is None
    assert "需核实：原煤的数量未填；没有消耗请填0" in tab.report.findings.texts()
    assert "有空白" in tab.report.units.currentText()


def test_letters_are_refused_and_nothing_is_stored(
    tab: QuarterlyTab, units: list[int], office: Office, warned: list[str]
) -> None:
    tab.show_report(units[2], 2)
    type_cell(tab.report.grid, 0, QUANTITY, "12o")
    assert told_at_cell(tab.report.grid).startswith("“12o”不是数字")
    type_cell(tab.report.grid, 1, COST, "-5")
    assert stored_report(office, units[2], Q2) is None
    assert told_at_cell(tab.report.grid).startswith("水的费用为-5，不能是负数")
    assert [draft.text for _, draft in tab.report.model.drafts()] == ["12o", "-5"]
    assert warned == []


def test_parts_that_do_not_add_up_are_pointed_out(tab: QuarterlyTab, units: list[int]) -> None:
    tab.show_report(units[0], 2)
    row = next(row for row, title in enumerate(texts(tab.report.grid, 0)) if "车辆用油" in title)
    type_cell(tab.report.grid, row, QUANTITY, "80")
    found = tab.report.findings.texts()
    assert any(text.startswith("错误：汽油的数量0升与其中各项") for text in found)
    tab.report.copy_findings()
    assert "柳河镇人民政府" in QGuiApplication.clipboard().text()
    assert "汽油的数量0升" in QGuiApplication.clipboard().text()


def test_signatures_are_stored_when_left(
    tab: QuarterlyTab, units: list[int], office: Office, qtbot: QtBot
) -> None:
    tab.show_report(units[0], 2)
    editor = tab.report.signatures.field("filled_by").editor
    assert isinstance(editor, QLineEdit)
    editor.insert("周小燕")  # as an input method does
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    day = tab.report.signatures.field("reported_on").editor
    qtbot.keyClicks(day, "2012-7-3")
    tab.show_report(units[1], 2)  # left without Enter
    report = stored_report(office, units[0], Q2)
    assert report is not None
    assert report.signatures.filled_by == "周小燕"
    assert report.signatures.reported_on == date(2012, 7, 3)
    other = stored_report(office, units[1], Q2)
    assert other is not None
    assert other.signatures.filled_by == ""
    assert tab.report.signatures.field("filled_by").value() == ""


def test_stepping_to_the_next_unit_saves_what_is_being_typed_where_it_belongs(
    tab: QuarterlyTab, units: list[int], office: Office
) -> None:
    tab.show_report(units[0], 2)
    letters("777")
    tab.report.next.click()
    assert tab.report.unit_id == units[1]
    first, second = stored_report(office, units[0], Q2), stored_report(office, units[1], Q2)
    assert first is not None
    assert second is not None
    assert first.entries["electricity"].quantity == 777
    assert second.entries["electricity"].quantity == 1100
    assert cell(tab.report.grid, 0, QUANTITY) == "1,100"


def test_removing_a_report_asks_first(
    tab: QuarterlyTab,
    units: list[int],
    office: Office,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    asked: list[str] = []
    answers = [False, True]
    monkeypatch.setattr(
        desk.alerts, "confirm", lambda question, yes, *_: asked.append(question) or answers.pop(0)
    )
    tab.show_report(units[0], 2)
    qtbot.mouseClick(tab.report.remove, Qt.MouseButton.LeftButton)
    assert stored_report(office, units[0], Q2) is not None
    qtbot.mouseClick(tab.report.remove, Qt.MouseButton.LeftButton)
    assert stored_report(office, units[0], Q2) is None
    assert "柳河镇人民政府2012年二季度" in asked[0]
    assert not tab.report.remove.isEnabled()


# ---- 汇总


def test_totals_with_coverage_comparison_and_standard_coal(tab: QuarterlyTab) -> None:
    tab.views.setCurrentWidget(tab.totals)
    grid = tab.totals.carriers.grid
    rows = {name: row for row, name in enumerate(texts(grid, 0))}

    def shown(name: str, key: str) -> str:
        return cell(grid, rows[name], column_of(grid, key))

    assert [cell(grid, rows["电"], column) for column in range(1, 11)] == [
        "千瓦时",
        "2,200",
        "+10.0%",
        "1,100.00",
        "270.38",  # 2 × 135.19
        "4,900",
        "0.0%",
        "2,451.50",
        "602.21",  # 4,900 × 0.1229, rounded for each unit and quarter: 3 × 110.61 + 2 × 135.19
        "2/3个单位",
    ]
    assert shown("水", "COST.now") == "160.00"
    assert shown("水", "COAL.now") == "—"
    assert (shown("合计", "QUANTITY.now"), shown("合计", "COST.now")) == ("—", "1,260.00")
    assert "原煤" not in rows
    assert "2/3个单位数据完整（卫生院未报）" in tab.totals.carriers.scope.text()
    tab.totals.carriers.everything.click()
    assert "原煤" in texts(grid, 0)


def test_a_total_says_where_it_comes_from(tab: QuarterlyTab, units: list[int]) -> None:
    tab.views.setCurrentWidget(tab.totals)
    carriers = tab.totals.carriers
    row = texts(carriers.grid, 0).index("水")
    double_click(carriers.grid, row, column_of(carriers.grid, "QUANTITY.now"))
    assert carriers.shares_title.text() == "水　数量（立方米）"
    assert texts(carriers.share_grid, 0) == ["镇政府", "中心学校", "卫生院（未报）", "合计（2/3个单位）"]
    assert texts(carriers.share_grid, 1) == ["40", "40", "—", "80"]
    assert texts(carriers.share_grid, 2) == ["50.0%", "50.0%", "—", "100.0%"]
    double_click(carriers.share_grid, 1, 1)
    assert tab.views.currentWidget() is tab.report
    assert tab.report.unit_id == units[1]


def test_a_figure_to_date_has_the_units_of_all_its_quarters(tab: QuarterlyTab) -> None:
    tab.views.setCurrentWidget(tab.totals)
    carriers = tab.totals.carriers
    click_cell(carriers.grid, 0, column_of(carriers.grid, "COST.to_date"))
    assert carriers.shares_title.text() == "电　费用（元）"
    assert carriers.shares.columns[1].title == "1—6月累计"
    assert texts(carriers.share_grid, 0) == ["镇政府", "中心学校", "卫生院（1/2期）", "合计（2/3个单位）"]
    assert texts(carriers.share_grid, 1) == ["1,000.50", "1,000.50", "450.50", "2,451.50"]
    assert [texts(carriers.against_grid, column) for column in range(3)] == [
        ["本年", "上年同期", "同比"],
        ["1,100.00", "1,500.00", "+10.0%"],  # of the two units with both: 1,100 against 1,000
        ["2,451.50", "3,000.00", "+0.1%"],  # of those two: 2,001 against 2,000
    ]


def test_all_energy_together_has_its_units_too(tab: QuarterlyTab) -> None:
    tab.views.setCurrentWidget(tab.totals)
    carriers = tab.totals.carriers
    last = carriers.totals.rowCount() - 1
    click_cell(carriers.grid, last, column_of(carriers.grid, "COAL.now"))
    assert carriers.shares_title.text() == "合计　综合能耗（kgce）"
    assert texts(carriers.share_grid, 1) == ["135.19", "135.19", "—", "270.38"]
    click_cell(carriers.grid, last, column_of(carriers.grid, "COST.now"))
    assert texts(carriers.share_grid, 1) == ["630.00", "630.00", "—", "1,260.00"]


def test_indicators_explain_themselves(tab: QuarterlyTab, qtbot: QtBot) -> None:
    tab.views.setCurrentWidget(tab.totals)
    assert set(texts(tab.totals.carriers.indicator_grid, 1)) == {"—"}
    assert "数据不全（2/3个单位）" in tab.totals.carriers.explanation.text()
    qtbot.mouseClick(tab.quarters.button(1), Qt.MouseButton.LeftButton)
    assert texts(tab.totals.carriers.indicator_grid, 1)[:2] == ["331.83", "11.06"]  # 3 × 110.61; ÷ 30 people
    tip = tab.totals.carriers.indicators.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "331.83" in tip
    assert "用能人数30人" in tip


# ---- 找到地方、空白的地方


def test_goes_to_a_place(tab: QuarterlyTab, units: list[int], desk: Desk) -> None:
    tab.show_place(report_place(Quarter(YEAR - 1, 2), units[1]))
    assert desk.year == YEAR - 1
    assert tab.views.currentWidget() is tab.report
    assert tab.report.unit_id == units[1]
    assert cell(tab.report.grid, 0, QUANTITY) == "1,000"
    tab.show_place(report_place(Q3))
    assert (desk.year, tab.quarter, tab.views.currentWidget()) == (YEAR, Q3, tab.calendar)
    tab.show_place(Place("quarterly"))
    assert tab.quarter == Q3


def test_a_unit_that_owes_no_report_cannot_be_opened(
    tab: QuarterlyTab, units: list[int], office: Office, desk: Desk, said: list[str]
) -> None:
    changed(change_contact, office, units[2], YEAR, closed=date(YEAR, 2, 1))
    assert cell(tab.calendar.grid, 2, 1) == "待审核"
    assert cell(tab.calendar.grid, 2, 3) == ""
    double_click(tab.calendar.grid, 2, 3)
    assert tab.views.currentWidget() is tab.calendar
    tab.show_place(report_place(Q3, units[2]))
    assert said == ["该单位2012年三季度不是填报单位"]
    assert tab.report.units.count() == 2


def test_another_year_proposes_its_own_quarter(tab: QuarterlyTab, desk: Desk) -> None:
    desk.year = YEAR - 1
    assert tab.quarter == Quarter(YEAR - 1, 3)
    assert texts(tab.calendar.grid, 3)[-1] == "0/3个单位"


def test_a_unit_changed_elsewhere_shows_at_once(tab: QuarterlyTab, units: list[int], office: Office) -> None:
    changed(change_contact, office, units[2], YEAR, liaison_name="何梅")
    assert cell(tab.calendar.grid, 2, 6) == "何梅"


def test_without_units_it_says_where_to_enter_them(
    desk: Desk, qtbot: QtBot, open_tab: Callable[[], QuarterlyTab]
) -> None:
    tab = open_tab()
    places: list[Place] = []
    desk.place_wanted.connect(places.append)
    assert tab.hint.isVisible()
    assert "组织机构" in tab.hint.label.text()
    assert tab.hint.button is not None
    qtbot.mouseClick(tab.hint.button, Qt.MouseButton.LeftButton)
    assert places == [Place("organisation")]


def test_without_reports_it_says_the_next_step(
    office: Office, desk: Desk, open_tab: Callable[[], QuarterlyTab]
) -> None:
    add_unit(office, YEAR, UnitFacts("柳河镇人民政府", Nature.STATE_ORGAN))
    tab = open_tab()
    assert tab.quarter == Q1
    assert "发放空白表" in tab.calendar.summary.text()
    assert "导入报表" in tab.calendar.summary.text()


def test_one_unit_read_alone_is_the_same_as_in_the_town(office: Office, units: list[int]) -> None:
    change_entry(office, units[1], Q2, "petrol", quantity=Decimal("33.335"), cost=None)
    town, conversion = town_quarter(office, Q2), read_conversion(office)
    alone = [
        unit_quarter(unit.unit, stored_report(office, unit.unit.id, Q2), town.system, conversion)
        for unit in town.units
    ]
    assert alone == list(town.units)
    # 33.34 × 0.73 × 1.4714 = 35.81
    assert [unit.coal_total for unit in alone] == [
        Decimal("135.19"),
        Decimal("171.00"),
        None,
    ]


def test_the_findings_follow_the_ledger_also_when_a_step_of_it_is_taken_back(
    tab: QuarterlyTab, office: Office, units: list[int]
) -> None:
    tab.show_report(units[0], 2)

    def against_ledger() -> list[str]:
        return [text for text in tab.report.findings.texts() if "台账" in text]

    bills = [
        LedgerEntry(month, "electricity", quantity=Decimal(300), cost=Decimal(150)) for month in (4, 5, 6)
    ]
    store_ledger_entries(office, units[0], YEAR, bills)
    assert len(against_ledger()) == 2
    office.undo()
    assert against_ledger() == []
    office.redo()
    assert len(against_ledger()) == 2
