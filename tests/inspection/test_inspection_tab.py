"""The tab driven as the clerk drives it: a whole round from units to 销号 and 通报."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.handling import (
    add_violation,
    order_rectification,
    remove_rectification,
)
from jingzhen_desktop.inspection.actions.rounds import add_reading, add_round, add_visits
from jingzhen_desktop.inspection.papers import export
from jingzhen_desktop.inspection.queries.rounds import round_detail
from jingzhen_desktop.inspection.queries.urgent import circulars_of_year, rounds_of_year
from jingzhen_desktop.inspection.rules.handling import violation_state
from jingzhen_desktop.inspection.values.found import Reading
from jingzhen_desktop.inspection.values.words import (
    Mode,
    RecheckResult,
    Season,
    ViolationKind,
    ViolationState,
)
from jingzhen_desktop.widgets.fields.lines import TextField

from ..hands import overwrite
from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from .driver import Clerk


def new_round(clerk: Clerk) -> None:
    """Enter the autumn round on 9 October with two units."""
    clerk.click("新增检查")
    pane = clerk.tab.rounds.pane
    clerk.fill(
        pane.form,
        day="2012.10.9",
        weather="多云",
        outdoor_temperature="29.5",
        mode="制冷",
        checkers="张三 李四",
    )
    clerk.click("录入单位")
    clerk.tick(pane.unit_ticks, "中心学校", "卫生院")
    clerk.click("录入所选")


def test_a_whole_round(clerk: Clerk) -> None:
    pane = clerk.tab.rounds.pane
    assert clerk.tab.rounds.plan.text() == "2012年已查1次，计划4次，进度落后2次，检查2家次"
    new_round(clerk)
    round_ = clerk.detail().round
    assert (round_.title, round_.day, round_.mode, round_.limit) == (
        "秋季空调和用电检查",
        date(2012, 10, 9),
        Mode.COOLING,
        Decimal(26),
    )
    assert (round_.checkers, round_.outdoor_temperature) == (("张三", "李四"), Decimal("29.5"))
    assert [visit.unit_name for visit in clerk.detail().visits] == ["中心学校", "卫生院"]
    assert clerk.tab.rounds.plan.text() == "2012年已查2次，计划4次，进度落后1次，检查4家次"

    pane.visit_grid.select_row(lambda visit: visit.unit_name == "中心学校")
    clerk.click("新增场所")
    clerk.type_row(pane.reading_grid, "教师办公室", "２２", "23.5", "是")
    assert pane.readings.rows()[0].set_temperature == Decimal(22)
    verdict = pane.readings.index(0, 8)
    assert verdict.data() == "设定22℃，低于26℃；开窗使用空调"
    assert pane.visits.index(0, 1).data() == "2处不符合"
    clerk.click("生成问题")
    assert [violation.kind for violation in clerk.detail().violations] == [
        ViolationKind.TEMPERATURE,
        ViolationKind.WINDOWS,
    ]
    assert pane.visits.index(0, 1).data() == "2个待处理"

    pane.violation_grid.select_row(lambda violation: violation.kind is ViolationKind.WINDOWS)
    clerk.click("当场纠正…")
    clerk.fill(pane.stack.panel.form, correction_note="当场关窗")
    clerk.click("当场纠正", pane.stack.panel)
    assert [violation.correction_note for violation in clerk.detail().violations] == ["", "当场关窗"]

    pane.violation_grid.select_row(lambda violation: violation.kind is ViolationKind.TEMPERATURE)
    clerk.click("下达限期整改…")
    form = pane.stack.panel.form
    assert form is not None
    assert form.values()["number"] == "〔2012〕1号"
    assert (form.values()["ordered_on"], form.values()["deadline"]) == (
        date(2012, 10, 10),
        date(2012, 10, 25),
    )
    clerk.fill(form, deadline="2012-10-1")
    clerk.click("下达整改通知", pane.stack.panel)
    assert "整改期限2012年10月1日早于下达日期" in form.field("deadline").problem
    assert clerk.detail().rectifications == ()
    clerk.fill(form, deadline="2012-10-20", requirement="调至26℃以上")
    clerk.click("下达整改通知", pane.stack.panel)
    (notice,) = clerk.detail().rectifications
    assert (notice.number, notice.deadline, notice.requirement) == (
        "〔2012〕1号",
        date(2012, 10, 20),
        "调至26℃以上",
    )
    assert not pane.stack.asks
    assert "请你单位于2012年10月20日前完成整改" in clerk.preview("预览通知书")

    pane.violation_grid.select_row(lambda violation: violation.kind is ViolationKind.TEMPERATURE)
    clerk.click("登记回复…")
    clerk.fill(pane.stack.panel.form, reply_on="2012-10-18", reply="已调整")
    clerk.click("登记回复", pane.stack.panel)
    clerk.click("复查…")
    clerk.fill(pane.stack.panel.form, rechecked_on="2012-10-22", recheck_note="实测27℃")
    clerk.click("登记复查", pane.stack.panel)
    (notice,) = clerk.detail().rectifications
    assert (notice.reply, notice.recheck_result, notice.closed_on) == (
        "已调整",
        RecheckResult.PASSED,
        date(2012, 10, 22),
    )
    assert violation_state(clerk.detail().violations[0], date(2012, 10, 22)) is ViolationState.CLOSED
    assert clerk.warned == []


def test_a_circular_is_drafted_changed_and_previewed(clerk: Clerk) -> None:
    violation = add_violation(
        clerk.town.office, clerk.town.visits[1], ViolationKind.ELECTRICITY, "电脑整夜不关"
    )
    notice = order_rectification(
        clerk.town.office,
        [violation],
        number="〔2012〕1号",
        ordered_on=date(2012, 7, 6),
        deadline=date(2012, 7, 20),
    )
    clerk.click("起草通报")
    page = clerk.tab.circulars
    assert clerk.tab.pages.currentWidget() is page
    (circular,) = circulars_of_year(clerk.town.office, 2012)
    assert (circular.scope, circular.units, circular.rectification_ids, circular.day) == (
        "全镇",
        ("中心学校",),
        (notice,),
        date(2012, 10, 10),
    )
    clerk.fill(page.form, deadline="2012-10-20", scope="全县", reason="整改不力")
    clerk.tick(page.units, "镇政府")
    (circular,) = circulars_of_year(clerk.town.office, 2012)
    assert (circular.scope, circular.units, circular.deadline) == (
        "全县",
        ("镇政府", "中心学校"),
        date(2012, 10, 20),
    )
    text = clerk.preview("预览通报")
    assert "柳河镇人民政府、柳河镇中心学校整改不力，现在全县范围内予以通报" in text
    assert "已逾期" in text
    clerk.fill(page.form, deadline="2012-1-1")
    assert "整改期限2012年1月1日早于通报日期" in page.form.field("deadline").problem
    assert page.form.values()["deadline"] == date(2012, 10, 20)


def test_the_ledger_shows_overdue_first_and_closes(clerk: Clerk) -> None:
    office, visits = clerk.town.office, clerk.town.visits
    for number, (visit, deadline) in enumerate(
        ((visits[0], date(2012, 11, 1)), (visits[1], date(2012, 10, 1))), 1
    ):
        violation = add_violation(office, visit, ViolationKind.OTHER, f"问题{number}")
        order_rectification(
            office, [violation], number=f"〔2012〕{number}号", ordered_on=date(2012, 9, 9), deadline=deadline
        )
    ledger = clerk.tab.ledger
    clerk.tab.pages.setCurrentWidget(ledger)
    assert [ledger.model.index(row, 5).data() for row in range(2)] == ["已逾期9天", "限期整改中，还有22天"]
    assert ledger.count.text() == "共2件，已销号0件，已逾期1件"

    first = ledger.model.rows()[0]
    clerk.tab.show_place(Place("inspection", "rectification", first.id))
    assert clerk.tab.pages.currentWidget() is ledger
    clerk.click("复查…")
    clerk.fill(ledger.stack.panel.form, recheck_result="不合格", rechecked_on="2012-10-9")
    clerk.click("登记复查", ledger.stack.panel)
    assert ledger.model.index(0, 5).data() == "复查不合格"
    closing = ledger.moves.by_text["销号"]
    assert closing.toolTip() == "复查合格后销号。现在不能：复查合格后才能销号"
    clerk.click("销号")
    assert clerk.warned[-1] == "复查合格后才能销号"
    clerk.click("看检查记录")
    assert clerk.tab.pages.currentWidget() is clerk.tab.rounds
    assert clerk.tab.rounds.pane.violation_grid.current_row().text == "问题2"


def test_what_cannot_be_is_said_and_not_stored(clerk: Clerk) -> None:
    pane = clerk.tab.rounds.pane
    reading = add_reading(clerk.town.office, Reading(0, clerk.town.visits[0], room="大厅"))
    clerk.tab.show_place(Place("inspection", "reading", reading))
    pane.reading_grid.setCurrentIndex(pane.readings.index(0, 1))
    QGuiApplication.clipboard().setText("260\t25")
    pane.reading_grid.paste()
    assert "260℃不合理" in clerk.warned[-1]
    QGuiApplication.clipboard().setText("26\t25")
    pane.reading_grid.paste()
    assert (pane.readings.rows()[0].set_temperature, pane.readings.rows()[0].measured_temperature) == (
        Decimal(26),
        Decimal(25),
    )
    clerk.fill(pane.form, day="2011-7-5")
    assert "不在2012年" in pane.form.field("day").problem
    clerk.fill(pane.form, outdoor_temperature="99")
    assert "室外温度99℃不合理" in pane.form.field("outdoor_temperature").problem
    detail = round_detail(clerk.town.office, clerk.town.round_id)
    assert detail is not None
    assert (detail.round.day, detail.round.outdoor_temperature) == (date(2012, 7, 5), Decimal("34.5"))


def test_what_is_typed_is_stored_when_the_page_is_left(clerk: Clerk) -> None:
    weather = clerk.tab.rounds.pane.form.field("weather")
    assert isinstance(weather, TextField)
    overwrite(weather.line, "雷雨")
    clerk.tab.pages.setCurrentIndex(1)
    detail = round_detail(clerk.town.office, clerk.town.round_id)
    assert detail is not None
    assert detail.round.weather == "雷雨"


def test_a_lamp_left_on_is_entered_by_hand(clerk: Clerk) -> None:
    pane = clerk.tab.rounds.pane
    clerk.click("新增问题…")
    clerk.click("新增问题", pane.stack.panel)
    assert "请写明发现的问题" in pane.stack.panel.form.field("text").problem
    clerk.fill(pane.stack.panel.form, room="走廊", text="人走灯未关")
    clerk.click("新增问题", pane.stack.panel)
    assert [(violation.unit_name, violation.text) for violation in pane.violations.rows()] == [
        ("镇政府", "人走灯未关")
    ]


def test_year_and_place_lead_to_the_record(clerk: Clerk) -> None:
    clerk.desk.year = 2013
    assert clerk.tab.rounds.model.rowCount() == 0
    assert any(
        button.text() == "新增检查" and button.isVisible()
        for button in clerk.tab.rounds.findChildren(QPushButton)
    )
    clerk.tab.show_place(Place("inspection", "round", clerk.town.round_id))
    assert clerk.desk.year == 2012
    assert clerk.tab.rounds.grid.current_row().round.id == clerk.town.round_id


def test_record_forms_are_previewed_filled_and_blank(clerk: Clerk) -> None:
    assert "中心学校" in clerk.preview("预览检查记录表")
    assert "柳河镇公共机构节能检查记录表" in clerk.preview("空白记录表")
    assert [name for _, name in clerk.previewed] == [
        "2012-07-05夏季空调温度检查记录表.pdf",
        "2012-07-05夏季空调温度检查记录表（空白）.pdf",
    ]


def test_the_years_papers_are_taken_out_and_replaced_only_when_asked(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.tab.pages.close_detail()
    told = listen(clerk.desk, monkeypatch)
    questions: list[str] = []
    monkeypatch.setattr(clerk.desk.alerts, "choose_folder", lambda *_args: tmp_path / "U盘")
    monkeypatch.setattr(
        clerk.desk.alerts,
        "confirm",
        lambda question, *_args, **_more: bool(questions.append(question)) or True,
    )
    clerk.click("导出全年文书…")
    assert clerk.desk.tasks.wait_idle()
    file = tmp_path / "U盘" / "2012-07-05夏季空调温度检查记录表.pdf"
    assert file.read_bytes().startswith(b"%PDF")
    assert told.delivered == [f"导出2012年检查文书：{file.name}已写入并核对。位置：{tmp_path / 'U盘'}"]
    file.write_bytes(b"old")
    clerk.click("导出全年文书…")
    assert clerk.desk.tasks.wait_idle()
    assert clerk.desk.tasks.wait_idle()
    assert "没有覆盖" in questions[0]
    assert file.read_bytes().startswith(b"%PDF")


def test_deleting_is_undone_and_is_refused_under_a_notice(clerk: Clerk) -> None:
    clerk.tab.pages.close_detail()
    clerk.click("删除检查")
    assert rounds_of_year(clerk.town.office, 2012) == []
    clerk.town.office.undo()
    assert len(rounds_of_year(clerk.town.office, 2012)[0].visits) == 2
    violation = add_violation(clerk.town.office, clerk.town.visits[0], ViolationKind.OTHER, "问题")
    notice = order_rectification(
        clerk.town.office,
        [violation],
        number="〔2012〕1号",
        ordered_on=date(2012, 7, 6),
        deadline=date(2012, 7, 20),
    )
    clerk.click("删除检查")
    assert "整改通知1项" in clerk.warned[-1]
    remove_rectification(clerk.town.office, notice)
    clerk.click("删除检查")
    assert rounds_of_year(clerk.town.office, 2012) == []


def test_a_bug_while_taking_out_is_no_cancel(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk.tab.pages.close_detail()
    told = listen(clerk.desk, monkeypatch)
    monkeypatch.setattr(clerk.desk.alerts, "choose_folder", lambda *_args: tmp_path / "U盘")
    monkeypatch.setattr(export, "record_paper", raising(KeyError("limit")))
    clerk.click("导出全年文书…")
    assert clerk.desk.tasks.wait_idle()
    assert told == Told(bugs=[KeyError])


def test_cancelling_the_taking_out_says_what_stays(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_round(clerk.town.office, 2012, Season.WINTER, date(2012, 10, 9))
    add_visits(clerk.town.office, rounds_of_year(clerk.town.office, 2012)[-1].round.id, clerk.town.units[:1])
    clerk.tab.pages.close_detail()
    told = listen(clerk.desk, monkeypatch)
    folder = tmp_path / "U盘"
    monkeypatch.setattr(clerk.desk.alerts, "choose_folder", lambda *_args: folder)
    monkeypatch.setattr(export, "record_paper", cancelling(clerk.desk, export.record_paper, 2))
    clerk.click("导出全年文书…")
    assert clerk.desk.tasks.wait_idle()
    assert told == Told(said=[f"已取消：导出2012年检查文书，已写好的1个文件保留在“{folder}”"])
    assert len(list(folder.iterdir())) == 1


def test_a_round_taken_back_while_its_form_is_half_typed_is_no_fault(clerk: Clerk) -> None:
    clerk.click("新增检查")
    weather = clerk.tab.rounds.pane.form.field("weather").editor
    weather.setFocus()
    clerk.qtbot.keyClicks(weather, "qing")
    clerk.town.office.undo()
    assert clerk.tab.pages.detail is None
    assert [line.round.id for line in clerk.tab.rounds.model.rows()] == [clerk.town.round_id]


def test_what_is_typed_for_a_round_taken_back_elsewhere_is_no_fault(clerk: Clerk) -> None:
    clerk.click("新增检查")
    form = clerk.tab.rounds.pane.form
    clerk.tab.pages.setCurrentIndex(1)
    clerk.town.office.undo()
    form.committed.emit("weather", "晴")
    assert len(rounds_of_year(clerk.town.office, 2012)) == 1
