"""A refusal is said right at the cell or field, stays inside the page and moves nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import SIGNAL, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from jingzhen_desktop.base.typed import Kind
from jingzhen_desktop.widgets.callout import PAGE_HOST, Callout, Refusal, callouts_of
from jingzhen_desktop.widgets.fields.form import FieldForm, FieldSpec
from jingzhen_desktop.widgets.notices import Notices

from ..hands import type_text
from ..looking import geometries

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Key = Qt.Key
SPECS = (
    FieldSpec("area", "建筑面积", Kind.NUMBER, places=2),
    FieldSpec("day", "成立日期", Kind.DATE),
    FieldSpec("note", "备注", Kind.NOTE),
)


class Desk:
    """A window with a page in it, and on the page a form."""

    def __init__(self, qtbot: QtBot, width: int = 640, height: int = 400) -> None:
        self.window = QWidget()
        self.host = QFrame(self.window)
        self.host.setObjectName(PAGE_HOST)
        QVBoxLayout(self.window).addWidget(self.host)
        self.form = FieldForm(SPECS, self.host)
        QVBoxLayout(self.host).addWidget(self.form)
        self.told: list[tuple[str, object]] = []
        self.form.committed.connect(lambda key, value: self.told.append((key, value)))
        qtbot.addWidget(self.window)
        self.window.resize(width, height)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    @property
    def callout(self) -> Callout:
        return callouts_of(self.form).refusal

    def type(self, key: str, text: str, last: Qt.Key) -> QLineEdit:
        editor = self.form.field(key).editor
        assert isinstance(editor, QLineEdit)
        editor.setFocus()
        editor.selectAll()
        type_text(editor, text)
        QTest.keyClick(editor, last)
        return editor


@pytest.fixture
def desk(qapp: QApplication, qtbot: QtBot) -> Desk:
    return Desk(qtbot)


def test_a_refused_field_keeps_its_text_and_says_why(desk: Desk) -> None:
    editor = desk.type("area", "2,590.5.0", Key.Key_Tab)
    assert editor.text() == "2,590.5.0"
    assert editor.property("bad") == "true"
    assert desk.callout.isVisible()
    assert desk.callout.text.startswith("“2,590.5.0”不是数字")
    assert desk.callout.text.endswith("是 2,590.50 吗？回车采用　Esc恢复原值")
    assert desk.told == []


def test_enter_takes_the_reading(desk: Desk) -> None:
    editor = desk.type("area", "1.8万", Key.Key_Return)
    assert (desk.told, desk.callout.isVisible()) == ([], True)
    QTest.keyClick(editor, Key.Key_Return)
    assert [(key, str(value)) for key, value in desk.told] == [("area", "18000")]
    assert editor.text() == "18,000.00"
    assert not desk.callout.isVisible()
    assert not editor.property("bad")


def test_escape_brings_the_old_value_back(desk: Desk) -> None:
    desk.form.set_values({"area": 5})
    editor = desk.type("area", "x", Key.Key_Return)
    assert "Esc恢复原值" in desk.callout.text
    assert "采用" not in desk.callout.text
    QTest.keyClick(editor, Key.Key_Escape)
    assert editor.text() == "5.00"
    assert (desk.form.field("area").problem, desk.callout.isVisible()) == ("", False)


def test_the_next_success_elsewhere_does_not_take_it_away(desk: Desk) -> None:
    desk.type("area", "x", Key.Key_Tab)
    desk.type("day", "2011-7-5", Key.Key_Tab)
    assert desk.callout.text.startswith("“x”不是数字")
    assert desk.callout.isVisible()


def test_two_refused_fields_are_told_where_one_is(desk: Desk) -> None:
    area = desk.type("area", "x", Key.Key_Tab)
    day = desk.type("day", "昨天", Key.Key_Tab)
    assert "昨天" in desk.callout.text
    area.setFocus()
    assert "“x”" in desk.callout.text
    QTest.keyClick(area, Key.Key_Escape)
    assert not desk.callout.isVisible()
    assert day.property("bad") == "true"
    day.setFocus()
    assert "昨天" in desk.callout.text


def test_what_cannot_be_stored_stays_as_it_was_typed(desk: Desk) -> None:
    desk.form.committed.connect(lambda key, _value: desk.form.refuse(key, "不能晚于今天"))
    editor = desk.type("day", "2011-7-5", Key.Key_Return)
    assert (editor.text(), desk.form.field("day").value()) == ("2011-07-05", None)
    assert desk.callout.text == "不能晚于今天。Esc恢复原值"
    note = desk.form.field("note")
    note.editor.setFocus()
    QTest.keyClicks(note.editor, "abc")
    QTest.keyClick(note.editor, Key.Key_Tab)
    assert (note.editor.property("plainText"), note.value()) == ("abc", "")


def test_nothing_moves_when_a_callout_or_a_notice_appears(desk: Desk) -> None:
    notices = Notices(desk.host)
    before = geometries(desk.window)
    editor = desk.type("area", "x", Key.Key_Return)
    notices.warn("U盘写入失败：磁盘空间不足。")
    notices.say("已保存", "撤销")
    QApplication.processEvents()
    assert desk.callout.isVisible()
    assert geometries(desk.window) == before
    assert editor.hasFocus()


@pytest.mark.parametrize("size", [(640, 400), (240, 300), (911, 441)])
def test_the_callout_stays_inside_the_page(qapp: QApplication, qtbot: QtBot, size: tuple[int, int]) -> None:
    desk = Desk(qtbot, *size)
    desk.type("area", "这不是一个数字而是一句很长的话所以要折行" * 2, Key.Key_Return)
    place = desk.callout.geometry()
    assert desk.host.rect().contains(place)
    assert not place.intersects(
        QRect(
            desk.form.field("area").editor.mapTo(desk.host, desk.host.rect().topLeft()),
            desk.form.field("area").editor.size(),
        )
    )


def test_above_where_there_is_no_room_below(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 120)
    line = QLineEdit(window)
    line.move(10, 80)
    window.show()
    callouts_of(line).refuse(line, Refusal("不对"), line.rect)
    callout = callouts_of(line).refusal
    assert callout.geometry().bottom() < line.geometry().top()


def test_a_cell_scrolled_away_takes_its_callout_along(qapp: QApplication, qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    inside.resize(200, 1000)
    line = QLineEdit(inside)
    area.setWidget(inside)
    area.resize(240, 200)
    area.show()
    callouts = callouts_of(line)
    callouts.refuse(line, Refusal("不对"), line.rect)
    assert callouts.refusal.isVisible()
    area.verticalScrollBar().setValue(600)
    callouts.place()
    assert not callouts.refusal.isVisible()
    area.verticalScrollBar().setValue(0)
    callouts.place()
    assert callouts.refusal.isVisible()
    line.hide()
    assert not callouts.refusal.isVisible()


def test_a_part_that_is_refused_again_and_again_is_watched_once(desk: Desk) -> None:
    line, other = (desk.form.field(key).editor for key in ("area", "day"))
    listening = SIGNAL("destroyed()")
    before = line.receivers(listening)
    callouts = callouts_of(line)
    for _ in range(50):
        callouts.refuse(line, Refusal("不对"), line.rect)
        callouts.explain(line, "这里不能填写", line.rect)
        callouts.end_hint(line)
        callouts.refuse(other, Refusal("也不对"), other.rect)
    assert line.receivers(listening) == before
    callouts.end(other)
    assert other.receivers(listening) == before
