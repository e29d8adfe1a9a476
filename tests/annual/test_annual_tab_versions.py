"""定稿, 修订 and writing anew as the clerk does them; what is attached, what a final text brings about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from jingzhen_desktop.annual.actions.editing import change_sending
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.annual.values.kinds import SummaryKind
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.issued import Paper, issue
from jingzhen_desktop.organisation.queries.ledger import plan_items
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.fields.lines import TextField
from jingzhen_desktop.widgets.page_head import ActionButton

from ..finished import pdf_text
from ..hands import CONTROL, in_more, paste, press
from ..looking import hint, visible
from .summary_page import at_word, choose_kind, panel, stored, texts, tick

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def test_a_paragraph_is_compared_before_it_is_written_anew(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = at_word(written, "根据季节转换", "我镇")
    before = texts(desk)[number]
    paste(written.view.editor, "按照安排，")
    written.view.editor.commit()
    typed = texts(desk)[number]
    panel(written, "依据")
    press(written, "重新生成本段")
    assert written.view.comparison.isVisible()
    assert written.view.comparison.old.toPlainText() == typed
    assert written.view.comparison.new.toPlainText() == before
    assert 'background-color:#fcebea;">，按照安排</span>' in written.view.comparison.old.toHtml()
    assert "手工改过" in written.view.comparison.note.text()
    press(written, "保留原文")
    assert texts(desk)[number] == typed
    press(written, "重新生成本段")
    press(written, "采用新文")
    assert texts(desk)[number] == before
    assert not written.view.comparison.isVisible()
    desk.office.undo()
    assert texts(desk)[number] == typed


def test_finalising_freezes_keeps_the_paper_and_revising_opens_the_next(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    press(written, "定稿")
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: stored(desk).is_final)
    assert "以前的操作也不能再撤销" in asked[0]
    assert written.view.editor.isReadOnly()
    assert written.view.hint.text().startswith("已定稿：第1版")
    before = texts(desk)
    qtbot.keyClicks(written.view.editor, "abc")
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Backspace)
    written.view.editor.commit()
    assert texts(desk) == before
    assert not {"定稿", "重新生成"} & {one.text() for one in visible(written, ActionButton)}
    assert not any(
        one.isEnabled() for one in written.findChildren(ActionButton) if one.text() in ("上移", "插入")
    )
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.waitUntil(lambda: "定稿后记录有变化" in written.view.hint.text())
    assert "检查次数（监督检查）：1次→2次" in written.view.hint.text()
    panel(written, "版本")
    newest = written.view.versions.tree.topLevelItem(0)
    assert newest is not None
    rounds = next(
        newest.child(row)
        for row in range(newest.childCount())
        if newest.child(row).text(0).startswith("检查次数")
    )
    assert rounds.childCount() == 2  # the round, and its visit
    shown_papers: list[tuple[bytes, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown_papers.append((pdf.data, name)))
    press(written, "打开")
    assert shown_papers[0][1] == "柳河镇2011年节能减排工作总结（第1版）.pdf"
    kept = shown_papers[0][0]
    assert kept.startswith(b"%PDF")
    QGuiApplication.clipboard().setText("补登秋季检查")
    written.view.versions.reason.setFocus()
    qtbot.keyClick(written.view.versions.reason, Qt.Key.Key_V, CONTROL)
    press(written, "修订")
    assert not written.view.editor.isReadOnly()
    assert "正在修订第2版（补登秋季检查）" in written.view.versions.note.text()
    press(written, "重新生成")
    press(written, "定稿")
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: stored(desk).is_final)
    assert written.view.versions.tree.topLevelItemCount() == 2
    second = written.view.versions.tree.topLevelItem(1)
    assert second is not None
    assert second.text(0).startswith("第1版")
    written.view.versions.tree.setCurrentItem(second)
    press(written, "打开")
    assert shown_papers[-1][0] == kept


def test_a_contradicting_text_is_finalised_only_after_a_warning(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_word(written, "根据季节转换", "1次")
    qtbot.keyClicks(written.view.editor, "2")
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: bool(asked.append(question)))
    press(written, "定稿")
    assert asked[0].startswith("注意：文中还有1处与记录不一致（见“核对”）。")
    assert not stored(desk).is_final


def test_ticks_attach_and_the_letter_carries_the_summary(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_kind(written, "报送总结的报告")
    press(written, "生成")
    letter = stored(desk, SummaryKind.COVER)
    assert letter.title == "柳河镇人民政府关于报送2011年节能减排工作总结的报告"
    panel(written, "附件")
    ticked = written.view.sending.list
    assert [ticked.item(row).text() for row in range(ticked.count())][:3] == [
        "年度工作总结",
        "半年工作总结",
        "能源消费状况报告",
    ]
    tick(ticked, "宣传培训一览", Qt.CheckState.Checked)
    assert [one.value for one in stored(desk, SummaryKind.COVER).attachments] == ["summary_year", "publicity"]
    number = written.view.sending.form.field("number")
    assert isinstance(number, TextField)
    number.line.setFocus()
    QGuiApplication.clipboard().setText("十二号")
    qtbot.keyClick(number.line, Qt.Key.Key_V, CONTROL)
    qtbot.keyClick(number.line, Qt.Key.Key_Return)
    assert "应写成" in number.problem
    number.line.selectAll()
    QGuiApplication.clipboard().setText("柳政报〔2012〕3号")
    qtbot.keyClick(number.line, Qt.Key.Key_V, CONTROL)
    qtbot.keyClick(number.line, Qt.Key.Key_Return)
    assert stored(desk, SummaryKind.COVER).number == "柳政报〔2012〕3号"
    papers: list[bytes] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, *_more: papers.append(pdf.data))
    press(written, "预览打印")
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: bool(papers))
    text = pdf_text(papers[0])
    assert "柳河镇人民政府文件" in text
    assert "附件2" in text


def test_a_final_plan_goes_into_the_ledger(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_, **__: True)
    choose_kind(written, "下年度工作计划")
    assert "定稿后，各条列入2012年的工作台账" in hint(written).label.text()
    press(written, "生成")
    press(written, "定稿")
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: stored(desk, SummaryKind.PLAN).is_final)
    assert len(plan_items(desk.office, 2012)) >= 6


def test_a_number_given_before_stops_the_finalising_with_a_sentence(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, warned: list[str]
) -> None:
    issue(
        desk.office,
        Paper("报告", "柳政报〔2012〕3号", date(2012, 1, 5), "另一份报告", Place("annual"), b"%PDF"),
    )
    choose_kind(written, "报送总结的报告")
    press(written, "生成")
    letter = stored(desk, SummaryKind.COVER)
    change_sending(desk.office, letter, replace(letter, number="柳政报〔2012〕3号"))
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    press(written, "定稿")
    assert "所附《柳河镇2011年节能减排工作总结》还没有定稿" in asked[0]
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: bool(warned))
    assert warned[0].startswith("文号柳政报〔2012〕3号已用于“另一份报告”")
    assert not stored(desk, SummaryKind.COVER).is_final
    assert not written.view.editor.isReadOnly()


def test_rewriting_asks_before_it_replaces_edits(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert in_more(written, "全部重新生成") is None
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.view.editor, "abc")
    written.view.editor.commit()
    answers = iter((False, True))
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_, **__: next(answers))
    press(written, "全部重新生成")
    assert texts(desk)[0].startswith("abc")
    press(written, "全部重新生成")
    assert texts(desk)[0].startswith("今年以来")
