"""The views of 季度统计 driven as the clerk does:
urging, opening totals, the ledger, the pictures, the sending up, the page 打印和导出.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from jingzhen_desktop.base import files
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.office.issued import Paper, issue, issued_papers, reprint
from jingzhen_desktop.office.settings import SUPERIOR, write_settings
from jingzhen_desktop.organisation.queries.numbering import proposed_number
from jingzhen_desktop.organisation.settings import SIGNER
from jingzhen_desktop.paper.charts.values import PAST
from jingzhen_desktop.quarterly import outgoing
from jingzhen_desktop.quarterly.actions.states import move_report
from jingzhen_desktop.quarterly.queries.ledger import ledger_year
from jingzhen_desktop.quarterly.queries.reports import stored_report
from jingzhen_desktop.quarterly.queries.sent import last_signer
from jingzhen_desktop.quarterly.queries.submissions import open_submission
from jingzhen_desktop.quarterly.tab.indicators import IndicatorsView
from jingzhen_desktop.quarterly.tab.main import QuarterlyTab
from jingzhen_desktop.quarterly.tab.matrix import MatrixView
from jingzhen_desktop.quarterly.tab.national import NationalView
from jingzhen_desktop.quarterly.tab.outputs import OUTPUTS, Asked
from jingzhen_desktop.quarterly.values.reports import Move
from jingzhen_desktop.widgets.grid.filter_box import FilterBox

from ..finished import pdf_text
from ..hands import click_cell, double_click, fill_form, key, letters, press
from ..looking import cell, column_of, texts, visible
from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QTableView
    from pytestqt.qtbot import QtBot

    from jingzhen_desktop.office.file import Office
    from jingzhen_desktop.organisation.values.units import UnitInYear
    from jingzhen_desktop.widgets.desk import Desk

Q1, Q2 = Quarter(2011, 1), Quarter(2011, 2)


@pytest.fixture
def tab(
    office: Office,
    units: list[UnitInYear],
    report: Callable[..., object],
    open_tab: Callable[[], QuarterlyTab],
) -> QuarterlyTab:
    """The second quarter of 2011: two of three units have handed in."""
    write_settings(office, {SUPERIOR: "县机关事务局"})
    for quarter, units_of_quarter in (
        (Q1.last_year, units),
        (Q2.last_year, units),
        (Q1, units),
        (Q2, units[:2]),
    ):
        for number, unit in enumerate(units_of_quarter, 1):
            report(
                unit.id, quarter, {"electricity": (f"{number}000", f"{number}00"), "water": ("12.5", "25")}
            )
            if quarter.year == 2011:
                move_report(office, unit.id, quarter, Move.SUBMIT)
    tab = open_tab()
    tab.show_quarter(Q2)
    return tab


def _go(tab: QuarterlyTab, title: str) -> None:
    titles = [tab.views.tabText(position) for position in range(tab.views.count())]
    tab.views.setCurrentIndex(titles.index(title))


def _row(grid: QTableView, text: str, column: int = 0) -> int:
    return texts(grid, column).index(text)


def _shown_papers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown.append((pdf.title, name)))
    return shown


# ---- 报送情况


def test_urging_lists_copies_and_writes(
    tab: QuarterlyTab, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    urging = tab.calendar.urging
    assert urging.title.text() == "催报：1个单位，逾期1个"
    assert texts(urging.grid, 0) == ["卫生院"]
    press(urging, "复制名单")
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("1. 青石镇卫生院（未报（逾期））")
    shown = _shown_papers(desk, monkeypatch)
    press(urging, "打印名单…")
    press(urging, "催报通知…")
    assert desk.tasks.wait_idle()
    assert [name for _, name in shown] == ["2011年二季度催报名单.pdf", "2011年二季度统计报表催报通知.pdf"]
    double_click(urging.grid, 0, 0)
    assert tab.views.currentWidget() is tab.report
    tab.show_quarter(Q1)
    _go(tab, "报送情况")
    assert urging.title.text() == "催报：没有要催的单位"
    assert not urging.write.isEnabled()


def test_reminders_are_kept_when_they_go_out(
    tab: QuarterlyTab, desk: Desk, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda text, *_more, **_named: bool(asked.append(text)))
    press(tab.calendar.urging, "发出催报")
    assert desk.tasks.wait_idle()
    assert asked[0].startswith("发出给1个单位的催报通知？")
    assert issued_papers(office) == [], "asked and not sent"
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_texts, **_more: True)
    press(tab.calendar.urging, "发出催报")
    assert desk.tasks.wait_idle()
    (kept,) = issued_papers(office)
    assert (kept.kind, kept.title) == ("催报通知", "2011年二季度统计报表催报通知（卫生院）")
    assert "青石镇卫生院：" in pdf_text(reprint(office, kept.id))
    press(tab.calendar.urging, "发出催报")  # once more, a week later
    assert desk.tasks.wait_idle()
    assert len(issued_papers(office)) == 2


# ---- 汇总表


def test_a_figure_of_the_national_table_opens_its_units(tab: QuarterlyTab) -> None:
    _go(tab, "汇总表")
    press(tab.totals, "综合表")
    view = tab.totals.shown
    assert isinstance(view, NationalView)
    assert [column.name for column in view.model.columns][3:] == [
        *("合计", "国家机关", "事业单位小计", "教育", "科技", "文化", "卫生", "体育", "其他", "团体组织"),
    ]
    row = _row(view.grid, "电", 1)
    cells = [str(view.model.index(row, column).data()) for column in range(3, 13)]
    assert cells == ["3,000（2/3）", "1,000", "2,000*", "2,000", "", "", "—", "", "", ""]
    assert "2/3个单位数据完整" in view.scope.text()
    double_click(view.grid, row, 5)
    assert view.parts_title.text() == "电·事业单位小计：2,000千瓦时（1/2个单位）"
    assert (texts(view.part_grid, 0), texts(view.part_grid, 1)) == (["中心学校", "卫生院"], ["2,000", "—"])
    view.to_date.click()
    assert texts(view.grid, 3)[row] == "9,000（2/3）"
    view.grid.setCurrentIndex(view.model.index(row, 3))
    assert texts(view.part_grid, 2) == ["完整", "完整", "1/2个季度"]
    double_click(view.part_grid, 1, 0)
    assert (tab.views.currentWidget(), tab.report.unit_id) == (tab.report, view._parts.table.units[1].id)


def test_units_by_carrier_in_three_measures(tab: QuarterlyTab) -> None:
    _go(tab, "汇总表")
    press(tab.totals, "按单位")
    view = tab.totals.shown
    assert isinstance(view, MatrixView)
    assert [column.name for column in view.model.columns] == ["单位", "状态", "电（千瓦时）", "水（立方米）"]
    assert texts(view.grid, 2) == ["1,000", "2,000", "—", "3,000（2/3）"]
    press(view, "折标准煤")
    assert texts(view.grid, view.model.columnCount() - 1) == ["122.90", "245.80", "—", "368.70（2/3）"]
    press(view, "费用")
    assert texts(view.grid, view.model.columnCount() - 1) == ["125.00", "225.00", "—", "350.00（2/3）"]
    double_click(view.grid, 1, 2)
    assert tab.views.currentWidget() is tab.report


def test_an_indicator_opens_to_its_numbers(tab: QuarterlyTab) -> None:
    tab.show_quarter(Q1)
    _go(tab, "汇总表")
    carriers = tab.totals.carriers
    carriers.sections.setCurrentIndex(1)
    name = next(text for text in texts(carriers.indicator_grid, 0) if text.startswith("人均综合能耗"))
    double_click(carriers.indicator_grid, _row(carriers.indicator_grid, name), 0)
    view = tab.totals.shown
    assert isinstance(view, IndicatorsView)
    # 6,000 kWh × 0.1229 = 737.40 kgce of 700 people
    assert view.title.text() == f"{name}：1.05kgce/人"
    assert "＝综合能耗737.40kgce÷用能人数700人＝1.05kgce/人" in view.formula.text().replace(
        "737.4k", "737.40k"
    )
    assert "当量值" in view.source.text()
    how = dict(zip(texts(view.term_grid, 0), texts(view.term_grid, 3), strict=True))
    assert how["电"] == "6,000千瓦时×0.1229kgce/千瓦时"


# ---- 台账


def test_what_was_refused_in_the_ledger_stays_with_its_carrier(
    tab: QuarterlyTab, units: list[UnitInYear], desk: Desk
) -> None:
    tab.report.show_quarter(Q2, units[2].id)
    _go(tab, "台账")
    view = tab.ledger.page
    view.grid.setFocus()
    view.grid.setCurrentIndex(view.model.index(3, 2))
    letters("1o")
    key(Qt.Key.Key_Tab)
    assert [draft.text for _, draft in view.model.drafts()] == ["1o"]
    view.carriers.setCurrentIndex(1)
    assert view.model.drafts() == []
    view.carriers.setCurrentIndex(0)
    assert [draft.text for _, draft in view.model.drafts()] == ["1o"]


def test_the_ledger_is_typed_pasted_and_made_a_report(
    tab: QuarterlyTab, office: Office, units: list[UnitInYear], desk: Desk, said: list[str]
) -> None:
    tab.report.show_quarter(Q2, units[2].id)
    _go(tab, "台账")
    view = tab.ledger.page
    assert view.unit_id == units[2].id
    assert len(texts(view.grid, 0)) == 12  # no sums before there is anything to add up
    view.grid.setFocus()
    view.grid.setCurrentIndex(view.model.index(3, 2))
    letters("1000")
    key(Qt.Key.Key_Tab)
    letters("=1100+50")
    key(Qt.Key.Key_Tab)
    letters("20")
    key(Qt.Key.Key_Return)
    (entry,) = ledger_year(office, units[2].id, 2011).entries
    assert (entry.month, entry.meter_to, entry.quantity) == (4, Decimal(1150), Decimal(3000))
    QGuiApplication.clipboard().setText("\t1200\t\t\t0.5\n\t1250\t\t\t0.5")
    view.grid.setCurrentIndex(view.model.index(4, 2))
    view.grid.paste()
    entries = ledger_year(office, units[2].id, 2011).entries
    assert [(one.month, one.meter_from, one.multiplier, one.quantity, one.cost) for one in entries[1:]] == [
        # first reading and multiplier follow from the month before
        (
            5,
            Decimal(1150),
            Decimal(20),
            Decimal(1000),
            Decimal(500),
        ),
        (6, Decimal(1200), Decimal(20), Decimal(1000), Decimal(500)),
    ]
    sums = _row(view.grid, "二季度小计")
    assert [str(view.model.index(sums, column).data()) for column in (5, 9)] == ["5,000", "3/3个月"]
    press(view, "由台账生成本季数")
    made = stored_report(office, units[2].id, Q2)
    assert made is not None
    assert made.entries["electricity"].quantity == 5000
    assert said[-1].startswith("已由台账把1个数写入2011年二季度报表")  # April has no cost yet
    view.grid.setCurrentIndex(view.model.index(3, 5))
    view.remove_chosen()
    assert [one.month for one in ledger_year(office, units[2].id, 2011).entries] == [5, 6]


def test_a_second_voucher_in_a_month_and_a_difference_that_is_told(
    tab: QuarterlyTab, office: Office, units: list[UnitInYear]
) -> None:
    tab.report.show_quarter(Q2, units[0].id)
    _go(tab, "台账")
    view = tab.ledger.page
    view.carriers.setCurrentIndex(view.carriers.findData("water"))
    view.grid.setFocus()
    for row, figures in ((3, ("5", "10")), (4, ("4", "8")), (5, ("2", "4"))):
        view.grid.setCurrentIndex(view.model.index(row, 5))
        letters(figures[0])
        key(Qt.Key.Key_Return)
        view.grid.setCurrentIndex(view.model.index(row, 7))
        letters(figures[1])
        key(Qt.Key.Key_Return)
    view.grid.setCurrentIndex(view.model.index(3, 5))
    press(view, "本月再加一笔")
    assert texts(view.grid, 0)[3:6] == ["4月", "4月", "5月"]
    view.grid.setCurrentIndex(view.model.index(4, 5))
    letters("3")
    key(Qt.Key.Key_Return)
    remark = str(view.model.index(_row(view.grid, "二季度小计"), 9).data())
    # 5 + 3 + 4 + 2 against 12.5; the new voucher has no cost yet
    assert remark == "3/3个月；报表12.5、25.00元，差1.5"
    assert len(ledger_year(office, units[0].id, 2011).entries) == 4


# ---- 趋势


def test_trends_show_four_pictures_and_lead_to_the_reports(
    tab: QuarterlyTab, desk: Desk, qtbot: QtBot
) -> None:
    tab.show_quarter(Q1)
    _go(tab, "趋势")
    view = tab.trends.page
    charts = [view.main, view.second, view.third, view.fourth]
    assert [chart.chart.title for chart in charts if chart.chart] == [
        "青石镇各季度综合能耗",
        "青石镇2011年1—3月综合能耗构成",
        "青石镇2011年一季度各品种同比",
        "青石镇2011年1—3月各单位人均综合能耗",
    ]
    table = view.main.chart.table() if view.main.chart else []
    assert table[1] == ("一季度", "737.4", "737.4")
    qtbot.waitUntil(lambda: all(chart.is_drawn for chart in charts), timeout=30_000)
    assert all(not chart.picture.image.isNull() for chart in charts)
    view.series.setCurrentText("水")
    assert view.main.chart is not None
    assert view.main.chart.unit == "立方米"
    view.shape.setCurrentIndex(1)
    assert view.main.chart.title == "青石镇水用量逐季变化"
    assert texts(view.grid, 1) == ["卫生院", "镇政府", "中心学校"]  # 368.70 ÷ 60, 122.90 ÷ 40, 245.80 ÷ 600
    view.ranking.setCurrentIndex(1)
    assert view.fourth.chart is not None
    assert view.fourth.chart.unit == "kgce/㎡"
    double_click(view.grid, 0, 1)
    assert tab.views.currentWidget() is tab.report
    assert desk.tasks.wait_idle()


def test_a_picture_without_figures_is_not_drawn(tab: QuarterlyTab, desk: Desk) -> None:
    tab.show_quarter(Q1)
    _go(tab, "趋势")
    view = tab.trends.page
    drawn = (view.main, view.second, view.third, view.fourth)
    assert [one.isHidden() for one in drawn] == [False] * 4
    desk.year = 2010
    tab.show_quarter(Quarter(2010, 2))
    assert view.third.isHidden()  # nothing to compare 2010 with
    assert not view.main.isHidden()
    assert desk.tasks.wait_idle()


def test_last_year_is_grey_beside_this_one(tab: QuarterlyTab) -> None:
    _go(tab, "趋势")
    chart = tab.trends.page.main.chart
    assert chart is not None
    assert [(one.name, chart.place(at)) for at, one in enumerate(chart.series)] == [
        ("2010年", PAST),
        ("2011年", 0),
    ]


# ---- 汇总上报


def test_sending_up_writes_keeps_and_locks_and_unlocking_needs_a_reason(
    tab: QuarterlyTab,
    office: Office,
    desk: Desk,
    approve: Callable[[Quarter], None],
    warned: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    _go(tab, "汇总上报")
    view = tab.submission.page
    assert texts(view.check_grid, 0)[:3] == ["青石镇人民政府", "青石镇中心学校", "青石镇卫生院"]
    assert texts(view.check_grid, 1)[:2] == ["待审核", "待审核"]
    press(view, "汇总上报…")
    assert "还有3个单位未审核" in warned[-1]
    approve(Q2)
    assert texts(view.check_grid, 0)[:2] == ["青石镇卫生院", "2011年一季度"]
    assert view.without.text() == "缺未审核的1个单位也上报"
    view.without.click()
    view.form.set_values({"day": date(2011, 7, 12), "signed_by": "李建国", "number": "青政报〔2011〕3号"})
    asked: list[str] = []

    def confirm(question: str, *_buttons: object, **_more: object) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(desk.alerts, "confirm", confirm)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path / "U盘")
    told: list[str] = []
    desk.delivered.connect(lambda text, _folder: told.append(text))
    press(view, "汇总上报…")
    assert desk.tasks.wait_idle()
    assert "锁定二季度" in asked[0]
    files = sorted(path.name for path in (tmp_path / "U盘").iterdir())
    assert len(files) == 5
    assert "青石镇2011年二季度公共机构能源资源消耗汇总表.xlsx" in files
    sent = open_submission(office, Q2)
    assert sent is not None
    assert (sent.addressee, sent.signed_by, sent.missing) == ("县机关事务局", "李建国", "卫生院（未报）")
    assert sent.file_name == "青石镇2011年二季度公共机构能源资源消耗汇总表.xlsx"
    kept = issued_papers(office)
    assert sorted(paper.kind for paper in kept) == ["季度统计报表", "季度统计报表", "报告"]
    assert "青政报〔2011〕3号" in {paper.number for paper in kept}
    shown: list[bytes] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, *_more: shown.append(pdf.data))
    press(view, "预览报告…")
    assert desk.tasks.wait_idle()
    letter = next(paper for paper in kept if paper.kind == "报告")
    assert shown == [reprint(office, letter.id)], "what went up is shown as it was kept"
    assert view.head_actions.primary is None
    assert "已锁定，不能更改" in view.title.text()
    assert told == [
        (
            "2011年二季度已汇总上报并锁定：青石镇2011年二季度公共机构能源资源消耗汇总表.xlsx、"
            "青石镇2011年二季度公共机构能源资源消耗汇总表.pdf等5个文件已写入并核对。"
            f"位置：{tmp_path / 'U盘'}"
        )
    ]
    assert view.detail.text().startswith("2011年二季度于2011年7月12日上报")
    press(view, "解锁")
    assert "解锁要写明原因" in view.reason.problems()[0]
    view.reason.set_values({"reason": "上级要求更正"})
    press(view, "解锁")
    assert open_submission(office, Q2) is None
    assert texts(view.grid, 2) == ["已解锁"]
    assert "解锁：上级要求更正" in view.detail.text()
    view.grid.selectRow(0)
    assert (
        "2011年二季度于2011年7月12日上报县机关事务局，李建国签发；文件：青石镇2011年二季度公共机构"
        in view.detail.text()
    )
    assert "缺：卫生院（未报）" in view.detail.text()
    assert view.detail.text().endswith("解锁：上级要求更正。")
    assert view.head_actions.primary is view.send


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("number", "没有年份的文号", "文号“没有年份的文号”应写成"),
        ("number", "青政报〔2011〕3号", "文号青政报〔2011〕3号已用于“去年的报告”（2011年1月5日）"),
        ("addressee", "", "请填写报送单位（向谁上报）。"),
        ("day", date(2011, 6, 30), "2011年二季度到2011年6月30日才结束，上报日期应在此之后。"),
        ("day", None, "请填写上报日期。"),
    ],
)
def test_what_would_be_refused_is_said_beside_its_field_before_anything_is_written(
    tab: QuarterlyTab,
    office: Office,
    desk: Desk,
    warned: list[str],
    monkeypatch: pytest.MonkeyPatch,
    field: str,
    typed: object,
    words: str,
) -> None:
    issue(
        office, Paper("报告", "青政报〔2011〕3号", date(2011, 1, 5), "去年的报告", Place("annual"), b"%PDF")
    )
    _go(tab, "汇总上报")
    view = tab.submission.page
    view.without.click()
    view.form.set_values({"day": date(2011, 7, 12), field: typed})
    monkeypatch.setattr(desk.alerts, "confirm", raising(AssertionError("asked")))
    press(view, "汇总上报…")
    assert view.form.field(field).problem.startswith(words)
    assert warned == []
    assert open_submission(office, Q2) is None
    assert len(issued_papers(office)) == 1


def test_a_refused_number_locks_nothing(
    tab: QuarterlyTab,
    office: Office,
    desk: Desk,
    warned: list[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Given away after it was checked, as two clerks of one office might."""
    _go(tab, "汇总上报")
    view = tab.submission.page
    view.without.click()
    view.form.set_values({"day": date(2011, 7, 12), "number": "青政报〔2011〕3号"})
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_args, **_more: True)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    press(view, "汇总上报…")
    issue(office, Paper("报告", "青政报〔2011〕3号", date(2011, 7, 5), "另一份", Place("annual"), b"%PDF"))
    assert desk.tasks.wait_idle()
    assert "文号青政报〔2011〕3号已用于“另一份”" in warned[-1]
    assert warned[-1].endswith(f"等5个文件，位置：{tmp_path}")
    assert open_submission(office, Q2) is None
    assert [paper.title for paper in issued_papers(office)] == ["另一份"]


