"""Form fields: they tell once, only when the value changed, and say under themselves what is wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from jingzhen_desktop.base.typed import Kind
from jingzhen_desktop.widgets.fields.field import Field
from jingzhen_desktop.widgets.fields.form import FieldForm, FieldSpec
from jingzhen_desktop.widgets.fields.larger import ChoiceField, NoteField, TickField
from jingzhen_desktop.widgets.fields.lines import DateField, IntegerField, NumberField, TextField

SPECS = [
    FieldSpec("name", "单位名称"),
    FieldSpec("nature", "单位性质", Kind.CHOICE, choices=(("01", "国家机关"), ("03", "团体组织"))),
    FieldSpec("area", "建筑面积", Kind.NUMBER, unit="平方米", places=2),
    FieldSpec("people", "用能人数", Kind.INTEGER, unit="人"),
    FieldSpec("opened", "成立日期", Kind.DATE),
    FieldSpec("reporting", "纳入统计", Kind.YESNO),
    FieldSpec("note", "备注", Kind.NOTE),
]


class Bench:
    """A shown form that writes down what it tells."""

    def __init__(self, qtbot: Any) -> None:
        self.form = FieldForm(SPECS, columns=2)
        self.told: list[tuple[str, object]] = []
        self.form.committed.connect(lambda key, value: self.told.append((key, value)))
        qtbot.addWidget(self.form)
        self.form.show()
        self.form.activateWindow()
        qtbot.waitUntil(self.form.isActiveWindow)

    def type(self, key: str, text: str, last: Qt.Key = Qt.Key.Key_Tab) -> None:
        editor = self.form.field(key).editor
        editor.setFocus()
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.selectAll()
        for letter in text:
            QTest.keyClicks(editor, letter)
        QTest.keyClick(editor, last)


@pytest.fixture
def bench(qapp: Any, qtbot: Any) -> Bench:
    return Bench(qtbot)


def test_leaving_a_field_tells_its_value(bench: Bench) -> None:
    bench.type("name", "school")
    bench.type("area", "1,234.5")
    bench.type("people", "31", Qt.Key.Key_Return)
    bench.type("opened", "2011.7.5")
    assert bench.told == [
        ("name", "school"),
        ("area", Decimal("1234.5")),
        ("people", 31),
        ("opened", date(2011, 7, 5)),
    ]
    assert bench.form.field("area").editor.property("text") == "1,234.50"
    assert bench.form.field("opened").editor.property("text") == "2011-07-05"


def test_leaving_without_change_tells_nothing(bench: Bench) -> None:
    bench.form.set_values({"name": "a", "area": Decimal("5.0"), "note": "n"})
    bench.type("area", "5.00")
    bench.type("name", "a")
    bench.type("note", "n")
    bench.form.flush()
    assert bench.told == []


def test_wrong_text_is_explained_under_the_field_and_not_told(bench: Bench) -> None:
    bench.form.set_values({"people": 31})
    bench.type("people", "abc")
    field = bench.form.field("people")
    assert bench.told == []
    assert "不是数字" in field.problem
    assert field.editor.accessibleDescription() == field.problem
    assert field.value() == 31
    # a refresh because of another field must not wipe the sentence or the text
    bench.form.set_values({"people": 31})
    assert field.problem
    bench.type("people", "32")
    assert field.problem == ""
    assert bench.told == [("people", 32)]


def test_emptying_a_number_tells_blank_not_zero(bench: Bench) -> None:
    bench.form.set_values({"people": 31})
    editor = bench.form.field("people").editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    assert bench.told == [("people", None)]


def test_digits_beyond_the_shown_ones_are_not_hidden(bench: Bench) -> None:
    bench.form.set_values({"area": Decimal("1.2345")})
    bench.form.flush()
    assert bench.told == []
    assert bench.form.field("area").editor.property("text") == "1.2345"


def test_a_refresh_does_not_take_away_what_is_being_typed(bench: Bench) -> None:
    bench.form.set_values({"name": "a", "note": "b"})
    editor = bench.form.field("name").editor
    editor.setFocus()
    QTest.keyClicks(editor, "xyz")
    bench.form.set_values({"name": "a", "note": "b"})
    assert editor.property("text") == "axyz"
    bench.form.set_values({"name": "other", "note": "b"})  # another record
    assert editor.property("text") == "other"


def test_what_was_refused_waits_in_its_record(bench: Bench) -> None:
    form = bench.form
    form.show_record(1, {"people": None, "name": "a"})
    bench.type("people", "abc")
    form.show_record(2, {"people": None, "name": "b"})  # the same value, another record
    people = form.field("people")
    assert (people.editor.property("text"), people.problem) == ("", "")
    bench.type("people", "5")
    form.show_record(1, {"people": None, "name": "a"})
    assert people.editor.property("text") == "abc"
    assert "不是数字" in people.problem
    form.show_record(1, {"people": None, "name": "a"})  # read again
    assert people.editor.property("text") == "abc"
    bench.type("people", "7")
    assert bench.told == [("people", 5), ("people", 7)]
    assert people.problem == ""


def test_a_note_is_told_when_left_and_after_a_rest(bench: Bench, qtbot: Any) -> None:
    note = bench.form.field("note")
    assert isinstance(note, NoteField)
    note.editor.setFocus()
    QTest.keyClicks(note.editor, "one")
    note._rest.setInterval(10)
    QTest.keyClicks(note.editor, " ")
    qtbot.waitUntil(lambda: bench.told == [("note", "one")])
    assert note.edit.toPlainText() == "one "  # the clerk may type on
    QTest.keyClicks(note.editor, "two")
    QTest.keyClick(note.editor, Qt.Key.Key_Tab)
    assert bench.told[-1] == ("note", "one two")


def test_choosing_and_ticking_tell_at_once(bench: Bench) -> None:
    nature, tick = bench.form.field("nature"), bench.form.field("reporting")
    assert isinstance(nature, ChoiceField)
    assert isinstance(tick, TickField)
    nature.editor.setFocus()
    QTest.keyClick(nature.editor, Qt.Key.Key_Down)
    QTest.mouseClick(
        tick.box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(8, tick.box.height() // 2)
    )
    assert bench.told == [("nature", "01"), ("reporting", True)]


def test_the_wheel_changes_no_choice(bench: Bench) -> None:
    bench.form.set_values({"nature": "01"})
    box = bench.form.field("nature").editor
    box.setFocus()
    none = Qt.MouseButton.NoButton
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        none,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert bench.form.field("nature").value() == "01"
    assert bench.told == []


def test_a_value_no_longer_offered_stays_readable(qapp: Any, qtbot: Any) -> None:
    field = ChoiceField("系统", (("教育", "教育"),))
    qtbot.addWidget(field)
    field.set_value("农机")
    assert field.box.placeholderText() == "农机"
    field.flush()
    assert field.value() == "农机"


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_the_calendar_gives_the_day(qapp: Any, qtbot: Any) -> None:
    field = DateField("检查日期")
    qtbot.addWidget(field)
    field.show()
    field.set_value(date(2011, 7, 5))
    QTest.mouseClick(field._button, Qt.MouseButton.LeftButton)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2011, 7, 5)
    with qtbot.waitSignal(field.committed) as told:
        calendar.clicked.emit(QDate(2011, 7, 8))
    assert told.args == [date(2011, 7, 8)]


@pytest.mark.qt_log_ignore("does not support grabbing", extend=True)
def test_a_calendar_that_was_closed_is_not_kept(qapp: Any, qtbot: Any) -> None:
    field = DateField("检查日期")
    qtbot.addWidget(field)
    field.show()
    before = len(field.findChildren(QWidget))
    for number in range(50):
        QTest.mouseClick(field._button, Qt.MouseButton.LeftButton)
        calendar = field.findChild(QCalendarWidget)
        assert calendar is not None
        if number % 2:
            calendar.clicked.emit(QDate(2011, 7, 8))
        else:
            calendar.close()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(field.findChildren(QWidget)) == before


def test_every_field_has_a_name_and_its_label_a_key_to_it(bench: Bench) -> None:
    editors = {field.editor for field in bench.form.fields.values()}
    labelled = {label.buddy() for label in bench.form.findChildren(QLabel) if label.buddy() is not None}
    unlabelled = editors - labelled
    assert all(isinstance(editor, QCheckBox) for editor in unlabelled)
    assert len(labelled) == len(SPECS) - 1
    assert all(editor.accessibleName() for editor in editors)


def test_tab_walks_in_reading_order(bench: Bench) -> None:
    first = bench.form.field("name").editor
    first.setFocus()
    walked = [QApplication.focusWidget()]
    for _ in range(len(SPECS)):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    editors = [
        widget for widget in walked if widget in {field.editor for field in bench.form.fields.values()}
    ]
    assert editors[: len(SPECS)] == [bench.form.field(spec.key).editor for spec in SPECS][: len(editors)]
    assert len(editors) >= len(SPECS) - 1


def test_a_refused_value_stays_to_be_mended_and_is_tried_again(bench: Bench) -> None:
    bench.form.set_values({"people": 31})
    bench.form.committed.connect(
        lambda key, value: bench.form.refuse(key, "人数太多") if value == 99 else None
    )
    bench.type("people", "99")
    field = bench.form.field("people")
    bench.form.set_values({"people": 31})  # a refresh
    assert field.editor.property("text") == "99"
    assert field.problem == "人数太多。"
    assert field.value() == 31
    bench.type("people", "99")
    assert field.problem == "人数太多。"
    bench.type("people", "31")
    assert field.problem == ""
    assert bench.told == [("people", 99), ("people", 99)]


@pytest.mark.parametrize("make", [TextField, NumberField, IntegerField, DateField, NoteField, TickField])
def test_a_refusal_from_outside_is_shown(qapp: Any, qtbot: Any, make: type[Field]) -> None:
    field = make("栏目")
    qtbot.addWidget(field)
    field.refuse("不能这样填")
    assert field.problem == "不能这样填。"
    field.set_value(date(2011, 7, 5) if make is DateField else 1)
    assert field.problem == ""
