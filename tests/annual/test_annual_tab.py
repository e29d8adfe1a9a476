"""The tab driven as the clerk does: generate, tick, type, copy, export, come back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QListWidget, QPushButton

from jingzhen_desktop.annual.face import FACE
from jingzhen_desktop.annual.queries import summary
from jingzhen_desktop.annual.rules.markup import figures, plain
from jingzhen_desktop.annual.tab import AnnualTab
from jingzhen_desktop.annual.values import Origin, ParagraphKind, Summary, SummaryKind
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.inspection.actions import add_round, add_visits
from jingzhen_desktop.inspection.values import Season
from jingzhen_desktop.office import Office
from jingzhen_desktop.organisation.actions import change_contact
from jingzhen_desktop.organisation.queries import units_of_year
from jingzhen_desktop.widgets.desk import Desk

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = ParagraphKind.TEXT


@pytest.fixture
def desk(recorded: Office, qtbot: QtBot) -> Iterator[Desk]:
    desk = Desk(recorded, year=2011)
    yield desk
    desk.tasks.wait_idle()
    desk.close()


@pytest.fixture
def tab(desk: Desk, qtbot: QtBot) -> AnnualTab:
    return shown(desk, qtbot)


@pytest.fixture
def written(tab: AnnualTab, qtbot: QtBot) -> AnnualTab:
    """The tab with the summary generated."""
    click(tab, "生成", qtbot)
    return tab


def shown(desk: Desk, qtbot: QtBot) -> AnnualTab:
    tab = FACE.make_widget(desk)
    assert isinstance(tab, AnnualTab)
    qtbot.addWidget(tab)
    tab.resize(1200, 700)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


def click(tab: AnnualTab, text: str, qtbot: QtBot) -> None:
    button = next(button for button in tab.findChildren(QPushButton) if button.text() == text and button.isVisible())
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def stored(desk: Desk, kind: SummaryKind = SummaryKind.YEAR) -> Summary:
    found = summary(desk.office, 2011, kind)
    assert found is not None
    return found


def texts(desk: Desk) -> list[str]:
    return [plain(one.text) for one in stored(desk).paragraphs]


def number_of(tab: AnnualTab, beginning: str) -> int:
    """The block that begins so."""
    document = tab.editor.document()
    return next(number for number in range(document.blockCount()) if document.findBlockByNumber(number).text().startswith(beginning))


def paste(tab: AnnualTab, text: str, qtbot: QtBot) -> None:
    """As the clerk brings Chinese text from elsewhere."""
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(tab.editor, Qt.Key.Key_V, CONTROL)


def rest(tab: AnnualTab, qtbot: QtBot) -> None:
    """A second without typing."""
    with qtbot.waitSignal(tab.editor.rested, timeout=3000):
        pass


def tick(items: QListWidget, label: str, state: Qt.CheckState) -> None:
    (item,) = [items.item(row) for row in range(items.count()) if items.item(row).text().startswith(label)]
    assert item.checkState() is not state
    item.setCheckState(state)


def test_an_empty_year_names_the_next_step(tab: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    hint = tab._empty
    assert hint.isVisible()
    assert "2011年工作总结还没有生成" in hint.label.text()
    assert not any(button.isEnabled() for button in tab.findChildren(QPushButton) if button.text() == "复制全文")
    assert hint.button is not None
    qtbot.mouseClick(hint.button, Qt.MouseButton.LeftButton)
    assert not hint.isVisible()
    assert stored(desk).day == date(2011, 12, 31)
    assert tab.title.line.text() == "柳河镇2011年节能减排工作总结"
    assert tab.editor.toPlainText().startswith("今年以来，我镇节能减排工作")


def test_what_is_shown_is_what_is_stored(written: AnnualTab, desk: Desk) -> None:
    paragraphs = stored(desk).paragraphs
    assert [(one.text, one.kind) for one in written.editor.texts()] == [(one.text, one.kind) for one in paragraphs]
    assert sum(one.kind is ParagraphKind.TABLE for one in paragraphs) == 1
    assert sum(len(figures(one.text)) for one in paragraphs if one.kind is TEXT) > 20
    assert written.outline.list.count() == len(paragraphs)


def test_a_typed_paragraph_is_kept_through_closing_and_generating_anew(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.editor.go_to_block(0)
    paste(written, "回顾一年，", qtbot)
    qtbot.keyClicks(written.editor, "2011")
    rest(written, qtbot)
    assert texts(desk)[0].startswith("回顾一年，2011今年以来")
    again = shown(desk, qtbot)
    assert again.editor.toPlainText().startswith("回顾一年，2011今年以来")
    assert "手工改过1段" in again.count.text()
    click(again, "重新生成", qtbot)
    assert texts(desk)[0].startswith("回顾一年，2011今年以来")
    assert [one.origin for one in stored(desk).paragraphs].count(Origin.EDITED) == 1


def test_leaving_a_paragraph_stores_it_at_once(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.editor.go_to_block(0)
    qtbot.keyClicks(written.editor, "abc")
    qtbot.keyClick(written.editor, Qt.Key.Key_End, CONTROL)
    assert texts(desk)[0].startswith("abc今年以来")


def test_enter_splits_and_backspace_joins(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    before = texts(desk)
    ids = [one.id for one in stored(desk).paragraphs]
    written.editor.go_to_block(2)
    for _ in range(7):
        qtbot.keyClick(written.editor, Qt.Key.Key_Right)
    qtbot.keyClick(written.editor, Qt.Key.Key_Return)
    written.editor.commit()
    assert texts(desk)[:4] == [*before[:2], before[2][:7], before[2][7:]]
    assert len(texts(desk)) == len(before) + 1
    qtbot.keyClick(written.editor, Qt.Key.Key_Backspace)
    written.editor.commit()
    assert texts(desk) == before
    assert [one.id for one in stored(desk).paragraphs] == ids
    assert figures(stored(desk).paragraphs[2].text) != ()


def test_the_editors_undo_is_its_own(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    before = stored(desk).paragraphs[0].text
    written.editor.go_to_block(0)
    qtbot.keyClicks(written.editor, "xyz")
    written.editor.commit()
    assert plain(stored(desk).paragraphs[0].text).startswith("xyz")
    qtbot.keyClick(written.editor, Qt.Key.Key_Z, CONTROL)
    written.editor.commit()
    assert stored(desk).paragraphs[0].text == before


def test_a_changed_figure_loses_its_mark_and_is_stored_as_typed(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    number = number_of(written, "根据季节转换")
    assert figures(stored(desk).paragraphs[number].text)[0].shown == "1次"
    block = written.editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.text().index("1次") + 1)
    written.editor.setTextCursor(cursor)
    qtbot.keyClicks(written.editor, "2")
    written.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇12次对全镇" in plain(paragraph.text)
    assert "inspection.rounds" not in {figure.key for figure in figures(paragraph.text)}
    assert paragraph.origin is Origin.EDITED


def test_text_typed_after_a_figure_leaves_the_figure_marked(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    number = number_of(written, "根据季节转换")
    block = written.editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.text().index("1次") + 2)
    written.editor.setTextCursor(cursor)
    paste(written, "集中", qtbot)
    qtbot.keyClicks(written.editor, "a")
    written.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇1次集中a对全镇" in plain(paragraph.text)
    assert figures(paragraph.text)[0].shown == "1次"


def test_pasted_lines_become_paragraphs(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    count = len(texts(desk))
    qtbot.keyClick(written.editor, Qt.Key.Key_End, CONTROL)
    qtbot.keyClick(written.editor, Qt.Key.Key_Return)
    paste(written, "　　六、附加说明\n\n第一段⟦x|y⟧。\n第二段。\n", qtbot)
    written.editor.commit()
    assert texts(desk)[count:] == ["六、附加说明", "第一段⟦x|y⟧。", "第二段。"]
    assert stored(desk).paragraphs[count].level == 1
    assert figures(stored(desk).paragraphs[count + 1].text) == ()


def test_the_table_can_be_deleted_and_comes_back(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.editor.go_to_block(number_of(written, "五、"))
    qtbot.keyClick(written.editor, Qt.Key.Key_Left)
    qtbot.keyClick(written.editor, Qt.Key.Key_Backspace)
    written.editor.commit()
    assert not any(one.kind is ParagraphKind.TABLE for one in stored(desk).paragraphs)
    click(written, "重新生成", qtbot)
    assert any(one.kind is ParagraphKind.TABLE for one in stored(desk).paragraphs)


def test_ticked_problems_enter_the_text(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    assert "激励和约束机制" in "".join(texts(desk))
    tick(written.problems.list, "激励和约束机制", Qt.CheckState.Unchecked)
    assert "选项已改变" in written.hint.text()
    assert written.hint.isVisible()
    click(written, "重新生成", qtbot)
    assert "激励和约束机制" not in "".join(texts(desk))
    assert not written.hint.isVisible()
    tick(written.problems.list, "没有统一的定额", Qt.CheckState.Unchecked)
    change_contact(desk.office, units_of_year(desk.office, 2011)[0].id, 2011, liaison_name="")
    qtbot.waitUntil(lambda: "liaisons" in written.problems.offered)
    assert written.problems.chosen == ("management",)  # a tick not yet in the text outlives the change
    tick(written.problems.list, "有单位没有节能联络员", Qt.CheckState.Checked)
    click(written, "重新生成", qtbot)
    assert any(text.startswith("2.节能工作网络还不健全。政府机关尚未明确节能联络员") for text in texts(desk))
    again = shown(desk, qtbot)
    assert set(again.problems.chosen) == {"management", "liaisons"}


def test_changed_records_are_named_in_a_hint(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    assert not written.hint.isVisible()
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.waitUntil(lambda: "检查次数（监督检查）：1次→2次" in written.hint.text())
    assert written.hint.isVisible()
    assert "1次对全镇" in written.editor.toPlainText()  # the text itself waits for the clerk
    click(written, "重新生成", qtbot)
    assert not written.hint.isVisible()
    assert "2次对全镇" in written.editor.toPlainText()


def test_a_hidden_tab_looks_at_the_records_when_it_is_shown(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.hide()
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.wait(10)
    assert written.hint.text() == ""
    written.show()
    assert "1次→2次" in written.hint.text()


def test_copying_gives_html_and_text_with_what_was_just_typed(written: AnnualTab, qtbot: QtBot) -> None:
    written.editor.go_to_block(0)
    qtbot.keyClicks(written.editor, "abc")
    click(written, "复制全文", qtbot)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml()
    assert "<h1" in data.html()
    assert "<table" in data.html()
    assert "8,004" in data.html()
    lines = data.text().splitlines()
    assert lines[0] == "柳河镇2011年节能减排工作总结"
    assert lines[1].startswith("　　abc今年以来")
    assert lines[-2:] == ["柳河镇人民政府", "2011年12月31日"]


def test_the_pdf_goes_to_the_chosen_folder(
    written: AnnualTab, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    click(written, "导出PDF…", qtbot)
    assert desk.tasks.wait_idle()
    target = tmp_path / "柳河镇2011年节能减排工作总结.pdf"
    first = target.stat().st_ino
    assert "柳河镇" in PdfReader(target).pages[0].extract_text()
    click(written, "导出PDF…", qtbot)
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: not desk.tasks.busy and target.stat().st_ino != first)
    assert len(asked) == 1
    assert "已经存在" in asked[0]


def test_the_preview_shows_the_same_paper(written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown_papers: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name: shown_papers.append((pdf.title, name)))
    click(written, "预览打印", qtbot)
    assert desk.tasks.wait_idle()
    assert shown_papers == [("柳河镇2011年节能减排工作总结", "柳河镇2011年节能减排工作总结.pdf")]


def test_the_outline_leads_and_reorders(written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    before = texts(desk)
    row = number_of(written, "三、")
    box = written.outline.list.visualItemRect(written.outline.list.item(row))
    qtbot.mouseClick(written.outline.list.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert written.editor.textCursor().blockNumber() == row
    click(written, "下移", qtbot)
    assert texts(desk)[row : row + 2] == [before[row + 1], before[row]]
    assert written.outline.list.currentRow() == row + 1
    click(written, "插入", qtbot)
    assert texts(desk)[row + 2] == "请在此填写新段落。"
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    click(written, "删除", qtbot)
    assert "请在此填写新段落。" not in texts(desk)
    assert len(asked) == 1


def test_rewriting_asks_before_it_replaces_edits(written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any(button.isVisible() for button in written.findChildren(QPushButton) if button.text() == "全部重写")
    written.editor.go_to_block(0)
    qtbot.keyClicks(written.editor, "abc")
    written.editor.commit()
    answers = iter((False, True))
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_, **__: next(answers))
    click(written, "全部重写", qtbot)
    assert texts(desk)[0].startswith("abc")
    click(written, "全部重写", qtbot)
    assert texts(desk)[0].startswith("今年以来")


def test_title_day_and_kind_are_fields(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.title.line.setFocus()
    written.title.line.selectAll()
    QGuiApplication.clipboard().setText("另一个标题")
    qtbot.keyClick(written.title.line, Qt.Key.Key_V, CONTROL)
    qtbot.keyClick(written.title.line, Qt.Key.Key_Return)
    assert stored(desk).title == "另一个标题"
    written.title.line.clear()
    qtbot.keyClick(written.title.line, Qt.Key.Key_Return)
    assert "标题不能为空" in written.title.problem
    assert stored(desk).title == "另一个标题"
    written.day.line.selectAll()
    qtbot.keyClicks(written.day.line, "2012-1-6")
    qtbot.keyClick(written.day.line, Qt.Key.Key_Return)
    assert stored(desk).day == date(2012, 1, 6)
    written.kind.box.setFocus()
    written.kind.box.setCurrentIndex(1)
    written.kind.box.activated.emit(1)
    assert "2011年半年工作总结还没有生成" in written._empty.label.text()
    click(written, "生成", qtbot)
    assert "上半年" in stored(desk, SummaryKind.HALF).title


def test_a_year_without_records_is_shown_and_the_old_text_is_kept(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.editor.go_to_block(0)
    qtbot.keyClicks(written.editor, "abc")
    desk.year = 2012
    assert "2012年工作总结还没有生成" in written._empty.label.text()
    assert texts(desk)[0].startswith("abc")
    desk.year = 2011
    assert written.editor.toPlainText().startswith("abc")


def test_places_are_shown(written: AnnualTab, desk: Desk) -> None:
    paragraph = stored(desk).paragraphs[5]
    written.show_place(Place("annual", "paragraph", paragraph.id))
    assert written.editor.textCursor().blockNumber() == 5
    written.show_place(Place("annual", "paragraph", 99999))
    assert written.editor.textCursor().blockNumber() == 5


def test_a_figure_leads_to_its_records(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    number = number_of(written, "根据季节转换")
    written.editor.go_to_block(number)
    block = written.editor.document().findBlockByNumber(number)
    wanted: list[Place] = []
    desk.place_wanted.connect(wanted.append)
    for word in ("1次", "季节"):
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + block.text().index(word))
        point = written.editor.cursorRect(cursor).center() + QPoint(6, 0)
        qtbot.mouseClick(written.editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
        assert len(wanted) == (word != "1次")  # without Ctrl it only puts the caret
        qtbot.mouseClick(written.editor.viewport(), Qt.MouseButton.LeftButton, CONTROL, pos=point)
    assert wanted == [Place("inspection")]


def test_every_control_has_a_name(written: AnnualTab) -> None:
    for button in written.findChildren(QPushButton):
        assert button.text()
        assert button.toolTip()
    for widget in (
        written.editor,
        written.outline.list,
        written.problems.list,
        written.kind.editor,
        written.day.editor,
        written.title.editor,
    ):
        assert widget.accessibleName()