def test_the_checks_lead_to_what_is_open(
    tab: QuarterlyTab, units: list[UnitInYear], approve: Callable[[Quarter], None]
) -> None:
    _go(tab, "汇总上报")
    view = tab.submission.page
    grid, step = view.check_grid, column_of(view.check_grid, "step")
    approve(Q1)
    approve(Q2)
    rows = {name: at for at, name in enumerate(texts(grid, 0))}
    assert list(rows)[:4] == ["青石镇卫生院", "2011年一季度", "签发人", "报告文号"]
    assert cell(grid, rows["汇总核对"], 1) == "换一种加法，合计一致"
    assert "还有4项没有办好" in view.title.text()
    fill_form(view.form, signed_by="李建国")
    assert cell(grid, texts(grid, 0).index("签发人"), 1) == "李建国"
    click_cell(grid, texts(grid, 0).index("报告文号"), step)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "报告文号"
    click_cell(grid, 1, step)
    assert tab.quarter == Q1
    assert cell(grid, texts(grid, 0).index("各单位报表"), 1) == "3个单位全部审核通过"
    tab.quarters.button(2).click()
    click_cell(grid, 0, step)
    assert tab.views.currentWidget() is tab.report
    assert tab.report.unit_id == units[2].id


def test_what_a_letter_lacks_is_asked_and_what_the_last_had_is_offered(
    tab: QuarterlyTab, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        desk.alerts, "confirm", lambda question, *_more, **_even: bool(asked.append(question))
    )
    _go(tab, "汇总上报")
    view = tab.submission.page
    view.without.click()
    view.form.set_values({"day": date(2011, 7, 12), "signed_by": ""})
    press(view, "汇总上报…")
    for words in ("一季度还没有汇总上报", "报告没有填文号", "没有填签发人"):
        assert words in asked[0]
    issue(office, Paper("报告", "青政报〔2026〕4号", date(2026, 1, 5), "上一份", Place("annual"), b"%PDF"))
    assert proposed_number(office, date(2026, 7, 12)) == "青政报〔2026〕5号"
    assert proposed_number(office, date(2027, 1, 1)) == "青政报〔2027〕1号"
    write_settings(office, {SIGNER: "李建国"})
    assert last_signer(office) == "李建国"
    view.form.set_values({"number": "青政报〔2011〕1号", "signed_by": "李建国"})
    press(view, "汇总上报…")
    assert "文号" not in asked[1]
    assert "签发人" not in asked[1]


