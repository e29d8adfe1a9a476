"""Each flow through the window, from blank to paper:
plan, visit with list, photos and signature, both orders of 通报, complaints.
"""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from jingzhen_desktop.base.errors import InputRejected
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.handling import add_violation, order_rectification, record_recheck
from jingzhen_desktop.inspection.actions.rounds import add_reading
from jingzhen_desktop.inspection.face import FACE
from jingzhen_desktop.inspection.queries.following import complaints_of_year
from jingzhen_desktop.inspection.queries.rounds import check_points, inspection_year, visit_photos
from jingzhen_desktop.inspection.queries.urgent import circulars_of_year, rounds_of_year
from jingzhen_desktop.inspection.rules.handling import violation_state
from jingzhen_desktop.inspection.values.found import Reading
from jingzhen_desktop.inspection.values.words import (
    ItemResult,
    RecheckResult,
    Season,
    ViolationKind,
    ViolationState,
)
from jingzhen_desktop.office.issued import issued_papers

from ..hands import overwrite
from ..looking import told_at_cell

if TYPE_CHECKING:
    from pathlib import Path

    from jingzhen_desktop.inspection.values.found import RoundDetail, Visit

    from .driver import Clerk


def round_of(clerk: Clerk, season: Season) -> RoundDetail:
    return next(detail for detail in rounds_of_year(clerk.town.office, 2012) if detail.round.season is season)


def summer(clerk: Clerk) -> RoundDetail:
    return round_of(clerk, Season.SUMMER)


def first_visit(clerk: Clerk) -> Visit:
    return summer(clerk).visits[0]


def choose_cell(clerk: Clerk, row: int, column: int, text: str) -> None:
    """Type into a cell of the check list."""
    grid = clerk.tab.rounds.pane.visit.point_grid
    grid.setFocus()
    grid.setCurrentIndex(grid.model().index(row, column))
    clerk.qtbot.keyClick(grid.viewport(), Qt.Key.Key_F2)
    editor = grid.itemDelegate().editor
    if isinstance(editor, QComboBox):
        editor.setCurrentText(text)
    else:
        overwrite(editor, text)
    clerk.qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_the_plan_from_four_rounds_to_the_printed_forms(clerk: Clerk) -> None:
    tab = clerk.tab
    tab.pages.setCurrentWidget(tab.plan)
    clerk.click("补齐四次计划")
    titles = [tab.plan.model.index(row, 1).data() for row in range(4)]
    assert titles == ["夏季空调温度检查", "冬季空调温度检查", "春季空调和用电检查", "秋季空调和用电检查"]
    tab.plan.grid.select_row(lambda line: line.round.season is Season.AUTUMN)
    tab.plan.grid.setCurrentIndex(tab.plan.model.index(3, 0))
    clerk.type_row(tab.plan.grid, "10", "国庆后用电检查", "", "2012-10-8", "2012-10-9")
    tab.plan.grid.select_row(lambda line: line.round.season is Season.AUTUMN)  # Tab went on to the next row
    autumn = round_of(clerk, Season.AUTUMN).round
    assert (autumn.planned_month, autumn.title, autumn.day, autumn.last_day) == (
        10,
        "国庆后用电检查",
        date(2012, 10, 8),
        date(2012, 10, 9),
    )
    assert "已检查2/3个单位（67%）" in tab.plan.coverage.text()
    assert "未查1个：卫生院" in tab.plan.coverage.text()

    clerk.click("随机抽取")
    assert "请填写抽取几个" in tab.plan.form.field("wanted").problem
    clerk.fill(tab.plan.form, wanted="9")
    clerk.click("随机抽取")
    assert "1到3之间" in tab.plan.form.field("wanted").problem
    assert round_of(clerk, Season.AUTUMN).draws == ()
    clerk.fill(tab.plan.form, wanted="1")
    clerk.click("随机抽取")
    detail = round_of(clerk, Season.AUTUMN)
    assert [(unit.unit_name, unit.by_chance) for unit in detail.planned] == [("卫生院", True)]
    assert (
        "从3个单位中随机抽取1个，其中本年尚未检查的1个优先（抽取种子“20121010-1”，可凭种子复核）"
        in tab.plan.draws.text()
    )
    tab.plan.sections.setCurrentIndex(0)
    clerk.tick(tab.plan.units, "镇政府")
    assert [unit.unit_name for unit in round_of(clerk, Season.AUTUMN).planned] == ["镇政府", "卫生院"]

    text = clerk.preview("预览检查方案")
    for words in (
        "2012年国庆后用电检查方案",
        "2012年10月8日至2012年10月9日",
        "本次检查2个单位，其中随机抽取1个",
        "本年此前已检查过2个单位。",
        "柳河镇卫生院随机抽取0次",
        "人走灯灭",
    ):
        assert words in text
    forms = clerk.preview("打印各单位空白记录表")
    assert forms.count("公共机构节能检查记录表") == 2
    assert "被检查单位柳河镇卫生院" in forms
    assert "不使用装饰性景观照明" in forms

    tab.pages.setCurrentWidget(tab.rounds)
    tab.rounds.grid.select_row(lambda line: line.round.season is Season.AUTUMN)
    tab.rounds.open_chosen()
    clerk.click("录入单位")
    clerk.click("录入所选")
    assert [visit.unit_name for visit in round_of(clerk, Season.AUTUMN).visits] == ["镇政府", "卫生院"], (
        "what was planned is ticked already"
    )


