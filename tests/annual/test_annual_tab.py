"""The page driven as the clerk does: what it shows, its fields, its outline, what it says of changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from jingzhen_desktop.annual.actions.versions import finalise
from jingzhen_desktop.annual.rules.markup import figures
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.annual.values.kinds import ParagraphKind, SummaryKind
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.issued import issued_papers
from jingzhen_desktop.organisation.actions.units import change_contact
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.page_head import ActionButton

from ..changing import changed
from ..hands import CONTROL, press
from ..looking import hint, visible
from .summary_page import choose_kind, number_of, shown, stored, texts, tick

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

TEXT = ParagraphKind.TEXT


def test_an_empty_year_names_the_next_step(tab: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    empty = hint(tab)
    assert "2011年工作总结还没有生成" in empty.label.text()
    assert [one.text() for one in visible(tab, ActionButton)] == ["生成"]
    assert empty.button is not None
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert not empty.isVisible()
    assert stored(desk).day == date(2011, 12, 31)
    assert tab.view.title.line.text() == "柳河镇2011年节能减排工作总结"
    assert tab.view.editor.toPlainText().startswith("今年以来，我镇节能减排工作")


def test_what_is_shown_is_what_is_stored(written: AnnualTab, desk: Desk) -> None:
    paragraphs = stored(desk).paragraphs
    assert [(one.text, one.kind) for one in written.view.editor.texts()] == [
        (one.text, one.kind) for one in paragraphs
    ]
    assert sum(one.kind is ParagraphKind.TABLE for one in paragraphs) == 1
    assert sum(len(figures(one.text)) for one in paragraphs if one.kind is TEXT) > 20
    assert written.view.outline.list.count() == len(paragraphs)


def test_ticked_problems_enter_the_text(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    assert "激励和约束机制" in "".join(texts(desk))
    tick(written.view.problems.list, "激励和约束机制", Qt.CheckState.Unchecked)
    assert "选项已改变" in written.view.hint.text()
    assert written.view.hint.isVisible()
    press(written, "重新生成")
    assert "激励和约束机制" not in "".join(texts(desk))
    assert not written.view.hint.isVisible()
    tick(written.view.problems.list, "没有统一的定额", Qt.CheckState.Unchecked)
    changed(change_contact, desk.office, units_of_year(desk.office, 2011)[0].id, 2011, liaison_name="")
    qtbot.waitUntil(lambda: "liaisons" in written.view.problems.offered)
    assert written.view.problems.chosen == ("management",)  # a tick not yet in the text outlives the change
    tick(written.view.problems.list, "有单位没有节能联络员", Qt.CheckState.Checked)
    press(written, "重新生成")
    assert any(text.startswith("2.节能工作网络还不健全。政府机关尚未明确节能联络员") for text in texts(desk))
    again = shown(desk, qtbot)
    assert set(again.view.problems.chosen) == {"management", "liaisons"}


def test_changed_records_are_named_in_a_hint(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    assert not written.view.hint.isVisible()
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.waitUntil(lambda: "检查次数（监督检查）：1次→2次" in written.view.hint.text())
    assert written.view.hint.isVisible()
    assert "1次对全镇" in written.view.editor.toPlainText()  # the text itself waits for the clerk
    press(written, "重新生成")
    assert not written.view.hint.isVisible()
    assert "2次对全镇" in written.view.editor.toPlainText()


def test_a_hidden_tab_looks_at_the_records_when_it_is_shown(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    written.hide()
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.wait(10)
    assert written.view.hint.text() == ""
    written.show()
    assert "1次→2次" in written.view.hint.text()


def test_the_outline_leads_and_reorders(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = texts(desk)
    row = number_of(written, "三、")
    box = written.view.outline.list.visualItemRect(written.view.outline.list.item(row))
    qtbot.mouseClick(written.view.outline.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert written.view.editor.textCursor().blockNumber() == row
    press(written, "下移")
    assert texts(desk)[row : row + 2] == [before[row + 1], before[row]]
    assert written.view.outline.list.currentRow() == row + 1
    press(written, "插入")
    assert texts(desk)[row + 2] == "请在此填写新段落。"
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    press(written, "删除")
    assert "请在此填写新段落。" not in texts(desk)
    assert len(asked) == 1


def test_title_day_and_kind_are_fields(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.view.title.line.setFocus()
    written.view.title.line.selectAll()
    QGuiApplication.clipboard().setText("另一个标题")
    qtbot.keyClick(written.view.title.line, Qt.Key.Key_V, CONTROL)
    qtbot.keyClick(written.view.title.line, Qt.Key.Key_Return)
    assert stored(desk).title == "另一个标题"
    written.view.title.line.clear()
    qtbot.keyClick(written.view.title.line, Qt.Key.Key_Return)
    assert "标题不能为空" in written.view.title.problem
    assert stored(desk).title == "另一个标题"
    written.day.line.selectAll()
    qtbot.keyClicks(written.day.line, "2012-1-6")
    qtbot.keyClick(written.day.line, Qt.Key.Key_Return)
    assert stored(desk).day == date(2012, 1, 6)
    choose_kind(written, "半年总结")
    assert "2011年半年工作总结还没有生成" in hint(written).label.text()
    press(written, "生成")
    assert "上半年" in stored(desk, SummaryKind.HALF).title


def test_a_year_without_records_is_shown_and_the_old_text_is_kept(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.view.editor, "abc")
    desk.year = 2012
    assert "2012年工作总结还没有生成" in hint(written).label.text()
    assert texts(desk)[0].startswith("abc")
    desk.year = 2011
    assert written.view.editor.toPlainText().startswith("abc")


def test_places_are_shown(written: AnnualTab, desk: Desk) -> None:
    paragraph = stored(desk).paragraphs[5]
    written.show_place(Place("annual", "paragraph", paragraph.id))
    assert written.view.editor.textCursor().blockNumber() == 5
    written.show_place(Place("annual", "paragraph", 99999))
    assert written.view.editor.textCursor().blockNumber() == 5
    version = finalise(desk.office, stored(desk), b"%PDF")
    desk.year = 2012
    (paper,) = issued_papers(desk.office)
    for place in (paper.place, Place("annual", "version", version.id)):
        assert place is not None
        written.show_place(place)
        assert desk.year == 2011
        assert written.view.panels.currentWidget() is written.view.versions


def test_every_control_has_a_name(written: AnnualTab) -> None:
    for button in written.findChildren(QPushButton):
        assert button.text()
        assert button.toolTip()
    for widget in (
        written.view.editor,
        written.view.outline.list,
        written.view.problems.list,
        written.kind.tabs,
        written.day.editor,
        written.view.title.editor,
    ):
        assert widget.accessibleName()