def _ready_to_send(tab: QuarterlyTab, desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _go(tab, "汇总上报")
    view = tab.submission.page
    view.without.click()
    view.form.set_values({"day": date(2011, 7, 12)})
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_args, **_more: True)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)


def test_a_bug_while_sending_up_is_the_crash_dialogs_and_locks_nothing(
    tab: QuarterlyTab, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _ready_to_send(tab, desk, tmp_path / "U盘", monkeypatch)
    told = listen(desk, monkeypatch)
    monkeypatch.setattr(outgoing, "letter_paper", raising(KeyError("limit")))
    press(tab.submission.page, "汇总上报…")
    assert desk.tasks.wait_idle()
    assert told == Told(bugs=[KeyError])
    assert open_submission(office, Q2) is None


def test_cancelling_the_sending_up_says_what_stays_and_locks_nothing(
    tab: QuarterlyTab, office: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "U盘"
    _ready_to_send(tab, desk, folder, monkeypatch)
    told = listen(desk, monkeypatch)
    monkeypatch.setattr(files, "deliver", cancelling(desk, files.deliver, 2))
    press(tab.submission.page, "汇总上报…")
    assert desk.tasks.wait_idle()
    assert told == Told(said=[f"已取消：汇总上报2011年二季度，已写好的2个文件保留在“{folder}”"])
    assert len(list(folder.iterdir())) == 2
    assert open_submission(office, Q2) is None


# ---- 输出


def test_every_output_of_the_page_shows_or_is_written(
    tab: QuarterlyTab, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warned: list[str]
) -> None:
    shown = _shown_papers(desk, monkeypatch)
    monkeypatch.setattr(desk.alerts, "choose_save", lambda _title, name, _filter: tmp_path / str(name))
    _go(tab, "单位报表")
    press(tab, "打印和导出")
    grid = tab.outputs.page.grid
    names = texts(grid, 0)
    assert len(names) == len(OUTPUTS)
    assert "青石镇人民政府2011年二季度报表" in names
    for row in range(len(OUTPUTS)):
        click_cell(grid, row, column_of(grid, "pdf"))
        assert desk.tasks.wait_idle(60_000), names[row]
    assert warned == []
    assert len(shown) == len(OUTPUTS)
    assert all(name.endswith(".pdf") and title for title, name in shown)
    tables = [row for row in range(len(OUTPUTS)) if cell(grid, row, column_of(grid, "xlsx")) != "—"]
    for row in range(len(OUTPUTS)):
        click_cell(grid, row, column_of(grid, "xlsx"))
        assert desk.tasks.wait_idle(60_000), names[row]
    books = sorted(tmp_path.glob("*.xlsx"))
    assert len(books) == len(tables)
    assert all(openpyxl.load_workbook(book).sheetnames for book in books)
    assert warned == []


def test_several_outputs_are_written_at_once(
    tab: QuarterlyTab, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, warned: list[str]
) -> None:
    folder = tmp_path / "U盘"
    folder.mkdir()
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    press(tab, "打印和导出")
    grid = tab.outputs.page.grid
    click_cell(grid, 0, 0)
    click_cell(grid, texts(grid, 0).index("2011年二季度催报通知"), 0, Qt.KeyboardModifier.ControlModifier)
    press(tab, "写出所选…")
    assert desk.tasks.wait_idle(60_000)
    assert warned == []
    assert sorted(path.name for path in folder.iterdir()) == [
        "2011年二季度催报通知.pdf",
        "青石镇2011年二季度公共机构能源资源消耗汇总表.pdf",
        "青石镇2011年二季度公共机构能源资源消耗汇总表.xlsx",
    ]


def test_the_page_of_outputs_follows_the_quarter_and_the_unit_and_goes_back(tab: QuarterlyTab) -> None:
    press(tab, "打印和导出")
    page = tab.outputs.page
    page.units.setCurrentIndex(1)
    tab.quarters.button(1).click()
    assert tab.views.detail is tab.outputs
    assert "2011年一季度汇总表" in texts(page.grid, 0)
    page.units.setCurrentIndex(1)
    assert "青石镇中心学校2011年一季度报表" in texts(page.grid, 0)
    tab.views.close_detail()
    assert tab.views.currentWidget() is tab.calendar
    assert visible(tab, FilterBox)  # the tools of the board are back


def test_all_views_fit_the_small_screen(tab: QuarterlyTab, desk: Desk) -> None:
    for position in range(tab.views.count()):
        tab.views.setCurrentIndex(position)
        QApplication.processEvents()
        needed = tab.minimumSizeHint()
        assert (needed.width() <= 1340, needed.height() <= 640) == (True, True), tab.views.tabText(position)
    assert desk.tasks.wait_idle()
    assert all(button.text() for button in tab.findChildren(QPushButton))


def test_the_tables_of_a_quarter_are_called_alike(office: Office, units: list[UnitInYear]) -> None:
    asked = Asked(office, Q2, units[0].id)
    assert [output.file_name(asked) for output in OUTPUTS if output.table] == [
        "青石镇2011年二季度公共机构能源资源消耗汇总表",
        "青石镇2011年二季度公共机构能源资源消耗综合表",
        "青石镇2011年二季度公共机构能源资源消耗累计综合表",
        "青石镇2011年二季度公共机构能源资源消耗各单位汇总表",
        "青石镇2011年二季度公共机构能源资源消耗情况公示",
        "青石镇2011年二季度公共机构能源资源消耗分析",
    ]