def test_an_end_before_the_start_is_said_at_the_grid(clerk: Clerk) -> None:
    clerk.tab.pages.setCurrentWidget(clerk.tab.plan)
    clerk.tab.plan.grid.setCurrentIndex(clerk.tab.plan.model.index(0, 4))
    clerk.type_row(clerk.tab.plan.grid, "2012-7-1")
    assert "结束日期2012年7月1日早于检查日期2012年7月5日" in told_at_cell(clerk.tab.plan.grid)
    clerk.tab.pages.setCurrentWidget(clerk.tab.rounds)
    clerk.fill(clerk.tab.rounds.pane.form, last_day="2012-7-1", title="检" * 200)
    form = clerk.tab.rounds.pane.form
    assert "结束日期2012年7月1日早于检查日期" in form.field("last_day").problem
    assert "检查名称太长（200字）" in form.field("title").problem
    assert (summer(clerk).round.last_day, summer(clerk).round.title) == (None, "夏季空调温度检查")


def test_the_check_list_from_results_to_violations(clerk: Clerk) -> None:
    visit = clerk.tab.rounds.pane.visit
    visit.setCurrentIndex(1)
    choose_cell(clerk, 3, 1, "不符合")
    choose_cell(clerk, 3, 2, "饮水机未断电")
    clerk.click("其余都符合")
    items = first_visit(clerk).items
    assert [item.result for item in items].count(ItemResult.FINE) == 11
    assert visit.tabText(1) == "用电 12/12"
    clerk.click("生成问题")
    assert [(violation.kind, violation.text) for violation in summer(clerk).violations] == [
        (ViolationKind.ELECTRICITY, "饮水机未断电（不符合“饮水机、电热水器下班后断电”）")
    ]
    clerk.click("修改清单…")
    panel = clerk.tab.rounds.pane.stack.panel
    clerk.fill(panel.form, points="下班断电\n下班断电")
    clerk.click("保存检查清单", panel)
    assert "已经在清单中" in panel.form.field("points").problem
    clerk.fill(panel.form, points="下班断电\n节能标识")
    clerk.click("保存检查清单", panel)
    assert check_points(clerk.town.office) == ("下班断电", "节能标识")
    assert visit.points.rowCount() == 14, "what was checked stays in sight"


