"""The form under a table: its keys, and what was typed for a row waits for that row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from jingzhen_desktop.base.errors import FieldRejected, InputRejected
from jingzhen_desktop.base.typed import Kind
from jingzhen_desktop.widgets.alerts import Alerts
from jingzhen_desktop.widgets.fields.form import FieldSpec
from jingzhen_desktop.widgets.inline_form import WithInlineForm
from jingzhen_desktop.widgets.page_head import HeadActions

from ..hands import key, letters, overwrite, show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
SPECS = (FieldSpec("on", "日期", Kind.DATE), FieldSpec("words", "内容", Kind.NOTE))


class Asked:
    """A table with a form under it, and what was done by it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.page, self.table = QWidget(), QLineEdit()
        self.alerts = Alerts(self.page)
        self.warned: list[str] = []
        self.alerts.warned.connect(self.warned.append)
        self.stack = WithInlineForm(self.table, self.alerts, self.page)
        self.head = HeadActions(self.page)
        self.stack.stand_before(self.head)
        QVBoxLayout(self.page).addWidget(self.stack)
        self.done: list[tuple[int, dict[str, Any]]] = []
        self.refusal: Exception | None = None
        show(self.page, qtbot, 900, 300)

    def ask(self, row: int, words: str = "") -> None:
        self.stack.ask(
            "登记", f"第{row}行", SPECS, {"words": words}, lambda typed: self._do(row, typed), [row]
        )

    def editor(self, name: str) -> QWidget:
        assert self.stack.form is not None
        return self.stack.form.field(name).editor

    def _do(self, row: int, typed: dict[str, Any]) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.done.append((row, typed))
        self.stack.follow([99])  # what a page does that reads anew


@pytest.fixture
def asked(qtbot: QtBot) -> Asked:
    return Asked(qtbot)


def test_the_cursor_is_in_the_first_field_and_enter_does_it_from_any(asked: Asked) -> None:
    asked.ask(1)
    assert QApplication.focusWidget() is asked.editor("on")
    assert asked.head.is_taken
    overwrite(asked.editor("words"), "yes")
    key(Key.Key_Return)
    assert [(row, typed["words"]) for row, typed in asked.done] == [(1, "yes")]
    assert not asked.stack.asks
    assert not asked.head.is_taken
    assert asked.stack.draft_of(1) == "", "what is done is no draft"
    assert QApplication.focusWidget() is asked.table


def test_esc_gives_it_up_with_what_was_typed(asked: Asked) -> None:
    asked.ask(1)
    overwrite(asked.editor("words"), "no")
    key(Key.Key_Escape)
    assert (asked.stack.asks, asked.done, asked.stack.draft_of(1)) == (False, [], "")


def test_what_was_typed_for_a_row_waits_until_that_row_is_chosen_again(asked: Asked) -> None:
    asked.ask(1)
    overwrite(asked.editor("words"), "half")
    asked.stack.follow([2])
    assert (asked.stack.asks, asked.stack.draft_of(1), asked.stack.draft_of(2)) == (False, "登记", "")
    asked.ask(2)
    assert asked.stack.form is not None
    assert asked.stack.form.values()["words"] == ""
    asked.stack.follow([1])
    assert asked.stack.form.values()["words"] == "half", "an untouched form leaves no draft"
    assert asked.stack.draft_of(2) == ""
    asked.editor("words").setFocus()
    key(Key.Key_Return)
    assert [(row, typed["words"]) for row, typed in asked.done] == [(1, "half")]


def test_another_question_about_the_same_row_keeps_the_first(asked: Asked) -> None:
    asked.ask(1)
    overwrite(asked.editor("words"), "half")
    asked.stack.ask("复查", "", SPECS[:1], {}, lambda _typed: None, [1])
    assert asked.stack.draft_of(1) == "登记"
    asked.ask(1)
    assert asked.stack.form is not None
    assert asked.stack.form.values()["words"] == "half"


def test_a_refused_text_waits_too(asked: Asked) -> None:
    asked.ask(1)
    overwrite(asked.editor("on"), "99")
    asked.stack.follow([2])
    asked.stack.follow([1])
    field = asked.stack.form.field("on") if asked.stack.form else None
    assert field is not None
    assert field.problem
    assert isinstance(field.editor, QLineEdit)
    assert field.editor.text() == "99"
    asked.editor("words").setFocus()
    key(Key.Key_Return)
    assert asked.done == [], "not before it is right"


def test_a_refusal_stands_beside_its_field_or_in_a_notice(asked: Asked) -> None:
    asked.ask(1)
    asked.refusal = FieldRejected("words", "写明内容。")
    key(Key.Key_Return)
    assert asked.stack.form is not None
    assert asked.stack.form.field("words").problem == "写明内容。"
    asked.refusal = InputRejected("已经登记过。")
    overwrite(asked.editor("words"), "x")
    key(Key.Key_Return)
    assert asked.warned == ["已经登记过。"]
    assert asked.stack.asks


def test_a_note_of_several_lines_stays_one(asked: Asked) -> None:
    asked.ask(1, "一\n二")
    editor = asked.editor("words")
    assert isinstance(editor, QPlainTextEdit)
    editor.setFocus()
    QTest.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.done[0][1]["words"] == "一\n二"


def test_typing_in_the_table_is_no_answer(asked: Asked) -> None:
    asked.ask(1)
    asked.table.setFocus()
    letters("x")
    key(Key.Key_Return)
    assert asked.done == []
    assert asked.stack.asks
