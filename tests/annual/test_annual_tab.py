"""The tab driven as the clerk does: generate, tick, type, copy, export, come back."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget, QPushButton, QToolButton

from jingzhen_desktop.annual import sheets
from jingzhen_desktop.annual.actions.drafting import generate
from jingzhen_desktop.annual.actions.editing import change_sending
from jingzhen_desktop.annual.actions.versions import finalise
from jingzhen_desktop.annual.face import FACE
from jingzhen_desktop.annual.papers import document
from jingzhen_desktop.annual.queries.figures import compare, explanations
from jingzhen_desktop.annual.queries.stored import summary
from jingzhen_desktop.annual.rules.markup import figures, plain
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.annual.tab.runs import span_at
from jingzhen_desktop.annual.values.kinds import Origin, ParagraphKind, SummaryKind
from jingzhen_desktop.annual.values.text import Summary
from jingzhen_desktop.base.place import Place
from jingzhen_desktop.desktop.workplace import Workplace
from jingzhen_desktop.energy.periods import Quarter
from jingzhen_desktop.inspection.actions.rounds import add_round, add_visits
from jingzhen_desktop.inspection.values.words import Season
from jingzhen_desktop.office.file import Office
from jingzhen_desktop.office.issued import Paper, issue, issued_papers
from jingzhen_desktop.organisation.actions.units import change_contact
from jingzhen_desktop.organisation.queries.ledger import plan_items
from jingzhen_desktop.organisation.queries.units import units_of_year
from jingzhen_desktop.publicity.actions import add_activity
from jingzhen_desktop.publicity.values import Activity, ActivityKind
from jingzhen_desktop.quarterly.values.reports import report_place
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.desk import Desk
from jingzhen_desktop.widgets.fields.lines import TextField

from ..hands import compose
from ..told import Told, cancelling, listen, raising

if TYPE_CHECKING:
    from types import ModuleType

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
    button = next(
        button for button in tab.findChildren(QPushButton) if button.text() == text and button.isVisible()
    )
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
    return next(
        number
        for number in range(document.blockCount())
        if document.findBlockByNumber(number).text().startswith(beginning)
    )


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
    assert not any(
        button.isEnabled() for button in tab.findChildren(QPushButton) if button.text() == "复制全文"
    )
    assert hint.button is not None
    qtbot.mouseClick(hint.button, Qt.MouseButton.LeftButton)
    assert not hint.isVisible()
    assert stored(desk).day == date(2011, 12, 31)
    assert tab.title.line.text() == "柳河镇2011年节能减排工作总结"
    assert tab.editor.toPlainText().startswith("今年以来，我镇节能减排工作")


def test_what_is_shown_is_what_is_stored(written: AnnualTab, desk: Desk) -> None:
    paragraphs = stored(desk).paragraphs
    assert [(one.text, one.kind) for one in written.editor.texts()] == [
        (one.text, one.kind) for one in paragraphs
    ]
    assert sum(one.kind is ParagraphKind.TABLE for one in paragraphs) == 1
    assert sum(len(figures(one.text)) for one in paragraphs if one.kind is TEXT) > 20
    assert written.outline.list.count() == len(paragraphs)


def test_a_typed_paragraph_is_kept_through_closing_and_generating_anew(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    written.editor.go_to_paragraph(0)
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
    written.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.editor, "abc")
    qtbot.keyClick(written.editor, Qt.Key.Key_End, CONTROL)
    assert texts(desk)[0].startswith("abc今年以来")


def test_enter_splits_and_backspace_joins(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    before = texts(desk)
    ids = [one.id for one in stored(desk).paragraphs]
    written.editor.go_to_paragraph(2)
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
    written.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.editor, "xyz")
    written.editor.commit()
    assert plain(stored(desk).paragraphs[0].text).startswith("xyz")
    qtbot.keyClick(written.editor, Qt.Key.Key_Z, CONTROL)
    written.editor.commit()
    assert stored(desk).paragraphs[0].text == before


def at_word(tab: AnnualTab, beginning: str, word: str, offset: int = 0) -> int:
    """Put the caret at a word of a paragraph; returns the paragraph's number."""
    number = number_of(tab, beginning)
    block = tab.editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    before = block.text()[: block.text().index(word) + offset]
    cursor.setPosition(block.position() + len(before.encode("utf-16-le")) // 2)
    tab.editor.setTextCursor(cursor)
    return number


def point_of(tab: AnnualTab, beginning: str, word: str) -> QPoint:
    """Where the first letter of a word is on the screen."""
    at_word(tab, beginning, word)
    return tab.editor.cursorRect().center() + QPoint(6, 0)


def panel(tab: AnnualTab, name: str) -> None:
    """Bring a panel of the side to the front, as by a click on its tab."""
    (index,) = [index for index in range(tab.panels.count()) if tab.panels.tabText(index).startswith(name)]
    QTest.mouseClick(
        tab.panels.tabBar(), Qt.MouseButton.LeftButton, pos=tab.panels.tabBar().tabRect(index).center()
    )
    assert tab.panels.currentIndex() == index


def test_the_caret_passes_over_a_figure_and_backspace_takes_it_out(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = at_word(written, "根据季节转换", "1次")
    start = written.editor.textCursor().position()
    qtbot.keyClick(written.editor, Qt.Key.Key_Right)
    assert written.editor.textCursor().position() == start + 2
    qtbot.keyClick(written.editor, Qt.Key.Key_Left)
    assert written.editor.textCursor().position() == start
    qtbot.keyClick(written.editor, Qt.Key.Key_Right, SHIFT)
    assert written.editor.textCursor().selectedText() == "1次"
    qtbot.keyClick(written.editor, Qt.Key.Key_Right)
    qtbot.keyClick(written.editor, Qt.Key.Key_Backspace)
    written.editor.commit()
    assert "我镇对全镇部分单位" in plain(stored(desk).paragraphs[number].text)
    qtbot.keyClick(written.editor, Qt.Key.Key_Z, CONTROL)
    written.editor.commit()
    assert "inspection.rounds" in {figure.key for figure in figures(stored(desk).paragraphs[number].text)}


def test_a_figure_clicked_and_typed_over_is_free_text_that_is_pointed_out(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = number_of(written, "根据季节转换")
    point = point_of(written, "根据季节转换", "1次")
    qtbot.mouseClick(written.editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert written.editor.textCursor().selectedText() == "1次"
    qtbot.keyClicks(written.editor, "4")
    paste(written, "次", qtbot)
    written.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇4次对全镇" in plain(paragraph.text)
    assert "inspection.rounds" not in {figure.key for figure in figures(paragraph.text)}
    assert paragraph.origin is Origin.EDITED
    assert "文中“4次”，记录为1次" in written.hint.text()
    panel(written, "核对")
    assert written.panels.tabText(written.panels.currentIndex()) == "核对(1)"
    item = written.checks.tree.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "文中“4次”，记录为1次"
    assert len(written.editor.extraSelections()) == 1
    (button,) = [one for one in written.checks.tree.findChildren(QToolButton) if one.text() == "采用"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    after = stored(desk).paragraphs[number]
    assert (
        figures(after.text)[0] == figures(paragraph.text.replace("我镇4次", "我镇⟦inspection.rounds|1次⟧"))[0]
    )
    assert not written.hint.isVisible()
    assert written.checks.tree.topLevelItemCount() == 0


@pytest.mark.parametrize("seed", range(2))
def test_whatever_is_pressed_a_figure_is_whole_or_gone(
    written: AnnualTab, desk: Desk, qtbot: QtBot, seed: int
) -> None:
    """The caret is never inside a figure, and no figure ever shows anything but what the records say."""
    dice = random.Random(seed)
    said = {
        figure.key: figure.shown
        for one in stored(desk).paragraphs
        if one.kind is TEXT
        for figure in figures(one.text)
    }
    keys = [
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    ]
    keys += [Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_4, Qt.Key.Key_A, Qt.Key.Key_Return]
    chords = [
        Qt.Key.Key_X,
        Qt.Key.Key_V,
        Qt.Key.Key_Z,
        Qt.Key.Key_Y,
        Qt.Key.Key_C,
        Qt.Key.Key_Left,
        Qt.Key.Key_Backspace,
    ]
    written.editor.go_to_paragraph(number_of(written, "全年共检查"))
    for _ in range(250):
        if dice.random() < 0.2:
            QTest.keyClick(written.editor, dice.choice(chords), CONTROL)
        else:
            QTest.keyClick(
                written.editor,
                dice.choice(keys),
                SHIFT if dice.random() < 0.3 else Qt.KeyboardModifier.NoModifier,
            )
        cursor = written.editor.textCursor()
        assert span_at(written.editor.document(), cursor.position()) is None
        assert span_at(written.editor.document(), cursor.anchor()) is None
    found = [figure for one in written.editor.texts() if one.kind is TEXT for figure in figures(one.text)]
    assert all(said[figure.key] == figure.shown for figure in found)
    written.editor.commit()
    assert [one.text for one in written.editor.texts()] == [one.text for one in stored(desk).paragraphs]


def test_empty_lines_do_not_shift_what_is_pointed_out(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.editor.go_to_paragraph(0)
    qtbot.keyClick(written.editor, Qt.Key.Key_Return)
    qtbot.keyClick(written.editor, Qt.Key.Key_Return)
    at_word(written, "根据季节转换", "根据")
    paste(written, "𠮷　", qtbot)  # outside the basic plane: two places of the document, one letter
    point = point_of(written, "𠮷", "1次")
    qtbot.mouseClick(written.editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.keyClicks(written.editor, "4")
    paste(written, "次", qtbot)
    written.editor.commit()
    (selection,) = written.editor.extraSelections()
    assert selection.cursor.selectedText() == "4次"
    panel(written, "核对")
    (button,) = [one for one in written.checks.tree.findChildren(QToolButton) if one.text() == "采用"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    number = next(number for number, text in enumerate(texts(desk)) if text.startswith("𠮷"))
    assert figures(stored(desk).paragraphs[number].text)[0].shown == "1次"
    written.outline.chosen.emit(number)
    assert written.editor.textCursor().block().text().startswith("𠮷")


def test_a_digit_typed_beside_a_figure_is_pointed_out(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    number = at_word(written, "根据季节转换", "1次")
    qtbot.keyClicks(written.editor, "2")
    written.editor.commit()
    assert "我镇21次对全镇" in plain(stored(desk).paragraphs[number].text)
    assert [figure.key for figure in figures(stored(desk).paragraphs[number].text)] == ["inspection.target"]
    assert "文中“21次”，记录为1次" in written.hint.text()


def test_composed_text_goes_beside_a_figure(written: AnnualTab, desk: Desk) -> None:
    number = at_word(written, "根据季节转换", "1次", 2)
    event = QInputMethodEvent()
    event.setCommitString("集中")
    QGuiApplication.sendEvent(written.editor, event)
    written.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇1次集中对全镇" in plain(paragraph.text)
    assert figures(paragraph.text)[0].shown == "1次"


def test_figures_are_copied_as_figures_here_and_as_numbers_elsewhere(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    at_word(written, "根据季节转换", "我镇1次")
    for _ in range(3):
        qtbot.keyClick(written.editor, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(written.editor, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "我镇1次"
    written.editor.go_to_paragraph(0)
    qtbot.keyClick(written.editor, Qt.Key.Key_V, CONTROL)
    written.editor.commit()
    assert stored(desk).paragraphs[0].text.startswith("我镇⟦inspection.rounds|1次⟧今年以来")


def test_search_finds_numbers(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.search.setFocus()
    qtbot.keyClicks(written.search, "8004")
    qtbot.keyClick(written.search, Qt.Key.Key_Return)
    assert written.editor.textCursor().selectedText() == "8004"
    said: list[str] = []
    desk.alerts.said.connect(said.append)
    written.search.setText("没有的字")
    click(written, "下一处", qtbot)
    assert said == ["正文中没有“没有的字”"]


@pytest.mark.parametrize("words", ["dsl", "dianshuliang", "8004 shuliang", "电 数量"])
def test_a_figure_is_found_by_pinyin_and_put_in(
    written: AnnualTab, desk: Desk, qtbot: QtBot, words: str
) -> None:
    panel(written, "数据域")
    written.editor.go_to_paragraph(0)
    everything = written.figures.list.count()
    assert everything > 40
    written.figures.search.setFocus()
    compose(written.figures.search, words)
    shown_items = [written.figures.list.item(row).text() for row in range(written.figures.list.count())]
    assert "电·数量：8004千瓦时" in shown_items
    assert len(shown_items) < everything
    written.figures.list.setCurrentRow(shown_items.index("电·数量：8004千瓦时"))
    click(written, "插入到正文", qtbot)
    written.editor.commit()
    assert stored(desk).paragraphs[0].text.startswith("⟦statistics.electricity.quantity|8004⟧千瓦时今年以来")


def test_the_grounds_of_a_paragraph_lead_to_its_records(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[Place] = []
    desk.place_wanted.connect(wanted.append)
    panel(written, "依据")
    written.editor.go_to_paragraph(number_of(written, "据统计"))
    tree = written.grounds.tree
    items = [item for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row))]
    electricity = next(item for item in items if item.text(0) == "电·数量：8004")
    assert "各单位2011年全年季度报表“电”数量之和" in electricity.toolTip(0)
    assert electricity.childCount() == 8
    assert electricity.child(0).text(0) == "政府机关2011年一季度：1,000.5千瓦时"
    electricity.setExpanded(True)
    tree.scrollToItem(electricity.child(0), tree.ScrollHint.PositionAtTop)
    qtbot.waitUntil(
        lambda: tree.viewport().rect().contains(tree.visualItemRect(electricity.child(0)).center())
    )
    box = tree.visualItemRect(electricity.child(0))
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=box.center())
    assert wanted[-1] == report_place(Quarter(2011, 1), units_of_year(desk.office, 2011)[0].id)
    written.editor.go_to_paragraph(number_of(written, "一、"))
    assert "固定用语" in written.grounds.note.text()


def test_a_paragraph_is_compared_before_it_is_written_anew(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = at_word(written, "根据季节转换", "我镇")
    before = texts(desk)[number]
    paste(written, "按照安排，", qtbot)
    written.editor.commit()
    typed = texts(desk)[number]
    panel(written, "依据")
    click(written, "重新生成本段", qtbot)
    assert written.comparison.isVisible()
    assert written.comparison.old.toPlainText() == typed
    assert written.comparison.new.toPlainText() == before
    assert 'background-color:#fcebea;">，按照安排</span>' in written.comparison.old.toHtml()
    assert "手工改过" in written.comparison.note.text()
    click(written, "保留原文", qtbot)
    assert texts(desk)[number] == typed
    click(written, "重新生成本段", qtbot)
    click(written, "采用新文", qtbot)
    assert texts(desk)[number] == before
    assert not written.comparison.isVisible()
    desk.office.undo()
    assert texts(desk)[number] == typed


def test_finalising_freezes_keeps_the_paper_and_revising_opens_the_next(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    click(written, "定稿", qtbot)
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: stored(desk).is_final)
    assert "以前的操作也不能再撤销" in asked[0]
    assert written.editor.isReadOnly()
    assert written.hint.text().startswith("已定稿：第1版")
    before = texts(desk)
    qtbot.keyClicks(written.editor, "abc")
    qtbot.keyClick(written.editor, Qt.Key.Key_Backspace)
    written.editor.commit()
    assert texts(desk) == before
    assert not any(
        button.isEnabled()
        for button in written.findChildren(QPushButton)
        if button.text() in ("定稿", "重新生成", "上移", "插入")
    )
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.waitUntil(lambda: "定稿后记录有变化" in written.hint.text())
    assert "检查次数（监督检查）：1次→2次" in written.hint.text()
    panel(written, "版本")
    newest = written.versions.tree.topLevelItem(0)
    assert newest is not None
    rounds = next(
        newest.child(row)
        for row in range(newest.childCount())
        if newest.child(row).text(0).startswith("检查次数")
    )
    assert rounds.childCount() == 2  # the round, and its visit
    shown_papers: list[tuple[bytes, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown_papers.append((pdf.data, name)))
    click(written, "打开", qtbot)
    assert shown_papers[0][1] == "柳河镇2011年节能减排工作总结（第1版）.pdf"
    kept = shown_papers[0][0]
    assert kept.startswith(b"%PDF")
    QGuiApplication.clipboard().setText("补登秋季检查")
    written.versions.reason.setFocus()
    qtbot.keyClick(written.versions.reason, Qt.Key.Key_V, CONTROL)
    click(written, "修订", qtbot)
    assert not written.editor.isReadOnly()
    assert "正在修订第2版（补登秋季检查）" in written.versions.note.text()
    click(written, "重新生成", qtbot)
    click(written, "定稿", qtbot)
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: stored(desk).is_final)
    assert written.versions.tree.topLevelItemCount() == 2
    second = written.versions.tree.topLevelItem(1)
    assert second is not None
    assert second.text(0).startswith("第1版")
    written.versions.tree.setCurrentItem(second)
    click(written, "打开", qtbot)
    assert shown_papers[-1][0] == kept


def test_a_contradicting_text_is_finalised_only_after_a_warning(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_word(written, "根据季节转换", "1次")
    qtbot.keyClicks(written.editor, "2")
    asked: list[str] = []
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: bool(asked.append(question)))
    click(written, "定稿", qtbot)
    assert asked[0].startswith("注意：文中还有1处与记录不一致（见“核对”）。")
    assert not stored(desk).is_final


def test_a_changed_figure_is_taken_over_with_one_click(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    add_activity(desk.office, Activity(0, ActivityKind.LECTURE, date(2011, 10, 1)))
    panel(written, "核对")
    tree = written.checks.tree
    items = [item for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row))]
    wanted = next(item for item in items if item.text(0) == "文中“2次”，记录现为3次")
    button = tree.itemWidget(wanted, 1)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert any("活动⟦publicity.activities|3次⟧" in one.text for one in stored(desk).paragraphs)


def test_ticks_attach_and_the_letter_carries_the_summary(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_kind(written, "报送总结的报告")
    click(written, "生成", qtbot)
    letter = stored(desk, SummaryKind.COVER)
    assert letter.title == "关于报送柳河镇2011年节能减排工作总结的报告"
    panel(written, "附件")
    ticked = written.sending.list
    assert [ticked.item(row).text() for row in range(ticked.count())][:3] == [
        "年度工作总结",
        "半年工作总结",
        "能源消费状况报告",
    ]
    tick(ticked, "宣传培训一览", Qt.CheckState.Checked)
    assert [one.value for one in stored(desk, SummaryKind.COVER).attachments] == ["summary_year", "publicity"]
    number = written.sending.form.field("number")
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
    click(written, "预览打印", qtbot)
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: bool(papers))
    text = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(papers[0])).pages).split())
    assert "柳河镇人民政府文件" in text
    assert "附件2" in text


def test_a_final_plan_goes_into_the_ledger(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.alerts, "confirm", lambda *_, **__: True)
    choose_kind(written, "下年度工作计划")
    assert "定稿后，各条列入2012年的工作台账" in written._empty.label.text()
    click(written, "生成", qtbot)
    click(written, "定稿", qtbot)
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: stored(desk, SummaryKind.PLAN).is_final)
    assert len(plan_items(desk.office, 2012)) >= 6


def test_the_sources_go_to_the_chosen_folder(
    written: AnnualTab, desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    click(written, "数据来源表…", qtbot)
    assert desk.tasks.wait_idle()
    assert (tmp_path / "柳河镇2011年节能减排工作总结数据来源表.xlsx").stat().st_size > 5000


def test_a_number_given_before_stops_the_finalising_with_a_sentence(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue(
        desk.office,
        Paper("报告", "柳政报〔2012〕3号", date(2012, 1, 5), "另一份报告", Place("annual"), b"%PDF"),
    )
    choose_kind(written, "报送总结的报告")
    click(written, "生成", qtbot)
    change_sending(desk.office, stored(desk, SummaryKind.COVER).id, "number", "柳政报〔2012〕3号")
    warned: list[str] = []
    asked: list[str] = []
    desk.alerts.warned.connect(warned.append)
    monkeypatch.setattr(desk.alerts, "confirm", lambda question, *_, **__: asked.append(question) or True)
    click(written, "定稿", qtbot)
    assert "所附《柳河镇2011年节能减排工作总结》还没有定稿" in asked[0]
    assert desk.tasks.wait_idle()
    qtbot.waitUntil(lambda: bool(warned))
    assert warned[0].startswith("文号柳政报〔2012〕3号已用于“另一份报告”")
    assert not stored(desk, SummaryKind.COVER).is_final
    assert not written.editor.isReadOnly()


def choose_kind(tab: AnnualTab, name: str) -> None:
    index = tab.kind.box.findText(name)
    tab.kind.box.setCurrentIndex(index)
    tab.kind.box.activated.emit(index)


def test_text_typed_after_a_figure_leaves_the_figure_marked(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
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
    written.editor.go_to_paragraph(number_of(written, "五、"))
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


def test_a_hidden_tab_looks_at_the_records_when_it_is_shown(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    written.hide()
    round_id = add_round(desk.office, 2011, Season.AUTUMN, date(2011, 11, 3))
    add_visits(desk.office, round_id, [units_of_year(desk.office, 2011)[0].id])
    qtbot.wait(10)
    assert written.hint.text() == ""
    written.show()
    assert "1次→2次" in written.hint.text()


def test_copying_gives_html_and_text_with_what_was_just_typed(written: AnnualTab, qtbot: QtBot) -> None:
    written.editor.go_to_paragraph(0)
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
    assert "没有覆盖" in asked[0]


def test_the_preview_shows_the_same_paper(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown_papers: list[tuple[str, str]] = []
    monkeypatch.setattr(desk, "preview", lambda pdf, name, *_more: shown_papers.append((pdf.title, name)))
    click(written, "预览打印", qtbot)
    assert desk.tasks.wait_idle()
    assert shown_papers == [("柳河镇2011年节能减排工作总结", "柳河镇2011年节能减排工作总结.pdf")]


def test_the_outline_leads_and_reorders(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
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


def test_rewriting_asks_before_it_replaces_edits(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not any(
        button.isVisible() for button in written.findChildren(QPushButton) if button.text() == "全部重写"
    )
    written.editor.go_to_paragraph(0)
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


def test_a_year_without_records_is_shown_and_the_old_text_is_kept(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    written.editor.go_to_paragraph(0)
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
    version = finalise(desk.office, stored(desk), b"%PDF")
    desk.year = 2012
    (paper,) = issued_papers(desk.office)
    for place in (paper.place, Place("annual", "version", version.id)):
        assert place is not None
        written.show_place(place)
        assert desk.year == 2011
        assert written.panels.currentWidget() is written.versions


def test_a_figure_leads_to_its_records(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[Place] = []
    desk.place_wanted.connect(wanted.append)
    round_place = Place("inspection", "round", 1)
    viewport, left = written.editor.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(viewport, left, pos=point_of(written, "根据季节转换", "1次"))
    assert wanted == []  # a click only selects it
    qtbot.mouseDClick(viewport, left, pos=point_of(written, "根据季节转换", "1次"))
    assert wanted == [round_place]
    qtbot.mouseClick(viewport, left, CONTROL, pos=point_of(written, "根据季节转换", "1次"))
    assert wanted == [round_place, round_place]
    qtbot.mouseDClick(viewport, left, pos=point_of(written, "根据季节转换", "季节"))
    assert len(wanted) == 2
    span = written.editor.figure_at(point_of(written, "根据季节转换", "1次"))
    assert span is not None
    assert "检查批次数" in written.work.tips()[span.figure.key]


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


def test_every_place_behind_the_figures_opens_in_the_window(recorded: Office, qtbot: QtBot) -> None:
    made = generate(recorded, 2011, SummaryKind.YEAR, date(2011, 12, 31))
    compared = compare(recorded, made)
    explained = explanations(recorded, compared.facts, compared.figures)
    places = {place for one in explained for place in (one.place, *(record.place for record in one.records))}
    assert {place.tab for place in places} == {
        "organisation",
        "quarterly",
        "inspection",
        "publicity",
        "settings",
    }
    alerts = Alerts()
    warned: list[str] = []
    alerts.warned.connect(warned.append)
    workplace = Workplace(recorded, alerts)
    qtbot.addWidget(workplace)
    for place in sorted(places, key=str):
        workplace.go_to(place)
        assert (workplace.current_key, workplace.desk.year) == (place.tab, 2011)
    workplace.close_desk()
    assert warned == []


@pytest.mark.parametrize(
    ("button", "module", "maker"),
    [("导出PDF…", document, "summary_paper"), ("数据来源表…", sheets, "BookWriter")],
)
def test_a_bug_while_exporting_is_no_warning(
    written: AnnualTab,
    desk: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    button: str,
    module: ModuleType,
    maker: str,
) -> None:
    told = listen(desk, monkeypatch)
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(module, maker, raising(KeyError("limit")))
    click(written, button, qtbot)
    assert desk.tasks.wait_idle()
    assert told == Told(bugs=[KeyError])


@pytest.mark.parametrize(
    ("button", "module", "maker", "label"),
    [
        ("导出PDF…", document, "summary_paper", "导出工作总结"),
        ("数据来源表…", sheets, "BookWriter", "导出数据来源表"),
    ],
)
def test_cancelling_an_export_is_no_warning(
    written: AnnualTab,
    desk: Desk,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    button: str,
    module: ModuleType,
    maker: str,
    label: str,
) -> None:
    told = listen(desk, monkeypatch)
    folder = tmp_path / "U盘"
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: folder)
    monkeypatch.setattr(module, maker, cancelling(desk, getattr(module, maker)))
    click(written, button, qtbot)
    assert desk.tasks.wait_idle()
    assert told == Told(said=[f"已取消：{label}，没有写出文件"])
    assert not folder.exists()


def test_replacing_an_export_is_asked_as_everywhere(
    written: AnnualTab, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []
    old = tmp_path / "柳河镇2011年节能减排工作总结.pdf"
    old.write_bytes(b"old")
    monkeypatch.setattr(desk.alerts, "choose_folder", lambda *_: tmp_path)
    monkeypatch.setattr(
        desk.alerts, "confirm", lambda question, yes, *_, **__: not asked.append((question, yes))
    )
    click(written, "导出PDF…", qtbot)
    assert desk.tasks.wait_idle()
    question = f"“{tmp_path}”中已有“{old.name}”，没有覆盖；请换一个文件夹，或选择覆盖。\n要用新文件替换已有的同名文件吗？"
    assert asked == [(question, "替换")]
    assert old.read_bytes().startswith(b"%PDF")