def test_photos_are_added_told_about_and_printed(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = clerk.tab.rounds.pane.visit
    visit.setCurrentIndex(2)
    Image.new("RGB", (3000, 2000), "red").save(tmp_path / "空调.jpg")
    (tmp_path / "假.jpg").write_bytes(b"no photo")
    with (tmp_path / "录像.jpg").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    chosen = [tmp_path / name for name in ("空调.jpg", "假.jpg", "录像.jpg")]
    monkeypatch.setattr(clerk.desk.alerts, "choose_files", lambda *_args: chosen)
    clerk.click("添加照片…")
    assert clerk.desk.tasks.wait_idle()
    assert "“假.jpg”不是照片" in visit.photos.problem.text()
    assert "“录像.jpg”超过40MB" in visit.photos.problem.text()
    assert visit.tabText(2) == "照片 1"
    visit.photos.list.item(0).setText("会议室空调面板")
    (photo,) = visit_photos(clerk.town.office, clerk.town.visits[0])
    assert photo.caption == "会议室空调面板"

    visit.setCurrentIndex(3)
    clerk.fill(visit.signing, signed_on="2012-7-5")
    assert "请先填单位签字人" in visit.signing.field("signed_on").problem
    clerk.fill(visit.signing, signed_by="王" * 200)
    assert "签字人太长（200字）" in visit.signing.field("signed_by").problem
    clerk.fill(visit.signing, signed_by="王建国", signed_on="2012-7-4")
    assert "签字日期2012年7月4日早于检查日期" in visit.signing.field("signed_on").problem
    clerk.fill(visit.signing, signed_on="2012-7-5", checkers="赵六、钱七")
    stored = first_visit(clerk)
    assert (stored.signed_by, stored.signed_on, stored.checkers) == (
        "王建国",
        date(2012, 7, 5),
        ("赵六", "钱七"),
    )
    assert visit.tabText(3) == "签字 ✓"

    text = clerk.preview("预览本单位记录表")
    for words in (
        "被检查单位柳河镇人民政府",
        "检查人员赵六、钱七",
        "未发现问题",
        "被检查单位（签字）王建国2012年7月5日",
        "照片1会议室空调面板",
    ):
        assert words in text
    pdf, _ = clerk.previewed[-1]
    from pypdf import PdfReader

    pictures = [image for page in PdfReader(io.BytesIO(pdf.data)).pages for image in page.images]
    assert [image.image.size for image in pictures if image.image] == [(1280, 853)]
    clerk.town.office.undo()
    assert first_visit(clerk).checkers == ()


def test_a_verdict_is_overruled_with_a_reason_and_says_so_everywhere(clerk: Clerk) -> None:
    pane = clerk.tab.rounds.pane
    add_reading(clerk.town.office, Reading(0, clerk.town.visits[0], room="大厅", set_temperature=Decimal(24)))
    pane.reading_grid.select_row(lambda reading: reading.room == "大厅")
    clerk.click("改判…")
    clerk.fill(pane.stack.panel.form, overruled="符合")
    clerk.click("改判", pane.stack.panel)
    assert "请写明理由" in pane.stack.panel.form.field("overrule_reason").problem
    clerk.fill(pane.stack.panel.form, overrule_reason="刚开机")
    clerk.click("改判", pane.stack.panel)
    words = "人工判定符合：刚开机（按标准为不符合）"
    assert pane.readings.index(0, 8).data() == words
    assert words in clerk.preview("预览检查记录表")
    assert inspection_year(clerk.town.office, 2012).overruled == 1
    clerk.click("改判…")
    clerk.fill(pane.stack.panel.form, overruled="按标准判定")
    clerk.click("改判", pane.stack.panel)
    assert pane.readings.index(0, 8).data() == "设定24℃，低于26℃"


def test_a_notice_from_order_to_the_papers_after_it(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    violation = add_violation(
        clerk.town.office, clerk.town.visits[1], ViolationKind.WINDOWS, "会议室开窗使用空调"
    )
    pane, ledger = clerk.tab.rounds.pane, clerk.tab.ledger
    pane.violation_grid.select_row(lambda row: row.id == violation)
    offered = pane.moves.offered
    assert offered == ["当场纠正…", "下达限期整改…", "删除问题"]
    clerk.click("下达限期整改…")
    clerk.fill(pane.stack.panel.form, ordered_on="2012-7-4")
    clerk.click("下达整改通知", pane.stack.panel)
    assert (
        "下达日期2012年7月4日早于发现问题日期2012年7月5日"
        in pane.stack.panel.form.field("ordered_on").problem
    )
    clerk.fill(pane.stack.panel.form, ordered_on="2012-7-6", deadline="2012-7-20", requirement="专人管理")
    clerk.click("下达整改通知", pane.stack.panel)

    clerk.tab.pages.setCurrentWidget(ledger)
    assert ledger.moves.offered == [
        "登记签收…",
        "登记回复…",
        "复查…",
        "撤销通知",
    ]
    clerk.click("登记签收…")
    clerk.fill(ledger.stack.panel.form, received_on="2012-7-5", received_by="李晓燕")
    clerk.click("登记签收", ledger.stack.panel)
    problem = ledger.stack.panel.form.field("received_on").problem
    assert "签收日期2012年7月5日早于下达日期2012年7月6日" in problem
    clerk.fill(ledger.stack.panel.form, received_on="2012-7-9")
    clerk.click("登记签收", ledger.stack.panel)
    clerk.click("登记回复…")
    clerk.fill(ledger.stack.panel.form, reply_on="2012-7-18", reply="已" * 2001)
    clerk.click("登记回复", ledger.stack.panel)
    problem = ledger.stack.panel.form.field("reply").problem
    assert problem == "回复太长（2001字），请不超过2000字。", "though the form calls it 整改措施和结果"
    clerk.fill(ledger.stack.panel.form, reply="已落实专人")
    clerk.click("登记回复", ledger.stack.panel)
    clerk.click("复查…")
    clerk.fill(ledger.stack.panel.form, rechecked_on="2012-7-1", recheck_result="不合格")
    clerk.click("登记复查", ledger.stack.panel)
    assert "复查日期2012年7月1日早于" in ledger.stack.panel.form.field("rechecked_on").problem
    clerk.fill(ledger.stack.panel.form, rechecked_on="2012-7-23", recheck_note="仍开窗")
    clerk.click("登记复查", ledger.stack.panel)
    assert "整改不合格" in clerk.preview("预览复查意见")

    clerk.click("再次下达…")
    clerk.fill(ledger.stack.panel.form, ordered_on="2012-7-24", deadline="2012-8-1")
    clerk.click("下达整改通知", ledger.stack.panel)
    assert [row.number for row in ledger.model.rows()] == ["〔2012〕2号", "〔2012〕1号"], (
        "what is done with stands last"
    )
    ledger.grid.select_row(lambda row: row.number == "〔2012〕2号")
    clerk.click("复查…")
    clerk.fill(ledger.stack.panel.form, rechecked_on="2012-8-2")
    ledger.stack.panel.form.field("close").box.click()
    clerk.click("登记复查", ledger.stack.panel)
    assert ledger.model.index(0, 5).data() == "复查合格，待销号"
    clerk.click("销号")
    assert violation_state(summer(clerk).violations[0], date(2012, 10, 10)) is ViolationState.CLOSED
    assert "整改合格，于2012年10月10日销号" in clerk.preview("预览复查意见")
    monkeypatch.setattr(clerk.desk.alerts, "confirm", lambda *_texts, **_more: True)
    clerk.click("发出复查意见")
    assert clerk.desk.tasks.wait_idle()
    (opinion,) = [one for one in issued_papers(clerk.desk.office) if one.kind == "整改复查意见"]
    assert opinion.title.startswith("〔2012〕2号")
    with pytest.raises(InputRejected, match="发出并存档，不能再改复查结果"):
        record_recheck(clerk.desk.office, ledger.model.rows()[0].id, date(2012, 8, 3), RecheckResult.FAILED)

    monkeypatch.setattr(clerk.desk.alerts, "choose_save", lambda *_args: tmp_path / "台账.xlsx")
    clerk.click("导出台账…")
    assert clerk.desk.tasks.wait_idle()
    rows = list(openpyxl.load_workbook(tmp_path / "台账.xlsx").active.iter_rows(values_only=True))
    assert rows[0][0] == "柳河镇2012年公共机构节能检查整改台账"
    assert [row[1] for row in rows[3:5]] == ["〔2012〕1号", "〔2012〕2号"]
    assert rows[3][6].date() == date(2012, 7, 6)
    assert rows[3][8] == "李晓燕\n2012-07-09"
    assert rows[5][0] == "合计2件：已销号1件，复查不合格后已再次下达1件。"  # and nothing of what is 0


def test_a_circular_together_with_the_deadline(clerk: Clerk) -> None:
    for visit in clerk.town.visits:
        add_violation(clerk.town.office, visit, ViolationKind.ELECTRICITY, "电脑整夜不关")
    panel = clerk.tab.rounds.pane.stack.panel
    clerk.click("通报并限期整改…")
    clerk.fill(panel.form, day="2012-7-9", deadline="2012-7-1")
    clerk.click("通报并下达整改通知", panel)
    assert "整改期限2012年7月1日早于通报日期2012年7月9日" in panel.form.field("deadline").problem
    assert circulars_of_year(clerk.town.office, 2012) == []
    clerk.fill(panel.form, deadline="2012-7-31", scope="全县", requirement="下班断电")
    clerk.click("通报并下达整改通知", panel)
    assert clerk.tab.pages.currentWidget() is clerk.tab.circulars
    text = clerk.preview("预览通报")
    for words in (
        "一、基本情况",
        "现对柳河镇人民政府、柳河镇中心学校在全县范围内予以通报",
        "二、主要问题",
        "〔2012〕2号",
        "责令被通报单位于2012年7月31日前改正",
    ):
        assert words in text
    states = {violation_state(violation, date(2012, 8, 1)) for violation in summer(clerk).violations}
    assert states == {ViolationState.OVERDUE}


def test_a_circular_after_the_deadline_is_proposed_and_drafted(clerk: Clerk) -> None:
    violation = add_violation(
        clerk.town.office, clerk.town.visits[1], ViolationKind.ELECTRICITY, "电脑整夜不关"
    )
    order_rectification(
        clerk.town.office,
        [violation],
        number="〔2012〕1号",
        ordered_on=date(2012, 7, 6),
        deadline=date(2012, 7, 20),
    )
    page = clerk.tab.circulars
    due = next(
        due
        for due in FACE.today(clerk.town.office, 2012, date(2012, 10, 10)).dues
        if due.place.kind == "proposal"
    )
    assert due.text == "建议通报中心学校：〔2012〕1号已逾期82天"
    clerk.tab.show_place(due.place)
    assert clerk.tab.pages.currentWidget() is page
    assert [page.proposals.index(0, column).data() for column in range(2)] == [
        "中心学校",
        "〔2012〕1号已逾期82天",
    ]
    clerk.click("对所列单位起草通报")
    (circular,) = circulars_of_year(clerk.town.office, 2012)
    assert (circular.units, circular.day) == (("中心学校",), date(2012, 10, 10))
    assert "改正力度不大。现对柳河镇中心学校在全镇范围内予以通报" in clerk.preview("预览通报")
    assert page.proposals.rowCount() == 0
    clerk.click("对所列单位起草通报")
    assert len(circulars_of_year(clerk.town.office, 2012)) == 1


def test_a_complaint_from_the_call_to_the_end(clerk: Clerk) -> None:
    page = clerk.tab.complaints
    clerk.tab.pages.setCurrentWidget(page)
    page.add()
    panel = page.stack.panel
    clerk.click("登记举报", panel)
    assert "请选择被举报单位" in panel.form.field("unit_id").problem
    clerk.fill(panel.form, unit_id="卫生院", text="空调整夜不关", handle_by="2012-10-1", reporter="群" * 200)
    clerk.click("登记举报", panel)
    assert "举报人太长（200字）" in panel.form.field("reporter").problem
    clerk.fill(panel.form, reporter="群众来电")
    clerk.click("登记举报", panel)
    assert "办理期限2012年10月1日早于举报日期2012年10月10日" in panel.form.field("handle_by").problem
    assert complaints_of_year(clerk.town.office, 2012) == []
    clerk.fill(panel.form, handle_by="2012-10-20")
    clerk.click("登记举报", panel)
    due = next(
        due
        for due in FACE.today(clerk.town.office, 2012, date(2012, 10, 22)).dues
        if due.place.kind == "complaint"
    )
    assert (due.text, due.deadline) == ("对卫生院的举报：逾期2天未办结", date(2012, 10, 20))

    clerk.click("核查属实…")
    clerk.fill(panel.form, on="2012-10-10", checkers="张" * 31, room="门诊大厅", text="夜间空调未关")
    clerk.click("核查属实", panel)
    assert "的姓名太长（31字）" in panel.form.field("checkers").problem
    clerk.fill(panel.form, checkers="张三 李四")
    clerk.click("核查属实", panel)
    assert clerk.tab.pages.currentWidget() is clerk.tab.rounds
    assert clerk.tab.rounds.grid.current_row().round.title == "卫生院举报核查"
    assert clerk.tab.rounds.pane.violation_grid.current_row().text == "夜间空调未关"
    assert clerk.tab.rounds.plan.text().startswith("2012年已查1次"), "it is not one of the four"

    clerk.tab.pages.setCurrentWidget(page)
    clerk.click("办结…")
    clerk.click("办结", panel)
    assert "办理结果" in panel.form.field("outcome").problem
    clerk.fill(panel.form, outcome="已当场关闭")
    clerk.click("办结", panel)
    assert page.model.index(0, 6).data() == "已办结（属实）"
    clerk.click("看问题")
    assert clerk.tab.pages.currentWidget() is clerk.tab.rounds


def test_the_years_report_and_what_is_kept_as_issued(clerk: Clerk) -> None:
    from jingzhen_desktop.widgets.desk import Desk

    clerk.tab.pages.setCurrentWidget(clerk.tab.plan)
    kept: list[object] = []

    def remember(pdf: object, name: str, paper: object = None) -> None:
        clerk.previewed.append((pdf, name))
        kept.append(paper)

    clerk.desk.preview = remember  # type: ignore[method-assign,assignment]
    text = clerk.preview("预览检查情况汇总")
    assert "柳河镇2012年公共机构节能检查情况汇总" in text
    assert "截至2012年10月10日，本年开展检查1次（计划4次），检查2家次，覆盖3个单位中的2个（66.7%）" in text
    assert "本年尚未检查的单位1个：卫生院" in text
    clerk.desk.alerts.confirm = lambda *_args, **_more: True  # type: ignore[method-assign]
    (paper,) = kept
    assert Desk._issue(clerk.desk, paper)
    (issued,) = issued_papers(clerk.town.office)
    assert (issued.kind, issued.title) == ("检查情况汇总", "2012年检查情况汇总（截至2012-10-10）")
    assert issued.place is not None
    clerk.tab.show_place(Place("inspection", "round", clerk.town.round_id))
    clerk.tab.show_place(issued.place)
    assert clerk.tab.pages.currentWidget() is clerk.tab.plan
