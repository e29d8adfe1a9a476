"""Typing into the text as the clerk does: what is kept, how a figure stays whole, pasting and copying."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from jingzhen_desktop.annual.rules.markup import figures, plain
from jingzhen_desktop.annual.tab.page import AnnualTab
from jingzhen_desktop.annual.tab.runs import span_at
from jingzhen_desktop.annual.values.kinds import Origin, ParagraphKind
from jingzhen_desktop.widgets.desk import Desk

from ..hands import CONTROL, SHIFT, paste, press
from .summary_page import at_word, number_of, panel, point_of, rest, shown, stored, texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TEXT = ParagraphKind.TEXT


def test_a_typed_paragraph_is_kept_through_closing_and_generating_anew(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    written.view.editor.go_to_paragraph(0)
    paste(written.view.editor, "回顾一年，")
    qtbot.keyClicks(written.view.editor, "2011")
    rest(written, qtbot)
    assert texts(desk)[0].startswith("回顾一年，2011今年以来")
    again = shown(desk, qtbot)
    assert again.view.editor.toPlainText().startswith("回顾一年，2011今年以来")
    assert "手工改过1段" in again.view.count.text()
    press(again, "重新生成")
    assert texts(desk)[0].startswith("回顾一年，2011今年以来")
    assert [one.origin for one in stored(desk).paragraphs].count(Origin.EDITED) == 1


def test_leaving_a_paragraph_stores_it_at_once(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.view.editor, "abc")
    qtbot.keyClick(written.view.editor, Qt.Key.Key_End, CONTROL)
    assert texts(desk)[0].startswith("abc今年以来")


def test_enter_splits_and_backspace_joins(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    before = texts(desk)
    ids = [one.id for one in stored(desk).paragraphs]
    written.view.editor.go_to_paragraph(2)
    for _ in range(7):
        qtbot.keyClick(written.view.editor, Qt.Key.Key_Right)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Return)
    written.view.editor.commit()
    assert texts(desk)[:4] == [*before[:2], before[2][:7], before[2][7:]]
    assert len(texts(desk)) == len(before) + 1
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Backspace)
    written.view.editor.commit()
    assert texts(desk) == before
    assert [one.id for one in stored(desk).paragraphs] == ids
    assert figures(stored(desk).paragraphs[2].text) != ()


def test_the_editors_undo_is_its_own(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    before = stored(desk).paragraphs[0].text
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.view.editor, "xyz")
    written.view.editor.commit()
    assert plain(stored(desk).paragraphs[0].text).startswith("xyz")
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Z, CONTROL)
    written.view.editor.commit()
    assert stored(desk).paragraphs[0].text == before


def test_the_caret_passes_over_a_figure_and_backspace_takes_it_out(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = at_word(written, "根据季节转换", "1次")
    start = written.view.editor.textCursor().position()
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Right)
    assert written.view.editor.textCursor().position() == start + 2
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Left)
    assert written.view.editor.textCursor().position() == start
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Right, SHIFT)
    assert written.view.editor.textCursor().selectedText() == "1次"
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Right)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Backspace)
    written.view.editor.commit()
    assert "我镇对全镇部分单位" in plain(stored(desk).paragraphs[number].text)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Z, CONTROL)
    written.view.editor.commit()
    assert "inspection.rounds" in {figure.key for figure in figures(stored(desk).paragraphs[number].text)}


def test_a_figure_clicked_and_typed_over_is_free_text_that_is_pointed_out(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = number_of(written, "根据季节转换")
    point = point_of(written, "根据季节转换", "1次")
    qtbot.mouseClick(written.view.editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert written.view.editor.textCursor().selectedText() == "1次"
    qtbot.keyClicks(written.view.editor, "4")
    paste(written.view.editor, "次")
    written.view.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇4次对全镇" in plain(paragraph.text)
    assert "inspection.rounds" not in {figure.key for figure in figures(paragraph.text)}
    assert paragraph.origin is Origin.EDITED
    assert "文中“4次”，记录为1次" in written.view.hint.text()
    panel(written, "核对")
    assert written.view.checks.title.text() == "核对：1处不一致"
    lines = [written.view.outline.list.item(row).text() for row in range(written.view.outline.list.count())]
    assert [line[:2] for line in lines if "⚠" in line] == ["⚠1", "⚠1"], "the paragraph and its chapter"
    assert lines[number].strip().startswith("⚠1")
    item = written.view.checks.tree.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "文中“4次”，记录为1次"
    assert len(written.view.editor.extraSelections()) == 1
    (button,) = [one for one in written.view.checks.tree.findChildren(QToolButton) if one.text() == "采用"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    after = stored(desk).paragraphs[number]
    assert (
        figures(after.text)[0] == figures(paragraph.text.replace("我镇4次", "我镇⟦inspection.rounds|1次⟧"))[0]
    )
    assert not written.view.hint.isVisible()
    assert written.view.checks.tree.topLevelItemCount() == 0


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
    written.view.editor.go_to_paragraph(number_of(written, "全年共检查"))
    for _ in range(250):
        if dice.random() < 0.2:
            QTest.keyClick(written.view.editor, dice.choice(chords), CONTROL)
        else:
            QTest.keyClick(
                written.view.editor,
                dice.choice(keys),
                SHIFT if dice.random() < 0.3 else Qt.KeyboardModifier.NoModifier,
            )
        cursor = written.view.editor.textCursor()
        assert span_at(written.view.editor.document(), cursor.position()) is None
        assert span_at(written.view.editor.document(), cursor.anchor()) is None
    found = [
        figure for one in written.view.editor.texts() if one.kind is TEXT for figure in figures(one.text)
    ]
    assert all(said[figure.key] == figure.shown for figure in found)
    written.view.editor.commit()
    assert [one.text for one in written.view.editor.texts()] == [one.text for one in stored(desk).paragraphs]


def test_empty_lines_do_not_shift_what_is_pointed_out(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Return)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Return)
    at_word(written, "根据季节转换", "根据")
    paste(written.view.editor, "𠮷　")  # outside the basic plane: two places of the document, one letter
    point = point_of(written, "𠮷", "1次")
    qtbot.mouseClick(written.view.editor.viewport(), Qt.MouseButton.LeftButton, pos=point)
    qtbot.keyClicks(written.view.editor, "4")
    paste(written.view.editor, "次")
    written.view.editor.commit()
    (selection,) = written.view.editor.extraSelections()
    assert selection.cursor.selectedText() == "4次"
    panel(written, "核对")
    (button,) = [one for one in written.view.checks.tree.findChildren(QToolButton) if one.text() == "采用"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    number = next(number for number, text in enumerate(texts(desk)) if text.startswith("𠮷"))
    assert figures(stored(desk).paragraphs[number].text)[0].shown == "1次"
    written.view.outline.chosen.emit(number)
    assert written.view.editor.textCursor().block().text().startswith("𠮷")


def test_a_digit_typed_beside_a_figure_is_pointed_out(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    number = at_word(written, "根据季节转换", "1次")
    qtbot.keyClicks(written.view.editor, "2")
    written.view.editor.commit()
    assert "我镇21次对全镇" in plain(stored(desk).paragraphs[number].text)
    assert [figure.key for figure in figures(stored(desk).paragraphs[number].text)] == ["inspection.target"]
    assert "文中“21次”，记录为1次" in written.view.hint.text()


def test_composed_text_goes_beside_a_figure(written: AnnualTab, desk: Desk) -> None:
    number = at_word(written, "根据季节转换", "1次", 2)
    event = QInputMethodEvent()
    event.setCommitString("集中")
    QGuiApplication.sendEvent(written.view.editor, event)
    written.view.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇1次集中对全镇" in plain(paragraph.text)
    assert figures(paragraph.text)[0].shown == "1次"


def test_figures_are_copied_as_figures_here_and_as_numbers_elsewhere(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    at_word(written, "根据季节转换", "我镇1次")
    for _ in range(3):
        qtbot.keyClick(written.view.editor, Qt.Key.Key_Right, SHIFT)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "我镇1次"
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_V, CONTROL)
    written.view.editor.commit()
    assert stored(desk).paragraphs[0].text.startswith("我镇⟦inspection.rounds|1次⟧今年以来")


def test_text_typed_after_a_figure_leaves_the_figure_marked(
    written: AnnualTab, desk: Desk, qtbot: QtBot
) -> None:
    number = number_of(written, "根据季节转换")
    block = written.view.editor.document().findBlockByNumber(number)
    cursor = QTextCursor(block)
    cursor.setPosition(block.position() + block.text().index("1次") + 2)
    written.view.editor.setTextCursor(cursor)
    paste(written.view.editor, "集中")
    qtbot.keyClicks(written.view.editor, "a")
    written.view.editor.commit()
    paragraph = stored(desk).paragraphs[number]
    assert "我镇1次集中a对全镇" in plain(paragraph.text)
    assert figures(paragraph.text)[0].shown == "1次"


def test_pasted_lines_become_paragraphs(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    count = len(texts(desk))
    qtbot.keyClick(written.view.editor, Qt.Key.Key_End, CONTROL)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Return)
    paste(written.view.editor, "　　六、附加说明\n\n第一段⟦x|y⟧。\n第二段。\n")
    written.view.editor.commit()
    assert texts(desk)[count:] == ["六、附加说明", "第一段⟦x|y⟧。", "第二段。"]
    assert stored(desk).paragraphs[count].level == 1
    assert figures(stored(desk).paragraphs[count + 1].text) == ()


def test_the_table_can_be_deleted_and_comes_back(written: AnnualTab, desk: Desk, qtbot: QtBot) -> None:
    written.view.editor.go_to_paragraph(number_of(written, "五、"))
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Left)
    qtbot.keyClick(written.view.editor, Qt.Key.Key_Backspace)
    written.view.editor.commit()
    assert not any(one.kind is ParagraphKind.TABLE for one in stored(desk).paragraphs)
    press(written, "重新生成")
    assert any(one.kind is ParagraphKind.TABLE for one in stored(desk).paragraphs)


def test_copying_gives_html_and_text_with_what_was_just_typed(written: AnnualTab, qtbot: QtBot) -> None:
    written.view.editor.go_to_paragraph(0)
    qtbot.keyClicks(written.view.editor, "abc")
    press(written, "复制全文")
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasHtml()
    assert "<h1" in data.html()
    assert "<table" in data.html()
    assert "8,004" in data.html()
    lines = data.text().splitlines()
    assert lines[0] == "柳河镇2011年节能减排工作总结"
    assert lines[1].startswith("　　abc今年以来")
    assert lines[-2:] == ["柳河镇人民政府", "2011年12月31日"]
